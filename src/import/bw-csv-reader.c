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
#include "import/bw-csv-line.h"
#include "import/bw-decoder.h"
#include "import/bw-dialect.h"
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
  gboolean          told;     /* by the file's first line */
  gboolean          escaped;  /* quotes within cells have a backslash before them */
  gboolean          wrapped;  /* each line is a cell that holds the row */
  gboolean          formulas; /* some cells may be texts put as formulas */
  BwDialectTurn     turn;
  BwTableSpan       span;      /* of the table in the file */
  gboolean          is_within; /* a cell of a row above it */
  char              quote;
  guint             n_rewinds;
  guint             last_n; /* cells of the row before */
  struct csv_parser parser;
  gboolean          in_row;   /* libcsv is within a row */
  gboolean          row_done; /* libcsv has told of a row's end */
  gsize             row_at;   /* where that row begins in @text */
  guint64           row_line; /* and its line */
  GString          *cells;    /* libcsv's cells, each followed by a zero byte */
  GArray           *offsets;  /* gsize: where they begin */
  BwCsvLine        *splitter;
  GPtrArray        *values;
  BwCsvRecogniser   recogniser; /* (nullable) */
  gpointer          recogniser_data;
  guint             n_known; /* rows that it recognised */
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
      reader->turn.at -= MIN (reader->turn.at, keep);
    }
  got = bw_input_read (reader->input, reader->piece, PIECE, error);
  if (got < 0)
    return FALSE;
  reader->at_end = got < PIECE;
  reader->n_piece = got;
  bw_decoder_feed (reader->decoder, reader->piece, got, reader->at_end, reader->text);
  reader->formulas |= bw_dialect_has_formulas (reader->text->str + reader->at, reader->text->len - reader->at);
  if (reader->escaped)
    bw_dialect_turn_escapes (&reader->turn, reader->text, reader->delimiter, reader->quote, reader->at_end);
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

/* Splits the next @length bytes; takes a @quote ('\0': none) from the ends of cells. */
static gboolean
split (BwCsvReader *reader,
       gsize        length,
       char         quote)
{
  return bw_csv_line_split (reader->text->str + reader->at, length, reader->delimiter, quote, reader->options.exact, reader->values);
}

static gboolean
split_quoted (BwCsvReader *reader,
              gsize        length)
{
  return !reader->options.exact && bw_csv_line_split_quoted (reader->splitter, reader->text->str + reader->at, length, reader->delimiter,
                                                             reader->quote, reader->values);
}

