/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A forecast's range, drawn.
 *
 *   $3.71 M  ------[######|########]----|------  $4.58 M
 *            P10   P25   P50     P75  target   P90
 *
 * A line from P10 to P90, a bar from P25 to P75, P50 and the target as strokes across. For the headline it has its
 * figures at its ends; for cells of a table it is drawn bare, on a scale that all rows share. */

#include "chart/bw-range-chart.h"

#include "chart/bw-axis.h"
#include "core/bw-money.h"

#include <math.h>

#include <glib/gi18n-lib.h>

enum
{
  N_MARKS = 6,
};

typedef struct
{
  BwChart      parent;
  BwRangeMarks range;
  char         currency[4];
} BwRangeChart;

/* The value of mark @i in the order P10, P25, P50, P75, P90, target. */
static double
get_mark (const BwRangeMarks *range,
          guint               i)
{
  const double values[N_MARKS] = { range->p10, range->p25, range->p50, range->p75, range->p90, range->target };

  return values[i];
}

static const char *
name_mark (guint i)
{
  static const char *const names[] = { "P10", "P25", "P50", "P75", "P90" };

  return i < G_N_ELEMENTS (names) ? names[i] : _ ("Target");
}

static void
draw_bar (BwCanvas           *canvas,
          const BwRangeMarks *range,
          const BwScale      *scale,
          double              top,
          double              height)
{
  double  thick = MAX (3, round (height * 0.42)), middle = round (top + height / 2);
  double  low = bw_scale_to_pixel (scale, range->p10), high = bw_scale_to_pixel (scale, range->p90);
  double  q1 = bw_scale_to_pixel (scale, range->p25), q3 = bw_scale_to_pixel (scale, range->p75);
  double  p50 = bw_scale_to_pixel (scale, range->p50), target = bw_scale_to_pixel (scale, range->target);
  BwColor accent = bw_canvas_tone (canvas, BW_TONE_ACCENT);
  BwRect  outer = { low, middle - thick / 4, high - low, thick / 2 };
  BwRect  inner = { q1, middle - thick / 2, q3 - q1, thick };

  bw_canvas_rect (canvas, bw_color_fade (accent, 0.35), &outer);
  bw_canvas_rect (canvas, bw_color_fade (accent, 0.75), &inner);
  bw_canvas_line (canvas, bw_canvas_tone (canvas, BW_TONE_TEXT), 2, p50, middle - thick / 2 - 2, p50,
                  middle + thick / 2 + 2);
  if (isfinite (target))
    {
      static const double dashes[] = { 3, 2 };

      cairo_save (canvas->cr);
      cairo_set_dash (canvas->cr, dashes, G_N_ELEMENTS (dashes), 0);
      bw_canvas_line (canvas, bw_canvas_tone (canvas, BW_TONE_TARGET), 1.5, target, top, target, top + height);
      cairo_restore (canvas->cr);
    }
}

static void
find_extent (const BwRangeMarks *range,
             double             *low,
             double             *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < N_MARKS; i++)
    if (isfinite (get_mark (range, i)))
      {
        *low = MIN (*low, get_mark (range, i));
        *high = MAX (*high, get_mark (range, i));
      }
}

static gboolean
is_known (const BwRangeMarks *range)
{
  return isfinite (range->p10) && isfinite (range->p50) && isfinite (range->p90);
}

