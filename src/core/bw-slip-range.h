/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far from the stated date deals close. */
#pragma once

#include "core/bw-ledger.h"

G_BEGIN_DECLS

/* The slips, actual minus stated close, of the deals that had closed by a ledger's day, by stage and owner. */
typedef struct _BwSlipRange BwSlipRange;

BwSlipRange *bw_slip_range_new (const BwLedger *ledger,
                                gboolean        won_only) G_GNUC_WARN_UNUSED_RESULT;
void         bw_slip_range_free (BwSlipRange *range);
double       bw_slip_range_quantile (const BwSlipRange *range,
                                     guint              stage,
                                     gint32             owner,
                                     int                least,
                                     double             p);
guint        bw_slip_range_n (const BwSlipRange *range);
double       bw_slip_range_owner_shift (const BwSlipRange *range,
                                        gint32             owner);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSlipRange, bw_slip_range_free)

G_END_DECLS
