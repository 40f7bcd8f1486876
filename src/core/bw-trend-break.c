/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the slope of a series changes.
 *
 * Two straight lines that meet are laid through the series at each place where they could, by least squares, and what is
 * left is taken to follow itself (an autoregression of order one), so that a wandering level is not mistaken for slopes.
 * The best must be better, by the Bayesian information criterion (Schwarz, G. (1978): Estimating the dimension of a model.
 * Annals of Statistics 6), than one line, than a line with a step, which is a new level, and than the rival that the
 * caller has: its squared one-step errors. The place counts as a number to estimate.
 *
 * O(n^2). */

#include "core/bw-trend-break.h"

#include <math.h>
#include <string.h>

#include "core/bw-matrix.h"

enum
{
  MIN_SIDE = 8,
  N_TERMS = 3,
  /* Numbers to estimate: level, slope, dependence, variance; one more for the change and one for its place. */
  N_PLAIN = 4,
  N_CHANGED = 6,
};

/* What BIC must say beyond the better fit: strong evidence as Kass and Raftery (1995) word it. */
static const double least_gain = 10;

typedef enum
{
  NO_CHANGE,
  STEP,
  RAMP,
} Change;

typedef struct
{
  double terms[N_TERMS]; /* level, slope, change */
  double squares;        /* of the one-step errors */
  double error;          /* standard error of the change */
} Line;

static double
change_at (Change change,
           guint  at,
           guint  i)
{
  if (change == NO_CHANGE || i < at)
    return 0;
  return change == STEP ? 1 : (double)(i - at + 1);
}

/* Lays a line with @change at @at through @z. */
static gboolean
fit_line (const double *z,
          guint         n,
          Change        change,
          guint         at,
          Line         *line)
{
  guint  n_terms = change == NO_CHANGE ? 2 : 3;
  double products[N_TERMS * N_TERMS] = { 0 }, scale[N_TERMS], unit[N_TERMS] = { 0, 0, 1 };
  double previous = 0, lagged = 0, squares = 0, dependence;

  memset (line, 0, sizeof *line);
  for (guint i = 0; i < n; i++)
    {
      const double row[N_TERMS] = { 1, (double)i / n, change_at (change, at, i) };

      for (guint a = 0; a < n_terms; a++)
        {
          for (guint b = 0; b < n_terms; b++)
            products[a * n_terms + b] += row[a] * row[b];
          line->terms[a] += row[a] * z[i];
        }
    }
  if (!bw_matrix_factor (products, n_terms, scale))
    return FALSE;
  bw_matrix_solve (products, scale, n_terms, line->terms);
  if (change != NO_CHANGE)
    bw_matrix_solve (products, scale, n_terms, unit);
  for (guint pass = 0; pass < 2; pass++)
    {
      dependence = pass == 0 || !(squares > 0) ? 0 : CLAMP (lagged / squares, 0, 0.99);
      line->squares = previous = 0;
      for (guint i = 0; i < n; i++)
        {
          double rest = z[i] - line->terms[0] - line->terms[1] * i / n - line->terms[2] * change_at (change, at, i);
          double error = rest - dependence * previous;

          line->squares += i == 0 ? error * error * (1 - dependence * dependence) : error * error;
          if (pass == 0)
            {
              lagged += rest * previous;
              squares += rest * rest;
            }
          previous = rest;
        }
    }
  /* Values that follow one another tell less than as many that do not. */
  line->error = sqrt (squares / n * MAX (unit[2], 0) * (1 + dependence) / (1 - dependence));
  return TRUE;
}

static double
criterion (double squares,
           guint  n,
           guint  n_numbers)
{
  return n * log (MAX (squares, G_MINDOUBLE)) + n_numbers * log (n);
}

/* The place of @change at which the line fits best. */
static gboolean
find_best (const double *z,
           guint         n,
           Change        change,
           guint        *at,
           Line         *best)
{
  gboolean found = FALSE;

  for (guint place = MIN_SIDE; place + MIN_SIDE <= n; place++)
    {
      Line line;

      if (fit_line (z, n, change, place, &line) && (!found || line.squares < best->squares))
        {
          *best = line;
          *at = place;
          found = TRUE;
        }
    }
  return found;
}

/* Looks for a break of the trend in the @n finite values @z; @rival is the sum of the squared one-step errors of another
 * way to see them, of four numbers; NaN for none. */
gboolean
bw_trend_break_find (const double *z,
                     guint         n,
                     double        rival,
                     BwTrendBreak *found)
{
  Line   plain, step, ramp;
  guint  at, step_at;
  double least;

  if (!find_best (z, n, RAMP, &at, &ramp) || !find_best (z, n, STEP, &step_at, &step) || !fit_line (z, n, NO_CHANGE, 0, &plain))
    return FALSE;
  least = MIN (criterion (plain.squares, n, N_PLAIN) - least_gain, criterion (step.squares, n, N_CHANGED));
  if (!isnan (rival))
    least = MIN (least, criterion (rival, n, N_PLAIN) - least_gain);
  if (!(criterion (ramp.squares, n, N_CHANGED) < least) || !(ramp.error > 0))
    return FALSE;
  *found = (BwTrendBreak) { at, ramp.terms[2], ramp.terms[2] / ramp.error };
  return TRUE;
}
