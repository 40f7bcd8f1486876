/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many small series side by side: small multiples.
 *
 *   Anna  $1.2 M     Ben  $0.9 M     Cara  $0.4 M
 *   __/\_/           ___/\__         \__/\___
 *
 * All have the same axis of time, and one scale unless each is to have its own; zero is the bottom in either case, or
 * the
 * least value below it. What is forecast has the accent. Panels that find no room are left out from the end, and the
 * chart
 * says how many. */

#include "chart/bw-multiple-chart.h"

#include <math.h>

#include <glib/gi18n-lib.h>

enum
{
  PANEL_EMS = 13,
  PANEL_LINES = 5,
};

typedef struct
{
  BwChart   parent;
  BwMeasure measure;
  gboolean  own_scales;
  char     *title;      /* (owned) */
  char     *name_title; /* (owned) */
  GArray   *series;     /* BwMultipleSeries, names and values owned */
} BwMultipleChart;

static void
clear_series (gpointer data)
{
  BwMultipleSeries *series = data;

  g_free ((char *)series->name);
  g_free ((double *)series->values);
}

static const BwMultipleSeries *
get_series (const BwMultipleChart *self,
            guint                  i)
{
  return &g_array_index (self->series, BwMultipleSeries, i);
}

static void
widen (const BwMultipleSeries *series,
       double                 *low,
       double                 *high)
{
  for (guint v = 0; v < series->n; v++)
    if (isfinite (series->values[v]))
      {
        *low = fmin (*low, series->values[v]);
        *high = fmax (*high, series->values[v]);
      }
}

/* The last known value; NaN when there is none. */
static double
find_last (const BwMultipleSeries *series)
{
  for (guint v = MIN (series->n_known, series->n); v-- > 0;)
    if (isfinite (series->values[v]))
      return series->values[v];
  return NAN;
}

static void
draw_panel (const BwMultipleChart *self,
            BwCanvas              *canvas,
            const BwRect          *panel,
            guint                  i,
            double                 low,
            double                 high)
{
  const BwMultipleSeries *series = get_series (self, i);
  double                  em = bw_canvas_em (canvas), line = bw_canvas_line_height (canvas), width, mark_y;
  double                  end = panel->x + panel->width - 2 * em;
  BwRect                  room = { panel->x, panel->y, 0, line + 1 };
  BwScale                 x = { 0, MAX (series->n, 2) - 1, panel->x, end }, y;
  g_autofree double      *xs = g_new (double, series->n + 1), *ys = g_new (double, series->n + 1);
  g_autofree char        *last = bw_measure_dup_short (&self->measure, find_last (series));
  guint                   known = MIN (series->n_known, series->n);

  if (self->own_scales)
    {
      low = high = 0;
      widen (series, &low, &high);
    }
  y = (BwScale) { low, high > low ? high : low + 1, panel->y + panel->height - em * 0.5, panel->y + line * 1.5 };
  bw_canvas_measure (canvas, BW_TEXT_STRONG, last, &width, NULL);
  room.width = end - panel->x - width - em * 0.5;
  bw_canvas_paragraph (canvas, BW_TEXT_LABEL, bw_canvas_tone (canvas, BW_TONE_TEXT), series->name, &room, 1,
                       PANGO_ALIGN_LEFT);
  bw_canvas_text (canvas, BW_TEXT_STRONG, bw_canvas_tone (canvas, BW_TONE_TEXT), last, end, panel->y, 1, 0);
  for (guint v = 0; v < series->n; v++)
    {
      xs[v] = bw_scale_to_pixel (&x, v);
      ys[v] = bw_scale_to_pixel (&y, series->values[v]);
    }
  bw_canvas_line (canvas, bw_canvas_tone (canvas, BW_TONE_GRID), 1, panel->x, bw_scale_to_pixel (&y, 0), end,
                  bw_scale_to_pixel (&y, 0));
  bw_canvas_polyline (canvas, bw_canvas_tone (canvas, BW_TONE_TEXT), 1.5, xs, ys, known);
  if (known > 0 && known < series->n)
    bw_canvas_polyline (canvas, bw_canvas_tone (canvas, BW_TONE_ACCENT), 2, xs + known - 1, ys + known - 1,
                        series->n - known + 1);
  mark_y = known > 0 && isfinite (ys[known - 1]) ? ys[known - 1] : panel->y + panel->height / 2;
  bw_canvas_add_point (canvas, known > 0 ? xs[known - 1] : panel->x, mark_y, panel);
}

