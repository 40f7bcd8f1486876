/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of a person's calls in a period, beside what was closed and where the model says it ends.
 *
 *   M USD
 *   0.6              ____________   Call $0.55 M         what was said holds until something else is
 *   0.4  ___________|    - - - - -  Override $0.48 M  |  P10 to P90 of the model, at the period's end
 *   0.2          _______/                             o  P50
 *   0    _______/                   Closed $0.21 M
 *       1 Oct        1 Nov         1 Dec         31 Dec
 *
 * Words are steps, closed a line, both up to the day of the data. Labels stand right of the plot, spread apart. */

#include "chart/bw-call-chart.h"

#include "chart/bw-axis.h"
#include "core/bw-money.h"

#include <math.h>

#include <glib/gi18n-lib.h>

enum
{
  CLOSED,
  CALL,
  OVERRIDE,
  N_LINES,
};

typedef struct
{
  BwChart    parent;
  char       currency[4];
  BwCalendar calendar;
  BwPeriod   period;
  BwDate     as_of;
  double     quota, p10, p50, p90; /* NaN unknown */
  guint      n;
  double    *date;           /* (owned) (array length=n) */
  double    *value[N_LINES]; /* (owned) (array length=n): NaN where nothing stood */
} CallChart;

typedef struct
{
  const char *name;
  double      value;
  BwTone      tone;
  double      y;
} EndLabel;

static double
to_double (gint64 minor)
{
  return minor == BW_MONEY_NONE ? NAN : (double)minor;
}

static double
last_of (const CallChart *self,
         guint            line)
{
  return self->n > 0 ? self->value[line][self->n - 1] : NAN;
}

/* ---- Drawing ---- */

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

/* Draws a word as steps: it holds until the next one. */
static void
draw_steps (BwCanvas      *canvas,
            const BwScale *x,
            const BwScale *y,
            CallChart     *self,
            guint          line,
            gboolean       is_dashed)
{
  static const double dashes[] = { 5, 3 };
  g_autofree double  *xs = g_new (double, 2 * self->n + 1), *ys = g_new (double, 2 * self->n + 1);
  guint               n = 0;

  for (guint i = 0; i < self->n; i++)
    {
      if (i > 0)
        {
          xs[n] = bw_scale_to_pixel (x, self->date[i]);
          ys[n++] = bw_scale_to_pixel (y, self->value[line][i - 1]);
        }
      xs[n] = bw_scale_to_pixel (x, self->date[i]);
      ys[n++] = bw_scale_to_pixel (y, self->value[line][i]);
    }
  cairo_save (canvas->cr);
  if (is_dashed)
    cairo_set_dash (canvas->cr, dashes, G_N_ELEMENTS (dashes), 0);
  bw_canvas_polyline (canvas, bw_canvas_tone (canvas, BW_TONE_TEXT), 1.5, xs, ys, n);
  cairo_restore (canvas->cr);
}

/* Where the model says the period ends. */
static void
draw_model (BwCanvas        *canvas,
            const BwScale   *x,
            const BwScale   *y,
            const CallChart *self)
{
  double  end = bw_scale_to_pixel (x, self->period.to), top = bw_scale_to_pixel (y, self->p90);
  BwColor accent = bw_canvas_tone (canvas, BW_TONE_ACCENT);

  if (!isfinite (self->p50))
    return;
  bw_canvas_rect (canvas, bw_color_fade (accent, 0.35), &(BwRect) { end - 3, top, 6, MAX (bw_scale_to_pixel (y, self->p10) - top, 1) });
  bw_canvas_dot (canvas, accent, end, bw_scale_to_pixel (y, self->p50), 3.5);
}

static int
compare_labels (const void *a,
                const void *b)
{
  const EndLabel *x = a, *y = b;

  return (x->y > y->y) - (x->y < y->y);
}

