/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of parts, column by column: stacked columns.
 *
 *    M USD   # Won  = Commit  - Best case
 *     4 |    -   -
 *     2 | -  =   =
 *       | #  #   #
 *       +----------
 *        Q1 Q2  Q3
 *
 * Columns stand on zero; the parts keep their order and colour in each. A part below zero hangs below the line. A column's sum is
 * written above it where there is room. Of columns narrower than a pixel, as many are drawn as one, their mean, as make a pixel. */

#include "chart/bw-stack-chart.h"

#include <math.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  BwChart   parent;
  BwMeasure measure;
  char     *title;        /* (owned) */
  char     *column_title; /* (owned) */
  char    **columns;      /* (owned) */
  char    **parts;        /* (owned) */
  guint     n_columns, n_parts;
  double   *values; /* (owned): [n_columns][n_parts], NaN is nothing */
} BwStackChart;

typedef struct
{
  BwStackChart *chart;
  BwCanvas     *canvas;
  BwRect        plot;
  double        band;
  BwScale       y;
  BwTicks       ticks;
  BwMoneyUnit   unit;
} Drawing;

static double
get_value (const BwStackChart *self,
           guint               column,
           guint               part)
{
  double value = self->values[(gsize)column * self->n_parts + part];

  return isfinite (value) ? value : 0;
}

/* What is above and what below the line in @column. */
static void
sum_column (const BwStackChart *self,
            guint               column,
            double             *above,
            double             *below)
{
  *above = *below = 0;
  for (guint p = 0; p < self->n_parts; p++)
    {
      double value = get_value (self, column, p);

      *(value < 0 ? below : above) += value;
    }
}

/* Names the parts over the plot, as many as have room. */
static void
draw_key (const BwStackChart *self,
          BwCanvas           *canvas,
          double              x,
          double              y)
{
  double em = bw_canvas_em (canvas), width;

  for (guint p = 0; p < self->n_parts; p++)
    {
      BwRect box = { x, y - em * 0.4, em * 0.8, em * 0.8 };

      bw_canvas_measure (canvas, BW_TEXT_SMALL, self->parts[p], &width, NULL);
      if (x + em * 1.2 + width > canvas->width)
        return;
      if (bw_canvas_text (canvas, BW_TEXT_SMALL, bw_canvas_tone (canvas, BW_TONE_TEXT), self->parts[p], x + em * 1.1,
                          y, 0, 0.5))
        bw_canvas_rect (canvas, bw_palette_category (canvas->theme, p), &box);
      x += em * 2.4 + width;
    }
}

static void
lay_out (Drawing      *d,
         const BwRect *area)
{
  double em = bw_canvas_em (d->canvas), line = bw_canvas_line_height (d->canvas), low = 0, high = 0, left, unit;

  for (guint c = 0; c < d->chart->n_columns; c++)
    {
      double above, below;

      sum_column (d->chart, c, &above, &below);
      low = fmin (low, below);
      high = fmax (high, above);
    }
  bw_scale_fit (&d->y, &d->ticks, low, high, (guint)CLAMP (area->height / (3.4 * line), 2, 7));
  bw_measure_unit_init (&d->chart->measure, &d->unit, &d->ticks);
  left = bw_axis_money_width (d->canvas, &d->ticks, &d->unit) + em * 0.6;
  d->plot = (BwRect) { area->x + left, area->y + line * 2.4, MAX (area->width - left, 1),
                       MAX (area->height - line * 4, 1) };
  d->y.pixel_from = d->plot.y + d->plot.height;
  d->y.pixel_to = d->plot.y;
  d->band = d->plot.width / d->chart->n_columns;
  bw_canvas_measure (d->canvas, BW_TEXT_SMALL, d->unit.name, &unit, NULL);
  draw_key (d->chart, d->canvas, area->x + fmax (unit + 2 * em, left), area->y + line * 0.7);
}

/* How many columns are drawn as one, the mean of them: as many as make a pixel. */
static guint
count_together (const Drawing *d)
{
  return (guint)ceil (1 / d->band);
}

/* The mean of @part in the @n columns from @column on. */
static double
find_mean (const BwStackChart *self,
           guint               column,
           guint               n,
           guint               part)
{
  double sum = 0;

  for (guint c = column; c < column + n; c++)
    sum += get_value (self, c, part);
  return sum / n;
}

/* Draws the parts of all columns. A rectangle a path: many in one take cairo longer, which looks for those that overlap. */
static void
draw_parts (const Drawing *d)
{
  guint  together = count_together (d);
  double band = d->band * together, width = fmax (fmin (band * 0.68, 5 * bw_canvas_em (d->canvas)), 1);

  for (guint c = 0; c < d->chart->n_columns; c += together)
    {
      guint  n = MIN (together, d->chart->n_columns - c);
      double above = 0, below = 0, left = round (d->plot.x + c * d->band + (band - width) / 2);

      for (guint p = 0; p < d->chart->n_parts; p++)
        {
          double value = find_mean (d->chart, c, n, p), *from = value < 0 ? &below : &above;
          double start = bw_scale_to_pixel (&d->y, *from), end = bw_scale_to_pixel (&d->y, *from + value);
          BwRect part = { left, start, width, end - start };

          *from += value;
          bw_canvas_rect (d->canvas, bw_palette_category (d->canvas->theme, p), &part);
        }
    }
}

