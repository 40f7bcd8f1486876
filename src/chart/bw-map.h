/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of the United States, coloured by territory. */
#pragma once

#include "chart/bw-canvas.h"
#include "core/bw-territory-balance.h"

G_BEGIN_DECLS

/* Which piece of the map is seen: a map position (units of the atlas) is drawn at (position - origin) * scale pixels.
 * */
typedef struct
{
  double x;
  double y;
  double scale;
} BwMapView;

/* What areas are outlined and picked by. */
typedef enum
{
  BW_MAP_COUNTIES,
  BW_MAP_STATES,
} BwMapLevel;

/* Never changes once made. */
typedef struct _BwMap BwMap;

BwMap         *bw_map_new (const BwTerritoryPlan *plan,
                           const BwAccountValues *values,
                           BwMeasure              points_by) G_GNUC_WARN_UNUSED_RESULT;
void           bw_map_free (BwMap *map);
const BwAtlas *bw_map_get_atlas (const BwMap *map);
BwColor        bw_map_get_color (const BwMap   *map,
                                 const BwTheme *theme,
                                 gint32         territory);

BwMapView bw_map_view_fit (const BwAtlasBox *box,
                           double            width,
                           double            height,
                           double            margin);
void      bw_map_draw_areas (const BwMap     *map,
                             cairo_t         *cr,
                             const BwMapView *view,
                             double           width,
                             double           height,
                             BwMapLevel       level,
                             const BwTheme   *theme);
void      bw_map_draw_points (const BwMap     *map,
                              cairo_t         *cr,
                              const BwMapView *view,
                              double           width,
                              double           height,
                              const BwTheme   *theme);
void      bw_map_draw_labels (const BwMap     *map,
                              cairo_t         *cr,
                              const BwMapView *view,
                              double           width,
                              double           height,
                              const BwTheme   *theme);
void      bw_map_draw_selection (const BwMap     *map,
                                 cairo_t         *cr,
                                 const BwMapView *view,
                                 double           width,
                                 double           height,
                                 const guint8    *selected,
                                 const BwTheme   *theme);
void      bw_map_draw_outline (const BwMap     *map,
                               cairo_t         *cr,
                               const BwMapView *view,
                               guint            county,
                               BwMapLevel       level,
                               const BwTheme   *theme);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwMap, bw_map_free)

G_END_DECLS
