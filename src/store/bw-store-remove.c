/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking changes out of the history.
 *
 * An import that knows the past better than what was there before puts other changes in the place of some. The table has
 * no index beside its key, so the changes to go are first put into a temporary table with an index of its own, and one
 * pass over the history finds them all: O(history), whatever their number. */

#include "store/bw-store-writing.h"

#include <glib/gi18n-lib.h>

#include "core/bw-custom-field.h"

static gboolean
list_lost (BwWriting *writing,
           GError   **error)
{
  const GArray *lost = writing->delta->lost;
  const BwBook *book = writing->book;
  g_autoptr (sqlite3_stmt) statement =
    bw_sql_prepare (&writing->store->sql, "INSERT INTO temp.lost_changes (deal, at, ordinal, field) VALUES (?1, ?2, ?3, ?4)", error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < lost->len; i++)
    {
      const BwChange  *change = &g_array_index (lost, BwChange, i);
      g_autofree char *name = bw_change_field_dup_name (book, change->field);

      sqlite3_bind_int64 (statement, 1, book->deals.key[change->deal]);
      sqlite3_bind_int64 (statement, 2, change->at);
      sqlite3_bind_int64 (statement, 3, change->ordinal);
      sqlite3_bind_text (statement, 4, name, -1, SQLITE_STATIC);
      if (!bw_sql_run (&writing->store->sql, statement, error) || !bw_writing_advance (writing, 1, error))
        return FALSE;
    }
  return TRUE;
}

/* Takes the changes that the delta lost out of the file. */
gboolean
bw_writing_remove_changes (BwWriting *writing,
                           GError   **error)
{
  BwSql   *sql = &writing->store->sql;
  gboolean ok;

  sql->action = _ ("correcting the history");
  if (!bw_sql_exec (sql,
                    "CREATE TEMP TABLE lost_changes (deal INTEGER, at INTEGER, ordinal INTEGER, field TEXT, "
                    "PRIMARY KEY (deal, at, ordinal, field)) WITHOUT ROWID",
                    error))
    return FALSE;
  ok = list_lost (writing, error) &&
       bw_sql_exec (sql,
                    "DELETE FROM main.deal_changes AS c WHERE EXISTS (SELECT 1 FROM temp.lost_changes AS l "
                    "WHERE l.deal = c.deal AND l.at = c.at AND l.ordinal = c.ordinal AND l.field = c.field)",
                    error);
  return bw_sql_exec (sql, "DROP TABLE temp.lost_changes", ok ? error : NULL) && ok;
}
