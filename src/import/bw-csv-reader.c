/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a file of separated values, one after the other.
 *
 * The file is read in pieces with read() (or unpacked in pieces), so that a file cut short under our hands is an error and not
 * the end of the process, decoded, and cut into lines. A line that does not stand inside a quoted cell is split in
 * place when its quotes, if it has any, are where they belong: around a whole cell, and doubled within. libcsv reads the
 * others, fed line by line, which is how the line on which a row begins is known. Both trim spaces around cells without
 * quotes and skip blank lines, unless the exact text was asked for.
 *
 * libcsv takes an unclosed quote for a cell that reaches to the end of the file. So the text of a row is kept until the
 * row is complete; when the file ends first, or the row grows past ROW_MAX, the reader goes back to the row's first line,
 * takes it without quoting, marks it, and goes on with the next line. As that may repeat, it is done MAX_REWINDS times
 * at most; later such rows are handed out as they are. */

#include "import/bw-csv-reader.h"
#include "import/bw-decoder.h"
#include "import/bw-guess.h"
#include "import/bw-import.h"
#include "import/bw-input.h"
#include "import/bw-layout.h"

#include <inttypes.h>
#include <string.h>

#include <csv.h>
#include <glib/gi18n-lib.h>

enum
{
  PIECE = 256 * 1024,
  ROW_MAX = 1024 * 1024,
  MAX_REWINDS = 100,
  LIBCSV_STEP = 16 * 1024,
};

/* A cell within a line. */
typedef struct
{
  char *begin;
  char *end;
  guint n_doubled; /* quotes that stand twice */
} Span;

struct _BwCsvReader
{
  BwInput          *input;
  BwCsvOptions      options;
  char             *piece;
  gsize             n_piece; /* bytes in it */
  BwDecoder        *decoder;
  GString          *text; /* decoded; what stands before @at has been handed out */
  gsize             at;
  gboolean          at_end; /* of the file */
  guint64           line;   /* the number of lines before @at */
  char              delimiter;
  double            delimiter_confidence;
  gboolean          told; /* by the file's first line */
  char              quote;
  guint             n_rewinds;
  struct csv_parser parser;
  gboolean          in_row;   /* libcsv is within a row */
  gboolean          row_done; /* libcsv has told of a row's end */
  gsize             row_at;   /* where that row begins in @text */
  guint64           row_line; /* and its line */
  GString          *cells;    /* libcsv's cells, each followed by a zero byte */
  GArray           *offsets;  /* gsize: where they begin */
  GArray           *spans;    /* Span */
  GPtrArray        *values;
  BwCsvRecogniser   recogniser; /* (nullable) */
  gpointer          recogniser_data;
};

static void
cell_cb (void  *cell,
         size_t length,
         void  *data)
{
  BwCsvReader *reader = data;
  gsize        at = reader->cells->len;

  g_array_append_val (reader->offsets, at);
  if (length > 0)
    g_string_append_len (reader->cells, cell, length);
  g_string_append_c (reader->cells, '\0');
}

static void
row_cb (int   terminator,
        void *data)
{
  BwCsvReader *reader = data;

  reader->row_done = TRUE;
}

