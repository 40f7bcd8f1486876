/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns a grid of deals shows, in which order, and how wide. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-grid-view.h"

G_BEGIN_DECLS

#define BW_TYPE_GRID_LAYOUT (bw_grid_layout_get_type ())

/* Signal: "changed" when a person chose other columns, another order, or a width. */
G_DECLARE_FINAL_TYPE (BwGridLayout, bw_grid_layout, BW, GRID_LAYOUT, GObject)

BwGridLayout *bw_grid_layout_new (GtkColumnView *view) G_GNUC_WARN_UNUSED_RESULT;
void          bw_grid_layout_add (BwGridLayout        *self,
                                  GtkColumnViewColumn *column,
                                  BwDealField          field,
                                  gboolean             shown);
void          bw_grid_layout_remove (BwGridLayout        *self,
                                     GtkColumnViewColumn *column);
void          bw_grid_layout_fit (BwGridLayout *self,
                                  int           width);
void          bw_grid_layout_stop (BwGridLayout *self);
GArray       *bw_grid_layout_describe (BwGridLayout *self) G_GNUC_WARN_UNUSED_RESULT;
void          bw_grid_layout_apply (BwGridLayout *self,
                                    const GArray *columns);
GtkWidget    *bw_grid_layout_make_chooser (BwGridLayout *self);

BwDealField bw_grid_column_field (GtkColumnViewColumn *column);
const char *bw_grid_column_title (BwDealField field);
guint       bw_grid_column_list (const BwDealField **fields);

G_END_DECLS
