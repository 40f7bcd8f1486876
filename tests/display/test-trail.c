/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way back of a window: from every drill-down to where it began, with the scope's trail, and what is remembered of columns. */

#include "app/bw-column-chooser.h"
#include "app/bw-deal-grid.h"
#include "app/bw-deal-panel.h"
#include "app/bw-flow-view.h"
#include "app/bw-page.h"
#include "app/bw-scope-trail.h"
#include "app/bw-team-row.h"
#include "app/bw-team-tree.h"
#include "core/bw-sample.h"
#include "window-fixture.h"

static void
set_up (WindowFixture *fixture,
        gconstpointer  data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;

  options.n_deals = 1200;
  book = bw_sample_new (&options);
  window_fixture_set_up (fixture, book);
}

static const char *
get_page (WindowFixture *fixture)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (fixture->window), "page");
  g_autoptr (GVariant) state = g_action_get_state (action);

  return g_intern_string (g_variant_get_string (state, NULL));
}

static gboolean
can_go_back (WindowFixture *fixture)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "go-back");
}

static void
go_back (WindowFixture *fixture)
{
  g_assert_true (can_go_back (fixture));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.go-back", NULL);
}

static BwFocus *
get_focus (WindowFixture *fixture)
{
  return bw_session_get_focus (bw_window_get_session (fixture->window));
}

static gboolean
has_rows (gpointer data)
{
  GListModel *rows = bw_team_tree_get_rows (data);

  return rows != NULL && g_list_model_get_n_items (rows) > 1;
}

/* Somebody who reports to somebody. */
static gint32
find_report (const BwBook *book)
{
  for (guint i = 0; i < book->people->len; i++)
    if (bw_book_person (book, i)->manager != BW_NOBODY)
      return (gint32)i;
  g_assert_not_reached ();
}

/* From a row of the team to the person's part, up by the trail of the scope, and back to everyone. */
static void
test_person (WindowFixture *fixture,
             gconstpointer  data)
{
  GtkWidget       *page = window_show_page (fixture, "forecast");
  GtkWidget       *tree = window_find_hidden (page, BW_TYPE_TEAM_TREE);
  BwFocus         *focus = get_focus (fixture);
  const BwBook    *book = bw_session_get_book (bw_window_get_session (fixture->window));
  GtkWidget       *trail = window_find_hidden (GTK_WIDGET (fixture->window), BW_TYPE_SCOPE_TRAIL);
  gint32           person = find_report (book), manager = bw_book_person (book, person)->manager;
  g_autofree char *above = g_strdup_printf ("Look at %s", bw_book_text (book, bw_book_person (book, manager)->name));
  GtkWidget       *step;

  window_wait_until (has_rows, tree);
  g_assert_false (can_go_back (fixture));
  g_assert_null (window_find (trail, GTK_TYPE_BUTTON, NULL, NULL));
  g_signal_emit_by_name (tree, "person-activated", person);
  g_assert_cmpint (bw_focus_get_scope (focus)->kind, ==, BW_SCOPE_PERSON);
  g_assert_cmpint (bw_focus_get_scope (focus)->index, ==, person);
  g_assert_true (window_has_label (trail, bw_book_text (book, bw_book_person (book, person)->name)));
  step = window_find (trail, GTK_TYPE_BUTTON, "tooltip-text", above);
  g_assert_nonnull (step);
  g_signal_emit_by_name (step, "clicked");
  g_assert_cmpint (bw_focus_get_scope (focus)->index, ==, manager);
  go_back (fixture);
  g_assert_cmpint (bw_focus_get_scope (focus)->index, ==, person);
  go_back (fixture);
  g_assert_cmpint (bw_focus_get_scope (focus)->kind, ==, BW_SCOPE_ALL);
  g_assert_cmpstr (get_page (fixture), ==, "forecast");
  g_assert_false (can_go_back (fixture));
  g_assert_null (window_find (trail, GTK_TYPE_BUTTON, NULL, NULL));
}

static gboolean
is_popped_up (gpointer data)
{
  GtkWidget *popover = window_find (data, GTK_TYPE_POPOVER, NULL, NULL);

  return popover != NULL && gtk_widget_get_mapped (popover);
}

static gboolean
is_gone (gpointer data)
{
  return window_find (data, GTK_TYPE_POPOVER, NULL, NULL) == NULL;
}

