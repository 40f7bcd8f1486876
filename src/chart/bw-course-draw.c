/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the course of a period.
 *
 *   M USD
 *   5.0                              ......::::::  P90  $4.58 M
 *   4.0 -----------------------------::::====----  Target $4.40 M
 *   3.0                    |   ..::====:::::::...  P50  $4.12 M
 *   2.0              ______|::==::::......         P10  $3.71 M
 *   1.0     ________|      |
 *   0   ___|
 *       1 Oct     1 Nov    5 Nov     1 Dec   31 Dec
 *
 * An amount stands at the end of its day, so day d is drawn at d and begins at d - 1. Direct labels at the right edge are spread
 * apart; without room for them the lines are labelled inside. Where only a part of the period is looked at, what belongs to its
 * end is told only where the end is seen. */

#include "chart/bw-course-private.h"

#include "chart/bw-axis.h"
#include "core/bw-money.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define DOT_RADIUS 2.5

/* A drawing under way. */
typedef struct
{
  BwCourseChart *chart;
  BwCanvas      *canvas;
  BwRect         plot;
  BwScale        x;
  BwScale        y;
  BwTicks        ticks;
  BwMoneyUnit    unit;
  double         right; /* room for labels right of the plot; 0 none */
} Drawing;

static void
widen (double *low,
       double *high,
       double  value)
{
  if (!isfinite (value))
    return;
  *low = MIN (*low, value);
  *high = MAX (*high, value);
}

/* From which amount to which there is something to draw, with zero among it.
 * Returns: whether there is any amount but zero. */
gboolean
bw_course_find_range (const BwCourseChart *self,
                      double              *low,
                      double              *high)
{
  *low = 0;
  *high = 0;
  widen (low, high, self->quota);
  for (guint i = 0; i < self->days->len; i++)
    for (int s = 0; s < BW_N_COURSE_SERIES; s++)
      widen (low, high, bw_course_day (self->days, i)->value[s]);
  for (guint i = 0; i < self->calls->len; i++)
    widen (low, high, bw_course_day (self->calls, i)->value[BW_COURSE_CLOSED]);
  for (guint p = 0; p < self->pasts->len; p++)
    {
      const GArray *days = ((BwCoursePast *)self->pasts->pdata[p])->days;

      for (guint i = 0; i < days->len; i++)
        widen (low, high, bw_course_day (days, i)->value[BW_COURSE_CLOSED]);
    }
  return *high > *low;
}

static void
lay_out (Drawing      *d,
         const BwRect *area)
{
  double em = bw_canvas_em (d->canvas), line = bw_canvas_line_height (d->canvas);
  double low, high, left, top = line * 1.25, bottom = line * 1.6;

  bw_course_find_range (d->chart, &low, &high);
  d->y = (BwScale) { 0 };
  bw_scale_fit (&d->y, &d->ticks, low, high, (guint)CLAMP (area->height / (3.4 * line), 2, 7));
  bw_money_unit_init (&d->unit, &d->ticks, d->chart->currency);
  left = bw_axis_money_width (d->canvas, &d->ticks, &d->unit) + em * 0.6;
  d->right = 0;
  if (area->width > 36 * em)
    bw_canvas_measure (d->canvas, BW_TEXT_STRONG, "\u2003Target CN¥0.00\u00a0M", &d->right, NULL);
  d->plot = (BwRect) { area->x + left, area->y + top, MAX (area->width - left - d->right - em * 0.5, 1),
                       MAX (area->height - top - bottom, 1) };
  d->y.pixel_from = d->plot.y + d->plot.height;
  d->y.pixel_to = d->plot.y;
  d->x = (BwScale) { d->chart->period.from - 1, d->chart->period.to, d->plot.x, d->plot.x + d->plot.width };
}

static double *
to_pixels (const Drawing *d,
           const GArray  *days,
           int            series)
{
  double *pixels = g_new (double, days->len + 1);

  for (guint i = 0; i < days->len; i++)
    pixels[i] = series < 0 ? bw_scale_to_pixel (&d->x, bw_course_day (days, i)->date)
                           : bw_scale_to_pixel (&d->y, bw_course_day (days, i)->value[series]);
  return pixels;
}

