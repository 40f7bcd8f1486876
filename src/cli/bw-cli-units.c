/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units of area, their borders and plans of them, from files.
 *
 * Units: a header, then `unit,x_km,y_km,measure...`, or `latitude` and `longitude` instead of the kilometres, in any order of
 * columns. Borders: `a,b`. Plans: `unit,territory`. Whatever else these have for columns is passed over. Numbers are written as in C. A unit that is
 * there twice, or a cell that is no number, is an error; a border with a unit that is not in the file is left out and
 * counted. */

#include "cli/bw-cli-units.h"
#include "import/bw-csv-reader.h"
#include "import/bw-import.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  UNIT,
  X,
  Y,
  LATITUDE,
  LONGITUDE,
  N_COLUMNS,
};

#define NO_COLUMN G_MAXUINT

/* A file of units while it is read. */
typedef struct
{
  BwCsvReader *reader;
  const char  *name;
  guint        column[N_COLUMNS];
  GArray      *measure_columns; /* guint */
  GArray      *across, *along, *weights;
} UnitFile;

static void
clear_unit_file (UnitFile *file)
{
  g_clear_pointer (&file->reader, bw_csv_reader_free);
  g_clear_pointer (&file->measure_columns, g_array_unref);
  g_clear_pointer (&file->across, g_array_unref);
  g_clear_pointer (&file->along, g_array_unref);
  g_clear_pointer (&file->weights, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UnitFile, clear_unit_file)

static gboolean
is_one_of (const char *text,
           const char *names)
{
  g_auto (GStrv) list = g_strsplit (names, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    if (g_ascii_strcasecmp (list[i], text) == 0)
      return TRUE;
  return FALSE;
}

/* The next row, or %FALSE with @error when there has to be one. */
static gboolean
read_header (BwCsvReader *reader,
             BwCsvRow    *row,
             GError     **error)
{
  GError *failed = NULL;

  if (bw_csv_reader_next (reader, row, &failed))
    return TRUE;
  if (failed != NULL)
    g_propagate_error (error, failed);
  else
    g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_EMPTY, _ ("%s is empty. Its first line has to name the columns."),
                 bw_csv_reader_get_name (reader));
  return FALSE;
}

/* Finds the columns that are no measures. */
static void
find_places (UnitFile       *file,
             const BwCsvRow *row)
{
  static const char *const names[N_COLUMNS] = {
    [UNIT] = "unit id unit_id geoid fips zip",
    [X] = "x_km x",
    [Y] = "y_km y",
    [LATITUDE] = "latitude lat",
    [LONGITUDE] = "longitude lon lng long",
  };

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      file->column[i] = NO_COLUMN;
      for (guint c = 0; c < row->n && file->column[i] == NO_COLUMN; c++)
        if (is_one_of (row->values[c], names[i]))
          file->column[i] = c;
    }
  if (file->column[UNIT] == NO_COLUMN)
    file->column[UNIT] = 0;
}

static gboolean
is_place (const UnitFile *file,
          guint           column)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    if (file->column[i] == column)
      return TRUE;
  return FALSE;
}

/* Finds the measures: those of @wanted (nullable), with commas between, else all other columns. */
static gboolean
find_measures (UnitFile       *file,
               BwCliUnits     *units,
               const BwCsvRow *row,
               const char     *wanted,
               GError        **error)
{
  g_auto (GStrv) list = wanted != NULL ? g_strsplit (wanted, ",", -1) : NULL;

  file->measure_columns = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint c = 0; list == NULL && c < row->n; c++)
    if (!is_place (file, c))
      {
        g_array_append_val (file->measure_columns, c);
        g_ptr_array_add (units->measures, g_strdup (row->values[c]));
      }
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    {
      guint c = 0;

      g_strstrip (list[i]);
      while (c < row->n && (g_ascii_strcasecmp (row->values[c], list[i]) != 0 || is_place (file, c)))
        c++;
      if (c == row->n)
        {
          g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING, _ ("%s has no measure “%s”. Name a column of its first line."),
                       file->name, list[i]);
          return FALSE;
        }
      g_array_append_val (file->measure_columns, c);
      g_ptr_array_add (units->measures, g_strdup (row->values[c]));
    }
  if (file->measure_columns->len > 0)
    return TRUE;
  g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING,
               _ ("%s has no measure to make territories even by. Give it a column of numbers beside the unit's name and place."), file->name);
  return FALSE;
}

