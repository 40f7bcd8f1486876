/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a territory plan, with evidence and what could be done about it.
 *
 *   overlap    open deals of somebody else with accounts of a territory, by territory and person
 *   gap        counties with accounts that nobody has, by state; proposed for the neighbour with the least pipeline
 *   load       more than the tolerance above the mean of a measure that the plan has chosen; counties proposed for the
 *              neighbour that can take most of the excess without coming above the mean, with what lies on the way to them; where no neighbour is below
 *              the mean, for one that has less, up to half of the difference
 *   dead zone  fewer accounts of a state bought within four quarters than accounts of the same industries elsewhere let expect, so much
 *              fewer that chance would do it in less than one of 50 cases (a sum of independent trials, by its normal approximation with a
 *              half as correction)
 *   potential  a product that nobody in a territory was ever offered, though accounts of the same industries elsewhere buy it: of
 *              each industry the share of buyers, shrunk towards the share over all by PRIOR accounts
 *   detached   a piece of a territory apart from its largest one; proposed for the neighbour with the longest common border
 *   hinge      an area on which the connection of a whole territory hangs: bw-territory-hinge.c. Nothing is lost yet, so that it comes last
 *   distance   accounts far from the middle of their territory, by parent of the map, and
 *   time zone  those whose clocks are far from its own: bw-territory-reach.c
 *
 * O(deals + accounts x industries + territories x products x industries). */

#include "core/bw-territory-finding.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-adjacency.h"
#include "core/bw-plan-compare.h"
#include "core/bw-plan-edit.h"
#include "core/bw-territory-edit.h"
#include "core/bw-territory-hinge.h"
#include "core/bw-territory-reach.h"
#include "core/bw-plan-map.h"

enum
{
  MIN_ACCOUNTS = 8, /* of a state, for a dead zone */
  MIN_BUYERS = 2,   /* expected of a product, for a potential */
  MAX_ROUNDS = 24,  /* counties with what lies before them that are proposed for a load */
};

#define PRIOR    10.0 /* accounts of the whole that a share is mixed with */
#define UNLIKELY 2.05 /* standard deviations: one in 50 */

typedef struct
{
  const BwTerritoryPlan *plan;
  const BwAccountValues *values;
  const BwBook          *book;
  BwAdjacency           *adjacency;
  GArray                *balance;
  GArray                *counties; /* BwTerritoryGap */
  GPtrArray             *findings;
} Work;

static void
free_finding (gpointer data)
{
  g_array_unref (((BwTerritoryFinding *)data)->counties);
  g_free (data);
}

static BwTerritoryFinding *
add (Work                  *work,
     BwTerritoryFindingKind kind,
     gint32                 territory)
{
  BwTerritoryFinding *finding = g_new0 (BwTerritoryFinding, 1);

  finding->kind = kind;
  finding->territory = territory;
  finding->person = finding->product = finding->to = BW_NOBODY;
  finding->state = BW_ATLAS_NOWHERE;
  finding->lift = NAN;
  finding->counties = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_ptr_array_add (work->findings, finding);
  return finding;
}

static gint64
pipeline_of (const Work *work,
             gint32      territory)
{
  for (guint i = 0; i < work->balance->len; i++)
    if (g_array_index (work->balance, BwTerritoryBalance, i).territory == territory)
      return g_array_index (work->balance, BwTerritoryBalance, i).values[BW_MEASURE_PIPELINE];
  return 0;
}

/* The territory with the least pipeline that borders on one of @counties and is not @except; %BW_NOBODY for none. */
static gint32
find_neighbour (const Work   *work,
                const GArray *counties,
                gint32        except)
{
  gint32 best = BW_NOBODY;

  for (guint i = 0; i < counties->len; i++)
    {
      guint unit = g_array_index (counties, guint32, i);

      for (guint j = work->adjacency->first[unit]; j < work->adjacency->first[unit + 1]; j++)
        {
          gint32 there = work->plan->units[work->adjacency->neighbours[j]];

          if (there >= 0 && there != except && !bw_book_territory (work->book, there)->locked &&
              (best < 0 || pipeline_of (work, there) < pipeline_of (work, best)))
            best = there;
        }
    }
  return best;
}

