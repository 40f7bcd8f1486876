/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a period will land: what the simulation is told.
 *
 * Of each open deal its cumulated hazard by week, by stage, age and stated date, at the level that the blend gives; of new
 * business as many arrivals as came in the last quarter year, with what each owner's wins bring. */

#include "core/bw-outlook-private.h"

enum
{
  MAX_SWINGS = 20,
};

#define MIN_SWING_CHANCE 0.01
#define AMOUNT_PRIOR     10.0 /* wins of everybody's that an owner's mean amount is shrunk by */

/* What each open deal's chance within the period is multiplied with for its own fields.
 * Returns: (transfer full) (nullable): %NULL where nothing is known of them and nobody asks for it. */
static BwDealChances *
find_chances (BwOutlookWork *work)
{
  const BwWinModel *model = work->tilt != NULL ? bw_deal_tilt_find (work->tilt, work->replay) : NULL;

  if (model == NULL && !work->keeps)
    return NULL;
  return bw_deal_chances_new (work->replay, work->expectation, work->split, model, model != NULL);
}

/* Works out each open deal's cumulated hazard by week, and what open deals bring in the mean. */
static void
fill_hazards (BwOutlook     *outlook,
              BwOutlookWork *work)
{
  const BwExpectation *expectation = work->expectation;
  const BwDealChances *chances = work->chances = find_chances (work);
  guint                n = expectation->open->len, width = work->n_steps + 1;

  work->hazard = g_new0 (float, (gsize)n *width + 1);
  work->chance = g_new0 (double, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const BwOpenDeal *deal = &g_array_index (expectation->open, BwOpenDeal, i);
      double            factor = work->level * (chances != NULL ? chances->factor[i] : 1.0);

      if (deal->omitted)
        continue;
      work->chance[i] =
        bw_deal_chances_rise (work->replay, expectation, i, factor, work->steps, work->n_steps, work->hazard + (gsize)i * width);
      work->from_open += work->counted[i] ? deal->amount * work->chance[i] : 0.0;
    }
}

/* How the expected wins of new business fall into the weeks. */
static void
share_by_week (BwOutlook     *outlook,
               BwOutlookWork *work,
               double        *profile)
{
  g_autofree double *reach =
    bw_expectation_reach (work->expectation->fit, (guint)(outlook->period.to - outlook->as_of));
  double before = reach[MAX (outlook->period.from - 1 - outlook->as_of, 0)], sum = 0.0;

  for (guint s = 0; s < work->n_steps; s++)
    {
      double now = reach[work->steps[s] - outlook->as_of];

      profile[s] = now - before;
      sum += profile[s];
      before = now;
    }
  for (guint s = 0; s < work->n_steps; s++)
    profile[s] = sum > 0.0 ? profile[s] / sum : s == 0;
}

/* Returns: (transfer full) (element-type BwArrival): the new deals of the last quarter year. */
static GArray *
find_arrivals (BwOutlook     *outlook,
               BwOutlookWork *work)
{
  const BwLedger *whole = work->whole;
  GArray         *arrivals = g_array_new (FALSE, FALSE, sizeof (BwArrival));

  for (guint i = 0; i < whole->now->n; i++)
    {
      BwArrival arrival = { i, whole->now->owner[i], 0 };
      BwDate    day;

      if (!bw_ledger_is_arrival (whole, i, &day) || day <= outlook->as_of - 91 ||
          !bw_ledger_admits (whole, i, arrival.owner))
        continue;
      arrival.counted = bw_ledger_admits (work->ledger, i, arrival.owner);
      g_array_append_val (arrivals, arrival);
    }
  return arrivals;
}

/* What a new deal of each person brings in the mean: what the wins of the last half year brought, shrunk to what
 * everybody's did, such that the @arrivals together bring as much as if all were alike.
 * Returns: (transfer full) (array length=n_people + 1) */
