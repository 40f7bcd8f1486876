/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trend in pictures and sentences: what a page, a file and a printed report show alike.
 *
 * The years of a series are laid over each other by their place in the fiscal year (or the week, for days); the newest
 * MOST_CYCLES of them. Findings are told from the newest to the oldest, turns before surprises, and no kind crowds the others
 * out. */

#include "chart/bw-trend-picture.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/bw-heat-chart.h"
#include "chart/bw-multiple-chart.h"
#include "chart/bw-season-chart.h"
#include "chart/bw-series-chart.h"
#include "core/bw-anomaly.h"
#include "core/bw-season-fact.h"
#include "core/bw-turning.h"

enum
{
  MOST_ANOMALIES = 3, /* the newest; the chart marks them all */
  MOST_PARTS = 24,
  MOST_CYCLES = 8,
};

static BwMeasure
get_measure (const BwTrend *trend,
             const BwBook  *book)
{
  BwMeasure number = { .kind = BW_MEASURE_NUMBER };

  return trend->series->money ? bw_measure_money (book->currency) : number;
}

/* Sums @n values from @first on; NaN when one is not known. */
static double
sum_values (const double *values,
            guint         first,
            guint         n)
{
  double sum = 0;

  for (guint i = first; i < first + n; i++)
    sum += values[i];
  return sum;
}

/* "12 months". */
static char *
dup_span (BwFrequency frequency,
          guint       n)
{
  switch (frequency)
    {
    case BW_FREQUENCY_YEAR:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u year", "%u years", n), n);
    case BW_FREQUENCY_QUARTER:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u quarter", "%u quarters", n), n);
    case BW_FREQUENCY_MONTH:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u month", "%u months", n), n);
    case BW_FREQUENCY_WEEK:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u week", "%u weeks", n), n);
    case BW_FREQUENCY_DAY:
    default:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u day", "%u days", n), n);
    }
}

/* What the last year, or as much as fits, was against the one before.
 * Returns: (transfer full): a sentence. */
char *
bw_trend_picture_dup_headline (const BwTrend *trend,
                               const BwBook  *book)
{
  const char      *what = bw_sales_measure_title (trend->series->query.measure);
  guint            year = bw_trend_year (trend);
  BwMeasure        measure = get_measure (trend, book);
  g_autofree char *last_text = NULL, *span = NULL;
  double           last, before = NAN;

  if (trend->n == 0)
    return g_strdup_printf (bw_scope_is_everything (&trend->series->query.scope) ? _ ("%s: no period is complete yet")
                                                                                 : _ ("%s: nothing of what is chosen above in a complete period"),
                            what);
  span = dup_span (trend->series->query.frequency, year);
  last = sum_values (trend->values, trend->first + trend->n - year, year);
  last_text = bw_measure_dup_short (&measure, last);
  if (trend->n >= 2 * year)
    before = sum_values (trend->values, trend->first + trend->n - 2 * year, year);
  if (!isfinite (last) || !(before > 0))
    /* Translators: what is looked at, a time such as "10 months", an amount. */
    return g_strdup_printf (_ ("%s in the last %s: %s"), what, span, last_text);
  /* Translators: what is looked at, a time such as "12 months", an amount, a percentage, the time again. */
  return g_strdup_printf (last >= before ? _ ("%s in the last %s: %s, up %.0f\u00a0%% on the %s before")
                                         : _ ("%s in the last %s: %s, down %.0f\u00a0%% on the %s before"),
                          what, span, last_text, fabs (last / before - 1) * 100, span);
}

/* What comes next, in a sentence. */
static char *
dup_forecast_text (const BwTrend *trend,
                   const BwBook  *book)
{
  BwMeasure        measure = get_measure (trend, book);
  guint            n = trend->forecast->horizon;
  g_autofree char *mean = NULL, *low = NULL, *high = NULL;

  if (n == 0)
    return g_strdup (_ ("There is nothing to forecast from."));
  mean = bw_measure_dup_short (&measure, trend->forecast->mean[0]);
  low = bw_measure_dup_short (&measure, trend->forecast->lower[n]);
  high = bw_measure_dup_short (&measure, trend->forecast->upper[n]);
  /* Translators: a period such as "December 2026", and three amounts. */
  return g_strdup_printf (_ ("For %s the forecast is %s; four times in five it will be between %s and %s."),
                          g_array_index (trend->ahead, BwSalesPeriod, 0).title, mean, low, high);
}

