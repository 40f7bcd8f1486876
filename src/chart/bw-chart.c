/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all charts share: title, layout, hit test, hover, table.
 *
 * A chart is a plain value with a table of functions, made from results of the layers below and never changed after,
 * so that a widget knows by the pointer, and the part of the width that is looked at, whether its picture is still good.
 * Drawing lays out: the places of points and labels are kept from the last drawing, for the pointer, the keyboard and the
 * tests. Points off the part that is looked at keep their places, off the plot: the pointer does not find them, the keyboard
 * does, and what shows the chart then moves along. */

#include "chart/bw-chart.h"

#include "core/bw-csv-cell.h"
#include "core/bw-money.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (bw_chart_error_quark, bw_chart_error)

/* Allocates a zeroed instance of @klass, for the constructors of charts.
 * Returns: (transfer full): the chart, to be freed with bw_chart_unref(). */
gpointer
bw_chart_alloc (const BwChartClass *klass)
{
  BwChart *chart = g_malloc0 (klass->instance_size);

  chart->klass = klass;
  chart->direction = klass->direction;
  chart->range = chart->drawn = BW_VIEW_RANGE_WHOLE;
  g_atomic_ref_count_init (&chart->refs);
  return chart;
}

/* Returns: (transfer full): @chart. */
BwChart *
bw_chart_ref (BwChart *chart)
{
  g_return_val_if_fail (chart != NULL, NULL);
  g_atomic_ref_count_inc (&chart->refs);
  return chart;
}

/* Gives back a reference; the last one frees. @chart may be %NULL. */
void
bw_chart_unref (BwChart *chart)
{
  if (chart == NULL || !g_atomic_ref_count_dec (&chart->refs))
    return;
  if (chart->klass->finalize != NULL)
    chart->klass->finalize (chart);
  g_clear_pointer (&chart->points, g_array_unref);
  g_clear_pointer (&chart->labels, g_array_unref);
  g_free (chart);
}

/* Whether the chart draws its title; it does unless told otherwise. */
void
bw_chart_set_title_visible (BwChart *chart,
                            gboolean visible)
{
  g_return_if_fail (chart != NULL);
  chart->untitled = !visible;
}

/* Returns: (transfer full): what the chart shows, in a sentence. */
char *
bw_chart_dup_title (BwChart *chart)
{
  g_return_val_if_fail (chart != NULL, NULL);
  return chart->klass->dup_title (chart);
}

/* Returns: (transfer full): what can be read off the chart, in sentences, and which part of it is looked at. */
char *
bw_chart_describe (BwChart *chart)
{
  g_autofree char *text = NULL, *range = NULL;

  g_return_val_if_fail (chart != NULL, NULL);
  text = chart->klass->describe (chart);
  range = bw_chart_dup_range_text (chart);
  if (range == NULL)
    return g_steal_pointer (&text);
  /* Translators: what a chart tells, and the part of it that is seen, such as "1 Oct 2026 to 5 Nov 2026". */
  return g_strdup_printf (_ ("%s Shown: %s."), text, range);
}

/* Whether the chart can be looked at in part. */
gboolean
bw_chart_can_zoom (BwChart *chart)
{
  return chart != NULL && chart->klass->dup_range_text != NULL && bw_chart_n_points (chart) > BW_CHART_LEAST_POINTS;
}

/* Has the chart draw the part @range of its width from now on; charts that cannot are always whole. */
void
bw_chart_set_range (BwChart           *chart,
                    const BwViewRange *range)
{
  g_return_if_fail (chart != NULL && range != NULL && range->from < range->to);

  if (bw_chart_can_zoom (chart))
    chart->range = *range;
}

/* The part that is looked at. */
BwViewRange
bw_chart_get_range (BwChart *chart)
{
  g_return_val_if_fail (chart != NULL, BW_VIEW_RANGE_WHOLE);
  return chart->range;
}

/* The least part that it makes sense to look at: some points must be in it. */
double
bw_chart_least_range (BwChart *chart)
{
  return CLAMP ((double)BW_CHART_LEAST_POINTS / MAX (bw_chart_n_points (chart), 1), BW_CHART_LEAST_RANGE, 1);
}

/* The share of the whole width that stood at the pixel @x when the chart was last drawn; in the middle of the view before that. */
double
bw_chart_share_at (BwChart *chart,
                   double   x)
{
  return bw_view_range_at (&chart->drawn, chart->plot.width > 0 ? (x - chart->plot.x) / chart->plot.width : 0.5);
}

