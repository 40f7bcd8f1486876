/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts: where points and labels stand, what is said, and what becomes of strange data. */

#include "chart/bw-bar-chart.h"
#include "chart/bw-call-chart.h"
#include "chart/bw-course-chart.h"
#include "chart/bw-distribution-chart.h"
#include "chart/bw-range-chart.h"
#include "chart/bw-sheet.h"
#include "chart/bw-sparkline.h"
#include "chart/bw-waterfall-chart.h"
#include "chart-checks.h"
#include "chart-sample.h"

#include <math.h>
#include <string.h>

typedef enum
{
  COURSE,
  COURSE_BEFORE,
  COURSE_OVER,
  DISTRIBUTION,
  WATERFALL,
  BARS,
  RANGE,
  SPARKLINE,
  HOME,
  FORECAST,
  N_KINDS,
} Kind;

static BwDate
day (const char *text)
{
  BwDate date = 0;

  g_assert_true (bw_date_parse_iso (text, &date));
  return date;
}

static BwChart *
make_bars (void)
{
  static const BwBarItem items[] = {
    { "Simulation", 412000000, "off by 9 %", BW_TONE_ACCENT },
    { "Last 90 days", 371000000, NULL, BW_TONE_CONTEXT },
    { "Calls", NAN, NULL, BW_TONE_CONTEXT },
  };
  BwChart *chart = bw_bar_chart_new ("Methods side by side", "Method", "Forecast", "USD", items, G_N_ELEMENTS (items));

  bw_bar_chart_set_reference (chart, "Target", 450000000);
  return chart;
}

static void
add_past (BwChart      *chart,
          const BwBook *book)
{
  BwPeriod      last = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2026, 3);
  BwCoursePoint points[2] = { { last.from + 45, 250000000 }, { last.to, 400000000 } };
  BwCoursePoint calls[2] = { { day ("2026-10-12"), 460000000 }, { day ("2026-11-02"), 430000000 } };

  bw_course_chart_add_past (chart, &last, points, G_N_ELEMENTS (points));
  bw_course_chart_set_calls (chart, calls, G_N_ELEMENTS (calls));
}

static BwChart *
make_chart (Kind kind)
{
  static const double      values[] = { 100, 300, NAN, 200, 250 };
  static const char *const days[N_KINDS] = { [COURSE_BEFORE] = "2026-09-01", [COURSE_OVER] = "2027-01-15" };
  g_autoptr (BwBook) book = bw_book_new ();
  BwOutlook   *outlook = chart_sample_outlook (book, day (days[kind] != NULL ? days[kind] : "2026-11-09"));
  BwRangeMarks marks = { outlook->p10, outlook->p25, outlook->p50, outlook->p75, outlook->p90, 460000000 };
  BwChart     *chart = NULL;
  BwFlow       flow;

  chart_sample_flow (&flow);
  switch (kind)
    {
    case COURSE:
    case COURSE_BEFORE:
    case COURSE_OVER:
      chart = bw_course_chart_new (outlook, book);
      add_past (chart, book);
      break;
    case DISTRIBUTION:
      chart = bw_distribution_chart_new (outlook, book);
      break;
    case WATERFALL:
      chart = bw_waterfall_chart_new (&flow, "USD");
      break;
    case BARS:
      chart = make_bars ();
      break;
    case RANGE:
      chart = bw_range_chart_new (&marks, "USD");
      break;
    case SPARKLINE:
      chart = bw_sparkline_new ("Closed by week", values, G_N_ELEMENTS (values), "USD");
      break;
    case HOME:
      chart = bw_sheet_new_home (book, outlook, &flow);
      break;
    case FORECAST:
      chart = bw_sheet_new_forecast (book, outlook);
      break;
    case N_KINDS:
      break;
    }
  chart_sample_outlook_free (outlook);
  return chart;
}