/* Formats that people take for CSV, by their first bytes. */
static const char *
name_binary (const char *bytes,
             gsize       n)
{
  static const struct
  {
    const char *magic;
    guint       length;
    const char *name;
  } formats[] = {
    { "PK\x03\x04", 4, N_ ("an Excel workbook or a ZIP archive") },
    { "\xd0\xcf\x11\xe0", 4, N_ ("an old Excel workbook") },
    { "\x89PNG", 4, N_ ("a picture") },
    { "\xff\xd8\xff", 3, N_ ("a picture") },
    { "GIF8", 4, N_ ("a picture") },
    { "%PDF", 4, N_ ("a PDF document") },
    { "\x1f\x8b", 2, N_ ("a compressed file") },
    { "SQLite format 3", 15, N_ ("a database") },
    { "\x7f"
      "ELF",
      4, N_ ("a program") },
    { "<!DOCTYPE", 9, N_ ("a web page") },
    { "<html", 5, N_ ("a web page") },
    { "{\\rtf", 5, N_ ("a text document") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (n >= formats[i].length && memcmp (bytes, formats[i].magic, formats[i].length) == 0)
      return _ (formats[i].name);
  return NULL;
}

/* Whether the decoded @text is full of control characters, as no table is. */
static gboolean
looks_binary (const char *text,
              gsize       n)
{
  gsize controls = 0;

  for (gsize i = 0; i < n; i++)
    controls += (guint8)text[i] < 0x20 && strchr ("\t\n\r\f\v\x1a\x1b\x1c\x1d\x1e\x1f", text[i]) == NULL;
  return controls * 100 > n;
}

/* Reads and decodes one more piece. Returns %FALSE on an error. */
static gboolean
refill (BwCsvReader *reader,
        GError     **error)
{
  gsize  keep = reader->in_row ? reader->row_at : reader->at;
  gssize got;

  if (keep > 0)
    {
      g_string_erase (reader->text, 0, keep);
      reader->at -= keep;
      reader->row_at -= MIN (reader->row_at, keep);
    }
  got = bw_input_read (reader->input, reader->piece, PIECE, error);
  if (got < 0)
    return FALSE;
  reader->at_end = got < PIECE;
  reader->n_piece = got;
  bw_decoder_feed (reader->decoder, reader->piece, got, reader->at_end, reader->text);
  return TRUE;
}

/* Finds the next line from @at on; @length with its line end, @ends the bytes of that. Returns %FALSE at the end of the
 * file, and on an error. */
static gboolean
find_line (BwCsvReader *reader,
           gsize       *length,
           gsize       *ends,
           GError     **error)
{
  gsize searched = 0;

  while (TRUE)
    {
      char *begin = reader->text->str + reader->at;
      gsize left = reader->text->len - reader->at;
      char *newline = memchr (begin + searched, '\n', left - searched);
      gsize span = newline != NULL ? (gsize)(newline - begin) : left;
      char *back = memchr (begin + searched, '\r', span - searched);

      if (back != NULL && (back + 1 < begin + left || reader->at_end))
        {
          *ends = back + 1 < begin + left && back[1] == '\n' ? 2 : 1;
          *length = back - begin + *ends;
          return TRUE;
        }
      if (newline != NULL && back == NULL)
        {
          *ends = 1;
          *length = span + 1;
          return TRUE;
        }
      if (reader->at_end)
        {
          *ends = 0;
          *length = left;
          return left > 0;
        }
      if (left > ROW_MAX)
        {
          g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_CSV,
                       _ ("“%s” is not a table: line %" PRIu64 " is longer than any row can be. Export the data as CSV."),
                       bw_input_get_name (reader->input), reader->line + 1);
          return FALSE;
        }
      searched = back != NULL ? (gsize)(back - begin) : left;
      if (!refill (reader, error))
        return FALSE;
    }
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t';
}

/* Splits a line of @length bytes at the delimiters, in place. Returns %FALSE for a blank line. */
static gboolean
split_line (BwCsvReader *reader,
            gsize        length,
            gboolean     drop_quotes)
{
  char *cell = reader->text->str + reader->at;
  char *line_end = cell + length;
  char  delimiter = reader->delimiter;
  char  quote = reader->quote;
  char *text = cell;

  g_ptr_array_set_size (reader->values, 0);
  while (text < line_end && is_space (*text) && *text != delimiter)
    text++;
  if (text == line_end && !reader->options.exact)
    return FALSE;
  while (TRUE)
    {
      char    *end = memchr (cell, delimiter, line_end - cell);
      gboolean final = end == NULL;
      char    *next;

      if (final)
        end = line_end;
      next = end + 1;
      if (!reader->options.exact)
        {
          while (cell < end && is_space (*cell))
            cell++;
          while (end > cell && is_space (end[-1]))
            end--;
        }
      if (drop_quotes && cell < end && *cell == quote)
        cell++;
      if (drop_quotes && cell < end && end[-1] == quote)
        end--;
      *end = '\0';
      g_ptr_array_add (reader->values, cell);
      if (final)
        return TRUE;
      cell = next;
    }
}

/* Where the cell that begins with the quote at @cell ends: at its closing quote; %NULL when something other than a delimiter
 * follows that, or there is none before @line_end. @n_doubled: the quotes within. */
static char *
find_closing_quote (char       *cell,
                    const char *line_end,
                    char        delimiter,
                    char        quote,
                    guint      *n_doubled)
{
  *n_doubled = 0;
  for (char *at = cell + 1; at < line_end; at++)
    {
      at = memchr (at, quote, line_end - at);
      if (at == NULL)
        return NULL;
      if (at + 1 == line_end || at[1] == delimiter)
        return at;
      if (at[1] != quote)
        return NULL;
      at++;
      (*n_doubled)++;
    }
  return NULL;
}

/* Takes one of each two quotes out of the text from @begin to @end, and ends it. */
static void
undouble (char       *begin,
          const char *end,
          char        quote)
{
  char *to = begin;

  for (const char *from = begin; from < end; from++)
    {
      *to++ = *from;
      from += *from == quote;
    }
  *to = '\0';
}

/* Splits a line of @length bytes with quotes in place, when all of them are where they belong. Otherwise returns %FALSE and
 * leaves the line as it is. */
static gboolean
split_quoted_line (BwCsvReader *reader,
                   gsize        length)
{
  char *cell = reader->text->str + reader->at;
  char *line_end = cell + length;
  char  delimiter = reader->delimiter, quote = reader->quote;

  if (reader->options.exact)
    return FALSE;
  g_array_set_size (reader->spans, 0);
  while (TRUE)
    {
      Span  span = { 0 };
      char *next;

      while (cell < line_end && is_space (*cell) && *cell != delimiter)
        cell++;
      if (cell < line_end && *cell == quote)
        {
          span.end = find_closing_quote (cell, line_end, delimiter, quote, &span.n_doubled);
          span.begin = cell + 1;
          if (span.end == NULL)
            return FALSE;
          next = span.end + 1;
        }
      else
        {
          next = cell < line_end ? memchr (cell, delimiter, (gsize)(line_end - cell)) : NULL;
          if (next == NULL)
            next = line_end;
          span.begin = cell;
          span.end = next;
          while (span.end > cell && is_space (span.end[-1]))
            span.end--;
          if (span.end > cell && memchr (cell, quote, (gsize)(span.end - cell)) != NULL)
            return FALSE;
        }
      g_array_append_val (reader->spans, span);
      if (next == line_end)
        break;
      cell = next + 1;
    }
  g_ptr_array_set_size (reader->values, 0);
  for (guint i = 0; i < reader->spans->len; i++)
    {
      const Span *span = &g_array_index (reader->spans, Span, i);

      g_ptr_array_add (reader->values, span->begin);
      if (span->n_doubled > 0)
        undouble (span->begin, span->end, quote);
      else
        *span->end = '\0';
    }
  return TRUE;
}

static void
hand_out (BwCsvReader *reader,
          BwCsvRow    *row,
          guint64      line,
          BwCsvFlags   flags)
{
  row->line = line;
  row->n = reader->values->len;
  row->values = (const char **)reader->values->pdata;
  row->flags = flags;
  row->hash = 0;
}

static void
hand_out_cells (BwCsvReader *reader,
                BwCsvRow    *row,
                BwCsvFlags   flags)
{
  g_ptr_array_set_size (reader->values, 0);
  for (guint i = 0; i < reader->offsets->len; i++)
    g_ptr_array_add (reader->values, reader->cells->str + g_array_index (reader->offsets, gsize, i));
  reader->in_row = FALSE;
  hand_out (reader, row, reader->row_line, flags);
}

static int
is_never_space (unsigned char c)
{
  return 0;
}

static void
reset_parser (BwCsvReader *reader)
{
  csv_free (&reader->parser);
  csv_init (&reader->parser, 0);
  csv_set_delim (&reader->parser, (unsigned char)reader->delimiter);
  csv_set_quote (&reader->parser, (unsigned char)reader->quote);
  if (reader->options.exact)
    csv_set_space_func (&reader->parser, is_never_space);
  csv_set_blk_size (&reader->parser, LIBCSV_STEP);
}

/* Whether a quote stands within a cell of the row that libcsv has read without being written twice. Such a quote is left in
 * a cell, so most rows are done with at the first glance. */
static gboolean
has_stray_quote (BwCsvReader *reader)
{
  const char *at = reader->text->str + reader->row_at;
  const char *end = reader->text->str + reader->at;
  char        quote = reader->quote;
  gboolean    quoted = FALSE, begins = TRUE;

  if (memchr (reader->cells->str, quote, reader->cells->len) == NULL)
    return FALSE;
  for (; at < end; at++)
    {
      if (quoted && *at == quote && at + 1 < end && at[1] == quote)
        at++;
      else if (quoted && *at == quote)
        {
          quoted = FALSE;
          while (at + 1 < end && is_space (at[1]) && at[1] != reader->delimiter)
            at++;
          if (at + 1 < end && at[1] != reader->delimiter && at[1] != '\r' && at[1] != '\n')
            return TRUE;
        }
      else if (quoted)
        continue;
      else if (*at == quote && !begins)
        return TRUE;
      else if (*at == quote)
        quoted = TRUE;
      else
        begins = *at == reader->delimiter || (begins && is_space (*at));
    }
  return FALSE;
}

/* The row that libcsv is in does not end. Goes back to its first line, or gives up. */
static void
end_endless_row (BwCsvReader *reader,
                 BwCsvRow    *row)
{
  char *begin, *end;
  gsize length, ends;

  if (reader->n_rewinds++ >= MAX_REWINDS)
    {
      csv_fini (&reader->parser, cell_cb, row_cb, reader);
      reset_parser (reader);
      hand_out_cells (reader, row, BW_CSV_TOO_LONG);
      return;
    }
  reset_parser (reader);
  reader->in_row = FALSE;
  reader->at = reader->row_at;
  reader->line = reader->row_line;
  begin = reader->text->str + reader->at;
  end = begin + strcspn (begin, "\r\n");
  length = end - begin;
  ends = *end == '\r' && end[1] == '\n' ? 2 : *end != '\0';
  /* The line cannot be blank, as it began a row. */
  split_line (reader, length, TRUE);
  reader->at += length + ends;
  hand_out (reader, row, reader->row_line, BW_CSV_UNTERMINATED);
}

/* Reads the next row into @row. Returns %FALSE at the end, and with @error set when the file cannot be read. */
gboolean
bw_csv_reader_next (BwCsvReader *reader,
                    BwCsvRow    *row,
                    GError     **error)
{
  GError *problem = NULL;
  gsize   length, ends;

  while (find_line (reader, &length, &ends, &problem))
    {
      char    *line = reader->text->str + reader->at;
      gboolean quoted;
      guint64  hash = 0;

      if (reader->recogniser != NULL && !reader->in_row &&
          reader->recogniser (line, length - ends, &hash, reader->recogniser_data))
        {
          reader->at += length;
          reader->line++;
          g_ptr_array_set_size (reader->values, 0);
          hand_out (reader, row, reader->line, BW_CSV_KNOWN);
          return TRUE;
        }
      quoted = memchr (line, reader->quote, length) != NULL;
      if (!reader->in_row && (!quoted || split_quoted_line (reader, length - ends)))
        {
          gboolean found = quoted || split_line (reader, length - ends, FALSE);

          reader->at += length;
          reader->line++;
          if (!found)
            continue;
          hand_out (reader, row, reader->line, 0);
          row->hash = hash;
          return TRUE;
        }
      if (!reader->in_row)
        {
          reader->in_row = TRUE;
          reader->row_at = reader->at;
          reader->row_line = reader->line + 1;
          g_string_truncate (reader->cells, 0);
          g_array_set_size (reader->offsets, 0);
        }
      reader->row_done = FALSE;
      csv_parse (&reader->parser, line, length, cell_cb, row_cb, reader);
      reader->at += length;
      /* A row of a sheet is one record, however many lines its cells have. */
      reader->line += reader->row_line > reader->line || !bw_input_is_sheet (reader->input);
      if (reader->row_done)
        {
          hand_out_cells (reader, row, has_stray_quote (reader) ? BW_CSV_STRAY_QUOTE : 0);
          return TRUE;
        }
      if (reader->at - reader->row_at > ROW_MAX)
        {
          end_endless_row (reader, row);
          return TRUE;
        }
    }
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (!reader->in_row)
    return FALSE;
  if (reader->parser.quoted && reader->parser.pstate == 2 /* within a cell */)
    end_endless_row (reader, row);
  else
    {
      csv_fini (&reader->parser, cell_cb, row_cb, reader);
      hand_out_cells (reader, row, has_stray_quote (reader) ? BW_CSV_STRAY_QUOTE : 0);
    }
  return TRUE;
}

/* Excel's line "sep=;" names the delimiter; it is no row. Returns whether there is one. */
static gboolean
obey_separator_line (BwCsvReader *reader)
{
  const char *text = reader->text->str;
  gsize       skip = 0;

  if (*text == '"')
    skip = 1;
  if (g_ascii_strncasecmp (text + skip, "sep=", 4) != 0 || text[skip + 4] == '\0' || text[skip + 4] == '\n')
    return FALSE;
  if (strchr ("\r\n\"", text[skip + 5]) == NULL)
    return FALSE;
  reader->delimiter = text[skip + 4];
  skip += 5 + strspn (text + skip + 5, "\"");
  skip += text[skip] == '\r';
  skip += text[skip] == '\n';
  reader->at = skip;
  reader->line = 1;
  return TRUE;
}

/* Settles the delimiter and the quotation mark from the first text. */
static void
find_dialect (BwCsvReader *reader)
{
  gboolean told = FALSE;

  if (bw_input_is_sheet (reader->input))
    {
      reader->delimiter = ',';
      return;
    }
  told = obey_separator_line (reader);
  if (reader->options.delimiter != 0)
    reader->delimiter = reader->options.delimiter;
  else if (!told)
    reader->delimiter = bw_guess_delimiter (reader->text->str, reader->text->len, &reader->delimiter_confidence);
  reader->told = told;
  reader->quote = bw_guess_quote (reader->text->str + reader->at, reader->text->len - reader->at, reader->delimiter);
}

/* Whether the first piece can be a table's. */
static gboolean
check_content (BwCsvReader *reader,
               GError     **error)
{
  const char *text = reader->text->str;
  const char *binary = name_binary (reader->piece, reader->n_piece);

  if (binary != NULL || looks_binary (text, MIN (reader->text->len, 16384)))
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_CSV,
                   _ ("“%s” is not a CSV file but %s. Export the data as CSV."),
                   bw_input_get_name (reader->input), binary != NULL ? binary : _ ("binary data"));
      return FALSE;
    }
  if (!reader->options.exact && text[strspn (text, " \t\r\n")] == '\0' && reader->at_end)
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_EMPTY, _ ("“%s” is empty."),
                   bw_input_get_name (reader->input));
      return FALSE;
    }
  return TRUE;
}

