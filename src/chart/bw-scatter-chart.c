/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Things by two values each: a scatter plot.
 *
 *   days open
 *    90 |   .      . Acme
 *    60 |  . . .
 *    30 | ....  .
 *       +------------------ amount, K USD
 *
 * Dots are translucent, so that many over each other are darker; thousands of them are added up pixel by pixel, in a fiftieth of the
 * time that it takes to fill as many circles. The names of the outermost are written where there is
 * room; all have theirs in the tooltip. */

#include "chart/bw-scatter-chart.h"

#include <math.h>

#include <glib/gi18n-lib.h>

enum
{
  MAX_NAMES = 12,
  MANY = 2000, /* points, from which on they are added up by pixel */
  PAD_PX = 2,
};

typedef struct
{
  BwChart       parent;
  char         *title;  /* (owned) */
  BwScatterAxis x, y;   /* titles owned */
  GArray       *points; /* BwScatterPoint, names owned */
  BwScale       whole;  /* across, as last laid out, however little of it is looked at */
} BwScatterChart;

typedef struct
{
  BwScatterChart *chart;
  BwCanvas       *canvas;
  BwRect          plot;
  BwScale         x, y;
  BwTicks         x_ticks, y_ticks;
  BwMoneyUnit     x_unit, y_unit;
} Drawing;

static void
clear_point (gpointer data)
{
  g_free ((char *)((BwScatterPoint *)data)->name);
}

static const BwScatterPoint *
get_point (const BwScatterChart *self,
           guint                 i)
{
  return &g_array_index (self->points, BwScatterPoint, i);
}

static gboolean
is_shown (const BwScatterPoint *point)
{
  return isfinite (point->x) && isfinite (point->y);
}

/* Lays the scale across over the part that is looked at; its ticks tell smaller steps there. */
static void
narrow (Drawing *d,
        guint    wanted)
{
  BwTicks ticks;

  if (bw_view_range_is_whole (&d->chart->parent.range))
    return;
  bw_chart_narrow (&d->chart->parent, &d->x);
  if (bw_ticks_choose (d->x.from, d->x.to, wanted, &ticks))
    d->x_ticks = ticks;
}

static void
lay_out (Drawing      *d,
         const BwRect *area)
{
  double em = bw_canvas_em (d->canvas), line = bw_canvas_line_height (d->canvas), left;
  double x_low = 0, x_high = 0, y_low = 0, y_high = 0;

  for (guint i = 0; i < d->chart->points->len; i++)
    if (is_shown (get_point (d->chart, i)))
      {
        x_low = fmin (x_low, get_point (d->chart, i)->x);
        x_high = fmax (x_high, get_point (d->chart, i)->x);
        y_low = fmin (y_low, get_point (d->chart, i)->y);
        y_high = fmax (y_high, get_point (d->chart, i)->y);
      }
  bw_scale_fit (&d->y, &d->y_ticks, y_low, y_high, (guint)CLAMP (area->height / (3.4 * line), 2, 7));
  bw_scale_fit (&d->x, &d->x_ticks, x_low, x_high, (guint)CLAMP (area->width / (8 * em), 2, 9));
  d->chart->whole = d->x;
  narrow (d, (guint)CLAMP (area->width / (8 * em), 2, 9));
  bw_measure_unit_init (&d->chart->y.measure, &d->y_unit, &d->y_ticks);
  bw_measure_unit_init (&d->chart->x.measure, &d->x_unit, &d->x_ticks);
  left = bw_axis_money_width (d->canvas, &d->y_ticks, &d->y_unit) + em * 0.6;
  d->plot = (BwRect) { area->x + left, area->y + line * 2, MAX (area->width - left - 1.5 * em, 1),
                       MAX (area->height - line * 4.7, 1) };
  d->y.pixel_from = d->plot.y + d->plot.height;
  d->y.pixel_to = d->plot.y;
  d->x.pixel_from = d->plot.x;
  d->x.pixel_to = d->plot.x + d->plot.width;
}

/* "amount, K USD" */
static char *
dup_axis_title (const BwScatterAxis *axis,
                const BwMoneyUnit   *unit)
{
  if (unit->name[0] == '\0' || g_str_equal (unit->name, axis->title))
    return g_strdup (axis->title);
  return g_strdup_printf (_ ("%s, %s"), axis->title, unit->name);
}

static void
draw_axes (Drawing *d)
{
  g_autofree char *x_title = dup_axis_title (&d->chart->x, &d->x_unit), *y_title = dup_axis_title (&d->chart->y,
                                                                                                   &d->y_unit);
  BwColor          dim = bw_canvas_tone (d->canvas, BW_TONE_DIM_TEXT);
  double           line = bw_canvas_line_height (d->canvas);

  /* The titles tell the units. */
  d->x_unit.name[0] = d->y_unit.name[0] = '\0';
  bw_axis_draw_money_up (d->canvas, &d->plot, &d->y, &d->y_ticks, &d->y_unit);
  bw_axis_draw_money_across (d->canvas, &d->plot, &d->x, &d->x_ticks, &d->x_unit);
  bw_canvas_text (d->canvas, BW_TEXT_SMALL, dim, y_title, 0, d->plot.y - line * 0.7, 0, 1);
  bw_canvas_text (d->canvas, BW_TEXT_SMALL, dim, x_title, d->plot.x + d->plot.width,
                  d->plot.y + d->plot.height + line * 1.5, 1, 0);
}

