/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart draws on.
 *
 * A thin layer over cairo that every chart draws through, at once and on any surface. It remembers the labels it drew,
 * so that a label which would leave the canvas or run into an earlier one is left out: charts draw their labels in
 * the order of their importance. It remembers where the chart says its points are, for pointer and keyboard. Laying
 * out without drawing is drawing on a surface of one pixel: there is one code path, so what is measured is what is
 * drawn.
 *
 * Text is measured with unhinted metrics, which makes the layout the same on the screen and in files, and set with
 * tabular figures. Lines with more points than pixels are filled as one bar a pixel column, from the lowest to the
 * highest value, because cairo's stroker needs more than linear time for a path that overlaps itself. */

#include "chart/bw-canvas.h"

#include <math.h>

/* Coordinates beyond this many pixels are cut: cairo counts in 24.8 fixed point. */
#define FAR_AWAY 100000.0

/* Above this many points a pixel lines are filled column by column. */
#define DENSE 2

static void
clear_label (gpointer label)
{
  g_free (((BwLabel *)label)->text);
}

/* Begins drawing on @cr, whose pixel (0, 0) is the canvas's corner. @cr and @theme are borrowed until
 * bw_canvas_clear(). */
void
bw_canvas_init (BwCanvas      *canvas,
                cairo_t       *cr,
                double         width,
                double         height,
                const BwTheme *theme)
{
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoContext         *context;

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  canvas->cr = cr;
  canvas->theme = theme;
  canvas->width = width;
  canvas->height = height;
  canvas->layout = pango_cairo_create_layout (cr);
  context = pango_layout_get_context (canvas->layout);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_layout_context_changed (canvas->layout);
  cairo_font_options_destroy (options);
  canvas->labels = g_array_new (FALSE, FALSE, sizeof (BwLabel));
  g_array_set_clear_func (canvas->labels, clear_label);
  canvas->points = g_array_new (FALSE, FALSE, sizeof (BwPoint));
}

/* Frees what @canvas holds, but not the canvas. */
void
bw_canvas_clear (BwCanvas *canvas)
{
  g_clear_object (&canvas->layout);
  g_clear_pointer (&canvas->labels, g_array_unref);
  g_clear_pointer (&canvas->points, g_array_unref);
}

/* The colour of @tone in the canvas's theme. */
BwColor
bw_canvas_tone (const BwCanvas *canvas,
                BwTone          tone)
{
  return bw_palette_tone (canvas->theme, tone);
}

/* The size of the labels' font in pixels. */
double
bw_canvas_em (const BwCanvas *canvas)
{
  return canvas->theme->font_size > 0 ? canvas->theme->font_size : 12.0;
}

