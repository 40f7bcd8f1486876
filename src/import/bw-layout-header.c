/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of column names among the first rows of a table.
 *
 * Columns whose values are numbers or dates give the header away: it is the fullest row of texts above the first row that
 * has values in these columns. What stands above is a title; a row of texts below whose first cell is blank continues the
 * names, and so does a row of group names above, which reach to the right over blank cells. Where all columns are texts the
 * first row that is as wide as the table is taken. Cost: linear in the cells of the sample. */

#include "import/bw-layout.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  SEARCH = 60, /* rows */
  SAMPLE = 200,
  LONG_NAME = 40, /* characters */
};

typedef enum
{
  CELL_EMPTY,
  CELL_TEXT,
  CELL_VALUE,
} Cell;

/* The first rows, cell by cell. */
typedef struct
{
  const GPtrArray *rows;
  guint            n_rows;
  guint            width; /* columns of most rows */
  guint8          *cells; /* Cell, by row and column */
  gboolean        *typed; /* by column: nearly all are values */
  guint            n_typed;
} Grid;

static Cell
judge_cell (const char *text)
{
  gint64   amount;
  double   share;
  gboolean per_cent;
  BwDate   date;

  text += strspn (text, " \t");
  if (bw_value_is_missing (text))
    return CELL_EMPTY;
  if (bw_value_parse_amount (text, 0, &amount, NULL) == BW_VALUE_GOOD ||
      bw_value_parse_date (text, BW_ORDER_UNKNOWN, &date) == BW_VALUE_GOOD ||
      (strchr (text, '%') != NULL && bw_value_parse_share (text, 0, &share, &per_cent) == BW_VALUE_GOOD))
    return CELL_VALUE;
  return CELL_TEXT;
}

/* The number of cells up to the last filled one. */
static guint
row_extent (char **cells)
{
  guint extent = 0;

  for (guint i = 0; cells[i] != NULL; i++)
    if (cells[i][strspn (cells[i], " ")] != '\0')
      extent = i + 1;
  return extent;
}

static Cell
grid_get (const Grid *grid,
          guint       row,
          guint       column)
{
  return column < grid->width ? grid->cells[row * grid->width + column] : CELL_EMPTY;
}

/* How many cells of @row are @kind; of those in typed columns alone if @typed. */
static guint
count (const Grid *grid,
       guint       row,
       Cell        kind,
       gboolean    typed)
{
  guint n = 0;

  for (guint c = 0; c < grid->width; c++)
    n += grid_get (grid, row, c) == kind && (!typed || grid->typed[c]);
  return n;
}

static guint
count_filled (const Grid *grid,
              guint       row)
{
  return grid->width - count (grid, row, CELL_EMPTY, FALSE);
}

/* The commonest width of the rows; of several, the largest. */
static guint
find_width (const GPtrArray *rows,
            guint            n)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint best = 0, best_count = 0;

  for (guint r = 0; r < n; r++)
    {
      guint extent = row_extent (g_ptr_array_index (rows, r));
      guint times = GPOINTER_TO_UINT (g_hash_table_lookup (seen, GUINT_TO_POINTER (extent))) + 1;

      if (extent == 0)
        continue;
      g_hash_table_insert (seen, GUINT_TO_POINTER (extent), GUINT_TO_POINTER (times));
      if (times > best_count || (times == best_count && extent > best))
        {
          best = extent;
          best_count = times;
        }
    }
  return best;
}

