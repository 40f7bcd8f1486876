/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast new people come to sell as much as settled ones. */
#pragma once

#include "core/bw-ledger.h"

G_BEGIN_DECLS

/* Months of tenure that are told apart; after them a person is settled. */
#define BW_RAMP_N_MONTHS 18

typedef struct
{
  double settled;                  /* won a month by a settled person, minor units; 0 when nobody is */
  guint  n_settled;                /* settled people that this is of */
  guint  n_new;                    /* people whose first months lie in what is known */
  double share[BW_RAMP_N_MONTHS];  /* of the settled level, by month of tenure: what is reckoned with */
  double seen[BW_RAMP_N_MONTHS];   /* as it was with those people alone; NaN where nobody was */
  guint  n_seen[BW_RAMP_N_MONTHS]; /* people that this is of */
  guint  n_months;                 /* months until nine tenths of the settled level; BW_RAMP_N_MONTHS: not within them */
} BwRamp;

void   bw_ramp_measure (BwRamp         *ramp,
                        const BwLedger *ledger);
double bw_ramp_share (const BwRamp *ramp,
                      double        months);

G_END_DECLS
