/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long lines on pixels.
 *
 * cairo strokes a line by making one outline of all of it, and asks where that outline crosses itself: a hundred years of noise in a
 * season plot take half a second. Here a line is laid into a mask of coverage instead, and the mask is painted once, in the line's
 * colour; any number of lines of one colour share a mask.
 *
 *   more down than across      a row at a time:          - the pixel's centre is d from the middle of the line:
 *         \                     ..oO0Oo..                  its coverage is half the thickness + 1/2 - d, between 0 and 1
 *          \                     ..oO0Oo..               - what is darker stays, so what overlaps does not add up
 *
 * A pixel's distance from a line grows evenly along its row (or column), so each pixel is one addition; the time is linear in the
 * length of the lines in pixels. Lines reach half a pixel past their ends, which closes the corners of thin ones; thicker lines have
 * discs at their points. Where there are many points in a column of pixels, the column is filled from the lowest to the highest.
 *
 * Only for pictures in memory, drawn upright at one scale; where lines stay lines (PDF, SVG, recordings) there is no ink. */

#include "chart/bw-ink.h"

#include <math.h>
#include <string.h>

/* Lines thicker than this many pixels have discs at their points. */
#define THIN_PX 1.6

/* Coordinates beyond this are cut. */
#define FAR_AWAY 100000.0

/* Places and coverage are counted in whole parts: of a pixel, and of a step of coverage. */
#define ONE_BITS 16
#define ONE      (1 << ONE_BITS)
#define SUB_BITS 8
#define SUB      (1 << SUB_BITS)

struct _BwInk
{
  cairo_surface_t *mask; /* (owned) */
  guint8          *pixels;
  int              stride;
  int              width, height; /* of the mask, in pixels */
  int              x0, y0;        /* the mask's corner on the target, in pixels */
  double           scale;         /* pixels a unit of the user's, and where the unit's origin is */
  double           dx, dy;
};

/* Whether @cr draws on pixels that stand upright, and then where; in pixels of the surface. */
static gboolean
find_place (cairo_t *cr,
            double  *scale,
            double  *dx,
            double  *dy)
{
  cairo_surface_t *target = cairo_get_group_target (cr);
  cairo_matrix_t   matrix;
  double           sx, sy;

  if (cairo_surface_get_type (target) != CAIRO_SURFACE_TYPE_IMAGE)
    return FALSE;
  cairo_surface_get_device_scale (target, &sx, &sy);
  cairo_get_matrix (cr, &matrix);
  if (matrix.xy != 0 || matrix.yx != 0 || matrix.xx <= 0 || fabs (matrix.xx * sx - matrix.yy * sy) > 1e-9 * matrix.xx * sx)
    return FALSE;
  *scale = matrix.xx * sx;
  *dx = matrix.x0 * sx;
  *dy = matrix.y0 * sy;
  return TRUE;
}

/* Begins ink on @cr for lines in @area, in the user's units; what lies outside of it, or of the clip, is not drawn.
 * Returns: (transfer full) (nullable): the ink; %NULL where @cr does not draw on upright pixels, or has dashes. */
BwInk *
bw_ink_new (cairo_t      *cr,
            const BwRect *area)
{
  double left, top, right, bottom, scale, dx, dy;
  BwInk *ink;

  g_return_val_if_fail (cr != NULL && area != NULL, NULL);

  if (cairo_get_dash_count (cr) > 0 || !find_place (cr, &scale, &dx, &dy))
    return NULL;
  cairo_clip_extents (cr, &left, &top, &right, &bottom);
  left = fmax (left, area->x);
  top = fmax (top, area->y);
  right = fmin (right, area->x + area->width);
  bottom = fmin (bottom, area->y + area->height);
  ink = g_new0 (BwInk, 1);
  ink->x0 = (int)floor (left * scale + dx);
  ink->y0 = (int)floor (top * scale + dy);
  ink->width = MAX ((int)ceil (right * scale + dx) - ink->x0, 0);
  ink->height = MAX ((int)ceil (bottom * scale + dy) - ink->y0, 0);
  ink->mask = cairo_image_surface_create (CAIRO_FORMAT_A8, ink->width, ink->height);
  if (cairo_surface_status (ink->mask) != CAIRO_STATUS_SUCCESS)
    {
      bw_ink_free (ink);
      return NULL;
    }
  ink->pixels = cairo_image_surface_get_data (ink->mask);
  ink->stride = cairo_image_surface_get_stride (ink->mask);
  ink->scale = scale;
  ink->dx = dx - ink->x0;
  ink->dy = dy - ink->y0;
  return ink;
}