static gboolean
is_in_view (const Drawing        *d,
            const BwScatterPoint *point)
{
  return is_shown (point) && point->x >= d->x.from && point->x <= d->x.to;
}

/* Writes the names of those farthest from the beginning of the axes. */
static void
draw_names (const Drawing *d)
{
  guint              n = d->chart->points->len, n_named = 0;
  g_autofree double *far = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    far[i] = is_in_view (d, get_point (d->chart, i)) ? hypot (get_point (d->chart, i)->x / fmax (d->x.to, 1e-300),
                                                              get_point (d->chart, i)->y / fmax (d->y.to, 1e-300))
                                                     : -1;
  while (n_named < MIN (MAX_NAMES, n))
    {
      guint                 best = 0;
      const BwScatterPoint *point;
      double                x;

      for (guint i = 1; i < n; i++)
        if (far[i] > far[best])
          best = i;
      if (far[best] < 0)
        return;
      far[best] = -1;
      n_named++;
      point = get_point (d->chart, best);
      x = bw_scale_to_pixel (&d->x, point->x);
      if (!bw_canvas_text (d->canvas, BW_TEXT_SMALL, bw_canvas_tone (d->canvas, BW_TONE_TEXT), point->name, x + 7,
                           bw_scale_to_pixel (&d->y, point->y), 0, 0.5))
        bw_canvas_text (d->canvas, BW_TEXT_SMALL, bw_canvas_tone (d->canvas, BW_TONE_TEXT), point->name, x - 7,
                        bw_scale_to_pixel (&d->y, point->y), 1, 0.5);
    }
}

/* Lays a dot over what is there already, three pixels wide with soft corners. */
static void
add_dot (guint8 *bytes,
         int     stride,
         int     width,
         int     height,
         int     x,
         int     y,
         double  strength)
{
  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      if (x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height)
        {
          guint8 *at = &bytes[(y + dy) * stride + x + dx];

          *at = (guint8)(*at + (255 - *at) * strength * (dx != 0 && dy != 0 ? 0.6 : 1));
        }
}

/* Draws all dots of @tone in view. */
static void
draw_many (const Drawing *d,
           BwTone         tone,
           double         strength)
{
  int              width = (int)ceil (d->plot.width) + 2 * PAD_PX, height = (int)ceil (d->plot.height) + 2 * PAD_PX;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, width, height);
  guint8          *bytes = cairo_image_surface_get_data (surface);
  double           left = floor (d->plot.x) - PAD_PX, top = floor (d->plot.y) - PAD_PX;

  for (guint i = 0; bytes != NULL && i < d->chart->points->len; i++)
    {
      const BwScatterPoint *point = get_point (d->chart, i);

      if (point->tone == tone && is_in_view (d, point))
        add_dot (bytes, cairo_image_surface_get_stride (surface), width, height, (int)floor (bw_scale_to_pixel (&d->x, point->x) - left),
                 (int)floor (bw_scale_to_pixel (&d->y, point->y) - top), strength);
    }
  cairo_surface_mark_dirty (surface);
  bw_color_set_source (bw_canvas_tone (d->canvas, tone), d->canvas->cr);
  cairo_mask_surface (d->canvas->cr, surface, left, top);
  cairo_surface_destroy (surface);
}

/* Draws the dots of each tone after the other. */
static void
draw_each_tone (const Drawing *d,
                double         strength)
{
  guint64 seen = 0;

  for (guint i = 0; i < d->chart->points->len; i++)
    seen |= G_GUINT64_CONSTANT (1) << get_point (d->chart, i)->tone;
  for (guint tone = 0; tone < 64; tone++)
    if (seen >> tone & 1)
      draw_many (d, (BwTone)tone, strength);
}

static void
scatter_draw (BwChart      *chart,
              BwCanvas     *canvas,
              const BwRect *area)
{
  Drawing d = { .chart = (BwScatterChart *)chart, .canvas = canvas };
  guint   n = d.chart->points->len;
  double  radius = n > 300 ? 2.5 : 4,
         strength = n > 300 ? 0.4 : 0.7;

  if (n == 0)
    {
      bw_canvas_empty (canvas, area, _ ("There is nothing to compare yet."));
      return;
    }
  lay_out (&d, area);
  draw_axes (&d);
  bw_chart_begin_plot (chart, canvas, &d.plot);
  if (n > MANY)
    draw_each_tone (&d, strength);
  for (guint i = 0; i < n; i++)
    {
      const BwScatterPoint *point = get_point (d.chart, i);
      double                x = bw_scale_to_pixel (&d.x, point->x), y = bw_scale_to_pixel (&d.y, point->y);
      BwRect                region = { x, y, 0, 0 };

      if (n <= MANY && is_shown (point))
        bw_canvas_dot (canvas, bw_color_fade (bw_canvas_tone (canvas, point->tone), strength), x, y, radius);
      bw_canvas_add_point (canvas, x, y, &region);
    }
  draw_names (&d);
  bw_chart_end_plot (chart, canvas);
}

