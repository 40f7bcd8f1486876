/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a project's rows into a book.
 *
 * Rows refer to each other by key, memory by index. So the keys of all small tables are read first, in the order of
 * "position", which gives each its index; then the rows, with their references looked up. Deals are read in the
 * order of the file (a sequential scan) and put into the order of "position" afterwards by one permutation. A value that
 * cannot be (a date that is none, a reference to nothing) stops the reading: the file was changed by another program. */

#include "store/bw-store-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-custom-field.h"
#include "store/bw-custom-text.h"
#include "store/bw-folded.h"
#include "store/bw-store-updates.h"

/* Sets @error for a value that cannot be; always returns %FALSE. */
gboolean
bw_store_bad_value (BwStore    *store,
                    const char *table,
                    const char *column,
                    GError    **error)
{
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED,
               _ ("“%s” is damaged: its table “%s” holds a value in “%s” that cannot be. Open a backup copy of it instead."),
               store->sql.name, table, column);
  return FALSE;
}

/* Frees what @reading holds but its book. */
void
bw_reading_clear (BwReading *reading)
{
  for (int table = 0; table < BW_N_TABLES; table++)
    bw_key_map_clear (&reading->keys[table]);
  bw_key_map_clear (&reading->deals);
  bw_reading_clear_labels (reading);
}

/* The names of @columns after commas. */
static void
append_names (GString        *text,
              const BwColumn *columns,
              guint           n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, ", %s", columns[i].name);
}

gboolean
bw_store_load_organisation (BwStore   *store,
                            BwReading *reading,
                            GError   **error)
{
  guint           n;
  const BwColumn *columns = bw_organisation_columns (&n);
  BwBook         *book = reading->book;
  g_autoptr (GString) text = g_string_new ("SELECT currency");
  g_autoptr (sqlite3_stmt) statement = NULL;
  int row;

  store->sql.action = _ ("reading the organisation");
  append_names (text, columns, n);
  g_string_append (text, " FROM organisation");
  statement = bw_sql_prepare (&store->sql, text->str, error);
  if (statement == NULL)
    return FALSE;
  row = bw_sql_next (&store->sql, statement, error);
  if (row < 0)
    return FALSE;
  if (row == 0 || sqlite3_column_bytes (statement, 0) != 3)
    return bw_store_bad_value (store, "organisation", "currency", error);
  memcpy (book->currency, sqlite3_column_text (statement, 0), 4);
  for (guint i = 0; i < n; i++)
    bw_column_set (&columns[i], (char *)book + columns[i].offset, bw_column_read (&columns[i], reading, statement, (int)i + 1));
  return reading->bad_column == NULL || bw_store_bad_value (store, "organisation", reading->bad_column, error);
}

/* Makes @table have a row for each in the file, with only its key set. */
gboolean
bw_store_load_keys_of (BwStore   *store,
                       BwReading *reading,
                       BwTable    table,
                       GError   **error)
{
  GArray          *rows = bw_book_writable_table (reading->book, table);
  g_autofree char *text = g_strdup_printf ("SELECT key FROM %s ORDER BY position, key", bw_table_shape (table)->name);
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&store->sql, text, error);
  guint size = g_array_get_element_size (rows);
  int   row;

  if (statement == NULL)
    return FALSE;
  g_array_set_size (rows, 0);
  while ((row = bw_sql_next (&store->sql, statement, error)) > 0)
    {
      g_array_set_size (rows, rows->len + 1);
      *(gint64 *)(rows->data + (gsize)(rows->len - 1) * size) = sqlite3_column_int64 (statement, 0);
    }
  return row == 0;
}

/* Fills the maps of those @tables (as bits) that others refer to, from the keys that the book's tables have. */
void
bw_store_index_keys (BwReading *reading,
                     guint64    tables)
{
  for (int table = 0; table < BW_N_TABLES; table++)
    {
      gboolean is_wanted = tables & BW_TABLE_BIT (table) && bw_table_is_referred_to (table);
      guint    n = is_wanted ? bw_book_table (reading->book, table)->len : 0;

      bw_key_map_clear (&reading->keys[table]);
      bw_key_map_init (&reading->keys[table], n);
      for (guint i = 0; i < n; i++)
        bw_key_map_insert (&reading->keys[table], bw_row_key (reading->book, table, i), (gint32)i);
    }
}

