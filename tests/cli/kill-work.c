/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work on a project as the window does it, through a session, for a test that kills it at any moment.
 *
 *   kill-work PROJECT import FILE     reads an export
 *   kill-work PROJECT edit N          writes N notes, one after the other, the same whenever it is run
 *   kill-work PROJECT undo N          takes the last step back, does it again and so on, N times
 *   kill-work PROJECT merge           makes two accounts one
 *   kill-work PROJECT copy FILE       saves a copy
 *   kill-work PROJECT upgrade         opens it with a version of the program that has one more schema step
 *   kill-work PROJECT dump            checks it, whichever of the two versions made it, and prints what is in it
 *
 * Prints "ready" once the project is open and "done 1", "done 2", … when that much is committed. */

#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include "core/bw-merge.h"
#include "core/bw-note.h"
#include "session/bw-session.h"
#include "store/bw-store-private.h"

#define NOW G_GINT64_CONSTANT (1795348800) /* 2026-11-22 12:00 */

static void
tell (const char *what,
      guint       n)
{
  if (n > 0)
    g_print ("%s %u\n", what, n);
  else
    g_print ("%s\n", what);
  fflush (stdout);
}

static void
done_cb (GObject      *source,
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

static void
fail_on (const GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("%s\n", error->message);
  exit (1);
}

/* Makes @after the book of @session. */
static void
apply (BwSession *session,
       BwBook    *after,
       BwDelta   *delta)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bw_session_apply_async (session, "Work", after, delta, NULL, done_cb, &result);
  bw_session_apply_finish (session, wait_for (&result), &error);
  fail_on (error);
}

static void
work_import (BwSession  *session,
             const char *file)
{
  const char     *paths[] = { file, NULL };
  BwImportOptions options = { .as_of = bw_date_from_ymd (2026, 11, 1), .now = NOW };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bw_session_import_async (session, paths, &options, NULL, NULL, NULL, done_cb, &result);
  bw_import_result_free (bw_session_import_finish (session, wait_for (&result), &error));
  fail_on (error);
  tell ("done", 1);
}

static void
work_edit (BwSession  *session,
           const char *number)
{
  guint n = (guint)g_ascii_strtoull (number, NULL, 10);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("Note %u of <b>many</b> & more", i);
      BwDelta         *delta = NULL;
      BwBook          *after = bw_note_edit_add (bw_session_get_book (session), i, text, &(BwNoteSignature) { "Ada", NOW + i }, &delta);

      apply (session, after, delta);
      tell ("done", i + 1);
    }
}

static void
work_undo (BwSession  *session,
           const char *number)
{
  guint n = (guint)g_ascii_strtoull (number, NULL, 10);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      if (i % 2 == 0)
        bw_session_undo_async (session, done_cb, &result);
      else
        bw_session_redo_async (session, done_cb, &result);
      bw_session_undo_finish (session, wait_for (&result), NULL, &error);
      fail_on (error);
      tell ("done", i + 1);
    }
}

static void
work_merge (BwSession *session)
{
  BwDelta *delta = NULL;
  g_autoptr (GError) error = NULL;
  BwBook *after = bw_merge_apply (bw_session_get_book (session), BW_TABLE_ACCOUNTS, 1, 4, &delta, &error);

  fail_on (error);
  apply (session, after, delta);
  tell ("done", 1);
}

static void
work_copy (BwSession  *session,
           const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bw_session_save_copy_async (session, file, done_cb, &result);
  bw_session_save_copy_finish (session, wait_for (&result), &error);
  fail_on (error);
  tell ("done", 1);
}

/* A version to come: with one step more. */
static const BwSchema *
later_schema (void)
{
  static const char *steps[16];
  static BwSchema    later;
  const BwSchema    *now = bw_schema_get ();

  g_assert_cmpuint (now->n, <, G_N_ELEMENTS (steps));
  for (guint i = 0; i < now->n; i++)
    steps[i] = now->steps[i];
  steps[now->n] = "CREATE TABLE later (key INTEGER PRIMARY KEY, what TEXT NOT NULL) STRICT;";
  later.n = now->n + 1;
  later.steps = steps;
  return &later;
}

static void
work_upgrade (const char *path)
{
  g_autoptr (GError) error = NULL;

  tell ("ready", 0);
  bw_store_free (bw_store_open_schema (path, later_schema (), &error));
  fail_on (error);
  tell ("done", 1);
}

/* The step of the schema that the file at @path says it has. */
static guint
version_of (const char *path)
{
  sqlite3      *db = NULL;
  sqlite3_stmt *statement = NULL;
  guint         version = 0;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &statement, NULL) == SQLITE_OK && sqlite3_step (statement) == SQLITE_ROW)
    version = (guint)sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return version;
}

static int
dump (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  guint    version = version_of (path);
  BwStore *store = version > bw_schema_get ()->n ? bw_store_open_schema (path, later_schema (), &error) : bw_store_open (path, &error);

  fail_on (error);
  if (bw_store_read_only_reason (store) != NULL)
    {
      g_printerr ("%s\n", bw_store_read_only_reason (store));
      return 1;
    }
  problems = bw_store_check (store, &error);
  fail_on (error);
  for (guint i = 0; i < problems->len; i++)
    g_printerr ("%s\n", (const char *)g_ptr_array_index (problems, i));
  bw_store_dump (store, text, &error);
  fail_on (error);
  g_print ("version %u\n%s", version, text->str);
  bw_store_free (store);
  return problems->len > 0;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (BwSession) session = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const char *work = argc > 2 ? argv[2] : "", *what = argc > 3 ? argv[3] : "";

  if (g_str_equal (work, "dump"))
    return dump (argv[1]);
  if (g_str_equal (work, "upgrade"))
    {
      work_upgrade (argv[1]);
      return 0;
    }
  session = bw_session_new ();
  file = g_file_new_for_path (argv[1]);
  bw_session_open_async (session, file, NULL, done_cb, &result);
  bw_session_open_finish (session, wait_for (&result), &error);
  fail_on (error);
  tell ("ready", 0);
  if (g_str_equal (work, "import"))
    work_import (session, what);
  else if (g_str_equal (work, "edit"))
    work_edit (session, what);
  else if (g_str_equal (work, "undo"))
    work_undo (session, what);
  else if (g_str_equal (work, "merge"))
    work_merge (session);
  else if (g_str_equal (work, "copy"))
    work_copy (session, what);
  else
    {
      g_printerr ("There is no such work.\n");
      return 1;
    }
  bw_session_close (session);
  return 0;
}
