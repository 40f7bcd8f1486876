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
  N_TRUSTED = 6, /* tries along the line, before both ends are brought nearer in any case */
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

/* A search for the factors of one lever that give each of the wanted chances. */
typedef struct
{
  const BwScenarioBase *base;
  BwLever              *levers; /* the scenario's, then the one that is searched */
  guint                 n_levers;
  gint64                target;
  BwProgress            progress;
  gpointer              progress_data;
  guint                 n_done, n_all;
  GArray               *played; /* Point, by x: what is known of the lever */
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
  guint place = search->played->len;

  while (place > 0 && g_array_index (search->played, Point, place - 1).x > x)
    place--;
  g_array_insert_val (search->played, place, point);
}

/* Where the chance gets to be enough among what was played: the place of the first that is, or their number. */
static guint
find_enough (const Search *search,
             double        wanted)
{
  guint place = 0;

  while (place < search->played->len && g_array_index (search->played, Point, place).y < wanted)
    place++;
  return place;
}

/* How far it is from @end to where the log-odds are @wanted, along the line from @before through it; at most @step. A little more, so
 * that the next try lies on the other side. */
static double
reach_on (const Point *before,
          const Point *end,
          double       wanted,
          double       step)
{
  double slope = before != NULL ? (end->y - before->y) / (end->x - before->x) : 0.0;

  return slope > 0.0 ? CLAMP (1.1 * fabs (wanted - end->y) / slope, 0.8 * PRECISION, step) : step;
}

/* Where to look next: outwards with growing steps while there is but one end, then where a line in the log-odds says, a little to the
 * side that has not been found yet, so that both ends close in. @place is where it gets to be enough. */
static double
choose_next (const Search *search,
             guint         place,
             double        wanted,
             double        guess,
             guint         n_tried,
             gboolean      was_enough)
{
  const Point *played = &g_array_index (search->played, Point, 0), *low = played + place - 1, *high = played + place;
  guint        n = search->played->len;
  double       step = 0.05 * (1u << n_tried), margin, x;

  if (place == n)
    return MIN (n_tried == 0 && guess > low->x ? guess : low->x + reach_on (n > 1 ? low - 1 : NULL, low, wanted, step),
                log (BW_LEVER_MAX_FACTOR));
  if (place == 0)
    return MAX (n_tried == 0 && guess < high->x ? guess : high->x - reach_on (n > 1 ? high + 1 : NULL, high, wanted, step),
                log (LEAST_FACTOR));
  x = low->x + (high->x - low->x) * (wanted - low->y) / MAX (high->y - low->y, 1e-9);
  x += was_enough ? -0.45 * PRECISION : 0.45 * PRECISION;
  margin = n_tried < N_TRUSTED ? 0.4 * PRECISION : 0.2 * (high->x - low->x);
  return CLAMP (x, low->x + margin, high->x - margin);
}

/* Whether what was played tells where it gets to be enough, at @place, as precisely as is asked for. */
static gboolean
is_found (const Search *search,
          guint         place)
{
  const Point *played = &g_array_index (search->played, Point, 0);

  if (place == search->played->len)
    return played[place - 1].x >= log (BW_LEVER_MAX_FACTOR);
  return place == 0 ? played->x <= log (LEAST_FACTOR) : played[place].x - played[place - 1].x <= PRECISION;
}

/* The least factor of the lever that gives the log-odds @wanted; @guess is the logarithm of where it may lie. Returns %FALSE when
 * stopped. */
static gboolean
find_factor (Search *search,
             double  wanted,
             double  guess,
             double *factor)
{
  BwLever *lever = &search->levers[search->n_levers - 1];
  guint    place = find_enough (search, wanted);
  gboolean was_enough = place == 0;

  for (guint i = 0; i < MAX_TRIES && !is_found (search, place); i++)
    {
      double          x = choose_next (search, place, wanted, guess, i, was_enough);
      BwScenarioPoint point;

      lever->factor = exp (x);
      bw_scenario_point (search->base, search->levers, search->n_levers, search->target, &point);
      learn (search, x, point.chance);
      was_enough = log_odds (point.chance) >= wanted;
      place = find_enough (search, wanted);
      if (!report (search->progress, search->progress_data, search->n_done + i, search->n_all))
        return FALSE;
    }
  search->n_done += MAX_TRIES;
  *factor = place == search->played->len ? NAN : place == 0 ? 0.0
                                                            : exp (g_array_index (search->played, Point, place).x);
  return TRUE;
}

/* Finds what of @kind gives each of @n @chances; @present is the chance without, @guesses are the logarithms of where they may lie.
 * Returns %FALSE when stopped. */
static gboolean
find_factors (Search       *search,
              BwLeverKind   kind,
              double        present,
              const double *chances,
              const double *guesses,
              guint         n,
              double       *factors)
{
  search->levers[search->n_levers - 1] = bw_lever_init (kind);
  g_array_set_size (search->played, 0);
  learn (search, 0.0, present);
  for (guint i = 0; i < n; i++)
    if (!find_factor (search, log_odds (chances[i]), guesses[i], &factors[i]))
      return FALSE;
  return TRUE;
}

