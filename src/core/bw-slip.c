/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a deal's whole age and stated close date say about whether and when it is won.
 *
 * Rates are by stage and time in it (bw-hazard.c); a deal that took half a year to come as far is seldom won, whatever the
 * stage says. And stated dates slip, and by how much depends on how far off they are. Rather than a distribution of slips
 * the file keeps what it is needed for: on past days (landmarks; van Houwelingen, "Dynamic prediction by
 * landmarking in event history analysis", 2007) the deals open then are grouped by the time to their
 * stated date, and for each group and horizon the wins that came are held against those that stage and age
 * let expect. The ratio, shrunk towards 1 by PRIOR_WINS expected wins, moves chance towards or away from
 * the horizon. Only horizons that had ended by the day in question are used.
 *
 * The same is done by the deals' whole age, before dates. That is used only where, on the landmarks known, what the
 * earlier ones told of each group of ages brought the wins expected of it nearer to those that came. */

#include "core/bw-slip.h"

#include <math.h>

enum
{
  TEST_HORIZON = 6, /* of horizons below */
  MIN_TESTED = 3,
};

#define PRIOR_WINS 5.0
#define MAX_ERROR  0.95 /* of what it was without ages */
#define MAX_CHANCE 0.995

static const double horizons[BW_SLIP_N_HORIZONS] = { 1, 2, 3, 4, 6, 9, 13, 20, 26 };

/* The first day of each group of leads after the first two: none stated, and long overdue. */
static const gint16 lead_days[BW_SLIP_N_LEADS - 2] = { -28, 0, 8, 15, 29, 43, 64, 92, 183 };

/* The first week of each group of whole ages. */
static const guint8 age_weeks[BW_SLIP_N_AGES] = { 0, 3, 6, 10, 15, 22, 32, 46, 66, 95 };

static guint
age_of (const BwOpenDeal *deal)
{
  guint age = BW_SLIP_N_AGES - 1;

  while (age > 0 && deal->whole_age < age_weeks[age])
    age--;
  return age;
}

static guint
lead_of (BwDate close,
         BwDate at)
{
  guint lead = 1;

  if (close == BW_DATE_NONE)
    return 0;
  while (lead < BW_SLIP_N_LEADS - 1 && (gint64)close - at >= lead_days[lead - 1])
    lead++;
  return lead;
}

/* Holds what @fit expected of the deals @open (BwOpenDeal) on the day @at, by dates also with what @slip knew of ages, against what is
 * known by the ledger's day. */
void
bw_slip_observe (BwSlipLandmark    *landmark,
                 const BwLedger    *ledger,
                 const BwSlip      *slip,
                 const BwHazardFit *fit,
                 const GArray      *open,
                 BwDate             at)
{
  *landmark = (BwSlipLandmark) { .at = at };
  for (guint i = 0; i < open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (open, BwOpenDeal, i);
      guint             lead = lead_of (deal->close, at), age = age_of (deal);
      BwDate            day = BW_DATE_NONE;

      if (bw_ledger_won_amount (ledger, deal->deal) != BW_MONEY_NONE)
        day = bw_ledger_won_day (ledger, deal->deal);
      for (guint h = 0; h < BW_SLIP_N_HORIZONS; h++)
        {
          double   chance = bw_hazard_won_within (fit, deal->klass, deal->age, horizons[h]);
          gboolean won = day != BW_DATE_NONE && day <= at + horizons[h] * 7;

          landmark->expected_by_age[age][h] += chance;
          landmark->happened_by_age[age][h] += won;
          landmark->expected[lead][h] += chance * (slip->use_ages ? slip->by_age[age][h] : 1.0);
          landmark->happened[lead][h] += won;
        }
    }
}

/* The factor of the group of ages @age at horizon @h, from those of the @n landmarks whose horizon had ended on @at. */
static double
find_age_factor (const BwSlipLandmark *landmarks,
                 guint                 n,
                 BwDate                at,
                 guint                 age,
                 guint                 h)
{
  double expected = PRIOR_WINS, happened = PRIOR_WINS;

  for (guint i = 0; i < n; i++)
    if (landmarks[i].at + horizons[h] * 7 <= at)
      {
        expected += landmarks[i].expected_by_age[age][h];
        happened += landmarks[i].happened_by_age[age][h];
      }
  return happened / expected;
}

/* Whether the factors of earlier landmarks brought what was expected by age nearer to what came. */
static gboolean
ages_helped (const BwSlipLandmark *landmarks,
             guint                 n,
             BwDate                at)
{
  double without = 0.0, with = 0.0;
  guint  n_tested = 0;

  for (guint i = 0; i < n; i++)
    {
      if (landmarks[i].at + horizons[TEST_HORIZON] * 7 > at)
        continue;
      for (guint age = 0; age < BW_SLIP_N_AGES; age++)
        {
          double expected = landmarks[i].expected_by_age[age][TEST_HORIZON];
          double happened = landmarks[i].happened_by_age[age][TEST_HORIZON];

          without += fabs (expected - happened);
          with += fabs (expected * find_age_factor (landmarks, i, landmarks[i].at, age, TEST_HORIZON) - happened);
        }
      n_tested++;
    }
  return n_tested >= MIN_TESTED && with < MAX_ERROR * without;
}

/* Works out the factors from those of the @n landmarks' horizons that had ended on @at. */
void
bw_slip_fit (BwSlip               *slip,
             const BwSlipLandmark *landmarks,
             guint                 n,
             BwDate                at)
{
  for (guint lead = 0; lead < BW_SLIP_N_LEADS; lead++)
    for (guint h = 0; h < BW_SLIP_N_HORIZONS; h++)
      {
        double expected = PRIOR_WINS, happened = PRIOR_WINS;

        for (guint i = 0; i < n; i++)
          if (landmarks[i].at + horizons[h] * 7 <= at)
            {
              expected += landmarks[i].expected[lead][h];
              happened += landmarks[i].happened[lead][h];
            }
        slip->factor[lead][h] = happened / expected;
      }
  slip->use_ages = ages_helped (landmarks, n, at);
  for (guint age = 0; age < BW_SLIP_N_AGES; age++)
    for (guint h = 0; h < BW_SLIP_N_HORIZONS; h++)
      slip->by_age[age][h] = find_age_factor (landmarks, n, at, age, h);
}

/* The value at @weeks of a curve known at the horizons. */
static double
read_curve (const double *values,
            double        weeks)
{
  guint  h = 0;
  double part;

  while (h < BW_SLIP_N_HORIZONS && horizons[h] < weeks)
    h++;
  if (h == 0 || h == BW_SLIP_N_HORIZONS)
    return values[MIN (h, BW_SLIP_N_HORIZONS - 1)];
  part = (weeks - horizons[h - 1]) / (horizons[h] - horizons[h - 1]);
  return values[h - 1] * (1.0 - part) + values[h] * part;
}

/* What the chance that @deal is won within @weeks is multiplied with for its whole age. */
double
bw_slip_age_factor (const BwSlip     *slip,
                    const BwOpenDeal *deal,
                    double            weeks)
{
  return slip->use_ages ? read_curve (slip->by_age[age_of (deal)], weeks) : 1.0;
}

/* The chance that @deal, open on @at, is won within @weeks, by stage, time in it and whole age and, when @dated, its stated date. */
double
bw_slip_won_within (const BwSlip      *slip,
                    gboolean           dated,
                    const BwHazardFit *fit,
                    const BwOpenDeal  *deal,
                    BwDate             at,
                    double             weeks)
{
  double chance = bw_hazard_won_within (fit, deal->klass, deal->age, weeks) * bw_slip_age_factor (slip, deal, weeks);

  if (dated)
    chance *= read_curve (slip->factor[lead_of (deal->close, at)], weeks);
  return MIN (chance, MAX_CHANCE);
}
