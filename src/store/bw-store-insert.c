/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing new deals, new changes of deals and new records.
 *
 * A first import brings millions of them. They are fed to SQLite some thousand a statement (see bw-feed.c). What is made
 * in one go has ascending keys (see bw_book_random_key()), so that the tree is filled from left to right; deals whose keys
 * are in another order are written in the order of their keys all the same, instead of jumping through the tree. Each value is
 * looked up with as few steps as can be: a million deals have 24 million of them. */

#include "store/bw-store-writing.h"

#include <glib/gi18n-lib.h>

#include "core/bw-custom-field.h"
#include "store/bw-custom-text.h"
#include "store/bw-folded.h"

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
  guint  deal; /* or record */
} Order;

/* New deals on their way. */
typedef struct
{
  BwWriting      *writing;
  const BwColumn *columns;
  guint           n_columns;
  const char    **values;   /* of each column, those of the book's deals */
  const gint64  **keys;     /* (element-type nullable): for each column that refers to a table the keys of its rows */
  BwLabelMap    **labels;   /* (element-type nullable): for each column of words */
  gint64          position; /* of the first new deal */
  Order          *order;    /* (nullable): of all new deals, where their keys do not ascend */
  guint           first;    /* of the new deals */
  BwCustomWriter *custom;
  guint           folded_deal; /* + 1: whose changes these are; 0: none yet */
  BwFolded        folded;
} NewDeals;

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  gint64 x = ((const Order *)a)->key, y = ((const Order *)b)->key;

  return x < y ? -1 : x > y;
}

/* The key of the import that brought the new @deal: that of its first change, else the newest import of deals. */
gint64
bw_writing_import_of (const BwWriting *writing,
                      guint            deal)
{
  guint           n;
  const BwChange *changes;

  if (writing->one_import)
    return writing->deal_import;
  changes = bw_history_of (&writing->book->history, deal, &n);

  if (n > 0 && changes[0].import >= 0)
    return bw_row_key (writing->book, BW_TABLE_IMPORTS, changes[0].import);
  return writing->deal_import;
}

/* The value of @column of @deal. */
static inline void
deal_value (const NewDeals  *new_deals,
            guint            column,
            guint            deal,
            sqlite3_context *context)
{
  const BwColumn *shape = &new_deals->columns[column];
  const char     *values = new_deals->values[column];
  gint64          value = bw_column_get (shape, values + (gsize)deal * shape->size);

  gint64 label;

  if (shape->kind == BW_VALUE_WORD && (label = bw_label_map_get (new_deals->labels[column], (BwText)value)) != 0)
    sqlite3_result_int64 (context, label);
  else if (shape->kind != BW_VALUE_REF)
    bw_column_result (shape, new_deals->writing->book, value, context);
  else if (value >= 0)
    sqlite3_result_int64 (context, new_deals->keys[column][value]);
}

