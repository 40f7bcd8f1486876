/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a frame of a chart takes.
 *
 * bench-chart [POINTS]: prints the best and the median of several frames in milliseconds, each with the goal of 16 ms:
 * a line through that many points (10,000), and the charts of the pages at the size of a large window. */

#include "chart/bw-course-chart.h"
#include "chart/bw-distribution-chart.h"
#include "chart/bw-sparkline.h"
#include "chart/bw-waterfall-chart.h"

#include "../chart/chart-sample.h"

#include <stdlib.h>

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

static gboolean
time_frames (const char *name,
             BwChart    *chart,
             int         width,
             int         height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t         *cr = cairo_create (surface);
  BwTheme          theme = BW_THEME_LIGHT;
  gint64           times[N_FRAMES];

  for (int i = 0; i < N_FRAMES; i++)
    {
      gint64 begin = g_get_monotonic_time ();

      bw_chart_draw (chart, cr, width, height, &theme);
      times[i] = g_get_monotonic_time () - begin;
    }
  qsort (times, N_FRAMES, sizeof *times, compare_times);
  g_print ("%-28s %dx%d  best %6.2f ms  median %6.2f ms  goal %d ms  %s\n", name, width, height, times[0] / 1e3,
           times[N_FRAMES / 2] / 1e3, GOAL_MS, times[N_FRAMES / 2] <= GOAL_MS * 1000 ? "met" : "missed");
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  bw_chart_unref (chart);
  return times[N_FRAMES / 2] <= GOAL_MS * 1000;
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

  chart_sample_flow (&flow);
  for (guint i = 0; i < n; i++)
    {
      at += g_rand_double (random) - 0.5;
      walk[i] = at;
      noise[i] = g_rand_double (random);
    }
  met = time_frames ("line, random walk", bw_sparkline_new ("x", walk, n, "USD"), 1000, 400) && met;
  met = time_frames ("line, noise", bw_sparkline_new ("x", noise, n, "USD"), 1000, 400) && met;
  met = time_frames ("course", bw_course_chart_new (outlook, book), 1800, 700) && met;
  met = time_frames ("distribution", bw_distribution_chart_new (outlook, book), 1800, 700) && met;
  met = time_frames ("waterfall", bw_waterfall_chart_new (&flow, "USD"), 1800, 700) && met;
  chart_sample_outlook_free (outlook);
  return met ? EXIT_SUCCESS : EXIT_FAILURE;
}
