/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Updates of deals become rows of deals and of the history.
 *
 * What newer exports told of a deal stands in deal_updates (bw-store-updates.c) as long as nothing else is written of it. A write
 * that changes a deal in its row, takes something out of its history, or moves what an update names, first has the updates
 * of these deals put where they would be otherwise: the changes are worked out from the rows before any is touched,
 * and kept in a temporary table until the recording of the write takes them in, as with implied changes (bw-store-unfold.c). Their
 * keys are below zero for the same reason. There is no index of updates by deal, which would grow with each import: one pass
 * over them finds all, O(updates). */

#include "store/bw-store-writing.h"

#include <glib/gi18n-lib.h>

/* ---- Which deals ---- */

/* Column: key. */
static void
deal_cell (gpointer         data,
           guint            row,
           int              column,
           sqlite3_context *context)
{
  const BwWriting *writing = ((gpointer *)data)[0];
  const GArray    *deals = ((gpointer *)data)[1];

  sqlite3_result_int64 (context, writing->book->deals.key[g_array_index (deals, guint, row)]);
}

/* Lists @deals (element-type guint), whose rows are written anew where @by_row. */
static gboolean
list_deals (BwWriting    *writing,
            const GArray *deals,
            gboolean      by_row,
            GError      **error)
{
  gpointer data[2] = { writing, (gpointer)deals };
  g_autoptr (sqlite3_stmt) statement =
    bw_sql_prepare (&writing->store->sql, "INSERT OR IGNORE INTO temp.dissolving_deals (deal, by_row) SELECT c0, ?1 FROM bw_feed", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, by_row);
  writing->store->feed = (BwFeed) { deal_cell, data, 0, deals->len };
  return bw_sql_run (&writing->store->sql, statement, error);
}

/* Lists the deals of changes that come or go. */
static gboolean
list_changed (BwWriting *writing,
              GError   **error)
{
  const GArray *lists[] = { writing->delta->lost, bw_writing_changes (writing) };
  g_autoptr (GArray) deals = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint list = 0; list < G_N_ELEMENTS (lists); list++)
    for (guint i = 0; i < lists[list]->len; i++)
      {
        guint deal = g_array_index (lists[list], BwChange, i).deal;

        if (deal < writing->delta->deals_before)
          g_array_append_val (deals, deal);
      }
  return list_deals (writing, deals, FALSE, error);
}

/* Lists the deals of which an update, or the row before it, has the row with @key in @column. */
static gboolean
list_naming (BwWriting  *writing,
             const char *column,
             gint64      key,
             GError    **error)
{
  g_autofree char *text = g_strdup_printf ("INSERT OR IGNORE INTO temp.dissolving_deals (deal, by_row) SELECT u.deal, 0 "
                                           "FROM main.deal_updates u LEFT JOIN main.deal_rows d ON d.key = u.deal "
                                           "WHERE u.%s = ?1 OR d.%s = ?1",
                                           column, column);
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&writing->store->sql, text, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  return bw_sql_run (&writing->store->sql, statement, error);
}

/* Lists the deals whose updates name rows that go, or whose place others take. */
static gboolean
list_moved (BwWriting *writing,
            GError   **error)
{
  const BwDelta *delta = writing->delta;
  const struct
  {
    BwTable     table;
    BwField     field;
    const char *column;
  } named[] = { { BW_TABLE_PEOPLE, BW_FIELD_OWNER, "owner" }, { BW_TABLE_STAGES, BW_FIELD_STAGE, "stage" } };

  for (guint k = 0; k < G_N_ELEMENTS (named); k++)
    {
      for (guint i = 0; i < delta->removed[named[k].table]->len; i++)
        if (!list_naming (writing, named[k].column, g_array_index (delta->removed[named[k].table], gint64, i), error))
          return FALSE;
      for (guint i = 0; i < delta->moves->len; i++)
        {
          const BwHistoryMove *move = &g_array_index (delta->moves, BwHistoryMove, i);

          if (move->field == named[k].field &&
              !list_naming (writing, named[k].column, bw_row_key (writing->book, named[k].table, move->from), error))
            return FALSE;
        }
    }
  return TRUE;
}

/* ---- What they tell ---- */

/* The value @value of @column as the history has it. */
static char *
told_text (const BwUpdateColumn *column,
           const char           *value)
{
  if (column->field == BW_FIELD_PRESENT)
    return g_strdup_printf ("1 - (%s & 1)", value);
  if (column->column->kind == BW_VALUE_REF)
    return g_strdup_printf ("(SELECT name FROM main.%s WHERE key = %s)", bw_table_shape (column->column->list)->name, value);
  return g_strdup (value);
}

/* Appends a statement that works out the changes in column number @i of the updates that go. */
static void
append_changes_text (GString              *text,
                     const BwUpdateColumn *column,
                     guint                 i)
{
  const char      *name = column->column->name;
  gboolean         is_ref = column->column->kind == BW_VALUE_REF;
  g_autofree char *was = g_strdup_printf ("iif(u.n = 1, d.%s, u.was)", name);
  g_autofree char *old = told_text (column, was);
  g_autofree char *new = told_text (column, "u.value");

  g_string_append_printf (text,
                          "INSERT INTO temp.dissolved_changes SELECT u.deal, '%s', %s, %s, %s, %s, s.at, 0", column->field_name,
                          old, new, is_ref ? was : "NULL", is_ref ? "u.value" : "NULL");
  for (guint k = 0; k < i; k++)
    g_string_append_printf (text, " + (u.told >> %u & 1)", k);
  g_string_append_printf (text,
                          ", s.time_source, s.import, u.source_row FROM (SELECT deal, update_set, source_row, told, %s AS value, "
                          "lag(%s) OVER w AS was, row_number() OVER w AS n FROM temp.dissolving WHERE has & %u "
                          "WINDOW w AS (PARTITION BY deal ORDER BY key)) u JOIN main.deal_rows d ON d.key = u.deal "
                          "JOIN main.update_sets s ON s.key = u.update_set WHERE u.told & %u;",
                          name, name, 1u << i, 1u << i);
}

