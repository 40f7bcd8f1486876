/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes after a series, with ranges.
 *
 * Gaps filled (bw-clean.c) - members chosen by what the series is (choose_plan) - combined (bw-series-combine.c) - ranges from
 * the errors the same combination would have made on past days (bw-series-range.c) - cut at zero where the series never was below.
 * Outliers stay: replacing them before the fit made the forecasts of three of five sets of the M3 and M4 series worse, and ranges
 * that have not seen them too narrow. What is too short or without movement is answered for all the same, and the notes say so. */

#include "core/bw-series-forecast.h"

#include "core/bw-clean.h"
#include "core/bw-season.h"
#include "core/bw-series-range.h"

#include <math.h>
#include <string.h>

enum
{
  LEAST_REGULAR = 8,      /* fewer values tell no trend from noise */
  LONG_SEASON_CYCLES = 3, /* as many years a long season takes */
  FEW_ORIGINS = 3,
};

/* What kind of series it is decides who takes part. */
typedef enum
{
  PLAN_REGULAR,
  PLAN_SHORT,
  PLAN_INTERMITTENT,
  PLAN_CONSTANT,
  N_PLANS
} PlanKind;

static const BwSeriesPlan plans[N_PLANS] = {
  [PLAN_REGULAR] = {
    .members = {
      BW_SERIES_THETA,
      BW_SERIES_DOTM,
      BW_SERIES_AUTOREGRESSION,
      BW_SERIES_CES,
      BW_SERIES_ETS_MIXTURE,
      BW_SERIES_ARIMA,
    },
    .n_members = 6,
    .n_twice = 4,
  },
  [PLAN_SHORT] = { { BW_SERIES_DOTM, BW_SERIES_SES }, 2, 0 },
  [PLAN_INTERMITTENT] = { { BW_SERIES_INTERMITTENT }, 1, 0 },
  [PLAN_CONSTANT] = { { BW_SERIES_NAIVE }, 1, 0 },
};

static BwSeriesForecast *
forecast_alloc (guint horizon,
                guint n_levels)
{
  BwSeriesForecast *forecast = g_new0 (BwSeriesForecast, 1);

  forecast->horizon = horizon;
  forecast->n_levels = n_levels;
  forecast->season = 1;
  forecast->mean = g_new0 (double, MAX (horizon, 1));
  forecast->sigma = g_new0 (double, MAX (horizon, 1));
  forecast->lower = g_new0 (double, MAX (horizon * n_levels, 1));
  forecast->upper = g_new0 (double, MAX (horizon * n_levels, 1));
  return forecast;
}

/* Frees @forecast (nullable). */
void
bw_series_forecast_free (BwSeriesForecast *forecast)
{
  if (forecast == NULL)
    return;
  g_free (forecast->mean);
  g_free (forecast->sigma);
  g_free (forecast->lower);
  g_free (forecast->upper);
  g_free (forecast);
}

/* Whether all of @y are equal, and whether none is below zero. */
static void
look_at_values (const double *y,
                guint         n,
                gboolean     *constant,
                gboolean     *negative)
{
  *constant = TRUE;
  *negative = FALSE;
  for (guint t = 0; t < n; t++)
    {
      *constant = *constant && y[t] == y[0];
      *negative = *negative || y[t] < 0;
    }
}

/* The season the members are told: none where there is too little for one. */
static guint
choose_season (guint          asked,
               guint          n,
               BwSeriesNotes *notes)
{
  guint cycles = asked > BW_LONG_SEASON ? LONG_SEASON_CYCLES : 2;

  if (asked > 1 && n / cycles < asked)
    {
      *notes |= BW_SERIES_NOTE_SHORT;
      return 1;
    }
  return asked;
}

static BwSeriesPlan
choose_plan (BwSeriesForecast      *forecast,
             const BwSeriesOptions *options,
             const double          *y,
             guint                  n)
{
  if (options->method != BW_SERIES_AUTO)
    return (BwSeriesPlan) { { options->method }, 1, 0 };
  if (forecast->notes & (BW_SERIES_NOTE_CONSTANT | BW_SERIES_NOTE_ONE_VALUE))
    return plans[PLAN_CONSTANT];
  if (bw_clean_is_intermittent (y, n))
    {
      forecast->notes |= BW_SERIES_NOTE_INTERMITTENT;
      return plans[PLAN_INTERMITTENT];
    }
  return plans[n < LEAST_REGULAR ? PLAN_SHORT : PLAN_REGULAR];
}