static void
hand_out (BwCsvReader *reader,
          BwCsvRow    *row,
          guint64      line,
          BwCsvFlags   flags)
{
  for (guint i = 0; reader->formulas && !reader->options.exact && i < reader->values->len; i++)
    bw_dialect_strip_formula (g_ptr_array_index (reader->values, i));
  row->line = line;
  row->n = reader->last_n = reader->values->len;
  row->values = (const char **)reader->values->pdata;
  row->flags = flags;
  row->hash = 0;
  row->n_known = reader->n_known;
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

/* Takes formulas off libcsv's cells, so that their quotes are none that stand within a cell. */
static void
strip_formulas (BwCsvReader *reader)
{
  for (guint i = 0; reader->formulas && !reader->options.exact && i < reader->offsets->len; i++)
    bw_dialect_strip_formula (reader->cells->str + g_array_index (reader->offsets, gsize, i));
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
          while (at + 1 < end && bw_csv_is_space (at[1]) && at[1] != reader->delimiter)
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
        begins = *at == reader->delimiter || (begins && bw_csv_is_space (*at));
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
  split (reader, length, reader->quote);
  reader->at += length + ends;
  hand_out (reader, row, reader->row_line, BW_CSV_UNTERMINATED);
}

/* Whether the row of several lines that libcsv has read began with a quote that is not closed, and ends at the first quote of a row
 * below: it has not as many cells as the row before, while its first line has. */
static gboolean
has_lost_its_end (BwCsvReader *reader)
{
  const char *line = reader->text->str + reader->row_at;
  gsize       length = strcspn (line, "\r\n");
  guint       n = 1;

  if (length + 2 >= reader->at - reader->row_at || reader->offsets->len == reader->last_n || reader->n_rewinds >= MAX_REWINDS)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    n += line[i] == reader->delimiter;
  return n == reader->last_n && n > 1 && has_stray_quote (reader);
}

/* Reads the next row into @row. Returns %FALSE at the end, and with @error set when the file cannot be read. */
gboolean
bw_csv_reader_next (BwCsvReader *reader,
                    BwCsvRow    *row,
                    GError     **error)
{
  GError *problem = NULL;
  gsize   length, ends;

  while ((reader->span.last == 0 || reader->line < reader->span.last || reader->in_row) &&
         find_line (reader, &length, &ends, &problem))
    {
      char    *line = reader->text->str + reader->at;
      gboolean quoted;
      guint64  hash = 0;

      if (reader->line + 1 < reader->span.first)
        {
          /* A row of a sheet is one, however many lines its cells have. */
          reader->line += !bw_input_is_sheet (reader->input) || bw_dialect_ends_row (&reader->is_within, line, length);
          reader->at += length;
          continue;
        }
      if (reader->recogniser != NULL && !reader->in_row &&
          reader->recogniser (line, length - ends, &hash, reader->recogniser_data))
        {
          reader->at += length;
          reader->line++;
          g_ptr_array_set_size (reader->values, 0);
          hand_out (reader, row, reader->line, BW_CSV_KNOWN);
          reader->n_known++;
          return TRUE;
        }
      if (reader->wrapped && !reader->in_row)
        bw_dialect_unwrap (line, length - ends);
      quoted = memchr (line, reader->quote, length) != NULL;
      if (!reader->in_row && (!quoted || split_quoted (reader, length - ends)))
        {
          gboolean found = quoted || split (reader, length - ends, '\0');

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
          strip_formulas (reader);
          if (has_lost_its_end (reader))
            {
              end_endless_row (reader, row);
              return TRUE;
            }
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
  gboolean    told = FALSE;
  char        inner;
  const char *text;
  gsize       n;

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
  text = reader->text->str + reader->at;
  n = reader->text->len - reader->at;
  if (reader->options.delimiter == 0 && !told && !reader->options.exact && bw_dialect_is_wrapped (text, n, &inner))
    {
      reader->wrapped = TRUE;
      reader->delimiter = inner;
    }
  reader->quote = bw_guess_quote (text, n, reader->delimiter);
  reader->turn = (BwDialectTurn) { reader->at, FALSE, TRUE };
  reader->escaped = !reader->options.exact && bw_dialect_has_escapes (text, n, reader->delimiter, reader->quote);
  if (reader->escaped)
    bw_dialect_turn_escapes (&reader->turn, reader->text, reader->delimiter, reader->quote, reader->at_end);
}

/* Whether the first piece can be a table's. */
static gboolean
check_content (BwCsvReader *reader,
               GError     **error)
{
  const char *text = reader->text->str;
  const char *binary = bw_dialect_name_binary (reader->piece, reader->n_piece);

  if (binary != NULL || bw_dialect_looks_binary (text, MIN (reader->text->len, 16384)))
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
  reader->splitter = bw_csv_line_new ();
  reader->values = g_ptr_array_new ();
  reader->piece = g_malloc (PIECE);
  csv_init (&reader->parser, 0);
  reader->input = bw_input_open (path, error);
  if (reader->input == NULL)
    return NULL;
  reader->span = bw_input_get_span (reader->input);
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
  reader->n_known = 0;
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
  bw_csv_line_free (reader->splitter);
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
  if (reader->escaped)
    bw_layout_add (findings, "escape", "\\", 0.9, _ ("Quotation marks within cells have a backslash before them."));
  if (reader->wrapped)
    bw_layout_add (findings, "wrapped", "yes", 0.9, _ ("Each line stands between quotation marks as a whole; they are taken off."));
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
