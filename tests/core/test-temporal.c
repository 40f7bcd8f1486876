/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts that add up over lengths of periods: against plain matrix algebra in R, and what must hold for any. */

#include "core/bw-temporal.h"

#include <math.h>

#include "core/bw-ets.h"
#include "core/bw-random.h"

enum
{
  N_SERIES = 4,
  N_MONTHS = 180,
  HORIZON = 15,
};

/* In R:
 *   S <- rbind(matrix(1,1,4), kronecker(diag(2), matrix(1,1,2)), diag(4)); L <- diag(1/c(4,2,2,1,1,1,1))
 *   y <- c(100,38,55,15,25,32,21); solve(t(S)%*%L%*%S, t(S)%*%L%*%y)
 * and the same for a season of 12, with
 *   S <- do.call(rbind, lapply(c(12,6,4,3,2,1), function(k) kronecker(diag(12/k), matrix(1,1,k))))
 *   y <- 100*sin(1:28) + c(1200, rep(600,2), rep(400,3), rep(300,4), rep(200,6), rep(100,12)) */
static void
test_against_r (void)
{
  static const double quarters_of_year[] = { 100 }, halves[] = { 38, 55 }, quarters[] = { 15, 25, 32, 21 };
  static const guint  lengths[] = { 12, 6, 4, 3, 2, 1 };
  static const double expected[] = { 181.0 / 12, 301.0 / 12, 397.0 / 12, 265.0 / 12 };
  static const struct
  {
    guint  month;
    double value;
  } months[] = { { 1, 47.0664514339 }, { 2, 68.1074759446 }, { 7, 84.5200309856 }, { 12, 66.3350972714 } };
  const double *of_four[] = { quarters, halves, quarters_of_year }, *of_twelve[6];
  double        mean[12], y[28];
  g_autoptr (BwTemporal) four = bw_temporal_new (4, 100);
  g_autoptr (BwTemporal) twelve = bw_temporal_new (12, 200);

  g_assert_cmpuint (four->n_lengths, ==, 3);
  bw_temporal_combine (four, of_four, 4, mean);
  for (guint q = 0; q < 4; q++)
    g_assert_cmpfloat_with_epsilon (mean[q], expected[q], 1e-9);
  g_assert_cmpuint (twelve->n_lengths, ==, 6);
  for (guint i = 0, row = 0; i < 6; i++)
    {
      of_twelve[5 - i] = y + row;
      for (guint p = 0; p < 12 / lengths[i]; p++, row++)
        y[row] = 100 * sin (row + 1.0) + 100.0 * lengths[i];
    }
  bw_temporal_combine (twelve, of_twelve, 12, mean);
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    g_assert_cmpfloat_with_epsilon (mean[months[i].month - 1], months[i].value, 1e-8);
}

/* What says the same at all lengths stays as it is, also over more than one season. */
static void
test_stays (void)
{
  static const guint seasons[] = { 1, 4, 7, 12, 13, 52 };

  for (guint k = 0; k < G_N_ELEMENTS (seasons); k++)
    {
      guint season = seasons[k], n = 3 * season;
      g_autoptr (BwTemporal) temporal = bw_temporal_new (season, 2000);
      g_autofree double        *fine = g_new (double, n), *mean = g_new (double, n);
      g_autofree const double **rows = g_new (const double *, temporal->n_lengths);
      g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < n; i++)
        fine[i] = 100 + 30 * sin (i * 1.3);
      for (guint i = 0; i < temporal->n_lengths; i++)
        {
          guint   length = temporal->lengths[i];
          double *sums = g_new (double, n / length);

          g_assert_cmpuint (season % length, ==, 0);
          g_assert_cmpuint (bw_temporal_horizon (temporal, i, n), ==, n / length);
          g_assert_cmpuint (bw_temporal_horizon (temporal, i, n - season + 1), ==, n / length);
          bw_temporal_sum (fine, n, length, sums);
          g_ptr_array_add (owned, sums);
          rows[i] = sums;
        }
      bw_temporal_combine (temporal, rows, n, mean);
      for (guint i = 0; i < n; i++)
        g_assert_cmpfloat_with_epsilon (mean[i], fine[i], 1e-9);
    }
}

/* Periods are counted from the end; lengths with too few of them are left out. */
static void
test_lengths (void)
{
  static const double y[] = { 9, 1, 2, 3, 4, 5, 6 };
  double              sums[3];
  g_autoptr (BwTemporal) few = bw_temporal_new (12, 48);
  g_autoptr (BwTemporal) none = bw_temporal_new (12, 13);

  bw_temporal_sum (y, 7, 3, sums);
  g_assert_cmpfloat (sums[0], ==, 6);
  g_assert_cmpfloat (sums[1], ==, 15);
  g_assert_cmpuint (few->n_lengths, ==, 4);
  g_assert_cmpuint (few->lengths[3], ==, 4);
  g_assert_cmpuint (none->n_lengths, ==, 1);
}

/* ---- over series too ---- */

