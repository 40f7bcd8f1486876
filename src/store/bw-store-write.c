/* SPDX-License-Identifier: GPL-3.0-or-later */
/* BwWriting what an import or an edit changed.
 *
 * One transaction a write: all of it or nothing. New deals and changes, of which there may be millions, are written in
 * bw-store-insert.c. Foreign keys are checked at
 * the end of the transaction, so the order of tables does not matter. */

#include "store/bw-packed-block.h"
#include "store/bw-store-writing.h"

#include <string.h>

#include <glib/gi18n-lib.h>


enum
{
  TRUSTED_ROWS = 20000,
};

/* Counts @n rows; FALSE with @error set when the user wants to stop. */
gboolean
bw_writing_advance (BwWriting *writing,
                    guint      n,
                    GError   **error)
{
  guint64 before = writing->done;

  writing->done += n;
  if (writing->progress == NULL || before / BW_PROGRESS_ROWS == writing->done / BW_PROGRESS_ROWS ||
      writing->progress ((double)writing->done / (double)(MAX (writing->total, writing->done) + 1), writing->progress_data))
    return TRUE;
  bw_sql_fail (&writing->store->sql, SQLITE_INTERRUPT, error);
  return FALSE;
}

/* "INSERT INTO table (key, position, …) VALUES (?1, ?2, …)" or "UPDATE table SET … WHERE key = ?1". */
static char *
statement_text (const char     *table,
                const BwColumn *columns,
                guint           n,
                gboolean        update)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (update)
    {
      g_string_append_printf (text, "UPDATE %s SET ", table);
      for (guint i = 0; i < n; i++)
        g_string_append_printf (text, "%s%s = ?%u", i > 0 ? ", " : "", columns[i].name, i + 3);
      g_string_append (text, " WHERE key = ?1");
      return g_string_free (g_steal_pointer (&text), FALSE);
    }
  g_string_append_printf (text, "INSERT INTO %s (key, position", table);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, ", %s", columns[i].name);
  g_string_append (text, ") VALUES (?1, ?2");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, ", ?%u", i + 3);
  g_string_append_c (text, ')');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
write_organisation (BwWriting *writing,
                    GError   **error)
{
  guint           n;
  const BwColumn *columns = bw_organisation_columns (&n);
  const BwBook   *book = writing->book;
  g_autoptr (GString) text = g_string_new ("INSERT OR REPLACE INTO organisation (key, currency");
  g_autoptr (sqlite3_stmt) statement = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, ", %s", columns[i].name);
  g_string_append (text, ") VALUES (1, ?1");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, ", ?%u", i + 2);
  g_string_append_c (text, ')');
  writing->store->sql.action = _ ("writing the organisation");
  statement = bw_sql_prepare (&writing->store->sql, text->str, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, book->currency, -1, SQLITE_STATIC);
  for (guint i = 0; i < n; i++)
    bw_column_bind (&columns[i], book, bw_column_get (&columns[i], (const char *)book + columns[i].offset), statement, (int)i + 2);
  return bw_sql_run (&writing->store->sql, statement, error);
}

static gboolean
write_row (BwWriting    *writing,
           BwTable       table,
           guint         row,
           gint64        position,
           sqlite3_stmt *statement,
           GError      **error)
{
  const BwTableShape *shape = bw_table_shape (table);
  GArray             *rows = bw_book_table (writing->book, table);
  const char         *at = rows->data + (gsize)row * g_array_get_element_size (rows);

  sqlite3_bind_int64 (statement, 1, *(const gint64 *)at);
  if (position >= 0)
    sqlite3_bind_int64 (statement, 2, position);
  for (guint i = 0; i < shape->n_columns; i++)
    {
      const BwColumn *column = &shape->columns[i];

      bw_column_bind (column, writing->book, bw_column_get (column, at + column->offset), statement, (int)i + 3);
    }
  return bw_sql_run (&writing->store->sql, statement, error) && bw_writing_advance (writing, 1, error);
}

