/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good the forecasts of series are, on series whose continuation is known.
 *
 * accuracy-series [--set NAME]... [--every N] [--earlier N] [--methods A,B] [--no-ranges] [--csv FILE]: prints for each set and method OWA, sMAPE,
 * MASE, RMSSE and bias; for the combination also how its ranges held; and the milliseconds a series takes on one core (geometric
 * mean over the series). The folder series/ is found through BELLWETHER_DATA; without it the program ends with status 77. */

#include "core/bw-naive.h"
#include "core/bw-series-forecast.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "series-score.h"

enum
{
  SKIPPED = 77,
};

static char   **only_sets = NULL;
static char    *only_methods = NULL;
static char    *csv_path = NULL;
static int      every = 1;
static int      earlier = 0;
static gboolean no_ranges = FALSE;

static const GOptionEntry entries[] = {
  { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &only_sets, "Only this set, as “M4 quarterly”", "NAME" },
  { "methods", 0, 0, G_OPTION_ARG_STRING, &only_methods, "Only these methods, with commas between", "A,B" },
  { "every", 0, 0, G_OPTION_ARG_INT, &every, "One series in N", "N" },
  { "earlier", 0, 0, G_OPTION_ARG_INT, &earlier, "As if N values fewer were known", "N" },
  { "no-ranges", 0, 0, G_OPTION_ARG_NONE, &no_ranges, "Leave the ranges out", NULL },
  { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv_path, "Write each series' scores to a file", "FILE" },
  { NULL },
};

/* What this thread has had of the processor: others may be using it too. */
static double
now_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* Runs @method alone, without ranges. */
static void
run_plain (const BwSeriesSet *set,
           BwSeriesMethod     method,
           BwScoreSum        *sum)
{
  for (guint i = 0; i < set->series->len; i++)
    {
      const BwTestSeries *series = &g_array_index (set->series, BwTestSeries, i);
      BwSeriesOptions     options = { .season = set->season, .horizon = series->horizon, .method = method };
      double              start = now_ms ();
      g_autoptr (BwSeriesForecast) forecast = bw_series_forecast_new (series->y, series->n, &options);
      double        ms = now_ms () - start;
      BwSeriesScore score;

      bw_series_score_means (series, set->scaling, forecast->mean, &score);
      bw_score_sum_add (sum, &score, ms);
    }
}

/* Runs the yardstick of the competitions, with the season they gave it. */
static void
run_yardstick (const BwSeriesSet *set,
               BwScoreSum        *sum)
{
  for (guint i = 0; i < set->series->len; i++)
    {
      const BwTestSeries *series = &g_array_index (set->series, BwTestSeries, i);
      g_autofree double  *mean = g_new (double, series->horizon);
      BwMemberForecast    forecast = { .mean = mean };
      double              start = now_ms ();
      BwSeriesScore       score;
      double              ms;

      bw_naive2_forecast (series->y, series->n, set->scaling, series->horizon, &forecast);
      ms = now_ms () - start;
      bw_series_score_means (series, set->scaling, mean, &score);
      bw_score_sum_add (sum, &score, ms);
    }
}

/* Runs the combination with ranges. */
static void
run_ranges (const BwSeriesSet *set,
            BwScoreSum        *sum,
            FILE              *csv)
{
  static const double levels[] = { 0.8, 0.95 };

  for (guint i = 0; i < set->series->len; i++)
    {
      const BwTestSeries *series = &g_array_index (set->series, BwTestSeries, i);
      guint               horizon = series->horizon;
      BwSeriesOptions     options = { .season = set->season, .horizon = horizon, .levels = levels, .n_levels = 2 };
      double              start = now_ms ();
      g_autoptr (BwSeriesForecast) forecast = bw_series_forecast_new (series->y, series->n, &options);
      double        ms = now_ms () - start;
      BwSeriesScore score;

      bw_series_score_means (series, set->scaling, forecast->mean, &score);
      bw_series_score_ranges (series, set->scaling, forecast->lower, forecast->upper, forecast->lower + horizon,
                              forecast->upper + horizon, &score);
      bw_score_sum_add (sum, &score, ms);
      if (csv != NULL)
        fprintf (csv, "%s,%s,%u,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g,%u,%.4g\n", set->name, series->id, series->n, score.smape, score.mase,
                 score.msis, score.covered95, score.covered95_first, score.covered80, forecast->n_origins, ms);
    }
}