static void
find_overlaps (Work *work)
{
  g_autoptr (GArray) overlaps = bw_territory_overlaps_new (work->plan);
  guint first = work->findings->len;

  for (guint i = 0; i < overlaps->len; i++)
    {
      const BwTerritoryOverlap *overlap = &g_array_index (overlaps, BwTerritoryOverlap, i);
      BwTerritoryFinding       *finding = NULL;

      for (guint j = first; j < work->findings->len && finding == NULL; j++)
        {
          BwTerritoryFinding *other = g_ptr_array_index (work->findings, j);

          if (other->territory == overlap->territory && other->person == overlap->person)
            finding = other;
        }
      if (finding == NULL)
        {
          finding = add (work, BW_TERRITORY_OVERLAP, overlap->territory);
          finding->person = overlap->person;
        }
      finding->n++;
      finding->amount += overlap->amount;
    }
}

static void
find_gaps (Work *work)
{
  const BwAtlas *atlas = work->plan->atlas;

  for (guint s = 0; s < bw_atlas_n_parents (atlas); s++)
    {
      const BwAtlasParent *state = bw_atlas_parent (atlas, s);
      BwTerritoryFinding  *finding = NULL;

      for (guint32 i = state->first; i < state->first + state->n; i++)
        {
          const BwTerritoryGap *row = &g_array_index (work->counties, BwTerritoryGap, i);

          if (work->plan->units[i] >= 0 || row->accounts == 0)
            continue;
          if (finding == NULL)
            {
              finding = add (work, BW_TERRITORY_GAP, BW_NOBODY);
              finding->state = (gint32)s;
            }
          finding->n += row->accounts;
          finding->amount += row->values[BW_MEASURE_PIPELINE];
          if (!work->plan->locked[i])
            g_array_append_val (finding->counties, i);
        }
      if (finding != NULL)
        finding->to = find_neighbour (work, finding->counties, BW_NOBODY);
    }
}

/* How much of @measure @territory has. */
static gint64
value_of (const Work *work,
          gint32      territory,
          BwMeasure   measure)
{
  for (guint i = 0; i < work->balance->len; i++)
    if (g_array_index (work->balance, BwTerritoryBalance, i).territory == territory)
      return g_array_index (work->balance, BwTerritoryBalance, i).values[measure];
  return 0;
}

static gint64
county_value (const Work *work,
              guint       county,
              BwMeasure   measure)
{
  return g_array_index (work->counties, BwTerritoryGap, county).values[measure];
}

static gint64
county_pipeline (const Work *work,
                 guint       county)
{
  return g_array_index (work->counties, BwTerritoryGap, county).values[BW_MEASURE_PIPELINE];
}

/* Whether @county of a territory touches @to, or what is @taken from it for that. */
static gboolean
touches (const Work   *work,
         const guint8 *taken,
         guint         county,
         gint32        to)
{
  for (guint j = work->adjacency->first[county]; j < work->adjacency->first[county + 1]; j++)
    if (work->plan->units[work->adjacency->neighbours[j]] == to || taken[work->adjacency->neighbours[j]])
      return TRUE;
  return FALSE;
}

/* For each county of @from how little of @measure has to go along so that it can go to @to: its own, and that of those on the way to the
 * border; G_MAXINT64 where there is no way. @before (array length: the counties): the next one on that way, -1 at the border. */
static void
find_ways (const Work   *work,
           gint32        from,
           gint32        to,
           BwMeasure     measure,
           const guint8 *taken,
           gint64       *cost,
           gint32       *before)
{
  guint n = work->plan->n_units;
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < n; i++)
    {
      cost[i] = G_MAXINT64;
      before[i] = -1;
      if (work->plan->units[i] != from || work->plan->locked[i] || taken[i] || !touches (work, taken, i, to))
        continue;
      cost[i] = MAX (county_value (work, i, measure), 0);
      g_array_append_val (queue, i);
    }
  for (guint head = 0; head < queue->len; head++)
    {
      guint at = g_array_index (queue, guint32, head);

      for (guint j = work->adjacency->first[at]; j < work->adjacency->first[at + 1]; j++)
        {
          guint32 near = (guint32)work->adjacency->neighbours[j];
          gint64  sum;

          if (work->plan->units[near] != from || work->plan->locked[near] || taken[near])
            continue;
          sum = cost[at] + MAX (county_value (work, near, measure), 0);
          if (sum >= cost[near])
            continue;
          cost[near] = sum;
          before[near] = (gint32)at;
          g_array_append_val (queue, near);
        }
    }
}

