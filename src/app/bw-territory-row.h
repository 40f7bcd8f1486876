/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A territory in the list beside the map. */
#pragma once

#include <gtk/gtk.h>

#include "chart/bw-map.h"

G_BEGIN_DECLS

GtkWidget *bw_territory_row_new (const BwBook             *book,
                                 const BwAtlas            *map,
                                 const BwTerritoryBalance *balance,
                                 const BwMeasures         *measures,
                                 BwMeasure                 measure,
                                 BwColor                   swatch,
                                 const BwTheme            *theme) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *bw_territory_row_new_note (const char *title,
                                      const char *value,
                                      const char *detail) G_GNUC_WARN_UNUSED_RESULT;
char      *bw_territory_row_dup_deviation (double deviation) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
