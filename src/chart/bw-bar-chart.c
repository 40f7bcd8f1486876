/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts side by side, as bars across.
 *
 *                          Target $4.40 M
 *   Simulation  ##########|   $4.12 M  off by 9 %
 *   Conversion  ######### |   $3.98 M  off by 14 %
 *   Calls       –
 *
 * Bars begin at zero, in the order given; the amounts stand beside them, so there is no scale. Rows that find no room are
 * left out from the end, and the chart says how many. */

#include "chart/bw-bar-chart.h"

#include "chart/bw-axis.h"

#include <math.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  char  *name; /* (owned) */
  char  *note; /* (owned) (nullable) */
  double value;
  BwTone tone;
} Bar;

typedef struct
{
  BwChart parent;
  char    currency[4];
  char   *title;          /* (owned) */
  char   *name_title;     /* (owned) */
  char   *value_title;    /* (owned) */
  char   *reference_name; /* (owned) (nullable) */
  double  reference;      /* NaN none */
  GArray *bars;           /* Bar */
} BwBarChart;

typedef struct
{
  BwBarChart *chart;
  BwCanvas   *canvas;
  BwRect      plot;
  BwScale     scale;
  double      band;
  guint       n; /* rows that are drawn */
} Drawing;

static void
clear_bar (gpointer data)
{
  Bar *bar = data;

  g_free (bar->name);
  g_free (bar->note);
}

static const Bar *
get_bar (const BwBarChart *self,
         guint             i)
{
  return &g_array_index (self->bars, Bar, i);
}

static char *
dup_label (const BwBarChart *self,
           const Bar        *bar)
{
  g_autofree char *money = bw_axis_dup_money (bar->value, self->currency);

  return bar->note != NULL ? g_strdup_printf ("%s\u2002%s", money, bar->note) : g_steal_pointer (&money);
}

static void
lay_out (Drawing      *d,
         const BwRect *area)
{
  double em = bw_canvas_em (d->canvas), line = bw_canvas_line_height (d->canvas);
  double names = 0, labels = 0, low = 0, high = 0, width;
  double top = isfinite (d->chart->reference) ? 1.3 * line : 0;
  double rows = floor ((area->height - top) / (1.25 * line));

  d->n = MIN (d->chart->bars->len, (guint)MAX (rows, 0));
  if (d->n < d->chart->bars->len && d->n > 0)
    d->n--; /* the last row tells how many are missing */
  for (guint i = 0; i < d->n; i++)
    {
      const Bar       *bar = get_bar (d->chart, i);
      g_autofree char *label = dup_label (d->chart, bar);

      bw_canvas_measure (d->canvas, BW_TEXT_LABEL, bar->name, &width, NULL);
      names = MAX (names, width);
      bw_canvas_measure (d->canvas, BW_TEXT_LABEL, label, &width, NULL);
      labels = MAX (labels, width);
      low = fmin (low, bar->value);
      high = fmax (high, bar->value);
    }
  high = fmax (high, d->chart->reference);
  low = fmin (low, d->chart->reference);
  names = MIN (names, area->width * 0.4);
  labels = MIN (labels, area->width * 0.4);
  d->plot = (BwRect) { area->x + names + em * 0.8, area->y + top,
                       MAX (area->width - names - labels - 1.6 * em, 1), area->height - top };
  d->band = MIN (d->plot.height / MAX (d->n + (d->n < d->chart->bars->len), 1), 3 * line);
  d->scale = (BwScale) { low, high > low ? high : low + 1, d->plot.x, d->plot.x + d->plot.width };
}

