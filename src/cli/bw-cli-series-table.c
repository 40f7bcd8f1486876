/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file with a series in each row: "id,v1,v2,...", in what forms such files come.
 *
 * The first rows are looked at together to find what is no value:
 * - a header: a first row whose first cell is called id or the like, or that has texts where the rows below have numbers;
 * - columns of texts between the name and the first value, such as a category, of which no row has a number;
 * - after such texts, a column that says the season's length in every row, as those of the M3 competition do. It is a guess, and
 *   a remark says so; with fewer than MIN_ROWS_FOR_LENGTH rows it is not made.
 * Empty cells after the last value are no values; between values they are gaps (NaN), and so are NA, NaN, null, - and ?.
 * The number is written as C does; where the cells are not parted by commas, with a decimal comma too. */

#include "cli/bw-cli-series-table.h"
#include "import/bw-csv-reader.h"
#include "import/bw-import.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  N_LOOKED_AT = 50,
  MIN_ROWS_FOR_LENGTH = 3,
  MAX_SHOWN = 40,
};

typedef enum
{
  CELL_EMPTY,
  CELL_GAP,
  CELL_NUMBER,
  CELL_TEXT,
} CellKind;

/* A row before it is understood. */
typedef struct
{
  guint64 line;
  char  **cells; /* (owned) */
  guint   n;
} RawRow;

struct _BwCliSeriesTable
{
  BwCsvReader *reader;
  char        *name;
  GQueue       waiting; /* RawRow: read to find the shape, not handed out yet */
  guint        first;   /* the column of the first value, from 0 */
  guint        n_rows;  /* handed out */
  gboolean     decimal_comma;
  char        *remark; /* (nullable) */
};

static void
free_raw (RawRow *raw)
{
  g_strfreev (raw->cells);
  g_free (raw);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawRow, free_raw)

/* Tells what @cell is, and its number in @value (NaN: a gap). */
static CellKind
read_cell (const BwCliSeriesTable *table,
           const char             *cell,
           double                 *value)
{
  static const char *const gaps[] = { "na", "n/a", "nan", "null", "none", "-", "?", "#n/a" };
  char                     text[64];
  char                    *end, *comma;

  *value = NAN;
  if (*cell == '\0')
    return CELL_EMPTY;
  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    if (g_ascii_strcasecmp (cell, gaps[i]) == 0)
      return CELL_GAP;
  if (strlen (cell) >= sizeof text || strspn (cell, "+-.,0123456789eE") != strlen (cell))
    return CELL_TEXT;
  g_strlcpy (text, cell, sizeof text);
  comma = strchr (text, ',');
  if (comma != NULL && table->decimal_comma)
    *comma = '.';
  *value = g_ascii_strtod (text, &end);
  if (*end == '\0' && isfinite (*value))
    return CELL_NUMBER;
  *value = NAN;
  return CELL_TEXT;
}

static CellKind
kind_at (const BwCliSeriesTable *table,
         const RawRow           *raw,
         guint                   column)
{
  double value;

  return column < raw->n ? read_cell (table, raw->cells[column], &value) : CELL_EMPTY;
}

/* Returns: (transfer full) (nullable): the next row of the file. */
static RawRow *
read_raw (BwCliSeriesTable *table,
          GError          **error)
{
  BwCsvRow row;
  RawRow  *raw;

  if (!bw_csv_reader_next (table->reader, &row, error))
    return NULL;
  raw = g_new0 (RawRow, 1);
  raw->line = row.line;
  raw->n = row.n;
  raw->cells = g_new0 (char *, row.n + 1);
  for (guint i = 0; i < row.n; i++)
    raw->cells[i] = g_strstrip (g_strdup (row.values[i]));
  return raw;
}

