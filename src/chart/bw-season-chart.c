/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same months of several years over each other: a season plot.
 *
 *    K USD           2026
 *    600 |      /\  /
 *    400 | /\__/__\/__ 2025
 *        +------------
 *         Jan Mar May
 *
 * The newest year has the accent, the one before the text's colour, older ones are context; their mean is dashed. Lines
 * are named at their ends, as far as there is room. */

#include "chart/bw-season-chart.h"

#include <math.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  BwChart   parent;
  BwMeasure measure;
  char     *title;     /* (owned) */
  char    **positions; /* (owned) */
  char    **cycles;    /* (owned): oldest first */
  double   *values;    /* (owned): [n_cycles][n_positions], NaN unknown */
  guint     n_positions, n_cycles;
} BwSeasonChart;

typedef struct
{
  BwSeasonChart *chart;
  BwCanvas      *canvas;
  BwRect         plot;
  BwScale        x, y;
  BwTicks        ticks;
  BwMoneyUnit    unit;
} Drawing;

static double
get_value (const BwSeasonChart *self,
           guint                cycle,
           guint                position)
{
  return self->values[(gsize)cycle * self->n_positions + position];
}

/* The mean of all cycles but the newest at @position; NaN when there is none. */
static double
find_mean (const BwSeasonChart *self,
           guint                position)
{
  double sum = 0;
  guint  n = 0;

  for (guint c = 0; c + 1 < self->n_cycles; c++)
    if (isfinite (get_value (self, c, position)))
      {
        sum += get_value (self, c, position);
        n++;
      }
  return n > 0 ? sum / n : NAN;
}

static void
lay_out (Drawing      *d,
         const BwRect *area)
{
  double em = bw_canvas_em (d->canvas), line = bw_canvas_line_height (d->canvas);
  double low = 0, high = 0, left, right = 0;

  for (gsize i = 0; i < (gsize)d->chart->n_cycles * d->chart->n_positions; i++)
    if (isfinite (d->chart->values[i]))
      {
        low = fmin (low, d->chart->values[i]);
        high = fmax (high, d->chart->values[i]);
      }
  bw_scale_fit (&d->y, &d->ticks, low, high, (guint)CLAMP (area->height / (3.4 * line), 2, 7));
  bw_measure_unit_init (&d->chart->measure, &d->unit, &d->ticks);
  left = bw_axis_money_width (d->canvas, &d->ticks, &d->unit) + em * 0.6;
  for (guint c = 0; c < d->chart->n_cycles; c++)
    {
      double width;

      bw_canvas_measure (d->canvas, BW_TEXT_STRONG, d->chart->cycles[c], &width, NULL);
      right = fmax (right, width + em);
    }
  right = fmin (right, area->width / 3);
  d->plot = (BwRect) { area->x + left, area->y + line * 1.4, MAX (area->width - left - right, 1),
                       MAX (area->height - line * 3, 1) };
  d->y.pixel_from = d->plot.y + d->plot.height;
  d->y.pixel_to = d->plot.y;
  d->x = (BwScale) { 0, MAX (d->chart->n_positions, 2) - 1, d->plot.x + em, d->plot.x + d->plot.width - em };
}

/* Draws the @n cycles from @first on, which are alike. */
static void
draw_cycles (const Drawing *d,
             const double  *x,
             guint          first,
             guint          n,
             BwTone         tone,
             double         thickness)
{
  guint              n_positions = d->chart->n_positions;
  gsize              n_values = (gsize)n * n_positions;
  const double      *values = d->chart->values + (gsize)first * n_positions;
  g_autofree double *y = g_new (double, n_values + 1);

  for (gsize i = 0; i < n_values; i++)
    y[i] = bw_scale_to_pixel (&d->y, values[i]);
  bw_canvas_polylines (d->canvas, bw_canvas_tone (d->canvas, tone), thickness, x, y, n, n_positions);
}

