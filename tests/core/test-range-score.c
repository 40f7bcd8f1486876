/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scores of forecasts of amounts: against closed forms and the definition. */

#include "core/bw-range-score.h"

#include <math.h>

#include "core/bw-random.h"

/* The CRPS of a sample by its definition, mean |x - y| less half the mean |x - x'|. */
static double
crps_by_definition (const double *values,
                    guint         n,
                    double        actual)
{
  double error = 0.0, spread = 0.0;

  for (guint i = 0; i < n; i++)
    {
      error += fabs (values[i] - actual);
      for (guint k = 0; k < n; k++)
        spread += fabs (values[i] - values[k]);
    }
  return error / n - spread / (2.0 * n * n);
}

static int
compare (const void *a,
         const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static void
test_crps_definition (void)
{
  double   values[101];
  BwRandom random;

  bw_random_init (&random, 7, 0);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = floor (bw_random_log_normal (&random, 100.0, 1.0)); /* with ties */
  qsort (values, G_N_ELEMENTS (values), sizeof *values, compare);
  for (double actual = -50.0; actual < 700.0; actual += 25.0)
    for (guint n = 1; n <= G_N_ELEMENTS (values); n += 20)
      g_assert_cmpfloat_with_epsilon (bw_sample_crps (values, n, actual), crps_by_definition (values, n, actual), 1e-9);
}

/* The quantile of the standard normal distribution, by halving. */
static double
normal_quantile (double p)
{
  double low = -10.0, high = 10.0;

  for (guint i = 0; i < 80; i++)
    {
      double middle = (low + high) / 2.0;

      if (0.5 * erfc (-middle / sqrt (2.0)) < p)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* The normal distribution's CRPS in closed form: z (2 Phi (z) - 1) + 2 phi (z) - 1 / sqrt (pi); Gneiting and Raftery
 * (2007), (21). It is .2337 at 0, the value that R's scoringRules::crps_norm (0) gives. */
static void
test_crps_normal (void)
{
  static double values[20000];
  const double  at[] = { -3.0, -1.0, 0.0, 0.5, 2.0 };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = normal_quantile ((i + 0.5) / G_N_ELEMENTS (values));
  for (guint i = 0; i < G_N_ELEMENTS (at); i++)
    {
      double z = at[i], cdf = 0.5 * erfc (-z / sqrt (2.0)), pdf = exp (-z * z / 2.0) / sqrt (2.0 * G_PI);

      g_assert_cmpfloat_with_epsilon (bw_sample_crps (values, G_N_ELEMENTS (values), z),
                                      z * (2.0 * cdf - 1.0) + 2.0 * pdf - 1.0 / sqrt (G_PI), 1e-4);
      g_assert_cmpfloat_with_epsilon (bw_sample_pit (values, G_N_ELEMENTS (values), z), cdf, 1e-4);
    }
  g_assert_cmpfloat_with_epsilon (bw_sample_crps (values, G_N_ELEMENTS (values), 0.0), 0.23369498, 1e-4);
}

/* Uniform over 0 to 1: CRPS y² - y + 1/3. */
static void
test_crps_uniform (void)
{
  static double values[5000];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = (i + 0.5) / G_N_ELEMENTS (values);
  for (double y = 0.0; y <= 1.0; y += 0.125)
    g_assert_cmpfloat_with_epsilon (bw_sample_crps (values, G_N_ELEMENTS (values), y), y * y - y + 1.0 / 3.0, 1e-4);
}

static void
test_one_value (void)
{
  const double value = 40.0;

  g_assert_cmpfloat (bw_sample_crps (&value, 1, 55.0), ==, 15.0);
  g_assert_cmpfloat (bw_sample_crps (&value, 1, 40.0), ==, 0.0);
  g_assert_cmpfloat (bw_sample_pit (&value, 1, 40.0), ==, 0.5);
  g_assert_cmpfloat (bw_sample_pit (&value, 1, 41.0), ==, 1.0);
  g_assert_cmpfloat (bw_sample_quantile (&value, 1, 0.9), ==, 40.0);
}

/* R: quantile (c (1, 2, 4, 8, 16), c (.1, .25, .5, .9)) gives 1.4, 2, 4, 12.8. */
static void
test_quantile (void)
{
  const double values[] = { 1, 2, 4, 8, 16 };

  g_assert_cmpfloat_with_epsilon (bw_sample_quantile (values, 5, 0.1), 1.4, 1e-12);
  g_assert_cmpfloat_with_epsilon (bw_sample_quantile (values, 5, 0.25), 2.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (bw_sample_quantile (values, 5, 0.5), 4.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (bw_sample_quantile (values, 5, 0.9), 12.8, 1e-12);
}

/* Forecasts 90, 120, 60 of 100, 100, 100: WAPE (10 + 20 + 40) / 300, bias -30 / 300. */
static void
test_errors (void)
{
  BwRangeScore a = { 0 }, b = { 0 };

  g_assert_true (isnan (bw_range_score_wape (&a)));
  g_assert_true (isnan (bw_range_score_crps (&a)));
  g_assert_true (isnan (bw_range_score_coverage (&a, 80)));
  bw_range_score_add (&a, 90, 100);
  bw_range_score_add (&a, 120, 100);
  bw_range_score_add (&b, 60, 100);
  bw_range_score_merge (&a, &b);
  g_assert_cmpuint (a.n, ==, 3);
  g_assert_cmpfloat_with_epsilon (bw_range_score_wape (&a), 70.0 / 300.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (bw_range_score_bias (&a), -30.0 / 300.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (bw_range_score_crps (&a), 70.0 / 3.0, 1e-12);
}

/* When what comes is drawn from the forecast itself, the ranges cover as often as they say and the transform is even. */
static void
test_calibrated (void)
{
  enum
  {
    N_FORECASTS = 2000,
    N_VALUES = 400,
  };
  BwRangeScore score = { 0 };
  BwRandom     random;
  double       values[N_VALUES], chi = 0.0;

  bw_random_init (&random, 11, 0);
  for (guint i = 0; i < N_FORECASTS; i++)
    {
      double mean = 100.0 + 900.0 * bw_random_unit (&random), spread = 5.0 + 50.0 * bw_random_unit (&random);

      for (guint k = 0; k < N_VALUES; k++)
        values[k] = mean + spread * bw_random_normal (&random);
      qsort (values, N_VALUES, sizeof *values, compare);
      bw_range_score_add_sample (&score, mean, values, N_VALUES, mean + spread * bw_random_normal (&random));
    }
  g_assert_cmpfloat_with_epsilon (bw_range_score_coverage (&score, 50), 0.50, 0.034); /* three standard errors */
  g_assert_cmpfloat_with_epsilon (bw_range_score_coverage (&score, 80), 0.80, 0.027);
  g_assert_cmpfloat_with_epsilon (bw_range_score_coverage (&score, 95), 0.95, 0.015);
  for (guint i = 0; i < BW_RANGE_SCORE_N_BINS; i++)
    chi += pow (score.pit[i] - N_FORECASTS / 10.0, 2) / (N_FORECASTS / 10.0);
  g_assert_cmpfloat (chi, <, 27.9); /* chi squared with 9 degrees, .999 */
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/range-score/crps/definition", test_crps_definition);
  g_test_add_func ("/range-score/crps/normal", test_crps_normal);
  g_test_add_func ("/range-score/crps/uniform", test_crps_uniform);
  g_test_add_func ("/range-score/one-value", test_one_value);
  g_test_add_func ("/range-score/quantile", test_quantile);
  g_test_add_func ("/range-score/errors", test_errors);
  g_test_add_func ("/range-score/calibrated", test_calibrated);
  return g_test_run ();
}