/* Returns: (transfer full) (nullable): the part that is looked at, in words; %NULL where it is the whole. */
char *
bw_chart_dup_range_text (BwChart *chart)
{
  if (!bw_chart_can_zoom (chart) || bw_view_range_is_whole (&chart->range))
    return NULL;
  return chart->klass->dup_range_text (chart, &chart->range);
}

/* For charts that can be looked at in part: narrows @scale, which reaches over the whole width, to the part that is looked at. */
void
bw_chart_narrow (BwChart *chart,
                 BwScale *scale)
{
  double from = scale->from, width = scale->to - scale->from;

  if (bw_view_range_is_whole (&chart->range))
    return;
  scale->from = from + chart->range.from * width;
  scale->to = from + chart->range.to * width;
}

/* Says where @plot is, and leaves out what lies beside it until bw_chart_end_plot(). */
void
bw_chart_begin_plot (BwChart      *chart,
                     BwCanvas     *canvas,
                     const BwRect *plot)
{
  chart->plot = *plot;
  if (!bw_view_range_is_whole (&chart->range))
    bw_canvas_open_window (canvas, plot->x, plot->x + plot->width);
}

/* The end of what bw_chart_begin_plot() began. */
void
bw_chart_end_plot (BwChart  *chart,
                   BwCanvas *canvas)
{
  if (!bw_view_range_is_whole (&chart->range))
    bw_canvas_close_window (canvas);
}

