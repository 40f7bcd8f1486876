/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts of series: for any input an answer, and one that moves with the data. */

#include "core/bw-autoregression.h"
#include "core/bw-random.h"
#include "core/bw-series-forecast.h"

#include <math.h>
#include <string.h>

enum
{
  MAX_VALUES = 400,
};

static const double levels[] = { 0.8, 0.95 };

static BwSeriesForecast *
forecast_with (const double  *y,
               guint          n,
               guint          season,
               guint          horizon,
               BwSeriesMethod method)
{
  BwSeriesOptions options = { .season = season, .horizon = horizon, .levels = levels, .n_levels = 2, .method = method };

  return bw_series_forecast_new (y, n, &options);
}

/* Ranges hold the mean, wider ones the narrower, and nothing is NaN. */
static void
check_order (const BwSeriesForecast *forecast)
{
  guint horizon = forecast->horizon;

  for (guint h = 0; h < horizon; h++)
    {
      g_assert_true (isfinite (forecast->mean[h]));
      for (guint level = 0; level < forecast->n_levels; level++)
        {
          double lower = forecast->lower[level * horizon + h], upper = forecast->upper[level * horizon + h];

          g_assert_true (isfinite (lower) && isfinite (upper));
          g_assert_cmpfloat (lower, <=, forecast->mean[h]);
          g_assert_cmpfloat (upper, >=, forecast->mean[h]);
          g_assert_true (level == 0 || (lower <= forecast->lower[h] && upper >= forecast->upper[h]));
        }
    }
}

/* A series with trend, season and noise. */
static void
make_series (double *y,
             guint   n,
             guint   season,
             double  level,
             double  slope,
             double  swing,
             double  noise,
             guint64 seed)
{
  BwRandom random;

  bw_random_init (&random, seed, 0);
  for (guint t = 0; t < n; t++)
    y[t] = level + slope * t + swing * sin (2 * G_PI * t / MAX (season, 1)) + noise * bw_random_normal (&random);
}

static const struct
{
  const char   *name;
  guint         n;
  guint         season;
  double        y[16];
  BwSeriesNotes notes; /* that must hold */
} odd[] = {
  { "one", 1, 12, { 5 }, BW_SERIES_NOTE_ONE_VALUE | BW_SERIES_NOTE_SHORT | BW_SERIES_NOTE_FEW_ORIGINS },
  { "two", 2, 4, { 5, 9 }, BW_SERIES_NOTE_SHORT | BW_SERIES_NOTE_FEW_ORIGINS },
  { "constant", 9, 4, { 7, 7, 7, 7, 7, 7, 7, 7, 7 }, BW_SERIES_NOTE_CONSTANT },
  { "zeros", 9, 4, { 0 }, BW_SERIES_NOTE_CONSTANT },
  { "huge", 10, 4, { 1e15, 2e15, 1.5e15, 1e15, 3e15, 1e15, 2e15, 2e15, 1e15, 1e15 }, 0 },
  { "tiny", 10, 4, { 1e-12, 2e-12, 1e-12, 3e-12, 1e-12, 2e-12, 1e-12, 2e-12, 2e-12, 1e-12 }, 0 },
  { "negative", 10, 4, { -5, -4, -7, -3, -6, -5, -4, -8, -6, -5 }, 0 },
  { "around zero", 10, 4, { -5, 4, -7, 3, -6, 5, -4, 8, -6, 5 }, 0 },
  { "one jump", 12, 1, { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1e9 }, BW_SERIES_NOTE_INTERMITTENT },
  { "steps of size", 12, 4, { 1e-3, 1e3, 1e-3, 1e6, 1, 1e9, 1e-6, 1e2, 1e3, 1e-3, 1e5, 1 }, 0 },
  { "parts", 14, 12, { 0, 0, 3, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1 }, BW_SERIES_NOTE_INTERMITTENT },
  { "gaps", 12, 4, { NAN, NAN, 3, NAN, 5, 6, NAN, NAN, 9, 4, 5, 6 }, BW_SERIES_NOTE_GAPS },
  { "gap last", 9, 4, { 3, 4, 5, 6, 3, 4, 5, 6, NAN }, BW_SERIES_NOTE_GAPS },
  { "infinite", 9, 4, { 3, 4, INFINITY, 6, 3, 4, 5, 6, 4 }, BW_SERIES_NOTE_GAPS },
  { "one after gaps", 5, 4, { NAN, NAN, NAN, NAN, 8 }, BW_SERIES_NOTE_ONE_VALUE },
};

