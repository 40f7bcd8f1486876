/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts made to add up: against plain matrix algebra in R, and what must hold for any. */

#include "core/bw-reconcile.h"

#include <math.h>
#include <string.h>

#include "core/bw-matrix.h"
#include "core/bw-random.h"

enum
{
  N_SERIES = 8,
  N_TIMES = 20,
};

static const double base[N_SERIES] = { 10, 20, 30, 45, 100, 33, 70, 42 };

/* A total, two regions of two series each, and a product in both regions. */
static BwHierarchy *
make_hierarchy (void)
{
  static const gint  all[] = { 0, 0, 0, 0 };
  static const gint  regions[] = { 0, 0, 1, 1 };
  static const guint product[] = { 0, 2 };
  BwHierarchy       *hierarchy = bw_hierarchy_new (4);

  g_assert_cmpuint (bw_hierarchy_add_level (hierarchy, all, 1), ==, 4);
  g_assert_cmpuint (bw_hierarchy_add_level (hierarchy, regions, 2), ==, 5);
  g_assert_cmpuint (bw_hierarchy_add (hierarchy, product, 2), ==, 7);
  g_assert_cmpuint (bw_hierarchy_n_series (hierarchy), ==, N_SERIES);
  return hierarchy;
}

static void
make_errors (double errors[N_SERIES * N_TIMES])
{
  for (int i = 1; i <= N_SERIES; i++)
    for (int t = 1; t <= N_TIMES; t++)
      errors[(i - 1) * N_TIMES + t - 1] = sin (i * t + i) * i + cos (t * 1.7) * (1 + i / 4.0);
}

/* In R:
 *   A <- rbind(c(1,1,1,1), c(1,1,0,0), c(0,0,1,1), c(1,0,1,0)); S <- rbind(diag(4), A)
 *   E <- outer(1:8, 1:20, function(i,t) sin(i*t + i) * i + cos(t*1.7) * (1 + i/4)); y <- c(10,20,30,45,100,33,70,42)
 *   x <- t(E); n <- 20; cv <- crossprod(x)/n; xs <- scale(x, center=FALSE, scale=sqrt(diag(cv)))
 *   v <- (1/(n*(n-1)))*(crossprod(xs^2) - 1/n*(crossprod(xs))^2); diag(v) <- 0
 *   l <- sum(v)/sum((cov2cor(cv)-diag(8))^2); W <- l*diag(diag(cv)) + (1-l)*cv
 *   rec <- function(W) { Wi <- solve(W); S %*% solve(t(S)%*%Wi%*%S, t(S)%*%Wi%*%y) }
 *   rec(W); rec(diag(rowSums(S))); rec(diag(8)) */
static void
test_against_r (void)
{
  static const struct
  {
    BwReconcileMethod method;
    double            expected[N_SERIES];
  } cases[] = {
    { BW_RECONCILE_MINT,
      { 9.7510142085, 19.7152996224, 28.7584237282, 42.7620471943, 100.986784753, 29.4663138309, 71.5204709225, 38.5094379367 } },
    { BW_RECONCILE_STRUCT, { 11.05, 20.1, 29.05, 43.1, 103.3, 31.15, 72.15, 40.1 } },
    { BW_RECONCILE_OLS,
      { 11.4666666667, 19.7333333333, 28.8, 42.0666666667, 102.066666667, 31.2, 70.8666666667, 40.2666666667 } },
    { BW_RECONCILE_BOTTOM_UP, { 10, 20, 30, 45, 105, 30, 75, 40 } },
  };
  g_autoptr (BwHierarchy) hierarchy = make_hierarchy ();
  double errors[N_SERIES * N_TIMES];

  make_errors (errors);
  for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      double values[N_SERIES];
      g_autoptr (BwReconciler) reconciler = bw_reconciler_new (hierarchy, cases[k].method, errors, N_TIMES, 0);

      g_assert_cmpint (reconciler->method, ==, cases[k].method);
      if (cases[k].method == BW_RECONCILE_MINT)
        g_assert_cmpfloat_with_epsilon (reconciler->shrinkage, 0.40759049649, 1e-10);
      memcpy (values, base, sizeof values);
      bw_reconciler_apply (reconciler, values, 1, FALSE);
      for (guint i = 0; i < N_SERIES; i++)
        g_assert_cmpfloat_with_epsilon (values[i], cases[k].expected[i], 1e-8);
      g_assert_cmpfloat (bw_hierarchy_incoherence (hierarchy, values, 1), <, 1e-14);
    }
}

