/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of trends in a window: what it shows is what core works out, for the whole and for a part. */

#include <math.h>

#include "app/bw-chart-view.h"
#include "app/bw-trends-page.h"
#include "core/bw-record.h"
#include "core/bw-sample.h"
#include "core/bw-sales-trends.h"
#include "core/bw-trend.h"
#include "window-fixture.h"

static BwBook *
make_sample (void)
{
  BwSampleOptions options = bw_sample_default_options ();

  options.n_deals = 1500;
  return bw_sample_new (&options);
}

/* Four years of a plain series, and not one deal. */
static BwBook *
make_series (void)
{
  BwBook *book = bw_book_new ();

  bw_book_make_records_writable (book);
  for (int i = 0; i < 48; i++)
    {
      BwRecord record;

      bw_record_init (&record, BW_RECORD_SERIES);
      record.key = i + 1;
      record.date = bw_date_from_ymd (2021 + i / 12, i % 12 + 1, 28);
      record.quantity = 100 + i + (i % 12 == 11 ? 60 : 0);
      g_array_append_val (book->records, record);
    }
  return book;
}

static void
set_up (WindowFixture *fixture,
        gconstpointer  data)
{
  g_autoptr (BwBook) book = data != NULL ? make_series () : make_sample ();

  window_fixture_set_up (fixture, book);
}

static gboolean
has_chart (gpointer data)
{
  return bw_chart_view_get_chart (data) != NULL;
}

static gboolean
is_another (gpointer data)
{
  gpointer *pair = data;

  return bw_chart_view_get_chart (pair[0]) != pair[1];
}

/* What the command gives for @part (nullable: the whole) of @query at its last step: where parts are told apart they add up. */
static double
ask_command (BwBook             *book,
             const BwSalesQuery *query,
             const char         *part,
             double             *low)
{
  static const double levels[] = { 0.8, 0.95 };
  guint               horizon = bw_trend_usual_horizon (query->frequency);
  g_autoptr (BwSalesTrends) trends = bw_sales_trends_new (book, query, BW_SALES_TRENDS_PARTS, part, horizon, levels, G_N_ELEMENTS (levels));

  for (guint i = part != NULL ? 1 : 0; i < trends->n; i++)
    if (part == NULL || g_str_equal (trends->trends[i].name, part))
      {
        *low = trends->trends[i].forecast->lower[horizon - 1];
        return trends->trends[i].forecast->mean[horizon - 1];
      }
  g_assert_not_reached ();
}

/* The last row of the chart's table is the last step of what the command gives: the forecast, and where its 80 % range begins. The
 * last row of history is the last value. */
static void
check_forecast (BwChartView        *view,
                BwBook             *book,
                const BwSalesQuery *query,
                const char         *part)
{
  g_autoptr (BwTrend) trend = bw_trend_new (book, query, part, bw_trend_usual_horizon (query->frequency));
  g_autoptr (BwChartTable) table = bw_chart_dup_table (bw_chart_view_get_chart (view), TRUE);
  guint  n = bw_chart_table_n_rows (table), horizon = trend->forecast->horizon;
  double scale = trend->series->money ? 100 : 1, low, mean = ask_command (book, query, part, &low);

  g_assert_cmpuint (horizon, >, 0);
  g_assert_cmpuint (n, ==, trend->n + horizon);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (bw_chart_table_cell (table, n - 1, 4), NULL), mean / scale, 0.01);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (bw_chart_table_cell (table, n - 1, 7), NULL), low / scale, 0.01);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (bw_chart_table_cell (table, trend->n - 1, 2), NULL),
                                  trend->values[trend->first + trend->n - 1] / scale, 0.01);
}

/* The drop-down at @place of the page. */
static GtkDropDown *
find_choice (GtkWidget  *page,
             const char *tooltip)
{
  return GTK_DROP_DOWN (window_find (page, GTK_TYPE_DROP_DOWN, "tooltip-text", tooltip));
}

