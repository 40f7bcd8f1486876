/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the territories' map share. */
#pragma once

#include "app/bw-territory-map.h"

G_BEGIN_DECLS

typedef enum
{
  BW_SELECT_ONLY,
  BW_SELECT_ADD,
  BW_SELECT_TOGGLE,
} BwSelectMode;

struct _BwTerritoryMap
{
  GtkWidget parent_instance;

  BwMap     *map; /* (owned) (nullable) */
  BwMapLevel level;
  BwMapView  view;
  double     fit_scale; /* the scale at which everything is in view */
  gboolean   fitted;    /* the view follows the widget's size */

  cairo_surface_t *areas;        /* (owned) (nullable) */
  GdkTexture      *texture;      /* (owned) (nullable): areas and all that is over them */
  BwMapView        texture_view; /* of both */
  int              texture_width;
  int              texture_height;
  guint            settle_source;

  guint8  *marks;    /* (owned) (nullable): 1 for each selected county */
  GArray  *selected; /* guint32 */
  gint32   hovered;  /* BW_ATLAS_NOWHERE: none */
  gint32   cursor;
  gboolean keyboard; /* the cursor is shown */

  gboolean        banding;
  graphene_rect_t band;
  gboolean        panning;
  gboolean        space_down;
  gboolean        space_used; /* for panning: its release selects nothing */
  double          drag_x, drag_y;
  double          pinch_scale;
  double          pointer_x, pointer_y;
};

void   bw_territory_map_zoom_at (BwTerritoryMap *self,
                                 double          factor,
                                 double          x,
                                 double          y);
void   bw_territory_map_pan_by (BwTerritoryMap *self,
                                double          dx,
                                double          dy);
gint32 bw_territory_map_county_at (BwTerritoryMap *self,
                                   double          x,
                                   double          y);
void   bw_territory_map_select_unit (BwTerritoryMap *self,
                                     gint32          county,
                                     BwSelectMode    mode);
void   bw_territory_map_select_band (BwTerritoryMap *self,
                                     BwSelectMode    mode);
void   bw_territory_map_collect_selected (BwTerritoryMap *self);
void   bw_territory_map_set_hovered (BwTerritoryMap *self,
                                     gint32          county);
void   bw_territory_map_add_controllers (BwTerritoryMap *self);

G_END_DECLS