/* Opens the table at @path and looks at its first piece; what @options (nullable) leave open is found out.
 * Returns: (transfer full) (nullable): the reader, before the first row; %NULL with @error set (%BW_IMPORT_ERROR). */
BwCsvReader *
bw_csv_reader_open_with (const char         *path,
                         const BwCsvOptions *options,
                         GError            **error)
{
  g_autoptr (BwCsvReader) reader = g_new0 (BwCsvReader, 1);

  if (options != NULL)
    reader->options = *options;
  reader->options.encoding = NULL;
  reader->quote = '"';
  reader->decoder = bw_decoder_new ();
  reader->text = g_string_new (NULL);
  reader->cells = g_string_new (NULL);
  reader->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  reader->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  reader->values = g_ptr_array_new ();
  reader->piece = g_malloc (PIECE);
  csv_init (&reader->parser, 0);
  reader->input = bw_input_open (path, error);
  if (reader->input == NULL)
    return NULL;
  if (options != NULL && options->encoding != NULL && !bw_input_is_sheet (reader->input) &&
      !bw_decoder_set_encoding (reader->decoder, options->encoding))
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING,
                   _ ("There is no encoding “%s”. Write UTF-8, UTF-16LE, WINDOWS-1252 or the like."), options->encoding);
      return NULL;
    }
  if (!refill (reader, error) || !check_content (reader, error))
    return NULL;
  find_dialect (reader);
  reset_parser (reader);
  return g_steal_pointer (&reader);
}

