/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The groups of a list of deals: their headers are rows beside the deals, and fold. */

#include "session/bw-deal-list-private.h"

/* Puts the deals into groups, or with none of its levels takes them apart again; where texts are still being ranked for that, as
 * soon as it is done. */
void
bw_deal_list_set_grouping (BwDealList       *self,
                           const BwGrouping *grouping)
{
  if (bw_grouping_equal (&self->grouping, grouping))
    return;
  self->grouping = *grouping;
  bw_deal_list_refresh (self);
}

/* Returns: (transfer none): what was asked for last. */
const BwGrouping *
bw_deal_list_get_grouping (BwDealList *self)
{
  return &self->grouping;
}

/* Returns: (transfer none) (nullable): the groups, without their deals: those are bw_deal_list_get_deals(). */
const BwDealGroups *
bw_deal_list_get_groups (BwDealList *self)
{
  return self->groups;
}

/* Returns: the group whose header stands at @position; BW_GROUP_NONE for none. */
guint
bw_deal_list_get_group_at (BwDealList *self,
                           guint       position)
{
  guint group, place;

  if (self->groups == NULL || !bw_group_rows_get (self->rows, position, &group, &place) || place != G_MAXUINT)
    return BW_GROUP_NONE;
  return group;
}

gboolean
bw_deal_list_is_folded (BwDealList *self,
                        guint       group)
{
  return self->groups != NULL && group < self->groups->n_groups && bw_group_rows_is_folded (self->rows, group);
}

/* Lays the rows out anew after folding. */
static void
fold_rows (BwDealList *self)
{
  guint before = bw_deal_list_count_rows (self);

  bw_group_rows_lay_out (self->rows, self->groups, bw_query_index_get_book (self->index));
  bw_deal_list_tell_rows (self, before);
}

void
bw_deal_list_fold (BwDealList *self,
                   guint       group,
                   gboolean    folded)
{
  if (self->groups == NULL || group >= self->groups->n_groups || !bw_deal_list_is_folded (self, group) == !folded)
    return;
  bw_group_rows_fold (self->rows, group, folded);
  fold_rows (self);
}

void
bw_deal_list_fold_all (BwDealList *self,
                       gboolean    folded)
{
  bw_group_rows_fold_all (self->rows, folded);
  if (self->groups != NULL)
    fold_rows (self);
}

/* Unfolds the groups that @deal is in. Returns: whether it is among the rows. */
gboolean
bw_deal_list_reveal (BwDealList *self,
                     guint       deal)
{
  guint place = 0;

  while (place < self->n && self->deals[place] != deal)
    place++;
  if (place == self->n || self->groups == NULL)
    return place < self->n;
  for (guint group = bw_group_rows_group_of (self->rows, place); group != BW_GROUP_NONE; group = self->groups->groups[group].parent)
    bw_deal_list_fold (self, group, FALSE);
  return TRUE;
}
