/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog of an import: columns, kinds, stages and vanished deals are said in it, tried, and imported so. */

#include <locale.h>
#include <adwaita.h>
#include <glib/gstdio.h>

#include "app/bw-application.h"
#include "app/bw-column-row.h"
#include "app/bw-field-button.h"
#include "app/bw-import-bar.h"
#include "app/bw-import-dialog.h"
#include "app/bw-import-file-row.h"
#include "app/bw-import-layout.h"
#include "app/bw-import-preview.h"
#include "app/bw-import-verdict.h"
#include "app/bw-stage-question.h"
#include "app/bw-vanished-question.h"
#include "app/bw-window.h"

#define PATIENCE_S 60

typedef struct
{
  BwApplication  *application;
  BwWindow       *window;
  BwSession      *session;
  char           *folder;
  BwImportDialog *dialog; /* (nullable) */
} Fixture;

typedef gboolean (*Condition) (Fixture *fixture);

static gboolean
too_late_cb (gpointer data)
{
  g_error ("What was waited for did not come within %d s", PATIENCE_S);
  return G_SOURCE_REMOVE;
}

static void
wait_until (Condition condition,
            Fixture  *fixture)
{
  guint source = g_timeout_add_seconds (PATIENCE_S, too_late_cb, NULL);

  while (!condition (fixture))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

/* The first widget below @root of @type whose @property (nullable) is @value; only what is shown. */
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
is_open (Fixture *fixture)
{
  return bw_window_get_file (fixture->window) != NULL && bw_window_get_page (fixture->window, "home") != NULL;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;

  bw_book_add_default_stages (book);
  book->name = bw_pool_add (&book->texts, "Acme", -1);
  fixture->folder = g_dir_make_tmp ("bellwether-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "Acme.bellwether", NULL);
  file = g_file_new_for_path (path);
  fixture->application = BW_APPLICATION (g_application_get_default ());
  fixture->window = bw_window_new (fixture->application);
  gtk_window_present (GTK_WINDOW (fixture->window));
  bw_window_create_project (fixture->window, file, book, NULL);
  wait_until (is_open, fixture);
  fixture->session = bw_window_get_session (fixture->window);
}

static gboolean
has_no_windows (Fixture *fixture)
{
  return gtk_application_get_windows (GTK_APPLICATION (fixture->application)) == NULL;
}

static void
empty_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *full = g_build_filename (path, name, NULL);

      if (g_file_test (full, G_FILE_TEST_IS_DIR))
        empty_folder (full);
      else
        g_unlink (full);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gpointer window = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (fixture->window), &window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  wait_until (has_no_windows, fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (window);
  empty_folder (fixture->folder);
  g_free (fixture->folder);
}

static BwImportDraft *
draft_of (Fixture *fixture)
{
  return bw_import_dialog_get_draft (fixture->dialog);
}

static gboolean
is_tried (Fixture *fixture)
{
  BwImportDraft *draft = draft_of (fixture);

  return !bw_import_draft_is_looking (draft) && bw_import_draft_get_trial (draft) != BW_TRIAL_RUNNING;
}

static gboolean
has_dialog (Fixture *fixture)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  fixture->dialog = NULL;
  for (GList *l = windows; l != NULL; l = l->next)
    if (BW_IS_IMPORT_DIALOG (l->data) && gtk_widget_get_mapped (l->data))
      fixture->dialog = l->data;
  return fixture->dialog != NULL;
}

static GFile *
write_file (Fixture    *fixture,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

/* Gives the window files and waits until what would come of them is known. */
static void
give (Fixture *fixture,
      GFile  **files,
      guint    n)
{
  bw_window_take_files (fixture->window, files, n);
  wait_until (has_dialog, fixture);
  wait_until (is_tried, fixture);
}

static void
give_text (Fixture    *fixture,
           const char *name,
           const char *text)
{
  g_autoptr (GFile) file = write_file (fixture, name, text);

  give (fixture, &file, 1);
}

static GtkWidget *
find_styled (GtkWidget  *root,
             const char *style)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_has_css_class (child, style) ? child : find_styled (child, style);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
import_button (Fixture *fixture)
{
  GtkWidget *cancel = find (GTK_WIDGET (fixture->dialog), GTK_TYPE_BUTTON, "label", "_Cancel");
  GtkWidget *header = gtk_widget_get_ancestor (cancel, ADW_TYPE_HEADER_BAR);
  GtkWidget *button = find_styled (header, "suggested-action");
  g_assert_nonnull (button);
  return button;
}

static gboolean
is_imported (Fixture *fixture)
{
  GtkWidget *bar = find (GTK_WIDGET (fixture->window), BW_TYPE_IMPORT_BAR, NULL, NULL);
  GtkWidget *stack = find (bar, GTK_TYPE_STACK, NULL, NULL);

  return !bw_import_bar_is_busy (BW_IMPORT_BAR (bar)) && stack != NULL &&
         g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "done") == 0;
}

static void
import (Fixture    *fixture,
        const char *label)
{
  GtkWidget *button = import_button (fixture);

  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, label);
  g_assert_true (gtk_widget_get_sensitive (button));
  gtk_widget_activate (button);
  fixture->dialog = NULL;
  while (!bw_import_bar_is_busy (BW_IMPORT_BAR (find (GTK_WIDGET (fixture->window), BW_TYPE_IMPORT_BAR, NULL, NULL))))
    g_main_context_iteration (NULL, TRUE);
  wait_until (is_imported, fixture);
}

