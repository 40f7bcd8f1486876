/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editing deals in a window: one cell, many at once, undone and done again; notes; what is exported. */

#include <adwaita.h>

#include "app/bw-deal-adjustments.h"
#include "app/bw-deal-editor.h"
#include "app/bw-deal-export.h"
#include "app/bw-deal-grid.h"
#include "app/bw-deal-notes.h"
#include "core/bw-note.h"
#include "app/bw-deal-panel.h"
#include "app/bw-pipeline-wording.h"
#include "core/bw-adjustment-sheet.h"
#include "core/bw-sample.h"
#include "session/bw-focus.h"
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

static BwBook *
get_book (Fixture *fixture)
{
  return bw_session_get_book (bw_window_get_session (fixture->window));
}

/* What is waited for. */
typedef struct
{
  Fixture *fixture;
  guint    n_current; /* adjustments that count */
  guint    n_notes;
} Wanted;

/* The notes about any deal that were not taken away. */
static guint
count_notes (const BwBook *book)
{
  guint n = 0;

  for (guint i = 0; i < book->notes->len; i++)
    {
      g_autoptr (GArray) versions = bw_note_versions (book, bw_note_line (bw_book_note (book, i)));

      n += bw_book_note (book, i)->line == 0 && !bw_book_note (book, g_array_index (versions, guint, versions->len - 1))->removed;
    }
  return n;
}

static gboolean
is_as_wanted (gpointer data)
{
  const Wanted *wanted = data;
  BwBook       *book = get_book (wanted->fixture);
  guint         n;
  gboolean      writable;

  g_object_get (bw_window_get_session (wanted->fixture->window), "writable", &writable, NULL);
  bw_adjustment_current (book, &n);
  return writable && n == wanted->n_current && count_notes (book) == wanted->n_notes;
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static gboolean
is_unmapped (gpointer data)
{
  return !gtk_widget_get_mapped (data);
}

static GtkWidget *
get_editor (BwDealGrid *grid)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (grid)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (BW_IS_DEAL_EDITOR (child))
      return child;
  g_assert_not_reached ();
}

/* Opens the editor of @field of what is selected, and types @text. Returns: the editor. */
static GtkWidget *
open_and_type (BwDealGrid *grid,
               const char *field,
               const char *text)
{
  GtkWidget *editor = get_editor (grid);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (grid), "deals.edit", "s", field));
  window_wait_until (is_mapped, editor);
  gtk_editable_set_text (GTK_EDITABLE (window_find (editor, GTK_TYPE_ENTRY, NULL, NULL)), text);
  return editor;
}

typedef struct
{
  Fixture    *fixture;
  const char *property;
  const char *prefix;
} Label;

static gboolean
has_label (gpointer data)
{
  const Label     *wanted = data;
  g_autofree char *label = NULL;

  g_object_get (bw_window_get_session (wanted->fixture->window), wanted->property, &label, NULL);
  return label != NULL && g_str_has_prefix (label, wanted->prefix);
}

/* The step is there once it is committed. */
static void
wait_for_label (Fixture    *fixture,
                const char *property,
                const char *prefix)
{
  window_wait_until (has_label, &(Label) { fixture, property, prefix });
}

/* The text that the grid shows for @value, with its mark. */
static char *
dup_shown (const BwBook          *book,
           BwAdjusted             field,
           const BwAdjustedValue *value)
{
  g_autofree char *text = bw_adjusted_dup_text (book, field, value);

  return g_strdup_printf ("✎ %s", text);
}

