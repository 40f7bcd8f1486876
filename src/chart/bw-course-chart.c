/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of a period.
 *
 * Closed won, cumulated, is a line up to the day of the data; from there it is the simulation's: two ranges, P10 to P90 and P25 to
 * P75, about P50. Courses of past periods lie behind, laid over this period by their share of the days. What it looks like is in
 * bw-course-draw.c. */

#include "chart/bw-course-chart.h"

#include "chart/bw-axis.h"
#include "chart/bw-course-private.h"
#include "core/bw-money.h"

#include <math.h>

#include <glib/gi18n-lib.h>

static double
to_double (gint64 minor)
{
  return minor == BW_MONEY_NONE ? NAN : (double)minor;
}

/* The @i-th of @days. */
const BwCourseDay *
bw_course_day (const GArray *days,
               guint         i)
{
  return &g_array_index (days, BwCourseDay, i);
}

/* What the days of @days say about @date: the value in between, NaN outside. */
double
bw_course_interpolate (const GArray *days,
                       double        date)
{
  for (guint i = 0; i + 1 < days->len; i++)
    {
      const BwCourseDay *a = bw_course_day (days, i), *b = bw_course_day (days, i + 1);

      if (date >= a->date && date <= b->date && b->date > a->date)
        return a->value[BW_COURSE_CLOSED] + (b->value[BW_COURSE_CLOSED] - a->value[BW_COURSE_CLOSED]) * (date - a->date) / (b->date - a->date);
    }
  return NAN;
}

/* The last day on which closed is known; %NULL when none. */
const BwCourseDay *
bw_course_last_closed (const BwCourseChart *self)
{
  for (guint i = self->days->len; i-- > 0;)
    if (isfinite (bw_course_day (self->days, i)->value[BW_COURSE_CLOSED]))
      return bw_course_day (self->days, i);
  return NULL;
}

static void
free_past (gpointer data)
{
  BwCoursePast *past = data;

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
  BwCourseDay day = { date, { closed, forecast, forecast, forecast, forecast, forecast } };

  g_array_append_val (days, day);
}

/* Puts together what was and what will be; they meet on the day of the data. */
static void
fill_days (BwCourseChart   *self,
           const BwOutlook *outlook)
{
  gboolean begun = outlook->as_of >= outlook->period.from;
  gboolean over = outlook->as_of >= outlook->period.to || self->untold;
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
      BwCourseDay          day = { week->date,
                                   { NAN, to_double (week->p10), to_double (week->p25), to_double (week->p50),
                                     to_double (week->p75), to_double (week->p90) } };

      if (!week->past && week->date > seam && !self->untold)
        g_array_append_val (self->days, day);
    }
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
  if (self->untold)
    /* Translators: period, amount; nothing is known of what follows. */
    return g_strdup_printf (_ ("%s: %s closed so far"), period, money);
  if (!isfinite (self->quota))
    return g_strdup_printf (heading ? _ ("%s is heading for %s") : _ ("%s closed at %s"), period, money);
  against = dup_against_target (self, value);
  /* Translators: period, amount, "$0.3 M short of target". */
  return g_strdup_printf (heading ? _ ("%s is heading for %s, %s") : _ ("%s closed at %s, %s"), period, money, against);
}