/* Collects from @from what @to can take within @room of @measure: again and again the county that brings most, with those on the way
 * to it. */
static void
fill_room (const Work *work,
           gint32      from,
           gint32      to,
           BwMeasure   measure,
           gint64      room,
           GArray     *counties)
{
  guint              n = work->plan->n_units;
  g_autofree guint8 *taken = g_new0 (guint8, n + 1);
  g_autofree gint64 *cost = g_new (gint64, n + 1);
  g_autofree gint32 *before = g_new (gint32, n + 1);

  for (guint round = 0; round < MAX_ROUNDS && room > 0; round++)
    {
      gint32 best = -1;

      find_ways (work, from, to, measure, taken, cost, before);
      for (guint i = 0; i < n; i++)
        if (cost[i] > 0 && cost[i] <= room && (best < 0 || cost[i] > cost[best]))
          best = (gint32)i;
      if (best < 0)
        return;
      room -= cost[best];
      for (; best >= 0; best = before[best])
        {
          taken[best] = 1;
          g_array_append_val (counties, best);
        }
    }
}

/* Collects the piece of a territory around @county. */
static GArray *
dup_piece (const Work *work,
           guint32     county,
           guint8     *seen)
{
  GArray *piece = g_array_new (FALSE, FALSE, sizeof (guint32));

  seen[county] = 1;
  g_array_append_val (piece, county);
  for (guint i = 0; i < piece->len; i++)
    {
      guint unit = g_array_index (piece, guint32, i);

      for (guint j = work->adjacency->first[unit]; j < work->adjacency->first[unit + 1]; j++)
        {
          guint32 near = (guint32)work->adjacency->neighbours[j];

          if (seen[near] || work->plan->units[near] != work->plan->units[county])
            continue;
          seen[near] = 1;
          g_array_append_val (piece, near);
        }
    }
  return piece;
}

/* How many pieces the counties of @territory are without those of @counties (nullable). */
static guint
count_pieces (const Work   *work,
              gint32        territory,
              const GArray *counties)
{
  g_autofree guint8 *seen = g_new0 (guint8, work->plan->n_units + 1);
  guint              pieces = 0;

  for (guint i = 0; counties != NULL && i < counties->len; i++)
    seen[g_array_index (counties, guint32, i)] = 1;
  for (guint32 i = 0; i < work->plan->n_units; i++)
    if (!seen[i] && work->plan->units[i] == territory)
      {
        g_autoptr (GArray) piece = dup_piece (work, i, seen);

        pieces++;
      }
  return pieces;
}

/* Proposes for a heavy territory the neighbour that relieves it most; with @beyond also such as are above the mean @mean, but have
 * less than it. */
static void
relieve (const Work         *work,
         BwTerritoryFinding *finding,
         gint64              mean,
         gboolean            beyond)
{
  gint64 own = value_of (work, finding->territory, finding->measure), best = 0;
  guint  pieces = count_pieces (work, finding->territory, NULL);

  for (guint i = 0; i + 1 < work->balance->len; i++)
    {
      const BwTerritoryBalance *row = &g_array_index (work->balance, BwTerritoryBalance, i);
      gint64                    value = row->values[finding->measure], sum = 0;
      gint64                    room = MIN (finding->excess, beyond ? (own - value) / 2 : mean - value);
      g_autoptr (GArray) counties = NULL;

      if (row->territory == finding->territory || bw_book_territory (work->book, row->territory)->locked)
        continue;
      counties = g_array_new (FALSE, FALSE, sizeof (guint32));
      fill_room (work, finding->territory, row->territory, finding->measure, room, counties);
      for (guint j = 0; j < counties->len; j++)
        sum += county_value (work, g_array_index (counties, guint32, j), finding->measure);
      if (sum <= best || count_pieces (work, finding->territory, counties) > pieces)
        continue;
      best = sum;
      finding->to = row->territory;
      g_array_unref (finding->counties);
      finding->counties = g_steal_pointer (&counties);
    }
}

