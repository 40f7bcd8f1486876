/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import or an edit changed in a book.
 *
 * An import or edit makes a book that holds the state after it, and a delta beside it. The project file writes
 * from both: new and changed rows are read from the book by index, so nothing is described twice. Only when the
 * file has committed does the book after take the place of the one before. */

#include "core/bw-delta.h"

/* Returns: (transfer none): the rows of @table. */
GArray *
bw_book_table (const BwBook *book,
               BwTable       table)
{
  switch (table)
    {
    case BW_TABLE_PEOPLE:
      return book->people;
    case BW_TABLE_STAGES:
      return book->stages;
    case BW_TABLE_STAGE_RULES:
      return book->stage_rules;
    case BW_TABLE_ACCOUNTS:
      return book->accounts;
    case BW_TABLE_PRODUCTS:
      return book->products;
    case BW_TABLE_ALIASES:
      return book->aliases;
    case BW_TABLE_QUOTAS:
      return book->quotas;
    case BW_TABLE_CALLS:
      return book->calls;
    case BW_TABLE_IMPORTS:
      return book->imports;
    case BW_TABLE_PLANS:
      return book->plans;
    case BW_TABLE_TERRITORIES:
      return book->territories;
    case BW_TABLE_ASSIGNMENTS:
      return book->assignments;
    case BW_TABLE_NAMED_ACCOUNTS:
      return book->named_accounts;
    case BW_TABLE_FIELDS:
      return book->fields;
    case BW_TABLE_CHOICES:
      return book->choices;
    case BW_TABLE_FITS:
      return book->fits;
    case BW_TABLE_FIT_VALUES:
      return book->fit_values;
    case BW_TABLE_VIEWS:
      return book->views;
    case BW_TABLE_SCENARIOS:
      return book->scenarios;
    case BW_TABLE_LEVERS:
      return book->levers;
    case BW_TABLE_ADJUSTMENTS:
      return book->adjustments;
    case BW_TABLE_NOTES:
      return book->notes;
    case BW_TABLE_RECORDS:
      return book->records;
    case BW_TABLE_DISMISSALS:
      return book->dismissals;
    case BW_TABLE_PLAN_EVENTS:
      return book->plan_events;
    case BW_TABLE_PLAN_REVIEWS:
      return book->plan_reviews;
    case BW_TABLE_PLAN_LOCKS:
      return book->plan_locks;
    case BW_TABLE_RULES:
      return book->rules;
    case BW_TABLE_BRIDGES:
      return book->bridges;
    case BW_TABLE_QUOTA_CHANGES:
      return book->quota_changes;
    case BW_TABLE_REPORTING:
      return book->reporting;
    case BW_TABLE_SHEET_LINES:
      return book->sheet_lines;
    case BW_TABLE_PLAN_MEASURES:
      return book->plan_measures;
    case BW_TABLE_POSTAL_PLACES:
      return book->postal_places;
    case BW_TABLE_CADENCES:
      return book->cadences;
    case BW_TABLE_MEETINGS:
      return book->meetings;
    case BW_TABLE_COMMITMENTS:
      return book->commitments;
    case BW_TABLE_COMMENTS:
      return book->comments;
    case BW_TABLE_ACCOUNT_NUMBERS:
      return book->numbers;
    case BW_N_TABLES:
    default:
      g_assert_not_reached ();
    }
}

/* Returns: (transfer none): the rows of @table, which no other book has. */
GArray *
bw_book_writable_table (BwBook *book,
                        BwTable table)
{
  if (table == BW_TABLE_RECORDS)
    bw_book_make_records_writable (book);
  return bw_book_table (book, table);
}

static void
clear_move (gpointer data)
{
  g_clear_pointer (&((BwHistoryMove *)data)->deals, g_array_unref);
}