static gboolean
is_closed (Fixture *fixture)
{
  return !has_dialog (fixture);
}

static void
cancel (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "window.close", NULL);
  wait_until (is_closed, fixture);
}

static gboolean
is_answered (Fixture *fixture)
{
  return bw_import_draft_count_questions (draft_of (fixture), 0) == 0 && is_tried (fixture);
}

static GtkWidget *
find_column (Fixture    *fixture,
             const char *header)
{
  GtkWidget *label = find (GTK_WIDGET (fixture->dialog), GTK_TYPE_LABEL, "label", header);

  while (label != NULL && !BW_IS_COLUMN_ROW (label))
    label = gtk_widget_get_parent (label);
  g_assert_nonnull (label);
  return label;
}

/* Opens the drop-down of the column @header and takes the field @title, as a person does who clicks. */
static void
choose_field (Fixture    *fixture,
              const char *header,
              const char *title)
{
  GtkWidget *button = find (find_column (fixture, header), GTK_TYPE_MENU_BUTTON, NULL, NULL);
  GtkWidget *list, *label, *row;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  list = find (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), GTK_TYPE_LIST_BOX, NULL, NULL);
  label = find (list, GTK_TYPE_LABEL, "label", title);
  g_assert_nonnull (label);
  row = gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (list, "row-activated", row);
  wait_until (is_tried, fixture);
}

static const BwImportColumn *
get_column (Fixture *fixture,
            guint    index)
{
  return g_ptr_array_index (bw_import_draft_get_file (draft_of (fixture), 0)->columns, index);
}

static const char *const deals = "Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Segment,Renewal\n"
                                 "A-1,First,Acme,Negotiation/Review,1000,2026-12-01,Small,yes\n"
                                 "A-2,Second & <third>,Beta,Closed Won,2500.50,2026-11-02,Large,no\n"
                                 "A-3,Third,Beta,Prospecting,700,2026-04-31,Large,no\n";

static gboolean
has_two_files (Fixture *fixture)
{
  return bw_import_draft_get_n_files (draft_of (fixture)) == 2 && is_tried (fixture);
}

/* The question that is asked over the window, NULL: none. */
static AdwMessageDialog *
find_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_widget_get_mapped (l->data))
      return l->data;
  return NULL;
}

static gboolean
has_question (Fixture *fixture)
{
  return find_question () != NULL;
}

static gboolean
has_postal_codes (Fixture *fixture)
{
  return bw_session_get_book (fixture->session)->postal_places->len == 2;
}

/* A file of postal codes is told apart from exports, shown with what it would do, and taken. */
static void
test_postal_codes (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GFile) file = write_file (fixture, "DE.txt",
                                       "DE\t80331\tMünchen\tBayern\tBY\t\t\t\t\t48.1345\t11.571\t4\n"
                                       "DE\t10115\tBerlin\tBerlin\tBE\t\t\t\t\t52.5323\t13.3846\t4\n");
  AdwMessageDialog *question;

  bw_window_take_files (fixture->window, &file, 1);
  wait_until (has_question, fixture);
  question = find_question ();
  g_assert_nonnull (strstr (adw_message_dialog_get_heading (question), "DE.txt"));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (question), "2 postal codes."));
  adw_message_dialog_response (question, "take");
  gtk_window_destroy (GTK_WINDOW (question));
  wait_until (has_postal_codes, fixture);
}

