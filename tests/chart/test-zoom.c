/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts that are looked at in part: the range as such, where points stand, what is drawn and told. */

#include "chart/bw-course-chart.h"
#include "chart/bw-distribution-chart.h"
#include "chart/bw-scatter-chart.h"
#include "chart/bw-series-chart.h"

#include "chart-checks.h"
#include "chart-sample.h"

#include <math.h>

#define N_DAYS 1000

static void
assert_range (const BwViewRange *range,
              double             from,
              double             to)
{
  g_assert_cmpfloat_with_epsilon (range->from, from, 1e-9);
  g_assert_cmpfloat_with_epsilon (range->to, to, 1e-9);
}

static void
test_zoom (void)
{
  static const struct
  {
    BwViewRange before;
    double      factor, about, least;
    BwViewRange after;
  } cases[] = {
    { { 0, 1 }, 2, 0.5, 0.01, { 0.25, 0.75 } },
    { { 0, 1 }, 4, 0, 0.01, { 0, 0.25 } },
    { { 0, 1 }, 4, 1, 0.01, { 0.75, 1 } },
    { { 0.25, 0.75 }, 2, 0.3, 0.01, { 0.275, 0.525 } },
    { { 0.25, 0.75 }, 0.5, 0.3, 0.01, { 0, 1 } },
    { { 0, 0.25 }, 0.5, 0.25, 0.01, { 0, 0.5 } },
    { { 0.9, 1 }, 0.5, 0.9, 0.01, { 0.8, 1 } },
    { { 0, 1 }, 1e9, 0.5, 0.1, { 0.45, 0.55 } },
    { { 0, 1 }, 0.1, 0.5, 0.1, { 0, 1 } },
    { { 0.2, 0.4 }, NAN, 0.3, 0.1, { 0.2, 0.4 } },
    { { 0.2, 0.4 }, -1, 0.3, 0.1, { 0.2, 0.4 } },
    { { 0.2, 0.4 }, 2, 7, 0.01, { 0.3, 0.4 } },
    { { 0, 1 }, 2, 0.5, 5, { 0, 1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwViewRange after = bw_view_range_zoom (&cases[i].before, cases[i].factor, cases[i].about, cases[i].least);

      g_test_message ("case %u", i);
      assert_range (&after, cases[i].after.from, cases[i].after.to);
    }
}

static void
test_move (void)
{
  static const struct
  {
    BwViewRange before;
    double      by;
    BwViewRange after;
  } cases[] = {
    { { 0.2, 0.4 }, 0.5, { 0.3, 0.5 } },
    { { 0.2, 0.4 }, -0.5, { 0.1, 0.3 } },
    { { 0.2, 0.4 }, -5, { 0, 0.2 } },
    { { 0.2, 0.4 }, 50, { 0.8, 1 } },
    { { 0, 1 }, 0.5, { 0, 1 } },
    { { 0.2, 0.4 }, INFINITY, { 0.2, 0.4 } },
  };
  static const struct
  {
    double share, from;
  } shown[] = { { 0.3, 0.2 }, { 0.2, 0.2 }, { 0.1, 0.09 }, { 0.6, 0.41 }, { 1, 0.8 }, { 0, 0 }, { NAN, 0.2 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwViewRange after = bw_view_range_move (&cases[i].before, cases[i].by);

      assert_range (&after, cases[i].after.from, cases[i].after.to);
    }
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      BwViewRange before = { 0.2, 0.4 }, after = bw_view_range_show (&before, shown[i].share);

      assert_range (&after, shown[i].from, shown[i].from + 0.2);
    }
}

/* However one zooms and moves, the range lies in the whole, is never narrower than asked, and the way back leads to the whole. */
static void
test_walk (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  BwViewRange range = BW_VIEW_RANGE_WHOLE;

  for (guint i = 0; i < 20000; i++)
    {
      double least = 0.001;

      if (g_rand_boolean (random))
        range = bw_view_range_zoom (&range, exp (g_rand_double_range (random, -2, 2)), g_rand_double_range (random, -0.2, 1.2), least);
      else
        range = bw_view_range_move (&range, g_rand_double_range (random, -3, 3));
      g_assert_cmpfloat (range.from, >=, 0);
      g_assert_cmpfloat (range.to, <=, 1);
      g_assert_cmpfloat (range.to - range.from, >=, least - 1e-12);
    }
  for (guint i = 0; i < 40; i++)
    range = bw_view_range_zoom (&range, 1 / 1.5, 0.37, 0.001);
  g_assert_true (bw_view_range_is_whole (&range));
}

static BwChart *
make_series (void)
{
  g_autofree BwSeriesPoint *points = g_new0 (BwSeriesPoint, N_DAYS);
  BwMeasure                 money = bw_measure_money ("USD");
  BwCalendar                calendar = BW_CALENDAR_DEFAULT;
  BwDate                    first = bw_date_from_ymd (2024, 1, 1);
  char                      labels[N_DAYS][16];

  for (guint i = 0; i < N_DAYS; i++)
    {
      gboolean known = i < 900;

      g_snprintf (labels[i], sizeof labels[i], "day %u", i);
      points[i] = (BwSeriesPoint) { first + (BwDate)i, labels[i], known ? 1e6 + 5e5 * sin (i * 0.1) : NAN, NAN, known ? NAN : 1e6,
                                    known ? NAN : 8e5, known ? NAN : 12e5, known ? NAN : 6e5, known ? NAN : 14e5, NULL };
    }
  return bw_series_chart_new ("T", &money, &calendar, "a", "b", points, N_DAYS);
}

static BwChart *
make_scatter (void)
{
  BwScatterPoint points[200];
  BwScatterAxis  x = { bw_measure_money ("USD"), "Amount" }, y = { { .kind = BW_MEASURE_DAYS }, "Days" };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    points[i] = (BwScatterPoint) { "Acme", 1e5 * i, 90 - i % 45, BW_TONE_OPEN };
  return bw_scatter_chart_new ("T", &x, &y, points, G_N_ELEMENTS (points));
}

static BwChart *
make_course (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwOutlook *outlook = chart_sample_outlook (book, bw_date_from_ymd (2026, 11, 9));
  BwChart   *chart = bw_course_chart_new (outlook, book);

  chart_sample_outlook_free (outlook);
  return chart;
}

static const struct
{
  const char *name;
  BwChart *(*make) (void);
} zooming[] = { { "series", make_series }, { "scatter", make_scatter }, { "course", make_course } };

/* Points stand where the whole's points would, stretched about what is looked at; the pointer finds those that are seen alone. */
static void
test_points (gconstpointer data)
{
  BwChart *(*const *make) (void) = data;
  g_autoptr (BwChart) chart = (*make) ();
  g_autoptr (GArray) whole = NULL;
  BwTheme     theme = BW_THEME_LIGHT;
  BwViewRange range = { 0.4, 0.6 };
  guint       n_seen = 0;

  g_assert_true (bw_chart_can_zoom (chart));
  bw_chart_lay_out (chart, 900, 400, &theme);
  whole = g_array_copy (chart->points);
  bw_chart_set_range (chart, &range);
  bw_chart_lay_out (chart, 900, 400, &theme);
  for (guint i = 0; i < whole->len; i++)
    {
      const BwPoint *was = &g_array_index (whole, BwPoint, i), *is = bw_chart_point (chart, i);
      double         share = (was->x - chart->plot.x) / chart->plot.width;
      gboolean       seen = share >= 0.4 && share <= 0.6;

      g_assert_cmpfloat_with_epsilon (bw_chart_share_at (chart, is->x), share, 1e-6);
      g_assert_cmpfloat_with_epsilon (is->y, was->y, 1e-6);
      n_seen += seen;
      if (!seen)
        g_assert_cmpint (bw_chart_hit (chart, CLAMP (is->x, 0, 900), is->y), !=, (int)i);
    }
  g_assert_cmpuint (n_seen, >, 1);
  g_assert_cmpuint (n_seen, <, whole->len);
}

/* The sum of all ink in a rectangle of the drawn chart. */
static double
sum_ink (BwChart      *chart,
         const BwRect *rect)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 900, 400);
  cairo_t         *cr = cairo_create (surface);
  BwTheme          theme = BW_THEME_LIGHT;
  const guint8    *bytes;
  double           sum = 0;

  bw_chart_draw (chart, cr, 900, 400, &theme);
  cairo_surface_flush (surface);
  bytes = cairo_image_surface_get_data (surface);
  for (int y = (int)rect->y; y < (int)(rect->y + rect->height); y++)
    for (int x = MAX ((int)rect->x, 0); x < MIN ((int)(rect->x + rect->width), 900); x++)
      sum += bytes[y * cairo_image_surface_get_stride (surface) + x];
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return sum;
}

