/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rates by stage and time in it make of a deal: its chance of being won within so many weeks.
 *
 * The chance V of being won within h weeks follows by a backward recursion over weeks on (class, age):
 *
 *   V(h, c, a) = won + moved * sum over d of share(c, d) V(h - 1/2, d, 0) + stay * V(h - 1, c, a + 1)
 *
 * Deals move in the middle of the week in the mean; V(h - 1/2) is carried on from V(h - 1) and V(h - 2).
 *
 * Where weeks of a quarter differ (bw-rhythm.c), the same is worked out once for each number of weeks ahead, backwards from its
 * last week with each week's own rates; half a week before the end of a week is then one step of half a week from the next. Weeks
 * further ahead than are looked at add what they do on average. O(weeks x classes x ages), and of the
 * paced weeks half their square. */

#include "core/bw-hazard-private.h"

#include <math.h>
#include <string.h>

enum
{
  N_BINS = BW_HAZARD_N_BINS,
  N_AGES = BW_HAZARD_N_AGES,
};

/* What a stretch of time does to a deal in one cell. */
typedef struct
{
  double won, moved, stay;
} Step;

static Step
step_of (const BwHazardRates *rates,
         const double        *pace,
         double               weeks)
{
  double won = rates->rate[BW_HAZARD_WON], lost = rates->rate[BW_HAZARD_LOST], moved = rates->rate[BW_HAZARD_MOVED], leaving, gone, per;

  if (pace != NULL)
    {
      won *= pace[BW_HAZARD_WON];
      lost *= pace[BW_HAZARD_LOST];
      moved *= pace[BW_HAZARD_MOVED];
    }
  leaving = won + lost + moved;
  gone = -expm1 (-leaving * weeks);
  per = leaving > 0.0 ? gone / leaving : 0.0;
  return (Step) { won * per, moved * per, 1.0 - gone };
}

/* The shares of those that move on from each class by where they go; 0 where nothing moves. Returns: (transfer full) */
static double *
shares_of (const double *moves,
           guint         n)
{
  double *shares = g_new0 (double, (gsize)n *n + 1);

  for (guint c = 0; c < n; c++)
    {
      double out = 0.0;

      for (guint d = 0; d < n; d++)
        out += moves[c * n + d];
      for (guint d = 0; d < n && out > 0.0; d++)
        shares[c * n + d] = moves[c * n + d] / out;
    }
  return shares;
}

/* One week back: from @after, what is reached from its end on, to @now, both by class and age; a deal that moves to class d in it reaches
 * @entered [d]. @steps: [class][bin]. */
static void
step_back (const BwHazardCounts *counts,
           const Step           *steps,
           const double         *shares,
           const double         *entered,
           const double         *after,
           double               *now)
{
  guint n = counts->n_classes;

  for (guint c = 0; c < n; c++)
    {
      double        onward = 0.0;
      const double *from = after + (gsize)c * N_AGES;
      double       *to = now + (gsize)c * N_AGES;

      for (guint d = 0; d < n; d++)
        onward += shares[c * n + d] * entered[d];
      for (guint bin = 0; bin < N_BINS; bin++)
        {
          Step   step = steps[c * N_BINS + bin];
          double gain = step.won + step.moved * onward;

          for (guint age = bw_hazard_bin_weeks[bin]; age < bw_hazard_bin_weeks[bin + 1]; age++)
            to[age] = gain + step.stay * from[MIN (age + 1, N_AGES - 1)];
        }
    }
}

/* Fills the table with weeks as they are on average. */
static void
fill_average (BwHazardFit          *fit,
              const BwHazardCounts *counts,
              const BwHazardRates  *rates,
              const double         *shares)
{
  guint              n = fit->n_classes, n_cells = n * N_BINS;
  gsize              row = (gsize)n * N_AGES;
  g_autofree Step   *steps = g_new (Step, n_cells + 1);
  g_autofree double *entered = g_new (double, n + 1);

  for (guint i = 0; i < n_cells; i++)
    steps[i] = step_of (&rates[i], NULL, 1.0);
  for (guint h = 1; h <= fit->n_weeks; h++)
    {
      const double *before = fit->table + (h - 1) * row;

      for (guint d = 0; d < n; d++)
        entered[d] = h == 1 ? step_of (&rates[d * N_BINS], NULL, 0.5).won
                            : MIN (1.0, 1.5 * before[(gsize)d * N_AGES] - 0.5 * fit->table[(h - 2) * row + (gsize)d * N_AGES]);
      step_back (counts, steps, shares, entered, before, fit->table + h * row);
    }
}