static void
test_odd (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    for (guint method = 0; method < BW_N_SERIES_METHODS; method++)
      {
        g_autoptr (BwSeriesForecast) forecast = forecast_with (odd[i].y, odd[i].n, odd[i].season, 14, method);

        g_test_message ("%s, %s", odd[i].name, bw_series_method_name (method));
        g_assert_cmpuint (forecast->horizon, ==, 14);
        check_order (forecast);
        if (method == BW_SERIES_AUTO)
          g_assert_cmphex (forecast->notes & odd[i].notes, ==, odd[i].notes);
      }
}

/* What does not move is forecast to go on, and short series are given more doubt than long ones. */
static void
test_constant (void)
{
  double y[100], width = INFINITY;

  for (guint n = 1; n <= 100; n *= 10)
    {
      g_autoptr (BwSeriesForecast) forecast = NULL;

      for (guint t = 0; t < n; t++)
        y[t] = 250;
      forecast = forecast_with (y, n, 12, 6, BW_SERIES_AUTO);
      for (guint h = 0; h < 6; h++)
        g_assert_cmpfloat_with_epsilon (forecast->mean[h], 250, 1e-9);
      g_assert_cmpfloat (forecast->upper[0], >, 250);
      g_assert_cmpfloat (forecast->upper[0] - forecast->lower[0], <, width);
      width = forecast->upper[0] - forecast->lower[0];
    }
}

static void
test_empty (void)
{
  static const double gaps[] = { NAN, NAN };
  g_autoptr (BwSeriesForecast) nothing = forecast_with (gaps, 0, 12, 6, BW_SERIES_AUTO);
  g_autoptr (BwSeriesForecast) unknown = forecast_with (gaps, 2, 12, 6, BW_SERIES_AUTO);

  g_assert_cmphex (nothing->notes, ==, BW_SERIES_NOTE_EMPTY);
  g_assert_cmphex (unknown->notes, ==, BW_SERIES_NOTE_EMPTY);
  g_assert_cmpuint (unknown->horizon, ==, 0);
}

/* A thousand times the data are a thousand times the forecast. */
static void
test_scale (void)
{
  static const guint seasons[] = { 1, 4, 12 };
  double             y[60], scaled[60];

  for (guint i = 0; i < G_N_ELEMENTS (seasons); i++)
    for (guint64 seed = 1; seed <= 5; seed++)
      {
        g_autoptr (BwSeriesForecast) plain = NULL, large = NULL;

        make_series (y, 60, seasons[i], 100, 0.5, 20, 4, seed);
        for (guint t = 0; t < 60; t++)
          scaled[t] = 1024 * y[t];
        plain = forecast_with (y, 60, seasons[i], 8, BW_SERIES_AUTO);
        large = forecast_with (scaled, 60, seasons[i], 8, BW_SERIES_AUTO);
        for (guint h = 0; h < 8; h++)
          {
            g_assert_cmpfloat_with_epsilon (large->mean[h] / plain->mean[h], 1024, 1024 * 1e-4);
            g_assert_cmpfloat_with_epsilon (large->sigma[h] / plain->sigma[h], 1024, 1024 * 1e-3);
          }
      }
}

/* A season and a trend without noise go on. */
static void
test_regular (void)
{
  double y[72];
  g_autoptr (BwSeriesForecast) forecast = NULL;

  make_series (y, 60, 12, 200, 2, 50, 0, 1);
  forecast = forecast_with (y, 60, 12, 12, BW_SERIES_AUTO);
  make_series (y, 72, 12, 200, 2, 50, 0, 1);
  g_assert_cmpuint (forecast->season, ==, 12);
  for (guint h = 0; h < 12; h++)
    g_assert_cmpfloat_with_epsilon (forecast->mean[h], y[60 + h], 16);
}

