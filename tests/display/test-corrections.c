/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Data page's imports in a window: rejected rows are corrected in the grid, dismissed, and come back with undo. */

#include <locale.h>
#include <adwaita.h>
#include <glib/gstdio.h>

#include "app/bw-change-list.h"
#include "app/bw-deal-panel.h"
#include "app/bw-page.h"
#include "app/bw-reject-cell.h"
#include "app/bw-reject-list.h"
#include "app/bw-window.h"

#define PATIENCE_S 60

typedef gboolean (*Condition) (gpointer data);

typedef struct
{
  BwApplication *application;
  BwWindow      *window;
  char          *folder;
  GFile         *file;
} Fixture;

static gboolean
too_late_cb (gpointer data)
{
  g_error ("What was waited for did not come within %d s", PATIENCE_S);
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until @condition holds. */
static void
wait_until (Condition condition,
            gpointer  data)
{
  guint source = g_timeout_add_seconds (PATIENCE_S, too_late_cb, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

/* The first shown widget below @root of @type, with @property as @value when they are given. */
static GtkWidget *
find (GtkWidget  *root,
      GType       type,
      const char *property,
      const char *value)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget       *found;
      g_autofree char *text = NULL;

      if (!gtk_widget_get_visible (child))
        continue;
      if (g_type_is_a (G_OBJECT_TYPE (child), type) && property != NULL)
        g_object_get (child, property, &text, NULL);
      if (g_type_is_a (G_OBJECT_TYPE (child), type) && (property == NULL || g_strcmp0 (text, value) == 0))
        return child;
      found = find (child, type, property, value);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_label (GtkWidget  *root,
           const char *text)
{
  return find (root, GTK_TYPE_LABEL, "label", text) != NULL;
}

static gboolean
is_open (gpointer data)
{
  return bw_window_get_file (data) != NULL && bw_window_get_page (data, "home") != NULL;
}

typedef struct
{
  Fixture *fixture;
  guint    n;
} Count;

static BwSession *
get_session (Fixture *fixture)
{
  return bw_window_get_session (fixture->window);
}

static GtkWidget *
get_rejects (Fixture *fixture)
{
  return find (bw_window_get_page (fixture->window, "data"), BW_TYPE_REJECT_LIST, NULL, NULL);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autofree char *path = NULL;

  bw_book_add_default_stages (book);
  fixture->folder = g_dir_make_tmp ("bellwether-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "Sample.bellwether", NULL);
  fixture->file = g_file_new_for_path (path);
  fixture->application = BW_APPLICATION (g_application_get_default ());
  fixture->window = bw_window_new (fixture->application);
  gtk_window_present (GTK_WINDOW (fixture->window));
  bw_window_create_project (fixture->window, fixture->file, book, NULL);
  wait_until (is_open, fixture->window);
}

static gboolean
has_no_windows (gpointer data)
{
  return gtk_application_get_windows (data) == NULL;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  gtk_window_close (GTK_WINDOW (fixture->window));
  wait_until (has_no_windows, fixture->application);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->file);
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

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
is_set (gpointer data)
{
  return *(gboolean *)data;
}

/* Imports a file of @text called @name, and shows the Data page. */
static void
import (Fixture    *fixture,
        const char *name,
        const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  const char      *paths[] = { path, NULL };
  BwImportOptions  options = { .as_of = BW_DATE_NONE, .now = 1793750400 };
  gboolean         done = FALSE;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  bw_session_import_async (get_session (fixture), paths, &options, NULL, NULL, NULL, imported_cb, &done);
  wait_until (is_set, &done);
  bw_window_show_page (fixture->window, "data");
  gtk_test_widget_wait_for_draw (bw_window_get_page (fixture->window, "data"));
}

/* The grid says that @n rows are rejected; 0: none. */
static gboolean
has_rejected (gpointer data)
{
  const Count     *count = data;
  g_autofree char *title = g_strdup_printf (count->n == 1 ? "%u rejected row" : "%u rejected rows", count->n);
  GtkWidget       *stack = find (get_rejects (count->fixture), GTK_TYPE_STACK, NULL, NULL);
  const char      *shown = gtk_stack_get_visible_child_name (GTK_STACK (stack));

  return count->n == 0 ? g_str_equal (shown, "none") : g_str_equal (shown, "rows") && has_label (stack, title);
}

static void
wait_for_rejected (Fixture *fixture,
                   guint    n)
{
  wait_until (has_rejected, &(Count) { fixture, n });
  gtk_test_widget_wait_for_draw (get_rejects (fixture));
}

/* The cell below @root that shows @text. */
static BwRejectCell *
find_cell (GtkWidget  *root,
           const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      BwRejectCell *found = BW_IS_REJECT_CELL (child) ? NULL : find_cell (child, text);

      if (found != NULL)
        return found;
      if (BW_IS_REJECT_CELL (child) && gtk_widget_get_mapped (child) &&
          g_str_equal (bw_reject_cell_get_text (BW_REJECT_CELL (child)), text))
        return BW_REJECT_CELL (child);
    }
  return NULL;
}

/* Writes @text over the cell that shows @was. */
static void
write_cell (Fixture    *fixture,
            const char *was,
            const char *text)
{
  BwRejectCell *cell = find_cell (get_rejects (fixture), was);
  GtkWidget    *entry;

  g_assert_nonnull (cell);
  bw_reject_cell_begin (cell);
  entry = find (GTK_WIDGET (cell), GTK_TYPE_TEXT, NULL, NULL);
  g_assert_nonnull (entry);
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (entry)) == entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
  g_assert_false (gtk_widget_get_visible (entry));
  g_assert_cmpstr (bw_reject_cell_get_text (cell), ==, text);
}

static void
press (Fixture    *fixture,
       const char *label)
{
  GtkWidget *button = find (get_rejects (fixture), GTK_TYPE_BUTTON, "label", label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
can_undo (gpointer data)
{
  gboolean can = FALSE;

  g_object_get (get_session (data), "can-undo", &can, NULL);
  return can;
}

static gboolean
can_redo (gpointer data)
{
  gboolean can = FALSE;

  g_object_get (get_session (data), "can-redo", &can, NULL);
  return can;
}

static void
undo (Fixture *fixture)
{
  wait_until (can_undo, fixture);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL));
  wait_until (can_redo, fixture);
}

static gboolean
has_answer (gpointer data)
{
  return has_label (get_rejects (data), "1 row was taken. 1 row was refused again: line 4, Close Date: There is no such day.");
}

static const char *const deals = "Opportunity ID,Opportunity Name,Stage,Amount,Close Date\n"
                                 "A-1,First,Proposal,1000,2026-12-01\n"
                                 "A-2,\"Second, large\",Proposal,abc,2026-12-01\n"
                                 "A-3,Third,Proposal,10,2026-31-31\n";

/* What is written into the grid is read again; what is refused again says why; undo brings the row back, redo the deal. */
static void
test_correct (Fixture      *fixture,
              gconstpointer data)
{
  const BwBook    *book;
  g_autofree char *undo_label = NULL;

  import (fixture, "deals 2026-11-02.csv", deals);
  wait_for_rejected (fixture, 2);
  g_assert_false (gtk_widget_is_sensitive (find (get_rejects (fixture), GTK_TYPE_BUTTON, "label", "_Read again")));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (find_cell (get_rejects (fixture), "abc")), "bad"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (find_cell (get_rejects (fixture), "Second, large")), "bad"));
  write_cell (fixture, "abc", "1,500");
  write_cell (fixture, "2026-31-31", "2026-02-30");
  press (fixture, "_Read 2 Rows Again");
  wait_until (has_answer, fixture);
  wait_for_rejected (fixture, 1);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (find_cell (get_rejects (fixture), "2026-02-30")), "bad"));
  book = bw_session_get_book (get_session (fixture));
  g_assert_cmpuint (book->deals.n, ==, 2);
  g_assert_cmpint (book->deals.amount[1], ==, 150000);
  g_assert_cmpstr (bw_book_text (book, book->deals.name[1]), ==, "Second, large");
  wait_until (can_undo, fixture);
  g_object_get (get_session (fixture), "undo-label", &undo_label, NULL);
  g_assert_cmpstr (undo_label, ==, "Correct 2 rows");

  undo (fixture);
  wait_for_rejected (fixture, 2);
  g_assert_nonnull (find_cell (get_rejects (fixture), "abc"));
  g_assert_cmpuint (bw_session_get_book (get_session (fixture))->deals.n, ==, 1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.redo", NULL));
  wait_for_rejected (fixture, 1);
  g_assert_cmpuint (bw_session_get_book (get_session (fixture))->deals.n, ==, 2);
}

