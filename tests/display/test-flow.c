/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The flow and the funnel in a window: what they show is what core works out, down to the deals behind each part. */

#include <math.h>

#include "app/bw-chart-view.h"
#include "app/bw-day-button.h"
#include "app/bw-deal-panel.h"
#include "app/bw-flow-view.h"
#include "app/bw-funnel-view.h"
#include "app/bw-gradual-list.h"
#include "app/bw-tile.h"
#include "chart/bw-waterfall-chart.h"
#include "core/bw-flow.h"
#include "core/bw-funnel.h"
#include "core/bw-sample.h"
#include "window-fixture.h"

static void
set_up (WindowFixture *fixture,
        gconstpointer  data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;

  options.n_deals = 1500;
  book = bw_sample_new (&options);
  window_fixture_set_up (fixture, book);
}

static gboolean
has_headline (gpointer data)
{
  g_autofree char *headline = NULL;

  g_object_get (data, "headline", &headline, NULL);
  return headline != NULL;
}

/* Shows the part of the pipeline page that holds a view of @type, and waits until it has something to show. */
static GtkWidget *
show_part (WindowFixture *fixture,
           const char    *name,
           GType          type)
{
  GtkWidget *page = window_show_page (fixture, "pipeline");
  GtkWidget *view = window_find_hidden (page, type);
  GtkStack  *parts = GTK_STACK (gtk_widget_get_ancestor (view, GTK_TYPE_STACK));

  gtk_stack_set_visible_child_name (parts, name);
  window_wait_until (has_headline, view);
  return view;
}

/* The chart's point for @bucket. */
static guint
find_point (BwChart *chart,
            int      bucket)
{
  for (guint i = 0; i < bw_chart_n_points (chart); i++)
    if (bw_waterfall_chart_bucket (chart, i) == bucket)
      return i;
  g_assert_not_reached ();
}

/* The rows of the list, once all have come. */
static guint
count_rows (GtkWidget *view)
{
  GtkColumnView *list = GTK_COLUMN_VIEW (window_find (view, GTK_TYPE_COLUMN_VIEW, NULL, NULL));
  GListModel    *rows = gtk_no_selection_get_model (GTK_NO_SELECTION (gtk_column_view_get_model (list)));

  if (BW_IS_GRADUAL_LIST (rows))
    bw_gradual_list_reach (BW_GRADUAL_LIST (rows), G_MAXUINT - 1);
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (list)));
}

static gboolean
has_panel (gpointer data)
{
  return window_find (data, BW_TYPE_DEAL_PANEL, NULL, NULL) != NULL;
}

/* Each part of the waterfall lists its deals, and a deal opens. */
static void
test_flow (WindowFixture *fixture,
           gconstpointer  data)
{
  GtkWidget   *view = show_part (fixture, "flow", BW_TYPE_FLOW_VIEW), *list;
  BwChartView *chart_view = BW_CHART_VIEW (window_find (view, BW_TYPE_CHART_VIEW, NULL, NULL));
  BwChart     *chart = bw_chart_view_get_chart (chart_view);
  g_autoptr (BwChartTable) table = bw_chart_dup_table (chart, TRUE);
  guint all = count_rows (view), parts = 0;

  g_assert_cmpuint (all, >, 0);
  for (guint i = 0; i < bw_chart_n_points (chart); i++)
    {
      guint expected = (guint)g_ascii_strtoull (bw_chart_table_cell (table, i, 2), NULL, 10);

      g_signal_emit_by_name (chart_view, "point-activated", i);
      g_assert_cmpuint (count_rows (view), ==, expected);
      parts += expected;
    }
  g_assert_cmpuint (parts, >, all);
  g_signal_emit_by_name (chart_view, "point-activated", find_point (chart, BW_WATERFALL_END));
  list = window_find (view, GTK_TYPE_COLUMN_VIEW, NULL, NULL);
  g_signal_emit_by_name (list, "activate", 0u);
  window_wait_until (has_panel, window_show_page (fixture, "pipeline"));
}

static gboolean
says_other (gpointer data)
{
  gpointer        *pair = data;
  g_autofree char *headline = NULL;

  g_object_get (pair[0], "headline", &headline, NULL);
  return g_strcmp0 (headline, pair[1]) != 0;
}

/* Whether the headline and the first day are those of the beginning: the button "from" then is before the period. */
static gboolean
is_back (gpointer data)
{
  return !gtk_widget_get_sensitive (window_find (gtk_widget_get_parent (data), GTK_TYPE_BUTTON, "label", "_Since the last import"));
}

/* Another first day is another flow, and the way back leads to the same. */
static void
test_days (WindowFixture *fixture,
           gconstpointer  data)
{
  GtkWidget       *view = show_part (fixture, "flow", BW_TYPE_FLOW_VIEW);
  BwDayButton     *from = BW_DAY_BUTTON (window_find (view, BW_TYPE_DAY_BUTTON, NULL, NULL));
  BwDate           before = bw_day_button_get_day (from);
  g_autofree char *headline = NULL;
  gpointer         pair[2] = { view, NULL };

  g_object_get (view, "headline", &headline, NULL);
  pair[1] = headline;
  bw_day_button_set_day (from, before + 21);
  g_signal_emit_by_name (from, "day-chosen");
  window_wait_until (says_other, pair);
  g_assert_cmpint (bw_day_button_get_day (from), ==, before + 21);
  g_signal_emit_by_name (window_find (view, GTK_TYPE_BUTTON, "label", "_Since the last import"), "clicked");
  window_wait_until (is_back, from);
  g_assert_cmpint (bw_day_button_get_day (from), ==, before);
}

/* The tiles say what core says of the same period. */
static void
test_funnel (WindowFixture *fixture,
             gconstpointer  data)
{
  GtkWidget   *view = show_part (fixture, "funnel", BW_TYPE_FUNNEL_VIEW);
  BwTile      *rate = BW_TILE (window_find (view, BW_TYPE_TILE, NULL, NULL));
  BwChartView *chart_view = BW_CHART_VIEW (window_find (view, BW_TYPE_CHART_VIEW, NULL, NULL));
  g_autoptr (BwChartTable) table = bw_chart_dup_table (bw_chart_view_get_chart (chart_view), TRUE);
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwFunnel) funnel = NULL;
  BwScope          everyone = { BW_SCOPE_ALL, 0 };
  BwPeriod         period;
  g_autofree char *expected = NULL;

  options.n_deals = 1500;
  book = bw_sample_new (&options);
  period = bw_calendar_period_at (&book->calendar, book->calendar.forecast_period, bw_book_data_date (book));
  funnel = bw_funnel_new (book, &everyone, &period, bw_book_data_date (book));
  expected = g_strdup_printf ("%.0f %%", funnel->closings.win_rate.share * 100);
  g_assert_cmpstr (bw_tile_get_value (rate), ==, expected);
  g_assert_cmpuint (bw_chart_table_n_rows (table), ==, funnel->n_steps + 1);
  for (guint p = 0; p < funnel->n_steps; p++)
    g_assert_cmpuint (g_ascii_strtoull (bw_chart_table_cell (table, p, 1), NULL, 10), ==, funnel->steps[p].n_entered);
  g_assert_cmpuint (count_rows (view), >, 5);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  g_test_add ("/flow/buckets", WindowFixture, NULL, set_up, test_flow, window_fixture_tear_down);
  g_test_add ("/flow/days", WindowFixture, NULL, set_up, test_days, window_fixture_tear_down);
  g_test_add ("/flow/funnel", WindowFixture, NULL, set_up, test_funnel, window_fixture_tear_down);
  return g_test_run ();
}