/* Fills the map of deals from the keys of @deals. */
void
bw_store_index_deals (BwReading     *reading,
                      const BwDeals *deals)
{
  bw_key_map_clear (&reading->deals);
  bw_key_map_init (&reading->deals, deals->n);
  for (guint i = 0; i < deals->n; i++)
    bw_key_map_insert (&reading->deals, deals->key[i], (gint32)i);
}

/* Reads the keys of every small table into the book, and the maps from them. */
gboolean
bw_store_load_keys (BwStore   *store,
                    BwReading *reading,
                    GError   **error)
{
  store->sql.action = _ ("reading its tables");
  for (int table = 0; table < BW_N_TABLES; table++)
    if (!bw_store_load_keys_of (store, reading, table, error))
      return FALSE;
  bw_store_index_keys (reading, BW_ALL_TABLES);
  return TRUE;
}

/* Reads the rows of a small table whose keys were read before. */
gboolean
bw_store_load_table (BwStore   *store,
                     BwReading *reading,
                     BwTable    table,
                     GError   **error)
{
  const BwTableShape *shape = bw_table_shape (table);
  GArray             *rows = bw_book_table (reading->book, table);
  guint               size = g_array_get_element_size (rows), n = 0;
  g_autoptr (GString) text = g_string_new ("SELECT key");
  g_autoptr (sqlite3_stmt) statement = NULL;
  int row;

  append_names (text, shape->columns, shape->n_columns);
  g_string_append_printf (text, " FROM %s ORDER BY position, key", shape->name);
  statement = bw_sql_prepare (&store->sql, text->str, error);
  if (statement == NULL)
    return FALSE;
  while ((row = bw_sql_next (&store->sql, statement, error)) > 0 && n < rows->len)
    {
      char *at = rows->data + (gsize)n++ * size;

      for (guint i = 0; i < shape->n_columns; i++)
        {
          const BwColumn *column = &shape->columns[i];

          bw_column_set (column, at + column->offset, bw_column_read (column, reading, statement, (int)i + 1));
        }
      if (reading->bad_column != NULL)
        return bw_store_bad_value (store, shape->name, reading->bad_column, error);
    }
  return row >= 0;
}

/* Returns: (transfer full): "SELECT @place, key, …" with the columns of deals, to be followed by FROM. */
char *
bw_store_deal_columns_sql (const char *place)
{
  g_autoptr (GString) text = g_string_new ("SELECT ");
  guint           n;
  const BwColumn *columns = bw_deal_columns (&n);

  g_string_append_printf (text, "%s, d.key", place);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, ", d.%s", columns[i].name);
  g_string_append (text, ", d.custom, d.was_stage, d.was_close, d.was_unpriced, d.import ");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Reads what the present row tells of the time before the deal was closed, and appends it to @folded. */
static void
read_folded (BwReading    *reading,
             sqlite3_stmt *statement,
             int           index,
             guint         deal,
             GArray       *folded)
{
  static const BwColumn columns[] = {
    { "was_stage", BW_VALUE_REF, BW_TABLE_STAGES, sizeof (gint32), 0 },
    { "was_close", BW_VALUE_DAY, 0, sizeof (BwDate), 0 },
    { "was_unpriced", BW_VALUE_BOOLEAN, 0, sizeof (gboolean), 0 },
    { "import", BW_VALUE_REF, BW_TABLE_IMPORTS, sizeof (gint32), 0 },
  };
  gint64   values[G_N_ELEMENTS (columns)];
  BwFolded before;

  if (sqlite3_column_type (statement, index) == SQLITE_NULL)
    return;
  for (int i = 0; i < (int)G_N_ELEMENTS (columns); i++)
    values[i] = bw_column_read (&columns[i], reading, statement, index + i);
  before = (BwFolded) { deal, 0, (gint32)values[0], (BwDate)values[1], (gint32)values[3], values[2] != 0 };
  if (reading->bad_column == NULL)
    g_array_append_val (folded, before);
}

/* Appends to the book's deals those that @statement gives, and their first column to @places (element-type gint64); of those
 * that have @first_folded or more there what their rows tell of the time before to @folded (nullable) (element-type BwFolded),
 * with the order of reading as the deal. */