static char *
course_describe (BwChart *chart)
{
  BwCourseChart     *self = (BwCourseChart *)chart;
  GString           *text = g_string_new (NULL);
  const BwCourseDay *last = bw_course_last_closed (self);
  g_autofree char   *title = course_dup_title (chart);

  g_string_append_printf (text, "%s.", title);
  if (last != NULL)
    {
      g_autofree char *money = bw_axis_dup_money (last->value[BW_COURSE_CLOSED], self->currency);
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
      const BwCoursePast *past = self->pasts->pdata[i];
      double              then = last != NULL ? bw_course_interpolate (past->days, last->date) : NAN;
      g_autofree char    *money = bw_axis_dup_money (then, self->currency);

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
  double low, high;

  if (!bw_course_find_range ((BwCourseChart *)chart, &low, &high))
    return 0;
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
  BwCourseChart     *self = (BwCourseChart *)chart;
  const BwCourseDay *day = bw_course_day (self->days, point);
  GString           *text = g_string_new (NULL);
  g_autofree char   *date = NULL;

  if (day->date < self->period.from)
    {
      g_string_append (text, _ ("Beginning of the period"));
    }
  else
    {
      date = bw_date_format_weekday (day->date);
      g_string_append (text, date);
    }
  append_line (text, _ ("Closed"), day->value[BW_COURSE_CLOSED], self->currency);
  if (!isfinite (day->value[BW_COURSE_CLOSED]))
    {
      append_line (text, "P90", day->value[BW_COURSE_P90], self->currency);
      append_line (text, "P75", day->value[BW_COURSE_P75], self->currency);
      append_line (text, "P50", day->value[BW_COURSE_P50], self->currency);
      append_line (text, "P25", day->value[BW_COURSE_P25], self->currency);
      append_line (text, "P10", day->value[BW_COURSE_P10], self->currency);
    }
  append_line (text, _ ("Target"), self->quota, self->currency);
  for (guint i = 0; i < self->pasts->len; i++)
    {
      const BwCoursePast *past = self->pasts->pdata[i];

      append_line (text, past->title, bw_course_interpolate (past->days, day->date), self->currency);
    }
  return g_string_free (text, FALSE);
}

static void
course_fill_table (BwChart      *chart,
                   BwChartTable *table)
{
  static const char *const names[BW_N_COURSE_SERIES] = { NULL, "P10", "P25", "P50", "P75", "P90" };
  BwCourseChart           *self = (BwCourseChart *)chart;

  bw_chart_table_add_column (table, _ ("Date"));
  bw_chart_table_add_column (table, _ ("Closed"));
  for (int s = BW_COURSE_P10; s < BW_N_COURSE_SERIES; s++)
    bw_chart_table_add_column (table, names[s]);
  bw_chart_table_add_column (table, _ ("Target"));
  for (guint p = 0; p < self->pasts->len; p++)
    bw_chart_table_add_column (table, ((BwCoursePast *)self->pasts->pdata[p])->title);
  for (guint i = 0; i < self->days->len; i++)
    {
      const BwCourseDay *day = bw_course_day (self->days, i);

      bw_chart_table_take_date (table, day->date);
      for (int s = 0; s < BW_N_COURSE_SERIES; s++)
        bw_chart_table_take_money (table, day->value[s], self->currency);
      bw_chart_table_take_money (table, self->quota, self->currency);
      for (guint p = 0; p < self->pasts->len; p++)
        {
          const BwCoursePast *past = self->pasts->pdata[p];

          bw_chart_table_take_money (table, bw_course_interpolate (past->days, day->date), self->currency);
        }
    }
}

static char *
course_dup_range_text (BwChart           *chart,
                       const BwViewRange *range)
{
  BwCourseChart   *self = (BwCourseChart *)chart;
  double           start = self->period.from - 1, width = self->period.to - start;
  BwDate           first = (BwDate)ceil (start + range->from * width), last = (BwDate)floor (start + range->to * width);
  g_autofree char *from = bw_date_format_short (MAX (first, self->period.from), BW_DATE_NONE);
  g_autofree char *to = bw_date_format_short (last, BW_DATE_NONE);

  /* Translators: the first and the last day that are shown */
  return g_strdup_printf (_ ("%s to %s"), from, to);
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
  .draw = bw_course_draw,
  .dup_title = course_dup_title,
  .describe = course_describe,
  .n_points = course_n_points,
  .dup_point_text = course_dup_point_text,
  .fill_table = course_fill_table,
  .finalize = course_finalize,
  .dup_range_text = course_dup_range_text,
};

/* The course of @outlook's period. Nothing of @outlook or @book is kept.
 * Returns: (transfer full): the chart. */
BwChart *
bw_course_chart_new (const BwOutlook *outlook,
                     const BwBook    *book)
{
  g_autofree char *missing = NULL;
  BwCourseChart   *self;
  gboolean         over;

  g_return_val_if_fail (outlook != NULL && book != NULL, NULL);

  self = bw_chart_alloc (&course_class);
  missing = bw_outlook_dup_missing (outlook);
  self->untold = missing != NULL;
  over = outlook->as_of >= outlook->period.to || self->untold;
  g_strlcpy (self->currency, book->currency, sizeof self->currency);
  self->calendar = book->calendar;
  self->period = outlook->period;
  self->as_of = outlook->as_of;
  self->won = (double)outlook->won;
  self->quota = outlook->quota == BW_MONEY_NONE || outlook->quota <= 0 ? NAN : (double)outlook->quota;
  self->chance = self->untold ? NAN : outlook->chance_of_quota;
  self->p10 = over ? NAN : outlook->p10;
  self->p50 = over ? NAN : outlook->p50;
  self->p90 = over ? NAN : outlook->p90;
  self->days = g_array_new (FALSE, FALSE, sizeof (BwCourseDay));
  self->calls = g_array_new (FALSE, FALSE, sizeof (BwCourseDay));
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
  BwCoursePast  *past;
  double         stretch;

  g_return_if_fail (chart != NULL && chart->klass == &course_class && period != NULL);

  past = g_new0 (BwCoursePast, 1);
  stretch = (double)bw_period_n_days (&self->period) / MAX (bw_period_n_days (period), 1);
  past->title = bw_axis_dup_period (period);
  past->days = g_array_new (FALSE, FALSE, sizeof (BwCourseDay));
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
