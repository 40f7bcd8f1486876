/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two children side by side where there is room, else one below the other. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_COLUMNS (bw_columns_get_type ())

/* Properties: "first", "second" (GtkWidget), "threshold" (int, px: narrower than this they are stacked), "share" (double: the
 * first's part of the width), "spacing" (int, px). */
G_DECLARE_FINAL_TYPE (BwColumns, bw_columns, BW, COLUMNS, GtkWidget)

G_END_DECLS
