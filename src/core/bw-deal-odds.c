/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model's view of each open deal, and whether it is worth anything.
 *
 * Stage and age say when deals close in almost any data; whether they tell the won from the lost is
 * another matter, and in some data nothing does. So the model is put to a test first: fitted as of the day
 * by which 60 % of the closings had come, it foretells how the deals open on that day ended. It must beat
 * the best constant by more than chance would, in squared error (Brier 1950); both are given the right
 * level, so that only telling deals apart counts. If it does not, every deal has the same chance of being
 * won if it closes.
 *
 * Rates by stage and time in it say well what the coming weeks bring and too much of what comes long after: slow deals are
 * worse than quick ones in the same stage. So what a deal is to bring beyond the period's end is scaled by how much of that
 * came true for the deals open on that same day, shrunk to all of it.
 *
 * Where a deal's own fields tell more (bw-win-model.h), they tilt the odds of its ever being won; the chance within the period
 * follows in proportion. The signal is said not to be usable when neither does any good. */

#include "core/bw-outlook.h"

#include <math.h>

#include "core/bw-replay.h"
#include "core/bw-slip-range.h"
#include "core/bw-win-model-private.h"

enum
{
  EVER_WEEKS = 156,
  MIN_TESTED = 30,
  MAX_SLIP_DAYS = 1460,
};

#define TEST_SHARE 0.6
#define MIN_GAIN   0.001
#define MIN_SIGMAS 2.0
#define MIN_CHANCE 0.005 /* below it a date would mean nothing */
#define LATER_WINS 20.0  /* wins that the share of what came later is shrunk by */
#define MAX_LATER  1.5

/* The day by which TEST_SHARE of the closings known on the ledger's day had come; %BW_DATE_NONE without any. */
static BwDate
find_split (const BwLedger *ledger)
{
  const BwSnapshot *now = ledger->now;
  g_autofree guint *by_day = g_new0 (guint, ledger->n_days + 1);
  guint             n = 0, sum = 0;

  for (guint i = 0; i < now->n; i++)
    {
      BwDate day = bw_ledger_won_day (ledger, i);

      if (!now->exists[i] || now->kind[i] == BW_STAGE_OPEN || day < ledger->first_day || day > ledger->as_of)
        continue;
      by_day[day - ledger->first_day]++;
      n++;
    }
  for (guint i = 0; i < ledger->n_days && n > 0; i++)
    {
      sum += by_day[i];
      if (sum >= TEST_SHARE * n)
        return ledger->first_day + (BwDate)i;
    }
  return BW_DATE_NONE;
}

/* Whether stage and age tell the deals open on @split that closed since apart. */
static gboolean
test_signal (const BwLedger       *ledger,
             const BwHazardCounts *counts,
             BwDate                split)
{
  g_autoptr (BwSnapshot) then = bw_snapshot_new (ledger->book, split);
  g_autoptr (GArray) open = bw_ledger_open_deals (ledger, counts, then);
  g_autoptr (BwHazardFit) fit = bw_hazard_fit_new (counts, split, EVER_WEEKS, FALSE);
  g_autofree double *chance = g_new (double, open->len + 1);
  g_autofree guint8 *won = g_new (guint8, open->len + 1);
  double             mean_chance = 0.0, mean_won = 0.0, sum = 0.0, square = 0.0, variance;
  guint              n = 0;

  for (guint i = 0; i < open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (open, BwOpenDeal, i);

      if (!ledger->now->exists[deal->deal] || ledger->now->kind[deal->deal] == BW_STAGE_OPEN)
        continue;
      chance[n] = bw_hazard_won_within (fit, deal->klass, deal->age, EVER_WEEKS);
      won[n] = ledger->now->kind[deal->deal] == BW_STAGE_WON;
      mean_chance += chance[n];
      mean_won += won[n];
      n++;
    }
  if (n < MIN_TESTED)
    return FALSE;
  mean_chance /= n;
  mean_won /= n;
  for (guint i = 0; i < n; i++)
    {
      double of_constant = won[i] - mean_won, of_model = of_constant - (chance[i] - mean_chance);
      double gain = of_constant * of_constant - of_model * of_model;

      sum += gain;
      square += gain * gain;
    }
  variance = MAX (0.0, square / n - sum / n * (sum / n)) / n;
  return sum / n > MAX (MIN_GAIN, MIN_SIGMAS * sqrt (variance));
}

/* How much of the wins that were expected later than @weeks after @split, of the deals open then, came; of deals that are open
 * still, what @now says of them. With @shared all deals have the same chance of being won if they close. */
