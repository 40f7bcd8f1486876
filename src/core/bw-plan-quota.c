/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quotas that follow a territory plan.
 *
 * When accounts go from one person to another, that part of the giver's quota goes along which the accounts have of all that the
 * giver's territories hold: of what they brought in the last four quarters, where nothing was won of what is open, where
 * nothing is open either of their number. So the sum of all quotas stays the same to the cent, and whose accounts stay keeps
 * the quota. Accounts that go to nobody leave their part with the giver.
 *
 * Quotas of territories go to those that continue them, and parts of them along with the accounts in the same way. Only
 * rows of periods that begin on the given day or later change: what was agreed for periods that have begun holds.
 *
 * O(accounts + quotas x holders). */

#include "core/bw-plan-quota.h"

#include <math.h>

#include "core/bw-plan-edit.h"
#include "core/bw-territory-balance.h"

/* Who may hold a quota: a person, or a territory, as an index from 0; and what goes from each to each. */
typedef struct
{
  guint   n;
  double *flows; /* (array length=n * n): by giver, then taker */
  double *sums;  /* (array length=n) */
} Flows;

/* Which row of quotas an amount is taken from or added to. */
typedef struct
{
  gint32 holder, product;
  BwDate from, to;
  gint64 amount;
} Part;

static void
clear_flows (Flows *flows)
{
  g_free (flows->flows);
  g_free (flows->sums);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Flows, clear_flows)

static void
init_flows (Flows *flows,
            guint  n)
{
  flows->n = n;
  flows->flows = g_new0 (double, MAX ((gsize)n * n, 1));
  flows->sums = g_new0 (double, MAX (n, 1));
}

static void
add_flow (Flows *flows,
          gint32 giver,
          gint32 taker,
          double weight)
{
  if (giver < 0)
    return;
  flows->sums[giver] += weight;
  if (taker >= 0 && taker != giver)
    flows->flows[(gsize)giver * flows->n + (gsize)taker] += weight;
}

/* What accounts weigh: by the first measure of which there is anything. */
static BwMeasure
choose_measure (const BwAccountValues *values)
{
  static const BwMeasure measures[] = { BW_MEASURE_HISTORY, BW_MEASURE_PIPELINE };

  for (guint m = 0; m < G_N_ELEMENTS (measures); m++)
    for (guint i = 0; i < values->n; i++)
      if (values->values[measures[m]][i] > 0)
        return measures[m];
  return BW_MEASURE_ACCOUNTS;
}

static gint32
owner_of (const BwBook *book,
          gint32        territory)
{
  return territory >= 0 ? bw_book_territory (book, territory)->owner : BW_NOBODY;
}

/* The territory of @plan that continues @territory; %BW_NOBODY for none. */
static gint32
find_continuation (const BwBook *book,
                   gint32        plan,
                   gint32        territory)
{
  gint64 line = bw_territory_line (book, territory);

  for (guint i = 0; territory >= 0 && i < book->territories->len; i++)
    if (bw_book_territory (book, i)->plan == plan && bw_territory_line (book, (gint32)i) == line)
      return (gint32)i;
  return BW_NOBODY;
}

/* Notes what a row of quotas gives to whom. */
static void
collect_parts (const BwQuota *quota,
               gint32         holder,
               const Flows   *flows,
               gint64        *kept,
               GArray        *parts)
{
  const double *row = flows->flows + (gsize)holder * flows->n;

  *kept = quota->amount;
  for (guint taker = 0; flows->sums[holder] > 0 && taker < flows->n; taker++)
    {
      Part part = { (gint32)taker, quota->product, quota->from, quota->to, llround ((double)quota->amount * row[taker] / flows->sums[holder]) };

      if (part.amount == 0)
        continue;
      *kept -= part.amount;
      g_array_append_val (parts, part);
    }
}

