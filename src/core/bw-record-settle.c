/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from records for the rest of the book, once all files of an import have been read.
 *
 * Files come in any order and in several imports, so a record may name a deal that only comes next week. Such records are
 * looked at again here, and all that are new. From the activities that were held follows when something last happened on a
 * deal: the deal's last activity is raised, never lowered, and the change is in the history with the activity's own day. A
 * deal without a product whose line items all name the same one is given it. Amounts of deals are left alone: where line
 * items say otherwise, that is for the user to judge.
 *
 * O(records), and O(deals) where there is anything to find. */

#include "core/bw-merge.h"
#include "core/bw-record.h"
#include "core/bw-text-index.h"

#include <string.h>

typedef struct
{
  BwBook     *book;
  BwDelta    *delta;
  gint32      import;
  BwSettled  *settled;
  BwTextIndex deals, deal_names, accounts, account_names, products, product_names;
  gboolean    indexed;
  guint8     *fresh;   /* for each deal: it has a new record, or is new */
  guint8     *marked;  /* for each deal: the delta has it */
  GArray     *changes; /* BwChange */
} Settling;

static void
index_names (Settling *settling)
{
  BwBook            *book = settling->book;
  g_autofree gint32 *accounts = bw_merge_map (book, BW_TABLE_ACCOUNTS);
  g_autofree gint32 *products = bw_merge_map (book, BW_TABLE_PRODUCTS);

  bw_text_index_init (&settling->deals, &book->texts, book->deals.n);
  bw_text_index_init (&settling->deal_names, &book->texts, book->deals.n);
  for (guint i = 0; i < book->deals.n; i++)
    {
      bw_text_index_add (&settling->deals, book->deals.ref[i], (gint32)i);
      bw_text_index_add (&settling->deal_names, book->deals.name[i], (gint32)i);
    }
  bw_text_index_init (&settling->accounts, &book->texts, book->accounts->len);
  bw_text_index_init (&settling->account_names, &book->texts, book->accounts->len);
  for (guint i = 0; i < book->accounts->len; i++)
    {
      bw_text_index_add (&settling->accounts, bw_book_account (book, i)->ref, accounts[i]);
      bw_text_index_add (&settling->account_names, bw_book_account (book, i)->name, accounts[i]);
    }
  bw_text_index_init (&settling->products, &book->texts, book->products->len);
  bw_text_index_init (&settling->product_names, &book->texts, book->products->len);
  for (guint i = 0; i < book->products->len; i++)
    {
      bw_text_index_add (&settling->products, bw_book_product (book, i)->ref, products[i]);
      bw_text_index_add (&settling->product_names, bw_book_product (book, i)->name, products[i]);
    }
  settling->indexed = TRUE;
}

static void
clear_names (Settling *settling)
{
  bw_text_index_clear (&settling->deals);
  bw_text_index_clear (&settling->deal_names);
  bw_text_index_clear (&settling->accounts);
  bw_text_index_clear (&settling->account_names);
  bw_text_index_clear (&settling->products);
  bw_text_index_clear (&settling->product_names);
}

/* Looks the row up that @text names, and empties the text when it is there. */
static gboolean
heal (const BwBook      *book,
      const BwTextIndex *refs,
      const BwTextIndex *names,
      BwText            *text,
      gint32            *index)
{
  const char *name = bw_book_text (book, *text);
  gint32      found;

  if (*text == 0)
    return FALSE;
  found = bw_text_index_find (refs, name);
  if (found < 0)
    found = bw_text_index_find (names, name);
  if (found < 0)
    return FALSE;
  *index = found;
  *text = 0;
  return TRUE;
}

/* Finds what came meanwhile of what records name. */
static void
heal_records (Settling *settling)
{
  BwBook *book = settling->book;
  guint   first = settling->delta->before[BW_TABLE_RECORDS];

  for (guint i = 0; i < book->records->len; i++)
    {
      const BwRecord *old = bw_book_record (book, i);
      BwRecord        record = *old;
      gboolean        healed;

      if ((old->deal_ref | old->account_ref | old->product_ref) == 0)
        continue;
      if (!settling->indexed)
        index_names (settling);
      healed = heal (book, &settling->deals, &settling->deal_names, &record.deal_ref, &record.deal);
      healed |= heal (book, &settling->accounts, &settling->account_names, &record.account_ref, &record.account);
      healed |= heal (book, &settling->products, &settling->product_names, &record.product_ref, &record.product);
      if (!healed)
        continue;
      bw_book_make_records_writable (book);
      *bw_book_record (book, i) = record;
      if (i < first)
        bw_delta_mark (settling->delta, BW_TABLE_RECORDS, i);
      if (record.deal >= 0)
        settling->fresh[record.deal] = TRUE;
      settling->settled->n_healed++;
    }
}

/* Notes the deals that records which are new or were changed belong to. */
static void
mark_fresh (Settling *settling)
{
  const BwBook *book = settling->book;
  const GArray *changed = settling->delta->changed[BW_TABLE_RECORDS];

  for (guint i = settling->delta->before[BW_TABLE_RECORDS]; i < book->records->len; i++)
    if (bw_book_record (book, i)->deal >= 0)
      settling->fresh[bw_book_record (book, i)->deal] = TRUE;
  for (guint c = 0; c < changed->len; c++)
    {
      const BwRecord *record = bw_book_record (book, g_array_index (changed, guint, c));

      if (record->deal >= 0)
        settling->fresh[record->deal] = TRUE;
    }
  for (guint deal = settling->delta->deals_before; deal < book->deals.n; deal++)
    settling->fresh[deal] = TRUE;
}