/* Days are evenly spaced and amounts are in proportion to their height over zero. */
static void
test_course_geometry (void)
{
  g_autoptr (BwChart) chart = make_chart (COURSE);
  BwTheme        theme = BW_THEME_LIGHT;
  const BwPoint *first, *seam = NULL, *last;
  guint          n = bw_chart_n_points (chart);

  bw_chart_lay_out (chart, 900, 360, &theme);
  /* The beginning, five weeks, the day of the data, eight weeks and the period's end. */
  g_assert_cmpuint (n, ==, 16);
  first = bw_chart_point (chart, 0);
  seam = bw_chart_point (chart, 6);
  last = bw_chart_point (chart, n - 1);
  /* 40 of 92 days, 40 of 92 amounts. */
  g_assert_cmpfloat_with_epsilon ((seam->x - first->x) / (last->x - first->x), 40.0 / 92, 1e-9);
  g_assert_cmpfloat_with_epsilon ((first->y - seam->y) / (first->y - last->y), 40.0 / 92, 1e-9);
  g_assert_cmpfloat (last->x, <, 900 - 60); /* room for labels */
  g_assert_nonnull (chart_find_label (chart, "Target $4.50"));
  g_assert_nonnull (chart_find_label (chart, "Closed $2.00"));
  g_assert_nonnull (chart_find_label (chart, "P50"));
  g_assert_nonnull (chart_find_label (chart, "P10"));
  g_assert_nonnull (chart_find_label (chart, "P90"));
  g_assert_nonnull (chart_find_label (chart, "Q3 2026"));
  g_assert_nonnull (chart_find_label (chart, "Calls"));
  g_assert_nonnull (chart_find_label (chart, "As of 9 Nov"));
  g_assert_nonnull (chart_find_label (chart, "31 Dec"));
  g_assert_nonnull (chart_find_label (chart, "M\u00a0USD"));
}

/* The bins hold every path once, each as many as its width, and tell the chance of more. */
static void
test_distribution_shares (void)
{
  g_autoptr (BwChart) chart = make_chart (DISTRIBUTION);
  g_autoptr (BwChartTable) table = bw_chart_dup_table (chart, TRUE);
  guint64 total = 0;
  guint   n_rows = bw_chart_table_n_rows (table);

  g_assert_cmpuint (n_rows, >=, 10);
  for (guint row = 0; row < n_rows; row++)
    {
      double  from = g_ascii_strtod (bw_chart_table_cell (table, row, 0), NULL);
      double  to = g_ascii_strtod (bw_chart_table_cell (table, row, 1), NULL);
      guint64 n = g_ascii_strtoull (bw_chart_table_cell (table, row, 2), NULL, 10);
      double  more = g_ascii_strtod (bw_chart_table_cell (table, row, 3), NULL);

      total += n;
      if (from < 5000000)
        g_assert_cmpuint (n, ==, (guint64)((to - from) / 1000));
      g_assert_cmpfloat_with_epsilon (more, 1 - total / 2001.0, 0.00006);
    }
  g_assert_cmpuint (total, ==, 2001);
}

/* Of a period that is over it says what came of it. */
static void
test_distribution_over (void)
{
  BwOutlook    outlook = { .as_of = 20000, .period = { BW_PERIOD_QUARTER, 0 }, .won = 142000000, .quota = 150000000 };
  BwBook      *book = bw_book_new ();
  const double amounts[] = { 142000000, 142000000 };

  outlook.period.from = 19900;
  outlook.period.to = 19990;
  outlook.paths = (double *)amounts;
  for (guint n_paths = 0; n_paths <= 2; n_paths += 2)
    for (guint target = 0; target < 2; target++)
      {
        g_autoptr (BwChart) chart = NULL;
        g_autofree char *title = NULL;
        BwTheme          theme = BW_THEME_LIGHT;

        outlook.n_paths = n_paths;
        outlook.quota = target ? 150000000 : BW_MONEY_NONE;
        chart = bw_distribution_chart_new (&outlook, book);
        title = bw_chart_dup_title (chart);
        g_assert_true (g_str_has_suffix (title, target ? " closed at $1.42\u00a0M, $80.0\u00a0K short of target" : " closed at $1.42\u00a0M"));
        bw_chart_lay_out (chart, 640, 320, &theme);
        g_assert_nonnull (chart_find_label (chart, "The period is over"));
      }
  bw_book_unref (book);
}

