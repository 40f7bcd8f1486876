/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Widgets that stand still, and pictures of them. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A window, popover or page, and where it is to be kept. */
gboolean picture_is_ready (gpointer widget);
void     picture_settle (GtkWidget *widget);
void     picture_take (GtkWidget  *widget,
                       const char *folder,
                       const char *name);

G_END_DECLS
