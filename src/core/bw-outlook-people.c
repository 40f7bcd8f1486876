/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a period will land: what each person has of it.
 *
 * Sums by the definitions and ranges from the simulation's paths: each owner's own are added, path by path, to those of everybody
 * above, so that teams and people are coherent with the whole. O(people x depth x paths). */

#include "core/bw-outlook-private.h"

#include <string.h>

#include "core/bw-block.h"
#include "core/bw-call-tree.h"
#include "core/bw-quantile.h"
#include "core/bw-money.h"

enum
{
  MAX_THREADS = 8,
  MIN_THREADED = 8, /* people from which on threads pay */
};

/* Won, open and weighted of the scope and of each person, by the definitions. Weighted is unknown where none of the
 * open deals has a probability. */
void
bw_outlook_sum_deals (BwOutlook     *outlook,
                      BwOutlookWork *work)
{
  const BwSnapshot *now = work->ledger->now;

  outlook->weighted = BW_MONEY_NONE;
  for (guint i = 0; i < outlook->n_people; i++)
    outlook->people[i].weighted = BW_MONEY_NONE;
  for (guint i = 0; i < now->n; i++)
    {
      gint64           amount = now->amount[i] == BW_MONEY_NONE ? 0 : now->amount[i];
      BwOutlookPerson *person = NULL;

      if (!now->exists[i] || !bw_ledger_admits (work->ledger, i, now->owner[i]))
        continue;
      if (now->owner[i] >= 0 && (guint)now->owner[i] < outlook->n_people)
        person = &outlook->people[now->owner[i]];
      if (now->kind[i] == BW_STAGE_WON && bw_period_contains (&outlook->period, bw_ledger_won_day (work->ledger, i)))
        {
          bw_rollup_add_deal (&outlook->crm, now->category[i], TRUE, amount);
          outlook->won += amount;
          outlook->n_won++;
          if (person != NULL)
            {
              bw_rollup_add_deal (&person->crm, now->category[i], TRUE, amount);
              person->won += amount;
              person->n_won++;
            }
        }
      else if (bw_snapshot_in_pipeline (now, i, &outlook->period))
        {
          gint16 chance = now->probability[i];
          gint64 weighted = chance == BW_PROBABILITY_NONE ? BW_MONEY_NONE : bw_money_share (amount, chance);

          bw_rollup_add_deal (&outlook->crm, now->category[i], FALSE, amount);
          outlook->open += amount;
          bw_outlook_add_known (&outlook->weighted, weighted);
          outlook->n_open++;
          if (person != NULL)
            {
              bw_rollup_add_deal (&person->crm, now->category[i], FALSE, amount);
              person->open += amount;
              bw_outlook_add_known (&person->weighted, weighted);
              person->n_open++;
            }
        }
    }
  if (outlook->n_open == 0)
    outlook->weighted = 0;
}

/* Adds what each person has to everybody above, whether or not the tree bites its own tail: calls
 * @add (to, from) for each pair. */
static void
for_each_superior (const BwBook *book,
                   guint         n_people,
                   void (*add) (guint    to,
                                guint    from,
                                gpointer data),
                   gpointer data)
{
  g_autofree guint *seen = g_new0 (guint, n_people + 1);

  for (guint i = 0; i < n_people; i++)
    {
      gint32 above = bw_book_person (book, i)->manager;

      seen[i] = i + 1;
      while (above >= 0 && (guint)above < n_people && seen[above] != i + 1)
        {
          seen[above] = i + 1;
          add ((guint)above, i, data);
          above = bw_book_person (book, above)->manager;
        }
    }
}

typedef struct
{
  BwOutlookPerson       *people; /* with everyone below */
  const BwOutlookPerson *own;
} TeamSums;

static void
add_sums_cb (guint    to,
             guint    from,
             gpointer data)
{
  TeamSums *sums = data;

  bw_rollup_add (&sums->people[to].crm, &sums->own[from].crm);
  sums->people[to].won += sums->own[from].won;
  sums->people[to].open += sums->own[from].open;
  bw_outlook_add_known (&sums->people[to].weighted, sums->own[from].weighted);
  sums->people[to].n_won += sums->own[from].n_won;
  sums->people[to].n_open += sums->own[from].n_open;
}

