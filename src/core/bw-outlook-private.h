/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One forecast while it is made, between the files that make it. */
#pragma once

#include <math.h>

#include "core/bw-deal-chance.h"
#include "core/bw-outlook.h"
#include "core/bw-simulation.h"

G_BEGIN_DECLS

/* One forecast while it is made. */
typedef struct
{
  const BwBook  *book;
  BwLedger      *whole;  /* the organisation's */
  BwLedger      *ledger; /* the scope's; may be the same */
  BwDealTilt    *tilt;   /* (nullable): being found */
  BwDate         split;  /* the replay's cut */
  BwReplay      *replay;
  BwExpectation *expectation; /* of the organisation */
  BwExpectation *part;        /* of the scope; may be the same */
  guint8        *counted;     /* for each open deal of the expectation whether it is in the scope */
  guint          n_paths;     /* of the simulation; 0: as many as are usual, on all processors */
  BwSimulation  *simulation;  /* NULL when the period is over */
  BwDate        *steps;       /* the last days of the period's weeks that are not over */
  guint          n_steps;
  float         *hazard;
  double        *chance; /* of each open deal to be won within the period */
  double         level;  /* what expectations are multiplied with */
  double         from_open;
  double         from_new;

  /* What the simulation was told, and what of that is not above; empty when the period is over. */
  BwSimulationInput input;
  GArray           *arrivals; /* BwArrival */
  double           *new_profile;
  double           *new_amount;
  double           *class_weight;
  BwDealChances    *chances; /* (nullable): how likely deals are ever won, and how their fields tilt that */
  gboolean          keeps;   /* whether the work is asked for afterwards: @chances are found anyway */
} BwOutlookWork;

/* A part of the work, for the progress. */
typedef struct
{
  BwProgress progress;
  gpointer   data;
  double     from, to;
} BwOutlookPart;

static inline gboolean
bw_outlook_report_cb (double   done,
                      gpointer data)
{
  BwOutlookPart *part = data;

  return part->progress == NULL || part->progress (part->from + (part->to - part->from) * done, part->data);
}

static inline gint64
bw_outlook_to_minor (double value)
{
  return isnan (value) ? BW_MONEY_NONE : (gint64)llround (value);
}

/* Adds @value to @sum; both may be unknown. */
static inline void
bw_outlook_add_known (gint64 *sum,
                      gint64  value)
{
  if (value != BW_MONEY_NONE)
    *sum = (*sum == BW_MONEY_NONE ? 0 : *sum) + value;
}

/* A person's range, with everyone below; what was won up to the present day is not in it. */
typedef struct
{
  gboolean known; /* whether anything is expected */
  double   mean, p10, p50, p90;
} BwOutlookRange;

BwOutlook      *bw_outlook_new_kept (const BwBook   *book,
                                     const BwScope  *scope,
                                     const BwPeriod *period,
                                     BwDate          as_of,
                                     guint64         seed,
                                     BwOutlookWork  *work,
                                     BwProgress      progress,
                                     gpointer        progress_data) G_GNUC_WARN_UNUSED_RESULT;
void            bw_outlook_work_clear (BwOutlookWork *work);
void            bw_outlook_fill_weeks (BwOutlookWeek      *weeks,
                                       guint               n_steps,
                                       gint64              won,
                                       const BwSimulation *simulation);
BwOutlookRange *bw_outlook_people_ranges (const BwBook       *book,
                                          const BwSimulation *simulation) G_GNUC_WARN_UNUSED_RESULT;
double          bw_outlook_new_amount (const BwOutlookWork *work,
                                       gint32               owner);

BwDate  *bw_outlook_steps (const BwPeriod *period,
                           BwDate          as_of,
                           guint          *n) G_GNUC_WARN_UNUSED_RESULT;
void     bw_outlook_sum_deals (BwOutlook     *outlook,
                               BwOutlookWork *work);
void     bw_outlook_fill_people (BwOutlook     *outlook,
                                 BwOutlookWork *work);
gboolean bw_outlook_simulate (BwOutlook     *outlook,
                              BwOutlookWork *work,
                              guint64        seed,
                              BwOutlookPart  part);
void     bw_outlook_fill_swings (BwOutlook     *outlook,
                                 BwOutlookWork *work);
void     bw_outlook_fill_methods (BwOutlook     *outlook,
                                  BwOutlookWork *work);

G_END_DECLS