/* In which measure @row is worst against what is tolerated: @tolerance, or when that is 0 the plan's own. Returns: %FALSE for none. */
static gboolean
find_worst (const Work               *work,
            const BwTerritoryBalance *row,
            double                    tolerance,
            BwMeasure                *worst)
{
  const BwMeasures *measures = work->values->measures;
  double            most = 1;

  for (guint i = 0; i < measures->n; i++)
    {
      double tolerated = measures->chosen[i].tolerance;
      double deviation = row->deviation[measures->chosen[i].measure];

      if (tolerated <= 0 || !isfinite (deviation))
        continue;
      tolerated = tolerance > 0 ? tolerance : tolerated;
      if (deviation / tolerated <= most)
        continue;
      most = deviation / tolerated;
      *worst = measures->chosen[i].measure;
    }
  return most > 1;
}

static void
find_loads (Work  *work,
            double tolerance)
{
  for (guint i = 0; i + 1 < work->balance->len; i++)
    {
      const BwTerritoryBalance *row = &g_array_index (work->balance, BwTerritoryBalance, i);
      BwMeasure                 measure = BW_MEASURE_ACCOUNTS;
      gint64                    mean, pipeline;
      BwTerritoryFinding       *finding;

      if (!find_worst (work, row, tolerance, &measure))
        continue;
      mean = llround ((double)row->values[measure] / (1 + row->deviation[measure]));
      finding = add (work, BW_TERRITORY_LOAD, row->territory);
      finding->measure = measure;
      finding->n = row->accounts;
      finding->observed = row->deviation[measure];
      finding->excess = row->values[measure] - mean;
      /* What is at stake is money, whatever there is too much of. */
      pipeline = row->deviation[BW_MEASURE_PIPELINE] > 0
                   ? llround ((double)row->values[BW_MEASURE_PIPELINE] * row->deviation[BW_MEASURE_PIPELINE] / (1 + row->deviation[BW_MEASURE_PIPELINE]))
                   : 0;
      finding->amount = bw_measure_quantity (measure) == BW_QUANTITY_MONEY ? finding->excess : pipeline;
      if (bw_book_territory (work->book, row->territory)->locked)
        continue;
      relieve (work, finding, mean, FALSE);
      if (finding->to < 0)
        relieve (work, finding, mean, TRUE);
    }
}

/* For each account the number of its industry; the numbers go up to *n. */
static guint *
dup_industries (const BwBook *book,
                guint        *n)
{
  g_autoptr (GHashTable) index = g_hash_table_new (g_str_hash, g_str_equal);
  guint *industries = g_new0 (guint, MAX (book->accounts->len, 1));

  for (guint i = 0; i < book->accounts->len; i++)
    {
      const char *name = bw_book_text (book, bw_book_account (book, i)->industry);

      if (!g_hash_table_contains (index, name))
        g_hash_table_insert (index, (gpointer)name, GUINT_TO_POINTER (g_hash_table_size (index)));
      industries[i] = GPOINTER_TO_UINT (g_hash_table_lookup (index, name));
    }
  *n = MAX (g_hash_table_size (index), 1);
  return industries;
}

static gboolean
is_kept (const Work *work,
         guint       account)
{
  return bw_book_account (work->book, account)->merged == 0;
}

