/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From which category to which the amounts went between two days: a flow diagram of two columns (Riehmann, Hanfler and
 * Froehlich, "Interactive Sankey Diagrams", 2005).
 *
 *   Commit    $2.1 M |█████====█████| Won       $1.4 M
 *   Best case $1.3 M |███\\==//█████| Commit    $1.1 M
 *   New       $0.9 M |██==\\\\█████ | Lost      $0.6 M
 *
 * The heights of both columns' blocks and of the ribbons between them are in one scale; ribbons leave and arrive in the
 * order of the other column, so that they cross as little as the orders allow. A ribbon has the colour of where it
 * arrives. */

#include "chart/bw-category-flow-chart.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* A ribbon: an amount that went from one category to another. */
typedef struct
{
  guint  from, to;
  double value;
} Ribbon;

typedef struct
{
  BwChart   parent;
  BwMeasure measure;
  char     *title;   /* (owned) */
  char    **from;    /* (owned) */
  char    **to;      /* (owned) */
  BwTone   *tones;   /* (owned): of @to */
  GArray   *ribbons; /* Ribbon, by from and to */
  guint     n_from, n_to;
} BwCategoryFlowChart;

typedef struct
{
  BwCategoryFlowChart *chart;
  BwCanvas            *canvas;
  double               left, right; /* of the ribbons */
  double               top;
  double               pixels; /* for one unit of value */
  double               gap;
  double              *from_y, *to_y; /* where the next ribbon begins and ends, by category */
} Drawing;

static const Ribbon *
get_ribbon (const BwCategoryFlowChart *self,
            guint                      i)
{
  return &g_array_index (self->ribbons, Ribbon, i);
}

static double
sum_side (const BwCategoryFlowChart *self,
          gboolean                   is_from,
          guint                      category)
{
  double sum = 0;

  for (guint i = 0; i < self->ribbons->len; i++)
    if ((is_from ? get_ribbon (self, i)->from : get_ribbon (self, i)->to) == category)
      sum += get_ribbon (self, i)->value;
  return sum;
}

static char *
dup_label (const BwCategoryFlowChart *self,
           gboolean                   is_from,
           guint                      category)
{
  g_autofree char *value = bw_measure_dup_short (&self->measure, sum_side (self, is_from, category));

  return g_strdup_printf ("%s %s", is_from ? self->from[category] : self->to[category], value);
}

static double
measure_side (const Drawing *d,
              gboolean       is_from,
              guint          n)
{
  double widest = 0, width;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = dup_label (d->chart, is_from, i);

      bw_canvas_measure (d->canvas, BW_TEXT_LABEL, label, &width, NULL);
      widest = fmax (widest, width);
    }
  return widest;
}

/* Draws the blocks of one side with their names, and finds where their ribbons begin. */
static void
draw_side (const Drawing *d,
           gboolean       is_from,
           guint          n,
           double        *begin)
{
  double y = d->top, em = bw_canvas_em (d->canvas), line = bw_canvas_line_height (d->canvas);
  double x = is_from ? d->left - em * 0.7 : d->right;

  for (guint i = 0; i < n; i++)
    {
      double           height = sum_side (d->chart, is_from, i) * d->pixels;
      BwRect           block = { x, y, em * 0.7, fmax (height, height > 0 ? 1 : 0) };
      g_autofree char *label = dup_label (d->chart, is_from, i);

      begin[i] = y;
      if (height > 0)
        {
          bw_canvas_rect (d->canvas, bw_canvas_tone (d->canvas, is_from ? BW_TONE_AXIS : d->chart->tones[i]), &block);
          bw_canvas_text (d->canvas, BW_TEXT_LABEL, bw_canvas_tone (d->canvas, BW_TONE_TEXT), label, is_from ? x - em * 0.4 : x + em * 1.1,
                          y + fmax (height, line) / 2, is_from ? 1 : 0, 0.5);
        }
      y += height > 0 ? fmax (height, line) + d->gap : 0;
    }
}