/* The ranges hold as often as they say, on series of known kinds. */
static void
test_coverage (void)
{
  enum
  {
    N_SERIES = 150,
    N_VALUES = 60,
    HORIZON = 6,
  };
  guint within80 = 0, within95 = 0;

  for (guint i = 0; i < N_SERIES; i++)
    {
      double   y[N_VALUES + HORIZON], walk = 500;
      BwRandom random;
      g_autoptr (BwSeriesForecast) forecast = NULL;

      bw_random_init (&random, 77, i);
      for (guint t = 0; t < N_VALUES + HORIZON; t++)
        {
          walk += i % 3 == 0 ? 0 : 4 * bw_random_normal (&random);
          y[t] = walk + (i % 3 == 1 ? 0 : 10) * bw_random_normal (&random);
        }
      forecast = forecast_with (y, N_VALUES, 1, HORIZON, BW_SERIES_AUTO);
      for (guint h = 0; h < HORIZON; h++)
        {
          within80 += y[N_VALUES + h] >= forecast->lower[h] && y[N_VALUES + h] <= forecast->upper[h];
          within95 += y[N_VALUES + h] >= forecast->lower[HORIZON + h] && y[N_VALUES + h] <= forecast->upper[HORIZON + h];
        }
    }
  g_test_message ("80 %%: %.3f, 95 %%: %.3f", (double)within80 / N_SERIES / HORIZON, (double)within95 / N_SERIES / HORIZON);
  g_assert_cmpfloat_with_epsilon ((double)within80 / N_SERIES / HORIZON, 0.80, 0.07);
  g_assert_cmpfloat_with_epsilon ((double)within95 / N_SERIES / HORIZON, 0.95, 0.04);
}

/* Asking for ranges does not change the means, and neither do other levels. */
static void
test_levels (void)
{
  static const double other[] = { 0.5, 0.8, 0.9 };
  BwSeriesOptions     options = { .season = 4, .horizon = 5 };
  double              y[40];
  g_autoptr (BwSeriesForecast) bare = NULL, three = NULL, two = NULL;

  make_series (y, 40, 4, 100, 1, 10, 3, 9);
  bare = bw_series_forecast_new (y, 40, &options);
  options.levels = other;
  options.n_levels = 3;
  three = bw_series_forecast_new (y, 40, &options);
  two = forecast_with (y, 40, 4, 5, BW_SERIES_AUTO);
  check_order (three);
  for (guint h = 0; h < 5; h++)
    {
      g_assert_cmpfloat (bare->mean[h], ==, three->mean[h]);
      g_assert_cmpfloat (two->lower[h], ==, three->lower[5 + h]);
    }
}

static void
test_cut (void)
{
  BwSeriesOptions options = { .season = 1, .horizon = 30, .levels = levels, .n_levels = 2 };
  double          y[30];
  g_autoptr (BwSeriesForecast) cut = NULL, kept = NULL;

  make_series (y, 30, 1, 60, -2, 0, 0.5, 4);
  for (guint t = 0; t < 30; t++)
    y[t] = MAX (y[t], 0);
  cut = bw_series_forecast_new (y, 30, &options);
  options.keep_negative = TRUE;
  kept = bw_series_forecast_new (y, 30, &options);
  check_order (cut);
  g_assert_true (cut->notes & BW_SERIES_NOTE_CUT);
  g_assert_cmpfloat (cut->lower[59], ==, 0);
  g_assert_cmpfloat (kept->lower[59], <, 0);
}

static gboolean
stop_early (double   share,
            gpointer data)
{
  g_assert_true (share >= 0 && share <= 1);
  return ++*(guint *)data < 3;
}

/* The number of threads changes nothing; who is told of the progress may stop it. */
static void
test_many (void)
{
  enum
  {
    N_TASKS = 40,
  };
  BwSeriesOptions    options = { .season = 12, .horizon = 6, .levels = levels, .n_levels = 2 };
  BwSeriesTask       tasks[2][N_TASKS];
  g_autofree double *values = g_new (double, N_TASKS * 48);
  guint              n_calls = 0, n_done = 0;

  for (guint run = 0; run < 2; run++)
    {
      for (guint i = 0; i < N_TASKS; i++)
        {
          make_series (values + i * 48, 48, 12, 100, i % 3, i % 20, 5, i);
          tasks[run][i] = (BwSeriesTask) { values + i * 48, 48, NULL };
        }
      g_assert_true (bw_series_forecast_many (tasks[run], N_TASKS, &options, run == 0 ? 1 : 3, NULL, NULL));
    }
  for (guint i = 0; i < N_TASKS; i++)
    {
      g_assert_cmpmem (tasks[0][i].forecast->mean, 6 * sizeof (double), tasks[1][i].forecast->mean, 6 * sizeof (double));
      g_assert_cmpmem (tasks[0][i].forecast->lower, 12 * sizeof (double), tasks[1][i].forecast->lower, 12 * sizeof (double));
      bw_series_forecast_free (tasks[0][i].forecast);
      bw_series_forecast_free (tasks[1][i].forecast);
    }
  g_assert_false (bw_series_forecast_many (tasks[0], N_TASKS, &options, 1, stop_early, &n_calls));
  for (guint i = 0; i < N_TASKS; i++)
    {
      n_done += tasks[0][i].forecast != NULL;
      bw_series_forecast_free (tasks[0][i].forecast);
    }
  g_assert_cmpuint (n_done, ==, 3);
}

