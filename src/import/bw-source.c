/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is being imported: its rows, by field.
 *
 * Opening (bw-source-head.c) reads the first rows and finds out what the table holds. Then the rows come one by one, those
 * of the beginning first. Rows that are no data (totals, confidentiality notices) are set aside and counted; blank cells of
 * a grouped report get the value above; what cannot be taken is rejected with its line, column, value and reason, and the
 * reading goes on.
 *
 * How dates and numbers are written is known from the first rows only. So when a value is met that can be read in two ways
 * and nothing so far has told how, the whole file is looked through for values that do tell, once, before going on: no value
 * before that one could have been misread. */

#include "import/bw-source.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* Of the time that a file takes. */
#define READING_SHARE 0.8

enum
{
  FEW_ROWS = 4096, /* for which no thread is worth it */
  PROGRESS_STEP = 1024,
};

static guint
count_filled (const char *const *cells,
              guint              n)
{
  guint filled = 0;

  for (guint i = 0; i < n; i++)
    {
      const char *at = cells[i];

      while (*at == ' ')
        at++;
      filled += *at != '\0';
    }
  return filled;
}

/* Frees @source (transfer full) (nullable). */
void
bw_source_free (BwSource *source)
{
  if (source == NULL)
    return;
  bw_row_ahead_free (source->ahead);
  bw_csv_reader_free (source->reader);
  g_ptr_array_unref (source->headers);
  g_ptr_array_unref (source->head);
  g_ptr_array_unref (source->titles);
  g_array_unref (source->head_lines);
  g_array_unref (source->head_flags);
  g_ptr_array_unref (source->filled);
  g_clear_pointer (&source->carried, g_strfreev);
  g_clear_pointer (&source->fates, g_ptr_array_unref);
  bw_layout_free (source->layout);
  bw_file_options_free (source->said);
  bw_file_options_free (source->opened);
  g_free (source->path);
  g_free (source);
}

/* Lets the rows that follow be read on a thread of their own, once they are many. The recogniser is then asked on that thread:
 * it must touch nothing that is changed meanwhile. To be ended before anything is asked of the reader. */
void
bw_source_read_ahead (BwSource *source,
                      gboolean  may)
{
  g_clear_pointer (&source->ahead, bw_row_ahead_free);
  source->may_read_ahead = may;
  source->n_read = 0;
}

/* Begins that at once, which may be asked for after bw_source_read_ahead(). */
void
bw_source_begin_ahead (BwSource *source)
{
  if (source->may_read_ahead && source->ahead == NULL)
    source->ahead = bw_row_ahead_new (source->reader);
}

/* Lets @recogniser (nullable) see the rows that follow, also after going back. */
void
bw_source_set_recogniser (BwSource       *source,
                          BwCsvRecogniser recogniser,
                          gpointer        data)
{
  source->recogniser = recogniser;
  source->recogniser_data = data;
  bw_csv_reader_set_recogniser (source->reader, recogniser, data);
}

/* Goes back to the first row after the header. What was found out about the file stays. */
gboolean
bw_source_rewind (BwSource *source,
                  GError  **error)
{
  BwCsvReader *reader = bw_source_open_reader (source, error);

  if (reader == NULL)
    return FALSE;
  g_clear_pointer (&source->ahead, bw_row_ahead_free);
  source->n_read = 0;
  bw_csv_reader_free (source->reader);
  source->reader = reader;
  source->name = bw_csv_reader_get_name (reader);
  bw_csv_reader_set_recogniser (reader, source->recogniser, source->recogniser_data);
  g_ptr_array_set_size (source->head, 0);
  g_array_set_size (source->head_lines, 0);
  g_array_set_size (source->head_flags, 0);
  source->head_at = 0;
  source->n_short = source->n_unterminated = source->n_stray = source->n_without = 0;
  memset (source->n_against, 0, sizeof source->n_against);
  return TRUE;
}

