/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far forecasts were off, by the definitions of the M4 and M5 competitions.
 *
 * M4 (Makridakis, Spiliotis, Assimakopoulos 2020): sMAPE = 200 |y - f| / (|y| + |f|), MASE = |y - f| over the mean of
 * |y[t] - y[t - m]| within the series, MSIS = width plus 2 / 0.05 times what lies outside, over the same mean; OWA is the mean of
 * sMAPE and MASE, each of that of Naive2. M5 (2022): RMSSE with squares and one step. */

#include "series-score.h"

#include <math.h>

static double
naive_error (const BwTestSeries *series,
             guint               lag,
             gboolean            squared)
{
  double sum = 0;

  if (series->n <= lag)
    return NAN;
  for (guint t = lag; t < series->n; t++)
    {
      double d = series->y[t] - series->y[t - lag];

      sum += squared ? d * d : fabs (d);
    }
  return sum > 0 ? sum / (series->n - lag) : NAN;
}

/* Tells in @score how far the [horizon] means are from what came. */
void
bw_series_score_means (const BwTestSeries *series,
                       guint               scaling,
                       const double       *mean,
                       BwSeriesScore      *score)
{
  double absolute = naive_error (series, scaling, FALSE), squared = naive_error (series, 1, TRUE);
  double smape = 0, mase = 0, square = 0, bias = 0;

  for (guint h = 0; h < series->horizon; h++)
    {
      double y = series->y[series->n + h], e = mean[h] - y, size = fabs (y) + fabs (mean[h]);

      smape += size > 0 ? 200 * fabs (e) / size : 0;
      mase += fabs (e);
      square += e * e;
      bias += e;
    }
  *score = (BwSeriesScore) {
    .smape = smape / series->horizon,
    .mase = mase / series->horizon / absolute,
    .rmsse = sqrt (square / series->horizon / squared),
    .bias = bias / series->horizon / sqrt (squared),
    .msis = NAN,
    .covered95 = NAN,
    .covered95_first = NAN,
    .covered80 = NAN,
  };
}

/* Adds to @score how well the [horizon] ranges held. */
void
bw_series_score_ranges (const BwTestSeries *series,
                        guint               scaling,
                        const double       *lower80,
                        const double       *upper80,
                        const double       *lower95,
                        const double       *upper95,
                        BwSeriesScore      *score)
{
  double absolute = naive_error (series, scaling, FALSE), msis = 0;
  guint  within95 = 0, within80 = 0;

  for (guint h = 0; h < series->horizon; h++)
    {
      double y = series->y[series->n + h];

      msis += upper95[h] - lower95[h] + 40 * MAX (lower95[h] - y, 0) + 40 * MAX (y - upper95[h], 0);
      within95 += y >= lower95[h] && y <= upper95[h];
      within80 += y >= lower80[h] && y <= upper80[h];
      if (h == 0)
        score->covered95_first = within95;
    }
  score->msis = msis / series->horizon / absolute;
  score->covered95 = (double)within95 / series->horizon;
  score->covered80 = (double)within80 / series->horizon;
}

/* Adds one series, whose forecast took @ms. */
void
bw_score_sum_add (BwScoreSum          *sum,
                  const BwSeriesScore *score,
                  double               ms)
{
  const double *from = (const double *)score;
  double       *to = (double *)&sum->sum, *counts = (double *)&sum->counts;

  for (guint i = 0; i < sizeof *score / sizeof (double); i++)
    if (isfinite (from[i]))
      {
        to[i] += from[i];
        counts[i]++;
      }
  sum->sum_log_ms += log (MAX (ms, 1e-6));
  sum->sum_ms += ms;
  sum->max_ms = MAX (sum->max_ms, ms);
  sum->n++;
}

/* Returns the means of all that were added, NaN where there was none. */
BwSeriesScore
bw_score_sum_mean (const BwScoreSum *sum)
{
  BwSeriesScore mean;
  const double *from = (const double *)&sum->sum, *counts = (const double *)&sum->counts;
  double       *to = (double *)&mean;

  for (guint i = 0; i < sizeof mean / sizeof (double); i++)
    to[i] = from[i] / counts[i];
  return mean;
}
