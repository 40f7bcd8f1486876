/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasting many series of a file: series.
 *
 * The table's shape is made out from its first rows (bw-cli-series-table.c); then rows are read, forecast on all processors and
 * printed in portions, in the order of the file, so that the number of series is not bounded by memory. A row with a cell that is
 * no number is told and left out, and the others are forecast all the same. */

#include "cli/bw-cli-series-table.h"
#include "cli/bw-cli.h"
#include "core/bw-series-forecast.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

enum
{
  PORTION = 512, /* series */
  MAX_LEVELS = 9,
  MAX_SEASON = 1000,
  MAX_HORIZON = 10000,
};

/* What was asked for. */
typedef struct
{
  BwCli           cli;
  BwSeriesOptions options;
  double          levels[MAX_LEVELS];
  char           *level_names[MAX_LEVELS]; /* (owned) as they were written */
  int             n_threads;
  gboolean        show_progress;
  JsonBuilder    *json; /* (owned) (nullable) */
  guint           n_done;
  guint           n_left_out;
  GError         *first_error; /* (owned) (nullable) */
  guint64         first_line;
  guint           first_column;
  char           *file;      /* (owned) */
  char           *delimiter; /* (owned) (nullable) */
} Run;

static void
clear_run (Run *run)
{
  for (guint i = 0; i < MAX_LEVELS; i++)
    g_free (run->level_names[i]);
  g_clear_object (&run->json);
  g_clear_error (&run->first_error);
  g_free (run->file);
  g_free (run->delimiter);
  bw_cli_clear (&run->cli);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

static int
compare_levels (gconstpointer a,
                gconstpointer b)
{
  double x = g_ascii_strtod (*(const char *const *)a, NULL), y = g_ascii_strtod (*(const char *const *)b, NULL);

  return x < y ? -1 : x > y;
}

/* Reads "80,95", in any order. */
static gboolean
read_levels (Run        *run,
             const char *text,
             int        *status)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  guint n = g_strv_length (parts);

  if (n == 0 || n > MAX_LEVELS)
    {
      *status = bw_cli_misuse (&run->cli, _ ("--level takes one to %d numbers with commas between, as 80,95."), MAX_LEVELS);
      return FALSE;
    }
  qsort (parts, n, sizeof *parts, compare_levels);
  for (guint i = 0; i < n; i++)
    {
      char  *end;
      double level = g_ascii_strtod (g_strstrip (parts[i]), &end);

      if (*parts[i] == '\0' || *end != '\0' || !(level >= 1 && level <= 99.9))
        {
          *status = bw_cli_misuse (&run->cli, _ ("“%s” is no level. Write a number of per cent from 1 to 99.9, as 80."), parts[i]);
          return FALSE;
        }
      run->levels[i] = level / 100;
      run->level_names[i] = g_strdup (parts[i]);
    }
  run->options.levels = run->levels;
  run->options.n_levels = n;
  return TRUE;
}

static gboolean
read_options (Run   *run,
              int    argc,
              char **argv,
              int   *status)
{
  int                season = 0, horizon = 0;
  gboolean           allow_negative = FALSE;
  g_autofree char   *method = NULL, *level = NULL;
  const GOptionEntry entries[] = {
    { "period-length", 0, 0, G_OPTION_ARG_INT, &season,
      _ ("Values after which the series repeat: 1, 4 (quarters), 12 (months), 13, 52 (weeks), 7 (days)"), "M" },
    { "horizon", 0, 0, G_OPTION_ARG_INT, &horizon, _ ("Values to forecast"), "H" },
    { "method", 0, 0, G_OPTION_ARG_STRING, &method, _ ("auto (the default), or one method alone, as ets, theta or naive2"), "NAME" },
    { "level", 0, 0, G_OPTION_ARG_STRING, &level, _ ("Levels of the ranges in per cent; 80,95 without it"), "A,B" },
    { "allow-negative", 0, 0, G_OPTION_ARG_NONE, &allow_negative, _ ("Do not cut at zero what never was negative"), NULL },
    { "delimiter", 0, 0, G_OPTION_ARG_STRING, &run->delimiter, _ ("The sign between cells, or “tab”; found out without it"), "C" },
    { "threads", 0, 0, G_OPTION_ARG_INT, &run->n_threads, _ ("Threads to use; all processors without it"), "N" },
    { NULL },
  };

  if (!bw_cli_parse (&run->cli, argc, argv, "CSV",
                     _ ("Forecasts series: a row each, a name and then its values, the oldest first. Prints id,step,mean and the ranges."),
                     entries, 1, 1, status))
    return FALSE;
  if (season < 1 || season > MAX_SEASON)
    {
      *status = bw_cli_misuse (&run->cli, _ ("--period-length takes a whole number from 1 to %d, as 12 for months."), MAX_SEASON);
      return FALSE;
    }
  if (horizon < 1 || horizon > MAX_HORIZON)
    {
      *status = bw_cli_misuse (&run->cli, _ ("--horizon takes a whole number from 1 to %d."), MAX_HORIZON);
      return FALSE;
    }
  if (run->n_threads < 0)
    {
      *status = bw_cli_misuse (&run->cli, _ ("--threads takes a whole number from 1 on."));
      return FALSE;
    }
  if (run->delimiter != NULL && g_str_equal (run->delimiter, "tab"))
    run->delimiter[1] = '\0', run->delimiter[0] = '\t';
  if (run->delimiter != NULL && strlen (run->delimiter) != 1)
    {
      *status = bw_cli_misuse (&run->cli, _ ("--delimiter takes one sign or “tab”, not “%s”."), run->delimiter);
      return FALSE;
    }
  if (method != NULL && !bw_series_method_parse (method, &run->options.method))
    {
      g_autofree char *list = bw_series_method_dup_names ();

      *status = bw_cli_misuse (&run->cli, _ ("“%s” is no method. These are: %s."), method, list);
      return FALSE;
    }
  run->options.season = (guint)season;
  run->options.horizon = (guint)horizon;
  run->options.keep_negative = allow_negative;
  return read_levels (run, level != NULL ? level : "80,95", status);
}

