/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely open deals are to be won, in a period and ever: for the list of deals and for their sum alike.
 *
 * Stage and age say when deals close in almost any data; whether they tell the won from the lost is
 * another matter, and in some data nothing does. So they are put to a test first: fitted as of the day
 * by which 60 % of the closings had come, they foretell how the deals open on that day ended. They must beat
 * the best constant by more than chance would, in squared error (Brier 1950); both are given the right
 * level, so that only telling deals apart counts. If they do not, every deal has the same chance of being
 * won if it closes.
 *
 * Rates by stage, time in it and whole age (bw-slip.c) say well what the coming weeks bring and too much of what comes long after: slow deals are
 * worse than quick ones in the same stage. So what a deal is to bring beyond the period's end is scaled by how much of that
 * came true for the deals open on that same day, shrunk to all of it.
 *
 * Where a deal's own fields tell more (bw-win-model.h), they tilt the odds of its ever being won, and its chance within the
 * period follows in proportion. What all open deals together bring in the period stays what it was: the level comes from the
 * replay, which knows no fields, and has learned there what large deals are worth less than they seem. So the fields move
 * chances between deals, and thereby between people, products and territories, and a forecast of the whole needs no win
 * model. */

#include "core/bw-deal-chance.h"

#include <math.h>

enum
{
  EVER_WEEKS = 156,
  MIN_TESTED = 30,
};

#define TEST_SHARE 0.6
#define MIN_GAIN   0.001
#define MIN_SIGMAS 2.0
#define LATER_WINS 20.0 /* wins that the share of what came later is shrunk by */
#define MAX_LATER  1.5
#define MAX_CHANCE 0.995

/* The day by which TEST_SHARE of the closings known on the ledger's day had come; %BW_DATE_NONE without any. */
BwDate
bw_deal_chances_split (const BwLedger *ledger)
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
  g_autoptr (BwHazardFit) fit = bw_hazard_fit_new (counts, split, EVER_WEEKS, 0);
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

/* The chance of @deal to be won within @weeks whatever its stated date. */
static double
chance_within (const BwSlip      *slip,
               const BwHazardFit *fit,
               const BwOpenDeal  *deal,
               double             weeks)
{
  return MIN (bw_hazard_won_within (fit, deal->klass, deal->age, weeks) * bw_slip_age_factor (slip, deal, weeks), MAX_CHANCE);
}

/* How much of the wins that were expected later than @weeks after @split, of the deals open then, came; of deals that are open
 * still, what @now says of them. With @shared all deals have the same chance of being won if they close. */
static double
find_later (const BwReplay    *replay,
            const BwHazardFit *now,
            BwDate             split,
            double             weeks,
            gboolean           shared)
{
  const BwLedger       *ledger = replay->ledger;
  const BwHazardCounts *counts = replay->counts;
  BwSlip                slip;
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
  fit = bw_hazard_fit_new (counts, split, EVER_WEEKS, shared ? BW_HAZARD_SHARED : 0);
  bw_slip_fit (&slip, replay->landmarks, replay->n_days, split);
  still = g_new0 (double, ledger->now->n + 1);
  for (guint i = 0; i < present->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (present, BwOpenDeal, i);

      still[deal->deal] = chance_within (&replay->slip, now, deal, EVER_WEEKS);
    }
  for (guint i = 0; i < open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (open, BwOpenDeal, i);
      guint8            kind = ledger->now->kind[deal->deal];

      if (!ledger->now->exists[deal->deal])
        continue;
      expected += MAX (chance_within (&slip, fit, deal, EVER_WEEKS) - chance_within (&slip, fit, deal, weeks), 0.0);
      came += kind == BW_STAGE_OPEN ? still[deal->deal] : kind == BW_STAGE_WON && bw_ledger_won_day (ledger, deal->deal) > split + 7 * weeks;
    }
  return MIN (came / expected, MAX_LATER);
}

/* The chance @ever with @tilt added to its log-odds. */
double
bw_deal_chances_tilt (double ever,
                      double tilt)
{
  double odds = ever * exp (tilt);

  return odds > 0.0 ? odds / (1.0 - ever + odds) : 0.0;
}

