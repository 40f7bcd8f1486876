/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of trends, funnels, flows and scenarios: where things stand, what is said, and strange data. */

#include "chart/bw-category-flow-chart.h"
#include "chart/bw-funnel-chart.h"
#include "chart/bw-heat-chart.h"
#include "chart/bw-multiple-chart.h"
#include "chart/bw-scatter-chart.h"
#include "chart/bw-season-chart.h"
#include "chart/bw-series-chart.h"
#include "chart/bw-stack-chart.h"
#include "chart/bw-tornado-chart.h"
#include "chart-checks.h"

#include <math.h>
#include <string.h>

typedef enum
{
  SERIES,
  SEASON,
  HEAT,
  FUNNEL,
  TORNADO,
  SCATTER,
  STACK,
  CATEGORY_FLOW,
  MULTIPLE,
  N_KINDS,
} Kind;

static const char *const names[N_KINDS] = { "series", "season", "heat", "funnel", "tornado", "scatter", "stack",
                                            "category-flow", "multiple" };
static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                                      "Dec", NULL };
static const char *const years[] = { "2024", "2025", "2026", NULL };

/* Money of three years by month, in cents, with a peak at each quarter's end; nothing is known after October 2026. */
static double
sales (guint year,
       guint month)
{
  return year == 2 && month > 9 ? NAN : 1e7 * (20 + 3 * year + month * 0.5 + (month % 3 == 2 ? 12 : 0));
}

static BwChart *
make_series (double scale)
{
  BwSeriesPoint points[48];
  BwMeasure     money = bw_measure_money ("USD");
  BwCalendar    calendar = BW_CALENDAR_DEFAULT;
  char          labels[48][16];

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      double value = i < 34 ? sales (i / 12, i % 12) * scale : NAN, mean = 3.2e8 * scale,
             wide = 1e7 * (i + 1.0 - 34) * scale;

      g_snprintf (labels[i], sizeof labels[i], "%s %u", months[i % 12], 2024 + i / 12);
      points[i] = (BwSeriesPoint) { bw_date_from_ymd (2024 + (int)i / 12, 1 + (int)i % 12, 1), labels[i], value,
                                    value, NAN, NAN, NAN, NAN, NAN, NULL };
      if (i >= 34)
        points[i] = (BwSeriesPoint) { points[i].date, labels[i], NAN, NAN, mean, mean - wide, mean + wide,
                                      mean - 2 * wide, mean + 2 * wide, NULL };
    }
  points[20].note = "Far above the expected range.";
  return bw_series_chart_new ("Closed won grows by a tenth a year", &money, &calendar, "50 % range", "80 % range",
                              points, G_N_ELEMENTS (points));
}

static BwChart *
make_grid (Kind kind)
{
  double    values[36];
  BwMeasure money = bw_measure_money ("USD");

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = sales (i / 12, i % 12);
  if (kind == SEASON)
    return bw_season_chart_new ("Quarters end high", &money, months, years, values);
  return bw_heat_chart_new ("Quarters end high", &money, "Year", years, months, values);
}

static BwChart *
make_funnel (void)
{
  static const BwFunnelStage stages[] = {
    { "Qualify", 412, 0.62, 0.58, 12 },
    { "Propose", 256, 0.71, 0.74, 20 },
    { "Negotiate", 181, 0.8, 0.795, 9 },
    { "Won", 145, NAN, NAN, NAN },
  };

  return bw_funnel_chart_new ("A third of what is qualified is won", stages, G_N_ELEMENTS (stages));
}

static BwChart *
make_tornado (void)
{
  static const BwTornadoLever levers[] = {
    { "Cycle", "+10 days", "−10 days", 4.0e8, 4.15e8 },
    { "Win rate", "20 %", "30 %", 3.4e8, 4.9e8 },
    { "Deal size", "−10 %", "+10 %", 3.7e8, 4.4e8 },
  };
  BwMeasure money = bw_measure_money ("USD");

  return bw_tornado_chart_new ("The win rate matters most", &money, 4.1e8, levers, G_N_ELEMENTS (levers));
}

