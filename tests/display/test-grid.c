/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of deals in a window: groups with their totals and folds, what changed since a day, views that are kept, and columns that fit. */

#include <adwaita.h>

#include "app/bw-deal-grid.h"
#include "app/bw-group-button.h"
#include "app/bw-page.h"
#include "app/bw-since-button.h"
#include "app/bw-view-button.h"
#include "app/bw-window.h"
#include "core/bw-deal-field.h"
#include "core/bw-sample.h"
#include "store/bw-store.h"
#include "window-fixture.h"

typedef WindowFixture Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;

  options.n_deals = 900;
  book = bw_sample_new (&options);
  window_fixture_set_up (fixture, book);
}

static BwDealGrid *
get_grid (GtkWidget *page)
{
  return BW_DEAL_GRID (window_find (page, BW_TYPE_DEAL_GRID, NULL, NULL));
}

static guint
count_rows (BwDealList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

/* The groups that the same deals have when they are grouped without a window. */
static BwDealGroups *
group_apart (BwDealList       *list,
             BwQueryIndex     *index,
             const BwGrouping *grouping)
{
  guint          n;
  const guint32 *deals = bw_deal_list_get_deals (list, &n);

  return bw_deal_groups_new (index, grouping, bw_deal_list_get_today (list), deals, n, NULL);
}

/* Asserts that the list has just the groups of @wanted, and that the header of each is drawn with its sum. */
static void
assert_groups (GtkWidget          *page,
               BwDealList         *list,
               const BwDealGroups *wanted)
{
  const BwBook       *book = bw_deal_list_get_book (list);
  const BwDealGroups *groups = bw_deal_list_get_groups (list);

  g_assert_nonnull (groups);
  g_assert_cmpuint (groups->n_groups, ==, wanted->n_groups);
  g_assert_cmpint (groups->total.amount, ==, bw_deal_list_get_total (list));
  for (guint g = 0; g < groups->n_groups; g++)
    {
      g_autofree char *title = bw_deal_groups_dup_title (groups, book, g);
      g_autofree char *wanted_title = bw_deal_groups_dup_title (wanted, book, g);
      g_autofree char *sum = bw_money_format (groups->groups[g].sums.amount, book->currency);

      g_assert_cmpstr (title, ==, wanted_title);
      g_assert_cmpuint (groups->groups[g].sums.n, ==, wanted->groups[g].sums.n);
      g_assert_cmpint (groups->groups[g].sums.amount, ==, wanted->groups[g].sums.amount);
      g_assert_cmpint (groups->groups[g].sums.weighted, ==, wanted->groups[g].sums.weighted);
      g_assert_nonnull (window_find (page, GTK_TYPE_INSCRIPTION, "text", sum));
    }
}

static void
test_groups (Fixture      *fixture,
             gconstpointer data)
{
  GtkWidget  *page = window_show_page (fixture, "pipeline");
  BwDealGrid *grid = get_grid (page);
  BwDealList *list = bw_deal_grid_get_list (grid);
  BwGrouping  grouping = { 1, { { BW_DEAL_FIELD_STAGE, BW_GROUP_BY_VALUE } }, FALSE };
  GtkWidget  *choice = window_find_hidden (window_find_hidden (page, BW_TYPE_GROUP_BUTTON), GTK_TYPE_DROP_DOWN);
  guint       n = count_rows (list);
  g_autoptr (BwQueryIndex) index = bw_query_index_new (bw_deal_list_get_book (list), NULL);
  g_autoptr (BwDealGroups) wanted = group_apart (list, index, &grouping);

  g_assert_cmpuint (wanted->n_groups, >, 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 1);
  g_assert_cmpuint (bw_deal_list_get_grouping (list)->keys[0].field, ==, BW_DEAL_FIELD_STAGE);
  g_assert_cmpuint (count_rows (list), ==, n + wanted->n_groups);
  bw_deal_list_fold_all (list, TRUE);
  g_assert_cmpuint (count_rows (list), ==, wanted->n_groups);
  gtk_test_widget_wait_for_draw (page);
  assert_groups (page, list, wanted);

  /* What activates a header unfolds it, and folds it again. */
  g_signal_emit_by_name (bw_deal_grid_get_view (grid), "activate", 1);
  g_assert_cmpuint (count_rows (list), ==, wanted->n_groups + wanted->groups[1].sums.n);
  g_assert_cmpuint (bw_deal_list_get_group_at (list, 1), ==, 1);
  g_assert_cmpuint (bw_deal_list_get_group_at (list, 2), ==, BW_GROUP_NONE);
  g_assert_cmpuint (bw_deal_list_get_deal_at (list, 2), ==, bw_deal_list_get_deals (list, &n)[wanted->groups[1].first]);
  g_assert_cmpint (bw_deal_list_find (list, bw_deal_list_get_deals (list, &n)[0]), ==, -1);
  gtk_test_widget_wait_for_draw (page);
  g_signal_emit_by_name (bw_deal_grid_get_view (grid), "activate", 1);
  g_assert_cmpuint (count_rows (list), ==, wanted->n_groups);

  /* A deal that is asked for is unfolded. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-deal", "u", bw_deal_list_get_deals (list, &n)[0]));
  g_assert_cmpint (bw_deal_list_find (list, bw_deal_list_get_deals (list, &n)[0]), ==, 1);

  /* Two levels, the largest first; then none. */
  grouping = (BwGrouping) { 2, { { BW_DEAL_FIELD_OWNER, BW_GROUP_BY_VALUE }, { BW_DEAL_FIELD_CLOSE, BW_GROUP_BY_MONTH } }, TRUE };
  bw_deal_list_set_grouping (list, &grouping);
  g_assert_cmpuint (bw_deal_list_get_groups (list)->n_groups, >, bw_deal_list_get_groups (list)->n_outer);
  for (guint row = 0, last = G_MAXUINT; row < count_rows (list); row++)
    {
      guint group = bw_deal_list_get_group_at (list, row);

      if (group == BW_GROUP_NONE || bw_deal_list_get_groups (list)->groups[group].level > 0)
        continue;
      if (last != G_MAXUINT)
        g_assert_cmpint (bw_deal_list_get_groups (list)->groups[group].sums.amount, <=, bw_deal_list_get_groups (list)->groups[last].sums.amount);
      last = group;
    }
  gtk_test_widget_wait_for_draw (page);
  grouping.n = 0;
  bw_deal_list_set_grouping (list, &grouping);
  g_assert_null (bw_deal_list_get_groups (list));
  bw_deal_list_get_deals (list, &n);
  g_assert_cmpuint (count_rows (list), ==, n);
}

/* The first cell below @root that is marked as changed. */
static GtkWidget *
find_changed (GtkWidget *root)
{
  if (GTK_IS_INSCRIPTION (root) && gtk_widget_has_css_class (root, "changed"))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_changed (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_changes (Fixture      *fixture,
              gconstpointer data)
{
  GtkWidget       *page = window_show_page (fixture, "pipeline"), *cell;
  BwDealGrid      *grid = get_grid (page);
  BwDealList      *list = bw_deal_grid_get_list (grid);
  BwSinceButton   *button = BW_SINCE_BUTTON (window_find (page, BW_TYPE_SINCE_BUTTON, NULL, NULL));
  BwDate           since = bw_deal_list_get_today (list) - 60;
  g_autofree char *day = bw_date_to_iso (since);
  g_autoptr (BwChanged) wanted = bw_changed_new (bw_deal_list_get_book (list), since);
  guint          n, n_all, n_new, n_changed = 0, n_fresh = 0;
  const guint32 *deals = bw_deal_list_get_deals (list, &n_all);

  g_assert_null (bw_deal_list_get_changed (list));
  g_assert_null (find_changed (GTK_WIDGET (grid)));
  for (guint i = 0; i < n_all; i++)
    {
      n_changed += wanted->marks[deals[i]] == BW_CHANGED_VALUES;
      n_fresh += wanted->marks[deals[i]] == BW_CHANGED_NEW;
    }
  bw_since_button_set (button, day, FALSE);
  g_assert_cmpuint (bw_deal_list_count_changed (list, &n_new), ==, n_changed);
  g_assert_cmpuint (n_new, ==, n_fresh);
  g_assert_cmpuint (n_changed + n_new, >, 0);
  gtk_test_widget_wait_for_draw (page);
  cell = find_changed (GTK_WIDGET (grid));
  g_assert_nonnull (cell);
  g_assert_nonnull (gtk_widget_get_tooltip_text (cell));
  g_assert_true (g_str_has_prefix (gtk_inscription_get_text (GTK_INSCRIPTION (cell)), "●") ||
                 g_str_has_prefix (gtk_inscription_get_text (GTK_INSCRIPTION (cell)), "✚"));
  bw_since_button_set (button, day, TRUE);
  bw_deal_list_get_deals (list, &n);
  g_assert_cmpuint (n, ==, n_changed + n_fresh);
  bw_since_button_set (button, NULL, FALSE);
  bw_deal_list_get_deals (list, &n);
  g_assert_cmpuint (n, ==, n_all);
  gtk_test_widget_wait_for_draw (page);
  g_assert_null (find_changed (GTK_WIDGET (grid)));
}

typedef struct
{
  BwSession *session;
  guint      n;
} Kept;

static gboolean
has_views (gpointer data)
{
  const Kept *kept = data;
  gboolean    can_undo = FALSE;

  g_object_get (kept->session, "can-undo", &can_undo, NULL);
  return bw_session_get_book (kept->session)->views->len == kept->n && (can_undo || kept->n == 0);
}

/* The button below @root whose accessible or own label is @label, shown or not. */
static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  GtkWidget *inner = GTK_IS_BUTTON (root) ? gtk_button_get_child (GTK_BUTTON (root)) : NULL;

  if (GTK_IS_LABEL (inner) && g_str_equal (gtk_label_get_label (GTK_LABEL (inner)), label))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_views (Fixture      *fixture,
            gconstpointer data)
{
  BwSession       *session = bw_window_get_session (fixture->window);
  GtkWidget       *page = window_show_page (fixture, "pipeline");
  BwDealList      *list = bw_deal_grid_get_list (get_grid (page));
  GtkWidget       *views = window_find (page, BW_TYPE_VIEW_BUTTON, NULL, NULL);
  GtkMenuButton   *menu = GTK_MENU_BUTTON (window_find (views, GTK_TYPE_MENU_BUTTON, NULL, NULL));
  BwGrouping       grouping = { 1, { { BW_DEAL_FIELD_OWNER, BW_GROUP_BY_VALUE } }, TRUE };
  g_autofree char *path = g_file_get_path (fixture->file);
  GError          *error = NULL;
  GtkWidget       *entry;

  /* One that follows from the data. */
  gtk_menu_button_popup (menu);
  g_assert_nonnull (find_button (views, "Open deals by stage"));
  g_signal_emit_by_name (find_button (views, "Open deals by stage"), "clicked");
  g_assert_cmpuint (bw_deal_list_get_grouping (list)->keys[0].field, ==, BW_DEAL_FIELD_STAGE);
  g_assert_cmpstr (gtk_menu_button_get_label (menu), ==, "Open deals by stage");

  /* Something else is shown: it is kept under a name. */
  bw_deal_list_set_grouping (list, &grouping);
  g_assert_cmpstr (gtk_menu_button_get_label (menu), ==, "Open deals by stage, changed");
  gtk_menu_button_popup (menu);
  entry = window_find_hidden (views, GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "By person");
  g_signal_emit_by_name (find_button (views, "Save _as new"), "clicked");
  window_wait_until (has_views, &(Kept) { session, 1 });
  g_assert_cmpstr (gtk_menu_button_get_label (menu), ==, "By person");
  {
    g_autoptr (BwStore) store = bw_store_open (path, &error);
    g_autoptr (BwBook) stored = store != NULL ? bw_store_load (store, &error) : NULL;
    g_autoptr (BwGridView) view = NULL;

    g_assert_no_error (error);
    g_assert_cmpuint (stored->views->len, ==, 1);
    view = bw_grid_view_load (stored, 0);
    g_assert_cmpstr (view->name, ==, "By person");
    g_assert_true (bw_grouping_equal (&view->grouping, &grouping));
    g_assert_false (view->in_period);
  }

  /* Changed and discarded. */
  grouping.n = 0;
  bw_deal_list_set_grouping (list, &grouping);
  g_assert_true (gtk_widget_get_visible (find_button (views, "_Save")));
  g_signal_emit_by_name (find_button (views, "_Discard"), "clicked");
  g_assert_cmpuint (bw_deal_list_get_grouping (list)->n, ==, 1);
  g_assert_false (gtk_widget_get_visible (find_button (views, "_Save")));

  /* Undone, it is no longer offered; done again, it is. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL));
  window_wait_until (has_views, &(Kept) { session, 0 });
  gtk_menu_button_popup (menu);
  g_assert_null (find_button (views, "By person"));
  gtk_menu_button_popdown (menu);
}

/* All columns that are shown at first are seen without scrolling, whatever the width; with more room there are more, but none
 * before the names of deals can be read whole. */
static void
test_fit (Fixture      *fixture,
          gconstpointer data)
{
  static const int widths[] = { 620, 790, 1080, 1600, 1900 };
  GtkWidget       *page = window_show_page (fixture, "pipeline");
  BwDealGrid      *grid = get_grid (page);
  guint            before = 0;

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GListModel *columns = gtk_column_view_get_columns (bw_deal_grid_get_view (grid));
      int         sum = 0, name = 0;
      guint       n = 0;

      bw_grid_layout_fit (bw_deal_grid_get_layout (grid), widths[i]);
      for (guint k = 0; k < g_list_model_get_n_items (columns); k++)
        {
          g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, k);

          if (!gtk_column_view_column_get_visible (column))
            continue;
          n++;
          sum += gtk_column_view_column_get_fixed_width (column);
          if (bw_grid_column_field (column) == BW_DEAL_FIELD_NAME)
            name = gtk_column_view_column_get_fixed_width (column);
        }
      g_assert_cmpint (sum, <=, widths[i]);
      g_assert_cmpint (sum, >, widths[i] - 60);
      g_assert_cmpuint (n, >, before);
      if (n > 10)
        g_assert_cmpint (name, >=, 300);
      before = n;
    }
}

/* The column next to the first is moved to its place with the button of the chooser, and stays there. */
static void
test_order (Fixture      *fixture,
            gconstpointer data)
{
  GtkWidget  *page = window_show_page (fixture, "pipeline");
  BwDealGrid *grid = get_grid (page);
  GtkWidget  *chooser = g_object_ref_sink (bw_deal_grid_make_chooser (grid));
  GListModel *columns = gtk_column_view_get_columns (bw_deal_grid_get_view (grid));
  g_autoptr (GtkColumnViewColumn) second = g_list_model_get_item (columns, 1);
  g_autofree char *words = g_strdup_printf ("Move %s to the left", gtk_column_view_column_get_title (second));
  g_autoptr (GtkColumnViewColumn) first = NULL;
  g_autoptr (GArray) none = bw_grid_layout_describe (bw_deal_grid_get_layout (grid));
  g_autoptr (GArray) chosen = NULL;
  GtkWidget *button = window_find (chooser, GTK_TYPE_BUTTON, "tooltip-text", words);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  first = g_list_model_get_item (columns, 0);
  g_assert_true (first == second);
  chosen = bw_grid_layout_describe (bw_deal_grid_get_layout (grid));
  g_assert_cmpuint (chosen->len, >, 4);
  g_assert_cmpuint (g_array_index (chosen, BwGridColumn, 0).field, ==, bw_grid_column_field (second));
  bw_grid_layout_apply (bw_deal_grid_get_layout (grid), none);
  g_clear_object (&first);
  first = g_list_model_get_item (columns, 0);
  g_assert_cmpuint (bw_grid_column_field (first), ==, BW_DEAL_FIELD_NAME);
  g_object_unref (chooser);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  g_test_add ("/grid/groups", Fixture, NULL, set_up, test_groups, window_fixture_tear_down);
  g_test_add ("/grid/changes", Fixture, NULL, set_up, test_changes, window_fixture_tear_down);
  g_test_add ("/grid/views", Fixture, NULL, set_up, test_views, window_fixture_tear_down);
  g_test_add ("/grid/fit", Fixture, NULL, set_up, test_fit, window_fixture_tear_down);
  g_test_add ("/grid/order", Fixture, NULL, set_up, test_order, window_fixture_tear_down);
  return g_test_run ();
}
