/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of a period.
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
 * Closed won, cumulated, is a line up to the day of the data; from there the simulation's fan: two tints, P10 to P90
 * and P25 to P75, about the line of P50. An amount stands at the end of its day, so day d is drawn at d and begins at
 * d - 1. Direct labels at the right edge are spread apart; without room for them the lines are labelled inside.
 * Courses of past periods are grey behind, laid over this period by their share of the days. */

#include "chart/bw-course-chart.h"

#include "chart/bw-axis.h"
#include "core/bw-money.h"

#include <math.h>

#include <glib/gi18n-lib.h>

enum
{
  CLOSED,
  P10,
  P25,
  P50,
  P75,
  P90,
  N_SERIES,
};

/* The end of one day; NaN where a series has nothing. */
typedef struct
{
  BwDate date;
  double value[N_SERIES];
} Day;

typedef struct
{
  char   *title; /* (owned) */
  GArray *days;  /* Day, closed only, dates moved into this period */
} Past;

typedef struct
{
  BwChart    parent;
  char       currency[4];
  BwCalendar calendar;
  BwPeriod   period;
  BwDate     as_of;
  double     won;
  double     quota;
  double     chance;
  double     p10, p50, p90; /* at the period's end */
  GArray    *days;          /* Day, ascending */
  GArray    *calls;         /* Day, closed holds the call */
  GPtrArray *pasts;         /* Past */
} BwCourseChart;

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

static double
to_double (gint64 minor)
{
  return minor == BW_MONEY_NONE ? NAN : (double)minor;
}

static void
free_past (gpointer data)
{
  Past *past = data;

  g_free (past->title);
  g_array_unref (past->days);
  g_free (past);
}

static void
add_day (GArray *days,
         BwDate  date,
         double  closed,
         double  forecast)
{
  Day day = { date, { closed, forecast, forecast, forecast, forecast, forecast } };

  g_array_append_val (days, day);
}

/* Puts together what was and what will be; they meet on the day of the data. */
static void
fill_days (BwCourseChart   *self,
           const BwOutlook *outlook)
{
  gboolean begun = outlook->as_of >= outlook->period.from;
  gboolean over = outlook->as_of >= outlook->period.to;
  BwDate   seam = begun ? MIN (outlook->as_of, outlook->period.to) : outlook->period.from - 1;
  double   at_seam = begun ? (double)outlook->won : 0;

  if (outlook->n_weeks == 0)
    return;
  if (begun)
    add_day (self->days, outlook->period.from - 1, 0, NAN);
  for (guint i = 0; i < outlook->n_weeks; i++)
    if (outlook->weeks[i].past && outlook->weeks[i].date < seam)
      add_day (self->days, outlook->weeks[i].date, to_double (outlook->weeks[i].closed), NAN);
  add_day (self->days, seam, begun ? at_seam : NAN, over ? NAN : at_seam);
  for (guint i = 0; i < outlook->n_weeks; i++)
    {
      const BwOutlookWeek *week = &outlook->weeks[i];
      Day                  day = { week->date,
                                   { NAN, to_double (week->p10), to_double (week->p25), to_double (week->p50),
                                     to_double (week->p75), to_double (week->p90) } };

      if (!week->past && week->date > seam)
        g_array_append_val (self->days, day);
    }
}

static const Day *
get_day (const GArray *days,
         guint         i)
{
  return &g_array_index (days, Day, i);
}

/* What the days of @days say about @date: the value in between, NaN outside. */
static double
interpolate (const GArray *days,
             double        date)
{
  for (guint i = 0; i + 1 < days->len; i++)
    {
      const Day *a = get_day (days, i), *b = get_day (days, i + 1);

      if (date >= a->date && date <= b->date && b->date > a->date)
        return a->value[CLOSED] + (b->value[CLOSED] - a->value[CLOSED]) * (date - a->date) / (b->date - a->date);
    }
  return NAN;
}

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

static void
find_range (const BwCourseChart *self,
            double              *low,
            double              *high)
{
  *low = 0;
  *high = 0;
  widen (low, high, self->quota);
  for (guint i = 0; i < self->days->len; i++)
    for (int s = 0; s < N_SERIES; s++)
      widen (low, high, get_day (self->days, i)->value[s]);
  for (guint i = 0; i < self->calls->len; i++)
    widen (low, high, get_day (self->calls, i)->value[CLOSED]);
  for (guint p = 0; p < self->pasts->len; p++)
    {
      const GArray *days = ((Past *)self->pasts->pdata[p])->days;

      for (guint i = 0; i < days->len; i++)
        widen (low, high, get_day (days, i)->value[CLOSED]);
    }
}

