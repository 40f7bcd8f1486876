/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reliability chart: where its points stand, and what it says. */

#include "chart/bw-reliability-chart.h"
#include "chart-checks.h"

#include <math.h>
#include <string.h>

/* Ten bins, each with @n deals, given their middle, of which that plus @off are won. */
static BwChart *
make (guint  n,
      double off)
{
  BwScoreBin bins[10];

  for (guint i = 0; i < G_N_ELEMENTS (bins); i++)
    {
      bins[i] = (BwScoreBin) { .from = i / 10.0, .to = (i + 1) / 10.0, .n = i == 3 ? 0 : n * (i + 1) };
      bins[i].mean = bins[i].from + 0.05;
      bins[i].won = CLAMP (bins[i].mean + off, 0.0, 1.0);
      bw_score_wilson (bins[i].won * bins[i].n, bins[i].n, 1.96, &bins[i].low, &bins[i].high);
    }
  return bw_reliability_chart_new (bins, G_N_ELEMENTS (bins));
}

static void
test_common (void)
{
  g_autoptr (BwChart) chart = make (20, 0.1);

  chart_check_labels (chart);
  chart_check_points (chart);
  chart_check_drawing (chart);
}

/* Equal chances stand equally far apart, what was given right lies on one line, and empty bins are left out. */
static void
test_geometry (void)
{
  g_autoptr (BwChart) chart = make (20, 0.0);
  BwTheme        theme = BW_THEME_LIGHT;
  const BwPoint *first, *second, *last;

  bw_chart_lay_out (chart, 600, 400, &theme);
  g_assert_cmpuint (bw_chart_n_points (chart), ==, 9);
  first = bw_chart_point (chart, 0);  /* 5 % */
  second = bw_chart_point (chart, 3); /* 45 % */
  last = bw_chart_point (chart, 8);   /* 95 % */
  g_assert_cmpfloat_with_epsilon ((second->x - first->x) / (last->x - first->x), 4.0 / 9.0, 1e-9);
  g_assert_cmpfloat_with_epsilon ((first->y - second->y) / (first->y - last->y), 4.0 / 9.0, 1e-9);
  g_assert_true (last->y < first->y && last->x > first->x);
  g_assert_nonnull (chart_find_label (chart, "Chance given"));
  g_assert_nonnull (chart_find_label (chart, "100"));
}

static void
test_words (void)
{
  static const struct
  {
    double      off;
    const char *words;
  } cases[] = {
    { 0.0, "as often as" },
    { -0.2, "less often" },
    { 0.2, "more often" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwChart) chart = make (20, cases[i].off);
      g_autofree char *title = bw_chart_dup_title (chart);
      g_autofree char *text = bw_chart_describe (chart);

      g_assert_nonnull (strstr (title, cases[i].words));
      g_assert_true (g_str_has_prefix (text, title));
      g_assert_nonnull (strstr (text, "Of 200 deals given 95\u00a0%"));
    }
}

/* Where nearly all deals stand at chances that hold, the groups of which surely too few, or more, were won are told; not those of which
 * a handful says little. */
static void
test_exceptions (void)
{
  static const struct
  {
    guint       n;
    double      off;
    const char *words;
  } cases[] = {
    { 60, -0.3, "from 70 to 90 % too few" },
    { 60, 0.13, "from 70 to 90 % more" },
    { 4, -0.3, "as often as" },
    { 60, -0.05, "as often as" },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      BwScoreBin bins[10];

      for (guint i = 0; i < G_N_ELEMENTS (bins); i++)
        {
          gboolean is_odd = i == 7 || i == 8;

          bins[i] = (BwScoreBin) { .from = i / 10.0, .to = (i + 1) / 10.0, .n = is_odd ? cases[c].n : 1000, .mean = i / 10.0 + 0.05 };
          bins[i].won = bins[i].mean + (is_odd ? cases[c].off : 0.0);
          bw_score_wilson (bins[i].won * bins[i].n, bins[i].n, 1.96, &bins[i].low, &bins[i].high);
        }
      {
        g_autoptr (BwChart) chart = bw_reliability_chart_new (bins, G_N_ELEMENTS (bins));
        g_autofree char *title = bw_chart_dup_title (chart);

        g_assert_nonnull (strstr (title, cases[c].words));
      }
    }
}

static void
test_table (void)
{
  g_autoptr (BwChart) chart = make (20, 0.1);
  g_autoptr (BwChartTable) table = bw_chart_dup_table (chart, TRUE);

  g_assert_cmpuint (bw_chart_table_n_rows (table), ==, 9);
  g_assert_cmpstr (bw_chart_table_cell (table, 0, 0), ==, "0");
  g_assert_cmpstr (bw_chart_table_cell (table, 0, 2), ==, "20");
  g_assert_cmpstr (bw_chart_table_cell (table, 0, 4), ==, "15.0");
}

static void
test_empty (void)
{
  g_autoptr (BwChart) chart = bw_reliability_chart_new (NULL, 0);
  BwTheme theme = BW_THEME_LIGHT;

  bw_chart_lay_out (chart, 640, 320, &theme);
  g_assert_nonnull (chart_find_label (chart, "decided yet"));
  g_assert_cmpuint (bw_chart_n_points (chart), ==, 0);
  chart_check_drawing (chart);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reliability-chart/common", test_common);
  g_test_add_func ("/reliability-chart/geometry", test_geometry);
  g_test_add_func ("/reliability-chart/words", test_words);
  g_test_add_func ("/reliability-chart/exceptions", test_exceptions);
  g_test_add_func ("/reliability-chart/table", test_table);
  g_test_add_func ("/reliability-chart/empty", test_empty);
  return g_test_run ();
}