/* Opens the table at @path with nothing known of it; see bw_csv_reader_open_with(). */
BwCsvReader *
bw_csv_reader_open (const char *path,
                    GError    **error)
{
  return bw_csv_reader_open_with (path, NULL, error);
}

/* Lets @recogniser (nullable) see the rows that follow. */
void
bw_csv_reader_set_recogniser (BwCsvReader    *reader,
                              BwCsvRecogniser recogniser,
                              gpointer        data)
{
  reader->recogniser = recogniser;
  reader->recogniser_data = data;
}

/* Frees @reader (transfer full) (nullable). */
void
bw_csv_reader_free (BwCsvReader *reader)
{
  if (reader == NULL)
    return;
  bw_input_free (reader->input);
  csv_free (&reader->parser);
  bw_decoder_free (reader->decoder);
  g_string_free (reader->text, TRUE);
  g_string_free (reader->cells, TRUE);
  g_array_unref (reader->offsets);
  g_array_unref (reader->spans);
  g_ptr_array_unref (reader->values);
  g_free (reader->piece);
  g_free (reader);
}

/* Returns: (transfer none): the table's name without its folder, such as "archive.zip/deals.csv". */
const char *
bw_csv_reader_get_name (BwCsvReader *reader)
{
  return bw_input_get_name (reader->input);
}