/* Whether @row is a total or a notice and no data. */
static gboolean
is_trailer (const BwSource *source,
            const BwCsvRow *row)
{
  const char *first = NULL;
  guint       filled = 0;

  for (guint i = 0; i < row->n; i++)
    if (*row->values[i] != '\0')
      {
        first = first == NULL ? row->values[i] : first;
        filled++;
      }
  if (filled > 2 && filled * 2 > source->headers->len && source->layout->n_groups == 0)
    return FALSE;
  if (first == NULL)
    return FALSE;
  return bw_layout_is_total (first) || (filled <= 2 && filled < MAX (source->headers->len, 2) && bw_layout_is_notice (first));
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
      row->flags = g_array_index (source->head_flags, guint, source->head_at);
      row->hash = 0;
      row->n_known = 0;
      source->head_at++;
      return TRUE;
    }
  /* After going back, what stands before the data is passed over. */
  do
    {
      if (source->may_read_ahead && source->ahead == NULL && source->n_read++ == FEW_ROWS)
        source->ahead = bw_row_ahead_new (source->reader);
      if (source->ahead != NULL ? !bw_row_ahead_next (source->ahead, row, error) : !bw_csv_reader_next (source->reader, row, error))
        return FALSE;
    }
  while (row->line < source->first_line);
  return TRUE;
}

/* Gives the blank cells of grouped columns the values above. Returns whether the row holds anything beside them. */
static gboolean
carry_down (BwSource *source,
            BwCsvRow *row)
{
  guint    n = source->layout->n_groups;
  gboolean has_more = FALSE;

  if (source->carried == NULL)
    {
      source->carried = g_new0 (char *, n + 1);
      for (guint c = 0; c < n; c++)
        source->carried[c] = g_strdup ("");
    }
  g_ptr_array_set_size (source->filled, 0);
  for (guint c = 0; c < MAX (row->n, n); c++)
    {
      const char *value = c < row->n ? row->values[c] : "";

      if (c >= n)
        has_more |= *value != '\0';
      else if (*value != '\0')
        {
          g_free (source->carried[c]);
          source->carried[c] = g_strdup (value);
          for (guint lower = c + 1; lower < n; lower++)
            {
              g_free (source->carried[lower]);
              source->carried[lower] = g_strdup ("");
            }
        }
      g_ptr_array_add (source->filled, c < n ? source->carried[c] : (char *)value);
    }
  row->values = (const char **)source->filled->pdata;
  row->n = source->filled->len;
  return has_more;
}

/* Tells how far the import is. Returns %FALSE with @error set when it is to stop. */
gboolean
bw_source_tell_progress (BwSource *source,
                         GError  **error)
{
  double read = source->ahead != NULL ? bw_row_ahead_get_progress (source->ahead) : bw_csv_reader_get_progress (source->reader);
  double part = read * READING_SHARE + source->merged * (1 - READING_SHARE);
  double done = source->progress_from + source->progress_span * part;

  if (source->progress == NULL || source->progress (done, source->progress_data))
    return TRUE;
  g_set_error_literal (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_CANCELLED,
                       _ ("The import was stopped. Nothing was changed."));
  return FALSE;
}

/* The same as a BwProgress, for work that knows nothing of files: @done is not looked at. */
gboolean
bw_source_go_on (double   done,
                 gpointer source)
{
  return bw_source_tell_progress (source, NULL);
}

/* Notes what the reader says of @row. Returns %FALSE when it is rejected. */
static gboolean
check_row (BwSource       *source,
           const BwCsvRow *row)
{
  g_autofree char *reason = NULL;

  source->n_stray += (row->flags & BW_CSV_STRAY_QUOTE) != 0;
  if ((row->flags & ~BW_CSV_STRAY_QUOTE) != 0 && source->n_unterminated++ == 0)
    source->first_unterminated = row->line;
  if (row->flags & BW_CSV_TOO_LONG)
    {
      bw_source_reject (source, row, BW_N_IMPORT_FIELDS,
                        _ ("A quotation mark is not closed, so that the row has no end."));
      return FALSE;
    }
  if (!source->take_long && row->n > source->headers->len && count_filled (row->values + source->headers->len, row->n - source->headers->len) > 0)
    {
      reason = g_strdup_printf (_ ("The row has %u cells where the column names are %u."), row->n, source->headers->len);
      bw_source_reject (source, row, BW_N_IMPORT_FIELDS, reason);
      return FALSE;
    }
  source->n_short += row->n < source->headers->len;
  return TRUE;
}