static void
ets_cb (const double *y,
        guint         n,
        guint         season,
        guint         horizon,
        double       *mean,
        double       *errors,
        gpointer      data)
{
  BwMemberForecast member = { .mean = mean, .fitted = errors };

  if (data != NULL)
    ++*(guint *)data;
  bw_ets_forecast (y, n, season, horizon, &member);
  for (guint i = 0; i < n; i++)
    errors[i] = y[i] - errors[i];
}

static BwHierarchy *
make_hierarchy (void)
{
  static const gint all[] = { 0, 0, 0 };
  BwHierarchy      *hierarchy = bw_hierarchy_new (3);

  bw_hierarchy_add_level (hierarchy, all, 1);
  return hierarchy;
}

/* Sales of three parts, @scale times as large as the usual. */
static void
make_values (const BwHierarchy *hierarchy,
             double             scale,
             double            *values)
{
  BwRandom random;

  bw_random_init (&random, 5, 0);
  for (guint s = 0; s < 3; s++)
    for (guint t = 0; t < N_MONTHS; t++)
      values[s * N_MONTHS + t] =
        scale * (50 + 10 * s + 0.2 * t) * (1 + 0.3 * sin (2 * G_PI * (t + s) / 12) + 0.05 * bw_random_normal (&random));
  bw_hierarchy_add_up (hierarchy, values, N_MONTHS);
}

/* The sums of all lengths are sums of parts, and larger sales give forecasts as much larger. */
static void
test_series (void)
{
  g_autoptr (BwHierarchy) hierarchy = make_hierarchy ();
  double         values[N_SERIES * N_MONTHS], means[N_SERIES * HORIZON], larger[N_SERIES * HORIZON], alone[HORIZON], errors[N_MONTHS];
  guint          n_asked = 0;
  BwTemporalTask task = {
    .hierarchy = hierarchy,
    .method = BW_RECONCILE_MINT,
    .half_life = 24,
    .values = values,
    .n = N_MONTHS,
    .season = 12,
    .horizon = HORIZON,
    .forecast = ets_cb,
    .data = &n_asked,
  };

  make_values (hierarchy, 1, values);
  g_assert_cmpint (bw_temporal_reconcile (&task, FALSE, means), ==, BW_RECONCILE_MINT);
  g_assert_cmpuint (n_asked, ==, 6 * N_SERIES);
  g_assert_cmpfloat (bw_hierarchy_incoherence (hierarchy, means, HORIZON), <, 1e-12);
  for (guint h = 0; h < HORIZON; h++)
    {
      double came = (50 + 0.2 * (N_MONTHS + h)) * (1 + 0.3 * sin (2 * G_PI * (N_MONTHS + h) / 12));

      g_assert_cmpfloat_with_epsilon (means[h], came, 0.1 * came);
    }
  make_values (hierarchy, 1e9, values);
  bw_temporal_reconcile (&task, TRUE, larger);
  for (guint i = 0; i < N_SERIES * HORIZON; i++)
    g_assert_cmpfloat_with_epsilon (larger[i] / 1e9, means[i], 1e-4 * means[i]);
  task.season = 1;
  task.n = 5;
  make_values (hierarchy, 1, values);
  task.hierarchy = bw_hierarchy_new (1);
  bw_temporal_reconcile (&task, FALSE, means);
  ets_cb (values, 5, 1, HORIZON, alone, errors, NULL);
  for (guint h = 0; h < HORIZON; h++)
    g_assert_cmpfloat (means[h], ==, alone[h]);
  bw_hierarchy_free ((BwHierarchy *)task.hierarchy);
}

/* All zero, all the same, huge, negative, alternating: always finite, always adding up, and nothing negative where that is asked. */
static void
test_odd (void)
{
  g_autoptr (BwHierarchy) hierarchy = make_hierarchy ();

  for (guint kind = 0; kind < 5; kind++)
    for (guint n = 1; n <= N_MONTHS; n += n < 4 ? 1 : 44)
      {
        double         values[N_SERIES * N_MONTHS] = { 0 }, means[N_SERIES * HORIZON];
        BwTemporalTask task = {
          .hierarchy = hierarchy,
          .method = BW_RECONCILE_MINT,
          .values = values,
          .n = n,
          .season = 12,
          .horizon = HORIZON,
          .forecast = ets_cb,
        };

        for (guint i = 0; i < 3 * n; i++)
          values[i] = (double[]) { 0, 7, 1e15, -3.0 - i % n, i % 2 ? 1e6 : 0 }[kind];
        bw_hierarchy_add_up (hierarchy, values, n);
        bw_temporal_reconcile (&task, TRUE, means);
        g_assert_cmpfloat (bw_hierarchy_incoherence (hierarchy, means, HORIZON), <, 1e-9);
        for (guint i = 0; i < N_SERIES * HORIZON; i++)
          g_assert_true (isfinite (means[i]) && means[i] >= 0);
        for (guint h = 0; h < HORIZON && (kind == 0 || kind == 1); h++)
          g_assert_cmpfloat_with_epsilon (means[h], kind == 0 ? 0 : 7, 1e-6);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/temporal/as-r", test_against_r);
  g_test_add_func ("/temporal/stays", test_stays);
  g_test_add_func ("/temporal/lengths", test_lengths);
  g_test_add_func ("/temporal/series", test_series);
  g_test_add_func ("/temporal/odd", test_odd);
  return g_test_run ();
}