static void
draw_labels (BwCanvas        *canvas,
             const BwRect    *plot,
             const BwScale   *y,
             const CallChart *self)
{
  EndLabel labels[] = {
    { _ ("Quota"), self->quota, BW_TONE_TARGET, 0 },
    { "P50", self->p50, BW_TONE_ACCENT, 0 },
    { _ ("Call"), last_of (self, CALL), BW_TONE_TEXT, 0 },
    { _ ("Override"), last_of (self, OVERRIDE), BW_TONE_TEXT, 0 },
    { _ ("Closed"), last_of (self, CLOSED), BW_TONE_WON, 0 },
  };
  double centers[G_N_ELEMENTS (labels)], line = ceil (bw_canvas_line_height (canvas));
  guint  n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (isfinite (labels[i].value))
      {
        labels[n] = labels[i];
        labels[n].y = bw_scale_to_pixel (y, labels[n].value);
        n++;
      }
  qsort (labels, n, sizeof *labels, compare_labels);
  for (guint i = 0; i < n; i++)
    centers[i] = labels[i].y;
  bw_canvas_spread (centers, n, line, plot->y, plot->y + plot->height);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *money = bw_axis_dup_money (labels[i].value, self->currency), *text = g_strdup_printf ("%s %s", labels[i].name, money);

      bw_canvas_text (canvas, BW_TEXT_LABEL, bw_palette_ink (canvas->theme, labels[i].tone), text, plot->x + plot->width + bw_canvas_em (canvas) * 0.8,
                      centers[i], 0, 0.5);
    }
}

static void
call_draw (BwChart      *chart,
           BwCanvas     *canvas,
           const BwRect *area)
{
  CallChart         *self = (CallChart *)chart;
  double             em = bw_canvas_em (canvas), line = bw_canvas_line_height (canvas), low = 0, high = 0, left, right = 0;
  BwScale            x, y = { 0 };
  BwTicks            ticks;
  BwMoneyUnit        unit;
  BwRect             plot;
  g_autofree double *xs = g_new (double, self->n + 1), *ys = g_new (double, self->n + 1);

  if (self->n == 0)
    {
      bw_canvas_empty (canvas, area, _ ("The period has not begun."));
      return;
    }
  for (guint i = 0; i < self->n; i++)
    for (guint k = 0; k < N_LINES; k++)
      widen (&low, &high, self->value[k][i]);
  widen (&low, &high, self->quota);
  widen (&low, &high, self->p90);
  bw_scale_fit (&y, &ticks, low, high, (guint)CLAMP (area->height / (3.4 * line), 2, 5));
  bw_money_unit_init (&unit, &ticks, self->currency);
  left = bw_axis_money_width (canvas, &ticks, &unit) + em * 0.6;
  bw_canvas_measure (canvas, BW_TEXT_LABEL, "\u2003Override CN¥0.00\u00a0M", &right, NULL);
  plot = (BwRect) { area->x + left, area->y + line * 1.25, MAX (area->width - left - right, 1), MAX (area->height - line * 2.85, 1) };
  y.pixel_from = plot.y + plot.height;
  y.pixel_to = plot.y;
  x = (BwScale) { self->period.from - 1, self->period.to, plot.x, plot.x + plot.width };
  bw_axis_draw_money_up (canvas, &plot, &y, &ticks, &unit);
  bw_axis_draw_dates (canvas, &plot, &x, &self->calendar, self->period.from, self->period.to);
  if (isfinite (self->quota))
    bw_canvas_line (canvas, bw_canvas_tone (canvas, BW_TONE_TARGET), 1, plot.x, bw_scale_to_pixel (&y, self->quota), plot.x + plot.width,
                    bw_scale_to_pixel (&y, self->quota));
  for (guint i = 0; i < self->n; i++)
    {
      xs[i] = bw_scale_to_pixel (&x, self->date[i]);
      ys[i] = bw_scale_to_pixel (&y, self->value[CLOSED][i]);
      bw_canvas_add_point (canvas, xs[i], ys[i], &(BwRect) { xs[i], plot.y, 0, plot.height });
    }
  bw_canvas_polyline (canvas, bw_canvas_tone (canvas, BW_TONE_WON), 2, xs, ys, self->n);
  draw_steps (canvas, &x, &y, self, CALL, FALSE);
  draw_steps (canvas, &x, &y, self, OVERRIDE, TRUE);
  draw_model (canvas, &x, &y, self);
  draw_labels (canvas, &plot, &y, self);
}

/* ---- Words ---- */

