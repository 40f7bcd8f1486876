/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is expected of a window as known on a day.
 *
 * Open deals bring amount times chance (see bw-hazard.c and bw-slip.c). New business: as many deals a day
 * as came in the last quarter year, each won within the days that are left to it as often as new deals
 * are, bringing what recent wins brought.
 *
 * How far all that may be off is told in two parts. Of each class of stages apart by how many deals were closed in it, and of new
 * business by how their number varies; and of all alike by how many deals were won, whatever they were worth: n wins tell the rate
 * of winning to 1 / n in relative variance (Poisson), and their mean amount, which is what new business brings, to their own
 * variance over n. With thousands of wins the second part is nothing; with the fifty of a small book's first quarter it is
 * more than all others.
 *
 * More deals come at some times of the year than at others: that is taken from earlier years, where replayed days have shown that it
 * helps.
 *
 * What is expected of a part of the deals, a scope's, rests on the whole's rates, so that parts add up: its open deals
 * are those of the whole that it admits, and of the new business it gets as much as of the deals that came in the
 * last quarter year. */

#include "core/bw-replay.h"

#include <math.h>

#include "core/bw-simulation.h"

enum
{
  ARRIVAL_WEEKS = 13,
  SPREAD_WEEKS = 26,
  MIN_FIT_WEEKS = 27, /* stated dates are held against this horizon */
  MAX_FIT_WEEKS = 530,
  YEAR_DAYS = 364, /* whole weeks */
  MAX_YEARS = 5,
};

#define PRIOR_WINS    2.0  /* that rates are known by at least */
#define SEASON_SPREAD 0.20 /* standard deviation that the logarithm of a season's ratio usually has */
#define YEAR_SPREAD   0.20 /* by how much one year's ratio is off besides chance */

/* Deals are grouped for the conversion rates by class and by where their stated date lies. */
guint
bw_expectation_group (const BwOpenDeal *deal,
                      BwDate            to)
{
  return deal->klass * 3 + (deal->close == BW_DATE_NONE ? 0 : deal->close <= to ? 1
                                                                                : 2);
}

/* How many new deals come a day, and how much their number varies beyond chance. */
static void
expect_arrivals (BwExpectation  *expectation,
                 const BwLedger *ledger)
{
  BwDate at = expectation->at;
  gint64 days = MIN ((gint64)at - ledger->first_seen + 1, ARRIVAL_WEEKS * 7);
  gint64 weeks = MIN (((gint64)at - ledger->first_seen + 1) / 7, SPREAD_WEEKS);
  double sum = 0.0, square = 0.0, mean, excess;
  gint64 left = (gint64)expectation->to - at;

  if (days <= 0)
    return;
  expectation->arrivals = (double)bw_ledger_arrivals_between (ledger, at - (BwDate)days + 1, at) / days;
  if (weeks < 4 || expectation->arrivals <= 0.0)
    return;
  for (gint64 w = 0; w < weeks; w++)
    {
      double n = bw_ledger_arrivals_between (ledger, at - 7 * (BwDate)w - 6, at - 7 * (BwDate)w);

      sum += n;
      square += n * n;
    }
  mean = sum / weeks;
  if (mean <= 0.0)
    return;
  excess = MAX (0.0, ((square / weeks - mean * mean) * weeks / (weeks - 1) - mean) / (mean * mean));
  /* The coming weeks' excess averages out; that of the rate's own estimate, and its chance error, stay. */
  expectation->arrival_spread =
    sqrt (excess / MAX (left / 7.0, 1.0) + excess / (days / 7.0) + 1.0 / (expectation->arrivals * days));
}

/* How many more new deals come a day in the window than in the quarter year before it because of the time of the year: what they
 * did a year earlier, two years earlier and so on, as far as that was seen whole, shrunk to 1 by how far that may be off. */
static double
find_season (const BwExpectation *expectation,
             const BwLedger      *ledger)
{
  BwDate at = expectation->at;
  double before = 0.0, after = 0.0, days = MIN ((gint64)expectation->to - at, YEAR_DAYS), noise, usual = SEASON_SPREAD * SEASON_SPREAD;
  guint  n_years = 0;

  for (BwDate year = 1; year <= MAX_YEARS; year++)
    {
      BwDate then = at - year * YEAR_DAYS;

      if (then - ARRIVAL_WEEKS * 7 < ledger->first_seen)
        break;
      before += bw_ledger_arrivals_between (ledger, then - ARRIVAL_WEEKS * 7 + 1, then);
      after += bw_ledger_arrivals_between (ledger, then + 1, then + (BwDate)days);
      n_years++;
    }
  if (before <= 0.0 || after <= 0.0)
    return 1.0;
  noise = 1.0 / before + 1.0 / after + YEAR_SPREAD * YEAR_SPREAD / n_years;
  return exp (log (after / days / (before / (ARRIVAL_WEEKS * 7))) * usual / (usual + noise));
}

