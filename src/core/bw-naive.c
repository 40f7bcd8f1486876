/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts that repeat what was: the guards and yardsticks of the others.
 *
 * Naive says the last value, seasonal naive the value one season before, drift goes on along the line from
 * the first value to the last. Naive 2 is the yardstick of the M3 and M4 competitions, against which OWA is
 * measured: the last value of the seasonally adjusted series, with the season laid on again; the season is
 * looked for only where the benchmark's own test reaches it, up to the lag of 10 log10 (n).
 *
 * None has a parameter but drift's slope, so none has an AICc; the variance is the mean square of the
 * one-step errors. O(n). */

#include "core/bw-naive.h"

#include "core/bw-season.h"

#include <math.h>

/* Fills fitted and sigma2 with what saying y[t] = y[t - lag] + slope would have made of the past. */
static void
look_back (const double     *y,
           guint             n,
           guint             lag,
           double            slope,
           guint             n_parameters,
           BwMemberForecast *forecast)
{
  double sum = 0.0;

  for (guint t = 0; forecast->fitted != NULL && t < n; t++)
    forecast->fitted[t] = t < lag ? NAN : y[t - lag] + slope;
  for (guint t = lag; t < n; t++)
    {
      double error = y[t] - y[t - lag] - slope;

      sum += error * error;
    }
  forecast->sigma2 = n > lag + n_parameters ? sum / (n - lag - n_parameters) : NAN;
  forecast->aicc = NAN;
}

/* The last value goes on. A BwMember; so are the others. */
void
bw_naive_forecast (const double     *y,
                   guint             n,
                   guint             season,
                   guint             horizon,
                   BwMemberForecast *forecast)
{
  for (guint h = 0; h < horizon; h++)
    forecast->mean[h] = n > 0 ? y[n - 1] : 0.0;
  look_back (y, n, 1, 0.0, 0, forecast);
}

/* The last season goes on; the last value where there is not a whole one. */
void
bw_seasonal_naive_forecast (const double     *y,
                            guint             n,
                            guint             season,
                            guint             horizon,
                            BwMemberForecast *forecast)
{
  if (season < 2 || n < season)
    {
      bw_naive_forecast (y, n, season, horizon, forecast);
      return;
    }
  for (guint h = 0; h < horizon; h++)
    forecast->mean[h] = y[n - season + h % season];
  look_back (y, n, season, 0.0, 0, forecast);
}

/* The line from the first value to the last goes on. */
void
bw_drift_forecast (const double     *y,
                   guint             n,
                   guint             season,
                   guint             horizon,
                   BwMemberForecast *forecast)
{
  double slope = n > 1 ? (y[n - 1] - y[0]) / (n - 1) : 0.0;

  for (guint h = 0; h < horizon; h++)
    forecast->mean[h] = n > 0 ? y[n - 1] + slope * (h + 1) : 0.0;
  look_back (y, n, 1, slope, 1, forecast);
}

/* The last value of the seasonally adjusted series goes on, with the season laid on again. */
void
bw_naive2_forecast (const double     *y,
                    guint             n,
                    guint             season,
                    guint             horizon,
                    BwMemberForecast *forecast)
{
  g_autofree double *adjusted = NULL;
  g_autofree double *indices = NULL;
  BwSeasonKind       kind;
  double             sum = 0.0;

  if (season < 2 || n < 3 || season > 10.0 * log10 (n))
    {
      bw_naive_forecast (y, n, season, horizon, forecast);
      return;
    }
  adjusted = g_new (double, n);
  indices = g_new (double, season);
  kind = bw_season_test (y, n, season) ? bw_season_indices (y, n, season, indices) : BW_SEASON_NONE;
  bw_season_adjust (y, n, season, kind, indices, adjusted);
  bw_naive_forecast (adjusted, n, 1, horizon, forecast);
  bw_season_restore (forecast->mean, horizon, n, season, kind, indices);
  if (kind == BW_SEASON_NONE)
    return;
  for (guint t = 1; t < n; t++)
    {
      double fitted = adjusted[t - 1];

      bw_season_restore (&fitted, 1, t, season, kind, indices);
      if (forecast->fitted != NULL)
        forecast->fitted[t] = fitted;
      sum += (y[t] - fitted) * (y[t] - fitted);
    }
  forecast->sigma2 = sum / (n - 1);
}
