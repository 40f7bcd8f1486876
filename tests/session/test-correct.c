/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that could not be taken, corrected through the project file: its deal, its state, undo and redo; rows
 * of a history whose deals come later. */

#include <glib/gstdio.h>

#include "import/bw-import.h"
#include "session/bw-session.h"
#include "store/bw-store.h"

static const char deals_csv[] =
  "Opportunity ID,Opportunity Name,Opportunity Owner,Account Name,Stage,Amount,Close Date,Created Date\n"
  "006A,Big renewal,Ada Byron,Initech,Proposal,50000,2026-12-10,2026-09-01\n"
  "006B,Small one,Alan Kay,Globex,Proposal,fifty,2026-13-45,2026-08-01\n";
static const char history_csv[] =
  "Opportunity ID,From Stage,To Stage,Changed At\n"
  "006A,Discovery,Proposal,2026-10-05T10:00:00Z\n"
  "006A,Proposal,Negotiation,2026-10-20T10:00:00Z\n"
  "006X,Discovery,Proposal,2026-10-06T10:00:00Z\n";
static const char corrected_csv[] = "006B,Small one,Alan Kay,Globex,Proposal,1234.56,2026-12-20,2026-08-01";

typedef struct
{
  char         *folder;
  char         *path;
  GMainLoop    *loop;
  BwSession    *session;
  GAsyncResult *result;
} Fixture;

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  Fixture *f = data;

  f->result = g_object_ref (result);
  g_main_loop_quit (f->loop);
}

