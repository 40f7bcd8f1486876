/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The theme of a widget, as charts need it. */
#pragma once

#include <gtk/gtk.h>

#include "chart/bw-palette.h"

G_BEGIN_DECLS

void    bw_theme_init (BwTheme   *theme,
                       GtkWidget *widget);
double  bw_theme_text_scale (GtkWidget *widget);
GdkRGBA bw_theme_rgba (BwColor color);
char   *bw_theme_dup_hex (BwTone tone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