/* Adds @part to the row that it belongs to, which is made at need; @territories: holders are territories. */
static void
add_part (BwBook     *after,
          const Part *part,
          gboolean    territories,
          BwDelta    *delta)
{
  BwQuota quota = { bw_book_random_key (), territories ? BW_NOBODY : part->holder, territories ? part->holder : BW_NOBODY, part->product,
                    part->from, part->to, part->amount };

  for (guint i = 0; i < after->quotas->len; i++)
    {
      BwQuota *row = &g_array_index (after->quotas, BwQuota, i);

      if (row->person != quota.person || row->territory != quota.territory || row->product != quota.product || row->from != quota.from ||
          row->to != quota.to || row->amount == BW_MONEY_NONE)
        continue;
      row->amount += part->amount;
      if (i < delta->before[BW_TABLE_QUOTAS])
        bw_delta_mark (delta, BW_TABLE_QUOTAS, i);
      return;
    }
  g_array_append_val (after->quotas, quota);
}

static void
move_parts (BwBook      *after,
            gint32       base,
            gint32       plan,
            BwDate       from,
            const Flows *people,
            const Flows *territories,
            BwDelta     *delta)
{
  g_autoptr (GArray) of_people = g_array_new (FALSE, FALSE, sizeof (Part));
  g_autoptr (GArray) of_territories = g_array_new (FALSE, FALSE, sizeof (Part));

  for (guint i = 0; i < after->quotas->len; i++)
    {
      BwQuota *row = &g_array_index (after->quotas, BwQuota, i);
      BwQuota  before = *row;

      if (row->from < from || row->amount == BW_MONEY_NONE)
        continue;
      if (row->territory < 0 && row->person >= 0)
        collect_parts (&before, row->person, people, &row->amount, of_people);
      else if (row->territory >= 0 && bw_book_territory (after, row->territory)->plan == base)
        {
          gint32 continuation = find_continuation (after, plan, row->territory);

          collect_parts (&before, row->territory, territories, &row->amount, of_territories);
          if (continuation >= 0)
            row->territory = continuation;
        }
      if (row->amount != before.amount || row->territory != before.territory)
        bw_delta_mark (delta, BW_TABLE_QUOTAS, i);
    }
  for (guint i = 0; i < of_people->len; i++)
    add_part (after, &g_array_index (of_people, Part, i), FALSE, delta);
  for (guint i = 0; i < of_territories->len; i++)
    add_part (after, &g_array_index (of_territories, Part, i), TRUE, delta);
}

/* Moves the quotas of periods that begin on @from or later in @after, which is being made, from how @base has the accounts to how
 * @plan has them. */
void
bw_plan_quota_move (BwBook  *after,
                    gint32   base,
                    gint32   plan,
                    BwDate   from,
                    BwDelta *delta)
{
  g_autoptr (BwTerritoryPlan) before = bw_territory_plan_new (after, base);
  g_autoptr (BwTerritoryPlan) then = bw_territory_plan_new (after, plan);
  g_autoptr (BwAccountValues) values = bw_account_values_new (after, from);
  BwMeasure measure = choose_measure (values);
  g_auto (Flows) people = { 0 }, territories = { 0 };
  g_autofree gint32 *continuations = g_new (gint32, MAX (after->territories->len, 1));

  init_flows (&people, after->people->len);
  init_flows (&territories, after->territories->len);
  for (guint i = 0; i < after->territories->len; i++)
    continuations[i] = find_continuation (after, plan, (gint32)i);
  for (guint i = 0; i < values->n; i++)
    {
      gint32 giver = before->accounts[i], taker = then->accounts[i];
      double weight = (double)MAX (values->values[measure][i], 0);

      if (bw_book_account (after, i)->merged != 0)
        continue;
      add_flow (&people, owner_of (after, giver), owner_of (after, taker), weight);
      /* What stays in the territory that continues the giver is no flow. */
      add_flow (&territories, giver, giver >= 0 && taker == continuations[giver] ? giver : taker, weight);
    }
  move_parts (after, base, plan, from, &people, &territories, delta);
}