/* What is typed and not read yet outlives an edit elsewhere; Escape takes back what is being written. */
static void
test_keep (Fixture      *fixture,
           gconstpointer data)
{
  BwRejectCell *cell;
  GtkWidget    *entry;

  import (fixture, "deals 2026-11-02.csv", deals);
  wait_for_rejected (fixture, 2);
  cell = find_cell (get_rejects (fixture), "2026-31-31");
  bw_reject_cell_begin (cell);
  entry = find (GTK_WIDGET (cell), GTK_TYPE_TEXT, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "nonsense");
  bw_reject_cell_end (cell, FALSE);
  g_assert_cmpstr (bw_reject_cell_get_text (cell), ==, "2026-31-31");
  write_cell (fixture, "abc", "77");
  press (fixture, "_Read 1 Row Again");
  wait_for_rejected (fixture, 1);
  write_cell (fixture, "2026-31-31", "2026-12-31");
  undo (fixture);
  wait_for_rejected (fixture, 2);
  g_assert_nonnull (find_cell (get_rejects (fixture), "abc"));
  g_assert_nonnull (find_cell (get_rejects (fixture), "2026-12-31"));
  g_assert_nonnull (find (get_rejects (fixture), GTK_TYPE_BUTTON, "label", "_Read 1 Row Again"));
}

