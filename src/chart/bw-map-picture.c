/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kept pictures of the map, to be moved and zoomed while better ones are drawn.
 *
 *   +----------------------------------+  outline: the whole map, small, areas alone
 *   |      +----------------+          |
 *   |      |  +--------+    |          |  picture: what is seen and a margin around it, with everything
 *   |      |  |  seen  |    |          |
 *   |      |  +--------+    |          |
 *   |      +----------------+          |
 *   +----------------------------------+
 *
 * Drawing 33,000 areas takes many frames, copying a picture of them one or two milliseconds. So a picture is drawn once, on any thread, and
 * a frame of panning copies the piece that is seen; where that runs over the picture's edge before the next one is there, the outline
 * shows, magnified. Zooming magnifies both. Pictures are copied by the nearest pixel where they fit, else blended from four, never
 * averaged, which costs ten times as much.
 *
 * A picture begins at whole multiples of GRID_PX of the map at its scale: clusters of accounts are gathered by cells from there, and so stay
 * the same while the map is panned. */

#include "chart/bw-map-picture.h"

#include <math.h>

#define GRID_PX 16.0 /* a multiple of the cells that accounts are gathered in */

/* Returns: what a picture is to show so that the @width by @height pixels of @view of @map have @margin pixels around them, as far as
 * there is a map. Device, level and theme are left to the caller. */
BwMapFrame
bw_map_frame_around (const BwMap     *map,
                     const BwMapView *view,
                     int              width,
                     int              height,
                     int              margin)
{
  BwAtlasBox box = bw_atlas_box (bw_map_get_atlas (map));
  BwMapFrame frame = { .view = *view, .scale = 1 };
  double     left = view->x * view->scale, top = view->y * view->scale, right = left + width, bottom = top + height;

  left = MIN (left, MAX (left - margin, box.low.x * view->scale - GRID_PX));
  top = MIN (top, MAX (top - margin, box.low.y * view->scale - GRID_PX));
  right = MAX (right, MIN (right + margin, box.high.x * view->scale + GRID_PX));
  bottom = MAX (bottom, MIN (bottom + margin, box.high.y * view->scale + GRID_PX));
  left = floor (left / GRID_PX) * GRID_PX;
  top = floor (top / GRID_PX) * GRID_PX;
  frame.view.x = left / view->scale;
  frame.view.y = top / view->scale;
  frame.width = (int)ceil (right - left);
  frame.height = (int)ceil (bottom - top);
  return frame;
}

/* Whether a picture of @frame shows the @width by @height pixels of @view at its scale, and @spare pixels more on each side that has more of
 * the map. */
gboolean
bw_map_frame_reaches (const BwMapFrame *frame,
                      const BwMap      *map,
                      const BwMapView  *view,
                      double            width,
                      double            height,
                      double            spare)
{
  BwAtlasBox box = bw_atlas_box (bw_map_get_atlas (map));
  double     scale = view->scale;
  double     left = (view->x - frame->view.x) * scale, top = (view->y - frame->view.y) * scale;
  double     right = frame->width - left - width, bottom = frame->height - top - height;

  if (frame->view.scale != scale)
    return FALSE;
  return (left >= spare || frame->view.x <= box.low.x) && (top >= spare || frame->view.y <= box.low.y) &&
         (right >= spare || frame->view.x + frame->width / scale >= box.high.x) &&
         (bottom >= spare || frame->view.y + frame->height / scale >= box.high.y);
}

static cairo_surface_t *
create_surface (const BwMapFrame *frame)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, frame->width * frame->scale, frame->height * frame->scale);

  cairo_surface_set_device_scale (surface, frame->scale, frame->scale);
  return surface;
}

static cairo_surface_t *
draw_areas (const BwMap      *map,
            const BwMapFrame *frame)
{
  cairo_surface_t *surface = create_surface (frame);
  cairo_t         *cr = cairo_create (surface);

  bw_map_draw_areas (map, cr, &frame->view, frame->width, frame->height, frame->level, &frame->theme);
  cairo_destroy (cr);
  return surface;
}

