/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a period will land: what the simulation is told.
 *
 * Of each open deal its cumulated hazard by week, by stage, age and stated date, at the level that the blend gives; of new
 * business as many arrivals as came in the last quarter year, with what each owner's wins bring. */

#include "core/bw-outlook-private.h"

#include <string.h>

enum
{
  MAX_SWINGS = 20,
};

#define MIN_SWING_CHANCE 0.01
#define AMOUNT_PRIOR     10.0 /* wins of everybody's that an owner's mean amount is shrunk by */

/* What each open deal's chance within the period is multiplied with for its own fields.
 * Returns: (transfer full) (nullable): %NULL where nothing is known of them and nobody asks for it. */
static BwDealChances *
find_chances (const BwOutlookBase *base,
              gboolean             keeps)
{
  const BwWinModel *model = base->tilt != NULL ? bw_deal_tilt_find (base->tilt, base->replay) : NULL;

  if (model == NULL && !keeps)
    return NULL;
  return bw_deal_chances_new (base->replay, base->expectation, base->split, model, model != NULL);
}

/* Works out each open deal's cumulated hazard by week, and its chance. */
static void
fill_hazards (BwOutlookBase *base,
              gboolean       keeps)
{
  const BwExpectation *expectation = base->expectation;
  const BwDealChances *chances = base->chances = find_chances (base, keeps);
  guint                n = expectation->open->len, width = base->n_steps + 1;

  base->hazard = g_new0 (float, (gsize)n *width + 1);
  base->chance = g_new0 (double, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const BwOpenDeal *deal = &g_array_index (expectation->open, BwOpenDeal, i);
      double            factor = base->level * (chances != NULL ? chances->factor[i] : 1.0);

      if (!deal->omitted)
        base->chance[i] =
          bw_deal_chances_rise (base->replay, expectation, i, factor, base->steps, base->n_steps, base->hazard + (gsize)i * width);
    }
}

/* How the expected wins of new business fall into the weeks. */
static void
share_by_week (const BwOutlookBase *base,
               double              *profile)
{
  const BwHazardFit *fit = base->expectation->fit;
  guint              first = (guint)MAX (base->period.from - 1 - base->as_of, 0);
  double             before = bw_hazard_reach (fit, 1.0, first, first), sum = 0.0;

  for (guint s = 0; s < base->n_steps; s++)
    {
      guint  day = (guint)(base->steps[s] - base->as_of);
      double now = bw_hazard_reach (fit, 1.0, day, day);

      profile[s] = now - before;
      sum += profile[s];
      before = now;
    }
  for (guint s = 0; s < base->n_steps; s++)
    profile[s] = sum > 0.0 ? profile[s] / sum : s == 0;
}

/* Returns: (transfer full) (element-type BwArrival): the new deals of the last quarter year, all counted. */
static GArray *
find_arrivals (const BwOutlookBase *base)
{
  const BwLedger *whole = base->whole;
  GArray         *arrivals = g_array_new (FALSE, FALSE, sizeof (BwArrival));

  for (guint i = 0; i < whole->now->n; i++)
    {
      BwArrival arrival = { i, whole->now->owner[i], 1 };
      BwDate    day;

      if (bw_ledger_is_arrival (whole, i, &day) && day > base->as_of - 91)
        g_array_append_val (arrivals, arrival);
    }
  return arrivals;
}

/* What a new deal of each person brings in the mean: what the wins of the last half year brought, shrunk to what
 * everybody's did, such that the @arrivals together bring as much as if all were alike.
 * Returns: (transfer full) (array length=n_people + 1) */