/* Rows that will never be right are asked for no more, one or all, until that is undone. */
static void
test_dismiss (Fixture      *fixture,
              gconstpointer data)
{
  const char *one = "Dismiss: this row will never be right";

  import (fixture, "deals 2026-11-02.csv", deals);
  wait_for_rejected (fixture, 2);
  g_signal_emit_by_name (find (get_rejects (fixture), GTK_TYPE_BUTTON, "tooltip-text", one), "clicked");
  wait_for_rejected (fixture, 1);
  g_assert_null (find_cell (get_rejects (fixture), "abc"));
  press (fixture, "Dismiss a_ll");
  wait_for_rejected (fixture, 0);
  g_assert_cmpuint (bw_book_last_import (bw_session_get_book (get_session (fixture)))->n_to_correct, ==, 0);
  undo (fixture);
  wait_for_rejected (fixture, 1);
  g_assert_cmpuint (bw_book_last_import (bw_session_get_book (get_session (fixture)))->n_to_correct, ==, 1);
}

static gboolean
has_changes (gpointer data)
{
  GtkWidget *changes = find (bw_window_get_page (((Fixture *)data)->window, "data"), BW_TYPE_CHANGE_LIST, NULL, NULL);

  return has_label (changes, "All changes") && has_label (changes, "Amount $1000 → $1500");
}

static gboolean
shows_deal (gpointer data)
{
  GtkWidget *panel = find (bw_window_get_page (((Fixture *)data)->window, "pipeline"), BW_TYPE_DEAL_PANEL, NULL, NULL);

  return panel != NULL && has_label (panel, "First");
}

static gboolean
has_one_import (gpointer data)
{
  return bw_session_get_book (get_session (data))->imports->len == 1;
}

/* What an import changed stands there by field; a change leads to its deal; the last import can be taken back, an earlier one
 * says why not. */
