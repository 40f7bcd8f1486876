/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Series made ready for fitting: gaps, outliers, scales. */

#include "core/bw-clean.h"

#include <math.h>
#include <string.h>

#include "core/bw-box-cox.h"
#include "core/bw-random.h"
#include "known-series.h"

/* In R: sapply(c(0,.5,1), function(l) forecast:::guer.cv(l, AirPassengers)), and of UKgas; forecast 8.20. */
static void
test_unevenness (void)
{
  static const double lambdas[] = { 0, 0.5, 1 };
  static const double airline[] = { 0.1530808093, 0.3460578921, 0.5303151195 };
  static const double gas[] = { 0.2871991769, 0.5603626998, 0.7920146736 };

  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpfloat_with_epsilon (bw_box_cox_unevenness (air_passengers, G_N_ELEMENTS (air_passengers), 12, lambdas[i]), airline[i], 1e-9);
      g_assert_cmpfloat_with_epsilon (bw_box_cox_unevenness (uk_gas, G_N_ELEMENTS (uk_gas), 4, lambdas[i]), gas[i], 1e-9);
    }
  g_assert_cmpfloat (bw_box_cox_choose (air_passengers, G_N_ELEMENTS (air_passengers), 12), ==, 0);
}

/* In R: InvBoxCox(c(2,3), 0, biasadj=TRUE, fvar=.04) and InvBoxCox(c(10,12), .5, biasadj=TRUE, fvar=.25). */
static void
test_back (void)
{
  g_assert_cmpfloat_with_epsilon (bw_box_cox_inverse_mean (2, 0.04, 0), 7.536837221, 1e-9);
  g_assert_cmpfloat_with_epsilon (bw_box_cox_inverse_mean (3, 0.04, 0), 20.48724766, 1e-8);
  g_assert_cmpfloat_with_epsilon (bw_box_cox_inverse_mean (10, 0.25, 0.5), 36.0625, 1e-12);
  g_assert_cmpfloat_with_epsilon (bw_box_cox_inverse_mean (12, 0.25, 0.5), 49.0625, 1e-12);
  g_assert_cmpfloat (bw_box_cox_inverse_mean (12, 0.25, 1), ==, 12);
  g_assert_cmpfloat (bw_box_cox_inverse_mean (12, NAN, 0.5), ==, 49);
  for (double lambda = 0; lambda <= 1; lambda += 0.5)
    for (double y = 1e-6; y < 1e16; y *= 10)
      g_assert_cmpfloat_with_epsilon (bw_box_cox_inverse (bw_box_cox (y, lambda), lambda) / y, 1, 1e-9);
  g_assert_cmpfloat (bw_box_cox_inverse (-5, 0.5), ==, 0);
  g_assert_true (isfinite (bw_box_cox_inverse (1e9, 0)));
}

/* The scale does not follow the unit, and zeros and negative values bar what they must. */
static void
test_choose (void)
{
  double y[G_N_ELEMENTS (air_passengers)];

  for (guint i = 0; i < G_N_ELEMENTS (air_passengers); i++)
    y[i] = air_passengers[i] * 1e9;
  g_assert_cmpfloat (bw_box_cox_choose (y, G_N_ELEMENTS (air_passengers), 12), ==, 0);
  y[40] = 0;
  g_assert_cmpfloat (bw_box_cox_choose (y, G_N_ELEMENTS (air_passengers), 12), >, 0);
  y[40] = -1;
  g_assert_cmpfloat (bw_box_cox_choose (y, G_N_ELEMENTS (air_passengers), 12), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (air_passengers); i++)
    y[i] = 1000 + 5 * i + (i * 7) % 5;
  g_assert_cmpfloat (bw_box_cox_choose (y, G_N_ELEMENTS (air_passengers), 12), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (air_passengers); i++)
    y[i] = 3;
  g_assert_cmpfloat (bw_box_cox_choose (y, G_N_ELEMENTS (air_passengers), 12), ==, 1);
  g_assert_cmpfloat (bw_box_cox_choose (y, 0, 12), ==, 1);
}

/* Gaps come back to within what the airline's months scatter, also at both ends. */
static void
test_gaps (void)
{
  double y[G_N_ELEMENTS (air_passengers)];
  g_autoptr (BwCleaned) cleaned = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (air_passengers); i++)
    y[i] = i < 2 || i == 67 || (i >= 90 && i < 93) || i == G_N_ELEMENTS (air_passengers) - 1 ? NAN : air_passengers[i];
  cleaned = bw_clean (y, G_N_ELEMENTS (air_passengers), 12);
  g_assert_cmpuint (cleaned->n_gaps, ==, 7);
  g_assert_cmpuint (cleaned->first, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (air_passengers); i++)
    {
      g_test_message ("%u: %u %g for %g", i, cleaned->marks[i], cleaned->y[i], air_passengers[i]);
      g_assert_true (((cleaned->marks[i] & BW_CLEAN_GAP) != 0) == (isnan (y[i]) != 0));
      if (isnan (y[i]))
        g_assert_cmpfloat (fabs (cleaned->y[i] / air_passengers[i] - 1), <, 0.08);
      else if (cleaned->marks[i] == 0)
        g_assert_cmpfloat (cleaned->y[i], ==, y[i]);
    }
  g_assert_cmpuint (cleaned->n_outliers, <=, 4);
}