/* As GeoNames gives them away: an archive with a text that says what is in it, and the codes. Its bytes
 * stand here, as no test of the window knows how to pack. */
static void
test_postal_archive (Fixture      *fixture,
                     gconstpointer data)
{
  static const guint8 archive[] = {
    0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x21, 0x5c, 0x86, 0xf0, 0xba, 0x62, 0x45, 0x00,
    0x00, 0x00, 0x45, 0x00, 0x00, 0x00, 0x0a, 0x00, 0x00, 0x00, 0x72, 0x65, 0x61, 0x64, 0x6d, 0x65, 0x2e, 0x74, 0x78, 0x74,
    0x0b, 0xc8, 0x2f, 0x2e, 0x49, 0xcc, 0x51, 0x48, 0xce, 0x4f, 0x49, 0x2d, 0xe6, 0x0a, 0xc9, 0x48, 0x55, 0x48, 0x49, 0x2c,
    0x49, 0x54, 0x48, 0xcb, 0x2f, 0xca, 0x4d, 0x2c, 0x51, 0xc8, 0x2c, 0x56, 0x28, 0x49, 0x4c, 0xd2, 0x4d, 0x49, 0xcd, 0xc9,
    0xcc, 0xcd, 0x2c, 0x49, 0x4d, 0x51, 0x28, 0x49, 0xad, 0x00, 0x8a, 0xe6, 0x29, 0x94, 0x96, 0xa4, 0x59, 0x28, 0xa4, 0xe6,
    0x01, 0x75, 0x65, 0xe6, 0xa5, 0xeb, 0x71, 0x01, 0x00, 0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x00, 0x00, 0x08, 0x00, 0x00,
    0x00, 0x21, 0x5c, 0x1b, 0x1f, 0x13, 0x42, 0x54, 0x00, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00, 0x06, 0x00, 0x00, 0x00, 0x44,
    0x45, 0x2e, 0x74, 0x78, 0x74, 0x73, 0x71, 0xe5, 0xb4, 0x30, 0x30, 0x36, 0x36, 0xe4, 0xf4, 0x3d, 0xbc, 0x27, 0x2f, 0x39,
    0x23, 0x35, 0x8f, 0xd3, 0x29, 0xb1, 0x32, 0xb5, 0x08, 0x48, 0x45, 0x72, 0x82, 0x80, 0x89, 0x85, 0x9e, 0xa1, 0xb1, 0x89,
    0x29, 0xa7, 0xa1, 0xa1, 0x9e, 0xa9, 0xb9, 0x21, 0xa7, 0x09, 0x97, 0x8b, 0x2b, 0xa7, 0xa1, 0x81, 0xa1, 0xa1, 0x29, 0xa7,
    0x53, 0x6a, 0x51, 0x4e, 0x66, 0x1e, 0x9c, 0x72, 0x05, 0x2b, 0x37, 0x35, 0xd2, 0x33, 0x35, 0x36, 0x32, 0xe6, 0x34, 0x34,
    0xd6, 0x33, 0xb6, 0x30, 0x31, 0x03, 0xaa, 0x07, 0x00, 0x50, 0x4b, 0x01, 0x02, 0x14, 0x03, 0x14, 0x00, 0x00, 0x00, 0x08,
    0x00, 0x00, 0x00, 0x21, 0x5c, 0x86, 0xf0, 0xba, 0x62, 0x45, 0x00, 0x00, 0x00, 0x45, 0x00, 0x00, 0x00, 0x0a, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x80, 0x01, 0x00, 0x00, 0x00, 0x00, 0x72, 0x65, 0x61, 0x64, 0x6d,
    0x65, 0x2e, 0x74, 0x78, 0x74, 0x50, 0x4b, 0x01, 0x02, 0x14, 0x03, 0x14, 0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x21,
    0x5c, 0x1b, 0x1f, 0x13, 0x42, 0x54, 0x00, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x80, 0x01, 0x6d, 0x00, 0x00, 0x00, 0x44, 0x45, 0x2e, 0x74, 0x78, 0x74, 0x50, 0x4b, 0x05,
    0x06, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x02, 0x00, 0x6c, 0x00, 0x00, 0x00, 0xe5, 0x00, 0x00, 0x00, 0x00, 0x00
  };
  g_autofree char *path = g_build_filename (fixture->folder, "DE.zip", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  AdwMessageDialog *question;

  g_assert_true (g_file_set_contents (path, (const char *)archive, sizeof archive, NULL));
  bw_window_take_files (fixture->window, &file, 1);
  wait_until (has_question, fixture);
  question = find_question ();
  g_assert_nonnull (strstr (adw_message_dialog_get_heading (question), "DE.zip"));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (question), "2 postal codes."));
  adw_message_dialog_response (question, "take");
  gtk_window_destroy (GTK_WINDOW (question));
  wait_until (has_postal_codes, fixture);
}

