/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The packed copies: a project's columns as they stand in memory, so that a large one opens at once.
 *
 * The rows are the truth; the copies are derived and only used when nothing speaks against them:
 *
 *   packed_head           layout (sizes, names and byte order of the columns), and the file's change counter as it was
 *                         after the last write of this program: any other program's write moves the counter on
 *   packed                blocks of bytes, each with a checksum: the texts, each column of deals, each small table, the history.
 *                         Columns of the project's own fields are named by the field's key and type
 *   packed_stale_tables,  what was written since: read from the rows and put over the copies. So that a small edit of
 *   packed_stale_deals    a project of a million deals writes a few rows, and not 100 MB of copies anew
 *
 * Copies are made anew after a write that changed much, and when the project is closed with much stale; chunks that
 * have not changed stay as they are. Nobody waits for it: such a write only marks the copies as no longer good, and they are made in
 * a transaction of their own from the book that it led to, which is in memory. A file that is left before that opens from its rows. Where a row
 * that others refer to went away, indexes have moved, and the copies are given up until then. In doubt about anything: the rows.
 *
 * Reading them is in bw-store-unpack.c. */

#include "store/bw-store-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/bw-history-coding.h"
#include "store/bw-packed-block.h"

/* Another number makes programs ignore what others have packed. */
#define PACKED_FORM 4

/* The part that no copy of the rows is. */
#define ROW_MEMORY_PART "row_memory"

enum
{
  COUNTER_OFFSET = 24,   /* of the change counter in an SQLite file's header */
  REWRITE_SHARE = 50,    /* copies are made anew by a write that changes one deal or record in fifty, and at closing when so many are stale */
  STALE_RECORDS = 20000, /* so many are not read from their rows at each opening */
};

static guint64
mix_columns (guint64         sum,
             const BwColumn *columns,
             guint           n)
{
  for (guint i = 0; i < n; i++)
    {
      guint64 parts[3] = { sum, bw_checksum (columns[i].name, strlen (columns[i].name)), columns[i].size };

      sum = bw_checksum (parts, sizeof parts);
    }
  return sum;
}

/* A number that is another when the columns, their sizes or the byte order are others. */
gint64
bw_store_layout (void)
{
  const guint32   form[2] = { 0x01020304, PACKED_FORM };
  guint64         sum = bw_checksum (form, sizeof form);
  guint           n;
  const BwColumn *columns = bw_deal_columns (&n);

  sum = mix_columns (sum, columns, n);
  for (int table = 0; table < BW_N_TABLES; table++)
    sum = mix_columns (sum, bw_table_shape (table)->columns, bw_table_shape (table)->n_columns);
  return (gint64)sum;
}

/* What the file's change counter is now, or will be once the present transaction has written. */
gint64
bw_store_file_counter (BwStore *store)
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
  return run_with (store, "UPDATE packed_head SET file_counter = ?1 WHERE valid = 1", bw_store_file_counter (store), error);
}

/* Returns: (transfer full): the name of the part that holds the column of @field. */
char *
bw_packed_field_part (const BwCustomField *field)
{
  return g_strdup_printf ("deals.field.%016" G_GINT64_MODIFIER "x.%d", (guint64)field->key, (int)field->type);
}

static gboolean
pack_table (BwStore      *store,
            const BwBook *book,
            BwTable       table,
            GError      **error)
{
  const BwTableShape *shape = bw_table_shape (table);
  GArray             *rows = bw_book_table (book, table);
  gsize               size = g_array_get_element_size (rows), n = rows->len, width = sizeof (gint64);
  g_autofree char    *bytes = NULL;
  char               *to;

  for (guint i = 0; i < shape->n_columns; i++)
    width += shape->columns[i].size;
  to = bytes = g_malloc (MAX (width * n, 1));
  bw_gather_column (rows->data, size, n, sizeof (gint64), to);
  to += sizeof (gint64) * n;
  /* An empty table may have no memory to point into. */
  for (guint i = 0; n > 0 && i < shape->n_columns; i++)
    {
      bw_gather_column (rows->data + shape->columns[i].offset, size, n, shape->columns[i].size, to);
      to += shape->columns[i].size * n;
    }
  return bw_packed_write (&store->sql, shape->name, bytes, width * n, error);
}

