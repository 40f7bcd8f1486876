/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The project file: making, opening and closing it.
 *
 * A project is an SQLite database that behaves as a document: rollback journal with full sync, so that the file
 * alone is whole between transactions and nothing committed is lost; an application id and the schema step in its header. It is
 * treated as hostile until its id, version and schema are known: no trusted schema, defensive mode, no extensions, limits. */

#include "store/bw-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

enum
{
  BUSY_TIMEOUT_MS = 5000,
  MAX_VALUE_BYTES = 1000000000,
  MIN_DATABASE_BYTES = 512,
};

G_DEFINE_QUARK (bw_store_error_quark, bw_store_error)

static const char connection_settings[] = "PRAGMA foreign_keys = ON;"
                                          "PRAGMA trusted_schema = OFF;"
                                          "PRAGMA cell_size_check = ON;"
                                          "PRAGMA synchronous = FULL;"
                                          "PRAGMA cache_size = " BW_STORE_CACHE ";"
                                          "PRAGMA secure_delete = FAST;"
                                          "PRAGMA temp_store = MEMORY;";

/* The newest schema step that this program knows. */
guint
bw_store_schema_version (void)
{
  return bw_schema_get ()->n;
}

static void
limit_connection (sqlite3 *db)
{
  static const struct
  {
    int id;
    int value;
  } limits[] = {
    { SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES },
    { SQLITE_LIMIT_SQL_LENGTH, 100000 },
    { SQLITE_LIMIT_COLUMN, 100 },
    { SQLITE_LIMIT_EXPR_DEPTH, 100 },
    { SQLITE_LIMIT_COMPOUND_SELECT, 10 },
    { SQLITE_LIMIT_FUNCTION_ARG, 8 },
    { SQLITE_LIMIT_ATTACHED, 2 },
    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100 },
    { SQLITE_LIMIT_VARIABLE_NUMBER, 100 },
    { SQLITE_LIMIT_TRIGGER_DEPTH, 10 },
    { SQLITE_LIMIT_WORKER_THREADS, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (db, limits[i].id, limits[i].value);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
}

static BwStore *
store_new (const char *path)
{
  BwStore *store = g_new0 (BwStore, 1);

  store->path = g_strdup (path);
  store->sql.name = g_path_get_basename (path);
  return store;
}

static gboolean
connect_to (BwStore *store,
            int      flags,
            GError **error)
{
  int rc = sqlite3_open_v2 (store->path, &store->sql.db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (rc == SQLITE_OK)
    rc = bw_feed_register (store->sql.db, &store->feed);
  if (rc != SQLITE_OK)
    {
      bw_sql_fail (&store->sql, rc, error);
      return FALSE;
    }
  limit_connection (store->sql.db);
  return TRUE;
}

/* Whether the file begins as SQLite's do. Reads through the connection: another descriptor's closing would drop its locks. */
static gboolean
begins_as_sqlite (BwStore *store)
{
  static const char magic[16] = "SQLite format 3";
  sqlite3_file     *file = NULL;
  char              start[sizeof magic];

  return sqlite3_file_control (store->sql.db, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK && file != NULL &&
         file->pMethods != NULL && file->pMethods->xRead (file, start, sizeof start, 0) == SQLITE_OK &&
         memcmp (start, magic, sizeof start) == 0;
}

/* Whether there is less than the smallest page, which SQLite takes for an empty database. */
static gboolean
is_cut_short (BwStore *store)
{
  sqlite3_file *file = NULL;
  sqlite3_int64 size = 0;

  return sqlite3_file_control (store->sql.db, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK && file != NULL &&
         file->pMethods != NULL && file->pMethods->xFileSize (file, &size) == SQLITE_OK && size < MIN_DATABASE_BYTES &&
         begins_as_sqlite (store);
}

static void
fail_not_a_project (BwStore    *store,
                    const char *what,
                    GError    **error)
{
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_A_PROJECT, "%s",
               what != NULL ? what : "");
  g_prefix_error (error, _ ("“%s” is no Bellwether project: "), store->sql.name);
}

/* Reads the header's id and version, which fails for what is no database at all. */
static gboolean
read_identity (BwStore *store,
               gint64  *version,
               GError **error)
{
  g_autoptr (GError) local = NULL;
  gint64 id;

  if (bw_sql_number (&store->sql, "PRAGMA application_id", &id, &local) &&
      bw_sql_number (&store->sql, "PRAGMA user_version", version, &local))
    {
      if (id == BW_STORE_APPLICATION_ID)
        return TRUE;
      if (is_cut_short (store))
        g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED,
                     _ ("“%s” is damaged: only the first bytes of the file are there. Open a backup copy of it instead."),
                     store->sql.name);
      else
        fail_not_a_project (store, _ ("it is a database of another program."), error);
      return FALSE;
    }
  if (g_error_matches (local, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED) && !begins_as_sqlite (store))
    fail_not_a_project (store, _ ("its content is something else. To read an exported table, import it into a project."), error);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
check_file (BwStore *store,
            GError **error)
{
  struct stat status;

  if (g_stat (store->path, &status) != 0)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND, _ ("There is no project at “%s”."), store->path);
      return FALSE;
    }
  if (!S_ISREG (status.st_mode))
    fail_not_a_project (store, _ ("it is a folder or a device."), error);
  else if (status.st_size == 0)
    fail_not_a_project (store, _ ("the file is empty."), error);
  else
    return TRUE;
  return FALSE;
}

/* A free name beside the project for a copy of it as it is before an upgrade. */
static char *
backup_path (const char *path,
             guint       step)
{
  gsize            length = strlen (path) - (g_str_has_suffix (path, ".bellwether") ? strlen (".bellwether") : 0);
  g_autofree char *stem = g_strndup (path, length);
  char            *name = g_strdup_printf ("%s-step-%u.bellwether", stem, step);

  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s-step-%u-%u.bellwether", stem, step, i);
    }
  return name;
}