static void
draw_bar (const Drawing *d,
          guint          i)
{
  const Bar       *bar = get_bar (d->chart, i);
  g_autofree char *label = dup_label (d->chart, bar);
  double           line = bw_canvas_line_height (d->canvas), em = bw_canvas_em (d->canvas);
  double           middle = d->plot.y + (i + 0.5) * d->band, thick = MIN (floor (d->band * 0.66), 1.4 * line);
  double           zero = bw_scale_to_pixel (&d->scale, 0), end = bw_scale_to_pixel (&d->scale, bar->value);
  BwRect           rect = { zero, round (middle - thick / 2), end - zero, thick };
  BwRect           region = { 0, d->plot.y + i * d->band, d->canvas->width, d->band };
  double           right = d->plot.x + d->plot.width + em * 0.6;
  BwColor          text = bw_canvas_tone (d->canvas, BW_TONE_TEXT);
  BwRect           room = { 0, middle - line / 2, d->plot.x - em * 0.8, line + 1 };

  bw_canvas_rect (d->canvas, bw_canvas_tone (d->canvas, bar->tone), &rect);
  bw_canvas_paragraph (d->canvas, BW_TEXT_LABEL, text, bar->name, &room, 1, PANGO_ALIGN_LEFT);
  end = isfinite (end) ? end : zero;
  if (!bw_canvas_text (d->canvas, BW_TEXT_LABEL, text, label, right, middle, 0, 0.5))
    {
      g_autofree char *money = bw_axis_dup_money (bar->value, d->chart->currency);

      bw_canvas_text (d->canvas, BW_TEXT_LABEL, text, money, right, middle, 0, 0.5);
    }
  bw_canvas_add_point (d->canvas, end, middle, &region);
}

static void
draw_reference (const Drawing *d)
{
  static const double dashes[] = { 6, 4 };
  double              x = bw_scale_to_pixel (&d->scale, d->chart->reference), width;
  g_autofree char    *money = bw_axis_dup_money (d->chart->reference, d->chart->currency);
  g_autofree char    *label = g_strdup_printf ("%s %s", d->chart->reference_name, money);
  BwColor             tone = bw_canvas_tone (d->canvas, BW_TONE_TARGET);

  bw_canvas_measure (d->canvas, BW_TEXT_LABEL, label, &width, NULL);
  bw_canvas_text (d->canvas, BW_TEXT_LABEL, tone, label,
                  CLAMP (x, width / 2, MAX (d->canvas->width - width / 2, width / 2)), d->plot.y - 1, 0.5, 1);
  cairo_save (d->canvas->cr);
  cairo_set_dash (d->canvas->cr, dashes, G_N_ELEMENTS (dashes), 0);
  bw_canvas_line (d->canvas, tone, 1.5, x, d->plot.y, x, d->plot.y + d->n * d->band);
  cairo_restore (d->canvas->cr);
}

static void
bar_draw (BwChart      *chart,
          BwCanvas     *canvas,
          const BwRect *area)
{
  Drawing d = { .chart = (BwBarChart *)chart, .canvas = canvas };

  if (d.chart->bars->len == 0)
    {
      bw_canvas_empty (canvas, area, _ ("There is nothing to compare yet."));
      return;
    }
  lay_out (&d, area);
  for (guint i = 0; i < d.n; i++)
    draw_bar (&d, i);
  if (isfinite (d.chart->reference))
    draw_reference (&d);
  if (d.n < d.chart->bars->len)
    {
      g_autofree char *more = g_strdup_printf (_ ("and %u more"), d.chart->bars->len - d.n);

      bw_canvas_text (canvas, BW_TEXT_SMALL, bw_canvas_tone (canvas, BW_TONE_DIM_TEXT), more, 0,
                      d.plot.y + (d.n + 0.5) * d.band, 0, 0.5);
    }
}

static char *
bar_dup_title (BwChart *chart)
{
  return g_strdup (((BwBarChart *)chart)->title);
}

static char *
bar_dup_point_text (BwChart *chart,
                    guint    point)
{
  BwBarChart      *self = (BwBarChart *)chart;
  const Bar       *bar = get_bar (self, point);
  g_autofree char *money = bw_axis_dup_money_in_full (bar->value, self->currency);

  if (bar->note != NULL)
    return g_strdup_printf ("%s\n%s\n%s", bar->name, money, bar->note);
  return g_strdup_printf ("%s\n%s", bar->name, money);
}