/* Tells what is wrong with a row, and remembers the first for the result. */
static void
leave_out (Run    *run,
           GError *error,
           guint64 line,
           guint   column)
{
  g_printerr ("bellwether-cli: %s\n", error->message);
  run->n_left_out++;
  if (run->first_error != NULL)
    {
      g_error_free (error);
      return;
    }
  run->first_error = error;
  run->first_line = line;
  run->first_column = column;
}

static void
add_array (JsonBuilder  *builder,
           const char   *name,
           const double *values,
           guint         n)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    bw_cli_add_number (builder, NULL, values[i]);
  json_builder_end_array (builder);
}

static void
add_notes (JsonBuilder  *builder,
           BwSeriesNotes notes)
{
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint bit = 0; bit < BW_N_SERIES_NOTES; bit++)
    if (notes & (1u << bit))
      {
        json_builder_begin_object (builder);
        bw_cli_add_text (builder, "code", bw_series_note_code (1u << bit));
        bw_cli_add_text (builder, "text", bw_series_note_text (1u << bit));
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
}

static void
add_forecast (Run                    *run,
              const BwCliSeriesRow   *row,
              const BwSeriesForecast *forecast)
{
  JsonBuilder *builder = run->json;

  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "id", row->id);
  bw_cli_add_number (builder, "n", row->n);
  bw_cli_add_number (builder, "season", forecast->season);
  bw_cli_add_number (builder, "origins", forecast->n_origins);
  add_array (builder, "mean", forecast->mean, forecast->horizon);
  for (guint level = 0; level < forecast->n_levels; level++)
    {
      g_autofree char *low = g_strconcat ("lo", run->level_names[level], NULL);
      g_autofree char *high = g_strconcat ("hi", run->level_names[level], NULL);

      add_array (builder, low, forecast->lower + level * forecast->horizon, forecast->horizon);
      add_array (builder, high, forecast->upper + level * forecast->horizon, forecast->horizon);
    }
  json_builder_set_member_name (builder, "members");
  json_builder_begin_object (builder);
  for (guint m = 0; m < BW_N_SERIES_METHODS; m++)
    if (forecast->weights[m] > 0)
      bw_cli_add_number (builder, bw_series_method_name (m), forecast->weights[m]);
  json_builder_end_object (builder);
  add_notes (builder, forecast->notes);
  json_builder_end_object (builder);
}

/* A number with all the digits that matter, whatever the locale. */
static char *
write_number (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.12g", value));
}

static void
print_forecast (const BwCliSeriesRow   *row,
                const BwSeriesForecast *forecast)
{
  for (guint h = 0; h < forecast->horizon; h++)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, g_strdup (row->id));
      g_ptr_array_add (cells, g_strdup_printf ("%u", h + 1));
      g_ptr_array_add (cells, write_number (forecast->mean[h]));
      for (guint level = 0; level < forecast->n_levels; level++)
        {
          g_ptr_array_add (cells, write_number (forecast->lower[level * forecast->horizon + h]));
          g_ptr_array_add (cells, write_number (forecast->upper[level * forecast->horizon + h]));
        }
      bw_cli_print_csv ((const char *const *)cells->pdata, cells->len);
    }
}

static void
print_header (const Run *run)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup ("id"));
  g_ptr_array_add (cells, g_strdup ("step"));
  g_ptr_array_add (cells, g_strdup ("mean"));
  for (guint level = 0; level < run->options.n_levels; level++)
    {
      g_ptr_array_add (cells, g_strconcat ("lo", run->level_names[level], NULL));
      g_ptr_array_add (cells, g_strconcat ("hi", run->level_names[level], NULL));
    }
  bw_cli_print_csv ((const char *const *)cells->pdata, cells->len);
}

