/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings the rows of a file of deals into the book.
 *
 * A file is a dated view: what it shows of a deal held at the end of its day. A deal that the book knows is compared
 * field by field with what is known of that day, and each difference is worked into its history by the chronicle
 * (core/bw-chronicle.c), whether the file is newer than what was imported before or older. A deal that is new and already
 * closed had a past: it was open until its close day. That much is written into its history (as implied), with its close
 * date unknown before where the file only tells the actual one, and its amount unknown where the CRM sets it at the
 * close. What became of deals that a file lacks is judged when all files were read (bw-import-vanished.c).
 */

#include "core/bw-custom-field.h"
#include "import/bw-deal-merge.h"
#include "import/bw-guess.h"
#include "import/bw-rate.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  PROGRESS_ROWS = 4096, /* between two signs of progress */
};

/* A row that is put aside after reading. */
typedef struct
{
  guint64       line;
  BwImportField field;
  const char   *reason; /* static, translated */
} LateReject;

static void
add_change (BwDealMerge *merge,
            BwChange    *change,
            BwField      field,
            gint64       old_value,
            gint64       new_value)
{
  change->field = (guint8)field;
  change->old_value = old_value;
  change->new_value = new_value;
  g_array_append_vals (merge->changes, change, 1);
  change->ordinal++;
}

/* The row's state with what follows from its stage: the stage decides the category of closed deals, and a probability of
 * 100 % when won or 0 % when lost is the stage's. */
static BwDealState
state_of (BwDealMerge     *merge,
          const BwDealRow *row)
{
  const BwFileStage *file_stage = bw_deal_rows_get_stage (merge->rows, row->stage);
  BwDealState        state = { .stage = file_stage->stage,
                               .kind = bw_book_stage (merge->book, file_stage->stage)->kind };

  state.amount = bw_rate_to_minor (merge->book, row->amount, bw_deal_rows_rate (merge->rows, row));
  state.close = state.kind != BW_STAGE_OPEN && row->actual_close != BW_DATE_NONE ? row->actual_close : row->close;
  state.category = state.kind == BW_STAGE_OPEN ? row->category : BW_CATEGORY_NONE;
  state.probability = row->share < 0 ? BW_PROBABILITY_NONE : (gint16)MIN (lround (row->share * merge->share_scale), 1000);
  if ((state.kind == BW_STAGE_WON && state.probability == 1000) || (state.kind == BW_STAGE_LOST &&
                                                                    state.probability == 0))
    state.probability = BW_PROBABILITY_NONE;
  return state;
}

/* Writes what a closed deal's dates say of the time before. */
static void
imply_history (BwDealMerge       *merge,
               guint              i,
               const BwDealRow   *row,
               const BwDealState *state)
{
  BwChange change = { .deal = i, .source = BW_TIME_IMPLIED, .import = merge->run->import };
  BwDate   expected = row->actual_close != BW_DATE_NONE ? row->close : BW_DATE_NONE;
  gint32   open_stage = bw_deal_merge_stage_before (merge, row, state);

  if (open_stage < 0)
    return;
  change.at = MIN (state->close, merge->run->as_of);
  add_change (merge, &change, BW_FIELD_STAGE, open_stage, state->stage);
  if (merge->amount_at_close && state->amount != BW_MONEY_NONE)
    add_change (merge, &change, BW_FIELD_AMOUNT, BW_MONEY_NONE, state->amount);
  if (expected != state->close)
    add_change (merge, &change, BW_FIELD_CLOSE_DATE, expected, state->close);
}

static void
fill_own_fields (BwDealMerge     *merge,
                 guint            deal,
                 const BwDealRow *row)
{
  for (guint c = 0; c < merge->rows->own->len; c++)
    {
      const BwOwnColumn *column = g_ptr_array_index (merge->rows->own, c);

      if (column->field >= 0)
        bw_custom_column_set (&merge->book->deals.custom[column->field], deal, bw_deal_merge_own_value (merge, column, bw_deal_merge_place_of (merge, row)));
    }
}

