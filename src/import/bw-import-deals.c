/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings the rows of a file of deals into the book.
 *
 * A deal that is new and already closed had a past: it was open until its close day. That much is written into its
 * history (as implied), with its close date unknown before where the file only tells the actual one, and its amount
 * unknown where the CRM sets it at the close. A deal that the book knows is compared field by field; each difference
 * becomes a change, dated by the CRM where it tells, else by the export. A file that is older than the last export of
 * deals does not touch known deals. */

#include "core/bw-push.h"
#include "import/bw-deal-index.h"
#include "import/bw-deal-rows.h"
#include "import/bw-guess.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* A row that is put aside after reading. */
typedef struct
{
  guint64       line;
  BwImportField field;
  const char   *reason; /* static, translated */
} LateReject;

typedef struct
{
  BwImportRun *run;
  BwSource    *source;
  BwDealRows  *rows;
  BwBook      *book;
  BwDealIndex  index;
  guint8      *seen;     /* for each deal, whether the file has it */
  GHashTable  *texts;    /* offsets of the rows' interned texts to the book's */
  GArray      *late;     /* LateReject */
  GArray      *changes;  /* BwChange of this file */
  GArray      *lines;    /* guint64: their rows */
  BwDate       last;     /* the day of the last export of deals before */
  gboolean     is_older; /* than that */
  gboolean     amount_at_close;
  gboolean     created_is_stage; /* the creation date is when the open stage was entered */
  gint32       open_stage;       /* that closed deals were in before */
  double       share_scale;      /* of BwDealRow.share to thousandths */
  guint        n_alike;
} Merge;

/* A row as the book would hold it. */
typedef struct
{
  BwStageKind kind;
  gint32      stage;
  gint64      amount;
  BwDate      close;
  gint16      probability;
  guint8      category;
} State;

static void
add_change (Merge           *merge,
            const BwDealRow *row,
            BwChange        *change,
            BwField          field,
            gint64           old_value,
            gint64           new_value)
{
  change->field = (guint8)field;
  change->old_value = old_value;
  change->new_value = new_value;
  g_array_append_vals (merge->changes, change, 1);
  g_array_append_val (merge->lines, row->line);
  change->ordinal++;
}

/* The row's state with what follows from its stage: the stage decides the category of closed deals, and a probability of
 * 100 % when won or 0 % when lost is the stage's. */
static State
state_of (Merge           *merge,
          const BwDealRow *row)
{
  const BwFileStage *file_stage = bw_deal_rows_get_stage (merge->rows, row->stage);
  State              state = { .stage = file_stage->stage,
                               .kind = bw_book_stage (merge->book, file_stage->stage)->kind };

  state.amount = row->amount == BW_MONEY_NONE ? BW_MONEY_NONE : bw_value_to_minor (row->amount, merge->book->currency);
  state.close = state.kind != BW_STAGE_OPEN && row->actual_close != BW_DATE_NONE ? row->actual_close : row->close;
  state.category = state.kind == BW_STAGE_OPEN ? row->category : BW_CATEGORY_NONE;
  state.probability = row->share < 0 ? BW_PROBABILITY_NONE : (gint16)MIN (lround (row->share * merge->share_scale), 1000);
  if ((state.kind == BW_STAGE_WON && state.probability == 1000) || (state.kind == BW_STAGE_LOST &&
                                                                    state.probability == 0))
    state.probability = BW_PROBABILITY_NONE;
  return state;
}

/* A text of the rows that repeats, in the book. */
static BwText
intern (Merge *merge,
        BwText text)
{
  gpointer found;
  BwText   interned;

  if (text == 0)
    return 0;
  found = g_hash_table_lookup (merge->texts, GUINT_TO_POINTER (text));
  if (found != NULL)
    return GPOINTER_TO_UINT (found);
  interned = bw_pool_intern (&merge->book->texts, bw_pool_get (&merge->rows->pool, text));
  g_hash_table_insert (merge->texts, GUINT_TO_POINTER (text), GUINT_TO_POINTER (interned));
  return interned;
}

static BwText
copy_text (Merge *merge,
           BwText text)
{
  return bw_pool_add (&merge->book->texts, bw_pool_get (&merge->rows->pool, text), -1);
}

