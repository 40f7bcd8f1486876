/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar that says how far things on the map are apart.
 *
 *        200 km
 *   |-----------|
 *   |---------|
 *      100 mi
 *
 * Maps that keep areas as they are stretch distances somewhere. So the bar is right where it is looked from: in the middle of the view, across,
 * measured on the globe. Insets are drawn smaller and are not meant. */

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/bw-map.h"
#include "core/bw-globe.h"

#define BAR_PX     96.0 /* at most */
#define TICK_PX    4.0
#define PROBE_PX   40.0
#define KM_OF_MILE 1.609344

/* How many kilometres a pixel is across in the middle of @view; 0 where that is no place on earth. */
static double
measure_pixel (const BwAtlas   *atlas,
               const BwMapView *view,
               double           width,
               double           height)
{
  double x = view->x + width / 2 / view->scale, y = view->y + height / 2 / view->scale, half = PROBE_PX / 2 / view->scale;
  double from[2], to[2], km;

  bw_atlas_unproject (atlas, 0, x - half, y, &from[0], &from[1]);
  bw_atlas_unproject (atlas, 0, x + half, y, &to[0], &to[1]);
  km = bw_globe_distance (from[0], from[1], to[0], to[1]);
  return isfinite (km) && km > 0 ? km / PROBE_PX : 0;
}

/* The largest of 1, 2 or 5 times a power of ten that is not above @most. */
static double
round_length (double most)
{
  double power = pow (10, floor (log10 (most)));

  return (most >= 5 * power ? 5 : most >= 2 * power ? 2
                                                    : 1) *
         power;
}

/* Draws one of the two bars, from @right to the left. */
static void
draw_bar (BwCanvas   *canvas,
          double      right,
          double      y,
          double      long_px,
          int         side,
          const char *text)
{
  cairo_t *cr = canvas->cr;
  double   wide, high, left = right - long_px;

  bw_canvas_measure (canvas, BW_TEXT_SMALL, text, &wide, &high);
  cairo_new_path (cr);
  cairo_move_to (cr, left, y + side * TICK_PX);
  cairo_line_to (cr, left, y);
  cairo_line_to (cr, right, y);
  cairo_line_to (cr, right, y + side * TICK_PX);
  bw_color_set_source (bw_color_fade (bw_canvas_tone (canvas, BW_TONE_PAPER), 0.85), cr);
  cairo_set_line_width (cr, 3.5);
  cairo_stroke_preserve (cr);
  bw_color_set_source (bw_canvas_tone (canvas, BW_TONE_TEXT), cr);
  cairo_set_line_width (cr, 1.2);
  cairo_stroke (cr);
  bw_canvas_text (canvas, BW_TEXT_SMALL, bw_canvas_tone (canvas, BW_TONE_TEXT), text, right, y + (side < 0 ? -TICK_PX : TICK_PX), 1, side < 0 ? 1 : 0);
}

/* Returns: (transfer full): such as "200", and below one "0.5". */
static char *
dup_number (double length)
{
  return g_strdup_printf (length < 1 ? "%'.1f" : "%'.0f", length);
}

/* Draws the bar so that it ends @right pixels and @bottom pixels from the view's edges; nothing where there is no place on earth. */
void
bw_map_draw_scale (const BwMap     *map,
                   cairo_t         *cr,
                   const BwMapView *view,
                   double           width,
                   double           height,
                   double           right,
                   double           bottom,
                   const BwTheme   *theme)
{
  double   km = measure_pixel (bw_map_get_atlas (map), view, width, height), length, miles, line;
  BwCanvas canvas;

  if (km <= 0)
    return;
  length = round_length (km * BAR_PX);
  miles = round_length (km * BAR_PX / KM_OF_MILE);
  if (length < 0.1 || miles < 0.1)
    return;
  bw_canvas_init (&canvas, cr, width, height, theme);
  line = bw_canvas_line_height (&canvas);
  {
    g_autofree char *whole = dup_number (length);
    g_autofree char *other = dup_number (miles);
    g_autofree char *metric = g_strdup_printf (_ ("%s km"), whole);
    g_autofree char *imperial = g_strdup_printf (_ ("%s mi"), other);

    draw_bar (&canvas, width - right, height - bottom - line - TICK_PX, length / km, -1, metric);
    draw_bar (&canvas, width - right, height - bottom - line - TICK_PX, miles * KM_OF_MILE / km, 1, imperial);
  }
  bw_canvas_clear (&canvas);
}
