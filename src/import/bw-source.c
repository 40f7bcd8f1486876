/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is being imported: its rows, by field.
 *
 * Opening reads the first rows, finds the header among them (reports begin with titles), what the table holds, and how its
 * numbers and dates are written. Then the rows come one by one, those of the beginning first. Rows that are no data (totals,
 * confidentiality notices) are set aside and counted; what cannot be taken is rejected with its line, column, value and
 * reason, and the reading goes on. */

#include "import/bw-source.h"
#include "import/bw-guess.h"
#include "import/bw-remembered.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  HEAD_ROWS = 500,
  HEADER_SEARCH = 30,
  MAX_NAMED_LENGTH = 40,
  MAX_NAMED_HEADERS = 8,
  PROGRESS_STEP = 1024,
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

  while (source->head->len < HEAD_ROWS && bw_csv_reader_next (source->reader, &row, &problem))
    {
      g_ptr_array_add (source->head, copy_row (&row));
      g_array_append_val (source->head_lines, row.line);
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
                 _ ("“%s” has no line of column names: line %" G_GUINT64_FORMAT " already holds data. Export it with column names."),
                 source->name,
                 g_array_index (source->head_lines, guint64, 0));
  else
    g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_UNKNOWN_KIND,
                 _ ("Nothing in “%s” says whether it holds deals, accounts, people, products or quotas. Its columns: %s. "
                    "Name its kind, and the columns that hold the fields."),
                 source->name, list);
}

/* The names of columns in the row @r of the beginning, without spaces around. */
static const char *const *
get_head (BwSource *source,
          guint     r,
          guint    *n)
{
  char **cells = g_ptr_array_index (source->head, r);

  *n = g_strv_length (cells);
  for (guint i = 0; i < *n; i++)
    g_strstrip (cells[i]);
  return (const char *const *)cells;
}

/* Finds the row whose names say most; -1 when none says anything. Names that the user has said something of before win. */
static int
find_by_names (BwSource              *source,
               const BwImportOptions *options,
               const BwBook          *book,
               const BwFileOptions   *said)
{
  int best = -1;

  for (guint r = 0; r < MIN (source->head->len, HEADER_SEARCH); r++)
    {
      guint              n;
      const char *const *cells = get_head (source, r, &n);
      g_autoptr (BwFileOptions) remembered = bw_remembered_find (book, cells, n);
      g_autoptr (BwFileOptions) whole = bw_remembered_complete (said, remembered);
      BwMapping    mapping;
      BwImportKind kind = said != NULL && said->kind != BW_KIND_UNKNOWN ? said->kind : options->kind;

      if (kind == BW_KIND_UNKNOWN)
        kind = whole->kind;
      if (!bw_mapping_find (cells, n, source->name, kind, options->map, whole->columns, &mapping))
        continue;
      if (remembered == NULL && best >= 0 && mapping.score <= source->mapping.score)
        continue;
      source->mapping = mapping;
      bw_file_options_free (source->said);
      source->said = g_steal_pointer (&whole);
      source->remembered = remembered != NULL;
      best = (int)r;
      if (source->remembered)
        break;
    }
  return best;
}

/* Asks the values below the first row that could be names; -1 when they do not say anything either. */
static int
find_by_values (BwSource              *source,
                const BwImportOptions *options,
                const BwBook          *book,
                BwImportKind           kind)
{
  guint              r = 0, n = 0;
  const char *const *cells = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  BwMappingView view = { .rows = rows, .book = book, .map = options->map };

  for (; r < MIN (source->head->len, HEADER_SEARCH); r++)
    {
      cells = get_head (source, r, &n);
      if (count_filled (cells, n) >= 2)
        break;
    }
  if (r + 1 >= source->head->len || r >= HEADER_SEARCH || bw_profile_name_foreign (cells, n) != NULL ||
      looks_like_pivot (source) || bw_guess_looks_like_values (cells, n))
    return -1;
  for (guint i = r + 1; i < source->head->len; i++)
    g_ptr_array_add (rows, g_ptr_array_index (source->head, i));
  view.headers = cells;
  view.n = n;
  view.columns = source->said->columns;
  return bw_mapping_find_by_values (&view, source->name, kind, &source->mapping) ? (int)r : -1;
}

