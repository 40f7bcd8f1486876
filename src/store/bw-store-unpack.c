/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a book from the packed copies.
 *
 * Columns are read straight to where they stay. The checksums say that they are what was written; what a file that was made
 * on purpose could use to lead outside (offsets of texts, indexes of rows) is looked at again. Then what was written
 * since (see bw-store-packed.c) is read from the rows and put over it. Anything odd: no book, and the rows are read. */

#include "store/bw-store-private.h"

#include <string.h>

#include "core/bw-custom-field.h"
#include "core/bw-record.h"
#include "store/bw-folded.h"
#include "store/bw-history-coding.h"
#include "store/bw-packed-block.h"
#include "store/bw-store-updates.h"

enum
{
  THREAD_BYTES = 256 << 10, /* a history that is worth a thread */
};

static gboolean
unpack_texts (BwStore *store,
              BwBook  *book)
{
  gsize length;
  char *bytes = bw_packed_read (&store->sql, "texts", &length);

  if (bytes == NULL || length == 0 || bytes[0] != '\0' || bytes[length - 1] != '\0')
    {
      g_free (bytes);
      return FALSE;
    }
  bw_pool_mend (bytes, length);
  bw_pool_take_bytes (&book->texts, bytes, length);
  return TRUE;
}

/* The first number that is no value of @column; G_MAXINT64 where all are. */
static gint64
end_of (const BwBook   *book,
        guint           n_deals,
        const BwColumn *column)
{
  if (bw_column_is_text (column))
    return (gint64)book->texts.length;
  if (column->kind == BW_VALUE_DEAL)
    return n_deals;
  if (column->kind == BW_VALUE_CODE)
    return bw_code_count (column->list);
  return column->kind == BW_VALUE_REF ? bw_book_table (book, column->list)->len : G_MAXINT64;
}

/* Whether each of @n values can be: texts within the pool, indexes within their tables. The checksum says that they are what was
 * written, and this that a file made on purpose does not lead outside. */
static gboolean
values_fit (const BwBook   *book,
            guint           n_deals,
            const BwColumn *column,
            const char     *values,
            gsize           stride,
            guint           n)
{
  gint64 end = end_of (book, n_deals, column);

  if (end == G_MAXINT64)
    return TRUE;
  if (column->size == sizeof (guint32) && column->kind != BW_VALUE_CODE)
    {
      /* One pass that the compiler can vectorise where values stand side by side: -1 becomes 0, all that is too large stays so. */
      const guint32 *numbers = (const guint32 *)(const void *)values;
      guint32        one = column->kind == BW_VALUE_REF || column->kind == BW_VALUE_DEAL, largest = 0;

      if (stride == sizeof (guint32))
        for (guint i = 0; i < n; i++)
          largest = MAX (largest, numbers[i] + one);
      else
        for (guint i = 0; i < n; i++)
          largest = MAX (largest, numbers[i * (stride / sizeof (guint32))] + one);
      return n == 0 || largest < end + one;
    }
  for (guint i = 0; i < n; i++, values += stride)
    {
      gint64 value = bw_column_get (column, values);

      if ((value >= end || value < -1) && (column->kind != BW_VALUE_CODE || value != BW_CATEGORY_NONE))
        return FALSE;
    }
  return TRUE;
}

static gboolean
unpack_table (BwStore *store,
              BwBook  *book,
              BwTable  table)
{
  const BwTableShape *shape = bw_table_shape (table);
  GArray             *rows = bw_book_writable_table (book, table);
  guint               size = g_array_get_element_size (rows);
  gsize               length, width = sizeof (gint64), n, at = 0;
  g_autofree char    *bytes = bw_packed_read (&store->sql, shape->name, &length);

  for (guint i = 0; i < shape->n_columns; i++)
    width += shape->columns[i].size;
  if (bytes == NULL || length % width != 0)
    return FALSE;
  n = length / width;
  g_array_set_size (rows, (guint)n);
  bw_scatter_column (bytes, size, n, sizeof (gint64), rows->data);
  at = n * sizeof (gint64);
  for (guint i = 0; n > 0 && i < shape->n_columns; i++)
    {
      bw_scatter_column (bytes + at, size, n, shape->columns[i].size, rows->data + shape->columns[i].offset);
      at += n * shape->columns[i].size;
    }
  return TRUE;
}

static gboolean
tables_fit (const BwBook *book,
            guint         n_deals)
{
  for (int table = 0; table < BW_N_TABLES; table++)
    {
      const BwTableShape *shape = bw_table_shape (table);
      GArray             *rows = bw_book_table (book, table);

      for (guint i = 0; rows->len > 0 && i < shape->n_columns; i++)
        if (!values_fit (book, n_deals, &shape->columns[i], rows->data + shape->columns[i].offset, g_array_get_element_size (rows), rows->len))
          return FALSE;
    }
  return TRUE;
}