/* Adds a change of @deal that the record's source tells, not before what is known of the field already. */
static void
add_change (Settling *settling,
            guint     deal,
            BwField   field,
            BwDate    at,
            gint64    old_value,
            gint64    new_value)
{
  BwBook  *book = settling->book;
  BwChange change = {
    .deal = deal,
    .at = MAX (at, book->deals.appeared[deal]),
    .field = (guint8)field,
    .source = BW_TIME_CRM,
    .import = settling->import,
    .old_value = old_value,
    .new_value = new_value,
  };
  guint           n;
  const BwChange *before = bw_history_of (&book->history, deal, &n);

  for (guint i = 0; i < n; i++)
    if (before[i].field == field && before[i].at >= change.at)
      {
        change.at = before[i].at;
        change.ordinal = before[i].ordinal + 1;
      }
  g_array_append_val (settling->changes, change);
  if (!settling->marked[deal])
    {
      settling->marked[deal] = TRUE;
      bw_delta_mark_deal (settling->delta, deal);
    }
}

/* What the records say of one deal. */
typedef struct
{
  BwDate activity;
  gint32 product; /* of its line items; BW_NOBODY unknown */
} Word;

/* Not a product: there are no line items, or several products. */
#define NO_ITEMS (-2)
#define SEVERAL  (-3)

static Word *
read_words (const Settling *settling)
{
  const BwBook *book = settling->book;
  BwDate        today = bw_book_data_date (book);
  Word         *words = g_new (Word, MAX (book->deals.n, 1));

  for (guint i = 0; i < book->deals.n; i++)
    words[i] = (Word) { BW_DATE_NONE, NO_ITEMS };
  for (guint i = 0; i < book->records->len; i++)
    {
      const BwRecord *record = bw_book_record (book, i);
      Word           *word;

      if (record->deal < 0 || !settling->fresh[record->deal])
        continue;
      word = &words[record->deal];
      if (record->kind == BW_RECORD_ACTIVITY && record->phase != BW_RECORD_OPEN && record->phase != BW_RECORD_CANCELLED &&
          (today == BW_DATE_NONE || record->date <= today))
        word->activity = MAX (word->activity, record->date);
      else if (record->kind == BW_RECORD_LINE_ITEM)
        word->product = word->product == NO_ITEMS || word->product == record->product ? record->product : SEVERAL;
    }
  return words;
}

/* Brings the deals up to what the records say of them. */
static void
apply_words (Settling *settling)
{
  BwBook          *book = settling->book;
  BwDeals         *deals = &book->deals;
  g_autofree Word *words = read_words (settling);

  for (guint i = 0; i < deals->n; i++)
    {
      if (words[i].activity != BW_DATE_NONE && words[i].activity > deals->activity[i])
        {
          add_change (settling, i, BW_FIELD_ACTIVITY, words[i].activity, deals->activity[i], words[i].activity);
          deals->activity[i] = words[i].activity;
          settling->settled->n_activity_dates++;
        }
      if (words[i].product >= 0 && deals->product[i] == BW_NOBODY)
        {
          add_change (settling, i, BW_FIELD_PRODUCT, deals->appeared[i], BW_NOBODY, words[i].product);
          deals->product[i] = words[i].product;
          settling->settled->n_products++;
        }
    }
}

static void
keep_changes (Settling *settling)
{
  BwDelta *delta = settling->delta;
  guint64  no_line = 0;

  if (settling->changes->len == 0)
    return;
  /* Changes that have a line stand before: lines go with changes by their order. */
  g_array_append_vals (delta->changes, settling->changes->data, settling->changes->len);
  while (delta->change_rows->len < delta->changes->len)
    g_array_append_val (delta->change_rows, no_line);
  bw_history_add (&settling->book->history, (const BwChange *)(const void *)settling->changes->data, settling->changes->len,
                  settling->book->deals.n);
}

/* Settles the records of @book, whose deals may be written, at the end of an import that @delta tells of; @import is the
 * index of the import's record, for the history. */
void
bw_records_settle (BwBook    *book,
                   BwDelta   *delta,
                   gint32     import,
                   BwSettled *settled)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  g_autofree guint8 *fresh = g_new0 (guint8, MAX (book->deals.n, 1));
  g_autofree guint8 *marked = g_new0 (guint8, MAX (book->deals.n, 1));
  Settling           settling = { .book = book, .delta = delta, .import = import, .settled = settled, .fresh = fresh, .marked = marked, .changes = changes };

  memset (settled, 0, sizeof *settled);
  if (book->records->len == 0)
    return;
  heal_records (&settling);
  mark_fresh (&settling);
  for (guint i = 0; i < delta->changed_deals->len; i++)
    marked[g_array_index (delta->changed_deals, guint, i)] = TRUE;
  apply_words (&settling);
  keep_changes (&settling);
  clear_names (&settling);
}