/* Finds the header among the first rows and what the table holds; what stands before is dropped. */
static gboolean
find_header (BwSource              *source,
             const BwImportOptions *options,
             const BwBook          *book,
             GError               **error)
{
  const BwFileOptions *said = bw_import_options_of (options, source->path);
  BwImportKind         kind = said != NULL && said->kind != BW_KIND_UNKNOWN ? said->kind : options->kind;
  int                  best = find_by_names (source, options, book, said);

  if (best < 0)
    {
      source->said = bw_remembered_complete (said, NULL);
      best = find_by_values (source, options, book, kind);
    }
  if (best < 0)
    {
      refuse (source, kind, error);
      return FALSE;
    }
  for (char **cell = g_ptr_array_index (source->head, best); *cell != NULL; cell++)
    g_ptr_array_add (source->headers, g_strdup (*cell));
  source->header_line = (guint)g_array_index (source->head_lines, guint64, best);
  g_ptr_array_remove_range (source->head, 0, best + 1);
  g_array_remove_range (source->head_lines, 0, best + 1);
  if (source->head->len == 0)
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_EMPTY, _ ("“%s” has column names but no rows."),
                   source->name);
      return FALSE;
    }
  return TRUE;
}

/* Decides what becomes of each column. */
static void
settle_columns (BwSource              *source,
                const BwImportOptions *options,
                const BwBook          *book)
{
  BwMappingView view = { .headers = (const char *const *)source->headers->pdata,
                         .n = source->headers->len,
                         .rows = source->head,
                         .whole = source->whole,
                         .book = book,
                         .map = options->map,
                         .columns = source->said->columns,
                         .remembered = source->remembered };

  source->fates = bw_mapping_settle (&source->mapping, &view);
}

/* Finds out how the numbers and dates of each column are written. */
static void
find_styles (BwSource *source)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  BwDateOrder common = BW_ORDER_UNKNOWN;

  for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
    {
      int column = source->mapping.columns[field];

      if (column < 0)
        continue;
      g_ptr_array_set_size (values, 0);
      for (guint r = 0; r < source->head->len; r++)
        {
          char **cells = g_ptr_array_index (source->head, r);

          if ((guint)column < g_strv_length (cells))
            g_ptr_array_add (values, cells[column]);
        }
      source->decimals[field] = bw_guess_decimal ((const char *const *)values->pdata, values->len);
      if (source->decimals[field] == 0 && bw_csv_reader_get_delimiter (source->reader) == ';')
        source->decimals[field] = ',';
      source->orders[field] = bw_guess_date_order ((const char *const *)values->pdata, values->len);
      source->proven[field] = source->orders[field] != BW_ORDER_UNKNOWN;
      if (source->proven[field])
        common = source->orders[field];
    }
  /* What one column proves is likely for the others. */
  if (common == BW_ORDER_UNKNOWN)
    common = bw_guess_locale_order ();
  for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
    if (!source->proven[field])
      source->orders[field] = common;
}

/* Opens the file at @path and finds out what it is, with what @book (nullable) knows of stages, people and accounts, and
 * remembers of such files.
 * Returns: (transfer full) (nullable): the file before its first row; %NULL with @error set. */
BwSource *
bw_source_open (const char            *path,
                const BwImportOptions *options,
                const BwBook          *book,
                GError               **error)
{
  g_autoptr (BwSource) source = g_new0 (BwSource, 1);

  source->path = g_strdup (path);
  source->headers = g_ptr_array_new_with_free_func (g_free);
  source->head = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  source->head_lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  source->reader = bw_csv_reader_open (path, error);
  if (source->reader == NULL)
    return NULL;
  source->name = bw_csv_reader_get_name (source->reader);
  if (!read_head (source, error) || !find_header (source, options, book, error))
    return NULL;
  settle_columns (source, options, book);
  find_styles (source);
  return g_steal_pointer (&source);
}