/* Writes what a closed deal's dates say of the time before. */
static void
imply_history (Merge           *merge,
               guint            i,
               const BwDealRow *row,
               const State     *state)
{
  BwChange change = { .deal = i, .source = BW_TIME_IMPLIED, .import = merge->run->import };
  BwDate   expected = BW_DATE_NONE;
  gint32   open_stage = row->open_stage >= 0 ? bw_deal_rows_get_stage (merge->rows, row->open_stage)->stage : -1;

  if (open_stage < 0 || bw_book_stage (merge->book, open_stage)->kind != BW_STAGE_OPEN)
    open_stage = merge->open_stage;
  if (state->kind == BW_STAGE_OPEN || state->close == BW_DATE_NONE || open_stage < 0)
    return;
  change.at = MIN (state->close, merge->run->as_of);
  add_change (merge, row, &change, BW_FIELD_STAGE, open_stage, state->stage);
  if (row->actual_close != BW_DATE_NONE)
    expected = row->close;
  if (expected != state->close)
    add_change (merge, row, &change, BW_FIELD_CLOSE_DATE, expected, state->close);
  if (merge->amount_at_close && state->amount != BW_MONEY_NONE)
    add_change (merge, row, &change, BW_FIELD_AMOUNT, BW_MONEY_NONE, state->amount);
}

static BwDate
first_known (Merge           *merge,
             const BwDealRow *row,
             const State     *state)
{
  BwDate first = merge->run->as_of;

  if (row->created != BW_DATE_NONE)
    return row->created;
  if (row->stage_since != BW_DATE_NONE)
    first = MIN (first, row->stage_since);
  if (state->kind != BW_STAGE_OPEN && state->close != BW_DATE_NONE)
    first = MIN (first, state->close);
  return first;
}

static void
add_deal (Merge           *merge,
          const BwDealRow *row,
          const State     *state)
{
  BwDeals *deals = &merge->book->deals;
  guint    i = bw_deals_append (deals, bw_book_random_key ());

  deals->ref[i] = copy_text (merge, row->ref);
  deals->name[i] = merge->rows->named ? copy_text (merge, row->name) : intern (merge, row->name);
  deals->next_step[i] = copy_text (merge, row->next_step);
  deals->region[i] = intern (merge, row->region);
  deals->type[i] = intern (merge, row->type);
  deals->source[i] = intern (merge, row->source);
  deals->amount[i] = state->amount;
  deals->owner[i] = row->owner;
  deals->account[i] = row->account;
  deals->product[i] = row->product;
  deals->created[i] = row->created;
  deals->appeared[i] = first_known (merge, row, state);
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
  imply_history (merge, i, row, state);
  g_array_append_val (merge->run->delta->new_deal_rows, row->line);
  bw_deal_index_add (&merge->index, i);
  merge->seen[i] = TRUE;
  merge->source->summary->n_new++;
}

/* When the differences between the row and deal @i came to be. */
static BwChange
date_changes (Merge           *merge,
              guint            i,
              const BwDealRow *row,
              const State     *state)
{
  BwBook         *book = merge->book;
  BwChange        change = { .deal = i, .at = merge->run->as_of, .source = (guint8)merge->run->as_of_source, .import = merge->run->import };
  BwDate          as_of = merge->run->as_of;
  guint           n;
  const BwChange *before = bw_history_of (&book->history, i, &n);
  gboolean        closes = state->kind != BW_STAGE_OPEN && bw_book_stage (book,
                                                                          book->deals.stage[i])
                                                        ->kind == BW_STAGE_OPEN;

  if (closes && state->close != BW_DATE_NONE && state->close > merge->last && state->close <= as_of)
    {
      change.at = state->close;
      change.source = BW_TIME_IMPLIED;
    }
  else if (row->modified != BW_DATE_NONE && row->modified > merge->last && row->modified <= as_of)
    {
      change.at = row->modified;
      change.source = BW_TIME_CRM;
    }
  /* Nothing is written before what is already known to have come later. */
  if (n > 0 && before[n - 1].at >= change.at)
    {
      change.at = before[n - 1].at;
      change.ordinal = before[n - 1].ordinal + 1;
    }
  return change;
}

static gboolean
has_either (const BwSource *source,
            BwImportField   a,
            BwImportField   b)
{
  return bw_source_has (source, a) || bw_source_has (source, b);
}

/* Compares one column of numbers. */
#define COMPARE(column, field, has, value)                                                    \
  G_STMT_START                                                                                \
  {                                                                                           \
    if ((has) && deals->column[i] != (value))                                                 \
      {                                                                                       \
        add_change (merge, row, &change, (field), (gint64)deals->column[i], (gint64)(value)); \
        deals->column[i] = (value);                                                           \
      }                                                                                       \
  }                                                                                           \
  G_STMT_END

