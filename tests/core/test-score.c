/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scores of probabilities against R's. */

#include "core/bw-score.h"

#include <math.h>

#include "core/bw-random.h"

static const double probability[] = { .1, .35, .4, .8, .62, .55, .9, .2, .35, .7 };
static const guint8 came[] = { 0, 0, 1, 1, 0, 1, 1, 0, 1, 1 };

#define assert_near(a, b, tolerance) g_assert_cmpfloat (fabs ((a) - (b)), <=, tolerance)

/* The references are R 4.2's: mean ((p - y)^2), -mean (y * log (p) + (1 - y) * log (1 - p)), the statistic of wilcox.test (p[y == 1],
 * p[y == 0]) over 24 pairs, and coef (glm (y ~ qlogis (p), family = binomial)). */
static void
test_reference (void)
{
  BwScore score;

  bw_score_compute (probability, came, G_N_ELEMENTS (came), &score);
  g_assert_cmpuint (score.n, ==, 10);
  g_assert_cmpuint (score.n_won, ==, 6);
  assert_near (score.mean, 0.497, 1e-12);
  assert_near (score.won, 0.6, 1e-12);
  assert_near (score.brier, 0.16819, 1e-12);
  assert_near (score.base_brier, 0.24, 1e-12);
  assert_near (score.log_loss, 0.497599987736542, 1e-12);
  assert_near (score.auc, 0.854166666666667, 1e-12);
  assert_near (score.intercept, 0.699989445074686, 1e-8);
  assert_near (score.slope, 1.544226155687568, 1e-8);
}

/* R: prop.test (7, 20, correct = FALSE) and prop.test (0, 5, correct = FALSE). */
static void
test_wilson (void)
{
  double low, high;

  bw_score_wilson (7, 20, 1.959963984540054, &low, &high);
  assert_near (low, 0.181191824101082, 1e-12);
  assert_near (high, 0.567145723314764, 1e-12);
  bw_score_wilson (0, 5, 1.959963984540054, &low, &high);
  g_assert_cmpfloat (low, ==, 0);
  assert_near (high, 0.434482464783175, 1e-12);
  bw_score_wilson (0, 0, 1.959963984540054, &low, &high);
  g_assert_cmpfloat (low, ==, 0);
  g_assert_cmpfloat (high, ==, 1);
}

static void
test_reliability (void)
{
  BwScoreBin bins[5];
  guint      n = 0;

  bw_score_reliability (probability, came, G_N_ELEMENTS (came), 5, bins);
  for (guint b = 0; b < 5; b++)
    n += bins[b].n;
  g_assert_cmpuint (n, ==, 10);
  g_assert_cmpuint (bins[0].n, ==, 1);
  g_assert_cmpuint (bins[1].n, ==, 3);
  assert_near (bins[1].mean, 0.3, 1e-12);
  assert_near (bins[1].won, 1 / 3.0, 1e-12);
  g_assert_cmpfloat (bins[1].low, <, 1 / 3.0);
  g_assert_cmpfloat (bins[1].high, >, 1 / 3.0);
}

/* Probabilities that are true are found to be so; ones that are twice too sure have a slope of one half. */
static void
test_calibration (void)
{
  enum
  {
    N = 20000
  };
  g_autofree double *p = g_new (double, N);
  g_autofree double *sure = g_new (double, N);
  g_autofree guint8 *y = g_new (guint8, N);
  BwRandom           random;
  BwScore            score;

  bw_random_init (&random, 5, 0);
  for (guint i = 0; i < N; i++)
    {
      double x = bw_random_normal (&random);

      p[i] = 1 / (1 + exp (-x));
      sure[i] = 1 / (1 + exp (-2 * x));
      y[i] = bw_random_unit (&random) < p[i];
    }
  bw_score_compute (p, y, N, &score);
  assert_near (score.slope, 1, 0.06);
  assert_near (score.intercept, 0, 0.06);
  g_assert_cmpfloat (score.brier, <, score.base_brier);
  bw_score_compute (sure, y, N, &score);
  assert_near (score.slope, 0.5, 0.03);
}

/* What has no meaning is NaN. */
static void
test_nothing (void)
{
  static const guint8 all[] = { 1, 1, 1 }, none[] = { 0, 0, 0 }, some[] = { 0, 1, 1 };
  static const double same[] = { 0.5, 0.5, 0.5 }, edges[] = { 0, 1, 1 }, wrong[] = { 1, 0, 0 };
  BwScore             score;

  bw_score_compute (NULL, NULL, 0, &score);
  g_assert_true (isnan (score.brier) && isnan (score.auc) && isnan (score.slope) && isnan (score.won));
  bw_score_compute (same, all, 3, &score);
  g_assert_true (isnan (score.auc) && isnan (score.slope));
  g_assert_cmpfloat (score.base_brier, ==, 0);
  bw_score_compute (same, none, 3, &score);
  g_assert_true (isnan (score.auc) && isnan (score.slope));
  bw_score_compute (same, some, 3, &score);
  g_assert_cmpfloat (score.auc, ==, 0.5);
  g_assert_true (isnan (score.slope));
  bw_score_compute (edges, some, 3, &score);
  g_assert_cmpfloat (score.auc, ==, 1);
  g_assert_true (isfinite (score.log_loss));
  g_assert_true (isnan (score.slope));
  bw_score_compute (wrong, some, 3, &score);
  g_assert_cmpfloat (score.auc, ==, 0);
  g_assert_true (isfinite (score.log_loss));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/reference", test_reference);
  g_test_add_func ("/score/wilson", test_wilson);
  g_test_add_func ("/score/reliability", test_reliability);
  g_test_add_func ("/score/calibration", test_calibration);
  g_test_add_func ("/score/nothing", test_nothing);
  return g_test_run ();
}