static void
lay_out (Drawing      *d,
         const BwRect *area)
{
  double em = bw_canvas_em (d->canvas), line = bw_canvas_line_height (d->canvas);
  double low, high, left, top = line * 1.25, bottom = line * 1.6;

  find_range (d->chart, &low, &high);
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
    pixels[i] = series < 0 ? bw_scale_to_pixel (&d->x, get_day (days, i)->date)
                           : bw_scale_to_pixel (&d->y, get_day (days, i)->value[series]);
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
  double           end = d->plot.x + d->plot.width;
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

/* Labels right of the plot, spread apart. */
static void
draw_end_labels (const Drawing *d)
{
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (EndLabel));
  double             line;
  g_autofree double *centers = NULL;
  double             x = d->plot.x + d->plot.width + bw_canvas_em (d->canvas) * 0.5;

  add_end_label (d, labels, "P90", d->chart->p90, BW_TONE_DIM_TEXT, BW_TEXT_LABEL);
  add_end_label (d, labels, "P50", d->chart->p50, BW_TONE_ACCENT, BW_TEXT_STRONG);
  add_end_label (d, labels, "P10", d->chart->p10, BW_TONE_DIM_TEXT, BW_TEXT_LABEL);
  add_end_label (d, labels, _ ("Target"), d->chart->quota, BW_TONE_TARGET, BW_TEXT_LABEL);
  if (!isfinite (d->chart->p50))
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
  if (isfinite (d->chart->p50))
    {
      g_autofree char *money = bw_axis_dup_money (d->chart->p50, d->chart->currency);
      g_autofree char *label = g_strdup_printf ("P50 %s", money);
      double           y = bw_scale_to_pixel (&d->y, fmin (d->chart->p10, d->chart->p50));

      bw_canvas_text (d->canvas, BW_TEXT_STRONG, bw_palette_ink (d->canvas->theme, BW_TONE_ACCENT), label,
                      d->plot.x + d->plot.width - gap, y + gap * 4, 1, 0);
    }
}

/* The last day on which closed is known; %NULL when none. */
static const Day *
find_last_closed (const BwCourseChart *self)
{
  for (guint i = self->days->len; i-- > 0;)
    if (isfinite (get_day (self->days, i)->value[CLOSED]))
      return get_day (self->days, i);
  return NULL;
}

static void
draw_closed_label (const Drawing *d)
{
  const Day       *last = find_last_closed (d->chart);
  g_autofree char *money = NULL, *label = NULL;
  double           x, y, gap = bw_canvas_em (d->canvas) * 0.5;
  BwColor          won = bw_palette_ink (d->canvas->theme, BW_TONE_WON);

  if (last == NULL || last->date <= d->chart->period.from - 1)
    return;
  money = bw_axis_dup_money (last->value[CLOSED], d->chart->currency);
  label = g_strdup_printf (_ ("Closed %s"), money);
  x = bw_scale_to_pixel (&d->x, last->date);
  y = bw_scale_to_pixel (&d->y, last->value[CLOSED]);
  bw_canvas_dot (d->canvas, bw_canvas_tone (d->canvas, BW_TONE_WON), x, y, 3.5);
  if (d->right > 0 && !isfinite (d->chart->p50))
    return;
  if (x - d->plot.x > 9 * bw_canvas_em (d->canvas) &&
      bw_canvas_text (d->canvas, BW_TEXT_STRONG, won, label, x - gap, y - gap * 0.6, 1, 1))
    return;
  if (!bw_canvas_text (d->canvas, BW_TEXT_STRONG, won, label, x + gap, y + gap * 0.6, 0, 0))
    bw_canvas_text (d->canvas, BW_TEXT_STRONG, won, label, x + gap, y - gap * 3, 0, 1);
}

