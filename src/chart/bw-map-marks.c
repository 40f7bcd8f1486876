/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is marked on the map: areas that are locked, and those that are not as they should be.
 *
 * Locked areas are hatched, so that their colours stay seen. Problems (holes, parts that lie apart) are outlined by a broken line,
 * and by a ring where they are too small to be seen. One pass over areas and borders. */

#include <math.h>

#include "chart/bw-map.h"

#define HATCH_PX   7.0
#define SMALL_PX   12.0
#define RING_PX    9.0
#define OUTLINE_PX 2.5

static gboolean
is_seen (const BwAtlasBox *box,
         const BwMapView  *view,
         double            width,
         double            height)
{
  return (box->high.x - view->x) * view->scale >= 0 && (box->low.x - view->x) * view->scale <= width &&
         (box->high.y - view->y) * view->scale >= 0 && (box->low.y - view->y) * view->scale <= height;
}

static void
add_points (cairo_t          *cr,
            const BwMapView  *view,
            const BwAtlasArc *arc,
            gboolean          backwards,
            gboolean          begin)
{
  for (guint i = begin ? 0 : 1; i < arc->n; i++)
    {
      const BwAtlasPoint *point = &arc->points[backwards ? arc->n - 1 - i : i];
      double              x = (point->x - view->x) * view->scale, y = (point->y - view->y) * view->scale;

      if (i == 0)
        cairo_move_to (cr, x, y);
      else
        cairo_line_to (cr, x, y);
    }
}

static void
add_county (const BwAtlas     *atlas,
            cairo_t           *cr,
            const BwMapView   *view,
            const BwAtlasUnit *county)
{
  for (guint ring = county->first_ring; ring < county->first_ring + county->n_rings; ring++)
    {
      guint         n;
      const gint32 *arcs = bw_atlas_ring (atlas, ring, &n);

      for (guint i = 0; i < n; i++)
        add_points (cr, view, bw_atlas_arc (atlas, (guint)(arcs[i] < 0 ? ~arcs[i] : arcs[i])), arcs[i] < 0, i == 0);
      cairo_close_path (cr);
    }
}

/* Returns: (transfer full): lines aslant, @color. */
static cairo_pattern_t *
create_hatch (BwColor color)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)HATCH_PX, (int)HATCH_PX);
  cairo_t         *cr = cairo_create (surface);
  cairo_pattern_t *pattern;

  bw_color_set_source (color, cr);
  cairo_set_line_width (cr, 1.3);
  for (int i = -1; i <= 1; i++)
    {
      cairo_move_to (cr, i * HATCH_PX - 1, HATCH_PX + 1);
      cairo_line_to (cr, (i + 1) * HATCH_PX + 1, -1);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
  pattern = cairo_pattern_create_for_surface (surface);
  cairo_pattern_set_extend (pattern, CAIRO_EXTEND_REPEAT);
  cairo_surface_destroy (surface);
  return pattern;
}

static void
draw_locks (const BwAtlas   *atlas,
            cairo_t         *cr,
            const BwMapView *view,
            double           width,
            double           height,
            const guint8    *marked,
            const BwTheme   *theme)
{
  cairo_pattern_t *hatch = create_hatch (bw_color_fade (bw_palette_tone (theme, BW_TONE_TEXT), 0.55));

  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  for (guint i = 0; i < bw_atlas_n_units (atlas); i++)
    if (marked[i] && is_seen (&bw_atlas_unit (atlas, i)->box, view, width, height))
      add_county (atlas, cr, view, bw_atlas_unit (atlas, i));
  cairo_set_source (cr, hatch);
  cairo_fill (cr);
  cairo_pattern_destroy (hatch);
}

static void
draw_problems (const BwAtlas   *atlas,
               cairo_t         *cr,
               const BwMapView *view,
               double           width,
               double           height,
               const guint8    *marked,
               const BwTheme   *theme)
{
  static const double dashes[] = { 5, 3 };

  bw_color_set_source (bw_palette_tone (theme, BW_TONE_BAD), cr);
  cairo_set_line_width (cr, OUTLINE_PX);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  for (guint i = 0; i < bw_atlas_n_arcs (atlas); i++)
    {
      const BwAtlasArc *arc = bw_atlas_arc (atlas, i);
      gboolean          left = arc->left != BW_ATLAS_NOWHERE && marked[arc->left] != 0;
      gboolean          right = arc->right != BW_ATLAS_NOWHERE && marked[arc->right] != 0;

      if (left != right)
        add_points (cr, view, arc, FALSE, TRUE);
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  for (guint i = 0; i < bw_atlas_n_units (atlas); i++)
    {
      const BwAtlasUnit *county = bw_atlas_unit (atlas, i);
      double             size = MAX (county->box.high.x - county->box.low.x, county->box.high.y - county->box.low.y) * view->scale;

      if (marked[i] != BW_MAP_MARK_FIRST || size >= SMALL_PX || !is_seen (&county->box, view, width, height))
        continue;
      cairo_arc (cr, (county->center.x - view->x) * view->scale, (county->center.y - view->y) * view->scale, RING_PX, 0, 2 * G_PI);
      cairo_stroke (cr);
    }
}

/* Marks the counties that @marked (array length: the map's) has as what @mark says. */
void
bw_map_draw_marks (const BwMap     *map,
                   cairo_t         *cr,
                   const BwMapView *view,
                   double           width,
                   double           height,
                   const guint8    *marked,
                   BwMapMark        mark,
                   const BwTheme   *theme)
{
  cairo_save (cr);
  if (mark == BW_MAP_MARK_LOCK)
    draw_locks (bw_map_get_atlas (map), cr, view, width, height, marked, theme);
  else
    draw_problems (bw_map_get_atlas (map), cr, view, width, height, marked, theme);
  cairo_restore (cr);
}