static double *
find_new_amounts (const BwOutlookBase *base)
{
  const BwLedger    *whole = base->whole;
  const GArray      *arrivals = base->arrivals;
  guint              n_people = base->book->people->len;
  double             mean = base->expectation->new_amount, sum = 0.0;
  double            *amounts = g_new (double, n_people + 1);
  g_autofree double *n = g_new (double, n_people + 1);

  for (guint i = 0; i <= n_people; i++)
    {
      amounts[i] = AMOUNT_PRIOR * mean;
      n[i] = AMOUNT_PRIOR;
    }
  for (guint i = 0; i < whole->now->n; i++)
    {
      gint64 amount = bw_ledger_won_amount (whole, i);
      gint32 owner = whole->now->owner[i];
      BwDate day;

      if (amount == BW_MONEY_NONE || owner < 0 || (guint)owner >= n_people)
        continue;
      day = bw_ledger_won_day (whole, i);
      if (day == BW_DATE_NONE || day > whole->as_of || day <= whole->as_of - 182)
        continue;
      amounts[owner] += (double)amount;
      n[owner]++;
    }
  for (guint i = 0; i <= n_people; i++)
    amounts[i] /= n[i];
  for (guint i = 0; i < arrivals->len; i++)
    {
      gint32 owner = g_array_index (arrivals, BwArrival, i).owner;

      sum += amounts[owner >= 0 && (guint)owner < n_people ? (guint)owner : n_people];
    }
  for (guint i = 0; i <= n_people && sum > 0.0; i++)
    amounts[i] *= mean * arrivals->len / sum;
  return amounts;
}

/* What a new deal of @owner's brings in the mean. */
double
bw_outlook_new_amount (const BwOutlookBase *base,
                       gint32               owner)
{
  guint n_people = base->book->people->len;

  return base->new_amount[owner >= 0 && (guint)owner < n_people ? (guint)owner : n_people];
}

/* Fills what the simulation is told of new business. */
static void
prepare_new_business (BwOutlookBase *base)
{
  const BwExpectation *expectation = base->expectation;
  BwSimulationInput   *input = &base->input;

  base->arrivals = find_arrivals (base);
  base->new_amount = find_new_amounts (base);
  base->new_profile = g_new0 (double, base->n_steps + 1);
  share_by_week (base, base->new_profile);
  input->arrivals = (const BwArrival *)base->arrivals->data;
  input->n_arrivals = base->arrivals->len;
  input->new_wins = base->arrivals->len > 0 ? expectation->new_wins * base->level / base->arrivals->len : 0.0;
  input->new_profile = base->new_profile;
  input->new_amount = base->new_amount;
  if (expectation->new_amount > 0.0)
    input->new_variation = sqrt (expectation->new_variance) / expectation->new_amount;
}

/* Fills how far deals vary together. What rates are off is drawn by class, as surely as the replay has known the total. */
static void
prepare_spread (BwOutlookBase *base)
{
  const BwHazardFit *fit = base->expectation->fit;
  BwSimulationInput *input = &base->input;
  double             rates;

  bw_replay_spread (base->replay, base->expectation, base->level, &input->shock, &rates);
  base->class_weight = g_new (double, fit->n_classes + 1);
  for (guint c = 0; c < fit->n_classes; c++)
    base->class_weight[c] = (fit->weight[c] + BW_SIMULATION_MIN_CLASS_WEIGHT) / rates - BW_SIMULATION_MIN_CLASS_WEIGHT;
  input->n_classes = fit->n_classes;
  input->class_weight = base->class_weight;
  input->new_spread = base->expectation->arrival_spread * sqrt (rates);
}

/* Fills what the simulation is told where all is counted. With @keeps the chances are found even where they tilt nothing. */
void
bw_outlook_base_prepare (BwOutlookBase *base,
                         gboolean       keeps)
{
  const BwExpectation *expectation = base->expectation;
  BwSimulationInput   *input = &base->input;
  gboolean             estimated = FALSE;

  *input = (BwSimulationInput) { .seed = base->seed, .book = base->book, .n_paths = base->n_paths, .n_threads = base->n_paths != 0 };
  base->counted = g_new (guint8, expectation->open->len + 1);
  memset (base->counted, 1, expectation->open->len + 1);
  fill_hazards (base, keeps);
  for (guint i = 0; i < expectation->open->len && !estimated; i++)
    estimated = g_array_index (expectation->open, BwOpenDeal, i).estimated;
  input->open = (const BwOpenDeal *)expectation->open->data;
  input->n_open = expectation->open->len;
  input->counted = base->counted;
  input->hazard = base->hazard;
  input->n_steps = base->n_steps;
  prepare_spread (base);
  input->amount_spread = estimated ? bw_ledger_amount_spread (base->whole) : 0.0;
  prepare_new_business (base);
}

