/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of history: trend, season, what stands out, what comes next.
 *
 *   headline: the last year against the one before, and what is forecast
 *   [Closed won v] [Months v] by [Region v] [All v]
 *   chart: history, trend, marked values, forecast with ranges
 *   [Season|Heat map|Parts]      | what stands out, in sentences
 *
 * Everything is worked out by one job for what is chosen; imported series and orders work without any deal. The scope of
 * the window holds here as elsewhere, its period does not: history is all there is. */

#include "app/bw-trends-page.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-chart-view.h"
#include "app/bw-columns.h"
#include "app/bw-page.h"
#include "app/bw-wording.h"
#include "chart/bw-heat-chart.h"
#include "chart/bw-multiple-chart.h"
#include "chart/bw-season-chart.h"
#include "chart/bw-series-chart.h"
#include "core/bw-anomaly.h"
#include "core/bw-custom-field.h"
#include "core/bw-record.h"
#include "core/bw-trend.h"
#include "core/bw-season-fact.h"
#include "core/bw-turning.h"
#include "session/bw-live.h"

enum
{
  PART_SIZE = 256,
  MOST_FINDINGS = 8,
  MOST_ANOMALIES = 3, /* the newest; the chart marks them all */
  MOST_PARTS = 24,
  MOST_CYCLES = 8,
};

static const struct
{
  BwSalesMeasure measure;
  const char    *title;
} measures[] = {
  { BW_SALES_WON, N_ ("Closed won") },
  { BW_SALES_WON_COUNT, N_ ("Deals won") },
  { BW_SALES_NEW, N_ ("New pipeline") },
  { BW_SALES_NEW_COUNT, N_ ("New deals") },
  { BW_SALES_RECORD, N_ ("Orders") },
  { BW_SALES_RECORD_COUNT, N_ ("Number of orders") },
  { BW_SALES_VALUE, N_ ("Imported series") },
};

static const struct
{
  BwFrequency frequency;
  const char *title;
} frequencies[] = {
  { BW_FREQUENCY_MONTH, N_ ("Months") },
  { BW_FREQUENCY_QUARTER, N_ ("Quarters") },
  { BW_FREQUENCY_YEAR, N_ ("Years") },
  { BW_FREQUENCY_WEEK, N_ ("Weeks") },
  { BW_FREQUENCY_DAY, N_ ("Days") },
};

static const struct
{
  BwSalesSplit split;
  const char  *title;
} splits[] = {
  { BW_SALES_BY_NOTHING, N_ ("Nothing") },
  { BW_SALES_BY_PERSON, N_ ("Owner") },
  { BW_SALES_BY_TEAM, N_ ("Team") },
  { BW_SALES_BY_REGION, N_ ("Region") },
  { BW_SALES_BY_PRODUCT, N_ ("Product") },
  { BW_SALES_BY_FAMILY, N_ ("Product family") },
  { BW_SALES_BY_TERRITORY, N_ ("Territory") },
  { BW_SALES_BY_ACCOUNT, N_ ("Account") },
  { BW_SALES_BY_INDUSTRY, N_ ("Industry") },
  { BW_SALES_BY_STATE, N_ ("State") },
  { BW_SALES_BY_COUNTRY, N_ ("Country") },
  { BW_SALES_BY_TYPE, N_ ("Type") },
  { BW_SALES_BY_SOURCE, N_ ("Source") },
  { BW_SALES_BY_NAME, N_ ("Series") },
};

struct _BwTrendsPage
{
  AdwBin parent_instance;

  GtkStack    *stack;
  GtkLabel    *headline;
  GtkDropDown *measure;
  GtkDropDown *frequency;
  GtkDropDown *split;
  GtkDropDown *part;
  BwChartView *chart;
  BwChartView *season;
  BwChartView *heat;
  BwChartView *parts;
  GtkListBox  *findings;

  BwSession *session; /* (owned) */
  BwLive    *live;    /* (owned) */
  GArray    *offered; /* guint: places in measures, as in the drop-down */
  gboolean   filling;
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE_WITH_CODE (BwTrendsPage,
                               bw_trends_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_PAGE, NULL))

/* ---- The job ---- */

typedef struct
{
  BwSalesMeasure measure;
  BwFrequency    frequency;
  BwSalesSplit   split;
  guint          field;
  gboolean       whole; /* no part is chosen */
  char           part[PART_SIZE];
} Question;

