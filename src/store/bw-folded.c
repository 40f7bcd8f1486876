/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Implied changes that stand in their deal's row.
 *
 * Of a deal that was closed when it was first seen follows that it was open before: two or three changes on its close date.
 * A first import has more of these than deals, and all but the stage that it was in and the close date that was expected
 * can be told from the deal's row. So these two stand there, and the changes are made of them when the file is read.
 *
 * The row must tell them to the letter: same day, order, origin and new values. Where it would not, they are rows of
 * deal_changes as all others. A write that changes one of the values that they are told by turns them into such rows first
 * (bw-writing-unfold.c); these have keys below zero, as they are no news to whoever knows the rows up to some key. */

#include "store/bw-folded.h"

static gboolean
is_implied (const BwBook   *book,
            const BwChange *change,
            BwField         field,
            guint           ordinal,
            gint64          import_key)
{
  return change->source == BW_TIME_IMPLIED && change->field == field && change->ordinal == ordinal &&
         change->at == book->deals.close[change->deal] && bw_row_key (book, BW_TABLE_IMPORTS, change->import) == import_key;
}

/* Finds which of the first changes of @deal can stand in its row, where @import_key (0 for none) stands as its import. */
void
bw_folded_find (const BwBook *book,
                guint         deal,
                gint64        import_key,
                BwFolded     *folded)
{
  const BwDeals  *deals = &book->deals;
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);

  *folded = (BwFolded) { .stage = -1, .close = deals->close[deal] };
  if (n == 0 || deals->close[deal] == BW_DATE_NONE || !is_implied (book, &changes[0], BW_FIELD_STAGE, 0, import_key) ||
      changes[0].new_value != deals->stage[deal] || changes[0].old_value < 0)
    return;
  folded->stage = (gint32)changes[0].old_value;
  folded->n = 1;
  if (n > folded->n && is_implied (book, &changes[1], BW_FIELD_AMOUNT, 1, import_key) &&
      changes[1].old_value == BW_MONEY_NONE && changes[1].new_value == deals->amount[deal])
    {
      folded->unpriced = TRUE;
      folded->n++;
    }
  if (n > folded->n && is_implied (book, &changes[folded->n], BW_FIELD_CLOSE_DATE, folded->n, import_key) &&
      changes[folded->n].new_value == deals->close[deal] && changes[folded->n].old_value != deals->close[deal])
    {
      folded->close = (BwDate)changes[folded->n].old_value;
      folded->n++;
    }
}

/* Appends what follows from @folded, which is of @deal, from @import (-1 for none), to @changes (element-type BwChange). */
void
bw_folded_append (const BwFolded *folded,
                  const BwBook   *book,
                  guint           deal,
                  gint32          import,
                  GArray         *changes)
{
  const BwDeals *deals = &book->deals;
  BwChange       change = { .deal = deal, .at = deals->close[deal], .source = BW_TIME_IMPLIED, .import = import };

  change.field = BW_FIELD_STAGE;
  change.old_value = folded->stage;
  change.new_value = deals->stage[deal];
  g_array_append_val (changes, change);
  change.ordinal++;
  if (folded->unpriced)
    {
      change.field = BW_FIELD_AMOUNT;
      change.old_value = BW_MONEY_NONE;
      change.new_value = deals->amount[deal];
      g_array_append_val (changes, change);
      change.ordinal++;
    }
  if (folded->close != deals->close[deal])
    {
      change.field = BW_FIELD_CLOSE_DATE;
      change.old_value = folded->close;
      change.new_value = deals->close[deal];
      g_array_append_val (changes, change);
    }
}
