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
 * tabular figures; a text of which the digits alone have no room is not laid out. Lines with more points than pixels are filled as one bar
 * a pixel column, from the lowest to the highest value, because cairo's stroker needs more than linear time for a path that overlaps
 * itself; on pixels, long lines are drawn as ink (bw-ink.c).
 *
 * Where only a part of a chart's width is looked at, a window is open: lines and areas are cut to it before they are drawn, which
 * keeps them from costing more the nearer one looks; dots, upright lines and labels whose place is outside are left out. */

#include "chart/bw-canvas.h"

#include "chart/bw-ink.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* Coordinates beyond this many pixels are cut: cairo counts in 24.8 fixed point. */
#define FAR_AWAY 100000.0

/* Labels that stand this many pixels off the window's edge are still in it: they stand beside what they name. */
#define WINDOW_SLACK 8.0

/* Digits may be kerned a little: what is said of their least size is this share of it. */
#define DIGIT_SHARE 0.95

/* Above this many points a pixel lines are filled column by column. */
#define DENSE 2

/* Lines with more points than this are drawn as ink where there are pixels. */
#define FEW 6

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

  memset (canvas, 0, sizeof *canvas);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  canvas->cr = cr;
  canvas->theme = theme;
  canvas->width = width;
  canvas->height = height;
  canvas->context = pango_cairo_create_context (cr);
  pango_cairo_context_set_font_options (canvas->context, options);
  pango_context_set_round_glyph_positions (canvas->context, FALSE);
  cairo_font_options_destroy (options);
  canvas->tones = g_new0 (BwColor, BW_N_TONES);
  canvas->labels = g_array_new (FALSE, FALSE, sizeof (BwLabel));
  canvas->clear = g_array_new (FALSE, FALSE, sizeof (BwRect));
  g_array_set_clear_func (canvas->labels, clear_label);
  canvas->points = g_array_new (FALSE, FALSE, sizeof (BwPoint));
  canvas->window_from = -INFINITY;
  canvas->window_to = INFINITY;
}

/* Frees what @canvas holds, but not the canvas. */
void
bw_canvas_clear (BwCanvas *canvas)
{
  for (BwTextStyle style = 0; style < BW_N_TEXT_STYLES; style++)
    g_clear_object (&canvas->layouts[style]);
  canvas->layout = NULL;
  g_clear_object (&canvas->context);
  g_clear_pointer (&canvas->tones, g_free);
  g_clear_pointer (&canvas->labels, g_array_unref);
  g_clear_pointer (&canvas->clear, g_array_unref);
  g_clear_pointer (&canvas->points, g_array_unref);
}

/* The colour of @tone in the canvas's theme. */
BwColor
bw_canvas_tone (const BwCanvas *canvas,
                BwTone          tone)
{
  if (canvas->tones[tone].alpha == 0)
    canvas->tones[tone] = bw_palette_tone (canvas->theme, tone);
  return canvas->tones[tone];
}

/* The size of the labels' font in pixels. */
double
bw_canvas_em (const BwCanvas *canvas)
{
  return canvas->theme->font_size > 0 ? canvas->theme->font_size : 12.0;
}

/* Returns: (transfer full): a layout for texts of @style. */
static PangoLayout *
make_layout (BwCanvas   *canvas,
             BwTextStyle style)
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
  PangoLayout          *layout = pango_layout_new (canvas->context);

  pango_font_description_set_family (font, canvas->theme->font_family != NULL ? canvas->theme->font_family : "Sans");
  pango_font_description_set_absolute_size (font, bw_canvas_em (canvas) * styles[style].size * PANGO_SCALE);
  pango_font_description_set_weight (font, styles[style].weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

/* Makes the canvas's layout one line of @text. Each style keeps a layout, and that its last text: what is measured and then drawn is
 * laid out once. */
static void
set_text (BwCanvas   *canvas,
          BwTextStyle style,
          const char *text)
{
  PangoLayout *layout;

  if (canvas->layouts[style] == NULL)
    canvas->layouts[style] = make_layout (canvas, style);
  canvas->layout = layout = canvas->layouts[style];
  if (canvas->wrapped[style])
    {
      pango_layout_set_width (layout, -1);
      pango_layout_set_height (layout, -1);
      pango_layout_set_alignment (layout, PANGO_ALIGN_LEFT);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_NONE);
      canvas->wrapped[style] = FALSE;
    }
  if (strcmp (pango_layout_get_text (layout), text) != 0)
    pango_layout_set_text (layout, text, -1);
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

  if (canvas->line_height == 0)
    {
      bw_canvas_measure (canvas, BW_TEXT_LABEL, "0", NULL, &canvas->line_height);
      bw_canvas_measure (canvas, BW_TEXT_LABEL, _ ("Deals"), NULL, &height);
      canvas->line_height = fmax (canvas->line_height, height);
    }
  return canvas->line_height;
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
  /* The last labels first: who asks goes along an axis. */
  for (guint i = canvas->labels->len; i-- > 0;)
    if (bw_rect_overlaps (rect, &g_array_index (canvas->labels, BwLabel, i).rect, 3))
      return FALSE;
  for (guint i = 0; i < canvas->clear->len; i++)
    if (bw_rect_overlaps (rect, &g_array_index (canvas->clear, BwRect, i), 0))
      return FALSE;
  return TRUE;
}