gboolean
bw_store_read_deals (BwStore      *store,
                     BwReading    *reading,
                     sqlite3_stmt *statement,
                     GArray       *places,
                     gint64        first_folded,
                     GArray       *folded,
                     GError      **error)
{
  BwDeals        *deals = &reading->book->deals;
  guint           n;
  const BwColumn *columns = bw_deal_columns (&n);
  int             row;

  while ((row = bw_sql_next (&store->sql, statement, error)) > 0)
    {
      gint64 place = sqlite3_column_int64 (statement, 0);
      guint  at = bw_deals_append (deals, sqlite3_column_int64 (statement, 1));

      g_array_append_val (places, place);
      for (guint i = 0; i < n; i++)
        {
          char *data = bw_deal_column_data (deals, &columns[i]);

          bw_column_set (&columns[i], data + (gsize)at * columns[i].size,
                         bw_column_read (&columns[i], reading, statement, (int)i + 2));
        }
      if (reading->bad_column == NULL &&
          !bw_custom_text_read (reading->book, (const char *)sqlite3_column_text (statement, (int)n + 2), at))
        reading->bad_column = "custom";
      if (folded != NULL && place >= first_folded && reading->bad_column == NULL)
        read_folded (reading, statement, (int)n + 3, at, folded);
      if (reading->bad_column != NULL)
        return bw_store_bad_value (store, "deals", reading->bad_column, error);
    }
  return row == 0;
}

static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const gint64 *places = data;
  gint64        x = places[*(const guint *)a], y = places[*(const guint *)b];

  return x < y ? -1 : x > y;
}

/* Where each deal comes from when they are put in the order of @places. */
static guint *
order_of (const gint64 *places,
          guint         n)
{
  guint   *order = g_new (guint, MAX (n, 1));
  gboolean dense = TRUE;

  memset (order, 0xff, sizeof (guint) * n);
  for (guint i = 0; i < n && dense; i++)
    {
      dense = places[i] >= 0 && places[i] < n && order[places[i]] == G_MAXUINT;
      if (dense)
        order[places[i]] = i;
    }
  if (dense)
    return order;
  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int)n, sizeof (guint), compare_places, (gpointer)places);
  return order;
}