static void
test_spike (void)
{
  double y[G_N_ELEMENTS (air_passengers)];
  g_autoptr (BwCleaned) cleaned = NULL;

  memcpy (y, air_passengers, sizeof y);
  y[60] *= 2.5;
  y[100] *= 0.3;
  cleaned = bw_clean (y, G_N_ELEMENTS (air_passengers), 12);
  g_assert_cmpfloat (cleaned->lambda, ==, 0);
  g_assert_cmpuint (cleaned->marks[60], ==, BW_CLEAN_OUTLIER);
  g_assert_cmpuint (cleaned->marks[100], ==, BW_CLEAN_OUTLIER);
  g_assert_cmpfloat (fabs (cleaned->y[60] / air_passengers[60] - 1), <, 0.1);
  g_assert_cmpfloat (fabs (cleaned->y[100] / air_passengers[100] - 1), <, 0.1);
  g_assert_cmpuint (cleaned->n_outliers, <=, 4);
}

/* A new level is none, nor is the last value, nor what many zeros surround. */
static void
test_left_alone (void)
{
  BwRandom random;
  double   y[60];

  for (guint kind = 0; kind < 3; kind++)
    {
      g_autoptr (BwCleaned) cleaned = NULL;

      bw_random_init (&random, 5, kind);
      for (guint i = 0; i < 60; i++)
        {
          double noise = CLAMP (bw_random_normal (&random), -2, 2);
          double values[] = { 100 + noise + (i >= 30 ? 40 : 0), 100 + noise + (i == 59 ? 80 : 0), i % 3 == 0 ? 10 + 80 * (i == 30) : 0 };

          y[i] = values[kind];
        }
      cleaned = bw_clean (y, 60, 1);
      g_assert_cmpuint (cleaned->n_outliers, ==, 0);
      g_assert_cmpmem (cleaned->y, sizeof y, y, sizeof y);
    }
}

/* Of pure noise hardly anything is called an outlier. */
static void
test_noise (void)
{
  guint found = 0;

  for (guint round = 0; round < 100; round++)
    {
      BwRandom random;
      double   y[100];
      g_autoptr (BwCleaned) cleaned = NULL;

      bw_random_init (&random, 11, round);
      for (guint i = 0; i < 100; i++)
        y[i] = 50 + 5 * bw_random_normal (&random);
      cleaned = bw_clean (y, 100, 12);
      found += cleaned->n_outliers;
    }
  g_test_message ("%u of 10,000", found);
  g_assert_cmpuint (found, <, 40);
}

/* Larger numbers, the same marks. */
static void
test_scaled (void)
{
  double y[G_N_ELEMENTS (uk_gas)];
  g_autoptr (BwCleaned) plain = bw_clean (uk_gas, G_N_ELEMENTS (uk_gas), 4);
  g_autoptr (BwCleaned) scaled = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (uk_gas); i++)
    y[i] = uk_gas[i] * 1e11;
  scaled = bw_clean (y, G_N_ELEMENTS (uk_gas), 4);
  g_assert_cmpmem (plain->marks, G_N_ELEMENTS (uk_gas), scaled->marks, G_N_ELEMENTS (uk_gas));
  for (guint i = 0; i < G_N_ELEMENTS (uk_gas); i++)
    g_assert_cmpfloat_with_epsilon (scaled->y[i] / plain->y[i], 1e11, 1e4);
}

static void
test_odd_series (void)
{
  static const guint lengths[] = { 0, 1, 2, 7, 8, 30, 130 };
  static const guint seasons[] = { 1, 4, 12, 52 };
  double             y[130];

  for (guint kind = 0; kind < 9; kind++)
    for (guint l = 0; l < G_N_ELEMENTS (lengths); l++)
      for (guint s = 0; s < G_N_ELEMENTS (seasons); s++)
        {
          g_autoptr (BwCleaned) cleaned = NULL;

          for (guint i = 0; i < lengths[l]; i++)
            {
              const double values[] = { 0, 7, i == 3 ? 1e15 : 1, -1e15 + i, i % 5 ? NAN : i,
                                        NAN, i % 4 ? 0 : 1e15 * i, -(double)i, i == 5 ? INFINITY : 2 };

              y[i] = values[kind];
            }
          cleaned = bw_clean (y, lengths[l], seasons[s]);
          for (guint i = 0; i < lengths[l]; i++)
            {
              g_assert_true (isfinite (cleaned->y[i]));
              g_assert_true (((cleaned->marks[i] & BW_CLEAN_GAP) != 0) == !isfinite (y[i]));
              g_assert_true (kind != 4 || cleaned->y[i] >= 0);
              g_assert_true (kind > 1 || cleaned->y[i] == y[i]);
            }
        }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clean/unevenness", test_unevenness);
  g_test_add_func ("/clean/back", test_back);
  g_test_add_func ("/clean/choose", test_choose);
  g_test_add_func ("/clean/gaps", test_gaps);
  g_test_add_func ("/clean/spike", test_spike);
  g_test_add_func ("/clean/left-alone", test_left_alone);
  g_test_add_func ("/clean/noise", test_noise);
  g_test_add_func ("/clean/scaled", test_scaled);
  g_test_add_func ("/clean/odd-series", test_odd_series);
  return g_test_run ();
}