static cairo_surface_t *
draw_all (const BwMap        *map,
          const BwMapFrame   *frame,
          const BwMapOverlay *overlay,
          cairo_surface_t    *areas)
{
  cairo_surface_t *surface = create_surface (frame);
  cairo_t         *cr = cairo_create (surface);
  const BwMapView *view = &frame->view;
  double           width = frame->width, height = frame->height;

  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_set_source_surface (cr, areas, 0, 0);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  if (overlay->selected != NULL)
    bw_map_draw_selection (map, cr, view, width, height, overlay->selected, &frame->theme);
  if (overlay->locked != NULL)
    bw_map_draw_marks (map, cr, view, width, height, overlay->locked, BW_MAP_MARK_LOCK, &frame->theme);
  if (overlay->problems != NULL)
    bw_map_draw_marks (map, cr, view, width, height, overlay->problems, BW_MAP_MARK_PROBLEM, &frame->theme);
  bw_map_draw_points (map, cr, view, width, height, &frame->theme);
  bw_map_draw_labels (map, cr, view, width, height, &frame->theme);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Draws @frame of @map with @overlay; @areas (nullable) are those of an earlier picture of the same map and frame.
 * Returns: (transfer full). */
BwMapPicture *
bw_map_picture_new (const BwMap        *map,
                    const BwMapFrame   *frame,
                    const BwMapOverlay *overlay,
                    cairo_surface_t    *areas)
{
  BwMapPicture *picture = g_new0 (BwMapPicture, 1);

  picture->frame = *frame;
  picture->areas = areas != NULL ? cairo_surface_reference (areas) : draw_areas (map, frame);
  picture->all = draw_all (map, frame, overlay, picture->areas);
  return picture;
}

/* Draws the areas of @frame alone.
 * Returns: (transfer full). */
BwMapPicture *
bw_map_picture_new_outline (const BwMap      *map,
                            const BwMapFrame *frame)
{
  BwMapPicture *picture = g_new0 (BwMapPicture, 1);

  picture->frame = *frame;
  picture->areas = draw_areas (map, frame);
  picture->all = cairo_surface_reference (picture->areas);
  return picture;
}

/* Frees @picture (transfer full) (nullable). */
void
bw_map_picture_free (BwMapPicture *picture)
{
  if (picture == NULL)
    return;
  cairo_surface_destroy (picture->areas);
  cairo_surface_destroy (picture->all);
  g_free (picture);
}

/* Where in @view a picture lies. */
static BwRect
place (const BwMapPicture *picture,
       const BwMapView    *view)
{
  double zoom = view->scale / picture->frame.view.scale;
  BwRect rect = { (picture->frame.view.x - view->x) * view->scale, (picture->frame.view.y - view->y) * view->scale,
                  picture->frame.width * zoom, picture->frame.height * zoom };

  if (zoom == 1)
    {
      rect.x = round (rect.x);
      rect.y = round (rect.y);
    }
  return rect;
}

static void
paint_one (const BwMapPicture *picture,
           cairo_t            *cr,
           const BwRect       *rect)
{
  double zoom = rect->width / picture->frame.width;

  cairo_save (cr);
  cairo_translate (cr, rect->x, rect->y);
  cairo_scale (cr, zoom, zoom);
  cairo_set_source_surface (cr, picture->all, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), zoom == 1 ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR);
  cairo_paint (cr);
  cairo_restore (cr);
}

/* Paints what the pictures have of the @width by @height pixels of @view: @picture, and where it does not reach, @outline
 * (both (nullable)). */
void
bw_map_picture_paint (const BwMapPicture *picture,
                      const BwMapPicture *outline,
                      cairo_t            *cr,
                      const BwMapView    *view,
                      double              width,
                      double              height)
{
  BwRect rect = { 0 }, whole;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  if (picture != NULL)
    rect = place (picture, view);
  if (outline != NULL && (rect.x > 0 || rect.y > 0 || rect.x + rect.width < width || rect.y + rect.height < height))
    {
      whole = place (outline, view);
      cairo_save (cr);
      cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
      cairo_rectangle (cr, 0, 0, width, height);
      cairo_rectangle (cr, floor (rect.x), floor (rect.y), ceil (rect.width), ceil (rect.height));
      cairo_clip (cr);
      paint_one (outline, cr, &whole);
      cairo_restore (cr);
    }
  if (picture != NULL)
    paint_one (picture, cr, &rect);
  cairo_restore (cr);
}