/* Makes an empty file at @path that its owner alone can read: what a company sells is nobody else's business. SQLite gives its
 * journal the same mode. Where it cannot be made SQLite will say why. */
static void
make_private (const char *path)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd >= 0)
    close (fd);
}

/* Writes a copy to @path, where nothing is; leaves nothing there when it fails. */
static gboolean
vacuum_into (BwStore    *store,
             const char *path,
             GError    **error)
{
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&store->sql, "VACUUM INTO ?1", error);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  if (statement == NULL)
    return FALSE;
  make_private (path);
  sqlite3_bind_text (statement, 1, path, -1, SQLITE_STATIC);
  if (bw_sql_run (&store->sql, statement, error))
    return TRUE;
  g_unlink (path);
  g_unlink (journal);
  return FALSE;
}

static gboolean
upgrade (BwStore        *store,
         const BwSchema *schema,
         guint           from,
         GError        **error)
{
  g_autofree char *copy = NULL;
  gboolean         ok;

  if (!bw_schema_verify (&store->sql, schema, from, error))
    return FALSE;
  if (store->read_only_reason != NULL)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_READ_ONLY,
                   _ ("“%s” was made by an older version and has to be brought up to this one, but it cannot be written. "
                      "Copy it to another folder and open the copy."),
                   store->sql.name);
      return FALSE;
    }
  copy = backup_path (store->path, from);
  store->sql.action = _ ("making a copy before bringing it up to this version");
  if (!vacuum_into (store, copy, error) || !bw_store_enforce_references (store, FALSE, error))
    return FALSE;
  /* A table that is made anew is gone for a moment from under those that refer to it. */
  ok = bw_schema_upgrade (&store->sql, schema, from, error);
  return bw_store_enforce_references (store, TRUE, ok ? error : NULL) && ok;
}

