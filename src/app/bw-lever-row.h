/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One lever of a scenario. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-scenario.h"

G_BEGIN_DECLS

#define BW_TYPE_LEVER_ROW (bw_lever_row_get_type ())

/* Signals: "changed" when a person changed it, "removed" when it is to go. */
G_DECLARE_FINAL_TYPE (BwLeverRow, bw_lever_row, BW, LEVER_ROW, GtkListBoxRow)

GtkWidget     *bw_lever_row_new (BwBook        *book,
                                 const BwLever *lever,
                                 BwDate         as_of,
                                 gboolean       standing) G_GNUC_WARN_UNUSED_RESULT;
const BwLever *bw_lever_row_get_lever (BwLeverRow *self);
gboolean       bw_lever_row_is_standing (BwLeverRow *self);
gboolean       bw_lever_row_has_problem (BwLeverRow *self);
void           bw_lever_row_set_note (BwLeverRow *self,
                                      const char *note);
void           bw_lever_row_reset (BwLeverRow *self);

G_END_DECLS
