/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts of sums and parts made to add up.
 *
 * Wickramasuriya, S. L., Athanasopoulos, G. and Hyndman, R. J. (2019): Optimal forecast reconciliation for hierarchical and
 * grouped time series through trace minimization. Journal of the American Statistical Association 114. With W the
 * covariance of the forecasts' errors, b the bottom forecasts, u' = [-A I] the mismatch of the sums (A adds bottom series
 * up) and y all forecasts, the best linear unbiased ones that add up are
 *
 *   b - (W u)[bottom] (u' W u)^-1 u' y,        sums = A b
 *
 * This form needs one small system, of the size of the sums, and no inverse of W. The sums are made from the bottom
 * series, so that they add up to the last digit. MinT's W is the one-step errors' covariance, shrunk to its diagonal by
 * Schaefer, J. and Strimmer, K. (2005): A shrinkage approach to large-scale covariance matrix estimation. Statistical
 * Applications in Genetics and Molecular Biology 4. Variances grow alike over the horizon, so one W serves all steps, and
 * as the projection is linear it serves simulated paths too.
 *
 * O(n_series^2 x n_times + n_sums^3) to make, n_bottom x n_sums a column to apply. */

#include "core/bw-reconcile.h"

#include <math.h>
#include <string.h>

#include "core/bw-matrix.h"

enum
{
  MIN_ERRORS = 12, /* fewer do not tell which series err together */
};

/* ---- covariance ---- */

/* Keeps the times at which all series have an error. Returns: (transfer full): their errors, a row for each series. */
static double *
take_complete (const double *errors,
               guint         n_series,
               guint         n_times,
               guint        *n_complete)
{
  double *complete = g_new (double, MAX ((gsize)n_series * n_times, 1));
  guint   n = 0;

  for (guint t = 0; t < n_times; t++)
    {
      gboolean all = TRUE;

      for (guint i = 0; i < n_series && all; i++)
        all = isfinite (errors[(gsize)i * n_times + t]);
      for (guint i = 0; i < n_series && all; i++)
        complete[(gsize)i * n_times + n] = errors[(gsize)i * n_times + t];
      n += all != 0;
    }
  for (guint i = 1; i < n_series; i++)
    memmove (complete + (gsize)i * n, complete + (gsize)i * n_times, sizeof (double) * n);
  *n_complete = n;
  return complete;
}

/* Makes errors count half as much for every @half_life times that they lie back. */
static void
weigh_by_age (double *errors,
              guint   n_series,
              guint   n_times,
              double  half_life)
{
  double sum = 0;

  for (guint t = 0; t < n_times; t++)
    sum += exp2 (-(double)t / half_life) / n_times;
  for (guint t = 0; t < n_times; t++)
    {
      double root = sqrt (exp2 (-(double)(n_times - 1 - t) / half_life) / sum);

      for (guint i = 0; i < n_series; i++)
        errors[(gsize)i * n_times + t] *= root;
    }
}

/* Divides each row by its root mean square, which goes into @spread. */
static void
standardise (double *errors,
             guint   n_series,
             guint   n_times,
             double *spread)
{
  for (guint i = 0; i < n_series; i++)
    {
      double *row = errors + (gsize)i * n_times;
      double  squares = 0;

      for (guint t = 0; t < n_times; t++)
        squares += row[t] * row[t] / n_times;
      spread[i] = sqrt (squares);
      for (guint t = 0; t < n_times && spread[i] > 0; t++)
        row[t] /= spread[i];
    }
}

/* The covariance of the errors (about 0) of @n_series series at @n_times times, all finite, their correlations shrunk
 * towards none by as much as chance alone would make of them (into @shrinkage).
 * Returns: (transfer full) (array length=n_series * n_series). */
double *
bw_shrunk_covariance (const double *errors,
                      guint         n_series,
                      guint         n_times,
                      double       *shrinkage)
{
  g_autofree double *rows = g_memdup2 (errors, sizeof (double) * n_series * n_times);
  g_autofree double *spread = g_new (double, MAX (n_series, 1));
  double            *covariance = g_new (double, MAX ((gsize)n_series * n_series, 1));
  double             chance = 0, squares = 0;

  standardise (rows, n_series, n_times, spread);
  for (guint i = 0; i < n_series; i++)
    for (guint j = 0; j <= i; j++)
      {
        const double *a = rows + (gsize)i * n_times, *b = rows + (gsize)j * n_times;
        double        sum = 0, sum_squares = 0;

        for (guint t = 0; t < n_times; t++)
          {
            double product = a[t] * b[t];

            sum += product;
            sum_squares += product * product;
          }
        covariance[(gsize)i * n_series + j] = sum / n_times;
        if (i == j || n_times < 2)
          continue;
        chance += (sum_squares - sum * sum / n_times) / ((double)n_times * (n_times - 1));
        squares += (sum / n_times) * (sum / n_times);
      }
  *shrinkage = squares > 0 ? CLAMP (chance / squares, 0, 1) : 1;
  for (guint i = 0; i < n_series; i++)
    for (guint j = 0; j <= i; j++)
      {
        double correlation = covariance[(gsize)i * n_series + j];
        double value = (i == j ? 1 : (1 - *shrinkage) * correlation) * spread[i] * spread[j];

        covariance[(gsize)i * n_series + j] = covariance[(gsize)j * n_series + i] = value;
      }
  return covariance;
}

/* ---- weights ---- */

/* W u: a row for each series, a column for each sum. */
static double *
weigh_mismatch (const BwHierarchy *hierarchy,
                const double      *covariance)
{
  guint   n_series = bw_hierarchy_n_series (hierarchy), n_sums = hierarchy->n_sums;
  double *wu = g_new (double, (gsize)n_series *n_sums);

  for (guint i = 0; i < n_series; i++)
    for (guint s = 0; s < n_sums; s++)
      {
        guint         n_members;
        const guint  *members = bw_hierarchy_members (hierarchy, s, &n_members);
        const double *row = covariance + (gsize)i * n_series;
        double        value = row[hierarchy->n_bottom + s];

        for (guint m = 0; m < n_members; m++)
          value -= row[members[m]];
        wu[(gsize)i * n_sums + s] = value;
      }
  return wu;
}

/* u' (W u). */
static double *
square_mismatch (const BwHierarchy *hierarchy,
                 const double      *wu)
{
  guint   n_sums = hierarchy->n_sums;
  double *square = g_new (double, (gsize)n_sums *n_sums);

  for (guint s = 0; s < n_sums; s++)
    {
      guint        n_members;
      const guint *members = bw_hierarchy_members (hierarchy, s, &n_members);

      for (guint r = 0; r < n_sums; r++)
        {
          double value = wu[(gsize)(hierarchy->n_bottom + s) * n_sums + r];

          for (guint m = 0; m < n_members; m++)
            value -= wu[(gsize)members[m] * n_sums + r];
          square[(gsize)s * n_sums + r] = value;
        }
    }
  return square;
}

/* A diagonal covariance: all alike, or a sum's by how many it adds up. */
static double *
assume_covariance (const BwHierarchy *hierarchy,
                   BwReconcileMethod  method)
{
  guint   n_series = bw_hierarchy_n_series (hierarchy);
  double *covariance = g_new0 (double, (gsize)n_series *n_series);

  for (guint i = 0; i < n_series; i++)
    {
      guint n_members = 1;

      if (i >= hierarchy->n_bottom)
        bw_hierarchy_members (hierarchy, i - hierarchy->n_bottom, &n_members);
      covariance[(gsize)i * n_series + i] = method == BW_RECONCILE_OLS ? 1 : MAX (n_members, 1);
    }
  return covariance;
}

static gboolean
find_weights (BwReconciler *reconciler,
              const double *covariance)
{
  const BwHierarchy *hierarchy = reconciler->hierarchy;
  guint              n_sums = hierarchy->n_sums;
  g_autofree double *wu = weigh_mismatch (hierarchy, covariance);
  g_autofree double *square = square_mismatch (hierarchy, wu);
  g_autofree double *scale = g_new (double, n_sums);

  if (!bw_matrix_factor (square, n_sums, scale))
    return FALSE;
  for (guint i = 0; i < hierarchy->n_bottom; i++)
    {
      double *row = reconciler->weights + (gsize)i * n_sums;

      memcpy (row, wu + (gsize)i * n_sums, sizeof (double) * n_sums);
      bw_matrix_solve (square, scale, n_sums, row);
    }
  return TRUE;
}

static gboolean
try_mint (BwReconciler *reconciler,
          const double *errors,
          guint         n_times,
          double        half_life)
{
  guint              n_series = bw_hierarchy_n_series (reconciler->hierarchy);
  g_autofree double *complete = take_complete (errors, n_series, n_times, &reconciler->n_errors);
  g_autofree double *covariance = NULL;

  if (reconciler->n_errors < MIN_ERRORS)
    return FALSE;
  if (half_life > 0)
    weigh_by_age (complete, n_series, reconciler->n_errors, half_life);
  covariance = bw_shrunk_covariance (complete, n_series, reconciler->n_errors, &reconciler->shrinkage);
  return find_weights (reconciler, covariance);
}

/* Makes a reconciler for @hierarchy (borrowed: it must live as long). MinT learns from @errors (nullable): the one-step
 * errors of the forecasts, a row of @n_times for each series, NaN unknown; they count half for every @half_life times
 * that they lie back (0: all alike), as how far forecasts are off changes with the size of sales.
 * Returns: (transfer full). */
BwReconciler *
bw_reconciler_new (const BwHierarchy *hierarchy,
                   BwReconcileMethod  method,
                   const double      *errors,
                   guint              n_times,
                   double             half_life)
{
  BwReconciler *reconciler = g_new0 (BwReconciler, 1);

  reconciler->hierarchy = hierarchy;
  reconciler->method = method;
  reconciler->shrinkage = NAN;
  reconciler->weights = g_new0 (double, MAX ((gsize)hierarchy->n_bottom * hierarchy->n_sums, 1));
  if (hierarchy->n_sums == 0 || method == BW_RECONCILE_BOTTOM_UP)
    return reconciler;
  if (method == BW_RECONCILE_MINT && (errors == NULL || !try_mint (reconciler, errors, n_times, half_life)))
    {
      reconciler->method = BW_RECONCILE_STRUCT;
      reconciler->shrinkage = NAN;
    }
  if (reconciler->method != BW_RECONCILE_MINT)
    {
      g_autofree double *covariance = assume_covariance (hierarchy, reconciler->method);
      gboolean           good = find_weights (reconciler, covariance);

      g_assert (good);
    }
  return reconciler;
}

/* Frees @reconciler (transfer full) (nullable). */
void
bw_reconciler_free (BwReconciler *reconciler)
{
  if (reconciler == NULL)
    return;
  g_free (reconciler->weights);
  g_free (reconciler);
}

/* Makes @values add up: a row of @n_columns for each series, the columns being steps, or the steps of any number of
 * simulated paths. With @not_negative bottom values below 0 become 0. */
void
bw_reconciler_apply (const BwReconciler *reconciler,
                     double             *values,
                     guint               n_columns,
                     gboolean            not_negative)
{
  const BwHierarchy *hierarchy = reconciler->hierarchy;
  guint              n_sums = hierarchy->n_sums;
  g_autofree double *mismatch = g_new (double, MAX ((gsize)n_sums * n_columns, 1));

  for (guint s = 0; s < n_sums; s++)
    {
      guint        n_members;
      const guint *members = bw_hierarchy_members (hierarchy, s, &n_members);
      double      *row = mismatch + (gsize)s * n_columns;

      memcpy (row, values + (gsize)(hierarchy->n_bottom + s) * n_columns, sizeof (double) * n_columns);
      for (guint m = 0; m < n_members; m++)
        for (guint c = 0; c < n_columns; c++)
          row[c] -= values[(gsize)members[m] * n_columns + c];
    }
  for (guint i = 0; i < hierarchy->n_bottom; i++)
    {
      double *row = values + (gsize)i * n_columns;

      for (guint s = 0; s < n_sums; s++)
        {
          double weight = reconciler->weights[(gsize)i * n_sums + s];

          for (guint c = 0; c < n_columns && weight != 0; c++)
            row[c] -= weight * mismatch[(gsize)s * n_columns + c];
        }
      for (guint c = 0; c < n_columns && not_negative; c++)
        row[c] = MAX (row[c], 0);
    }
  bw_hierarchy_add_up (hierarchy, values, n_columns);
}