static double
find_later (const BwLedger       *ledger,
            const BwHazardCounts *counts,
            const BwHazardFit    *now,
            BwDate                split,
            double                weeks,
            gboolean              shared)
{
  g_autoptr (BwSnapshot) then = NULL;
  g_autoptr (GArray) open = NULL, present = NULL;
  g_autoptr (BwHazardFit) fit = NULL;
  g_autofree double *still = NULL;
  double             expected = LATER_WINS, came = LATER_WINS;

  if (split == BW_DATE_NONE || ledger->as_of - split <= 7 * weeks)
    return 1.0;
  then = bw_snapshot_new (ledger->book, split);
  open = bw_ledger_open_deals (ledger, counts, then);
  present = bw_ledger_open_deals (ledger, counts, ledger->now);
  fit = bw_hazard_fit_new (counts, split, EVER_WEEKS, shared);
  still = g_new0 (double, ledger->now->n + 1);
  for (guint i = 0; i < present->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (present, BwOpenDeal, i);

      still[deal->deal] = bw_hazard_won_within (now, deal->klass, deal->age, EVER_WEEKS);
    }
  for (guint i = 0; i < open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (open, BwOpenDeal, i);
      guint8            kind = ledger->now->kind[deal->deal];

      if (!ledger->now->exists[deal->deal])
        continue;
      expected += bw_hazard_won_within (fit, deal->klass, deal->age, EVER_WEEKS) - bw_hazard_won_within (fit, deal->klass, deal->age, weeks);
      came += kind == BW_STAGE_OPEN ? still[deal->deal] : kind == BW_STAGE_WON && bw_ledger_won_day (ledger, deal->deal) > split + 7 * weeks;
    }
  return MIN (came / expected, MAX_LATER);
}

/* The day by whose end @share of what a deal will ever bring has come, by stage and age. */
static BwDate
find_day (const BwHazardFit *fit,
          const BwSlip      *slip,
          const BwOpenDeal  *deal,
          BwDate             as_of,
          double             ever,
          double             share)
{
  double low = 0.0, high = EVER_WEEKS;

  while (high - low > 0.1)
    {
      double middle = (low + high) / 2.0;

      if (bw_slip_won_within (slip, fit, deal, as_of, middle) < ever * share)
        low = middle;
      else
        high = middle;
    }
  return as_of + (BwDate)ceil (high * 7.0);
}

/* When the deal is won if it is: by its stated date where enough deals with one were won to know how far they slip, else by
 * its stage and age. */
static void
find_close (BwDealOdds        *odds,
            const BwHazardFit *fit,
            const BwSlip      *slip,
            const BwSlipRange *slips,
            const BwOpenDeal  *deal,
            guint              stage,
            BwDate             as_of,
            double             ever)
{
  static const double shares[] = { 0.1, 0.5, 0.9 };
  BwDate             *days[] = { &odds->close_from, &odds->expected_close, &odds->close_to };

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      double slipped = NAN;

      *days[i] = BW_DATE_NONE;
      if (ever < MIN_CHANCE)
        continue;
      if (deal->close != BW_DATE_NONE && ABS ((gint64)as_of - deal->close) < MAX_SLIP_DAYS)
        slipped = bw_slip_range_quantile (slips, stage, deal->owner, as_of - deal->close + 1, shares[i]);
      if (isnan (slipped))
        *days[i] = find_day (fit, slip, deal, as_of, ever, shares[i]);
      else
        *days[i] = MAX (as_of + 1, deal->close + (BwDate)lround (slipped));
    }
}

/* The odds of one deal; @level is what the period's chances are multiplied with, @later what comes after it, @tilt what its
 * fields add in log-odds. */
static BwDealOdds
find_odds (const BwHazardFit *fit,
           const BwSlip      *slip,
           const BwOpenDeal  *deal,
           const BwPeriod    *period,
           BwDate             as_of,
           double             level,
           double             later,
           double             tilt)
{
  double all = bw_hazard_won_within (fit, deal->klass, deal->age, EVER_WEEKS);
  double by_start = bw_slip_won_within (slip, fit, deal, as_of, (period->from - 1.0 - as_of) / 7.0);
  double by_end = bw_slip_won_within (slip, fit, deal, as_of, (period->to - (double)as_of) / 7.0);
  double soon = MIN (bw_hazard_won_within (fit, deal->klass, deal->age, MAX ((period->to - (double)as_of) / 7.0, 0.0)), all);
  double ever = MIN (soon + (all - soon) * later, 1.0);
  double tilted = ever * exp (tilt) / (1.0 - ever + ever * exp (tilt));

  if (ever > 0.0)
    level *= tilted / ever;
  return (BwDealOdds) { .deal = deal->deal,
                        .probability = tilted,
                        .probability_in_period = CLAMP ((by_end - by_start) * level, 0.0, tilted),
                        .stalled = deal->age >= fit->stalled_from && fit->stalled_from < BW_HAZARD_N_AGES,
                        .stage_average = ever };
}

