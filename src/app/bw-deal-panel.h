/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All about one deal, beside the grid. */
#pragma once

#include <adwaita.h>

#include "session/bw-deal-list.h"
#include "session/bw-live-odds.h"

G_BEGIN_DECLS

#define BW_TYPE_DEAL_PANEL (bw_deal_panel_get_type ())

/* Signal: "close" when a person wants it away. */
G_DECLARE_FINAL_TYPE (BwDealPanel, bw_deal_panel, BW, DEAL_PANEL, AdwBin)

void bw_deal_panel_set_session (BwDealPanel *self,
                                BwSession   *session);
void bw_deal_panel_set_list (BwDealPanel *self,
                             BwDealList  *list);
void bw_deal_panel_show_deal (BwDealPanel *self,
                              guint        deal);

G_END_DECLS
