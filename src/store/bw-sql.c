/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQL statements, with errors that say what was being done.
 *
 * A thin cover over the few SQLite calls that the store needs: each turns a result code into a GError whose
 * sentence names the file, what was being done (the connection's action) and what the user can do. The texts
 * of statements are the program's own; values are always bound. */

#include "store/bw-sql.h"

#include "store/bw-store.h"

#include <glib/gi18n-lib.h>

/* Sets @error for the result code @rc. What SQLite says of a damaged file may quote any bytes of it. */
void
bw_sql_fail (BwSql   *sql,
             int      rc,
             GError **error)
{
  const char      *told = sql->db != NULL ? sqlite3_errmsg (sql->db) : sqlite3_errstr (rc);
  g_autofree char *detail = g_utf8_make_valid (told, -1);
  const char      *action = sql->action != NULL ? sql->action : _ ("working with the file");

  if (rc == SQLITE_READONLY_DBMOVED)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_CHANGED,
                   _ ("“%s” is not where it was opened: it was removed, renamed or replaced (noticed while %s). Nothing was changed. Save a copy "
                      "to keep what is shown."),
                   sql->name, action);
      return;
    }
  switch (rc & 0xff)
    {
    case SQLITE_FULL:
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_FULL,
                   _ ("There is no space left on the disk of “%s” (while %s). Nothing was changed: make some space "
                      "and try again."),
                   sql->name, action);
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_READ_ONLY,
                   _ ("“%s” cannot be written (while %s). Save a copy in another folder to work on it."), sql->name, action);
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED,
                   _ ("“%s” is damaged (found while %s: %s). Open a backup copy of it instead."), sql->name, action, detail);
      break;
    case SQLITE_INTERRUPT:
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_CANCELLED, _ ("Working on “%s” was stopped. Nothing was changed."),
                   sql->name);
      break;
    case SQLITE_NOMEM:
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO,
                   _ ("There is not enough memory for “%s” (while %s). Nothing was changed: close other programs and try again."), sql->name,
                   action);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO,
                   _ ("“%s” is being used by another program (while %s). Nothing was changed: try again when that has "
                      "finished."),
                   sql->name, action);
      break;
    case SQLITE_CANTOPEN:
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO,
                   _ ("“%s” could not be opened (while %s). Check that its folder is there and can be written."), sql->name, action);
      break;
    default:
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO,
                   _ ("“%s” could not be read or written (while %s: %s). Check the disk, then open the project again."),
                   sql->name, action, detail);
      break;
    }
}

/* Runs statements that give no rows. */
gboolean
bw_sql_exec (BwSql      *sql,
             const char *text,
             GError    **error)
{
  int rc = sqlite3_exec (sql->db, text, NULL, NULL, NULL);

  if (rc == SQLITE_OK)
    return TRUE;
  bw_sql_fail (sql, rc, error);
  return FALSE;
}

/* Returns: (transfer full) (nullable): the statement; to be freed with sqlite3_finalize(). */
sqlite3_stmt *
bw_sql_prepare (BwSql      *sql,
                const char *text,
                GError    **error)
{
  sqlite3_stmt *statement = NULL;
  int           rc = sqlite3_prepare_v3 (sql->db, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

  if (rc == SQLITE_OK)
    return statement;
  bw_sql_fail (sql, rc, error);
  return NULL;
}

/* Steps @statement: 1 when there is a row, 0 at the end, -1 with @error set. */
int
bw_sql_next (BwSql        *sql,
             sqlite3_stmt *statement,
             GError      **error)
{
  int rc = sqlite3_step (statement);

  if (rc == SQLITE_ROW)
    return 1;
  if (rc == SQLITE_DONE)
    return 0;
  bw_sql_fail (sql, rc, error);
  return -1;
}

/* Runs @statement to its end and makes it ready for the next values. */
gboolean
bw_sql_run (BwSql        *sql,
            sqlite3_stmt *statement,
            GError      **error)
{
  int rc = sqlite3_step (statement);

  if (rc == SQLITE_DONE || rc == SQLITE_ROW)
    {
      sqlite3_reset (statement);
      return TRUE;
    }
  bw_sql_fail (sql, rc, error);
  sqlite3_reset (statement);
  return FALSE;
}

/* Reads the first value of the first row; 0 when it is NULL or there is no row. */
gboolean
bw_sql_number (BwSql      *sql,
               const char *text,
               gint64     *number,
               GError    **error)
{
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (sql, text, error);
  int row;

  *number = 0;
  if (statement == NULL)
    return FALSE;
  row = bw_sql_next (sql, statement, error);
  if (row < 0)
    return FALSE;
  if (row > 0)
    *number = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/* Begins a transaction; @for_writing takes the right to write at once. */
gboolean
bw_sql_begin (BwSql   *sql,
              gboolean for_writing,
              GError **error)
{
  return bw_sql_exec (sql, for_writing ? "BEGIN IMMEDIATE" : "BEGIN", error);
}

/* Commits; when that fails the transaction is taken back. */
gboolean
bw_sql_commit (BwSql   *sql,
               GError **error)
{
  if (bw_sql_exec (sql, "COMMIT", error))
    return TRUE;
  bw_sql_rollback (sql);
  return FALSE;
}

/* Takes the transaction back, when there still is one. */
void
bw_sql_rollback (BwSql *sql)
{
  if (!sqlite3_get_autocommit (sql->db))
    sqlite3_exec (sql->db, "ROLLBACK", NULL, NULL, NULL);
}