/* Why the value at @place is marked; NULL when it is not. */
static char *
dup_note (const BwTrend *trend,
          const BwBook  *book,
          guint          place)
{
  for (guint i = 0; i < trend->anomalies->len; i++)
    if (g_array_index (trend->anomalies, BwAnomaly, i).at == place && g_array_index (trend->anomalies, BwAnomaly, i).kind == BW_ANOMALY_SPIKE)
      return bw_trend_dup_anomaly_text (trend, book, i);
  return NULL;
}

/* The history of @trend, its smooth course, what is marked, and the forecast with its ranges.
 * Returns: (transfer full): the chart. */
BwChart *
bw_trend_picture_new_course (const BwTrend *trend,
                             const BwBook  *book)
{
  g_autoptr (GArray) points = g_array_new (FALSE, TRUE, sizeof (BwSeriesPoint));
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *title = dup_forecast_text (trend, book);
  g_autofree char *inner = g_strdup_printf (_ ("%.0f\u00a0%% range"), BW_TREND_INNER * 100);
  g_autofree char *outer = g_strdup_printf (_ ("%.0f\u00a0%% range"), BW_TREND_OUTER * 100);
  BwMeasure        measure = get_measure (trend, book);
  guint            horizon = trend->forecast->horizon;

  for (guint i = 0; i < trend->n; i++)
    {
      const BwSalesPeriod *period = bw_sales_series_period (trend->series, trend->first + i);
      char                *note = dup_note (trend, book, i);
      BwSeriesPoint        point = { period->from, period->title, trend->values[trend->first + i], trend->smooth != NULL ? trend->smooth[i] : NAN,
                                     NAN, NAN, NAN, NAN, NAN, note };

      g_ptr_array_add (notes, note);
      g_array_append_val (points, point);
    }
  for (guint h = 0; h < horizon; h++)
    {
      const BwSalesPeriod    *period = &g_array_index (trend->ahead, BwSalesPeriod, h);
      const BwSeriesForecast *forecast = trend->forecast;
      BwSeriesPoint           point = { period->from, period->title, NAN, NAN, forecast->mean[h], forecast->lower[h], forecast->upper[h],
                                        forecast->lower[horizon + h], forecast->upper[horizon + h], NULL };

      g_array_append_val (points, point);
    }
  return bw_series_chart_new (title, &measure, &book->calendar, inner, outer, (BwSeriesPoint *)(gpointer)points->data, points->len);
}

/* The years of a trend laid over each other. */
typedef struct
{
  GStrv   positions, cycles; /* (owned) */
  double *values;            /* (owned) */
  guint   n_positions, n_cycles;
} Cycles;

/* The part of the year, or the week, in which period @i of all lies, and its year. */
static void
find_position (const BwTrend    *trend,
               const BwCalendar *calendar,
               guint             i,
               int              *cycle,
               int              *position)
{
  const BwSalesPeriod *period = bw_sales_series_period (trend->series, i);
  BwDate               middle = period->from + (period->to - period->from) / 2;
  BwPeriod             year = bw_calendar_period_at (calendar, BW_PERIOD_YEAR, middle);

  *cycle = year.year;
  switch (trend->series->query.frequency)
    {
    case BW_FREQUENCY_QUARTER:
      *position = bw_calendar_period_at (calendar, BW_PERIOD_QUARTER, middle).index - 1;
      break;
    case BW_FREQUENCY_MONTH:
      *position = bw_calendar_period_at (calendar, BW_PERIOD_MONTH, middle).index - 1;
      break;
    case BW_FREQUENCY_WEEK:
      *position = MIN ((middle - year.from) / 7, 51);
      break;
    case BW_FREQUENCY_DAY:
      *cycle = (period->from - (bw_date_weekday (period->from) - calendar->first_weekday + 7) % 7);
      *position = (bw_date_weekday (period->from) - calendar->first_weekday + 7) % 7;
      break;
    default:
      *position = 0;
    }
}

static char *
dup_position_name (const BwTrend    *trend,
                   const BwCalendar *calendar,
                   guint             position)
{
  BwPeriod year;

  switch (trend->series->query.frequency)
    {
    case BW_FREQUENCY_QUARTER:
      /* Translators: a quarter of any year. */
      return g_strdup_printf (_ ("Q%u"), position + 1);
    case BW_FREQUENCY_MONTH:
      year = bw_calendar_period_at (calendar, BW_PERIOD_YEAR, bw_date_from_ymd (2025, 6, 15));
      year = bw_calendar_period (calendar, BW_PERIOD_MONTH, year.year, (int)position + 1);
      return bw_date_format (year.from + (year.to - year.from) / 2, "%b");
    case BW_FREQUENCY_DAY:
      /* A Monday and the days after it. */
      return bw_date_format (bw_date_from_ymd (2024, 1, 1) + (calendar->first_weekday - 1 + (int)position) % 7, "%a");
    default:
      return g_strdup_printf ("%u", position + 1);
    }
}

