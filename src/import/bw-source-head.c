/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file that is being imported holds, made out from its first rows.
 *
 * The layout (bw-layout.c) tells where the names of columns are likely to be by the shape of the table; a row whose names are
 * known from CRMs goes before that, and what the user said before both. Styles of numbers and dates are those of each
 * column's own values; a column that does not tell takes what the others do. */

#include "import/bw-source.h"
#include "import/bw-guess.h"
#include "import/bw-remembered.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  HEAD_ROWS = 500,
  HEADER_SEARCH = 30,
  PROGRESS_ROWS = 4096, /* between two signs of it, where all of the file is looked through */
  MAX_NAMED_LENGTH = 40,
  MAX_NAMED_HEADERS = 8,
  /* So many values that prove a style are believed without looking further. */
  ENOUGH_PROOF = 3,
};

static char **
copy_row (const BwCsvRow *row)
{
  char **cells = g_new (char *, row->n + 1);

  for (guint i = 0; i < row->n; i++)
    cells[i] = g_strdup (row->values[i]);
  cells[row->n] = NULL;
  return cells;
}

/* Reads the first rows into source->head. */
static gboolean
read_head (BwSource *source,
           GError  **error)
{
  BwCsvRow row;
  GError  *problem = NULL;
  guint    flags;

  while (source->head->len < HEAD_ROWS && bw_csv_reader_next (source->reader, &row, &problem))
    {
      g_ptr_array_add (source->head, copy_row (&row));
      g_array_append_val (source->head_lines, row.line);
      flags = row.flags;
      g_array_append_val (source->head_flags, flags);
    }
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  source->whole = source->head->len < HEAD_ROWS;
  return TRUE;
}

static guint
count_filled (const char *const *cells,
              guint              n)
{
  guint filled = 0;

  for (guint i = 0; i < n; i++)
    filled += cells[i][strspn (cells[i], " ")] != '\0';
  return filled;
}

/* Whether one of the first rows has a total beside its first cell, as pivot tables do. */
static gboolean
looks_like_pivot (BwSource *source)
{
  static const char *const words[] = { "grandtotal", "gesamtergebnis", "totalgeneral", "totalgénéral", "rowlabels",
                                       "columnlabels", "zeilenbeschriftungen" };

  for (guint r = 0; r < MIN (source->head->len, HEADER_SEARCH); r++)
    {
      char **cells = g_ptr_array_index (source->head, r);

      for (guint i = 0; cells[i] != NULL; i++)
        {
          g_autofree char *folded = bw_header_fold (cells[i]);

          if (i == 0 && g_str_has_prefix (folded, "countof"))
            return TRUE;
          for (guint w = 0; w < G_N_ELEMENTS (words); w++)
            if ((i > 0 || w >= 4) && g_str_equal (folded, words[w]))
              return TRUE;
        }
    }
  return FALSE;
}

static char *
list_headers (const char *const *cells,
              guint              n)
{
  GString *list = g_string_new (NULL);
  guint    named = 0;

  for (guint i = 0; i < n && named < MAX_NAMED_HEADERS; i++)
    if (*cells[i] != '\0')
      {
        g_autofree char *shown = g_utf8_substring (cells[i], 0, MIN (g_utf8_strlen (cells[i], -1), MAX_NAMED_LENGTH));

        g_string_append_printf (list, "%s“%s”", named++ > 0 ? ", " : "", shown);
      }
  if (n > named && named == MAX_NAMED_HEADERS)
    g_string_append (list, ", …");
  return g_string_free (list, FALSE);
}