/* Fills the ranges and cuts all at zero where the series never was below. */
static void
fill_ranges (BwSeriesForecast      *forecast,
             const BwSeriesSpread  *spread,
             const BwSeriesOptions *options,
             gboolean               cut)
{
  guint horizon = forecast->horizon;

  for (guint level = 0; level < forecast->n_levels; level++)
    for (guint h = 0; h < horizon; h++)
      {
        double  reach = bw_series_spread_reach (spread, options->levels[level], h);
        double *lower = &forecast->lower[level * horizon + h], *upper = &forecast->upper[level * horizon + h];

        *lower = forecast->mean[h] - reach;
        *upper = forecast->mean[h] + reach;
        if (cut && *lower < 0)
          {
            *lower = 0;
            *upper = MAX (*upper, 0);
            forecast->notes |= BW_SERIES_NOTE_CUT;
          }
      }
  for (guint h = 0; h < horizon && cut; h++)
    forecast->mean[h] = MAX (forecast->mean[h], 0);
}

/* Returns: (transfer full) (nullable): @y with its gaps filled; %NULL: it has none. What is known stays as it is. */
static double *
fill_gaps (BwSeriesForecast *forecast,
           const double     *y,
           guint             n,
           guint             season)
{
  g_autoptr (BwCleaned) cleaned = NULL;
  double *filled;

  for (guint t = 0; t < n; t++)
    forecast->n_gaps += !isfinite (y[t]);
  if (forecast->n_gaps == 0)
    return NULL;
  forecast->notes |= BW_SERIES_NOTE_GAPS;
  cleaned = bw_clean (y, n, season);
  filled = g_new (double, n);
  for (guint t = 0; t < n; t++)
    filled[t] = isfinite (y[t]) ? y[t] : cleaned->y[t];
  return filled;
}

/* Forecasts a series that is ready. */
static void
forecast_values (BwSeriesForecast      *forecast,
                 const BwSeriesOptions *options,
                 const double          *y,
                 guint                  n,
                 guint                  season)
{
  g_auto (BwSeriesSpace) space = { 0 };
  g_auto (BwSeriesSpread) spread = { 0 };
  g_autofree double *fitted = options->n_levels > 0 ? g_new (double, n) : NULL;
  gboolean           constant, negative;
  BwSeriesPlan       plan;

  look_at_values (y, n, &constant, &negative);
  if (n == 1)
    forecast->notes |= BW_SERIES_NOTE_ONE_VALUE;
  else if (constant)
    forecast->notes |= BW_SERIES_NOTE_CONSTANT;
  plan = choose_plan (forecast, options, y, n);
  bw_series_space_init (&space, n, season, options->horizon);
  bw_series_combine (&plan, &space, y, n, season, options->horizon, forecast->mean, fitted, forecast->weights);
  if (options->n_levels > 0)
    {
      bw_series_spread_init (&spread, &plan, &space, y, n, season, options->horizon, fitted);
      memcpy (forecast->sigma, spread.sigma, options->horizon * sizeof *spread.sigma);
      forecast->n_origins = spread.n_origins;
      if (spread.n_origins < FEW_ORIGINS)
        forecast->notes |= BW_SERIES_NOTE_FEW_ORIGINS;
    }
  fill_ranges (forecast, &spread, options, !negative && !options->keep_negative);
}

/* Forecasts what comes after the @n values of @y, the oldest first; NaN: missing, which those before the first known are not.
 * Returns: (transfer full): with a horizon of 0 when no value is known. */
BwSeriesForecast *
bw_series_forecast_new (const double          *y,
                        guint                  n,
                        const BwSeriesOptions *options)
{
  g_autofree double *filled = NULL;
  BwSeriesForecast  *forecast;
  guint              season;

  g_return_val_if_fail (options->horizon > 0 && options->season > 0, NULL);

  while (n > 0 && !isfinite (y[0]))
    y++, n--;
  if (n == 0)
    {
      forecast = forecast_alloc (0, 0);
      forecast->notes = BW_SERIES_NOTE_EMPTY;
      return forecast;
    }
  forecast = forecast_alloc (options->horizon, options->n_levels);
  season = choose_season (options->season, n, &forecast->notes);
  filled = fill_gaps (forecast, y, n, season);
  forecast->season = season;
  if (season > 1 && !bw_season_test (filled != NULL ? filled : y, n, season))
    {
      forecast->notes |= BW_SERIES_NOTE_NO_SEASON;
      forecast->season = 1;
    }
  forecast_values (forecast, options, filled != NULL ? filled : y, n, season);
  return forecast;
}