static void
print_row (const char       *name,
           const BwScoreSum *sum,
           const BwScoreSum *yardstick)
{
  BwSeriesScore mean = bw_score_sum_mean (sum), base = bw_score_sum_mean (yardstick);
  double        owa = (mean.smape / base.smape + mean.mase / base.mase) / 2;

  g_print ("  %-16s %6.4f %7.3f %7.4f %7.4f %7.4f", name, owa, mean.smape, mean.mase, mean.rmsse, mean.bias);
  if (isfinite (mean.msis))
    g_print ("  %7.3f %6.4f %6.4f %6.4f", mean.msis, mean.covered95, mean.covered95_first, mean.covered80);
  else
    g_print ("  %7s %6s %6s %6s", "", "", "", "");
  g_print (" %8.3f %8.2f\n", exp (sum->sum_log_ms / sum->n), sum->max_ms);
}

static gboolean
is_wanted (const char *const *list,
           const char        *name)
{
  return list == NULL || g_strv_contains (list, name);
}

static void
measure (BwSetId     id,
         const char *folder,
         char      **methods,
         FILE       *csv,
         guint      *n_found)
{
  BwSeriesSet set;
  BwScoreSum  yardstick = { 0 };

  if (!bw_series_set_load (&set, id, folder, (guint)MAX (every, 1), (guint)MAX (earlier, 0)))
    return;
  (*n_found)++;
  run_yardstick (&set, &yardstick);
  g_print ("%s, %u series, season %u\n", set.name, set.series->len, set.season);
  g_print ("  %-16s %6s %7s %7s %7s %7s  %7s %6s %6s %6s %8s %8s\n", "method", "OWA", "sMAPE", "MASE", "RMSSE", "bias", "MSIS", "in95",
           "in95@1", "in80", "ms", "max");
  print_row ("Naive2", &yardstick, &yardstick);
  for (guint m = 0; m < BW_N_SERIES_METHODS; m++)
    if (is_wanted ((const char *const *)methods, bw_series_method_name (m)))
      {
        BwScoreSum sum = { 0 };

        run_plain (&set, m, &sum);
        print_row (bw_series_method_name (m), &sum, &yardstick);
      }
  if (!no_ranges)
    {
      BwScoreSum sum = { 0 };

      run_ranges (&set, &sum, csv);
      print_row ("auto, ranges", &sum, &yardstick);
    }
  bw_series_set_clear (&set);
}

int
main (int    argc,
      char **argv)
{
  const char      *data = g_getenv ("BELLWETHER_DATA");
  g_autofree char *folder = g_build_filename (data != NULL ? data : "../shared/data", "series", NULL);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) methods = NULL;
  FILE *csv = NULL;
  guint n_found = 0;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  methods = only_methods != NULL ? g_strsplit (only_methods, ",", -1) : NULL;
  if (csv_path != NULL && (csv = fopen (csv_path, "w")) == NULL)
    return EXIT_FAILURE;
  for (guint id = 0; id < BW_N_SETS; id++)
    if (is_wanted ((const char *const *)only_sets, bw_series_set_name (id)))
      measure (id, folder, methods, csv, &n_found);
  if (csv != NULL)
    fclose (csv);
  if (n_found == 0)
    {
      g_printerr ("There are no series in %s: nothing was measured.\n", folder);
      return SKIPPED;
    }
  return EXIT_SUCCESS;
}
