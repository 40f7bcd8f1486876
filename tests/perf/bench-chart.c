/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a frame of a chart takes.
 *
 * bench-chart [POINTS [NAME]]: prints the best and the median of several frames in milliseconds, and the median of the processor's
 * time, which other processes do not lengthen, with the goal of 16 ms, of all charts or those with NAME in their name: a line, a series
 * and scattered dots of that many points (10,000), the series also where only a hundredth of it is looked at, and the charts of the
 * pages at the size of a large window. Tables of numbers are as near to square as that many points let them be, and few charts of the
 * pages hold more than some dozen; these are drawn with as many as they get there. */

#include "chart/bw-bar-chart.h"
#include "chart/bw-category-flow-chart.h"
#include "chart/bw-course-chart.h"
#include "chart/bw-distribution-chart.h"
#include "chart/bw-funnel-chart.h"
#include "chart/bw-heat-chart.h"
#include "chart/bw-multiple-chart.h"
#include "chart/bw-outcomes-chart.h"
#include "chart/bw-range-chart.h"
#include "chart/bw-reliability-chart.h"
#include "chart/bw-scatter-chart.h"
#include "chart/bw-season-chart.h"
#include "chart/bw-series-chart.h"
#include "chart/bw-sparkline.h"
#include "chart/bw-stack-chart.h"
#include "chart/bw-tornado-chart.h"
#include "chart/bw-waterfall-chart.h"

#include "../chart/chart-sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* (nullable): charts without it in their name are passed over. */
static const char *wanted;

enum
{
  N_FRAMES = 21,
  GOAL_MS = 16,
};

static int
compare_times (const void *a,
               const void *b)
{
  gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;

  return left < right ? -1 : left > right;
}

/* Microseconds that this thread has computed for. */
static gint64
get_processor_time (void)
{
  struct timespec at;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &at);
  return at.tv_sec * G_GINT64_CONSTANT (1000000) + at.tv_nsec / 1000;
}

static gboolean
time_frames (const char *name,
             BwChart    *chart,
             int         width,
             int         height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t         *cr = cairo_create (surface);
  BwTheme          theme = BW_THEME_LIGHT;
  gint64           times[N_FRAMES], processor[N_FRAMES];
  int              n = wanted == NULL || strstr (name, wanted) != NULL ? N_FRAMES : 0;
  gboolean         met;

  for (int i = 0; i < n; i++)
    {
      gint64 begin = g_get_monotonic_time (), begin_processor = get_processor_time ();

      bw_chart_draw (chart, cr, width, height, &theme);
      times[i] = g_get_monotonic_time () - begin;
      processor[i] = get_processor_time () - begin_processor;
    }
  qsort (times, n, sizeof *times, compare_times);
  qsort (processor, n, sizeof *processor, compare_times);
  met = n == 0 || processor[N_FRAMES / 2] <= GOAL_MS * 1000;
  if (n > 0)
    g_print ("%-28s %dx%d  best %6.2f ms  median %6.2f ms  processor %6.2f ms  goal %d ms  %s\n", name, width, height, times[0] / 1e3,
             times[N_FRAMES / 2] / 1e3, processor[N_FRAMES / 2] / 1e3, GOAL_MS, met ? "met" : "missed");
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  bw_chart_unref (chart);
  return met;
}

/* A day for each of @values (array length=n), the last tenth forecast. */
static BwChart *
make_series (const double      *values,
             guint              n,
             const BwViewRange *range)
{
  g_autofree BwSeriesPoint *points = g_new0 (BwSeriesPoint, n + 1);
  BwMeasure                 money = bw_measure_money ("USD");
  BwCalendar                calendar = BW_CALENDAR_DEFAULT;
  BwChart                  *chart;

  for (guint i = 0; i < n; i++)
    {
      gboolean known = i < n - n / 10;
      double   value = 1e8 + 1e6 * values[i];

      points[i] = (BwSeriesPoint) { bw_date_from_ymd (2000, 1, 1) + (BwDate)i, "day", known ? value : NAN, known ? 1e8 : NAN,
                                    known ? NAN : value, known ? NAN : value - 1e6, known ? NAN : value + 1e6,
                                    known ? NAN : value - 2e6, known ? NAN : value + 2e6, NULL };
    }
  chart = bw_series_chart_new ("x", &money, &calendar, "50 % range", "80 % range", points, n);
  bw_chart_set_range (chart, range);
  return chart;
}