typedef struct
{
  double **rows; /* with everyone below */
  double **own;
  guint8  *has_row;
  guint    n_paths;
} TeamRows;

static void
add_rows_cb (guint    to,
             guint    from,
             gpointer data)
{
  TeamRows *rows = data;

  if (rows->own[from] == NULL)
    return;
  for (guint p = 0; p < rows->n_paths; p++)
    rows->rows[to][p] += rows->own[from][p];
}

static void
mark_team_cb (guint    to,
              guint    from,
              gpointer data)
{
  TeamRows *rows = data;

  rows->has_row[to] |= rows->own[from] != NULL;
}

/* Adds up everybody's paths with those below. Returns: (transfer full): the block that the rows stand in. */
static double *
add_up_teams (const BwBook *book,
              guint         n,
              TeamRows     *rows)
{
  guint   n_rows = 0;
  double *block, *at;

  for (guint i = 0; i < n; i++)
    rows->has_row[i] = rows->own[i] != NULL;
  for_each_superior (book, n, mark_team_cb, rows);
  for (guint i = 0; i < n; i++)
    n_rows += rows->has_row[i];
  block = at = bw_block_alloc (sizeof (double) * n_rows * rows->n_paths);
  for (guint i = 0; i < n; i++)
    {
      if (!rows->has_row[i])
        continue;
      rows->rows[i] = at;
      at += rows->n_paths;
      if (rows->own[i] != NULL)
        memcpy (rows->rows[i], rows->own[i], sizeof (double) * rows->n_paths);
      else
        memset (rows->rows[i], 0, sizeof (double) * rows->n_paths);
    }
  for_each_superior (book, n, add_rows_cb, rows);
  return block;
}

/* The people whose ranges are still to be found. */
typedef struct
{
  double        **team; /* [n] (nullable): each one's paths with everyone below */
  BwOutlookRange *ranges;
  guint           n, n_paths;
  int             next; /* atomic */
} RangeWork;

static gpointer
find_ranges (gpointer data)
{
  static const double levels[] = { 0.1, 0.5, 0.9 };
  RangeWork          *work = data;
  double              quantiles[G_N_ELEMENTS (levels)];
  guint               i;

  while ((i = (guint)g_atomic_int_add (&work->next, 1)) < work->n)
    {
      double sum = 0.0;

      if (work->team[i] == NULL)
        continue;
      for (guint p = 0; p < work->n_paths; p++)
        sum += work->team[i][p];
      bw_quantiles (work->team[i], work->n_paths, levels, G_N_ELEMENTS (levels), quantiles);
      work->ranges[i] = (BwOutlookRange) { TRUE, sum / work->n_paths, quantiles[0], quantiles[1], quantiles[2] };
    }
  return NULL;
}

/* The ranges of all people, their own and their teams' paths added up; @simulation is (nullable). On as many threads as there are
 * processors.
 * Returns: (transfer full) (array): one for each person */
BwOutlookRange *
bw_outlook_people_ranges (const BwBook       *book,
                          const BwSimulation *simulation)
{
  guint               n = book->people->len, n_paths = simulation != NULL ? simulation->n_paths : 0, n_threads = 1;
  g_autofree double **team = g_new0 (double *, n + 1);
  g_autofree guint8  *has_row = g_new0 (guint8, n + 1);
  g_autofree double  *block = NULL;
  BwOutlookRange     *ranges = g_new0 (BwOutlookRange, n + 1);
  TeamRows            rows = { team, simulation != NULL ? simulation->people : NULL, has_row, n_paths };
  RangeWork           work = { team, ranges, n, n_paths, 0 };
  GThread            *threads[MAX_THREADS];

  if (n_paths == 0)
    return ranges;
  block = add_up_teams (book, n, &rows);
  if (n >= MIN_THREADED && n_paths >= BW_SIMULATION_N_PATHS)
    n_threads = CLAMP (g_get_num_processors (), 1, MAX_THREADS);
  for (guint i = 1; i < n_threads; i++)
    threads[i] = g_thread_new ("ranges", find_ranges, &work);
  find_ranges (&work);
  for (guint i = 1; i < n_threads; i++)
    g_thread_join (threads[i]);
  return ranges;
}

