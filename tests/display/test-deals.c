/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Pipeline and Data pages in a window: order, filter, search, one deal with its history, rejected rows, decisions. */

#include <adwaita.h>

#include "app/bw-data-page.h"
#include "app/bw-deal-export.h"
#include "app/bw-deal-grid.h"
#include "app/bw-deal-panel.h"
#include "app/bw-decision-list.h"
#include "app/bw-field-list.h"
#include "app/bw-page.h"
#include "app/bw-pipeline-page.h"
#include "app/bw-reject-cell.h"
#include "app/bw-reject-list.h"
#include "app/bw-window.h"
#include "core/bw-csv-cell.h"
#include "core/bw-custom-field.h"
#include "core/bw-deal-field.h"
#include "core/bw-sample.h"
#include "core/bw-win-model.h"
#include "session/bw-focus.h"
#include "session/bw-deal-list.h"
#include "window-fixture.h"

typedef WindowFixture Fixture;

/* A book with a stage that nobody has mapped, a product with a doubtful name, and an import. */
static BwBook *
make_doubtful_book (void)
{
  BwBook        *book = bw_book_new ();
  BwProduct      product = { .key = 1, .name = bw_pool_add (&book->texts, "GTX Pro", -1), .listed = TRUE };
  BwProductAlias alias = { .key = 2, .alias = bw_pool_add (&book->texts, "GTXPro", -1) };
  BwStage        stage = { .key = 3, .name = bw_pool_add (&book->texts, "Odd", -1), .probability = BW_PROBABILITY_NONE };

  g_strlcpy (book->currency, "USD", sizeof book->currency);
  bw_book_add_default_stages (book);
  product.list_price = BW_MONEY_NONE;
  stage.order = book->stages->len;
  g_array_append_val (book->products, product);
  g_array_append_val (book->aliases, alias);
  g_array_append_val (book->stages, stage);
  return book;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;

  options.n_deals = GPOINTER_TO_UINT (data);
  book = data == NULL ? make_doubtful_book () : bw_sample_new (&options);
  window_fixture_set_up (fixture, book);
}

static BwDealList *
get_list (GtkWidget *page)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (window_find (page, GTK_TYPE_COLUMN_VIEW, NULL, NULL));

  return bw_deal_grid_get_list (BW_DEAL_GRID (gtk_widget_get_ancestor (GTK_WIDGET (view), BW_TYPE_DEAL_GRID)));
}

static guint
count (BwDealList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

/* A click on a header orders the list, both ways, and the rows that are drawn follow. */
static void
test_sort (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget     *page = window_show_page (fixture, "pipeline");
  BwDealList    *list = get_list (page);
  BwBook        *book = bw_session_get_book (bw_window_get_session (fixture->window));
  GtkColumnView *view = GTK_COLUMN_VIEW (window_find (page, GTK_TYPE_COLUMN_VIEW, NULL, NULL));
  g_autoptr (GtkColumnViewColumn) name = g_list_model_get_item (gtk_column_view_get_columns (view), 0);
  const guint32 *deals;
  guint          n;

  g_assert_cmpuint (count (list), >, 10);
  deals = bw_deal_list_get_deals (list, &n);
  for (guint i = 1; i < n; i++)
    g_assert_cmpint (book->deals.amount[deals[i - 1]], >=, book->deals.amount[deals[i]]);
  for (GtkSortType direction = GTK_SORT_ASCENDING; direction <= GTK_SORT_DESCENDING; direction++)
    {
      gtk_column_view_sort_by_column (view, name, direction);
      g_assert_false (bw_deal_list_is_sorting (list));
      deals = bw_deal_list_get_deals (list, &n);
      for (guint i = 1; i < n; i++)
        {
          int order = g_ascii_strcasecmp (bw_book_text (book, book->deals.name[deals[i - 1]]),
                                          bw_book_text (book, book->deals.name[deals[i]]));

          g_assert_true (direction == GTK_SORT_ASCENDING ? order <= 0 : order >= 0);
        }
      gtk_test_widget_wait_for_draw (page);
      g_assert_nonnull (window_find (GTK_WIDGET (view), GTK_TYPE_INSCRIPTION, "text", bw_book_text (book, book->deals.name[deals[0]])));
    }
}

static void
applied_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  GError *error = NULL;

  bw_session_apply_finish (BW_SESSION (object), result, &error);
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *)data;
}

