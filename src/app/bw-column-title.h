/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The titles above the columns of a table: over their numbers, and never wider than their column. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *bw_column_title_find (GtkColumnView       *view,
                                 GtkColumnViewColumn *column);
void       bw_column_title_align_end (GtkColumnView       *view,
                                      GtkColumnViewColumn *column);
int        bw_column_title_width (GtkColumnView       *view,
                                  GtkColumnViewColumn *column);
void       bw_column_title_fit (GtkColumnView       *view,
                                GtkColumnViewColumn *column,
                                int                  width_px);

G_END_DECLS
