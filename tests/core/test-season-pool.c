/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A season lent by like series: what it is, and what it does for a short one. */

#include "core/bw-naive.h"
#include "core/bw-random.h"
#include "core/bw-season-pool.h"
#include "core/bw-theta.h"

#include <math.h>

enum
{
  SEASON = 4,
  N_LONG = 40,
  HORIZON = 6,
};

static const double season[SEASON] = { 1.3, 0.7, 0.9, 1.1 };

/* A pool of @n series of different sizes and beginnings, with the season and 5 % of noise. */
static BwSeasonPool *
make_pool (guint n)
{
  BwSeasonPool *pool = bw_season_pool_new (SEASON);
  BwRandom      random;

  bw_random_init (&random, 3, 0);
  for (guint i = 0; i < n; i++)
    {
      double y[N_LONG];

      for (guint t = 0; t < N_LONG; t++)
        y[t] = pow (10.0, i % 5) * season[(t + i) % SEASON] * exp (0.05 * bw_random_normal (&random));
      g_assert_true (bw_season_pool_add (pool, y, N_LONG, i));
    }
  g_assert_cmpuint (bw_season_pool_n_series (pool), ==, n);
  return pool;
}

static void
test_indices (void)
{
  g_autoptr (BwSeasonPool) pool = make_pool (30);

  for (guint place = 0; place < 2 * SEASON; place++)
    {
      double indices[SEASON];

      g_assert_true (bw_season_pool_indices (pool, place, indices));
      for (guint i = 0; i < SEASON; i++)
        g_assert_cmpfloat_with_epsilon (indices[i], season[(place + i) % SEASON], 0.02);
    }
}

/* What does not fit is left out, and an empty pool says so. */
static void
test_refused (void)
{
  g_autoptr (BwSeasonPool) pool = bw_season_pool_new (SEASON);
  g_autoptr (BwSeasonPool) none = bw_season_pool_new (1);
  double y[N_LONG] = { 0.0 };
  double indices[SEASON];

  g_assert_false (bw_season_pool_add (pool, y, N_LONG, 0)); /* zeros */
  for (guint t = 0; t < N_LONG; t++)
    y[t] = 10.0;
  g_assert_false (bw_season_pool_add (pool, y, 3 * SEASON - 1, 0));
  g_assert_false (bw_season_pool_add (none, y, N_LONG, 0));
  g_assert_false (bw_season_pool_indices (pool, 0, indices));
  g_assert_true (bw_season_pool_add (pool, y, N_LONG, 0)); /* no season is a season of ones */
  g_assert_true (bw_season_pool_indices (pool, 0, indices));
  for (guint i = 0; i < SEASON; i++)
    g_assert_cmpfloat_with_epsilon (indices[i], 1.0, 1e-12);
}

/* Five values of a like series are enough to go on with its season, which by themselves they would not show. */
static void
test_short (void)
{
  g_autoptr (BwSeasonPool) pool = make_pool (30);
  double           y[N_LONG];
  double           mean[HORIZON];
  double           fitted[N_LONG];
  BwMemberForecast forecast = { .mean = mean, .fitted = fitted };

  for (guint n = 1; n <= 12; n++)
    {
      for (guint t = 0; t < n; t++)
        y[t] = 50.0 * season[(t + 2) % SEASON];
      bw_season_pool_forecast (pool, 2, bw_dotm_forecast, y, n, HORIZON, &forecast);
      for (guint h = 0; h < HORIZON; h++)
        g_assert_cmpfloat_with_epsilon (mean[h], 50.0 * season[(n + h + 2) % SEASON], 5.0);
      if (n > 1)
        g_assert_cmpfloat_with_epsilon (fitted[n - 1], y[n - 1], 5.0);
      bw_season_pool_forecast (pool, 2, bw_naive_forecast, y, n, HORIZON, &forecast);
      if (n > 1)
        g_assert_cmpfloat (forecast.sigma2, <, 10.0);
    }
}

/* A long series goes by its own season, and what is not positive is forecast without the pool. */
static void
test_own (void)
{
  g_autoptr (BwSeasonPool) pool = make_pool (5);
  double           y[N_LONG];
  double           mean[HORIZON];
  double           plain[HORIZON];
  BwMemberForecast forecast = { .mean = mean };
  BwMemberForecast without = { .mean = plain };

  for (guint t = 0; t < N_LONG; t++)
    y[t] = 80.0 * season[(t + 1) % SEASON];
  bw_season_pool_forecast (pool, 0, bw_dotm_forecast, y, N_LONG, HORIZON, &forecast);
  for (guint h = 0; h < HORIZON; h++)
    g_assert_cmpfloat_with_epsilon (mean[h], 80.0 * season[(h + 1) % SEASON], 1e-6);
  y[3] = -4.0;
  y[5] = 0.0;
  for (guint n = 4; n <= N_LONG; n++)
    {
      bw_season_pool_forecast (pool, 0, bw_dotm_forecast, y, n, HORIZON, &forecast);
      bw_dotm_forecast (y, n, SEASON, HORIZON, &without);
      for (guint h = 0; h < HORIZON; h++)
        g_assert_cmpfloat_with_epsilon (mean[h], plain[h], 1e-6);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/season-pool/indices", test_indices);
  g_test_add_func ("/season-pool/refused", test_refused);
  g_test_add_func ("/season-pool/short", test_short);
  g_test_add_func ("/season-pool/own", test_own);
  return g_test_run ();
}