static void
add_deal (BwDealMerge       *merge,
          const BwDealRow   *row,
          const BwDealState *state)
{
  BwDeals *deals = &merge->book->deals;
  guint    i = bw_deals_append (deals, bw_book_random_key ());

  deals->ref[i] = bw_deal_merge_copy_text (merge, row->ref);
  deals->name[i] = merge->rows->named ? bw_deal_merge_copy_text (merge, row->name) : bw_deal_merge_intern (merge, row->name);
  deals->next_step[i] = merge->rows->steps_repeat ? bw_deal_merge_intern (merge, row->next_step)
                                                  : bw_deal_merge_copy_text (merge, row->next_step);
  deals->region[i] = bw_deal_merge_intern (merge, row->region);
  deals->type[i] = bw_deal_merge_intern (merge, row->type);
  deals->source[i] = bw_deal_merge_intern (merge, row->source);
  deals->amount[i] = state->amount;
  deals->owner[i] = row->owner;
  deals->account[i] = row->account;
  deals->product[i] = row->product;
  deals->created[i] = row->created;
  deals->appeared[i] = bw_deal_merge_first_known (merge, row, state);
  deals->close[i] = state->close;
  deals->activity[i] = row->activity;
  deals->stage[i] = (guint16)state->stage;
  deals->probability[i] = state->probability;
  deals->category[i] = state->category;
  if (state->kind != BW_STAGE_OPEN)
    deals->stage_since[i] = state->close;
  else
    deals->stage_since[i] = row->stage_since == BW_DATE_NONE &&
                                merge->created_is_stage
                              ? row->created
                              : row->stage_since;
  fill_own_fields (merge, i, row);
  imply_history (merge, i, row, state);
  g_array_append_val (merge->run->delta->new_deal_rows, row->line);
  if (!row->once || !merge->rows->all_new)
    bw_deal_index_add (&merge->rows->index, i);
  merge->seen[i] = TRUE;
  merge->source->summary->n_new++;
}

static void
reject_late (BwDealMerge     *merge,
             const BwDealRow *row,
             BwImportField    field,
             const char      *reason)
{
  LateReject late = { row->line, field, reason };

  g_array_append_val (merge->late, late);
}

/* Keeps what @row led to, for the next import. */
static void
keep_row (BwDealMerge     *merge,
          const BwDealRow *row,
          guint            deal)
{
  guint  place = bw_deal_merge_place_of (merge, row);
  BwDate event;

  if (row->hash != 0 && bw_deal_rows_find_event (merge->rows, row, merge->today, &event))
    bw_row_memory_keep (merge->rows->memory, row->hash, deal, row->share > 100, event, bw_deal_rows_known_before (merge->rows, place));
}

static void
merge_row (BwDealMerge     *merge,
           const BwDealRow *row)
{
  const char *ref = bw_pool_get (merge->rows->pool, row->ref);
  const char *name = bw_pool_get (merge->rows->pool, row->name);
  BwDealState state;
  guint       place = bw_deal_merge_place_of (merge, row);
  gint64      found;

  if (row->currency != 0 && isnan (bw_deal_rows_rate (merge->rows, row)))
    {
      reject_late (merge, row,
                   bw_source_has (merge->source, BW_IMPORT_CURRENCY) ? BW_IMPORT_CURRENCY : BW_IMPORT_AMOUNT,
                   g_ptr_array_index (merge->rows->refusals, row->currency));
      if (row->ref != 0)
        g_array_append_val (merge->rows->refused, row->ref);
      return;
    }
  state = state_of (merge, row);
  found = bw_deal_rows_find_deal (merge->rows, merge->book, place, merge->seen);
  if (found < 0)
    {
      if (*ref == '\0' && bw_deal_index_find (&merge->rows->index, ref, name, row->account, row->owner,
                                              merge->seen + merge->n_seen) >= 0)
        merge->n_alike++;
      add_deal (merge, row, &state);
      keep_row (merge, row, merge->book->deals.n - 1);
    }
  else if (merge->seen[found])
    reject_late (merge, row, BW_IMPORT_ID, _ ("The file has another row with this id before."));
  else
    {
      merge->seen[found] = TRUE;
      bw_deal_merge_update (merge, (guint)found, row, &state);
      keep_row (merge, row, (guint)found);
    }
}