/* Marks what is in the scope. */
static void
mark_counted (BwOutlookWork *work)
{
  const BwOutlookBase *base = work->base;
  const GArray        *open = base->expectation->open;

  work->counted = base->counted;
  if (work->ledger == base->whole)
    return;
  work->counted = g_new (guint8, open->len + 1);
  for (guint i = 0; i < open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (open, BwOpenDeal, i);

      work->counted[i] = bw_ledger_admits (work->ledger, deal->deal, deal->owner);
    }
  work->arrivals = g_array_copy (base->arrivals);
  for (guint i = 0; i < work->arrivals->len; i++)
    {
      BwArrival *arrival = &g_array_index (work->arrivals, BwArrival, i);

      arrival->counted = bw_ledger_admits (work->ledger, arrival->deal, arrival->owner);
    }
  work->input.counted = work->counted;
  work->input.arrivals = (const BwArrival *)work->arrivals->data;
}

/* What open deals and new business of the scope bring in the mean. */
static void
sum_means (BwOutlookWork *work)
{
  const BwOutlookBase     *base = work->base;
  const BwSimulationInput *input = &work->input;

  for (guint i = 0; i < input->n_open; i++)
    if (work->counted[i])
      work->from_open += input->open[i].amount * base->chance[i];
  for (guint i = 0; i < input->n_arrivals; i++)
    if (input->arrivals[i].counted)
      work->from_new += input->new_wins * bw_outlook_new_amount (base, input->arrivals[i].owner);
}

/* Plays the rest of the period for the scope. Returns %FALSE when stopped. */
gboolean
bw_outlook_simulate (BwOutlookWork *work,
                     BwOutlookPart  part)
{
  const BwOutlookBase *base = work->base;

  work->input = base->input;
  mark_counted (work);
  sum_means (work);
  if (work->ledger == base->whole && base->simulation != NULL)
    work->simulation = base->simulation;
  else
    work->simulation = bw_simulation_new (&work->input, bw_outlook_report_cb, &part);
  return work->simulation != NULL;
}

static int
compare_swings (const void *a,
                const void *b)
{
  const BwOutlookSwing *x = a, *y = b;

  if (x->swing != y->swing)
    return x->swing > y->swing ? -1 : 1;
  return x->deal < y->deal ? -1 : x->deal > y->deal;
}

/* Given the shared factors the deals are independent, so a deal's own swing E[T | won] - E[T | lost] is
 * its amount. (That a win is also a faint sign of good times is left out: it says nothing about the deal.)
 * Deals with next to no chance in the period swing nothing. */
void
bw_outlook_fill_swings (BwOutlook     *outlook,
                        BwOutlookWork *work)
{
  const GArray *open = work->base->expectation->open;
  GArray       *swings = g_array_new (FALSE, FALSE, sizeof (BwOutlookSwing));
  GArray       *chances = g_array_new (FALSE, FALSE, sizeof (BwOutlookSwing));

  for (guint i = 0; i < open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (open, BwOpenDeal, i);
      BwOutlookSwing    swing = { deal->deal, work->base->chance[i], bw_outlook_to_minor (deal->amount) };

      if (!work->counted[i] || !(swing.probability > 0.0) || swing.swing == 0)
        continue;
      g_array_append_val (chances, swing);
      if (swing.probability >= MIN_SWING_CHANCE && swing.swing > 0)
        g_array_append_val (swings, swing);
    }
  g_array_sort (swings, compare_swings);
  outlook->n_swings = MIN (swings->len, MAX_SWINGS);
  outlook->swings = (BwOutlookSwing *)g_array_free (swings, FALSE);
  outlook->n_chances = chances->len;
  outlook->chances = (BwOutlookSwing *)g_array_free (chances, FALSE);
}