static void
grid_init (Grid            *grid,
           const GPtrArray *rows)
{
  guint from, last = 0;

  memset (grid, 0, sizeof *grid);
  grid->rows = rows;
  grid->n_rows = MIN (rows->len, SAMPLE);
  grid->width = find_width (rows, grid->n_rows);
  grid->cells = g_new0 (guint8, (gsize)grid->n_rows * MAX (grid->width, 1));
  grid->typed = g_new0 (gboolean, MAX (grid->width, 1));
  for (guint r = 0; r < grid->n_rows; r++)
    {
      char **cells = g_ptr_array_index (rows, r);

      for (guint c = 0; c < grid->width && cells[c] != NULL; c++)
        grid->cells[r * grid->width + c] = judge_cell (cells[c]);
      if (row_extent (cells) > 0)
        last = r + 1;
    }
  /* The lower rows of the sample are data. */
  from = last >= 8 ? last / 3 : last / 2;
  for (guint c = 0; c < grid->width; c++)
    {
      guint values = 0, texts = 0;

      for (guint r = from; r < grid->n_rows; r++)
        {
          values += grid_get (grid, r, c) == CELL_VALUE;
          texts += grid_get (grid, r, c) == CELL_TEXT;
        }
      grid->typed[c] = values > 0 && values >= 3 * texts;
      grid->n_typed += grid->typed[c];
    }
}

static void
grid_clear (Grid *grid)
{
  g_free (grid->cells);
  g_free (grid->typed);
}

/* Whether the values of @row are labels: years in order, as columns of a table over time are named. */
static gboolean
holds_years (const Grid *grid,
             guint       row)
{
  char **cells = g_ptr_array_index (grid->rows, row);
  gint64 last = 0, step = 0;
  guint  n = 0, texts = 0;

  for (guint c = 0; c < grid->width && cells[c] != NULL; c++)
    {
      gint64 year;

      texts += grid_get (grid, row, c) == CELL_TEXT;
      if (grid_get (grid, row, c) != CELL_VALUE)
        continue;
      year = g_ascii_strtoll (cells[c], NULL, 10);
      if (strlen (cells[c]) != 4 || year < 1900 || year > 2100 || (n > 1 && year - last != step))
        return FALSE;
      step = year - last;
      last = year;
      n++;
    }
  return n >= 2 && texts >= 1 && step != 0;
}

/* Whether @row has values where the table has them. */
static gboolean
is_data (const Grid *grid,
         guint       row)
{
  guint values = count (grid, row, CELL_VALUE, TRUE), texts = count (grid, row, CELL_TEXT, TRUE);

  return values > 0 && values >= texts && !holds_years (grid, row);
}

/* Whether the row after @row has nothing but texts and more of them than @row has cells: then that names the columns. */
static gboolean
stands_above_names (const Grid *grid,
                    guint       row)
{
  guint next = row + 1;

  while (next < grid->n_rows && count_filled (grid, next) == 0)
    next++;
  return next < grid->n_rows && count (grid, next, CELL_VALUE, FALSE) == 0 &&
         count_filled (grid, next) > count_filled (grid, row);
}

/* The first row of data: has values, and so have most of those after it. */
static guint
find_data (const Grid *grid)
{
  for (guint r = 0; r < MIN (grid->n_rows, SEARCH); r++)
    {
      guint next = 0, good = 0;

      if (!is_data (grid, r) || stands_above_names (grid, r))
        continue;
      for (guint i = r + 1; i < grid->n_rows && next < 5; i++)
        if (count_filled (grid, i) > 0)
          {
            next++;
            good += is_data (grid, i);
          }
      if (good * 2 >= next)
        return r;
    }
  return grid->n_rows;
}

/* How much @row looks like names of columns; less than 0: not at all. */
static double
score_row (const Grid *grid,
           guint       row)
{
  char **cells = g_ptr_array_index (grid->rows, row);
  guint  filled = count_filled (grid, row), values = count (grid, row, CELL_VALUE, FALSE);
  double score = filled;

  if (filled == 0 || filled * 2 < grid->width || (grid->width > 1 && filled < 2))
    return -1;
  if (values * 2 > filled && !holds_years (grid, row))
    return -1;
  score -= holds_years (grid, row) ? 0 : values;
  /* A title that happens to hold the delimiter reaches farther than the table. */
  score -= row_extent (cells) > grid->width ? 1 : 0;
  for (guint c = 0; c < grid->width && cells[c] != NULL; c++)
    score -= g_utf8_strlen (cells[c], -1) > LONG_NAME ? 0.5 : 0;
  return score;
}

