/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a period would bring if things went otherwise.
 *
 * A base is the forecast with all that it was made from: what was known, the rates, the simulation's input and its paths. It is made
 * once, by the same code as the forecast on the other pages and with the same seed, so that without levers a scenario is the
 * forecast, to the bit. A scenario's levers change a copy of the input (bw-scenario-input.c, bw-scenario-new.c), and only what
 * they change is played again with the same luck (common random numbers, bw_simulation_vary()): what two scenarios differ
 * in comes from their levers and not from chance, and a slider is followed while it moves. No lever touches the book. */

#include "core/bw-scenario-private.h"

#include <string.h>

#include "core/bw-quantile.h"

#define MAX_CHANCE 0.995 /* as in the forecast */

/* Fills what levers on new business need. */
static void
look_at_new_business (BwScenarioBase *base)
{
  const BwOutlookBase *known = base->work.base;
  double               ever;

  base->days = (guint)(base->outlook->period.to - base->outlook->as_of);
  ever = known->chances->fit->new_won[known->chances->fit->n_weeks] * known->level;
  base->most_new = ever > 0.0 ? MAX (MAX_CHANCE / ever, 1.0) : 1.0;
}

/* Forecasts @scope as bw_outlook_base_part() does, and keeps what scenarios need of it.
 * Returns: (transfer full) (nullable): %NULL when @progress (nullable) stopped it. */
BwScenarioBase *
bw_scenario_base_new_part (BwOutlookBase *all,
                           const BwScope *scope,
                           BwProgress     progress,
                           gpointer       progress_data)
{
  BwScenarioBase *base = g_new0 (BwScenarioBase, 1);

  g_atomic_ref_count_init (&base->refs);
  base->book = bw_book_ref (all->book);
  base->seed = all->seed;
  base->outlook = bw_outlook_base_part_kept (all, scope, &base->work, progress, progress_data);
  if (base->outlook == NULL)
    {
      bw_scenario_base_unref (base);
      return NULL;
    }
  base->mask = bw_scope_mask_new (base->book, scope);
  if (base->work.simulation != NULL)
    look_at_new_business (base);
  bw_ramp_measure (&base->ramp, all->whole);
  return base;
}

/* Forecasts as bw_outlook_new() does, and keeps what scenarios need of it.
 * Returns: (transfer full) (nullable): %NULL when @progress (nullable) stopped it. */
BwScenarioBase *
bw_scenario_base_new (BwBook         *book,
                      const BwScope  *scope,
                      const BwPeriod *period,
                      BwDate          as_of,
                      guint64         seed,
                      BwProgress      progress,
                      gpointer        progress_data)
{
  g_autoptr (BwOutlookBase) all = bw_outlook_base_new (book, period, as_of, seed, NULL, progress, progress_data);

  return all != NULL ? bw_scenario_base_new_part (all, scope, progress, progress_data) : NULL;
}

/* Returns: (transfer full): @base. */
BwScenarioBase *
bw_scenario_base_ref (BwScenarioBase *base)
{
  g_atomic_ref_count_inc (&base->refs);
  return base;
}

/* Lets go of @base (transfer full) (nullable). */
void
bw_scenario_base_unref (BwScenarioBase *base)
{
  if (base == NULL || !g_atomic_ref_count_dec (&base->refs))
    return;
  bw_outlook_work_clear (&base->work);
  bw_outlook_free (base->outlook);
  bw_scope_mask_free (base->mask);
  bw_book_unref (base->book);
  g_free (base);
}

/* Returns: (transfer none): what it is of. */
BwBook *
bw_scenario_base_get_book (const BwScenarioBase *base)
{
  return base->book;
}

/* Whether scenarios upon @base hold for @book too: neither its deals nor what they are judged by differ. */
gboolean
bw_scenario_base_knows (const BwScenarioBase *base,
                        const BwBook         *book)
{
  return bw_outlook_base_knows (base->work.base, book);
}

/* Returns: (transfer none): the forecast without levers. */
const BwOutlook *
bw_scenario_base_get_outlook (const BwScenarioBase *base)
{
  return base->outlook;
}

/* Returns: (transfer none): how new people come to sell, which hiring goes by. */
const BwRamp *
bw_scenario_base_get_ramp (const BwScenarioBase *base)
{
  return &base->ramp;
}