/* Makes the project's currency the file's, while it has no deals. */
static void
adopt_currency (BwDealMerge *merge)
{
  BwBook     *book = merge->book;
  const char *code;
  gint64      before = bw_currency_scale (book->currency), after;

  if (book->deals.n > 0 || book->quotas->len > 0 || merge->rows->currencies->len != 2)
    return;
  code = g_ptr_array_index (merge->rows->currencies, 1);
  if (!bw_value_is_currency (code) || g_str_equal (code, book->currency))
    return;
  after = bw_currency_scale (code);
  g_strlcpy (book->currency, code, sizeof book->currency);
  merge->run->delta->organisation = TRUE;
  bw_source_note (merge->source, _ ("All amounts are in %s, which is now the project's currency."), code);
  if (after == before)
    return;
  for (guint i = 0; i < book->products->len; i++)
    if (bw_book_product (book, i)->list_price != BW_MONEY_NONE)
      {
        bw_book_product (book, i)->list_price = bw_book_product (book, i)->list_price * after / before;
        bw_delta_mark (merge->run->delta, BW_TABLE_PRODUCTS, i);
      }
  for (guint i = 0; i < book->accounts->len; i++)
    if (bw_book_account (book, i)->revenue != BW_MONEY_NONE)
      {
        bw_book_account (book, i)->revenue = bw_book_account (book, i)->revenue * after / before;
        bw_delta_mark (merge->run->delta, BW_TABLE_ACCOUNTS, i);
      }
}

static void
settle_as_of (BwDealMerge *merge)
{
  BwImportRun *run = merge->run;
  gint64       now = run->options->now > 0 ? run->options->now : g_get_real_time () / G_USEC_PER_SEC;
  BwDate       today = merge->today = (BwDate)(now / 86400);

  run->as_of_source = BW_TIME_EXPORT;
  run->as_of = run->known_as_of;
  if (run->as_of == BW_DATE_NONE)
    run->as_of = bw_deal_rows_newest_event (merge->rows, today);
  if (run->as_of == BW_DATE_NONE)
    {
      run->as_of = today;
      run->as_of_source = BW_TIME_IMPORT;
    }
  merge->last = BW_DATE_NONE;
  for (guint i = 0; i < run->book->imports->len; i++)
    {
      const BwImportRecord *record = &g_array_index (run->book->imports, BwImportRecord, i);

      if (g_str_equal (bw_book_text (run->book, record->kind), bw_import_kind_name (BW_KIND_DEALS)))
        merge->last = MAX (merge->last, record->as_of);
    }
}

/* Counts the texts that repeat among the interned ones, as they may come from a file. Most are met again soon. */
static void
register_texts (BwBook *book)
{
  BwText met[256] = { 0 };

  if (book->texts.interned.slots != NULL)
    return;
  for (guint i = 0; i < book->deals.n; i++)
    {
      BwText texts[] = { book->deals.region[i], book->deals.type[i], book->deals.source[i] };

      for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
        if (texts[t] != met[(texts[t] ^ texts[t] >> 8) % G_N_ELEMENTS (met)])
          {
            bw_pool_register (&book->texts, texts[t]);
            met[(texts[t] ^ texts[t] >> 8) % G_N_ELEMENTS (met)] = texts[t];
          }
    }
}

/* Counts the rows that were recalled. Returns %FALSE when they need to be read. */
static gboolean
recall (BwDealMerge *merge)
{
  const BwRowMemory *memory = merge->rows->memory;
  guint              n = bw_row_memory_n_recalled (memory);

  if (n == 0)
    return TRUE;
  if (merge->run->as_of < merge->last || merge->share_scale != bw_row_memory_get_share_scale (memory) ||
      !bw_deal_rows_recall (merge->rows, merge->book, merge->run->as_of, merge->seen))
    return FALSE;
  merge->source->summary->n_unchanged += n;
  merge->source->summary->n_recalled = n;
  return TRUE;
}

/* Makes the index of deals hold those that may be looked for: where the book has none yet, of the @expected ones those whose ids
 * may stand in more rows than theirs. */
