/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The season of a series, and the naive forecasts: against R's and the competitions' values. */

#include "core/bw-naive.h"
#include "core/bw-random.h"
#include "core/bw-season.h"
#include "known-series.h"

#include <math.h>

enum
{
  MAX_VALUES = 512,
  HORIZON = 30,
};

/* R: decompose (x, type)$figure, x as in test-series-data.h. */
static const double air_figure[] = {
  0.910230367372, 0.883625320694, 1.0073662876, 0.975906012323, 0.981378027495, 1.11277582668,
  1.22655554293, 1.21991096945, 1.06049193265, 0.92175724041, 0.801178082413, 0.898824389985
};
static const double gas_figure[] = { 1.45371065583, 0.955932592312, 0.558444080735, 1.03191267113 };
static const double nottingham_figure[] = {
  -8.01611111111, -9.34277777778, -7.37027777778, -3.57527777778, 4.56888888889, 8.69805555556,
  12.5455555556, 9.07305555556, 6.70555555556, 1.62888888889, -7.49527777778, -7.42027777778
};

/* The offset is taken off the values, so that some are negative and the season is added. */
static const struct
{
  const char   *name;
  const double *y;
  guint         n;
  guint         season;
  double        offset;
  const double *figure;
} classical[] = {
  { "air-passengers", air_passengers, G_N_ELEMENTS (air_passengers), 12, 0.0, air_figure },
  { "gas", uk_gas, G_N_ELEMENTS (uk_gas), 4, 0.0, gas_figure },
  { "nottingham", nottingham, G_N_ELEMENTS (nottingham), 12, 50.0, nottingham_figure },
};

static void
test_classical (gconstpointer data)
{
  guint        i = GPOINTER_TO_UINT (data);
  double       y[MAX_VALUES];
  double       adjusted[MAX_VALUES];
  double       indices[12];
  guint        n = classical[i].n;
  guint        season = classical[i].season;
  BwSeasonKind kind;

  for (guint t = 0; t < n; t++)
    y[t] = classical[i].y[t] - classical[i].offset;
  g_assert_true (bw_season_test (y, n, season));
  kind = bw_season_indices (y, n, season, indices);
  bw_season_adjust (y, n, season, kind, indices, adjusted);
  g_assert_cmpint (kind, ==, classical[i].offset > 0.0 ? BW_SEASON_ADDITIVE : BW_SEASON_MULTIPLICATIVE);
  for (guint place = 0; place < season; place++)
    g_assert_cmpfloat_with_epsilon (indices[place], classical[i].figure[place], 1e-10);
  bw_season_restore (adjusted, n, 0, season, kind, indices);
  for (guint t = 0; t < n; t++)
    g_assert_cmpfloat_with_epsilon (adjusted[t], y[t], 1e-9);
  bw_season_adjust (y, n, season, kind, indices, adjusted);
  bw_season_restore (adjusted + 5, n - 5, 5, season, kind, indices);
  g_assert_cmpfloat_with_epsilon (adjusted[5], y[5], 1e-9);
}

/* The Nile repeats neither every 7 nor every 12 years. The first 13 values of the gas series are too few to
 * show its season, the first 14 are enough: R: r = acf (x, lag.max = 4)$acf[-1], |r[4]| over 1.645 / sqrt (n)
 * * sqrt (1 + 2 * sum (r[1:3]^2)) is 0.971 and 1.013. */
static void
test_without (void)
{
  double      y[60];
  const guint candidates[] = { 5, 7, 12 };

  g_assert_false (bw_season_test (nile, G_N_ELEMENTS (nile), 12));
  g_assert_false (bw_season_test (nile, G_N_ELEMENTS (nile), 1));
  g_assert_false (bw_season_test (uk_gas, 13, 4));
  g_assert_true (bw_season_test (uk_gas, 14, 4));
  for (guint t = 0; t < 60; t++)
    y[t] = 1e15;
  g_assert_false (bw_season_test (y, 60, 12));
  for (guint t = 0; t < 60; t++)
    y[t] = t % 7 < 5 ? 10.0 + t % 3 : 2.0;
  g_assert_cmpuint (bw_season_find (y, 60, candidates, 3), ==, 7);
  for (guint t = 0; t < 60; t++)
    y[t] = t % 5 == 1 ? 9.0 : 3.0;
  g_assert_cmpuint (bw_season_find (y, 60, candidates, 3), ==, 5);
  g_assert_cmpuint (bw_season_find (nile, G_N_ELEMENTS (nile), candidates + 1, 2), ==, 1);
}

/* Naive 2 of the gas series: 782.8 is the last value; R: decompose as above. The variance of the naive
 * forecast of the Nile: R: mean (diff (Nile)^2). */
