/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell of the grid of deals, with what there is to say about its value. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-deal-field.h"
#include "session/bw-deal-list.h"

G_BEGIN_DECLS

/* Between a number and what begins in the next column. */
#define BW_DEAL_CELL_NUMBER_ROOM_PX 9

gboolean   bw_deal_cell_is_number (BwDealFieldType type);
GtkWidget *bw_deal_cell_new (BwDealFieldType type);
void       bw_deal_cell_set_class (GtkWidget  *cell,
                                   const char *style,
                                   gboolean    on);
void       bw_deal_cell_fill (GtkWidget     *cell,
                              GtkColumnView *view,
                              BwDealList    *list,
                              BwDealItem    *row,
                              BwDealField    field);

G_END_DECLS
