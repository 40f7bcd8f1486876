/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header rows of groups in a grid of deals: what their cells say, and how they are folded. */
#pragma once

#include <gtk/gtk.h>

#include "session/bw-deal-list.h"

G_BEGIN_DECLS

void bw_group_row_fill_cell (GtkWidget     *cell,
                             GtkColumnView *view,
                             BwDealList    *list,
                             guint          group,
                             BwDealField    field);
void bw_group_row_leave_cell (GtkWidget *cell);
void bw_group_row_toggle (GtkColumnView *view,
                          BwDealList    *list,
                          guint          position);
void bw_group_row_add_keys (GtkColumnView *view,
                            BwDealList    *list);

G_END_DECLS