/* Fills the factors: each chance in proportion to that of ever being won, and all together as before. */
static void
fill_factors (BwDealChances       *chances,
              const BwReplay      *replay,
              const BwExpectation *expectation)
{
  double plain = 0.0, tilted = 0.0;

  for (guint i = 0; i < chances->n; i++)
    {
      const BwOpenDeal *deal = &g_array_index (expectation->open, BwOpenDeal, i);
      double            amount;

      chances->factor[i] = chances->ever[i] > 0.0 ? chances->tilted[i] / chances->ever[i] : 1.0;
      if (deal->omitted || deal->amount <= 0.0)
        continue;
      amount = deal->amount * bw_deal_chances_rise (replay, expectation, i, 1.0, &expectation->to, 1, NULL);
      plain += amount;
      tilted += amount * chances->factor[i];
    }
  for (guint i = 0; i < chances->n && tilted > 0.0; i++)
    chances->factor[i] *= plain / tilted;
}

/* Works out the chances of the open deals of @expectation; @split is the replay's cut. Without @model (nullable) nothing is
 * tilted; only @within are the chances within the period.
 * Returns: (transfer full) */
BwDealChances *
bw_deal_chances_new (const BwReplay      *replay,
                     const BwExpectation *expectation,
                     BwDate               split,
                     const BwWinModel    *model,
                     gboolean             within)
{
  const BwLedger *ledger = replay->ledger;
  BwDealChances  *chances = g_new0 (BwDealChances, 1);
  double          weeks = bw_period_n_days (&replay->period) / 7.0, ahead = MAX ((expectation->to - (double)ledger->as_of) / 7.0, 0.0), later;

  chances->n = expectation->open->len;
  chances->ever = g_new0 (double, chances->n + 1);
  chances->tilted = g_new0 (double, chances->n + 1);
  chances->factor = g_new0 (double, chances->n + 1);
  chances->usable = split != BW_DATE_NONE && test_signal (ledger, replay->counts, split);
  chances->fit = bw_hazard_fit_new (replay->counts, ledger->as_of, EVER_WEEKS, chances->usable ? 0 : BW_HAZARD_SHARED);
  later = find_later (replay, chances->fit, split, weeks, !chances->usable);
  for (guint i = 0; i < chances->n; i++)
    {
      const BwOpenDeal *deal = &g_array_index (expectation->open, BwOpenDeal, i);
      double            all = chance_within (&replay->slip, chances->fit, deal, EVER_WEEKS);
      double            soon = MIN (chance_within (&replay->slip, chances->fit, deal, ahead), all);

      chances->ever[i] = MIN (soon + (all - soon) * later, 1.0);
      chances->tilted[i] = bw_deal_chances_tilt (chances->ever[i], model != NULL ? bw_win_model_tilt (model, deal->deal) : 0.0);
      chances->factor[i] = 1.0;
    }
  if (model != NULL && within)
    fill_factors (chances, replay, expectation);
  return chances;
}

/* Frees @chances (transfer full) (nullable). */
void
bw_deal_chances_free (BwDealChances *chances)
{
  if (chances == NULL)
    return;
  bw_hazard_fit_free (chances->fit);
  g_free (chances->ever);
  g_free (chances->tilted);
  g_free (chances->factor);
  g_free (chances);
}

/* The chance that open deal @i of @expectation is won in its window, by the last of the @n_steps ascending days @steps: what stage, age
 * and stated date say, times @factor. Fills @hazard (nullable) (array length=n_steps + 1) with the cumulated hazard up to the
 * window's start, then up to each of @steps. */
double
bw_deal_chances_rise (const BwReplay      *replay,
                      const BwExpectation *expectation,
                      guint                i,
                      double               factor,
                      const BwDate        *steps,
                      guint                n_steps,
                      float               *hazard)
{
  const BwOpenDeal *deal = &g_array_index (expectation->open, BwOpenDeal, i);
  BwDate            at = expectation->at;
  double            last = 0.0, first = 0.0;

  for (guint s = 0; s <= n_steps; s++)
    {
      BwDate day = s == 0 ? MAX (expectation->from - 1, at) : steps[s - 1];
      double chance = bw_slip_won_within (&replay->slip, replay->use_slip, expectation->fit, deal, at, (day - at) / 7.0);

      last = MAX (last, MIN (chance * factor, MAX_CHANCE));
      if (hazard != NULL)
        hazard[s] = (float)-log1p (-last);
      if (s == 0)
        first = last;
    }
  return last - first;
}