/* Whether @raw, the first row, names the columns. */
static gboolean
is_header (const BwCliSeriesTable *table,
           const RawRow           *raw)
{
  static const char *const ids[] = { "id", "unique_id", "series", "series_id", "name", "item", "item_id", "key", "sku" };
  gboolean                 number_below = FALSE;

  if (raw->n == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (g_ascii_strcasecmp (raw->cells[0], ids[i]) == 0)
      return TRUE;
  for (guint c = 1; c < raw->n; c++)
    {
      CellKind kind = kind_at (table, raw, c);

      if (kind == CELL_NUMBER)
        return FALSE;
      for (GList *link = table->waiting.head->next; kind == CELL_TEXT && link != NULL && !number_below; link = link->next)
        number_below = kind_at (table, link->data, c) == CELL_NUMBER;
    }
  return number_below;
}

/* How many rows have a number, and a text, in @column. */
static void
count_kinds (const BwCliSeriesTable *table,
             guint                   column,
             guint                  *n_numbers,
             guint                  *n_texts)
{
  *n_numbers = *n_texts = 0;
  for (GList *link = table->waiting.head; link != NULL; link = link->next)
    {
      CellKind kind = kind_at (table, link->data, column);

      *n_numbers += kind == CELL_NUMBER;
      *n_texts += kind == CELL_TEXT;
    }
}

/* Whether @column says @season in every row. */
static gboolean
says_season (const BwCliSeriesTable *table,
             guint                   column,
             guint                   season)
{
  g_autofree char *said = g_strdup_printf ("%u", season);

  if (table->waiting.length < MIN_ROWS_FOR_LENGTH)
    return FALSE;
  for (GList *link = table->waiting.head; link != NULL; link = link->next)
    {
      const RawRow *raw = link->data;

      if (column >= raw->n || !g_str_equal (raw->cells[column], said))
        return FALSE;
    }
  return TRUE;
}

/* Finds the header and the first value's column in the rows that wait. */
static void
find_shape (BwCliSeriesTable *table,
            guint             season)
{
  guint n_numbers, n_texts, first = 1;

  if (is_header (table, table->waiting.head->data))
    free_raw (g_queue_pop_head (&table->waiting));
  for (;; first++)
    {
      count_kinds (table, first, &n_numbers, &n_texts);
      if (n_numbers > 0 || n_texts == 0)
        break;
    }
  if (first > 1 && says_season (table, first, season))
    {
      first++;
      table->remark = g_strdup_printf (_ ("Column %u of %s holds %u in every row. It is taken for the season's length, not for a value."),
                                       first, table->name, season);
    }
  table->first = first;
}

/* Opens the file at @path with @delimiter (0: found out), whose series repeat after @season values. Returns %NULL when it cannot be read or holds no row. */
BwCliSeriesTable *
bw_cli_series_table_open (const char *path,
                          char        delimiter,
                          guint       season,
                          GError    **error)
{
  BwCsvOptions options = { .delimiter = delimiter };
  g_autoptr (BwCsvReader) reader = bw_csv_reader_open_with (path, &options, error);
  g_autoptr (BwCliSeriesTable) table = NULL;
  GError *failed = NULL;

  if (reader == NULL)
    return NULL;
  table = g_new0 (BwCliSeriesTable, 1);
  table->name = g_path_get_basename (path);
  table->decimal_comma = bw_csv_reader_get_delimiter (reader) != ',';
  table->reader = g_steal_pointer (&reader);
  g_queue_init (&table->waiting);
  while (table->waiting.length <= N_LOOKED_AT)
    {
      RawRow *raw = read_raw (table, &failed);

      if (raw == NULL)
        break;
      g_queue_push_tail (&table->waiting, raw);
    }
  if (failed != NULL)
    {
      g_propagate_error (error, failed);
      return NULL;
    }
  if (table->waiting.length > 0)
    find_shape (table, season);
  if (table->waiting.length == 0)
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_EMPTY,
                   _ ("%s holds no series. Give each a row: a name and then its values, the oldest first."), table->name);
      return NULL;
    }
  return g_steal_pointer (&table);
}

/* Frees @table. */
void
bw_cli_series_table_free (BwCliSeriesTable *table)
{
  RawRow *raw;

  while ((raw = g_queue_pop_head (&table->waiting)) != NULL)
    free_raw (raw);
  g_clear_pointer (&table->reader, bw_csv_reader_free);
  g_free (table->name);
  g_free (table->remark);
  g_free (table);
}

/* Frees @row. */
void
bw_cli_series_row_free (BwCliSeriesRow *row)
{
  g_free (row->id);
  g_free (row->values);
  g_free (row);
}

/* Gives the next series in @row. A cell that is no number is told in @wrong (transfer full), with the row's line and column; such
 * a row must not be forecast. Returns %FALSE at the end, or with @error set. */
gboolean
bw_cli_series_table_next (BwCliSeriesTable *table,
                          BwCliSeriesRow  **row,
                          GError          **wrong,
                          GError          **error)
{
  g_autoptr (RawRow) raw = g_queue_pop_head (&table->waiting);
  BwCliSeriesRow *series;
  guint           n;

  if (raw == NULL)
    raw = read_raw (table, error);
  if (raw == NULL)
    return FALSE;
  table->n_rows++;
  for (n = raw->n; n > table->first && *raw->cells[n - 1] == '\0'; n--)
    ;
  series = g_new0 (BwCliSeriesRow, 1);
  series->line = raw->line;
  series->id = raw->n > 0 && *raw->cells[0] != '\0' ? g_strdup (raw->cells[0]) : g_strdup_printf ("%u", table->n_rows);
  series->n = n > table->first ? n - table->first : 0;
  series->values = g_new (double, MAX (series->n, 1));
  for (guint i = 0; i < series->n; i++)
    if (read_cell (table, raw->cells[table->first + i], &series->values[i]) == CELL_TEXT && series->bad_column == 0)
      {
        g_autofree char *shown = g_utf8_substring (raw->cells[table->first + i], 0,
                                                   MIN (g_utf8_strlen (raw->cells[table->first + i], -1), MAX_SHOWN));

        series->bad_column = table->first + i + 1;
        g_set_error (wrong, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING,
                     _ ("%s, line %" PRIu64 ", column %u: “%s” is no number. Write it as 1234.5, or leave the cell empty where the value is not known."),
                     table->name, raw->line, series->bad_column, shown);
      }
  *row = series;
  return TRUE;
}

/* How much of the file has been read, 0 to 1. */
double
bw_cli_series_table_get_progress (BwCliSeriesTable *table)
{
  return bw_csv_reader_get_progress (table->reader);
}

/* Returns: (transfer none) (nullable): what was guessed about the file, in a sentence. */
const char *
bw_cli_series_table_get_remark (BwCliSeriesTable *table)
{
  return table->remark;
}
