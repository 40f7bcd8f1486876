/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fair a territory plan is, where people overlap and where nobody is.
 *
 * Everything is summed up from what the single accounts are worth, which does not depend on the plan: so the values
 * are made once for a book, and trying out an assignment costs one pass over the accounts.
 *
 * An overlap is an account in a territory some of whose open deals belong to somebody else than the territory's owner
 * and the
 * owner's people. A territory without owner has none. */

#include "core/bw-territory-balance.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-adjacency.h"
#include "core/bw-scope.h"

static gboolean
counts_as_open (const BwBook *book,
                guint         deal)
{
  const BwStage *stage = bw_book_stage (book, book->deals.stage[deal]);
  guint8         category = book->deals.category[deal];

  return stage->kind == BW_STAGE_OPEN && (category == BW_CATEGORY_NONE ? stage->category
                                                                       : category) != BW_CATEGORY_OMITTED;
}

static gboolean
is_there (const BwBook *book,
          guint         deal)
{
  return !(book->deals.flags[deal] & BW_DEAL_VANISHED) && book->deals.stage[deal] < book->stages->len;
}

/* Counts for each row how many connected pieces its counties are. @row_of gives a territory's row. */
static void
count_pieces (const BwTerritoryPlan *plan,
              GArray                *rows,
              const guint           *row_of)
{
  guint head, tail;
  g_autoptr (BwAdjacency) adjacency = bw_adjacency_new (plan->book, plan->atlas);
  g_autofree guint8  *seen = g_new0 (guint8, plan->n_units + 1);
  g_autofree guint32 *queue = g_new (guint32, plan->n_units + 1);

  for (guint i = 0; i < plan->n_units; i++)
    {
      if (seen[i])
        continue;
      g_array_index (rows, BwTerritoryBalance, row_of[plan->units[i] + 1]).pieces++;
      head = tail = 0;
      queue[tail++] = i;
      seen[i] = 1;
      while (head < tail)
        {
          guint unit = queue[head++];

          for (guint j = adjacency->first[unit]; j < adjacency->first[unit + 1]; j++)
            {
              gint32 near = adjacency->neighbours[j];

              if (seen[near] || plan->units[near] != plan->units[i])
                continue;
              seen[near] = 1;
              queue[tail++] = (guint32)near;
            }
        }
    }
}

static void
set_deviations (GArray *rows)
{
  guint n = rows->len - 1;

  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    {
      double sum = 0;

      for (guint i = 0; i < n; i++)
        sum += (double)g_array_index (rows, BwTerritoryBalance, i).values[measure];
      for (guint i = 0; i < rows->len; i++)
        {
          BwTerritoryBalance *row = &g_array_index (rows, BwTerritoryBalance, i);

          row->deviation[measure] = i < n && sum > 0 ? (double)row->values[measure] * n / sum - 1 : NAN;
        }
    }
}

/* Sums up the territories of @plan.
 * Returns: (transfer full) (element-type BwTerritoryBalance): one for each territory in the book's order, and last
 * what belongs to none. */
GArray *
bw_territory_balance_new (const BwTerritoryPlan *plan,
                          const BwAccountValues *values)
{
  g_autoptr (GArray) territories = bw_territory_plan_dup_territories (plan);
  GArray           *rows = g_array_new (FALSE, TRUE, sizeof (BwTerritoryBalance));
  g_autofree guint *row_of = g_new0 (guint, plan->book->territories->len + 1);

  g_array_set_size (rows, territories->len + 1);
  for (guint i = 0; i < territories->len; i++)
    {
      gint32 territory = g_array_index (territories, gint32, i);

      g_array_index (rows, BwTerritoryBalance, i).territory = territory;
      row_of[territory + 1] = i;
    }
  g_array_index (rows, BwTerritoryBalance, territories->len).territory = BW_NOBODY;
  row_of[0] = territories->len;

  for (guint i = 0; i < plan->n_units; i++)
    g_array_index (rows, BwTerritoryBalance, row_of[plan->units[i] + 1]).units++;
  for (guint i = 0; i < plan->n_accounts && i < values->n; i++)
    {
      BwTerritoryBalance *row = &g_array_index (rows, BwTerritoryBalance, row_of[plan->accounts[i] + 1]);

      row->accounts += (guint)values->values[BW_MEASURE_ACCOUNTS][i];
      for (int measure = 0; measure < BW_N_MEASURES; measure++)
        row->values[measure] += values->values[measure][i];
    }
  count_pieces (plan, rows, row_of);
  set_deviations (rows);
  return rows;
}

static int
compare_overlaps (gconstpointer a,
                  gconstpointer b)
{
  const BwTerritoryOverlap *left = a, *right = b;

  if (left->amount != right->amount)
    return left->amount > right->amount ? -1 : 1;
  if (left->account != right->account)
    return left->account < right->account ? -1 : 1;
  return (left->person > right->person) - (left->person < right->person);
}

