/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of a plan, coloured by territory or shaded by a measure. */
#pragma once

#include "chart/bw-map-shade.h"

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
  BW_MAP_UNITS,
  BW_MAP_PARENTS,
} BwMapLevel;

/* What areas can be marked as. */
typedef enum
{
  BW_MAP_MARK_LOCK,    /* it stays where it is */
  BW_MAP_MARK_PROBLEM, /* it lies apart, or is a hole */
} BwMapMark;

/* Of what is marked, the unit that stands for a group of them where they are too small to be seen; the others are 1. */
#define BW_MAP_MARK_FIRST 2

/* Counted by references; never changes once made, so that other threads can draw it. */
typedef struct _BwMap BwMap;

BwMap         *bw_map_new (const BwTerritoryPlan *plan,
                           const BwAccountValues *values,
                           BwMeasure              points_by) G_GNUC_WARN_UNUSED_RESULT;
BwMap         *bw_map_new_shaded (const BwTerritoryPlan *plan,
                                  const BwAccountValues *values,
                                  BwMeasure              shaded_by) G_GNUC_WARN_UNUSED_RESULT;
BwMap         *bw_map_ref (BwMap *map);
void           bw_map_unref (BwMap *map);
const BwAtlas *bw_map_get_atlas (const BwMap *map);

BwAtlasBox        bw_map_get_extent (const BwMap *map);
const BwMapShade *bw_map_get_shade (const BwMap *map);
BwColor           bw_map_get_color (const BwMap   *map,
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
void      bw_map_draw_marks (const BwMap     *map,
                             cairo_t         *cr,
                             const BwMapView *view,
                             double           width,
                             double           height,
                             const guint8    *marked,
                             BwMapMark        mark,
                             const BwTheme   *theme);
void      bw_map_draw_outline (const BwMap     *map,
                               cairo_t         *cr,
                               const BwMapView *view,
                               guint            county,
                               BwMapLevel       level,
                               const BwTheme   *theme);
void      bw_map_draw_scale (const BwMap     *map,
                             cairo_t         *cr,
                             const BwMapView *view,
                             double           width,
                             double           height,
                             double           right,
                             double           bottom,
                             const BwTheme   *theme);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwMap, bw_map_unref)

G_END_DECLS
