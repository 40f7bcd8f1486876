/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings deals that the book knows up to date with a file's rows.
 *
 * Each field that the file tells of is compared with what is known of the file's day, and only what differs is
 * worked into the deal's history by the chronicle; a row of which nothing later is known is compared with the columns
 * themselves, without looking at the history. Where an older export turns out to be the first that has a deal, what its
 * dates say of the time before is written as for a new deal. */

#include "import/bw-deal-merge.h"

#include <string.h>

#include "core/bw-custom-field.h"
#include "core/bw-deal-value.h"

/* A text of the rows that repeats, in the book. */
BwText
bw_deal_merge_intern (BwDealMerge *merge,
                      BwText       text)
{
  gpointer found;
  BwText   interned;

  if (text == 0 || merge->rows->pool == &merge->book->texts)
    return text;
  found = g_hash_table_lookup (merge->texts, GUINT_TO_POINTER (text));
  if (found != NULL)
    return GPOINTER_TO_UINT (found);
  interned = bw_pool_intern (&merge->book->texts, bw_pool_get (merge->rows->pool, text));
  g_hash_table_insert (merge->texts, GUINT_TO_POINTER (text), GUINT_TO_POINTER (interned));
  return interned;
}

/* Another text of the rows, in the book. */
BwText
bw_deal_merge_copy_text (BwDealMerge *merge,
                         BwText       text)
{
  if (merge->rows->pool == &merge->book->texts)
    return text;
  return bw_pool_add (&merge->book->texts, bw_pool_get (merge->rows->pool, text), -1);
}

/* The stage that a closed deal was in until its close day; -1 when nothing follows of the time before. */
gint32
bw_deal_merge_stage_before (const BwDealMerge *merge,
                            const BwDealRow   *row,
                            const BwDealState *state)
{
  gint32 open_stage = row->open_stage >= 0 ? bw_deal_rows_get_stage (merge->rows, row->open_stage)->stage : -1;

  if (open_stage < 0 || bw_book_stage (merge->book, open_stage)->kind != BW_STAGE_OPEN)
    open_stage = merge->open_stage;
  return state->kind == BW_STAGE_OPEN || state->close == BW_DATE_NONE ? -1 : open_stage;
}

/* The first day on which the row proves that its deal was there. */
BwDate
bw_deal_merge_first_known (BwDealMerge       *merge,
                           const BwDealRow   *row,
                           const BwDealState *state)
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

/* The value of @row of a field of the project's own, as the book holds it. */
gint64
bw_deal_merge_own_value (BwDealMerge       *merge,
                         const BwOwnColumn *column,
                         guint              row)
{
  gint64 value = bw_own_column_get (column, row);

  if (column->type != BW_TYPE_TEXT)
    return value;
  return column->repeats ? bw_deal_merge_intern (merge, (BwText)value) : value == 0 ? 0
                                                                                    : bw_deal_merge_copy_text (merge, (BwText)value);
}

/* The same for the deal in hand, of which nothing earlier is known. */
static void
imply_earlier (BwDealMerge       *merge,
               const BwDealRow   *row,
               const BwDealState *state)
{
  BwDate expected = row->actual_close != BW_DATE_NONE ? row->close : BW_DATE_NONE;
  gint32 open_stage = bw_deal_merge_stage_before (merge, row, state);
  BwDate as_of = merge->run->as_of, at = open_stage >= 0 ? MIN (state->close, as_of) : BW_DATE_NONE;

  bw_chronicle_imply (merge->chronicle, BW_FIELD_STAGE, as_of, at, open_stage, row->line);
  bw_chronicle_imply (merge->chronicle, BW_FIELD_AMOUNT, as_of, merge->amount_at_close ? at : BW_DATE_NONE, BW_MONEY_NONE,
                      row->line);
  bw_chronicle_imply (merge->chronicle, BW_FIELD_CLOSE_DATE, as_of, at, expected, row->line);
}

static gboolean
has_either (const BwSource *source,
            BwImportField   a,
            BwImportField   b)
{
  return bw_source_has (source, a) || bw_source_has (source, b);
}