/* Draws the oldest first, so that the newest is over them. */
static void
draw_lines (const Drawing *d,
            const double  *x)
{
  guint n = d->chart->n_cycles;

  if (n > 2)
    draw_cycles (d, x, 0, n - 2, BW_TONE_CONTEXT, 1.2);
  if (n > 1)
    draw_cycles (d, x, n - 2, 1, BW_TONE_TEXT, 1.8);
  draw_cycles (d, x, n - 1, 1, BW_TONE_ACCENT, 2.5);
  for (guint p = 0; p < d->chart->n_positions; p++)
    {
      double value = get_value (d->chart, n - 1, p);

      if (isfinite (value))
        bw_canvas_dot (d->canvas, bw_canvas_tone (d->canvas, BW_TONE_ACCENT), x[p], bw_scale_to_pixel (&d->y, value), 2.5);
    }
}

static void
draw_mean (const Drawing *d,
           const double  *x)
{
  static const double dashes[] = { 5, 4 };
  guint               n = d->chart->n_positions;
  g_autofree double  *y = g_new (double, n);

  for (guint p = 0; p < n; p++)
    y[p] = bw_scale_to_pixel (&d->y, find_mean (d->chart, p));
  cairo_save (d->canvas->cr);
  cairo_set_dash (d->canvas->cr, dashes, G_N_ELEMENTS (dashes), 0);
  bw_canvas_polyline (d->canvas, bw_canvas_tone (d->canvas, BW_TONE_DIM_TEXT), 1.5, x, y, n);
  cairo_restore (d->canvas->cr);
}

/* Names the lines where they end, the newest first. */
static void
draw_names (const Drawing *d,
            const double  *x)
{
  double gap = bw_canvas_em (d->canvas) * 0.4;

  for (guint c = d->chart->n_cycles; c-- > 0;)
    for (guint p = d->chart->n_positions; p-- > 0;)
      if (isfinite (get_value (d->chart, c, p)))
        {
          gboolean newest = c + 1 == d->chart->n_cycles;

          bw_canvas_text (d->canvas, newest ? BW_TEXT_STRONG : BW_TEXT_SMALL,
                          bw_palette_ink (d->canvas->theme, newest ? BW_TONE_ACCENT : c + 2 == d->chart->n_cycles ? BW_TONE_TEXT

                                                                                                                  : BW_TONE_DIM_TEXT),
                          d->chart->cycles[c], x[p] + gap, bw_scale_to_pixel (&d->y, get_value (d->chart, c, p)), 0,
                          0.5);
          break;
        }
}

static void
draw_positions (const Drawing *d,
                const double  *x)
{
  double y = d->plot.y + d->plot.height + bw_canvas_em (d->canvas) * 0.4;

  for (guint p = 0; p < d->chart->n_positions; p++)
    bw_canvas_text (d->canvas, BW_TEXT_LABEL, bw_canvas_tone (d->canvas, BW_TONE_DIM_TEXT), d->chart->positions[p],
                    x[p], y, 0.5, 0);
}

static void
season_draw (BwChart      *chart,
             BwCanvas     *canvas,
             const BwRect *area)
{
  Drawing            d = { .chart = (BwSeasonChart *)chart, .canvas = canvas };
  g_autofree double *x = NULL;

  if (d.chart->n_cycles == 0 || d.chart->n_positions == 0)
    {
      bw_canvas_empty (canvas, area, _ ("A season shows once there is more than a year of history."));
      return;
    }
  lay_out (&d, area);
  x = g_new (double, d.chart->n_positions);
  for (guint p = 0; p < d.chart->n_positions; p++)
    x[p] = bw_scale_to_pixel (&d.x, p);
  bw_axis_draw_money_up (canvas, &d.plot, &d.y, &d.ticks, &d.unit);
  draw_lines (&d, x);
  if (d.chart->n_cycles > 2)
    draw_mean (&d, x);
  draw_names (&d, x);
  draw_positions (&d, x);
  for (guint p = 0; p < d.chart->n_positions; p++)
    {
      BwRect region = { x[p], d.plot.y, 0, d.plot.height };
      double value = NAN;

      for (guint c = d.chart->n_cycles; c-- > 0 && !isfinite (value);)
        value = get_value (d.chart, c, p);
      bw_canvas_add_point (canvas, x[p], isfinite (value) ? bw_scale_to_pixel (&d.y, value) : d.plot.y + d.plot.height, &region);
    }
}

static char *
season_dup_title (BwChart *chart)
{
  return g_strdup (((BwSeasonChart *)chart)->title);
}

