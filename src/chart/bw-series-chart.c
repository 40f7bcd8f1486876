/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A series over time and its forecast, with ranges.
 *
 *    K USD                          ..::::
 *    600 |      /\        /\o   ..::--::::
 *    400 | /\__/  \__/\__/  \__/--::::::::
 *        +-------------------------------
 *         2024      2025      2026
 *
 * What was is a line of text's colour over its trend, what is forecast a line of the accent's with two tints for its
 * ranges, and the two meet. Marked values have a ring. The axis begins at zero unless all of the series stays within a
 * quarter of its height; then the chart says that it does not. */

#include "chart/bw-series-chart.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* Below this share of its height over zero a series is shown without the part down to zero. */
#define FLAT_SHARE 0.25

typedef struct
{
  BwChart    parent;
  BwMeasure  measure;
  BwCalendar calendar;
  char      *title;      /* (owned) */
  char      *inner_name; /* (owned) */
  char      *outer_name; /* (owned) */
  GArray    *points;     /* BwSeriesPoint, their texts owned */
  guint      n_known;    /* the last known value's index and one; 0: none */
} BwSeriesChart;

typedef struct
{
  BwSeriesChart *chart;
  BwCanvas      *canvas;
  BwRect         plot;
  BwScale        x, y;
  BwTicks        ticks;
  BwMoneyUnit    unit;
  gboolean       cut; /* the axis does not begin at zero */
} Drawing;

static void
clear_point (gpointer data)
{
  BwSeriesPoint *point = data;

  g_free ((char *)point->label);
  g_free ((char *)point->note);
}

static const BwSeriesPoint *
get_point (const BwSeriesChart *self,
           guint                i)
{
  return &g_array_index (self->points, BwSeriesPoint, i);
}

static void
widen (double *low,
       double *high,
       double  value)
{
  if (!isfinite (value))
    return;
  *low = fmin (*low, value);
  *high = fmax (*high, value);
}

static void
find_range (const BwSeriesChart *self,
            double              *low,
            double              *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < self->points->len; i++)
    {
      const BwSeriesPoint *point = get_point (self, i);

      widen (low, high, point->value);
      widen (low, high, point->mean);
      widen (low, high, point->outer_low);
      widen (low, high, point->outer_high);
    }
  if (*low > *high)
    *low = *high = 0;
}

static void
lay_out (Drawing      *d,
         const BwRect *area)
{
  double em = bw_canvas_em (d->canvas), line = bw_canvas_line_height (d->canvas);
  double low, high, left, room = line * 1.6;
  guint  n = d->chart->points->len;

  find_range (d->chart, &low, &high);
  d->cut = low > 0 && high - low < FLAT_SHARE * high;
  d->y = (BwScale) { 0 };
  bw_scale_fit (&d->y, &d->ticks, d->cut ? low : fmin (low, 0), fmax (high, 0),
                (guint)CLAMP (area->height / (3.4 * line), 2, 7));
  bw_measure_unit_init (&d->chart->measure, &d->unit, &d->ticks);
  left = bw_axis_money_width (d->canvas, &d->ticks, &d->unit) + em * 0.6;
  d->plot = (BwRect) { area->x + left, area->y + room, MAX (area->width - left - em, 1), MAX (area->height - 2 * room, 1) };
  d->y.pixel_from = d->plot.y + d->plot.height;
  d->y.pixel_to = d->plot.y;
  d->x = (BwScale) { get_point (d->chart, 0)->date, get_point (d->chart, n - 1)->date, d->plot.x,
                     d->plot.x + d->plot.width };
}

/* The pixels of one of the doubles at @offset of the points; of the dates with an offset of 0. */
static double *
to_pixels (const Drawing *d,
           gsize          offset)
{
  guint   n = d->chart->points->len;
  double *pixels = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const BwSeriesPoint *point = get_point (d->chart, i);
      double               value;

      memcpy (&value, (const char *)point + offset, sizeof value);
      pixels[i] = offset == 0 ? bw_scale_to_pixel (&d->x, point->date) : bw_scale_to_pixel (&d->y, value);
    }
  return pixels;
}

