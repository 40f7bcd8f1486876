/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a project file.
 *
 * The first byte chooses what becomes of the rest: 0: it is the file; 1: places of a good project are written over (three bytes where, one
 * how many, the bytes); 2: it is SQL that another program runs over a good project, its schema writable; 3: it lies as
 * a journal beside a good project. Held against every input: nothing crashes; a refusal has a sentence; a file that is opened has
 * the schema of this program and nothing else that could run, whatever it is called; it can be read or told to be damaged,
 * checked, written and closed. */

#include "fuzz/fuzz-target.h"
#include "store/bw-store-compare.h"
#include "store/bw-store.h"
#include "store/store-fixture.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

enum
{
  N_DEALS = 4,
  MOST_SQL = 4000,
  MOST_STEPS = 20000, /* of SQLite's machine, for what another program runs */
};

static struct
{
  char *dir;
  char *path;
  char *journal;
  char *good;
  gsize length;
  char *schema;
} base;

static int
stop (void *data)
{
  return 1;
}

/* All that SQLite would load from the file; %NULL when it cannot be told. */
static char *
dup_schema (const char *path)
{
  sqlite3      *db = NULL;
  sqlite3_stmt *statement = NULL;
  GString      *text = g_string_new (NULL);
  gboolean      good = sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                  sqlite3_prepare_v2 (db, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2", -1, &statement, NULL) == SQLITE_OK;
  int rc = SQLITE_DONE;

  while (good && (rc = sqlite3_step (statement)) == SQLITE_ROW)
    for (int i = 0; i < 4; i++)
      g_string_append_printf (text, "%s\n", sqlite3_column_text (statement, i) != NULL ? (const char *)sqlite3_column_text (statement, i) : "");
  good = good && rc == SQLITE_DONE;
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return g_string_free (text, !good);
}

static void
empty_dir (void)
{
  g_autoptr (GDir) dir = g_dir_open (base.dir, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (base.dir, name, NULL);

      g_unlink (path);
    }
}

static void
run_sql (const char *sql,
         gboolean    limited)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (base.path, &db), ==, SQLITE_OK);
  sqlite3_db_config (db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, limited, NULL);
  sqlite3_limit (db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit (db, SQLITE_LIMIT_LENGTH, limited ? 1 << 20 : G_MAXINT);
  if (limited)
    sqlite3_progress_handler (db, MOST_STEPS, stop, NULL);
  sqlite3_exec (db, sql, NULL, NULL, NULL);
  sqlite3_close (db);
}

static void
clear_base (void)
{
  empty_dir ();
  g_rmdir (base.dir);
  g_free (base.dir);
  g_free (base.path);
  g_free (base.journal);
  g_free (base.good);
  g_free (base.schema);
}

static void
make_base (void)
{
  g_autoptr (BwBook) book = fixture_book_new (N_DEALS, 3);
  g_autoptr (GError) error = NULL;
  BwStore *store;

  base.dir = g_strdup_printf ("/dev/shm/bw-fuzz-project-%d", (int)getpid ());
  g_mkdir_with_parents (base.dir, 0700);
  base.path = g_build_filename (base.dir, "p.bellwether", NULL);
  base.journal = g_strconcat (base.path, "-journal", NULL);
  store = bw_store_create (base.path, book, &error);
  g_assert_no_error (error);
  bw_store_free (store);
  /* Small pages, so that the file is small. */
  run_sql ("PRAGMA page_size = 512; VACUUM", FALSE);
  g_assert_true (g_file_get_contents (base.path, &base.good, &base.length, NULL));
  base.schema = dup_schema (base.path);
  g_assert_nonnull (base.schema);
  atexit (clear_base);
}

static void
overwrite (char         *file,
           const guint8 *data,
           gsize         size)
{
  while (size > 4)
    {
      gsize at = ((gsize)data[0] << 16 | (gsize)data[1] << 8 | data[2]) % base.length;
      gsize n = MIN (MIN ((gsize)data[3], size - 4), base.length - at);

      memcpy (file + at, data + 4, n);
      data += 4 + n;
      size -= 4 + n;
    }
}

static void
lay_out (guint8        kind,
         const guint8 *data,
         gsize         size)
{
  g_autofree char *file = g_memdup2 (base.good, base.length);

  if (kind == 0)
    {
      g_assert_true (g_file_set_contents (base.path, (const char *)data, (gssize)size, NULL));
      return;
    }
  if (kind == 1)
    overwrite (file, data, size);
  g_assert_true (g_file_set_contents (base.path, file, (gssize)base.length, NULL));
  if (kind == 2)
    {
      g_autofree char *sql = g_strndup (size > 0 ? (const char *)data : "", MIN (size, MOST_SQL));

      run_sql (sql, TRUE);
    }
  if (kind == 3)
    g_assert_true (g_file_set_contents (base.journal, (const char *)data, (gssize)size, NULL));
}

static void
check_refusal (const GError *error)
{
  g_assert_true (error != NULL && strlen (error->message) > 20 && g_utf8_validate (error->message, -1, NULL));
}

static void
use (BwStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (BwBook) book = bw_store_load (store, &error);

  if (book == NULL)
    check_refusal (error);
  else
    {
      const BwPool *texts = &book->texts;

      for (gsize at = 0; at < texts->length; at += strlen (texts->bytes + at) + 1)
        g_assert_true (g_utf8_validate (texts->bytes + at, -1, NULL));
    }
  g_clear_error (&error);
  problems = bw_store_check (store, &error);
  if (problems == NULL)
    check_refusal (error);
  g_clear_error (&error);
  if (!bw_store_set_setting (store, "fuzz", "1", &error))
    check_refusal (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  BwStore *store;

  if (size == 0)
    return 0;
  if (base.dir == NULL)
    make_base ();
  empty_dir ();
  lay_out (data[0] % 4, data + 1, size - 1);
  store = bw_store_open (base.path, &error);
  if (store == NULL)
    {
      check_refusal (error);
      return 0;
    }
  {
    g_autofree char *schema = dup_schema (base.path);

    if (schema != NULL && strstr (schema, "sqlite_stat") == NULL)
      g_assert_cmpstr (schema, ==, base.schema);
  }
  use (store);
  bw_store_free (store);
  return 0;
}
