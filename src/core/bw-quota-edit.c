/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of quotas.
 *
 * A quota that is set by hand is one row for exactly that scope and period. bw_book_quota() prefers such a row to the sum
 * of shorter periods, and for everyone to the sum of those at the top, so what was set is what counts, and
 * nothing that an import brought is lost; what it was stands in the log. O(quotas). */

#include "core/bw-quota-edit.h"

#include "core/bw-quota-log.h"

/* Makes @wanted the quota of whom and for when it says, in @after, which is being made; a row that is exactly of the same takes the
 * amount, else @wanted becomes a row. Returns: whether anything changed. */
gboolean
bw_quota_edit_put (BwBook        *after,
                   BwDelta       *delta,
                   const BwQuota *wanted)
{
  for (guint i = after->quotas->len; i > 0; i--)
    {
      BwQuota *quota = &g_array_index (after->quotas, BwQuota, i - 1);

      if (quota->person != wanted->person || quota->territory != wanted->territory || quota->product != wanted->product ||
          quota->from != wanted->from || quota->to != wanted->to)
        continue;
      if (quota->amount == wanted->amount)
        return FALSE;
      quota->amount = wanted->amount;
      if (i - 1 < delta->before[BW_TABLE_QUOTAS])
        bw_delta_mark (delta, BW_TABLE_QUOTAS, i - 1);
      return TRUE;
    }
  g_array_append_val (after->quotas, *wanted);
  return TRUE;
}

/* Makes @amount (minor units, above 0) the quota of @scope and @product (%BW_NOBODY: of all) for @period; @book stays as it is. @at is in
 * seconds since 1970.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed, which is nothing when that was
 *   the quota already. */
BwBook *
bw_quota_edit_set (const BwBook   *book,
                   const BwScope  *scope,
                   gint32          product,
                   const BwPeriod *period,
                   gint64          amount,
                   gint64          at,
                   BwDelta       **delta)
{
  BwBook *after;
  BwQuota quota = {
    .key = bw_book_random_key (),
    .person = scope->kind == BW_SCOPE_PERSON ? scope->index : BW_NOBODY,
    .territory = scope->kind == BW_SCOPE_TERRITORY ? scope->index : BW_NOBODY,
    .product = product,
    .from = period->from,
    .to = period->to,
    .amount = amount,
  };

  g_return_val_if_fail (amount > 0 && amount <= BW_MONEY_MAX, NULL);

  after = bw_book_copy_but_deals (book);
  *delta = bw_delta_new (book);
  if (bw_quota_edit_put (after, *delta, &quota))
    bw_quota_log_note (after, book->quotas, at, NULL);
  return after;
}