/* How far rates of winning and what wins bring may be off in all deals alike, relative; the mean amount, @amount_variance, in what is new. */
static double
find_common (const BwExpectation *expectation,
             double               amount_variance)
{
  const BwHazardFit *fit = expectation->fit;
  double             new_sum = expectation->new_wins * expectation->new_amount, total = expectation->open_dated + new_sum;
  double             common = 1.0 / (fit->win_share * fit->n_closed + PRIOR_WINS);

  if (total > 0.0)
    common += new_sum * new_sum / (total * total) * amount_variance;
  return common;
}

static void
expect_new (BwExpectation  *expectation,
            const BwLedger *ledger)
{
  guint  n_wins, days = (guint)(expectation->to - expectation->at);
  gint64 skipped = MAX ((gint64)expectation->from - 1 - expectation->at, 0);
  double new_sum, amount = 0.0;

  expect_arrivals (expectation, ledger);
  expectation->season = find_season (expectation, ledger);
  bw_ledger_recent_wins (ledger, expectation->at, &expectation->new_amount, &expectation->new_variance, &n_wins);
  expectation->new_wins = expectation->arrivals * (bw_hazard_reach (expectation->fit, 1.0, days, days) -
                                                   bw_hazard_reach (expectation->fit, 1.0, (guint)MIN (skipped, days), days));
  new_sum = expectation->new_wins * expectation->new_amount;
  expectation->shared += new_sum * new_sum * expectation->arrival_spread * expectation->arrival_spread;
  if (expectation->new_amount > 0.0)
    amount = expectation->new_variance / (expectation->new_amount * expectation->new_amount) / n_wins;
  expectation->common = find_common (expectation, amount);
}

/* What open deals bring. By the CRM's own probabilities that is their share of the amounts that are stated to close in the
 * window, or of all open amounts where no date is stated; NaN when the CRM gives no probabilities. */
static void
expect_open (BwExpectation     *expectation,
             const BwHazardFit *fit,
             const BwSlip      *slip)
{
  double             weeks = (expectation->to - expectation->at) / 7.0;
  double             skipped = MAX ((gint64)expectation->from - 1 - expectation->at, 0) / 7.0;
  gboolean           any_dated = FALSE;
  double             crm_undated = 0.0, crm_dated = 0.0;
  guint              n_open = 0, n_known = 0; /* n_known: with a probability */
  g_autofree double *by_class = g_new0 (double, fit->n_classes + 1);

  for (guint i = 0; i < expectation->open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (expectation->open, BwOpenDeal, i);
      double            plain = bw_slip_won_within (slip, FALSE, fit, deal, expectation->at, weeks) -
                     bw_slip_won_within (slip, FALSE, fit, deal, expectation->at, skipped);
      double dated = bw_slip_won_within (slip, TRUE, fit, deal, expectation->at, weeks) -
                     bw_slip_won_within (slip, TRUE, fit, deal, expectation->at, skipped);
      double weighted = deal->amount * MAX (deal->probability, 0) / 1000.0;
      guint  group = bw_expectation_group (deal, expectation->to);

      if (deal->omitted)
        continue;
      plain = MAX (plain, 0.0);
      dated = CLAMP (dated, 0.0, 1.0);
      expectation->open_plain += deal->amount * plain;
      expectation->open_dated += deal->amount * dated;
      by_class[deal->klass] += deal->amount * dated;
      expectation->variance += deal->amount * deal->amount * dated * (1.0 - dated);
      expectation->group_open[group] += deal->amount;
      expectation->group_n[group]++;
      n_open++;
      n_known += deal->probability != BW_PROBABILITY_NONE;
      if (deal->close == BW_DATE_NONE)
        crm_undated += weighted;
      else if (deal->close >= expectation->from && deal->close <= expectation->to)
        crm_dated += weighted;
      any_dated |= deal->close != BW_DATE_NONE;
    }
  for (guint c = 0; c < fit->n_classes; c++)
    expectation->shared += by_class[c] * by_class[c] / (fit->weight[c] + BW_SIMULATION_MIN_CLASS_WEIGHT);
  expectation->crm = any_dated ? crm_dated : crm_undated;
  if (n_open > 0 && n_known == 0)
    expectation->crm = NAN;
}

