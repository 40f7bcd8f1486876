/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of quotas.
 *
 * A quota that is set by hand is one row for exactly that scope and period. bw_book_quota() prefers such a row to the sum
 * of shorter periods, and for everyone to the sum of those at the top, so what was set is what counts, and
 * nothing that an import brought is lost; what it was stands in the log. A quota that is removed is that one row; where there is none,
 * and the quota is the sum of shorter periods, it is those. O(quotas). */

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

static gboolean
is_of_same (const BwQuota *a,
            const BwQuota *b)
{
  return a->person == b->person && a->territory == b->territory && a->product == b->product;
}

/* Whether a row is exactly of the period of @like (TRUE), or only lies within it (FALSE). */
static gboolean
has_exact (const BwBook  *book,
           const BwQuota *like)
{
  for (guint i = 0; i < book->quotas->len; i++)
    {
      const BwQuota *quota = &g_array_index (book->quotas, BwQuota, i);

      if (is_of_same (quota, like) && quota->from == like->from && quota->to == like->to)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_meant (const BwQuota *quota,
          const BwQuota *like,
          gboolean       exact)
{
  if (!is_of_same (quota, like))
    return FALSE;
  return exact ? quota->from == like->from && quota->to == like->to : quota->from >= like->from && quota->to <= like->to;
}

/* Whether there is a quota of what @like says (its amount aside) to be removed. */
gboolean
bw_quota_edit_can_remove (const BwBook  *book,
                          const BwQuota *like)
{
  gboolean exact = has_exact (book, like);

  for (guint i = 0; i < book->quotas->len; i++)
    if (is_meant (&g_array_index (book->quotas, BwQuota, i), like, exact))
      return TRUE;
  return FALSE;
}

/* Removes the quota of whom, what and when @like says (its amount aside); what it was stands in the log, with @at in seconds since 1970.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed, which is nothing when there was none. */
BwBook *
bw_quota_edit_remove (const BwBook  *book,
                      const BwQuota *like,
                      gint64         at,
                      BwDelta      **delta)
{
  BwBook  *after = bw_book_copy_but_deals (book);
  gboolean exact = has_exact (book, like);

  *delta = bw_delta_new (book);
  for (guint i = after->quotas->len; i > 0; i--)
    {
      const BwQuota *quota = &g_array_index (after->quotas, BwQuota, i - 1);

      if (!is_meant (quota, like, exact))
        continue;
      bw_delta_remove (*delta, BW_TABLE_QUOTAS, quota->key);
      g_array_remove_index (after->quotas, i - 1);
    }
  bw_quota_log_note (after, book->quotas, at, NULL);
  return after;
}
