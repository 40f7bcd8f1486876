/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the list behind a finding about the data. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_HEALTH_ROW (bw_health_row_get_type ())

/* Signal: "decided" (boolean): two rows are the same, or are not. */
G_DECLARE_FINAL_TYPE (BwHealthRow, bw_health_row, BW, HEALTH_ROW, GtkWidget)

GtkWidget *bw_health_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       bw_health_row_show (BwHealthRow *self,
                               guint        place,
                               const char  *text,
                               const char  *evidence,
                               gboolean     leads_on);
guint      bw_health_row_get_place (BwHealthRow *self);

G_END_DECLS