static BwChart *
make_scatter (void)
{
  static const BwScatterPoint points[] = {
    { "Acme", 2.4e7, 90, BW_TONE_OPEN },
    { "Globex", 0.4e7, 12, BW_TONE_WON },
    { "Initech", 1.1e7, 41, BW_TONE_LOST },
    { "Umbrella", 0.2e7, 60, BW_TONE_OPEN },
  };
  BwScatterAxis x = { bw_measure_money ("USD"), "Amount" };
  BwScatterAxis y = { { .kind = BW_MEASURE_DAYS }, "Days in stage" };

  return bw_scatter_chart_new ("Large deals stay longer", &x, &y, points, G_N_ELEMENTS (points));
}

static BwChart *
make_stack (void)
{
  static const char *const columns[] = { "Q1", "Q2", "Q3", "Q4", NULL };
  static const char *const parts[] = { "Closed", "Commit", "Best case", NULL };
  static const double      values[] = { 3e8, 0, 0, 3.4e8, 0, 0, 2e8, 1e8, 0.5e8, NAN, 1e8, -0.5e8 };
  BwMeasure                money = bw_measure_money ("USD");

  return bw_stack_chart_new ("Half of the year is closed", &money, "Quarter", columns, parts, values);
}

static BwChart *
make_category_flow (void)
{
  static const char *const from[] = { "New", "Pipeline", "Commit", NULL };
  static const char *const to[] = { "Pipeline", "Commit", "Won", "Lost", NULL };
  static const double      values[] = { 5e7, 1e7, 2e7, 0, 2e8, 6e7, 3e7, 9e7, 0, 4e7, 1.1e8, 2e7 };
  static const BwTone      tones[] = { BW_TONE_CONTEXT, BW_TONE_OPEN, BW_TONE_WON, BW_TONE_LOST };
  BwMeasure                money = bw_measure_money ("USD");

  return bw_category_flow_chart_new ("Most of commit was won", &money, from, to, values, tones);
}

static BwChart *
make_multiple (void)
{
  static const double values[3][6] = { { 1, 2, 3, 4, 5, 6 }, { 6, 5, NAN, 3, 2, 1 }, { 0, 0, 0, 10, 0, 0 } };
  BwMeasure           number = { .kind = BW_MEASURE_NUMBER };
  BwMultipleSeries    series[] = { { "Anna", values[0], 6, 4 }, { "Ben", values[1], 6, 6 }, { "Cara", values[2], 6, 5 } };

  return bw_multiple_chart_new ("Wins by person and month", &number, "Person", series, G_N_ELEMENTS (series), FALSE);
}

static BwChart *
make_chart (Kind kind)
{
  switch (kind)
    {
    case SERIES:
      return make_series (1);
    case SEASON:
    case HEAT:
      return make_grid (kind);
    case FUNNEL:
      return make_funnel ();
    case TORNADO:
      return make_tornado ();
    case SCATTER:
      return make_scatter ();
    case STACK:
      return make_stack ();
    case CATEGORY_FLOW:
      return make_category_flow ();
    case MULTIPLE:
      return make_multiple ();
    case N_KINDS:
      break;
    }
  return NULL;
}

static void
test_chart (gconstpointer data)
{
  g_autoptr (BwChart) chart = make_chart (GPOINTER_TO_INT (data));

  chart_check_labels (chart);
  chart_check_points (chart);
  chart_check_drawing (chart);
}

/* A month is as far from the next as it is long, amounts are in proportion to their height over zero, and the forecast
 * begins at the last known value. */