static gboolean
work_out_changes (BwWriting *writing,
                  GError   **error)
{
  const BwUpdateColumn *columns = bw_update_columns ();
  g_autoptr (GString) text = g_string_new ("CREATE TEMP TABLE dissolved_changes (deal, field, old, new, old_ref, new_ref, at, ordinal, "
                                           "time_source, import, source_row);");

  for (guint i = 0; i < BW_N_UPDATE_COLUMNS; i++)
    if (columns[i].field_name != NULL)
      append_changes_text (text, &columns[i], i);
  return bw_sql_exec (&writing->store->sql, text->str, error);
}

/* Columns without a type keep what they are given as it is. */
static gboolean
take_updates (BwWriting *writing,
              GError   **error)
{
  const BwUpdateColumn *columns = bw_update_columns ();
  g_autoptr (GString) text = g_string_new ("CREATE TEMP TABLE dissolving (key INTEGER PRIMARY KEY, deal, update_set, source_row, told, has");
  g_autoptr (GString) names = g_string_new ("key, deal, update_set, source_row, told, has");

  for (guint i = 0; i < BW_N_UPDATE_COLUMNS; i++)
    {
      g_string_append_printf (text, ", %s", columns[i].column->name);
      g_string_append_printf (names, ", %s", columns[i].column->name);
    }
  g_string_append_printf (text,
                          "); INSERT INTO temp.dissolving SELECT %s FROM main.deal_updates "
                          "WHERE deal IN (SELECT deal FROM temp.dissolving_deals) ORDER BY key;"
                          "CREATE INDEX temp.dissolving_by_deal ON dissolving (deal, key)",
                          names->str);
  return bw_sql_exec (&writing->store->sql, text->str, error);
}

/* Works out what the updates of the deals tell whose rows or histories are about to be written. To be called before they are. */
gboolean
bw_writing_begin_dissolving (BwWriting *writing,
                             GError   **error)
{
  BwSql *sql = &writing->store->sql;
  gint64 n;

  sql->action = _ ("writing the history");
  if (!bw_sql_number (sql, "SELECT EXISTS (SELECT 1 FROM deal_updates)", &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  if (!bw_sql_exec (sql, "CREATE TEMP TABLE dissolving_deals (deal INTEGER PRIMARY KEY, by_row INTEGER)", error) ||
      !list_deals (writing, bw_writing_changed_deals (writing), TRUE, error) || !list_changed (writing, error) ||
      !list_moved (writing, error) || !take_updates (writing, error) ||
      !bw_sql_number (sql, "SELECT EXISTS (SELECT 1 FROM temp.dissolving)", &n, error))
    return FALSE;
  writing->dissolving = n > 0;
  if (!writing->dissolving)
    return bw_sql_exec (sql, "DROP TABLE temp.dissolving; DROP TABLE temp.dissolving_deals", error);
  /* A change that comes into the history and leaves it, or is moved, in the same write is in no change set as what it was. */
  if (writing->delta->lost->len > 0 || writing->delta->moves->len > 0)
    bw_recording_set_whole (writing->recording);
  return work_out_changes (writing, error);
}

/* ---- Where it goes ---- */

/* Gives the rows that are not written anew what the updates say. */
static void
append_rows_text (GString *text)
{
  const BwUpdateColumn *columns = bw_update_columns ();

  for (guint i = 0; i < BW_N_UPDATE_COLUMNS; i++)
    g_string_append_printf (text,
                            "UPDATE main.deal_rows AS d SET %s = (SELECT u.%s FROM temp.dissolving u WHERE u.deal = d.key AND u.has & %u "
                            "ORDER BY u.key DESC LIMIT 1) WHERE d.key IN (SELECT u.deal FROM temp.dissolving u "
                            "JOIN temp.dissolving_deals l ON l.deal = u.deal WHERE NOT l.by_row AND u.has & %u);",
                            columns[i].column->name, columns[i].column->name, 1u << i, 1u << i);
}

/* Writes what was worked out, and takes the updates away. */
gboolean
bw_writing_end_dissolving (BwWriting *writing,
                           GError   **error)
{
  g_autoptr (GString) text = NULL;

  if (!writing->dissolving)
    return TRUE;
  writing->dissolving = FALSE;
  text = g_string_new (NULL);
  append_rows_text (text);
  g_string_append (text,
                   "INSERT INTO main.deal_changes (key, deal, field, old, new, old_ref, new_ref, at, ordinal, time_source, import, "
                   "source_row) SELECT (SELECT min (ifnull (min (key), 0), 0) FROM main.deal_changes) - rowid, deal, field, old, new, "
                   "old_ref, new_ref, at, ordinal, time_source, import, source_row FROM temp.dissolved_changes;"
                   "DELETE FROM main.deal_updates WHERE key IN (SELECT key FROM temp.dissolving);"
                   "DROP TABLE temp.dissolving; DROP TABLE temp.dissolving_deals; DROP TABLE temp.dissolved_changes;");
  writing->store->sql.action = _ ("writing the history");
  return bw_sql_exec (&writing->store->sql, text->str, error);
}
