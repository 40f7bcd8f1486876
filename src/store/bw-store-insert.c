/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing new deals and new changes of deals.
 *
 * A first import brings millions of both. They are fed to SQLite some thousand a statement (see bw-feed.c). New deals are
 * written in the order of their random keys, so that the tree is filled from left to right instead of jumped through;
 * for that each batch is first gathered column by column, where the processor can wait for many of the scattered values at
 * a time. */

#include "store/bw-store-writing.h"

#include <glib/gi18n-lib.h>

/* Feeds the rows of @feed->cell from @first on, @n of them, to @statement. */
static gboolean
feed_rows (BwWriting    *writing,
           sqlite3_stmt *statement,
           BwFeedCell    cell,
           gpointer      data,
           guint         first,
           guint         n,
           GError      **error)
{
  BwFeed *feed = &writing->store->feed;

  feed->cell = cell;
  feed->data = data;
  feed->first = first;
  feed->end = first + n;
  return bw_sql_run (&writing->store->sql, statement, error) && bw_writing_advance (writing, n, error);
}

/* ---- Deals ---- */

typedef struct
{
  gint64 key;
  guint  deal;
} Order;

/* New deals on their way. */
typedef struct
{
  BwWriting      *writing;
  const BwColumn *columns;
  guint           n_columns;
  gint64          position; /* of the first new deal */
  Order          *order;    /* of all new deals */
  const Order    *batch;
  BwDeals         deals; /* those of the batch */
} NewDeals;

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  gint64 x = ((const Order *)a)->key, y = ((const Order *)b)->key;

  return x < y ? -1 : x > y;
}

/* Copies @n deals of @from in the order of new_deals->batch. */
static void
gather (NewDeals      *new_deals,
        const BwDeals *from,
        guint          n)
{
  const Order *batch = new_deals->batch;
  BwDeals     *to = &new_deals->deals;

#define GATHER_COLUMN(type, name) \
  for (guint i = 0; i < n; i++)   \
    to->name[i] = from->name[batch[i].deal];
  BW_DEAL_COLUMNS (GATHER_COLUMN)
#undef GATHER_COLUMN
  for (guint i = 0; i < n; i++)
    {
      const char *bytes = new_deals->writing->book->texts.bytes;

      __builtin_prefetch (bytes + to->ref[i]);
      __builtin_prefetch (bytes + to->name[i]);
      __builtin_prefetch (bytes + to->next_step[i]);
    }
}

/* The key of the import that brought @deal: that of its first change, else the newest import of deals. */
static gint64
import_of (const BwWriting *writing,
           guint            deal)
{
  guint           n;
  const BwChange *changes = bw_history_of (&writing->book->history, deal, &n);

  if (n > 0 && changes[0].import >= 0)
    return bw_row_key (writing->book, BW_TABLE_IMPORTS, changes[0].import);
  return writing->deal_import;
}

/* Columns: key, position, those of a deal, import, source_row. */
static void
deal_cell (gpointer         data,
           guint            row,
           int              column,
           sqlite3_context *context)
{
  const NewDeals  *new_deals = data;
  const BwWriting *writing = new_deals->writing;
  const GArray    *rows = writing->delta->new_deal_rows;
  guint            deal = new_deals->batch[row].deal, at = deal - writing->delta->deals_before;
  gint64           import;

  if (column == 0)
    sqlite3_result_int64 (context, new_deals->deals.key[row]);
  else if (column == 1)
    sqlite3_result_int64 (context, new_deals->position + at);
  else if (column < (int)new_deals->n_columns + 2)
    {
      const BwColumn *shape = &new_deals->columns[column - 2];
      const char     *values = bw_deal_column_data (&new_deals->deals, shape);

      bw_column_result (shape, writing->book, bw_column_get (shape, values + (gsize)row * shape->size), context);
    }
  else if (column == (int)new_deals->n_columns + 2)
    {
      import = import_of (writing, deal);
      if (import != 0)
        sqlite3_result_int64 (context, import);
    }
  else if (at < rows->len)
    sqlite3_result_int64 (context, (gint64)g_array_index (rows, guint64, at));
}

static char *
insert_deals_text (const BwColumn *columns,
                   guint           n)
{
  g_autoptr (GString) text = g_string_new ("INSERT INTO deals (key, position");
  g_autofree char *select = bw_feed_select (n + 4);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, ", %s", columns[i].name);
  g_string_append_printf (text, ", import, source_row) %s", select);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
insert_batches (NewDeals *new_deals,
                guint     n,
                GError  **error)
{
  BwWriting       *writing = new_deals->writing;
  g_autofree char *text = insert_deals_text (new_deals->columns, new_deals->n_columns);
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&writing->store->sql, text, error);

  if (statement == NULL)
    return FALSE;
  for (guint at = 0; at < n; at += BW_PROGRESS_ROWS)
    {
      guint size = MIN (n - at, BW_PROGRESS_ROWS);

      new_deals->batch = new_deals->order + at;
      gather (new_deals, &writing->book->deals, size);
      if (!feed_rows (writing, statement, deal_cell, new_deals, 0, size, error))
        return FALSE;
    }
  return TRUE;
}

