/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list or table that the Tab key stops at once, and the arrow keys move in. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_TAB_STOP (bw_tab_stop_get_type ())

/* Its "child" is what is stopped at. Nothing else about it can be set. */
G_DECLARE_FINAL_TYPE (BwTabStop, bw_tab_stop, BW, TAB_STOP, AdwBin)

GtkWidget *bw_tab_stop_new (GtkWidget *child) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