static void
find_dead_zones (Work *work)
{
  guint              n_industries, n_states = bw_atlas_n_parents (work->plan->atlas), n = work->plan->n_accounts;
  g_autofree guint  *industries = dup_industries (work->book, &n_industries);
  g_autofree double *count = g_new0 (double, (gsize)(n_states + 1) * n_industries), *buyers = g_new0 (double, (gsize)(n_states + 1) * n_industries);
  double             all = 0, bought = 0, paid = 0;

  for (guint i = 0; i < n; i++)
    {
      gsize at = (gsize)(work->plan->places[i].parent + 1) * n_industries + industries[i];

      if (!is_kept (work, i))
        continue;
      all++;
      count[at]++;
      if (work->values->values[BW_MEASURE_HISTORY][i] > 0)
        {
          buyers[at]++;
          bought++;
          paid += (double)work->values->values[BW_MEASURE_HISTORY][i];
        }
    }
  for (guint s = 0; s < n_states && bought > 0; s++)
    {
      double              expected = 0, variance = 0, observed = 0, here = 0;
      BwTerritoryFinding *finding;

      for (guint k = 0; k < n_industries; k++)
        {
          double sum = 0, sum_bought = 0, share;
          gsize  at = (gsize)(s + 1) * n_industries + k;

          for (guint other = 0; other <= n_states; other++)
            if (other != s + 1)
              {
                sum += count[(gsize)other * n_industries + k];
                sum_bought += buyers[(gsize)other * n_industries + k];
              }
          share = (sum_bought + PRIOR * bought / all) / (sum + PRIOR);
          expected += share * count[at];
          variance += share * (1 - share) * count[at];
          observed += buyers[at];
          here += count[at];
        }
      if (here < MIN_ACCOUNTS || variance <= 0 || observed + 0.5 > expected - UNLIKELY * sqrt (variance))
        continue;
      finding = add (work, BW_TERRITORY_DEAD_ZONE, bw_territory_plan_parent (work->plan, s));
      finding->state = (gint32)s;
      finding->n = (guint)here;
      finding->observed = observed;
      finding->expected = expected;
      finding->amount = llround ((expected - observed) * paid / bought);
      for (guint32 county = bw_atlas_parent (work->plan->atlas, s)->first, i = 0; i < bw_atlas_parent (work->plan->atlas, s)->n; i++, county++)
        if (work->plan->units[county] == finding->territory && !work->plan->locked[county])
          g_array_append_val (finding->counties, county);
      finding->to = finding->territory >= 0 ? find_neighbour (work, finding->counties, finding->territory) : BW_NOBODY;
    }
}

/* Marks which accounts were offered, and which bought, @product. What they paid comes to *paid, by so many *deals. */
static void
mark_product (const Work *work,
              gint32      product,
              guint8     *offered,
              guint8     *bought,
              double     *paid,
              guint      *deals)
{
  const BwDeals *all = &work->book->deals;

  for (guint i = 0; i < all->n; i++)
    {
      gint32 account = all->account[i];

      if (all->product[i] != product || account < 0 || (guint)account >= work->plan->n_accounts || all->flags[i] & BW_DEAL_VANISHED ||
          all->stage[i] >= work->book->stages->len)
        continue;
      offered[account] = 1;
      if (bw_book_stage (work->book, all->stage[i])->kind != BW_STAGE_WON)
        continue;
      bought[account] = 1;
      *paid += all->amount[i] == BW_MONEY_NONE ? 0 : (double)all->amount[i];
      (*deals)++;
    }
}

/* Looks for territories in which @product was never offered. */
static void
find_potential (Work        *work,
                gint32       product,
                const guint *industries,
                guint        n_industries)
{
  guint              n = work->plan->n_accounts, deals = 0;
  g_autofree guint8 *offered = g_new0 (guint8, n + 1), *bought = g_new0 (guint8, n + 1);
  g_autofree double *count = g_new0 (double, n_industries), *buyers = g_new0 (double, n_industries);
  double             paid = 0, all = 0, all_bought = 0;

  mark_product (work, product, offered, bought, &paid, &deals);
  for (guint i = 0; i < n; i++)
    if (is_kept (work, i))
      {
        count[industries[i]]++;
        buyers[industries[i]] += bought[i];
        all++;
        all_bought += bought[i];
      }
  for (guint t = 0; t + 1 < work->balance->len && all_bought > 0; t++)
    {
      gint32              territory = g_array_index (work->balance, BwTerritoryBalance, t).territory;
      double              expected = 0, here = 0;
      gboolean            some = FALSE;
      BwTerritoryFinding *finding;

      /* Nobody here bought it, so that the shares are those of accounts elsewhere, with these few as no buyers. */
      for (guint i = 0; i < n && !some; i++)
        if (work->plan->accounts[i] == territory && is_kept (work, i))
          {
            some = offered[i];
            here++;
            expected += (buyers[industries[i]] + PRIOR * all_bought / all) / (count[industries[i]] + PRIOR);
          }
      if (some || here == 0 || expected < MIN_BUYERS)
        continue;
      finding = add (work, BW_TERRITORY_POTENTIAL, territory);
      finding->product = product;
      finding->n = (guint)here;
      finding->expected = expected;
      finding->lift = expected / here / (all_bought / all);
      finding->amount = llround (expected * paid / deals);
    }
}