/* The size below which no @text with as many digits falls, without laying it out: digits are as wide as each other and stand in
 * the style's own font, whatever the rest does. Where @text has none, it is nothing. */
void
bw_canvas_measure_least (BwCanvas   *canvas,
                         BwTextStyle style,
                         const char *text,
                         double     *width,
                         double     *height)
{
  BwRect *digit = &canvas->digits[style];
  guint   n = 0;

  if (digit->height == 0)
    {
      double narrow;

      bw_canvas_measure (canvas, style, "1", &narrow, NULL);
      bw_canvas_measure (canvas, style, "0", &digit->width, &digit->height);
      digit->width = MIN (digit->width, narrow) * DIGIT_SHARE;
    }
  for (const char *c = text; *c != '\0'; c++)
    n += g_ascii_isdigit (*c);
  *width = n * digit->width;
  *height = n > 0 ? digit->height * DIGIT_SHARE : 0;
}

/* Keeps labels to come off @rect: a mark that has to be seen, a line that would go through letters. */
void
bw_canvas_keep_clear (BwCanvas     *canvas,
                      const BwRect *rect)
{
  g_array_append_val (canvas->clear, *rect);
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

  if (text == NULL || text[0] == '\0' || !isfinite (x) || !isfinite (y) || x < canvas->window_from - WINDOW_SLACK ||
      x > canvas->window_to + WINDOW_SLACK)
    return FALSE;
  bw_canvas_measure_least (canvas, style, text, &rect.width, &rect.height);
  rect.x = x - rect.width * align_x;
  rect.y = y - rect.height * align_y;
  if (!has_room (canvas, &rect))
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
  rect = (BwRect) { area->x, area->y, 0, 0 };
  if (alignment == PANGO_ALIGN_LEFT && !has_room (canvas, &rect))
    return 0;
  set_text (canvas, style, text);
  canvas->wrapped[style] = TRUE;
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

  if (!isfinite (x0 + y0 + x1 + y1) || fmax (x0, x1) < canvas->window_from || fmin (x0, x1) > canvas->window_to)
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
  if (!isfinite (x + y) || x < canvas->window_from - 0.5 || x > canvas->window_to + 0.5)
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

/* Where the points (@x, @y) of @n_lines lines are, and the room around them that a line of @thickness needs. */
static BwRect
find_bounds (double        thickness,
             const double *x,
             const double *y,
             guint         n_lines,
             guint         n)
{
  double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;

  for (guint i = 0; i < n; i++)
    if (isfinite (x[i]))
      {
        left = MIN (left, x[i]);
        right = MAX (right, x[i]);
      }
  for (gsize i = 0; i < (gsize)n_lines * n; i++)
    if (isfinite (y[i]))
      {
        top = MIN (top, y[i]);
        bottom = MAX (bottom, y[i]);
      }
  if (left > right || top > bottom)
    return (BwRect) { 0, 0, 0, 0 };
  return (BwRect) { left - thickness - 1, top - thickness - 1, right - left + 2 * thickness + 2, bottom - top + 2 * thickness + 2 };
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

/* A run of points, cut to the canvas's window; where there is none, the given ones. */
typedef struct
{
  const double *x;
  const double *y[2];
  guint         n;
  double       *cut; /* (owned) (nullable) */
} Run;

/* Moves the point at @at to the @edge, on the line to its neighbour at @inner. */
static void
move_to_edge (double *x,
              double *y[],
              guint   n_values,
              guint   at,
              guint   inner,
              double  edge)
{
  double share = (edge - x[at]) / (x[inner] - x[at]);

  for (guint v = 0; v < n_values; v++)
    y[v][at] += (y[v][inner] - y[v][at]) * share;
  x[at] = edge;
}

/* The part of the @n points (@x ascending) with the @n_values series @y that lies in the canvas's window, the lines that lead out
 * cut at its edges. To be released with g_free (run.cut). */
static Run
cut_run (const BwCanvas *canvas,
         const double   *x,
         const double   *y[],
         guint           n_values,
         guint           n)
{
  Run     run = { x, { y[0], n_values > 1 ? y[1] : NULL }, n, NULL };
  guint   first = 0, last = n;
  double  from = canvas->window_from, to = canvas->window_to;
  double *cut_x, *cut_y[2];

  while (first + 1 < n && x[first + 1] < from)
    first++;
  while (last > first + 1 && x[last - 2] > to)
    last--;
  if (n == 0 || (x[first] >= from && x[last - 1] <= to))
    {
      run.x += first;
      for (guint v = 0; v < n_values; v++)
        run.y[v] += first;
      run.n = last - first;
      return run;
    }
  run.n = last - first;
  run.cut = g_new (double, (gsize)run.n *(1 + n_values));
  cut_x = memcpy (run.cut, x + first, sizeof *x * run.n);
  run.x = cut_x;
  for (guint v = 0; v < n_values; v++)
    run.y[v] = cut_y[v] = memcpy (run.cut + (gsize)run.n * (v + 1), y[v] + first, sizeof *x * run.n);
  if (run.n > 1 && cut_x[0] < from)
    move_to_edge (cut_x, cut_y, n_values, 0, 1, from);
  if (run.n > 1 && cut_x[run.n - 1] > to)
    move_to_edge (cut_x, cut_y, n_values, run.n - 1, run.n - 2, to);
  return run;
}

static void
draw_run (BwCanvas  *canvas,
          double     thickness,
          const Run *run,
          BwInk     *ink)
{
  gboolean dense = run->n > 1 && run->n > DENSE * MAX (run->x[run->n - 1] - run->x[0], 1);

  if (ink != NULL && dense)
    bw_ink_add_columns (ink, thickness, run->x, run->y[0], run->n);
  else if (ink != NULL)
    bw_ink_add_line (ink, thickness, run->x, run->y[0], run->n);
  else if (dense)
    fill_columns (canvas->cr, thickness, run->x, run->y[0], run->n);
  else
    stroke_points (canvas->cr, thickness, run->x, run->y[0], run->n);
}

/* Draws @n_lines lines through @n points each, ascending in x, the first line's @y first, with a gap where one is not finite. A point
 * between two gaps is a dot. */
void
bw_canvas_polylines (BwCanvas     *canvas,
                     BwColor       color,
                     double        thickness,
                     const double *x,
                     const double *y,
                     guint         n_lines,
                     guint         n)
{
  BwRect bounds = find_bounds (thickness, x, y, n_lines, n);
  BwInk *ink = (gsize)n_lines * n > FEW ? bw_ink_new (canvas->cr, &bounds) : NULL;

  cairo_save (canvas->cr);
  cairo_new_path (canvas->cr);
  cairo_set_antialias (canvas->cr, n > DENSE * canvas->width ? CAIRO_ANTIALIAS_FAST : CAIRO_ANTIALIAS_DEFAULT);
  bw_color_set_source (color, canvas->cr);
  for (guint i = 0; i < n_lines; i++)
    {
      const double *values = y + (gsize)i * n;
      Run           run = cut_run (canvas, x, &values, 1, n);

      draw_run (canvas, thickness, &run, ink);
      g_free (run.cut);
    }
  if (ink != NULL)
    bw_ink_paint (ink, canvas->cr);
  g_clear_pointer (&ink, bw_ink_free);
  cairo_restore (canvas->cr);
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
  bw_canvas_polylines (canvas, color, thickness, x, y, 1, n);
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
  const double *values[] = { low, high };
  Run           run = cut_run (canvas, x, values, 2, n);
  gboolean      pen_up = TRUE;

  cairo_new_path (canvas->cr);
  for (guint i = 0; i < run.n; i++)
    if (isfinite (run.x[i] + run.y[0][i] + run.y[1][i]))
      line_to (canvas->cr, &pen_up, run.x[i], run.y[1][i]);
  for (guint i = run.n; i-- > 0;)
    if (isfinite (run.x[i] + run.y[0][i] + run.y[1][i]))
      line_to (canvas->cr, &pen_up, run.x[i], run.y[0][i]);
  cairo_close_path (canvas->cr);
  bw_color_set_source (color, canvas->cr);
  cairo_fill (canvas->cr);
  g_free (run.cut);
}

/* Shows only what lies between the pixels @from and @to in x, until bw_canvas_close_window(). */
void
bw_canvas_open_window (BwCanvas *canvas,
                       double    from,
                       double    to)
{
  canvas->window_from = from;
  canvas->window_to = to;
}

/* Shows all again. */
void
bw_canvas_close_window (BwCanvas *canvas)
{
  canvas->window_from = -INFINITY;
  canvas->window_to = INFINITY;
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
