/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New deals, written while the import that brings them goes on.
 *
 * A first import spends as long on writing its deals' rows as on all that comes before. What it settles of them it settles in
 * their order, so that their rows can be written on the file's thread behind it: in the transaction that the import as a whole
 * will be, which is still all or nothing.
 *
 * What comes after the deals may yet change some: a stop, other files, an error. So sums of all that was written are kept, for
 * each piece: its columns, lines and implied changes, and the keys of what they refer to. At the end the same is summed up from
 * the book that is to be written; only where nothing differs are the rows kept. Else they are rolled back and everything is
 * written as if nothing had been: the sums cost some 30 ms for a million deals.
 *
 * Pieces have a fixed size, so that which texts become labels (those that stand twice in a piece) does not depend on which
 * thread was faster. */

#include "store/bw-packed-block.h"
#include "store/bw-store-writing.h"

#include <glib/gi18n-lib.h>

enum
{
  PIECE = 1 << 15, /* deals */
};

/* While rows are only added behind each other a small cache does as well, and what is in it goes to the disk meanwhile. */
#define EARLY_CACHE "-8192"

/* What was written of some deals that follow each other. */
typedef struct
{
  guint   first;
  guint   n;
  guint   first_change; /* of the implied ones */
  guint   n_changes;
  guint64 sum;
} Piece;

struct _BwEarlyWrite
{
  guint   n; /* deals */
  gint64  import;
  GArray *pieces; /* Piece */
  GArray *odd;    /* BwChange: what is implied and does not stand in the rows */
  guint64 keys;   /* sum of those of what deals refer to */
  guint   n_rows[BW_N_TABLES];
};

static guint64
add_to_sum (guint64     sum,
            const void *bytes,
            gsize       size)
{
  guint64 parts[2] = { sum, size > 0 ? bw_checksum (bytes, size) : 0 };

  return bw_checksum (parts, sizeof parts);
}

/* Sums up the deals of @piece as @book and @lines tell of them, with @changes, which are the implied ones of all deals. */
static guint64
sum_piece (const Piece    *piece,
           const BwBook   *book,
           const guint64  *lines,
           const BwChange *changes)
{
  const BwDeals  *deals = &book->deals;
  guint           n;
  const BwColumn *columns = bw_deal_columns (&n);
  guint64         sum = add_to_sum (piece->n, deals->key + piece->first, sizeof (gint64) * piece->n);

  for (guint i = 0; i < n; i++)
    sum = add_to_sum (sum, (const char *)bw_deal_column_data (deals, &columns[i]) + (gsize)piece->first * columns[i].size,
                      (gsize)piece->n * columns[i].size);
  for (guint i = 0; i < deals->n_custom; i++)
    {
      gsize size = bw_field_type_size (deals->custom[i].type);

      sum = add_to_sum (sum, (const char *)deals->custom[i].values + piece->first * size, piece->n * size);
    }
  sum = add_to_sum (sum, lines + piece->first, sizeof *lines * piece->n);
  return add_to_sum (sum, changes + piece->first_change, sizeof *changes * piece->n_changes);
}

static gboolean
is_referred_to (int table)
{
  return table == BW_TABLE_PEOPLE || table == BW_TABLE_ACCOUNTS || table == BW_TABLE_PRODUCTS || table == BW_TABLE_STAGES ||
         table == BW_TABLE_FIELDS;
}

/* Sums up the keys of the first @n_rows of each table that deals refer to. */
static guint64
sum_keys (const BwBook *book,
          const guint  *n_rows)
{
  guint64 sum = 0;

  for (int table = 0; table < BW_N_TABLES; table++)
    for (guint i = 0; i < n_rows[table]; i++)
      {
        gint64 key = bw_row_key (book, table, i);

        sum = (sum ^ (guint64)key) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      }
  return sum;
}

static void
early_write_free (BwEarlyWrite *early)
{
  g_array_unref (early->pieces);
  g_array_unref (early->odd);
  g_free (early);
}

/* Whether the deals of @after, which has no others, are those that were written. */
gboolean
bw_early_write_holds (const BwEarlyWrite *early,
                      const BwBook       *after,
                      const BwDelta      *delta)
{
  guint n_imports = after->imports->len;

  if (delta->deals_before > 0 || after->deals.n != early->n || delta->new_deal_rows->len != early->n ||
      delta->changed_deals->len > 0 || n_imports == 0 || bw_row_key (after, BW_TABLE_IMPORTS, n_imports - 1) != early->import)
    return FALSE;
  for (int table = 0; table < BW_N_TABLES; table++)
    if (bw_book_table (after, table)->len < early->n_rows[table])
      return FALSE;
  if (sum_keys (after, early->n_rows) != early->keys)
    return FALSE;
  for (guint i = 0; i < early->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (early->pieces, Piece, i);

      if (piece->first_change + piece->n_changes > after->history.n ||
          sum_piece (piece, after, (const guint64 *)(const void *)delta->new_deal_rows->data, after->history.changes) != piece->sum)
        return FALSE;
    }
  return TRUE;
}