static void
draw_band (const Drawing *d,
           const double  *x,
           gsize          low,
           gsize          high,
           double         strength)
{
  g_autofree double *y_low = to_pixels (d, low), *y_high = to_pixels (d, high);
  guint              last = d->chart->n_known;

  /* Ranges begin where the known values end. */
  if (last > 0 && last < d->chart->points->len)
    y_low[last - 1] = y_high[last - 1] = bw_scale_to_pixel (&d->y, get_point (d->chart, last - 1)->value);
  bw_canvas_band (d->canvas, bw_color_fade (bw_canvas_tone (d->canvas, BW_TONE_ACCENT), strength), x, y_low, y_high,
                  d->chart->points->len);
}

static void
draw_lines (const Drawing *d,
            const double  *x)
{
  guint              n = d->chart->points->len, last = d->chart->n_known;
  g_autofree double *trend = to_pixels (d, G_STRUCT_OFFSET (BwSeriesPoint, trend));
  g_autofree double *value = to_pixels (d, G_STRUCT_OFFSET (BwSeriesPoint, value));
  g_autofree double *mean = to_pixels (d, G_STRUCT_OFFSET (BwSeriesPoint, mean));

  if (last > 0 && last < n)
    mean[last - 1] = value[last - 1];
  bw_canvas_polyline (d->canvas, bw_canvas_tone (d->canvas, BW_TONE_CONTEXT), 3, x, trend, n);
  bw_canvas_polyline (d->canvas, bw_canvas_tone (d->canvas, BW_TONE_TEXT), n > 200 ? 1.2 : 1.8, x, value, n);
  bw_canvas_polyline (d->canvas, bw_canvas_tone (d->canvas, BW_TONE_ACCENT), 2.2, x, mean, n);
}

static void
draw_marked (const Drawing *d)
{
  for (guint i = 0; i < d->chart->points->len; i++)
    {
      const BwSeriesPoint *point = get_point (d->chart, i);
      double               x = bw_scale_to_pixel (&d->x, point->date), y = bw_scale_to_pixel (&d->y, point->value);

      if (point->note == NULL || !isfinite (y))
        continue;
      bw_canvas_dot (d->canvas, bw_canvas_tone (d->canvas, BW_TONE_BAD), x, y, 5);
      bw_canvas_dot (d->canvas, bw_canvas_tone (d->canvas, BW_TONE_PAPER), x, y, 3);
    }
}

/* Says over the end of the forecast what it is, where that end is seen. */
static void
draw_labels (const Drawing *d)
{
  guint                n = d->chart->points->len;
  const BwSeriesPoint *last = get_point (d->chart, n - 1);
  double               right = d->plot.x + d->plot.width, gap = bw_canvas_em (d->canvas) * 0.4;
  double               line = bw_canvas_line_height (d->canvas);
  g_autofree char     *money = NULL, *label = NULL;

  if (d->cut)
    bw_canvas_text (d->canvas, BW_TEXT_SMALL, bw_canvas_tone (d->canvas, BW_TONE_DIM_TEXT),
                    _ ("The axis does not begin at zero."), d->plot.x, d->plot.y + d->plot.height - gap, 0, 1);
  if (!isfinite (last->mean) || d->chart->parent.range.to < 1)
    return;
  money = bw_measure_dup_short (&d->chart->measure, last->mean);
  label = g_strdup_printf (_ ("Forecast %s"), money);
  bw_canvas_text (d->canvas, BW_TEXT_STRONG, bw_palette_ink (d->canvas->theme, BW_TONE_ACCENT), label, right,
                  d->plot.y - line * 0.3, 1, 1);
}

static void
add_points (const Drawing *d)
{
  for (guint i = 0; i < d->chart->points->len; i++)
    {
      const BwSeriesPoint *point = get_point (d->chart, i);
      BwRect               region = d->plot;

      region.width = 0;
      region.x = bw_scale_to_pixel (&d->x, point->date);
      bw_canvas_add_point (d->canvas, region.x, bw_scale_to_pixel (&d->y, isfinite (point->value) ? point->value : point->mean), &region);
    }
}

static void
draw_dates (const Drawing *d)
{
  BwDate first = get_point (d->chart, 0)->date, last = get_point (d->chart, d->chart->points->len - 1)->date;

  /* A date's tick stands where its day begins, which is a day before. */
  if (!bw_view_range_is_whole (&d->chart->parent.range))
    {
      first = MAX (first, (BwDate)ceil (d->x.from) + 1);
      last = MIN (last, (BwDate)floor (d->x.to) + 1);
    }
  bw_axis_draw_dates (d->canvas, &d->plot, &d->x, &d->chart->calendar, first, last);
}