static void
draw_ribbon (const Drawing *d,
             guint          i)
{
  const Ribbon *ribbon = get_ribbon (d->chart, i);
  double        height = ribbon->value * d->pixels, y0 = d->from_y[ribbon->from], y1 = d->to_y[ribbon->to];
  double        middle = (d->left + d->right) / 2;
  /* Points stand at different distances along their ribbons, so that none hides another where ribbons cross. */
  double   t = 0.3 + 0.4 * (i + 0.5) / d->chart->ribbons->len, u = 1 - t;
  double   x = u * u * u * d->left + 3 * u * t * middle + t * t * t * d->right;
  double   y = (u * u * u + 3 * u * u * t) * y0 + (3 * u * t * t + t * t * t) * y1;
  BwRect   region = { x, y, 0, fmax (height, 1) };
  cairo_t *cr = d->canvas->cr;

  cairo_move_to (cr, d->left, y0);
  cairo_curve_to (cr, middle, y0, middle, y1, d->right, y1);
  cairo_line_to (cr, d->right, y1 + height);
  cairo_curve_to (cr, middle, y1 + height, middle, y0 + height, d->left, y0 + height);
  cairo_close_path (cr);
  bw_color_set_source (bw_color_fade (bw_canvas_tone (d->canvas, d->chart->tones[ribbon->to]), 0.35), cr);
  cairo_fill (cr);
  d->from_y[ribbon->from] += height;
  d->to_y[ribbon->to] += height;
  bw_canvas_add_point (d->canvas, x, y + height / 2, &region);
}

/* The height of a side's blocks with @pixels for one unit of value: none is lower than its name. */
static double
measure_height (const Drawing *d,
                gboolean       is_from,
                guint          n,
                double         pixels)
{
  double height = 0, line = bw_canvas_line_height (d->canvas);

  for (guint i = 0; i < n; i++)
    {
      double sum = sum_side (d->chart, is_from, i);

      height += sum > 0 ? fmax (sum * pixels, line) + d->gap : 0;
    }
  return height;
}

/* The largest scale in which both sides find room in @height, found by halving. */
static double
find_scale (const Drawing *d,
            double         total,
            double         height)
{
  double low = height * 0.1 / total, high = height / total;

  for (int i = 0; i < 24; i++)
    {
      double middle = (low + high) / 2;

      if (measure_height (d, TRUE, d->chart->n_from, middle) <= height && measure_height (d, FALSE, d->chart->n_to, middle) <= height)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static void
flow_draw (BwChart      *chart,
           BwCanvas     *canvas,
           const BwRect *area)
{
  Drawing            d = { .chart = (BwCategoryFlowChart *)chart, .canvas = canvas };
  double             em = bw_canvas_em (canvas), total = 0;
  g_autofree double *from_y = g_new0 (double, d.chart->n_from + 1), *to_y = g_new0 (double, d.chart->n_to + 1);

  for (guint i = 0; i < d.chart->ribbons->len; i++)
    total += get_ribbon (d.chart, i)->value;
  if (total <= 0)
    {
      bw_canvas_empty (canvas, area, _ ("Nothing was in the pipeline on either of the two days."));
      return;
    }
  d.from_y = from_y;
  d.to_y = to_y;
  d.gap = em * 0.5;
  d.top = area->y + em * 0.3;
  d.pixels = find_scale (&d, total, area->height - em * 0.3);
  d.left = area->x + fmin (measure_side (&d, TRUE, d.chart->n_from), area->width * 0.35) + em * 1.1;
  d.right = fmax (area->x + area->width - fmin (measure_side (&d, FALSE, d.chart->n_to), area->width * 0.35) - em * 1.8, d.left + 1);
  draw_side (&d, TRUE, d.chart->n_from, from_y);
  draw_side (&d, FALSE, d.chart->n_to, to_y);
  for (guint i = 0; i < d.chart->ribbons->len; i++)
    draw_ribbon (&d, i);
}

static char *
flow_dup_title (BwChart *chart)
{
  return g_strdup (((BwCategoryFlowChart *)chart)->title);
}

static guint
flow_n_points (BwChart *chart)
{
  return ((BwCategoryFlowChart *)chart)->ribbons->len;
}

static char *
flow_dup_point_text (BwChart *chart,
                     guint    i)
{
  BwCategoryFlowChart *self = (BwCategoryFlowChart *)chart;
  const Ribbon        *ribbon = get_ribbon (self, i);
  g_autofree char     *value = bw_measure_dup_full (&self->measure, ribbon->value);
  g_autofree char     *share = bw_axis_dup_percent (ribbon->value / sum_side (self, TRUE, ribbon->from));
  GString             *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("%s to %s"), self->from[ribbon->from], self->to[ribbon->to]);
  g_string_append_printf (text, "\n%s\n", value);
  /* Translators: a share in percent, and the name of the category it is of. */
  g_string_append_printf (text, _ ("%s of %s"), share, self->from[ribbon->from]);
  return g_string_free (text, FALSE);
}

static char *
flow_describe (BwChart *chart)
{
  BwCategoryFlowChart *self = (BwCategoryFlowChart *)chart;
  GString             *text = g_string_new (NULL);

  g_string_append_printf (text, "%s.", self->title);
  for (guint i = 0; i < self->ribbons->len; i++)
    {
      const Ribbon    *ribbon = get_ribbon (self, i);
      g_autofree char *value = bw_measure_dup_short (&self->measure, ribbon->value);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("%s to %s: %s."), self->from[ribbon->from], self->to[ribbon->to], value);
    }
  return g_string_free (text, FALSE);
}