static gpointer
work (const BwLiveJob *job)
{
  const Question *question = job->question;
  BwSalesQuery    query = { question->measure, question->frequency, question->split, question->field, job->as_of, job->scope };

  return bw_trend_new (job->book, &query, question->whole ? NULL : question->part, bw_trend_usual_horizon (question->frequency));
}

static void
free_trend (gpointer data)
{
  bw_trend_free (data);
}

static BwMeasure
get_measure (const BwTrend *trend,
             const BwBook  *book)
{
  BwMeasure number = { .kind = BW_MEASURE_NUMBER };

  return trend->series->money ? bw_measure_money (book->currency) : number;
}

static const char *
get_measure_title (BwSalesMeasure measure)
{
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (measures[i].measure == measure)
      return _ (measures[i].title);
  return "";
}

/* ---- Charts ---- */

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
      return g_strdup_printf (ngettext ("%u year", "%u years", n), n);
    case BW_FREQUENCY_QUARTER:
      return g_strdup_printf (ngettext ("%u quarter", "%u quarters", n), n);
    case BW_FREQUENCY_MONTH:
      return g_strdup_printf (ngettext ("%u month", "%u months", n), n);
    case BW_FREQUENCY_WEEK:
      return g_strdup_printf (ngettext ("%u week", "%u weeks", n), n);
    case BW_FREQUENCY_DAY:
    default:
      return g_strdup_printf (ngettext ("%u day", "%u days", n), n);
    }
}

/* What the last year, or as much as fits, was against the one before, in a sentence. */
static char *
dup_headline (const BwTrend *trend,
              const BwBook  *book)
{
  const char      *what = get_measure_title (trend->series->query.measure);
  guint            year = trend->series->query.frequency == BW_FREQUENCY_DAY ? 28 : trend->series->season;
  BwMeasure        measure = get_measure (trend, book);
  g_autofree char *last_text = NULL, *span = NULL;
  double           last, before = NAN;

  if (trend->n == 0)
    return g_strdup_printf (_ ("%s: no period is complete yet"), what);
  year = MIN (year, trend->n);
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

static BwChart *
make_chart (const BwTrend *trend,
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

      cycles->cycles[c] = length == 7 ? bw_wording_day ((BwDate)year, BW_DATE_NONE) : g_strdup_printf ("%d", year);
    }
}

static BwChart *
make_parts (const BwTrend *trend,
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

static void
show_charts (BwTrendsPage  *self,
             const BwTrend *trend,
             const BwBook  *book)
{
  BwMeasure measure = get_measure (trend, book);
  g_auto (Cycles) cycles = { 0 };
  g_autoptr (BwChart) chart = make_chart (trend, book), season = NULL, heat = NULL, parts = make_parts (trend, book);
  g_autofree char *season_title = NULL;

  fill_cycles (&cycles, trend, book);
  if (trend->facts->len > 0)
    season_title = bw_season_fact_dup_text (&g_array_index (trend->facts, BwSeasonFact, 0), trend->series, &book->calendar);
  else if (isfinite (trend->strength_season))
    season_title = g_strdup (trend->strength_season > 0.4 ? _ ("The season is clear, but no single part of it stands out")
                                                          : _ ("No clear season"));
  else
    season_title = g_strdup (_ ("The same parts of the years over each other"));
  season = bw_season_chart_new (season_title, &measure, (const char *const *)cycles.positions, (const char *const *)cycles.cycles,
                                cycles.values);
  heat = bw_heat_chart_new (season_title, &measure, _ ("Year"), (const char *const *)cycles.cycles,
                            (const char *const *)cycles.positions, cycles.values);
  bw_chart_view_set_chart (self->chart, chart);
  bw_chart_view_set_chart (self->season, season);
  bw_chart_view_set_chart (self->heat, heat);
  bw_chart_view_set_chart (self->parts, parts);
}

/* ---- What stands out ---- */

static void
add_finding (BwTrendsPage *self,
             const char   *icon,
             const char   *style,
             const char   *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *label = gtk_label_new (text);
  GtkWidget *image = gtk_image_new_from_icon_name (icon), *row = gtk_list_box_row_new ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_widget_set_margin_top (image, 3);
  if (style != NULL)
    gtk_widget_add_css_class (image, style);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->findings, row);
}