static void
clear_cycles (Cycles *cycles)
{
  g_strfreev (cycles->positions);
  g_strfreev (cycles->cycles);
  g_free (cycles->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cycles, clear_cycles)

/* Lays the newest years of what is complete over each other. */
static void
fill_cycles (Cycles        *cycles,
             const BwTrend *trend,
             const BwBook  *book)
{
  int last = G_MININT, cycle, position, length = trend->series->query.frequency == BW_FREQUENCY_DAY ? 7 : 1, first;

  cycles->n_positions = trend->series->season > 1 ? trend->series->season : 0;
  for (guint i = trend->first; i < trend->first + trend->n; i++)
    {
      find_position (trend, &book->calendar, i, &cycle, &position);
      last = MAX (last, cycle);
    }
  first = last - (MOST_CYCLES - 1) * length;
  for (guint i = trend->first; i < trend->first + trend->n; i++)
    {
      find_position (trend, &book->calendar, i, &cycle, &position);
      if (cycle >= first)
        cycles->n_cycles = MAX (cycles->n_cycles, (guint)((last - cycle) / length + 1));
    }
  cycles->values = g_new (double, (gsize)cycles->n_cycles * cycles->n_positions + 1);
  for (gsize v = 0; v < (gsize)cycles->n_cycles * cycles->n_positions; v++)
    cycles->values[v] = NAN;
  for (guint i = trend->first; i < trend->first + trend->n; i++)
    {
      int row;

      find_position (trend, &book->calendar, i, &cycle, &position);
      row = (int)cycles->n_cycles - 1 - (last - cycle) / length;
      if (row >= 0 && position >= 0 && position < (int)cycles->n_positions)
        cycles->values[(gsize)row * cycles->n_positions + position] = trend->values[i];
    }
  cycles->positions = g_new0 (char *, cycles->n_positions + 1);
  cycles->cycles = g_new0 (char *, cycles->n_cycles + 1);
  for (guint p = 0; p < cycles->n_positions; p++)
    cycles->positions[p] = dup_position_name (trend, &book->calendar, p);
  for (guint c = 0; c < cycles->n_cycles; c++)
    {
      int year = last - (int)(cycles->n_cycles - 1 - c) * length;

      cycles->cycles[c] = length == 7 ? bw_date_format_short ((BwDate)year, BW_DATE_NONE) : g_strdup_printf ("%d", year);
    }
}

/* What stands at @position of the @cycle-th of the years that are laid over each other, -1 for the newest that has a value there.
 * Returns: its place from the first value that is looked at; -1 nothing. */
int
bw_trend_picture_find_cell (const BwTrend *trend,
                            const BwBook  *book,
                            int            cycle,
                            guint          position)
{
  int length = trend->series->query.frequency == BW_FREQUENCY_DAY ? 7 : 1, newest = G_MININT, at, here, found = -1;
  g_auto (Cycles) cycles = { 0 };

  fill_cycles (&cycles, trend, book);
  for (guint i = 0; i < trend->n; i++)
    {
      find_position (trend, &book->calendar, trend->first + i, &at, &here);
      newest = MAX (newest, at);
    }
  for (guint i = 0; i < trend->n; i++)
    {
      find_position (trend, &book->calendar, trend->first + i, &at, &here);
      if (here == (int)position && (cycle < 0 || (int)cycles.n_cycles - 1 - (newest - at) / length == cycle))
        found = (int)i;
    }
  return found;
}

/* The largest parts of @trend's series on one scale.
 * Returns: (transfer full): the chart. */
BwChart *
bw_trend_picture_new_parts (const BwTrend *trend,
                            const BwBook  *book)
{
  BwMeasure measure = get_measure (trend, book);
  g_autoptr (GArray) series = g_array_new (FALSE, TRUE, sizeof (BwMultipleSeries));
  guint n = MIN (trend->series->parts->len, MOST_PARTS);

  for (guint i = 0; i < n && trend->series->query.split != BW_SALES_BY_NOTHING; i++)
    {
      const char      *name = trend->series->parts->pdata[i];
      BwMultipleSeries part = { name[0] != '\0' ? name : _ ("None"), bw_sales_series_row (trend->series, i) + trend->first, trend->n, trend->n };

      g_array_append_val (series, part);
    }
  return bw_multiple_chart_new (series->len > 0 ? _ ("The parts, the largest first, on the same scale")
                                                : _ ("Choose what sales are told apart by"),
                                &measure, _ ("Part"), (BwMultipleSeries *)(gpointer)series->data, series->len, FALSE);
}

/* What the season of @trend is, in a sentence. A few years of chance alone look like a strong season: it is not called clear where the
 * forecast, which tests it, found none. */
static char *
dup_season_title (const BwTrend *trend,
                  const BwBook  *book)
{
  gboolean found;

  if (trend->facts->len > 0)
    return bw_season_fact_dup_text (&g_array_index (trend->facts, BwSeasonFact, 0), trend->series, &book->calendar);
  if (!isfinite (trend->strength_season))
    return g_strdup (_ ("The same parts of the years over each other"));
  found = trend->strength_season > 0.4 && (trend->forecast == NULL || (trend->forecast->notes & BW_SERIES_NOTE_NO_SEASON) == 0);
  return g_strdup (found ? _ ("The season is clear, but no single part of it stands out") : _ ("No clear season"));
}

/* The newest years of @trend over each other.
 * Returns: (transfer full): the chart. */
BwChart *
bw_trend_picture_new_season (const BwTrend *trend,
                             const BwBook  *book)
{
  BwMeasure measure = get_measure (trend, book);
  g_auto (Cycles) cycles = { 0 };
  g_autofree char *title = dup_season_title (trend, book);

  fill_cycles (&cycles, trend, book);
  return bw_season_chart_new (title, &measure, (const char *const *)cycles.positions, (const char *const *)cycles.cycles,
                              cycles.values);
}

/* The same years as a grid of colours.
 * Returns: (transfer full): the chart. */
BwChart *
bw_trend_picture_new_heat (const BwTrend *trend,
                           const BwBook  *book)
{
  BwMeasure measure = get_measure (trend, book);
  g_auto (Cycles) cycles = { 0 };
  g_autofree char *title = dup_season_title (trend, book);

  fill_cycles (&cycles, trend, book);
  return bw_heat_chart_new (title, &measure, _ ("Year"), (const char *const *)cycles.cycles,
                            (const char *const *)cycles.positions, cycles.values);
}

static void
take_finding (GArray        *findings,
              BwTrendFinding kind,
              char          *text,
              int            place)
{
  BwTrendRemark remark = { kind, text, place };

  g_array_append_val (findings, remark);
}

static void
clear_remark (gpointer data)
{
  g_free (((BwTrendRemark *)data)->text);
}

/* What stands out in @trend, in sentences: turns, surprises, season, what the forecast notes; the newest first.
 * Returns: (transfer full) (element-type BwTrendRemark): at most @most of them; empty when nothing does. */
GArray *
bw_trend_picture_find (const BwTrend *trend,
                       const BwBook  *book,
                       guint          most)
{
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (BwTrendRemark));

  g_array_set_clear_func (findings, clear_remark);
  for (guint i = trend->turnings->len; i-- > 0 && findings->len < most / 2;)
    {
      const BwTurning *turning = &g_array_index (trend->turnings, BwTurning, i);
      gboolean         down = turning->kind == BW_TURNING_DOWN || turning->kind == BW_TURNING_PEAK;

      take_finding (findings, down ? BW_TREND_FINDING_DOWN : BW_TREND_FINDING_UP,
                    bw_turning_dup_text (turning, trend->series, trend->first), (int)turning->to);
    }
  for (guint i = trend->anomalies->len;
       i-- > 0 && findings->len + 2 < most && trend->anomalies->len - i <= MOST_ANOMALIES;)
    take_finding (findings, BW_TREND_FINDING_ANOMALY, bw_trend_dup_anomaly_text (trend, book, i), (int)g_array_index (trend->anomalies, BwAnomaly, i).at);
  for (guint i = 0; i < trend->facts->len && findings->len < most; i++)
    take_finding (findings, BW_TREND_FINDING_SEASON,
                  bw_season_fact_dup_text (&g_array_index (trend->facts, BwSeasonFact, i), trend->series, &book->calendar), -1);
  for (guint note = 0; note < BW_N_SERIES_NOTES; note++)
    if ((trend->forecast->notes & (1u << note)) &&
        !((1u << note) == BW_SERIES_NOTE_NO_SEASON && trend->facts->len > 0))
      take_finding (findings, BW_TREND_FINDING_NOTE, g_strdup (bw_series_note_text ((BwSeriesNotes)(1u << note))), -1);
  return findings;
}