/* Files that are dropped onto the open dialog, or onto the window below it, join those that it shows; the same twice is one. */
static void
test_dropped (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GFile) people = write_file (fixture, "users.csv", "Name,Email,Manager,Role\nAnn Lee,ann@x.com,Bob Ray,AE\n");
  g_autoptr (GFile) accounts = write_file (fixture, "accounts.csv", "Account Name,Industry,Billing City\nAcme,Mining,Leeds\n");
  GFile       *both[] = { accounts, people };
  GdkFileList *list = gdk_file_list_new_from_array (both, 2);
  GtkWidget   *first, *list_box;

  give (fixture, &accounts, 1);
  first = GTK_WIDGET (fixture->dialog);
  g_assert_null (find (first, BW_TYPE_IMPORT_FILE_ROW, NULL, NULL));
  g_signal_emit_by_name (fixture->dialog, "dropped", list);
  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  wait_until (has_two_files, fixture);
  list_box = gtk_widget_get_parent (find (first, BW_TYPE_IMPORT_FILE_ROW, NULL, NULL));
  g_assert_nonnull (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list_box), 1));
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list_box), 2));

  bw_window_take_files (fixture->window, &people, 1);
  wait_until (has_dialog, fixture);
  g_assert_true (GTK_WIDGET (fixture->dialog) == first);
  g_assert_cmpuint (bw_import_draft_get_n_files (draft_of (fixture)), ==, 2);
  wait_until (is_tried, fixture);
  g_assert_true (gtk_widget_get_sensitive (import_button (fixture)));
  gtk_widget_activate (import_button (fixture));
  fixture->dialog = NULL;
  wait_until (is_imported, fixture);
  g_assert_cmpuint (bw_session_get_book (fixture->session)->accounts->len, ==, 1);
  g_assert_cmpuint (bw_session_get_book (fixture->session)->people->len, ==, 2);
}

/* What is chosen in the drop-down of a column is what is read, tried, shown and imported. */
static void
test_columns (Fixture      *fixture,
              gconstpointer data)
{
  const BwBook *book;
  GtkWidget    *preview, *row;

  give_text (fixture, "deals.csv", deals);
  row = find_column (fixture, "Segment");
  preview = find (GTK_WIDGET (fixture->dialog), BW_TYPE_IMPORT_PREVIEW, NULL, NULL);

  choose_field (fixture, "Segment", "Own field: text");
  g_assert_cmpstr (get_column (fixture, 6)->field, ==, BW_IMPORT_CUSTOM);
  choose_field (fixture, "Renewal", "Own field: yes or no");
  g_assert_cmpstr (get_column (fixture, 7)->field, ==, BW_IMPORT_CUSTOM);
  g_assert_cmpint (get_column (fixture, 7)->type, ==, BW_TYPE_BOOLEAN);
  /* The row has stayed where it was, and says so. */
  g_assert_true (find_column (fixture, "Segment") == row);
  g_assert_nonnull (find (row, GTK_TYPE_LABEL, "label", "you said so"));
  g_assert_nonnull (find (row, GTK_TYPE_LABEL, "label", "Own field: text"));
  g_assert_nonnull (find (preview, GTK_TYPE_LABEL, "label", "Segment"));
  g_assert_true (bw_import_draft_get_remember (draft_of (fixture)));

  choose_field (fixture, "Segment", "Leave out");
  g_assert_null (get_column (fixture, 6)->field);
  g_assert_null (find (preview, GTK_TYPE_LABEL, "label", "Segment"));
  choose_field (fixture, "Segment", "Type");
  g_assert_cmpstr (get_column (fixture, 6)->field, ==, "type");

  import (fixture, "Import 2 deals");
  book = bw_session_get_book (fixture->session);
  g_assert_cmpuint (book->deals.n, ==, 2);
  g_assert_cmpstr (bw_book_text (book, book->deals.type[0]), ==, "Small");
  g_assert_cmpuint (book->fields->len, ==, 1);
  g_assert_cmpstr (bw_book_text (book, bw_book_field (book, 0)->name), ==, "Renewal");
  g_assert_cmpint (bw_book_field (book, 0)->type, ==, BW_TYPE_BOOLEAN);
}