/* Returns: (transfer none): the encoding as far as it is known by now. */
const char *
bw_csv_reader_get_encoding (BwCsvReader *reader)
{
  return bw_decoder_get_encoding (reader->decoder);
}

char
bw_csv_reader_get_delimiter (BwCsvReader *reader)
{
  return reader->delimiter;
}

/* The quotation mark around cells. */
char
bw_csv_reader_get_quote (BwCsvReader *reader)
{
  return reader->quote;
}

/* Adds what was made out about the encoding and the cells of the file to @findings (element-type BwFinding). */
void
bw_csv_reader_add_findings (BwCsvReader *reader,
                            GPtrArray   *findings)
{
  double      confidence;
  const char *reason = bw_decoder_get_reason (reader->decoder, &confidence);

  if (bw_input_is_sheet (reader->input))
    return;
  bw_layout_add (findings, "encoding", bw_decoder_get_encoding (reader->decoder), confidence, reason);
  if (reader->options.delimiter != 0)
    reason = _ ("You said so.");
  else if (reader->told)
    reason = _ ("The first line of the file says so.");
  else if (reader->delimiter_confidence <= 0.3)
    reason = _ ("No sign parts the lines into as many cells each; there seems to be one column.");
  else
    reason = _ ("It parts most lines into the same number of cells.");
  bw_layout_add (findings, "delimiter", (char[]) { reader->delimiter, '\0' },
                 reader->told || reader->options.delimiter != 0 ? 1.0 : reader->delimiter_confidence, reason);
  if (reader->quote != '"')
    bw_layout_add (findings, "quote", (char[]) { reader->quote, '\0' }, 0.9, _ ("Many cells stand between such signs."));
}

