/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several tables below each other in one file, a sheet of a workbook, a member of an archive.
 *
 * Reports put a list of deals, a blank line and then the team or the accounts into one file. A new table begins where, after a
 * blank line and at most a title or two, a row names columns that CRMs have and that are not those of the table above. Blank
 * lines within a table, and the same names again on the next page, begin none: then the file is one table as before. Only
 * files are looked through that a person would look through: a long one is an export and has one table.
 *
 * Each table is opened under a path of its own, "report.csv/lines 1 to 40" or "book.xlsx/Sheet1/lines 1 to 40", so that it keeps
 * the file's line numbers. */

#include "import/bw-tables.h"
#include "import/bw-csv-reader.h"
#include "import/bw-guess.h"
#include "import/bw-layout.h"
#include "import/bw-profile.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum
{
  LARGEST = 4 * 1024 * 1024, /* bytes */
  LARGEST_PACKED = 1024 * 1024,
  MOST_ROWS = 60000,
  MIN_NAMED = 3, /* columns that a header must have */
  MAX_TITLES = 2,
  MAX_TABLES = 20,
  FIRST_ROWS = 30,
};

/* A row, as far as it matters here. */
typedef struct
{
  guint64 line;
  guint64 end; /* the line on which it ends */
  guint   filled;
  char   *names; /* (nullable): its names of columns, folded, when it has such that are known */
} Row;

static void
clear_row (gpointer data)
{
  g_free (((Row *)data)->names);
}

/* The folded names in @row when it names columns of a kind that is known. Returns: (transfer full) (nullable). */
static char *
read_names (const BwCsvRow *row,
            guint           filled)
{
  g_autoptr (GPtrArray) names = NULL;
  BwMapping mapping;
  GString  *folded;
  guint     n = row->n, n_mapped = 0;

  while (n > 0 && *row->values[n - 1] == '\0')
    n--;
  if (n < MIN_NAMED || filled < n || bw_guess_looks_like_values (row->values, n))
    return NULL;
  names = bw_layout_name_columns (row->values, n);
  if (!bw_mapping_find ((const char *const *)names->pdata, n, "", BW_KIND_UNKNOWN, NULL, NULL, &mapping))
    return NULL;
  for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
    n_mapped += mapping.columns[field] >= 0;
  if (n_mapped < MIN_NAMED || n_mapped * 2 < n)
    return NULL;
  folded = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = bw_header_fold (row->values[i]);

      g_string_append_printf (folded, "%s\n", name);
    }
  return g_string_free (folded, FALSE);
}

/* Whether there is a blank line, or a row without a filled cell, before the row @i. */
static gboolean
follows_gap (const GArray *rows,
             guint         i)
{
  const Row *row = &g_array_index (rows, Row, i), *before = &g_array_index (rows, Row, i - 1);

  return row->filled > 0 && (row->line > before->end + 1 || before->filled == 0);
}

/* Looks for names of columns only where a table may begin: in the first rows, and after blank lines. */
static GArray *
read_rows (const char *path)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_autoptr (BwCsvReader) reader = bw_csv_reader_open (path, NULL);
  guint    n_since = 0; /* rows since a gap */
  gboolean found = FALSE, is_sheet = reader != NULL && bw_csv_reader_is_sheet (reader);
  BwCsvRow row;

  g_array_set_clear_func (rows, clear_row);
  while (reader != NULL && rows->len < MOST_ROWS && bw_csv_reader_next (reader, &row, NULL))
    {
      Row add = { .line = row.line, .end = row.line };

      for (guint i = 0; i < row.n; i++)
        {
          add.filled += row.values[i][strspn (row.values[i], " ")] != '\0';
          for (const char *at = row.values[i]; !is_sheet && (at = strchr (at, '\n')) != NULL; at++)
            add.end++;
        }
      g_array_append_val (rows, add);
      n_since = rows->len > 1 && follows_gap (rows, rows->len - 1) ? 0 : n_since + 1;
      if (found ? n_since > MAX_TITLES : rows->len > FIRST_ROWS)
        continue;
      add.names = read_names (&row, add.filled);
      found |= add.names != NULL;
      g_array_index (rows, Row, rows->len - 1).names = add.names;
    }
  return rows;
}

/* The row of names that follows the gap before the row @i, past titles. Returns its index, or -1. */
static int
find_header (const GArray *rows,
             guint         i)
{
  for (guint r = i; r < rows->len && r <= i + MAX_TITLES; r++)
    {
      const Row *row = &g_array_index (rows, Row, r);

      if (row->names != NULL)
        return (int)r;
      if (row->filled > 2)
        return -1;
    }
  return -1;
}

/* Finds the tables in what stands under @path, which is @file or inside it. Returns: (transfer full) (element-type
 * BwTableSpan): empty when it is one table. */
GArray *
bw_tables_find (const char *path,
                const char *file)
{
  GArray     *spans = g_array_new (FALSE, FALSE, sizeof (BwTableSpan));
  struct stat info;
  g_autoptr (GArray) rows = NULL;
  const char *names = NULL;
  BwTableSpan span = { 1, 0 };
  guint       n_since = 0; /* rows since the header of the table */

  if (stat (file, &info) != 0 || info.st_size > (strcmp (path, file) == 0 ? LARGEST : LARGEST_PACKED))
    return spans;
  rows = read_rows (path);
  if (rows->len >= MOST_ROWS)
    return spans;
  for (guint i = 0; i < rows->len && spans->len < MAX_TABLES; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      int        header = i > 0 && names != NULL && n_since > 0 && follows_gap (rows, i) ? find_header (rows, i) : -1;

      if (names == NULL && row->names != NULL)
        names = row->names;
      else if (header >= 0 && strcmp (g_array_index (rows, Row, header).names, names) != 0)
        {
          span.last = row->line - 1;
          g_array_append_val (spans, span);
          span.first = row->line;
          names = g_array_index (rows, Row, header).names;
          n_since = 0;
          i = (guint)header;
        }
      else if (names != NULL)
        n_since += row->filled > 0;
    }
  if (spans->len > 0)
    {
      const Row *end = &g_array_index (rows, Row, rows->len - 1);

      span.last = end->end;
      g_array_append_val (spans, span);
    }
  return spans;
}

/* Returns: (transfer full): how @span stands in the path of a table. */
char *
bw_table_span_write (const BwTableSpan *span)
{
  return g_strdup_printf ("lines %" PRIu64 " to %" PRIu64, span->first, span->last);
}

/* Reads what bw_table_span_write() has written. */
gboolean
bw_table_span_parse (const char  *text,
                     BwTableSpan *span)
{
  int used = 0;

  return sscanf (text, "lines %" SCNu64 " to %" SCNu64 "%n", &span->first, &span->last, &used) == 2 && text[used] == '\0' &&
         span->first > 0 && span->first <= span->last;
}