/* Returns: (transfer full): an empty delta that counts the rows of @before as old. */
BwDelta *
bw_delta_new (const BwBook *before)
{
  BwDelta *delta = g_new0 (BwDelta, 1);

  for (int table = 0; table < BW_N_TABLES; table++)
    {
      delta->before[table] = bw_book_table (before, table)->len;
      delta->changed[table] = g_array_new (FALSE, FALSE, sizeof (guint));
      delta->removed[table] = g_array_new (FALSE, FALSE, sizeof (gint64));
    }
  delta->deals_before = before->deals.n;
  delta->changed_deals = g_array_new (FALSE, FALSE, sizeof (guint));
  delta->new_deal_rows = g_array_new (FALSE, FALSE, sizeof (guint64));
  delta->changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  delta->change_rows = g_array_new (FALSE, FALSE, sizeof (guint64));
  delta->lost = g_array_new (FALSE, FALSE, sizeof (BwChange));
  delta->moves = g_array_new (FALSE, FALSE, sizeof (BwHistoryMove));
  g_array_set_clear_func (delta->moves, clear_move);
  delta->rejected = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_rejected_row_free);
  delta->settled = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_rejected_row_free);
  return delta;
}

/* Frees @delta (transfer full) (nullable). */
void
bw_delta_free (BwDelta *delta)
{
  if (delta == NULL)
    return;
  for (int table = 0; table < BW_N_TABLES; table++)
    {
      g_array_unref (delta->changed[table]);
      g_array_unref (delta->removed[table]);
    }
  g_array_unref (delta->changed_deals);
  g_array_unref (delta->new_deal_rows);
  g_array_unref (delta->changes);
  g_array_unref (delta->change_rows);
  g_array_unref (delta->lost);
  g_array_unref (delta->moves);
  g_ptr_array_unref (delta->rejected);
  g_clear_pointer (&delta->row_memory, g_bytes_unref);
  g_ptr_array_unref (delta->settled);
  bw_delta_forget_before (delta);
  g_free (delta);
}

/* Holds on to the deals of @before, which must have as many as the delta counts as old. */
void
bw_delta_keep_before (BwDelta      *delta,
                      const BwBook *before)
{
  bw_delta_forget_before (delta);
  if (before->deals.n > 0 && before->deals.n == delta->deals_before)
    bw_deals_share (&before->deals, &delta->deals_were);
}

/* Lets go of them. */
void
bw_delta_forget_before (BwDelta *delta)
{
  if (delta->deals_were.key != NULL)
    bw_deals_clear (&delta->deals_were);
}

/* Notes that @row of @table changed. New rows need no mark; a second mark is harmless. */
void
bw_delta_mark (BwDelta *delta,
               BwTable  table,
               guint    row)
{
  if (row < delta->before[table])
    g_array_append_val (delta->changed[table], row);
}

/* Notes that @deal changed. Call it once a deal; new deals need no mark. */
void
bw_delta_mark_deal (BwDelta *delta,
                    guint    deal)
{
  if (deal < delta->deals_before)
    g_array_append_val (delta->changed_deals, deal);
}

/* Notes that the old row with @key was taken out of @table. The rows behind it have moved up, so
 * delta->before[@table] is counted down. */
void
bw_delta_remove (BwDelta *delta,
                 BwTable  table,
                 gint64   key)
{
  g_return_if_fail (delta->before[table] > 0);

  g_array_append_val (delta->removed[table], key);
  delta->before[table]--;
}

static guint
hash_change (gconstpointer data)
{
  const BwChange *change = data;

  return change->deal * 0x9e3779b1u ^ (guint)change->at * 0x85ebca6bu ^ (guint)change->ordinal << 8 ^ change->field;
}

/* Whether both stand in the same place of the history. */
static gboolean
same_place (gconstpointer a,
            gconstpointer b)
{
  const BwChange *x = a, *y = b;

  return x->deal == y->deal && x->at == y->at && x->ordinal == y->ordinal && x->field == y->field;
}

/* Notes that @n @changes, each once, went out of the history. Those that only came into it by what @delta tells are
 * then not told at all. O(changes of the delta). */