/* The chance of a new deal, by what is reached from each class on. */
static double
new_of (const BwHazardFit *fit,
        const double      *chances)
{
  double sum = fit->entry[fit->n_classes];

  for (guint c = 0; c < fit->n_classes; c++)
    sum += fit->entry[c] * chances[(gsize)c * N_AGES];
  return sum;
}

/* What a deal that enters each class in the middle of a week reaches: half the week, @halves, then @after. */
static void
enter (const Step   *halves,
       const double *shares,
       const double *after,
       guint         n,
       double       *entered)
{
  for (guint c = 0; c < n; c++)
    {
      double onward = 0.0;

      for (guint d = 0; d < n; d++)
        onward += shares[c * n + d] * after[(gsize)d * N_AGES];
      entered[c] = halves[c].won + halves[c].moved * onward + halves[c].stay * after[(gsize)c * N_AGES];
    }
}

/* Fills the table's first weeks anew, with each week at its own pace. */
static void
fill_paced (BwHazardFit          *fit,
            const BwHazardCounts *counts,
            const BwHazardRates  *rates,
            const double         *shares)
{
  guint              n = fit->n_classes, n_cells = n * N_BINS, n_paced = fit->n_paced;
  gsize              row = (gsize)n * N_AGES;
  g_autofree Step   *steps = g_new (Step, (gsize)n_paced * n_cells + 1);
  g_autofree Step   *halves = g_new (Step, (gsize)n_paced * n + 1);
  g_autofree double *entered = g_new (double, n + 1), *space = g_new0 (double, 2 * row + 1);

  for (guint w = 0; w < n_paced; w++)
    {
      const double *pace = fit->pace + w * BW_HAZARD_N_EVENTS;

      for (guint i = 0; i < n_cells; i++)
        steps[(gsize)w * n_cells + i] = step_of (&rates[i], pace, 1.0);
      for (guint c = 0; c < n; c++)
        halves[w * n + c] = step_of (&rates[c * N_BINS], pace, 0.5);
    }
  for (guint h = 1; h <= n_paced; h++)
    {
      double *after = space, *now = space + row, *left = fit->new_paced + (gsize)h * (n_paced + 1);

      memset (after, 0, row * sizeof *after);
      left[0] = fit->entry[n];
      for (guint w = h; w-- > 0;)
        {
          double *swap = after;

          enter (halves + w * n, shares, after, n, entered);
          step_back (counts, steps + (gsize)w * n_cells, shares, entered, after, now);
          left[h - w] = new_of (fit, now);
          after = now;
          now = swap;
        }
      memcpy (fit->table + h * row, after, row * sizeof *after);
    }
}

/* Fills the tables of @fit, whose shares of new deals and pace are known.
 * @rates: [class][bin], of an average week
 * @moves: how often deals moved on, [from class][to class] */
void
bw_hazard_fill_table (BwHazardFit          *fit,
                      const BwHazardCounts *counts,
                      const BwHazardRates  *rates,
                      const double         *moves)
{
  gsize              row = (gsize)fit->n_classes * N_AGES;
  g_autofree double *shares = shares_of (moves, fit->n_classes), *last = NULL;

  fit->table = g_new0 (double, (fit->n_weeks + 1) * row);
  fit->new_won = g_new (double, fit->n_weeks + 1);
  fill_average (fit, counts, rates, shares);
  for (guint h = 0; h <= fit->n_weeks; h++)
    fit->new_won[h] = new_of (fit, fit->table + h * row);
  if (fit->ahead == NULL)
    return;
  fit->new_paced = g_new0 (double, (gsize)(fit->n_paced + 1) * (fit->n_paced + 1));
  fit->new_paced[0] = fit->entry[fit->n_classes];
  last = g_memdup2 (fit->table + fit->n_paced * row, row * sizeof *last);
  fill_paced (fit, counts, rates, shares);
  for (guint h = fit->n_paced + 1; h <= fit->n_weeks; h++)
    for (gsize i = 0; i < row; i++)
      fit->table[h * row + i] = MIN (1.0, fit->table[fit->n_paced * row + i] + fit->table[h * row + i] - last[i]);
}