/* Gives every third deal a number of seats and a tier. */
static void
add_own_fields (BwSession *session)
{
  BwBook  *before = bw_session_get_book (session);
  BwBook  *after = bw_book_copy (before);
  BwDelta *delta = bw_delta_new (before);
  gboolean done = FALSE;
  gint32   seats = bw_custom_field_find_or_add (after, "Quux seats", BW_TYPE_NUMBER);
  gint32   tier = bw_custom_field_find_or_add (after, "Tier", BW_TYPE_TEXT);

  for (guint deal = 0; deal < after->deals.n; deal += 3)
    {
      after->deals.custom[seats].numbers[deal] = (deal * 37 % 101) + 0.5;
      after->deals.custom[tier].texts[deal] = bw_pool_intern (&after->texts, deal % 2 ? "Gold" : "Silver");
      bw_delta_mark_deal (delta, deal);
    }
  bw_session_apply_async (session, "Fields", after, delta, NULL, applied_cb, &done);
  window_wait_until (is_set, &done);
}

static GtkColumnViewColumn *
find_column (GtkColumnView *view,
             const char    *title)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_title (column), title) == 0)
        return column; /* the view holds it */
    }
  return NULL;
}

typedef struct
{
  GtkColumnView *view;
  const char    *title;
  gboolean       there;
} Wanted;

static gboolean
is_as_wanted (gpointer data)
{
  const Wanted *wanted = data;

  return (find_column (wanted->view, wanted->title) != NULL) == wanted->there;
}

static void
assert_sorted_by_seats (BwDealList *list,
                        BwBook     *book)
{
  const BwCustomColumn *seats = &book->deals.custom[bw_custom_field_find (book, "Quux seats")];
  guint                 n;
  const guint32        *deals = bw_deal_list_get_deals (list, &n);

  g_assert_cmpuint (n, >, 10);
  for (guint i = 1; i < n; i++)
    g_assert_false (seats->numbers[deals[i - 1]] < seats->numbers[deals[i]]);
}