/* Compares one column of texts. */
static void
compare_text (Merge           *merge,
              const BwDealRow *row,
              BwChange        *change,
              BwField          field,
              BwImportField    column,
              BwText          *present,
              BwText           text,
              gboolean         interned)
{
  BwText old = *present;

  if (!bw_source_has (merge->source, column) || strcmp (bw_book_text (merge->book, old),
                                                        bw_pool_get (&merge->rows->pool, text)) == 0)
    return;
  *present = interned ? intern (merge, text) : copy_text (merge, text);
  add_change (merge, row, change, field, old, *present);
}

/* Brings the stage and what hangs on it up to date. */
static void
update_stage (Merge           *merge,
              guint            i,
              const BwDealRow *row,
              const State     *state,
              BwChange        *at)
{
  BwDeals *deals = &merge->book->deals;
  BwChange change = *at;
  gboolean has_close = bw_source_has (merge->source, BW_IMPORT_CLOSE) ||
                       bw_source_has (merge->source, BW_IMPORT_ACTUAL_CLOSE) ||
                       bw_source_has (merge->source, BW_IMPORT_WON_TIME);
  guint16 stage = deals->stage[i];

  COMPARE (stage, BW_FIELD_STAGE, TRUE, (guint16)state->stage);
  if (deals->stage[i] != stage)
    deals->stage_since[i] = row->stage_since != BW_DATE_NONE ? row->stage_since : change.at;
  COMPARE (close, BW_FIELD_CLOSE_DATE, has_close, state->close);
  *at = change;
}

/* Brings deal @i up to date with its row. */
static void
update_deal (Merge           *merge,
             guint            i,
             const BwDealRow *row,
             const State     *state)
{
  BwDeals        *deals = &merge->book->deals;
  const BwSource *source = merge->source;
  BwChange        change = date_changes (merge, i, row, state);
  guint           n_before = merge->changes->len;
  BwDate          since = deals->stage_since[i];

  if (deals->flags[i] & BW_DEAL_VANISHED)
    {
      deals->flags[i] &= (guint8)~BW_DEAL_VANISHED;
      add_change (merge, row, &change, BW_FIELD_PRESENT, 0, 1);
    }
  update_stage (merge, i, row, state, &change);
  COMPARE (amount, BW_FIELD_AMOUNT, bw_source_has (source, BW_IMPORT_AMOUNT), state->amount);
  COMPARE (category, BW_FIELD_CATEGORY, bw_source_has (source, BW_IMPORT_CATEGORY) || state->kind != BW_STAGE_OPEN,
           state->category);
  COMPARE (probability, BW_FIELD_PROBABILITY, bw_source_has (source, BW_IMPORT_PROBABILITY), state->probability);
  COMPARE (owner, BW_FIELD_OWNER, has_either (source, BW_IMPORT_OWNER, BW_IMPORT_OWNER_ID), row->owner);
  COMPARE (account, BW_FIELD_ACCOUNT, has_either (source, BW_IMPORT_ACCOUNT, BW_IMPORT_ACCOUNT_ID), row->account);
  COMPARE (product, BW_FIELD_PRODUCT, has_either (source, BW_IMPORT_PRODUCT, BW_IMPORT_PRODUCT_ID), row->product);
  COMPARE (created, BW_FIELD_CREATED, row->created != BW_DATE_NONE, row->created);
  COMPARE (activity, BW_FIELD_ACTIVITY, row->activity != BW_DATE_NONE, row->activity);
  compare_text (merge, row, &change, BW_FIELD_NAME, BW_IMPORT_NAME, &deals->name[i], row->name, FALSE);
  compare_text (merge, row, &change, BW_FIELD_NEXT_STEP, BW_IMPORT_NEXT_STEP, &deals->next_step[i], row->next_step,
                FALSE);
  compare_text (merge, row, &change, BW_FIELD_REGION, BW_IMPORT_REGION, &deals->region[i], row->region, TRUE);
  compare_text (merge, row, &change, BW_FIELD_TYPE, BW_IMPORT_TYPE, &deals->type[i], row->type, TRUE);
  compare_text (merge, row, &change, BW_FIELD_SOURCE, BW_IMPORT_SOURCE, &deals->source[i], row->source, TRUE);
  if (state->kind == BW_STAGE_OPEN && row->stage_since != BW_DATE_NONE)
    deals->stage_since[i] = row->stage_since;
  if (row->created != BW_DATE_NONE)
    deals->appeared[i] = MIN (deals->appeared[i], row->created);
  if (merge->changes->len > n_before || deals->stage_since[i] != since)
    {
      bw_delta_mark_deal (merge->run->delta, i);
      merge->source->summary->n_changed++;
    }
  else
    merge->source->summary->n_unchanged++;
}