static void
range_draw (BwChart      *chart,
            BwCanvas     *canvas,
            const BwRect *area)
{
  BwRangeChart    *self = (BwRangeChart *)chart;
  BwColor          dim = bw_canvas_tone (canvas, BW_TONE_DIM_TEXT);
  double           em = bw_canvas_em (canvas), line = bw_canvas_line_height (canvas), width, top, height;
  double           left = area->x, right = area->x + area->width;
  BwScale          scale;
  g_autofree char *low = bw_axis_dup_money (self->range.p10, self->currency);
  g_autofree char *high = bw_axis_dup_money (self->range.p90, self->currency);

  if (!is_known (&self->range))
    {
      bw_canvas_empty (canvas, area, _ ("No forecast yet"));
      return;
    }
  height = CLAMP (area->height - 2 * line, 8, 2 * line);
  top = area->y + (area->height - height) / 2;
  if (area->width > 18 * em)
    {
      bw_canvas_text (canvas, BW_TEXT_LABEL, dim, low, left, top + height / 2, 0, 0.5);
      bw_canvas_measure (canvas, BW_TEXT_LABEL, low, &width, NULL);
      left += width + em * 0.7;
      bw_canvas_text (canvas, BW_TEXT_LABEL, dim, high, right, top + height / 2, 1, 0.5);
      bw_canvas_measure (canvas, BW_TEXT_LABEL, high, &width, NULL);
      right -= width + em * 0.7;
    }
  find_extent (&self->range, &scale.from, &scale.to);
  scale.pixel_from = left + 1;
  scale.pixel_to = right - 1;
  draw_bar (canvas, &self->range, &scale, top, height);
  if (isfinite (self->range.target))
    bw_canvas_text (canvas, BW_TEXT_SMALL, bw_canvas_tone (canvas, BW_TONE_TARGET), _ ("Target"),
                    CLAMP (bw_scale_to_pixel (&scale, self->range.target), left + 1.6 * em, right - 1.6 * em), top - 1,
                    0.5, 1);
  bw_canvas_text (canvas, BW_TEXT_SMALL, dim, "P50", bw_scale_to_pixel (&scale, self->range.p50), top + height + 1, 0.5,
                  0);
  for (guint i = 0; i < N_MARKS; i++)
    {
      double x = bw_scale_to_pixel (&scale, get_mark (&self->range, i));
      BwRect region = { x, top, 0, height };

      bw_canvas_add_point (canvas, x, top + height / 2, &region);
    }
}

static char *
range_dup_title (BwChart *chart)
{
  BwRangeChart    *self = (BwRangeChart *)chart;
  g_autofree char *low = bw_axis_dup_money (self->range.p10, self->currency);
  g_autofree char *high = bw_axis_dup_money (self->range.p90, self->currency);

  if (!is_known (&self->range))
    return g_strdup (_ ("The range is not known yet"));
  return g_strdup_printf (_ ("The range from P10 to P90 is %s to %s"), low, high);
}

static char *
range_describe (BwChart *chart)
{
  BwRangeChart    *self = (BwRangeChart *)chart;
  g_autofree char *title = range_dup_title (chart);
  g_autofree char *middle = bw_axis_dup_money (self->range.p50, self->currency);
  g_autofree char *target = bw_axis_dup_money (self->range.target, self->currency);

  if (!is_known (&self->range))
    return g_strdup_printf ("%s.", title);
  if (!isfinite (self->range.target))
    return g_strdup_printf (_ ("%s. P50 is %s."), title, middle);
  return g_strdup_printf (_ ("%s. P50 is %s, the target is %s."), title, middle, target);
}

static guint
range_n_points (BwChart *chart)
{
  BwRangeChart *self = (BwRangeChart *)chart;

  if (!is_known (&self->range))
    return 0;
  return isfinite (self->range.target) ? N_MARKS : N_MARKS - 1;
}

static char *
range_dup_point_text (BwChart *chart,
                      guint    point)
{
  BwRangeChart    *self = (BwRangeChart *)chart;
  double           value = get_mark (&self->range, point);
  g_autofree char *money = bw_axis_dup_money_in_full (value, self->currency);

  return g_strdup_printf ("%s %s", name_mark (point), money);
}

static void
range_fill_table (BwChart      *chart,
                  BwChartTable *table)
{
  BwRangeChart *self = (BwRangeChart *)chart;

  for (guint i = 0; i < N_MARKS; i++)
    bw_chart_table_add_column (table, name_mark (i));
  for (guint i = 0; i < N_MARKS; i++)
    bw_chart_table_take_money (table, get_mark (&self->range, i), self->currency);
}

static const BwChartClass range_class = {
  .instance_size = sizeof (BwRangeChart),
  .direction = BW_CHART_ACROSS,
  .draw = range_draw,
  .dup_title = range_dup_title,
  .describe = range_describe,
  .n_points = range_n_points,
  .dup_point_text = range_dup_point_text,
  .fill_table = range_fill_table,
};

/* The range for a headline, with its figures; without a drawn title.
 * Returns: (transfer full): the chart. */
BwChart *
bw_range_chart_new (const BwRangeMarks *range,
                    const char         *currency)
{
  BwRangeChart *self;

  g_return_val_if_fail (range != NULL && currency != NULL, NULL);

  self = bw_chart_alloc (&range_class);
  self->range = *range;
  g_strlcpy (self->currency, currency, sizeof self->currency);
  bw_chart_set_title_visible (&self->parent, FALSE);
  return &self->parent;
}
