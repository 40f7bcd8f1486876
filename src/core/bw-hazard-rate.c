/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rates by stage and time in it from counts, of which there are few in most places.
 *
 * What is won, lost and moved on are three events with rates of their own: as most deals are won from the last stages and lost from
 * any, and old ones are lost where young ones are won, none of them follows from the others.
 *
 * Each rate is events over time at risk, shrunk (empirical Bayes, by BW_HAZARD_PRIOR_WEEKS of time at risk at each step) to what is known of more:
 * a cell of stage and time in it to that stage's cells of similar age, these to the rate that all stages have at that age times the
 * stage's own factor, and that, in its turn, to all stages' rate at similar ages, then at any. Similar is up to NEAR_AGE times as old or
 * as young. A stage's factor is shrunk to 1 by as many closed deals as the book's own past says
 * (bw-share-prior.c).
 *
 * In the end each stage's rates are brought to say what happened in it in all.
 *
 * Ages by which 97.5 % of an event's cases have come are a class of their own, "stalled", pooled over their ages, and those at which
 * there never was one another: what lies beyond all that was seen cannot be carried on from what goes before. Without time at
 * risk in them they have STALLED_SHARE of the general rate.
 *
 * O(classes x bins^2). */

#include "core/bw-hazard-private.h"

enum
{
  N_BINS = BW_HAZARD_N_BINS,
};

#define PRIOR_MOVES      5.0 /* moves that a stage's factor of 1 is worth */
#define LEVEL_PRIOR      1.0 /* events */
#define NEAR_AGE         1.5
#define STALLED_QUANTILE 0.975
#define STALLED_SHARE    0.25
#define STALLED_MIN      20.0 /* events without which nothing is known of it */

static inline double
closed_in (const BwHazardCell *cell)
{
  return cell->won + cell->lost;
}

static void
add_cell (BwHazardCell       *sum,
          const BwHazardCell *cell)
{
  sum->exposure += cell->exposure;
  sum->won += cell->won;
  sum->lost += cell->lost;
  sum->moved += cell->moved;
}

/* Ages are of three kinds; the rates of the latter two are pooled over their ages. */
typedef enum
{
  AGE_FRESH,
  AGE_STALLED, /* older than STALLED_QUANTILE of what closed */
  AGE_BEYOND,  /* older than anything that closed */
  N_AGE_KINDS,
} AgeKind;

/* What all classes have in common of one event. */
typedef struct
{
  guint8 kind[N_BINS];
  guint  line;             /* the first bin that is not fresh, N_BINS without one */
  double prior;            /* events that a class's factor of 1 is worth */
  double fresh[N_BINS];    /* a week, by age */
  double old[N_AGE_KINDS]; /* the same of stalled deals and those beyond */
} Pooled;

/* Finds the kind of each bin. */
static void
find_age_kinds (const BwHazardCell *by_bin,
                BwHazardEvent       event,
                Pooled             *pooled)
{
  double n = 0.0, sum = 0.0;
  guint  last = N_BINS;

  pooled->line = N_BINS;
  for (guint bin = 0; bin < N_BINS; bin++)
    n += bw_hazard_count (&by_bin[bin], event);
  for (guint bin = 0; bin < N_BINS && n >= STALLED_MIN; bin++)
    {
      sum += bw_hazard_count (&by_bin[bin], event);
      if (pooled->line == N_BINS && sum >= STALLED_QUANTILE * n)
        pooled->line = bin + 1;
      if (bw_hazard_count (&by_bin[bin], event) > 0.0)
        last = bin + 1;
    }
  for (guint bin = 0; bin < N_BINS; bin++)
    pooled->kind[bin] = bin >= MAX (pooled->line, last) ? AGE_BEYOND : bin >= pooled->line ? AGE_STALLED
                                                                                           : AGE_FRESH;
}

/* The rate about the age of @bin: of ages up to a third younger or older, shrunk to @prior. */
static double
smooth (const BwHazardCell *by_bin,
        BwHazardEvent       event,
        guint               bin,
        double              prior)
{
  BwHazardCell sum = { 0 };
  double       middle = 0.5 * (bw_hazard_bin_weeks[bin] + bw_hazard_bin_weeks[bin + 1]);

  for (guint b = 0; b < N_BINS; b++)
    {
      double other = 0.5 * (bw_hazard_bin_weeks[b] + bw_hazard_bin_weeks[b + 1]);

      if (other >= middle / NEAR_AGE && other <= middle * NEAR_AGE)
        add_cell (&sum, &by_bin[b]);
    }
  return (bw_hazard_count (&sum, event) + BW_HAZARD_PRIOR_WEEKS * prior) / (sum.exposure + BW_HAZARD_PRIOR_WEEKS);
}

static void
pool_rates (const BwHazardCell *by_bin,
            BwHazardEvent       event,
            Pooled             *pooled)
{
  BwHazardCell by_kind[N_AGE_KINDS] = { { 0 } };
  double       general;

  find_age_kinds (by_bin, event, pooled);
  for (guint bin = 0; bin < N_BINS; bin++)
    add_cell (&by_kind[pooled->kind[bin]], &by_bin[bin]);
  general = by_kind[AGE_FRESH].exposure > 0.0 ? bw_hazard_count (&by_kind[AGE_FRESH], event) / by_kind[AGE_FRESH].exposure : 0.0;
  for (guint bin = 0; bin < N_BINS; bin++)
    pooled->fresh[bin] =
      (bw_hazard_count (&by_bin[bin], event) + BW_HAZARD_PRIOR_WEEKS * smooth (by_bin, event, bin, general)) / (by_bin[bin].exposure + BW_HAZARD_PRIOR_WEEKS);
  for (guint k = AGE_STALLED; k < N_AGE_KINDS; k++)
    pooled->old[k] =
      (bw_hazard_count (&by_kind[k], event) + BW_HAZARD_PRIOR_WEEKS * STALLED_SHARE * general) / (by_kind[k].exposure + BW_HAZARD_PRIOR_WEEKS);
}