/* Whether the table is a workbook's, so that lines are its rows and numbers have a point. */
gboolean
bw_csv_reader_is_sheet (BwCsvReader *reader)
{
  return bw_input_is_sheet (reader->input);
}

/* How much of the file has been read, 0 to 1. */
double
bw_csv_reader_get_progress (BwCsvReader *reader)
{
  return bw_input_get_progress (reader->input);
}

/* The number of bytes so far that could not be decoded. */
guint64
bw_csv_reader_get_n_bad (BwCsvReader *reader)
{
  return bw_decoder_get_n_bad (reader->decoder);
}

/* The number of zero bytes so far that were dropped. */
guint64
bw_csv_reader_get_n_nul (BwCsvReader *reader)
{
  return bw_decoder_get_n_nul (reader->decoder);
}

/* Returns: (transfer full): @row as a line of CSV with commas, without a line end. */
char *
bw_csv_row_to_text (const BwCsvRow *row)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < row->n; i++)
    {
      const char *value = row->values[i];

      if (i > 0)
        g_string_append_c (text, ',');
      if (value[strcspn (value, ",\"\r\n")] == '\0' && !is_space (*value))
        {
          g_string_append (text, value);
          continue;
        }
      g_string_append_c (text, '"');
      for (; *value != '\0'; value++)
        {
          if (*value == '"')
            g_string_append_c (text, '"');
          g_string_append_c (text, *value);
        }
      g_string_append_c (text, '"');
    }
  return g_string_free (text, FALSE);
}