/* A field of the project's own leaves with its history. Its values are gone from the deals, which have changed. */
static gboolean
remove_field_changes (BwWriting *writing,
                      GError   **error)
{
  const GArray *keys = writing->delta->removed[BW_TABLE_FIELDS];
  g_autoptr (sqlite3_stmt) statement =
    bw_sql_prepare (&writing->store->sql,
                    "DELETE FROM deal_changes WHERE field = (SELECT 'field:' || name FROM fields WHERE key = ?1)", error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    {
      sqlite3_bind_int64 (statement, 1, g_array_index (keys, gint64, i));
      if (!bw_sql_run (&writing->store->sql, statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remove_rows (BwWriting *writing,
             BwTable    table,
             GError   **error)
{
  const GArray    *keys = writing->delta->removed[table];
  g_autofree char *text = g_strdup_printf ("DELETE FROM %s WHERE key = ?1", bw_table_shape (table)->name);
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&writing->store->sql, text, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    {
      sqlite3_bind_int64 (statement, 1, g_array_index (keys, gint64, i));
      if (!bw_sql_run (&writing->store->sql, statement, error) || !bw_writing_advance (writing, 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
update_rows (BwWriting *writing,
             BwTable    table,
             GError   **error)
{
  const BwTableShape *shape = bw_table_shape (table);
  const GArray       *changed = writing->delta->changed[table];
  g_autofree char    *text = statement_text (shape->name, shape->columns, shape->n_columns, TRUE);
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&writing->store->sql, text, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < changed->len; i++)
    if (!write_row (writing, table, g_array_index (changed, guint, i), -1, statement, error))
      return FALSE;
  return TRUE;
}

static gboolean
insert_rows (BwWriting *writing,
             BwTable    table,
             GError   **error)
{
  const BwTableShape *shape = bw_table_shape (table);
  guint               first = writing->delta->before[table], n = bw_book_table (writing->book, table)->len;
  g_autofree char    *last = g_strdup_printf ("SELECT max(position) + 1 FROM %s", shape->name);
  g_autofree char    *text = statement_text (shape->name, shape->columns, shape->n_columns, FALSE);
  g_autoptr (sqlite3_stmt) statement = NULL;
  gint64 position;

  if (!bw_sql_number (&writing->store->sql, last, &position, error))
    return FALSE;
  statement = bw_sql_prepare (&writing->store->sql, text, error);
  if (statement == NULL)
    return FALSE;
  bw_recording_begin_rows (writing->recording, table, position, n - first);
  for (guint i = first; i < n; i++)
    if (!write_row (writing, table, i, position++, statement, error))
      return FALSE;
  bw_recording_set_adding (writing->recording, FALSE);
  return TRUE;
}

static gboolean
write_tables (BwWriting *writing,
              GError   **error)
{
  const BwDelta *delta = writing->delta;

  writing->store->sql.action = _ ("writing its tables");
  if (delta->removed[BW_TABLE_FIELDS]->len > 0 && !remove_field_changes (writing, error))
    return FALSE;
  for (int table = 0; table < BW_N_TABLES; table++)
    if ((delta->removed[table]->len > 0 && !remove_rows (writing, table, error)) ||
        (delta->changed[table]->len > 0 && !update_rows (writing, table, error)) ||
        (table != BW_TABLE_RECORDS && bw_book_table (writing->book, table)->len > delta->before[table] &&
         !insert_rows (writing, table, error)))
      return FALSE;
  return TRUE;
}

/* The key of the newest import of the file called @file; 0 for none. */
static gint64
import_of_file (const BwBook *book,
                const char   *file)
{
  for (guint i = book->imports->len; i > 0; i--)
    {
      const BwImportRecord *record = &g_array_index (book->imports, BwImportRecord, i - 1);

      if (file != NULL && g_str_equal (bw_book_text (book, record->file), file))
        return record->key;
    }
  return 0;
}

static gboolean
write_rejected (BwWriting *writing,
                GError   **error)
{
  const GPtrArray *rejected = writing->delta->rejected;
  g_autoptr (sqlite3_stmt) statement = NULL;
  gint64 key;

  writing->store->sql.action = _ ("writing the rejected rows");
  if (!bw_sql_number (&writing->store->sql, "SELECT max(key) + 1 FROM rejected_rows", &key, error))
    return FALSE;
  key = MAX (key, 1);
  statement = bw_sql_prepare (&writing->store->sql,
                              "INSERT INTO rejected_rows (key, import, file, source_row, column_name, value, reason, raw) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                              error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < rejected->len; i++)
    {
      const BwRejectedRow *row = g_ptr_array_index (rejected, i);
      gint64               import = import_of_file (writing->book, row->file);

      sqlite3_bind_int64 (statement, 1, key++);
      if (import != 0)
        sqlite3_bind_int64 (statement, 2, import);
      else
        sqlite3_bind_null (statement, 2);
      sqlite3_bind_text (statement, 3, row->file, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (statement, 4, (gint64)row->row);
      sqlite3_bind_text (statement, 5, row->column, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 6, row->value, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 7, row->reason, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 8, row->raw, -1, SQLITE_STATIC);
      if (!bw_sql_run (&writing->store->sql, statement, error) || !bw_writing_advance (writing, 1, error))
        return FALSE;
    }
  return TRUE;
}

/* Writes what became of rejected rows that were there before. */
static gboolean
write_settled (BwWriting *writing,
               GError   **error)
{
  static const char *const states[] = { "open", "corrected", "dismissed" };
  g_autoptr (sqlite3_stmt) statement = NULL;

  writing->store->sql.action = _ ("writing the rejected rows");
  statement = bw_sql_prepare (&writing->store->sql,
                              "UPDATE rejected_rows SET state = ?2, column_name = ?3, value = ?4, reason = ?5, raw = ?6 WHERE key = ?1",
                              error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < writing->delta->settled->len; i++)
    {
      const BwRejectedRow *row = g_ptr_array_index (writing->delta->settled, i);

      sqlite3_bind_int64 (statement, 1, row->key);
      sqlite3_bind_text (statement, 2, states[row->state], -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 3, row->column, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 4, row->value, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 5, row->reason, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 6, row->raw, -1, SQLITE_STATIC);
      if (!bw_sql_run (&writing->store->sql, statement, error))
        return FALSE;
    }
  return TRUE;
}

/* Has one of the two values of @field's changes name another row. */
static gboolean
move_value (BwWriting           *writing,
            const BwHistoryMove *move,
            const char          *deals,
            const char          *value,
            GError             **error)
{
  const BwColumn  *column = bw_field_column (writing->book, (guint8)move->field);
  g_autofree char *text = g_strdup_printf ("UPDATE deal_changes SET %s_ref = ?1, %s = ?2 WHERE %s_ref = ?3 AND field = ?4%s", value,
                                           value, value, deals != NULL ? " AND deal IN (SELECT value FROM json_each (?5))" : "");
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&writing->store->sql, text, error);
  const char *name = bw_book_text (writing->book, bw_row_name (writing->book, column->list, move->to));

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, bw_row_key (writing->book, column->list, move->to));
  if (*name != '\0')
    sqlite3_bind_text (statement, 2, name, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, bw_row_key (writing->book, column->list, move->from));
  sqlite3_bind_text (statement, 4, bw_field_name (move->field), -1, SQLITE_STATIC);
  if (deals != NULL)
    sqlite3_bind_text (statement, 5, deals, -1, SQLITE_STATIC);
  return bw_sql_run (&writing->store->sql, statement, error);
}

/* What merging and separating rows did to the history. One pass over it for each value: no index is kept for so rare
 * an edit. */
static gboolean
write_moves (BwWriting *writing,
             GError   **error)
{
  writing->store->sql.action = _ ("writing the history");
  for (guint i = 0; i < writing->delta->moves->len; i++)
    {
      const BwHistoryMove *move = &g_array_index (writing->delta->moves, BwHistoryMove, i);
      g_autoptr (GString) deals = move->deals != NULL ? g_string_new ("[") : NULL;

      for (guint k = 0; deals != NULL && k < move->deals->len; k++)
        g_string_append_printf (deals, "%s%" G_GINT64_FORMAT, k > 0 ? "," : "",
                                writing->book->deals.key[g_array_index (move->deals, guint, k)]);
      if (deals != NULL)
        g_string_append_c (deals, ']');
      if (!move_value (writing, move, deals != NULL ? deals->str : NULL, "old", error) ||
          !move_value (writing, move, deals != NULL ? deals->str : NULL, "new", error))
        return FALSE;
    }
  return TRUE;
}

static void
count_rows (BwWriting *writing)
{
  const BwDelta *delta = writing->delta;

  writing->total = bw_writing_changed_deals (writing)->len + (writing->book->deals.n - delta->deals_before) +
                   bw_writing_changes (writing)->len + (writing->plan != NULL ? writing->plan->rows->len : 0) + delta->lost->len + delta->rejected->len;
  for (int table = 0; table < BW_N_TABLES; table++)
    writing->total += delta->removed[table]->len + delta->changed[table]->len +
                      (bw_book_table (writing->book, table)->len - delta->before[table]);
  for (guint i = delta->before[BW_TABLE_IMPORTS]; i < writing->book->imports->len; i++)
    {
      const BwImportRecord *record = &g_array_index (writing->book->imports, BwImportRecord, i);

      writing->one_import = i == delta->before[BW_TABLE_IMPORTS] && i + 1 == writing->book->imports->len;
      if (writing->deal_import == 0 || g_str_equal (bw_book_text (writing->book, record->kind), "deals"))
        writing->deal_import = record->key;
    }
}

/* Writes the deals that are new, but for those that have been. */
static gboolean
insert_deals (BwWriting *writing,
              GError   **error)
{
  const BwDelta *delta = writing->delta;
  gint64         position;

  if (writing->store->early != NULL)
    {
      bw_early_write_take_odd (writing->store->early, writing->odd);
      return TRUE;
    }
  writing->lines = (const guint64 *)(const void *)delta->new_deal_rows->data;
  writing->n_lines = delta->new_deal_rows->len;
  writing->first_new = delta->deals_before;
  return bw_sql_number (&writing->store->sql, "SELECT max(position) + 1 FROM deal_rows", &position, error) &&
         bw_writing_insert_deals (writing, delta->deals_before, writing->book->deals.n - delta->deals_before, position, error);
}

/* Writes what the delta tells. */
static gboolean
write_parts (BwWriting *writing,
             GError   **error)
{
  const BwDelta *delta = writing->delta;
  const GArray  *changed = bw_writing_changed_deals (writing), *changes = bw_writing_changes (writing);

  gboolean logging = bw_recording_is_logging (writing->recording);

  count_rows (writing);
  if (!bw_sql_exec (&writing->store->sql, "PRAGMA defer_foreign_keys = ON", error))
    return FALSE;
  if ((delta->changed_deals->len > 0 || writing->book->deals.n > delta->deals_before) && !bw_writing_load_labels (writing, error))
    return FALSE;
  if ((changed->len > 0 || delta->lost->len > 0) && !bw_writing_begin_unfolding (writing, error))
    return FALSE;
  if (!bw_writing_begin_dissolving (writing, error))
    return FALSE;
  if (logging && (!bw_writing_update_deals (writing, error) || !bw_recording_end_log (writing->recording, error)))
    return FALSE;
  if ((delta->organisation && !write_organisation (writing, error)) || !write_tables (writing, error))
    return FALSE;
  writing->store->sql.action = _ ("writing the deals");
  if (!logging && changed->len > 0 && !bw_writing_update_deals (writing, error))
    return FALSE;
  if (!bw_writing_end_unfolding (writing, error) || !bw_writing_end_dissolving (writing, error))
    return FALSE;
  if ((delta->lost->len > 0 && !bw_writing_remove_changes (writing, error)) ||
      (delta->moves->len > 0 && !write_moves (writing, error)) ||
      (delta->settled->len > 0 && !write_settled (writing, error)))
    return FALSE;
  bw_recording_set_adding (writing->recording, TRUE);
  if (writing->book->deals.n > delta->deals_before && !insert_deals (writing, error))
    return FALSE;
  if (writing->book->records->len > delta->before[BW_TABLE_RECORDS] && !bw_writing_insert_records (writing, error))
    return FALSE;
  return (writing->odd->len == 0 || bw_writing_insert_odd_changes (writing, error)) &&
         (writing->plan == NULL || bw_writing_insert_updates (writing, error)) &&
         (changes->len == 0 || bw_writing_insert_changes (writing, (const BwChange *)(const void *)changes->data, changes->len,
                                                          bw_writing_change_lines (writing), error)) &&
         (delta->rejected->len == 0 || write_rejected (writing, error));
}

/* The same, within a transaction. */
static gboolean
write_delta (BwWriting *writing,
             GError   **error)
{
  gboolean ok;

  writing->odd = g_array_new (FALSE, FALSE, sizeof (BwChange));
  ok = write_parts (writing, error);
  g_clear_pointer (&writing->odd, g_array_unref);
  return ok;
}

/* Writes all of @book into the empty tables, within a transaction of the caller's. */
gboolean
bw_store_write_all (BwStore      *store,
                    const BwBook *book,
                    GError      **error)
{
  g_autoptr (BwBook) nothing = bw_book_new ();
  g_autoptr (BwDelta) delta = bw_delta_new (nothing);
  BwWriting writing = { .store = store, .book = book, .delta = delta };

  delta->organisation = TRUE;
  return write_delta (&writing, error) &&
         (book->history.n == 0 || bw_writing_insert_changes (&writing, book->history.changes, book->history.n, NULL, error)) &&
         bw_store_pack_write (store, book, error);
}

static BwRecording *
begin_recording (BwWriting *writing,
                 GError   **error)
{
  const BwDelta *delta = writing->delta;

  return bw_recording_new (writing->store, writing->book->deals.n - delta->deals_before,
                           writing->plan != NULL ? writing->plan->rows->len : 0,
                           bw_writing_changes (writing)->len + delta->rejected->len +
                             (writing->book->records->len - delta->before[BW_TABLE_RECORDS]),
                           bw_writing_changed_deals (writing)->len, error);
}

/* The write within its transaction. */
static gboolean
write_recorded (BwWriting *writing,
                GBytes   **undo,
                GError   **error)
{
  const BwDelta *delta = writing->delta;
  gboolean       stopped = FALSE;
  g_autoptr (BwUpdatePlan) plan = bw_update_plan_new (writing->book, delta, writing->progress, writing->progress_data, &stopped);
  g_autoptr (BwRecording) recording = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (stopped)
    {
      bw_sql_fail (&writing->store->sql, SQLITE_INTERRUPT, error);
      return FALSE;
    }
  writing->plan = plan;
  if (undo != NULL)
    {
      recording = begin_recording (writing, error);
      if (recording == NULL)
        return FALSE;
    }
  writing->recording = recording;
  if (plan != NULL)
    bw_recording_set_whole (recording);
  if (!write_delta (writing, error))
    return FALSE;
  if (recording != NULL && (bytes = bw_recording_finish (recording, error)) == NULL)
    return FALSE;
  if (!bw_store_pack_note_write (writing->store, writing->book, delta, &writing->packs_later, error))
    return FALSE;
  if (undo != NULL)
    *undo = g_steal_pointer (&bytes);
  writing->plan = NULL;
  return TRUE;
}

static gboolean
commit_recorded (BwWriting *writing,
                 GBytes   **undo,
                 GError   **error)
{
  BwSql *sql = &writing->store->sql;

  if (writing->store->early == NULL && !bw_store_begin_writing (writing->store, error))
    return FALSE;
  if (!write_recorded (writing, undo, error))
    {
      bw_sql_rollback (sql);
      return FALSE;
    }
  /* The last chance to stop: what follows waits for the disk alone. */
  if (writing->progress != NULL && !writing->progress (1, writing->progress_data))
    {
      bw_sql_fail (sql, SQLITE_INTERRUPT, error);
      bw_sql_rollback (sql);
      return FALSE;
    }
  sql->action = _ ("committing what was written");
  return bw_sql_commit (sql, error);
}

/* Whether the write is large and takes nothing away, unless there were no deals yet (a first import replaces the stages that
 * each project begins with). Its references are then good by construction (each is the key of a row of the book), and looking
 * each of them up in a table that is larger than the cache would take most of the time. */
static gboolean
is_trusted_bulk (const BwBook  *after,
                 const BwDelta *delta)
{
  for (int table = 0; table < BW_N_TABLES; table++)
    if (delta->removed[table]->len > 0 && delta->deals_before > 0)
      return FALSE;
  return after->deals.n - delta->deals_before + delta->changes->len + after->records->len - delta->before[BW_TABLE_RECORDS] >
         TRUSTED_ROWS;
}

gboolean
bw_store_write (BwStore       *store,
                BwBook        *after,
                const BwDelta *delta,
                GBytes       **undo,
                BwProgress     progress,
                gpointer       progress_data,
                GError       **error)
{
  BwWriting writing = { .store = store, .book = after, .delta = delta, .progress = progress, .progress_data = progress_data };
  g_autoptr (GBytes) bytes = NULL;
  gboolean trust, ok;

  if (bw_store_refuse_read_only (store, error))
    return FALSE;
  store->sql.action = _ ("writing it");
  if (store->early != NULL && !(is_trusted_bulk (after, delta) && bw_early_write_holds (store->early, after, delta)))
    bw_store_drop_early (store);
  trust = is_trusted_bulk (after, delta);
  if (store->early == NULL && !bw_store_enforce_references (store, !trust, error))
    return FALSE;
  ok = commit_recorded (&writing, undo != NULL ? &bytes : NULL, error);
  bw_store_end_early (store);
  if (trust && !bw_store_enforce_references (store, TRUE, ok ? error : NULL))
    return FALSE;
  if (!ok)
    {
      /* Those that it added are gone. */
      g_clear_pointer (&store->labels, bw_labels_free);
      return FALSE;
    }
  store->worn = TRUE;
  if (writing.packs_later)
    bw_store_pack_later (store, after, delta->row_memory);
  if (undo != NULL)
    *undo = g_steal_pointer (&bytes);
  return TRUE;
}
