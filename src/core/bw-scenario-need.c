/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lever matters, and what is needed for a target.
 *
 * Both ask the simulation itself, with the same luck each time, so that what differs is the lever's doing. More of a win rate, of
 * deal size or of new pipeline is never less, so the factor that gives a wanted chance is found between one that is too little and one
 * that is enough: log-odds of the chance are nearly a line in the factor's logarithm, along which both ends close in (regula falsi)
 * until they are PRECISION apart. */

#include "core/bw-scenario-private.h"

#include "core/bw-quantile.h"

enum
{
  MAX_TRIES = 16,
};

#define USUAL_CHANGE 0.1
#define LEAST_FACTOR 0.01
#define PRECISION    0.002 /* of the factor, relative */

static const BwLeverKind usual_kinds[] = { BW_LEVER_WIN_RATE, BW_LEVER_DEAL_SIZE, BW_LEVER_CYCLE, BW_LEVER_NEW_PIPELINE };

/* Says how many of @n parts are done. */
static gboolean
report (BwProgress progress,
        gpointer   data,
        guint      done,
        guint      n)
{
  return progress == NULL || progress ((double)done / n, data);
}

/* By how much the effect moves the mean. */
static double
reach_of (const BwScenarioEffect *effect)
{
  return fabs (effect->high_mean - effect->low_mean);
}

static int
compare_effects (const void *a,
                 const void *b)
{
  const BwScenarioEffect *x = a, *y = b;
  double                  by_mean = reach_of (y) - reach_of (x), by_chance = 0.0;

  if (fabs (by_mean) >= 1.0)
    return by_mean > 0.0 ? 1 : -1;
  if (!isnan (x->low_chance) && !isnan (y->low_chance))
    by_chance = fabs (y->high_chance - y->low_chance) - fabs (x->high_chance - x->low_chance);
  if (by_chance != 0.0)
    return by_chance > 0.0 ? 1 : -1;
  return x->lever != y->lever ? x->lever - y->lever : x->kind - y->kind;
}

static void
set_low (BwScenarioEffect      *effect,
         const BwScenarioPoint *point)
{
  effect->low_mean = point->mean;
  effect->low_p50 = point->p50;
  effect->low_chance = point->chance;
}

static void
set_high (BwScenarioEffect      *effect,
          const BwScenarioPoint *point)
{
  effect->high_mean = point->mean;
  effect->high_p50 = point->p50;
  effect->high_chance = point->chance;
}

/* What each of the @levers does alone, and what a tenth less and more of win rate, deal size, cycle and new pipeline do, each beside
 * the forecast without levers. The largest effect on the mean comes first; of those that have none (a quota) the one on the chance.
 * Returns: (transfer full) (array length=n) (nullable): %NULL when @progress (nullable) stopped it. */
BwScenarioEffect *
bw_scenario_tornado (const BwScenarioBase *base,
                     const BwLever        *levers,
                     guint                 n_levers,
                     guint                *n,
                     BwProgress            progress,
                     gpointer              progress_data)
{
  g_autofree BwScenarioEffect *effects = g_new0 (BwScenarioEffect, n_levers + G_N_ELEMENTS (usual_kinds));
  BwScenarioPoint              present, point;

  *n = 0;
  bw_scenario_point (base, NULL, 0, BW_MONEY_NONE, &present);
  for (guint i = 0; i < n_levers; i++)
    {
      BwScenarioEffect *effect = &effects[(*n)++];

      effect->lever = (gint32)i;
      effect->kind = (guint8)levers[i].kind;
      effect->low_factor = 1.0;
      effect->high_factor = levers[i].factor;
      set_low (effect, &present);
      bw_scenario_point (base, &levers[i], 1, BW_MONEY_NONE, &point);
      set_high (effect, &point);
      if (!report (progress, progress_data, *n, n_levers + G_N_ELEMENTS (usual_kinds)))
        return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (usual_kinds); i++)
    {
      BwScenarioEffect *effect = &effects[(*n)++];
      BwLever           lever = bw_lever_init (usual_kinds[i]);

      effect->lever = -1;
      effect->kind = (guint8)lever.kind;
      lever.factor = effect->low_factor = 1.0 - USUAL_CHANGE;
      bw_scenario_point (base, &lever, 1, BW_MONEY_NONE, &point);
      set_low (effect, &point);
      lever.factor = effect->high_factor = 1.0 + USUAL_CHANGE;
      bw_scenario_point (base, &lever, 1, BW_MONEY_NONE, &point);
      set_high (effect, &point);
      if (!report (progress, progress_data, *n, n_levers + G_N_ELEMENTS (usual_kinds)))
        return NULL;
    }
  qsort (effects, *n, sizeof *effects, compare_effects);
  return g_steal_pointer (&effects);
}

