/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of deals: columns, order, selection. */
#pragma once

#include <adwaita.h>

#include "session/bw-deal-list.h"

G_BEGIN_DECLS

#define BW_TYPE_DEAL_GRID (bw_deal_grid_get_type ())

/* Signals: "deal-selected" (guint deal) when another row is selected; "deal-activated" (guint deal). */
G_DECLARE_FINAL_TYPE (BwDealGrid, bw_deal_grid, BW, DEAL_GRID, AdwBin)

void       bw_deal_grid_set_list (BwDealGrid *self,
                                  BwDealList *list);
void       bw_deal_grid_select (BwDealGrid *self,
                                guint       position);
GtkWidget *bw_deal_grid_make_chooser (BwDealGrid *self);
GArray    *bw_deal_grid_list_fields (BwDealGrid *self);

G_END_DECLS