static void
multiple_draw (BwChart      *chart,
               BwCanvas     *canvas,
               const BwRect *area)
{
  BwMultipleChart *self = (BwMultipleChart *)chart;
  double           em = bw_canvas_em (canvas), line = bw_canvas_line_height (canvas), low = 0, high = 0;
  guint            n = self->series->len, across, down, shown;

  if (n == 0)
    {
      bw_canvas_empty (canvas, area, _ ("There is nothing to compare yet."));
      return;
    }
  for (guint i = 0; i < n; i++)
    widen (get_series (self, i), &low, &high);
  across = (guint)CLAMP (floor (area->width / (PANEL_EMS * em)), 1, n);
  down = (guint)fmax (floor ((area->height - line) / (PANEL_LINES * line)), 1);
  down = MIN (down, (n + across - 1) / across);
  shown = MIN (n, across * down);
  for (guint i = 0; i < shown; i++)
    {
      double width = area->width / across, height = fmin ((area->height - (shown < n ? line : 0)) / down, 12 * line);
      BwRect panel = { area->x + (i % across) * width, area->y + (i / across) * height, width, height };

      draw_panel (self, canvas, &panel, i, low, high);
    }
  if (shown < n)
    {
      g_autofree char *more = g_strdup_printf (_ ("and %u more"), n - shown);

      bw_canvas_text (canvas, BW_TEXT_SMALL, bw_canvas_tone (canvas, BW_TONE_DIM_TEXT), more, area->x,
                      area->y + area->height, 0, 1);
    }
}

static char *
multiple_dup_title (BwChart *chart)
{
  return g_strdup (((BwMultipleChart *)chart)->title);
}

static guint
multiple_n_points (BwChart *chart)
{
  return ((BwMultipleChart *)chart)->series->len;
}

static char *
multiple_dup_point_text (BwChart *chart,
                         guint    i)
{
  BwMultipleChart        *self = (BwMultipleChart *)chart;
  const BwMultipleSeries *series = get_series (self, i);
  g_autofree char        *last = bw_measure_dup_full (&self->measure, find_last (series));
  GString                *text = g_string_new (series->name);

  g_string_append_c (text, '\n');
  g_string_append_printf (text, _ ("%s at last"), last);
  if (series->n > series->n_known)
    {
      g_autofree char *end = bw_measure_dup_short (&self->measure, series->values[series->n - 1]);

      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("%s forecast at the end"), end);
    }
  return g_string_free (text, FALSE);
}

static char *
multiple_describe (BwChart *chart)
{
  BwMultipleChart *self = (BwMultipleChart *)chart;
  GString         *text = g_string_new (NULL);

  g_string_append_printf (text, "%s.", self->title);
  for (guint i = 0; i < self->series->len; i++)
    {
      g_autofree char *last = bw_measure_dup_short (&self->measure, find_last (get_series (self, i)));

      g_string_append_printf (text, " %s: %s.", get_series (self, i)->name, last);
    }
  return g_string_free (text, FALSE);
}

static void
multiple_fill_table (BwChart      *chart,
                     BwChartTable *table)
{
  BwMultipleChart *self = (BwMultipleChart *)chart;
  guint            most = 0;

  bw_chart_table_add_column (table, self->name_title);
  for (guint i = 0; i < self->series->len; i++)
    most = MAX (most, get_series (self, i)->n);
  for (guint v = 0; v < most; v++)
    {
      g_autofree char *number = g_strdup_printf ("%u", v + 1);

      bw_chart_table_add_column (table, number);
    }
  for (guint i = 0; i < self->series->len; i++)
    {
      const BwMultipleSeries *series = get_series (self, i);

      bw_chart_table_take (table, g_strdup (series->name));
      for (guint v = 0; v < most; v++)
        bw_measure_take_cell (&self->measure, table, v < series->n ? series->values[v] : NAN);
    }
}

static void
multiple_finalize (BwChart *chart)
{
  BwMultipleChart *self = (BwMultipleChart *)chart;

  g_free (self->title);
  g_free (self->name_title);
  g_array_unref (self->series);
}

static const BwChartClass multiple_class = {
  .instance_size = sizeof (BwMultipleChart),
  .direction = BW_CHART_OVER,
  .draw = multiple_draw,
  .dup_title = multiple_dup_title,
  .describe = multiple_describe,
  .n_points = multiple_n_points,
  .dup_point_text = multiple_dup_point_text,
  .fill_table = multiple_fill_table,
  .finalize = multiple_finalize,
};

/* The @series (array length=n), each in a panel, in their order. @title says in a sentence what they show, @name_title heads
 * the names in the table. With @own_scales each has a scale of its own, which shows shapes and hides sizes.
 * Returns: (transfer full): the chart. */
BwChart *
bw_multiple_chart_new (const char             *title,
                       const BwMeasure        *measure,
                       const char             *name_title,
                       const BwMultipleSeries *series,
                       guint                   n,
                       gboolean                own_scales)
{
  BwMultipleChart *self;

  g_return_val_if_fail (title != NULL && measure != NULL && (series != NULL || n == 0), NULL);

  self = bw_chart_alloc (&multiple_class);
  self->measure = *measure;
  self->own_scales = own_scales;
  self->title = g_strdup (title);
  self->name_title = g_strdup (name_title);
  self->series = g_array_sized_new (FALSE, FALSE, sizeof (BwMultipleSeries), n);
  g_array_set_clear_func (self->series, clear_series);
  for (guint i = 0; i < n; i++)
    {
      BwMultipleSeries copy = series[i];

      copy.name = g_strdup (copy.name);
      copy.values = g_memdup2 (copy.values, copy.n * sizeof *copy.values);
      g_array_append_val (self->series, copy);
    }
  return &self->parent;
}