/* One cell: what is no date is told, what is one is shown with its mark, nothing else moves; undone and done again. */
static void
test_cell (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget          *page = window_show_page (fixture, "pipeline"), *editor;
  BwDealGrid         *grid = BW_DEAL_GRID (window_find (page, BW_TYPE_DEAL_GRID, NULL, NULL));
  BwDealList         *list = bw_deal_grid_get_list (grid);
  gint64              total = bw_deal_list_get_total (list);
  guint               deal = bw_deal_list_get_deal_at (list, 2), n;
  BwDate              crm = get_book (fixture)->deals.close[deal];
  g_autofree char    *shown = NULL;
  const BwAdjustment *row;

  bw_deal_grid_select (grid, 2);
  gtk_test_widget_wait_for_draw (page);
  editor = open_and_type (grid, "close_date", "soon");
  g_assert_false (bw_deal_editor_take (BW_DEAL_EDITOR (editor)));
  g_assert_true (gtk_widget_has_css_class (window_find (editor, GTK_TYPE_ENTRY, NULL, NULL), "error"));
  g_assert_cmpuint (get_book (fixture)->adjustments->len, ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (window_find (editor, GTK_TYPE_ENTRY, NULL, NULL)), "2031-03-04");
  g_assert_false (gtk_widget_has_css_class (window_find (editor, GTK_TYPE_ENTRY, NULL, NULL), "error"));
  g_assert_true (bw_deal_editor_take (BW_DEAL_EDITOR (editor)));
  window_wait_until (is_as_wanted, &(Wanted) { fixture, 1, 0 });
  window_wait_until (is_unmapped, editor);
  row = bw_adjustment_find (get_book (fixture), deal, BW_ADJUSTED_CLOSE);
  g_assert_nonnull (row);
  g_assert_cmpint (row->value.close, ==, bw_date_from_ymd (2031, 3, 4));
  shown = dup_shown (get_book (fixture), BW_ADJUSTED_CLOSE, &row->value);
  gtk_test_widget_wait_for_draw (page);
  g_assert_nonnull (window_find (GTK_WIDGET (grid), GTK_TYPE_INSCRIPTION, "text", shown));
  g_assert_cmpint (get_book (fixture)->deals.close[deal], ==, crm);
  g_assert_cmpint (bw_deal_list_get_total (list), ==, total);
  wait_for_label (fixture, "undo-label", "Close date of ");
  /* The row is still selected. */
  g_assert_cmpuint (bw_deal_selection_get (bw_deal_grid_get_selection (grid), &n)[0], ==, deal);
  g_assert_cmpuint (n, ==, 1);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL));
  window_wait_until (is_as_wanted, &(Wanted) { fixture, 0, 0 });
  gtk_test_widget_wait_for_draw (page);
  g_assert_null (window_find (GTK_WIDGET (grid), GTK_TYPE_INSCRIPTION, "text", shown));
  wait_for_label (fixture, "redo-label", "Close date of ");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.redo", NULL));
  window_wait_until (is_as_wanted, &(Wanted) { fixture, 1, 0 });
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (grid), "deals.reset", NULL));
  window_wait_until (is_as_wanted, &(Wanted) { fixture, 0, 0 });
  g_assert_cmpuint (get_book (fixture)->adjustments->len, ==, 2);
}

static gint64
sum_up (const BwBook  *book,
        const guint32 *deals,
        guint          n)
{
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    if (book->deals.amount[deals[i]] != BW_MONEY_NONE)
      sum += book->deals.amount[deals[i]];
  return sum;
}

typedef struct
{
  const char *path;
  guint       n_lines;
} Written;

static gboolean
is_written (gpointer data)
{
  Written         *written = data;
  g_autofree char *text = NULL;
  guint            n = 0;

  if (!g_file_get_contents (written->path, &text, NULL, NULL))
    return FALSE;
  for (const char *at = text; (at = strstr (at, "\r\n")) != NULL; at += 2)
    n++;
  return n == written->n_lines;
}