static GAsyncResult *
wait_for (Fixture *f)
{
  if (f->result == NULL)
    g_main_loop_run (f->loop);
  return g_steal_pointer (&f->result);
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;

  f->folder = g_dir_make_tmp ("bellwether-correct-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "project.bellwether", NULL);
  file = g_file_new_for_path (f->path);
  f->loop = g_main_loop_new (NULL, FALSE);
  bw_book_add_default_stages (book);
  f->session = bw_session_new ();
  bw_session_create_async (f->session, file, book, NULL, done_cb, f);
  result = wait_for (f);
  g_assert_true (bw_session_create_finish (f->session, result, &error));
  g_assert_no_error (error);
}

static void
close_session (Fixture *f)
{
  if (f->session == NULL)
    return;
  bw_session_close (f->session);
  g_assert_finalize_object (g_steal_pointer (&f->session));
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  close_session (f);
  dir = g_dir_open (f->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->path);
  g_main_loop_unref (f->loop);
}

static void
import_text (Fixture    *f,
             const char *name,
             const char *text)
{
  g_autofree char  *path = g_build_filename (f->folder, name, NULL);
  const char *const paths[] = { path, NULL };
  BwImportOptions   options = { .as_of = bw_date_from_ymd (2026, 11, 1), .now = 1793577600 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BwImportResult) imported = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  bw_session_import_async (f->session, paths, &options, NULL, NULL, NULL, done_cb, f);
  result = wait_for (f);
  imported = bw_session_import_finish (f->session, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (imported);
}

static GPtrArray *
get_rejected (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows;

  bw_session_rejected_async (f->session, 0, done_cb, f);
  result = wait_for (f);
  rows = bw_session_rejected_finish (f->session, result, &error);
  g_assert_no_error (error);
  return rows;
}

static void
correct (Fixture *f,
         gint64   import,
         gint64   key)
{
  g_autoptr (GPtrArray) corrections = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_correction_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportResult) corrected = NULL;

  g_ptr_array_add (corrections, bw_correction_new (import, key, corrected_csv));
  bw_session_correct_async (f->session, corrections, done_cb, f);
  result = wait_for (f);
  corrected = bw_session_correct_finish (f->session, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (corrected);
}

static void
step (Fixture *f,
      gboolean redo)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (redo)
    bw_session_redo_async (f->session, done_cb, f);
  else
    bw_session_undo_async (f->session, done_cb, f);
  result = wait_for (f);
  g_assert_true (bw_session_undo_finish (f->session, result, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_book (const BwBook *book,
             gboolean      corrected)
{
  gboolean found = FALSE;

  g_assert_cmpuint (book->deals.n, ==, corrected ? 2 : 1);
  for (guint i = 0; i < book->deals.n; i++)
    if (g_str_equal (bw_book_text (book, book->deals.ref[i]), "006B"))
      {
        found = TRUE;
        g_assert_cmpint (book->deals.amount[i], ==, 123456);
        g_assert_cmpint (book->deals.close[i], ==, bw_date_from_ymd (2026, 12, 20));
      }
  g_assert_cmpint (found, ==, corrected);
  g_assert_cmpuint (bw_book_last_import (book)->n_to_correct == 0, ==, corrected);
}

/* Whether the deal is there, and the rows of the file are settled, exactly when they are @corrected. */
static void
assert_state (Fixture *f,
              gboolean corrected)
{
  g_autoptr (GPtrArray) rows = get_rejected (f);

  assert_book (bw_session_get_book (f->session), corrected);
  g_assert_cmpuint (rows->len, >, 0);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpint (((const BwRejectedRow *)g_ptr_array_index (rows, i))->state, ==,
                     corrected ? BW_REJECT_CORRECTED : BW_REJECT_OPEN);
}

/* The file itself, once nobody has it open: sound, and with what the session had. */
static void
assert_file (Fixture *f,
             gboolean corrected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwStore) store = bw_store_open (f->path, &error);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (BwBook) book = NULL;

  g_assert_no_error (error);
  problems = bw_store_check (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  book = bw_store_load (store, &error);
  g_assert_no_error (error);
  assert_book (book, corrected);
}

static void
test_correct (Fixture      *f,
              gconstpointer data)
{
  gboolean undone = GPOINTER_TO_INT (data);

  import_text (f, "deals.csv", deals_csv);
  assert_state (f, FALSE);
  {
    g_autoptr (GPtrArray) rows = get_rejected (f);
    const BwRejectedRow *row = g_ptr_array_index (rows, 0);

    correct (f, row->import, row->key);
  }
  assert_state (f, TRUE);
  step (f, FALSE);
  assert_state (f, FALSE);
  step (f, TRUE);
  assert_state (f, TRUE);
  if (undone)
    {
      step (f, FALSE);
      assert_state (f, FALSE);
    }
  close_session (f);
  assert_file (f, !undone);
}

static guint
count_changes_of_stage (Fixture *f)
{
  const BwBook *book = bw_session_get_book (f->session);
  guint         n = 0;

  for (guint i = 0; i < book->history.n; i++)
    {
      const BwChange *change = &book->history.changes[i];

      n += change->field == BW_FIELD_STAGE && change->at == bw_date_from_ymd (2026, 10, 20);
    }
  return n;
}

/* How many rejected rows of the history are @state. */
static guint
count_rows (Fixture      *f,
            BwRejectState state)
{
  g_autoptr (GPtrArray) rows = get_rejected (f);
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const BwRejectedRow *row = g_ptr_array_index (rows, i);

      n += g_str_equal (row->file, "stage history.csv") && row->state == state;
    }
  return n;
}

/* A history that comes before its deals is read when they come; a row whose deal does not come stays open. */
static void
test_awaited (Fixture      *f,
              gconstpointer data)
{
  import_text (f, "stage history.csv", history_csv);
  g_assert_cmpuint (count_rows (f, BW_REJECT_OPEN), ==, 3);
  import_text (f, "deals.csv", deals_csv);
  g_assert_cmpuint (count_rows (f, BW_REJECT_CORRECTED), ==, 2);
  g_assert_cmpuint (count_rows (f, BW_REJECT_OPEN), ==, 1);
  g_assert_cmpuint (count_changes_of_stage (f), ==, 1);
  g_assert_cmpuint (g_array_index (bw_session_get_book (f->session)->imports, BwImportRecord, 0).n_to_correct, ==, 1);
  step (f, FALSE);
  g_assert_cmpuint (count_rows (f, BW_REJECT_OPEN), ==, 3);
  g_assert_cmpuint (count_changes_of_stage (f), ==, 0);
  g_assert_cmpuint (bw_session_get_book (f->session)->deals.n, ==, 1);
  step (f, TRUE);
  g_assert_cmpuint (count_rows (f, BW_REJECT_OPEN), ==, 1);
  g_assert_cmpuint (count_changes_of_stage (f), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/correct/redone", Fixture, GINT_TO_POINTER (FALSE), set_up, test_correct, tear_down);
  g_test_add ("/session/correct/undone", Fixture, GINT_TO_POINTER (TRUE), set_up, test_correct, tear_down);
  g_test_add ("/session/correct/awaited", Fixture, NULL, set_up, test_awaited, tear_down);
  return g_test_run ();
}