/* Names a past course below its line, where there is room. */
static void
label_past (const Drawing *d,
            const Past    *past)
{
  double gap = bw_canvas_em (d->canvas) * 0.4;
  double days = d->chart->period.to - d->chart->period.from + 1;

  for (double share = 0.9; share > 0.2; share -= 0.1)
    {
      double date = d->chart->period.from - 1 + share * days;
      double value = interpolate (past->days, date);

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
      const Day *call = get_day (d->chart->calls, i);

      bw_canvas_dot (d->canvas, bw_canvas_tone (d->canvas, BW_TONE_TEXT), bw_scale_to_pixel (&d->x, call->date),
                     bw_scale_to_pixel (&d->y, call->value[CLOSED]), 2.5);
    }
}

/* Says beside the last call what the dots are. */
static void
label_calls (const Drawing *d)
{
  guint      n = d->chart->calls->len;
  const Day *last = n > 0 ? get_day (d->chart->calls, n - 1) : NULL;
  double     gap = bw_canvas_em (d->canvas) * 0.3, x, y;
  BwColor    text = bw_canvas_tone (d->canvas, BW_TONE_TEXT);

  if (last == NULL)
    return;
  x = bw_scale_to_pixel (&d->x, last->date);
  y = bw_scale_to_pixel (&d->y, last->value[CLOSED]);
  if (!bw_canvas_text (d->canvas, BW_TEXT_SMALL, text, _ ("Calls"), x, y + gap, 0.5, 0))
    bw_canvas_text (d->canvas, BW_TEXT_SMALL, text, _ ("Calls"), x, y - gap, 0.5, 1);
}

static void
add_points (const Drawing *d)
{
  BwRect region = d->plot;

  region.width = 0;
  for (guint i = 0; i < d->chart->days->len; i++)
    {
      const Day *day = get_day (d->chart->days, i);
      double     value = isfinite (day->value[CLOSED]) ? day->value[CLOSED] : day->value[P50];

      region.x = bw_scale_to_pixel (&d->x, day->date);
      bw_canvas_add_point (d->canvas, region.x, bw_scale_to_pixel (&d->y, value), &region);
    }
}

static void
course_draw (BwChart      *chart,
             BwCanvas     *canvas,
             const BwRect *area)
{
  Drawing d = { .chart = (BwCourseChart *)chart, .canvas = canvas };

  if (d.chart->days->len == 0)
    {
      bw_canvas_empty (canvas, area, _ ("Nothing is known about this period yet. Import deals to see its course."));
      return;
    }
  lay_out (&d, area);
  bw_axis_draw_money_up (canvas, &d.plot, &d.y, &d.ticks, &d.unit);
  for (guint i = 0; i < d.chart->pasts->len; i++)
    draw_line (&d, ((Past *)d.chart->pasts->pdata[i])->days, CLOSED, BW_TONE_CONTEXT, 1.25);
  draw_fan (&d, P10, P90, 0.18);
  draw_fan (&d, P25, P75, 0.26);
  draw_marks (&d);
  bw_axis_draw_dates (canvas, &d.plot, &d.x, &d.chart->calendar, d.chart->period.from, d.chart->period.to);
  if (isfinite (d.chart->quota))
    draw_target (&d);
  draw_line (&d, d.chart->days, P50, BW_TONE_ACCENT, 2);
  draw_line (&d, d.chart->days, CLOSED, BW_TONE_WON, 2.5);
  draw_calls (&d);
  if (d.right > 0)
    draw_end_labels (&d);
  else
    draw_inner_labels (&d);
  draw_closed_label (&d);
  label_calls (&d);
  for (guint i = 0; i < d.chart->pasts->len; i++)
    label_past (&d, d.chart->pasts->pdata[i]);
  add_points (&d);
}

/* The difference of @value to the target, in words. */
static char *
dup_against_target (const BwCourseChart *self,
                    double               value)
{
  g_autofree char *by = bw_axis_dup_money (fabs (value - self->quota), self->currency);

  if (value >= self->quota)
    return g_strdup_printf (_ ("%s above target"), by);
  return g_strdup_printf (_ ("%s short of target"), by);
}

static char *
course_dup_title (BwChart *chart)
{
  BwCourseChart   *self = (BwCourseChart *)chart;
  g_autofree char *period = bw_axis_dup_period (&self->period);
  gboolean         heading = isfinite (self->p50);
  double           value = heading ? self->p50 : self->won;
  g_autofree char *money = bw_axis_dup_money (value, self->currency);
  g_autofree char *against = NULL;

  if (self->days->len == 0)
    return g_strdup_printf (_ ("The course of %s is not known yet"), period);
  if (!isfinite (self->quota))
    return g_strdup_printf (heading ? _ ("%s is heading for %s") : _ ("%s closed at %s"), period, money);
  against = dup_against_target (self, value);
  /* Translators: period, amount, "$0.3 M short of target". */
  return g_strdup_printf (heading ? _ ("%s is heading for %s, %s") : _ ("%s closed at %s, %s"), period, money, against);
}