/* A factor's logarithm and the log-odds of the chance that it gives. */
typedef struct
{
  double x, y;
} Point;

/* One search. */
typedef struct
{
  const BwScenarioBase *base;
  BwLever              *levers; /* the scenario's, then the one that is searched */
  guint                 n_levers;
  gint64                target;
  double                wanted; /* log-odds of the chance */
  BwProgress            progress;
  gpointer              progress_data;
  guint                 n_done;
  Point                 low, high; /* too little, enough; x is infinite where not known */
  gboolean              was_enough;
} Search;

/* Log-odds, bounded by what the paths can tell. */
static double
log_odds (double chance)
{
  double least = 0.5 / BW_SIMULATION_N_PATHS;

  chance = CLAMP (chance, least, 1.0 - least);
  return log (chance / (1.0 - chance));
}

/* Keeps what is known of the factor with the logarithm @x. */
static void
learn (Search *search,
       double  x,
       double  chance)
{
  Point point = { x, log_odds (chance) };

  search->was_enough = point.y >= search->wanted;
  if (search->was_enough)
    search->high = point;
  else
    search->low = point;
}

/* Where to look next: outwards with growing steps while there is but one end, then where a line in the log-odds says, a little to the
 * side that has not been found yet, so that both ends close in. */
static double
choose_next (const Search *search,
             double        guess,
             guint         n_tried)
{
  double step = 0.05 * (1u << n_tried), width = search->high.x - search->low.x, x;

  if (isinf (search->high.x))
    return MIN (MAX (search->low.x + step, n_tried == 0 ? guess : search->low.x), log (BW_LEVER_MAX_FACTOR));
  if (isinf (search->low.x))
    return MAX (MIN (search->high.x - step, n_tried == 0 ? guess : search->high.x), log (LEAST_FACTOR));
  x = search->low.x + width * (search->wanted - search->low.y) / MAX (search->high.y - search->low.y, 1e-9);
  x += search->was_enough ? -0.4 * PRECISION : 0.4 * PRECISION;
  return CLAMP (x, search->low.x + 0.05 * width, search->high.x - 0.05 * width);
}

/* The least factor of @kind that does; @present is the chance without, @guess the logarithm of where it may lie. Returns %FALSE when
 * stopped. */
static gboolean
find_factor (Search     *search,
             BwLeverKind kind,
             double      present,
             double      guess,
             double     *factor)
{
  BwLever *lever = &search->levers[search->n_levers - 1];
  double   most = log (BW_LEVER_MAX_FACTOR), least = log (LEAST_FACTOR);

  *lever = bw_lever_init (kind);
  search->low = (Point) { -INFINITY, 0.0 };
  search->high = (Point) { INFINITY, 0.0 };
  learn (search, 0.0, present);
  for (guint i = 0; i < MAX_TRIES && search->low.x < most && search->high.x > least && search->high.x - search->low.x > PRECISION; i++)
    {
      double          x = choose_next (search, guess, i);
      BwScenarioPoint point;

      lever->factor = exp (x);
      bw_scenario_point (search->base, search->levers, search->n_levers, search->target, &point);
      learn (search, x, point.chance);
      if (!report (search->progress, search->progress_data, search->n_done + i, 3 * MAX_TRIES))
        return FALSE;
    }
  search->n_done += MAX_TRIES;
  *factor = search->low.x >= most ? NAN : search->high.x <= least ? 0.0
                                                                  : exp (search->high.x);
  return TRUE;
}

