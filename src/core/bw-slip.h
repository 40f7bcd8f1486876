/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a deal's whole age and stated close date say about whether and when it is won. */
#pragma once

#include "core/bw-ledger.h"

G_BEGIN_DECLS

enum
{
  BW_SLIP_N_LEADS = 11,
  BW_SLIP_N_AGES = 10,
  BW_SLIP_N_HORIZONS = 9,
};

/* What was expected by stage and age and what came of it, for the deals open on one day. */
typedef struct
{
  BwDate at;
  double expected[BW_SLIP_N_LEADS][BW_SLIP_N_HORIZONS];
  double happened[BW_SLIP_N_LEADS][BW_SLIP_N_HORIZONS];
  double expected_by_age[BW_SLIP_N_AGES][BW_SLIP_N_HORIZONS];
  double happened_by_age[BW_SLIP_N_AGES][BW_SLIP_N_HORIZONS];
} BwSlipLandmark;

/* By how much the chance of being won within a horizon differs from what stage and age say. */
typedef struct
{
  double   factor[BW_SLIP_N_LEADS][BW_SLIP_N_HORIZONS];
  double   by_age[BW_SLIP_N_AGES][BW_SLIP_N_HORIZONS];
  gboolean use_ages; /* whether the whole age has helped */
} BwSlip;

void   bw_slip_observe (BwSlipLandmark    *landmark,
                        const BwLedger    *ledger,
                        const BwSlip      *slip,
                        const BwHazardFit *fit,
                        const GArray      *open,
                        BwDate             at);
void   bw_slip_fit (BwSlip               *slip,
                    const BwSlipLandmark *landmarks,
                    guint                 n,
                    BwDate                at);
double bw_slip_age_factor (const BwSlip     *slip,
                           const BwOpenDeal *deal,
                           double            weeks);
double bw_slip_won_within (const BwSlip      *slip,
                           gboolean           dated,
                           const BwHazardFit *fit,
                           const BwOpenDeal  *deal,
                           BwDate             at,
                           double             weeks);

G_END_DECLS
