/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter in a window: chosen from the list, it stands above every page, every page shows the numbers that core works out for it,
 * and it goes with a click. From the team's figures to the deals behind them, in both views of the roll-up. */

#include <math.h>
#include <string.h>

#include "app/bw-chart-view.h"
#include "app/bw-filter-bar.h"
#include "app/bw-filter-picker.h"
#include "app/bw-team-row.h"
#include "app/bw-team-tree.h"
#include "core/bw-filter-part.h"
#include "core/bw-filter.h"
#include "core/bw-outlook.h"
#include "core/bw-sales-series.h"
#include "core/bw-sample.h"
#include "session/bw-live-outlook.h"
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

static BwFocus *
get_focus (WindowFixture *fixture)
{
  return bw_session_get_focus (bw_window_get_session (fixture->window));
}

/* What core says of what the window looks at. */
static BwOutlook *
make_outlook (WindowFixture *fixture)
{
  BwFocus *focus = get_focus (fixture);

  return bw_outlook_new (bw_session_get_book (bw_window_get_session (fixture->window)), bw_focus_get_scope (focus),
                         bw_focus_get_period (focus), bw_focus_get_as_of (focus), BW_LIVE_OUTLOOK_SEED, NULL, NULL);
}

typedef struct
{
  GtkWidget  *root;
  const char *text;
} Wanted;

static gboolean
has_text (gpointer data)
{
  Wanted *wanted = data;

  return window_has_label (wanted->root, wanted->text);
}

static void
wait_for_text (GtkWidget  *root,
               const char *text)
{
  window_wait_until (has_text, &(Wanted) { root, text });
}

/* Whether a shown label below @root has @part in it. */
static gboolean
has_part (GtkWidget  *root,
          const char *part)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) &&
        ((GTK_IS_LABEL (child) && strstr (gtk_label_get_label (GTK_LABEL (child)), part) != NULL) || has_part (child, part)))
      return TRUE;
  return FALSE;
}

static gboolean
has_part_cb (gpointer data)
{
  Wanted *wanted = data;

  return has_part (wanted->root, wanted->text);
}

static GtkWidget *
find_check (GtkWidget  *root,
            const char *label)
{
  return window_find (root, GTK_TYPE_CHECK_BUTTON, "label", label);
}

static gboolean
has_check (gpointer data)
{
  Wanted *wanted = data;

  return find_check (wanted->root, wanted->text) != NULL;
}

/* Home, Forecast and Pipeline say what core says. */
static void
check_pages (WindowFixture *fixture)
{
  const char *currency = bw_session_get_book (bw_window_get_session (fixture->window))->currency;
  g_autoptr (BwOutlook) outlook = make_outlook (fixture);
  g_autofree char *landing = bw_money_format_compact ((gint64)llround (outlook->p50), currency);
  g_autofree char *won = bw_money_format_compact (outlook->won, currency);
  g_autofree char *open = bw_money_format_compact (outlook->open, currency);
  g_autofree char *headline = g_strdup_printf ("%u open deals, %s", outlook->n_open, open);
  GtkWidget       *home = window_show_page (fixture, "home"), *pipeline;

  wait_for_text (home, landing);
  window_wait_until (has_part_cb, &(Wanted) { home, won });
  window_wait_until (has_part_cb, &(Wanted) { home, open });
  wait_for_text (window_show_page (fixture, "forecast"), landing);
  g_assert_cmpuint (outlook->n_open, >, 1);
  pipeline = window_show_page (fixture, "pipeline");
  window_wait_until (has_part_cb, &(Wanted) { pipeline, headline });
}