/* In R, with rec and the shrinkage as above: wt <- 0.5^((20 - 1:20)/5); E <- t(t(E)*sqrt(wt/mean(wt))). */
static void
test_half_life (void)
{
  static const double expected[N_SERIES] = {
    9.85255432055, 19.8140547426, 28.9098167373, 42.8350731312, 101.411498932, 29.6666090631, 71.7448898686, 38.7623710579
  };
  g_autoptr (BwHierarchy) hierarchy = make_hierarchy ();
  g_autoptr (BwReconciler) reconciler = NULL;
  double errors[N_SERIES * N_TIMES], values[N_SERIES];

  make_errors (errors);
  reconciler = bw_reconciler_new (hierarchy, BW_RECONCILE_MINT, errors, N_TIMES, 5);
  g_assert_cmpfloat_with_epsilon (reconciler->shrinkage, 0.585189723121, 1e-9);
  memcpy (values, base, sizeof values);
  bw_reconciler_apply (reconciler, values, 1, FALSE);
  for (guint i = 0; i < N_SERIES; i++)
    g_assert_cmpfloat_with_epsilon (values[i], expected[i], 1e-8);
}

/* In R, of the same errors: W[1,1], W[1,2], W[8,3]. */
static void
test_covariance (void)
{
  double             errors[N_SERIES * N_TIMES], shrinkage;
  g_autofree double *covariance = NULL;

  make_errors (errors);
  covariance = bw_shrunk_covariance (errors, N_SERIES, N_TIMES, &shrinkage);
  g_assert_cmpfloat_with_epsilon (covariance[0], 1.22514745907, 1e-9);
  g_assert_cmpfloat_with_epsilon (covariance[1], 0.450253830951, 1e-9);
  g_assert_cmpfloat_with_epsilon (covariance[7 * N_SERIES + 2], 5.28388667803, 1e-9);
}

/* What adds up already stays; times with an unknown error are left out; the unit does not matter. */
static void
test_properties (void)
{
  g_autoptr (BwHierarchy) hierarchy = make_hierarchy ();
  g_autoptr (BwReconciler) plain = NULL;
  g_autoptr (BwReconciler) scaled = NULL;
  g_autoptr (BwReconciler) few = NULL;
  double errors[N_SERIES * N_TIMES], larger[N_SERIES * N_TIMES], values[N_SERIES], others[N_SERIES];

  make_errors (errors);
  errors[5] = errors[3 * N_TIMES + 7] = NAN;
  for (guint i = 0; i < N_SERIES * N_TIMES; i++)
    larger[i] = 1e13 * errors[i];
  plain = bw_reconciler_new (hierarchy, BW_RECONCILE_MINT, errors, N_TIMES, 0);
  scaled = bw_reconciler_new (hierarchy, BW_RECONCILE_MINT, larger, N_TIMES, 0);
  g_assert_cmpuint (plain->n_errors, ==, N_TIMES - 2);
  memcpy (values, base, sizeof values);
  bw_reconciler_apply (plain, values, 1, FALSE);
  for (guint i = 0; i < N_SERIES; i++)
    others[i] = 1e13 * base[i];
  bw_reconciler_apply (scaled, others, 1, FALSE);
  for (guint i = 0; i < N_SERIES; i++)
    g_assert_cmpfloat_with_epsilon (others[i] / 1e13, values[i], 1e-9);
  memcpy (others, values, sizeof values);
  bw_reconciler_apply (plain, others, 1, FALSE);
  for (guint i = 0; i < N_SERIES; i++)
    g_assert_cmpfloat_with_epsilon (others[i], values[i], 1e-9);
  few = bw_reconciler_new (hierarchy, BW_RECONCILE_MINT, errors, 11, 0);
  g_assert_cmpint (few->method, ==, BW_RECONCILE_STRUCT);
}

