/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions over which map a plan is drawn, and what a new one is called and begins with. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-book.h"

G_BEGIN_DECLS

/* Told the plan's name (NULL: it was not asked), the map's, and whether the plan is to begin empty. */
typedef void (*BwPlanMapChosen) (const char *name,
                                 const char *map,
                                 gboolean    empty,
                                 gpointer    data);

void bw_plan_map_dialog_ask (GtkWidget      *parent,
                             BwBook         *book,
                             gint32          plan,
                             const char     *name,
                             BwPlanMapChosen chosen,
                             gpointer        data);

G_END_DECLS
