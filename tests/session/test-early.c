/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals that are written while their import goes on: the project comes to be the same as when they are written at its end, or
 * nothing at all is kept. */

#include <glib/gstdio.h>

#include "../perf/import-sample.h"
#include "import/bw-import.h"
#include "session/bw-session.h"
#include "store/bw-store.h"

enum
{
  N_DEALS = 45000, /* more than one piece, and enough for a session to write early */
};

/* 2026-11-22 12:00 */
#define NOW G_GINT64_CONSTANT (1795348800)

/* What is done to the rows of the file, or to what was made of them. */
typedef enum
{
  NOTHING,
  TWICE,      /* rows stand twice, once as they were and once changed */
  REJECTED,   /* some rows cannot be read */
  UNDATED,    /* deals have no dates but their close dates, some of which are to come */
  OWN_FIELD,  /* a column becomes a field of the project's own */
  OTHER_BOOK, /* what is written in the end is not what was settled */
  FEW,        /* too few deals to be written early */
} Turn;

typedef struct
{
  const char *name;
  Turn        turn;
  gboolean    is_early; /* deals are given away */
} Case;

static const Case cases[] = {
  { "plain", NOTHING, TRUE },
  { "twice", TWICE, TRUE },
  { "rejected", REJECTED, TRUE },
  { "undated", UNDATED, TRUE },
  { "own-field", OWN_FIELD, TRUE },
  { "other-book", OTHER_BOOK, TRUE },
  { "few", FEW, FALSE },
};

static void
replace (const char *path,
         const char *from,
         const char *to,
         guint       times)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, from, to, times), >, 0);
  g_assert_true (g_file_set_contents (path, changed->str, -1, NULL));
}

static void
write_sample (const char *path,
              Turn        turn)
{
  const BwImportSample sample = { .n_deals = turn == FEW ? 3000 : N_DEALS };
  g_autoptr (GError) error = NULL;

  bw_import_sample_write (&sample, path, &error);
  g_assert_no_error (error);
  if (turn == TWICE)
    {
      const BwImportSample newer = { .n_deals = 2000, .week = 1, .every = 3 };
      g_autofree char     *other = g_strconcat (path, ".newer", NULL), *text = NULL, *more = NULL, *all = NULL;

      bw_import_sample_write (&newer, other, &error);
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_true (g_file_get_contents (other, &more, NULL, NULL));
      all = g_strconcat (text, strchr (more, '\n') + 1, NULL);
      g_assert_true (g_file_set_contents (path, all, -1, NULL));
      g_unlink (other);
    }
  else if (turn == REJECTED)
    replace (path, ",2023-01-25,", ",2023-02-31,", 0);
  else if (turn == UNDATED)
    {
      replace (path, "Created Date", "Was Made", 1);
      replace (path, "Last Stage Change Date", "Moved On", 1);
      replace (path, ",2023-01-2", ",2027-01-2", 0);
    }
  else if (turn == OWN_FIELD)
    replace (path, "Last Activity", "Kick-off Date", 1);
}

/* ---- On one thread ---- */

typedef struct
{
  BwStore     *store;
  BwEarlyDeals deals;
  guint        n_taken;
  guint        n; /* calls */
  gboolean     ended;
} Taking;