static void
set_text (BwCanvas   *canvas,
          BwTextStyle style,
          const char *text)
{
  static const struct
  {
    double      size;
    PangoWeight weight;
  } styles[] = {
    [BW_TEXT_LABEL] = { 1.0, PANGO_WEIGHT_NORMAL },
    [BW_TEXT_STRONG] = { 1.0, PANGO_WEIGHT_BOLD },
    [BW_TEXT_SMALL] = { 0.88, PANGO_WEIGHT_NORMAL },
    [BW_TEXT_TITLE] = { 1.12, PANGO_WEIGHT_BOLD },
    [BW_TEXT_HEADING] = { 1.7, PANGO_WEIGHT_BOLD },
  };
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, canvas->theme->font_family != NULL ? canvas->theme->font_family : "Sans");
  pango_font_description_set_absolute_size (font, bw_canvas_em (canvas) * styles[style].size * PANGO_SCALE);
  pango_font_description_set_weight (font, styles[style].weight);
  pango_layout_set_font_description (canvas->layout, font);
  pango_font_description_free (font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (canvas->layout, attributes);
  pango_layout_set_width (canvas->layout, -1);
  pango_layout_set_height (canvas->layout, -1);
  pango_layout_set_alignment (canvas->layout, PANGO_ALIGN_LEFT);
  pango_layout_set_ellipsize (canvas->layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_text (canvas->layout, text, -1);
}

/* The size of @text on one line. @width and @height may be %NULL. */
void
bw_canvas_measure (BwCanvas   *canvas,
                   BwTextStyle style,
                   const char *text,
                   double     *width,
                   double     *height)
{
  PangoRectangle logical;

  set_text (canvas, style, text);
  pango_layout_get_extents (canvas->layout, NULL, &logical);
  if (width != NULL)
    *width = (double)logical.width / PANGO_SCALE;
  if (height != NULL)
    *height = (double)logical.height / PANGO_SCALE;
}

/* The height of a line of labels. */
double
bw_canvas_line_height (BwCanvas *canvas)
{
  double height;

  bw_canvas_measure (canvas, BW_TEXT_LABEL, "0", NULL, &height);
  return height;
}

/* Whether @a and @b come closer to each other than @gap, sideways. */
gboolean
bw_rect_overlaps (const BwRect *a,
                  const BwRect *b,
                  double        gap)
{
  return a->x < b->x + b->width + gap && b->x < a->x + a->width + gap && a->y < b->y + b->height &&
         b->y < a->y + a->height;
}

static gboolean
has_room (const BwCanvas *canvas,
          const BwRect   *rect)
{
  if (rect->x < -0.5 || rect->y < -0.5 || rect->x + rect->width > canvas->width + 0.5 ||
      rect->y + rect->height > canvas->height + 0.5)
    return FALSE;
  for (guint i = 0; i < canvas->labels->len; i++)
    if (bw_rect_overlaps (rect, &g_array_index (canvas->labels, BwLabel, i).rect, 3))
      return FALSE;
  return TRUE;
}

static void
show_layout (BwCanvas     *canvas,
             BwColor       color,
             const BwRect *rect,
             double        x,
             double        y)
{
  BwLabel label = { *rect, g_strdup (pango_layout_get_text (canvas->layout)) };

  g_array_append_val (canvas->labels, label);
  bw_color_set_source (color, canvas->cr);
  cairo_move_to (canvas->cr, x, y);
  pango_cairo_show_layout (canvas->cr, canvas->layout);
}

/* Draws @text on one line with its point (@align_x, @align_y) at (@x, @y): 0 is its left or top, 1 its right or
 * bottom.
 * Returns: %FALSE when it was left out because it does not fit. */
gboolean
bw_canvas_text (BwCanvas   *canvas,
                BwTextStyle style,
                BwColor     color,
                const char *text,
                double      x,
                double      y,
                double      align_x,
                double      align_y)
{
  BwRect rect;

  if (text == NULL || text[0] == '\0' || !isfinite (x) || !isfinite (y))
    return FALSE;
  bw_canvas_measure (canvas, style, text, &rect.width, &rect.height);
  rect.x = x - rect.width * align_x;
  rect.y = y - rect.height * align_y;
  if (!has_room (canvas, &rect))
    return FALSE;
  show_layout (canvas, color, &rect, rect.x, rect.y);
  return TRUE;
}

/* Draws @text wrapped into @area from its top, ellipsized after @max_lines.
 * Returns: the height that it took; 0 when there is no room for it. */
double
bw_canvas_paragraph (BwCanvas      *canvas,
                     BwTextStyle    style,
                     BwColor        color,
                     const char    *text,
                     const BwRect  *area,
                     int            max_lines,
                     PangoAlignment alignment)
{
  PangoRectangle logical;
  BwRect         rect;

  if (text == NULL || text[0] == '\0' || area->width < 2 * bw_canvas_em (canvas))
    return 0;
  set_text (canvas, style, text);
  pango_layout_set_width (canvas->layout, (int)(area->width * PANGO_SCALE));
  pango_layout_set_height (canvas->layout, -max_lines);
  pango_layout_set_wrap (canvas->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (canvas->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (canvas->layout, alignment);
  pango_layout_get_extents (canvas->layout, NULL, &logical);
  rect = (BwRect) { area->x + (double)logical.x / PANGO_SCALE, area->y, (double)logical.width / PANGO_SCALE,
                    (double)logical.height / PANGO_SCALE };
  if (rect.height > area->height + 0.5 || !has_room (canvas, &rect))
    return 0;
  show_layout (canvas, color, &rect, area->x, area->y);
  return rect.height;
}

/* Says in the middle of @area why there is nothing to see. */
void
bw_canvas_empty (BwCanvas     *canvas,
                 const BwRect *area,
                 const char   *text)
{
  double line = bw_canvas_line_height (canvas);
  double width = MIN (area->width, 34 * bw_canvas_em (canvas));
  double height = MIN (area->height, 4 * line);
  BwRect middle = { area->x + (area->width - width) / 2, 0, width, height };
  double natural;

  bw_canvas_measure (canvas, BW_TEXT_LABEL, text, &natural, NULL);
  height = MIN (height, line * ceil (natural / MAX (width, 1)));
  middle.y = area->y + (area->height - height) / 2;
  bw_canvas_paragraph (canvas, BW_TEXT_LABEL, bw_canvas_tone (canvas, BW_TONE_DIM_TEXT), text, &middle,
                       MAX (1, (int)(middle.height / line + 0.01)), PANGO_ALIGN_CENTER);
}

/* Draws a straight line; an upright or level one sits on whole pixels. */
void
bw_canvas_line (BwCanvas *canvas,
                BwColor   color,
                double    thickness,
                double    x0,
                double    y0,
                double    x1,
                double    y1)
{
  double shift = fmod (round (thickness), 2) / 2;

  if (!isfinite (x0 + y0 + x1 + y1))
    return;
  if (x0 == x1)
    x0 = x1 = floor (CLAMP (x0, -FAR_AWAY, FAR_AWAY)) + shift;
  if (y0 == y1)
    y0 = y1 = floor (CLAMP (y0, -FAR_AWAY, FAR_AWAY)) + shift;
  bw_color_set_source (color, canvas->cr);
  cairo_set_line_width (canvas->cr, thickness);
  cairo_move_to (canvas->cr, x0, y0);
  cairo_line_to (canvas->cr, x1, y1);
  cairo_stroke (canvas->cr);
}

/* Fills @rect, whose width and height may be negative. */
void
bw_canvas_rect (BwCanvas     *canvas,
                BwColor       color,
                const BwRect *rect)
{
  if (!isfinite (rect->x + rect->y + rect->width + rect->height))
    return;
  bw_color_set_source (color, canvas->cr);
  cairo_rectangle (canvas->cr, rect->x, rect->y, rect->width, rect->height);
  cairo_fill (canvas->cr);
}

/* Draws a filled circle. */
void
bw_canvas_dot (BwCanvas *canvas,
               BwColor   color,
               double    x,
               double    y,
               double    radius)
{
  if (!isfinite (x + y))
    return;
  bw_color_set_source (color, canvas->cr);
  cairo_new_sub_path (canvas->cr);
  cairo_arc (canvas->cr, x, y, radius, 0, 2 * G_PI);
  cairo_fill (canvas->cr);
}

static void
line_to (cairo_t  *cr,
         gboolean *pen_up,
         double    x,
         double    y)
{
  x = CLAMP (x, -FAR_AWAY, FAR_AWAY);
  y = CLAMP (y, -FAR_AWAY, FAR_AWAY);
  if (*pen_up)
    cairo_move_to (cr, x, y);
  cairo_line_to (cr, x, y);
  *pen_up = FALSE;
}

/* Fills what a line through many points a pixel covers: in each column a bar from the lowest to the highest, made long
 * enough to meet the bar before it. Bars do not overlap, so the time is linear. */
static void
fill_columns (cairo_t      *cr,
              double        thickness,
              const double *x,
              const double *y,
              guint         n)
{
  double before_low = NAN, before_high = NAN, before_column = NAN;

  for (guint i = 0; i < n;)
    {
      double column = floor (x[i]), low = y[i], high = y[i];

      for (; i < n && isfinite (x[i] + y[i]) && floor (x[i]) == column; i++)
        {
          low = MIN (low, y[i]);
          high = MAX (high, y[i]);
        }
      if (!isfinite (column + low))
        {
          before_column = NAN;
          i++;
          continue;
        }
      low = CLAMP (low, -FAR_AWAY, FAR_AWAY) - thickness / 2;
      high = CLAMP (high, -FAR_AWAY, FAR_AWAY) + thickness / 2;
      if (column == before_column + 1)
        {
          double joined_low = MIN (low, before_high), joined_high = MAX (high, before_low);

          cairo_rectangle (cr, column, joined_low, 1, joined_high - joined_low);
        }
      else
        {
          cairo_rectangle (cr, column, low, 1, high - low);
        }
      before_column = column;
      before_low = low;
      before_high = high;
    }
  cairo_fill (cr);
}

static void
stroke_points (cairo_t      *cr,
               double        thickness,
               const double *x,
               const double *y,
               guint         n)
{
  gboolean pen_up = TRUE;

  for (guint i = 0; i < n; i++)
    if (isfinite (x[i] + y[i]))
      line_to (cr, &pen_up, x[i], y[i]);
    else
      pen_up = TRUE;
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, thickness);
  cairo_stroke (cr);
}

/* Draws a line through @n points, ascending in x, with a gap where one is not finite. A point between two gaps is a
 * dot. */
void
bw_canvas_polyline (BwCanvas     *canvas,
                    BwColor       color,
                    double        thickness,
                    const double *x,
                    const double *y,
                    guint         n)
{
  cairo_save (canvas->cr);
  cairo_new_path (canvas->cr);
  bw_color_set_source (color, canvas->cr);
  if (n > DENSE * canvas->width)
    {
      cairo_set_antialias (canvas->cr, CAIRO_ANTIALIAS_FAST);
      fill_columns (canvas->cr, thickness, x, y, n);
    }
  else
    {
      stroke_points (canvas->cr, thickness, x, y, n);
    }
  cairo_restore (canvas->cr);
}

/* Fills between @low and @high over @x; points where one of them is not finite are passed over. */
void
bw_canvas_band (BwCanvas     *canvas,
                BwColor       color,
                const double *x,
                const double *low,
                const double *high,
                guint         n)
{
  gboolean pen_up = TRUE;

  cairo_new_path (canvas->cr);
  for (guint i = 0; i < n; i++)
    if (isfinite (x[i] + low[i] + high[i]))
      line_to (canvas->cr, &pen_up, x[i], high[i]);
  for (guint i = n; i-- > 0;)
    if (isfinite (x[i] + low[i] + high[i]))
      line_to (canvas->cr, &pen_up, x[i], low[i]);
  cairo_close_path (canvas->cr);
  bw_color_set_source (color, canvas->cr);
  cairo_fill (canvas->cr);
}

/* Says where the chart's next point is. */
void
bw_canvas_add_point (BwCanvas     *canvas,
                     double        x,
                     double        y,
                     const BwRect *region)
{
  BwPoint point = { x, y, *region };

  g_array_append_val (canvas->points, point);
}

/* Moves @centers, which ascend, apart until each is @gap from the next, as little as possible, keeping them between
 * @low and @high while there is room. */
void
bw_canvas_spread (double *centers,
                  guint   n,
                  double  gap,
                  double  low,
                  double  high)
{
  gboolean moved = TRUE;

  for (guint round = 0; moved && round < 50; round++)
    {
      moved = FALSE;
      for (guint i = 0; i + 1 < n; i++)
        {
          double missing = gap - (centers[i + 1] - centers[i]);

          if (missing < 0.01)
            continue;
          centers[i] -= missing / 2;
          centers[i + 1] += missing / 2;
          moved = TRUE;
        }
      for (guint i = 0; i < n; i++)
        centers[i] = MAX (centers[i], low + i * gap);
      for (guint i = n; i-- > 0;)
        centers[i] = MIN (centers[i], high - (n - 1 - i) * gap);
    }
}