static gboolean
read_number (const char     *name,
             const BwCsvRow *row,
             guint           column,
             double         *value,
             GError        **error)
{
  const char *cell = column < row->n ? row->values[column] : "";
  char       *end;

  *value = g_ascii_strtod (cell, &end);
  if (*cell != '\0' && *end == '\0' && isfinite (*value))
    return TRUE;
  g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING, _ ("%s, line %" PRIu64 ", column %u: “%.40s” is no number. Write it as 1234.5."),
               name, row->line, column + 1, cell);
  return FALSE;
}

static gboolean
read_unit (UnitFile       *file,
           BwCliUnits     *units,
           const BwCsvRow *row,
           GError        **error)
{
  const char *unit = file->column[UNIT] < row->n ? row->values[file->column[UNIT]] : "";
  gboolean    degrees = file->column[X] == NO_COLUMN;
  double      across, along;

  if (*unit == '\0' || g_hash_table_contains (units->by_name, unit))
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING,
                   *unit == '\0' ? _ ("%s, line %" PRIu64 ": the unit%s has no name. Give each row one in its first column.")
                                 : _ ("%s, line %" PRIu64 ": the unit “%s” is there for the second time. Each has to have one row."),
                   file->name, row->line, unit);
      return FALSE;
    }
  if (!read_number (file->name, row, file->column[degrees ? LONGITUDE : X], &across, error) ||
      !read_number (file->name, row, file->column[degrees ? LATITUDE : Y], &along, error))
    return FALSE;
  g_array_append_val (file->across, across);
  g_array_append_val (file->along, along);
  for (guint m = 0; m < file->measure_columns->len; m++)
    {
      guint  column = g_array_index (file->measure_columns, guint, m);
      double value;

      if (!read_number (file->name, row, column, &value, error))
        return FALSE;
      if (value < 0)
        {
          g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING,
                       _ ("%s, line %" PRIu64 ", column %u: %g is less than 0. Measures have to be numbers from 0 on."), file->name, row->line,
                       column + 1, value);
          return FALSE;
        }
      g_array_append_val (file->weights, value);
    }
  g_ptr_array_add (units->names, g_strdup (unit));
  g_hash_table_insert (units->by_name, g_ptr_array_index (units->names, units->names->len - 1), GUINT_TO_POINTER (units->names->len));
  return TRUE;
}

static gboolean
read_units (UnitFile   *file,
            BwCliUnits *units,
            const char *path,
            const char *measures,
            GError    **error)
{
  BwCsvRow row;
  GError  *failed = NULL;

  file->reader = bw_csv_reader_open (path, error);
  if (file->reader == NULL)
    return FALSE;
  file->name = bw_csv_reader_get_name (file->reader);
  if (!read_header (file->reader, &row, error))
    return FALSE;
  find_places (file, &row);
  if ((file->column[X] == NO_COLUMN || file->column[Y] == NO_COLUMN) &&
      (file->column[LATITUDE] == NO_COLUMN || file->column[LONGITUDE] == NO_COLUMN))
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING,
                   _ ("%s does not say where its units are. Its first line has to name x_km and y_km, or latitude and longitude."), file->name);
      return FALSE;
    }
  if (file->column[X] == NO_COLUMN || file->column[Y] == NO_COLUMN)
    file->column[X] = file->column[Y] = NO_COLUMN;
  if (!find_measures (file, units, &row, measures, error))
    return FALSE;
  file->across = g_array_new (FALSE, FALSE, sizeof (double));
  file->along = g_array_new (FALSE, FALSE, sizeof (double));
  file->weights = g_array_new (FALSE, FALSE, sizeof (double));
  while (bw_csv_reader_next (file->reader, &row, &failed))
    if (!read_unit (file, units, &row, error))
      return FALSE;
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, failed);
  return FALSE;
}

static guint32
find_unit (const BwCliUnits *units,
           const BwCsvRow   *row,
           guint             column)
{
  return column < row->n ? GPOINTER_TO_UINT (g_hash_table_lookup (units->by_name, row->values[column])) : 0;
}

/* Reads the borders into @edges. */
static gboolean
read_edges (BwCliUnits *units,
            const char *path,
            GArray     *edges,
            GError    **error)
{
  g_autoptr (BwCsvReader) reader = bw_csv_reader_open (path, error);
  BwCsvRow row;
  GError  *failed = NULL;
  gboolean first = TRUE;

  if (reader == NULL)
    return FALSE;
  while (bw_csv_reader_next (reader, &row, &failed))
    {
      guint32 a = find_unit (units, &row, 0), b = find_unit (units, &row, 1);

      if (a > 0 && b > 0)
        {
          a--, b--;
          g_array_append_val (edges, a);
          g_array_append_val (edges, b);
        }
      else if (!first && units->n_unknown++ == 0)
        units->first_unknown = row.line;
      first = FALSE;
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, failed);
  return FALSE;
}