/* Says why the table is not read. */
static void
refuse (BwSource    *source,
        BwImportKind kind,
        GError     **error)
{
  const char *const *cells = NULL;
  const char        *foreign;
  g_autofree char   *list = NULL;
  guint              n = 0;

  for (guint r = 0; r < MIN (source->head->len, HEADER_SEARCH) && n == 0; r++)
    {
      cells = g_ptr_array_index (source->head, r);
      n = g_strv_length ((char **)cells);
      if (count_filled (cells, n) < 2)
        n = 0;
    }
  if (n == 0)
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_CSV,
                   _ ("“%s” has no columns that could be told apart. Export the data as CSV, with a line of column names."), source->name);
      return;
    }
  foreign = bw_profile_name_foreign (cells, n);
  list = list_headers (cells, n);
  if (kind != BW_KIND_UNKNOWN)
    g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_UNKNOWN_KIND,
                 _ ("“%s” was to be read as %s, but its columns do not fit: %s. Name the columns that hold the fields."), source->name,
                 bw_import_kind_title (kind), list);
  else if (foreign != NULL)
    g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_UNKNOWN_KIND,
                 _ ("“%s” is %s, which is not read. Deals, accounts, people, products and quotas are."),
                 source->name, foreign);
  else if (looks_like_pivot (source))
    g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_UNKNOWN_KIND,
                 _ ("“%s” is a pivot table: it holds totals, not one row for each deal. Export the list that it was made from."),
                 source->name);
  else if (bw_guess_looks_like_values (cells, n))
    g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NO_HEADER,
                 _ ("“%s” has no line of column names: line %" PRIu64 " already holds data. Export it with column names."),
                 source->name,
                 g_array_index (source->head_lines, guint64, 0));
  else
    g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_UNKNOWN_KIND,
                 _ ("Nothing in “%s” says whether it holds deals, accounts, people, products or quotas. Its columns: %s. "
                    "Name its kind, and the columns that hold the fields."),
                 source->name, list);
}

/* What is known before the layout is guessed. */
static BwLayoutHints
get_hints (const BwSource *source)
{
  BwLayoutHints hints = { .sheet = bw_csv_reader_is_sheet (source->reader) };

  if (source->opened == NULL)
    return hints;
  hints.decimal = source->opened->decimal;
  hints.order = source->opened->date_order;
  hints.from_1904 = source->opened->from_1904;
  for (guint r = 0; source->opened->header_line > 0 && r < source->head_lines->len && hints.header_row == 0; r++)
    if (g_array_index (source->head_lines, guint64, r) >= source->opened->header_line)
      hints.header_row = r + 1;
  return hints;
}

/* What the files are to be read with. */
typedef struct
{
  const BwImportOptions *options;
  const BwBook          *book;     /* (nullable) */
  BwImportKind           kind;     /* as the user said */
  BwProgress             progress; /* (nullable) */
  gpointer               progress_data;
} Wish;

/* Tries the @n @names for a mapping. Returns whether it is better than what there is: the names say more, or the user has
 * said something of them before. */
static gboolean
try_names (BwSource          *source,
           const Wish        *wish,
           const char *const *names,
           guint              n,
           gboolean           found)
{
  g_autoptr (BwFileOptions) remembered = bw_remembered_find (wish->book, names, n);
  g_autoptr (BwFileOptions) whole = bw_remembered_complete (source->opened, remembered);
  BwMapping mapping;

  if (n == 0 ||
      !bw_mapping_find (names, n, source->name, wish->kind != BW_KIND_UNKNOWN ? wish->kind : whole->kind,
                        wish->options->map, whole->columns, &mapping))
    return FALSE;
  if (found && (source->remembered || (remembered == NULL && mapping.score <= source->mapping.score)))
    return FALSE;
  source->mapping = mapping;
  bw_file_options_free (source->said);
  source->said = g_steal_pointer (&whole);
  source->remembered = remembered != NULL;
  return TRUE;
}

/* Finds the row whose names say most. Returns its index, or -1 when none says anything. */
static int
find_by_names (BwSource   *source,
               const Wish *wish)
{
  int best = -1;

  for (guint r = 0; r < MIN (source->head->len, HEADER_SEARCH); r++)
    {
      const char *const *cells = g_ptr_array_index (source->head, r);
      guint              n = g_strv_length ((char **)cells);
      g_autoptr (GPtrArray) names = NULL;

      while (n > 0 && cells[n - 1][strspn (cells[n - 1], " ")] == '\0')
        n--;
      names = bw_layout_name_columns (cells, n);
      if (try_names (source, wish, (const char *const *)names->pdata, n, best >= 0))
        best = (int)r;
    }
  return best;
}

