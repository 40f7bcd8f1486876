/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map on which areas are looked at and selected. */
#pragma once

#include <gtk/gtk.h>

#include "chart/bw-map.h"

G_BEGIN_DECLS

#define BW_TYPE_TERRITORY_MAP (bw_territory_map_get_type ())

/* What dragging over the map does. Whatever the tool, a drag that begins on what is selected moves that. */
typedef enum
{
  BW_MAP_TOOL_RECTANGLE,
  BW_MAP_TOOL_LASSO,
  BW_MAP_TOOL_PAINT,
  BW_MAP_TOOL_RADIUS,
  BW_MAP_TOOL_POLYGON, /* clicks set corners; on the first one, twice on one, or Enter closes it */
  BW_MAP_N_TOOLS,
} BwMapTool;

/* Signals: "selection-changed"; "drop-changed" (int), while the selection is dragged, with the county under the pointer or
 * BW_ATLAS_NOWHERE when it is not dragged any more; "dropped" (int), with the county it was let go over; "drag-outside" and
 * "dropped-outside" (double, double), with the place in the widget, while it is dragged out of the map and when it is let go there; "shape-changed", while a line, a rectangle or a circle is being drawn; "hover-changed", when another area is under the pointer or the keyboard's cursor. */
G_DECLARE_FINAL_TYPE (BwTerritoryMap, bw_territory_map, BW, TERRITORY_MAP, GtkWidget)

void           bw_territory_map_mark (BwTerritoryMap *self,
                                      const guint8   *problems,
                                      const guint8   *locked);
void           bw_territory_map_take_map (BwTerritoryMap *self,
                                          BwMap          *map);
void           bw_territory_map_set_level (BwTerritoryMap *self,
                                           BwMapLevel      level);
void           bw_territory_map_set_tool (BwTerritoryMap *self,
                                          BwMapTool       tool);
BwMapLevel     bw_territory_map_get_level (BwTerritoryMap *self);
const guint32 *bw_territory_map_get_selected (BwTerritoryMap *self,
                                              guint          *n);
void           bw_territory_map_select (BwTerritoryMap *self,
                                        const guint32  *counties,
                                        guint           n);
GArray        *bw_territory_map_dup_shape (BwTerritoryMap *self) G_GNUC_WARN_UNUSED_RESULT;
const BwMap   *bw_territory_map_get_map (BwTerritoryMap *self);
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
gboolean       bw_territory_map_is_drawn (BwTerritoryMap *self);
BwTheme        bw_territory_map_get_theme (BwTerritoryMap *self);

G_END_DECLS