static void
draw_line (const Drawing *d,
           const GArray  *days,
           int            series,
           BwTone         tone,
           double         thickness)
{
  g_autofree double *x = to_pixels (d, days, -1), *y = to_pixels (d, days, series);

  bw_canvas_polyline (d->canvas, bw_canvas_tone (d->canvas, tone), thickness, x, y, days->len);
}

static void
draw_fan (const Drawing *d,
          int            low,
          int            high,
          double         strength)
{
  g_autofree double *x = to_pixels (d, d->chart->days, -1);
  g_autofree double *y_low = to_pixels (d, d->chart->days, low), *y_high = to_pixels (d, d->chart->days, high);

  bw_canvas_band (d->canvas, bw_color_fade (bw_canvas_tone (d->canvas, BW_TONE_ACCENT), strength), x, y_low, y_high,
                  d->chart->days->len);
}

static void
draw_target (const Drawing *d)
{
  static const double dashes[] = { 6, 4 };
  double              y = bw_scale_to_pixel (&d->y, d->chart->quota);

  cairo_save (d->canvas->cr);
  cairo_set_dash (d->canvas->cr, dashes, G_N_ELEMENTS (dashes), 0);
  bw_canvas_line (d->canvas, bw_canvas_tone (d->canvas, BW_TONE_TARGET), 1.5, d->plot.x, y,
                  d->plot.x + d->plot.width, y);
  cairo_restore (d->canvas->cr);
}

static gboolean
is_within (const BwCourseChart *self)
{
  return self->as_of >= self->period.from && self->as_of < self->period.to;
}

static void
draw_marks (const Drawing *d)
{
  BwColor          axis = bw_canvas_tone (d->canvas, BW_TONE_AXIS);
  BwColor          dim = bw_canvas_tone (d->canvas, BW_TONE_DIM_TEXT);
  double           bottom = d->plot.y + d->plot.height, gap = bw_canvas_em (d->canvas) * 0.4;
  double           end = bw_scale_to_pixel (&d->x, d->chart->period.to);
  g_autofree char *last = bw_date_dup_short (d->chart->period.to);

  bw_canvas_line (d->canvas, axis, 1, end, d->plot.y, end, bottom + gap);
  bw_canvas_text (d->canvas, BW_TEXT_LABEL, bw_canvas_tone (d->canvas, BW_TONE_TEXT), last,
                  d->right > 0 ? end : d->canvas->width, bottom + gap, d->right > 0 ? 0.5 : 1, 0);
  if (is_within (d->chart))
    {
      double           x = bw_scale_to_pixel (&d->x, d->chart->as_of);
      g_autofree char *day = bw_date_dup_short (d->chart->as_of);
      g_autofree char *label = NULL;

      /* Translators: marks the day of the data on a time axis: "As of 5 Nov". */
      label = g_strdup_printf (_ ("As of %s"), day);
      bw_canvas_line (d->canvas, axis, 1, x, d->plot.y, x, bottom);
      if (!bw_canvas_text (d->canvas, BW_TEXT_SMALL, dim, label, x, d->plot.y - gap, 0.5, 1))
        bw_canvas_text (d->canvas, BW_TEXT_SMALL, dim, label, x + gap, d->plot.y - gap, 0, 1);
    }
}

typedef struct
{
  double      y;
  BwTone      tone;
  BwTextStyle style;
  char       *text; /* (owned) */
} EndLabel;

static int
compare_end_labels (gconstpointer a,
                    gconstpointer b)
{
  double ya = ((const EndLabel *)a)->y, yb = ((const EndLabel *)b)->y;

  return ya < yb ? -1 : ya > yb;
}

static void
add_end_label (const Drawing *d,
               GArray        *labels,
               const char    *name,
               double         value,
               BwTone         tone,
               BwTextStyle    style)
{
  g_autofree char *money = bw_axis_dup_money (value, d->chart->currency);
  EndLabel         label = { bw_scale_to_pixel (&d->y, value), tone, style, NULL };

  if (!isfinite (value))
    return;
  label.text = g_strdup_printf ("%s %s", name, money);
  g_array_append_val (labels, label);
}