static void
find_potentials (Work *work)
{
  guint             n_industries;
  g_autofree guint *industries = dup_industries (work->book, &n_industries);

  for (guint i = 0; i < work->book->products->len; i++)
    if (bw_book_product (work->book, i)->merged == 0)
      find_potential (work, (gint32)i, industries, n_industries);
}

static void
find_detached (Work *work)
{
  g_autofree guint8 *seen = g_new0 (guint8, work->plan->n_units + 1);
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);

  for (guint32 i = 0; i < work->plan->n_units; i++)
    if (!seen[i] && work->plan->units[i] >= 0)
      g_ptr_array_add (pieces, dup_piece (work, i, seen));
  for (guint i = 0; i < pieces->len; i++)
    {
      GArray             *piece = g_ptr_array_index (pieces, i);
      gint32              territory = work->plan->units[g_array_index (piece, guint32, 0)], to;
      gboolean            largest = TRUE;
      BwTerritoryFinding *finding;

      for (guint j = 0; j < pieces->len; j++)
        {
          const GArray *other = g_ptr_array_index (pieces, j);

          if (j != i && work->plan->units[g_array_index (other, guint32, 0)] == territory &&
              (other->len > piece->len || (other->len == piece->len && j < i)))
            largest = FALSE;
        }
      /* What touches nobody else is an island that has to be apart from the rest. */
      to = find_neighbour (work, piece, territory);
      if (largest || to < 0)
        continue;
      finding = add (work, BW_TERRITORY_DETACHED, territory);
      finding->to = to;
      finding->state = bw_atlas_unit (work->plan->atlas, g_array_index (piece, guint32, 0))->parent;
      for (guint j = 0; j < piece->len; j++)
        {
          guint32 county = g_array_index (piece, guint32, j);

          finding->n += g_array_index (work->counties, BwTerritoryGap, county).accounts;
          finding->amount += county_pipeline (work, county);
          if (!work->plan->locked[county])
            g_array_append_val (finding->counties, county);
        }
    }
}

/* Tells of areas without which much of a territory would lie apart. */
static void
find_hinges (Work *work)
{
  g_autoptr (GArray) hinges = bw_territory_hinges_new (work->plan, work->adjacency, work->counties);

  for (guint i = 0; i < hinges->len; i++)
    {
      const BwTerritoryHinge *hinge = &g_array_index (hinges, BwTerritoryHinge, i);
      BwTerritoryFinding     *finding = add (work, BW_TERRITORY_HINGE, hinge->territory);

      finding->state = bw_atlas_unit (work->plan->atlas, hinge->unit)->parent;
      finding->n = hinge->accounts;
      finding->n_areas = hinge->areas;
      g_array_append_val (finding->counties, hinge->unit);
    }
}

/* Tells of accounts that are far from the middle of their territory, over the ground or by the clock. */
static void
find_reach (Work *work)
{
  g_autoptr (GArray) reaches = bw_territory_reach_new (work->plan, work->values);
  g_autofree BwTerritoryMiddle *middles = bw_territory_middles_new (work->plan, work->values);

  for (guint i = 0; i < reaches->len; i++)
    {
      const BwTerritoryReach *reach = &g_array_index (reaches, BwTerritoryReach, i);
      BwTerritoryFinding     *finding = add (work, reach->clock ? BW_TERRITORY_TIME_ZONE : BW_TERRITORY_DISTANCE, reach->territory);

      finding->state = reach->parent;
      finding->n = reach->n;
      finding->observed = reach->mean;
      finding->expected = reach->clock ? 0 : middles[reach->territory].median;
      finding->amount = reach->amount;
      finding->to = reach->to;
      g_array_append_vals (finding->counties, reach->units->data, reach->units->len);
    }
}