static void
test_changes (Fixture      *fixture,
              gconstpointer data)
{
  GtkWidget  *page, *changes, *fields, *button;
  const char *undo_text = "Undo “Import deals 2026-11-09.csv”";

  import (fixture, "deals 2026-11-02.csv",
          "Opportunity ID,Opportunity Name,Stage,Amount,Close Date\n"
          "A-1,First,Proposal,1000,2026-12-01\n"
          "A-2,Second,Proposal,300,2026-12-01\n");
  import (fixture, "deals 2026-11-09.csv",
          "Opportunity ID,Opportunity Name,Stage,Amount,Close Date\n"
          "A-1,First,Proposal,1500,2026-12-24\n"
          "A-2,Second,Proposal,200,2026-12-01\n");
  page = bw_window_get_page (fixture->window, "data");
  bw_page_show_import (BW_PAGE (page), bw_book_last_import (bw_session_get_book (get_session (fixture)))->key);
  wait_until (has_changes, fixture);
  changes = find (page, BW_TYPE_CHANGE_LIST, NULL, NULL);
  g_assert_true (has_label (changes, "+$400 together"));
  g_assert_true (has_label (changes, "Close date 1 Dec 2026 → 24 Dec 2026"));
  fields = find (changes, GTK_TYPE_LIST_BOX, NULL, NULL);
  gtk_list_box_select_row (GTK_LIST_BOX (fields), gtk_list_box_get_row_at_index (GTK_LIST_BOX (fields), 1));
  wait_until (can_undo, fixture);
  g_assert_true (has_label (page, undo_text));
  button = gtk_widget_get_ancestor (find (page, GTK_TYPE_LABEL, "label", undo_text), GTK_TYPE_BUTTON);
  g_assert_true (gtk_widget_is_sensitive (button));

  g_signal_emit_by_name (find (changes, GTK_TYPE_LIST_VIEW, NULL, NULL), "activate", 0u);
  wait_until (shows_deal, fixture);

  bw_window_show_page (fixture->window, "data");
  bw_page_show_import (BW_PAGE (page), g_array_index (bw_session_get_book (get_session (fixture))->imports, BwImportRecord, 0).key);
  g_assert_true (has_label (page, "1 later step has to be undone first; the last is “Import deals 2026-11-09.csv”. Undo it with Ctrl+Z."));
  g_assert_false (gtk_widget_is_sensitive (button));
  bw_page_show_import (BW_PAGE (page), bw_book_last_import (bw_session_get_book (get_session (fixture)))->key);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  wait_until (has_one_import, fixture);
  wait_until (can_undo, fixture);
  g_assert_true (has_label (page, "Undo “Import deals 2026-11-02.csv”"));
}

/* Of thousands of rejected rows those in view are made, and one of them is corrected. */
static void
test_many (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Opportunity ID,Opportunity Name,Stage,Amount,Close Date\n");

  for (guint i = 0; i < 1200; i++)
    g_string_append_printf (text, "A-%u,Name %u,Proposal,%s,2026-12-01\n", i, i, i % 2 == 0 ? "bad" : "10");
  import (fixture, "many 2026-11-02.csv", text->str);
  wait_for_rejected (fixture, 600);
  g_assert_nonnull (find_cell (get_rejects (fixture), "Name 0"));
  g_assert_null (find_cell (get_rejects (fixture), "Name 1198"));
  write_cell (fixture, "bad", "12");
  press (fixture, "_Read 1 Row Again");
  wait_for_rejected (fixture, 599);
  g_assert_cmpuint (bw_session_get_book (get_session (fixture))->deals.n, ==, 601);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture      *fixture,
                  gconstpointer data);
  } tests[] = {
    { "/display/corrections/correct", test_correct },
    { "/display/corrections/keep", test_keep },
    { "/display/corrections/dismiss", test_dismiss },
    { "/display/corrections/many", test_many },
    { "/display/corrections/changes", test_changes },
  };

  g_autoptr (BwApplication) application = NULL;

  gtk_test_init (&argc, &argv, NULL);
  /* GTK asks for American English, which not every machine has. */
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
  application = bw_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_set_default (G_APPLICATION (application));
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