static char *
course_describe (BwChart *chart)
{
  BwCourseChart   *self = (BwCourseChart *)chart;
  GString         *text = g_string_new (NULL);
  const Day       *last = find_last_closed (self);
  g_autofree char *title = course_dup_title (chart);

  g_string_append_printf (text, "%s.", title);
  if (last != NULL)
    {
      g_autofree char *money = bw_axis_dup_money (last->value[CLOSED], self->currency);
      g_autofree char *date = bw_date_format_short (last->date, BW_DATE_NONE);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("Closed won is %s on %s."), money, date);
    }
  if (isfinite (self->p10) && isfinite (self->p90))
    {
      g_autofree char *low = bw_axis_dup_money (self->p10, self->currency);
      g_autofree char *high = bw_axis_dup_money (self->p90, self->currency);
      g_autofree char *date = bw_date_format_short (self->period.to, BW_DATE_NONE);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("By %s the range from P10 to P90 is %s to %s."), date, low, high);
    }
  if (isfinite (self->quota) && isfinite (self->chance))
    {
      g_autofree char *money = bw_axis_dup_money (self->quota, self->currency);
      g_autofree char *chance = bw_axis_dup_percent (self->chance);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("The chance of reaching the target of %s is %s."), money, chance);
    }
  for (guint i = 0; i < self->pasts->len; i++)
    {
      const Past      *past = self->pasts->pdata[i];
      double           then = last != NULL ? interpolate (past->days, last->date) : NAN;
      g_autofree char *money = bw_axis_dup_money (then, self->currency);

      if (isfinite (then))
        {
          g_string_append_c (text, ' ');
          g_string_append_printf (text, _ ("%s had %s at the same point."), past->title, money);
        }
    }
  return g_string_free (text, FALSE);
}

static guint
course_n_points (BwChart *chart)
{
  return ((BwCourseChart *)chart)->days->len;
}

static void
append_line (GString    *text,
             const char *name,
             double      value,
             const char *currency)
{
  g_autofree char *money = bw_axis_dup_money_in_full (value, currency);

  if (isfinite (value))
    g_string_append_printf (text, "\n%s %s", name, money);
}

static char *
course_dup_point_text (BwChart *chart,
                       guint    point)
{
  BwCourseChart   *self = (BwCourseChart *)chart;
  const Day       *day = get_day (self->days, point);
  GString         *text = g_string_new (NULL);
  g_autofree char *date = NULL;

  if (day->date < self->period.from)
    {
      g_string_append (text, _ ("Beginning of the period"));
    }
  else
    {
      date = bw_date_format_weekday (day->date);
      g_string_append (text, date);
    }
  append_line (text, _ ("Closed"), day->value[CLOSED], self->currency);
  if (!isfinite (day->value[CLOSED]))
    {
      append_line (text, "P90", day->value[P90], self->currency);
      append_line (text, "P75", day->value[P75], self->currency);
      append_line (text, "P50", day->value[P50], self->currency);
      append_line (text, "P25", day->value[P25], self->currency);
      append_line (text, "P10", day->value[P10], self->currency);
    }
  append_line (text, _ ("Target"), self->quota, self->currency);
  for (guint i = 0; i < self->pasts->len; i++)
    {
      const Past *past = self->pasts->pdata[i];

      append_line (text, past->title, interpolate (past->days, day->date), self->currency);
    }
  return g_string_free (text, FALSE);
}

static void
course_fill_table (BwChart      *chart,
                   BwChartTable *table)
{
  static const char *const names[N_SERIES] = { NULL, "P10", "P25", "P50", "P75", "P90" };
  BwCourseChart           *self = (BwCourseChart *)chart;

  bw_chart_table_add_column (table, _ ("Date"));
  bw_chart_table_add_column (table, _ ("Closed"));
  for (int s = P10; s < N_SERIES; s++)
    bw_chart_table_add_column (table, names[s]);
  bw_chart_table_add_column (table, _ ("Target"));
  for (guint p = 0; p < self->pasts->len; p++)
    bw_chart_table_add_column (table, ((Past *)self->pasts->pdata[p])->title);
  for (guint i = 0; i < self->days->len; i++)
    {
      const Day *day = get_day (self->days, i);

      bw_chart_table_take_date (table, day->date);
      for (int s = 0; s < N_SERIES; s++)
        bw_chart_table_take_money (table, day->value[s], self->currency);
      bw_chart_table_take_money (table, self->quota, self->currency);
      for (guint p = 0; p < self->pasts->len; p++)
        {
          const Past *past = self->pasts->pdata[p];

          bw_chart_table_take_money (table, interpolate (past->days, day->date), self->currency);
        }
    }
}

