/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One forecast while it is made, between the files that make it. */
#pragma once

#include <math.h>

#include "core/bw-deal-chance.h"
#include "core/bw-outlook.h"
#include "core/bw-simulation.h"

G_BEGIN_DECLS

/* What a forecast of any scope rests on. What is behind the steps is there only where the period is not over. */
struct _BwOutlookBase
{
  gatomicrefcount refs;
  BwBook         *book; /* (owned) */
  BwPeriod        period;
  BwDate          as_of;
  guint64         seed;
  guint           n_paths; /* of the simulation; 0: as many as are usual, on all processors */
  BwLedger       *whole;   /* the organisation's */
  BwDate         *steps;   /* the last days of the period's weeks that are not over */
  guint           n_steps;

  BwDealTilt    *tilt;  /* (nullable) */
  BwDate         split; /* the replay's cut */
  BwReplay      *replay;
  BwExpectation *expectation;
  BwDealChances *chances; /* (nullable): how likely deals are ever won, and how their fields tilt that */
  float         *hazard;  /* cumulated, of each open deal by step: [deal][1 + n_steps] */
  double        *chance;  /* of each open deal to be won within the period */
  double         level;   /* what expectations are multiplied with */

  /* What the simulation is told where all is counted, and what of that is not above. */
  BwSimulationInput input;
  guint8           *counted;
  GArray           *arrivals; /* BwArrival */
  double           *new_profile;
  double           *new_amount;
  double           *class_weight;
  BwSimulation     *simulation; /* (nullable): of all, where it was asked for */
};

/* One forecast while it is made. */
typedef struct
{
  BwOutlookBase *base;     /* (owned) */
  BwLedger      *ledger;   /* the scope's; may be the base's */
  BwReplayPart  *part;     /* (nullable): of the scope */
  BwExpectation *expected; /* (nullable): of the scope; may be the base's */
  guint8        *counted;  /* for each open deal of the base's expectation whether it is in the scope */
  GArray        *arrivals;
  BwSimulation  *simulation; /* (nullable): of the scope; may be the base's */
  double         from_open;
  double         from_new;

  BwSimulationInput input; /* what the simulation is told */
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

BwOutlook      *bw_outlook_base_part_kept (BwOutlookBase *base,
                                           const BwScope *scope,
                                           BwOutlookWork *work,
                                           BwProgress     progress,
                                           gpointer       progress_data) G_GNUC_WARN_UNUSED_RESULT;
void            bw_outlook_work_clear (BwOutlookWork *work);
void            bw_outlook_fill_weeks (BwOutlookWeek      *weeks,
                                       guint               n_steps,
                                       gint64              won,
                                       const BwSimulation *simulation);
BwOutlookRange *bw_outlook_people_ranges (const BwBook       *book,
                                          const BwSimulation *simulation) G_GNUC_WARN_UNUSED_RESULT;
double          bw_outlook_new_amount (const BwOutlookBase *base,
                                       gint32               owner);

BwOutlookBase *bw_outlook_base_new_rough (const BwBook   *book,
                                          const BwPeriod *period,
                                          BwDate          as_of,
                                          guint64         seed,
                                          guint           n_paths,
                                          BwProgress      progress,
                                          gpointer        progress_data) G_GNUC_WARN_UNUSED_RESULT;

BwDate  *bw_outlook_steps (const BwPeriod *period,
                           BwDate          as_of,
                           guint          *n) G_GNUC_WARN_UNUSED_RESULT;
void     bw_outlook_sum_deals (BwOutlook     *outlook,
                               BwOutlookWork *work);
void     bw_outlook_fill_people (BwOutlook     *outlook,
                                 BwOutlookWork *work);
void     bw_outlook_base_prepare (BwOutlookBase *base,
                                  gboolean       keeps);
gboolean bw_outlook_simulate (BwOutlookWork *work,
                              BwOutlookPart  part);
void     bw_outlook_fill_swings (BwOutlook     *outlook,
                                 BwOutlookWork *work);
void     bw_outlook_fill_methods (BwOutlook     *outlook,
                                  BwOutlookWork *work);

G_END_DECLS
