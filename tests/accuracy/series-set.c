/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Series with what came after them, as the accuracy of forecasts is measured on.
 *
 * The files of the M3 and M4 competitions have a row per series, "id,texts...,values..." in one and "id,values..." held back in
 * another, in the same order. The parts (monthly demand, mostly zeros) have a column per series; their last months are held back. */

#include "series-set.h"

#include <math.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *known;
  const char *held_back; /* (nullable) */
  guint       skip;      /* cells between the name and the first value */
  guint       season;
  guint       scaling;
  guint       horizon; /* held back of columns */
} files[BW_N_SETS] = {
  { "M4 quarterly", "m4_quarterly_s1000_train.csv", "m4_quarterly_s1000_test.csv", 1, 4, 4 },
  { "M4 monthly", "m4_monthly_s1000_holdout18_train.csv", "m4_monthly_s1000_holdout18_test.csv", 1, 12, 12 },
  { "M4 weekly", "m4_weekly_full_train.csv", "m4_weekly_full_test.csv", 1, 52, 1 },
  { "M3 quarterly", "m3_quarterly_train.csv", "m3_quarterly_test.csv", 2, 4, 4 },
  { "M3 monthly", "m3_monthly_train.csv", "m3_monthly_test.csv", 2, 12, 12 },
  { "parts, half a year", "carparts.csv", NULL, 0, 12, 1, 6 },
  { "parts, a year", "carparts.csv", NULL, 0, 12, 1, 12 },
};

/* The name of a set. */
const char *
bw_series_set_name (BwSetId id)
{
  return files[id].name;
}

static void
clear_series (gpointer data)
{
  BwTestSeries *series = data;

  g_free (series->id);
  g_free (series->y);
}

/* The lines of a file, or %NULL where it is absent. */
static char **
read_lines (const char *folder,
            const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  return g_strsplit (g_strstrip (text), "\n", -1);
}

/* Adds the values of @cells from @from on to @values, to the first that is empty. */
static void
add_values (GArray *values,
            char  **cells,
            guint   from)
{
  for (guint i = from; i < g_strv_length (cells) && *g_strstrip (cells[i]) != '\0'; i++)
    {
      double value = g_ascii_strtod (cells[i], NULL);

      g_array_append_val (values, value);
    }
}

static void
load_rows (BwSeriesSet *set,
           char       **known,
           char       **held_back,
           guint        skip,
           guint        every)
{
  for (guint i = 0; known[i] != NULL && held_back[i] != NULL; i += every)
    {
      g_auto (GStrv) cells = g_strsplit (known[i], ",", -1);
      g_auto (GStrv) after = g_strsplit (held_back[i], ",", -1);
      g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
      BwTestSeries series = { 0 };

      g_assert_cmpstr (cells[0], ==, after[0]);
      add_values (values, cells, 1 + skip);
      series.n = values->len;
      add_values (values, after, 1);
      series.horizon = values->len - series.n;
      series.id = g_strdup (cells[0]);
      series.y = (double *)g_array_free (g_steal_pointer (&values), FALSE);
      g_array_append_val (set->series, series);
    }
}

/* Parts with all months known, as the literature takes them. */
static void
load_columns (BwSeriesSet *set,
              char       **lines,
              guint        horizon,
              guint        every)
{
  guint              n_rows = g_strv_length (lines) - 1;
  g_autofree char ***cells = g_new0 (char **, n_rows + 1);

  for (guint r = 0; r <= n_rows; r++)
    cells[r] = g_strsplit (lines[r], ",", -1);
  for (guint c = 1; cells[0][c] != NULL; c += every)
    {
      BwTestSeries series = { g_strdup (cells[0][c]), g_new (double, n_rows), n_rows - horizon, horizon };
      guint        n_known = 0;

      for (guint r = 0; r < n_rows && c < g_strv_length (cells[r + 1]); r++)
        {
          const char *cell = g_strstrip (cells[r + 1][c]);
          char       *end;

          series.y[r] = g_ascii_strtod (cell, &end);
          n_known += end != cell;
        }
      if (n_known == n_rows)
        g_array_append_val (set->series, series);
      else
        clear_series (&series);
    }
  for (guint r = 0; r <= n_rows; r++)
    g_strfreev (cells[r]);
}

/* Leaves @earlier values out of what is known, and as many of the last of what came; a series that would keep less than two seasons
 * is left out. */
static void
go_back (BwSeriesSet *set,
         guint        earlier)
{
  for (guint i = set->series->len; earlier > 0 && i > 0; i--)
    {
      BwTestSeries *series = &g_array_index (set->series, BwTestSeries, i - 1);

      if (series->n < earlier + 2 * set->season)
        g_array_remove_index (set->series, i - 1);
      else
        series->n -= earlier;
    }
}

/* Reads set @id from @folder, one series in @every, as if @earlier values fewer were known. Returns %FALSE where its files are
 * absent. */
gboolean
bw_series_set_load (BwSeriesSet *set,
                    BwSetId      id,
                    const char  *folder,
                    guint        every,
                    guint        earlier)
{
  g_auto (GStrv) known = read_lines (folder, files[id].known);
  g_auto (GStrv) held_back = files[id].held_back != NULL ? read_lines (folder, files[id].held_back) : NULL;

  *set = (BwSeriesSet) { files[id].name, files[id].season, files[id].scaling, NULL };
  if (known == NULL || (files[id].held_back != NULL && held_back == NULL))
    return FALSE;
  set->series = g_array_new (FALSE, FALSE, sizeof (BwTestSeries));
  g_array_set_clear_func (set->series, clear_series);
  if (held_back != NULL)
    load_rows (set, known, held_back, files[id].skip, every);
  else
    load_columns (set, known, files[id].horizon, every);
  go_back (set, earlier);
  return TRUE;
}

/* Frees what @set holds. */
void
bw_series_set_clear (BwSeriesSet *set)
{
  g_clear_pointer (&set->series, g_array_unref);
}