/* Whether the end of the period is in the part that is looked at. */
static gboolean
shows_end (const Drawing *d)
{
  return d->chart->parent.range.to >= 1;
}

/* Labels right of the plot, spread apart. */
static void
draw_end_labels (const Drawing *d)
{
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (EndLabel));
  double             line;
  g_autofree double *centers = NULL;
  double             x = d->plot.x + d->plot.width + bw_canvas_em (d->canvas) * 0.5;

  if (shows_end (d))
    {
      add_end_label (d, labels, "P90", d->chart->p90, BW_TONE_DIM_TEXT, BW_TEXT_LABEL);
      add_end_label (d, labels, "P50", d->chart->p50, BW_TONE_ACCENT, BW_TEXT_STRONG);
      add_end_label (d, labels, "P10", d->chart->p10, BW_TONE_DIM_TEXT, BW_TEXT_LABEL);
    }
  add_end_label (d, labels, _ ("Target"), d->chart->quota, BW_TONE_TARGET, BW_TEXT_LABEL);
  if (shows_end (d) && !isfinite (d->chart->p50))
    add_end_label (d, labels, _ ("Closed"), d->chart->won, BW_TONE_WON, BW_TEXT_STRONG);
  g_array_sort (labels, compare_end_labels);
  bw_canvas_measure (d->canvas, BW_TEXT_STRONG, "P50", NULL, &line);
  line = ceil (line);
  centers = g_new (double, labels->len + 1);
  for (guint i = 0; i < labels->len; i++)
    centers[i] = g_array_index (labels, EndLabel, i).y;
  bw_canvas_spread (centers, labels->len, line, d->plot.y, d->plot.y + d->plot.height - line * 0.5);
  for (guint i = 0; i < labels->len; i++)
    {
      EndLabel *label = &g_array_index (labels, EndLabel, i);

      bw_canvas_text (d->canvas, label->style, bw_palette_ink (d->canvas->theme, label->tone), label->text, x,
                      centers[i], 0, 0.5);
      g_free (label->text);
    }
}

/* Labels inside of the plot: the target above its line, P50 at its end. */
static void
draw_inner_labels (const Drawing *d)
{
  double gap = bw_canvas_em (d->canvas) * 0.3;

  if (isfinite (d->chart->quota))
    {
      g_autofree char *money = bw_axis_dup_money (d->chart->quota, d->chart->currency);
      g_autofree char *label = g_strdup_printf (_ ("Target %s"), money);
      double           y = bw_scale_to_pixel (&d->y, d->chart->quota);

      if (!bw_canvas_text (d->canvas, BW_TEXT_LABEL, bw_canvas_tone (d->canvas, BW_TONE_TARGET), label,
                           d->plot.x + gap * 2, y - gap, 0, 1))
        bw_canvas_text (d->canvas, BW_TEXT_LABEL, bw_canvas_tone (d->canvas, BW_TONE_TARGET), label,
                        d->plot.x + gap * 2, y + gap, 0, 0);
    }
  if (isfinite (d->chart->p50) && shows_end (d))
    {
      g_autofree char *money = bw_axis_dup_money (d->chart->p50, d->chart->currency);
      g_autofree char *label = g_strdup_printf ("P50 %s", money);
      double           y = bw_scale_to_pixel (&d->y, fmin (d->chart->p10, d->chart->p50));

      bw_canvas_text (d->canvas, BW_TEXT_STRONG, bw_palette_ink (d->canvas->theme, BW_TONE_ACCENT), label,
                      d->plot.x + d->plot.width - gap, y + gap * 4, 1, 0);
    }
}