void
bw_delta_lose (BwDelta        *delta,
               const BwChange *changes,
               guint           n)
{
  g_autoptr (GHashTable) lost = g_hash_table_new (hash_change, same_place);
  gboolean has_rows = delta->change_rows->len == delta->changes->len;
  guint    kept = 0;

  for (guint i = 0; i < n; i++)
    g_hash_table_add (lost, (gpointer)&changes[i]);
  for (guint i = 0; i < delta->changes->len; i++)
    {
      const BwChange *change = &g_array_index (delta->changes, BwChange, i);

      if (g_hash_table_remove (lost, change))
        continue;
      if (kept < i)
        {
          g_array_index (delta->changes, BwChange, kept) = *change;
          if (has_rows)
            g_array_index (delta->change_rows, guint64, kept) = g_array_index (delta->change_rows, guint64, i);
        }
      kept++;
    }
  g_array_set_size (delta->changes, kept);
  if (has_rows)
    g_array_set_size (delta->change_rows, kept);
  for (guint i = 0; i < n; i++)
    if (g_hash_table_contains (lost, &changes[i]) && (changes[i].deal < delta->deals_before || changes[i].source != BW_TIME_IMPLIED))
      g_array_append_val (delta->lost, changes[i]);
}

/* Notes that @field has @to in the history where it had @from: in that of @deals (transfer full) (nullable) (element-type guint),
 * else of all. */
void
bw_delta_move (BwDelta *delta,
               BwField  field,
               guint    from,
               guint    to,
               GArray  *deals)
{
  BwHistoryMove move = { field, from, to, deals };

  g_array_append_val (delta->moves, move);
}

/* Whether nothing but the record of an import would be written. */
gboolean
bw_delta_is_empty (const BwDelta *delta,
                   const BwBook  *after)
{
  if (delta->organisation || delta->changed_deals->len > 0 || delta->changes->len > 0 || delta->lost->len > 0 || delta->moves->len > 0 ||
      delta->rejected->len > 0 || delta->settled->len > 0 || after->deals.n > delta->deals_before)
    return FALSE;
  for (int table = 0; table < BW_N_TABLES; table++)
    if (table != BW_TABLE_IMPORTS &&
        (delta->changed[table]->len > 0 || delta->removed[table]->len > 0 || bw_book_table (after, table)->len > delta->before[table]))
      return FALSE;
  return TRUE;
}

/* Frees @row (transfer full) (nullable). */
void
bw_rejected_row_free (BwRejectedRow *row)
{
  if (row == NULL)
    return;
  g_free (row->file);
  g_free (row->column);
  g_free (row->value);
  g_free (row->reason);
  g_free (row->raw);
  g_free (row);
}

/* Returns: (transfer full): a copy of @row. */
BwRejectedRow *
bw_rejected_row_copy (const BwRejectedRow *row)
{
  BwRejectedRow *copy = g_memdup2 (row, sizeof *row);

  copy->file = g_strdup (row->file);
  copy->column = g_strdup (row->column);
  copy->value = g_strdup (row->value);
  copy->reason = g_strdup (row->reason);
  copy->raw = g_strdup (row->raw);
  return copy;
}

/* Says that @rows (element-type BwRejectedRow), which the project file gave, need not be read. Returns: (transfer full): the book
 * after; @delta (transfer full) becomes what changed. */
BwBook *
bw_rejected_rows_dismiss (const BwBook    *book,
                          const GPtrArray *rows,
                          BwDelta        **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);

  *delta = bw_delta_new (book);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwRejectedRow *row = g_ptr_array_index (rows, i);
      BwRejectedRow       *settled;

      if (row->state != BW_REJECT_OPEN)
        continue;
      settled = bw_rejected_row_copy (row);
      settled->state = BW_REJECT_DISMISSED;
      g_ptr_array_add ((*delta)->settled, settled);
      bw_delta_close_rejected (*delta, after, row->import, 1);
    }
  return after;
}

/* Notes in @book that @n rows of the import with @key are open no longer. */
void
bw_delta_close_rejected (BwDelta *delta,
                         BwBook  *book,
                         gint64   key,
                         guint    n)
{
  for (guint i = 0; i < book->imports->len; i++)
    {
      BwImportRecord *record = &g_array_index (book->imports, BwImportRecord, i);

      if (record->key != key)
        continue;
      record->n_to_correct -= MIN (n, record->n_to_correct);
      bw_delta_mark (delta, BW_TABLE_IMPORTS, i);
    }
}
