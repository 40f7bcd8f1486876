/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A series made ready for fitting.
 *
 * Gaps are filled on a straight line between the neighbours, season aside. Outliers are found by Hampel's rule (Hampel,
 * F. R. (1974): The influence curve and its role in robust estimation. Journal of the American Statistical Association 69)
 * on the remainder of a robust decomposition, on the scale on which the series varies evenly: a remainder more than
 * outlier_bound times the scaled median deviation away. It must be as far from the median of the seven values around it,
 * season aside: four or more of the same kind are no outliers but a new level. Towards the ends there are fewer around,
 * and the last value stays, as nothing after it has said yet which of both it is. Replaced values serve for fitting only.
 *
 * Series with many zeros are left alone: there a sale is what is rare. O(n) rounds of the decomposition. */

#include "core/bw-clean.h"

#include <math.h>

#include "core/bw-box-cox.h"
#include "core/bw-decompose.h"
#include "core/bw-median.h"

enum
{
  MIN_VALUES = 8, /* fewer tell no outlier from the rest */
  REACH = 3,      /* values to both sides that must not be of the same kind */
};

/* In standard deviations, if the remainder were normal. Higher than the usual 3: a robust fit leaves the middle of the
 * remainders smaller than they would be in forecasting. */
static const double outlier_bound = 5;

/* A season weaker than this is not taken out before gaps and outliers are looked at. */
static const double least_strength = 0.6;

/* More zeros than this make a series intermittent. */
static const double most_zeros = 0.3;

/* Whether more than 3 of 10 known values of @y are 0. */
gboolean
bw_clean_is_intermittent (const double *y,
                          guint         n)
{
  guint zeros = 0, known = 0;

  for (guint i = 0; i < n; i++)
    {
      known += isfinite (y[i]) != 0;
      zeros += y[i] == 0;
    }
  return zeros > most_zeros * known;
}

static BwDecomposition *
take_apart (const double *z,
            guint         n,
            guint         season)
{
  static const BwDecomposeOptions options = { .robust = TRUE };
  g_autoptr (BwDecomposition) parts = bw_decompose (z, n, &season, 1, &options);

  if (parts->n_seasons == 0 || bw_decomposition_season_strength (parts, 0) >= least_strength)
    return g_steal_pointer (&parts);
  return bw_decompose (z, n, NULL, 0, &options);
}

static double
seasons_at (const BwDecomposition *parts,
            guint                  i)
{
  return parts->n_seasons > 0 ? parts->season[0][i] : 0;
}

/* How far the value at @i is from the middle of those around it, season aside. */
static double
distance_from_near (const BwDecomposition *parts,
                    guint                  i)
{
  double here = parts->trend[i] + parts->remainder[i];
  double near[2 * REACH + 1] = { here };
  guint  reach = MIN (REACH, MIN (i, parts->n - 1 - i)), n_near = 1;

  for (guint j = i - reach; j <= i + reach; j++)
    if (j != i && isfinite (parts->remainder[j]))
      near[n_near++] = parts->trend[j] + parts->remainder[j];
  return fabs (here - bw_median (near, n_near));
}

static void
mark_outliers (BwCleaned             *cleaned,
               const BwDecomposition *parts)
{
  guint              n = cleaned->n, n_known = 0;
  g_autofree double *spare = g_new (double, n);
  double             deviation, middle, bound, largest = 0;

  for (guint i = 0; i < n; i++)
    if (isfinite (parts->remainder[i]))
      {
        spare[n_known++] = parts->remainder[i];
        largest = MAX (largest, fabs (bw_decomposition_fit (parts, i)));
      }
  if (n_known < MIN_VALUES)
    return;
  deviation = bw_median_deviation (spare, n_known, &middle);
  /* Rounding errors about a series that follows its parts exactly are no outliers. */
  bound = MAX (outlier_bound * deviation, 1e-9 * largest);
  for (guint i = 0; i < n; i++)
    if (fabs (parts->remainder[i] - middle) > bound && distance_from_near (parts, i) > bound)
      {
        cleaned->marks[i] |= BW_CLEAN_OUTLIER;
        cleaned->n_outliers++;
      }
}