/* Writes the deals that are new. */
gboolean
bw_writing_insert_deals (BwWriting *writing,
                         GError   **error)
{
  const BwDeals    *deals = &writing->book->deals;
  guint             first = writing->delta->deals_before, n = deals->n - first;
  NewDeals          new_deals = { .writing = writing };
  g_autofree Order *order = new_deals.order = g_new (Order, n);
  gboolean          ok;

  new_deals.columns = bw_deal_columns (&new_deals.n_columns);
  if (!bw_sql_number (&writing->store->sql, "SELECT max(position) + 1 FROM deals", &new_deals.position, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    order[i] = (Order) { deals->key[first + i], first + i };
  qsort (order, n, sizeof *order, compare_keys);
  bw_deals_init (&new_deals.deals);
  bw_deals_reserve (&new_deals.deals, BW_PROGRESS_ROWS);
  ok = insert_batches (&new_deals, n, error);
  bw_deals_clear (&new_deals.deals);
  return ok;
}

/* ---- Changes ---- */

/* New changes on their way. */
typedef struct
{
  const BwBook   *book;
  const BwChange *changes;
  const GArray   *rows;
  gint64          key; /* of the first */
} NewChanges;

/* One side of a change: what a person reads, and for a reference its key. */
static void
result_side (const NewChanges *new_changes,
             const BwChange   *change,
             gint64            value,
             gboolean          key,
             sqlite3_context  *context)
{
  static const BwColumn name_column = { NULL, BW_VALUE_TEXT, 0, sizeof (BwText), 0 };
  const BwColumn       *column = bw_field_column (change->field);
  gboolean              is_ref = column->kind == BW_VALUE_REF;

  if (key && !is_ref)
    return;
  if (is_ref && !key)
    {
      value = bw_row_name (new_changes->book, column->list, value);
      column = &name_column;
    }
  bw_column_result (column, new_changes->book, value, context);
}

/* Columns as in the statement of bw_writing_insert_changes(). */
static void
change_cell (gpointer         data,
             guint            row,
             int              column,
             sqlite3_context *context)
{
  static const BwColumn at_column = { NULL, BW_VALUE_DATE, 0, sizeof (BwDate), 0 };
  static const BwColumn import_column = { NULL, BW_VALUE_REF, BW_TABLE_IMPORTS, sizeof (gint32), 0 };
  const NewChanges     *new_changes = data;
  const BwBook         *book = new_changes->book;
  const BwChange       *change = &new_changes->changes[row];

  switch (column)
    {
    case 0:
      sqlite3_result_int64 (context, new_changes->key + row);
      break;
    case 1:
      sqlite3_result_int64 (context, book->deals.key[change->deal]);
      break;
    case 2:
      sqlite3_result_text (context, bw_field_name (change->field), -1, SQLITE_STATIC);
      break;
    case 3:
    case 5:
      result_side (new_changes, change, change->old_value, column == 5, context);
      break;
    case 4:
    case 6:
      result_side (new_changes, change, change->new_value, column == 6, context);
      break;
    case 7:
      bw_column_result (&at_column, book, change->at, context);
      break;
    case 8:
      sqlite3_result_int64 (context, change->ordinal);
      break;
    case 9:
      sqlite3_result_text (context, bw_code_name (BW_CODES_TIME_SOURCE, change->source), -1, SQLITE_STATIC);
      break;
    case 10:
      bw_column_result (&import_column, book, change->import, context);
      break;
    default:
      if (new_changes->rows != NULL && row < new_changes->rows->len && g_array_index (new_changes->rows, guint64, row) > 0)
        sqlite3_result_int64 (context, (gint64)g_array_index (new_changes->rows, guint64, row));
      break;
    }
}

/* Writes @n @changes; @rows (nullable) (element-type guint64): the lines that they are from, 0 for none. */
gboolean
bw_writing_insert_changes (BwWriting      *writing,
                           const BwChange *changes,
                           guint           n,
                           const GArray   *rows,
                           GError        **error)
{
  NewChanges       new_changes = { writing->book, changes, rows, 0 };
  g_autofree char *select = bw_feed_select (12);
  g_autofree char *text = g_strconcat ("INSERT INTO deal_changes (key, deal, field, old, new, old_ref, new_ref, at, ordinal, "
                                       "time_source, import, source_row) ",
                                       select, NULL);
  g_autoptr (sqlite3_stmt) statement = NULL;

  writing->store->sql.action = _ ("writing the history");
  if (!bw_sql_number (&writing->store->sql, "SELECT max(key) + 1 FROM deal_changes", &new_changes.key, error))
    return FALSE;
  new_changes.key = MAX (new_changes.key, 1);
  statement = bw_sql_prepare (&writing->store->sql, text, error);
  if (statement == NULL)
    return FALSE;
  for (guint at = 0; at < n; at += BW_PROGRESS_ROWS)
    if (!feed_rows (writing, statement, change_cell, &new_changes, at, MIN (n - at, BW_PROGRESS_ROWS), error))
      return FALSE;
  return TRUE;
}