/* Simulated paths add up one by one, and not below nothing where that is asked for. */
static void
test_paths (void)
{
  enum
  {
    N_COLUMNS = 300,
  };
  g_autoptr (BwHierarchy) hierarchy = make_hierarchy ();
  g_autoptr (BwReconciler) reconciler = NULL;
  g_autofree double *paths = g_new (double, N_SERIES *N_COLUMNS);
  double             errors[N_SERIES * N_TIMES], one[N_SERIES], smallest = INFINITY;
  BwRandom           random;

  make_errors (errors);
  reconciler = bw_reconciler_new (hierarchy, BW_RECONCILE_MINT, errors, N_TIMES, 0);
  bw_random_init (&random, 3, 0);
  for (guint i = 0; i < N_SERIES; i++)
    for (guint c = 0; c < N_COLUMNS; c++)
      paths[i * N_COLUMNS + c] = base[i] * (1 + 0.8 * bw_random_normal (&random));
  for (guint i = 0; i < N_SERIES; i++)
    one[i] = paths[i * N_COLUMNS + 17];
  bw_reconciler_apply (reconciler, paths, N_COLUMNS, FALSE);
  bw_reconciler_apply (reconciler, one, 1, FALSE);
  g_assert_cmpfloat (bw_hierarchy_incoherence (hierarchy, paths, N_COLUMNS), <, 1e-12);
  for (guint i = 0; i < N_SERIES; i++)
    g_assert_cmpfloat_with_epsilon (paths[i * N_COLUMNS + 17], one[i], 1e-9);
  bw_reconciler_apply (reconciler, paths, N_COLUMNS, TRUE);
  for (guint i = 0; i < N_SERIES * N_COLUMNS; i++)
    smallest = MIN (smallest, paths[i]);
  g_assert_cmpfloat (smallest, ==, 0);
  g_assert_cmpfloat (bw_hierarchy_incoherence (hierarchy, paths, N_COLUMNS), <, 1e-12);
}

/* Series that never err, err all alike, or are the same twice; groups of none; no sums at all. */
static void
test_odd (void)
{
  static const gint empty[] = { 1, 1, 1, -1 };
  g_autoptr (BwHierarchy) hierarchy = make_hierarchy ();
  g_autoptr (BwHierarchy) alone = bw_hierarchy_new (2);
  g_autoptr (BwReconciler) nothing = bw_reconciler_new (alone, BW_RECONCILE_MINT, NULL, 0, 0);
  double errors[10 * N_TIMES] = { 0 }, two[2] = { 1, 2 };

  bw_reconciler_apply (nothing, two, 1, FALSE);
  g_assert_cmpfloat (two[0] + two[1], ==, 3);
  bw_hierarchy_add_level (hierarchy, empty, 2);
  for (guint kind = 0; kind < 5; kind++)
    {
      double values[10] = { 1, -2, 3e14, 4, 5, 6, 7, 8, 9, 1e15 };
      g_autoptr (BwReconciler) reconciler = NULL;

      for (guint i = 0; i < 10 * N_TIMES; i++)
        {
          const double kinds[] = { 0, 1, (double)(i % N_TIMES), i < N_TIMES ? 0 : 1e15 * sin (i), i < 4 * N_TIMES ? 1e-9 : 1e9 * (i % 7) };

          errors[i] = kinds[kind];
        }
      reconciler = bw_reconciler_new (hierarchy, BW_RECONCILE_MINT, errors, N_TIMES, 0);
      bw_reconciler_apply (reconciler, values, 1, FALSE);
      for (guint i = 0; i < 10; i++)
        g_assert_true (isfinite (values[i]));
      g_assert_cmpfloat (bw_hierarchy_incoherence (hierarchy, values, 1), <, 1e-9);
    }
}

/* Hilbert's matrix of five rows, whose inverse is known: its first column sums its first row's multiples. */
static void
test_matrix (void)
{
  static const double inverse[5] = { 25, -300, 1050, -1400, 630 };
  double              a[25], scale[5], x[5] = { 1 }, bad[4] = { 1, 0, NAN, 1 };

  for (guint i = 0; i < 5; i++)
    for (guint j = 0; j < 5; j++)
      a[i * 5 + j] = 1.0 / (i + j + 1);
  g_assert_true (bw_matrix_factor (a, 5, scale));
  bw_matrix_solve (a, scale, 5, x);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpfloat_with_epsilon (x[i] / inverse[i], 1, 1e-8);
  g_assert_false (bw_matrix_factor (bad, 2, scale));
  bad[0] = -1;
  g_assert_false (bw_matrix_factor (bad, 2, scale));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reconcile/as-r", test_against_r);
  g_test_add_func ("/reconcile/half-life", test_half_life);
  g_test_add_func ("/reconcile/covariance", test_covariance);
  g_test_add_func ("/reconcile/properties", test_properties);
  g_test_add_func ("/reconcile/paths", test_paths);
  g_test_add_func ("/reconcile/odd", test_odd);
  g_test_add_func ("/reconcile/matrix", test_matrix);
  return g_test_run ();
}