/* Verifies what was opened, and upgrades it. */
static gboolean
admit (BwStore        *store,
       const BwSchema *schema,
       GError        **error)
{
  gint64 version;

  store->sql.action = _ ("opening it");
  if (!read_identity (store, &version, error) || !bw_sql_exec (&store->sql, connection_settings, error))
    return FALSE;
  if (version > schema->n)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NEWER,
                   _ ("“%s” was made by a newer version of Bellwether (its format is %d, this version knows up to %u). Update "
                      "Bellwether to open it."),
                   store->sql.name, (int)version, schema->n);
      return FALSE;
    }
  if (version < 1)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED,
                   _ ("“%s” is damaged: it does not say which version made it. Open a backup copy of it instead."),
                   store->sql.name);
      return FALSE;
    }
  if (version < schema->n && !upgrade (store, schema, (guint)version, error))
    return FALSE;
  bw_store_note_version (store);
  return bw_schema_verify (&store->sql, schema, schema->n, error);
}

/* As bw_store_open(), with other steps than the program's. */
BwStore *
bw_store_open_schema (const char     *path,
                      const BwSchema *schema,
                      GError        **error)
{
  g_autofree char *real = realpath (path, NULL);
  g_autoptr (BwStore) store = store_new (real != NULL ? real : path);

  store->sql.action = _ ("opening it");
  if (!check_file (store, error))
    return NULL;

  store->lock = bw_store_lock_take (store->path, &store->read_only_reason);
  if (!connect_to (store, store->lock != NULL ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, error))
    return NULL;
  if (store->read_only_reason == NULL && sqlite3_db_readonly (store->sql.db, "main") != 0)
    store->read_only_reason = g_strdup_printf (_ ("“%s” is open for reading only: the file is write-protected. Save a copy to "
                                                  "work on it."),
                                               store->sql.name);
  if (!admit (store, schema, error))
    return NULL;
  return g_steal_pointer (&store);
}

BwStore *
bw_store_open (const char *path,
               GError    **error)
{
  return bw_store_open_schema (path, bw_schema_get (), error);
}

static gboolean
make_tables (BwStore      *store,
             const BwBook *book,
             GError      **error)
{
  static const char file_settings[] = "PRAGMA page_size = 16384; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = DELETE;";

  store->sql.action = _ ("making it");
  if (!bw_sql_exec (&store->sql, connection_settings, error) || !bw_sql_exec (&store->sql, file_settings, error) || !bw_sql_begin (&store->sql, TRUE, error))
    return FALSE;
  if (bw_schema_create (&store->sql, bw_schema_get (), error) && bw_store_write_all (store, book, error))
    return bw_sql_commit (&store->sql, error);
  bw_sql_rollback (&store->sql);
  return FALSE;
}

BwStore *
bw_store_create (const char   *path,
                 const BwBook *book,
                 GError      **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *real_folder = realpath (folder, NULL);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *whole = g_build_filename (real_folder != NULL ? real_folder : folder, base, NULL);
  g_autoptr (BwStore) store = store_new (whole);

  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_EXISTS,
                   _ ("There is a file “%s” already. Choose another name, or move that file away first."), path);
      return NULL;
    }
  store->sql.action = _ ("making it");
  store->lock = bw_store_lock_take (store->path, &store->read_only_reason);
  if (store->lock == NULL)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_READ_ONLY,
                   _ ("The project “%s” cannot be made: the folder “%s” is not there or cannot be written."), store->sql.name, folder);
      return NULL;
    }
  make_private (store->path);
  if (connect_to (store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error) && make_tables (store, book, error))
    {
      bw_store_note_version (store);
      return g_steal_pointer (&store);
    }
  g_clear_pointer (&store->sql.db, sqlite3_close);
  g_unlink (store->path);
  return NULL;
}

void
bw_store_free (BwStore *store)
{
  if (store == NULL)
    return;
  bw_store_drop_early (store);
  if (store->worn && store->read_only_reason == NULL)
    bw_store_pack_refresh (store);
  bw_store_pack_later (store, NULL, NULL);
  if (store->read_only_reason == NULL && store->sql.db != NULL)
    bw_store_write_steps (store);
  g_clear_pointer (&store->steps, g_bytes_unref);
  bw_labels_free (store->labels);
  sqlite3_close (store->sql.db);
  bw_store_lock_release (store->lock);
  g_free (store->sql.name);
  g_free (store->path);
  g_free (store->read_only_reason);
  g_free (store);
}