/* Every cell of the team explains itself, and leads to its deals and back. */
static void
test_figure (WindowFixture *fixture,
             gconstpointer  data)
{
  GtkWidget       *page = window_show_page (fixture, "forecast");
  GtkWidget       *tree = window_find_hidden (page, BW_TYPE_TEAM_TREE), *cell, *popover, *all;
  BwFocus         *focus = get_focus (fixture);
  g_autofree char *name = NULL;
  gint32           person;

  window_wait_until (has_rows, tree);
  gtk_test_widget_wait_for_draw (tree);
  {
    g_autoptr (GtkTreeListRow) first = g_list_model_get_item (bw_team_tree_get_rows (BW_TEAM_TREE (tree)), 0);
    g_autoptr (BwTeamRow) row = gtk_tree_list_row_get_item (first);

    person = bw_team_row_get_person (row)->person;
    name = g_strdup (bw_team_row_get_name (row));
  }
  cell = window_find (tree, GTK_TYPE_BUTTON, NULL, NULL);
  while (cell != NULL && !gtk_widget_has_css_class (cell, "figure"))
    cell = window_find (cell, GTK_TYPE_BUTTON, NULL, NULL);
  g_assert_nonnull (cell);
  for (guint figure = 0; figure < BW_N_TEAM_FIGURES; figure++)
    {
      g_signal_emit_by_name (tree, "figure-activated", person, figure, cell);
      window_wait_until (is_popped_up, page);
      popover = window_find (page, GTK_TYPE_POPOVER, NULL, NULL);
      gtk_popover_popdown (GTK_POPOVER (popover));
      window_wait_until (is_gone, page);
    }
  g_signal_emit_by_name (tree, "figure-activated", person, (guint)BW_TEAM_WON, cell);
  window_wait_until (is_popped_up, page);
  popover = window_find (page, GTK_TYPE_POPOVER, NULL, NULL);
  all = window_find (popover, GTK_TYPE_BUTTON, "label", "Show all of them");
  if (all == NULL)
    all = window_find (popover, GTK_TYPE_BUTTON, "label", "Show them in Pipeline");
  g_assert_nonnull (all);
  g_signal_emit_by_name (all, "clicked");
  g_assert_cmpstr (get_page (fixture), ==, "pipeline");
  g_assert_cmpint (bw_focus_get_scope (focus)->index, ==, person);
  go_back (fixture);
  g_assert_cmpstr (get_page (fixture), ==, "forecast");
  g_assert_cmpint (bw_focus_get_scope (focus)->kind, ==, BW_SCOPE_ALL);
  window_wait_until (is_gone, page);
}

/* Bucket of the flow, to a deal in it, back to the flow, and back to Home. */
static void
test_flow (WindowFixture *fixture,
           gconstpointer  data)
{
  GtkWidget *page, *parts, *panel, *filter;
  BwDate     from, to;
  int        bucket;

  window_show_page (fixture, "home");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-flow", "(iii)", BW_DATE_NONE, BW_DATE_NONE, 3);
  g_assert_cmpstr (get_page (fixture), ==, "pipeline");
  page = bw_window_get_page (fixture->window, "pipeline");
  parts = gtk_widget_get_ancestor (window_find_hidden (page, BW_TYPE_FLOW_VIEW), GTK_TYPE_STACK);
  panel = window_find_hidden (page, BW_TYPE_DEAL_PANEL);
  filter = window_find (gtk_stack_get_child_by_name (GTK_STACK (parts), "deals"), GTK_TYPE_ENTRY, NULL, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (parts)), ==, "flow");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-deal", "u", 7);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (parts)), ==, "deals");
  g_assert_true (gtk_widget_get_visible (panel));
  /* And on to the deals of a filter. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-deals", "s", "amount > 1000");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (filter)), ==, "amount > 1000");
  go_back (fixture);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (filter)), ==, "");
  g_assert_true (gtk_widget_get_visible (panel));
  go_back (fixture);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (parts)), ==, "flow");
  bw_flow_view_get_shown (BW_FLOW_VIEW (window_find_hidden (page, BW_TYPE_FLOW_VIEW)), &from, &to, &bucket);
  g_assert_cmpint (bucket, ==, 3);
  go_back (fixture);
  g_assert_cmpstr (get_page (fixture), ==, "home");
  g_assert_false (can_go_back (fixture));
  /* A page of the sidebar is a step like any other, and staying on it is none. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "trends");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "trends");
  go_back (fixture);
  g_assert_cmpstr (get_page (fixture), ==, "home");
  g_assert_false (can_go_back (fixture));
}

static GtkColumnViewColumn *
get_column (GtkWidget *tree,
            guint      place)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (window_find_hidden (tree, GTK_TYPE_COLUMN_VIEW));
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (gtk_column_view_get_columns (view), place);

  return column; /* the view holds it */
}