/* The project's own fields are offered as columns, sorted and filtered by, shown of a deal, and managed on the Data page. */
static void
test_own_fields (Fixture      *fixture,
                 gconstpointer data)
{
  BwSession           *session = bw_window_get_session (fixture->window);
  GtkWidget           *page = window_show_page (fixture, "pipeline");
  GtkColumnView       *view = GTK_COLUMN_VIEW (window_find (page, GTK_TYPE_COLUMN_VIEW, NULL, NULL));
  GtkWidget           *chooser = bw_deal_grid_make_chooser (BW_DEAL_GRID (window_find (page, BW_TYPE_DEAL_GRID, NULL, NULL)));
  BwDealList          *list = get_list (page);
  GtkColumnViewColumn *seats;
  GtkWidget           *check, *panel, *row;
  guint                n;

  g_object_ref_sink (chooser);
  g_assert_null (find_column (view, "Quux seats"));
  add_own_fields (session);
  window_wait_until (is_as_wanted, &(Wanted) { view, "Quux seats", TRUE });
  seats = find_column (view, "Quux seats");
  g_assert_nonnull (seats);
  g_assert_false (gtk_column_view_column_get_visible (seats));
  check = window_find (chooser, GTK_TYPE_CHECK_BUTTON, "label", "Quux seats");
  g_assert_nonnull (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_true (gtk_column_view_column_get_visible (seats));
  gtk_column_view_sort_by_column (view, seats, GTK_SORT_DESCENDING);
  assert_sorted_by_seats (list, bw_session_get_book (session));

  bw_page_show_deal (BW_PAGE (page), bw_deal_list_get_deals (list, &n)[0]);
  gtk_test_widget_wait_for_draw (page);
  panel = window_find (page, BW_TYPE_DEAL_PANEL, NULL, NULL);
  g_assert_true (window_has_label (panel, "Quux seats"));

  /* Renamed on the Data page, it stays the column that is shown and sorted by. */
  page = window_show_page (fixture, "data");
  gtk_stack_set_visible_child_name (GTK_STACK (gtk_widget_get_ancestor (window_find_hidden (page, BW_TYPE_FIELD_LIST), GTK_TYPE_STACK)), "fields");
  gtk_test_widget_wait_for_draw (page);
  row = window_find (page, ADW_TYPE_ENTRY_ROW, NULL, NULL);
  g_assert_nonnull (row);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Quux seats");
  gtk_editable_set_text (GTK_EDITABLE (row), "Users");
  g_signal_emit_by_name (row, "apply");
  window_wait_until (is_as_wanted, &(Wanted) { view, "Users", TRUE });
  g_assert_null (find_column (view, "Quux seats"));
  seats = find_column (view, "Users");
  g_assert_nonnull (seats);
  g_assert_true (gtk_column_view_column_get_visible (seats));
  assert_sorted_by_seats (list, bw_session_get_book (session));
  g_assert_nonnull (window_find (chooser, GTK_TYPE_CHECK_BUTTON, "label", "Users"));

  /* Removed, its column goes, and the list has its first order again. */
  gtk_test_widget_wait_for_draw (page);
  g_signal_emit_by_name (window_find (page, GTK_TYPE_BUTTON, "label", "Remove"), "clicked");
  window_wait_until (is_as_wanted, &(Wanted) { view, "Users", FALSE });
  g_assert_nonnull (find_column (view, "Tier"));
  g_assert_cmpuint (bw_session_get_book (session)->fields->len, ==, 1);
  g_object_unref (chooser);
}

typedef struct
{
  BwDealList *list;
  guint       n;
} Length;

static gboolean
has_other_length (gpointer data)
{
  return count (((Length *)data)->list) != ((Length *)data)->n;
}

static gboolean
has_length (gpointer data)
{
  return count (((Length *)data)->list) == ((Length *)data)->n;
}

static gboolean
is_revealed (gpointer data)
{
  return gtk_revealer_get_reveal_child (data);
}

static void
test_filter (Fixture      *fixture,
             gconstpointer data)
{
  GtkWidget     *page = window_show_page (fixture, "pipeline");
  BwDealList    *list = get_list (page);
  BwBook        *book = bw_session_get_book (bw_window_get_session (fixture->window));
  GtkWidget     *entry = window_find (page, GTK_TYPE_ENTRY, NULL, NULL);
  GtkWidget     *error = GTK_WIDGET (gtk_widget_get_template_child (page, BW_TYPE_PIPELINE_PAGE, "filter_error"));
  guint          all = count (list), n;
  const guint32 *deals;

  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_LABEL, "Filter");
  gtk_editable_set_text (GTK_EDITABLE (entry), "amount >= 50k");
  window_wait_until (has_other_length, &(Length) { list, all });
  deals = bw_deal_list_get_deals (list, &n);
  g_assert_cmpuint (n, <, all);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (book->deals.amount[deals[i]], >=, 5000000);

  /* What cannot be read is said, and changes nothing. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "amount >=");
  window_wait_until (is_revealed, error);
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpuint (count (list), ==, n);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  window_wait_until (has_length, &(Length) { list, all });
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (error)));
}

static void
test_search (Fixture      *fixture,
             gconstpointer data)
{
  GtkWidget  *page = window_show_page (fixture, "pipeline");
  BwDealList *list = get_list (page);
  guint       all = count (list);
  GtkWidget  *button;

  bw_page_search (BW_PAGE (page), "there is no deal of this name");
  window_wait_until (has_length, &(Length) { list, 0 });
  g_assert_true (window_has_label (page, "No deal is like that"));
  button = window_find (page, GTK_TYPE_BUTTON, "label", "_Show all deals");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (count (list), ==, bw_session_get_book (bw_window_get_session (fixture->window))->deals.n);
  g_assert_cmpuint (count (list), >, all);
}

/* A deal that is asked for is shown whatever hides it, with what happened to it. */
static void
test_deal (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget  *page = window_show_page (fixture, "pipeline");
  BwDealList *list = get_list (page);
  BwBook     *book = bw_session_get_book (bw_window_get_session (fixture->window));
  guint       deal = 0, n_changes;
  GtkWidget  *panel;

  while (deal < book->deals.n &&
         (bw_deal_list_find (list, deal) >= 0 || (bw_history_of (&book->history, deal, &n_changes), n_changes == 0)))
    deal++;
  g_assert_cmpuint (deal, <, book->deals.n);
  g_assert_null (window_find (page, BW_TYPE_DEAL_PANEL, NULL, NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-deal", "u", deal));
  panel = window_find (page, BW_TYPE_DEAL_PANEL, NULL, NULL);
  g_assert_nonnull (panel);
  g_assert_cmpint (bw_deal_list_find (list, deal), >=, 0);
  g_assert_true (window_has_label (panel, bw_book_text (book, book->deals.name[deal])));
  g_assert_true (window_has_label (panel, "History"));
  g_assert_true (window_has_label (panel, "Created"));
  g_assert_nonnull (window_find (panel, GTK_TYPE_BUTTON, "icon-name", "window-close-symbolic"));
  g_signal_emit_by_name (window_find (panel, GTK_TYPE_BUTTON, "icon-name", "window-close-symbolic"), "clicked");
  g_assert_false (gtk_widget_get_visible (panel));
}

static gboolean
has_similar (gpointer data)
{
  return window_has_label (data, "Similar deals that ended");
}

static gboolean
tells_points (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_visible (root) && g_str_has_suffix (gtk_label_get_label (GTK_LABEL (root)), " points"))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (tells_points (child))
      return TRUE;
  return FALSE;
}

/* Shows an open deal in the panel, and waits for the model. */
static void
show_open_deal (Fixture   *fixture,
                GtkWidget *page)
{
  BwBook *book = bw_session_get_book (bw_window_get_session (fixture->window));
  guint   deal = 0;

  while (deal < book->deals.n && (bw_deal_kind (book, deal) != BW_STAGE_OPEN || (book->deals.flags[deal] & BW_DEAL_VANISHED)))
    deal++;
  g_assert_cmpuint (deal, <, book->deals.n);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-deal", "u", deal));
  window_wait_until (has_similar, window_find (page, BW_TYPE_DEAL_PANEL, NULL, NULL));
}

/* An open deal's chance comes with what moves it, in points, and with deals that were like it. */
static void
test_reasons (Fixture      *fixture,
              gconstpointer data)
{
  GtkWidget *page = window_show_page (fixture, "pipeline"), *panel;

  show_open_deal (fixture, page);
  panel = window_find (page, BW_TYPE_DEAL_PANEL, NULL, NULL);
  g_assert_true (window_has_label (panel, "Why, against the average of its stage"));
  g_assert_true (tells_points (panel));
}

/* Where the fields do not tell, it is said so. */
static void
test_no_signal (Fixture      *fixture,
                gconstpointer data)
{
  GtkWidget *page = window_show_page (fixture, "pipeline"), *panel;
  BwBook    *book = bw_session_get_book (bw_window_get_session (fixture->window));
  BwDate     today = bw_focus_get_as_of (bw_session_get_focus (bw_window_get_session (fixture->window)));
  g_autoptr (BwWinModel) model = bw_win_model_new (book, today, BW_WIN_MODEL_SEED, NULL, NULL);
  g_autofree char *message = bw_win_model_dup_message (model);

  g_assert_false (bw_win_model_signal (model)->usable);
  show_open_deal (fixture, page);
  panel = window_find (page, BW_TYPE_DEAL_PANEL, NULL, NULL);
  g_assert_true (window_has_label (panel, message));
}

/* ---- Data ---- */

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GError) error = NULL;
  BwImportResult *imported = bw_session_import_finish (BW_SESSION (source), result, &error);

  g_assert_no_error (error);
  bw_import_result_free (imported);
  *(gboolean *)data = TRUE;
}