static void
draw_closed_label (const Drawing *d)
{
  const BwCourseDay *last = bw_course_last_closed (d->chart);
  g_autofree char   *money = NULL, *label = NULL;
  double             x, y, gap = bw_canvas_em (d->canvas) * 0.5;
  BwColor            won = bw_palette_ink (d->canvas->theme, BW_TONE_WON);

  if (last == NULL || last->date <= d->chart->period.from - 1)
    return;
  money = bw_axis_dup_money (last->value[BW_COURSE_CLOSED], d->chart->currency);
  label = g_strdup_printf (C_ ("amount", "Closed %s"), money);
  x = bw_scale_to_pixel (&d->x, last->date);
  y = bw_scale_to_pixel (&d->y, last->value[BW_COURSE_CLOSED]);
  bw_canvas_dot (d->canvas, bw_canvas_tone (d->canvas, BW_TONE_WON), x, y, 3.5);
  if (d->right > 0 && !isfinite (d->chart->p50) && shows_end (d))
    return;
  if (x - d->plot.x > 9 * bw_canvas_em (d->canvas) &&
      bw_canvas_text (d->canvas, BW_TEXT_STRONG, won, label, x - gap, y - gap * 0.6, 1, 1))
    return;
  if (!bw_canvas_text (d->canvas, BW_TEXT_STRONG, won, label, x + gap, y + gap * 0.6, 0, 0))
    bw_canvas_text (d->canvas, BW_TEXT_STRONG, won, label, x + gap, y - gap * 3, 0, 1);
}

/* Names a past course below its line, where there is room. */
static void
label_past (const Drawing      *d,
            const BwCoursePast *past)
{
  double gap = bw_canvas_em (d->canvas) * 0.4;

  for (double share = 0.9; share > 0.2; share -= 0.1)
    {
      double date = d->x.from + share * (d->x.to - d->x.from);
      double value = bw_course_interpolate (past->days, date);

      if (isfinite (value) && bw_canvas_text (d->canvas, BW_TEXT_SMALL, bw_canvas_tone (d->canvas, BW_TONE_DIM_TEXT),
                                              past->title, bw_scale_to_pixel (&d->x, date) + gap,
                                              bw_scale_to_pixel (&d->y, value) + gap, 0, 0))
        return;
    }
}

static void
draw_calls (const Drawing *d)
{
  for (guint i = 0; i < d->chart->calls->len; i++)
    {
      const BwCourseDay *call = bw_course_day (d->chart->calls, i);

      bw_canvas_dot (d->canvas, bw_canvas_tone (d->canvas, BW_TONE_TEXT), bw_scale_to_pixel (&d->x, call->date),
                     bw_scale_to_pixel (&d->y, call->value[BW_COURSE_CLOSED]), DOT_RADIUS);
    }
}

/* Says beside the last call what the dots are. */
static void
label_calls (const Drawing *d)
{
  guint              n = d->chart->calls->len;
  const BwCourseDay *last = n > 0 ? bw_course_day (d->chart->calls, n - 1) : NULL;
  double             gap = bw_canvas_em (d->canvas) * 0.3, x, y;
  BwColor            text = bw_canvas_tone (d->canvas, BW_TONE_TEXT);

  if (last == NULL)
    return;
  x = bw_scale_to_pixel (&d->x, last->date);
  y = bw_scale_to_pixel (&d->y, last->value[BW_COURSE_CLOSED]);
  if (bw_canvas_text (d->canvas, BW_TEXT_SMALL, text, _ ("Calls"), x + 2 * gap, y, 0, 0.5) ||
      bw_canvas_text (d->canvas, BW_TEXT_SMALL, text, _ ("Calls"), x, y - gap, 0.5, 1) ||
      bw_canvas_text (d->canvas, BW_TEXT_SMALL, text, _ ("Calls"), x, y + gap, 0.5, 0))
    return;
  for (guint i = n; i-- > 0;)
    {
      x = bw_scale_to_pixel (&d->x, bw_course_day (d->chart->calls, i)->date);
      y = bw_scale_to_pixel (&d->y, bw_course_day (d->chart->calls, i)->value[BW_COURSE_CLOSED]);
      if (bw_canvas_text (d->canvas, BW_TEXT_SMALL, text, _ ("Calls"), x, y + gap, 0.5, 0) ||
          bw_canvas_text (d->canvas, BW_TEXT_SMALL, text, _ ("Calls"), x, y - gap, 0.5, 1) ||
          bw_canvas_text (d->canvas, BW_TEXT_SMALL, text, _ ("Calls"), x - 2 * gap, y, 1, 0.5))
        return;
    }
}