static gboolean
count_row (BwSource *source,
           GError  **error)
{
  source->summary->rows++;
  return source->summary->rows % PROGRESS_STEP != 0 || bw_source_tell_progress (source, error);
}

/* Reads the next row of data, which may be one that is only known. Returns %FALSE at the end, and with @error set on a failure. */
gboolean
bw_source_next (BwSource *source,
                BwCsvRow *row,
                GError  **error)
{
  while (next_raw (source, row, error))
    {
      BwImportSummary *summary = source->summary;
      guint            filled;

      if (row->flags & BW_CSV_KNOWN)
        return count_row (source, error);
      filled = count_filled (row->values, row->n);
      if (filled == 0)
        continue;
      if (filled <= 2 || *row->values[0] == '\0' || strchr ("tTgGsScCrRzZvVeE\xc2", *row->values[0]) != NULL)
        if (is_trailer (source, row))
          {
            summary->n_set_aside++;
            continue;
          }
      if (source->layout->n_groups > 0 && !carry_down (source, row))
        continue;
      if (!count_row (source, error))
        return FALSE;
      if (check_row (source, row))
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

/* Notes that @row was read without the value in @column. */
void
bw_source_reject_column (BwSource       *source,
                         const BwCsvRow *row,
                         guint           column,
                         const char     *reason)
{
  BwRejectedRow *rejected;

  source->n_without++;
  if (source->delta == NULL)
    return;
  rejected = g_new0 (BwRejectedRow, 1);
  rejected->file = g_strdup (source->name);
  rejected->row = row->line;
  rejected->column = g_strdup (column < source->headers->len ? g_ptr_array_index (source->headers, column) : "");
  rejected->value = g_strdup (column < row->n ? row->values[column] : "");
  rejected->reason = g_strdup_printf (_ ("%s The row was read without it."), reason);
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

static BwDateForm
date_form (const char *text)
{
  while (g_ascii_isdigit (*text))
    text++;
  switch (*text)
    {
    case '-':
      return BW_DATE_FORM_DASHES;
    case '/':
      return BW_DATE_FORM_SLASHES;
    case '.':
      return BW_DATE_FORM_POINTS;
    case '\0':
      return BW_DATE_FORM_DIGITS;
    default:
      return BW_DATE_FORM_WORDS;
    }
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
  if (!source->settled && !source->proven[field] && (strnlen (text, 5) < 5 || text[4] != '-') && bw_value_order_matters (text))
    bw_source_settle (source);
  result = bw_value_parse_date (text, source->orders[field], date);
  if (result == BW_VALUE_GOOD || result == BW_VALUE_MISSING)
    {
      source->n_of_form[field][date_form (text)] += result == BW_VALUE_GOOD;
      if (bw_value_is_serial_date (text))
        {
          source->saw_serial = TRUE;
          *date += source->from_1904 ? BW_VALUE_DAYS_1904 : 0;
        }
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
  BwValueResult result;

  if (!source->settled && source->decimals[field] == 0 && strpbrk (text, ".,") != NULL && bw_value_decimal_matters (text))
    bw_source_settle (source);
  result = bw_value_parse_amount (text, source->decimals[field], amount, currency);

  if (result == BW_VALUE_GOOD)
    return TRUE;
  *amount = BW_MONEY_NONE;
  if (result == BW_VALUE_MISSING)
    return TRUE;
  complain (source, row, field, needed,
            result == BW_VALUE_RANGE ? _ ("The amount is too large.") : _ ("This is not an amount."));
  return !needed;
}

/* Goes back to the first row, to read all of them once more. Returns %FALSE with @error set on a failure. */
gboolean
bw_source_read_again (BwSource *source,
                      GError  **error)
{
  if (!bw_source_rewind (source, error))
    return FALSE;
  source->summary->rows = source->summary->n_rejected = source->summary->n_set_aside = 0;
  memset (source->n_of_form, 0, sizeof source->n_of_form);
  if (source->summary->currencies != NULL)
    g_ptr_array_set_size (source->summary->currencies, 0);
  return TRUE;
}

/* After the last row: turns the assumed order of day and month where values spoke against it, and goes back to the
 * first row. Returns whether the rows are to be read once more; %FALSE too, with @error set, on a failure. */
gboolean
bw_source_turn_orders (BwSource *source,
                       GError  **error)
{
  gboolean turned = FALSE;

  for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
    if (source->n_against[field] > 0 && !source->proven[field])
      {
        source->orders[field] = source->orders[field] == BW_ORDER_DAY_FIRST ? BW_ORDER_MONTH_FIRST : BW_ORDER_DAY_FIRST;
        source->proven[field] = TRUE;
        turned = TRUE;
      }
  return turned && bw_source_read_again (source, error);
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

/* Tells of columns whose values contradict each other. */
static void
add_contradictions (BwSource *source)
{
  for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
    {
      int column = source->mapping.columns[field];

      if (column >= 0 && source->n_other_way[field] > 0)
        bw_source_note (source,
                        ngettext ("“%s” contradicts itself: %u value can only be read in another way than the rest. Check that column.",
                                  "“%s” contradicts itself: %u values can only be read in another way than the rest. Check that column.",
                                  source->n_other_way[field]),
                        (const char *)g_ptr_array_index (source->headers, column), source->n_other_way[field]);
    }
}

/* Tells of columns of which a few dates are written in another form than the others. */
static void
add_other_forms (BwSource *source)
{
  for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
    {
      int   column = source->mapping.columns[field];
      guint n = 0, most = 0;

      for (guint form = 0; form < BW_N_DATE_FORMS; form++)
        {
          n += source->n_of_form[field][form];
          most = MAX (most, source->n_of_form[field][form]);
        }
      if (column >= 0 && most < n && most * 4 >= n * 3)
        bw_source_note (source,
                        ngettext ("%u date in “%s” is written in another form than the others, and was read all the same.",
                                  "%u dates in “%s” are written in another form than the others, and were read all the same.", n - most),
                        n - most, (const char *)g_ptr_array_index (source->headers, column));
    }
}

/* Adds what was noticed about the file as a whole. */
void
bw_source_add_notes (BwSource *source)
{
  guint64 n_bad = bw_csv_reader_get_n_bad (source->reader);
  guint64 n_nul = bw_csv_reader_get_n_nul (source->reader);

  if (n_bad > 0)
    bw_source_note (source, _ ("%" PRIu64 " bytes have no meaning in %s and are shown as �."), n_bad,
                    bw_csv_reader_get_encoding (source->reader));
  if (n_nul > 0)
    bw_source_note (source, _ ("%" PRIu64 " zero bytes were left out."), n_nul);
  if (source->n_short > 0)
    bw_source_note (source,
                    _ ("%u rows have fewer cells than there are column names; what is missing is taken as unknown."), source->n_short);
  if (source->n_unterminated > 0)
    bw_source_note (source,
                    _ ("On %u lines a quotation mark is not closed, first on line %" PRIu64
                       "; these lines were read without it."),
                    source->n_unterminated, source->first_unterminated);
  if (source->n_without > 0)
    bw_source_note (source, _ ("%u cells could not be read; their rows were taken without them."),
                    source->n_without);
  if (source->n_stray > 0)
    bw_source_note (source,
                    _ ("%u rows have a quotation mark within a cell that is not written twice; it was taken as it stands."),
                    source->n_stray);
  if (source->saw_serial)
    bw_source_note (source, source->from_1904 ? _ ("Dates are written as serial numbers of a spreadsheet; they were read in the system that counts from 1904, as you said.")
                                              : _ ("Dates are written as serial numbers of a spreadsheet; they were read in the system that counts from 1900."));
  if (source->layout->n_groups > 0)
    bw_source_note (source, _ ("The rows are grouped; blank cells took the value above."));
  add_contradictions (source);
  add_other_forms (source);
}