/* Frees @source (transfer full) (nullable). */
void
bw_source_free (BwSource *source)
{
  if (source == NULL)
    return;
  bw_csv_reader_free (source->reader);
  g_ptr_array_unref (source->headers);
  g_ptr_array_unref (source->head);
  g_array_unref (source->head_lines);
  g_clear_pointer (&source->fates, g_ptr_array_unref);
  bw_file_options_free (source->said);
  g_free (source->path);
  g_free (source);
}

/* Goes back to the first row after the header. What was found out about the file stays. */
gboolean
bw_source_rewind (BwSource *source,
                  GError  **error)
{
  BwCsvReader *reader = bw_csv_reader_open (source->path, error);
  BwCsvRow     row;

  if (reader == NULL)
    return FALSE;
  bw_csv_reader_free (source->reader);
  source->reader = reader;
  source->name = bw_csv_reader_get_name (reader);
  g_ptr_array_set_size (source->head, 0);
  g_array_set_size (source->head_lines, 0);
  source->head_at = 0;
  source->n_short = source->n_unterminated = source->n_without = 0;
  memset (source->n_against, 0, sizeof source->n_against);
  do
    if (!bw_csv_reader_next (reader, &row, error))
      return error == NULL || *error == NULL;
  while (row.line < source->header_line);
  return TRUE;
}

/* Whether @row is a total or a notice and no data. */
static gboolean
is_trailer (const BwSource *source,
            const BwCsvRow *row)
{
  static const char *const words[] = { "grand total", "total", "subtotal", "confidential", "copyright",
                                       "generated by", "gesamt", "summe" };
  const char              *first = NULL;
  guint                    filled = 0;

  for (guint i = 0; i < row->n; i++)
    if (*row->values[i] != '\0')
      {
        first = first == NULL ? row->values[i] : first;
        filled++;
      }
  if (filled > 2 && filled * 2 > source->headers->len)
    return FALSE;
  for (guint i = 0; first != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strncasecmp (first, words[i], strlen (words[i])) == 0)
      return TRUE;
  return FALSE;
}

/* The next row of the beginning, else of the file. */
static gboolean
next_raw (BwSource *source,
          BwCsvRow *row,
          GError  **error)
{
  if (source->head_at < source->head->len)
    {
      char **cells = g_ptr_array_index (source->head, source->head_at);

      row->line = g_array_index (source->head_lines, guint64, source->head_at);
      row->values = (const char **)cells;
      row->n = g_strv_length (cells);
      row->flags = 0;
      source->head_at++;
      return TRUE;
    }
  return bw_csv_reader_next (source->reader, row, error);
}

/* Tells how far the import is. Returns %FALSE with @error set when it is to stop. */
gboolean
bw_source_tell_progress (BwSource *source,
                         GError  **error)
{
  double done = source->progress_from + source->progress_span * bw_csv_reader_get_progress (source->reader);

  if (source->progress == NULL || source->progress (done, source->progress_data))
    return TRUE;
  g_set_error_literal (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_CANCELLED,
                       _ ("The import was stopped. Nothing was changed."));
  return FALSE;
}