static void
show_findings (BwTrendsPage  *self,
               const BwTrend *trend,
               const BwBook  *book)
{
  GtkWidget *child;
  guint      n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->findings))) != NULL)
    gtk_list_box_remove (self->findings, child);
  for (guint i = trend->turnings->len; i-- > 0 && n < MOST_FINDINGS / 2; n++)
    {
      const BwTurning *turning = &g_array_index (trend->turnings, BwTurning, i);
      gboolean         down = turning->kind == BW_TURNING_DOWN || turning->kind == BW_TURNING_PEAK;
      g_autofree char *text = bw_turning_dup_text (turning, trend->series, trend->first);

      add_finding (self, down ? "go-down-symbolic" : "go-up-symbolic", down ? "error" : "success", text);
    }
  for (guint i = trend->anomalies->len; i-- > 0 && n < MOST_FINDINGS - 2 && trend->anomalies->len - i <= MOST_ANOMALIES; n++)
    {
      g_autofree char *text = bw_trend_dup_anomaly_text (trend, book, i);

      add_finding (self, "dialog-warning-symbolic", "warning", text);
    }
  for (guint i = 0; i < trend->facts->len && n < MOST_FINDINGS; i++, n++)
    {
      g_autofree char *text = bw_season_fact_dup_text (&g_array_index (trend->facts, BwSeasonFact, i), trend->series, &book->calendar);

      add_finding (self, "x-office-calendar-symbolic", NULL, text);
    }
  for (guint note = 0; note < BW_N_SERIES_NOTES; note++)
    if ((trend->forecast->notes & (1u << note)) && !((1u << note) == BW_SERIES_NOTE_NO_SEASON && trend->facts->len > 0))
      add_finding (self, "dialog-information-symbolic", "dim-label", bw_series_note_text ((BwSeriesNotes)(1u << note)));
  if (gtk_widget_get_first_child (GTK_WIDGET (self->findings)) == NULL)
    add_finding (self, "emblem-ok-symbolic", "success", _ ("Nothing out of the ordinary."));
}

/* ---- What is chosen ---- */

/* Whether the book tells anything of @measure. */
static gboolean
is_told (const BwBook  *book,
         BwSalesMeasure measure)
{
  BwRecordKind kind = measure == BW_SALES_VALUE ? BW_RECORD_SERIES : BW_RECORD_SALE;

  if (measure != BW_SALES_VALUE && measure != BW_SALES_RECORD && measure != BW_SALES_RECORD_COUNT)
    return book->deals.n > 0;
  for (guint i = 0; i < book->records->len; i++)
    if (bw_book_record (book, i)->kind == kind)
      return TRUE;
  return FALSE;
}

static void
fill_drop_down (GtkDropDown   *drop_down,
                GtkStringList *names,
                guint          selected)
{
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (drop_down, selected);
}

/* Offers the measures that the book tells of; the chosen one stays. */
static void
fill_measures (BwTrendsPage *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  guint         chosen = gtk_drop_down_get_selected (self->measure), before = G_MAXUINT, selected = 0;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (chosen < self->offered->len)
    before = g_array_index (self->offered, guint, chosen);
  g_array_set_size (self->offered, 0);
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (is_told (book, measures[i].measure))
      {
        if (i == before)
          selected = self->offered->len;
        g_array_append_val (self->offered, i);
        gtk_string_list_append (names, _ (measures[i].title));
      }
  fill_drop_down (self->measure, names, selected);
}

static void
fill_splits (BwTrendsPage *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  guint         chosen = gtk_drop_down_get_selected (self->split);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (splits); i++)
    gtk_string_list_append (names, _ (splits[i].title));
  for (guint i = 0; i < book->fields->len; i++)
    gtk_string_list_append (names, bw_custom_field_title (book, i));
  fill_drop_down (self->split, names, chosen < G_N_ELEMENTS (splits) + book->fields->len ? chosen : 0);
}

/* Offers the parts of @trend; the one that it shows stays chosen. */
static void
fill_parts (BwTrendsPage  *self,
            const BwTrend *trend,
            gboolean       whole)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("All"));
  for (guint i = 0; i < trend->series->parts->len && trend->series->query.split != BW_SALES_BY_NOTHING; i++)
    {
      const char *name = trend->series->parts->pdata[i];

      gtk_string_list_append (names, name[0] != '\0' ? name : _ ("None"));
      if (!whole && g_str_equal (name, trend->name))
        selected = i + 1;
    }
  self->filling = TRUE;
  fill_drop_down (self->part, names, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->part), trend->series->query.split != BW_SALES_BY_NOTHING);
  self->filling = FALSE;
}