/* How often @event comes at each age of a class whose counts are @sums: fills @rates (array length=N_BINS), a week. */
static void
shrink_event (const BwHazardCell *sums,
              BwHazardEvent       event,
              const Pooled       *pooled,
              BwHazardRates      *rates)
{
  BwHazardCell by_kind[N_AGE_KINDS] = { { 0 } };
  double       expected = 0.0, said = 0.0, factor, level, old[N_AGE_KINDS];

  for (guint bin = 0; bin < N_BINS; bin++)
    {
      add_cell (&by_kind[pooled->kind[bin]], &sums[bin]);
      if (pooled->kind[bin] == AGE_FRESH)
        expected += sums[bin].exposure * pooled->fresh[bin];
    }
  factor = (bw_hazard_count (&by_kind[AGE_FRESH], event) + pooled->prior) / (expected + pooled->prior);
  for (guint k = AGE_STALLED; k < N_AGE_KINDS; k++)
    old[k] = (bw_hazard_count (&by_kind[k], event) + BW_HAZARD_PRIOR_WEEKS * pooled->old[k]) / (by_kind[k].exposure + BW_HAZARD_PRIOR_WEEKS);
  for (guint bin = 0; bin < N_BINS; bin++)
    {
      double near = smooth (sums, event, bin, factor * pooled->fresh[bin]);

      rates[bin].rate[event] = pooled->kind[bin] == AGE_FRESH
                                 ? (bw_hazard_count (&sums[bin], event) + BW_HAZARD_PRIOR_WEEKS * near) / (sums[bin].exposure + BW_HAZARD_PRIOR_WEEKS)
                                 : old[pooled->kind[bin]];
      if (pooled->kind[bin] == AGE_FRESH)
        said += sums[bin].exposure * rates[bin].rate[event];
    }
  /* All that happened is accounted for, wherever it was shrunk to. */
  level = (bw_hazard_count (&by_kind[AGE_FRESH], event) + LEVEL_PRIOR) / (said + LEVEL_PRIOR);
  for (guint bin = 0; bin < N_BINS; bin++)
    if (pooled->kind[bin] == AGE_FRESH)
      rates[bin].rate[event] *= level;
}

/* Lets every closing deal have the same chance of being won. */
static void
share_wins (BwHazardRates *rates,
            guint          n_cells,
            double         win_share)
{
  for (guint i = 0; i < n_cells; i++)
    {
      double closed = rates[i].rate[BW_HAZARD_WON] + rates[i].rate[BW_HAZARD_LOST];

      rates[i].rate[BW_HAZARD_WON] = closed * win_share;
      rates[i].rate[BW_HAZARD_LOST] = closed * (1.0 - win_share);
    }
}

/* Fills the rates of all cells from their counts; see the head of the file. */
void
bw_hazard_shrink (BwHazardFit        *fit,
                  const BwHazardCell *sums,
                  gboolean            shared,
                  BwHazardRates      *rates)
{
  BwHazardCell by_bin[N_BINS] = { { 0 } }, all = { 0 };
  double       fresh = 0.0;

  for (guint i = 0; i < fit->n_classes * N_BINS; i++)
    {
      add_cell (&by_bin[i % N_BINS], &sums[i]);
      add_cell (&all, &sums[i]);
    }
  fit->n_closed = closed_in (&all);
  fit->win_share = (all.won + 0.5) / (fit->n_closed + 1.0);
  for (guint c = 0; c < fit->n_classes; c++)
    {
      fit->weight[c] = 0.0;
      for (guint bin = 0; bin < N_BINS; bin++)
        fit->weight[c] += closed_in (&sums[c * N_BINS + bin]);
    }
  for (BwHazardEvent event = 0; event < BW_HAZARD_N_EVENTS; event++)
    {
      Pooled pooled;

      pooled.prior = event == BW_HAZARD_MOVED ? PRIOR_MOVES : fit->prior_closed * (event == BW_HAZARD_WON ? fit->win_share : 1.0 - fit->win_share);
      pool_rates (by_bin, event, &pooled);
      for (guint c = 0; c < fit->n_classes; c++)
        shrink_event (sums + c * N_BINS, event, &pooled, rates + c * N_BINS);
    }
  for (guint bin = 0; bin < N_BINS && fit->stalled_from == 0; bin++)
    {
      fresh += closed_in (&by_bin[bin]);
      if (fit->n_closed >= STALLED_MIN && fresh >= STALLED_QUANTILE * fit->n_closed)
        fit->stalled_from = bw_hazard_bin_weeks[bin + 1];
    }
  if (fit->stalled_from == 0)
    fit->stalled_from = BW_HAZARD_N_AGES;
  if (shared)
    share_wins (rates, fit->n_classes * N_BINS, fit->win_share);
}