/* Adds what is implied of the deals that were written and does not stand in their rows to @odd. */
void
bw_early_write_take_odd (const BwEarlyWrite *early,
                         GArray             *odd)
{
  g_array_append_vals (odd, early->odd->data, early->odd->len);
}

/* The transaction has ended. */
void
bw_store_end_early (BwStore *store)
{
  if (store->early == NULL)
    return;
  g_clear_pointer (&store->early, early_write_free);
  bw_sql_exec (&store->sql, "PRAGMA cache_size = " BW_STORE_CACHE, NULL);
}

void
bw_store_drop_early (BwStore *store)
{
  if (store->early == NULL)
    return;
  bw_sql_rollback (&store->sql);
  /* Those that it added are gone. */
  g_clear_pointer (&store->labels, bw_labels_free);
  bw_store_end_early (store);
  bw_store_enforce_references (store, TRUE, NULL);
}

gboolean
bw_store_begin_early (BwStore *store,
                      GError **error)
{
  gint64 has_deals;

  if (bw_store_refuse_read_only (store, error))
    return FALSE;
  store->sql.action = _ ("writing the deals");
  if (!bw_sql_number (&store->sql, "SELECT EXISTS (SELECT 1 FROM deal_rows)", &has_deals, error) || has_deals ||
      !bw_store_enforce_references (store, FALSE, error))
    return FALSE;
  store->early = g_new0 (BwEarlyWrite, 1);
  store->early->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  store->early->odd = g_array_new (FALSE, FALSE, sizeof (BwChange));
  if (bw_sql_exec (&store->sql, "PRAGMA cache_size = " EARLY_CACHE, error) && bw_store_begin_writing (store, error))
    return TRUE;
  bw_store_drop_early (store);
  return FALSE;
}

/* Notes what is written next. */
static void
note_piece (BwEarlyWrite       *early,
            const BwEarlyDeals *deals,
            guint               n)
{
  const Piece *last = early->pieces->len > 0 ? &g_array_index (early->pieces, Piece, early->pieces->len - 1) : NULL;
  Piece        piece = { .first = early->n, .n = n, .first_change = last != NULL ? last->first_change + last->n_changes : 0 };
  guint        end = piece.first_change;

  while (end < deals->n_changes && deals->changes[end].deal < piece.first + n)
    end++;
  piece.n_changes = end - piece.first_change;
  piece.sum = sum_piece (&piece, deals->book, deals->lines, deals->changes);
  if (last == NULL)
    {
      for (int table = 0; table < BW_N_TABLES; table++)
        early->n_rows[table] = is_referred_to (table) ? bw_book_table (deals->book, table)->len : 0;
      early->keys = sum_keys (deals->book, early->n_rows);
      early->import = deals->import;
    }
  g_array_append_val (early->pieces, piece);
}

/* Has the disk take the rows while the importer still tells that it goes on: committing then waits for little. A failure must not
 * be passed over, as the system tells of it once. */
static gboolean
flush (BwStore *store,
       GError **error)
{
  sqlite3_file *file = NULL;
  int           rc = sqlite3_db_cacheflush (store->sql.db);

  if (rc == SQLITE_OK)
    rc = sqlite3_file_control (store->sql.db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (rc == SQLITE_OK && file != NULL && file->pMethods != NULL)
    rc = file->pMethods->xSync (file, SQLITE_SYNC_NORMAL);
  if (rc == SQLITE_OK)
    return TRUE;
  bw_sql_fail (&store->sql, rc, error);
  return FALSE;
}

gboolean
bw_store_write_early (BwStore            *store,
                      const BwEarlyDeals *deals,
                      gboolean            all,
                      BwProgress          progress,
                      gpointer            progress_data,
                      GError            **error)
{
  BwEarlyWrite *early = store->early;
  BwWriting     writing = {
        .store = store,
        .book = deals->book,
        .progress = progress,
        .progress_data = progress_data,
        .early = deals,
        .lines = deals->lines,
        .n_lines = deals->n,
        .deal_import = deals->import,
        .one_import = TRUE,
        .odd = early->odd,
  };
  gboolean ok = bw_writing_load_labels (&writing, error);

  store->sql.action = _ ("writing the deals");
  while (ok && early->n < deals->n && (all || deals->n - early->n >= PIECE))
    {
      guint n = MIN (deals->n - early->n, PIECE);

      note_piece (early, deals, n);
      writing.total = deals->n;
      writing.early_at = g_array_index (early->pieces, Piece, early->pieces->len - 1).first_change;
      ok = bw_writing_insert_deals (&writing, early->n, n, early->n, error);
      early->n += n;
    }
  ok = ok && (!all || flush (store, error));
  if (!ok)
    bw_store_drop_early (store);
  return ok;
}
