/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project whose file others remove, rename, replace, change, spoil or lock up while it is open: nothing that was committed is lost,
 * nothing of another file is written over, and a sentence says what is the matter. */

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "core/bw-note.h"
#include "core/bw-sample.h"
#include "session/bw-session.h"
#include "store/bw-store.h"

enum
{
  N_DEALS = 40,
  NOBODY_ID = 65534,
};

/* 2026-11-22 12:00 */
#define NOW G_GINT64_CONSTANT (1795348800)

typedef struct
{
  char      *folder;
  char      *path;
  char      *other; /* a project of another company */
  BwSession *session;
} Fixture;

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static BwSession *
open_session (const char *path)
{
  BwSession *session = bw_session_new ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bw_session_open_async (session, file, NULL, done_cb, &result);
  bw_session_open_finish (session, wait_for (&result), &error);
  g_assert_no_error (error);
  return session;
}

static void
make_project (const char *path,
              guint64     seed)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;
  g_autoptr (GError) error = NULL;

  options.n_deals = N_DEALS;
  options.seed = seed;
  book = bw_sample_new (&options);
  bw_store_free (bw_store_create (path, book, &error));
  g_assert_no_error (error);
}

static gboolean
write_note (BwSession  *session,
            const char *text,
            gint64      at,
            GError    **error)
{
  BwDelta *delta = NULL;
  BwBook  *after = bw_note_edit_add (bw_session_get_book (session), 0, text, &(BwNoteSignature) { "Ada", at }, &delta);
  g_autoptr (GAsyncResult) result = NULL;

  bw_session_apply_async (session, "Note", after, delta, NULL, done_cb, &result);
  return bw_session_apply_finish (session, wait_for (&result), error);
}

static gboolean
has_note (BwBook     *book,
          const char *text)
{
  for (guint i = 0; i < book->notes->len; i++)
    if (g_str_equal (bw_book_text (book, bw_book_note (book, i)->text), text))
      return TRUE;
  return FALSE;
}

static gboolean
undo (BwSession *session,
      GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bw_session_undo_async (session, done_cb, &result);
  return bw_session_undo_finish (session, wait_for (&result), NULL, error);
}

static void
assert_sentence (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "project.bellwether"));
  g_assert_true (g_str_has_suffix (error->message, ".") && strlen (error->message) > 60);
}

/* The project at @path opens, is sound and has the notes that it should. */
static void
assert_kept (const char *path,
             const char *note,
             const char * not )
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (BwBook) book = NULL;
  BwStore *store = bw_store_open (path, &error);

  g_assert_no_error (error);
  g_assert_null (bw_store_read_only_reason (store));
  problems = bw_store_check (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  book = bw_store_load (store, &error);
  g_assert_no_error (error);
  g_assert_true (note == NULL || has_note (book, note));
  g_assert_true (not == NULL || !has_note (book, not ));
  bw_store_free (store);
}