/* No line, area or dot leaves the plot, at any part; within it there is something. */
static void
test_drawing (gconstpointer data)
{
  BwChart *(*const *make) (void) = data;
  static const BwViewRange ranges[] = { { 0.4, 0.6 }, { 0.88, 0.92 }, { 0.5, 0.503 }, { 0, 0.1 }, { 0.97, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autoptr (BwChart) chart = (*make) ();
      BwTheme theme = BW_THEME_LIGHT;
      BwRect  left, plot;

      bw_chart_set_range (chart, &ranges[i]);
      bw_chart_set_title_visible (chart, FALSE);
      bw_chart_lay_out (chart, 900, 400, &theme);
      plot = chart->plot;
      /* Between the labels of the axis and the plot there is a gap, wider than half a dot; a line that was not cut goes through it. */
      left = (BwRect) { plot.x - 5.5, plot.y, 1, plot.height - 4 };
      g_assert_cmpfloat (sum_ink (chart, &left), ==, 0);
      g_assert_cmpfloat (sum_ink (chart, &plot), >, 0);
      chart_check_labels (chart);
    }
}

static void
test_told (void)
{
  g_autoptr (BwChart) series = make_series ();
  g_autoptr (BwChart) course = make_course ();
  g_autoptr (BwChart) scatter = make_scatter ();
  BwChart    *charts[] = { series, course, scatter };
  const char *words[] = { "Shown: day 500 to day 749.", "Shown: 15 Nov 2026 to 8 Dec 2026.", "Shown: Amount from $" };
  BwTheme     theme = BW_THEME_LIGHT;
  BwViewRange range = { 0.5, 0.75 }, whole = BW_VIEW_RANGE_WHOLE;

  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      g_autofree char *before = bw_chart_describe (charts[i]), *after = NULL, *again = NULL;

      bw_chart_lay_out (charts[i], 900, 400, &theme);
      bw_chart_set_range (charts[i], &range);
      after = bw_chart_describe (charts[i]);
      g_test_message ("%s", after);
      g_assert_true (g_str_has_prefix (after, before));
      g_assert_nonnull (strstr (after, words[i]));
      bw_chart_set_range (charts[i], &whole);
      again = bw_chart_describe (charts[i]);
      g_assert_cmpstr (before, ==, again);
    }
}

