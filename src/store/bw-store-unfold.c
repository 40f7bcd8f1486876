/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes that stood in a deal's row become rows of the history.
 *
 * What a deal was before it was closed stands in its row (see bw-folded.c) as long as the row tells it. A write that gives
 * the deal another stage, close date or amount, or takes such a change out of the history, first has them written out: the
 * deals are found by comparing what is fed with what stands there, before they are updated; the changes are kept in a
 * temporary table until the recording of the write takes in the history. Their keys are below zero and descend, so that
 * who knows all changes up to a key, as the packed copies do, does not take them for new ones. */

#include "store/bw-store-writing.h"

#include <glib/gi18n-lib.h>

/* Deals that may have to be written out. */
typedef struct
{
  const BwBook *book;
  const GArray *changed; /* guint */
  const GArray *lost;    /* BwChange */
} Suspects;

/* Columns: key, stage, close date, amount, whether a change is lost. */
static void
suspect_cell (gpointer         data,
              guint            row,
              int              column,
              sqlite3_context *context)
{
  const Suspects *suspects = data;
  const BwDeals  *deals = &suspects->book->deals;
  gboolean        lost = row >= suspects->changed->len;
  guint           deal = lost ? g_array_index (suspects->lost, BwChange, row - suspects->changed->len).deal
                              : g_array_index (suspects->changed, guint, row);

  if (column == 0)
    sqlite3_result_int64 (context, deals->key[deal]);
  else if (column == 1)
    sqlite3_result_int64 (context, bw_row_key (suspects->book, BW_TABLE_STAGES, deals->stage[deal]));
  else if (column == 2 && deals->close[deal] != BW_DATE_NONE)
    sqlite3_result_int64 (context, deals->close[deal]);
  else if (column == 3 && deals->amount[deal] != BW_MONEY_NONE)
    sqlite3_result_int64 (context, deals->amount[deal]);
  else if (column == 4)
    sqlite3_result_int64 (context, lost && g_array_index (suspects->lost, BwChange, row - suspects->changed->len).source == BW_TIME_IMPLIED);
}

static gboolean
find_unfolded (BwWriting *writing,
               GError   **error)
{
  Suspects suspects = { writing->book, writing->delta->changed_deals, writing->delta->lost };
  g_autoptr (sqlite3_stmt) statement =
    bw_sql_prepare (&writing->store->sql,
                    "INSERT OR IGNORE INTO temp.unfolded (deal) SELECT d.key FROM bw_feed f CROSS JOIN main.deals d ON d.key = f.c0 "
                    "WHERE d.was_stage IS NOT NULL AND "
                    "(f.c4 OR d.stage IS NOT f.c1 OR d.close_date IS NOT f.c2 OR d.amount IS NOT f.c3)",
                    error);

  writing->store->feed = (BwFeed) { suspect_cell, &suspects, 0, suspects.changed->len + suspects.lost->len };
  return statement != NULL && bw_sql_run (&writing->store->sql, statement, error);
}

/* Takes out of the deals' rows what the write no longer lets them tell. To be called before deals are updated. */
gboolean
bw_writing_begin_unfolding (BwWriting *writing,
                            GError   **error)
{
  BwSql *sql = &writing->store->sql;
  gint64 n = 0;

  sql->action = _ ("writing the history");
  if (!bw_sql_exec (sql, "CREATE TEMP TABLE unfolded (deal INTEGER PRIMARY KEY)", error))
    return FALSE;
  if (!find_unfolded (writing, error) || !bw_sql_number (sql, "SELECT count(*) FROM temp.unfolded", &n, error))
    return FALSE;
  writing->unfolding = n > 0;
  if (writing->unfolding &&
      !bw_sql_exec (sql,
                    "CREATE TEMP TABLE unfolded_changes AS SELECT * FROM main.implied_changes "
                    "WHERE deal IN (SELECT deal FROM temp.unfolded);"
                    "UPDATE main.deals SET was_stage = NULL, was_close = NULL, was_unpriced = NULL "
                    "WHERE key IN (SELECT deal FROM temp.unfolded);",
                    error))
    return FALSE;
  /* A change that comes into the history and leaves it in the same write is in no change set. */
  if (writing->unfolding && writing->delta->lost->len > 0)
    bw_recording_set_whole (writing->recording);
  return bw_sql_exec (sql, "DROP TABLE temp.unfolded", error);
}

/* Writes what was taken out of them as changes. */
gboolean
bw_writing_end_unfolding (BwWriting *writing,
                          GError   **error)
{
  if (!writing->unfolding)
    return TRUE;
  writing->unfolding = FALSE;
  return bw_sql_exec (&writing->store->sql,
                      "INSERT INTO deal_changes (key, deal, field, old, new, old_ref, new_ref, at, ordinal, time_source, import, "
                      "source_row) SELECT (SELECT min (ifnull (min (key), 0), 0) FROM deal_changes) - rowid, deal, field, old, new, "
                      "old_ref, new_ref, at, ordinal, time_source, import, source_row FROM temp.unfolded_changes;"
                      "DROP TABLE temp.unfolded_changes;",
                      error);
}