static void
take_cb (const BwEarlyDeals *deals,
         gpointer            data)
{
  Taking *taking = data;
  g_autoptr (GError) error = NULL;

  if (taking->n == 0)
    g_assert_true (bw_store_begin_early (taking->store, &error));
  g_assert_no_error (error);
  taking->n++;
  g_assert_cmpuint (deals->n, >=, taking->n_taken);
  taking->n_taken = deals->n;
  taking->deals = *deals;
  g_assert_true (bw_store_write_early (taking->store, deals, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
end_cb (gboolean   good,
        BwProgress progress,
        gpointer   progress_data,
        gpointer   data)
{
  Taking *taking = data;
  g_autoptr (GError) error = NULL;

  g_assert_true (good);
  g_assert_true (bw_store_write_early (taking->store, &taking->deals, TRUE, NULL, NULL, &error));
  g_assert_no_error (error);
  taking->ended = TRUE;
}

static char *
dump (BwStore *store)
{
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  bw_store_dump (store, text, &error);
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static BwStore *
create (const char *folder,
        const char *name,
        BwBook     *book)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  BwStore *store = bw_store_create (path, book, &error);

  g_assert_no_error (error);
  return store;
}

static BwImportResult *
import (BwBook             *before,
        const char         *path,
        const BwEarlyTaker *early)
{
  const char *const paths[] = { path, NULL };
  BwImportOptions   options = { .as_of = BW_DATE_NONE, .now = NOW, .early = early };
  BwImportResult   *result = NULL;
  GError           *error = NULL;

  bw_import_run (before, paths, &options, NULL, NULL, &result, &error);
  g_assert_no_error (error);
  return result;
}

static GBytes *
write_result (BwStore        *store,
              BwImportResult *result)
{
  g_autoptr (GError) error = NULL;
  GBytes *undo = NULL;

  g_assert_true (bw_store_write (store, result->after, result->delta, &undo, NULL, NULL, &error));
  g_assert_no_error (error);
  return undo;
}

static void
assert_sound (BwStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = bw_store_check (store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *)g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
remove_folder (const char *folder)
{
  GDir       *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (folder);
}

static void
test_same (gconstpointer data)
{
  const Case      *item = data;
  g_autofree char *folder = g_dir_make_tmp ("bw-early-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "deals.csv", NULL);
  g_autofree char *empty_text = NULL, *early_text = NULL, *late_text = NULL, *undone_text = NULL;
  g_autoptr (BwBook) empty = bw_book_new ();
  g_autoptr (BwImportResult) early = NULL, late = NULL;
  g_autoptr (GBytes) early_undo = NULL, late_undo = NULL;
  g_autoptr (BwStore) early_store = NULL, late_store = NULL;
  g_autoptr (BwBook) undone = NULL;
  g_autoptr (GError) error = NULL;
  Taking       taking = { NULL };
  BwEarlyTaker taker = { .take = take_cb, .end = end_cb, .data = &taking, .least = 5000 };

  bw_book_add_default_stages (empty);
  write_sample (path, item->turn);
  early_store = taking.store = create (folder, "early.bellwether", empty);
  late_store = create (folder, "late.bellwether", empty);
  empty_text = dump (late_store);
  early = import (empty, path, &taker);
  late = import (empty, path, NULL);
  g_assert_cmpuint (taking.n_taken, ==, item->is_early ? early->after->deals.n : 0);
  g_assert_true (taking.ended == item->is_early);
  if (item->is_early)
    g_assert_cmpuint (taking.n, >, 5);
  if (item->turn == OTHER_BOOK)
    early->after->deals.amount[40] = late->after->deals.amount[40] = 4711;
  early_undo = write_result (early_store, early);
  late_undo = write_result (late_store, late);
  early_text = dump (early_store);
  late_text = dump (late_store);
  g_assert_true (g_str_equal (early_text, late_text));
  g_assert_cmpuint (strlen (early_text), >, strlen (empty_text) * 10);
  assert_sound (early_store);

  undone = bw_book_ref (early->after);
  bw_store_revert (early_store, early_undo, NULL, &undone, &error);
  g_assert_no_error (error);
  undone_text = dump (early_store);
  g_assert_cmpstr (undone_text, ==, empty_text);
  g_clear_pointer (&early_store, bw_store_free);
  g_clear_pointer (&late_store, bw_store_free);
  remove_folder (folder);
}

/* ---- In a session ---- */

typedef struct
{
  char         *folder;
  char         *csv;
  char         *path;
  GMainLoop    *loop;
  BwSession    *session;
  GAsyncResult *result;
  GCancellable *cancellable;
  double        cancel_at; /* 0: never */
  double        last;
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
  g_main_loop_run (f->loop);
  return g_steal_pointer (&f->result);
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (GFile) file = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("bw-early-XXXXXX", NULL);
  f->csv = g_build_filename (f->folder, "deals.csv", NULL);
  f->path = g_build_filename (f->folder, "project.bellwether", NULL);
  f->loop = g_main_loop_new (NULL, FALSE);
  f->session = bw_session_new ();
  bw_book_add_default_stages (book);
  file = g_file_new_for_path (f->path);
  bw_session_create_async (f->session, file, book, NULL, done_cb, f);
  result = wait_for (f);
  g_assert_true (bw_session_create_finish (f->session, result, &error));
  g_assert_no_error (error);
  write_sample (f->csv, NOTHING);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  bw_session_close (f->session);
  g_assert_finalize_object (f->session);
  remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->csv);
  g_free (f->path);
  g_main_loop_unref (f->loop);
}

static void
progress_cb (double   done,
             gpointer data)
{
  Fixture *f = data;

  g_assert_cmpfloat (done, >=, f->last);
  f->last = done;
  if (f->cancel_at > 0 && done >= f->cancel_at)
    g_cancellable_cancel (f->cancellable);
}

static BwImportResult *
run_import (Fixture *f,
            double   cancel_at,
            GError **error)
{
  BwImportOptions options = { .as_of = BW_DATE_NONE, .now = NOW };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  f->cancellable = cancellable;
  f->cancel_at = cancel_at;
  f->last = 0;
  bw_session_import_async (f->session, (const char *const[]) { f->csv, NULL }, &options, progress_cb, f, cancellable, done_cb, f);
  result = wait_for (f);
  f->cancellable = NULL;
  return bw_session_import_finish (f->session, result, error);
}

/* What a project of its own holds into which the file was imported without a session. */
static char *
expected_text (Fixture *f)
{
  g_autoptr (BwBook) empty = bw_book_new ();
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (BwStore) store = NULL;
  g_autoptr (GBytes) undo = NULL;

  bw_book_add_default_stages (empty);
  store = create (f->folder, "expected.bellwether", empty);
  result = import (empty, f->csv, NULL);
  undo = write_result (store, result);
  return dump (store);
}

static char *
file_text (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwStore) store = bw_store_open (f->path, &error);

  g_assert_no_error (error);
  return dump (store);
}

/* Stopped at many places nothing is left, and the next import can begin at once; in the end all is there. */
static void
test_cancel (Fixture      *f,
             gconstpointer data)
{
  g_autofree char *expected = expected_text (f), *text = NULL;
  g_autoptr (BwImportResult) result = NULL;

  for (guint i = 1; i < 10; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwImportResult) stopped = run_import (f, i * 0.1, &error);

      g_assert_null (stopped);
      g_assert_true (g_error_matches (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_CANCELLED) ||
                     g_error_matches (error, BW_STORE_ERROR, BW_STORE_ERROR_CANCELLED));
      g_assert_cmpuint (bw_session_get_book (f->session)->deals.n, ==, 0);
    }
  result = run_import (f, 0, NULL);
  g_assert_nonnull (result);
  g_assert_cmpuint (bw_session_get_book (f->session)->deals.n, ==, N_DEALS);
  bw_session_close (f->session);
  text = file_text (f);
  g_assert_true (g_str_equal (text, expected));
}

/* Closing the project in the middle waits for the import to be written or not, and keeps the file whole. */
static void
test_close (Fixture      *f,
            gconstpointer data)
{
  BwImportOptions  options = { .as_of = BW_DATE_NONE, .now = NOW };
  g_autofree char *expected = expected_text (f), *text = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BwImportResult) made = NULL;

  bw_session_import_async (f->session, (const char *const[]) { f->csv, NULL }, &options, progress_cb, f, NULL, done_cb, f);
  while (f->last < 0.6)
    g_main_context_iteration (NULL, TRUE);
  bw_session_close (f->session);
  result = f->result != NULL ? g_steal_pointer (&f->result) : wait_for (f);
  made = bw_session_import_finish (f->session, result, NULL);
  if (made != NULL)
    {
      text = file_text (f);
      g_assert_true (g_str_equal (text, expected));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("/early/same/%s", cases[i].name);

      g_test_add_data_func (name, &cases[i], test_same);
    }
  g_test_add ("/early/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/early/close", Fixture, NULL, set_up, test_close, tear_down);
  return g_test_run ();
}