/* Frees @ink. */
void
bw_ink_free (BwInk *ink)
{
  if (ink == NULL)
    return;
  cairo_surface_destroy (ink->mask);
  g_free (ink);
}

/* The first and one past the last whole number whose centre (+ 1/2) lies between @from and @to, of those from 0 to @n. */
static void
find_centres (double from,
              double to,
              int    n,
              int   *first,
              int   *end)
{
  *first = (int)CLAMP (ceil (from - 0.5), 0, n);
  *end = (int)CLAMP (floor (to - 0.5) + 1, 0, n);
}

/* Covers what is near the line, along which @u goes by whole pixels and @v follows: @v0 at @u0, @v1 at @u1, @u0 < @u1. There are
 * @n_u by @n_v pixels, the next in u @step_u bytes away, in v @step_v. All rows of a segment have as many pixels, so that the loop
 * is always as long; the last may be off the line and stay as it is. */
static void
cover_segment (guint8   *pixels,
               ptrdiff_t step_u,
               ptrdiff_t step_v,
               int       n_u,
               int       n_v,
               double    half,
               double    u0,
               double    v0,
               double    u1,
               double    v1)
{
  double slope = u1 > u0 ? (v1 - v0) / (u1 - u0) : 0, straight = 1 / sqrt (1 + slope * slope), reach = (half + 0.5) / straight;
  gint64 edge, rise = (gint64)(slope * ONE), inner = (gint64)((1 - reach) * ONE);
  int    per_pixel = (int)(straight * 255 * SUB), centre = (int)((half + 0.5) * 255 * SUB), most = (int)(MIN (2 * half, 1) * 255);
  int    n = (int)ceil (2 * reach), first, end;
  double past_ends = 2 * half > THIN_PX ? 0 : 0.5;

  find_centres (u0 - past_ends, u1 + past_ends, n_u, &first, &end);
  /* Half a pixel in, so that the whole part is the pixel whose centre is the first on the line. */
  edge = (gint64)((v0 + (first + 0.5 - u0) * slope - reach + 0.5) * ONE);
  for (int u = first; u < end; u++, edge += rise)
    {
      gint64  start = edge >> ONE_BITS;
      int     from = (int)CLAMP (start, 0, n_v), to = (int)CLAMP (start + n, 0, n_v);
      guint8 *pixel = pixels + u * step_u + from * step_v;
      int     along = (int)((((gint64)from * ONE - edge + inner) * per_pixel) >> ONE_BITS);

      for (int v = from; v < to; v++, pixel += step_v, along += per_pixel)
        {
          int value = MIN ((centre - ABS (along)) >> SUB_BITS, most);

          *pixel = (guint8)MAX (value, *pixel);
        }
    }
}

static void
cover_disc (BwInk *ink,
            double half,
            double x,
            double y)
{
  int left, right, top, bottom;

  find_centres (x - half - 0.5, x + half + 0.5, ink->width, &left, &right);
  find_centres (y - half - 0.5, y + half + 0.5, ink->height, &top, &bottom);
  for (int v = top; v < bottom; v++)
    for (int u = left; u < right; u++)
      {
        guint8 *pixel = ink->pixels + (gsize)v * (gsize)ink->stride + u;
        double  cover = CLAMP (half + 0.5 - hypot (u + 0.5 - x, v + 0.5 - y), 0, 1);

        *pixel = MAX (*pixel, (guint8)(cover * 255));
      }
}

/* Draws a line of @thickness through the @n points (@x, @y), in the user's units, with a gap where one is not finite; a point between
 * two gaps is a dot. */
