/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list of deals would sum up to as adjusted.
 *
 * The list asks its question of the CRM's values. Here the same question is put to the adjusted deals alone, once as the CRM has
 * them and once as adjusted (core/bw-as-adjusted.c): O(adjusted deals), but for the first time after the book became another. */

#include "session/bw-deal-list-private.h"

/* The adjusted deals of the book that the list shows; %NULL where there are none. */
static const BwAsAdjusted *
get_as_adjusted (BwDealList *self)
{
  BwBook *book = bw_deal_list_get_book (self);

  if (book != self->as_adjusted_of)
    {
      g_clear_pointer (&self->as_adjusted, bw_as_adjusted_free);
      g_clear_pointer (&self->as_adjusted_of, bw_book_unref);
      self->as_adjusted_of = book != NULL ? bw_book_ref (book) : NULL;
      self->as_adjusted = book != NULL ? bw_as_adjusted_new (book) : NULL;
    }
  return self->as_adjusted;
}

/* Marks the deals of @part, a book of adjusted deals alone, that the list's question finds. @known (array length=part's deals)
 * (nullable): those of which it may.
 * Returns: (transfer full) (array length=part's deals): them. */
static guint8 *
mark_found (BwDealList   *self,
            BwBook       *part,
            const guint8 *known)
{
  g_autoptr (BwScopeMask) mask = NULL;
  g_autoptr (BwFilter) filter = NULL;
  g_autofree guint32 *found = NULL;
  guint8             *marks = g_new0 (guint8, MAX (part->deals.n, 1));
  BwQuery             query;
  guint               n;

  bw_deal_list_init_query (self, part, &query, &mask, &filter);
  query.marks = known;
  query.sort = BW_DEAL_FIELD_AMOUNT;
  found = bw_query_run (part, &query, &n);
  for (guint i = 0; i < n; i++)
    marks[found[i]] = 1;
  return marks;
}

/* By how much the total changes as adjusted, and how many deals come and go; nothing for a past day, which has no adjustments. */
void
bw_deal_list_get_adjusted (BwDealList    *self,
                           BwAdjustedSum *sum)
{
  const BwAsAdjusted *as;
  g_autofree guint8  *marks = NULL, *by_crm = NULL, *as_adjusted = NULL;
  const guint8       *all;

  g_return_if_fail (BW_IS_DEAL_LIST (self) && sum != NULL);

  *sum = (BwAdjustedSum) { 0 };
  if (bw_deal_list_is_past (self) || (as = get_as_adjusted (self)) == NULL)
    return;
  all = self->only_changed && self->changed != NULL && self->changed_book == self->as_adjusted_of ? self->changed->marks : NULL;
  if (all != NULL)
    {
      marks = g_new (guint8, as->n);
      for (guint i = 0; i < as->n; i++)
        marks[i] = all[as->deals[i]];
    }
  by_crm = mark_found (self, as->crm, marks);
  as_adjusted = mark_found (self, as->adjusted, marks);
  bw_as_adjusted_sum (as, by_crm, as_adjusted, sum);
}