/* Reads one column of @n deals in the place of the one that is there. */
static gboolean
unpack_deal_column (BwStore    *store,
                    BwDeals    *deals,
                    const char *name,
                    gsize       offset,
                    guint       size,
                    guint       n)
{
  g_autofree char *part = g_strconcat ("deals.", name, NULL);
  gsize            length;
  void            *data = bw_packed_read (&store->sql, part, &length);
  void           **column = (void **)((char *)deals + offset);

  if (data == NULL || length != (gsize)n * size)
    {
      g_free (data);
      return FALSE;
    }
  g_free (*column);
  *column = data;
  return TRUE;
}

static gboolean
unpack_deals (BwStore *store,
              BwBook  *book,
              guint    n_deals)
{
  BwDeals        *deals = &book->deals;
  guint           n;
  const BwColumn *columns = bw_deal_columns (&n);

  if (!unpack_deal_column (store, deals, "key", G_STRUCT_OFFSET (BwDeals, key), sizeof (gint64), n_deals))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!unpack_deal_column (store, deals, columns[i].name, columns[i].offset, columns[i].size, n_deals))
      return FALSE;
  deals->n = deals->capacity = n_deals;
  return TRUE;
}

/* Whether the columns of the deals hold what they can. */
static gboolean
deals_fit (const BwBook *book)
{
  const BwDeals  *deals = &book->deals;
  guint           n;
  const BwColumn *columns = bw_deal_columns (&n);

  for (guint i = 0; i < n; i++)
    if (!values_fit (book, deals->n, &columns[i], bw_deal_column_data (deals, &columns[i]), columns[i].size, deals->n))
      return FALSE;
  for (guint i = 0; i < deals->n_custom; i++)
    if (!values_fit (book, deals->n, bw_custom_column (deals->custom[i].type), deals->custom[i].values,
                     bw_field_type_size (deals->custom[i].type), deals->n))
      return FALSE;
  return TRUE;
}

/* Reads the columns of the project's own fields, as the table in the copies has them. */
static gboolean
unpack_custom (BwStore *store,
               BwBook  *book)
{
  guint n_deals = book->deals.n;

  for (guint i = 0; i < book->fields->len; i++)
    {
      const BwCustomField *field = bw_book_field (book, i);
      g_autofree char     *part = bw_packed_field_part (field);
      gsize                length;
      void                *values = bw_packed_read (&store->sql, part, &length);

      if (values == NULL || length != (gsize)n_deals * bw_field_type_size (field->type))
        {
          g_free (values);
          return FALSE;
        }
      bw_deals_add_custom (&book->deals, field->type);
      bw_deals_replace_custom (&book->deals, i, field->type, values);
    }
  return TRUE;
}

/* Whether the fields are as many as there can be, and of types that are known. */
static gboolean
fields_fit (const BwBook *book)
{
  for (guint i = 0; i < book->fields->len; i++)
    if ((guint)bw_book_field (book, i)->type >= BW_N_TYPES)
      return FALSE;
  return book->fields->len <= BW_MAX_CUSTOM_FIELDS;
}

/* What the history may hold, told by the tables and how long the texts will be. */
static gboolean
find_limits (BwStore         *store,
             const BwBook    *book,
             BwHistoryLimits *limits)
{
  gssize texts = bw_packed_length (&store->sql, "texts");

  limits->n_imports = book->imports->len;
  limits->n_fields = BW_N_FIELDS + book->fields->len;
  for (guint field = 0; field < limits->n_fields; field++)
    {
      const BwColumn *column = bw_field_column (book, (guint8)field);

      limits->floor[field] = column->kind == BW_VALUE_REF ? -1 : 0;
      if (bw_column_is_text (column))
        limits->span[field] = (guint64)texts - 1;
      else if (column->kind == BW_VALUE_REF)
        limits->span[field] = bw_book_table (book, column->list)->len;
      else
        limits->span[field] = G_MAXUINT64;
    }
  return texts > 0;
}

/* The history on its way: decoded beside the reading of the texts, as it takes as long. The thread changes nothing but this; it looks at
 * the columns of the deals, which stay as they are until it ends. */
typedef struct
{
  guint8         *bytes;
  gsize           length;
  const BwDeals  *deals;
  BwHistoryLimits limits;
  BwHistory       history;
  gboolean        good;
  GThread        *thread; /* (nullable) */
} Decoding;

