/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes under several assumptions: shares, the bins that all have in common, what is said, and strange data. */

#include "chart/bw-outcomes-chart.h"
#include "chart-checks.h"

#include <math.h>
#include <string.h>

enum
{
  N_PATHS = 4000,
};

/* Outcomes spread evenly between $1 M and $2 M, and the same $0.5 M higher. */
static BwChart *
make_chart (BwOutcomesLayout layout,
            guint            n)
{
  static const char *const names[] = { "Present", "Two more people", "No launch", "Both" };
  g_autofree double       *paths = g_new (double, N_PATHS *n);
  BwOutcomes               outcomes[4];

  for (guint i = 0; i < n; i++)
    {
      double from = 1e8 + 0.5e8 * i;

      for (guint k = 0; k < N_PATHS; k++)
        paths[i * N_PATHS + k] = from + 1e8 * (k + 0.5) / N_PATHS;
      outcomes[i] = (BwOutcomes) { names[i], paths + i * N_PATHS, N_PATHS, 1.75e8, fmin (0.25 + 0.5 * i, 1),
                                   from + 0.1e8, from + 0.5e8, from + 0.9e8 };
    }
  return bw_outcomes_chart_new ("Two more people add $500 K", "USD", layout, outcomes, n);
}

static void
test_all (gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data) % 10;
  g_autoptr (BwChart) chart = make_chart (GPOINTER_TO_UINT (data) / 10, n);

  chart_check_labels (chart);
  chart_check_drawing (chart);
  if (bw_chart_n_points (chart) > 2)
    chart_check_points (chart);
}

static double
read_cell (const BwChartTable *table,
           guint               row,
           guint               column)
{
  return g_ascii_strtod (bw_chart_table_cell (table, row, column), NULL);
}

/* Each bin holds its share of an even spread, both are counted in the same bins, and the chance of more falls from one to
 * none. */
static void
test_shares (void)
{
  g_autoptr (BwChart) chart = make_chart (BW_OUTCOMES_OVER, 2);
  g_autoptr (BwChartTable) table = bw_chart_dup_table (chart, TRUE);
  guint  n = bw_chart_table_n_rows (table);
  double width = read_cell (table, 0, 1) - read_cell (table, 0, 0), sums[2] = { 0, 0 };

  g_assert_cmpuint (n, ==, bw_chart_n_points (chart));
  g_assert_cmpuint (n, >=, 12);
  for (guint row = 0; row < n; row++)
    for (guint set = 0; set < 2; set++)
      {
        double low = 1e6 + 0.5e6 * set, from = read_cell (table, row, 0), to = read_cell (table, row, 1);
        double share = CLAMP (to, low, low + 1e6) - CLAMP (from, low, low + 1e6);

        g_assert_cmpfloat_with_epsilon (to - from, width, 0.01);
        /* The lowest half percent is not drawn. */
        if (from > low + 0.01e6 || to < low)
          g_assert_cmpfloat_with_epsilon (read_cell (table, row, 2 + 2 * set), share / 1e6, 1e-3);
        g_assert_cmpfloat_with_epsilon (read_cell (table, row, 3 + 2 * set), 1 - (CLAMP (to, low, low + 1e6) - low) / 1e6, 1e-3);
        sums[set] += read_cell (table, row, 2 + 2 * set);
      }
  g_assert_cmpfloat (sums[0], >=, 0.989);
  g_assert_cmpfloat (sums[1], >=, 0.989);
}

/* Bars are as high as their shares, and stand where their amounts are. */
static void
test_geometry (void)
{
  g_autoptr (BwChart) chart = make_chart (BW_OUTCOMES_OVER, 2);
  BwTheme        theme = BW_THEME_LIGHT;
  const BwPoint *a, *b;

  bw_chart_lay_out (chart, 900, 360, &theme);
  a = bw_chart_point (chart, 1);
  for (guint i = 2; i < bw_chart_n_points (chart); i++)
    {
      b = bw_chart_point (chart, i);
      g_assert_cmpfloat_with_epsilon (b->region.x, a->region.x + a->region.width, 1e-6);
      a = b;
    }
  g_assert_nonnull (chart_find_label (chart, "Target $1.75\u00a0M"));
  g_assert_nonnull (chart_find_label (chart, "P50 $2.00\u00a0M"));
  g_assert_nonnull (chart_find_label (chart, "P50 $1.50\u00a0M"));
  g_assert_nonnull (chart_find_label (chart, "Present"));
}

