/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The packed copies: a project's columns as they stand in memory, so that a large one opens at once.
 *
 * The rows are the truth; the copies are derived and only used when nothing speaks against them:
 *
 *   packed_head           layout (sizes, names and byte order of the columns), and the file's change counter as it was
 *                         after the last write of this program: any other program's write moves the counter on
 *   packed                blocks of bytes, each with a checksum: the texts, each column of deals, each small table, the history
 *   packed_stale_tables,  what was written since: read from the rows and put over the copies. So that a small edit of
 *   packed_stale_deals    a project of a million deals writes a few rows, and not 100 MB of copies anew
 *
 * Copies are made anew when a write changes much anyway, and when the project is closed with much stale. Where a row
 * that others refer to went away, indexes have moved, and the copies are given up until then. In doubt about anything: the rows.
 *
 * Blocks are read straight into the columns with the incremental blob interface: a million deals in one pass. */

#include "store/bw-store-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* The largest block; SQLite itself ends at 1 GB. */
#define MAX_BLOCK ((gsize)64 << 20)

enum
{
  COUNTER_OFFSET = 24, /* of the change counter in an SQLite file's header */
  REWRITE_SHARE = 4,   /* a write that changes one deal in four makes the copies anew */
  REFRESH_SHARE = 50,  /* and closing does when one in fifty is stale */
};

G_STATIC_ASSERT (sizeof (BwChange) == 32);

/* Four independent chains of multiply and rotate over 64-bit words, as in xxHash64 (Collet, 2012), for the speed of
 * memory; its constants are odd and of mixed bits, all that is asked of them. */
static guint64
checksum_of (const void *data,
             gsize       length)
{
  const guint64 factor = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  const char   *bytes = data;
  guint64       lanes[4] = { 1, 2, 3, 4 }, sum = length;
  gsize         at = 0;

  for (; at + 32 <= length; at += 32)
    for (int i = 0; i < 4; i++)
      {
        guint64 word;

        memcpy (&word, bytes + at + 8 * i, 8);
        lanes[i] = (lanes[i] ^ word) * factor;
        lanes[i] = lanes[i] << 29 | lanes[i] >> 35;
      }
  for (; at < length; at++)
    lanes[0] = (lanes[0] ^ (guint8)bytes[at]) * factor;
  for (int i = 0; i < 4; i++)
    sum = ((sum ^ lanes[i]) * factor) ^ (lanes[i] >> 31);
  return sum;
}

static guint64
mix_columns (guint64         sum,
             const BwColumn *columns,
             guint           n)
{
  for (guint i = 0; i < n; i++)
    {
      guint64 parts[3] = { sum, checksum_of (columns[i].name, strlen (columns[i].name)), columns[i].size };

      sum = checksum_of (parts, sizeof parts);
    }
  return sum;
}

/* A number that is another when the columns, their sizes or the byte order are others. */
static gint64
layout_number (void)
{
  const guint32   order = 0x01020304;
  guint64         sum = checksum_of (&order, sizeof order);
  guint           n;
  const BwColumn *columns = bw_deal_columns (&n);

  sum = mix_columns (sum, columns, n);
  for (int table = 0; table < BW_N_TABLES; table++)
    sum = mix_columns (sum, bw_table_shape (table)->columns, bw_table_shape (table)->n_columns);
  return (gint64)sum;
}

/* What the file's change counter is now, or will be once the present transaction has written. */
static gint64
file_counter (BwStore *store)
{
  sqlite3_file *file = NULL;
  guint8        bytes[4] = { 0 };
  gint64        counter;

  if (sqlite3_file_control (store->sql.db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || file == NULL ||
      file->pMethods == NULL || file->pMethods->xRead (file, bytes, sizeof bytes, COUNTER_OFFSET) != SQLITE_OK)
    memset (bytes, 0, sizeof bytes);
  counter = (gint64)((guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3]);
  return (counter + (sqlite3_txn_state (store->sql.db, "main") == SQLITE_TXN_WRITE)) & G_MAXUINT32;
}

static gboolean
run_with (BwStore    *store,
          const char *text,
          gint64      value,
          GError    **error)
{
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&store->sql, text, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, value);
  return bw_sql_run (&store->sql, statement, error);
}