static void
test_series_geometry (void)
{
  g_autoptr (BwChart) chart = make_series (1);
  BwTheme        theme = BW_THEME_LIGHT;
  const BwPoint *first, *second, *third, *last;

  bw_chart_lay_out (chart, 900, 360, &theme);
  first = bw_chart_point (chart, 0);
  second = bw_chart_point (chart, 1);
  third = bw_chart_point (chart, 2);
  last = bw_chart_point (chart, 47);
  g_assert_cmpfloat_with_epsilon ((second->x - first->x) / (third->x - second->x), 31.0 / 29, 1e-9);
  /* 20.0, 20.5, 33.0 and 32.0 times the same. */
  g_assert_cmpfloat_with_epsilon ((first->y - third->y) / (first->y - second->y), 13 / 0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon ((first->y - last->y) / (first->y - third->y), 12.0 / 13, 1e-6);
  g_assert_nonnull (chart_find_label (chart, "M\u00a0USD"));
  g_assert_nonnull (chart_find_label (chart, "Forecast $3.20\u00a0M"));
  g_assert_null (chart_find_label (chart, "does not begin at zero"));
}

/* What stays within a quarter of its height is drawn without the part down to zero, and the chart says so. */
static void
test_series_flat (void)
{
  BwSeriesPoint points[10];
  BwMeasure     number = { .kind = BW_MEASURE_NUMBER };
  BwCalendar    calendar = BW_CALENDAR_DEFAULT;
  BwTheme       theme = BW_THEME_LIGHT;
  g_autoptr (BwChart) chart = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    points[i] = (BwSeriesPoint) { bw_date_from_ymd (2026, 1, 1) + (BwDate)i, "day", 1000.0 + i, NAN, NAN, NAN, NAN,
                                  NAN, NAN, NULL };
  chart = bw_series_chart_new ("T", &number, &calendar, "a", "b", points, G_N_ELEMENTS (points));
  bw_chart_lay_out (chart, 640, 320, &theme);
  g_assert_nonnull (chart_find_label (chart, "The axis does not begin at zero."));
}

/* The cells tile the plot, and the hit test finds each by its corner as well. */
static void
test_heat_geometry (void)
{
  g_autoptr (BwChart) chart = make_grid (HEAT);
  BwTheme theme = BW_THEME_LIGHT;

  bw_chart_lay_out (chart, 900, 200, &theme);
  g_assert_cmpuint (bw_chart_n_points (chart), ==, 36);
  for (guint i = 0; i < 36; i++)
    {
      const BwRect *cell = &bw_chart_point (chart, i)->region, *first = &bw_chart_point (chart, 0)->region;

      g_assert_cmpfloat_with_epsilon (cell->x, first->x + i % 12 * first->width, 1e-6);
      g_assert_cmpfloat_with_epsilon (cell->y, first->y + i / 12 * first->height, 1e-6);
      g_assert_cmpint (bw_chart_hit (chart, cell->x + 2, cell->y + 2), ==, (int)i);
    }
  g_assert_nonnull (chart_find_label (chart, "2025"));
  g_assert_nonnull (chart_find_label (chart, "$3.75\u00a0M"));
}

static gboolean
has_label (BwChart    *chart,
           const char *text)
{
  return chart_find_label (chart, text) != NULL;
}

/* The largest value is never the one that is missing: all cells are written, each with its unit or all in one, or none. */
static void
test_heat_values (void)
{
  guint   seen[3] = { 0 };
  BwTheme theme = BW_THEME_LIGHT;

  for (int width = 900; width >= 200; width -= 20)
    {
      g_autoptr (BwChart) chart = make_grid (HEAT);
      gboolean with_unit, plain;

      bw_chart_lay_out (chart, width, 200, &theme);
      with_unit = has_label (chart, "$3.75\u00a0M");
      plain = has_label (chart, "M\u00a0USD");
      g_assert_false (with_unit && plain);
      g_assert_true (has_label (chart, "3.75") == (with_unit || plain));
      seen[with_unit ? 0 : plain ? 1
                                 : 2]++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    g_assert_cmpuint (seen[i], >, 0);
}

/* Bars are as long as the numbers, the longest lever is first, ribbons leave and arrive within their blocks. */
static void
test_lengths (void)
{
  g_autoptr (BwChart) funnel = make_funnel (), tornado = make_tornado (), flow = make_category_flow ();
  g_autoptr (BwChartTable) table = bw_chart_dup_table (tornado, TRUE);
  BwTheme        theme = BW_THEME_LIGHT;
  const BwPoint *a, *b;
  guint          from, to;

  bw_chart_lay_out (funnel, 900, 300, &theme);
  a = bw_chart_point (funnel, 0);
  b = bw_chart_point (funnel, 3);
  g_assert_nonnull (chart_find_label (funnel, "▲ 62\u00a0% move on (58\u00a0% before), 12 days"));
  g_assert_nonnull (chart_find_label (funnel, "▼ 71\u00a0% move on (74\u00a0% before), 20 days"));
  /* 412, 256 and 145 deals. */
  g_assert_cmpfloat_with_epsilon ((a->x - b->x) / (a->x - bw_chart_point (funnel, 1)->x), (412 - 145.0) / (412 - 256),
                                  1e-6);
  g_assert_cmpstr (bw_chart_table_cell (table, 0, 0), ==, "Win rate");
  g_assert_cmpstr (bw_chart_table_cell (table, 2, 0), ==, "Cycle");
  bw_chart_lay_out (flow, 640, 400, &theme);
  g_assert_cmpuint (bw_chart_n_points (flow), ==, 10);
  bw_category_flow_chart_get_cell (flow, 9, &from, &to);
  g_assert_cmpuint (from, ==, 2);
  g_assert_cmpuint (to, ==, 3);
  /* Their thicknesses are in proportion to the amounts, 2e8 and 1.1e8. */
  g_assert_cmpfloat_with_epsilon (bw_chart_point (flow, 3)->region.height / bw_chart_point (flow, 8)->region.height,
                                  2 / 1.1, 1e-6);
}

static const struct
{
  Kind        kind;
  const char *title;
  const char *words;
} described[] = {
  { SERIES, "Closed won grows by a tenth a year",
    "From $2.00\u00a0M (Jan 2024) to $3.05\u00a0M (Oct 2026). For Dec 2027 the forecast is $3.20\u00a0M, between $400\u00a0K and "
    "$6.00\u00a0M. Sep 2025: Far above the expected range." },
  { SEASON, "Quarters end high", "the most was in Dec: $3.90\u00a0M in the mean." },
  { HEAT, "Quarters end high", "The most is $4.20\u00a0M (Sep, 2026), the least $2.00\u00a0M (Jan, 2024)." },
  { FUNNEL, "A third of what is qualified is won", "Won: 145." },
  { TORNADO, "The win rate matters most",
    "Win rate: At 20 %: $3.40\u00a0M (−$700\u00a0K); At 30 %: $4.90\u00a0M (+$800\u00a0K)." },
  { SCATTER, "Large deals stay longer", "4 points, by Amount and Days in stage." },
  { STACK, "Half of the year is closed", "Q3: $3.50\u00a0M. Q4: $500\u00a0K." },
  { CATEGORY_FLOW, "Most of commit was won", "Commit to Won: $1.10\u00a0M." },
  { MULTIPLE, "Wins by person and month", "Anna: 4. Ben: 1. Cara: 0." },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (described); i++)
    {
      g_autoptr (BwChart) chart = make_chart (described[i].kind);
      g_autofree char *title = bw_chart_dup_title (chart), *text = bw_chart_describe (chart);

      g_assert_cmpstr (title, ==, described[i].title);
      if (strstr (text, described[i].words) == NULL)
        g_error ("\"%s\" does not say \"%s\"", text, described[i].words);
    }
}

static void
test_empty (void)
{
  static const char *const none[] = { NULL };
  BwMeasure                money = bw_measure_money ("USD");
  BwCalendar               calendar = BW_CALENDAR_DEFAULT;
  BwScatterAxis            axis = { money, "x" };
  BwChart                 *charts[] = {
                    bw_series_chart_new ("x", &money, &calendar, "a", "b", NULL, 0),
                    bw_season_chart_new ("x", &money, months, none, NULL),
                    bw_heat_chart_new ("x", &money, "x", none, months, NULL),
                    bw_funnel_chart_new ("x", NULL, 0),
                    bw_tornado_chart_new ("x", &money, NAN, NULL, 0),
                    bw_scatter_chart_new ("x", &axis, &axis, NULL, 0),
                    bw_stack_chart_new ("x", &money, "x", none, none, NULL),
                    bw_category_flow_chart_new ("x", &money, none, none, NULL, NULL),
                    bw_multiple_chart_new ("x", &money, "x", NULL, 0, TRUE),
  };

  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      g_assert_cmpuint (bw_chart_n_points (charts[i]), ==, 0);
      chart_check_drawing (charts[i]);
      bw_chart_unref (charts[i]);
    }
}