static void
ask (BwTrendsPage *self,
     gboolean      keep_part)
{
  guint          measure = gtk_drop_down_get_selected (self->measure), frequency = gtk_drop_down_get_selected (self->frequency);
  guint          split = gtk_drop_down_get_selected (self->split), part = gtk_drop_down_get_selected (self->part);
  const BwTrend *trend = bw_live_get (self->live);
  Question       question;

  if (measure >= self->offered->len || frequency >= G_N_ELEMENTS (frequencies) || split == GTK_INVALID_LIST_POSITION)
    return;
  /* All of it, as the job compares nothing but copies every byte. */
  memset (&question, 0, sizeof question);
  question.measure = measures[g_array_index (self->offered, guint, measure)].measure;
  question.frequency = frequencies[frequency].frequency;
  question.split = split < G_N_ELEMENTS (splits) ? splits[split].split : BW_SALES_BY_FIELD;
  question.field = split < G_N_ELEMENTS (splits) ? 0 : split - G_N_ELEMENTS (splits);
  question.whole = !keep_part || part == 0 || part == GTK_INVALID_LIST_POSITION || trend == NULL || part > trend->series->parts->len;
  if (!question.whole)
    g_strlcpy (question.part, trend->series->parts->pdata[part - 1], sizeof question.part);
  bw_live_ask (self->live, &question, sizeof question);
}

static void
chosen_cb (BwTrendsPage *self)
{
  if (!self->filling && self->live != NULL)
    ask (self, TRUE);
}

static void
split_cb (BwTrendsPage *self)
{
  if (!self->filling && self->live != NULL)
    ask (self, FALSE);
}

static void
changed_cb (BwTrendsPage *self)
{
  const BwTrend   *trend = bw_live_get (self->live);
  const BwLiveJob *job = bw_live_get_job (self->live);
  g_autofree char *headline = dup_headline (trend, job->book);

  gtk_label_set_label (self->headline, headline);
  show_charts (self, trend, job->book);
  show_findings (self, trend, job->book);
  fill_parts (self, trend, ((const Question *)job->question)->whole);
}

static void
book_changed_cb (BwTrendsPage *self)
{
  self->filling = TRUE;
  fill_measures (self);
  fill_splits (self);
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (self->stack, self->offered->len > 0 ? "content" : "empty");
  ask (self, TRUE);
}

/* ---- The page ---- */

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_trends_page_parent_class)->map (widget);
  bw_live_set_active (BW_TRENDS_PAGE (widget)->live, TRUE);
}

static void
unmap (GtkWidget *widget)
{
  BwTrendsPage *self = BW_TRENDS_PAGE (widget);

  if (self->live != NULL)
    bw_live_set_active (self->live, FALSE);
  GTK_WIDGET_CLASS (bw_trends_page_parent_class)->unmap (widget);
}

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_SESSION:
      BW_TRENDS_PAGE (object)->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
constructed (GObject *object)
{
  BwTrendsPage *self = BW_TRENDS_PAGE (object);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  G_OBJECT_CLASS (bw_trends_page_parent_class)->constructed (object);
  self->live = bw_live_new (self->session, work, free_trend);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "book-changed", G_CALLBACK (book_changed_cb), self, G_CONNECT_SWAPPED);
  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (frequencies); i++)
    gtk_string_list_append (names, _ (frequencies[i].title));
  fill_drop_down (self->frequency, names, 0);
  self->filling = FALSE;
  book_changed_cb (self);
}

static void
dispose (GObject *object)
{
  BwTrendsPage *self = BW_TRENDS_PAGE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->live);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_trends_page_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_array_unref (BW_TRENDS_PAGE (object)->offered);
  G_OBJECT_CLASS (bw_trends_page_parent_class)->finalize (object);
}

static void
bw_trends_page_class_init (BwTrendsPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = set_property;
  object_class->constructed = constructed;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  widget_class->map = map;
  widget_class->unmap = unmap;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, BW_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (BW_TYPE_CHART_VIEW);
  g_type_ensure (BW_TYPE_COLUMNS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-trends-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, headline);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, measure);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, frequency);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, split);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, part);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, chart);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, season);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, heat);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, parts);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, findings);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, split_cb);
}

static void
bw_trends_page_init (BwTrendsPage *self)
{
  self->offered = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
}