/* What belongs to the end is told only where the end is seen. */
static void
test_end (void)
{
  g_autoptr (BwChart) series = make_series ();
  g_autoptr (BwChart) course = make_course ();
  const struct
  {
    BwChart    *chart;
    const char *label;
  } told[] = { { series, "Forecast " }, { course, "P50 " } };
  BwTheme           theme = BW_THEME_LIGHT;
  const BwViewRange end = { 0.7, 1 }, middle = { 0.3, 0.6 };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    for (guint k = 0; k < 2; k++)
      {
        gboolean found = FALSE;

        bw_chart_set_range (told[i].chart, k == 0 ? &end : &middle);
        bw_chart_lay_out (told[i].chart, 900, 400, &theme);
        for (guint l = 0; l < told[i].chart->labels->len; l++)
          found = found || g_str_has_prefix (g_array_index (told[i].chart->labels, BwLabel, l).text, told[i].label);
        g_assert_cmpint (found, ==, k == 0);
      }
}

/* Charts that tell a whole stay whole, and so does one with hardly a point. */
static void
test_always_whole (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwOutlook    *outlook = chart_sample_outlook (book, bw_date_from_ymd (2026, 11, 9));
  BwMeasure     money = bw_measure_money ("USD");
  BwCalendar    calendar = BW_CALENDAR_DEFAULT;
  BwSeriesPoint points[2] = { { 10, "a", 1, 1, NAN, NAN, NAN, NAN, NAN, NULL }, { 20, "b", 1, 1, NAN, NAN, NAN, NAN, NAN, NULL } };
  g_autoptr (BwChart) distribution = bw_distribution_chart_new (outlook, book);
  g_autoptr (BwChart) little = bw_series_chart_new ("T", &money, &calendar, "a", "b", points, 2);
  BwChart    *charts[] = { distribution, little };
  BwViewRange range = { 0.5, 0.75 };

  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      BwViewRange is;

      g_assert_false (bw_chart_can_zoom (charts[i]));
      bw_chart_set_range (charts[i], &range);
      is = bw_chart_get_range (charts[i]);
      g_assert_true (bw_view_range_is_whole (&is));
    }
  g_assert_false (bw_chart_can_zoom (NULL));
  chart_sample_outlook_free (outlook);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zoom/zoom", test_zoom);
  g_test_add_func ("/zoom/move", test_move);
  g_test_add_func ("/zoom/walk", test_walk);
  for (guint i = 0; i < G_N_ELEMENTS (zooming); i++)
    {
      g_autofree char *points = g_strdup_printf ("/zoom/points/%s", zooming[i].name);
      g_autofree char *drawing = g_strdup_printf ("/zoom/drawing/%s", zooming[i].name);

      g_test_add_data_func (points, &zooming[i].make, test_points);
      g_test_add_data_func (drawing, &zooming[i].make, test_drawing);
    }
  g_test_add_func ("/zoom/told", test_told);
  g_test_add_func ("/zoom/end", test_end);
  g_test_add_func ("/zoom/always-whole", test_always_whole);
  return g_test_run ();
}