/* A value ticked in the list becomes the filter of all pages; another adds to it; a chip takes it away. */
static void
test_choose (WindowFixture *fixture,
             gconstpointer  data)
{
  GtkWidget  *window = GTK_WIDGET (fixture->window), *picker = window_find_hidden (window, BW_TYPE_FILTER_PICKER);
  GtkWidget  *bar = window_find_hidden (window, BW_TYPE_FILTER_BAR), *chip;
  BwFocus    *focus = get_focus (fixture);
  const char *names[] = { "Edge Hub", "Care Plan" };

  bw_filter_picker_popup (BW_FILTER_PICKER (picker));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      window_wait_until (has_check, &(Wanted) { picker, names[i] });
      gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (picker, names[i])), TRUE);
    }
  g_assert_cmpstr (bw_focus_get_filter (focus), ==, "(product = \"Edge Hub\" or product = \"Care Plan\")");
  g_assert_true (window_has_label (bar, "Product: Edge Hub, Care Plan"));
  check_pages (fixture);
  g_assert_true (window_has_label (bar, "Product: Edge Hub, Care Plan"));

  bw_focus_set_filter (focus, "product = \"Edge Hub\" and region = West");
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_check (picker, "Care Plan"))));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_check (picker, "Edge Hub"))));
  chip = gtk_widget_get_ancestor (window_find (bar, GTK_TYPE_LABEL, "label", "Product: Edge Hub"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (chip, "clicked");
  g_assert_cmpstr (bw_focus_get_filter (focus), ==, "region = \"West\"");
  check_pages (fixture);
  gtk_widget_activate_action (window, "win.clear-filter", NULL);
  g_assert_null (bw_focus_get_filter (focus));
  g_assert_false (window_has_label (bar, "Region: West"));
  check_pages (fixture);
}

/* A written filter holds when it can be read, else it is said what is wrong and the one before stays. */
static void
test_write (WindowFixture *fixture,
            gconstpointer  data)
{
  GtkWidget *picker = window_find_hidden (GTK_WIDGET (fixture->window), BW_TYPE_FILTER_PICKER);
  GtkWidget *entry = window_find_hidden (picker, GTK_TYPE_ENTRY);
  BwFocus   *focus = get_focus (fixture);

  bw_filter_picker_popup (BW_FILTER_PICKER (picker));
  gtk_editable_set_text (GTK_EDITABLE (entry), "amount >= 20k");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (bw_focus_get_filter (focus), ==, "amount >= 20k");
  g_assert_true (window_has_label (GTK_WIDGET (fixture->window), "as the deals stand today, also in the past"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "amount >= nothing");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (bw_focus_get_filter (focus), ==, "amount >= 20k");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  check_pages (fixture);
}

typedef struct
{
  BwChartView *view;
  double       value;
} Cell;

/* Whether the last known value of the chart is the one that is expected. */
static gboolean
shows_value (gpointer data)
{
  Cell *cell = data;
  g_autoptr (BwChartTable) table = NULL;

  if (bw_chart_view_get_chart (cell->view) == NULL)
    return FALSE;
  table = bw_chart_dup_table (bw_chart_view_get_chart (cell->view), TRUE);
  for (guint row = bw_chart_table_n_rows (table); row > 0; row--)
    if (*bw_chart_table_cell (table, row - 1, 2) != '\0')
      return fabs (g_ascii_strtod (bw_chart_table_cell (table, row - 1, 2), NULL) - cell->value) < 0.01;
  return FALSE;
}

static void
test_trends (WindowFixture *fixture,
             gconstpointer  data)
{
  BwBook      *book = bw_session_get_book (bw_window_get_session (fixture->window));
  BwFocus     *focus = get_focus (fixture);
  GtkWidget   *page = window_show_page (fixture, "trends");
  const char  *filters[] = { NULL, "product = \"Edge Hub\" or product = \"Flowline 200\"" };
  double       before = NAN;
  BwChartView *view = BW_CHART_VIEW (window_find_hidden (page, BW_TYPE_CHART_VIEW));

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      BwSalesQuery query = { .measure = BW_SALES_WON, .frequency = BW_FREQUENCY_MONTH, .as_of = bw_focus_get_as_of (focus) };
      g_autoptr (BwSalesSeries) series = NULL;
      guint first, n;

      bw_focus_set_filter (focus, filters[i]);
      query.scope = *bw_focus_get_scope (focus);
      series = bw_sales_series_new (book, &query);
      bw_sales_series_get_complete (series, &first, &n);
      g_assert_cmpuint (n, >, 0);
      g_assert_cmpfloat (series->total[first + n - 1], !=, before);
      before = series->total[first + n - 1];
      window_wait_until (shows_value, &(Cell) { view, before / 100.0 });
    }
}

static GtkWidget *
find_tree (GtkWidget *page)
{
  return window_find_hidden (page, BW_TYPE_TEAM_TREE);
}

static BwTeamRow *
get_row (GtkWidget *tree,
         guint      i)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (bw_team_tree_get_rows (BW_TEAM_TREE (tree)), i);

  return gtk_tree_list_row_get_item (row);
}

static gboolean
has_rows (gpointer data)
{
  GListModel *rows = bw_team_tree_get_rows (data);

  return rows != NULL && g_list_model_get_n_items (rows) > 1;
}

