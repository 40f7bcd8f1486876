/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Complex exponential smoothing: against R, and what must hold for any series. */

#include "core/bw-ces.h"
#include "core/bw-season.h"
#include "known-series.h"

#include <math.h>

enum
{
  MAX_VALUES = 160,
  HORIZON = 6,
};

/* R: the recursions of the paper, on AirPassengers and UKgas / decompose (x, "multiplicative")$seasonal and on
 * Nile, over their greatest value; the sum of squares times exp ((b - 1)^2 / (0.01^2 n)) minimised over both
 * parameters and both parts of the start by optim (Nelder-Mead, reltol 1e-14, six times from each of three
 * starts). Then the sum of squares. */
static const double air_mean[] = { 487.63903, 491.17865, 494.49365, 498.00975, 501.42318, 504.95117 };
static const double air_sum = 15133.78;
static const double gas_mean[] = { 721.30102, 734.90066, 746.64081, 758.73338, 771.00891, 783.48406 };
static const double gas_sum = 525423.7;
static const double nile_mean[] = { 805.96769, 803.4154, 800.13682, 797.0123, 793.87301, 790.75126 };
static const double nile_sum = 2003742.0;

static void
check_reference (const double *y, guint n, const double *expected, double sum)
{
  double           mean[HORIZON];
  double           fitted[MAX_VALUES];
  BwMemberForecast forecast = { .mean = mean, .fitted = fitted };
  double           squares = 0.0;

  bw_ces_forecast (y, n, 1, HORIZON, &forecast);
  for (guint h = 0; h < HORIZON; h++)
    g_assert_cmpfloat_with_epsilon (mean[h], expected[h], expected[h] * 3e-5);
  for (guint t = 0; t < n; t++)
    squares += (y[t] - fitted[t]) * (y[t] - fitted[t]);
  g_assert_cmpfloat_with_epsilon (squares, sum, sum * 1e-5);
  g_assert_cmpfloat_with_epsilon (forecast.sigma2, squares / (n - 4), squares * 1e-9);
}

static void
test_reference (void)
{
  double       adjusted[MAX_VALUES];
  double       indices[12];
  guint        n = G_N_ELEMENTS (air_passengers);
  BwSeasonKind kind = bw_season_indices (air_passengers, n, 12, indices);

  bw_season_adjust (air_passengers, n, 12, kind, indices, adjusted);
  check_reference (adjusted, n, air_mean, air_sum);
  n = G_N_ELEMENTS (uk_gas);
  kind = bw_season_indices (uk_gas, n, 4, indices);
  bw_season_adjust (uk_gas, n, 4, kind, indices, adjusted);
  check_reference (adjusted, n, gas_mean, gas_sum);
  check_reference (nile, G_N_ELEMENTS (nile), nile_mean, nile_sum);
}

/* Steady growth goes on, and a constant gives itself, of any length. */
static void
test_plain (void)
{
  double           y[40];
  double           mean[HORIZON];
  BwMemberForecast forecast = { .mean = mean };

  for (guint t = 0; t < 40; t++)
    y[t] = 100.0 * pow (1.03, t);
  bw_ces_forecast (y, 40, 1, HORIZON, &forecast);
  for (guint h = 0; h < HORIZON; h++)
    {
      double expected = 100.0 * pow (1.03, 40 + h);

      g_assert_cmpfloat_with_epsilon (mean[h], expected, 0.02 * expected);
    }
  for (guint t = 0; t < 40; t++)
    y[t] = -77.25;
  for (guint n = 1; n <= 40; n++)
    {
      bw_ces_forecast (y, n, 12, HORIZON, &forecast);
      for (guint h = 0; h < HORIZON; h++)
        g_assert_cmpfloat_with_epsilon (mean[h], -77.25, 1e-3);
    }
}

/* Any length and size, of any sign, and hostile shapes: finite, and in proportion. */
static void
test_robust (void)
{
  static const double factors[] = { 0.0, 1.0, -1.0, 1e-12, 1e15, 1e200 };
  double              y[MAX_VALUES];
  double              fitted[MAX_VALUES];
  double              mean[HORIZON];
  double              plain[HORIZON];
  BwMemberForecast    forecast = { .mean = mean, .fitted = fitted };
  BwMemberForecast    unscaled = { .mean = plain };

  for (guint n = 0; n <= G_N_ELEMENTS (nottingham); n++)
    {
      bw_ces_forecast (nottingham, n, 12, HORIZON, &unscaled);
      for (guint f = 0; f < G_N_ELEMENTS (factors); f++)
        {
          for (guint t = 0; t < n; t++)
            y[t] = nottingham[t] * factors[f];
          bw_ces_forecast (y, n, 12, HORIZON, &forecast);
          for (guint h = 0; h < HORIZON; h++)
            {
              double expected = plain[h] * factors[f];

              g_assert_true (isfinite (mean[h]));
              if (factors[f] >= 0.0)
                g_assert_cmpfloat_with_epsilon (mean[h], expected, fabs (expected) * 1e-3 + G_MINDOUBLE);
            }
        }
      for (guint shape = 0; shape < 3; shape++)
        {
          for (guint t = 0; t < n; t++)
            y[t] = shape == 0 ? (t == n / 2 ? 1e15 : 0.0) : shape == 1 ? (t % 2 == 0 ? 1e15 : -1e15)
                                                                       : exp (0.5 * t);
          bw_ces_forecast (y, n, 12, HORIZON, &forecast);
          for (guint h = 0; h < HORIZON; h++)
            g_assert_true (isfinite (mean[h]));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ces/reference", test_reference);
  g_test_add_func ("/ces/plain", test_plain);
  g_test_add_func ("/ces/robust", test_robust);
  return g_test_run ();
}
