/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small ARIMA models: against R, and what must hold for any series. */

#include "core/bw-arima.h"
#include "core/bw-random.h"
#include "core/bw-season.h"
#include "known-series.h"

#include <math.h>

enum
{
  MAX_VALUES = 400,
  HORIZON = 6,
};

/* R 4.2: r = arima (x, order, include.mean, method = "CSS", n.cond = 2, optim.control = list (maxit = 5000, reltol =
 * 1e-14)); coef (r) and the sum of r$residuals^2. x: Nile, and AirPassengers and UKgas over
 * decompose (x, "multiplicative")$seasonal. R: ndiffs (x) is 1 for all three, 2 for cumsum (cumsum (Nile - 900)). */
static const struct
{
  const char *name;
  guint       series; /* 0 Nile, 1 air passengers, 2 gas */
  BwArimaFit  expected;
} references[] = {
  { "nile-111", 0, { 1, 1, 1, FALSE, 0.0, { 0.195655, 0.0 }, { -0.838406, 0.0 }, 2024025.6, 0.0 } },
  { "nile-200", 0, { 2, 0, 0, TRUE, 906.556968, { 0.394932, 0.198787 }, { 0.0, 0.0 }, 1978950.7, 0.0 } },
  { "nile-002", 0, { 0, 0, 2, TRUE, 914.203674, { 0.0, 0.0 }, { 0.376731, 0.245681 }, 2122749.9, 0.0 } },
  { "nile-100", 0, { 1, 0, 0, TRUE, 910.663490, { 0.493963, 0.0 }, { 0.0, 0.0 }, 2060894.3, 0.0 } },
  { "air-211", 1, { 2, 1, 1, FALSE, 0.0, { -1.074274, -0.209667 }, { 0.936208, 0.0 }, 15795.427, 0.0 } },
  { "gas-022", 2, { 0, 2, 2, FALSE, 0.0, { 0.0, 0.0 }, { -1.777971, 0.870964 }, 634362.9, 0.0 } },
};

/* Fills @z with a series of the references; returns its length. */
static guint
fill (guint series, double *z)
{
  static const struct
  {
    const double *y;
    guint         n;
    guint         season;
  } sources[] = {
    { nile, G_N_ELEMENTS (nile), 1 },
    { air_passengers, G_N_ELEMENTS (air_passengers), 12 },
    { uk_gas, G_N_ELEMENTS (uk_gas), 4 },
  };
  double        indices[12];
  const double *y = sources[series].y;
  guint         n = sources[series].n;
  BwSeasonKind  kind = bw_season_indices (y, n, sources[series].season, indices);

  bw_season_adjust (y, n, sources[series].season, kind, indices, z);
  return n;
}

static void
test_reference (gconstpointer data)
{
  const BwArimaFit *expected = &references[GPOINTER_TO_UINT (data)].expected;
  double            z[MAX_VALUES];
  guint             n = fill (references[GPOINTER_TO_UINT (data)].series, z);
  BwArimaFit        fit = {
           .p = expected->p,
           .d = expected->d,
           .q = expected->q,
           .with_mean = expected->with_mean,
  };

  g_assert_true (bw_arima_fit (z, n, &fit));
  g_assert_cmpfloat_with_epsilon (fit.sum, expected->sum, expected->sum * 1e-6);
  g_assert_cmpfloat_with_epsilon (fit.mean, expected->mean, 0.01);
  for (guint i = 0; i < BW_ARIMA_MAX_ORDER; i++)
    {
      g_assert_cmpfloat_with_epsilon (fit.ar[i], expected->ar[i], 3e-4);
      g_assert_cmpfloat_with_epsilon (fit.ma[i], expected->ma[i], 3e-4);
    }
}

static void
test_differences (void)
{
  double z[MAX_VALUES];
  double once = 0.0;
  double twice = 0.0;

  for (guint series = 0; series < 3; series++)
    {
      guint n = fill (series, z);

      g_assert_cmpuint (bw_arima_differences (z, n), ==, 1);
    }
  for (guint t = 0; t < G_N_ELEMENTS (nile); t++)
    {
      once += nile[t] - 900.0;
      twice += once;
      z[t] = twice;
    }
  g_assert_cmpuint (bw_arima_differences (z, G_N_ELEMENTS (nile)), ==, 2);
}