static void
reserve_index (BwDealMerge *merge,
               guint        expected)
{
  BwDealRows *rows = merge->rows;
  guint       n = 0;

  if (!rows->all_new)
    {
      bw_deal_index_reserve (&rows->index, expected);
      return;
    }
  for (guint i = 0; i < rows->rows->len; i++)
    n += !bw_deal_rows_get (rows, i)->once;
  bw_deal_index_reserve (&rows->index, n);
  bw_deal_index_fill (&rows->index);
}

/* Settles what only the whole file tells. Returns %FALSE when rows that were recalled need to be read. */
static gboolean
prepare (BwDealMerge *merge)
{
  BwBook     *book = merge->book;
  guint       expected = book->deals.n + merge->rows->rows->len;
  const char *profile = merge->source->mapping.profile;

  bw_deal_rows_settle_stages (merge->rows, merge->run);
  settle_as_of (merge);
  adopt_currency (merge);
  bw_deal_rows_settle_rates (merge->rows, merge->source, book);
  register_texts (book);
  bw_own_columns_settle (merge->rows->own, book, merge->source);
  bw_source_go_on (0, merge->source);
  merge->outdated = bw_deal_rows_find_outdated (merge->rows, merge->source);
  bw_source_go_on (0, merge->source);
  /* A newer export mostly brings few new deals: they make room as they come. */
  if (merge->rows->all_new)
    bw_deals_reserve (&book->deals, MAX (expected, 1));
  reserve_index (merge, expected);
  /* The second half is never marked: to it everything is unseen. */
  merge->n_seen = MAX (expected, 1);
  merge->seen = g_new0 (guint8, (gsize)merge->n_seen * 2);
  merge->fields = bw_deal_merge_find_fields (merge->source);
  for (guint c = 0; c < merge->rows->own->len; c++)
    {
      const BwOwnColumn *column = g_ptr_array_index (merge->rows->own, c);

      if (column->field >= 0)
        merge->fields |= bw_view_field_bit ((guint8)(BW_N_FIELDS + column->field));
    }
  merge->chronicle = bw_chronicle_new (book, merge->run->delta, merge->run->views, merge->run->import, FALSE);
  merge->created_is_stage = g_str_equal (profile, "maven");
  merge->amount_at_close = merge->created_is_stage || bw_deal_rows_amount_at_close (merge->rows, book);
  merge->share_scale = bw_deal_rows_share_scale (merge->rows);
  merge->open_stage = -1;
  for (guint i = 0; i < book->stages->len; i++)
    if (bw_book_stage (book, i)->kind == BW_STAGE_OPEN &&
        (merge->open_stage < 0 || bw_book_stage (book, i)->order > bw_book_stage (book, merge->open_stage)->order))
      merge->open_stage = (gint32)i;
  return recall (merge);
}

/* Reads the file again for the rows that were put aside, to keep them as they stand. */
static gboolean
finish_late (BwDealMerge *merge,
             GError     **error)
{
  BwCsvRow row;
  guint    next = 0;
  GError  *problem = NULL;

  if (merge->late->len == 0)
    return TRUE;
  if (!bw_source_rewind (merge->source, error))
    return FALSE;
  while (next < merge->late->len && bw_csv_reader_next (merge->source->reader, &row, &problem))
    {
      const LateReject *late = &g_array_index (merge->late, LateReject, next);

      if (row.line != late->line)
        continue;
      bw_source_reject (merge->source, &row, late->field, late->reason);
      next++;
    }
  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL;
}

static void
note_stages (BwDealMerge *merge)
{
  const BwBook      *book = merge->book;
  const BwDealRows  *rows = merge->rows;
  g_autofree guint8 *met = g_new0 (guint8, book->stages->len + 1);

  for (guint i = 0; i < rows->stages->len; i++)
    met[bw_deal_rows_get_stage (rows, i)->stage] = TRUE;
  for (guint i = 0; i < bw_row_memory_n_recalled (rows->memory); i++)
    met[book->deals.stage[bw_row_memory_get_recalled (rows->memory, i)->deal]] = TRUE;
  for (guint i = 0; i < book->stages->len; i++)
    if (met[i] && !bw_book_stage (book, i)->mapped)
      bw_source_note (merge->source, _ ("Nobody has said yet what the stage “%s” is; it counts as open, in the pipeline."),
                      bw_book_text (book, bw_book_stage (book, i)->name));
}