/* What comes back every third time is seen. */
static void
test_autoregression (void)
{
  double           y[60], mean[6];
  BwMemberForecast forecast = { .mean = mean };

  for (guint t = 0; t < 60; t++)
    y[t] = 100 + (t % 3 == 0 ? 30 : 0);
  bw_autoregression_forecast (y, 60, 1, 6, &forecast);
  for (guint h = 0; h < 6; h++)
    g_assert_cmpfloat_with_epsilon (mean[h], (60 + h) % 3 == 0 ? 130 : 100, 5);
}

/* Against R 4.2.2: set.seed (7); d <- round (as.numeric (arima.sim (list (ar = c (.6, -.5)), 40)), 3); y <- c (10, 10 + cumsum (d));
 * ar.burg (d, order.max = p, aic = FALSE, demean = FALSE)$ar for p from 0 to 3, averaged with weights exp (-AICc / 2), which are
 * 0.0001, 0.0011, 0.4239, 0.5750; AICc = n log (var.pred) + 2 k n / (n - k - 1), n = 40, k = p + 1. */
static void
test_burg (void)
{
  static const double y[] = {
    10.000,
    11.816,
    12.885,
    13.924,
    12.625,
    12.599,
    13.417,
    14.673,
    15.609,
    14.560,
    13.186,
    12.015,
    12.718,
    13.836,
    14.077,
    13.242,
    12.059,
    12.764,
    12.674,
    12.125,
    12.156,
    13.668,
    13.860,
    12.934,
    10.971,
    9.865,
    9.781,
    11.634,
    13.379,
    13.600,
    13.791,
    13.532,
    13.274,
    13.615,
    15.656,
    17.434,
    17.961,
    15.821,
    14.591,
    15.089,
    15.103,
  };
  static const double ar[] = { 0.575082852, -0.443964130, -0.156670810 };
  guint               n = G_N_ELEMENTS (y);
  double              mean[2], fitted[G_N_ELEMENTS (y)], d[4];
  BwMemberForecast    forecast = { .mean = mean, .fitted = fitted };

  bw_autoregression_forecast (y, n, 1, 2, &forecast);
  for (guint i = 0; i < 3; i++)
    d[i] = y[n - 1 - i] - y[n - 2 - i];
  d[3] = ar[0] * d[0] + ar[1] * d[1] + ar[2] * d[2];
  g_assert_cmpfloat_with_epsilon (mean[0], y[n - 1] + d[3], 1e-6);
  g_assert_cmpfloat_with_epsilon (mean[1] - mean[0], ar[0] * d[3] + ar[1] * d[0] + ar[2] * d[1], 1e-6);
  g_assert_true (isnan (fitted[3]));
  g_assert_cmpfloat_with_epsilon (fitted[4], y[3] + ar[0] * (y[3] - y[2]) + ar[1] * (y[2] - y[1]) + ar[2] * (y[1] - y[0]), 1e-6);
}

static void
test_names (void)
{
  for (guint i = 0; i < BW_N_SERIES_METHODS; i++)
    {
      BwSeriesMethod method;

      g_assert_true (bw_series_method_parse (bw_series_method_name (i), &method));
      g_assert_cmpuint (method, ==, i);
    }
  for (guint bit = 0; bit < BW_N_SERIES_NOTES; bit++)
    {
      g_assert_cmpstr (bw_series_note_code (1u << bit), !=, "");
      g_assert_true (g_str_has_suffix (bw_series_note_text (1u << bit), "."));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series-forecast/odd", test_odd);
  g_test_add_func ("/series-forecast/constant", test_constant);
  g_test_add_func ("/series-forecast/empty", test_empty);
  g_test_add_func ("/series-forecast/scale", test_scale);
  g_test_add_func ("/series-forecast/regular", test_regular);
  g_test_add_func ("/series-forecast/coverage", test_coverage);
  g_test_add_func ("/series-forecast/levels", test_levels);
  g_test_add_func ("/series-forecast/cut", test_cut);
  g_test_add_func ("/series-forecast/many", test_many);
  g_test_add_func ("/series-forecast/autoregression", test_autoregression);
  g_test_add_func ("/series-forecast/burg", test_burg);
  g_test_add_func ("/series-forecast/names", test_names);
  return g_test_run ();
}