/* A known process of 400 values is found again, and the best model is no worse than it. */
static void
test_process (void)
{
  BwRandom   random;
  double     y[MAX_VALUES];
  double     before = 0.0;
  double     shock = 0.0;
  BwArimaFit fit = { .p = 1, .q = 1, .with_mean = TRUE };
  BwArimaFit best;

  bw_random_init (&random, 11, 0);
  for (guint t = 0; t < MAX_VALUES; t++)
    {
      double now = bw_random_normal (&random);

      before = 0.6 * before + now + 0.4 * shock;
      shock = now;
      y[t] = 50.0 + before;
    }
  g_assert_true (bw_arima_fit (y, MAX_VALUES, &fit));
  g_assert_cmpfloat_with_epsilon (fit.ar[0], 0.6, 0.12);
  g_assert_cmpfloat_with_epsilon (fit.ma[0], 0.4, 0.12);
  g_assert_cmpfloat_with_epsilon (fit.mean, 50.0, 0.7);
  g_assert_true (bw_arima_choose (y, MAX_VALUES, &best));
  g_assert_cmpuint (best.d, ==, 0);
  g_assert_cmpfloat (best.aicc, <=, fit.aicc + 1e-6);
}

/* A line goes on with its slope, a parabola with its curve, a constant with itself. */
static void
test_plain (void)
{
  double           y[60];
  double           mean[HORIZON];
  double           fitted[60];
  BwMemberForecast forecast = { .mean = mean, .fitted = fitted };

  for (guint t = 0; t < 60; t++)
    y[t] = 20.0 + 3.0 * t;
  bw_arima_forecast (y, 60, 1, HORIZON, &forecast);
  for (guint h = 0; h < HORIZON; h++)
    g_assert_cmpfloat_with_epsilon (mean[h], 20.0 + 3.0 * (60 + h), 1e-6);
  g_assert_true (isnan (fitted[0]));
  g_assert_cmpfloat_with_epsilon (fitted[40], y[40], 1e-6);
  for (guint t = 0; t < 60; t++)
    y[t] = 0.5 * t * t;
  bw_arima_forecast (y, 60, 1, HORIZON, &forecast);
  for (guint h = 0; h < HORIZON; h++)
    g_assert_cmpfloat_with_epsilon (mean[h], 0.5 * (60 + h) * (60 + h), 30.0);
  for (guint t = 0; t < 60; t++)
    y[t] = 1234.5;
  for (guint n = 1; n <= 60; n++)
    {
      bw_arima_forecast (y, n, 12, HORIZON, &forecast);
      for (guint h = 0; h < HORIZON; h++)
        g_assert_cmpfloat_with_epsilon (mean[h], 1234.5, 1e-9);
    }
}

/* What is counted in thousands, or from another zero, is forecast the same. */
static void
test_units (void)
{
  double           y[G_N_ELEMENTS (nile)];
  double           plain[HORIZON];
  double           mean[HORIZON];
  BwMemberForecast reference = { .mean = plain };
  BwMemberForecast forecast = { .mean = mean };

  bw_arima_forecast (nile, G_N_ELEMENTS (nile), 1, HORIZON, &reference);
  for (guint t = 0; t < G_N_ELEMENTS (nile); t++)
    y[t] = 1000.0 * nile[t] - 5e6;
  bw_arima_forecast (y, G_N_ELEMENTS (nile), 1, HORIZON, &forecast);
  for (guint h = 0; h < HORIZON; h++)
    g_assert_cmpfloat_with_epsilon (mean[h], 1000.0 * plain[h] - 5e6, 0.1);
}

/* Any length and size, of any sign, and hostile shapes: finite. */
static void
test_robust (void)
{
  static const double factors[] = { 0.0, 1.0, -1.0, 1e-12, 1e15, 1e200 };
  double              y[MAX_VALUES];
  double              fitted[MAX_VALUES];
  double              mean[HORIZON];
  BwMemberForecast    forecast = { .mean = mean, .fitted = fitted };

  for (guint n = 0; n <= G_N_ELEMENTS (nottingham); n++)
    for (guint shape = 0; shape < G_N_ELEMENTS (factors) + 4; shape++)
      {
        for (guint t = 0; t < n; t++)
          switch (shape)
            {
            case 0:
              y[t] = t == n / 2 ? 1e15 : 0.0;
              break;
            case 1:
              y[t] = t % 2 == 0 ? 1e15 : -1e15;
              break;
            case 2:
              y[t] = exp (0.5 * t);
              break;
            case 3:
              y[t] = t < n / 2 ? 1e-15 : 1e15;
              break;
            default:
              y[t] = nottingham[t] * factors[shape - 4];
              break;
            }
        bw_arima_forecast (y, n, 12, HORIZON, &forecast);
        for (guint h = 0; h < HORIZON; h++)
          g_assert_true (isfinite (mean[h]));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autofree char *path = g_strconcat ("/arima/reference/", references[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_reference);
    }
  g_test_add_func ("/arima/differences", test_differences);
  g_test_add_func ("/arima/process", test_process);
  g_test_add_func ("/arima/plain", test_plain);
  g_test_add_func ("/arima/units", test_units);
  g_test_add_func ("/arima/robust", test_robust);
  return g_test_run ();
}
