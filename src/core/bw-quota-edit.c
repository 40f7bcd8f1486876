/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of quotas.
 *
 * A quota that is set by hand is one row for exactly that scope and period. bw_book_quota() prefers such a row to the sum
 * of shorter periods, and for everyone to the sum of those at the top, so what was set is what counts, and
 * nothing that an import brought is lost. O(quotas). */

#include "core/bw-quota-edit.h"

/* The last row that is exactly for @wanted's scope and period; -1 for none. */
static int
find_row (const BwBook  *book,
          const BwQuota *wanted)
{
  for (guint i = book->quotas->len; i > 0; i--)
    {
      const BwQuota *quota = &g_array_index (book->quotas, BwQuota, i - 1);

      if (quota->person == wanted->person && quota->territory == wanted->territory && quota->product == BW_NOBODY &&
          quota->from == wanted->from && quota->to == wanted->to)
        return (int)i - 1;
    }
  return -1;
}

/* Makes @amount (minor units, above 0) the quota of @scope for @period; @book stays as it is.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed, which is nothing when that was
 *   the quota already. */
BwBook *
bw_quota_edit_set (const BwBook   *book,
                   const BwScope  *scope,
                   const BwPeriod *period,
                   gint64          amount,
                   BwDelta       **delta)
{
  BwBook *after;
  BwQuota quota = {
    .person = scope->kind == BW_SCOPE_PERSON ? scope->index : BW_NOBODY,
    .territory = scope->kind == BW_SCOPE_TERRITORY ? scope->index : BW_NOBODY,
    .product = BW_NOBODY,
    .from = period->from,
    .to = period->to,
    .amount = amount,
  };
  int row;

  g_return_val_if_fail (amount > 0 && amount <= BW_MONEY_MAX, NULL);

  after = bw_book_copy (book);
  *delta = bw_delta_new (book);
  row = find_row (after, &quota);
  if (row < 0)
    {
      quota.key = bw_book_random_key ();
      g_array_append_val (after->quotas, quota);
    }
  else if (g_array_index (after->quotas, BwQuota, row).amount != amount)
    {
      g_array_index (after->quotas, BwQuota, row).amount = amount;
      bw_delta_mark (*delta, BW_TABLE_QUOTAS, (guint)row);
    }
  return after;
}
