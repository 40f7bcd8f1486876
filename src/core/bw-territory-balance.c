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

#include "core/bw-scope.h"

enum
{
  HISTORY_QUARTERS = 4,
};

static const char *const measure_names[BW_N_MEASURES] = { "accounts", "pipeline", "history" };
static const char *const measure_titles[BW_N_MEASURES] = { N_ ("Accounts"), N_ ("Pipeline"), N_ ("Won in a year") };

/* What @measure is called in files. */
const char *
bw_measure_name (BwMeasure measure)
{
  return measure_names[measure];
}

/* What @measure is called on screen. */
const char *
bw_measure_title (BwMeasure measure)
{
  return _ (measure_titles[measure]);
}

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

/* What the accounts of @book are worth as of @as_of.
 * Returns: (transfer full). */
BwAccountValues *
bw_account_values_new (const BwBook *book,
                       BwDate        as_of)
{
  BwAccountValues *self = g_new0 (BwAccountValues, 1);
  BwPeriod         now = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, as_of);
  BwPeriod         first = bw_calendar_shift (&book->calendar, &now, -HISTORY_QUARTERS);
  BwPeriod         last = bw_calendar_shift (&book->calendar, &now, -1);

  self->n = book->accounts->len;
  self->from = first.from;
  self->to = last.to;
  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    self->values[measure] = g_new0 (gint64, MAX (self->n, 1));
  for (guint i = 0; i < self->n; i++)
    self->values[BW_MEASURE_ACCOUNTS][i] = bw_book_account (book, i)->merged == 0;
  for (guint i = 0; i < book->deals.n; i++)
    {
      gint32    account = book->deals.account[i];
      gint64    amount = book->deals.amount[i] == BW_MONEY_NONE ? 0 : book->deals.amount[i];
      BwMeasure measure;

      if (!is_there (book, i))
        continue;
      if (counts_as_open (book, i))
        measure = BW_MEASURE_PIPELINE;
      else if (bw_book_stage (book, book->deals.stage[i])->kind == BW_STAGE_WON && book->deals.close[i] >= self->from &&
               book->deals.close[i] <= self->to)
        measure = BW_MEASURE_HISTORY;
      else
        continue;
      if (account >= 0 && (guint)account < self->n)
        self->values[measure][account] += amount;
      else
        {
          self->n_without_account++;
          self->without_account[measure] += amount;
        }
    }
  return self;
}

/* Frees @values (transfer full) (nullable). */
void
bw_account_values_free (BwAccountValues *values)
{
  if (values == NULL)
    return;
  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    g_free (values->values[measure]);
  g_free (values);
}

/* Counts for each row how many connected pieces its counties are. @row_of gives a territory's row. */
static void
count_pieces (const BwTerritoryPlan *plan,
              GArray                *rows,
              const guint           *row_of)
{
  guint               head, tail, m;
  g_autofree guint8  *seen = g_new0 (guint8, plan->n_counties + 1);
  g_autofree guint32 *queue = g_new (guint32, plan->n_counties + 1);

  for (guint i = 0; i < plan->n_counties; i++)
    {
      if (seen[i])
        continue;
      g_array_index (rows, BwTerritoryBalance, row_of[plan->counties[i] + 1]).pieces++;
      head = tail = 0;
      queue[tail++] = i;
      seen[i] = 1;
      while (head < tail)
        {
          const gint32 *neighbours = bw_atlas_neighbours (plan->book->atlas, queue[head++], &m);

          for (guint j = 0; j < m; j++)
            if (!seen[neighbours[j]] && plan->counties[neighbours[j]] == plan->counties[i])
              {
                seen[neighbours[j]] = 1;
                queue[tail++] = (guint32)neighbours[j];
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

  for (guint i = 0; i < plan->n_counties; i++)
    g_array_index (rows, BwTerritoryBalance, row_of[plan->counties[i] + 1]).units++;
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

/* Sums up the accounts by county, whatever their territory.
 * Returns: (transfer full) (element-type BwTerritoryGap): one for each county of the map, in its order. */
GArray *
bw_territory_counties_new (const BwTerritoryPlan *plan,
                           const BwAccountValues *values)
{
  GArray *counties = g_array_new (FALSE, TRUE, sizeof (BwTerritoryGap));

  g_array_set_size (counties, plan->n_counties);
  for (guint i = 0; i < plan->n_counties; i++)
    g_array_index (counties, BwTerritoryGap, i).county = (gint32)i;
  for (guint i = 0; i < plan->n_accounts && i < values->n; i++)
    {
      BwTerritoryGap *row;

      if (plan->places[i].county == BW_ATLAS_NOWHERE)
        continue;
      row = &g_array_index (counties, BwTerritoryGap, plan->places[i].county);
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
  return (left->county > right->county) - (left->county < right->county);
}

/* Finds the areas with accounts that no territory has.
 * Returns: (transfer full) (element-type BwTerritoryGap): the largest pipeline first; accounts whose county is not
 * known are one of them. */
GArray *
bw_territory_gaps_new (const BwTerritoryPlan *plan,
                       const BwAccountValues *values)
{
  GArray           *gaps = g_array_new (FALSE, FALSE, sizeof (BwTerritoryGap));
  g_autofree guint *index = g_new0 (guint, plan->n_counties + 1);

  for (guint i = 0; i < plan->n_accounts && i < values->n; i++)
    {
      gint32          county = plan->places[i].county;
      BwTerritoryGap *gap;

      if (plan->accounts[i] >= 0 || bw_book_account (plan->book, i)->merged != 0)
        continue;
      if (index[county + 1] == 0)
        {
          BwTerritoryGap row = { county, 0, { 0 } };

          g_array_append_val (gaps, row);
          index[county + 1] = gaps->len;
        }
      gap = &g_array_index (gaps, BwTerritoryGap, index[county + 1] - 1);
      gap->accounts++;
      for (int measure = 0; measure < BW_N_MEASURES; measure++)
        gap->values[measure] += values->values[measure][i];
    }
  g_array_sort (gaps, compare_gaps);
  return gaps;
}