/* To be called in each transaction that writes without touching what is packed: keeps the copies good. */
gboolean
bw_store_pack_keep (BwStore *store,
                    GError **error)
{
  return run_with (store, "UPDATE packed_head SET file_counter = ?1 WHERE valid = 1", file_counter (store), error);
}

static gboolean
write_block (BwStore      *store,
             sqlite3_stmt *insert,
             const char   *part,
             const void   *data,
             gsize         length,
             GError      **error)
{
  const char *bytes = data;
  int         chunk = 0;

  do
    {
      gsize size = MIN (length, MAX_BLOCK);

      sqlite3_bind_text (insert, 1, part, -1, SQLITE_STATIC);
      sqlite3_bind_int (insert, 2, chunk++);
      sqlite3_bind_int64 (insert, 3, (gint64)checksum_of (bytes, size));
      if (size > 0)
        sqlite3_bind_blob64 (insert, 4, bytes, size, SQLITE_STATIC);
      else
        sqlite3_bind_zeroblob (insert, 4, 0);
      if (!bw_sql_run (&store->sql, insert, error))
        return FALSE;
      bytes += size;
      length -= size;
    }
  while (length > 0);
  return TRUE;
}

static gboolean
pack_table (BwStore      *store,
            const BwBook *book,
            BwTable       table,
            sqlite3_stmt *insert,
            GError      **error)
{
  const BwTableShape *shape = bw_table_shape (table);
  GArray             *rows = bw_book_table (book, table);
  guint               size = g_array_get_element_size (rows);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint row = 0; row < rows->len; row++)
    g_byte_array_append (bytes, (const guint8 *)rows->data + (gsize)row * size, sizeof (gint64));
  for (guint i = 0; i < shape->n_columns; i++)
    for (guint row = 0; row < rows->len; row++)
      g_byte_array_append (bytes, (const guint8 *)rows->data + (gsize)row * size + shape->columns[i].offset, shape->columns[i].size);
  return write_block (store, insert, shape->name, bytes->data, bytes->len, error);
}

