/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened around deals and accounts.
 *
 * One table for nine kinds of things: each has few fields of its own, all are dated, most belong to a deal, and what they
 * are for (the last activity, what was paid, what was sold by month) are sums over a column. A row is 120 bytes, which a
 * million activities can afford; books share the rows until one of them changes (bw_book_make_records_writable()). */

#include "core/bw-record.h"

#include <math.h>
#include <string.h>

static const char *const kind_names[BW_N_RECORD_KINDS] = {
  [BW_RECORD_ACTIVITY] = "activity",
  [BW_RECORD_LINE_ITEM] = "line_item",
  [BW_RECORD_CONTACT] = "contact",
  [BW_RECORD_PAYMENT] = "payment",
  [BW_RECORD_CONTRACT] = "contract",
  [BW_RECORD_DELIVERY] = "delivery",
  [BW_RECORD_COST] = "cost",
  [BW_RECORD_SALE] = "sale",
  [BW_RECORD_SERIES] = "series",
};

static const char *const phase_names[BW_N_RECORD_PHASES] = {
  [BW_RECORD_UNSAID] = "unsaid",
  [BW_RECORD_OPEN] = "open",
  [BW_RECORD_DONE] = "done",
  [BW_RECORD_CANCELLED] = "cancelled",
};

/* Returns: (transfer none): the kind's name in files and commands. */
const char *
bw_record_kind_name (BwRecordKind kind)
{
  return kind_names[kind];
}

/* Reads what bw_record_kind_name() gives. */
gboolean
bw_record_kind_parse (const char   *name,
                      BwRecordKind *kind)
{
  for (guint i = 0; i < BW_N_RECORD_KINDS; i++)
    if (g_str_equal (name, kind_names[i]))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/* Returns: (transfer none): the phase's name in files and commands. */
const char *
bw_record_phase_name (BwRecordPhase phase)
{
  return phase_names[phase];
}

/* Makes @record one of @kind of which nothing is known, not even a key. */
void
bw_record_init (BwRecord    *record,
                BwRecordKind kind)
{
  memset (record, 0, sizeof *record);
  record->kind = (guint8)kind;
  record->amount = BW_MONEY_NONE;
  record->quantity = (double)NAN;
  record->deal = record->account = record->product = record->person = BW_NOBODY;
  record->import = -1;
  record->date = record->due = record->created = BW_DATE_NONE;
}