static BwChart *
make_scatter (const double *values,
              guint         n)
{
  g_autofree BwScatterPoint *points = g_new0 (BwScatterPoint, n + 1);
  BwScatterAxis              axis = { bw_measure_money ("USD"), "Amount" };

  for (guint i = 0; i < n; i++)
    points[i] = (BwScatterPoint) { "A deal", 1e8 * values[i], 1e8 * values[n - 1 - i], BW_TONE_OPEN };
  return bw_scatter_chart_new ("x", &axis, &axis, points, n);
}

/* Returns: (transfer full): @n names. */
static GStrv
make_names (guint n)
{
  GStrv names = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = g_strdup_printf ("%u", 1900 + i);
  return names;
}

/* The charts that show a table of @values (array length=n). */
static gboolean
time_tables (const double *values,
             guint         n)
{
  guint     side = (guint)sqrt (n), n_parts = 6, n_columns = n / n_parts;
  BwMeasure money = bw_measure_money ("USD");
  g_auto (GStrv) names = make_names (side), columns = make_names (n_columns), parts = make_names (n_parts);
  const char *const           *sides = (const char *const *)names;
  g_autofree BwMultipleSeries *series = g_new0 (BwMultipleSeries, side + 1);
  g_autofree double           *amounts = g_new (double, n + 1);
  gboolean                     met;

  for (guint i = 0; i < n; i++)
    amounts[i] = 1e8 * values[i];
  for (guint i = 0; i < side; i++)
    series[i] = (BwMultipleSeries) { names[i], amounts + i * side, side, side - side / 10 };
  met = time_frames ("heat map", bw_heat_chart_new ("x", &money, "x", sides, sides, amounts), 1000, 700);
  met = time_frames ("season", bw_season_chart_new ("x", &money, sides, sides, amounts), 1000, 400) && met;
  met = time_frames ("stacked columns",
                     bw_stack_chart_new ("x", &money, "x", (const char *const *)columns, (const char *const *)parts, amounts),
                     1000, 400) &&
        met;
  return time_frames ("small multiples", bw_multiple_chart_new ("x", &money, "x", series, side, FALSE), 1800, 1400) && met;
}

static int
compare_amounts (const void *a,
                 const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;

  return left < right ? -1 : left > right;
}

/* Two outcomes of @n paths each, and their range. */
static gboolean
time_outcomes (const double *values,
               guint         n)
{
  g_autofree double *paths = g_new (double, n + 1);
  BwOutcomes         outcomes[2];
  BwRangeMarks       marks;
  gboolean           met;

  for (guint i = 0; i < n; i++)
    paths[i] = 1e8 * (1.0 + values[i]);
  qsort (paths, n, sizeof *paths, compare_amounts);
  for (guint i = 0; i < 2; i++)
    outcomes[i] = (BwOutcomes) { "x", paths, n, 1.7e8, 0.3, paths[n / 10], paths[n / 2], paths[n - 1 - n / 10] };
  marks = (BwRangeMarks) { paths[n / 10], paths[n / 4], paths[n / 2], paths[n - 1 - n / 4], paths[n - 1 - n / 10], 1.7e8 };
  met = time_frames ("outcomes, over", bw_outcomes_chart_new ("x", "USD", BW_OUTCOMES_OVER, outcomes, 2), 1000, 400);
  met = time_frames ("outcomes, rows", bw_outcomes_chart_new ("x", "USD", BW_OUTCOMES_ROWS, outcomes, 2), 1000, 400) && met;
  return time_frames ("range", bw_range_chart_new (&marks, "USD"), 1000, 200) && met;
}