static void
fill_people_ranges (BwOutlook     *outlook,
                    BwOutlookWork *work)
{
  g_autofree BwOutlookRange *ranges = bw_outlook_people_ranges (work->base->book, work->simulation);

  for (guint i = 0; i < outlook->n_people; i++)
    {
      BwOutlookPerson *person = &outlook->people[i];

      person->p10 = person->p50 = person->p90 = person->won;
      if (!ranges[i].known)
        continue;
      person->p10 += bw_outlook_to_minor (ranges[i].p10);
      person->p50 += bw_outlook_to_minor (ranges[i].p50);
      person->p90 += bw_outlook_to_minor (ranges[i].p90);
    }
}

/* Keeps the people in the scope only: all, or for a person's scope that person's tree; nobody who was merged into another. */
static void
keep_people_in_scope (BwOutlook     *outlook,
                      BwOutlookWork *work)
{
  const guint8 *in_scope = work->ledger->mask->people;
  guint         n = 0;

  for (guint i = 0; i < outlook->n_people; i++)
    if ((in_scope == NULL || in_scope[i]) && bw_book_person (work->base->book, i)->merged == 0)
      outlook->people[n++] = outlook->people[i];
  outlook->n_people = n;
}

/* What was agreed with @person, and what was said: for all that a person sells, so that with a filter there is nothing. Of a part of a
 * person's deals, as those of a territory, it is not known what stands. */
static void
read_words (const BwOutlook  *outlook,
            const BwBook     *book,
            const BwCallTree *tree,
            BwOutlookPerson  *person)
{
  gboolean filtered = bw_scope_is_filtered (&outlook->scope), is_part = filtered || outlook->scope.kind == BW_SCOPE_TERRITORY;

  person->quota = filtered ? BW_MONEY_NONE : bw_book_quota (book, person->person, &outlook->period);
  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    {
      const BwCallCell *cell = bw_call_tree_cell (tree, person->person, i);

      person->calls[i] = filtered ? BW_MONEY_NONE : cell->call;
      person->overrides[i] = filtered ? BW_MONEY_NONE : cell->override;
      person->called[i] = person->calls[i] != BW_MONEY_NONE ? (BwDate)(cell->called_at / 86400) : BW_DATE_NONE;
      person->below[i] = is_part ? BW_MONEY_NONE : cell->below;
      person->stands[i] = is_part ? BW_MONEY_NONE : cell->stands;
    }
  person->call = person->calls[BW_CATEGORY_COMMIT];
  person->override = person->overrides[BW_CATEGORY_COMMIT];
}

/* One of @sums (array length=BW_N_CATEGORIES) of a person, which are cumulative, in @view: a single category is what it has more than the
 * surer one beside it; %BW_MONEY_NONE unknown. */
gint64
bw_outlook_person_amount (const gint64 *sums,
                          BwCategory    category,
                          BwRollupView  view)
{
  if (sums[category] == BW_MONEY_NONE || view == BW_ROLLUP_CUMULATIVE || category >= BW_CATEGORY_CLOSED)
    return sums[category];
  return sums[category] - sums[category + 1];
}

void
bw_outlook_fill_people (BwOutlook     *outlook,
                        BwOutlookWork *work)
{
  g_autofree BwOutlookPerson *own = g_memdup2 (outlook->people, sizeof *own * outlook->n_people);
  g_autofree BwRollup        *rollups = g_new0 (BwRollup, outlook->n_people + 1);
  g_autoptr (BwCallTree) tree = NULL;
  TeamSums sums = { outlook->people, own };

  for (guint i = 0; i < outlook->n_people; i++)
    rollups[i] = own[i].crm;
  tree = bw_call_tree_new_of (work->base->book, &outlook->period, outlook->as_of, rollups, NULL);

  for_each_superior (work->base->book, outlook->n_people, add_sums_cb, &sums);
  for (guint i = 0; i < outlook->n_people; i++)
    {
      BwOutlookPerson *person = &outlook->people[i];

      person->person = (gint32)i;
      if (person->n_open == 0)
        person->weighted = 0;
      read_words (outlook, work->base->book, tree, person);
    }
  fill_people_ranges (outlook, work);
  keep_people_in_scope (outlook, work);
}