static char *
scatter_dup_title (BwChart *chart)
{
  return g_strdup (((BwScatterChart *)chart)->title);
}

static guint
scatter_n_points (BwChart *chart)
{
  return ((BwScatterChart *)chart)->points->len;
}

static char *
scatter_dup_point_text (BwChart *chart,
                        guint    i)
{
  BwScatterChart       *self = (BwScatterChart *)chart;
  const BwScatterPoint *point = get_point (self, i);
  g_autofree char      *x = bw_measure_dup_full (&self->x.measure, point->x),
                  *y = bw_measure_dup_full (&self->y.measure, point->y);

  return g_strdup_printf ("%s\n%s: %s\n%s: %s", point->name, self->x.title, x, self->y.title, y);
}

static char *
scatter_describe (BwChart *chart)
{
  BwScatterChart *self = (BwScatterChart *)chart;
  GString        *text = g_string_new (NULL);

  g_string_append_printf (text, "%s. ", self->title);
  g_string_append_printf (text, ngettext ("%u point, by %s and %s.", "%u points, by %s and %s.", self->points->len),
                          self->points->len,
                          self->x.title, self->y.title);
  return g_string_free (text, FALSE);
}

static void
scatter_fill_table (BwChart      *chart,
                    BwChartTable *table)
{
  BwScatterChart *self = (BwScatterChart *)chart;

  bw_chart_table_add_column (table, _ ("Name"));
  bw_chart_table_add_column (table, self->x.title);
  bw_chart_table_add_column (table, self->y.title);
  for (guint i = 0; i < self->points->len; i++)
    {
      const BwScatterPoint *point = get_point (self, i);

      bw_chart_table_take (table, g_strdup (point->name));
      bw_measure_take_cell (&self->x.measure, table, point->x);
      bw_measure_take_cell (&self->y.measure, table, point->y);
    }
}

/* "amount 20 K to 50 K" */
static char *
scatter_dup_range_text (BwChart           *chart,
                        const BwViewRange *range)
{
  BwScatterChart  *self = (BwScatterChart *)chart;
  double           width = self->whole.to - self->whole.from;
  g_autofree char *from = bw_measure_dup_short (&self->x.measure, self->whole.from + range->from * width);
  g_autofree char *to = bw_measure_dup_short (&self->x.measure, self->whole.from + range->to * width);

  /* Translators: the title of an axis, and from where to where it is shown */
  return g_strdup_printf (_ ("%s from %s to %s"), self->x.title, from, to);
}

static void
scatter_finalize (BwChart *chart)
{
  BwScatterChart *self = (BwScatterChart *)chart;

  g_free (self->title);
  g_free ((char *)self->x.title);
  g_free ((char *)self->y.title);
  g_array_unref (self->points);
}

static const BwChartClass scatter_class = {
  .instance_size = sizeof (BwScatterChart),
  .direction = BW_CHART_OVER,
  .draw = scatter_draw,
  .dup_title = scatter_dup_title,
  .describe = scatter_describe,
  .n_points = scatter_n_points,
  .dup_point_text = scatter_dup_point_text,
  .fill_table = scatter_fill_table,
  .finalize = scatter_finalize,
  .dup_range_text = scatter_dup_range_text,
};

/* The @points (array length=n). @title says in a sentence what they show.
 * Returns: (transfer full): the chart. */
BwChart *
bw_scatter_chart_new (const char           *title,
                      const BwScatterAxis  *x,
                      const BwScatterAxis  *y,
                      const BwScatterPoint *points,
                      guint                 n)
{
  BwScatterChart *self;

  g_return_val_if_fail (title != NULL && x != NULL && y != NULL && (points != NULL || n == 0), NULL);

  self = bw_chart_alloc (&scatter_class);
  self->title = g_strdup (title);
  self->x = (BwScatterAxis) { x->measure, g_strdup (x->title) };
  self->y = (BwScatterAxis) { y->measure, g_strdup (y->title) };
  self->points = g_array_sized_new (FALSE, FALSE, sizeof (BwScatterPoint), n);
  g_array_set_clear_func (self->points, clear_point);
  for (guint i = 0; i < n; i++)
    {
      BwScatterPoint point = points[i];

      point.name = g_strdup (point.name);
      g_array_append_val (self->points, point);
    }
  return &self->parent;
}
