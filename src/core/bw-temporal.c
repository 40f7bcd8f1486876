/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts that add up over periods of several lengths as well as over series.
 *
 * Athanasopoulos, G., Hyndman, R. J., Kourentzes, N. and Petropoulos, F. (2017): Forecasting with temporal hierarchies. European
 * Journal of Operational Research 262. A monthly series is forecast by itself, and so are its sums over 2, 3, 4, 6 and 12 months: the
 * longer the period, the plainer the trend, the shorter, the plainer the season. With S the matrix that adds the values of a season up
 * to the periods of all lengths and L diagonal, the lengths, the season's values are
 *
 *   (S' L^-1 S)^-1 S' L^-1 y
 *
 * of the forecasts y of all periods: a sum of k values is taken to be off k times as much as one, in variance ("structural scaling").
 * No error has to be estimated for that, of which there would be few for the longest periods.
 *
 * Across series the forecasts of each length are reconciled first (bw-reconcile.h), with the errors of that length. As all series are
 * then combined by the same weights, what adds up at each length adds up afterwards, so the result is coherent both ways
 * (Kourentzes, N. and Athanasopoulos, F. (2019): Cross-temporal coherent forecasts for Australian tourism. Annals of Tourism
 * Research 75, in the other order).
 *
 * Lengths of which there are fewer than MIN_VALUES periods are left out, and with them all that is not a season: then the
 * forecasts are those of the series themselves. Periods are counted from the end, so the last value ends one of each
 * length. O(season^3) to make; a combination is one product with season x rows numbers. */

#include "core/bw-temporal.h"

#include <string.h>

#include "core/bw-matrix.h"

enum
{
  MIN_VALUES = 12, /* of a length; fewer show neither a trend nor which series err together */
};

/* Fills the weights; see the head of the file. */
static void
find_weights (BwTemporal *temporal)
{
  guint              season = temporal->season, row = 0;
  g_autofree double *sum = g_new0 (double, temporal->n_rows *season); /* S' L^-1, a row for each period */
  g_autofree double *square = g_new0 (double, season *season);
  g_autofree double *scale = g_new (double, season);
  g_autofree double *column = g_new (double, season);
  gboolean           good;

  for (guint i = temporal->n_lengths; i-- > 0;)
    for (guint from = 0; from < season; from += temporal->lengths[i], row++)
      for (guint a = from; a < from + temporal->lengths[i]; a++)
        {
          sum[row * season + a] = 1.0 / temporal->lengths[i];
          for (guint b = from; b < from + temporal->lengths[i]; b++)
            square[a * season + b] += 1.0 / temporal->lengths[i];
        }
  good = bw_matrix_factor (square, season, scale);
  g_assert (good);
  for (row = 0; row < temporal->n_rows; row++)
    {
      memcpy (column, sum + row * season, sizeof (double) * season);
      bw_matrix_solve (square, scale, season, column);
      for (guint a = 0; a < season; a++)
        temporal->weights[a * temporal->n_rows + row] = column[a];
    }
}

/* The lengths that @n values which repeat every @season (at least 1) are worth being looked at in.
 * Returns: (transfer full) */
BwTemporal *
bw_temporal_new (guint season,
                 guint n)
{
  BwTemporal *temporal = g_new0 (BwTemporal, 1);

  temporal->season = MAX (season, 1);
  temporal->lengths = g_new (guint, temporal->season);
  for (guint length = 1; length <= temporal->season; length++)
    if (length == 1 || (temporal->season % length == 0 && n / length >= MIN_VALUES))
      {
        temporal->lengths[temporal->n_lengths++] = length;
        temporal->n_rows += temporal->season / length;
      }
  temporal->weights = g_new (double, temporal->season * temporal->n_rows);
  find_weights (temporal);
  return temporal;
}

/* Frees @temporal (transfer full) (nullable). */
void
bw_temporal_free (BwTemporal *temporal)
{
  if (temporal == NULL)
    return;
  g_free (temporal->lengths);
  g_free (temporal->weights);
  g_free (temporal);
}

/* How many periods of length @i are to be forecast for @horizon values: those of whole seasons. */
guint
bw_temporal_horizon (const BwTemporal *temporal,
                     guint             i,
                     guint             horizon)
{
  guint season = temporal->season;

  return (horizon + season - 1) / season * (season / temporal->lengths[i]);
}

/* Fills @sums [@n / @length] with the sums of each @length of the @n values @y, the last of them up to the end. */
void
bw_temporal_sum (const double *y,
                 guint         n,
                 guint         length,
                 double       *sums)
{
  y += n % length;
  for (guint i = 0; i < n / length; i++)
    {
      sums[i] = 0.0;
      for (guint a = 0; a < length; a++)
        sums[i] += y[i * length + a];
    }
}

/* Combines the @forecasts [n_lengths] of the periods of all lengths, each bw_temporal_horizon() long, into the @horizon values
 * @mean. */
void
bw_temporal_combine (const BwTemporal    *temporal,
                     const double *const *forecasts,
                     guint                horizon,
                     double              *mean)
{
  guint season = temporal->season;

  for (guint h = 0; h < horizon; h++)
    {
      const double *weights = temporal->weights + (gsize)(h % season) * temporal->n_rows;
      double        sum = 0.0;

      for (guint i = temporal->n_lengths; i-- > 0;)
        {
          guint         n = season / temporal->lengths[i];
          const double *first = forecasts[i] + h / season * n;

          for (guint p = 0; p < n; p++)
            sum += weights[p] * first[p];
          weights += n;
        }
      mean[h] = sum;
    }
}

/* Forecasts the periods of length @i of all series, and makes them add up. Returns: (transfer full): a row for each series. */
static double *
forecast_length (const BwTemporalTask *task,
                 const BwTemporal     *temporal,
                 guint                 i,
                 BwReconcileMethod    *method)
{
  guint              n_series = bw_hierarchy_n_series (task->hierarchy), length = temporal->lengths[i];
  guint              n = task->n / length, horizon = bw_temporal_horizon (temporal, i, task->horizon);
  g_autofree double *sums = g_new (double, MAX (n, 1));
  g_autofree double *errors = g_new (double, MAX ((gsize)n_series * n, 1));
  double            *means = g_new (double, MAX ((gsize)n_series * horizon, 1));
  g_autoptr (BwReconciler) reconciler = NULL;

  for (guint s = 0; s < n_series; s++)
    {
      bw_temporal_sum (task->values + (gsize)s * task->n, task->n, length, sums);
      task->forecast (sums, n, task->season / length, horizon, means + (gsize)s * horizon, errors + (gsize)s * n, task->data);
    }
  reconciler = bw_reconciler_new (task->hierarchy, task->method, errors, n, task->half_life / length);
  bw_reconciler_apply (reconciler, means, horizon, FALSE);
  *method = reconciler->method;
  return means;
}

/* Forecasts the series of @task into @means, a row of the horizon for each, such that they add up; with @not_negative none is below 0.
 * Returns: how the values themselves were made to add up. */
BwReconcileMethod
bw_temporal_reconcile (const BwTemporalTask *task,
                       gboolean              not_negative,
                       double               *means)
{
  guint n_series = bw_hierarchy_n_series (task->hierarchy), n_bottom = task->hierarchy->n_bottom;
  g_autoptr (BwTemporal) temporal = bw_temporal_new (task->season, task->n);
  g_autofree double       **by_length = g_new (double *, temporal->n_lengths);
  g_autofree const double **rows = g_new (const double *, temporal->n_lengths);
  BwReconcileMethod         method = task->method, used;

  for (guint i = temporal->n_lengths; i-- > 0; method = used)
    by_length[i] = forecast_length (task, temporal, i, &used);
  for (guint s = 0; s < n_series; s++)
    {
      for (guint i = 0; i < temporal->n_lengths; i++)
        rows[i] = by_length[i] + (gsize)s * bw_temporal_horizon (temporal, i, task->horizon);
      bw_temporal_combine (temporal, rows, task->horizon, means + (gsize)s * task->horizon);
    }
  for (gsize i = 0; not_negative && i < (gsize)n_bottom * task->horizon; i++)
    means[i] = MAX (means[i], 0.0);
  bw_hierarchy_add_up (task->hierarchy, means, task->horizon);
  for (guint i = 0; i < temporal->n_lengths; i++)
    g_free (by_length[i]);
  return method;
}