/* Keeps what names the dots and the past courses off the dots and the lines that stand in the plot. */
static void
keep_marks_clear (const Drawing *d)
{
  double end = bw_scale_to_pixel (&d->x, d->chart->period.to), y;

  bw_canvas_keep_clear (d->canvas, &(BwRect) { end - 1.5, d->plot.y, 3, d->plot.height });
  if (is_within (d->chart))
    bw_canvas_keep_clear (d->canvas, &(BwRect) { bw_scale_to_pixel (&d->x, d->chart->as_of) - 1.5, d->plot.y, 3, d->plot.height });
  if (isfinite (d->chart->quota))
    {
      y = bw_scale_to_pixel (&d->y, d->chart->quota);
      bw_canvas_keep_clear (d->canvas, &(BwRect) { d->plot.x, y - 1.5, d->plot.width, 3 });
    }
  for (guint i = 0; i < d->chart->calls->len; i++)
    {
      const BwCourseDay *call = bw_course_day (d->chart->calls, i);

      bw_canvas_keep_clear (d->canvas, &(BwRect) { bw_scale_to_pixel (&d->x, call->date) - DOT_RADIUS,
                                                   bw_scale_to_pixel (&d->y, call->value[BW_COURSE_CLOSED]) - DOT_RADIUS,
                                                   2 * DOT_RADIUS,
                                                   2 * DOT_RADIUS });
    }
}

static void
add_points (const Drawing *d)
{
  BwRect region = d->plot;

  region.width = 0;
  for (guint i = 0; i < d->chart->days->len; i++)
    {
      const BwCourseDay *day = bw_course_day (d->chart->days, i);
      double             value = isfinite (day->value[BW_COURSE_CLOSED]) ? day->value[BW_COURSE_CLOSED] : day->value[BW_COURSE_P50];

      region.x = bw_scale_to_pixel (&d->x, day->date);
      bw_canvas_add_point (d->canvas, region.x, bw_scale_to_pixel (&d->y, value), &region);
    }
}

/* Draws @chart, which is one of bw_course_chart_new(), into @area of @canvas. */
void
bw_course_draw (BwChart      *chart,
                BwCanvas     *canvas,
                const BwRect *area)
{
  Drawing d = { .chart = (BwCourseChart *)chart, .canvas = canvas };
  double  low, high;

  if (d.chart->days->len == 0)
    {
      bw_canvas_empty (canvas, area, _ ("Nothing is known about this period yet. Import deals to see its course."));
      return;
    }
  if (!bw_course_find_range (d.chart, &low, &high))
    {
      bw_canvas_empty (canvas, area, _ ("Nothing is closed, expected or called in this period."));
      return;
    }
  lay_out (&d, area);
  bw_axis_draw_money_up (canvas, &d.plot, &d.y, &d.ticks, &d.unit);
  bw_chart_narrow (chart, &d.x);
  bw_chart_begin_plot (chart, canvas, &d.plot);
  for (guint i = 0; i < d.chart->pasts->len; i++)
    draw_line (&d, ((BwCoursePast *)d.chart->pasts->pdata[i])->days, BW_COURSE_CLOSED, BW_TONE_CONTEXT, 1.25);
  draw_fan (&d, BW_COURSE_P10, BW_COURSE_P90, 0.18);
  draw_fan (&d, BW_COURSE_P25, BW_COURSE_P75, 0.26);
  draw_marks (&d);
  bw_axis_draw_dates (canvas, &d.plot, &d.x, &d.chart->calendar, (BwDate)ceil (d.x.from) + 1, (BwDate)floor (d.x.to));
  if (isfinite (d.chart->quota))
    draw_target (&d);
  draw_line (&d, d.chart->days, BW_COURSE_P50, BW_TONE_ACCENT, 2);
  draw_line (&d, d.chart->days, BW_COURSE_CLOSED, BW_TONE_WON, 2.5);
  draw_calls (&d);
  bw_chart_end_plot (chart, canvas);
  if (d.right > 0)
    draw_end_labels (&d);
  else
    draw_inner_labels (&d);
  bw_chart_begin_plot (chart, canvas, &d.plot);
  draw_closed_label (&d);
  keep_marks_clear (&d);
  label_calls (&d);
  for (guint i = 0; i < d.chart->pasts->len; i++)
    label_past (&d, d.chart->pasts->pdata[i]);
  bw_chart_end_plot (chart, canvas);
  add_points (&d);
}
