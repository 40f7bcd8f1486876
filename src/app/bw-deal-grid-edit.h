/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does to the cells and rows of a grid of deals: editing, the menu, copying. */
#pragma once

#include "app/bw-deal-grid.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_DEAL_GRID_EDIT (bw_deal_grid_edit_get_type ())

G_DECLARE_FINAL_TYPE (BwDealGridEdit, bw_deal_grid_edit, BW, DEAL_GRID_EDIT, GObject)

BwDealGridEdit *bw_deal_grid_edit_new (BwDealGrid *grid,
                                       BwSession  *session) G_GNUC_WARN_UNUSED_RESULT;
gboolean        bw_deal_grid_edit_cell (BwDealGridEdit *self,
                                        guint           position,
                                        BwDealField     field);

G_END_DECLS
