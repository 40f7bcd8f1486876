/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the territories' map share. */
#pragma once

#include "app/bw-territory-map.h"
#include "chart/bw-map-picture.h"

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
  double     fit_scale;   /* the scale at first */
  double     least_scale; /* at which all of the map is in view, and some more */
  gboolean   fitted;      /* the view follows the widget's size */

  BwMapPicture *picture;     /* (owned) (nullable) */
  BwMapPicture *outline;     /* (owned) (nullable): the whole map, small */
  gboolean      drawing;     /* another thread draws one of them */
  gboolean      old_areas;   /* the picture is of an earlier plan, level or theme */
  gboolean      old_overlay; /* what is over the areas of the picture is out of date */
  gboolean      old_outline;

  guint8  *marks;    /* (owned) (nullable): 1 for each selected county */
  GArray  *selected; /* guint32 */
  gint32   hovered;  /* BW_ATLAS_NOWHERE: none */
  gint32   cursor;
  gboolean keyboard; /* the cursor is shown */

  guint8 *problems; /* (owned) (nullable): 1 for each county that lies apart or is a hole */
  guint8 *locked;   /* (owned) (nullable): 1 for each county that is locked */

  BwMapTool       tool;
  gboolean        cornering; /* a polygon is being drawn: the lasso has its corners, and the pointer's place last */
  GArray         *lasso;     /* graphene_point_t: of the line that is being drawn */
  double          radius;    /* pixels, around the first point of the lasso */
  gboolean        moving;    /* the selection is dragged */
  gint32          drop;      /* the county it is over */
  gboolean        banding;
  graphene_rect_t band;
  gboolean        panning;
  gboolean        space_down;
  gboolean        space_used; /* for panning: its release selects nothing */
  double          drag_x, drag_y;
  double          pinch_scale;
  double          pointer_x, pointer_y;
};

void     bw_territory_map_zoom_at (BwTerritoryMap *self,
                                   double          factor,
                                   double          x,
                                   double          y);
void     bw_territory_map_pan_by (BwTerritoryMap *self,
                                  double          dx,
                                  double          dy);
gint32   bw_territory_map_county_at (BwTerritoryMap *self,
                                     double          x,
                                     double          y);
void     bw_territory_map_select_unit (BwTerritoryMap *self,
                                       gint32          county,
                                       BwSelectMode    mode);
void     bw_territory_map_shape_changed (BwTerritoryMap *self);
void     bw_territory_map_select_shape (BwTerritoryMap *self,
                                        BwSelectMode    mode);
void     bw_territory_map_set_drop (BwTerritoryMap *self,
                                    gint32          county);
gboolean bw_territory_map_add_corner (BwTerritoryMap *self,
                                      double          x,
                                      double          y,
                                      BwSelectMode    mode);
void     bw_territory_map_close_polygon (BwTerritoryMap *self,
                                         BwSelectMode    mode);
void     bw_territory_map_drop_polygon (BwTerritoryMap *self);
void     bw_territory_map_move_outside (BwTerritoryMap *self,
                                        double          x,
                                        double          y,
                                        gboolean        drop);
void     bw_territory_map_let_go (BwTerritoryMap *self,
                                  gboolean        drop);
void     bw_territory_map_append_shape (BwTerritoryMap *self,
                                        GtkSnapshot    *snapshot);
void     bw_territory_map_collect_selected (BwTerritoryMap *self);
void     bw_territory_map_set_hovered (BwTerritoryMap *self,
                                       gint32          county);
void     bw_territory_map_add_controllers (BwTerritoryMap *self);

void bw_territory_map_update_pictures (BwTerritoryMap *self);
void bw_territory_map_drop_pictures (BwTerritoryMap *self);
void bw_territory_map_redraw (BwTerritoryMap *self);
void bw_territory_map_redraw_overlay (BwTerritoryMap *self);

G_END_DECLS