/* Reads the next row of data. Returns %FALSE at the end, and with @error set on a failure. */
gboolean
bw_source_next (BwSource *source,
                BwCsvRow *row,
                GError  **error)
{
  while (next_raw (source, row, error))
    {
      BwImportSummary *summary = source->summary;
      guint            filled = count_filled (row->values, row->n);

      if (filled == 0)
        continue;
      if (filled <= 2 || *row->values[0] == '\0' || strchr ("tTgGsScC", *row->values[0]) != NULL)
        if (is_trailer (source, row))
          {
            summary->n_set_aside++;
            continue;
          }
      summary->rows++;
      if (summary->rows % PROGRESS_STEP == 0 && !bw_source_tell_progress (source, error))
        return FALSE;
      if (row->flags != 0)
        {
          if (source->n_unterminated++ == 0)
            source->first_unterminated = row->line;
        }
      if (row->flags & BW_CSV_TOO_LONG)
        {
          bw_source_reject (source, row, BW_N_IMPORT_FIELDS,
                            _ ("A quotation mark is not closed, so that the row has no end."));
          continue;
        }
      if (row->n > source->headers->len && count_filled (row->values + source->headers->len,
                                                         row->n - source->headers->len) > 0)
        {
          g_autofree char *reason = g_strdup_printf (_ ("The row has %u cells where the column names are %u."),
                                                     row->n, source->headers->len);

          bw_source_reject (source, row, BW_N_IMPORT_FIELDS, reason);
          continue;
        }
      source->n_short += row->n < source->headers->len;
      return TRUE;
    }
  return FALSE;
}

/* Whether the file has a column for @field. */
gboolean
bw_source_has (const BwSource *source,
               BwImportField   field)
{
  return source->mapping.columns[field] >= 0;
}

/* Returns: (transfer none): the value of @field in @row, without spaces before it; "" when there is none. */
const char *
bw_source_cell (const BwSource *source,
                const BwCsvRow *row,
                BwImportField   field)
{
  int         column = source->mapping.columns[field];
  const char *value;

  if (column < 0 || (guint)column >= row->n)
    return "";
  value = row->values[column];
  while (*value == ' ' || *value == '\t')
    value++;
  return value;
}

static void
add_rejected (BwSource       *source,
              const BwCsvRow *row,
              BwImportField   field,
              const char     *reason)
{
  BwRejectedRow *rejected;
  int            column = field < BW_N_IMPORT_FIELDS ? source->mapping.columns[field] : -1;

  if (source->delta == NULL)
    return;
  rejected = g_new0 (BwRejectedRow, 1);
  rejected->file = g_strdup (source->name);
  rejected->row = row->line;
  rejected->column = g_strdup (column >= 0 ? g_ptr_array_index (source->headers, column) : "");
  rejected->value = g_strdup (column >= 0 ? bw_source_cell (source, row, field) : "");
  rejected->reason = g_strdup (reason);
  rejected->raw = bw_csv_row_to_text (row);
  g_ptr_array_add (source->delta->rejected, rejected);
}

/* Puts @row aside because of @field (%BW_N_IMPORT_FIELDS: as a whole). */
void
bw_source_reject (BwSource       *source,
                  const BwCsvRow *row,
                  BwImportField   field,
                  const char     *reason)
{
  source->summary->n_rejected++;
  add_rejected (source, row, field, reason);
}

/* Notes that @row was read without @field. */
void
bw_source_reject_cell (BwSource       *source,
                       const BwCsvRow *row,
                       BwImportField   field,
                       const char     *reason)
{
  g_autofree char *whole = g_strdup_printf (_ ("%s The row was read without it."), reason);

  source->n_without++;
  add_rejected (source, row, field, whole);
}

static void
complain (BwSource       *source,
          const BwCsvRow *row,
          BwImportField   field,
          gboolean        needed,
          const char     *reason)
{
  if (needed)
    bw_source_reject (source, row, field, reason);
  else
    bw_source_reject_cell (source, row, field, reason);
}

/* Reads @field as a date, %BW_DATE_NONE when missing. A value that is none rejects the row when @needed, else the cell.
 * Returns %FALSE when the row was rejected. */
