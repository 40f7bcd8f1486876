/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The health of the records: what belongs to nothing, and what contradicts its deal. O(records + deals). */

#include "core/bw-health-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-record.h"

/* Line items may differ from the amount by so much of it: taxes, rounding. */
#define ITEM_TOLERANCE 0.01

/* What the records of a deal add up to. */
typedef struct
{
  gint64   items, paid;
  gboolean has_items, unpriced;
} Sum;

static void
check_record (BwHealthRun    *run,
              guint           i,
              const BwRecord *record)
{
  const BwDeals *deals = &run->book->deals;
  gboolean       has_money = record->kind == BW_RECORD_PAYMENT || record->kind == BW_RECORD_SALE || record->kind == BW_RECORD_LINE_ITEM;
  gboolean       has_work = record->kind == BW_RECORD_DELIVERY || record->kind == BW_RECORD_PAYMENT;

  if (record->deal_ref != 0 || record->account_ref != 0 || record->product_ref != 0)
    bw_health_note (run, BW_HEALTH_ORPHAN_RECORDS, i, BW_HEALTH_NO_OTHER);
  if (has_money && record->amount != BW_MONEY_NONE && record->amount < 0)
    {
      bw_health_note (run, BW_HEALTH_NEGATIVE_RECORDS, i, BW_HEALTH_NO_OTHER);
      run->notes[BW_HEALTH_NEGATIVE_RECORDS].amount -= record->amount;
    }
  if ((has_work || record->kind == BW_RECORD_ACTIVITY) && record->deal >= 0 && record->date != BW_DATE_NONE &&
      run->kinds[deals->stage[record->deal]] != BW_STAGE_OPEN && deals->close[record->deal] != BW_DATE_NONE &&
      record->date > deals->close[record->deal])
    bw_health_note (run, BW_HEALTH_AFTER_CLOSE, i, BW_HEALTH_NO_OTHER);
  if (has_work && record->due != BW_DATE_NONE && run->day != BW_DATE_NONE && record->due < run->day &&
      record->date == BW_DATE_NONE && record->phase != BW_RECORD_DONE && record->phase != BW_RECORD_CANCELLED)
    bw_health_note (run, BW_HEALTH_LATE_RECORDS, i, BW_HEALTH_NO_OTHER);
}

static void
add_up (Sum            *sum,
        const BwRecord *record)
{
  if (record->kind == BW_RECORD_LINE_ITEM)
    {
      sum->has_items = TRUE;
      if (record->amount == BW_MONEY_NONE)
        sum->unpriced = TRUE;
      else
        sum->items += record->amount;
    }
  else if (record->kind == BW_RECORD_PAYMENT && record->amount != BW_MONEY_NONE && record->phase != BW_RECORD_OPEN &&
           record->phase != BW_RECORD_CANCELLED)
    sum->paid += record->amount;
}

static void
check_sums (BwHealthRun *run,
            const Sum   *sums)
{
  const BwDeals *deals = &run->book->deals;

  for (guint i = 0; i < deals->n; i++)
    {
      const Sum *sum = &sums[i];
      gint64     amount = deals->amount[i];

      if ((!sum->has_items && sum->paid == 0) || amount == BW_MONEY_NONE || deals->flags[i] & BW_DEAL_VANISHED)
        continue;
      run->notes[BW_HEALTH_LINE_ITEMS].n_of += sum->has_items && !sum->unpriced;
      run->notes[BW_HEALTH_OVERPAID].n_of += sum->paid != 0;
      if (sum->has_items && !sum->unpriced && (double)ABS (sum->items - amount) > ITEM_TOLERANCE * (double)ABS (amount))
        bw_health_note_deal (run, BW_HEALTH_LINE_ITEMS, i, BW_HEALTH_NO_OTHER);
      if (amount >= 0 && sum->paid > amount)
        bw_health_note_deal (run, BW_HEALTH_OVERPAID, i, BW_HEALTH_NO_OTHER);
    }
}

void
bw_health_check_records (BwHealthRun *run)
{
  static const BwHealthCode codes[] = { BW_HEALTH_ORPHAN_RECORDS, BW_HEALTH_NEGATIVE_RECORDS, BW_HEALTH_AFTER_CLOSE,
                                        BW_HEALTH_LATE_RECORDS };
  const GArray             *records = run->book->records;
  g_autofree Sum           *sums = NULL;

  if (records->len == 0)
    return;
  sums = g_new0 (Sum, MAX (run->book->deals.n, 1));
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    run->notes[codes[i]].n_of = records->len;
  for (guint i = 0; i < records->len; i++)
    {
      const BwRecord *record = bw_book_record (run->book, i);

      check_record (run, i, record);
      if (record->deal >= 0)
        add_up (&sums[record->deal], record);
    }
  check_sums (run, sums);
}

/* Returns: (transfer full): a line about a record: what it is, of what, when. */
char *
bw_health_record_text (const BwBook *book,
                       guint         record)
{
  const BwRecord  *row = bw_book_record (book, record);
  const char      *of = "";
  g_autofree char *money = row->amount != BW_MONEY_NONE ? bw_money_format (row->amount, book->currency) : NULL;
  BwDate           date = row->date != BW_DATE_NONE ? row->date : row->due;
  g_autofree char *day = date != BW_DATE_NONE ? bw_date_format_short (date, BW_DATE_NONE) : NULL;

  if (row->deal_ref != 0 || row->account_ref != 0 || row->product_ref != 0)
    of = bw_book_text (book, row->deal_ref != 0 ? row->deal_ref : row->account_ref != 0 ? row->account_ref
                                                                                        : row->product_ref);
  else if (row->deal >= 0)
    of = bw_book_text (book, book->deals.name[row->deal] != 0 ? book->deals.name[row->deal] : book->deals.ref[row->deal]);
  else if (row->account >= 0)
    of = bw_book_text (book, bw_book_account (book, row->account)->name);
  return g_strdup_printf (_ ("%s %s of “%s”, %s, %s"), bw_record_kind_name (row->kind),
                          bw_book_text (book, row->ref != 0 ? row->ref : row->name), of, money != NULL ? money : _ ("no amount"),
                          day != NULL ? day : _ ("no date"));
}