/* The values of @deal in the project's own fields. */
static void
custom_cell (const NewDeals  *new_deals,
             guint            deal,
             sqlite3_context *context)
{
  gsize       length;
  const char *text = bw_custom_writer_write (new_deals->custom, deal, &length);

  if (text != NULL)
    sqlite3_result_text64 (context, text, length, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* The changes of the new @deal that are known by now, *@n of them. */
static const BwChange *
changes_of (BwWriting *writing,
            guint      deal,
            guint     *n)
{
  const BwEarlyDeals *early = writing->early;
  guint               at, end;

  if (early == NULL)
    return bw_history_of (&writing->book->history, deal, n);
  at = writing->early_at;
  /* Deals mostly come in their order. */
  if (at > 0 && early->changes[at - 1].deal >= deal)
    at = 0;
  while (at < early->n_changes && early->changes[at].deal < deal)
    at++;
  for (end = at; end < early->n_changes && early->changes[end].deal == deal;)
    end++;
  writing->early_at = at;
  *n = end - at;
  return early->changes + at;
}

/* What of the history of the new @deal stands in its row. */
static void
find_folded (BwWriting *writing,
             guint      deal,
             BwFolded  *folded)
{
  guint           n;
  const BwChange *changes = changes_of (writing, deal, &n);

  bw_folded_find_among (writing->book, deal, changes, n, folded);
  /* Before the book is whole all of it is of one import, whose record is not there yet. */
  if (folded->n > 0 && writing->early == NULL &&
      bw_row_key (writing->book, BW_TABLE_IMPORTS, folded->import) != bw_writing_import_of (writing, deal))
    folded->n = 0;
}

/* Notes what is implied of the new @deal, for it to be written as changes. */
static void
note_odd (BwWriting *writing,
          guint      deal)
{
  guint           n;
  const BwChange *changes = changes_of (writing, deal, &n);

  for (guint i = 0; i < n; i++)
    if (changes[i].source == BW_TIME_IMPLIED)
      g_array_append_val (writing->odd, changes[i]);
}

/* What @deal was before it was closed: the stage, the expected close date, whether the amount was unknown. */
static void
folded_cell (NewDeals        *new_deals,
             guint            deal,
             int              column,
             sqlite3_context *context)
{
  const BwBook *book = new_deals->writing->book;
  BwFolded     *folded = &new_deals->folded;

  if (new_deals->folded_deal != deal + 1)
    {
      find_folded (new_deals->writing, deal, folded);
      if (folded->n == 0)
        note_odd (new_deals->writing, deal);
    }
  new_deals->folded_deal = deal + 1;
  if (folded->n == 0)
    return;
  if (column == 0)
    sqlite3_result_int64 (context, bw_row_key (book, BW_TABLE_STAGES, folded->stage));
  else if (column == 1 && folded->close != BW_DATE_NONE)
    sqlite3_result_int64 (context, folded->close);
  else if (column == 2)
    sqlite3_result_int64 (context, folded->unpriced);
}

/* Columns: key, position, those of a deal, import, source_row, custom, those of folded_cell(). */
static void
deal_cell (gpointer         data,
           guint            row,
           int              column,
           sqlite3_context *context)
{
  NewDeals        *new_deals = data;
  const BwWriting *writing = new_deals->writing;
  guint            deal = new_deals->order != NULL ? new_deals->order[row].deal : new_deals->first + row;
  gint64           import;

  if (column == 0)
    sqlite3_result_int64 (context, writing->book->deals.key[deal]);
  else if (column == 1)
    sqlite3_result_int64 (context, new_deals->position + (deal - new_deals->first));
  else if (column < (int)new_deals->n_columns + 2)
    deal_value (new_deals, (guint)column - 2, deal, context);
  else if (column == (int)new_deals->n_columns + 2)
    {
      import = bw_writing_import_of (writing, deal);
      if (import != 0)
        sqlite3_result_int64 (context, import);
    }
  else if (column == (int)new_deals->n_columns + 4)
    custom_cell (new_deals, deal, context);
  else if (column > (int)new_deals->n_columns + 4)
    folded_cell (new_deals, deal, column - (int)new_deals->n_columns - 5, context);
  else if (deal - writing->first_new < writing->n_lines)
    sqlite3_result_int64 (context, (gint64)writing->lines[deal - writing->first_new]);
}

static char *
insert_deals_text (const BwColumn *columns,
                   guint           n)
{
  g_autoptr (GString) text = g_string_new ("INSERT INTO deal_rows (key, position");
  g_autofree char *select = bw_feed_select (n + 8);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, ", %s", columns[i].name);
  g_string_append_printf (text, ", import, source_row, custom, was_stage, was_close, was_unpriced) %s", select);
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
    if (!feed_rows (writing, statement, deal_cell, new_deals, at, MIN (n - at, BW_PROGRESS_ROWS), error))
      return FALSE;
  return TRUE;
}

/* Returns: (transfer full) (nullable): the @n new deals from @first on in the order of their keys; NULL when they are. */
static Order *
order_by_key (const BwDeals *deals,
              guint          first,
              guint          n)
{
  gboolean ordered = TRUE;
  Order   *order;

  for (guint i = 1; i < n && ordered; i++)
    ordered = deals->key[first + i - 1] < deals->key[first + i];
  if (ordered)
    return NULL;
  order = g_new (Order, n);
  for (guint i = 0; i < n; i++)
    order[i] = (Order) { deals->key[first + i], first + i };
  qsort (order, n, sizeof *order, compare_keys);
  return order;
}

/* Returns: (transfer full): the keys of the rows of @table. */
static gint64 *
keys_of (const BwBook *book,
         BwTable       table)
{
  guint   n = bw_book_table (book, table)->len;
  gint64 *keys = g_new (gint64, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    keys[i] = bw_row_key (book, table, i);
  return keys;
}

/* Writes @n of the deals that are new, from the @first on, whose place in the file is @position. */
gboolean
bw_writing_insert_deals (BwWriting *writing,
                         guint      first,
                         guint      n,
                         gint64     position,
                         GError   **error)
{
  const BwDeals       *deals = &writing->book->deals;
  NewDeals             new_deals = { .writing = writing, .first = first, .position = position };
  g_autofree Order    *order = new_deals.order = order_by_key (deals, new_deals.first, n);
  g_autofree gpointer *values = NULL, *keys = NULL, *labels = NULL;
  g_autoptr (BwCustomWriter) custom = NULL;
  gboolean ok = TRUE;

  new_deals.columns = bw_deal_columns (&new_deals.n_columns);
  values = g_new0 (gpointer, new_deals.n_columns);
  keys = g_new0 (gpointer, new_deals.n_columns);
  labels = g_new0 (gpointer, new_deals.n_columns);
  for (guint i = 0; i < new_deals.n_columns && ok; i++)
    {
      const BwColumn *column = &new_deals.columns[i];

      values[i] = bw_deal_column_data (deals, column);
      if (column->kind == BW_VALUE_REF)
        keys[i] = keys_of (writing->book, column->list);
      else if (column->kind == BW_VALUE_WORD)
        ok = (labels[i] = bw_label_map_new (writing->store->labels, &writing->store->sql, writing->book,
                                            (const BwText *)values[i] + new_deals.first, NULL, n, error)) != NULL;
    }
  new_deals.values = (const char **)values;
  new_deals.keys = (const gint64 **)keys;
  new_deals.labels = (BwLabelMap **)labels;
  custom = new_deals.custom = bw_custom_writer_new (writing->book);
  ok = ok && insert_batches (&new_deals, n, error);
  for (guint i = 0; i < new_deals.n_columns; i++)
    {
      g_free (keys[i]);
      bw_label_map_free (labels[i]);
    }
  return ok;
}

/* ---- Changes ---- */

/* New changes on their way. */
typedef struct
{
  const BwBook   *book;
  const BwChange *changes;
  const GArray   *rows;
  const guint    *told;   /* (nullable): which of them are written; all */
  gint64          key;    /* of the first */
  char          **names;  /* of the project's own fields */
  BwLabelMap     *labels; /* of the texts in them that may be labels */
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
  const BwColumn       *column = bw_field_column (new_changes->book, change->field);
  gboolean              is_ref = column->kind == BW_VALUE_REF;
  gint64                label;

  if (key && !is_ref)
    return;
  if (is_ref && !key)
    {
      value = bw_row_name (new_changes->book, column->list, value);
      column = &name_column;
    }
  if (column->kind == BW_VALUE_WORD && (label = bw_label_map_get (new_changes->labels, (BwText)value)) != 0)
    sqlite3_result_int64 (context, label);
  else
    bw_column_result (column, new_changes->book, value, context);
}

/* Columns as in the statement of bw_writing_insert_changes(). */
static void
change_cell (gpointer         data,
             guint            row,
             int              column,
             sqlite3_context *context)
{
  static const BwColumn at_column = { NULL, BW_VALUE_DAY, 0, sizeof (BwDate), 0 };
  static const BwColumn import_column = { NULL, BW_VALUE_REF, BW_TABLE_IMPORTS, sizeof (gint32), 0 };
  const NewChanges     *new_changes = data;
  const BwBook         *book = new_changes->book;
  guint                 at = new_changes->told != NULL ? new_changes->told[row] : row;
  const BwChange       *change = &new_changes->changes[at];

  switch (column)
    {
    case 0:
      sqlite3_result_int64 (context, new_changes->key + row);
      break;
    case 1:
      sqlite3_result_int64 (context, book->deals.key[change->deal]);
      break;
    case 2:
      sqlite3_result_text (context,
                           change->field < BW_N_FIELDS ? bw_field_name (change->field)
                                                       : new_changes->names[change->field - BW_N_FIELDS],
                           -1, SQLITE_STATIC);
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
      sqlite3_result_int64 (context, change->source);
      break;
    case 10:
      bw_column_result (&import_column, book, change->import, context);
      break;
    default:
      if (new_changes->rows != NULL && at < new_changes->rows->len && g_array_index (new_changes->rows, guint64, at) > 0)
        sqlite3_result_int64 (context, (gint64)g_array_index (new_changes->rows, guint64, at));
      break;
    }
}

static char **
change_field_names (const BwBook *book)
{
  char **names = g_new0 (char *, book->fields->len + 1);

  for (guint i = 0; i < book->fields->len; i++)
    names[i] = bw_change_field_dup_name (book, (guint8)(BW_N_FIELDS + i));
  return names;
}

/* Returns: (transfer full) (nullable): which of the @n @changes are not implied of new deals, *@n_told of them; NULL: all. */
static guint *
find_told (const BwWriting *writing,
           const BwChange  *changes,
           guint            n,
           guint           *n_told)
{
  g_autofree guint *told = NULL;

  *n_told = 0;
  for (guint i = 0; i < n; i++)
    if (changes[i].source != BW_TIME_IMPLIED || changes[i].deal < writing->delta->deals_before)
      (*n_told)++;
  if (*n_told == n)
    return NULL;
  told = g_new (guint, MAX (*n_told, 1));
  *n_told = 0;
  for (guint i = 0; i < n; i++)
    if (changes[i].source != BW_TIME_IMPLIED || changes[i].deal < writing->delta->deals_before)
      told[(*n_told)++] = i;
  return g_steal_pointer (&told);
}

/* Returns: (transfer full) (nullable): the labels of the words in those of @changes that are @told (nullable: all), @n of them. */
static BwLabelMap *
find_change_labels (BwWriting      *writing,
                    const BwChange *changes,
                    const guint    *told,
                    guint           n,
                    GError        **error)
{
  BwStore *store = writing->store;
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (BwText));

  for (guint i = 0; i < n; i++)
    {
      const BwChange *change = &changes[told != NULL ? told[i] : i];
      BwText          pair[2] = { (BwText)change->old_value, (BwText)change->new_value };

      if (bw_field_column (writing->book, change->field)->kind == BW_VALUE_WORD)
        g_array_append_vals (texts, pair, 2);
    }
  if (!bw_writing_load_labels (writing, error))
    return NULL;
  return bw_label_map_new (store->labels, &store->sql, writing->book, (const BwText *)(const void *)texts->data, NULL, texts->len, error);
}

static gboolean
insert_changes (BwWriting      *writing,
                const BwChange *changes,
                const guint    *told,
                guint           n,
                const GArray   *rows,
                GError        **error)
{
  g_auto (GStrv) names = change_field_names (writing->book);
  NewChanges       new_changes = { writing->book, changes, rows, told, 0, names, NULL };
  g_autofree char *select = bw_feed_select (12);
  g_autofree char *text = g_strconcat ("INSERT INTO deal_changes (key, deal, field, old, new, old_ref, new_ref, at, ordinal, "
                                       "time_source, import, source_row) ",
                                       select, NULL);
  g_autoptr (BwLabelMap) labels = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  writing->store->sql.action = _ ("writing the history");
  if (!bw_sql_number (&writing->store->sql, "SELECT max(key) + 1 FROM deal_changes", &new_changes.key, error))
    return FALSE;
  new_changes.key = MAX (new_changes.key, 1);
  labels = new_changes.labels = find_change_labels (writing, changes, told, n, error);
  if (labels == NULL)
    return FALSE;
  statement = bw_sql_prepare (&writing->store->sql, text, error);
  if (statement == NULL)
    return FALSE;
  for (guint at = 0; at < n; at += BW_PROGRESS_ROWS)
    if (!feed_rows (writing, statement, change_cell, &new_changes, at, MIN (n - at, BW_PROGRESS_ROWS), error))
      return FALSE;
  return TRUE;
}

/* Writes what is implied of the new deals and does not stand in their rows. */
gboolean
bw_writing_insert_odd_changes (BwWriting *writing,
                               GError   **error)
{
  const GArray *deal_rows = writing->delta->new_deal_rows;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = 0; i < writing->odd->len; i++)
    {
      guint   at = g_array_index (writing->odd, BwChange, i).deal - writing->delta->deals_before;
      guint64 row = at < deal_rows->len ? g_array_index (deal_rows, guint64, at) : 0;

      g_array_append_val (rows, row);
    }
  return insert_changes (writing, (const BwChange *)(const void *)writing->odd->data, NULL, writing->odd->len, rows, error);
}

