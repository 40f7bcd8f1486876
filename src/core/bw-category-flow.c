/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From which category to which the deals of a flow went.
 *
 * Each deal of a flow is in one cell: by its category at the start, or how it came in; and by its category at the end, or
 * how it went out. The flow's buckets decide, the snapshots of both days only tell the categories, so that both pictures
 * of the same two days agree deal by deal. O(deals + changes). */

#include "core/bw-category-flow.h"

#include <glib/gi18n-lib.h>

#include "core/bw-deal-field.h"
#include "core/bw-snapshot.h"

static guint8
find_from (const BwFlowDeal *deal,
           const BwSnapshot *start)
{
  if (deal->entry == BW_FLOW_NEW)
    return BW_CATEGORY_FLOW_NEW;
  if (deal->entry != BW_FLOW_NOWHERE)
    return BW_CATEGORY_FLOW_CAME;
  return MIN (start->category[deal->deal], BW_N_CATEGORIES - 1);
}

static guint8
find_to (const BwFlowDeal *deal,
         const BwSnapshot *end)
{
  if (deal->exit == BW_FLOW_WON)
    return BW_CATEGORY_FLOW_WON;
  if (deal->exit == BW_FLOW_LOST)
    return BW_CATEGORY_FLOW_LOST;
  if (deal->exit != BW_FLOW_NOWHERE)
    return BW_CATEGORY_FLOW_LEFT;
  return MIN (end->category[deal->deal], BW_N_CATEGORIES - 1);
}

/* The categories of the deals of @flow, which was made of @book.
 * Returns: (transfer full): the sums, with the cell of each deal. */
BwCategoryFlow *
bw_category_flow_new (const BwBook *book,
                      const BwFlow *flow)
{
  BwCategoryFlow *self;
  g_autoptr (BwSnapshot) start = NULL, end = NULL;

  g_return_val_if_fail (book != NULL && flow != NULL, NULL);

  self = g_new0 (BwCategoryFlow, 1);
  start = bw_snapshot_new (book, flow->from);
  end = bw_snapshot_new (book, flow->to);
  self->from = g_new (guint8, flow->deals->len + 1);
  self->to = g_new (guint8, flow->deals->len + 1);
  for (guint i = 0; i < flow->deals->len; i++)
    {
      const BwFlowDeal *deal = &g_array_index (flow->deals, BwFlowDeal, i);

      self->from[i] = find_from (deal, start);
      self->to[i] = find_to (deal, end);
      self->value[self->from[i]][self->to[i]] += deal->exit != BW_FLOW_NOWHERE ? deal->left : deal->end;
      self->count[self->from[i]][self->to[i]]++;
    }
  return self;
}

/* Frees @flow. */
void
bw_category_flow_free (BwCategoryFlow *flow)
{
  if (flow == NULL)
    return;
  g_free (flow->from);
  g_free (flow->to);
  g_free (flow);
}

/* Returns: (transfer none): what a BW_CATEGORY_FLOW_N_FROM value, @from, is called on screen. */
const char *
bw_category_flow_from_title (const BwBook *book,
                             guint         from)
{
  if (from < BW_N_CATEGORIES)
    return bw_deal_category_title (book, (BwCategory)from);
  return from == BW_CATEGORY_FLOW_NEW ? _ ("New") : _ ("Came in");
}

/* Returns: (transfer none): what a BW_CATEGORY_FLOW_N_TO value, @to, is called on screen. */
const char *
bw_category_flow_to_title (const BwBook *book,
                           guint         to)
{
  if (to < BW_N_CATEGORIES)
    return bw_deal_category_title (book, (BwCategory)to);
  return to == BW_CATEGORY_FLOW_WON ? _ ("Won") : to == BW_CATEGORY_FLOW_LOST ? _ ("Lost")
                                                                              : _ ("Left");
}