static void
course_finalize (BwChart *chart)
{
  BwCourseChart *self = (BwCourseChart *)chart;

  g_array_unref (self->days);
  g_array_unref (self->calls);
  g_ptr_array_unref (self->pasts);
}

static const BwChartClass course_class = {
  .instance_size = sizeof (BwCourseChart),
  .direction = BW_CHART_ACROSS,
  .draw = course_draw,
  .dup_title = course_dup_title,
  .describe = course_describe,
  .n_points = course_n_points,
  .dup_point_text = course_dup_point_text,
  .fill_table = course_fill_table,
  .finalize = course_finalize,
};

/* The course of @outlook's period. Nothing of @outlook or @book is kept.
 * Returns: (transfer full): the chart. */
BwChart *
bw_course_chart_new (const BwOutlook *outlook,
                     const BwBook    *book)
{
  BwCourseChart *self;
  gboolean       over;

  g_return_val_if_fail (outlook != NULL && book != NULL, NULL);

  self = bw_chart_alloc (&course_class);
  over = outlook->as_of >= outlook->period.to;
  g_strlcpy (self->currency, book->currency, sizeof self->currency);
  self->calendar = book->calendar;
  self->period = outlook->period;
  self->as_of = outlook->as_of;
  self->won = (double)outlook->won;
  self->quota = outlook->quota == BW_MONEY_NONE || outlook->quota <= 0 ? NAN : (double)outlook->quota;
  self->chance = outlook->chance_of_quota;
  self->p10 = over ? NAN : outlook->p10;
  self->p50 = over ? NAN : outlook->p50;
  self->p90 = over ? NAN : outlook->p90;
  self->days = g_array_new (FALSE, FALSE, sizeof (Day));
  self->calls = g_array_new (FALSE, FALSE, sizeof (Day));
  self->pasts = g_ptr_array_new_with_free_func (free_past);
  fill_days (self, outlook);
  return &self->parent;
}

/* Lays the course of an earlier @period behind this one's: what was closed in it, cumulated, at the end of the days of
 * @points (array length=n), ascending. To be called before the chart is shown. */
void
bw_course_chart_add_past (BwChart             *chart,
                          const BwPeriod      *period,
                          const BwCoursePoint *points,
                          guint                n)
{
  BwCourseChart *self = (BwCourseChart *)chart;
  Past          *past;
  double         stretch;

  g_return_if_fail (chart != NULL && chart->klass == &course_class && period != NULL);

  past = g_new0 (Past, 1);
  stretch = (double)bw_period_n_days (&self->period) / MAX (bw_period_n_days (period), 1);
  past->title = bw_axis_dup_period (period);
  past->days = g_array_new (FALSE, FALSE, sizeof (Day));
  add_day (past->days, self->period.from - 1, 0, NAN);
  for (guint i = 0; i < n; i++)
    if (bw_period_contains (period, points[i].date))
      add_day (past->days, self->period.from - 1 + (BwDate)lround ((points[i].date - period->from + 1) * stretch),
               to_double (points[i].amount), NAN);
  g_ptr_array_add (self->pasts, past);
}

/* Marks the @calls (array length=n) that were made for the period. To be called before the chart is shown. */
void
bw_course_chart_set_calls (BwChart             *chart,
                           const BwCoursePoint *calls,
                           guint                n)
{
  BwCourseChart *self = (BwCourseChart *)chart;

  g_return_if_fail (chart != NULL && chart->klass == &course_class);

  g_array_set_size (self->calls, 0);
  for (guint i = 0; i < n; i++)
    if (bw_period_contains (&self->period, calls[i].date) && calls[i].amount != BW_MONEY_NONE)
      add_day (self->calls, calls[i].date, to_double (calls[i].amount), NAN);
}