/* The columns stand on zero, the moves between them in order, and the table adds up. */
static void
test_waterfall_sum (void)
{
  g_autoptr (BwChart) chart = make_chart (WATERFALL);
  g_autoptr (BwChartTable) table = bw_chart_dup_table (chart, TRUE);
  BwTheme theme = BW_THEME_LIGHT;
  guint   n = bw_chart_n_points (chart);
  double  sum = 0;

  bw_chart_lay_out (chart, 1200, 400, &theme);
  g_assert_cmpuint (n, ==, 13);
  g_assert_cmpint (bw_waterfall_chart_bucket (chart, 0), ==, BW_WATERFALL_START);
  g_assert_cmpint (bw_waterfall_chart_bucket (chart, 1), ==, BW_FLOW_NEW);
  g_assert_cmpint (bw_waterfall_chart_bucket (chart, n - 1), ==, BW_WATERFALL_END);
  for (guint i = 0; i + 1 < n; i++)
    {
      sum += g_ascii_strtod (bw_chart_table_cell (table, i, 1), NULL);
      g_assert_cmpfloat (bw_chart_point (chart, i)->x, <, bw_chart_point (chart, i + 1)->x);
    }
  g_assert_cmpfloat_with_epsilon (sum, g_ascii_strtod (bw_chart_table_cell (table, n - 1, 1), NULL), 0.001);
  /* The first entry rises from the height of the start, the start's top. */
  g_assert_cmpfloat (bw_chart_point (chart, 1)->y, <, bw_chart_point (chart, 0)->y);
  bw_chart_lay_out (chart, 420, 500, &theme);
  g_assert_cmpint (chart->direction, ==, BW_CHART_DOWN);
  g_assert_cmpfloat (bw_chart_point (chart, 0)->y, <, bw_chart_point (chart, 1)->y);
  g_assert_nonnull (chart_find_label (chart, "Pulled earlier"));
}

static const struct
{
  Kind        kind;
  const char *title;
  const char *words;
} described[] = {
  { COURSE, "Q4 2026 is heading for $4.00\u00a0M, $500\u00a0K short of target",
    "Closed won is $2.00\u00a0M on 9 Nov 2026. By 31 Dec 2026 the range from P10 to P90 is $3.20\u00a0M to $4.80\u00a0M. "
    "The chance of reaching the target of $4.50\u00a0M is 25\u00a0%. Q3 2026 had $2.17\u00a0M at the same point." },
  { COURSE_BEFORE, "Q4 2026 is heading for $4.00\u00a0M, $500\u00a0K short of target",
    "By 31 Dec 2026 the range" },
  { COURSE_OVER,
    "Q4 2026 closed at $4.60\u00a0M, $100\u00a0K above target",
    "Closed won is $4.60\u00a0M on 31 Dec 2026." },
  { DISTRIBUTION, "The chance of reaching $4.50\u00a0M in Q4 2026 is 25\u00a0%",
    "Of 2001 simulated outcomes one in ten is below $3.20\u00a0M, half are below $4.00\u00a0M, and one in ten is above "
    "$4.80\u00a0M." },
  { WATERFALL, "The pipeline shrank by $1.09\u00a0M since 1 Oct to $8.03\u00a0M", "Won −$1.80\u00a0M" },
  { BARS, "Methods side by side",
    "Simulation: $4.12\u00a0M\u2002off by 9 %. Last 90 days: $3.71\u00a0M. Calls: –. Target: $4.50\u00a0M." },
  { RANGE,
    "The range from P10 to P90 is $3.20\u00a0M to $4.80\u00a0M",
    "P50 is $4.00\u00a0M, the target is $4.60\u00a0M." },
  { SPARKLINE, "Closed by week", "$2 at the end, from $1 to $3 in all." },
  { HOME, "Q4 2026, Everyone", "25\u00a0% chance" },
  { FORECAST, "Q4 2026, Everyone", "The chance of reaching" },
};

static void
test_words (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (BwChart) chart = make_chart (described[i].kind);
  g_autofree char *title = bw_chart_dup_title (chart), *text = bw_chart_describe (chart);

  g_assert_cmpstr (title, ==, described[i].title);
  if (strstr (text, described[i].words) == NULL)
    g_error ("\"%s\" does not say \"%s\"", text, described[i].words);
}