/* Adds @deal, which is of somebody else's, to the overlap of its account and owner. */
static void
add_overlap (const BwBook *book,
             GArray       *overlaps,
             GHashTable   *index,
             gint32        territory,
             guint         deal)
{
  gint64              pair = (gint64)book->deals.account[deal] << 32 | (guint32)book->deals.owner[deal];
  gpointer            found = g_hash_table_lookup (index, &pair);
  BwTerritoryOverlap *overlap;

  if (found == NULL)
    {
      BwTerritoryOverlap row = { territory, book->deals.account[deal], book->deals.owner[deal], 0, 0 };

      g_array_append_val (overlaps, row);
      found = GUINT_TO_POINTER (overlaps->len);
      g_hash_table_insert (index, g_memdup2 (&pair, sizeof pair), found);
    }
  overlap = &g_array_index (overlaps, BwTerritoryOverlap, GPOINTER_TO_UINT (found) - 1);
  overlap->deals++;
  if (book->deals.amount[deal] != BW_MONEY_NONE)
    overlap->amount += book->deals.amount[deal];
}

/* Finds the accounts whose open deals are not with the owner of their territory.
 * Returns: (transfer full) (element-type BwTerritoryOverlap): one for each account and person, the largest amount
 * first. */
GArray *
bw_territory_overlaps_new (const BwTerritoryPlan *plan)
{
  const BwBook *book = plan->book;
  GArray       *overlaps = g_array_new (FALSE, FALSE, sizeof (BwTerritoryOverlap));
  g_autoptr (GHashTable) index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) masks = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_scope_mask_free);

  g_ptr_array_set_size (masks, (int)book->territories->len);
  for (guint i = 0; i < book->deals.n; i++)
    {
      gint32  account = book->deals.account[i], territory;
      BwScope scope = { BW_SCOPE_PERSON, BW_NOBODY };

      if (account < 0 || (guint)account >= plan->n_accounts || !is_there (book, i) || !counts_as_open (book, i))
        continue;
      territory = plan->accounts[account];
      if (territory < 0)
        continue;
      scope.index = bw_book_territory (book, territory)->owner;
      if (scope.index < 0)
        continue;
      if (g_ptr_array_index (masks, territory) == NULL)
        g_ptr_array_index (masks, territory) = bw_scope_mask_new (book, &scope);
      if (!bw_scope_mask_admits (g_ptr_array_index (masks, territory), i, book->deals.owner[i], account))
        add_overlap (book, overlaps, index, territory, i);
    }
  g_array_sort (overlaps, compare_overlaps);
  return overlaps;
}

/* Sums up the accounts by unit, whatever their territory.
 * Returns: (transfer full) (element-type BwTerritoryGap): one for each unit of the map, in its order. */
GArray *
bw_territory_counties_new (const BwTerritoryPlan *plan,
                           const BwAccountValues *values)
{
  GArray *counties = g_array_new (FALSE, TRUE, sizeof (BwTerritoryGap));

  g_array_set_size (counties, plan->n_units);
  for (guint i = 0; i < plan->n_units; i++)
    g_array_index (counties, BwTerritoryGap, i).unit = (gint32)i;
  for (guint i = 0; i < plan->n_accounts && i < values->n; i++)
    {
      BwTerritoryGap *row;

      if (plan->places[i].unit == BW_ATLAS_NOWHERE)
        continue;
      row = &g_array_index (counties, BwTerritoryGap, plan->places[i].unit);
      row->accounts++;
      for (int measure = 0; measure < BW_N_MEASURES; measure++)
        row->values[measure] += values->values[measure][i];
    }
  return counties;
}

static int
compare_gaps (gconstpointer a,
              gconstpointer b)
{
  const BwTerritoryGap *left = a, *right = b;

  if (left->values[BW_MEASURE_PIPELINE] != right->values[BW_MEASURE_PIPELINE])
    return left->values[BW_MEASURE_PIPELINE] > right->values[BW_MEASURE_PIPELINE] ? -1 : 1;
  if (left->accounts != right->accounts)
    return left->accounts > right->accounts ? -1 : 1;
  return (left->unit > right->unit) - (left->unit < right->unit);
}

/* Finds the areas with accounts that no territory has.
 * Returns: (transfer full) (element-type BwTerritoryGap): the largest pipeline first; accounts whose place is not
 * known are one of them. */
GArray *
bw_territory_gaps_new (const BwTerritoryPlan *plan,
                       const BwAccountValues *values)
{
  GArray           *gaps = g_array_new (FALSE, FALSE, sizeof (BwTerritoryGap));
  g_autofree guint *index = g_new0 (guint, plan->n_units + 1);

  for (guint i = 0; i < plan->n_accounts && i < values->n; i++)
    {
      gint32          unit = plan->places[i].unit;
      BwTerritoryGap *gap;

      if (plan->accounts[i] >= 0 || bw_book_account (plan->book, i)->merged != 0)
        continue;
      if (index[unit + 1] == 0)
        {
          BwTerritoryGap row = { unit, 0, { 0 } };

          g_array_append_val (gaps, row);
          index[unit + 1] = gaps->len;
        }
      gap = &g_array_index (gaps, BwTerritoryGap, index[unit + 1] - 1);
      gap->accounts++;
      for (int measure = 0; measure < BW_N_MEASURES; measure++)
        gap->values[measure] += values->values[measure][i];
    }
  g_array_sort (gaps, compare_gaps);
  return gaps;
}