static gboolean
pack_deals (BwStore       *store,
            const BwDeals *deals,
            GError       **error)
{
  guint           n;
  const BwColumn *columns = bw_deal_columns (&n);

  if (!bw_packed_write (&store->sql, "deals.key", deals->key, (gsize)deals->n * sizeof (gint64), error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *part = g_strconcat ("deals.", columns[i].name, NULL);

      if (!bw_packed_write (&store->sql, part, bw_deal_column_data (deals, &columns[i]), (gsize)deals->n * columns[i].size, error))
        return FALSE;
    }
  return TRUE;
}

/* Writes the columns of the project's own fields, and takes those away that are no longer there. */
static gboolean
pack_custom (BwStore      *store,
             const BwBook *book,
             GError      **error)
{
  g_autoptr (GString) keep = g_string_new ("DELETE FROM packed WHERE part LIKE 'deals.field.%' AND part NOT IN (''");

  for (guint i = 0; i < book->fields->len; i++)
    {
      g_autofree char *part = bw_packed_field_part (bw_book_field (book, i));
      gsize            size = bw_field_type_size (book->deals.custom[i].type);

      if (!bw_packed_write (&store->sql, part, book->deals.custom[i].values, (gsize)book->deals.n * size, error))
        return FALSE;
      g_string_append_printf (keep, ", '%s'", part);
    }
  g_string_append_c (keep, ')');
  return bw_sql_exec (&store->sql, keep->str, error);
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
  sqlite3_bind_int64 (statement, 1, bw_store_layout ());
  sqlite3_bind_int64 (statement, 2, bw_store_file_counter (store));
  sqlite3_bind_int64 (statement, 3, book->deals.n);
  return bw_sql_run (&store->sql, statement, error);
}

static gboolean
pack_history (BwStore      *store,
              const BwBook *book,
              GError      **error)
{
  g_autoptr (GByteArray) bytes = bw_history_encode (&book->history, &book->deals, book->deals.n, BW_N_FIELDS + book->fields->len);

  return bw_packed_write (&store->sql, "history", bytes->data, bytes->len, error);
}

/* Whether the chunks that are there may be kept where they have the right checksum. */
static gboolean
can_keep_chunks (BwStore *store)
{
  gint64 layout;

  return !store->distrusts_packed && bw_sql_number (&store->sql, "SELECT layout FROM packed_head", &layout, NULL) &&
         layout == bw_store_layout ();
}

/* Makes the copies anew from @book, which holds what the rows hold, within a transaction of the caller's. */
gboolean
bw_store_pack_write (BwStore      *store,
                     const BwBook *book,
                     GError      **error)
{
  store->sql.action = _ ("writing the packed copies");
  if (!bw_sql_exec (&store->sql, "DELETE FROM packed_stale_tables; DELETE FROM packed_stale_deals;", error) ||
      (!can_keep_chunks (store) && !bw_sql_exec (&store->sql, "DELETE FROM packed", error)) ||
      !bw_packed_write (&store->sql, "texts", book->texts.bytes, book->texts.length, error))
    return FALSE;
  for (int table = 0; table < BW_N_TABLES; table++)
    if (!pack_table (store, book, table, error))
      return FALSE;
  return pack_deals (store, &book->deals, error) && pack_custom (store, book, error) && pack_history (store, book, error) && write_head (store, book, error);
}

/* Writes what makes the next import fast: it stands among the copies, but does not depend on them. */
static gboolean
pack_row_memory (BwStore *store,
                 GBytes  *memory,
                 GError **error)
{
  gsize       n;
  const void *data = g_bytes_get_data (memory, &n);

  return bw_packed_write (&store->sql, ROW_MEMORY_PART, data, n, error);
}

GBytes *
bw_store_load_row_memory (BwStore *store)
{
  gsize n;
  void *data;

  if (store->unpacked_memory != NULL)
    return g_bytes_ref (store->unpacked_memory);
  bw_sql_exec (&store->sql, "PRAGMA cache_size = " BW_STORE_READING_CACHE, NULL);
  data = bw_packed_read (&store->sql, ROW_MEMORY_PART, &n);
  bw_sql_exec (&store->sql, "PRAGMA cache_size = " BW_STORE_CACHE, NULL);
  return data != NULL ? g_bytes_new_take (data, n) : NULL;
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
             guint64  tables,
             GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
    bw_sql_prepare (&store->sql, "INSERT OR IGNORE INTO packed_stale_tables (part) VALUES (?1)", error);

  if (statement == NULL)
    return FALSE;
  for (int table = 0; table < BW_N_TABLES; table++)
    if (tables & BW_TABLE_BIT (table))
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

/* Whether there are copies that nothing speaks against. */
gboolean
bw_store_pack_is_valid (BwStore *store)
{
  gboolean valid = FALSE;

  return head_is_valid (store, &valid, NULL) && valid;
}

/* Whether a field that was there before has another type than in the copies. */
static gboolean
has_other_type (BwStore       *store,
                const BwBook  *book,
                const BwDelta *delta)
{
  const GArray *changed = delta->changed[BW_TABLE_FIELDS];

  for (guint i = 0; i < changed->len; i++)
    {
      g_autofree char *part = bw_packed_field_part (bw_book_field (book, g_array_index (changed, guint, i)));

      if (bw_packed_length (&store->sql, part) < 0)
        return TRUE;
    }
  return FALSE;
}

/* Leaves it to bw_store_finish_copies() to make the copies of @book (nullable: of nothing), which is what the rows hold, and to
 * write @memory (nullable: what was to be written before) with them. To be called when the write has been committed. */
void
bw_store_pack_later (BwStore *store,
                     BwBook  *book,
                     GBytes  *memory)
{
  if (book != NULL)
    bw_book_ref (book);
  g_clear_pointer (&store->unpacked, bw_book_unref);
  store->unpacked = book;
  if (memory != NULL || book == NULL)
    g_clear_pointer (&store->unpacked_memory, g_bytes_unref);
  if (memory != NULL)
    store->unpacked_memory = g_bytes_ref (memory);
}

/* The copies and the memory in one transaction. */
static gboolean
pack_unpacked (BwStore *store)
{
  if (!bw_store_begin_writing (store, NULL))
    return FALSE;
  if ((store->unpacked_memory == NULL || pack_row_memory (store, store->unpacked_memory, NULL)) &&
      bw_store_pack_write (store, store->unpacked, NULL) && bw_sql_commit (&store->sql, NULL))
    return TRUE;
  bw_sql_rollback (&store->sql);
  return FALSE;
}

void
bw_store_finish_copies (BwStore *store)
{
  if (store->unpacked == NULL)
    return;
  store->worn = !pack_unpacked (store);
  bw_store_pack_later (store, NULL, NULL);
}

/* To be called at the end of a write's transaction: @delta was written and led to @book. @later: whether the copies are to be made
 * of it by bw_store_pack_later(), because so much has changed or because they still were. */
gboolean
bw_store_pack_note_write (BwStore       *store,
                          const BwBook  *book,
                          const BwDelta *delta,
                          gboolean      *later,
                          GError       **error)
{
  guint64  n = delta->changed_deals->len + (guint64)(book->deals.n - delta->deals_before);
  guint64  n_records = delta->changed[BW_TABLE_RECORDS]->len + (guint64)(book->records->len - delta->before[BW_TABLE_RECORDS]);
  guint64  tables = 0;
  gboolean valid = FALSE;

  store->sql.action = _ ("noting what changed");
  /* Changes of the history that went away or were rewritten are not noted one by one. */
  *later = store->unpacked != NULL || delta->row_memory != NULL || (n > 0 && n * REWRITE_SHARE >= book->deals.n) ||
           (n_records > 0 && n_records * REWRITE_SHARE >= book->records->len) || delta->lost->len > 0 || delta->moves->len > 0;
  if (*later)
    return give_up (store, error);
  if (!head_is_valid (store, &valid, error))
    return FALSE;
  if (!valid)
    return TRUE;
  if (has_other_type (store, book, delta))
    return give_up (store, error);
  for (int table = 0; table < BW_N_TABLES; table++)
    {
      if (delta->removed[table]->len > 0 && bw_table_is_referred_to (table))
        return give_up (store, error);
      if (delta->removed[table]->len > 0 || delta->changed[table]->len > 0 ||
          bw_book_table (book, table)->len > delta->before[table])
        tables |= BW_TABLE_BIT (table);
    }
  return note_tables (store, tables, error) && note_deals (store, book, delta, error) && bw_store_pack_keep (store, error);
}

/* Whether the copies have a column of each field that the file has, of its type. */
static gboolean
has_all_fields (BwStore *store)
{
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&store->sql, "SELECT key, type FROM fields", NULL);
  BwCustomField field = { 0 };
  gint64        type;
  gboolean      all = statement != NULL;

  while (all && sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autofree char *part = NULL;

      all = bw_code_parse (BW_CODES_FIELD_TYPE, (const char *)sqlite3_column_text (statement, 1), &type);
      field.key = sqlite3_column_int64 (statement, 0);
      field.type = all ? (BwFieldType)type : BW_TYPE_TEXT;
      part = bw_packed_field_part (&field);
      all = all && bw_packed_length (&store->sql, part) >= 0;
    }
  return all;
}

/* The same after a revert: @tables as bits; the keys of the @deals that it touched (element-type gint64) with their @places
 * (element-type gint32); @whole: more than that. */
gboolean
bw_store_pack_note_revert (BwStore      *store,
                           guint64       tables,
                           const GArray *deals,
                           const GArray *places,
                           gboolean      whole,
                           GError      **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (whole || (tables & BW_TABLE_BIT (BW_TABLE_FIELDS) && !has_all_fields (store)))
    return give_up (store, error);
  statement = prepare_note_deal (store, error);
  if (statement == NULL || !note_tables (store, tables, error))
    return FALSE;
  for (guint i = 0; i < deals->len; i++)
    {
      gint32 place = g_array_index (places, gint32, i);

      if (place < 0)
        return give_up (store, error);
      if (!note_deal (store, statement, (guint)place, g_array_index (deals, gint64, i), error))
        return FALSE;
    }
  return bw_store_pack_keep (store, error);
}

/* Reads how many deals the copies hold and the last change in them; %FALSE when they are not to be used. */
gboolean
bw_store_pack_head (BwStore *store,
                    gint64  *deals,
                    gint64  *last_change)
{
  g_autoptr (sqlite3_stmt) statement =
    bw_sql_prepare (&store->sql, "SELECT valid, layout, file_counter, deals, last_change FROM packed_head", NULL);

  if (statement == NULL || sqlite3_step (statement) != SQLITE_ROW)
    return FALSE;
  *deals = sqlite3_column_int64 (statement, 3);
  *last_change = sqlite3_column_int64 (statement, 4);
  return sqlite3_column_int64 (statement, 0) == 1 && sqlite3_column_int64 (statement, 1) == bw_store_layout () &&
         sqlite3_column_int64 (statement, 2) == bw_store_file_counter (store) && *deals >= 0 && *deals < G_MAXINT32;
}

/* Whether enough is stale for the copies to be worth making anew. */
static gboolean
is_worn (BwStore *store)
{
  gint64 deals, last_change, stale, changes, records;

  if (!bw_store_pack_head (store, &deals, &last_change))
    return TRUE;
  if (bw_sql_number (&store->sql, "SELECT count(*) FROM records WHERE EXISTS (SELECT 1 FROM packed_stale_tables WHERE part = 'records')",
                     &records, NULL) &&
      records > STALE_RECORDS)
    return TRUE;
  return bw_sql_number (&store->sql, "SELECT count(*) FROM packed_stale_deals", &stale, NULL) &&
         bw_sql_number (&store->sql, "SELECT max(key) FROM deal_changes", &changes, NULL) &&
         MAX (stale, changes - last_change) * REWRITE_SHARE > deals;
}

/* Makes the copies anew when they are worn. Failing does no harm: the rows hold everything. */
void
bw_store_pack_refresh (BwStore *store)
{
  g_autoptr (BwBook) book = NULL;

  bw_store_finish_copies (store);
  if (!store->worn || !bw_sql_begin (&store->sql, FALSE, NULL))
    return;
  if (is_worn (store))
    {
      book = bw_store_load_packed (store);
      if (book == NULL)
        book = bw_store_load_rows (store, NULL);
    }
  bw_sql_rollback (&store->sql);
  if (book == NULL || !bw_store_begin_writing (store, NULL))
    return;
  if (bw_store_pack_write (store, book, NULL))
    bw_sql_commit (&store->sql, NULL);
  else
    bw_sql_rollback (&store->sql);
}