static void
test_sample (WindowFixture *fixture,
             gconstpointer  data)
{
  GtkWidget   *page = window_show_page (fixture, "trends");
  BwChartView *view = BW_CHART_VIEW (window_find (page, BW_TYPE_CHART_VIEW, NULL, NULL));
  g_autoptr (BwBook) book = make_sample ();
  BwSalesQuery query = { BW_SALES_WON, BW_FREQUENCY_MONTH, BW_SALES_BY_NOTHING, 0, bw_book_data_date (book), { BW_SCOPE_ALL, BW_NOBODY } };
  gpointer     pair[2] = { view, NULL };
  GtkDropDown *part;
  guint        last;

  window_wait_until (has_chart, view);
  check_forecast (view, book, &query, NULL);
  pair[1] = bw_chart_view_get_chart (view);
  gtk_drop_down_set_selected (find_choice (page, "What sales are told apart by"), 1);
  window_wait_until (is_another, pair);
  query.split = BW_SALES_BY_PERSON;
  check_forecast (view, book, &query, NULL);
  part = find_choice (page, "The part that is looked at");
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (part)), >, 5);
  pair[1] = bw_chart_view_get_chart (view);
  gtk_drop_down_set_selected (part, 2);
  window_wait_until (is_another, pair);
  check_forecast (view, book, &query, gtk_string_list_get_string (GTK_STRING_LIST (gtk_drop_down_get_model (part)), 2));
  /* One of the small ones, too. */
  last = g_list_model_get_n_items (gtk_drop_down_get_model (part)) - 1;
  g_assert_cmpuint (last, >, BW_SALES_TRENDS_PARTS);
  pair[1] = bw_chart_view_get_chart (view);
  gtk_drop_down_set_selected (part, last);
  window_wait_until (is_another, pair);
  check_forecast (view, book, &query, gtk_string_list_get_string (GTK_STRING_LIST (gtk_drop_down_get_model (part)), last));
  pair[1] = bw_chart_view_get_chart (view);
  gtk_drop_down_set_selected (find_choice (page, "Length of the periods"), 1);
  window_wait_until (is_another, pair);
  query.frequency = BW_FREQUENCY_QUARTER;
  check_forecast (view, book, &query, gtk_string_list_get_string (GTK_STRING_LIST (gtk_drop_down_get_model (part)), gtk_drop_down_get_selected (part)));
}

static gboolean
has_points (gpointer view)
{
  BwChart *chart = bw_chart_view_get_chart (view);

  return chart != NULL && bw_chart_n_points (chart) > 1;
}

/* Who looks at the parts sees some, also without having said of what. */
static void
test_parts (WindowFixture *fixture,
            gconstpointer  data)
{
  GtkWidget   *page = window_show_page (fixture, "trends");
  BwChartView *view = BW_CHART_VIEW (window_find (page, BW_TYPE_CHART_VIEW, NULL, NULL));
  GtkDropDown *split = find_choice (page, "What sales are told apart by");
  GtkStack    *stack = gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (window_find_hidden (page, GTK_TYPE_STACK_SWITCHER)));

  window_wait_until (has_chart, view);
  g_assert_cmpuint (gtk_drop_down_get_selected (split), ==, 0);
  gtk_stack_set_visible_child_name (stack, "parts");
  g_assert_cmpuint (gtk_drop_down_get_selected (split), !=, 0);
  window_wait_until (has_points, gtk_stack_get_visible_child (stack));
  /* Nothing stays nothing when it is chosen while parts are looked at. */
  gtk_drop_down_set_selected (split, 0);
  g_assert_cmpuint (gtk_drop_down_get_selected (split), ==, 0);
}

/* A plain series works without any deal. */
static void
test_plain (WindowFixture *fixture,
            gconstpointer  data)
{
  GtkWidget   *page = window_show_page (fixture, "trends");
  BwChartView *view = BW_CHART_VIEW (window_find (page, BW_TYPE_CHART_VIEW, NULL, NULL));
  g_autoptr (BwBook) book = make_series ();
  BwSalesQuery query = { BW_SALES_VALUE, BW_FREQUENCY_MONTH, BW_SALES_BY_NOTHING, 0, BW_DATE_NONE, { BW_SCOPE_ALL, BW_NOBODY } };

  window_wait_until (has_chart, view);
  check_forecast (view, book, &query, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  g_test_add ("/trends/sample", WindowFixture, NULL, set_up, test_sample, window_fixture_tear_down);
  g_test_add ("/trends/parts", WindowFixture, NULL, set_up, test_parts, window_fixture_tear_down);
  g_test_add ("/trends/plain", WindowFixture, GINT_TO_POINTER (1), set_up, test_plain, window_fixture_tear_down);
  return g_test_run ();
}