static double *
find_new_amounts (BwOutlookWork *work,
                  const GArray  *arrivals)
{
  const BwLedger    *whole = work->whole;
  guint              n_people = work->book->people->len;
  double             mean = work->expectation->new_amount, sum = 0.0;
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

/* Marks the open deals that are in the scope. */
static void
mark_counted (BwOutlookWork *work)
{
  const GArray *open = work->expectation->open;

  work->counted = g_new (guint8, open->len + 1);
  for (guint i = 0; i < open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (open, BwOpenDeal, i);

      work->counted[i] = bw_ledger_admits (work->ledger, deal->deal, deal->owner);
    }
}

/* What a new deal of @owner's brings in the mean. */
double
bw_outlook_new_amount (const BwOutlookWork *work,
                       gint32               owner)
{
  guint n_people = work->book->people->len;

  return work->new_amount[owner >= 0 && (guint)owner < n_people ? (guint)owner : n_people];
}

/* Fills what the simulation is told of new business, and what that brings in the mean. */
static void
prepare_new_business (BwOutlook     *outlook,
                      BwOutlookWork *work)
{
  const BwExpectation *expectation = work->expectation;
  BwSimulationInput   *input = &work->input;

  work->arrivals = find_arrivals (outlook, work);
  work->new_amount = find_new_amounts (work, work->arrivals);
  work->new_profile = g_new0 (double, work->n_steps + 1);
  share_by_week (outlook, work, work->new_profile);
  input->arrivals = (const BwArrival *)work->arrivals->data;
  input->n_arrivals = work->arrivals->len;
  input->new_wins = work->arrivals->len > 0 ? expectation->new_wins * work->level / work->arrivals->len : 0.0;
  input->new_profile = work->new_profile;
  input->new_amount = work->new_amount;
  if (expectation->new_amount > 0.0)
    input->new_variation = sqrt (expectation->new_variance) / expectation->new_amount;
  for (guint i = 0; i < work->arrivals->len; i++)
    if (input->arrivals[i].counted)
      work->from_new += input->new_wins * bw_outlook_new_amount (work, input->arrivals[i].owner);
}

/* Fills how far deals vary together. What rates are off is drawn by class, as surely as the replay has known the total. */
static void
prepare_spread (BwOutlookWork *work)
{
  const BwHazardFit *fit = work->expectation->fit;
  BwSimulationInput *input = &work->input;
  double             rates;

  bw_replay_spread (work->replay, work->expectation, work->level, &input->shock, &rates);
  work->class_weight = g_new (double, fit->n_classes + 1);
  for (guint c = 0; c < fit->n_classes; c++)
    work->class_weight[c] = (fit->weight[c] + BW_SIMULATION_MIN_CLASS_WEIGHT) / rates - BW_SIMULATION_MIN_CLASS_WEIGHT;
  input->n_classes = fit->n_classes;
  input->class_weight = work->class_weight;
  input->new_spread = work->expectation->arrival_spread * sqrt (rates);
}

/* Fills what the simulation is told. */
static void
prepare_input (BwOutlook     *outlook,
               BwOutlookWork *work,
               guint64        seed)
{
  const BwExpectation *expectation = work->expectation;
  BwSimulationInput   *input = &work->input;
  gboolean             estimated = FALSE;

  *input = (BwSimulationInput) { .seed = seed, .book = work->book, .n_paths = work->n_paths, .n_threads = work->n_paths != 0 };
  mark_counted (work);
  fill_hazards (outlook, work);
  for (guint i = 0; i < expectation->open->len && !estimated; i++)
    estimated = g_array_index (expectation->open, BwOpenDeal, i).estimated;
  input->open = (const BwOpenDeal *)expectation->open->data;
  input->n_open = expectation->open->len;
  input->counted = work->counted;
  input->hazard = work->hazard;
  input->n_steps = work->n_steps;
  prepare_spread (work);
  input->amount_spread = estimated ? bw_ledger_amount_spread (work->whole) : 0.0;
  prepare_new_business (outlook, work);
}

gboolean
bw_outlook_simulate (BwOutlook     *outlook,
                     BwOutlookWork *work,
                     guint64        seed,
                     BwOutlookPart  part)
{
  prepare_input (outlook, work, seed);
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
  const GArray *open = work->expectation->open;
  GArray       *swings = g_array_new (FALSE, FALSE, sizeof (BwOutlookSwing));
  GArray       *chances = g_array_new (FALSE, FALSE, sizeof (BwOutlookSwing));

  for (guint i = 0; i < open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (open, BwOpenDeal, i);
      BwOutlookSwing    swing = { deal->deal, work->chance[i], bw_outlook_to_minor (deal->amount) };

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