/* The samples of a column of amounts are in the currencies of their rows. */
static void
test_samples_of_currencies (Fixture      *fixture,
                            gconstpointer data)
{
  g_autofree char *euros = bw_money_format (100000, "EUR");
  g_autofree char *dollars = bw_money_format (200000, "USD");
  GtkWidget       *row;

  give_text (fixture, "deals.csv",
             "Opportunity ID,Opportunity Name,Stage,Currency,Amount,Close Date\n"
             "A-1,One,Negotiation/Review,EUR,1000.00,2026-12-01\n"
             "A-2,Two,Negotiation/Review,USD,2000.00,2026-12-02\n");
  row = find_column (fixture, "Amount");
  g_assert_nonnull (find (row, GTK_TYPE_LABEL, "label", euros));
  g_assert_nonnull (find (row, GTK_TYPE_LABEL, "label", dollars));
  cancel (fixture);
}

/* A column of which the file leaves a doubt holds the import up until somebody says what it is, or that it is right. */
static void
test_doubt (Fixture      *fixture,
            gconstpointer data)
{
  GtkWidget *row;

  give_text (fixture, "deals.csv",
             "Opportunity ID,Opportunity Name,Stage,Amount,Close Date\n"
             "A-1,First,Prospecting,1000,03/04/2026\n"
             "A-2,Second,Prospecting,2000,05/06/2026\n");
  g_assert_true (bw_import_draft_column_asks (draft_of (fixture), 0, 4));
  g_assert_false (gtk_widget_get_sensitive (import_button (fixture)));
  row = find_column (fixture, "Close Date");
  g_assert_true (gtk_widget_has_css_class (row, "asks"));
  /* What asks stands first. */
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)), ==, 0);
  g_signal_emit_by_name (find (row, GTK_TYPE_BUTTON, "label", "Day first"), "clicked");
  wait_until (is_answered, fixture);
  g_assert_cmpint (bw_import_draft_get_file (draft_of (fixture), 0)->kind, ==, BW_KIND_DEALS);
  g_assert_nonnull (find (row, GTK_TYPE_LABEL, "label", "3 Apr 2026"));
  g_assert_false (gtk_widget_has_css_class (row, "asks"));
  import (fixture, "Import 2 deals");
}

/* A cell that cannot be read is marked in the preview and told of at its column, and the counts are the import's. */
static void
test_trial (Fixture      *fixture,
            gconstpointer data)
{
  const BwImportRecord *record;
  const BwRejectedRow  *first;
  GtkWidget            *cell, *verdict, *details;

  give_text (fixture, "deals.csv", deals);
  g_assert_cmpuint (bw_import_draft_count_problems (draft_of (fixture), 0, "Close Date", &first), ==, 1);
  g_assert_cmpuint (first->row, ==, 4);
  g_assert_cmpuint (bw_import_draft_count_problems (draft_of (fixture), 0, "Amount", NULL), ==, 0);
  g_assert_nonnull (find (find_column (fixture, "Close Date"), GTK_TYPE_LABEL, "label",
                          "1 of 3 cells cannot be taken: line 4, “2026-04-31”: There is no such day."));
  cell = find (find (GTK_WIDGET (fixture->dialog), BW_TYPE_IMPORT_PREVIEW, NULL, NULL), GTK_TYPE_LABEL, "label", "2026-04-31");
  g_assert_nonnull (cell);
  g_assert_true (gtk_widget_has_css_class (cell, "bad-cell"));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (cell), ==, "There is no such day.");
  verdict = find (GTK_WIDGET (fixture->dialog), BW_TYPE_IMPORT_VERDICT, NULL, NULL);
  g_assert_nonnull (find (verdict, GTK_TYPE_LABEL, "label", "2 new · 1 rejected"));
  details = find (verdict, GTK_TYPE_MENU_BUTTON, NULL, NULL);
  gtk_menu_button_popup (GTK_MENU_BUTTON (details));
  cell = find (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (details))), GTK_TYPE_LABEL, NULL, NULL);
  g_assert_true (gtk_widget_get_mapped (cell));
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (cell)), "1 × deals.csv, line 4"));
  g_assert_false (gtk_label_get_selection_bounds (GTK_LABEL (cell), NULL, NULL));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (details));

  import (fixture, "Import 2 deals");
  record = bw_book_last_import (bw_session_get_book (fixture->session));
  g_assert_cmpuint (record->n_new, ==, 2);
  g_assert_cmpuint (record->n_rejected, ==, 1);
  g_assert_nonnull (find (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, "label", "Imported: 2 new · 1 rejected"));
  g_assert_nonnull (find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "label", "_Correct 1 Row…"));
}

