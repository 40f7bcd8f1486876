/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where in the imported files the changes of one deal stand.
 *
 * Lines of files are not kept in memory, where millions of them would take room that nobody looks at: they are looked up for one
 * deal when somebody asks. The changes have no index by deal, so this is one pass over them, on the file's own thread. */

#include "store/bw-store-private.h"

#include <glib/gi18n-lib.h>

/* The name under which bw_store_change_rows() has the line of a change. */
char *
bw_change_row_name (BwDate      at,
                    guint       ordinal,
                    const char *field)
{
  return g_strdup_printf ("%d %u %s", at, ordinal, field);
}

static gboolean
add_rows (BwStore    *store,
          const char *text,
          gint64      deal,
          GHashTable *rows,
          GError    **error)
{
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&store->sql, text, error);
  int row;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, deal);
  while ((row = bw_sql_next (&store->sql, statement, error)) > 0)
    {
      const char *field = (const char *)sqlite3_column_text (statement, 3);
      gint64      line = sqlite3_column_int64 (statement, 0);
      char       *name = field == NULL ? g_strdup ("")
                                       : bw_change_row_name (sqlite3_column_type (statement, 1) == SQLITE_NULL
                                                               ? BW_DATE_NONE
                                                               : (BwDate)sqlite3_column_int64 (statement, 1),
                                                       (guint)sqlite3_column_int64 (statement, 2), field);

      g_hash_table_insert (rows, name, g_memdup2 (&line, sizeof line));
    }
  return row == 0;
}

/* Finds the lines of the files that brought the changes of the deal with the key @deal: by bw_change_row_name(), and under "" that
 * which brought the deal. Returns: (transfer full) (nullable) (element-type utf8 gint64): those that are known. */
GHashTable *
bw_store_change_rows (BwStore *store,
                      gint64   deal,
                      GError **error)
{
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  store->sql.action = _ ("looking rows up");
  if (!add_rows (store, "SELECT source_row, at, ordinal, field FROM deal_changes WHERE deal = ?1 AND source_row IS NOT NULL", deal, rows,
                 error) ||
      !add_rows (store, "SELECT source_row, NULL, NULL, NULL FROM deals WHERE key = ?1 AND source_row IS NOT NULL", deal, rows, error))
    return NULL;
  return g_steal_pointer (&rows);
}
