/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lever matters most: a tornado.
 *
 *                        $4.1 M
 *   Win rate     ▒▒▒▒▒▒▒▒▒|▓▓▓▓▓▓▓▓
 *   Deal size       ▒▒▒▒▒▒|▓▓▓▓▓
 *   Cycle              ▓▓▓|▒▒
 *
 * Each lever is moved alone; the widest comes first. Results of the lower setting are pale, those of the higher one
 * dark,
 * with the setting at the end of each. */

#include "chart/bw-tornado-chart.h"

#include <math.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  BwChart   parent;
  BwMeasure measure;
  char     *title; /* (owned) */
  double    base;
  GArray   *levers; /* BwTornadoLever, texts owned; widest first */
} BwTornadoChart;

static void
clear_lever (gpointer data)
{
  BwTornadoLever *lever = data;

  g_free ((char *)lever->name);
  g_free ((char *)lever->low_setting);
  g_free ((char *)lever->high_setting);
}

static const BwTornadoLever *
get_lever (const BwTornadoChart *self,
           guint                 i)
{
  return &g_array_index (self->levers, BwTornadoLever, i);
}

static int
compare_widths (gconstpointer a,
                gconstpointer b)
{
  const BwTornadoLever *left = a, *right = b;
  double                difference = fabs (right->high - right->low) - fabs (left->high - left->low);

  return difference > 0 ? 1 : difference < 0 ? -1
                                             : g_strcmp0 (left->name, right->name);
}

typedef struct
{
  BwTornadoChart *chart;
  BwCanvas       *canvas;
  BwScale         scale;
  double          left, names; /* where the levers' names begin, and their width */
  double          top;
  double          band;
  guint           n; /* levers that are drawn */
} Drawing;

static void
draw_side (const Drawing *d,
           double         value,
           const char    *setting,
           const BwRect  *band,
           double         strength)
{
  double em = bw_canvas_em (d->canvas), base = d->chart->base;
  double zero = bw_scale_to_pixel (&d->scale, base), end = bw_scale_to_pixel (&d->scale, value);
  double thick = fmin (floor (band->height * 0.66), 1.5 * bw_canvas_line_height (d->canvas)),
         middle = band->y + band->height / 2;
  BwRect bar = { zero, round (middle - thick / 2), end - zero, thick };

  if (!isfinite (end))
    return;
  bw_canvas_rect (d->canvas, bw_color_fade (bw_canvas_tone (d->canvas, BW_TONE_ACCENT), strength), &bar);
  bw_canvas_text (d->canvas, BW_TEXT_SMALL, bw_canvas_tone (d->canvas, BW_TONE_DIM_TEXT), setting,
                  end + (value < base ? -0.4 : 0.4) * em,
                  middle, value < base ? 1 : 0, 0.5);
}

static void
lay_out (Drawing      *d,
         const BwRect *area)
{
  double em = bw_canvas_em (d->canvas), line = bw_canvas_line_height (d->canvas), room = area->height - 1.4 * line;
  double low = d->chart->base, high = d->chart->base, settings = 0, width;

  d->left = area->x;
  d->top = area->y + 1.4 * line;
  d->n = MIN (d->chart->levers->len, (guint)fmax (room / (1.3 * line), 0));
  for (guint i = 0; i < d->n; i++)
    {
      const BwTornadoLever *lever = get_lever (d->chart, i);

      bw_canvas_measure (d->canvas, BW_TEXT_LABEL, lever->name, &width, NULL);
      d->names = fmax (d->names, width);
      bw_canvas_measure (d->canvas, BW_TEXT_SMALL, lever->low_setting, &width, NULL);
      settings = fmax (settings, width + em);
      bw_canvas_measure (d->canvas, BW_TEXT_SMALL, lever->high_setting, &width, NULL);
      settings = fmax (settings, width + em);
      low = fmin (low, fmin (lever->low, lever->high));
      high = fmax (high, fmax (lever->low, lever->high));
    }
  d->names = fmin (d->names, area->width * 0.35);
  d->scale = (BwScale) { low, high > low ? high : low + 1, area->x + d->names + em + settings,
                         area->x + area->width - settings };
  d->scale.pixel_to = fmax (d->scale.pixel_to, d->scale.pixel_from + 1);
  d->band = fmin (room / MAX (d->n, 1), 3 * line);
}

static void
draw_lever (const Drawing *d,
            guint          i)
{
  const BwTornadoLever *lever = get_lever (d->chart, i);
  double                line = bw_canvas_line_height (d->canvas);
  BwRect                region = { 0, d->top + i * d->band, d->canvas->width, d->band };
  BwRect                room = { d->left, region.y + (d->band - line) / 2, d->names, line + 1 };

  draw_side (d, lever->low, lever->low_setting, &region, 0.4);
  draw_side (d, lever->high, lever->high_setting, &region, 1);
  bw_canvas_paragraph (d->canvas, BW_TEXT_LABEL, bw_canvas_tone (d->canvas, BW_TONE_TEXT), lever->name, &room, 1,
                       PANGO_ALIGN_LEFT);
  bw_canvas_add_point (d->canvas, bw_scale_to_pixel (&d->scale, isfinite (lever->high) ? lever->high : d->chart->base), region.y + d->band / 2,
                       &region);
}