static void
flow_fill_table (BwChart      *chart,
                 BwChartTable *table)
{
  BwCategoryFlowChart *self = (BwCategoryFlowChart *)chart;

  bw_chart_table_add_column (table, _ ("From"));
  bw_chart_table_add_column (table, _ ("To"));
  bw_chart_table_add_column (table, _ ("Amount"));
  for (guint i = 0; i < self->ribbons->len; i++)
    {
      const Ribbon *ribbon = get_ribbon (self, i);

      bw_chart_table_take (table, g_strdup (self->from[ribbon->from]));
      bw_chart_table_take (table, g_strdup (self->to[ribbon->to]));
      bw_measure_take_cell (&self->measure, table, ribbon->value);
    }
}

static void
flow_finalize (BwChart *chart)
{
  BwCategoryFlowChart *self = (BwCategoryFlowChart *)chart;

  g_free (self->title);
  g_strfreev (self->from);
  g_strfreev (self->to);
  g_free (self->tones);
  g_array_unref (self->ribbons);
}

static const BwChartClass flow_class = {
  .instance_size = sizeof (BwCategoryFlowChart),
  .direction = BW_CHART_OVER,
  .draw = flow_draw,
  .dup_title = flow_dup_title,
  .describe = flow_describe,
  .n_points = flow_n_points,
  .dup_point_text = flow_dup_point_text,
  .fill_table = flow_fill_table,
  .finalize = flow_finalize,
};

/* @values (array, one after the other for each of @to, of each of @from; none below zero) that went between the categories.
 * Both name lists are NULL-terminated; @tones are the colours of @to. @title says in a sentence what they show.
 * Returns: (transfer full): the chart. Its points are the values above zero. */
BwChart *
bw_category_flow_chart_new (const char        *title,
                            const BwMeasure   *measure,
                            const char *const *from,
                            const char *const *to,
                            const double      *values,
                            const BwTone      *tones)
{
  BwCategoryFlowChart *self;

  g_return_val_if_fail (title != NULL && measure != NULL && from != NULL && to != NULL, NULL);

  self = bw_chart_alloc (&flow_class);
  self->measure = *measure;
  self->title = g_strdup (title);
  self->from = g_strdupv ((char **)from);
  self->to = g_strdupv ((char **)to);
  self->n_from = g_strv_length (self->from);
  self->n_to = g_strv_length (self->to);
  self->tones = g_memdup2 (tones, self->n_to * sizeof *tones);
  self->ribbons = g_array_new (FALSE, FALSE, sizeof (Ribbon));
  for (guint f = 0; f < self->n_from; f++)
    for (guint t = 0; t < self->n_to; t++)
      {
        Ribbon ribbon = { f, t, values[(gsize)f * self->n_to + t] };

        if (isfinite (ribbon.value) && ribbon.value > 0)
          g_array_append_val (self->ribbons, ribbon);
      }
  return &self->parent;
}

/* Which categories @point stands for, as indices into the lists that the chart was made with. */
void
bw_category_flow_chart_get_cell (BwChart *chart,
                                 guint    point,
                                 guint   *from,
                                 guint   *to)
{
  BwCategoryFlowChart *self = (BwCategoryFlowChart *)chart;

  g_return_if_fail (chart != NULL && chart->klass == &flow_class && point < self->ribbons->len);

  *from = get_ribbon (self, point)->from;
  *to = get_ribbon (self, point)->to;
}