/* Writes @n @changes but what is implied of new deals; @rows (nullable) (element-type guint64): the lines that they are from, 0 for none. */
gboolean
bw_writing_insert_changes (BwWriting      *writing,
                           const BwChange *changes,
                           guint           n,
                           const GArray   *rows,
                           GError        **error)
{
  guint             n_told;
  g_autofree guint *told = find_told (writing, changes, n, &n_told);

  return insert_changes (writing, changes, told, n_told, rows, error) && bw_writing_advance (writing, n - n_told, error);
}

/* ---- Records ---- */

/* New records on their way. */
typedef struct
{
  const BwBook       *book;
  const BwTableShape *shape;
  const char         *rows;
  gsize               size;
  guint               first;    /* row */
  gint64              position; /* of the first */
  const Order        *order;
} NewRecords;

/* Columns: key, position, those of the table. */
static void
record_cell (gpointer         data,
             guint            row,
             int              column,
             sqlite3_context *context)
{
  const NewRecords *records = data;
  const Order      *order = &records->order[row];
  const char       *at = records->rows + (gsize)order->deal * records->size;
  const BwColumn   *shape;

  if (column == 0)
    sqlite3_result_int64 (context, order->key);
  else if (column == 1)
    sqlite3_result_int64 (context, records->position + (order->deal - records->first));
  else
    {
      shape = &records->shape->columns[column - 2];
      bw_column_result (shape, records->book, bw_column_get (shape, at + shape->offset), context);
    }
}