/* All deals of the list in one step, their selection kept by another order, and what is exported of them. */
static void
test_many (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget         *page = window_show_page (fixture, "pipeline"), *editor;
  BwDealGrid        *grid = BW_DEAL_GRID (window_find (page, BW_TYPE_DEAL_GRID, NULL, NULL));
  BwDealList        *list = bw_deal_grid_get_list (grid);
  GtkSelectionModel *model = gtk_column_view_get_model (bw_deal_grid_get_view (grid));
  BwDealSelection   *selection = bw_deal_grid_get_selection (grid);
  gint64             total = bw_deal_list_get_total (list);
  BwAdjustedSum      sum;
  guint              n, n_rows = g_list_model_get_n_items (G_LIST_MODEL (list));
  const guint32     *deals;
  BwDealField        fields[] = { BW_DEAL_FIELD_REF, BW_DEAL_FIELD_AMOUNT, BW_DEAL_FIELD_STAGE };
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (BwDealField));
  g_autofree char *path = g_build_filename (fixture->folder, "Deals.csv", NULL), *text = NULL, *sheet = NULL, *foot = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (GStrv) lines = NULL;

  gtk_selection_model_select_all (model);
  deals = bw_deal_selection_get (selection, &n);
  g_assert_cmpuint (n, ==, n_rows);
  g_assert_cmpint (bw_deal_selection_get_sum (selection), ==, sum_up (get_book (fixture), deals, n));
  g_assert_cmpint (bw_deal_selection_get_sum (selection), ==, total);
  bw_deal_list_set_sort (list, BW_DEAL_FIELD_CLOSE, FALSE);
  bw_deal_selection_get (selection, &n);
  g_assert_cmpuint (n, ==, n_rows);

  editor = open_and_type (grid, "amount", "1,234.50");
  g_assert_true (bw_deal_editor_take (BW_DEAL_EDITOR (editor)));
  window_wait_until (is_as_wanted, &(Wanted) { fixture, n_rows, 0 });
  wait_for_label (fixture, "undo-label", "Amount of ");
  g_assert_cmpint (bw_deal_list_get_total (list), ==, total);
  deals = bw_deal_list_get_deals (list, &n);
  bw_deal_list_get_adjusted (list, &sum);
  g_assert_cmpuint (sum.n, ==, n_rows);
  g_assert_cmpuint (sum.n_in + sum.n_out, ==, 0);
  g_assert_cmpint (total + sum.change, ==, (gint64)n_rows * 123450);
  foot = bw_pipeline_wording_foot (get_book (fixture), list, selection);
  g_assert_nonnull (strstr (foot, " · as adjusted "));

  g_array_append_vals (columns, fields, G_N_ELEMENTS (fields));
  bw_deal_export_save (GTK_WINDOW (fixture->window), file, list, deals, 3, columns);
  window_wait_until (is_written, &(Written) { path, 4 });
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpstr (lines[0], ==, "ID,Amount,\"Amount, adjusted\",Stage");
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *crm = bw_money_format_plain (get_book (fixture)->deals.amount[deals[i - 1]], get_book (fixture)->currency);
      g_autofree char *begin = g_strdup_printf ("%s,%s,1234.50,", bw_book_text (get_book (fixture), get_book (fixture)->deals.ref[deals[i - 1]]), crm);

      g_assert_true (g_str_has_prefix (lines[i], begin));
    }
  sheet = bw_adjustment_sheet_new (get_book (fixture));
  g_strfreev (g_steal_pointer (&lines));
  lines = g_strsplit (sheet, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, n_rows + 2);

  /* One step back. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL));
  window_wait_until (is_as_wanted, &(Wanted) { fixture, 0, 0 });
  g_assert_cmpuint (get_book (fixture)->adjustments->len, ==, 0);
}

/* A note is written, changed, taken away, and comes back. */
static void
test_note (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget  *page = window_show_page (fixture, "pipeline"), *notes, *field, *expander;
  BwDealGrid *grid = BW_DEAL_GRID (window_find (page, BW_TYPE_DEAL_GRID, NULL, NULL));
  guint       deal = bw_deal_list_get_deal_at (bw_deal_grid_get_list (grid), 1);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-deal", "u", deal));
  gtk_test_widget_wait_for_draw (page);
  notes = window_find (page, BW_TYPE_DEAL_NOTES, NULL, NULL);
  g_assert_nonnull (notes);
  field = window_find (notes, GTK_TYPE_TEXT_VIEW, NULL, NULL);
  gtk_test_accessible_assert_property (field, GTK_ACCESSIBLE_PROPERTY_LABEL, "A note about this deal");
  g_assert_false (gtk_widget_get_sensitive (window_find (notes, GTK_TYPE_BUTTON, "label", "_Add note")));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field)), "Ring <Ms Lee> & ask\nfor the date", -1);

  /* What is typed waits while another deal is looked at. */
  bw_deal_grid_select (grid, 3);
  g_signal_emit_by_name (grid, "deal-activated", bw_deal_list_get_deal_at (bw_deal_grid_get_list (grid), 3));
  g_assert_false (gtk_widget_get_sensitive (window_find (notes, GTK_TYPE_BUTTON, "label", "_Add note")));
  bw_deal_grid_select (grid, 1);
  g_assert_true (gtk_widget_get_sensitive (window_find (notes, GTK_TYPE_BUTTON, "label", "_Add note")));
  g_signal_emit_by_name (window_find (notes, GTK_TYPE_BUTTON, "label", "_Add note"), "clicked");
  window_wait_until (is_as_wanted, &(Wanted) { fixture, 0, 1 });
  g_assert_cmpint (bw_book_note (get_book (fixture), 0)->deal, ==, (gint32)deal);
  g_assert_true (window_has_label (notes, "Ring <Ms Lee> & ask\nfor the date"));
  wait_for_label (fixture, "undo-label", "Note about ");

  g_signal_emit_by_name (window_find (notes, GTK_TYPE_BUTTON, "icon-name", "document-edit-symbolic"), "clicked");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field)), "Rang her", -1);
  g_signal_emit_by_name (window_find (notes, GTK_TYPE_BUTTON, "label", "_Save note"), "clicked");
  g_assert_true (window_has_label (notes, "Rang her"));
  window_wait_until (is_as_wanted, &(Wanted) { fixture, 0, 1 });

  /* What it said before unfolds, and stays there when the note is taken away. */
  expander = window_find (notes, GTK_TYPE_EXPANDER, NULL, NULL);
  g_assert_nonnull (expander);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  g_assert_true (window_has_label (expander, "Ring <Ms Lee> & ask\nfor the date"));
  g_assert_false (window_has_label (expander, "Rang her"));
  g_signal_emit_by_name (window_find (notes, GTK_TYPE_BUTTON, "icon-name", "user-trash-symbolic"), "clicked");
  window_wait_until (is_as_wanted, &(Wanted) { fixture, 0, 0 });
  expander = window_find (notes, GTK_TYPE_EXPANDER, NULL, NULL);
  g_assert_true (window_has_label (expander, "1 removed note"));
  g_assert_null (window_find (notes, GTK_TYPE_BUTTON, "icon-name", "user-trash-symbolic"));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  g_assert_true (window_has_label (expander, "Rang her"));
  wait_for_label (fixture, "undo-label", "Remove a note about ");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL));
  window_wait_until (is_as_wanted, &(Wanted) { fixture, 0, 1 });
  g_assert_true (window_has_label (notes, "Rang her"));
}

