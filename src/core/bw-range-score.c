/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good forecasts of amounts were: their errors and, where they came as many possible values, their ranges.
 *
 * WAPE and bias are those of the definitions: sums over the forecasts, over what came in all. The continuous
 * ranked probability score of a sample is
 *
 *   CRPS = (2 / n²) sum over i of (x_i - y) (n 1{y < x_i} - i + 1/2),  x ascending, i from 1
 *
 * (Laio and Tamea, "Verification tools for probabilistic forecasts of continuous hydrological variables", 2007; the same
 * as the mean |x - y| less half the mean |x - x'|). It is in the amount's own unit, less is better, and for a single
 * value it is the absolute error (Gneiting and Raftery, "Strictly proper scoring rules, prediction, and estimation",
 * 2007), so that methods with and without a range can be held against each other. The probability integral transform is the
 * share of the values below what came, half of those that equal it; of good ranges it is evenly spread over 0 to 1
 * (Dawid, 1984). A central range of 80 % covers what came when it lies between the quantiles .1 and .9 (type 7 of Hyndman and
 * Fan, 1996), both included.
 *
 * O(n) each for sorted values. */

#include "core/bw-range-score.h"

#include <math.h>

/* The CRPS of @n ascending values (array length=n), at least one, when @actual came. */
double
bw_sample_crps (const double *sorted,
                guint         n,
                double        actual)
{
  double sum = 0.0;

  g_return_val_if_fail (n > 0, NAN);

  for (guint i = 0; i < n; i++)
    sum += (sorted[i] - actual) * ((actual < sorted[i] ? n : 0.0) - i - 0.5);
  return 2.0 * sum / ((double)n * n);
}

/* The share of the @n ascending values (array length=n) below @actual, with half of those equal to it. */
double
bw_sample_pit (const double *sorted,
               guint         n,
               double        actual)
{
  guint below = 0, equal = 0;

  g_return_val_if_fail (n > 0, NAN);

  while (below < n && sorted[below] < actual)
    below++;
  while (below + equal < n && sorted[below + equal] == actual)
    equal++;
  return (below + equal / 2.0) / n;
}

/* The quantile @p of @n ascending values (array length=n), at least one, interpolated. */
double
bw_sample_quantile (const double *sorted,
                    guint         n,
                    double        p)
{
  double at = p * (n - 1.0), low = floor (at);
  guint  i = (guint)low;

  g_return_val_if_fail (n > 0, NAN);

  return i + 1 < n ? sorted[i] + (at - low) * (sorted[i + 1] - sorted[i]) : sorted[n - 1];
}

/* Takes in a forecast that was one value. */
void
bw_range_score_add (BwRangeScore *score,
                    double        forecast,
                    double        actual)
{
  score->n++;
  score->error += forecast - actual;
  score->abs_error += fabs (forecast - actual);
  score->actual += actual;
  score->crps += fabs (forecast - actual);
}

static gboolean
covers (const double *sorted,
        guint         n,
        double        level,
        double        actual)
{
  return actual >= bw_sample_quantile (sorted, n, (1.0 - level) / 2.0) &&
         actual <= bw_sample_quantile (sorted, n, (1.0 + level) / 2.0);
}

/* Takes in a forecast that came as @n ascending values (array length=n), at least one; @forecast is the one put forward. */
void
bw_range_score_add_sample (BwRangeScore *score,
                           double        forecast,
                           const double *sorted,
                           guint         n,
                           double        actual)
{
  guint bin = MIN ((guint)(bw_sample_pit (sorted, n, actual) * BW_RANGE_SCORE_N_BINS), BW_RANGE_SCORE_N_BINS - 1);

  bw_range_score_add (score, forecast, actual);
  score->crps += bw_sample_crps (sorted, n, actual) - fabs (forecast - actual);
  score->n_ranges++;
  score->within_50 += covers (sorted, n, 0.50, actual);
  score->within_80 += covers (sorted, n, 0.80, actual);
  score->within_95 += covers (sorted, n, 0.95, actual);
  score->pit[bin]++;
}

/* Adds what @other holds to @score. */
void
bw_range_score_merge (BwRangeScore       *score,
                      const BwRangeScore *other)
{
  score->n += other->n;
  score->error += other->error;
  score->abs_error += other->abs_error;
  score->actual += other->actual;
  score->crps += other->crps;
  score->n_ranges += other->n_ranges;
  score->within_50 += other->within_50;
  score->within_80 += other->within_80;
  score->within_95 += other->within_95;
  for (guint i = 0; i < BW_RANGE_SCORE_N_BINS; i++)
    score->pit[i] += other->pit[i];
}

/* The sum of the absolute errors over what came; NaN when nothing came. */
double
bw_range_score_wape (const BwRangeScore *score)
{
  return score->actual > 0.0 ? score->abs_error / score->actual : NAN;
}

/* The sum of the errors over what came, positive when too much was forecast; NaN when nothing came. */
double
bw_range_score_bias (const BwRangeScore *score)
{
  return score->actual > 0.0 ? score->error / score->actual : NAN;
}

/* The mean CRPS; NaN without a forecast. */
double
bw_range_score_crps (const BwRangeScore *score)
{
  return score->n > 0 ? score->crps / score->n : NAN;
}

/* The share of the forecasts whose central range of @percent (50, 80 or 95) covered what came; NaN when none had a range. */
double
bw_range_score_coverage (const BwRangeScore *score,
                         guint               percent)
{
  guint within = percent == 50 ? score->within_50 : percent == 80 ? score->within_80
                                                                  : score->within_95;

  return score->n_ranges > 0 ? (double)within / score->n_ranges : NAN;
}