/* The figures of the tree are those of core; switching the view of the roll-up and back loses nothing. */
static void
test_rollup (WindowFixture *fixture,
             gconstpointer  data)
{
  GtkWidget *page = window_show_page (fixture, "forecast"), *tree = find_tree (page);
  GtkWidget *cumulative = window_find (page, GTK_TYPE_TOGGLE_BUTTON, "label", "Cumulative"), *single;
  g_autoptr (BwOutlook) outlook = make_outlook (fixture);
  BwTeamRow *row;

  window_wait_until (has_rows, tree);
  single = window_find (page, GTK_TYPE_TOGGLE_BUTTON, "label", "Single");
  for (guint pass = 0; pass < 3; pass++)
    {
      BwRollupView           view = pass == 1 ? BW_ROLLUP_CUMULATIVE : BW_ROLLUP_SINGLE;
      const BwOutlookPerson *person = &outlook->people[0];

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (view == BW_ROLLUP_CUMULATIVE ? cumulative : single), TRUE);
      row = get_row (tree, 0);
      g_assert_cmpint (bw_team_row_get_person (row)->person, ==, person->person);
      g_assert_cmpfloat (bw_team_row_figure (row, BW_TEAM_CRM), ==, (double)bw_rollup_amount (&person->crm, BW_CATEGORY_COMMIT, view));
      g_assert_cmpfloat (bw_team_row_figure (row, BW_TEAM_BEST_CASE), ==, (double)bw_rollup_amount (&person->crm, BW_CATEGORY_BEST_CASE, view));
      g_assert_cmpfloat (bw_team_row_figure (row, BW_TEAM_BELOW), ==, (double)bw_outlook_person_amount (person->below, BW_CATEGORY_COMMIT, view));
      g_assert_cmpfloat (bw_team_row_figure (row, BW_TEAM_STANDS), ==, (double)bw_outlook_person_amount (person->stands, BW_CATEGORY_COMMIT, view));
      g_assert_cmpfloat (bw_team_row_figure (row, BW_TEAM_WON), ==, (double)person->won);
      g_assert_cmpfloat (bw_team_row_figure (row, BW_TEAM_P50), ==, (double)person->p50);
      g_assert_cmpfloat (bw_team_row_figure (row, BW_TEAM_CALL), ==,
                         (double)(person->call - (view == BW_ROLLUP_SINGLE ? person->stands[BW_CATEGORY_CLOSED] : 0)));
      g_assert_cmpfloat (bw_team_row_figure (row, BW_TEAM_COVERAGE), ==, bw_outlook_coverage (person->open, person->won, person->quota));
      g_object_unref (row);
    }
}

static gboolean
has_popover (gpointer data)
{
  return window_find (data, GTK_TYPE_POPOVER, NULL, NULL) != NULL;
}

static gboolean
has_no_popover (gpointer data)
{
  return !has_popover (data);
}

/* The deals behind a figure: what explains it leads to the pipeline, which shows as much as the figure says. */
static void
test_drill (WindowFixture *fixture,
            gconstpointer  data)
{
  static const BwTeamFigure figures[] = { BW_TEAM_WON, BW_TEAM_CRM, BW_TEAM_OPEN };
  BwSession                *session = bw_window_get_session (fixture->window);

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      BwScope    everyone = { BW_SCOPE_ALL, BW_NOBODY };
      GtkWidget *page = window_show_page (fixture, "forecast"), *tree = find_tree (page), *pipeline;
      g_autoptr (BwTeamRow) row = NULL;
      g_autofree char *amount = NULL, *total = NULL;
      double           figure;
      gint32           person;
      GtkWidget       *all;

      bw_focus_set_scope (get_focus (fixture), &everyone);
      window_wait_until (has_rows, tree);
      window_wait_until (has_no_popover, page);
      row = get_row (tree, 0);
      figure = bw_team_row_figure (row, figures[i]);
      person = bw_team_row_get_person (row)->person;
      g_signal_emit_by_name (tree, "figure-activated", person, figures[i], tree);
      window_wait_until (has_popover, page);
      all = window_find (window_find (page, GTK_TYPE_POPOVER, NULL, NULL), GTK_TYPE_BUTTON, "label", "Show all of them");
      /* The popover has room for a few. */
      if (all == NULL)
        all = window_find (window_find (page, GTK_TYPE_POPOVER, NULL, NULL), GTK_TYPE_BUTTON, "label", "Show them in Pipeline");
      g_assert_nonnull (all);
      g_signal_emit_by_name (all, "clicked");
      pipeline = bw_window_get_page (fixture->window, "pipeline");
      g_assert_true (gtk_widget_get_mapped (pipeline));
      g_assert_cmpint (bw_focus_get_scope (get_focus (fixture))->index, ==, person);
      amount = bw_money_format ((gint64)figure, bw_session_get_book (session)->currency);
      total = g_strdup_printf ("total %s", amount);
      g_assert_cmpfloat (figure, >, 0);
      window_wait_until (has_part_cb, &(Wanted) { pipeline, total });
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  g_test_add ("/filter/choose", WindowFixture, NULL, set_up, test_choose, window_fixture_tear_down);
  g_test_add ("/filter/write", WindowFixture, NULL, set_up, test_write, window_fixture_tear_down);
  g_test_add ("/filter/trends", WindowFixture, NULL, set_up, test_trends, window_fixture_tear_down);
  g_test_add ("/filter/rollup", WindowFixture, NULL, set_up, test_rollup, window_fixture_tear_down);
  g_test_add ("/filter/drill", WindowFixture, NULL, set_up, test_drill, window_fixture_tear_down);
  return g_test_run ();
}