static void
save_copy (Fixture    *f,
           const char *note,
           const char * not )
{
  g_autofree char *path = g_build_filename (f->folder, "copy.bellwether", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bw_session_save_copy_async (f->session, file, done_cb, &result);
  bw_session_save_copy_finish (f->session, wait_for (&result), &error);
  g_assert_no_error (error);
  assert_kept (path, note, not );
}

static void
close_session (Fixture *f)
{
  bw_session_close (f->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f->session);
  f->session = NULL;
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->folder = g_dir_make_tmp ("bellwether-elsewhere-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "project.bellwether", NULL);
  f->other = g_build_filename (f->folder, "other.bellwether", NULL);
  make_project (f->path, 1);
  make_project (f->other, 2);
  f->session = open_session (f->path);
  g_assert_true (write_note (f->session, "first", NOW, NULL));
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (f->session != NULL)
    close_session (f);
  dir = g_dir_open (f->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_assert_false (g_str_has_suffix (name, ".lock") || strstr (name, ".part") != NULL);
      g_remove (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->path);
  g_free (f->other);
}

/* What is edited now is refused with a sentence and not shown as if it were there. */
static void
assert_refused (Fixture *f)
{
  g_autoptr (GError) error = NULL, of_undo = NULL;

  g_assert_false (write_note (f->session, "second", NOW + 1, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_CHANGED);
  assert_sentence (error);
  g_assert_false (has_note (bw_session_get_book (f->session), "second"));
  g_assert_false (undo (f->session, &of_undo));
  g_assert_nonnull (of_undo);
}

static void
test_removed (Fixture      *f,
              gconstpointer data)
{
  g_assert_cmpint (g_unlink (f->path), ==, 0);
  assert_refused (f);
  g_assert_true (has_note (bw_session_get_book (f->session), "first"));
  save_copy (f, "first", "second");
  close_session (f);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
}

static void
test_renamed (Fixture      *f,
              gconstpointer data)
{
  g_autofree char *moved = g_build_filename (f->folder, "moved.bellwether", NULL);

  g_assert_cmpint (g_rename (f->path, moved), ==, 0);
  assert_refused (f);
  save_copy (f, "first", "second");
  close_session (f);
  assert_kept (moved, "first", "second");
}

/* Another file takes its name: that one stays as it is, to the byte. */
static void
test_replaced (Fixture      *f,
               gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  gsize            n_before, n_after;

  g_assert_true (g_file_get_contents (f->other, &before, &n_before, NULL));
  g_assert_cmpint (g_rename (f->other, f->path), ==, 0);
  assert_refused (f);
  save_copy (f, "first", "second");
  close_session (f);
  g_assert_true (g_file_get_contents (f->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

/* Puts @bytes into the file itself, which stays the same to the disk. */
static void
write_over (Fixture    *f,
            const char *bytes,
            gsize       n)
{
  FILE *file = g_fopen (f->path, "r+");

  g_assert_cmpint (ftruncate (fileno (file), 0), ==, 0);
  g_assert_cmpuint (fwrite (bytes, 1, n, file), ==, n);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* A copying program writes another project over this one: it is shown, and can be worked on. */
static void
test_copied_over (Fixture      *f,
                  gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autofree char *title = NULL;
  g_autoptr (BwSession) other = open_session (f->other);
  gsize n;

  bw_session_close (other);
  title = g_strdup (bw_book_text (bw_session_get_book (other), bw_book_account (bw_session_get_book (other), 0)->name));
  g_assert_true (g_file_get_contents (f->other, &bytes, &n, NULL));
  write_over (f, bytes, n);
  assert_refused (f);
  g_assert_false (has_note (bw_session_get_book (f->session), "first"));
  g_assert_cmpstr (bw_book_text (bw_session_get_book (f->session), bw_book_account (bw_session_get_book (f->session), 0)->name), ==, title);
  g_assert_true (write_note (f->session, "third", NOW + 2, NULL));
  g_assert_true (undo (f->session, NULL));
  g_assert_true (write_note (f->session, "fourth", NOW + 3, NULL));
  close_session (f);
  assert_kept (f->path, "fourth", "third");
}

/* Another program writes a row with SQL. */
static void
test_changed (Fixture      *f,
              gconstpointer data)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE deal_notes SET text = 'changed'", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  assert_refused (f);
  g_assert_true (has_note (bw_session_get_book (f->session), "changed"));
  g_assert_true (write_note (f->session, "third", NOW + 2, NULL));
  close_session (f);
  assert_kept (f->path, "changed", "first");
}

/* What is there is no project any more: all that was read is on screen, and in a copy. */
static void
test_spoilt (Fixture      *f,
             gconstpointer data)
{
  const char *text = data;
  g_autoptr (GError) error = NULL, later = NULL;
  g_autofree char *after = NULL;

  write_over (f, text, strlen (text));
  g_assert_false (write_note (f->session, "second", NOW + 1, &error));
  assert_sentence (error);
  g_assert_nonnull (bw_session_get_read_only_reason (f->session));
  g_assert_nonnull (strstr (bw_session_get_read_only_reason (f->session), "project.bellwether"));
  g_assert_true (has_note (bw_session_get_book (f->session), "first"));
  g_assert_false (write_note (f->session, "third", NOW + 2, &later));
  g_assert_error (later, BW_STORE_ERROR, BW_STORE_ERROR_READ_ONLY);
  save_copy (f, "first", "third");
  close_session (f);
  g_assert_true (g_file_get_contents (f->path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, text);
}

/* The folder and the file become read-only, and writable again. */
static void
test_read_only (Fixture      *f,
                gconstpointer data)
{
  gboolean root = geteuid () == 0;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (f->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (f->folder, 0555), ==, 0);
  /* Nothing is refused to root. */
  if (root)
    g_assert_cmpint (seteuid (NOBODY_ID), ==, 0);
  g_assert_false (write_note (f->session, "second", NOW + 1, &error));
  assert_sentence (error);
  g_assert_false (has_note (bw_session_get_book (f->session), "second"));
  g_assert_true (has_note (bw_session_get_book (f->session), "first"));
  g_assert_null (bw_session_get_read_only_reason (f->session));
  if (root)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (g_chmod (f->folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (f->path, 0644), ==, 0);
  g_assert_true (write_note (f->session, "third", NOW + 2, NULL));
  close_session (f);
  assert_kept (f->path, "third", "second");
}

/* The clock goes back by a year and on by two, the time zone changes: what was said last stands last, and all is there. */
static void
test_clock (Fixture      *f,
            gconstpointer data)
{
  static const char *const zones[] = { "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu", "UTC" };
  static const gint64      years[] = { -1, 2, 0, -56 };
  g_autofree char         *before = g_strdup (g_getenv ("TZ"));
  BwBook                  *book;

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *text = g_strdup_printf ("in %s", zones[i]);
      BwDate           today = bw_focus_get_as_of (bw_session_get_focus (f->session));

      g_setenv ("TZ", zones[i], TRUE);
      g_assert_true (write_note (f->session, text, NOW + years[i] * 365 * 86400, NULL));
      g_assert_cmpint (bw_focus_get_as_of (bw_session_get_focus (f->session)), ==, today);
    }
  close_session (f);
  f->session = open_session (f->path);
  book = bw_session_get_book (f->session);
  g_assert_cmpstr (bw_book_text (book, bw_book_note (book, book->notes->len - 1)->text), ==, "in UTC");
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *text = g_strdup_printf ("in %s", zones[i]);

      g_assert_true (has_note (book, text));
    }
  for (guint i = G_N_ELEMENTS (zones); i > 0; i--)
    {
      g_autofree char *text = g_strdup_printf ("in %s", zones[i - 1]);

      g_assert_true (has_note (bw_session_get_book (f->session), text));
      g_assert_true (undo (f->session, NULL));
      g_assert_false (has_note (bw_session_get_book (f->session), text));
    }
  g_setenv ("TZ", before != NULL ? before : "UTC", TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, function) g_test_add (path, Fixture, data, set_up, function, tear_down)
  ADD ("/elsewhere/removed", NULL, test_removed);
  ADD ("/elsewhere/renamed", NULL, test_renamed);
  ADD ("/elsewhere/replaced", NULL, test_replaced);
  ADD ("/elsewhere/copied-over", NULL, test_copied_over);
  ADD ("/elsewhere/changed", NULL, test_changed);
  ADD ("/elsewhere/spoilt", "This was a project once, and now it is a text that is as long as a text is.\n", test_spoilt);
  ADD ("/elsewhere/emptied", "", test_spoilt);
  ADD ("/elsewhere/read-only", NULL, test_read_only);
  ADD ("/elsewhere/clock", NULL, test_clock);
#undef ADD
  return g_test_run ();
}