static void
test_csv (void)
{
  BwBarItem item = { "Bell, \"Book\" & Candle\nLtd", 1234567, NULL, BW_TONE_OPEN };
  g_autoptr (BwChart) chart = bw_bar_chart_new ("T", "Name", "Amount", "USD", &item, 1);
  g_autoptr (BwChartTable) table = bw_chart_dup_table (chart, TRUE);
  g_autofree char *csv = bw_chart_table_to_csv (table);

  g_assert_cmpstr (csv, ==, "Name,Amount,Note\r\n\"Bell, \"\"Book\"\" & Candle\nLtd\",12345.67,\r\n");
}

static void
test_labels (gconstpointer data)
{
  g_autoptr (BwChart) chart = make_chart (GPOINTER_TO_INT (data));

  chart_check_labels (chart);
}

static void
test_points (gconstpointer data)
{
  g_autoptr (BwChart) chart = make_chart (GPOINTER_TO_INT (data));

  chart_check_points (chart);
}

static void
test_everywhere (gconstpointer data)
{
  g_autoptr (BwChart) chart = make_chart (GPOINTER_TO_INT (data));

  chart_check_drawing (chart);
}

/* Where no deal was ever closed nothing is claimed of what follows. */
static void
test_untold (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwTheme    theme = BW_THEME_LIGHT;
  BwOutlook *outlook = chart_sample_outlook (book, day ("2026-11-09"));
  g_autoptr (BwChart) course = NULL, home = NULL;
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;

  outlook->deals_fitted = outlook->wins_known = 0;
  course = bw_course_chart_new (outlook, book);
  home = bw_sheet_new_home (book, outlook, NULL);
  title = bw_chart_dup_title (course);
  words = bw_chart_describe (course);
  g_assert_cmpstr (title, ==, "Q4 2026: $2.00\u00a0M closed so far");
  g_assert_null (strstr (words, "P10"));
  g_assert_null (strstr (words, "chance"));
  for (guint i = 0; i < bw_chart_n_points (course); i++)
    {
      g_autofree char *text = bw_chart_dup_point_text (course, i);

      g_assert_null (strstr (text, "P50"));
    }
  bw_chart_lay_out (course, 640, 320, &theme);
  g_assert_null (chart_find_label (course, "P50"));
  bw_chart_lay_out (home, 800, 600, &theme);
  g_assert_nonnull (chart_find_label (home, "$2.00\u00a0M is closed; there is no forecast yet."));
  chart_sample_outlook_free (outlook);
}

/* An outlook with nothing in it says so. */
/* Of a period in which nothing is closed, expected or called there are no axes, and nothing to point at; a target alone is drawn. */
static void
test_nothing_passes (void)
{
  BwTheme theme = BW_THEME_LIGHT;

  for (guint with_quota = 0; with_quota < 2; with_quota++)
    {
      g_autoptr (BwBook) book = bw_book_new ();
      g_autoptr (BwChart) course = NULL;
      BwOutlook *outlook = chart_sample_outlook (book, day ("2026-11-09"));

      outlook->won = 0;
      outlook->p10 = outlook->p25 = outlook->p50 = outlook->p75 = outlook->p90 = 0;
      outlook->quota = with_quota == 1 ? 100000000 : BW_MONEY_NONE;
      for (guint i = 0; i < outlook->n_weeks; i++)
        {
          BwOutlookWeek *week = &outlook->weeks[i];

          week->closed = week->p10 = week->p25 = week->p50 = week->p75 = week->p90 = 0;
        }
      course = bw_course_chart_new (outlook, book);
      bw_chart_lay_out (course, 640, 320, &theme);
      g_assert_true ((chart_find_label (course, "Nothing is closed, expected or called") != NULL) == (with_quota == 0));
      g_assert_true ((bw_chart_n_points (course) == 0) == (with_quota == 0));
      g_assert_true ((chart_find_label (course, "Oct") != NULL) == (with_quota == 1));
      chart_check_drawing (course);
      chart_sample_outlook_free (outlook);
    }
}

