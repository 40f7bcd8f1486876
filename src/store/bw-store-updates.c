/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What newer exports tell of deals, in rows of its own.
 *
 * A row of deal_updates gives some columns of a deal new values (schema/step-5.sql has the bits, bw-update-plan.c which deals
 * are told so). Reading plays them in the order of their keys over what deal_rows holds: what a column was then is the old value of
 * the change. Writing appends. */

#include "store/bw-store-updates.h"

#include <glib/gi18n-lib.h>

#include "core/bw-deal-value.h"
#include "store/bw-store-writing.h"

G_STATIC_ASSERT (BW_FIELD_STAGE == 0);

/* ---- Writing ---- */

/* Updates on their way. */
typedef struct
{
  const BwWriting      *writing;
  const BwUpdateColumn *columns;
  BwLabelMap           *labels; /* of next steps */
  gint64                key;    /* of the first row */
  gint64                set;    /* of the first set */
} NewUpdates;

static gboolean
insert_sets (BwWriting *writing,
             gint64    *first,
             GError   **error)
{
  BwSql        *sql = &writing->store->sql;
  const GArray *sets = writing->plan->sets;
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (!bw_sql_number (sql, "SELECT ifnull(max(key), 0) + 1 FROM update_sets", first, error))
    return FALSE;
  statement = bw_sql_prepare (sql, "INSERT INTO update_sets (key, import, at, time_source) VALUES (?1, ?2, ?3, ?4)", error);
  for (guint i = 0; i < sets->len && statement != NULL; i++)
    {
      const BwUpdateSet *set = &g_array_index (sets, BwUpdateSet, i);

      sqlite3_bind_int64 (statement, 1, *first + i);
      if (set->import >= 0)
        sqlite3_bind_int64 (statement, 2, bw_row_key (writing->book, BW_TABLE_IMPORTS, set->import));
      else
        sqlite3_bind_null (statement, 2);
      if (set->at != BW_DATE_NONE)
        sqlite3_bind_int64 (statement, 3, set->at);
      else
        sqlite3_bind_null (statement, 3);
      sqlite3_bind_int64 (statement, 4, set->source);
      if (!bw_sql_run (sql, statement, error))
        return FALSE;
    }
  return statement != NULL;
}

/* The value that @row gives its column @column, which it has: what the change led to, else what is so now. */
static gint64
value_of (const NewUpdates  *updates,
          const BwUpdateRow *row,
          guint              column)
{
  const BwDeals  *deals = &updates->writing->book->deals;
  const BwColumn *shape = updates->columns[column].column;
  guint           n = (guint)__builtin_popcount (row->told & ((1u << column) - 1));
  const BwChange *change;

  if (!(row->told & 1u << column))
    return bw_column_get (shape, (const char *)bw_deal_column_data (deals, shape) + (gsize)row->deal * shape->size);
  change = &g_array_index (updates->writing->delta->changes, BwChange, row->first + n);
  if (change->field == BW_FIELD_PRESENT)
    return (deals->flags[row->deal] & ~BW_DEAL_VANISHED) | (change->new_value != 0 ? 0 : BW_DEAL_VANISHED);
  return change->new_value;
}

static void
value_cell (const NewUpdates  *updates,
            const BwUpdateRow *row,
            guint              column,
            sqlite3_context   *context)
{
  const BwColumn *shape = updates->columns[column].column;
  gint64          value, label;

  if (!(row->has & 1u << column))
    return;
  value = value_of (updates, row, column);
  label = shape->kind == BW_VALUE_WORD ? bw_label_map_get (updates->labels, (BwText)value) : 0;
  if (label != 0)
    sqlite3_result_int64 (context, label);
  else
    bw_column_result (shape, updates->writing->book, value, context);
}

/* Columns: key, deal, update_set, source_row, told, has, the values. */
static void
update_cell (gpointer         data,
             guint            at,
             int              column,
             sqlite3_context *context)
{
  const NewUpdates  *updates = data;
  const BwUpdateRow *row = &g_array_index (updates->writing->plan->rows, BwUpdateRow, at);
  const GArray      *lines = updates->writing->delta->change_rows;
  guint64            line;

  switch (column)
    {
    case 0:
      sqlite3_result_int64 (context, updates->key + at);
      break;
    case 1:
      sqlite3_result_int64 (context, updates->writing->book->deals.key[row->deal]);
      break;
    case 2:
      sqlite3_result_int64 (context, updates->set + row->set);
      break;
    case 3:
      line = row->first < lines->len ? g_array_index (lines, guint64, row->first) : 0;
      if (line > 0)
        sqlite3_result_int64 (context, (gint64)line);
      break;
    case 4:
      sqlite3_result_int64 (context, row->told);
      break;
    case 5:
      sqlite3_result_int64 (context, row->has);
      break;
    default:
      value_cell (updates, row, (guint)column - 6, context);
      break;
    }
}