static gpointer
decode_cb (gpointer data)
{
  Decoding *decoding = data;

  decoding->good =
    bw_history_decode (decoding->bytes, decoding->length, decoding->deals, decoding->deals->n, &decoding->limits, &decoding->history);
  return NULL;
}

static gboolean
begin_decoding (BwStore      *store,
                const BwBook *book,
                Decoding     *decoding)
{
  bw_history_init (&decoding->history);
  decoding->deals = &book->deals;
  if (!find_limits (store, book, &decoding->limits))
    return FALSE;
  decoding->bytes = bw_packed_read (&store->sql, "history", &decoding->length);
  if (decoding->bytes == NULL)
    return FALSE;
  if (decoding->length >= THREAD_BYTES)
    decoding->thread = g_thread_try_new ("history", decode_cb, decoding, NULL);
  if (decoding->thread == NULL)
    decode_cb (decoding);
  return TRUE;
}

/* Waits for the history and gives it to @book when it is good. */
static gboolean
end_decoding (Decoding *decoding,
              BwBook   *book)
{
  if (decoding->thread != NULL)
    g_thread_join (decoding->thread);
  g_free (decoding->bytes);
  if (!decoding->good)
    return FALSE;
  bw_history_clear (&book->history);
  book->history = decoding->history;
  return TRUE;
}

static inline void
register_label (BwBook *book,
                guint8 *seen,
                BwText  text)
{
  if (seen[text / 8] & 1 << text % 8)
    return;
  seen[text / 8] |= (guint8)(1 << text % 8);
  bw_pool_register (&book->texts, text);
}

/* Counts the labels among the interned texts; each offset is looked at once. */
static void
register_labels (BwBook *book)
{
  g_autofree guint8  *seen = g_malloc0 (book->texts.length / 8 + 1);
  const BwText       *columns[] = { book->deals.region, book->deals.type, book->deals.source };
  const BwTableShape *shape = bw_table_shape (BW_TABLE_RECORDS);

  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    for (guint i = 0; i < book->deals.n; i++)
      register_label (book, seen, columns[c][i]);
  for (guint c = 0; c < shape->n_columns; c++)
    if (shape->columns[c].kind == BW_VALUE_LABEL)
      for (guint i = 0; i < book->records->len; i++)
        register_label (book, seen, *(const BwText *)(const void *)((const char *)bw_book_record (book, i) + shape->columns[c].offset));
}

/* Reads the tables again that changed since and refer to no deals; those that do are put into *@later, as bits. */
static gboolean
patch_tables (BwStore   *store,
              BwReading *reading,
              guint64   *later)
{
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&store->sql, "SELECT part FROM packed_stale_tables", NULL);
  gboolean stale[BW_N_TABLES] = { FALSE };

  if (statement == NULL)
    return FALSE;
  while (sqlite3_step (statement) == SQLITE_ROW)
    for (int table = 0; table < BW_N_TABLES; table++)
      if (g_strcmp0 ((const char *)sqlite3_column_text (statement, 0), bw_table_shape (table)->name) == 0)
        stale[table] = TRUE;
  for (int table = 0; table < BW_N_TABLES; table++)
    if (stale[table] && !bw_store_load_keys_of (store, reading, table, NULL))
      return FALSE;
  bw_store_index_keys (reading, BW_ALL_TABLES);
  for (int table = 0; table < BW_N_TABLES; table++)
    if (stale[table] && bw_table_refers_to_deals (table))
      *later |= BW_TABLE_BIT (table);
    else if (stale[table] && !bw_store_load_table (store, reading, table, NULL))
      return FALSE;
  return fields_fit (reading->book) && bw_custom_field_fit (reading->book);
}

/* Reads those @tables again that refer to deals. */
static gboolean
patch_tables_of_deals (BwStore   *store,
                       BwReading *reading,
                       guint64    tables)
{
  if (tables == 0)
    return TRUE;
  bw_store_index_deals (reading, &reading->book->deals);
  for (int table = 0; table < BW_N_TABLES; table++)
    if (tables & BW_TABLE_BIT (table) && !bw_store_load_table (store, reading, table, NULL))
      return FALSE;
  return TRUE;
}

/* Moves the deals that were read behind the first @n to their places. */
static gboolean
place_deals (BwDeals      *deals,
             guint         n,
             const GArray *places)
{
  guint end = n;

  for (guint i = 0; i < places->len; i++)
    {
      gint64 place = g_array_index (places, gint64, i);
      guint  from = n + i;

      if (place < 0 || place > end || (place < n && i > 0 && place <= g_array_index (places, gint64, i - 1)))
        return FALSE;
      bw_deals_copy_row (deals, from, deals, (guint)place);
      end += place == end;
    }
  deals->n = end;
  return TRUE;
}