/* Writes the sum over column @c and its name under it, and tells where it is. */
static void
name_column (const Drawing *d,
             guint          c)
{
  double           x = d->plot.x + c * d->band, line = bw_canvas_line_height (d->canvas), above, below;
  BwRect           region = { x, d->plot.y, d->band, d->plot.height };
  g_autofree char *sum = NULL;

  sum_column (d->chart, c, &above, &below);
  sum = bw_measure_dup_short (&d->chart->measure, above + below);
  bw_canvas_text (d->canvas, BW_TEXT_SMALL, bw_canvas_tone (d->canvas, BW_TONE_TEXT), sum, x + d->band / 2,
                  bw_scale_to_pixel (&d->y, above) - line * 0.1, 0.5, 1);
  bw_canvas_text (d->canvas, BW_TEXT_LABEL, bw_canvas_tone (d->canvas, BW_TONE_DIM_TEXT), d->chart->columns[c],
                  x + d->band / 2,
                  d->plot.y + d->plot.height + line * 0.3, 0.5, 0);
  bw_canvas_add_point (d->canvas, x + d->band / 2, bw_scale_to_pixel (&d->y, above), &region);
}

static void
stack_draw (BwChart      *chart,
            BwCanvas     *canvas,
            const BwRect *area)
{
  Drawing d = { .chart = (BwStackChart *)chart, .canvas = canvas };

  if (d.chart->n_columns == 0 || d.chart->n_parts == 0)
    {
      bw_canvas_empty (canvas, area, _ ("There is nothing to compare yet."));
      return;
    }
  lay_out (&d, area);
  bw_axis_draw_money_up (canvas, &d.plot, &d.y, &d.ticks, &d.unit);
  draw_parts (&d);
  for (guint c = 0; c < d.chart->n_columns; c++)
    name_column (&d, c);
}

static char *
stack_dup_title (BwChart *chart)
{
  return g_strdup (((BwStackChart *)chart)->title);
}

static guint
stack_n_points (BwChart *chart)
{
  BwStackChart *self = (BwStackChart *)chart;

  return self->n_parts > 0 ? self->n_columns : 0;
}

static char *
stack_dup_point_text (BwChart *chart,
                      guint    column)
{
  BwStackChart    *self = (BwStackChart *)chart;
  GString         *text = g_string_new (self->columns[column]);
  double           above, below;
  g_autofree char *sum = NULL;

  for (guint p = self->n_parts; p-- > 0;)
    {
      g_autofree char *value = bw_measure_dup_full (&self->measure, get_value (self, column, p));

      g_string_append_printf (text, "\n%s %s", self->parts[p], value);
    }
  sum_column (self, column, &above, &below);
  sum = bw_measure_dup_full (&self->measure, above + below);
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _ ("Sum %s"), sum);
  return g_string_free (text, FALSE);
}

static char *
stack_describe (BwChart *chart)
{
  BwStackChart *self = (BwStackChart *)chart;
  GString      *text = g_string_new (NULL);

  g_string_append_printf (text, "%s.", self->title);
  for (guint c = 0; c < self->n_columns; c++)
    {
      double           above, below;
      g_autofree char *sum = NULL;

      sum_column (self, c, &above, &below);
      sum = bw_measure_dup_short (&self->measure, above + below);
      g_string_append_printf (text, " %s: %s.", self->columns[c], sum);
    }
  return g_string_free (text, FALSE);
}

static void
stack_fill_table (BwChart      *chart,
                  BwChartTable *table)
{
  BwStackChart *self = (BwStackChart *)chart;

  bw_chart_table_add_column (table, self->column_title);
  for (guint p = 0; p < self->n_parts; p++)
    bw_chart_table_add_column (table, self->parts[p]);
  for (guint c = 0; c < self->n_columns; c++)
    {
      bw_chart_table_take (table, g_strdup (self->columns[c]));
      for (guint p = 0; p < self->n_parts; p++)
        bw_measure_take_cell (&self->measure, table, self->values[(gsize)c * self->n_parts + p]);
    }
}

static void
stack_finalize (BwChart *chart)
{
  BwStackChart *self = (BwStackChart *)chart;

  g_free (self->title);
  g_free (self->column_title);
  g_strfreev (self->columns);
  g_strfreev (self->parts);
  g_free (self->values);
}

static const BwChartClass stack_class = {
  .instance_size = sizeof (BwStackChart),
  .direction = BW_CHART_ACROSS,
  .draw = stack_draw,
  .dup_title = stack_dup_title,
  .describe = stack_describe,
  .n_points = stack_n_points,
  .dup_point_text = stack_dup_point_text,
  .fill_table = stack_fill_table,
  .finalize = stack_finalize,
};

/* @values (array, one after the other for each of @parts, of each of @columns; NaN: nothing) as columns, the first part
 * at the bottom. Both name lists are NULL-terminated. @title says in a sentence what they show, @column_title heads the
 * columns' names in the table.
 * Returns: (transfer full): the chart. */
BwChart *
bw_stack_chart_new (const char        *title,
                    const BwMeasure   *measure,
                    const char        *column_title,
                    const char *const *columns,
                    const char *const *parts,
                    const double      *values)
{
  BwStackChart *self;

  g_return_val_if_fail (title != NULL && measure != NULL && columns != NULL && parts != NULL, NULL);

  self = bw_chart_alloc (&stack_class);
  self->measure = *measure;
  self->title = g_strdup (title);
  self->column_title = g_strdup (column_title);
  self->columns = g_strdupv ((char **)columns);
  self->parts = g_strdupv ((char **)parts);
  self->n_columns = g_strv_length (self->columns);
  self->n_parts = g_strv_length (self->parts);
  self->values = g_memdup2 (values, (gsize)self->n_columns * self->n_parts * sizeof *values);
  return &self->parent;
}
