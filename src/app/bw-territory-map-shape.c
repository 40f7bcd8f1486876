/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selecting by a line drawn around areas, a polygon, a circle or a rectangle.
 *
 * An area is selected when its middle lies inside, told by the even-odd rule along the line, which is closed by going back to
 * where it began, after a look whether it lies in the rectangle around the line at all. O(areas + areas in the rectangle x points of the line):
 * so few milliseconds for 33,000 areas that it is told what lies inside while the line is still being drawn. */

#include "app/bw-territory-map-private.h"

#include <math.h>
#include <string.h>

#define CORNER_PX 6.0f

/* Whether @point lies within what is drawn; @around is the rectangle around that. */
static gboolean
is_inside (const BwTerritoryMap   *self,
           const graphene_rect_t  *around,
           const graphene_point_t *point)
{
  const graphene_point_t *line = (const graphene_point_t *)(gconstpointer)self->lasso->data;
  gboolean                odd = FALSE;

  if (!graphene_rect_contains_point (around, point))
    return FALSE;
  if (self->tool == BW_MAP_TOOL_RECTANGLE)
    return TRUE;
  if (self->tool == BW_MAP_TOOL_RADIUS)
    return hypot (point->x - line[0].x, point->y - line[0].y) <= self->radius;
  for (guint i = 0, j = self->lasso->len - 1; i < self->lasso->len; j = i++)
    if ((line[i].y > point->y) != (line[j].y > point->y) &&
        point->x < line[i].x + (line[j].x - line[i].x) * (point->y - line[i].y) / (line[j].y - line[i].y))
      odd = !odd;
  return odd;
}

/* The rectangle around what is drawn. */
static graphene_rect_t
measure_shape (const BwTerritoryMap *self)
{
  const graphene_point_t *line = (const graphene_point_t *)(gconstpointer)self->lasso->data;
  float                   radius = (float)self->radius, low_x = INFINITY, low_y = INFINITY, high_x = -INFINITY, high_y = -INFINITY;

  if (self->tool == BW_MAP_TOOL_RECTANGLE)
    return self->band;
  if (self->tool == BW_MAP_TOOL_RADIUS)
    return GRAPHENE_RECT_INIT (line[0].x - radius, line[0].y - radius, 2 * radius, 2 * radius);
  for (guint i = 0; i < self->lasso->len; i++)
    {
      low_x = MIN (low_x, line[i].x);
      low_y = MIN (low_y, line[i].y);
      high_x = MAX (high_x, line[i].x);
      high_y = MAX (high_y, line[i].y);
    }
  return GRAPHENE_RECT_INIT (low_x, low_y, high_x - low_x, high_y - low_y);
}

/* Returns: (transfer full) (element-type guint32): the areas that lie within what is drawn, ascending. */
GArray *
bw_territory_map_dup_shape (BwTerritoryMap *self)
{
  GArray         *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  const BwAtlas  *atlas = self->map != NULL ? bw_map_get_atlas (self->map) : NULL;
  graphene_rect_t around;

  if (atlas == NULL || (self->lasso->len == 0 && self->tool != BW_MAP_TOOL_RECTANGLE))
    return found;
  around = measure_shape (self);
  for (guint32 i = 0; i < bw_atlas_n_units (atlas); i++)
    {
      const BwAtlasUnit  *county = bw_atlas_unit (atlas, i);
      const BwAtlasPoint *center = self->level == BW_MAP_PARENTS ? &bw_atlas_parent (atlas, (guint)county->parent)->center : &county->center;
      graphene_point_t    point;

      point = GRAPHENE_POINT_INIT ((float)((center->x - self->view.x) * self->view.scale),
                                   (float)((center->y - self->view.y) * self->view.scale));
      if (is_inside (self, &around, &point))
        g_array_append_val (found, i);
    }
  return found;
}

/* Selects what has its middle within the line, circle or rectangle that was drawn. */
void
bw_territory_map_select_shape (BwTerritoryMap *self,
                               BwSelectMode    mode)
{
  g_autoptr (GArray) found = bw_territory_map_dup_shape (self);

  if (self->map == NULL || (self->lasso->len == 0 && self->tool != BW_MAP_TOOL_RECTANGLE))
    return;
  if (mode == BW_SELECT_ONLY)
    memset (self->marks, 0, bw_atlas_n_units (bw_map_get_atlas (self->map)));
  for (guint i = 0; i < found->len; i++)
    {
      guint32 county = g_array_index (found, guint32, i);

      self->marks[county] = mode == BW_SELECT_TOGGLE ? !self->marks[county] : 1;
    }
  bw_territory_map_collect_selected (self);
}

/* Draws the line or circle. */
void
bw_territory_map_append_shape (BwTerritoryMap *self,
                               GtkSnapshot    *snapshot)
{
  const graphene_point_t *line = (const graphene_point_t *)(gconstpointer)self->lasso->data;
  BwTheme                 theme = bw_territory_map_get_theme (self);
  BwColor                 accent = bw_palette_tone (&theme, BW_TONE_ACCENT);
  graphene_rect_t         bounds;
  cairo_t                *cr;

  if (self->lasso->len == 0)
    return;
  graphene_rect_init (&bounds, 0, 0, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)));
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  if (self->tool == BW_MAP_TOOL_RADIUS)
    cairo_arc (cr, line[0].x, line[0].y, self->radius, 0, 2 * G_PI);
  else
    {
      for (guint i = 0; i < self->lasso->len; i++)
        cairo_line_to (cr, line[i].x, line[i].y);
      cairo_close_path (cr);
    }
  bw_color_set_source (bw_color_fade (accent, 0.2), cr);
  cairo_fill_preserve (cr);
  bw_color_set_source (accent, cr);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* ---- Polygon ---- */

static graphene_point_t *
corner (BwTerritoryMap *self,
        guint           i)
{
  return &g_array_index (self->lasso, graphene_point_t, i);
}

/* Sets a corner at a place in the widget; on the first one, or again on the last, the polygon is closed. Returns: whether it was. */
gboolean
bw_territory_map_add_corner (BwTerritoryMap *self,
                             double          x,
                             double          y,
                             BwSelectMode    mode)
{
  graphene_point_t point = GRAPHENE_POINT_INIT ((float)x, (float)y);
  guint            n = self->lasso->len;

  if (!self->cornering)
    {
      self->cornering = TRUE;
      g_array_set_size (self->lasso, 0);
      g_array_append_val (self->lasso, point);
    }
  /* The last is where the pointer is. */
  else if (n >= 4 && (graphene_point_near (corner (self, 0), &point, CORNER_PX) || graphene_point_near (corner (self, n - 2), &point, CORNER_PX)))
    {
      bw_territory_map_close_polygon (self, mode);
      return TRUE;
    }
  else
    *corner (self, n - 1) = point;
  g_array_append_val (self->lasso, point);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return FALSE;
}

/* Selects what has its middle within the corners that were set. */
void
bw_territory_map_close_polygon (BwTerritoryMap *self,
                                BwSelectMode    mode)
{
  if (!self->cornering)
    return;
  self->cornering = FALSE;
  g_array_set_size (self->lasso, self->lasso->len - 1);
  if (self->lasso->len >= 3)
    bw_territory_map_select_shape (self, mode);
  g_array_set_size (self->lasso, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Gives the polygon up. */
void
bw_territory_map_drop_polygon (BwTerritoryMap *self)
{
  if (!self->cornering)
    return;
  self->cornering = FALSE;
  g_array_set_size (self->lasso, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