/* The columns of the team are moved and hidden in the chooser, and another window has them so. */
static void
test_columns (WindowFixture *fixture,
              gconstpointer  data)
{
  GtkWidget       *page = window_show_page (fixture, "forecast");
  GtkWidget       *tree = window_find_hidden (page, BW_TYPE_TEAM_TREE), *chooser, *other;
  g_autofree char *first = g_strdup (gtk_column_view_column_get_title (get_column (tree, 1)));
  g_autofree char *second = g_strdup (gtk_column_view_column_get_title (get_column (tree, 2)));
  g_autofree char *move = g_strdup_printf ("Move %s to the right", first);
  GtkWidget       *check;
  guint            n;

  chooser = g_object_ref_sink (bw_team_tree_make_chooser (BW_TEAM_TREE (tree)));
  g_signal_emit_by_name (window_find (chooser, GTK_TYPE_BUTTON, "tooltip-text", move), "clicked");
  g_assert_cmpstr (gtk_column_view_column_get_title (get_column (tree, 1)), ==, second);
  g_assert_cmpstr (gtk_column_view_column_get_title (get_column (tree, 2)), ==, first);
  check = window_find (chooser, GTK_TYPE_CHECK_BUTTON, "label", second);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_false (gtk_column_view_column_get_visible (get_column (tree, 1)));
  other = g_object_ref_sink (g_object_new (BW_TYPE_TEAM_TREE, NULL));
  g_assert_cmpstr (gtk_column_view_column_get_title (get_column (other, 1)), ==, first);
  n = g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (window_find_hidden (other, GTK_TYPE_COLUMN_VIEW))));
  for (guint i = 1; i < n; i++)
    if (g_str_equal (gtk_column_view_column_get_title (get_column (other, i)), second))
      g_assert_false (gtk_column_view_column_get_visible (get_column (other, i)));
  g_object_unref (other);
  g_object_unref (chooser);
}

static gboolean
is_revealed (gpointer data)
{
  return gtk_revealer_get_reveal_child (data);
}

/* On an earlier day the grid shows the deals of that day, as many and as much as the forecast of that day counts, and says so; the
 * button leads back to the last day. */
static void
test_past (WindowFixture *fixture,
           gconstpointer  data)
{
  GtkWidget    *page = window_show_page (fixture, "pipeline"), *grid = window_find_hidden (page, BW_TYPE_DEAL_GRID), *button;
  BwFocus      *focus = get_focus (fixture);
  const BwBook *book = bw_session_get_book (bw_window_get_session (fixture->window));
  BwDate        latest = bw_focus_get_as_of (focus), day = latest - 20;
  BwDealList   *list = bw_deal_grid_get_list (BW_DEAL_GRID (grid));
  GtkWidget    *past = gtk_widget_get_ancestor (window_find_hidden (page, GTK_TYPE_REVEALER), GTK_TYPE_REVEALER);
  guint         n, n_now;
  gint64        sum_now = bw_deal_list_get_pipeline (list, &n_now), sum;
  g_autoptr (BwOutlook) then = bw_outlook_new_rough (book, bw_focus_get_scope (focus), bw_focus_get_period (focus), day, 1, 10, NULL, NULL);

  g_assert_false (bw_deal_list_is_past (list));
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (past)));
  bw_focus_set_as_of (focus, day);
  g_assert_true (bw_deal_list_is_past (list));
  window_wait_until (is_revealed, past);
  sum = bw_deal_list_get_pipeline (list, &n);
  g_assert_cmpint (sum, ==, then->open);
  g_assert_cmpuint (n, ==, then->n_open);
  g_assert_cmpint (sum, !=, sum_now);
  button = window_find (past, GTK_TYPE_BUTTON, "label", "Show the latest day");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpint (bw_focus_get_as_of (focus), ==, latest);
  g_assert_false (bw_deal_list_is_past (list));
  g_assert_cmpint (bw_deal_list_get_pipeline (list, &n), ==, sum_now);
  g_assert_cmpuint (n, ==, n_now);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  g_test_add ("/trail/person", WindowFixture, NULL, set_up, test_person, window_fixture_tear_down);
  g_test_add ("/trail/figure", WindowFixture, NULL, set_up, test_figure, window_fixture_tear_down);
  g_test_add ("/trail/flow", WindowFixture, NULL, set_up, test_flow, window_fixture_tear_down);
  g_test_add ("/trail/past", WindowFixture, NULL, set_up, test_past, window_fixture_tear_down);
  g_test_add ("/trail/columns", WindowFixture, NULL, set_up, test_columns, window_fixture_tear_down);
  return g_test_run ();
}
