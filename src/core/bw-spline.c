/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A smooth curve of one number, as columns of a regression.
 *
 * A natural cubic spline: cubic between knots, straight beyond them (Stone and Koo, 1985; the knots at quantiles as in Harrell,
 * 2001, Regression Modeling Strategies). The columns are made uncorrelated one after the other, so that a penalty on each
 * means the same: first the line, then how far from a line the curve may be. Numbers beyond the 1st and 99th percentile count
 * as these, for there is little to learn a slope from. */

#include "core/bw-spline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LOW_QUANTILE  0.01
#define HIGH_QUANTILE 0.99
#define KNOT_QUANTILE 0.05 /* of the first knot, and from above of the last */
#define MIN_SCALE     1e-6 /* of a column against its size before others were taken away */

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

static double
cube (double x)
{
  return x > 0.0 ? x * x * x : 0.0;
}

/* The columns before they are made uncorrelated, of a value that is in the bounds. */
static void
find_raw (const BwSpline *spline,
          double          x,
          double         *raw)
{
  const double *t = spline->knots;
  guint         k = spline->n_knots;
  double        width, last;

  raw[0] = x;
  if (k < 3)
    return;
  width = t[k - 1] - t[0];
  last = t[k - 1] - t[k - 2];
  for (guint j = 0; j + 2 < k; j++)
    raw[j + 1] = (cube (x - t[j]) - cube (x - t[k - 2]) * (t[k - 1] - t[j]) / last + cube (x - t[k - 1]) * (t[k - 2] - t[j]) / last) /
                 (width * width);
}

static void
find_columns (const BwSpline *spline,
              guint           n_columns,
              double          x,
              double         *columns)
{
  double raw[BW_SPLINE_MAX_COLUMNS];

  find_raw (spline, x, raw);
  for (guint j = 0; j < n_columns; j++)
    {
      double value = raw[j] - spline->mean[j];

      for (guint m = 0; m < j; m++)
        value -= spline->mix[j][m] * columns[m];
      columns[j] = value / spline->scale[j];
    }
}

/* Knots at quantiles of @sorted that are apart. */
static void
place_knots (BwSpline     *spline,
             const double *sorted,
             guint         n,
             guint         n_knots)
{
  for (guint k = 0; k < n_knots; k++)
    {
      double share = KNOT_QUANTILE + (1.0 - 2.0 * KNOT_QUANTILE) * k / (n_knots - 1.0);
      double knot = sorted[(guint)(share * (n - 1) + 0.5)];

      if (spline->n_knots == 0 || knot > spline->knots[spline->n_knots - 1])
        spline->knots[spline->n_knots++] = knot;
    }
}

/* Finds mean, mix and scale of column @j over @sorted. Returns FALSE when nothing is left of it. */
static gboolean
fit_column (BwSpline     *spline,
            guint         j,
            const double *sorted,
            guint         n)
{
  double sum = 0.0, square = 0.0, left = 0.0, dots[BW_SPLINE_MAX_COLUMNS] = { 0 };

  for (guint i = 0; i < n; i++)
    {
      double raw[BW_SPLINE_MAX_COLUMNS];

      find_raw (spline, CLAMP (sorted[i], spline->low, spline->high), raw);
      sum += raw[j];
    }
  spline->mean[j] = sum / n;
  for (guint i = 0; i < n; i++)
    {
      double raw[BW_SPLINE_MAX_COLUMNS], columns[BW_SPLINE_MAX_COLUMNS], x = CLAMP (sorted[i], spline->low, spline->high);

      find_raw (spline, x, raw);
      find_columns (spline, j, x, columns);
      square += (raw[j] - spline->mean[j]) * (raw[j] - spline->mean[j]);
      for (guint m = 0; m < j; m++)
        dots[m] += (raw[j] - spline->mean[j]) * columns[m];
    }
  left = square / n;
  for (guint m = 0; m < j; m++)
    {
      spline->mix[j][m] = dots[m] / n;
      left -= spline->mix[j][m] * spline->mix[j][m];
    }
  if (!(left > MIN_SCALE * square / n) || !isfinite (left))
    return FALSE;
  spline->scale[j] = sqrt (left);
  return TRUE;
}

/* Makes @spline from @n finite @values with up to @n_knots knots (at most BW_SPLINE_MAX_KNOTS); fewer where values are few. */
void
bw_spline_init (BwSpline     *spline,
                const double *values,
                guint         n,
                guint         n_knots)
{
  g_autofree double *sorted = NULL;
  guint              wanted;

  memset (spline, 0, sizeof *spline);
  if (n == 0)
    return;
  sorted = g_memdup2 (values, sizeof *values * n);
  qsort (sorted, n, sizeof *sorted, compare_doubles);
  spline->low = sorted[(guint)(LOW_QUANTILE * (n - 1))];
  spline->high = sorted[(guint)ceil (HIGH_QUANTILE * (n - 1))];
  if (n_knots >= 3)
    place_knots (spline, sorted, n, MIN (n_knots, BW_SPLINE_MAX_KNOTS));
  wanted = MAX (spline->n_knots, 2) - 1;
  if (spline->n_knots < 3)
    spline->n_knots = 0;
  while (spline->n_columns < wanted && fit_column (spline, spline->n_columns, sorted, n))
    spline->n_columns++;
}

/* Fills @columns (spline->n_columns values, caller-allocated) for @value, which is finite. */
void
bw_spline_columns (const BwSpline *spline,
                   double          value,
                   double         *columns)
{
  find_columns (spline, spline->n_columns, CLAMP (value, spline->low, spline->high), columns);
}
