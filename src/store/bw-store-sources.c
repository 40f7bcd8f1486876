/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows of which files told of deals: of each the row that brought it, and the one that last changed it.
 *
 * The lines of files are in the project file alone, not in memory. Changes have no index by deal, so that one pass over them
 * answers for all deals that are asked about at once: O(changes), 0.1 s a million. */

#include "store/bw-store-private.h"

#include <glib/gi18n-lib.h>

#include "core/bw-deal-source.h"

G_STATIC_ASSERT (BW_STORE_MOST_SOURCES == 16);

#define SOME_DEALS "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"

/* The same columns of the deals' own rows and of their latest changes: key, file, day of the export, line. */
#define SOURCES                                                                                                             \
  "SELECT d.key AS deal, i.file AS file, i.as_of AS as_of, d.source_row AS line, 0 AS place "                               \
  "FROM deals d JOIN imports i ON i.key = d.import WHERE d.key IN " SOME_DEALS " "                                          \
  "UNION ALL "                                                                                                              \
  "SELECT deal, file, as_of, line, 1 FROM (SELECT c.deal AS deal, i.file AS file, i.as_of AS as_of, c.source_row AS line, " \
  "max (i.position) FROM deal_changes c JOIN imports i ON i.key = c.import WHERE c.deal IN " SOME_DEALS                     \
  " AND c.source_row IS NOT NULL GROUP BY c.deal) ORDER BY deal, place"

/* The rows that told of the deals with the keys @deals, of which there are at most %BW_STORE_MOST_SOURCES.
 * Returns: (transfer full) (element-type BwDealSource) (nullable): by deal, the row that brought it first; NULL and sets @error
 * when the file cannot be read. */
GArray *
bw_store_deal_sources (BwStore      *store,
                       const gint64 *deals,
                       guint         n,
                       GError      **error)
{
  g_autoptr (GArray) sources = g_array_new (FALSE, TRUE, sizeof (BwDealSource));
  g_autoptr (sqlite3_stmt) statement = NULL;
  int row;

  g_array_set_clear_func (sources, bw_deal_source_clear);
  store->sql.action = _ ("reading where deals come from");
  statement = bw_sql_prepare (&store->sql, SOURCES, error);
  if (statement == NULL)
    return NULL;
  for (guint i = 0; i < MIN (n, BW_STORE_MOST_SOURCES); i++)
    sqlite3_bind_int64 (statement, (int)i + 1, deals[i]);
  while ((row = bw_sql_next (&store->sql, statement, error)) > 0)
    {
      const char  *file = (const char *)sqlite3_column_text (statement, 1);
      const char  *day = (const char *)sqlite3_column_text (statement, 2);
      BwDealSource source = { sqlite3_column_int64 (statement, 0), g_strdup (file != NULL ? file : ""), BW_DATE_NONE,
                              (guint64)MAX (sqlite3_column_int64 (statement, 3), 0) };

      if (day == NULL || !bw_date_parse_iso (day, &source.as_of))
        source.as_of = BW_DATE_NONE;
      g_array_append_val (sources, source);
    }
  return row == 0 ? g_steal_pointer (&sources) : NULL;
}