/* Reads units from @units_path, with those of their measures that @measures (nullable: all) names, and their borders from @edges_path. */
BwCliUnits *
bw_cli_units_new (const char *units_path,
                  const char *edges_path,
                  const char *measures,
                  GError    **error)
{
  g_autoptr (BwCliUnits) units = g_new0 (BwCliUnits, 1);
  g_auto (UnitFile) file = { 0 };
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (guint32));
  BwUnitGraphInput input = { 0 };

  units->names = g_ptr_array_new_with_free_func (g_free);
  units->measures = g_ptr_array_new_with_free_func (g_free);
  units->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  if (!read_units (&file, units, units_path, measures, error) || !read_edges (units, edges_path, edges, error))
    return NULL;
  input.n = units->names->len;
  input.n_measures = units->measures->len;
  if (file.column[X] == NO_COLUMN)
    {
      input.latitude = (const double *)(gpointer)file.along->data;
      input.longitude = (const double *)(gpointer)file.across->data;
    }
  else
    {
      input.x_km = (const double *)(gpointer)file.across->data;
      input.y_km = (const double *)(gpointer)file.along->data;
    }
  input.weights = (const double *)(gpointer)file.weights->data;
  input.edges = (const guint32 *)(gpointer)edges->data;
  input.n_edges = edges->len / 2;
  units->graph = bw_unit_graph_new (&input, error);
  return units->graph != NULL ? g_steal_pointer (&units) : NULL;
}

/* Frees @units. */
void
bw_cli_units_free (BwCliUnits *units)
{
  g_clear_pointer (&units->names, g_ptr_array_unref);
  g_clear_pointer (&units->measures, g_ptr_array_unref);
  g_clear_pointer (&units->by_name, g_hash_table_unref);
  g_clear_pointer (&units->graph, bw_unit_graph_unref);
  g_free (units);
}

/* The number of the territory called @name in @territories (inout), which it is added to at need. */
static gint32
find_territory (GPtrArray  *territories,
                GHashTable *known,
                const char *name)
{
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (known, name));

  if (at == 0)
    {
      g_ptr_array_add (territories, g_strdup (name));
      at = territories->len;
      g_hash_table_insert (known, g_ptr_array_index (territories, at - 1), GUINT_TO_POINTER (at));
    }
  return (gint32)at - 1;
}

static GHashTable *
index_territories (const GPtrArray *territories)
{
  GHashTable *known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < territories->len; i++)
    g_hash_table_insert (known, g_ptr_array_index (territories, i), GUINT_TO_POINTER (i + 1));
  return known;
}

/* Reads which territory units are in; an empty territory is none. New territories are added to @territories (element-type utf8). Returns:
 * (transfer full) (array length=n) (nullable): by unit, -1 none. */
gint32 *
bw_cli_units_read_plan (const BwCliUnits *units,
                        const char       *path,
                        GPtrArray        *territories,
                        GError          **error)
{
  g_autoptr (BwCsvReader) reader = bw_csv_reader_open (path, error);
  g_autoptr (GHashTable) known = index_territories (territories);
  g_autofree gint32 *plan = g_new (gint32, MAX (units->names->len, 1));
  GError            *failed = NULL;
  BwCsvRow           row;
  gboolean           first = TRUE;

  if (reader == NULL)
    return NULL;
  memset (plan, 0xff, MAX (units->names->len, 1) * sizeof *plan);
  for (; bw_csv_reader_next (reader, &row, &failed); first = FALSE)
    {
      guint32 unit = find_unit (units, &row, 0);

      if (unit == 0 && first)
        continue;
      if (unit == 0 || row.n < 2)
        {
          g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING,
                       _ ("%s, line %" PRIu64 ": “%s” is no unit with a territory. Write each as unit,territory."),
                       bw_csv_reader_get_name (reader), row.line, row.n > 0 ? row.values[0] : "");
          return NULL;
        }
      if (*row.values[1] != '\0')
        plan[unit - 1] = find_territory (territories, known, row.values[1]);
    }
  if (failed == NULL)
    return g_steal_pointer (&plan);
  g_propagate_error (error, failed);
  return NULL;
}
