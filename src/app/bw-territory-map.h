/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map on which areas are looked at and selected. */
#pragma once

#include <gtk/gtk.h>

#include "chart/bw-map.h"

G_BEGIN_DECLS

#define BW_TYPE_TERRITORY_MAP (bw_territory_map_get_type ())

/* Signals: "selection-changed"; "hover-changed", when another area is under the pointer or the keyboard's cursor. */
G_DECLARE_FINAL_TYPE (BwTerritoryMap, bw_territory_map, BW, TERRITORY_MAP, GtkWidget)

void           bw_territory_map_take_map (BwTerritoryMap *self,
                                          BwMap          *map);
void           bw_territory_map_set_level (BwTerritoryMap *self,
                                           BwMapLevel      level);
BwMapLevel     bw_territory_map_get_level (BwTerritoryMap *self);
const guint32 *bw_territory_map_get_selected (BwTerritoryMap *self,
                                              guint          *n);
void           bw_territory_map_select (BwTerritoryMap *self,
                                        const guint32  *counties,
                                        guint           n);
gint32         bw_territory_map_get_hovered (BwTerritoryMap *self);
void           bw_territory_map_zoom_by (BwTerritoryMap *self,
                                         double          factor);
void           bw_territory_map_fit (BwTerritoryMap *self);
void           bw_territory_map_show_county (BwTerritoryMap *self,
                                             guint           county);
void           bw_territory_map_get_place (BwTerritoryMap *self,
                                           guint           county,
                                           double         *x,
                                           double         *y);
BwTheme        bw_territory_map_get_theme (BwTerritoryMap *self);

G_END_DECLS