/* By kind, and within it what weighs most first: by money, then by accounts. */
static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const BwTerritoryFinding *left = *(BwTerritoryFinding *const *)a, *right = *(BwTerritoryFinding *const *)b;

  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  if (left->amount != right->amount)
    return left->amount > right->amount ? -1 : 1;
  if (left->n != right->n)
    return left->n > right->n ? -1 : 1;
  return (left->territory > right->territory) - (left->territory < right->territory);
}

static int
compare_ranks (gconstpointer a,
               gconstpointer b)
{
  const BwTerritoryFinding *left = *(BwTerritoryFinding *const *)a, *right = *(BwTerritoryFinding *const *)b;

  if (left->rank != right->rank)
    return left->rank < right->rank ? -1 : 1;
  if (left->amount != right->amount)
    return left->amount > right->amount ? -1 : 1;
  return (left->kind > right->kind) - (left->kind < right->kind);
}

/* Puts the first of each kind before the second of any, so that what no money stands by, as what a territory hangs on, is not
 * behind all that some stands by. */
static void
sort_findings (GPtrArray *findings)
{
  guint ranks[BW_N_TERRITORY_FINDINGS] = { 0 };

  g_ptr_array_sort (findings, compare_findings);
  for (guint i = 0; i < findings->len; i++)
    {
      BwTerritoryFinding *finding = g_ptr_array_index (findings, i);

      finding->rank = ranks[finding->kind]++;
    }
  g_ptr_array_sort (findings, compare_ranks);
}

/* Looks at @plan, whose book has a map; loads count from @tolerance (0.1: 10 %; 0: what the plan tolerates) above the mean on.
 * Returns: (transfer full) (element-type BwTerritoryFinding): the first of each kind, by amount, then the second of each, and so on. */
GPtrArray *
bw_territory_findings_new (const BwTerritoryPlan *plan,
                           const BwAccountValues *values,
                           double                 tolerance)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (free_finding);
  g_autoptr (BwAdjacency) adjacency = bw_adjacency_new (plan->book, plan->atlas);
  g_autoptr (GArray) balance = bw_territory_balance_new (plan, values);
  g_autoptr (GArray) counties = bw_territory_counties_new (plan, values);
  Work work = { plan, values, plan->book, adjacency, balance, counties, findings };

  g_return_val_if_fail (plan->atlas != NULL, findings);

  find_overlaps (&work);
  find_gaps (&work);
  find_loads (&work, tolerance);
  find_dead_zones (&work);
  find_potentials (&work);
  find_detached (&work);
  find_hinges (&work);
  find_reach (&work);
  sort_findings (findings);
  return findings;
}

/* Makes a draft called @name, which has been found good, of @plan with what @finding proposes; @copy (nullable) becomes its index.
 * Gives the book after the edit (transfer full) and, through @delta (transfer full), what changed. */
BwBook *
bw_territory_finding_try (const BwTerritoryPlan    *plan,
                          const BwTerritoryFinding *finding,
                          const char               *name,
                          gint64                    now,
                          gint32                   *copy,
                          BwDelta                 **delta)
{
  gint32 index;
  g_autoptr (BwBook) draft = bw_plan_edit_copy (plan->book, plan->plan, name, now, &index, delta);
  g_autoptr (BwTerritoryPlan) laid = bw_territory_plan_new (draft, index);
  BwDelta *moves;
  BwBook  *after;

  if (copy != NULL)
    *copy = index;
  /* All rows of the draft are new, so that what the moves change among them is nothing that the file has. */
  after = bw_territory_edit_assign (laid, (const guint32 *)(gpointer)finding->counties->data, finding->counties->len,
                                    bw_plan_continuation (draft, index, finding->to), &moves);
  bw_delta_free (moves);
  return after;
}
