/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model's view of each open deal, and whether it is worth anything.
 *
 * The chances are those of bw-deal-chance.c, within the period the same as the forecast of the period adds up. The signal is said
 * not to be usable when neither stage and time nor the deals' fields tell the won from the lost. */

#include "core/bw-outlook-private.h"

#include <math.h>

#include "core/bw-deal-chance.h"
#include "core/bw-slip-range.h"
#include "core/bw-win-model-private.h"

enum
{
  EVER_WEEKS = 156,
  MAX_SLIP_DAYS = 1460,
};

#define MIN_CHANCE 0.005 /* below it a date would mean nothing */

/* The day by whose end @share of what a deal will ever bring has come, by stage and age. */
static BwDate
find_day (const BwHazardFit *fit,
          const BwSlip      *slip,
          gboolean           dated,
          const BwOpenDeal  *deal,
          BwDate             as_of,
          double             ever,
          double             share)
{
  double low = 0.0, high = EVER_WEEKS;

  while (high - low > 0.1)
    {
      double middle = (low + high) / 2.0;

      if (bw_slip_won_within (slip, dated, fit, deal, as_of, middle) < ever * share)
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
            gboolean           dated,
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
        *days[i] = find_day (fit, slip, dated, deal, as_of, ever, shares[i]);
      else
        *days[i] = MAX (as_of + 1, deal->close + (BwDate)lround (slipped));
    }
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
  g_autoptr (BwDealTilt) tilt = bw_deal_tilt_new (book, as_of, model);
  BwDate   split = bw_deal_chances_split (ledger);
  BwPeriod ahead = *period;
  g_autoptr (BwReplay) replay = NULL;
  g_autoptr (BwExpectation) expectation = NULL;
  g_autoptr (BwDealChances) chances = NULL;
  g_autoptr (BwSlipRange) slips = bw_slip_range_new (ledger, TRUE);
  g_autofree BwDate *steps = NULL;
  guint              n_steps;
  double             level;
  BwDealOdds        *odds;

  /* When the period is over the days after it are replayed instead: stated dates go on to matter. */
  if (period->to <= as_of)
    ahead = (BwPeriod) { period->kind, 0, 0, as_of + 1, as_of + bw_period_n_days (period) };
  replay = bw_replay_new (ledger, &ahead, split, NULL, NULL);
  expectation = bw_expectation_new (ledger, replay->counts, ledger->now, &replay->slip, ahead.from, ahead.to);
  bw_replay_settle (replay, expectation);
  level = bw_replay_level (replay, expectation);
  chances = bw_deal_chances_new (replay, expectation, split, model, bw_deal_tilt_find (tilt, replay) != NULL);
  steps = bw_outlook_steps (&ahead, as_of, &n_steps);
  odds = g_new0 (BwDealOdds, expectation->open->len + 1);
  for (guint i = 0; i < expectation->open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (expectation->open, BwOpenDeal, i);
      double            within = 0.0;

      if (period->to > as_of)
        within = bw_deal_chances_rise (replay, expectation, i, level * chances->factor[i], steps, n_steps, NULL);
      odds[i] = (BwDealOdds) {
        .deal = deal->deal,
        .probability = MAX (chances->tilted[i], within),
        .probability_in_period = within,
        .stalled = deal->age >= chances->fit->stalled_from && chances->fit->stalled_from < BW_HAZARD_N_AGES,
        .stage_average = chances->ever[i],
      };
      find_close (&odds[i], chances->fit, &replay->slip, replay->use_slip, slips, deal, ledger->now->stage[deal->deal], as_of,
                  chances->ever[i]);
    }
  *n = expectation->open->len;
  average_by_stage (odds, *n, ledger->now, book->stages->len);
  if (usable_signal != NULL)
    *usable_signal = chances->usable || model->signal.usable;
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