/* Infinite, huge, negative and unknown. */
static void
test_strange (void)
{
  static const double      strange[] = { NAN, INFINITY, -INFINITY, 1e300, -1e300, 0, 9e18, -1 };
  static const char *const two[] = { "A", "B", NULL };
  static const BwTone      tones[] = { BW_TONE_WON, BW_TONE_LOST };
  BwMeasure                number = { .kind = BW_MEASURE_NUMBER };
  BwCalendar               calendar = BW_CALENDAR_DEFAULT;

  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      double           v = strange[i], values[4] = { v, 1, v, v };
      BwSeriesPoint    points[2] = { { 0, "a", v, v, NAN, NAN, NAN, NAN, NAN, "!" }, { 0, NULL, NAN, NAN, v, v, v, v, v, NULL } };
      BwScatterPoint   dots[2] = { { "a", v, 1, BW_TONE_WON }, { "b", 1, v, BW_TONE_BAD } };
      BwFunnelStage    stages[2] = { { "a", G_MAXUINT, v, v, NAN }, { "b", 0, NAN, v, NAN } };
      BwTornadoLever   lever = { "a", "b", "c", v, 1 };
      BwMultipleSeries series = { "a", values, 4, 9 };
      BwScatterAxis    axis = { number, "x" };
      BwChart         *charts[] = {
                bw_series_chart_new ("x", &number, &calendar, "a", "b", points, 2),
                bw_season_chart_new ("x", &number, two, two, values),
                bw_heat_chart_new ("x", &number, "x", two, two, values),
                bw_funnel_chart_new ("x", stages, 2),
                bw_tornado_chart_new ("x", &number, v, &lever, 1),
                bw_scatter_chart_new ("x", &axis, &axis, dots, 2),
                bw_stack_chart_new ("x", &number, "x", two, two, values),
                bw_category_flow_chart_new ("x", &number, two, two, values, tones),
                bw_multiple_chart_new ("x", &number, "x", &series, 1, TRUE),
      };

      for (guint c = 0; c < G_N_ELEMENTS (charts); c++)
        {
          chart_check_drawing (charts[c]);
          bw_chart_unref (charts[c]);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int i = 0; i < N_KINDS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/chart/all/%s", names[i]);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_chart);
    }
  g_test_add_func ("/chart/series-geometry", test_series_geometry);
  g_test_add_func ("/chart/series-flat", test_series_flat);
  g_test_add_func ("/chart/heat-geometry", test_heat_geometry);
  g_test_add_func ("/chart/heat-values", test_heat_values);
  g_test_add_func ("/chart/lengths", test_lengths);
  g_test_add_func ("/chart/analysis-words", test_words);
  g_test_add_func ("/chart/analysis-empty", test_empty);
  g_test_add_func ("/chart/analysis-strange", test_strange);
  return g_test_run ();
}
