/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kept pictures of the map, to be moved and zoomed while better ones are drawn. */
#pragma once

#include "chart/bw-map.h"

G_BEGIN_DECLS

/* What a picture shows, and how. */
typedef struct
{
  BwMapView  view;
  int        width;  /* pixels */
  int        height; /* pixels */
  int        scale;  /* of the device: its pixels along one of these */
  BwMapLevel level;
  BwTheme    theme;
} BwMapFrame;

/* What is over the areas (each (array length: the map's units) (nullable)). */
typedef struct
{
  const guint8 *selected;
  const guint8 *locked;
  const guint8 *problems;
} BwMapOverlay;

/* Never changes once made. */
typedef struct
{
  BwMapFrame       frame;
  cairo_surface_t *areas; /* (owned) */
  cairo_surface_t *all;   /* (owned): with what is over them; of an outline the areas again */
} BwMapPicture;

BwMapFrame    bw_map_frame_around (const BwMap     *map,
                                   const BwMapView *view,
                                   int              width,
                                   int              height,
                                   int              margin);
gboolean      bw_map_frame_reaches (const BwMapFrame *frame,
                                    const BwMap      *map,
                                    const BwMapView  *view,
                                    double            width,
                                    double            height,
                                    double            spare);
BwMapPicture *bw_map_picture_new (const BwMap        *map,
                                  const BwMapFrame   *frame,
                                  const BwMapOverlay *overlay,
                                  cairo_surface_t    *areas) G_GNUC_WARN_UNUSED_RESULT;
BwMapPicture *bw_map_picture_new_outline (const BwMap      *map,
                                          const BwMapFrame *frame) G_GNUC_WARN_UNUSED_RESULT;
void          bw_map_picture_free (BwMapPicture *picture);
void          bw_map_picture_paint (const BwMapPicture *picture,
                                    const BwMapPicture *outline,
                                    cairo_t            *cr,
                                    const BwMapView    *view,
                                    double              width,
                                    double              height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwMapPicture, bw_map_picture_free)

G_END_DECLS
