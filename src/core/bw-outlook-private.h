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