static char *
call_dup_title (BwChart *chart)
{
  CallChart       *self = (CallChart *)chart;
  double           word = isfinite (last_of (self, OVERRIDE)) ? last_of (self, OVERRIDE) : last_of (self, CALL);
  g_autofree char *said = bw_axis_dup_money (word, self->currency), *middle = bw_axis_dup_money (self->p50, self->currency);
  g_autofree char *closed = bw_axis_dup_money (last_of (self, CLOSED), self->currency);

  if (!isfinite (word))
    return g_strdup (_ ("Nothing is called yet"));
  if (isfinite (self->p50))
    /* Translators: three amounts */
    return g_strdup_printf (_ ("%s is called, %s closed; the model says %s"), said, closed, middle);
  return g_strdup_printf (_ ("%s was called, %s closed"), said, closed);
}

static char *
call_describe (BwChart *chart)
{
  g_autofree char *title = call_dup_title (chart);

  return g_strconcat (title, ".", NULL);
}

static guint
call_n_points (BwChart *chart)
{
  return ((CallChart *)chart)->n;
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
call_dup_point_text (BwChart *chart,
                     guint    point)
{
  CallChart       *self = (CallChart *)chart;
  g_autofree char *day = bw_date_format_weekday ((BwDate)self->date[point]);
  GString         *text = g_string_new (self->date[point] < self->period.from ? _ ("Beginning of the period") : day);

  append_line (text, _ ("Call"), self->value[CALL][point], self->currency);
  append_line (text, _ ("Override"), self->value[OVERRIDE][point], self->currency);
  append_line (text, _ ("Closed"), self->value[CLOSED][point], self->currency);
  append_line (text, _ ("Quota"), self->quota, self->currency);
  return g_string_free (text, FALSE);
}

static void
call_fill_table (BwChart      *chart,
                 BwChartTable *table)
{
  CallChart *self = (CallChart *)chart;

  bw_chart_table_add_column (table, _ ("Date"));
  bw_chart_table_add_column (table, _ ("Closed"));
  bw_chart_table_add_column (table, _ ("Call"));
  bw_chart_table_add_column (table, _ ("Override"));
  for (guint i = 0; i < self->n; i++)
    {
      bw_chart_table_take_date (table, (BwDate)self->date[i]);
      for (guint k = 0; k < N_LINES; k++)
        bw_chart_table_take_money (table, self->value[k][i], self->currency);
    }
}

static void
call_finalize (BwChart *chart)
{
  CallChart *self = (CallChart *)chart;

  g_free (self->date);
  for (guint k = 0; k < N_LINES; k++)
    g_free (self->value[k]);
}

static const BwChartClass call_class = {
  .instance_size = sizeof (CallChart),
  .direction = BW_CHART_ACROSS,
  .draw = call_draw,
  .dup_title = call_dup_title,
  .describe = call_describe,
  .n_points = call_n_points,
  .dup_point_text = call_dup_point_text,
  .fill_table = call_fill_table,
  .finalize = call_finalize,
};

/* The chart of @course. Nothing of @course or @book is kept.
 * Returns: (transfer full): the chart. */
BwChart *
bw_call_chart_new (const BwCallCourse *course,
                   const BwBook       *book)
{
  CallChart *self;

  g_return_val_if_fail (course != NULL && book != NULL, NULL);

  self = bw_chart_alloc (&call_class);
  g_strlcpy (self->currency, book->currency, sizeof self->currency);
  self->calendar = book->calendar;
  self->period = course->period;
  self->as_of = course->as_of;
  self->quota = to_double (course->quota);
  self->p10 = to_double (course->p10);
  self->p50 = to_double (course->p50);
  self->p90 = to_double (course->p90);
  self->n = course->days->len;
  self->date = g_new (double, self->n + 1);
  for (guint k = 0; k < N_LINES; k++)
    self->value[k] = g_new (double, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    {
      const BwCallCourseDay *day = &g_array_index (course->days, BwCallCourseDay, i);

      self->date[i] = day->date;
      self->value[CLOSED][i] = to_double (day->closed);
      self->value[CALL][i] = to_double (day->call);
      self->value[OVERRIDE][i] = to_double (day->override);
    }
  return &self->parent;
}