static char *
insert_records_text (const BwTableShape *shape)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *select = bw_feed_select (shape->n_columns + 2);

  g_string_append_printf (text, "INSERT INTO %s (key, position", shape->name);
  for (guint i = 0; i < shape->n_columns; i++)
    g_string_append_printf (text, ", %s", shape->columns[i].name);
  g_string_append_printf (text, ") %s", select);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Writes the records that are new, in the order of their keys. */
gboolean
bw_writing_insert_records (BwWriting *writing,
                           GError   **error)
{
  GArray           *rows = bw_book_table (writing->book, BW_TABLE_RECORDS);
  guint             first = writing->delta->before[BW_TABLE_RECORDS], n = rows->len - first;
  g_autofree Order *order = g_new (Order, n);
  NewRecords        records = {
           .book = writing->book,
           .shape = bw_table_shape (BW_TABLE_RECORDS),
           .rows = rows->data,
           .size = g_array_get_element_size (rows),
           .first = first,
           .order = order,
  };
  g_autofree char *text = insert_records_text (records.shape);
  gboolean         ascending = TRUE;
  g_autoptr (sqlite3_stmt) statement = NULL;

  writing->store->sql.action = _ ("writing its tables");
  if (!bw_sql_number (&writing->store->sql, "SELECT max(position) + 1 FROM records", &records.position, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      order[i] = (Order) { bw_row_key (writing->book, BW_TABLE_RECORDS, first + i), first + i };
      ascending &= i == 0 || order[i - 1].key < order[i].key;
    }
  if (!ascending)
    qsort (order, n, sizeof *order, compare_keys);
  statement = bw_sql_prepare (&writing->store->sql, text, error);
  if (statement == NULL)
    return FALSE;
  for (guint at = 0; at < n; at += BW_PROGRESS_ROWS)
    if (!feed_rows (writing, statement, record_cell, &records, at, MIN (n - at, BW_PROGRESS_ROWS), error))
      return FALSE;
  return TRUE;
}
