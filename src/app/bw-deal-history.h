/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that changed of one deal, newest first. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_DEAL_HISTORY (bw_deal_history_get_type ())

G_DECLARE_FINAL_TYPE (BwDealHistory, bw_deal_history, BW, DEAL_HISTORY, AdwBin)

void bw_deal_history_show (BwDealHistory *self,
                           BwSession     *session,
                           guint          deal);

G_END_DECLS