static void
test_empty (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwTheme   theme = BW_THEME_LIGHT;
  BwOutlook outlook = { .as_of = day ("2026-11-09"), .quota = BW_MONEY_NONE, .coverage = NAN, .mean = NAN };
  BwFlow    flow = { .from = day ("2026-10-01"), .to = day ("2026-11-09") };
  g_autoptr (BwChart) course = NULL, distribution = NULL, waterfall = NULL, bars = NULL, spark = NULL, home = NULL;

  outlook.p10 = outlook.p25 = outlook.p50 = outlook.p75 = outlook.p90 = outlook.chance_of_quota = NAN;
  outlook.period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2026, 4);
  course = bw_course_chart_new (&outlook, book);
  distribution = bw_distribution_chart_new (&outlook, book);
  waterfall = bw_waterfall_chart_new (&flow, "USD");
  bars = bw_bar_chart_new ("Nothing", "A", "B", "USD", NULL, 0);
  spark = bw_sparkline_new ("Nothing", NULL, 0, "USD");
  home = bw_sheet_new_home (book, &outlook, NULL);

  bw_chart_lay_out (course, 640, 320, &theme);
  g_assert_nonnull (chart_find_label (course, "Nothing is known about this period yet"));
  bw_chart_lay_out (distribution, 640, 320, &theme);
  g_assert_nonnull (chart_find_label (distribution, "There is no forecast yet"));
  bw_chart_lay_out (waterfall, 640, 320, &theme);
  g_assert_nonnull (chart_find_label (waterfall, "The pipeline was empty"));
  bw_chart_lay_out (bars, 640, 320, &theme);
  g_assert_nonnull (chart_find_label (bars, "nothing to compare"));
  g_assert_cmpuint (bw_chart_n_points (course) + bw_chart_n_points (distribution) + bw_chart_n_points (waterfall) +
                      bw_chart_n_points (bars) + bw_chart_n_points (spark),
                    ==, 0);
  g_assert_cmpint (bw_chart_step (course, -1, 1), ==, -1);
  g_assert_cmpint (bw_chart_hit (course, 10, 10), ==, -1);
  chart_check_drawing (course);
  chart_check_drawing (distribution);
  chart_check_drawing (waterfall);
  chart_check_drawing (bars);
  chart_check_drawing (spark);
  chart_check_drawing (home);
}

/* The course of calls is drawn whatever was said, also where the period has not begun. */
static void
check_calls (const BwBook *book,
             double        value)
{
  gint64          amount = isfinite (value) && fabs (value) < 9e15 ? (gint64)value : BW_MONEY_NONE;
  BwCallCourse    course = { .quota = amount, .p10 = BW_MONEY_NONE, .p50 = amount, .p90 = BW_MONEY_MAX };
  BwCallCourseDay days[] = { { day ("2026-09-30"), 0, BW_MONEY_NONE, amount }, { day ("2026-11-04"), amount, BW_MONEY_MAX, BW_MONEY_NONE } };

  course.period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2026, 4);
  course.as_of = day ("2026-11-04");
  for (guint n = 0; n <= G_N_ELEMENTS (days); n++)
    {
      g_autoptr (BwChart) chart = NULL;

      course.days = g_array_new (FALSE, FALSE, sizeof (BwCallCourseDay));
      g_array_append_vals (course.days, days, n);
      chart = bw_call_chart_new (&course, book);
      g_assert_cmpuint (bw_chart_n_points (chart), ==, n);
      chart_check_drawing (chart);
      g_array_unref (course.days);
    }
}