static void
test_naive (void)
{
  double           mean[HORIZON];
  double           fitted[MAX_VALUES];
  BwMemberForecast forecast = { .mean = mean, .fitted = fitted };
  guint            n = G_N_ELEMENTS (uk_gas);
  double           level = 782.8 / 1.03191267113;

  bw_naive2_forecast (uk_gas, n, 4, 6, &forecast);
  for (guint h = 0; h < 6; h++)
    g_assert_cmpfloat_with_epsilon (mean[h], level * classical[1].figure[h % 4], 1e-6);
  g_assert_true (isnan (fitted[0]));
  g_assert_cmpfloat_with_epsilon (fitted[1], 160.1 / 1.45371065583 * 0.955932592312, 1e-6);
  bw_seasonal_naive_forecast (uk_gas, n, 4, 6, &forecast);
  g_assert_cmpfloat (mean[0], ==, 1163.9);
  g_assert_cmpfloat (mean[5], ==, 613.1);
  g_assert_true (isnan (fitted[3]));
  g_assert_cmpfloat (fitted[4], ==, 160.1);
  bw_drift_forecast (uk_gas, n, 4, 6, &forecast);
  g_assert_cmpfloat_with_epsilon (mean[5], 782.8 + 6.0 * (782.8 - 160.1) / 107.0, 1e-9);
  bw_naive_forecast (nile, G_N_ELEMENTS (nile), 1, 6, &forecast);
  g_assert_cmpfloat (mean[5], ==, 740.0);
  g_assert_cmpfloat_with_epsilon (forecast.sigma2, 27997.53535, 1e-4);
}

/* R, x = UKgas: d = decompose (x, "multiplicative"); w = 0.85^(years back within each quarter); f = the mean of
 * x / d$trend by quarter with weights w, over its own mean; within = sum ((x / d$trend - f)^2) / (104 - 4); trust = 1 -
 * 1.25 * within * sum (w^2) / sum (w)^2 / (sum ((f - 1)^2) / 3); 1 + trust * (f - 1). */
static void
test_recent (void)
{
  static const double expected[] = { 1.56547043426, 0.861148773441, 0.446959894087, 1.12642089822 };
  double              adjusted[MAX_VALUES];
  double              indices[4];

  g_assert_cmpint (bw_season_take_out (uk_gas, G_N_ELEMENTS (uk_gas), 4, indices, adjusted), ==,
                   BW_SEASON_MULTIPLICATIVE);
  for (guint place = 0; place < 4; place++)
    {
      g_assert_cmpfloat_with_epsilon (indices[place], expected[place], 1e-9);
      g_assert_cmpfloat_with_epsilon (adjusted[place + 8], uk_gas[place + 8] / expected[place], 1e-6);
    }
}

/* A plain season of three years is taken out whole, noise hardly gives one, and what a pool of like series says
 * stands in for what the series is too short to tell. */
static void
test_shrinkage (void)
{
  static const double pool[] = { 1.4, 0.6, 0.8, 1.2 };
  double              y[64];
  double              adjusted[64];
  double              indices[4];
  BwRandom            random;
  double              apart = 0.0;

  for (guint t = 0; t < 12; t++)
    y[t] = 100.0 * pool[t % 4];
  g_assert_cmpint (bw_season_take_out (y, 12, 4, indices, adjusted), ==, BW_SEASON_MULTIPLICATIVE);
  for (guint t = 0; t < 12; t++)
    g_assert_cmpfloat_with_epsilon (adjusted[t], 100.0, 1e-9);
  g_assert_cmpint (bw_season_take_out (y, 8, 4, indices, adjusted), ==, BW_SEASON_MULTIPLICATIVE);
  for (guint t = 0; t < 8; t++)
    g_assert_cmpfloat_with_epsilon (adjusted[t], 100.0, 1e-9);
  g_assert_cmpint (bw_season_take_out (y, 7, 4, indices, adjusted), ==, BW_SEASON_NONE);
  for (guint n = 1; n <= 12; n++)
    {
      g_assert_cmpint (bw_season_take_out_near (y, n, 4, BW_SEASON_MULTIPLICATIVE, pool, indices, adjusted), ==,
                       BW_SEASON_MULTIPLICATIVE);
      for (guint t = 0; t < n; t++)
        g_assert_cmpfloat_with_epsilon (adjusted[t], 100.0, 1e-9);
    }
  y[2] = -80.0;
  g_assert_cmpint (bw_season_take_out_near (y, 7, 4, BW_SEASON_MULTIPLICATIVE, pool, indices, adjusted), ==,
                   BW_SEASON_NONE);
  g_assert_cmpint (bw_season_take_out_near (y, 7, 4, BW_SEASON_ADDITIVE, pool, indices, adjusted), ==,
                   BW_SEASON_ADDITIVE);
  g_assert_cmpfloat_with_epsilon (adjusted[5], 59.4, 1e-9);
  bw_random_init (&random, 20, 0);
  for (guint run = 0; run < 200; run++)
    {
      for (guint t = 0; t < 64; t++)
        y[t] = 100.0 + 5.0 * bw_random_normal (&random);
      if (bw_season_take_out (y, 64, 4, indices, adjusted) != BW_SEASON_NONE)
        for (guint place = 0; place < 4; place++)
          apart += fabs (indices[place] - 1.0) / 800.0;
    }
  g_assert_cmpfloat (apart, <, 0.005); /* the means of 16 values of noise lie 0.01 from their middle */
}