static gboolean
has_rejects (gpointer data)
{
  return window_has_label (data, "2 rejected rows");
}

static void
test_rejects (Fixture      *fixture,
              gconstpointer data)
{
  BwSession       *session = bw_window_get_session (fixture->window);
  g_autofree char *path = g_build_filename (fixture->folder, "deals 2026-11-02.csv", NULL);
  const char      *paths[] = { path, NULL };
  BwImportOptions  options = { .as_of = BW_DATE_NONE, .now = 1793750400 };
  gboolean         done = FALSE;
  GtkWidget       *page, *rejects;

  g_assert_true (g_file_set_contents (path,
                                      "Opportunity ID,Opportunity Name,Stage,Amount,Close Date\n"
                                      "A-1,First,Proposal,1000,2026-12-01\n"
                                      "A-2,Second,Proposal,abc,2026-12-01\n"
                                      "A-3,Third,Proposal,10,2026-31-31\n",
                                      -1, NULL));
  bw_session_import_async (session, paths, &options, NULL, NULL, NULL, imported_cb, &done);
  window_wait_until (is_set, &done);
  page = window_show_page (fixture, "data");
  g_assert_true (BW_IS_DATA_PAGE (page));
  g_assert_true (window_has_label (page, "deals 2026-11-02.csv"));
  rejects = window_find (page, BW_TYPE_REJECT_LIST, NULL, NULL);
  window_wait_until (has_rejects, rejects);
  gtk_test_widget_wait_for_draw (page);
  g_assert_true (window_has_label (rejects, "Amount"));
  g_assert_nonnull (window_find (rejects, BW_TYPE_REJECT_CELL, NULL, NULL));
  g_assert_nonnull (window_find (rejects, GTK_TYPE_BUTTON, "label", "_Export…"));
}