/* Reads the deals again that changed since, and appends what the rows of new ones tell of the time before to @folded. */
static gboolean
patch_deals (BwStore   *store,
             BwReading *reading,
             GArray    *folded)
{
  BwDeals         *deals = &reading->book->deals;
  guint            n = deals->n;
  g_autofree char *columns = bw_store_deal_columns_sql ("s.place");
  g_autofree char *text =
    g_strconcat (columns, "FROM packed_stale_deals s JOIN deal_rows d ON d.key = s.deal ORDER BY s.place", NULL);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&store->sql, text, NULL);

  if (statement == NULL || !bw_store_read_deals (store, reading, statement, places, n, folded, NULL) ||
      !bw_store_read_updates_of (store, reading, deals, n, NULL) || !place_deals (deals, n, places))
    return FALSE;
  for (guint i = 0; i < folded->len; i++)
    {
      BwFolded *before = &g_array_index (folded, BwFolded, i);

      before->deal = (guint)g_array_index (places, gint64, before->deal - n);
    }
  return TRUE;
}

/* Adds to the history what was written since, and what follows from @folded. */
static gboolean
patch_history (BwStore   *store,
               BwReading *reading,
               GArray    *folded,
               gint64     last_change)
{
  BwBook *book = reading->book;
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  gint64 newest;

  if (!bw_sql_number (&store->sql, "SELECT max(key) FROM deal_changes", &newest, NULL))
    return FALSE;
  if (newest > last_change)
    {
      bw_store_index_deals (reading, &book->deals);
      if (!bw_store_read_changes (store, reading, last_change, changes, NULL))
        return FALSE;
    }
  bw_folded_add_changes (folded, book, changes);
  if (changes->len > 0 || book->history.n_deals != book->deals.n)
    bw_history_add (&book->history, (const BwChange *)changes->data, changes->len, book->deals.n);
  return TRUE;
}

static gboolean
finish_columns (BwStore *store,
                BwBook  *book)
{
  if (!unpack_texts (store, book) || !tables_fit (book, book->deals.n) || !deals_fit (book))
    return FALSE;
  register_labels (book);
  return TRUE;
}

/* Whether anything was written since. */
static gboolean
is_stale (BwStore  *store,
          gint64    last_change,
          gboolean *stale)
{
  gint64 newest, noted;

  if (!bw_sql_number (&store->sql, "SELECT max(key) FROM deal_changes", &newest, NULL) ||
      !bw_sql_number (&store->sql,
                      "SELECT EXISTS (SELECT 1 FROM packed_stale_tables) OR EXISTS (SELECT 1 FROM packed_stale_deals)", &noted,
                      NULL))
    return FALSE;
  *stale = noted != 0 || newest > last_change;
  return TRUE;
}

static gboolean
unpack (BwStore   *store,
        BwReading *reading)
{
  BwBook  *book = reading->book;
  Decoding decoding = { NULL };
  gint64   n_deals, last_change;
  gboolean ok, stale;
  guint64  later = 0;
  g_autoptr (GArray) folded = g_array_new (FALSE, FALSE, sizeof (BwFolded));

  if (!bw_store_pack_head (store, &n_deals, &last_change))
    return FALSE;
  for (int table = 0; table < BW_N_TABLES; table++)
    if (!unpack_table (store, book, table))
      return FALSE;
  if (!fields_fit (book) || !unpack_deals (store, book, (guint)n_deals) || !unpack_custom (store, book) ||
      !begin_decoding (store, book, &decoding))
    return FALSE;
  ok = finish_columns (store, book);
  ok = end_decoding (&decoding, book) && ok && bw_store_load_organisation (store, reading, NULL) &&
       is_stale (store, last_change, &stale);
  if (!ok || !stale)
    return ok;
  return patch_tables (store, reading, &later) && patch_deals (store, reading, folded) && patch_history (store, reading, folded, last_change) &&
         patch_tables_of_deals (store, reading, later);
}

/* Reads a book from the packed copies, within a transaction of the caller's.
 * Returns: (transfer full) (nullable): %NULL when they are not good. */
BwBook *
bw_store_load_packed (BwStore *store)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwReading reading = { .book = book };
  gboolean  ok;

  /* Chunks pass through SQLite's cache: in a small one they stay in the processor's, too. */
  bw_sql_exec (&store->sql, "PRAGMA cache_size = " BW_STORE_READING_CACHE, NULL);
  ok = unpack (store, &reading);
  bw_sql_exec (&store->sql, "PRAGMA cache_size = " BW_STORE_CACHE, NULL);
  bw_reading_clear (&reading);
  store->distrusts_packed = !ok;
  return ok ? g_steal_pointer (&book) : NULL;
}
