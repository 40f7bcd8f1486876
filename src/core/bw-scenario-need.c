/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lever matters, and what is needed for a target.
 *
 * Both ask the simulation itself, with the same luck each time, so that what differs is the lever's doing. More of a win rate, of
 * deal size or of new pipeline is never less, so the factor that gives a wanted chance is found by halving an interval in the
 * logarithm of the factor; SEARCH_STEPS of it leave a thousandth. */

#include "core/bw-scenario-private.h"

enum
{
  SEARCH_STEPS = 12,
};

#define USUAL_CHANGE 0.1
#define LEAST_FACTOR 0.01

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

/* One search. */
typedef struct
{
  const BwScenarioBase *base;
  BwLever              *levers; /* the scenario's, then the one that is searched */
  guint                 n_levers;
  gint64                target;
  double                chance;
  BwProgress            progress;
  gpointer              progress_data;
  guint                 n_done, n_all;
} Search;

/* Whether the target is met often enough with @factor of the last lever. */
static gboolean
suffices (Search *search,
          double  factor)
{
  BwScenarioPoint point;

  search->levers[search->n_levers - 1].factor = factor;
  bw_scenario_point (search->base, search->levers, search->n_levers, search->target, &point);
  return point.chance >= search->chance;
}

/* The least factor of @kind that does; NaN where none does. Returns %FALSE when stopped. */
static gboolean
find_factor (Search     *search,
             BwLeverKind kind,
             double     *factor)
{
  double low = LEAST_FACTOR, high = BW_LEVER_MAX_FACTOR;

  search->levers[search->n_levers - 1] = bw_lever_init (kind);
  *factor = NAN;
  if (!suffices (search, high))
    {
      search->n_done += SEARCH_STEPS;
      return report (search->progress, search->progress_data, search->n_done, search->n_all);
    }
  if (suffices (search, low))
    {
      search->n_done += SEARCH_STEPS;
      *factor = 0.0;
      return report (search->progress, search->progress_data, search->n_done, search->n_all);
    }
  for (guint i = 0; i < SEARCH_STEPS; i++)
    {
      double middle = sqrt (low * high);

      if (suffices (search, middle))
        high = middle;
      else
        low = middle;
      if (!report (search->progress, search->progress_data, ++search->n_done, search->n_all))
        return FALSE;
    }
  *factor = high;
  return TRUE;
}

/* The new pipeline that will come up to the period's end as the levers have it, in amounts of new deals. */
static double
expect_pipeline (const BwScenarioBase *base,
                 const BwLever        *levers,
                 guint                 n_levers)
{
  const BwOutlookWork *work = &base->work;
  g_autoptr (BwScenarioInput) input = bw_scenario_input_new (base, levers, n_levers);
  double counted = 0.0, days = (double)base->days;

  for (guint i = 0; i < work->arrivals->len; i++)
    {
      const BwArrival *arrival = &g_array_index (work->arrivals, BwArrival, i);

      if (arrival->counted)
        counted += bw_outlook_new_amount (work, arrival->owner) * (input->arrival_wins != NULL ? input->arrival_wins[i] : 1.0) *
                   (input->arrival_size != NULL ? input->arrival_size[i] : 1.0);
    }
  return work->arrivals->len > 0 ? counted / work->arrivals->len * work->expectation->arrivals * days : 0.0;
}

/* What the rule of thumb says: the gap over the share by amount that open deals of the period bring. */
static double
find_plain_ratio (const BwScenarioBase *base)
{
  double open = (double)base->outlook->open;

  return open > 0.0 && base->work.from_open > 0.0 ? open / base->work.from_open : NAN;
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
  Search              search = { base, all, n_levers + 1, target, chance, progress, progress_data, 0, 3 * SEARCH_STEPS };
  BwScenarioPoint     point;
  double              gap = (double)target - (double)base->outlook->won, coming;

  for (guint i = 0; i < n_levers; i++)
    all[i] = levers[i];
  *need = (BwScenarioNeed) {
    .target = target,
    .chance = chance,
    .win_rate = NAN,
    .deal_size = NAN,
    .new_pipeline = NAN,
    .need_amount = BW_MONEY_NONE,
    .coverage = NAN,
    .plain_ratio = NAN,
  };
  if (!bw_scenario_point (base, levers, n_levers, target, &point))
    return FALSE;
  need->present_chance = point.chance;
  if (!find_factor (&search, BW_LEVER_NEW_PIPELINE, &need->new_pipeline) || !find_factor (&search, BW_LEVER_WIN_RATE, &need->win_rate) ||
      !find_factor (&search, BW_LEVER_DEAL_SIZE, &need->deal_size))
    return FALSE;
  coming = expect_pipeline (base, levers, n_levers);
  need->new_amount = bw_outlook_to_minor (coming);
  need->open = base->outlook->open;
  need->plain_ratio = find_plain_ratio (base);
  if (isnan (need->new_pipeline))
    return TRUE;
  need->need_amount = bw_outlook_to_minor (coming * need->new_pipeline);
  if (gap > 0.0)
    need->coverage = ((double)need->open + coming * need->new_pipeline) / gap;
  return TRUE;
}