typedef struct
{
  BwSession *session;
  guint      n;
} Undecided;

static gboolean
is_undecided (gpointer data)
{
  return bw_decision_list_count (bw_session_get_book (((Undecided *)data)->session)) == ((Undecided *)data)->n;
}

static gboolean
can_undo (gpointer data)
{
  gboolean can = FALSE;

  g_object_get (data, "can-undo", &can, NULL);
  return can;
}

/* The question about two products is answered and asked again when the answer is undone; a stage gets its meaning. */
static void
test_decisions (Fixture      *fixture,
                gconstpointer data)
{
  BwSession      *session = bw_window_get_session (fixture->window);
  GtkWidget      *page = bw_window_get_page (fixture->window, "data");
  BwDecisionList *list = g_object_ref_sink (g_object_new (BW_TYPE_DECISION_LIST, NULL));

  g_assert_true (BW_IS_PAGE (page));
  bw_decision_list_set_session (list, session);
  g_assert_true (window_has_label (GTK_WIDGET (list), "Is “GTXPro” the product “GTX Pro”?"));
  g_assert_true (window_has_label (GTK_WIDGET (list), "The stage “Odd” is not mapped"));
  g_signal_emit_by_name (window_find (GTK_WIDGET (list), GTK_TYPE_BUTTON, "label", "_Same product"), "clicked");
  window_wait_until (is_undecided, &(Undecided) { session, 1 });
  window_wait_until (can_undo, session);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL));
  window_wait_until (is_undecided, &(Undecided) { session, 2 });
  g_signal_emit_by_name (window_find (GTK_WIDGET (list), GTK_TYPE_BUTTON, "label", "_Keep apart"), "clicked");
  window_wait_until (is_undecided, &(Undecided) { session, 1 });
  g_assert_cmpuint (bw_session_get_book (session)->products->len, ==, 2);
  g_signal_emit_by_name (window_find (GTK_WIDGET (list), GTK_TYPE_BUTTON, "label", "_Map"), "clicked");
  window_wait_until (is_undecided, &(Undecided) { session, 0 });
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (list)));
  g_object_unref (list);
}