/* Infinite, huge, negative and all the same. */
static void
test_strange (void)
{
  static const double strange[] = { NAN, INFINITY, -INFINITY, 1e300, -1e300, 0, 9e18, 1, -1 };
  g_autoptr (BwBook) book = bw_book_new ();
  BwOutlook *outlook = chart_sample_outlook (book, day ("2026-11-09"));

  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      g_autoptr (BwChart) course = NULL, distribution = NULL, range = NULL, bars = NULL, spark = NULL, one = NULL;
      BwRangeMarks marks = { strange[i], 0, 1, 2, 3, strange[i] };
      BwBarItem    item = { "x", strange[i], "note", BW_TONE_OPEN };
      double       values[3] = { 1, strange[i], strange[i] };

      outlook->p10 = outlook->p50 = outlook->p90 = outlook->paths[outlook->n_paths - 1] = strange[i];
      outlook->weeks[9].p90 = BW_MONEY_MAX;
      outlook->weeks[9].p10 = -BW_MONEY_MAX;
      outlook->quota = i % 2 ? 1 : BW_MONEY_MAX;
      course = bw_course_chart_new (outlook, book);
      distribution = bw_distribution_chart_new (outlook, book);
      range = bw_range_chart_new (&marks, "USD");
      bars = bw_bar_chart_new ("x", "x", "x", "USD", &item, 1);
      bw_bar_chart_set_reference (bars, "x", strange[i]);
      check_calls (book, strange[i]);
      spark = bw_sparkline_new ("x", values, 3, "USD");
      one = bw_sparkline_new ("x", values + 1, 1, "USD");
      chart_check_drawing (course);
      chart_check_drawing (distribution);
      chart_check_drawing (range);
      chart_check_drawing (bars);
      chart_check_drawing (spark);
      chart_check_drawing (one);
    }
  for (guint i = 0; i < outlook->n_paths; i++)
    outlook->paths[i] = 7;
  {
    g_autoptr (BwChart) same = bw_distribution_chart_new (outlook, book);
    BwTheme theme = BW_THEME_LIGHT;

    bw_chart_lay_out (same, 640, 320, &theme);
    g_assert_nonnull (chart_find_label (same, "All simulated outcomes are the same"));
  }
  chart_sample_outlook_free (outlook);
}

/* Labels that are pushed apart stay in order and in bounds. */
static void
test_spread (void)
{
  double centers[] = { 10, 11, 12, 100 };
  double low[] = { 0, 1 };

  bw_canvas_spread (centers, 4, 15, 0, 200);
  for (guint i = 0; i + 1 < 4; i++)
    g_assert_cmpfloat (centers[i + 1] - centers[i], >=, 14.9);
  g_assert_cmpfloat (centers[3], ==, 100);
  bw_canvas_spread (low, 2, 15, 0, 200);
  g_assert_cmpfloat (low[0], >=, 0);
  g_assert_cmpfloat (low[1] - low[0], >=, 14.9);
}

int
main (int    argc,
      char **argv)
{
  static const char *const names[N_KINDS] = { "course", "course-before", "course-over", "distribution", "waterfall",
                                              "bars", "range", "sparkline", "home", "forecast" };

  g_test_init (&argc, &argv, NULL);
  for (int i = 0; i < N_KINDS; i++)
    {
      g_autofree char *labels = g_strdup_printf ("/chart/labels/%s", names[i]);
      g_autofree char *points = g_strdup_printf ("/chart/points/%s", names[i]);
      g_autofree char *words = g_strdup_printf ("/chart/words/%s", names[i]);
      g_autofree char *everywhere = g_strdup_printf ("/chart/everywhere/%s", names[i]);

      if (i < HOME)
        g_test_add_data_func (labels, GINT_TO_POINTER (i), test_labels);
      if (i < HOME)
        g_test_add_data_func (points, GINT_TO_POINTER (i), test_points);
      g_test_add_data_func (words, GINT_TO_POINTER (i), test_words);
      g_test_add_data_func (everywhere, GINT_TO_POINTER (i), test_everywhere);
    }
  g_test_add_func ("/chart/course-geometry", test_course_geometry);
  g_test_add_func ("/chart/distribution-shares", test_distribution_shares);
  g_test_add_func ("/chart/untold", test_untold);
  g_test_add_func ("/chart/distribution-over", test_distribution_over);
  g_test_add_func ("/chart/waterfall-sum", test_waterfall_sum);
  g_test_add_func ("/chart/csv", test_csv);
  g_test_add_func ("/chart/nothing-passes", test_nothing_passes);
  g_test_add_func ("/chart/empty", test_empty);
  g_test_add_func ("/chart/strange", test_strange);
  g_test_add_func ("/chart/spread", test_spread);
  return g_test_run ();
}