/* Fills the marked places of @z on straight lines between the others, season aside. */
static void
bridge (double                *z,
        const guint8          *marks,
        const BwDecomposition *parts)
{
  guint n = parts->n;

  for (guint i = 0; i < n;)
    {
      guint  end = i;
      double left, right;

      if (marks[i] == 0)
        {
          i++;
          continue;
        }
      while (end < n && marks[end] != 0)
        end++;
      left = i > 0 ? z[i - 1] - seasons_at (parts, i - 1) : NAN;
      right = end < n ? z[end] - seasons_at (parts, end) : left;
      if (isnan (left))
        left = right;
      for (guint k = i; k < end; k++)
        z[k] = left + (right - left) * (k - i + 1) / (end - i + 1) + seasons_at (parts, k);
      i = end;
    }
}

static BwCleaned *
allocate (const double *y,
          guint         n)
{
  BwCleaned *cleaned = g_new0 (BwCleaned, 1);

  cleaned->n = cleaned->first = n;
  cleaned->y = g_new0 (double, MAX (n, 1));
  cleaned->marks = g_new0 (guint8, MAX (n, 1));
  cleaned->lambda = 1;
  for (guint i = n; i > 0; i--)
    if (isfinite (y[i - 1]))
      {
        cleaned->first = i - 1;
        cleaned->y[i - 1] = y[i - 1];
      }
    else
      {
        cleaned->marks[i - 1] = BW_CLEAN_GAP;
        cleaned->n_gaps++;
      }
  return cleaned;
}

static double
choose_scale (const double *y,
              guint         n,
              guint         season)
{
  g_autofree double *known = g_new (double, n);
  guint              n_known = 0;

  for (guint i = 0; i < n; i++)
    if (isfinite (y[i]))
      known[n_known++] = y[i];
  return bw_box_cox_choose (known, n_known, season);
}

/* Makes the @n values @y (not finite: not known), which repeat every @season values (1: no season), ready for fitting.
 * Leading gaps are filled too; cleaned->first says where the series begins.
 * Returns: (transfer full). */
BwCleaned *
bw_clean (const double *y,
          guint         n,
          guint         season)
{
  BwCleaned         *cleaned = allocate (y, n);
  g_autofree double *z = NULL;
  g_autoptr (BwDecomposition) parts = NULL;
  double   smallest = INFINITY;
  gboolean look_for_outliers = n >= MIN_VALUES && !bw_clean_is_intermittent (y, n);

  if (cleaned->first == n)
    return cleaned;
  cleaned->lambda = choose_scale (y, n, season);
  if (!look_for_outliers && cleaned->n_gaps == 0)
    return cleaned;
  z = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      z[i] = isfinite (y[i]) ? bw_box_cox (y[i], cleaned->lambda) : NAN;
      if (isfinite (y[i]))
        smallest = MIN (smallest, y[i]);
    }
  parts = take_apart (z, n, season);
  if (look_for_outliers)
    mark_outliers (cleaned, parts);
  if (cleaned->n_outliers + cleaned->n_gaps == 0)
    return cleaned;
  bridge (z, cleaned->marks, parts);
  for (guint i = 0; i < n; i++)
    if (cleaned->marks[i] != 0)
      {
        cleaned->y[i] = bw_box_cox_inverse (z[i], cleaned->lambda);
        if (smallest >= 0)
          cleaned->y[i] = MAX (cleaned->y[i], 0);
      }
  return cleaned;
}

/* Frees @cleaned (transfer full) (nullable). */
void
bw_cleaned_free (BwCleaned *cleaned)
{
  if (cleaned == NULL)
    return;
  g_free (cleaned->y);
  g_free (cleaned->marks);
  g_free (cleaned);
}