/* Which fields of deals the file tells of. */
gint64
bw_deal_merge_find_fields (const BwSource *source)
{
  const struct
  {
    BwField  field;
    gboolean told;
  } fields[] = {
    { BW_FIELD_STAGE, TRUE },
    { BW_FIELD_AMOUNT, bw_source_has (source, BW_IMPORT_AMOUNT) },
    { BW_FIELD_CLOSE_DATE, bw_source_has (source, BW_IMPORT_CLOSE) || bw_source_has (source, BW_IMPORT_WON_TIME) ||
                             bw_source_has (source, BW_IMPORT_ACTUAL_CLOSE) },
    { BW_FIELD_OWNER, has_either (source, BW_IMPORT_OWNER, BW_IMPORT_OWNER_ID) },
    { BW_FIELD_CATEGORY, bw_source_has (source, BW_IMPORT_CATEGORY) },
    { BW_FIELD_PROBABILITY, bw_source_has (source, BW_IMPORT_PROBABILITY) },
    { BW_FIELD_NAME, bw_source_has (source, BW_IMPORT_NAME) },
    { BW_FIELD_ACCOUNT, has_either (source, BW_IMPORT_ACCOUNT, BW_IMPORT_ACCOUNT_ID) },
    { BW_FIELD_PRODUCT, has_either (source, BW_IMPORT_PRODUCT, BW_IMPORT_PRODUCT_ID) },
    { BW_FIELD_NEXT_STEP, bw_source_has (source, BW_IMPORT_NEXT_STEP) },
    { BW_FIELD_REGION, bw_source_has (source, BW_IMPORT_REGION) },
    { BW_FIELD_TYPE, bw_source_has (source, BW_IMPORT_TYPE) },
    { BW_FIELD_SOURCE, bw_source_has (source, BW_IMPORT_SOURCE) },
    { BW_FIELD_CREATED, bw_source_has (source, BW_IMPORT_CREATED) },
    { BW_FIELD_ACTIVITY, bw_source_has (source, BW_IMPORT_ACTIVITY) },
  };
  gint64 bits = 0;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].told)
      bits |= bw_view_field_bit (fields[i].field);
  return bits;
}

/* A row's value of a field of numbers. Returns %FALSE when it tells none. */
static gboolean
number_of (const BwDealRow   *row,
           const BwDealState *state,
           BwField            field,
           gint64            *value)
{
  switch (field)
    {
    case BW_FIELD_STAGE:
      *value = state->stage;
      return TRUE;
    case BW_FIELD_AMOUNT:
      *value = state->amount;
      return TRUE;
    case BW_FIELD_CLOSE_DATE:
      *value = state->close;
      return TRUE;
    case BW_FIELD_OWNER:
      *value = row->owner;
      return TRUE;
    case BW_FIELD_CATEGORY:
      *value = state->category;
      return TRUE;
    case BW_FIELD_PROBABILITY:
      *value = state->probability;
      return TRUE;
    case BW_FIELD_ACCOUNT:
      *value = row->account;
      return TRUE;
    case BW_FIELD_PRODUCT:
      *value = row->product;
      return row->product != BW_NOBODY; /* line items may have told it */
    case BW_FIELD_CREATED:
      *value = row->created;
      return row->created != BW_DATE_NONE;
    case BW_FIELD_ACTIVITY:
      *value = row->activity;
      return row->activity != BW_DATE_NONE;
    case BW_FIELD_PRESENT:
      *value = 1;
      return TRUE;
    default:
      return FALSE;
    }
}

