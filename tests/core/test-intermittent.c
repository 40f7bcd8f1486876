/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intermittent series: against R, the end of a demand, and what must hold for any series. */

#include "core/bw-intermittent.h"
#include "known-series.h"

#include <math.h>

enum
{
  N_NILE = G_N_ELEMENTS (nile),
  MAX_VALUES = 2 * N_NILE,
  HORIZON = 6,
};

static const BwMember members[] = {
  bw_croston_forecast,
  bw_sba_forecast,
  bw_tsb_forecast,
  bw_intermittent_forecast,
};

/* What the Nile carried above 950, over twice 100 years: 61 of 100 are zeros. So long that what smoothing began with
 * has been forgotten. */
static void
fill (double *y)
{
  for (guint t = 0; t < MAX_VALUES; t++)
    y[t] = MAX (nile[t % N_NILE] - 950.0, 0.0);
}

/* R 4.2, forecast 8.20, y <- rep (pmax (Nile - 950, 0), 2): croston (y, alpha = 0.3)$mean, ses (y, alpha = 0.3,
 * initial = "simple")$mean; SBA is 0.85 of the first; TSB by R: d <- .5; z <- y[y > 0][1]; for (v in y) {
 * d <- d + .2 * ((v > 0) - d); if (v > 0) z <- z + .3 * (v - z) }; d * z. */
static void
test_reference (void)
{
  double y[MAX_VALUES];
  double fitted[MAX_VALUES];

  fill (y);
  g_assert_true (bw_intermittent_test (y, MAX_VALUES));
  g_assert_cmpfloat_with_epsilon (
    bw_intermittent_smooth (BW_INTERMITTENT_CROSTON, y, MAX_VALUES, 0.3, 0.0, fitted), 31.15595373, 1e-6);
  g_assert_cmpfloat_with_epsilon (bw_intermittent_smooth (BW_INTERMITTENT_SBA, y, MAX_VALUES, 0.3, 0.0, fitted),
                                  0.85 * 31.15595373, 1e-6);
  g_assert_cmpfloat_with_epsilon (bw_intermittent_smooth (BW_INTERMITTENT_SES, y, MAX_VALUES, 0.3, 0.0, fitted),
                                  8.938928817, 1e-6);
  g_assert_cmpfloat_with_epsilon (bw_intermittent_smooth (BW_INTERMITTENT_TSB, y, MAX_VALUES, 0.3, 0.2, fitted),
                                  12.28212534, 1e-6);
}

/* A demand of 6 every third period: Croston says 2 whatever the smoothing; the rest come near. */
static void
test_regular (void)
{
  double           y[90];
  double           fitted[90];
  double           mean[HORIZON];
  BwMemberForecast forecast = { .mean = mean, .fitted = fitted };

  for (guint t = 0; t < 90; t++)
    y[t] = t % 3 == 2 ? 6.0 : 0.0;
  for (guint i = 1; i < 10; i++)
    g_assert_cmpfloat_with_epsilon (bw_intermittent_smooth (BW_INTERMITTENT_CROSTON, y, 90, i * 0.1, 0.0, fitted),
                                    2.0, 1e-12);
  for (guint m = 0; m < G_N_ELEMENTS (members); m++)
    {
      members[m](y, 90, 1, HORIZON, &forecast);
      for (guint h = 0; h < HORIZON; h++)
        g_assert_cmpfloat_with_epsilon (mean[h], 2.0, 0.2);
      g_assert_cmpfloat_with_epsilon (forecast.sigma2, 8.0, 0.5); /* (16 + 4 + 4) / 3 */
    }
}

/* What is no longer asked for goes to nothing, the longer ago the further; Croston goes on. */
static void
test_end (void)
{
  double           y[72];
  double           mean[HORIZON];
  BwMemberForecast forecast = { .mean = mean };
  double           before = INFINITY;

  for (guint t = 0; t < 72; t++)
    y[t] = t < 24 && t % 3 == 0 ? 5.0 + t % 4 : 0.0;
  for (guint n = 24; n <= 72; n += 6)
    {
      bw_intermittent_forecast (y, n, 1, HORIZON, &forecast);
      g_assert_cmpfloat (mean[0], <, before);
      g_assert_cmpfloat (mean[0], >, 0.0);
      before = mean[0];
    }
  g_assert_cmpfloat (before, <, 0.05);
  bw_croston_forecast (y, 72, 1, HORIZON, &forecast);
  g_assert_cmpfloat (mean[0], >, 0.5);
}

static void
test_share (void)
{
  double y[10] = { 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0 };

  g_assert_false (bw_intermittent_test (y, 10));
  y[9] = 0.0;
  g_assert_true (bw_intermittent_test (y, 10));
  g_assert_false (bw_intermittent_test (y, 3)); /* nothing but zeros */
  g_assert_false (bw_intermittent_test (y, 0));
}

/* Any length, sign and size: finite, and in proportion. */
static void
test_robust (void)
{
  static const double factors[] = { 0.0, 1.0, -1.0, 1e-12, 1e15, 1e200 };
  double              plain[MAX_VALUES];

  fill (plain);
  for (guint m = 0; m < G_N_ELEMENTS (members); m++)
    for (guint f = 0; f < G_N_ELEMENTS (factors); f++)
      for (guint n = 0; n <= 40; n++)
        {
          double           y[MAX_VALUES];
          double           fitted[MAX_VALUES];
          double           mean[HORIZON];
          double           unscaled[HORIZON];
          BwMemberForecast forecast = { .mean = mean, .fitted = fitted };
          BwMemberForecast reference = { .mean = unscaled };

          for (guint t = 0; t < n; t++)
            y[t] = plain[t] * factors[f];
          members[m](y, n, 12, HORIZON, &forecast);
          members[m](plain, n, 12, HORIZON, &reference);
          for (guint h = 0; h < HORIZON; h++)
            {
              g_assert_true (isfinite (mean[h]));
              g_assert_cmpfloat_with_epsilon (mean[h], unscaled[h] * factors[f],
                                              fabs (unscaled[h] * factors[f]) * 1e-9 + G_MINDOUBLE);
            }
          for (guint t = 0; t < n; t++)
            g_assert_true (isfinite (fitted[t]));
        }
}

/* A constant gives itself, though no zero is in it. */
static void
test_constant (void)
{
  double           y[30];
  double           mean[HORIZON];
  BwMemberForecast forecast = { .mean = mean };

  for (guint t = 0; t < 30; t++)
    y[t] = 7.0;
  for (guint m = 0; m < G_N_ELEMENTS (members); m++)
    if (members[m] != bw_sba_forecast)
      for (guint n = 1; n <= 30; n++)
        {
          members[m](y, n, 1, HORIZON, &forecast);
          g_assert_cmpfloat_with_epsilon (mean[0], 7.0, 1e-9);
        }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intermittent/reference", test_reference);
  g_test_add_func ("/intermittent/regular", test_regular);
  g_test_add_func ("/intermittent/end", test_end);
  g_test_add_func ("/intermittent/share", test_share);
  g_test_add_func ("/intermittent/robust", test_robust);
  g_test_add_func ("/intermittent/constant", test_constant);
  return g_test_run ();
}