/* Has @folded name deals by where they are after bw_deals_reorder() with @order. */
static void
follow_order (GArray      *folded,
              const guint *order,
              guint        n)
{
  g_autofree guint *places = g_new (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    places[order[i]] = i;
  for (guint i = 0; i < folded->len; i++)
    {
      BwFolded *before = &g_array_index (folded, BwFolded, i);

      before->deal = places[before->deal];
    }
}

/* Reads the deals, and appends what their rows tell of the time before to @folded. */
static gboolean
load_deals (BwStore   *store,
            BwReading *reading,
            GArray    *folded,
            GError   **error)
{
  g_autofree char *columns = bw_store_deal_columns_sql ("d.position");
  g_autofree char *text = g_strconcat (columns, "FROM deal_rows d", NULL);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autofree guint *order = NULL;
  BwDeals          *deals = &reading->book->deals;
  gint64            n;

  store->sql.action = _ ("reading the deals");
  if (!bw_sql_number (&store->sql, "SELECT count(*) FROM deal_rows", &n, error))
    return FALSE;
  if (n > 0)
    bw_deals_reserve (deals, (guint)n);
  statement = bw_sql_prepare (&store->sql, text, error);
  if (statement == NULL || !bw_store_read_deals (store, reading, statement, places, G_MININT64, folded, error))
    return FALSE;
  order = order_of ((const gint64 *)places->data, deals->n);
  bw_deals_reorder (deals, order);
  follow_order (folded, order, deals->n);
  bw_store_index_deals (reading, deals);
  return TRUE;
}

static gboolean
read_change (BwReading    *reading,
             sqlite3_stmt *statement,
             BwChange     *change)
{
  static const BwColumn at_column = { "at", BW_VALUE_DAY, 0, sizeof (BwDate), 0 };
  static const BwColumn import_column = { "import", BW_VALUE_REF, BW_TABLE_IMPORTS, sizeof (gint32), 0 };
  gint32                deal = bw_key_map_lookup (&reading->deals, sqlite3_column_int64 (statement, 0));
  const char           *name = (const char *)sqlite3_column_text (statement, 1);
  guint8                field;
  const BwColumn       *column;
  gint64                source = sqlite3_column_int64 (statement, 8), ordinal = sqlite3_column_int64 (statement, 7);
  int                   first;

  if (deal < 0)
    reading->bad_column = "deal";
  else if (name == NULL || !bw_change_field_parse (reading->book, name, &field))
    reading->bad_column = "field";
  else if (source < 0 || source > BW_TIME_PERSON)
    reading->bad_column = "time_source";
  else if (ordinal < 0 || ordinal > G_MAXUINT16)
    reading->bad_column = "ordinal";
  if (reading->bad_column != NULL)
    return FALSE;

  column = bw_field_column (reading->book, field);
  first = column->kind == BW_VALUE_REF ? 4 : 2;
  change->deal = (guint32)deal;
  change->field = field;
  change->old_value = bw_column_read (column, reading, statement, first);
  change->new_value = bw_column_read (column, reading, statement, first + 1);
  if (reading->bad_column != NULL)
    reading->bad_column = "new";
  change->at = (BwDate)bw_column_read (&at_column, reading, statement, 6);
  change->ordinal = (guint16)ordinal;
  change->source = (guint8)source;
  change->import = (gint32)bw_column_read (&import_column, reading, statement, 9);
  return reading->bad_column == NULL;
}

/* Appends the changes whose key is above @after to @changes (element-type BwChange). */
gboolean
bw_store_read_changes (BwStore   *store,
                       BwReading *reading,
                       gint64     after,
                       GArray    *changes,
                       GError   **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int row;

  store->sql.action = _ ("reading the history");
  statement = bw_sql_prepare (&store->sql,
                              "SELECT deal, field, old, new, old_ref, new_ref, at, ordinal, time_source, import "
                              "FROM deal_changes WHERE key > ?1 ORDER BY key",
                              error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, after);
  while ((row = bw_sql_next (&store->sql, statement, error)) > 0)
    {
      BwChange change = { 0 };

      if (!read_change (reading, statement, &change))
        return bw_store_bad_value (store, "deal_changes", reading->bad_column, error);
      g_array_append_val (changes, change);
    }
  return row == 0;
}

/* Reads the history, to which belongs what follows from @folded. */
static gboolean
load_history (BwStore   *store,
              BwReading *reading,
              GArray    *folded,
              GError   **error)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  guint n;

  if (!bw_store_read_changes (store, reading, G_MININT64, changes, error))
    return FALSE;
  if (!bw_store_read_updates (store, reading, &reading->book->deals, &reading->deals, changes, error))
    return FALSE;
  bw_folded_add_changes (folded, reading->book, changes);
  n = changes->len;
  bw_history_take (&reading->book->history, g_array_steal (changes, NULL), n, reading->book->deals.n);
  return TRUE;
}

static gboolean
load_everything (BwStore   *store,
                 BwReading *reading,
                 GError   **error)
{
  g_autoptr (GArray) folded = g_array_new (FALSE, FALSE, sizeof (BwFolded));

  if (!bw_store_load_organisation (store, reading, error) || !bw_store_load_keys (store, reading, error))
    return FALSE;
  for (int table = 0; table < BW_N_TABLES; table++)
    if (!bw_table_refers_to_deals (table) && !bw_store_load_table (store, reading, table, error))
      return FALSE;
  if (reading->book->fields->len > BW_MAX_CUSTOM_FIELDS)
    return bw_store_bad_value (store, "fields", "key", error);
  bw_custom_field_fit (reading->book);
  if (!load_deals (store, reading, folded, error) || !load_history (store, reading, folded, error))
    return FALSE;
  for (int table = 0; table < BW_N_TABLES; table++)
    if (bw_table_refers_to_deals (table) && !bw_store_load_table (store, reading, table, error))
      return FALSE;
  return TRUE;
}

/* Reads a book from the rows alone, within a transaction of the caller's. */
BwBook *
bw_store_load_rows (BwStore *store,
                    GError **error)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwReading reading = { .book = book };
  gboolean  ok = load_everything (store, &reading, error);

  store->n_mended = reading.n_mended;
  bw_reading_clear (&reading);
  return ok ? g_steal_pointer (&book) : NULL;
}

BwBook *
bw_store_load (BwStore *store,
               GError **error)
{
  BwBook *book;

  store->sql.action = _ ("reading it");
  if (!bw_sql_begin (&store->sql, FALSE, error))
    return NULL;
  bw_store_note_version (store);
  book = bw_store_load_packed (store);
  if (book == NULL)
    {
      book = bw_store_load_rows (store, error);
      store->worn = TRUE;
    }
  bw_sql_rollback (&store->sql);
  return book;
}