/* A row's value of a field of texts. Returns %FALSE when the field is none. */
static gboolean
text_of (const BwDealMerge *merge,
         const BwDealRow   *row,
         BwField            field,
         BwText            *text,
         gboolean          *interned)
{
  *interned = field != BW_FIELD_NAME && (field != BW_FIELD_NEXT_STEP || merge->rows->steps_repeat);
  switch (field)
    {
    case BW_FIELD_NAME:
      *text = row->name;
      return TRUE;
    case BW_FIELD_NEXT_STEP:
      *text = row->next_step;
      return TRUE;
    case BW_FIELD_REGION:
      *text = row->region;
      return TRUE;
    case BW_FIELD_TYPE:
      *text = row->type;
      return TRUE;
    case BW_FIELD_SOURCE:
      *text = row->source;
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether the row says of @field what the book knows of that day: @known. */
static gboolean
agrees (const BwDealMerge *merge,
        const BwDealRow   *row,
        const BwDealState *state,
        BwField            field,
        gint64             known)
{
  gint64   value;
  BwText   text;
  gboolean interned;

  if (text_of (merge, row, field, &text, &interned))
    return strcmp (bw_book_text (merge->book, (BwText)known), bw_pool_get (merge->rows->pool, text)) == 0;
  if (!number_of (row, state, field, &value))
    return TRUE;
  /* Activities that were read may tell of a later one than the deal does. */
  return value == known || (field == BW_FIELD_ACTIVITY && value < known);
}

/* Whether the row speaks of @field. A file without categories says of a closed deal that it has none of its own. */
static gboolean
speaks_of (const BwDealMerge *merge,
           const BwDealState *state,
           BwField            field)
{
  return (merge->fields & bw_view_field_bit (field)) != 0 || field == BW_FIELD_PRESENT ||
         (field == BW_FIELD_CATEGORY && state->kind != BW_STAGE_OPEN);
}

/* Works what differs from what is known of the file's day into the history of the deal in hand. */
static void
observe (BwDealMerge       *merge,
         const BwDealRow   *row,
         const BwDealState *state,
         BwField            field)
{
  const BwImportRun *run = merge->run;
  BwSighting         sighting = { .day = run->as_of, .since = BW_DATE_NONE, .modified = BW_DATE_NONE, .line = row->line };
  BwText             text;
  gboolean           interned;

  sighting.source = run->as_of_source;
  if (field != BW_FIELD_PRESENT)
    {
      sighting.since = state->kind != BW_STAGE_OPEN && state->close <= run->as_of ? state->close : BW_DATE_NONE;
      sighting.modified = row->modified <= run->as_of ? row->modified : BW_DATE_NONE;
    }
  if (text_of (merge, row, field, &text, &interned))
    sighting.value = interned ? bw_deal_merge_intern (merge, text) : bw_deal_merge_copy_text (merge, text);
  else if (!number_of (row, state, field, &sighting.value))
    return;
  bw_chronicle_observe (merge->chronicle, field, &sighting);
}

/* Whether the row says of one of the project's own fields what the book knows of that day: @known. */
static gboolean
agrees_on_own (const BwDealMerge *merge,
               const BwOwnColumn *column,
               guint              row,
               gint64             known)
{
  gint64   value = bw_own_column_get (column, row);
  gboolean none = bw_custom_value_is_none (column->type, value);

  if (!bw_own_column_knows (column, row))
    return TRUE;
  if (column->type == BW_TYPE_TEXT)
    return strcmp (bw_book_text (merge->book, (BwText)known), bw_pool_get (merge->rows->pool, (BwText)value)) == 0;
  if (none || bw_custom_value_is_none (column->type, known))
    return none && bw_custom_value_is_none (column->type, known);
  return column->type == BW_TYPE_NUMBER ? bw_number_from_bits (value) == bw_number_from_bits (known) : value == known;
}

/* The same for the project's own fields as update_deal() does for the built-in ones. Returns whether the deal is in hand. */
static gboolean
update_own_fields (BwDealMerge     *merge,
                   guint            i,
                   const BwDealRow *row,
                   gboolean         is_latest,
                   gboolean         begun)
{
  const BwImportRun *run = merge->run;
  BwSighting         sighting = { .day = run->as_of, .since = BW_DATE_NONE, .modified = BW_DATE_NONE, .line = row->line };

  sighting.source = run->as_of_source;
  sighting.modified = row->modified <= run->as_of ? row->modified : BW_DATE_NONE;
  for (guint c = 0; c < merge->rows->own->len; c++)
    {
      const BwOwnColumn *column = g_ptr_array_index (merge->rows->own, c);
      guint8             field = (guint8)(BW_N_FIELDS + column->field);
      guint              at = bw_deal_merge_place_of (merge, row);

      if (column->field < 0 ||
          agrees_on_own (merge, column, at,
                         is_latest ? bw_deal_value_get (&merge->book->deals, i, field)
                                   : bw_chronicle_value (merge->chronicle, field, run->as_of)))
        continue;
      if (!begun)
        bw_chronicle_begin (merge->chronicle, i);
      begun = TRUE;
      sighting.value = bw_deal_merge_own_value (merge, column, at);
      bw_chronicle_observe (merge->chronicle, field, &sighting);
    }
  return begun;
}

/* Brings deal @i up to date with its row. */
void
bw_deal_merge_update (BwDealMerge       *merge,
                      guint              i,
                      const BwDealRow   *row,
                      const BwDealState *state)
{
  BwDeals        *deals = &merge->book->deals;
  guint           n;
  const BwChange *changes = bw_history_of (&merge->book->history, i, &n);
  gboolean        is_latest = n == 0 || changes[n - 1].at <= merge->run->as_of;
  BwDate          since = deals->stage_since[i], appeared = MIN (deals->appeared[i], bw_deal_merge_first_known (merge, row, state));
  gboolean        begun = !is_latest, changed;
  gint32          unused;

  if (begun)
    bw_chronicle_begin (merge->chronicle, i);
  for (guint field = 0; field < BW_N_FIELDS; field++)
    if (speaks_of (merge, state, field) &&
        !agrees (merge, row, state, field,
                 is_latest ? bw_deal_value_get (deals, i, (guint8)field)
                           : bw_chronicle_value (merge->chronicle, (guint8)field, merge->run->as_of)))
      {
        if (!begun)
          bw_chronicle_begin (merge->chronicle, i);
        begun = TRUE;
        observe (merge, row, state, field);
      }
  begun = update_own_fields (merge, i, row, is_latest, begun);
  if (merge->run->as_of < merge->last && (begun || n > 0 || state->kind != BW_STAGE_OPEN) &&
      bw_views_before (merge->run->views, i, BW_FIELD_STAGE, merge->run->as_of, &unused) == BW_DATE_NONE)
    {
      if (!begun)
        bw_chronicle_begin (merge->chronicle, i);
      begun = TRUE;
      imply_earlier (merge, row, state);
    }
  changed = begun && bw_chronicle_end (merge->chronicle);
  merge->n_earlier += changed && merge->run->as_of < merge->last;
  if (state->kind == BW_STAGE_OPEN && row->stage_since != BW_DATE_NONE && merge->run->as_of >= merge->last)
    deals->stage_since[i] = row->stage_since;
  if (changed || deals->stage_since[i] != since || deals->appeared[i] != appeared)
    {
      if (deals->appeared[i] != appeared)
        {
          bw_deals_make_writable (deals);
          deals->appeared[i] = appeared;
        }
      if (!changed)
        bw_delta_mark_deal (merge->run->delta, i);
      merge->source->summary->n_changed++;
    }
  else
    merge->source->summary->n_unchanged++;
}