static void
draw_title (BwChart  *chart,
            BwCanvas *canvas,
            BwRect   *area)
{
  g_autofree char *title = chart->klass->dup_title (chart);
  double           taken, gap = bw_canvas_em (canvas) * 0.6;

  if (canvas->height < 5 * bw_canvas_em (canvas))
    return;
  taken = bw_canvas_paragraph (canvas, BW_TEXT_TITLE, bw_canvas_tone (canvas, BW_TONE_TEXT), title, area,
                               canvas->height < 200 ? 1 : 2,
                               canvas->theme->rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  if (taken > 0)
    {
      area->y += taken + gap;
      area->height -= taken + gap;
    }
}

/* Draws @chart, @width by @height pixels, with its corner at (0, 0) of @cr, without a background. */
void
bw_chart_draw (BwChart       *chart,
               cairo_t       *cr,
               double         width,
               double         height,
               const BwTheme *theme)
{
  BwCanvas canvas;
  BwRect   area = { 0, 0, width, height };

  g_return_if_fail (chart != NULL && cr != NULL && theme != NULL);

  chart->width = width;
  chart->height = height;
  chart->drawn = chart->range;
  bw_canvas_init (&canvas, cr, width, height, theme);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  if (!chart->untitled)
    draw_title (chart, &canvas, &area);
  if (area.width >= 1 && area.height >= 1)
    chart->klass->draw (chart, &canvas, &area);
  cairo_restore (cr);

  g_clear_pointer (&chart->points, g_array_unref);
  g_clear_pointer (&chart->labels, g_array_unref);
  chart->points = g_steal_pointer (&canvas.points);
  chart->labels = g_steal_pointer (&canvas.labels);
  bw_canvas_clear (&canvas);
}

/* Works out where everything stands, as bw_chart_draw() does, without a surface. */
void
bw_chart_lay_out (BwChart       *chart,
                  double         width,
                  double         height,
                  const BwTheme *theme)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t         *cr = cairo_create (surface);

  bw_chart_draw (chart, cr, width, height, theme);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* The number of points that can be pointed at. */
guint
bw_chart_n_points (BwChart *chart)
{
  g_return_val_if_fail (chart != NULL, 0);
  return chart->klass->n_points != NULL ? chart->klass->n_points (chart) : 0;
}

/* Returns: (transfer none) (nullable): where @point stood when the chart was last drawn, %NULL when it was not
 * shown. */
const BwPoint *
bw_chart_point (BwChart *chart,
                guint    point)
{
  g_return_val_if_fail (chart != NULL, NULL);
  if (chart->points == NULL || point >= chart->points->len)
    return NULL;
  return &g_array_index (chart->points, BwPoint, point);
}

/* How far @at is from a region that begins at @start, or from @center where the region has no @size. */
static double
measure_distance (double at,
                  double start,
                  double size,
                  double center)
{
  return fabs (at - (size > 0 ? CLAMP (at, start, start + size) : center));
}

/* Whether @point stands in the part that is looked at. */
static gboolean
is_seen (const BwChart *chart,
         const BwPoint *point)
{
  return bw_view_range_is_whole (&chart->drawn) ||
         (point->x >= chart->plot.x - 1 && point->x <= chart->plot.x + chart->plot.width + 1);
}

/* Finds the point nearest to (@x, @y) in the last layout, looking the way the points lie.
 * Returns: its index; -1 when there is none or (@x, @y) is off the chart. */
int
bw_chart_hit (BwChart *chart,
              double   x,
              double   y)
{
  double best = INFINITY;
  int    found = -1;

  g_return_val_if_fail (chart != NULL, -1);
  if (chart->points == NULL || x < 0 || y < 0 || x > chart->width || y > chart->height)
    return -1;
  for (guint i = 0; i < chart->points->len; i++)
    {
      const BwPoint *point = &g_array_index (chart->points, BwPoint, i);
      const BwRect  *region = &point->region;
      double         across = measure_distance (x, region->x, region->width, point->x);
      double         down = measure_distance (y, region->y, region->height, chart->direction == BW_CHART_DOWN ? region->y : point->y);
      double         distance = chart->direction == BW_CHART_ACROSS ? across : chart->direction == BW_CHART_DOWN ? down

                                                                                                                 : hypot (across, down);

      if (isfinite (distance) && distance < best && is_seen (chart, point))
        {
          best = distance;
          found = (int)i;
        }
    }
  return found;
}

/* Steps from @point (-1: none yet) @by points, G_MININT to the first, G_MAXINT to the last.
 * Returns: the index arrived at; -1 when the chart has no points. */
int
bw_chart_step (BwChart *chart,
               int      point,
               int      by)
{
  int n = (int)bw_chart_n_points (chart);

  if (n == 0)
    return -1;
  if (by == G_MININT)
    return 0;
  if (by == G_MAXINT)
    return n - 1;
  if (point < 0)
    return by > 0 ? 0 : n - 1;
  return (int)CLAMP ((gint64)point + by, 0, n - 1);
}

/* Returns: (transfer full): all there is to say about @point, a line per series. */
char *
bw_chart_dup_point_text (BwChart *chart,
                         guint    point)
{
  g_return_val_if_fail (chart != NULL && point < bw_chart_n_points (chart), NULL);
  return chart->klass->dup_point_text (chart, point);
}

static void
trace_rounded (cairo_t      *cr,
               const BwRect *rect,
               double        radius)
{
  double right = rect->x + rect->width, bottom = rect->y + rect->height;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, rect->y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0, G_PI_2);
  cairo_arc (cr, rect->x + radius, bottom - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, rect->x + radius, rect->y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
draw_tooltip (BwCanvas      *canvas,
              const BwPoint *point,
              const char    *text)
{
  double  em = bw_canvas_em (canvas), inset = round (em * 0.6), away = em;
  BwRect  box, words;
  double  width, height;
  BwColor edge = bw_canvas_tone (canvas, BW_TONE_GRID);

  bw_canvas_measure (canvas, BW_TEXT_LABEL, text, &width, &height);
  box.width = ceil (MIN (width + 2 * inset, canvas->width));
  box.height = ceil (height + 2 * inset);
  box.x = point->x + away;
  if (box.x + box.width > canvas->width)
    box.x = point->x - away - box.width;
  box.x = CLAMP (box.x, 0, MAX (0, canvas->width - box.width));
  box.y = CLAMP (point->y - box.height - away / 2, 0, MAX (0, canvas->height - box.height));
  box.x = floor (box.x) + 0.5;
  box.y = floor (box.y) + 0.5;

  trace_rounded (canvas->cr, &box, MIN (6, box.height / 2));
  bw_color_set_source (bw_canvas_tone (canvas, BW_TONE_RAISED), canvas->cr);
  cairo_fill_preserve (canvas->cr);
  bw_color_set_source (edge, canvas->cr);
  cairo_set_line_width (canvas->cr, 1);
  cairo_stroke (canvas->cr);
  words = (BwRect) { box.x + inset, box.y + inset, box.width - 2 * inset + 1, box.height };
  bw_canvas_paragraph (canvas, BW_TEXT_LABEL, bw_canvas_tone (canvas, BW_TONE_TEXT), text, &words, 20,
                       canvas->theme->rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
}

/* Draws what marks @point over a drawn chart: a guide, a ring, and its text in a box that stays on the chart. The
 * chart is laid out anew only when the size differs from the last. */
void
bw_chart_draw_hover (BwChart       *chart,
                     cairo_t       *cr,
                     double         width,
                     double         height,
                     const BwTheme *theme,
                     guint          point)
{
  g_autofree char *text = NULL;
  const BwPoint   *place;
  BwCanvas         canvas;

  g_return_if_fail (chart != NULL && cr != NULL && theme != NULL);
  if (chart->width != width || chart->height != height)
    bw_chart_lay_out (chart, width, height, theme);
  place = bw_chart_point (chart, point);
  if (place == NULL || point >= bw_chart_n_points (chart) || !is_seen (chart, place))
    return;

  bw_canvas_init (&canvas, cr, width, height, theme);
  if (chart->direction == BW_CHART_ACROSS && isfinite (place->x))
    bw_canvas_line (&canvas, bw_canvas_tone (&canvas, BW_TONE_AXIS), 1, place->x, place->region.y, place->x,
                    place->region.y + place->region.height);
  bw_canvas_dot (&canvas, bw_canvas_tone (&canvas, BW_TONE_PAPER), place->x, place->y, 5);
  bw_canvas_dot (&canvas, bw_canvas_tone (&canvas, BW_TONE_ACCENT), place->x, place->y, 3.5);
  text = bw_chart_dup_point_text (chart, point);
  draw_tooltip (&canvas, place, text);
  bw_canvas_clear (&canvas);
}

/* The rows behind @chart. @for_file: with plain numbers and dates, for programs.
 * Returns: (transfer full): the table. */
BwChartTable *
bw_chart_dup_table (BwChart *chart,
                    gboolean for_file)
{
  BwChartTable *table = g_new0 (BwChartTable, 1);

  table->for_file = for_file;
  table->columns = g_ptr_array_new_with_free_func (g_free);
  table->cells = g_ptr_array_new_with_free_func (g_free);
  if (chart->klass->fill_table != NULL)
    chart->klass->fill_table (chart, table);
  return table;
}

/* Frees @table. */
void
bw_chart_table_free (BwChartTable *table)
{
  g_ptr_array_unref (table->columns);
  g_ptr_array_unref (table->cells);
  g_clear_pointer (&table->plain, g_ptr_array_unref);
  g_free (table);
}

/* Adds a column, before any cell. */
void
bw_chart_table_add_column (BwChartTable *table,
                           const char   *title)
{
  g_ptr_array_add (table->columns, g_strdup (title));
}

/* Adds the next cell, row by row. @cell: (transfer full): its text. */
void
bw_chart_table_take (BwChartTable *table,
                     char         *cell)
{
  g_ptr_array_add (table->cells, cell);
  if (table->plain != NULL)
    g_ptr_array_add (table->plain, g_strdup (cell));
}

/* Adds an amount, in minor units; NaN is unknown. */
void
bw_chart_table_take_money (BwChartTable *table,
                           double        minor,
                           const char   *currency)
{
  gint64 amount = isfinite (minor) && fabs (minor) < 9e18 ? (gint64)round (minor) : BW_MONEY_NONE;

  bw_chart_table_take (table, table->for_file ? bw_money_format_plain (amount, currency)
                                              : bw_money_format (amount, currency));
}

/* Adds a date. */
void
bw_chart_table_take_date (BwChartTable *table,
                          BwDate        date)
{
  bw_chart_table_take (table, table->for_file ? bw_date_to_iso (date) : bw_date_format_short (date, BW_DATE_NONE));
}

/* The number of whole rows. */
guint
bw_chart_table_n_rows (const BwChartTable *table)
{
  return table->columns->len > 0 ? table->cells->len / table->columns->len : 0;
}

/* Returns: (transfer none): the text in @row and @column. */
const char *
bw_chart_table_cell (const BwChartTable *table,
                     guint               row,
                     guint               column)
{
  g_return_val_if_fail (row < bw_chart_table_n_rows (table) && column < table->columns->len, "");
  return g_ptr_array_index (table->cells, row * table->columns->len + column);
}

static void
append_field (GString    *csv,
              const char *field,
              gboolean    last)
{
  bw_csv_append_cell (csv, field);
  g_string_append (csv, last ? "\r\n" : ",");
}

/* Returns: (transfer full): @table as CSV (RFC 4180) with a header. */
char *
bw_chart_table_to_csv (const BwChartTable *table)
{
  GString *csv = g_string_new (NULL);
  guint    n_columns = table->columns->len;

  for (guint i = 0; i < n_columns; i++)
    append_field (csv, g_ptr_array_index (table->columns, i), i + 1 == n_columns);
  for (guint row = 0; row < bw_chart_table_n_rows (table); row++)
    for (guint i = 0; i < n_columns; i++)
      append_field (csv, bw_chart_table_cell (table, row, i), i + 1 == n_columns);
  return g_string_free (csv, FALSE);
}