static void
add_notes (BwDealMerge *merge)
{
  BwSource      *source = merge->source;
  GHashTableIter iter;
  gpointer       name, n;

  g_hash_table_iter_init (&iter, merge->rows->aliases);
  while (g_hash_table_iter_next (&iter, &name, &n))
    if (bw_linker_is_alias (merge->run->linker, name))
      {
        gint32 product = bw_linker_product (merge->run->linker, "", name, FALSE, NULL);

        bw_source_note (source,
                        _ ("%d deals name the product “%s”, which is taken for “%s”. Please confirm that they are the same."),
                        GPOINTER_TO_INT (n), (const char *)name,
                        bw_book_text (merge->book, bw_book_product (merge->book, product)->name));
      }
  if (!merge->rows->named)
    bw_source_note (source, _ ("The deals have no names; they are called by their account and product."));
  if (merge->rows->n_damaged_ids > 0)
    bw_source_note (source, _ ("%u ids have lost digits in a spreadsheet and were not used."),
                    merge->rows->n_damaged_ids);
  if (merge->n_alike > 0)
    bw_source_note (source,
                    _ ("%u deals have no id and the same name, account and owner as another; they are told apart by their order."),
                    merge->n_alike);
  if (merge->n_earlier > 0)
    bw_source_note (source,
                    _ ("The file is older than what was imported before: of %u deals it told what they were then. Nothing newer was changed."),
                    merge->n_earlier);
  if (merge->rows->n_deleted > 0)
    bw_source_note (source, _ ("%u rows are marked as deleted and were set aside."), merge->rows->n_deleted);
  note_stages (merge);
}

/* Puts what is implied of new deals into the book's history. */
static void
keep_changes (BwDealMerge *merge)
{
  BwBook *book = merge->book;
  guint   n = merge->changes->len;

  if (book->history.n == 0)
    bw_history_take (&book->history, (BwChange *)(void *)g_array_free (g_steal_pointer (&merge->changes), FALSE), n,
                     book->deals.n);
  else if (n > 0 || book->history.n_deals < book->deals.n)
    bw_history_add_telling (&book->history, (const BwChange *)(const void *)merge->changes->data, n, book->deals.n, bw_source_go_on,
                            merge->source);
}

static void
clear_merge (BwDealMerge *merge)
{
  g_clear_pointer (&merge->chronicle, bw_chronicle_free);
  g_clear_pointer (&merge->seen, g_free);
  g_clear_pointer (&merge->outdated, g_free);
  g_clear_pointer (&merge->texts, g_hash_table_unref);
  g_clear_pointer (&merge->late, g_array_unref);
  g_clear_pointer (&merge->changes, g_array_unref);
  g_clear_pointer (&merge->rows, bw_deal_rows_free);
}

/* Reads the rows and settles what only all of them tell. @memory is (nullable). */
static gboolean
begin_merge (BwDealMerge *merge,
             GBytes      *memory,
             GError     **error)
{
  BwImportRun     *run = merge->run;
  BwImportSummary *summary = merge->source->summary;
  guint            already_rejected = run->delta->rejected->len;

  while (TRUE)
    {
      merge->rows = bw_deal_rows_read (run, merge->source, memory, error);
      if (merge->rows == NULL)
        return FALSE;
      merge->texts = g_hash_table_new (NULL, NULL);
      merge->late = g_array_new (FALSE, FALSE, sizeof (LateReject));
      merge->changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
      if (prepare (merge))
        return TRUE;
      clear_merge (merge);
      memory = NULL;
      if (!bw_source_rewind (merge->source, error))
        return FALSE;
      summary->rows = summary->n_rejected = summary->n_set_aside = summary->n_unchanged = 0;
      g_ptr_array_set_size (run->delta->rejected, already_rejected);
    }
}

/* Whether somebody says what stages are, which rows of the last export were read without. */
static gboolean
says_stages (const BwImportOptions *options)
{
  return options->stages != NULL && g_hash_table_size (options->stages) > 0;
}