static gboolean
has_no_deals (Fixture *fixture)
{
  return bw_session_get_book (fixture->session)->deals.n == 0;
}

static GtkWidget *
find_undo (Fixture *fixture)
{
  GtkWidget *bar = find (GTK_WIDGET (fixture->window), BW_TYPE_IMPORT_BAR, NULL, NULL);

  return find (bar, GTK_TYPE_BUTTON, "label", "_Undo import");
}

static gboolean
can_undo (Fixture *fixture)
{
  return find_undo (fixture) != NULL && gtk_widget_is_sensitive (find_undo (fixture));
}

/* The bar that tells of an import takes it back, and then tells of it no more. */
static void
test_undo (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget *bar = find (GTK_WIDGET (fixture->window), BW_TYPE_IMPORT_BAR, NULL, NULL);
  GtkWidget *revealer = find (bar, GTK_TYPE_REVEALER, NULL, NULL);

  give_text (fixture, "deals.csv", deals);
  import (fixture, "Import 2 deals");
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  wait_until (can_undo, fixture);
  g_signal_emit_by_name (find_undo (fixture), "clicked");
  wait_until (has_no_deals, fixture);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
}

/* A stage of which nothing is known holds the import up until somebody says what it is. */
static void
test_stages (Fixture      *fixture,
             gconstpointer data)
{
  const BwBook    *book;
  GtkWidget       *row, *kind;
  const GPtrArray *stages;

  give_text (fixture, "deals.csv",
             "Opportunity ID,Opportunity Name,Stage,Amount,Close Date\n"
             "A-1,First,Prospecting,1000,2026-12-01\n"
             "A-2,Second,Frobnicating,2000,2026-12-02\n"
             "A-3,Third,Frobnicating,3000,2026-12-03\n");
  stages = bw_import_draft_get_stages (draft_of (fixture));
  g_assert_cmpuint (stages->len, ==, 2);
  g_assert_cmpuint (bw_import_draft_count_questions (draft_of (fixture), 0), ==, 1);
  g_assert_false (gtk_widget_get_sensitive (import_button (fixture)));
  row = gtk_widget_get_ancestor (find (find (GTK_WIDGET (fixture->dialog), BW_TYPE_STAGE_QUESTION, NULL, NULL), GTK_TYPE_LABEL,
                                       "label", "Frobnicating"),
                                 GTK_TYPE_LIST_BOX_ROW);
  g_assert_true (gtk_widget_has_css_class (row, "new-stage"));
  g_assert_nonnull (find (row, GTK_TYPE_LABEL, "label", "2 deals"));
  kind = find (row, GTK_TYPE_DROP_DOWN, NULL, NULL);
  gtk_test_accessible_assert_property (kind, GTK_ACCESSIBLE_PROPERTY_LABEL, "Kind of Frobnicating");

  gtk_drop_down_set_selected (GTK_DROP_DOWN (kind), BW_STAGE_LOST);
  wait_until (is_tried, fixture);
  g_assert_cmpuint (bw_import_draft_count_questions (draft_of (fixture), 0), ==, 0);
  g_assert_false (gtk_widget_has_css_class (row, "new-stage"));
  import (fixture, "Import 3 deals");
  book = bw_session_get_book (fixture->session);
  g_assert_cmpint (bw_book_stage (book, bw_book_find_stage (book, "Frobnicating"))->kind, ==, BW_STAGE_LOST);
  g_assert_true (bw_book_stage (book, bw_book_find_stage (book, "Frobnicating"))->mapped);
}