static void
reject_late (Merge           *merge,
             const BwDealRow *row,
             BwImportField    field,
             const char      *reason)
{
  LateReject late = { row->line, field, reason };

  g_array_append_val (merge->late, late);
}

static void
merge_row (Merge           *merge,
           const BwDealRow *row)
{
  const char *ref = bw_pool_get (&merge->rows->pool, row->ref);
  const char *name = bw_pool_get (&merge->rows->pool, row->name);
  const char *currency = g_ptr_array_index (merge->rows->currencies, row->currency);
  State       state;
  gint64      found;

  if (*currency != '\0' && !g_str_equal (currency, merge->book->currency))
    {
      reject_late (merge, row,
                   bw_source_has (merge->source, BW_IMPORT_CURRENCY) ? BW_IMPORT_CURRENCY : BW_IMPORT_AMOUNT,
                   _ ("The amount is in another currency than the project, for which there is no rate."));
      return;
    }
  state = state_of (merge, row);
  found = bw_deal_index_find (&merge->index, ref, name, row->account, row->owner, merge->seen);
  if (found < 0)
    {
      if (*ref == '\0' && bw_deal_index_find (&merge->index, ref, name, row->account, row->owner,
                                              merge->seen + merge->book->deals.capacity) >= 0)
        merge->n_alike++;
      add_deal (merge, row, &state);
    }
  else if (merge->seen[found])
    reject_late (merge, row, BW_IMPORT_ID, _ ("The file has another row with this id before."));
  else
    {
      merge->seen[found] = TRUE;
      if (merge->is_older)
        merge->source->summary->n_unchanged++;
      else
        update_deal (merge, (guint)found, row, &state);
    }
}

/* Makes the project's currency the file's, while it has no deals. */
static void
adopt_currency (Merge *merge)
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

/* Whether the CRM sets the amount when a deal is closed: no open deal has one. */
static gboolean
amounts_come_at_close (const BwDealRows *rows)
{
  guint n_open = 0;

  for (guint i = 0; i < rows->rows->len; i++)
    {
      const BwDealRow *row = bw_deal_rows_get (rows, i);

      if (bw_deal_rows_get_stage (rows, row->stage)->meaning.kind != BW_STAGE_OPEN)
        continue;
      n_open++;
      if (row->amount != BW_MONEY_NONE)
        return FALSE;
    }
  return n_open > 0;
}

static void
settle_as_of (Merge *merge)
{
  BwImportRun *run = merge->run;
  gint64       now = run->options->now > 0 ? run->options->now : g_get_real_time () / G_USEC_PER_SEC;
  BwDate       today = (BwDate)(now / 86400);

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
  merge->is_older = run->as_of < merge->last;
}

/* Counts the texts that repeat among the interned ones, as they may come from a file. */
static void
register_texts (BwBook *book)
{
  BwText last[3] = { 0 };

  if (book->texts.interned != NULL)
    return;
  for (guint i = 0; i < book->deals.n; i++)
    {
      BwText texts[] = { book->deals.region[i], book->deals.type[i], book->deals.source[i] };

      for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
        if (texts[t] != last[t])
          {
            bw_pool_register (&book->texts, texts[t]);
            last[t] = texts[t];
          }
    }
}

static void
prepare (Merge *merge)
{
  BwBook     *book = merge->book;
  guint       expected = book->deals.n + merge->rows->rows->len;
  const char *profile = merge->source->mapping.profile;

  bw_deal_rows_settle_stages (merge->rows, merge->run);
  settle_as_of (merge);
  adopt_currency (merge);
  register_texts (book);
  bw_deals_reserve (&book->deals, MAX (expected, 1));
  bw_deal_index_init (&merge->index, book, expected);
  /* The second half is never marked: to it everything is unseen. */
  merge->seen = g_new0 (guint8, (gsize)book->deals.capacity * 2);
  merge->created_is_stage = g_str_equal (profile, "maven");
  merge->amount_at_close = merge->created_is_stage || amounts_come_at_close (merge->rows);
  merge->share_scale = merge->rows->per_cent || merge->rows->largest_share > 1 ? 0.1 : 10;
  merge->open_stage = -1;
  for (guint i = 0; i < book->stages->len; i++)
    if (bw_book_stage (book, i)->kind == BW_STAGE_OPEN &&
        (merge->open_stage < 0 || bw_book_stage (book, i)->order > bw_book_stage (book, merge->open_stage)->order))
      merge->open_stage = (gint32)i;
}