/* All weekly series of the sample against what the competition published for its Naive 2: the
 * benchmark took weeks to have no season. */
static void
test_official (void)
{
  const char      *data = g_getenv ("BELLWETHER_DATA");
  g_autofree char *train_path = NULL;
  g_autofree char *naive_path = NULL;
  g_autofree char *train = NULL;
  g_autofree char *naive = NULL;
  g_auto (GStrv) train_lines = NULL;
  g_auto (GStrv) naive_lines = NULL;
  guint n_checked = 0;

  train_path = g_build_filename (data != NULL ? data : "", "series", "m4_weekly_full_train.csv", NULL);
  naive_path = g_build_filename (data != NULL ? data : "", "series", "m4_official_Naive2_weekly.csv", NULL);
  if (data != NULL)
    g_file_get_contents (train_path, &train, NULL, NULL);
  if (train != NULL)
    g_file_get_contents (naive_path, &naive, NULL, NULL);
  if (naive == NULL)
    {
      g_test_skip ("BELLWETHER_DATA does not name the sample data");
      return;
    }
  train_lines = g_strsplit (train, "\n", -1);
  naive_lines = g_strsplit (naive, "\n", -1);
  for (guint line = 0; train_lines[line] != NULL && naive_lines[line] != NULL && *train_lines[line] != '\0'; line++)
    {
      g_auto (GStrv) cells = g_strsplit (train_lines[line], ",", -1);
      g_auto (GStrv) said = g_strsplit (naive_lines[line], ",", -1);
      g_autofree double *y = g_new (double, g_strv_length (cells));
      double             mean[13];
      BwMemberForecast   forecast = { .mean = mean };
      guint              n = 0;

      g_assert_cmpstr (cells[0], ==, said[0]);
      for (char **cell = cells + 2; *cell != NULL && **cell != '\0'; cell++)
        y[n++] = g_ascii_strtod (*cell, NULL);
      bw_naive2_forecast (y, n, 1, 13, &forecast);
      for (guint h = 0; h < 13; h++)
        g_assert_cmpfloat_with_epsilon (mean[h], g_ascii_strtod (said[h + 1], NULL), 1e-3);
      n_checked++;
    }
  g_assert_cmpuint (n_checked, ==, 359);
}

static void
test_robust (void)
{
  static const BwMember members[] = {
    bw_naive_forecast,
    bw_seasonal_naive_forecast,
    bw_naive2_forecast,
    bw_drift_forecast,
  };
  static const double factors[] = { 0.0, 1.0, -1.0, 1e-9, 1e15 };

  for (guint m = 0; m < G_N_ELEMENTS (members); m++)
    for (guint f = 0; f < G_N_ELEMENTS (factors); f++)
      for (guint n = 1; n <= G_N_ELEMENTS (nottingham); n++)
        {
          double           y[MAX_VALUES];
          double           mean[HORIZON];
          double           plain[HORIZON];
          BwMemberForecast forecast = { .mean = mean };
          BwMemberForecast unscaled = { .mean = plain };

          for (guint t = 0; t < n; t++)
            y[t] = nottingham[t] * factors[f];
          members[m](y, n, 12, HORIZON, &forecast);
          members[m](nottingham, n, 12, HORIZON, &unscaled);
          for (guint h = 0; h < HORIZON; h++)
            {
              g_assert_true (isfinite (mean[h]));
              plain[h] *= factors[f];
              if (factors[f] >= 0.0)
                g_assert_cmpfloat_with_epsilon (mean[h], plain[h], fabs (plain[h]) * 1e-9 + G_MINDOUBLE);
            }
        }
}

/* Zeros leave nothing to divide by: a place of the season that is next to nothing is added. */
static void
test_zeros (void)
{
  double y[48];
  double indices[12];
  double adjusted[48];

  for (guint t = 0; t < 48; t++)
    y[t] = t % 12 == 7 ? 1e-6 : 20.0 + t % 12;
  g_assert_cmpint (bw_season_indices (y, 48, 12, indices), ==, BW_SEASON_ADDITIVE);
  for (guint t = 0; t < 48; t++)
    y[t] = t % 12 == 7 ? 0.0 : 20.0 + t % 12;
  g_assert_cmpint (bw_season_take_out (y, 48, 12, indices, adjusted), ==, BW_SEASON_ADDITIVE);
  for (guint t = 1; t < 48; t++)
    g_assert_cmpfloat_with_epsilon (adjusted[t], adjusted[0], 1e-9);
  g_assert_cmpint (bw_season_indices (y, 23, 12, indices), ==, BW_SEASON_NONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (classical); i++)
    {
      g_autofree char *path = g_strconcat ("/season/classical/", classical[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_classical);
    }
  g_test_add_func ("/season/without", test_without);
  g_test_add_func ("/season/zeros", test_zeros);
  g_test_add_func ("/season/recent", test_recent);
  g_test_add_func ("/season/shrinkage", test_shrinkage);
  g_test_add_func ("/season/naive", test_naive);
  g_test_add_func ("/season/official", test_official);
  g_test_add_func ("/season/robust", test_robust);
  return g_test_run ();
}