static void
test_empty (Fixture      *fixture,
            gconstpointer data)
{
  g_assert_true (window_has_label (window_show_page (fixture, "pipeline"), "No deals yet"));
  g_assert_true (window_has_label (window_show_page (fixture, "data"), "No imports yet"));
}

/* A file and how many lines it is to get. */
typedef struct
{
  const char *path;
  guint       n_lines;
} Written;

static gboolean
is_written (gpointer data)
{
  const Written   *written = data;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (written->path, &text, NULL, NULL))
    return FALSE;
  lines = g_strsplit (text, "\r\n", -1);
  return g_strv_length (lines) == written->n_lines + 1;
}

/* What the grid shows is written as CSV, in its order, with its columns; and copied. */
static void
test_export (Fixture      *fixture,
             gconstpointer data)
{
  GtkWidget  *page = window_show_page (fixture, "pipeline");
  BwDealGrid *grid = BW_DEAL_GRID (window_find (page, BW_TYPE_DEAL_GRID, NULL, NULL));
  BwDealList *list = get_list (page);
  g_autoptr (GArray) fields = bw_deal_grid_list_fields (grid);
  g_autofree char *path = g_build_filename (fixture->folder, "Deals.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (BwDealItem) first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  BwBook *book = bw_deal_item_get_book (first);
  g_autoptr (GString) name = g_string_new (NULL);
  Written written = { path, count (list) + 1 };

  bw_csv_append_cell (name, bw_book_text (book, book->deals.name[bw_deal_item_get_deal (first)]));
  g_assert_cmpuint (fields->len, >, 5);
  g_assert_cmpuint (g_array_index (fields, BwDealField, 0), ==, BW_DEAL_FIELD_NAME);
  bw_deal_export_save (GTK_WINDOW (fixture->window), file, list, NULL, 0, fields);
  window_wait_until (is_written, &written);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, count (list) + 2);
  g_assert_true (g_str_has_prefix (lines[0], "Deal,Account,Owner,Stage,Category,Amount,"));
  g_assert_true (g_str_has_prefix (lines[1], name->str));
  g_assert_cmpuint (bw_deal_export_copy (page, list, NULL, 0, fields), ==, count (list));
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    int         n_deals; /* of the sample; 0: a doubtful book */
    void (*test) (Fixture      *fixture,
                  gconstpointer data);
  } tests[] = {
    { "/deals/sort", 900, test_sort },
    { "/deals/own-fields", 900, test_own_fields },
    { "/deals/filter", 900, test_filter },
    { "/deals/search", 900, test_search },
    { "/deals/one", 900, test_deal },
    { "/deals/export", 900, test_export },
    { "/deals/reasons", 6000, test_reasons },
    { "/deals/no-signal", 900, test_no_signal },
    { "/data/rejects", 900, test_rejects },
    { "/data/decisions", 0, test_decisions },
    { "/data/empty", 0, test_empty },
  };
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GINT_TO_POINTER (tests[i].n_deals), set_up, tests[i].test, window_fixture_tear_down);
  return g_test_run ();
}