static void
series_draw (BwChart      *chart,
             BwCanvas     *canvas,
             const BwRect *area)
{
  Drawing            d = { .chart = (BwSeriesChart *)chart, .canvas = canvas };
  g_autofree double *x = NULL;

  if (d.chart->points->len == 0)
    {
      bw_canvas_empty (canvas, area,
                       _ ("There is no history of what is chosen. Choose more above, or import closed deals or a series of dates and values."));
      return;
    }
  lay_out (&d, area);
  bw_axis_draw_money_up (canvas, &d.plot, &d.y, &d.ticks, &d.unit);
  bw_chart_narrow (chart, &d.x);
  draw_dates (&d);
  bw_chart_begin_plot (chart, canvas, &d.plot);
  x = to_pixels (&d, 0);
  draw_band (&d, x, G_STRUCT_OFFSET (BwSeriesPoint, outer_low), G_STRUCT_OFFSET (BwSeriesPoint, outer_high), 0.18);
  draw_band (&d, x, G_STRUCT_OFFSET (BwSeriesPoint, inner_low), G_STRUCT_OFFSET (BwSeriesPoint, inner_high), 0.26);
  draw_lines (&d, x);
  draw_marked (&d);
  bw_chart_end_plot (chart, canvas);
  draw_labels (&d);
  add_points (&d);
}

static char *
series_dup_title (BwChart *chart)
{
  return g_strdup (((BwSeriesChart *)chart)->title);
}

static guint
series_n_points (BwChart *chart)
{
  return ((BwSeriesChart *)chart)->points->len;
}

static void
append_value (GString         *text,
              const BwMeasure *measure,
              const char      *name,
              double           value)
{
  g_autofree char *written = bw_measure_dup_full (measure, value);

  if (isfinite (value))
    g_string_append_printf (text, "\n%s %s", name, written);
}

static void
append_range (GString         *text,
              const BwMeasure *measure,
              const char      *name,
              double           low,
              double           high)
{
  g_autofree char *from = bw_measure_dup_short (measure, low), *to = bw_measure_dup_short (measure, high);

  if (!isfinite (low) || !isfinite (high))
    return;
  g_string_append_c (text, '\n');
  /* Translators: the name of a range, its low and its high end: "80 % range: 3.1 M to 4.2 M". */
  g_string_append_printf (text, _ ("%s: %s to %s"), name, from, to);
}

static char *
series_dup_point_text (BwChart *chart,
                       guint    i)
{
  BwSeriesChart       *self = (BwSeriesChart *)chart;
  const BwSeriesPoint *point = get_point (self, i);
  GString             *text = g_string_new (point->label);

  append_value (text, &self->measure, _ ("Actual"), point->value);
  append_value (text, &self->measure, _ ("Trend"), point->trend);
  append_value (text, &self->measure, _ ("Forecast"), point->mean);
  append_range (text, &self->measure, self->inner_name, point->inner_low, point->inner_high);
  append_range (text, &self->measure, self->outer_name, point->outer_low, point->outer_high);
  if (point->note != NULL)
    g_string_append_printf (text, "\n%s", point->note);
  return g_string_free (text, FALSE);
}

static char *
series_describe (BwChart *chart)
{
  BwSeriesChart *self = (BwSeriesChart *)chart;
  GString       *text = g_string_new (NULL);

  g_string_append_printf (text, "%s.", self->title);
  if (self->n_known > 0)
    {
      const BwSeriesPoint *first = get_point (self, 0), *last = get_point (self, self->n_known - 1);
      g_autofree char     *from = bw_measure_dup_short (&self->measure, first->value);
      g_autofree char     *to = bw_measure_dup_short (&self->measure, last->value);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("From %s (%s) to %s (%s)."), from, first->label, to, last->label);
    }
  if (self->points->len > self->n_known && self->points->len > 0)
    {
      const BwSeriesPoint *last = get_point (self, self->points->len - 1);
      g_autofree char     *mean = bw_measure_dup_short (&self->measure, last->mean);
      g_autofree char     *low = bw_measure_dup_short (&self->measure, last->outer_low);
      g_autofree char     *high = bw_measure_dup_short (&self->measure, last->outer_high);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("For %s the forecast is %s, between %s and %s."), last->label, mean, low, high);
    }
  for (guint i = 0; i < self->n_known; i++)
    if (get_point (self, i)->note != NULL)
      g_string_append_printf (text, " %s: %s", get_point (self, i)->label, get_point (self, i)->note);
  return g_string_free (text, FALSE);
}