/* Whoever takes the guesses as they are can import all the same. */
static void
test_accept (Fixture      *fixture,
             gconstpointer data)
{
  GtkWidget *accept;

  give_text (fixture, "deals.csv",
             "Opportunity ID,Opportunity Name,Stage,Amount,Close Date\n"
             "A-2,Second,Frobnicating,2000,2026-12-02\n");
  g_assert_false (gtk_widget_get_sensitive (import_button (fixture)));
  accept = find (GTK_WIDGET (fixture->dialog), GTK_TYPE_CHECK_BUTTON, "label", "Import with these _guesses");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (accept), TRUE);
  import (fixture, "Import 1 deal");
  g_assert_cmpuint (bw_session_get_book (fixture->session)->deals.n, ==, 1);
}

/* The deals that a later export lacks are asked about once. */
static void
test_vanished (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Opportunity ID,Opportunity Name,Stage,Amount,Close Date\n");
  g_autofree char *worth = bw_money_format_compact (300000, "USD");
  g_autofree char *asked = NULL;
  GtkWidget       *question, *answer;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (text, "A-%u,Deal %u,Negotiation/Review,1000,2026-12-%02u\n", i, i, i % 28 + 1);
  give_text (fixture, "deals-2026-10-01.csv", text->str);
  import (fixture, "Import 40 deals");

  g_string_truncate (text, (gsize)(strstr (text->str, "A-37,") - text->str));
  give_text (fixture, "deals-2026-11-01.csv", text->str);
  question = find (GTK_WIDGET (fixture->dialog), BW_TYPE_VANISHED_QUESTION, NULL, NULL);
  g_assert_nonnull (question);
  asked = g_strdup_printf ("3 deals worth %s are not in this file any more: were they deleted in the CRM, or are they only "
                           "outside this report?",
                           worth);
  g_assert_nonnull (find (question, GTK_TYPE_LABEL, "label", asked));
  g_assert_false (gtk_widget_get_sensitive (import_button (fixture)));
  answer = find (question, GTK_TYPE_CHECK_BUTTON, "label", "They are only outside this report: leave them as they are");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (answer), TRUE);
  wait_until (is_tried, fixture);
  import (fixture, "Import 37 deals");
  for (guint i = 0; i < 40; i++)
    g_assert_false (bw_session_get_book (fixture->session)->deals.flags[i] & BW_DEAL_VANISHED);

  /* The answer is remembered. */
  give_text (fixture, "deals-2026-11-08.csv", text->str);
  g_assert_cmpuint (bw_import_draft_count_questions (draft_of (fixture), 0), ==, 0);
  cancel (fixture);
}

/* What a file holds and how it is written can be said, and is read anew. */
static void
test_layout (Fixture      *fixture,
             gconstpointer data)
{
  GtkWidget *layout, *kind, *day, *reason;

  give_text (fixture, "list.csv", "Name;Industry;City\nAcme;Retail;Austin\nBeta;Steel;Dallas\n");
  layout = find (GTK_WIDGET (fixture->dialog), BW_TYPE_IMPORT_LAYOUT, NULL, NULL);
  kind = find (layout, GTK_TYPE_DROP_DOWN, NULL, NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (kind), BW_KIND_ACCOUNTS - 1);
  wait_until (is_tried, fixture);
  g_assert_cmpint (bw_import_draft_get_file (draft_of (fixture), 0)->kind, ==, BW_KIND_ACCOUNTS);
  g_assert_cmpuint (bw_import_draft_get_file (draft_of (fixture), 0)->columns->len, ==, 3);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (import_button (fixture))), ==, "Import 2 accounts");

  day = find (layout, GTK_TYPE_ENTRY, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (day), "31 July 2026");
  g_signal_emit_by_name (day, "activate");
  wait_until (is_tried, fixture);
  g_assert_cmpint (bw_import_draft_get_options (draft_of (fixture), 0)->as_of, ==, bw_date_from_ymd (2026, 7, 31));
  reason = find (layout, GTK_TYPE_LABEL, "label", "As you said; empty it to leave it to the file");
  g_assert_nonnull (reason);
  gtk_editable_set_text (GTK_EDITABLE (day), "some day");
  g_signal_emit_by_name (day, "activate");
  g_assert_true (gtk_widget_has_css_class (day, "error"));

  bw_import_draft_get_options (draft_of (fixture), 0)->delimiter = ',';
  bw_import_draft_changed (draft_of (fixture), 0);
  wait_until (is_tried, fixture);
  g_assert_cmpuint (bw_import_draft_get_file (draft_of (fixture), 0)->columns->len, <=, 1);
  cancel (fixture);
}