/* Plays @input. Returns: (transfer full) (nullable): %NULL when stopped, or when the period is over. */
BwSimulation *
bw_scenario_play (const BwScenarioBase  *base,
                  const BwScenarioInput *input,
                  BwProgress             progress,
                  gpointer               progress_data)
{
  if (base->work.simulation == NULL)
    return NULL;
  return bw_simulation_vary (base->work.simulation, &base->work.input, &input->input, progress, progress_data);
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* The distribution of the period's closed won. */
static void
fill_distribution (BwScenarioResult      *result,
                   const BwScenarioBase  *base,
                   const BwScenarioInput *input,
                   const BwSimulation    *simulation)
{
  double won = (double)result->won;
  guint  reached = 0;

  result->n_paths = simulation != NULL ? simulation->n_paths : base->outlook->n_paths;
  result->paths = g_new (double, result->n_paths);
  for (guint p = 0; p < result->n_paths; p++)
    {
      result->paths[p] = won + (simulation != NULL ? simulation->total[p] : 0.0);
      reached += result->quota != BW_MONEY_NONE && result->paths[p] >= (double)result->quota;
    }
  qsort (result->paths, result->n_paths, sizeof *result->paths, compare_doubles);
  result->p10 = bw_quantile (result->paths, result->n_paths, 0.10);
  result->p25 = bw_quantile (result->paths, result->n_paths, 0.25);
  result->p50 = bw_quantile (result->paths, result->n_paths, 0.50);
  result->p75 = bw_quantile (result->paths, result->n_paths, 0.75);
  result->p90 = bw_quantile (result->paths, result->n_paths, 0.90);
  result->from_open = input->from_open;
  result->from_new = input->from_new;
  result->mean = won + input->from_open + input->from_new;
  result->chance_of_quota = result->quota != BW_MONEY_NONE ? (double)reached / result->n_paths : NAN;
}

static void
fill_people (BwScenarioResult     *result,
             const BwScenarioBase *base,
             const BwSimulation   *simulation,
             const BwLever        *levers,
             guint                 n_levers)
{
  g_autofree BwOutlookRange *ranges = bw_outlook_people_ranges (base->book, simulation);

  result->n_people = base->outlook->n_people;
  result->people = g_new0 (BwScenarioPerson, result->n_people + 1);
  for (guint i = 0; i < result->n_people; i++)
    {
      const BwOutlookPerson *before = &base->outlook->people[i];
      const BwOutlookRange  *range = &ranges[before->person];
      BwScenarioPerson      *person = &result->people[i];
      BwScope                scope = { .kind = BW_SCOPE_PERSON, .index = before->person };

      person->person = before->person;
      person->won = person->p10 = person->p50 = person->p90 = before->won;
      person->mean = (double)before->won;
      person->quota = before->quota;
      if (before->quota != BW_MONEY_NONE)
        person->quota = bw_scenario_quota (base, &scope, before->quota, levers, n_levers);
      if (!range->known)
        continue;
      person->mean += range->mean;
      person->p10 += bw_outlook_to_minor (range->p10);
      person->p50 += bw_outlook_to_minor (range->p50);
      person->p90 += bw_outlook_to_minor (range->p90);
    }
}

/* Where the period lands with the @levers; those with a problem (see bw_lever_dup_problem()) are left out.
 * Returns: (transfer full) (nullable): %NULL when @progress (nullable) stopped it. */
BwScenarioResult *
bw_scenario_run (const BwScenarioBase *base,
                 const BwLever        *levers,
                 guint                 n_levers,
                 BwProgress            progress,
                 gpointer              progress_data)
{
  g_autoptr (BwScenarioInput) input = bw_scenario_input_new (base, levers, n_levers);
  g_autoptr (BwSimulation) simulation = bw_scenario_play (base, input, progress, progress_data);
  BwScenarioResult *result;

  if (simulation == NULL && base->work.simulation != NULL)
    return NULL;
  result = g_new0 (BwScenarioResult, 1);
  result->won = base->outlook->won;
  result->quota = input->quota;
  result->n_hires = input->n_hires;
  fill_distribution (result, base, input, simulation);
  result->n_weeks = base->outlook->n_weeks;
  result->weeks = g_memdup2 (base->outlook->weeks, sizeof *result->weeks * result->n_weeks);
  if (simulation != NULL)
    bw_outlook_fill_weeks (result->weeks + result->n_weeks - base->work.base->n_steps, base->work.base->n_steps, result->won, simulation);
  fill_people (result, base, simulation, levers, n_levers);
  return result;
}

/* The three numbers that levers are compared by, of what came of @input; the chance is that of reaching @target (BW_MONEY_NONE: the
 * quota). */
void
bw_scenario_measure (const BwScenarioBase  *base,
                     const BwScenarioInput *input,
                     const BwSimulation    *simulation,
                     gint64                 target,
                     BwScenarioPoint       *point)
{
  g_autofree double *totals = g_memdup2 (simulation->total, sizeof *totals * simulation->n_paths);
  double             half = 0.5, won = (double)base->outlook->won;
  guint              reached = 0;

  if (target == BW_MONEY_NONE)
    target = input->quota;
  for (guint p = 0; p < simulation->n_paths; p++)
    reached += won + totals[p] >= (double)target;
  point->mean = won + input->from_open + input->from_new;
  point->chance = target != BW_MONEY_NONE ? (double)reached / simulation->n_paths : NAN;
  bw_quantiles (totals, simulation->n_paths, &half, 1, &point->p50);
  point->p50 += won;
}

/* The same of what comes of the levers. Returns %FALSE when the period is over: nothing changes it any more. */
gboolean
bw_scenario_point (const BwScenarioBase *base,
                   const BwLever        *levers,
                   guint                 n_levers,
                   gint64                target,
                   BwScenarioPoint      *point)
{
  g_autoptr (BwScenarioInput) input = bw_scenario_input_new (base, levers, n_levers);
  g_autoptr (BwSimulation) simulation = bw_scenario_play (base, input, NULL, NULL);

  *point = (BwScenarioPoint) { (double)base->outlook->won, (double)base->outlook->won, NAN };
  if (simulation == NULL)
    return FALSE;
  bw_scenario_measure (base, input, simulation, target, point);
  return TRUE;
}

/* Frees @result (transfer full) (nullable). */
void
bw_scenario_result_free (BwScenarioResult *result)
{
  if (result == NULL)
    return;
  g_free (result->paths);
  g_free (result->weeks);
  g_free (result->people);
  g_free (result);
}