/* Asks the values below the names that the layout has found. Returns whether they say what the table holds. */
static gboolean
find_by_values (BwSource   *source,
                const Wish *wish)
{
  const char *const *names = (const char *const *)source->headers->pdata;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  BwMappingView view = { .headers = names,
                         .n = source->headers->len,
                         .rows = rows,
                         .book = wish->book,
                         .map = wish->options->map,
                         .columns = source->said->columns,
                         .progress = bw_source_go_on,
                         .progress_data = source };

  if (source->layout->n_header_rows == 0 || view.n < 2 || bw_profile_name_foreign (names, view.n) != NULL ||
      looks_like_pivot (source))
    return FALSE;
  for (guint i = bw_layout_first_row (source->layout); i < source->head->len; i++)
    g_ptr_array_add (rows, g_ptr_array_index (source->head, i));
  return rows->len > 0 && bw_mapping_find_by_values (&view, source->name, wish->kind, &source->mapping);
}

/* Drops what stands before the data from the beginning. */
static void
drop_rows (BwSource *source,
           guint     n)
{
  if (source->layout->n_header_rows > 0)
    source->header_line = (guint)g_array_index (source->head_lines, guint64, source->layout->header_row);
  if (n < source->head->len)
    source->first_line = g_array_index (source->head_lines, guint64, n);
  n = MIN (n, source->head->len);
  if (n == 0)
    return;
  for (guint r = 0; r < MIN (n, source->layout->header_row) && source->layout->n_header_rows > 0; r++)
    g_ptr_array_add (source->titles, g_strdupv (g_ptr_array_index (source->head, r)));
  g_ptr_array_remove_range (source->head, 0, n);
  g_array_remove_range (source->head_lines, 0, n);
  g_array_remove_range (source->head_flags, 0, n);
}

/* Takes over the layout with the names of columns. */
static void
use_layout (BwSource            *source,
            const BwLayoutHints *hints)
{
  bw_layout_free (source->layout);
  source->layout = bw_layout_guess (source->head, hints);
  g_ptr_array_unref (source->headers);
  source->headers = g_ptr_array_ref (source->layout->headers);
}

/* Finds the header among the first rows and what the table holds. Returns whether that is known. */
static gboolean
recognise (BwSource   *source,
           const Wish *wish)
{
  BwLayoutHints hints = get_hints (source);
  int           known = -1;

  if (hints.header_row == 0)
    known = find_by_names (source, wish);
  bw_source_go_on (0, source);
  use_layout (source, &hints);
  bw_source_go_on (0, source);
  if (source->layout->n_header_rows > 0 &&
      try_names (source, wish, (const char *const *)source->headers->pdata, source->headers->len, known >= 0))
    return TRUE;
  if (known >= 0 && known == (int)source->layout->header_row && source->layout->n_header_rows > 0)
    return TRUE;
  if (known >= 0)
    {
      hints.header_row = (guint)known + 1;
      hints.known = TRUE;
      use_layout (source, &hints);
      return TRUE;
    }
  source->said = bw_remembered_complete (source->opened, NULL);
  return find_by_values (source, wish);
}

/* Finds the header and what the table holds; what stands before the data is dropped. @any: a table of which nothing is
 * known will do. */
static gboolean
find_header (BwSource   *source,
             const Wish *wish,
             gboolean    any,
             GError    **error)
{
  gboolean known = recognise (source, wish);

  if (!known && !any)
    {
      refuse (source, wish->kind, error);
      return FALSE;
    }
  if (!known)
    for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
      source->mapping.columns[field] = -1;
  drop_rows (source, bw_layout_first_row (source->layout));
  if (source->head->len == 0 && !any)
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_EMPTY, _ ("“%s” has column names but no rows."),
                   source->name);
      return FALSE;
    }
  return TRUE;
}

/* Decides what becomes of each column. */
static void
settle_columns (BwSource   *source,
                const Wish *wish)
{
  BwMappingView view = { .headers = (const char *const *)source->headers->pdata,
                         .n = source->headers->len,
                         .rows = source->head,
                         .whole = source->whole,
                         .book = wish->book,
                         .map = wish->options->map,
                         .columns = source->said->columns,
                         .remembered = source->remembered,
                         .progress = bw_source_go_on,
                         .progress_data = source };

  source->fates = bw_mapping_settle (&source->mapping, &view);
}