static char *
bar_describe (BwChart *chart)
{
  BwBarChart *self = (BwBarChart *)chart;
  GString    *text = g_string_new (NULL);

  g_string_append_printf (text, "%s.", self->title);
  for (guint i = 0; i < self->bars->len; i++)
    {
      g_autofree char *label = dup_label (self, get_bar (self, i));

      g_string_append_printf (text, " %s: %s.", get_bar (self, i)->name, label);
    }
  if (isfinite (self->reference))
    {
      g_autofree char *money = bw_axis_dup_money (self->reference, self->currency);

      g_string_append_printf (text, " %s: %s.", self->reference_name, money);
    }
  return g_string_free (text, FALSE);
}

static guint
bar_n_points (BwChart *chart)
{
  return ((BwBarChart *)chart)->bars->len;
}

static void
bar_fill_table (BwChart      *chart,
                BwChartTable *table)
{
  BwBarChart *self = (BwBarChart *)chart;

  bw_chart_table_add_column (table, self->name_title);
  bw_chart_table_add_column (table, self->value_title);
  bw_chart_table_add_column (table, _ ("Note"));
  for (guint i = 0; i < self->bars->len; i++)
    {
      const Bar *bar = get_bar (self, i);

      bw_chart_table_take (table, g_strdup (bar->name));
      bw_chart_table_take_money (table, bar->value, self->currency);
      bw_chart_table_take (table, g_strdup (bar->note != NULL ? bar->note : ""));
    }
}

static void
bar_finalize (BwChart *chart)
{
  BwBarChart *self = (BwBarChart *)chart;

  g_free (self->title);
  g_free (self->name_title);
  g_free (self->value_title);
  g_free (self->reference_name);
  g_array_unref (self->bars);
}

static const BwChartClass bar_class = {
  .instance_size = sizeof (BwBarChart),
  .direction = BW_CHART_DOWN,
  .draw = bar_draw,
  .dup_title = bar_dup_title,
  .describe = bar_describe,
  .n_points = bar_n_points,
  .dup_point_text = bar_dup_point_text,
  .fill_table = bar_fill_table,
  .finalize = bar_finalize,
};

/* The @items (array length=n) as bars. @title says in a sentence what they show, @name_title and @value_title head the
 * columns of their table.
 * Returns: (transfer full): the chart. */
BwChart *
bw_bar_chart_new (const char      *title,
                  const char      *name_title,
                  const char      *value_title,
                  const char      *currency,
                  const BwBarItem *items,
                  guint            n)
{
  BwBarChart *self;

  g_return_val_if_fail (title != NULL && currency != NULL && (items != NULL || n == 0), NULL);

  self = bw_chart_alloc (&bar_class);
  g_strlcpy (self->currency, currency, sizeof self->currency);
  self->title = g_strdup (title);
  self->name_title = g_strdup (name_title);
  self->value_title = g_strdup (value_title);
  self->reference = NAN;
  self->bars = g_array_new (FALSE, FALSE, sizeof (Bar));
  g_array_set_clear_func (self->bars, clear_bar);
  for (guint i = 0; i < n; i++)
    {
      Bar bar = { g_strdup (items[i].name), g_strdup (items[i].note), items[i].value, items[i].tone };

      g_array_append_val (self->bars, bar);
    }
  return &self->parent;
}

/* Draws a line called @name through the bars at @value; NaN: none. To be called before the chart is shown. */
void
bw_bar_chart_set_reference (BwChart    *chart,
                            const char *name,
                            double      value)
{
  BwBarChart *self = (BwBarChart *)chart;

  g_return_if_fail (chart != NULL && chart->klass == &bar_class && name != NULL);

  g_free (self->reference_name);
  self->reference_name = g_strdup (name);
  self->reference = value;
}