/* Forecasts a portion of rows and prints it. */
static void
forecast_portion (Run       *run,
                  GPtrArray *rows)
{
  g_autofree BwSeriesTask *tasks = g_new0 (BwSeriesTask, rows->len);

  for (guint i = 0; i < rows->len; i++)
    {
      const BwCliSeriesRow *row = g_ptr_array_index (rows, i);

      tasks[i].y = row->values;
      tasks[i].n = row->n;
    }
  bw_series_forecast_many (tasks, rows->len, &run->options, (guint)run->n_threads, NULL, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwCliSeriesRow *row = g_ptr_array_index (rows, i);
      g_autoptr (BwSeriesForecast) forecast = g_steal_pointer (&tasks[i].forecast);

      if (forecast->notes & BW_SERIES_NOTE_EMPTY)
        {
          leave_out (run,
                     g_error_new (BW_IMPORT_ERROR, BW_IMPORT_ERROR_EMPTY,
                                  _ ("%s, line %" PRIu64 ": “%s” has no values to forecast from. Give it at least one."),
                                  run->file, row->line, row->id),
                     row->line, 0);
          continue;
        }
      run->n_done++;
      if (run->json != NULL)
        add_forecast (run, row, forecast);
      else
        print_forecast (row, forecast);
    }
}

static void
show_progress (const Run *run,
               double     share)
{
  if (run->show_progress)
    g_printerr ("\r%3.0f %%", 100 * share);
}

/* Reads all rows, portion by portion. */
static gboolean
forecast_all (Run              *run,
              BwCliSeriesTable *table,
              GError          **error)
{
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_cli_series_row_free);
      g_autoptr (GError) failed = NULL;

      while (more && rows->len < PORTION)
        {
          BwCliSeriesRow *row;
          GError         *wrong = NULL;

          more = bw_cli_series_table_next (table, &row, &wrong, &failed);
          if (!more)
            break;
          if (wrong != NULL)
            leave_out (run, wrong, row->line, row->bad_column);
          if (wrong != NULL)
            bw_cli_series_row_free (row);
          else
            g_ptr_array_add (rows, row);
        }
      if (failed != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
      forecast_portion (run, rows);
      show_progress (run, bw_cli_series_table_get_progress (table));
    }
  if (run->show_progress)
    g_printerr ("\r");
  return TRUE;
}

static void
begin_json (Run *run)
{
  run->json = json_builder_new ();
  json_builder_begin_object (run->json);
  bw_cli_add_number (run->json, "period_length", run->options.season);
  bw_cli_add_number (run->json, "horizon", run->options.horizon);
  bw_cli_add_text (run->json, "method", bw_series_method_name (run->options.method));
  json_builder_set_member_name (run->json, "levels");
  json_builder_begin_array (run->json);
  for (guint level = 0; level < run->options.n_levels; level++)
    json_builder_add_double_value (run->json, run->levels[level] * 100);
  json_builder_end_array (run->json);
  json_builder_set_member_name (run->json, "series");
  json_builder_begin_array (run->json);
}

static void
end_json (Run *run)
{
  json_builder_end_array (run->json);
  bw_cli_add_number (run->json, "left_out", run->n_left_out);
  if (run->first_error != NULL)
    {
      json_builder_set_member_name (run->json, "error");
      json_builder_begin_object (run->json);
      bw_cli_add_text (run->json, "code", run->first_column > 0 ? "bad_cell" : "empty");
      bw_cli_add_text (run->json, "message", run->first_error->message);
      bw_cli_add_text (run->json, "file", run->file);
      bw_cli_add_number (run->json, "line", (double)run->first_line);
      bw_cli_add_number (run->json, "column", run->first_column > 0 ? run->first_column : NAN);
      json_builder_end_object (run->json);
    }
  json_builder_end_object (run->json);
  bw_cli_print_json (run->json);
}

int
bw_cli_series (int    argc,
               char **argv)
{
  g_auto (Run) run = { 0 };
  g_autoptr (BwCliSeriesTable) table = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!read_options (&run, argc, argv, &status))
    return status;
  table = bw_cli_series_table_open (run.cli.rest[0], run.delimiter != NULL ? run.delimiter[0] : 0, run.options.season, &error);
  if (table == NULL)
    return bw_cli_fail (&run.cli, error, BW_CLI_FAILED);
  run.file = g_path_get_basename (run.cli.rest[0]);
  run.show_progress = isatty (STDERR_FILENO) && !isatty (STDOUT_FILENO);
  if (bw_cli_series_table_get_remark (table) != NULL)
    g_printerr ("bellwether-cli: %s\n", bw_cli_series_table_get_remark (table));
  if (run.cli.json)
    begin_json (&run);
  else
    print_header (&run);
  if (!forecast_all (&run, table, &error))
    return bw_cli_fail (&run.cli, error, BW_CLI_FAILED);
  if (run.json != NULL)
    end_json (&run);
  return run.n_left_out > 0 ? BW_CLI_FAILED : BW_CLI_DONE;
}