/* Finds the header above the row @data. Returns its index, or -1. */
static int
find_above (const Grid *grid,
            guint       data)
{
  int    best = -1;
  double best_score = -1;

  for (guint r = 0; r < data; r++)
    {
      double score = score_row (grid, r);

      if (score >= 0 && score > best_score)
        {
          best = (int)r;
          best_score = score;
        }
    }
  return best;
}

/* Where all is text: the first row nearly as wide as the table. */
static int
find_widest (const Grid *grid)
{
  for (guint r = 0; r < MIN (grid->n_rows, SEARCH); r++)
    {
      guint filled = count_filled (grid, r);

      if (filled >= MIN (grid->width, 3) && filled * 2 > grid->width)
        return (int)r;
    }
  return -1;
}

/* Whether the row of texts @row continues the names of columns above it. */
static gboolean
continues (const Grid *grid,
           guint       row)
{
  return grid_get (grid, row, 0) == CELL_EMPTY && count (grid, row, CELL_VALUE, FALSE) == 0;
}

/* The cell of the header row @row at @column without spaces around. Returns: (transfer full). */
static char *
get_name (const Grid *grid,
          guint       row,
          guint       column)
{
  char **cells = g_ptr_array_index (grid->rows, row);

  return g_strstrip (g_strdup (column < g_strv_length (cells) ? cells[column] : ""));
}

/* Whether the row above the header @row names groups of columns, and not the table: it has several names, some of which
 * stand over blank cells or tell names apart that repeat below. */
static gboolean
names_groups (const Grid *grid,
              guint       row)
{
  guint filled = 0, below_blank = 0, repeated = 0;

  if (count (grid, row - 1, CELL_VALUE, FALSE) > 0)
    return FALSE;
  for (guint c = 0; c < grid->width; c++)
    {
      g_autofree char *name = get_name (grid, row, c);

      if (grid_get (grid, row - 1, c) == CELL_EMPTY)
        continue;
      filled++;
      below_blank += *name == '\0';
      for (guint other = 0; other < c && *name != '\0'; other++)
        {
          g_autofree char *before = get_name (grid, row, other);

          repeated += g_str_equal (before, name);
        }
    }
  return filled >= 2 && filled < count_filled (grid, row) + below_blank && (below_blank > 0 || repeated > 0);
}

/* Joins the names in the rows from @first to before @end, column by column; the name of a group in any but the last row
 * reaches to the right until the next name in its row or above. Returns: (transfer full): as many cells as the widest row. */
static char **
join_names (const Grid *grid,
            guint       first,
            guint       end)
{
  guint             width = 0;
  char            **names;
  g_autofree guint *group = g_new0 (guint, end - first + 1); /* by row: the column of the last name + 1 */

  for (guint r = first; r < end; r++)
    width = MAX (width, g_strv_length (g_ptr_array_index (grid->rows, r)));
  names = g_new0 (char *, width + 1);
  for (guint c = 0; c < width; c++)
    {
      GString *joined = g_string_new (NULL);

      for (guint r = first; r < end; r++)
        {
          g_autofree char *name = get_name (grid, r, c);
          gboolean         below = FALSE;

          if (*name != '\0')
            {
              for (guint lower = r; lower < end; lower++)
                group[lower - first] = 0;
              group[r - first] = c + 1;
            }
          for (guint lower = r + 1; lower < end && !below; lower++)
            {
              g_autofree char *under = get_name (grid, lower, c);

              below = *under != '\0';
            }
          if (*name == '\0' && below && group[r - first] > 0)
            {
              g_free (name);
              name = get_name (grid, r, group[r - first] - 1);
            }
          if (*name != '\0')
            g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", name);
        }
      names[c] = g_string_free (joined, FALSE);
    }
  return names;
}