/* What all that is to come would have to be multiplied with, as the paths of @simulation have it. */
static double
guess_factor (const BwScenarioBase *base,
              const BwSimulation   *simulation,
              gint64                target,
              double                chance)
{
  double level = 1.0 - chance, rest = 0.0;

  bw_quantiles (simulation->total, simulation->n_paths, &level, 1, &rest);
  return rest > 0.0 ? CLAMP ((target - base->outlook->won) / rest, LEAST_FACTOR, BW_LEVER_MAX_FACTOR) : BW_LEVER_MAX_FACTOR;
}

/* The new pipeline that will come up to the period's end with @input, in amounts of new deals. */
static double
expect_pipeline (const BwScenarioBase  *base,
                 const BwScenarioInput *input)
{
  const BwOutlookBase *known = base->work.base;
  double               counted = 0.0, deals = known->expectation->arrivals * base->days;

  if (base->work.input.n_arrivals == 0)
    return 0.0;
  for (guint i = 0; i < base->work.input.n_arrivals; i++)
    {
      const BwArrival *arrival = &base->work.input.arrivals[i];

      if (arrival->counted)
        counted += bw_outlook_new_amount (known, arrival->owner) * input->arrival_wins[i] * input->arrival_size[i];
    }
  return counted / base->work.input.n_arrivals * deals * (known->replay->use_season ? known->expectation->season : 1.0);
}

/* Says in @need what its factor of new pipeline comes to. */
static void
add_pipeline (const BwScenarioBase  *base,
              const BwScenarioInput *input,
              BwScenarioNeed        *need)
{
  double gap = (double)need->target - (double)base->outlook->won, coming = expect_pipeline (base, input);

  need->open = base->outlook->open;
  need->new_amount = bw_outlook_to_minor (coming);
  need->need_amount = BW_MONEY_NONE;
  need->coverage = NAN;
  need->plain_ratio = base->work.from_open > 0.0 && base->outlook->open > 0 ? base->outlook->open / base->work.from_open : NAN;
  if (isnan (need->new_pipeline))
    return;
  need->need_amount = bw_outlook_to_minor (coming * need->new_pipeline);
  if (gap > 0.0)
    need->coverage = ((double)need->open + coming * need->new_pipeline) / gap;
}

/* Fills @needs, one for each of @n @chances (between 0 and 1), with what it takes to reach @target (minor units, the whole period's
 * closed won) with it, all else being as the @levers say. Returns %FALSE when @progress (nullable) stopped it, or when the period is
 * over. */
gboolean
bw_scenario_need (const BwScenarioBase *base,
                  const BwLever        *levers,
                  guint                 n_levers,
                  gint64                target,
                  const double         *chances,
                  guint                 n,
                  BwScenarioNeed       *needs,
                  BwProgress            progress,
                  gpointer              progress_data)
{
  g_autofree BwLever *all = g_new0 (BwLever, n_levers + 1);
  g_autofree double  *guesses = g_new (double, n), *more = g_new (double, n), *factors = g_new (double, 3 * n);
  g_autoptr (GArray) played = g_array_new (FALSE, FALSE, sizeof (Point));
  g_autoptr (BwScenarioInput) input = bw_scenario_input_new (base, levers, n_levers);
  g_autoptr (BwSimulation) simulation = bw_scenario_play (base, input, NULL, NULL);
  Search search = {
    .base = base,
    .levers = all,
    .n_levers = n_levers + 1,
    .target = target,
    .progress = progress,
    .progress_data = progress_data,
    .n_all = 3 * n * MAX_TRIES,
    .played = played,
  };
  BwScenarioPoint point;

  if (simulation == NULL)
    return FALSE;
  for (guint i = 0; i < n_levers; i++)
    all[i] = levers[i];
  bw_scenario_measure (base, input, simulation, target, &point);
  for (guint i = 0; i < n; i++)
    {
      double guess = guess_factor (base, simulation, target, chances[i]);
      double rest = input->from_new > 0.0 ? 1.0 + (guess - 1.0) * (input->from_open + input->from_new) / input->from_new : 1.0;

      guesses[i] = log (guess);
      more[i] = log (CLAMP (rest, LEAST_FACTOR, BW_LEVER_MAX_FACTOR));
    }
  if (!find_factors (&search, BW_LEVER_DEAL_SIZE, point.chance, chances, guesses, n, factors) ||
      !find_factors (&search, BW_LEVER_WIN_RATE, point.chance, chances, guesses, n, factors + n) ||
      !find_factors (&search, BW_LEVER_NEW_PIPELINE, point.chance, chances, more, n, factors + 2 * n))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      needs[i] = (BwScenarioNeed) {
        .target = target,
        .chance = chances[i],
        .present_chance = point.chance,
        .deal_size = factors[i],
        .win_rate = factors[n + i],
        .new_pipeline = factors[2 * n + i],
      };
      add_pipeline (base, input, &needs[i]);
    }
  return TRUE;
}