/* Whether references are looked up as rows are written; to be called outside of transactions. */
gboolean
bw_store_enforce_references (BwStore *store,
                             gboolean enforce,
                             GError **error)
{
  return bw_sql_exec (&store->sql, enforce ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF", error);
}

/* Remembers that the file is known as it now is. */
void
bw_store_note_version (BwStore *store)
{
  bw_sql_number (&store->sql, "PRAGMA data_version", &store->seen, NULL);
}

/* Begins a transaction to write in, unless another program has written to the file since it was last looked at: what is to be written
 * was made from what stood there then. */
gboolean
bw_store_begin_writing (BwStore *store,
                        GError **error)
{
  gint64 version;

  if (!bw_sql_begin (&store->sql, TRUE, error))
    return FALSE;
  if (bw_sql_number (&store->sql, "PRAGMA data_version", &version, error))
    {
      if (version == store->seen)
        return TRUE;
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_CHANGED,
                   _ ("“%s” was changed by another program (noticed while %s). Nothing was written over it. What the file holds now is shown; "
                      "make the change again."),
                   store->sql.name, store->sql.action);
    }
  bw_sql_rollback (&store->sql);
  return FALSE;
}

BwBook *
bw_store_read_again (BwStore *store,
                     GError **error)
{
  gint64 version;

  store->sql.action = _ ("reading it");
  if (!read_identity (store, &version, error) || !bw_schema_verify (&store->sql, bw_schema_get (), bw_schema_get ()->n, error))
    return NULL;
  g_clear_pointer (&store->labels, bw_labels_free);
  return bw_store_load (store, error);
}

/* Whether @store cannot be written; then @error is set to why. */
gboolean
bw_store_refuse_read_only (BwStore *store,
                           GError **error)
{
  if (store->read_only_reason == NULL)
    return FALSE;
  g_set_error_literal (error, BW_STORE_ERROR, BW_STORE_ERROR_READ_ONLY, store->read_only_reason);
  return TRUE;
}

const char *
bw_store_read_only_reason (const BwStore *store)
{
  return store->read_only_reason;
}

gboolean
bw_store_save_copy (BwStore    *store,
                    const char *path,
                    GError    **error)
{
  g_autofree char *partial = g_strdup_printf ("%s.%08x.part", path, g_random_int ());

  bw_store_finish_copies (store);
  store->sql.action = _ ("saving a copy");
  if (!vacuum_into (store, partial, error))
    return FALSE;
  if (g_rename (partial, path) == 0)
    return TRUE;
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO, _ ("The copy could not be put at “%s”: %s."), path, g_strerror (errno));
  g_unlink (partial);
  return FALSE;
}

char *
bw_store_get_setting (BwStore    *store,
                      const char *name)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  store->sql.action = _ ("reading its settings");
  statement = bw_sql_prepare (&store->sql, "SELECT value FROM settings WHERE name = ?1", NULL);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  if (bw_sql_next (&store->sql, statement, NULL) <= 0)
    return NULL;
  return g_strdup ((const char *)sqlite3_column_text (statement, 0));
}

gboolean
bw_store_set_setting (BwStore    *store,
                      const char *name,
                      const char *value,
                      GError    **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (bw_store_refuse_read_only (store, error))
    return FALSE;
  store->sql.action = _ ("writing its settings");
  if (!bw_store_begin_writing (store, error))
    return FALSE;
  statement = bw_sql_prepare (&store->sql,
                              value != NULL ? "INSERT OR REPLACE INTO settings (name, value) VALUES (?1, ?2)"
                                            : "DELETE FROM settings WHERE name = ?1",
                              error);
  if (statement != NULL)
    {
      sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
      if (value != NULL)
        sqlite3_bind_text (statement, 2, value, -1, SQLITE_STATIC);
      if (bw_sql_run (&store->sql, statement, error) && bw_store_pack_keep (store, error))
        return bw_sql_commit (&store->sql, error);
    }
  bw_sql_rollback (&store->sql);
  return FALSE;
}
