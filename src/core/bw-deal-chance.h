/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely open deals are to be won, in a period and ever: for the list of deals and for their sum alike. */
#pragma once

#include "core/bw-replay.h"
#include "core/bw-win-model.h"

G_BEGIN_DECLS

/* The win models of a day and of an earlier one, being fitted on threads of their own, and whether what they say of single deals has been borne out. */
typedef struct _BwDealTilt BwDealTilt;

/* Of each open deal of an expectation, in its order. */
typedef struct
{
  BwHazardFit *fit;    /* for as long as deals live */
  gboolean     usable; /* stage and time tell the won from the lost */
  guint        n;
  double      *ever;   /* chance of ever being won by stage and time */
  double      *tilted; /* the same as the deal's own fields tilt it */
  double      *factor; /* what its chance within the period is multiplied with for that */
} BwDealChances;

BwDealTilt       *bw_deal_tilt_new (const BwBook     *book,
                                    BwDate            as_of,
                                    const BwWinModel *model) G_GNUC_WARN_UNUSED_RESULT;
BwDealTilt       *bw_deal_tilt_ref (BwDealTilt *tilt) G_GNUC_WARN_UNUSED_RESULT;
void              bw_deal_tilt_unref (BwDealTilt *tilt);
const BwWinModel *bw_deal_tilt_find (BwDealTilt     *tilt,
                                     const BwReplay *replay);
BwDate            bw_deal_chances_split (const BwLedger *ledger);
BwDealChances    *bw_deal_chances_new (const BwReplay      *replay,
                                       const BwExpectation *expectation,
                                       BwDate               split,
                                       const BwWinModel    *model,
                                       gboolean             within) G_GNUC_WARN_UNUSED_RESULT;
void              bw_deal_chances_free (BwDealChances *chances);
double            bw_deal_chances_tilt (double ever,
                                        double tilt);
double            bw_deal_chances_rise (const BwReplay      *replay,
                                        const BwExpectation *expectation,
                                        guint                i,
                                        double               factor,
                                        const BwDate        *steps,
                                        guint                n_steps,
                                        float               *hazard);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDealTilt, bw_deal_tilt_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDealChances, bw_deal_chances_free)

G_END_DECLS