static void
draw_base (const Drawing *d)
{
  double           x = bw_scale_to_pixel (&d->scale, d->chart->base), width;
  g_autofree char *label = bw_measure_dup_short (&d->chart->measure, d->chart->base);

  bw_canvas_line (d->canvas, bw_canvas_tone (d->canvas, BW_TONE_AXIS), 1.5, x, d->top, x, d->top + d->n * d->band);
  bw_canvas_measure (d->canvas, BW_TEXT_STRONG, label, &width, NULL);
  bw_canvas_text (d->canvas, BW_TEXT_STRONG, bw_canvas_tone (d->canvas, BW_TONE_TEXT), label,
                  CLAMP (x, width / 2, fmax (d->canvas->width - width / 2, width / 2)),
                  d->top - bw_canvas_em (d->canvas) * 0.2, 0.5, 1);
}

static void
tornado_draw (BwChart      *chart,
              BwCanvas     *canvas,
              const BwRect *area)
{
  Drawing d = { .chart = (BwTornadoChart *)chart, .canvas = canvas };

  if (d.chart->levers->len == 0)
    {
      bw_canvas_empty (canvas, area, _ ("There is no lever to compare yet."));
      return;
    }
  lay_out (&d, area);
  for (guint i = 0; i < d.n; i++)
    draw_lever (&d, i);
  draw_base (&d);
}

static char *
tornado_dup_title (BwChart *chart)
{
  return g_strdup (((BwTornadoChart *)chart)->title);
}

static guint
tornado_n_points (BwChart *chart)
{
  return ((BwTornadoChart *)chart)->levers->len;
}

/* "At 20 %: $3.9 M (−$0.2 M)". */
static void
append_setting (const BwTornadoChart *self,
                GString              *text,
                const char           *setting,
                double                value)
{
  g_autofree char *money = bw_measure_dup_short (&self->measure, value);
  g_autofree char *by = bw_measure_dup_short (&self->measure, fabs (value - self->base));

  g_string_append_printf (text, _ ("At %s: %s (%s%s)"), setting, money, value < self->base ? "−" : "+", by);
}

static char *
tornado_dup_point_text (BwChart *chart,
                        guint    i)
{
  BwTornadoChart       *self = (BwTornadoChart *)chart;
  const BwTornadoLever *lever = get_lever (self, i);
  GString              *text = g_string_new (lever->name);

  g_string_append_c (text, '\n');
  append_setting (self, text, lever->low_setting, lever->low);
  g_string_append_c (text, '\n');
  append_setting (self, text, lever->high_setting, lever->high);
  return g_string_free (text, FALSE);
}

static char *
tornado_describe (BwChart *chart)
{
  BwTornadoChart *self = (BwTornadoChart *)chart;
  GString        *text = g_string_new (NULL);

  g_string_append_printf (text, "%s.", self->title);
  for (guint i = 0; i < self->levers->len; i++)
    {
      const BwTornadoLever *lever = get_lever (self, i);

      g_string_append_printf (text, " %s: ", lever->name);
      append_setting (self, text, lever->low_setting, lever->low);
      g_string_append (text, "; ");
      append_setting (self, text, lever->high_setting, lever->high);
      g_string_append_c (text, '.');
    }
  return g_string_free (text, FALSE);
}

static void
tornado_fill_table (BwChart      *chart,
                    BwChartTable *table)
{
  BwTornadoChart *self = (BwTornadoChart *)chart;

  bw_chart_table_add_column (table, _ ("Lever"));
  bw_chart_table_add_column (table, _ ("Low setting"));
  bw_chart_table_add_column (table, _ ("Result"));
  bw_chart_table_add_column (table, _ ("High setting"));
  bw_chart_table_add_column (table, _ ("Result"));
  for (guint i = 0; i < self->levers->len; i++)
    {
      const BwTornadoLever *lever = get_lever (self, i);

      bw_chart_table_take (table, g_strdup (lever->name));
      bw_chart_table_take (table, g_strdup (lever->low_setting));
      bw_measure_take_cell (&self->measure, table, lever->low);
      bw_chart_table_take (table, g_strdup (lever->high_setting));
      bw_measure_take_cell (&self->measure, table, lever->high);
    }
}

static void
tornado_finalize (BwChart *chart)
{
  BwTornadoChart *self = (BwTornadoChart *)chart;

  g_free (self->title);
  g_array_unref (self->levers);
}

static const BwChartClass tornado_class = {
  .instance_size = sizeof (BwTornadoChart),
  .direction = BW_CHART_DOWN,
  .draw = tornado_draw,
  .dup_title = tornado_dup_title,
  .describe = tornado_describe,
  .n_points = tornado_n_points,
  .dup_point_text = tornado_dup_point_text,
  .fill_table = tornado_fill_table,
  .finalize = tornado_finalize,
};

/* The @levers (array length=n) about @base, the result with none of them moved. @title says in a sentence what they show.
 * Returns: (transfer full): the chart. */
BwChart *
bw_tornado_chart_new (const char           *title,
                      const BwMeasure      *measure,
                      double                base,
                      const BwTornadoLever *levers,
                      guint                 n)
{
  BwTornadoChart *self;

  g_return_val_if_fail (title != NULL && measure != NULL && (levers != NULL || n == 0), NULL);

  self = bw_chart_alloc (&tornado_class);
  self->measure = *measure;
  self->title = g_strdup (title);
  self->base = isfinite (base) ? base : 0;
  self->levers = g_array_sized_new (FALSE, FALSE, sizeof (BwTornadoLever), n);
  g_array_set_clear_func (self->levers, clear_lever);
  for (guint i = 0; i < n; i++)
    {
      BwTornadoLever lever = { g_strdup (levers[i].name), g_strdup (levers[i].low_setting),
                               g_strdup (levers[i].high_setting),
                               levers[i].low, levers[i].high };

      g_array_append_val (self->levers, lever);
    }
  g_array_sort (self->levers, compare_widths);
  return &self->parent;
}