/* The charts that never hold many points. */
static gboolean
time_few (void)
{
  static const char *const names[] = { "Pipeline", "Best case", "Commit", "Won", NULL };
  static const BwTone      tones[] = { BW_TONE_CONTEXT, BW_TONE_OPEN, BW_TONE_OPEN, BW_TONE_WON };
  double                   cells[16];
  BwBarItem                bars[40];
  BwFunnelStage            stages[10];
  BwTornadoLever           levers[20];
  BwScoreBin               bins[10];
  BwMeasure                money = bw_measure_money ("USD");
  gboolean                 met;

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    cells[i] = 1e7 * (1 + i % 5);
  for (guint i = 0; i < G_N_ELEMENTS (bars); i++)
    bars[i] = (BwBarItem) { "Somebody", 1e7 * (1 + i % 7), "a note", BW_TONE_OPEN };
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    stages[i] = (BwFunnelStage) { "A stage", 1000 - 90 * i, 0.7, 0.6, 10 + i };
  for (guint i = 0; i < G_N_ELEMENTS (levers); i++)
    levers[i] = (BwTornadoLever) { "A lever", "-10 %", "+10 %", 4e8 - 1e7 * i, 4e8 + 1e7 * i };
  for (guint i = 0; i < G_N_ELEMENTS (bins); i++)
    bins[i] = (BwScoreBin) { i / 10.0, (i + 1) / 10.0, 100, i / 10.0 + 0.05, i / 10.0 + 0.03, i / 10.0, i / 10.0 + 0.1 };
  met = time_frames ("bars", bw_bar_chart_new ("x", "x", "x", "USD", bars, G_N_ELEMENTS (bars)), 1000, 1400);
  met = time_frames ("funnel", bw_funnel_chart_new ("x", stages, G_N_ELEMENTS (stages)), 1000, 700) && met;
  met = time_frames ("tornado", bw_tornado_chart_new ("x", &money, 4e8, levers, G_N_ELEMENTS (levers)), 1000, 700) && met;
  met = time_frames ("flow of categories", bw_category_flow_chart_new ("x", &money, names, names, cells, tones), 1000, 700) && met;
  return time_frames ("reliability", bw_reliability_chart_new (bins, G_N_ELEMENTS (bins)), 700, 700) && met;
}

int
main (int    argc,
      char **argv)
{
  guint              n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 10000;
  g_autofree double *walk = g_new (double, n + 1), *noise = g_new (double, n + 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (BwBook) book = bw_book_new ();
  BwOutlook *outlook = chart_sample_outlook (book, bw_date_from_ymd (2026, 11, 9));
  BwFlow     flow;
  double     at = 0;
  gboolean   met = TRUE;

  const BwViewRange whole = BW_VIEW_RANGE_WHOLE, part = { 0.6, 0.61 };

  wanted = argc > 2 ? argv[2] : NULL;
  chart_sample_flow (&flow);
  for (guint i = 0; i < n; i++)
    {
      at += g_rand_double (random) - 0.5;
      walk[i] = at;
      noise[i] = g_rand_double (random);
    }
  met = time_frames ("line, random walk", bw_sparkline_new ("x", walk, n, "USD"), 1000, 400) && met;
  met = time_frames ("line, noise", bw_sparkline_new ("x", noise, n, "USD"), 1000, 400) && met;
  met = time_frames ("series", make_series (walk, n, &whole), 1000, 400) && met;
  met = time_frames ("series, a hundredth", make_series (walk, n, &part), 1000, 400) && met;
  met = time_frames ("scatter", make_scatter (noise, n), 1000, 400) && met;
  met = time_frames ("course", bw_course_chart_new (outlook, book), 1800, 700) && met;
  met = time_frames ("distribution", bw_distribution_chart_new (outlook, book), 1800, 700) && met;
  met = time_frames ("waterfall", bw_waterfall_chart_new (&flow, "USD"), 1800, 700) && met;
  met = time_tables (noise, n) && met;
  met = time_outcomes (noise, n) && met;
  met = time_few () && met;
  chart_sample_outlook_free (outlook);
  return met ? EXIT_SUCCESS : EXIT_FAILURE;
}