/* The values that prove a style in one column. */
typedef struct
{
  guint        points, commas;
  guint        days_first, months_first;
  BwShortYears years;
} Proof;

static void
add_proof (Proof      *proof,
           const char *text)
{
  BwDateOrder order;
  char        decimal;

  if (*text == '\0')
    return;
  decimal = bw_value_decimal_evidence (text);
  proof->points += decimal == '.';
  proof->commas += decimal == ',';
  order = bw_value_order_evidence (text);
  proof->days_first += order == BW_ORDER_DAY_FIRST;
  proof->months_first += order == BW_ORDER_MONTH_FIRST;
  bw_short_years_add (&proof->years, text);
}

/* Settles the styles of each field by what its column proves, what the others do, and at last by the locale. */
static void
use_proofs (BwSource    *source,
            const Proof *proofs,
            gboolean     all)
{
  const BwFileOptions *said = source->said;
  guint                points = 0, commas = 0, days = 0, months = 0;
  BwDateOrder          order;
  char                 decimal;

  for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
    if (source->mapping.columns[field] >= 0)
      {
        const Proof *proof = &proofs[source->mapping.columns[field]];

        points += proof->points > proof->commas;
        commas += proof->commas > proof->points;
        days += proof->days_first > proof->months_first;
        months += proof->months_first > proof->days_first;
      }
  order = days > months ? BW_ORDER_DAY_FIRST : months > days ? BW_ORDER_MONTH_FIRST
                                                             : bw_guess_locale_order ();
  decimal = points > commas ? '.' : commas > points ? ','
                                                    : 0;
  if (bw_csv_reader_is_sheet (source->reader) && decimal == 0)
    decimal = '.';
  if (bw_csv_reader_get_delimiter (source->reader) == ';' && decimal == 0)
    decimal = ',';
  for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
    {
      int          column = source->mapping.columns[field];
      const Proof *proof = column >= 0 ? &proofs[column] : NULL;

      source->decimals[field] = decimal;
      source->orders[field] = order;
      if (proof == NULL)
        continue;
      if (proof->points != proof->commas)
        source->decimals[field] = proof->points > proof->commas ? '.' : ',';
      if (proof->days_first != proof->months_first)
        source->orders[field] = proof->days_first > proof->months_first ? BW_ORDER_DAY_FIRST : BW_ORDER_MONTH_FIRST;
      if (bw_short_years_stand_first (&proof->years))
        source->orders[field] = BW_ORDER_YEAR_FIRST;
      source->proven[field] = source->orders[field] == BW_ORDER_YEAR_FIRST || MAX (proof->days_first, proof->months_first) >= (all ? 1 : ENOUGH_PROOF);
      if (all && source->layout->columns->len > (guint)column)
        {
          const BwLayoutColumn *shape = g_ptr_array_index (source->layout->columns, column);

          if (shape->type == BW_COLUMN_DATE)
            source->n_other_way[field] = MIN (proof->days_first, proof->months_first);
          else if (shape->type == BW_COLUMN_NUMBER || shape->type == BW_COLUMN_SHARE)
            source->n_other_way[field] = MIN (proof->points, proof->commas);
        }
      if (said != NULL && said->decimal != 0)
        source->decimals[field] = said->decimal;
      if (said != NULL && said->date_order != BW_ORDER_UNKNOWN)
        {
          source->orders[field] = said->date_order;
          source->proven[field] = TRUE;
        }
    }
}

/* Finds out how the numbers and dates of each column are written, from the beginning of the file. */
static void
find_styles (BwSource *source)
{
  g_autofree Proof *proofs = g_new0 (Proof, source->headers->len + 1);

  for (guint r = 0; r < source->head->len; r++)
    {
      char **cells = g_ptr_array_index (source->head, r);

      for (guint c = 0; c < source->headers->len && cells[c] != NULL; c++)
        add_proof (&proofs[c], cells[c]);
    }
  use_proofs (source, proofs, FALSE);
  source->from_1904 = source->said != NULL && source->said->from_1904;
}

