/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written beside the CRM's values of one deal, and what became of it. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_DEAL_ADJUSTMENTS (bw_deal_adjustments_get_type ())

G_DECLARE_FINAL_TYPE (BwDealAdjustments, bw_deal_adjustments, BW, DEAL_ADJUSTMENTS, AdwBin)

void bw_deal_adjustments_show (BwDealAdjustments *self,
                               BwSession         *session,
                               guint              deal);

G_END_DECLS