static gboolean
pack_deals (BwStore       *store,
            const BwDeals *deals,
            sqlite3_stmt  *insert,
            GError       **error)
{
  guint           n;
  const BwColumn *columns = bw_deal_columns (&n);

  if (!write_block (store, insert, "deals.key", deals->key, (gsize)deals->n * sizeof (gint64), error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *part = g_strconcat ("deals.", columns[i].name, NULL);

      if (!write_block (store, insert, part, bw_deal_column_data (deals, &columns[i]), (gsize)deals->n * columns[i].size, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_head (BwStore      *store,
            const BwBook *book,
            GError      **error)
{
  g_autoptr (sqlite3_stmt) statement =
    bw_sql_prepare (&store->sql,
                    "INSERT OR REPLACE INTO packed_head (key, valid, layout, file_counter, deals, last_change) "
                    "VALUES (1, 1, ?1, ?2, ?3, (SELECT ifnull(max(key), 0) FROM deal_changes))",
                    error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, layout_number ());
  sqlite3_bind_int64 (statement, 2, file_counter (store));
  sqlite3_bind_int64 (statement, 3, book->deals.n);
  return bw_sql_run (&store->sql, statement, error);
}

/* Makes the copies anew from @book, which holds what the rows hold, within a transaction of the caller's. */
gboolean
bw_store_pack_write (BwStore      *store,
                     const BwBook *book,
                     GError      **error)
{
  g_autoptr (sqlite3_stmt) insert = NULL;

  store->sql.action = _ ("writing the packed copies");
  if (!bw_sql_exec (&store->sql, "DELETE FROM packed; DELETE FROM packed_stale_tables; DELETE FROM packed_stale_deals;", error))
    return FALSE;
  insert = bw_sql_prepare (&store->sql, "INSERT INTO packed (part, chunk, checksum, data) VALUES (?1, ?2, ?3, ?4)", error);
  if (insert == NULL || !write_block (store, insert, "texts", book->texts.bytes, book->texts.length, error))
    return FALSE;
  for (int table = 0; table < BW_N_TABLES; table++)
    if (!pack_table (store, book, table, insert, error))
      return FALSE;
  if (!pack_deals (store, &book->deals, insert, error) ||
      !write_block (store, insert, "history", book->history.changes, (gsize)book->history.n * sizeof (BwChange), error))
    return FALSE;
  return write_head (store, book, error);
}

/* Gives the copies up; the next closing makes them anew. */
static gboolean
give_up (BwStore *store,
         GError **error)
{
  return bw_sql_exec (&store->sql, "UPDATE packed_head SET valid = 0", error);
}

static gboolean
note_tables (BwStore *store,
             guint    tables,
             GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
    bw_sql_prepare (&store->sql, "INSERT OR IGNORE INTO packed_stale_tables (part) VALUES (?1)", error);

  if (statement == NULL)
    return FALSE;
  for (int table = 0; table < BW_N_TABLES; table++)
    if (tables & 1u << table)
      {
        sqlite3_bind_text (statement, 1, bw_table_shape (table)->name, -1, SQLITE_STATIC);
        if (!bw_sql_run (&store->sql, statement, error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
note_deal (BwStore      *store,
           sqlite3_stmt *statement,
           guint         place,
           gint64        key,
           GError      **error)
{
  sqlite3_bind_int64 (statement, 1, place);
  sqlite3_bind_int64 (statement, 2, key);
  return bw_sql_run (&store->sql, statement, error);
}

static sqlite3_stmt *
prepare_note_deal (BwStore *store,
                   GError **error)
{
  return bw_sql_prepare (&store->sql, "INSERT OR IGNORE INTO packed_stale_deals (place, deal) VALUES (?1, ?2)", error);
}

static gboolean
note_deals (BwStore       *store,
            const BwBook  *book,
            const BwDelta *delta,
            GError       **error)
{
  g_autoptr (sqlite3_stmt) statement = prepare_note_deal (store, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < delta->changed_deals->len; i++)
    {
      guint deal = g_array_index (delta->changed_deals, guint, i);

      if (!note_deal (store, statement, deal, book->deals.key[deal], error))
        return FALSE;
    }
  for (guint deal = delta->deals_before; deal < book->deals.n; deal++)
    if (!note_deal (store, statement, deal, book->deals.key[deal], error))
      return FALSE;
  return TRUE;
}

static gboolean
head_is_valid (BwStore  *store,
               gboolean *valid,
               GError  **error)
{
  gint64 number;

  if (!bw_sql_number (&store->sql, "SELECT valid FROM packed_head", &number, error))
    return FALSE;
  *valid = number == 1;
  return TRUE;
}

/* To be called at the end of a write's transaction: @delta was written and led to @book. */
gboolean
bw_store_pack_note_write (BwStore       *store,
                          const BwBook  *book,
                          const BwDelta *delta,
                          GError       **error)
{
  guint64  n = delta->changed_deals->len + (guint64)(book->deals.n - delta->deals_before);
  guint    tables = 0;
  gboolean valid = FALSE;

  store->sql.action = _ ("noting what changed");
  if (n > 0 && n * REWRITE_SHARE >= book->deals.n)
    return bw_store_pack_write (store, book, error);
  if (!head_is_valid (store, &valid, error))
    return FALSE;
  if (!valid)
    return TRUE;
  for (int table = 0; table < BW_N_TABLES; table++)
    {
      if (delta->removed[table]->len > 0 && bw_table_is_referred_to (table))
        return give_up (store, error);
      if (delta->removed[table]->len > 0 || delta->changed[table]->len > 0 ||
          bw_book_table (book, table)->len > delta->before[table])
        tables |= 1u << table;
    }
  return note_tables (store, tables, error) && note_deals (store, book, delta, error) && bw_store_pack_keep (store, error);
}

/* The same after a revert: @tables as bits, @deals (element-type gint64) the keys of those that changed; @whole: more than that. */
gboolean
bw_store_pack_note_revert (BwStore      *store,
                           const BwBook *before,
                           guint         tables,
                           const GArray *deals,
                           gboolean      whole,
                           GError      **error)
{
  BwKeyMap map = { NULL };
  gboolean ok = TRUE;
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (whole)
    return give_up (store, error);
  statement = prepare_note_deal (store, error);
  if (statement == NULL || !note_tables (store, tables, error))
    return FALSE;
  if (deals->len > 0)
    {
      bw_key_map_init (&map, before->deals.n);
      for (guint i = 0; i < before->deals.n; i++)
        bw_key_map_insert (&map, before->deals.key[i], (gint32)i);
    }
  for (guint i = 0; i < deals->len && ok; i++)
    {
      gint64 key = g_array_index (deals, gint64, i);
      gint32 place = bw_key_map_lookup (&map, key);

      ok = place >= 0 ? note_deal (store, statement, (guint)place, key, error) : give_up (store, error);
    }
  bw_key_map_clear (&map);
  return ok && bw_store_pack_keep (store, error);
}

/* Reads the block @part whole. Returns: (transfer full) (nullable): its bytes; %NULL when missing or wrong. */
static void *
read_block (BwStore    *store,
            const char *part,
            gsize      *length)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autofree char *bytes = NULL;
  gsize            at = 0;

  *length = 0;
  statement = bw_sql_prepare (&store->sql, "SELECT sum(length(data)) FROM packed WHERE part = ?1", NULL);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, part, -1, SQLITE_STATIC);
  if (sqlite3_step (statement) != SQLITE_ROW || sqlite3_column_type (statement, 0) == SQLITE_NULL)
    return NULL;
  *length = (gsize)sqlite3_column_int64 (statement, 0);
  bytes = g_try_malloc (MAX (*length, 1));
  g_clear_pointer (&statement, sqlite3_finalize);

  statement = bw_sql_prepare (&store->sql,
                              "SELECT rowid, checksum, length(data) FROM packed WHERE part = ?1 ORDER BY chunk", NULL);
  if (statement == NULL || bytes == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, part, -1, SQLITE_STATIC);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      sqlite3_blob *blob = NULL;
      gsize         size = (gsize)sqlite3_column_int64 (statement, 2);
      int           rc = sqlite3_blob_open (store->sql.db, "main", "packed", "data", sqlite3_column_int64 (statement, 0), 0, &blob);

      if (rc == SQLITE_OK && at + size <= *length && size > 0)
        rc = sqlite3_blob_read (blob, bytes + at, (int)size, 0);
      sqlite3_blob_close (blob);
      if (rc != SQLITE_OK || at + size > *length ||
          checksum_of (bytes + at, size) != (guint64)sqlite3_column_int64 (statement, 1))
        return NULL;
      at += size;
    }
  return at == *length ? g_steal_pointer (&bytes) : NULL;
}

static gboolean
unpack_texts (BwStore *store,
              BwBook  *book)
{
  gsize length;
  char *bytes = read_block (store, "texts", &length);

  if (bytes == NULL || length == 0 || bytes[0] != '\0' || bytes[length - 1] != '\0')
    {
      g_free (bytes);
      return FALSE;
    }
  bw_pool_take_bytes (&book->texts, bytes, length);
  return TRUE;
}

/* The first number that is no value of @column; G_MAXINT64 where all are. */
static gint64
end_of (const BwBook   *book,
        const BwColumn *column)
{
  if (column->kind == BW_VALUE_TEXT || column->kind == BW_VALUE_LABEL)
    return (gint64)book->texts.length;
  return column->kind == BW_VALUE_REF ? bw_book_table (book, column->list)->len : G_MAXINT64;
}

/* Whether each of @n values can be: texts within the pool, indexes within their tables. The checksum says that they are what was
 * written, and this that a file made on purpose does not lead outside. */
static gboolean
values_fit (const BwBook   *book,
            const BwColumn *column,
            const char     *values,
            gsize           stride,
            guint           n)
{
  gint64 end = end_of (book, column);

  if (end == G_MAXINT64)
    return TRUE;
  if (stride == sizeof (guint32))
    {
      /* One pass that the compiler can vectorise: -1 becomes 0, all that is too large stays so. */
      const guint32 *numbers = (const guint32 *)values;
      guint32        one = column->kind == BW_VALUE_REF, largest = 0;

      for (guint i = 0; i < n; i++)
        largest = MAX (largest, numbers[i] + one);
      return n == 0 || largest < end + one;
    }
  for (guint i = 0; i < n; i++, values += stride)
    {
      gint64 value = bw_column_get (column, values);

      if (value >= end || value < -1)
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
  GArray             *rows = bw_book_table (book, table);
  guint               size = g_array_get_element_size (rows);
  gsize               length, width = sizeof (gint64), n, at = 0;
  g_autofree char    *bytes = read_block (store, shape->name, &length);

  for (guint i = 0; i < shape->n_columns; i++)
    width += shape->columns[i].size;
  if (bytes == NULL || length % width != 0)
    return FALSE;
  n = length / width;
  g_array_set_size (rows, (guint)n);
  for (gsize row = 0; row < n; row++, at += sizeof (gint64))
    memcpy (rows->data + row * size, bytes + at, sizeof (gint64));
  for (guint i = 0; i < shape->n_columns; i++)
    for (gsize row = 0; row < n; row++, at += shape->columns[i].size)
      memcpy (rows->data + row * size + shape->columns[i].offset, bytes + at, shape->columns[i].size);
  return TRUE;
}

static gboolean
tables_fit (const BwBook *book)
{
  for (int table = 0; table < BW_N_TABLES; table++)
    {
      const BwTableShape *shape = bw_table_shape (table);
      GArray             *rows = bw_book_table (book, table);

      for (guint i = 0; i < shape->n_columns; i++)
        if (!values_fit (book, &shape->columns[i], rows->data + shape->columns[i].offset, g_array_get_element_size (rows), rows->len))
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
  void            *data = read_block (store, part, &length);
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
    if (!unpack_deal_column (store, deals, columns[i].name, columns[i].offset, columns[i].size, n_deals) ||
        !values_fit (book, &columns[i], bw_deal_column_data (deals, &columns[i]), columns[i].size, n_deals))
      return FALSE;
  deals->n = deals->capacity = n_deals;
  return TRUE;
}

static gboolean
history_fits (const BwBook   *book,
              const BwChange *changes,
              guint           n)
{
  gint64 ends[BW_N_FIELDS];

  for (guint field = 0; field < BW_N_FIELDS; field++)
    ends[field] = end_of (book, bw_field_column (field));
  for (guint i = 0; i < n; i++)
    {
      const BwChange *change = &changes[i];
      gint64          end, floor;

      if (change->deal >= book->deals.n || change->field >= BW_N_FIELDS || change->import < -1 ||
          change->import >= (gint32)book->imports->len)
        return FALSE;
      end = ends[change->field];
      floor = bw_field_column (change->field)->kind == BW_VALUE_REF ? -1 : 0;
      if (end != G_MAXINT64 && (MIN (change->old_value, change->new_value) < floor || MAX (change->old_value, change->new_value) >= end))
        return FALSE;
    }
  return TRUE;
}

static gboolean
unpack_history (BwStore *store,
                BwBook  *book)
{
  gsize     length;
  BwChange *changes = read_block (store, "history", &length);
  guint     n = (guint)(length / sizeof (BwChange));

  if (changes == NULL || length % sizeof (BwChange) != 0 || !history_fits (book, changes, n))
    {
      g_free (changes);
      return FALSE;
    }
  bw_history_take (&book->history, changes, n, book->deals.n);
  return TRUE;
}

/* Counts the labels among the interned texts; each offset is looked at once. */
static void
register_labels (BwBook *book)
{
  g_autofree guint8 *seen = g_malloc0 (book->texts.length / 8 + 1);
  const BwText      *columns[] = { book->deals.region, book->deals.type, book->deals.source };

  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    for (guint i = 0; i < book->deals.n; i++)
      {
        BwText text = columns[c][i];

        if (seen[text / 8] & 1 << text % 8)
          continue;
        seen[text / 8] |= (guint8)(1 << text % 8);
        bw_pool_register (&book->texts, text);
      }
}

/* Reads the tables again that changed since. */
static gboolean
patch_tables (BwStore   *store,
              BwReading *reading)
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
  bw_store_index_keys (reading);
  for (int table = 0; table < BW_N_TABLES; table++)
    if (stale[table] && !bw_store_load_table (store, reading, table, NULL))
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
#define MOVE_VALUE(type, name) deals->name[place] = deals->name[from];
      BW_DEAL_COLUMNS (MOVE_VALUE)
#undef MOVE_VALUE
      end += place == end;
    }
  deals->n = end;
  return TRUE;
}

static gboolean
patch_deals (BwStore   *store,
             BwReading *reading)
{
  BwDeals         *deals = &reading->book->deals;
  guint            n = deals->n;
  g_autofree char *columns = bw_store_deal_columns_sql ("s.place");
  g_autofree char *text =
    g_strconcat (columns, "FROM packed_stale_deals s JOIN deals d ON d.key = s.deal ORDER BY s.place", NULL);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&store->sql, text, NULL);

  return statement != NULL && bw_store_read_deals (store, reading, statement, places, NULL) && place_deals (deals, n, places);
}

static gboolean
patch_history (BwStore   *store,
               BwReading *reading,
               gint64     last_change)
{
  BwBook *book = reading->book;
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  gint64 newest;

  if (!bw_sql_number (&store->sql, "SELECT max(key) FROM deal_changes", &newest, NULL))
    return FALSE;
  if (newest > last_change)
    {
      bw_key_map_init (&reading->deals, book->deals.n);
      for (guint i = 0; i < book->deals.n; i++)
        bw_key_map_insert (&reading->deals, book->deals.key[i], (gint32)i);
      if (!bw_store_read_changes (store, reading, last_change, changes, NULL))
        return FALSE;
    }
  if (changes->len > 0 || book->history.n_deals != book->deals.n)
    bw_history_add (&book->history, (const BwChange *)changes->data, changes->len, book->deals.n);
  return TRUE;
}

static gboolean
read_head (BwStore *store,
           gint64  *deals,
           gint64  *last_change)
{
  g_autoptr (sqlite3_stmt) statement =
    bw_sql_prepare (&store->sql, "SELECT valid, layout, file_counter, deals, last_change FROM packed_head", NULL);

  if (statement == NULL || sqlite3_step (statement) != SQLITE_ROW)
    return FALSE;
  *deals = sqlite3_column_int64 (statement, 3);
  *last_change = sqlite3_column_int64 (statement, 4);
  return sqlite3_column_int64 (statement, 0) == 1 && sqlite3_column_int64 (statement, 1) == layout_number () &&
         sqlite3_column_int64 (statement, 2) == file_counter (store) && *deals >= 0 && *deals < G_MAXINT32;
}

static gboolean
unpack (BwStore   *store,
        BwReading *reading)
{
  BwBook *book = reading->book;
  gint64  n_deals, last_change;

  if (!read_head (store, &n_deals, &last_change) || !unpack_texts (store, book))
    return FALSE;
  for (int table = 0; table < BW_N_TABLES; table++)
    if (!unpack_table (store, book, table))
      return FALSE;
  if (!tables_fit (book) || !unpack_deals (store, book, (guint)n_deals) || !unpack_history (store, book))
    return FALSE;
  register_labels (book);
  return bw_store_load_organisation (store, reading, NULL) && patch_tables (store, reading) && patch_deals (store, reading) &&
         patch_history (store, reading, last_change);
}

/* Reads a book from the packed copies, within a transaction of the caller's.
 * Returns: (transfer full) (nullable): %NULL when they are not good. */
BwBook *
bw_store_load_packed (BwStore *store)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwReading reading = { .book = book };
  gboolean  ok = unpack (store, &reading);

  bw_reading_clear (&reading);
  return ok ? g_steal_pointer (&book) : NULL;
}

/* Whether enough is stale for the copies to be worth making anew. */
static gboolean
is_worn (BwStore *store)
{
  gint64 deals, last_change, stale, changes;

  if (!read_head (store, &deals, &last_change))
    return TRUE;
  return bw_sql_number (&store->sql, "SELECT count(*) FROM packed_stale_deals", &stale, NULL) &&
         bw_sql_number (&store->sql, "SELECT max(key) FROM deal_changes", &changes, NULL) &&
         MAX (stale, changes - last_change) * REFRESH_SHARE > deals;
}

/* Makes the copies anew when they are worn. Failing does no harm: the rows hold everything. */
void
bw_store_pack_refresh (BwStore *store)
{
  g_autoptr (BwBook) book = NULL;

  if (!bw_sql_begin (&store->sql, FALSE, NULL))
    return;
  if (is_worn (store))
    {
      book = bw_store_load_packed (store);
      if (book == NULL)
        book = bw_store_load_rows (store, NULL);
    }
  bw_sql_rollback (&store->sql);
  if (book == NULL || !bw_sql_begin (&store->sql, TRUE, NULL))
    return;
  if (bw_store_pack_write (store, book, NULL))
    bw_sql_commit (&store->sql, NULL);
  else
    bw_sql_rollback (&store->sql);
}