/* What the last quarter year brought (or less, where the first closing that was observed, on @start, is
 * not so far back), for as many days as the window has left. */
static double
repeat_recent (const BwExpectation *expectation,
               const BwLedger      *ledger,
               BwDate               start)
{
  BwDate at = expectation->at, from = MAX (expectation->from, at + 1);
  BwDate since = MAX (at - BW_REPEATED_DAYS + 1, start);

  if (since > at || expectation->to < from)
    return 0.0;
  return bw_ledger_won_between (ledger, since, at) * (expectation->to - from + 1) / (at - since + 1);
}

/* What is expected of the days @from to @to as known at the end of @snapshot's day, which is before @to;
 * @slip tells what ages and stated dates are worth.
 * Returns: (transfer full) */
BwExpectation *
bw_expectation_new (const BwLedger       *ledger,
                    const BwHazardCounts *counts,
                    const BwSnapshot     *snapshot,
                    const BwSlip         *slip,
                    BwDate                from,
                    BwDate                to)
{
  BwExpectation *expectation = g_new0 (BwExpectation, 1);
  guint          n_weeks = CLAMP ((guint)(to - snapshot->at) / 7 + 2, MIN_FIT_WEEKS, MAX_FIT_WEEKS);
  guint          n_groups = bw_hazard_n_classes (counts) * 3;

  expectation->at = snapshot->at;
  expectation->from = from;
  expectation->to = to;
  expectation->fit = bw_hazard_fit_new (counts, snapshot->at, n_weeks, 0);
  expectation->open = bw_ledger_open_deals (ledger, counts, snapshot);
  expectation->n_groups = n_groups;
  expectation->group_open = g_new0 (double, n_groups);
  expectation->group_n = g_new0 (guint, n_groups);
  expectation->before = bw_ledger_won_between (ledger, from, MIN (to, snapshot->at));
  expectation->repeated = repeat_recent (expectation, ledger, bw_hazard_start (counts));
  expect_open (expectation, expectation->fit, slip);
  expect_new (expectation, ledger);
  expectation->variance += expectation->new_wins * (expectation->new_amount * expectation->new_amount +
                                                    expectation->new_variance);
  return expectation;
}

/* The part of what is expected of @whole that concerns the deals of @part, which lies within @ledger; @start is the first
 * closing that was observed.
 * Returns: (transfer full): with the whole's rates; it has no fit of its own. */
BwExpectation *
bw_expectation_new_part (const BwExpectation *whole,
                         const BwLedger      *ledger,
                         const BwLedger      *part,
                         const BwSlip        *slip,
                         BwDate               start)
{
  BwExpectation *expectation = g_new0 (BwExpectation, 1);
  guint          n_groups = whole->fit->n_classes * 3;
  BwDate         at = whole->at;
  double         came = bw_ledger_arrivals_between (ledger, at - ARRIVAL_WEEKS * 7 + 1, at);

  expectation->at = at;
  expectation->from = whole->from;
  expectation->to = whole->to;
  expectation->open = g_array_new (FALSE, FALSE, sizeof (BwOpenDeal));
  for (guint i = 0; i < whole->open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (whole->open, BwOpenDeal, i);

      if (bw_ledger_admits (part, deal->deal, deal->owner))
        g_array_append_vals (expectation->open, deal, 1);
    }
  expectation->n_groups = n_groups;
  expectation->group_open = g_new0 (double, n_groups);
  expectation->group_n = g_new0 (guint, n_groups);
  expectation->before = bw_ledger_won_between (part, whole->from, MIN (whole->to, at));
  expectation->repeated = repeat_recent (expectation, part, start);
  expect_open (expectation, whole->fit, slip);
  if (came > 0.0)
    expectation->new_wins = whole->new_wins * bw_ledger_arrivals_between (part, at - ARRIVAL_WEEKS * 7 + 1, at) / came;
  expectation->season = whole->season;
  expectation->new_amount = whole->new_amount;
  expectation->new_variance = whole->new_variance;
  return expectation;
}

/* Takes the time of the year into account in what new business of @expectation brings, where the replay has shown that it helps. */
void
bw_replay_settle (const BwReplay *replay,
                  BwExpectation  *expectation)
{
  if (replay->use_season)
    expectation->new_wins *= expectation->season;
}

/* Frees @expectation (transfer full) (nullable). */
void
bw_expectation_free (BwExpectation *expectation)
{
  if (expectation == NULL)
    return;
  if (expectation->fit != NULL)
    bw_hazard_fit_free (expectation->fit);
  g_array_unref (expectation->open);
  g_free (expectation->group_open);
  g_free (expectation->group_n);
  g_free (expectation);
}