void
bw_ink_add_line (BwInk        *ink,
                 double        thickness,
                 const double *x,
                 const double *y,
                 guint         n)
{
  double   half = thickness * ink->scale / 2, before_x = 0, before_y = 0;
  gboolean pen_down = FALSE;

  g_return_if_fail (ink != NULL);

  for (guint i = 0; i < n; i++)
    {
      double at_x = CLAMP (x[i], -FAR_AWAY, FAR_AWAY) * ink->scale + ink->dx;
      double at_y = CLAMP (y[i], -FAR_AWAY, FAR_AWAY) * ink->scale + ink->dy;

      if (!isfinite (at_x + at_y))
        {
          pen_down = FALSE;
          continue;
        }
      if (2 * half > THIN_PX || (!pen_down && (i + 1 == n || !isfinite (x[i + 1] + y[i + 1]))))
        cover_disc (ink, half, at_x, at_y);
      if (pen_down && fabs (at_x - before_x) >= fabs (at_y - before_y))
        cover_segment (ink->pixels, 1, ink->stride, ink->width, ink->height, half, MIN (before_x, at_x), before_x < at_x ? before_y : at_y,
                       MAX (before_x, at_x), before_x < at_x ? at_y : before_y);
      else if (pen_down)
        cover_segment (ink->pixels, ink->stride, 1, ink->height, ink->width, half, MIN (before_y, at_y), before_y < at_y ? before_x : at_x,
                       MAX (before_y, at_y), before_y < at_y ? at_x : before_x);
      before_x = at_x;
      before_y = at_y;
      pen_down = TRUE;
    }
}

/* Fills the pixels of column @u from @low to @high, the first and the last in part. */
static void
cover_column (BwInk *ink,
              int    u,
              double low,
              double high)
{
  int from = (int)CLAMP (floor (low), 0, ink->height), to = (int)CLAMP (ceil (high), 0, ink->height);

  if (u < 0 || u >= ink->width)
    return;
  for (int v = from; v < to; v++)
    {
      guint8 *pixel = ink->pixels + (gsize)v * (gsize)ink->stride + u;
      double  cover = MIN (high, v + 1) - MAX (low, v);

      *pixel = MAX (*pixel, (guint8)(cover * 255));
    }
}

/* Draws what a line of @thickness through many points a pixel covers: in each column of pixels a bar from the lowest to the highest,
 * made long enough to meet the bar before it. @x ascends. */
void
bw_ink_add_columns (BwInk        *ink,
                    double        thickness,
                    const double *x,
                    const double *y,
                    guint         n)
{
  double half = thickness * ink->scale / 2, before_low = NAN, before_high = NAN, before_column = NAN;

  g_return_if_fail (ink != NULL);

  for (guint i = 0; i < n;)
    {
      double column = floor (x[i] * ink->scale + ink->dx), low = INFINITY, high = -INFINITY;

      for (; i < n && isfinite (y[i]) && floor (x[i] * ink->scale + ink->dx) == column; i++)
        {
          low = MIN (low, y[i]);
          high = MAX (high, y[i]);
        }
      if (low > high)
        {
          before_column = NAN;
          i++;
          continue;
        }
      low = low * ink->scale + ink->dy - half;
      high = high * ink->scale + ink->dy + half;
      if (column == before_column + 1)
        cover_column (ink, (int)CLAMP (column, -1, ink->width), MIN (low, before_high), MAX (high, before_low));
      else
        cover_column (ink, (int)CLAMP (column, -1, ink->width), low, high);
      before_column = column;
      before_low = low;
      before_high = high;
    }
}

/* Paints what was drawn in the source of @cr, which is the one that @ink was made for, as it was then. */
void
bw_ink_paint (BwInk   *ink,
              cairo_t *cr)
{
  cairo_pattern_t *pattern;
  double           sx, sy;

  g_return_if_fail (ink != NULL && cr != NULL);

  if (ink->width == 0 || ink->height == 0)
    return;
  cairo_surface_mark_dirty (ink->mask);
  cairo_surface_get_device_scale (cairo_get_group_target (cr), &sx, &sy);
  cairo_surface_set_device_scale (ink->mask, sx, sy);
  cairo_save (cr);
  cairo_identity_matrix (cr);
  cairo_translate (cr, ink->x0 / sx, ink->y0 / sy);
  pattern = cairo_pattern_create_for_surface (ink->mask);
  cairo_pattern_set_filter (pattern, CAIRO_FILTER_NEAREST);
  cairo_mask (cr, pattern);
  cairo_pattern_destroy (pattern);
  cairo_restore (cr);
}