/* What all that is to come would have to be multiplied with, as the paths have it. */
static double
guess_factor (const BwScenarioBase  *base,
              const BwScenarioInput *input,
              gint64                 target,
              double                 chance)
{
  g_autoptr (BwSimulation) simulation = bw_scenario_play (base, input, NULL, NULL);
  double level = 1.0 - chance, rest = 0.0;

  bw_quantiles (simulation->total, simulation->n_paths, &level, 1, &rest);
  return rest > 0.0 ? CLAMP ((target - base->outlook->won) / rest, LEAST_FACTOR, BW_LEVER_MAX_FACTOR) : BW_LEVER_MAX_FACTOR;
}

/* The new pipeline that will come up to the period's end with @input, in amounts of new deals. */
static double
expect_pipeline (const BwScenarioBase  *base,
                 const BwScenarioInput *input)
{
  const BwOutlookWork *work = &base->work;
  double               counted = 0.0, deals = work->expectation->arrivals * base->days;

  if (work->arrivals->len == 0)
    return 0.0;
  for (guint i = 0; i < work->arrivals->len; i++)
    {
      const BwArrival *arrival = &g_array_index (work->arrivals, BwArrival, i);

      if (arrival->counted)
        counted += bw_outlook_new_amount (work, arrival->owner) * input->arrival_wins[i] * input->arrival_size[i];
    }
  return counted / work->arrivals->len * deals * (work->replay->use_season ? work->expectation->season : 1.0);
}

/* Fills @need with what it takes to reach @target (minor units, the whole period's closed won) with @chance (between 0 and 1), all
 * else being as the @levers say. Returns %FALSE when @progress (nullable) stopped it, or when the period is over. */
gboolean
bw_scenario_need (const BwScenarioBase *base,
                  const BwLever        *levers,
                  guint                 n_levers,
                  gint64                target,
                  double                chance,
                  BwScenarioNeed       *need,
                  BwProgress            progress,
                  gpointer              progress_data)
{
  g_autofree BwLever *all = g_new0 (BwLever, n_levers + 1);
  g_autoptr (BwScenarioInput) input = bw_scenario_input_new (base, levers, n_levers);
  Search search = {
    .base = base,
    .levers = all,
    .n_levers = n_levers + 1,
    .target = target,
    .wanted = log_odds (chance),
    .progress = progress,
    .progress_data = progress_data,
  };
  BwScenarioPoint point;
  double          gap = (double)target - (double)base->outlook->won, coming, guess, more;

  for (guint i = 0; i < n_levers; i++)
    all[i] = levers[i];
  *need = (BwScenarioNeed) {
    .target = target,
    .chance = chance,
    .win_rate = NAN,
    .deal_size = NAN,
    .new_pipeline = NAN,
    .need_amount = BW_MONEY_NONE,
    .open = base->outlook->open,
    .coverage = NAN,
    .plain_ratio = base->work.from_open > 0.0 && base->outlook->open > 0 ? base->outlook->open / base->work.from_open : NAN,
  };
  if (!bw_scenario_point (base, levers, n_levers, target, &point))
    return FALSE;
  need->present_chance = point.chance;
  guess = guess_factor (base, input, target, chance);
  more = input->from_new > 0.0 ? 1.0 + (guess - 1.0) * (input->from_open + input->from_new) / input->from_new : 1.0;
  if (!find_factor (&search, BW_LEVER_DEAL_SIZE, point.chance, log (guess), &need->deal_size) ||
      !find_factor (&search, BW_LEVER_WIN_RATE, point.chance, log (guess), &need->win_rate) ||
      !find_factor (&search, BW_LEVER_NEW_PIPELINE, point.chance, log (CLAMP (more, LEAST_FACTOR, BW_LEVER_MAX_FACTOR)), &need->new_pipeline))
    return FALSE;
  coming = expect_pipeline (base, input);
  need->new_amount = bw_outlook_to_minor (coming);
  if (isnan (need->new_pipeline))
    return TRUE;
  need->need_amount = bw_outlook_to_minor (coming * need->new_pipeline);
  if (gap > 0.0)
    need->coverage = ((double)need->open + coming * need->new_pipeline) / gap;
  return TRUE;
}
