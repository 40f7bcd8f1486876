/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell of a grid in which one can write. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_REJECT_CELL (bw_reject_cell_get_type ())

/* Signals: "edited" (string) when another text was written; "move" (int columns, int rows) when an arrow key asks for
 * another cell. */
G_DECLARE_FINAL_TYPE (BwRejectCell, bw_reject_cell, BW, REJECT_CELL, GtkWidget)

GtkWidget  *bw_reject_cell_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        bw_reject_cell_show (BwRejectCell *self,
                                 const char   *title,
                                 const char   *text,
                                 const char   *fault,
                                 gboolean      edited);
const char *bw_reject_cell_get_text (BwRejectCell *self);
void        bw_reject_cell_begin (BwRejectCell *self);
void        bw_reject_cell_end (BwRejectCell *self,
                                gboolean      keep);

G_END_DECLS