/* Puts the average over the deals open in a stage in the place of each one's own. */
static void
average_by_stage (BwDealOdds       *odds,
                  guint             n,
                  const BwSnapshot *now,
                  guint             n_stages)
{
  g_autofree double *sum = g_new0 (double, n_stages + 1);
  g_autofree guint  *count = g_new0 (guint, n_stages + 1);

  for (guint i = 0; i < n; i++)
    {
      guint stage = MIN (now->stage[odds[i].deal], n_stages);

      sum[stage] += odds[i].stage_average;
      count[stage]++;
    }
  for (guint i = 0; i < n; i++)
    odds[i].stage_average = sum[MIN (now->stage[odds[i].deal], n_stages)] / count[MIN (now->stage[odds[i].deal], n_stages)];
}

/* The odds of all deals open on the day of @model, in the book's order; @n is their number. @usable_signal (nullable)
 * tells whether stage, time or the deals' fields have been shown to tell deals apart.
 * Returns: (transfer full) (array length=n) */
BwDealOdds *
bw_win_model_deal_odds (const BwWinModel *model,
                        const BwPeriod   *period,
                        guint            *n,
                        gboolean         *usable_signal)
{
  const BwBook *book = model->rows->book;
  BwDate        as_of = model->rows->as_of;
  BwScope       everyone = { BW_SCOPE_ALL, BW_NOBODY };
  g_autoptr (BwLedger) ledger = bw_ledger_new (book, &everyone, as_of);
  BwDate   split = find_split (ledger);
  BwPeriod ahead = *period;
  g_autoptr (BwReplay) replay = NULL;
  g_autoptr (BwExpectation) expectation = NULL;
  g_autoptr (BwHazardFit) fit = NULL;
  g_autoptr (BwSlipRange) slips = bw_slip_range_new (ledger, TRUE);
  gboolean      usable;
  const BwSlip *slip;
  double        level, later;
  BwDealOdds   *odds;

  /* When the period is over the days after it are replayed instead: stated dates go on to matter. */
  if (period->to <= as_of)
    ahead = (BwPeriod) { period->kind, 0, 0, as_of + 1, as_of + bw_period_n_days (period) };
  replay = bw_replay_new (ledger, ledger, &ahead, split, NULL, NULL);
  usable = split != BW_DATE_NONE && test_signal (ledger, replay->counts, split);
  slip = replay->use_slip ? &replay->slip : NULL;
  expectation = bw_expectation_new (ledger, replay->counts, ledger->now, &replay->slip, ahead.from, ahead.to);
  level = bw_replay_level (replay, expectation);
  fit = bw_hazard_fit_new (replay->counts, as_of, EVER_WEEKS, !usable);
  later = find_later (ledger, replay->counts, fit, split, bw_period_n_days (period) / 7.0, !usable);
  odds = g_new0 (BwDealOdds, expectation->open->len + 1);
  for (guint i = 0; i < expectation->open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (expectation->open, BwOpenDeal, i);

      odds[i] = find_odds (fit, slip, deal, period, as_of, level, later, bw_win_model_tilt (model, deal->deal));
      find_close (&odds[i], fit, slip, slips, deal, ledger->now->stage[deal->deal], as_of, odds[i].stage_average);
    }
  *n = expectation->open->len;
  average_by_stage (odds, *n, ledger->now, book->stages->len);
  if (usable_signal != NULL)
    *usable_signal = usable || model->signal.usable;
  return odds;
}

/* The same with a model that is fitted for it on @book as of @as_of.
 * Returns: (transfer full) (array length=n) */
BwDealOdds *
bw_outlook_deal_odds (const BwBook   *book,
                      const BwPeriod *period,
                      BwDate          as_of,
                      guint          *n,
                      gboolean       *usable_signal)
{
  g_autoptr (BwWinModel) model = bw_win_model_new (book, as_of, BW_WIN_MODEL_SEED, NULL, NULL);

  return bw_win_model_deal_odds (model, period, n, usable_signal);
}
