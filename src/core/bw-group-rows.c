/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of deals as the rows of a table.
 *
 *   row 0   Proposal             header of group 0
 *   row 1     a deal             place groups[0].first
 *   row 2     a deal
 *   row 3   Negotiation, folded  header of group 1
 *   row 4   ...
 *
 * Of each header that is seen the row is kept, in order: what a row is, is found by halving. Which groups are folded is told by
 * what their deals have in common (bw_deal_groups_identify()), as those that are unlike the rest: after "fold all" the unfolded
 * ones are kept. Laying out is O(groups), a row O(log groups). */

#include "core/bw-group-rows.h"

typedef struct
{
  guint group;
  guint row;
} Header;

struct _BwGroupRows
{
  const BwDealGroups *groups;  /* borrowed */
  const BwBook       *book;    /* borrowed */
  GArray             *headers; /* Header: those that are seen */
  guint               n;
  gboolean            folded; /* most are */
  GHashTable         *others; /* gint64: groups of which it is not so */
};

/* Returns: (transfer full): no rows, and no group folded. */
BwGroupRows *
bw_group_rows_new (void)
{
  BwGroupRows *rows = g_new0 (BwGroupRows, 1);

  rows->headers = g_array_new (FALSE, FALSE, sizeof (Header));
  rows->others = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return rows;
}

/* Frees @rows (transfer full) (nullable). */
void
bw_group_rows_free (BwGroupRows *rows)
{
  if (rows == NULL)
    return;
  g_array_unref (rows->headers);
  g_hash_table_unref (rows->others);
  g_free (rows);
}

gboolean
bw_group_rows_is_folded (const BwGroupRows *rows,
                         guint              group)
{
  gint64 identity;

  if (g_hash_table_size (rows->others) == 0)
    return rows->folded;
  identity = (gint64)bw_deal_groups_identify (rows->groups, rows->book, group);
  return rows->folded != g_hash_table_contains (rows->others, &identity);
}

/* Makes the rows be those of @groups, of @book: both (transfer none), to be kept until the next call. */
void
bw_group_rows_lay_out (BwGroupRows        *rows,
                       const BwDealGroups *groups,
                       const BwBook       *book)
{
  gboolean hidden = FALSE;

  rows->groups = groups;
  rows->book = book;
  rows->n = 0;
  g_array_set_size (rows->headers, 0);
  for (guint g = 0; g < groups->n_groups; g++)
    {
      const BwDealGroup *group = &groups->groups[g];
      Header             header = { g, rows->n };
      gboolean           folded;

      if (group->parent != BW_GROUP_NONE && hidden)
        continue;
      folded = bw_group_rows_is_folded (rows, g);
      if (group->parent == BW_GROUP_NONE)
        hidden = folded;
      g_array_append_val (rows->headers, header);
      rows->n++;
      if (!folded && group->level + 1 == groups->grouping.n)
        rows->n += group->sums.n;
    }
}

guint
bw_group_rows_count (const BwGroupRows *rows)
{
  return rows->n;
}

/* What the row at @position is: a header, with @group, or a deal of @group that stands at @place in the groups' deals; of a header
 * that is G_MAXUINT. Returns FALSE when there is no such row. */
gboolean
bw_group_rows_get (const BwGroupRows *rows,
                   guint              position,
                   guint             *group,
                   guint             *place)
{
  guint         low = 0, high = rows->headers->len;
  const Header *header;

  if (position >= rows->n)
    return FALSE;
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (rows->headers, Header, middle).row <= position)
        low = middle;
      else
        high = middle;
    }
  header = &g_array_index (rows->headers, Header, low);
  *group = header->group;
  *place = position == header->row ? G_MAXUINT : rows->groups->groups[header->group].first + (position - header->row - 1);
  return TRUE;
}

/* Returns: the row of the header of @group, -1 when it is not seen. */
int
bw_group_rows_find_group (const BwGroupRows *rows,
                          guint              group)
{
  for (guint i = 0; i < rows->headers->len; i++)
    if (g_array_index (rows->headers, Header, i).group == group)
      return (int)g_array_index (rows->headers, Header, i).row;
  return -1;
}

/* Returns: the innermost group that the deal at @place is in; BW_GROUP_NONE for none. */
guint
bw_group_rows_group_of (const BwGroupRows *rows,
                        guint              place)
{
  for (guint g = 0; g < rows->groups->n_groups; g++)
    {
      const BwDealGroup *group = &rows->groups->groups[g];

      if (group->level + 1 == rows->groups->grouping.n && place >= group->first && place - group->first < group->sums.n)
        return g;
    }
  return BW_GROUP_NONE;
}

/* Returns: the row of the deal at @place, -1 when a fold hides it. */
int
bw_group_rows_find_place (const BwGroupRows *rows,
                          guint              place)
{
  guint group = bw_group_rows_group_of (rows, place);
  int   row = group != BW_GROUP_NONE ? bw_group_rows_find_group (rows, group) : -1;

  if (row < 0 || bw_group_rows_is_folded (rows, group))
    return -1;
  return row + 1 + (int)(place - rows->groups->groups[group].first);
}

/* Folds @group or unfolds it; the rows are to be laid out anew then. */
void
bw_group_rows_fold (BwGroupRows *rows,
                    guint        group,
                    gboolean     folded)
{
  gint64 identity = (gint64)bw_deal_groups_identify (rows->groups, rows->book, group);

  if (!folded == !rows->folded)
    g_hash_table_remove (rows->others, &identity);
  else
    g_hash_table_add (rows->others, g_memdup2 (&identity, sizeof identity));
}

/* The same of all groups, those to come too. */
void
bw_group_rows_fold_all (BwGroupRows *rows,
                        gboolean     folded)
{
  rows->folded = folded != FALSE;
  g_hash_table_remove_all (rows->others);
}