/* Returns: (transfer full) (nullable): the labels of the next steps that the updates tell. */
static BwLabelMap *
find_labels (BwWriting *writing,
             GError   **error)
{
  const GArray *changes = writing->delta->changes;
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (BwText));

  for (guint i = 0; i < changes->len; i++)
    {
      const BwChange *change = &g_array_index (changes, BwChange, i);
      BwText          text = (BwText)change->new_value;

      if (change->field == BW_FIELD_NEXT_STEP)
        g_array_append_val (texts, text);
    }
  if (!bw_writing_load_labels (writing, error))
    return NULL;
  return bw_label_map_new (writing->store->labels, &writing->store->sql, writing->book, (const BwText *)(const void *)texts->data, NULL,
                           texts->len, error);
}

/* "INSERT INTO deal_updates (…) SELECT …". */
static char *
insert_text (const BwUpdateColumn *columns)
{
  g_autoptr (GString) text = g_string_new ("INSERT INTO deal_updates (key, deal, update_set, source_row, told, has");
  g_autofree char *select = bw_feed_select (BW_N_UPDATE_COLUMNS + 6);

  for (guint i = 0; i < BW_N_UPDATE_COLUMNS; i++)
    g_string_append_printf (text, ", %s", columns[i].column->name);
  g_string_append_printf (text, ") %s", select);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Appends what the plan says. */
gboolean
bw_writing_insert_updates (BwWriting *writing,
                           GError   **error)
{
  BwSql           *sql = &writing->store->sql;
  NewUpdates       updates = { .writing = writing, .columns = bw_update_columns () };
  g_autofree char *text = insert_text (updates.columns);
  guint            n = writing->plan->rows->len;
  g_autoptr (BwLabelMap) labels = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  sql->action = _ ("writing the history");
  labels = updates.labels = find_labels (writing, error);
  if (labels == NULL || !insert_sets (writing, &updates.set, error) ||
      !bw_sql_number (sql, "SELECT ifnull(max(key), 0) + 1 FROM deal_updates", &updates.key, error))
    return FALSE;
  statement = bw_sql_prepare (sql, text, error);
  if (statement == NULL)
    return FALSE;
  for (guint at = 0; at < n; at += BW_PROGRESS_ROWS)
    {
      guint end = MIN (n, at + BW_PROGRESS_ROWS);

      writing->store->feed = (BwFeed) { update_cell, &updates, at, end };
      if (!bw_sql_run (sql, statement, error) || !bw_writing_advance (writing, end - at, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- Reading ---- */

enum
{
  DEAL,
  TOLD,
  HAS,
  AT,
  TIME_SOURCE,
  IMPORT,
  VALUES,
};

/* What the present row says but for its values. Returns %FALSE with reading->bad_column set when that cannot be. */
static gboolean
read_head (BwReading    *reading,
           sqlite3_stmt *statement,
           guint        *told,
           guint        *has,
           BwChange     *change)
{
  static const BwColumn at_column = { "at", BW_VALUE_DAY, 0, sizeof (BwDate), 0 };
  static const BwColumn import_column = { "import", BW_VALUE_REF, BW_TABLE_IMPORTS, sizeof (gint32), 0 };
  gint64                told_bits = sqlite3_column_int64 (statement, TOLD), has_bits = sqlite3_column_int64 (statement, HAS);
  gint64                source = sqlite3_column_int64 (statement, TIME_SOURCE);

  change->at = (BwDate)bw_column_read (&at_column, reading, statement, AT);
  change->import = (gint32)bw_column_read (&import_column, reading, statement, IMPORT);
  if (has_bits < 0 || has_bits >= 1 << BW_N_UPDATE_COLUMNS)
    reading->bad_column = "has";
  else if (told_bits & ~has_bits || told_bits >> BW_N_UPDATE_COLUMNS || (told_bits != 0 && change->at == BW_DATE_NONE))
    reading->bad_column = "told";
  else if (source < 0 || source > BW_TIME_PERSON || sqlite3_column_type (statement, TIME_SOURCE) == SQLITE_NULL)
    reading->bad_column = "update_set";
  change->source = (guint8)source;
  *told = (guint)told_bits;
  *has = (guint)has_bits;
  return reading->bad_column == NULL;
}

/* Gives the deal at @place what the present row says. */
static gboolean
read_update (BwReading    *reading,
             sqlite3_stmt *statement,
             BwDeals      *deals,
             guint         place,
             GArray       *changes)
{
  const BwUpdateColumn *columns = bw_update_columns ();
  BwChange              change = { .deal = place };
  guint                 told, has;

  if (!read_head (reading, statement, &told, &has, &change))
    return FALSE;
  for (guint i = 0; i < BW_N_UPDATE_COLUMNS; i++)
    {
      const BwColumn *column = columns[i].column;
      char           *data = bw_deal_column_data (deals, column);
      gint64          value;

      if (!(has & 1u << i))
        continue;
      value = bw_column_read (column, reading, statement, VALUES + (int)i);
      if (reading->bad_column == NULL && column->kind == BW_VALUE_REF && column->list == BW_TABLE_STAGES && value < 0)
        reading->bad_column = column->name;
      if (reading->bad_column != NULL)
        return FALSE;
      if (told & 1u << i && columns[i].field_name == NULL)
        {
          reading->bad_column = "told";
          return FALSE;
        }
      if (told & 1u << i && changes != NULL)
        change.old_value = bw_deal_value_get (deals, place, (guint8)columns[i].field);
      bw_column_set (column, data + (gsize)place * column->size, value);
      if (!(told & 1u << i) || changes == NULL)
        continue;
      change.field = (guint8)columns[i].field;
      change.new_value = bw_deal_value_get (deals, place, change.field);
      g_array_append_val (changes, change);
      change.ordinal++;
    }
  return TRUE;
}

/* Gives @deals, as deal_rows has them, what was told since, each deal at its place in @places (element-type key of a deal to
 * place); others are passed over. Appends the changes to @changes (nullable) (element-type BwChange). */
gboolean
bw_store_read_updates (BwStore        *store,
                       BwReading      *reading,
                       BwDeals        *deals,
                       const BwKeyMap *places,
                       GArray         *changes,
                       GError        **error)
{
  const BwUpdateColumn *columns = bw_update_columns ();
  g_autoptr (GString) text = g_string_new ("SELECT u.deal, u.told, u.has, s.at, s.time_source, s.import");
  g_autoptr (sqlite3_stmt) statement = NULL;
  int row;

  for (guint i = 0; i < BW_N_UPDATE_COLUMNS; i++)
    g_string_append_printf (text, ", u.%s", columns[i].column->name);
  g_string_append (text, " FROM deal_updates u LEFT JOIN update_sets s ON s.key = u.update_set ORDER BY u.key");
  store->sql.action = _ ("reading the deals");
  statement = bw_sql_prepare (&store->sql, text->str, error);
  if (statement == NULL)
    return FALSE;
  while ((row = bw_sql_next (&store->sql, statement, error)) > 0)
    {
      gint32 place = bw_key_map_lookup (places, sqlite3_column_int64 (statement, DEAL));

      if (place >= 0 && !read_update (reading, statement, deals, (guint)place, changes))
        return bw_store_bad_value (store, "deal_updates", reading->bad_column, error);
    }
  return row == 0;
}

/* The same for the @deals from @first on, whose history is known. */
gboolean
bw_store_read_updates_of (BwStore   *store,
                          BwReading *reading,
                          BwDeals   *deals,
                          guint      first,
                          GError   **error)
{
  BwKeyMap places = { NULL };
  gboolean ok;

  if (deals->n <= first)
    return TRUE;
  bw_key_map_init (&places, deals->n - first);
  for (guint i = first; i < deals->n; i++)
    if (deals->key[i] != 0)
      bw_key_map_insert (&places, deals->key[i], (gint32)i);
  ok = bw_store_read_updates (store, reading, deals, &places, NULL, error);
  bw_key_map_clear (&places);
  return ok;
}