static void
series_fill_table (BwChart      *chart,
                   BwChartTable *table)
{
  BwSeriesChart *self = (BwSeriesChart *)chart;

  bw_chart_table_add_column (table, _ ("Period"));
  bw_chart_table_add_column (table, _ ("Begins"));
  bw_chart_table_add_column (table, _ ("Actual"));
  bw_chart_table_add_column (table, _ ("Trend"));
  bw_chart_table_add_column (table, _ ("Forecast"));
  for (int i = 0; i < 2; i++)
    {
      const char      *name = i == 0 ? self->inner_name : self->outer_name;
      g_autofree char *low = g_strdup_printf (_ ("%s, from"), name), *high = g_strdup_printf (_ ("%s, to"), name);

      bw_chart_table_add_column (table, low);
      bw_chart_table_add_column (table, high);
    }
  bw_chart_table_add_column (table, _ ("Note"));
  for (guint i = 0; i < self->points->len; i++)
    {
      const BwSeriesPoint *point = get_point (self, i);
      const double         values[] = { point->value, point->trend, point->mean, point->inner_low, point->inner_high,
                                        point->outer_low, point->outer_high };

      bw_chart_table_take (table, g_strdup (point->label));
      bw_chart_table_take_date (table, point->date);
      for (guint v = 0; v < G_N_ELEMENTS (values); v++)
        bw_measure_take_cell (&self->measure, table, values[v]);
      bw_chart_table_take (table, g_strdup (point->note != NULL ? point->note : ""));
    }
}

/* The first and the last period of the part. */
static char *
series_dup_range_text (BwChart           *chart,
                       const BwViewRange *range)
{
  BwSeriesChart *self = (BwSeriesChart *)chart;
  double         start = get_point (self, 0)->date, width = get_point (self, self->points->len - 1)->date - start;
  guint          first = 0, last = self->points->len - 1;

  while (first < last && get_point (self, first)->date < start + range->from * width)
    first++;
  while (last > first && get_point (self, last)->date > start + range->to * width)
    last--;
  /* Translators: the first and the last period that are shown */
  return g_strdup_printf (_ ("%s to %s"), get_point (self, first)->label, get_point (self, last)->label);
}

static void
series_finalize (BwChart *chart)
{
  BwSeriesChart *self = (BwSeriesChart *)chart;

  g_free (self->title);
  g_free (self->inner_name);
  g_free (self->outer_name);
  g_array_unref (self->points);
}

static const BwChartClass series_class = {
  .instance_size = sizeof (BwSeriesChart),
  .direction = BW_CHART_ACROSS,
  .draw = series_draw,
  .dup_title = series_dup_title,
  .describe = series_describe,
  .n_points = series_n_points,
  .dup_point_text = series_dup_point_text,
  .fill_table = series_fill_table,
  .finalize = series_finalize,
  .dup_range_text = series_dup_range_text,
};

/* The @points (array length=n), ascending by date, those that are known before those that are forecast. @title says in a
 * sentence what they show, @inner_name and @outer_name what the ranges are: "80 % range".
 * Returns: (transfer full): the chart. */
BwChart *
bw_series_chart_new (const char          *title,
                     const BwMeasure     *measure,
                     const BwCalendar    *calendar,
                     const char          *inner_name,
                     const char          *outer_name,
                     const BwSeriesPoint *points,
                     guint                n)
{
  BwSeriesChart *self;

  g_return_val_if_fail (title != NULL && measure != NULL && calendar != NULL && (points != NULL || n == 0), NULL);

  self = bw_chart_alloc (&series_class);
  self->measure = *measure;
  self->calendar = *calendar;
  self->title = g_strdup (title);
  self->inner_name = g_strdup (inner_name);
  self->outer_name = g_strdup (outer_name);
  self->points = g_array_sized_new (FALSE, FALSE, sizeof (BwSeriesPoint), n);
  g_array_set_clear_func (self->points, clear_point);
  for (guint i = 0; i < n; i++)
    {
      BwSeriesPoint point = points[i];

      point.label = g_strdup (point.label != NULL ? point.label : "");
      point.note = g_strdup (point.note);
      g_array_append_val (self->points, point);
      if (isfinite (point.value))
        self->n_known = i + 1;
    }
  return &self->parent;
}