/* Keeps what the next import of such a file can be spared. */
static void
remember_rows (BwDealMerge *merge)
{
  BwImportRun *run = merge->run;

  if (says_stages (run->options) || run->as_of < merge->last || (merge->rows->per_cent && merge->rows->largest_share <= 1))
    return;
  g_clear_pointer (&run->delta->row_memory, g_bytes_unref);
  run->delta->row_memory = bw_row_memory_finish (merge->rows->memory, merge->source, merge->rows->own, merge->share_scale,
                                                 bw_source_go_on, merge->source);
}

static gboolean
merge_rows (BwDealMerge *merge,
            GError     **error)
{
  const guint8 *outdated = merge->outdated;
  guint         n = merge->rows->rows->len, forgotten = 0;

  for (guint i = 0; i < n; i++)
    {
      if (outdated != NULL && outdated[i])
        reject_late (merge, bw_deal_rows_get (merge->rows, i), BW_IMPORT_ID,
                     _ ("The file has another row with this id, which was changed later or stands before; that one counts."));
      else
        merge_row (merge, bw_deal_rows_get (merge->rows, i));
      if (i % PROGRESS_ROWS != 0)
        continue;
      bw_deal_rows_forget (merge->rows, forgotten, i);
      forgotten = i;
      bw_deal_merge_tell_early (merge);
      merge->source->merged = (double)i / n;
      if (!bw_source_tell_progress (merge->source, error))
        return FALSE;
    }
  bw_deal_rows_forget (merge->rows, forgotten, n);
  bw_deal_merge_tell_early (merge);
  return TRUE;
}

/* Finds the deals whose rows could not be taken: the file does not lack them. Returns: (transfer full) (nullable): marks of all deals;
 * %NULL when there are none. */
static guint8 *
find_refused (BwDealMerge *merge)
{
  const GArray *refs = merge->rows->refused;
  guint8       *marks = NULL;

  for (guint i = 0; i < refs->len && !merge->rows->all_new; i++)
    {
      const char *ref = bw_pool_get (merge->rows->pool, g_array_index (refs, BwText, i));
      gint64      found = bw_deal_index_find (&merge->rows->index, ref, "", BW_NOBODY, BW_NOBODY, merge->seen);

      if (found < 0)
        continue;
      if (marks == NULL)
        marks = g_new0 (guint8, merge->book->deals.n);
      marks[found] = TRUE;
    }
  return marks;
}

/* Puts what the rows told into the history. */
static gboolean
settle_history (BwDealMerge *merge,
                GError     **error)
{
  merge->source->merged = 1;
  bw_chronicle_finish (merge->chronicle, bw_source_go_on, merge->source);
  if (!bw_source_tell_progress (merge->source, error))
    return FALSE;
  /* Who stops it stops what follows, too. */
  keep_changes (merge);
  return bw_source_tell_progress (merge->source, error);
}

/* Reads deals. */
gboolean
bw_import_deals (BwImportRun *run,
                 BwSource    *source,
                 GError     **error)
{
  BwDealMerge        merge = { .run = run, .source = source, .book = run->book };
  g_autofree guint8 *refused = NULL;
  gboolean           done;

  if (!begin_merge (&merge, !says_stages (run->options) ? run->options->row_memory : NULL, error))
    {
      clear_merge (&merge);
      return FALSE;
    }
  bw_deal_merge_begin_early (&merge);
  if (!bw_source_tell_progress (source, error) || !merge_rows (&merge, error) || !settle_history (&merge, error))
    {
      bw_deal_merge_end_early (&merge, FALSE);
      clear_merge (&merge);
      return FALSE;
    }
  refused = find_refused (&merge);
  run->fields = merge.fields;
  run->covered = bw_view_write_covered (merge.seen, refused, run->book->deals.n);
  bw_source_go_on (0, source);
  add_notes (&merge);
  remember_rows (&merge);
  done = finish_late (&merge, error) && bw_source_tell_progress (source, error);
  bw_deal_merge_end_early (&merge, done);
  clear_merge (&merge);
  return done;
}
