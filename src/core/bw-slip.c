/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a deal's stated close date says about when it is won.
 *
 * Stated dates slip, and by how much depends on how far off they are. Rather than a distribution of slips
 * the file keeps what it is needed for: on past days (landmarks; van Houwelingen, "Dynamic prediction by
 * landmarking in event history analysis", 2007) the deals open then are grouped by the time to their
 * stated date, and for each group and horizon the wins that came are held against those that stage and age
 * let expect. The ratio, shrunk towards 1 by PRIOR_WINS expected wins, moves chance towards or away from
 * the horizon. Only horizons that had ended by the day in question are used. */

#include "core/bw-slip.h"

#include <math.h>

#define PRIOR_WINS 5.0
#define MAX_CHANCE 0.995

static const double horizons[BW_SLIP_N_HORIZONS] = { 1, 2, 3, 4, 6, 9, 13, 20, 26 };

/* The first day of each group of leads after the first two: none stated, and long overdue. */
static const gint16 lead_days[BW_SLIP_N_LEADS - 2] = { -28, 0, 8, 15, 29, 43, 64, 92, 183 };

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

/* Holds what @fit expected of the deals @open (BwOpenDeal) on the day @at against what is known by the
 * ledger's day. */
void
bw_slip_observe (BwSlipLandmark    *landmark,
                 const BwLedger    *ledger,
                 const BwHazardFit *fit,
                 const GArray      *open,
                 BwDate             at)
{
  *landmark = (BwSlipLandmark) { .at = at };
  for (guint i = 0; i < open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (open, BwOpenDeal, i);
      guint             lead = lead_of (deal->close, at);
      BwDate            day = BW_DATE_NONE;

      if (bw_ledger_won_amount (ledger, deal->deal) != BW_MONEY_NONE)
        day = bw_ledger_won_day (ledger, deal->deal);
      for (guint h = 0; h < BW_SLIP_N_HORIZONS; h++)
        {
          landmark->expected[lead][h] += bw_hazard_won_within (fit, deal->klass, deal->age, horizons[h]);
          landmark->happened[lead][h] += day != BW_DATE_NONE && day <= at + horizons[h] * 7;
        }
    }
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
}

/* The chance that @deal, open on @at, is won within @weeks, by stage, age and (with @slip, nullable) its
 * stated date. */
double
bw_slip_won_within (const BwSlip      *slip,
                    const BwHazardFit *fit,
                    const BwOpenDeal  *deal,
                    BwDate             at,
                    double             weeks)
{
  double chance = bw_hazard_won_within (fit, deal->klass, deal->age, weeks), factor;
  guint  lead, h = 0;

  if (slip == NULL)
    return chance;
  lead = lead_of (deal->close, at);
  while (h < BW_SLIP_N_HORIZONS && horizons[h] < weeks)
    h++;
  if (h == 0 || h == BW_SLIP_N_HORIZONS)
    factor = slip->factor[lead][MIN (h, BW_SLIP_N_HORIZONS - 1)];
  else
    {
      double part = (weeks - horizons[h - 1]) / (horizons[h] - horizons[h - 1]);

      factor = slip->factor[lead][h - 1] * (1.0 - part) + slip->factor[lead][h] * part;
    }
  return MIN (chance * factor, MAX_CHANCE);
}
