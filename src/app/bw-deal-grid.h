/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of deals: columns, order, selection. */
#pragma once

#include <adwaita.h>

#include "app/bw-grid-layout.h"
#include "app/bw-deal-selection.h"
#include "session/bw-deal-list.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_DEAL_GRID (bw_deal_grid_get_type ())

/* Signals: "deal-selected" (guint deal) when another row is selected; "deal-activated" (guint deal). */
G_DECLARE_FINAL_TYPE (BwDealGrid, bw_deal_grid, BW, DEAL_GRID, AdwBin)

void       bw_deal_grid_set_list (BwDealGrid *self,
                                  BwDealList *list,
                                  BwSession  *session);
void       bw_deal_grid_select (BwDealGrid *self,
                                guint       position);
GtkWidget *bw_deal_grid_make_chooser (BwDealGrid *self);
void       bw_deal_grid_sort (BwDealGrid *self,
                              BwDealField field,
                              gboolean    descending);
GArray    *bw_deal_grid_list_fields (BwDealGrid *self);

BwDealList      *bw_deal_grid_get_list (BwDealGrid *self);
GtkColumnView   *bw_deal_grid_get_view (BwDealGrid *self);
BwGridLayout    *bw_deal_grid_get_layout (BwDealGrid *self);
BwDealSelection *bw_deal_grid_get_selection (BwDealGrid *self);
gboolean         bw_deal_grid_cell_at (BwDealGrid  *self,
                                       double       x,
                                       double       y,
                                       guint       *position,
                                       BwDealField *field);
void             bw_deal_grid_find_cell (BwDealGrid   *self,
                                         guint         position,
                                         BwDealField   field,
                                         GdkRectangle *at);
void             bw_deal_grid_set_cursor (BwDealGrid *self,
                                          guint       field);

G_END_DECLS