/* Rows share one axis: the middle of each stands half a million further right. */
static void
test_rows (void)
{
  g_autoptr (BwChart) chart = make_chart (BW_OUTCOMES_ROWS, 4);
  g_autofree char *text = NULL;
  BwTheme          theme = BW_THEME_LIGHT;

  bw_chart_lay_out (chart, 900, 360, &theme);
  g_assert_cmpuint (bw_chart_n_points (chart), ==, 4);
  for (guint i = 2; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (bw_chart_point (chart, i)->x - bw_chart_point (chart, i - 1)->x,
                                    bw_chart_point (chart, 1)->x - bw_chart_point (chart, 0)->x, 1e-6);
  g_assert_cmpfloat (bw_chart_point (chart, 1)->x, >, bw_chart_point (chart, 0)->x);
  text = bw_chart_dup_point_text (chart, 1);
  g_assert_cmpstr (text, ==,
                   "Two more people\nin the middle $2.00\u00a0M, P10 to P90 $1.60\u00a0M to $2.40\u00a0M, 75\u00a0% chance of $1.75\u00a0M");
}

static void
test_words (void)
{
  g_autoptr (BwChart) chart = make_chart (BW_OUTCOMES_OVER, 2);
  g_autofree char *title = bw_chart_dup_title (chart), *text = bw_chart_describe (chart);

  g_assert_cmpstr (title, ==, "Two more people add $500 K");
  g_assert_nonnull (strstr (text, "Present: in the middle $1.50\u00a0M, P10 to P90 $1.10\u00a0M to $1.90\u00a0M, 25\u00a0% chance of $1.75\u00a0M."));
  g_assert_nonnull (strstr (text, "Two more people: in the middle $2.00\u00a0M"));
}

/* No paths, few, all alike, and numbers that are none. */
static void
test_strange (void)
{
  static const double strange[] = { NAN, INFINITY, -INFINITY, 1e300, -1e300, 0, 9e18, -1 };

  for (guint i = 0; i < 3 * G_N_ELEMENTS (strange); i++)
    {
      double     v = strange[i / 3], paths[40];
      BwOutcomes sets[2] = { { "a", paths, i % 3 == 0 ? 0 : 40, v, v, v, v, v }, { "b", paths, 40, NAN, NAN, 1, 2, 3 } };

      for (guint k = 0; k < G_N_ELEMENTS (paths); k++)
        paths[k] = i % 3 == 2 && isfinite (v) && v < 1e18 ? v + k : 5;
      for (guint layout = 0; layout < 2; layout++)
        for (guint n = 0; n <= 2; n++)
          {
            g_autoptr (BwChart) chart = bw_outcomes_chart_new ("x", "USD", (BwOutcomesLayout)layout, sets, n);
            g_autofree char *text = bw_chart_describe (chart);

            g_assert_nonnull (text);
            chart_check_drawing (chart);
          }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/chart/outcomes/one", GUINT_TO_POINTER (10 * BW_OUTCOMES_OVER + 1), test_all);
  g_test_add_data_func ("/chart/outcomes/over", GUINT_TO_POINTER (10 * BW_OUTCOMES_OVER + 2), test_all);
  g_test_add_data_func ("/chart/outcomes/many", GUINT_TO_POINTER (10 * BW_OUTCOMES_OVER + 4), test_all);
  g_test_add_data_func ("/chart/outcomes/rows", GUINT_TO_POINTER (10 * BW_OUTCOMES_ROWS + 4), test_all);
  g_test_add_func ("/chart/outcomes/shares", test_shares);
  g_test_add_func ("/chart/outcomes/geometry", test_geometry);
  g_test_add_func ("/chart/outcomes/in-rows", test_rows);
  g_test_add_func ("/chart/outcomes/words", test_words);
  g_test_add_func ("/chart/outcomes/strange", test_strange);
  return g_test_run ();
}