/* Takes the rows of the header for names. Columns at the end without a name and without values are none. */
static void
set_names (BwLayout   *layout,
           const Grid *grid)
{
  g_auto (GStrv) names = join_names (grid, layout->header_row, bw_layout_first_row (layout));
  guint n = g_strv_length (names), extent;

  if (layout->n_header_rows == 0)
    {
      g_strfreev (names);
      n = grid->width;
      names = g_new0 (char *, n + 1);
      for (guint c = 0; c < n; c++)
        names[c] = g_strdup ("");
    }
  extent = row_extent (names);
  for (guint r = bw_layout_first_row (layout); r < grid->n_rows; r++)
    extent = MAX (extent, MIN (n, row_extent (g_ptr_array_index (grid->rows, r))));
  layout->headers = bw_layout_name_columns ((const char *const *)names, extent);
}

/* Settles what stands above and below the header row that was found. */
static void
extend_header (BwLayout   *layout,
               const Grid *grid,
               guint       data)
{
  guint end;

  layout->n_header_rows = 1;
  end = layout->header_row + 1;
  while (end < data && data < grid->n_rows && continues (grid, end))
    end++;
  layout->n_header_rows = end - layout->header_row;
  while (layout->header_row > 0 && names_groups (grid, layout->header_row))
    {
      layout->header_row--;
      layout->n_header_rows++;
    }
}

static void
tell_header (BwLayout            *layout,
             const Grid          *grid,
             const BwLayoutHints *hints)
{
  g_autofree char *value = g_strdup_printf ("%u", layout->header_row + 1);
  g_autofree char *reason = NULL;

  if (hints->header_row > 0 && !hints->known)
    bw_layout_add (layout->findings, "header", value, 1.0, _ ("You said so."));
  else if (hints->header_row > 0)
    bw_layout_add (layout->findings, "header", value, 0.98, _ ("Its names are those that CRMs give to columns."));
  else if (layout->n_header_rows == 0)
    bw_layout_add (layout->findings, "header", "none", 0.8,
                   _ ("The first row already holds values like those below it: the columns have no names."));
  else if (layout->n_header_rows > 1)
    {
      reason = g_strdup_printf (_ ("The names of the columns stand in %u rows above the first values."),
                                layout->n_header_rows);
      bw_layout_add (layout->findings, "header", value, 0.75, reason);
    }
  else if (grid->n_typed > 0)
    bw_layout_add (layout->findings, "header", value, 0.95,
                   _ ("It is the fullest row of texts above the first numbers and dates."));
  else
    bw_layout_add (layout->findings, "header", value, 0.6,
                   _ ("It is the first row that is as wide as the table; all its columns are texts."));
  if (layout->header_row > 0)
    {
      g_free (value);
      value = g_strdup_printf ("%u", layout->header_row);
      bw_layout_add (layout->findings, "preamble", value, 0.9,
                     _ ("Rows above the names of the columns are titles and are passed over."));
    }
}

/* Finds the header of @rows and the names of the columns. */
void
bw_layout_find_header (BwLayout            *layout,
                       const GPtrArray     *rows,
                       const BwLayoutHints *hints)
{
  Grid  grid;
  guint data;
  int   header;

  grid_init (&grid, rows);
  data = grid.n_typed > 0 ? find_data (&grid) : grid.n_rows;
  if (hints->header_row > 0 && hints->header_row <= rows->len)
    {
      layout->header_row = hints->header_row - 1;
      layout->n_header_rows = 1;
    }
  else
    {
      header = data < grid.n_rows ? find_above (&grid, data) : find_widest (&grid);
      if (header >= 0)
        {
          layout->header_row = (guint)header;
          extend_header (layout, &grid, data);
        }
      else
        layout->header_row = data < grid.n_rows ? data : 0;
      /* A table of one row, or of texts alone, is more likely a header without rows than rows without a header. */
      if (header < 0 && data >= grid.n_rows && grid.n_rows > 0)
        layout->n_header_rows = 1;
    }
  set_names (layout, &grid);
  tell_header (layout, &grid, hints);
  grid_clear (&grid);
}