/* A folder brings its tables; one that cannot be read is told of and left out, one can be left out by hand. */
static void
test_files (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "exports", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GFile) first = NULL;
  g_autoptr (GFile) second = NULL;
  g_autoptr (GFile) third = NULL;
  g_autoptr (GFile) other = NULL;
  BwImportDraft *draft;
  g_auto (GStrv) paths = NULL;
  GtkWidget *row;

  g_mkdir (path, 0700);
  first = write_file (fixture, "exports/accounts.csv", "Account Name,Industry,Billing City\nAcme,Retail,Austin\n");
  second = write_file (fixture, "exports/deals.csv", deals);
  third = write_file (fixture, "exports/notes.txt", "Nothing to be seen here\n");
  other = write_file (fixture, "exports/picture.png", "no table");
  give (fixture, &folder, 1);
  draft = draft_of (fixture);
  g_assert_cmpuint (bw_import_draft_get_n_files (draft), ==, 3);
  g_assert_no_error (bw_import_draft_get_file (draft, 0)->error);
  g_assert_nonnull (bw_import_draft_get_file (draft, 2)->error);
  row = gtk_widget_get_ancestor (find (GTK_WIDGET (fixture->dialog), GTK_TYPE_LABEL, "label", "notes.txt"),
                                 GTK_TYPE_LIST_BOX_ROW);
  g_assert_nonnull (find (row, GTK_TYPE_LABEL, "label", "cannot be read"));
  row = gtk_widget_get_ancestor (find (GTK_WIDGET (fixture->dialog), GTK_TYPE_LABEL, "label", "accounts.csv"),
                                 GTK_TYPE_LIST_BOX_ROW);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (row, GTK_TYPE_CHECK_BUTTON, NULL, NULL)), FALSE);
  wait_until (is_tried, fixture);
  paths = bw_import_draft_dup_paths (draft);
  g_assert_cmpuint (g_strv_length (paths), ==, 1);
  import (fixture, "Import 2 deals");
}

/* A table that was copied in a spreadsheet is pasted, unless it is none. */
static void
test_paste (Fixture      *fixture,
            gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));

  gdk_clipboard_set_text (clipboard, "Opportunity ID\tStage\tAmount\tClose Date\nA-1\tProspecting\t1,000\t2026-12-01\n");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.paste-table", NULL));
  wait_until (has_dialog, fixture);
  wait_until (is_tried, fixture);
  g_assert_cmpint (bw_import_draft_get_file (draft_of (fixture), 0)->delimiter, ==, '\t');
  import (fixture, "Import 1 deal");
  g_assert_cmpint (bw_session_get_book (fixture->session)->deals.amount[0], ==, 100000);
}

static gboolean
has_all_rows (Fixture *fixture)
{
  GtkWidget *list = gtk_widget_get_ancestor (find_column (fixture, "Opportunity ID"), GTK_TYPE_LIST_BOX);

  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 203) != NULL;
}

/* Hundreds of columns each have their row, a few at a time. */
static void
test_many_columns (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Opportunity ID,Stage,Amount,Close Date");

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, ",Extra %u", i);
  g_string_append (text, "\nA-1,Prospecting,1000,2026-12-01");
  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, ",value %u", i);
  g_string_append (text, "\n");
  give_text (fixture, "wide.csv", text->str);
  wait_until (has_all_rows, fixture);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->dialog)), <=, 1480);
  cancel (fixture);
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
    { "/display/import/postal-codes", test_postal_codes },
    { "/display/import/postal-archive", test_postal_archive },
    { "/display/import/columns", test_columns },
    { "/display/import/samples-of-currencies", test_samples_of_currencies },
    { "/display/import/dropped", test_dropped },
    { "/display/import/doubt", test_doubt },
    { "/display/import/trial", test_trial },
    { "/display/import/undo", test_undo },
    { "/display/import/stages", test_stages },
    { "/display/import/accept", test_accept },
    { "/display/import/vanished", test_vanished },
    { "/display/import/layout", test_layout },
    { "/display/import/files", test_files },
    { "/display/import/paste", test_paste },
    { "/display/import/many-columns", test_many_columns },
  };

  g_autoptr (BwApplication) application = NULL;

  gtk_test_init (&argc, &argv, NULL);
  /* GTK asks for American English, which not every machine has. */
  setlocale (LC_ALL, "C.UTF-8");
  application = bw_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_application_set_default (G_APPLICATION (application));
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
