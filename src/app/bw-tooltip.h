/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tooltips of many widgets at once. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void        bw_tooltip_set (GtkWidget  *widget,
                            const char *text);
const char *bw_tooltip_get (GtkWidget *widget);

G_END_DECLS