static guint
season_n_points (BwChart *chart)
{
  BwSeasonChart *self = (BwSeasonChart *)chart;

  return self->n_cycles > 0 ? self->n_positions : 0;
}

static char *
season_dup_point_text (BwChart *chart,
                       guint    position)
{
  BwSeasonChart *self = (BwSeasonChart *)chart;
  GString       *text = g_string_new (self->positions[position]);

  for (guint c = self->n_cycles; c-- > 0;)
    {
      g_autofree char *value = bw_measure_dup_full (&self->measure, get_value (self, c, position));

      g_string_append_printf (text, "\n%s %s", self->cycles[c], value);
    }
  if (self->n_cycles > 2 && isfinite (find_mean (self, position)))
    {
      g_autofree char *mean = bw_measure_dup_short (&self->measure, find_mean (self, position));

      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("Mean of the years before: %s"), mean);
    }
  return g_string_free (text, FALSE);
}

static char *
season_describe (BwChart *chart)
{
  BwSeasonChart *self = (BwSeasonChart *)chart;
  GString       *text = g_string_new (NULL);
  guint          most = 0;

  g_string_append_printf (text, "%s.", self->title);
  for (guint p = 1; p < self->n_positions; p++)
    if (find_mean (self, p) > find_mean (self, most))
      most = p;
  if (self->n_cycles > 1 && self->n_positions > 0 && isfinite (find_mean (self, most)))
    {
      g_autofree char *mean = bw_measure_dup_short (&self->measure, find_mean (self, most));

      g_string_append_c (text, ' ');
      /* Translators: a month, or another part of the year, and an amount. */
      g_string_append_printf (text, _ ("In the years before, the most was in %s: %s in the mean."),
                              self->positions[most], mean);
    }
  return g_string_free (text, FALSE);
}

static void
season_fill_table (BwChart      *chart,
                   BwChartTable *table)
{
  BwSeasonChart *self = (BwSeasonChart *)chart;

  bw_chart_table_add_column (table, _ ("Part of the year"));
  for (guint c = 0; c < self->n_cycles; c++)
    bw_chart_table_add_column (table, self->cycles[c]);
  for (guint p = 0; p < self->n_positions && self->n_cycles > 0; p++)
    {
      bw_chart_table_take (table, g_strdup (self->positions[p]));
      for (guint c = 0; c < self->n_cycles; c++)
        bw_measure_take_cell (&self->measure, table, get_value (self, c, p));
    }
}

static void
season_finalize (BwChart *chart)
{
  BwSeasonChart *self = (BwSeasonChart *)chart;

  g_free (self->title);
  g_strfreev (self->positions);
  g_strfreev (self->cycles);
  g_free (self->values);
}

static const BwChartClass season_class = {
  .instance_size = sizeof (BwSeasonChart),
  .direction = BW_CHART_ACROSS,
  .draw = season_draw,
  .dup_title = season_dup_title,
  .describe = season_describe,
  .n_points = season_n_points,
  .dup_point_text = season_dup_point_text,
  .fill_table = season_fill_table,
  .finalize = season_finalize,
};

/* @values (array, one after the other for each of @positions, of each of @cycles; NaN unknown) of the years called @cycles,
 * oldest first, at the parts of the year called @positions (both NULL-terminated). @title says in a sentence what they
 * show.
 * Returns: (transfer full): the chart. */
BwChart *
bw_season_chart_new (const char        *title,
                     const BwMeasure   *measure,
                     const char *const *positions,
                     const char *const *cycles,
                     const double      *values)
{
  BwSeasonChart *self;

  g_return_val_if_fail (title != NULL && measure != NULL && positions != NULL && cycles != NULL, NULL);

  self = bw_chart_alloc (&season_class);
  self->measure = *measure;
  self->title = g_strdup (title);
  self->positions = g_strdupv ((char **)positions);
  self->cycles = g_strdupv ((char **)cycles);
  self->n_positions = g_strv_length (self->positions);
  self->n_cycles = g_strv_length (self->cycles);
  self->values = g_memdup2 (values, (gsize)self->n_cycles * self->n_positions * sizeof *values);
  return &self->parent;
}