gboolean
bw_source_date (BwSource       *source,
                const BwCsvRow *row,
                BwImportField   field,
                gboolean        needed,
                BwDate         *date)
{
  const char   *text = bw_source_cell (source, row, field);
  BwValueResult result;
  const char   *reason;

  *date = BW_DATE_NONE;
  if (*text == '\0')
    return TRUE;
  result = bw_value_parse_date (text, source->orders[field], date);
  if (result == BW_VALUE_GOOD || result == BW_VALUE_MISSING)
    {
      source->saw_serial |= bw_value_is_serial_date (text) && text[5] == '\0';
      return TRUE;
    }
  if (!source->proven[field] && result == BW_VALUE_NO_SUCH_DAY)
    {
      BwDateOrder evidence = bw_value_order_evidence (text);

      source->n_against[field] += evidence != BW_ORDER_UNKNOWN && evidence != source->orders[field];
    }
  *date = BW_DATE_NONE;
  reason = result == BW_VALUE_NO_SUCH_DAY ? _ ("There is no such day.") : result == BW_VALUE_RANGE ? _ ("The date is too far away.")
                                                                                                   : _ ("This is not a date.");
  complain (source, row, field, needed, reason);
  return !needed;
}

/* Reads @field as an amount in ten-thousandths, %BW_MONEY_NONE when missing; otherwise as bw_source_date(). */
gboolean
bw_source_amount (BwSource       *source,
                  const BwCsvRow *row,
                  BwImportField   field,
                  gboolean        needed,
                  gint64         *amount,
                  char            currency[BW_VALUE_CURRENCY_SIZE])
{
  const char   *text = bw_source_cell (source, row, field);
  BwValueResult result = bw_value_parse_amount (text, source->decimals[field], amount, currency);

  if (result == BW_VALUE_GOOD)
    return TRUE;
  *amount = BW_MONEY_NONE;
  if (result == BW_VALUE_MISSING)
    return TRUE;
  complain (source, row, field, needed,
            result == BW_VALUE_RANGE ? _ ("The amount is too large.") : _ ("This is not an amount."));
  return !needed;
}

/* Returns @field as a number, NaN when it is missing or none; the cell is then noted. */
double
bw_source_number (BwSource       *source,
                  const BwCsvRow *row,
                  BwImportField   field)
{
  double        number;
  BwValueResult result = bw_value_parse_number (bw_source_cell (source, row, field), source->decimals[field],
                                                &number);

  if (result == BW_VALUE_GOOD)
    return number;
  if (result != BW_VALUE_MISSING)
    bw_source_reject_cell (source, row, field, _ ("This is not a number."));
  return (double)NAN;
}

/* Adds a sentence to the summary. */
void
bw_source_note (BwSource   *source,
                const char *format,
                ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (source->summary->notes, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* Adds what was noticed about the file as a whole. */
void
bw_source_add_notes (BwSource *source)
{
  guint64 n_bad = bw_csv_reader_get_n_bad (source->reader);
  guint64 n_nul = bw_csv_reader_get_n_nul (source->reader);

  if (n_bad > 0)
    bw_source_note (source, _ ("%" G_GUINT64_FORMAT " bytes have no meaning in %s and are shown as �."), n_bad,
                    bw_csv_reader_get_encoding (source->reader));
  if (n_nul > 0)
    bw_source_note (source, _ ("%" G_GUINT64_FORMAT " zero bytes were left out."), n_nul);
  if (source->n_short > 0)
    bw_source_note (source,
                    _ ("%u rows have fewer cells than there are column names; what is missing is taken as unknown."), source->n_short);
  if (source->n_unterminated > 0)
    bw_source_note (source,
                    _ ("On %u lines a quotation mark is not closed, first on line %" G_GUINT64_FORMAT
                       "; these lines were read without it."),
                    source->n_unterminated, source->first_unterminated);
  if (source->n_without > 0)
    bw_source_note (source, _ ("%u cells could not be read; their rows were taken without them."),
                    source->n_without);
  if (source->saw_serial)
    bw_source_note (source,
                    _ ("Dates are written as serial numbers of a spreadsheet; they were read in the system that counts from 1900."));
}
