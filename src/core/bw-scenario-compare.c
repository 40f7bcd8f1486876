/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two scenarios differ in: by part, by person, by deal.
 *
 * Both are laid over the same base and played with the same luck. Deals and parts are told by their means, which are exact; people by
 * the means of their paths, as what new business brings is booked to them there. O(deals + people x paths). */

#include "core/bw-scenario-private.h"

#define LEAST_CHANGE 0.5 /* minor units: what is less is rounding */

static int
compare_people (const void *a,
                const void *b)
{
  const BwScenarioPersonChange *x = a, *y = b;

  if (fabs (x->mean) != fabs (y->mean))
    return fabs (x->mean) > fabs (y->mean) ? -1 : 1;
  return x->person - y->person;
}

static int
compare_deals (const void *a,
               const void *b)
{
  const BwScenarioDealChange *x = a, *y = b;

  if (fabs (x->change) != fabs (y->change))
    return fabs (x->change) > fabs (y->change) ? -1 : 1;
  return x->deal < y->deal ? -1 : x->deal > y->deal;
}

static double
mean_of (const double *values,
         guint         n)
{
  double sum = 0.0;

  for (guint i = 0; values != NULL && i < n; i++)
    sum += values[i];
  return n > 0 ? sum / n : 0.0;
}

static void
compare_owners (BwScenarioDifference *difference,
                const BwSimulation   *from,
                const BwSimulation   *to)
{
  difference->people = g_new0 (BwScenarioPersonChange, from->n_people + 1);
  for (guint i = 0; i <= from->n_people; i++)
    {
      double change = mean_of (to->people[i], to->n_paths) - mean_of (from->people[i], from->n_paths);

      if (fabs (change) >= LEAST_CHANGE)
        difference->people[difference->n_people++] = (BwScenarioPersonChange) { i < from->n_people ? (gint32)i : BW_NOBODY, change };
    }
  qsort (difference->people, difference->n_people, sizeof *difference->people, compare_people);
}

static void
compare_open (BwScenarioDifference  *difference,
              const BwScenarioInput *from,
              const BwScenarioInput *to)
{
  guint n = from->input.n_open;

  difference->deals = g_new0 (BwScenarioDealChange, n + 1);
  for (guint i = 0; i < n; i++)
    {
      BwScenarioDealChange change = {
        .deal = from->open[i].deal,
        .chance_before = from->counted[i] ? from->chance[i] : 0.0,
        .chance_after = to->counted[i] ? to->chance[i] : 0.0,
        .amount_before = bw_outlook_to_minor (from->open[i].amount),
        .amount_after = bw_outlook_to_minor (to->open[i].amount),
      };

      change.change = to->open[i].amount * change.chance_after - from->open[i].amount * change.chance_before;
      if (fabs (change.change) >= LEAST_CHANGE)
        difference->deals[difference->n_deals++] = change;
    }
  qsort (difference->deals, difference->n_deals, sizeof *difference->deals, compare_deals);
}

/* How the scenario with the levers @to differs from that with @from (none: from the forecast).
 * Returns: (transfer full) (nullable): %NULL when @progress (nullable) stopped it. */
BwScenarioDifference *
bw_scenario_compare (const BwScenarioBase *base,
                     const BwLever        *from,
                     guint                 n_from,
                     const BwLever        *to,
                     guint                 n_to,
                     BwProgress            progress,
                     gpointer              progress_data)
{
  g_autoptr (BwScenarioDifference) difference = g_new0 (BwScenarioDifference, 1);
  g_autoptr (BwScenarioInput) before = bw_scenario_input_new (base, from, n_from);
  g_autoptr (BwScenarioInput) after = bw_scenario_input_new (base, to, n_to);
  g_autoptr (BwSimulation) was = bw_scenario_play (base, before, progress, progress_data);
  g_autoptr (BwSimulation) is = NULL;
  BwScenarioPoint then, now;

  difference->open = after->from_open - before->from_open;
  difference->added = after->from_new - before->from_new;
  difference->mean = difference->open + difference->added;
  difference->chance = NAN;
  if (base->work.simulation == NULL)
    return g_steal_pointer (&difference);
  is = was != NULL ? bw_scenario_play (base, after, progress, progress_data) : NULL;
  if (is == NULL)
    return NULL;
  bw_scenario_measure (base, before, was, BW_MONEY_NONE, &then);
  bw_scenario_measure (base, after, is, BW_MONEY_NONE, &now);
  difference->p50 = now.p50 - then.p50;
  difference->chance = now.chance - then.chance;
  compare_owners (difference, was, is);
  compare_open (difference, before, after);
  return g_steal_pointer (&difference);
}

/* Frees @difference (transfer full) (nullable). */
void
bw_scenario_difference_free (BwScenarioDifference *difference)
{
  if (difference == NULL)
    return;
  g_free (difference->people);
  g_free (difference->deals);
  g_free (difference);
}
