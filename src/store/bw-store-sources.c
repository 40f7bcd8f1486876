/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows of which files told of deals: of each the row that brought it, and those that changed it.
 *
 * The lines of files are not kept in memory, where millions of them would take room that nobody looks at: they are looked up when
 * somebody asks. Changes and updates have no index by deal, so that one pass over them answers for all deals that are asked about at once:
 * O(changes), 0.1 s a million. */

#include "store/bw-store-private.h"

#include <glib/gi18n-lib.h>

#include "core/bw-deal-source.h"

G_STATIC_ASSERT (BW_STORE_MOST_SOURCES == 16);

#define SOME_DEALS "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"

/* The fields of the bits of deal_updates.told, as a table of numbers and names. */
#define TOLD_FIELDS \
  "json_each ('[\"stage\",\"amount\",\"close_date\",\"owner\",\"category\",\"probability\",\"present\",\"next_step\",\"activity\"]')"

/* The deals' own rows, which have no field, and those of their changes and updates. An edit has neither import nor row. */
#define SOURCES                                                                                                   \
  "SELECT d.key AS deal, i.file, d.source_row, NULL AS at, NULL AS ordinal, NULL AS field, -1 AS place "          \
  "FROM deal_rows d JOIN imports i ON i.key = d.import WHERE d.key IN " SOME_DEALS " "                            \
  "UNION ALL "                                                                                                    \
  "SELECT c.deal, i.file, c.source_row, c.at, c.ordinal, c.field, i.position FROM deal_changes c JOIN imports i " \
  "ON i.key = c.import WHERE c.deal IN " SOME_DEALS " AND c.source_row IS NOT NULL "                              \
  "UNION ALL "                                                                                                    \
  "SELECT u.deal, i.file, u.source_row, s.at, "                                                                   \
  "(SELECT count(*) FROM " TOLD_FIELDS " g WHERE g.key < f.key AND u.told >> g.key & 1), "                        \
  "f.value, i.position FROM deal_updates u JOIN update_sets s ON s.key = u.update_set "                           \
  "JOIN imports i ON i.key = s.import JOIN " TOLD_FIELDS " f ON u.told >> f.key & 1 "                             \
  "WHERE u.deal IN " SOME_DEALS " AND u.source_row IS NOT NULL "                                                  \
  "ORDER BY deal, place, at, ordinal"

static BwDealSource
read_source (sqlite3_stmt *statement)
{
  const char  *file = (const char *)sqlite3_column_text (statement, 1);
  const char  *field = (const char *)sqlite3_column_text (statement, 5);
  BwDate       at = sqlite3_column_type (statement, 3) == SQLITE_NULL ? BW_DATE_NONE : (BwDate)sqlite3_column_int64 (statement, 3);
  BwDealSource source = {
    .deal = sqlite3_column_int64 (statement, 0),
    .file = g_utf8_make_valid (file != NULL ? file : "", -1),
    .row = (guint64)MAX (sqlite3_column_int64 (statement, 2), 0),
  };

  if (field == NULL)
    source.change = g_strdup ("");
  else
    source.change = bw_deal_source_name_change (at, (guint)sqlite3_column_int64 (statement, 4), field);
  return source;
}

/* The rows that told of the deals with the keys @deals, of which there are at most %BW_STORE_MOST_SOURCES.
 * Returns: (transfer full) (element-type BwDealSource) (nullable): by deal, the row that brought it first, then those that changed
 * it, as they were imported; NULL and sets @error when the file cannot be read. */
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
      BwDealSource source = read_source (statement);

      g_array_append_val (sources, source);
    }
  return row == 0 ? g_steal_pointer (&sources) : NULL;
}