/* Whether the values of @column can prove a style: it is read into a field and is no text. */
static gboolean
has_style (const BwSource *source,
           guint           column)
{
  const BwLayoutColumn *shape = g_ptr_array_index (source->layout->columns, column);

  if (shape->type == BW_COLUMN_TEXT || shape->type == BW_COLUMN_BOOLEAN)
    return FALSE;
  for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
    if (source->mapping.columns[field] == (int)column)
      return TRUE;
  return FALSE;
}

/* Looks through the whole file for values that prove how the columns are written. A failure is left to the reading itself,
 * which will meet it again. */
void
bw_source_settle (BwSource *source)
{
  g_autoptr (BwCsvReader) reader = bw_source_open_reader (source, NULL);
  g_autofree Proof *proofs = g_new0 (Proof, source->headers->len + 1);
  g_autofree guint *columns = g_new0 (guint, source->headers->len + 1);
  guint             n = 0, n_rows = 0;
  BwCsvRow          row;

  source->settled = TRUE;
  for (guint c = 0; c < MIN (source->headers->len, source->layout->columns->len); c++)
    if (has_style (source, c))
      columns[n++] = c;
  if (reader == NULL || n == 0)
    return;
  while (bw_csv_reader_next (reader, &row, NULL))
    {
      if (++n_rows % PROGRESS_ROWS == 0 && !bw_source_go_on (0, source))
        return;
      for (guint i = 0; i < n && row.line >= source->first_line; i++)
        if (columns[i] < row.n)
          add_proof (&proofs[columns[i]], row.values[columns[i]]);
    }
  use_proofs (source, proofs, TRUE);
}

/* Opens the file of @source anew. Returns: (transfer full) (nullable): %NULL with @error set. */
BwCsvReader *
bw_source_open_reader (const BwSource *source,
                       GError        **error)
{
  BwCsvOptions options = { 0 };

  if (source->opened != NULL)
    {
      options.encoding = source->opened->encoding;
      options.delimiter = source->opened->delimiter;
    }
  return bw_csv_reader_open_with (source->path, &options, error);
}

static BwSource *
open_source (const char *path,
             const Wish *wish,
             gboolean    any,
             GError    **error)
{
  g_autoptr (BwSource) source = g_new0 (BwSource, 1);
  Wish own = *wish;

  source->path = g_strdup (path);
  source->progress = wish->progress;
  source->progress_data = wish->progress_data;
  source->opened = bw_file_options_copy (bw_import_options_of (wish->options, path));
  if (source->opened != NULL && source->opened->kind != BW_KIND_UNKNOWN)
    own.kind = source->opened->kind;
  source->headers = g_ptr_array_new_with_free_func (g_free);
  source->head = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  source->titles = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  source->head_lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  source->head_flags = g_array_new (FALSE, FALSE, sizeof (guint));
  source->filled = g_ptr_array_new ();
  source->reader = bw_source_open_reader (source, error);
  if (source->reader == NULL)
    return NULL;
  source->name = bw_csv_reader_get_name (source->reader);
  if (!read_head (source, error) || !bw_source_tell_progress (source, error) || !find_header (source, &own, any, error) ||
      !bw_source_tell_progress (source, error))
    return NULL;
  settle_columns (source, &own);
  if (!bw_source_tell_progress (source, error))
    return NULL;
  find_styles (source);
  return g_steal_pointer (&source);
}

/* Opens the file at @path and finds out what it is, with what @book (nullable) knows of stages, people and accounts, and
 * remembers of such files. @progress (nullable) is called at times, and may stop it.
 * Returns: (transfer full) (nullable): the file before its first row; %NULL with @error set. */
BwSource *
bw_source_open (const char            *path,
                const BwImportOptions *options,
                const BwBook          *book,
                BwProgress             progress,
                gpointer               progress_data,
                GError               **error)
{
  Wish wish = { options, book, options->kind, progress, progress_data };

  return open_source (path, &wish, FALSE, error);
}

/* As bw_source_open(), but takes any table: the kind is unknown and no column mapped when nothing is known of it. */
BwSource *
bw_source_open_any (const char            *path,
                    const BwImportOptions *options,
                    const BwBook          *book,
                    GError               **error)
{
  Wish wish = { options, book, options->kind, NULL, NULL };

  return open_source (path, &wish, TRUE, error);
}
