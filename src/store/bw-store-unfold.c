/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes that stood in a deal's row become rows of the history.
 *
 * What a deal was before it was closed stands in its row (see bw-folded.c) as long as its history can be told by it. A
 * write that takes such a change out of the history, or changes what it led to, first has all of them written out: the
 * deals are found before they are updated; the changes are kept in a
 * temporary table until the recording of the write takes in the history. Their keys are below zero and descend, so that
 * who knows all changes up to a key, as the packed copies do, does not take them for new ones. */

#include "store/bw-store-writing.h"

#include <glib/gi18n-lib.h>

#include "store/bw-folded.h"

static gboolean
has_implied (const BwBook *book,
             guint         deal)
{
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);

  for (guint i = 0; i < n; i++)
    if (changes[i].source == BW_TIME_IMPLIED)
      return TRUE;
  return FALSE;
}

/* Appends the deals whose rows, should something stand there, would no longer tell their history. */
static void
find_suspects (const BwWriting *writing,
               GArray          *suspects)
{
  const BwDelta *delta = writing->delta;
  const GArray  *changed = bw_writing_changed_deals (writing);

  for (guint i = 0; i < changed->len; i++)
    {
      guint    deal = g_array_index (changed, guint, i);
      BwFolded folded;

      if (!has_implied (writing->book, deal))
        continue;
      bw_folded_find (writing->book, deal, &folded);
      if (folded.n == 0)
        g_array_append_val (suspects, deal);
    }
  for (guint i = 0; i < delta->lost->len; i++)
    if (g_array_index (delta->lost, BwChange, i).source == BW_TIME_IMPLIED)
      g_array_append_val (suspects, g_array_index (delta->lost, BwChange, i).deal);
}

/* Column: key. */
static void
suspect_cell (gpointer         data,
              guint            row,
              int              column,
              sqlite3_context *context)
{
  const BwWriting *writing = ((gpointer *)data)[0];
  const GArray    *suspects = ((gpointer *)data)[1];

  sqlite3_result_int64 (context, writing->book->deals.key[g_array_index (suspects, guint, row)]);
}

static gboolean
find_unfolded (BwWriting *writing,
               GError   **error)
{
  g_autoptr (GArray) suspects = g_array_new (FALSE, FALSE, sizeof (guint));
  gpointer data[2] = { writing, suspects };
  g_autoptr (sqlite3_stmt) statement =
    bw_sql_prepare (&writing->store->sql,
                    "INSERT OR IGNORE INTO temp.unfolded (deal) SELECT d.key FROM bw_feed f CROSS JOIN main.deal_rows d ON d.key = f.c0 "
                    "WHERE d.was_stage IS NOT NULL",
                    error);

  find_suspects (writing, suspects);
  writing->store->feed = (BwFeed) { suspect_cell, data, 0, suspects->len };
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
                    "UPDATE main.deal_rows SET was_stage = NULL, was_close = NULL, was_unpriced = NULL "
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