/* Reads the file again for the rows that were put aside, to keep them as they stand. */
static gboolean
finish_late (Merge   *merge,
             GError **error)
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

/* How many deals the book had that a newer export of the same kind no longer has. */
static guint
count_vanished (const Merge *merge,
                guint        n_before)
{
  const BwBook *book = merge->book;
  gboolean      comparable = FALSE;
  guint         n = 0;

  for (guint i = 0; i < book->imports->len && !comparable; i++)
    {
      const BwImportRecord *record = &g_array_index (book->imports, BwImportRecord, i);

      comparable = g_str_equal (bw_book_text (book, record->kind), bw_import_kind_name (BW_KIND_DEALS)) &&
                   g_str_equal (bw_book_text (book, record->profile), merge->source->mapping.profile);
    }
  for (guint i = 0; comparable && !merge->is_older && i < n_before; i++)
    n += !merge->seen[i] && !(book->deals.flags[i] & BW_DEAL_VANISHED);
  return n;
}

static void
add_notes (Merge *merge)
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
  if (merge->is_older)
    bw_source_note (source,
                    _ ("The file is older than the last export of deals, so that known deals were left as they are."));
  if (source->summary->n_vanished > 0)
    bw_source_note (source, _ ("%u deals of earlier exports are not in this file; they were kept as they are."),
                    source->summary->n_vanished);
  if (merge->rows->n_deleted > 0)
    bw_source_note (source, _ ("%u rows are marked as deleted and were set aside."), merge->rows->n_deleted);
  for (guint i = 0; i < merge->rows->stages->len; i++)
    if (!bw_book_stage (merge->book, bw_deal_rows_get_stage (merge->rows, i)->stage)->mapped)
      bw_source_note (source, _ ("Nobody has said yet what the stage “%s” is; it counts as open, in the pipeline."),
                      bw_deal_rows_get_stage (merge->rows, i)->name);
}

/* Counts the pushes of the deals that the changes from @first on moved. */
static void
count_pushes (const BwBook *book,
              const GArray *changes,
              guint         first)
{
  for (guint c = first; c < changes->len; c++)
    {
      const BwChange *change = &g_array_index (changes, BwChange, c);
      const BwChange *of_deal;
      guint           n;

      if (change->field != BW_FIELD_CLOSE_DATE && change->field != BW_FIELD_STAGE)
        continue;
      of_deal = bw_history_of (&book->history, change->deal, &n);
      book->deals.pushes[change->deal] =
        (guint16)MIN (bw_push_count (book, change->deal, of_deal, n, BW_DATE_NONE), G_MAXUINT16);
    }
}

/* Puts the changes of the file into the book's history and the delta. */
static void
keep_changes (Merge *merge)
{
  BwBook *book = merge->book;
  guint   n = merge->changes->len;

  g_array_append_vals (merge->run->delta->changes, merge->changes->data, n);
  g_array_append_vals (merge->run->delta->change_rows, merge->lines->data, merge->lines->len);
  if (book->history.n == 0)
    bw_history_take (&book->history, (BwChange *)(void *)g_array_free (g_steal_pointer (&merge->changes), FALSE), n,
                     book->deals.n);
  else
    bw_history_add (&book->history, (const BwChange *)(const void *)merge->changes->data, n, book->deals.n);
  count_pushes (book, merge->run->delta->changes, merge->run->delta->changes->len - n);
}

/* Reads deals. */
gboolean
bw_import_deals (BwImportRun *run,
                 BwSource    *source,
                 GError     **error)
{
  g_autoptr (BwDealRows) rows = bw_deal_rows_read (run, source, error);
  Merge    merge = { .run = run, .source = source, .rows = rows, .book = run->book };
  guint    n_before = run->book->deals.n;
  gboolean done;

  if (rows == NULL)
    return FALSE;
  merge.texts = g_hash_table_new (NULL, NULL);
  merge.late = g_array_new (FALSE, FALSE, sizeof (LateReject));
  merge.changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  merge.lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  prepare (&merge);
  for (guint i = 0; i < rows->rows->len; i++)
    merge_row (&merge, bw_deal_rows_get (rows, i));
  source->summary->n_vanished = count_vanished (&merge, n_before);
  keep_changes (&merge);
  add_notes (&merge);
  done = finish_late (&merge, error);

  bw_deal_index_clear (&merge.index);
  g_free (merge.seen);
  g_hash_table_unref (merge.texts);
  g_array_unref (merge.late);
  g_clear_pointer (&merge.changes, g_array_unref);
  g_array_unref (merge.lines);
  return done;
}