/* The panel tells what is written beside the CRM, and what became of it. */
static void
test_panel (Fixture      *fixture,
            gconstpointer data)
{
  GtkWidget  *page = window_show_page (fixture, "pipeline"), *section, *editor;
  BwDealGrid *grid = BW_DEAL_GRID (window_find (page, BW_TYPE_DEAL_GRID, NULL, NULL));
  guint       deal = bw_deal_list_get_deal_at (bw_deal_grid_get_list (grid), 0);

  bw_deal_grid_select (grid, 0);
  gtk_test_widget_wait_for_draw (page);
  editor = open_and_type (grid, "next_step", "Send the offer");
  g_assert_true (bw_deal_editor_take (BW_DEAL_EDITOR (editor)));
  window_wait_until (is_as_wanted, &(Wanted) { fixture, 1, 0 });
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-deal", "u", deal));
  section = window_find (page, BW_TYPE_DEAL_ADJUSTMENTS, NULL, NULL);
  g_assert_nonnull (section);
  g_assert_true (window_has_label (section, "Next step: ✎ Send the offer"));
  g_signal_emit_by_name (window_find (section, GTK_TYPE_BUTTON, "icon-name", "edit-undo-symbolic"), "clicked");
  window_wait_until (is_as_wanted, &(Wanted) { fixture, 0, 0 });
  g_assert_false (window_has_label (section, "Next step: ✎ Send the offer"));
  g_assert_nonnull (window_find (section, GTK_TYPE_EXPANDER, "label", "History, 2 entries"));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  g_test_add ("/edit/cell", Fixture, NULL, set_up, test_cell, window_fixture_tear_down);
  g_test_add ("/edit/many", Fixture, NULL, set_up, test_many, window_fixture_tear_down);
  g_test_add ("/edit/note", Fixture, NULL, set_up, test_note, window_fixture_tear_down);
  g_test_add ("/edit/panel", Fixture, NULL, set_up, test_panel, window_fixture_tear_down);
  return g_test_run ();
}
