/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a file of separated values, one after the other.
 *
 * The file is read in pieces with read(), so that a file cut short under our hands is an error and not the end of the
 * process, decoded, and cut into lines. A line without a quote that does not stand inside a quoted cell is split in
 * place; libcsv reads the others, fed line by line, which is how the line on which a row begins is known. Both trim
 * spaces around cells without quotes and skip blank lines.
 *
 * libcsv takes an unclosed quote for a cell that reaches to the end of the file. So the text of a row is kept until the
 * row is complete; when the file ends first, or the row grows past ROW_MAX, the reader goes back to the row's first line,
 * takes it without quoting, marks it, and goes on with the next line. As that may repeat, it is done MAX_REWINDS times
 * at most; later such rows are handed out as they are. */

#include "import/bw-csv-reader.h"
#include "import/bw-decoder.h"
#include "import/bw-guess.h"
#include "import/bw-import.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
  int               fd;
  char             *name;
  guint64           size; /* bytes of the file */
  guint64           done; /* bytes read */
  char             *piece;
  BwDecoder        *decoder;
  GString          *text; /* decoded; what stands before @at has been handed out */
  gsize             at;
  gboolean          at_end; /* of the file */
  guint64           line;   /* the number of lines before @at */
  char              delimiter;
  guint             n_rewinds;
  struct csv_parser parser;
  gboolean          in_row;   /* libcsv is within a row */
  gboolean          row_done; /* libcsv has told of a row's end */
  gsize             row_at;   /* where that row begins in @text */
  guint64           row_line; /* and its line */
  GString          *cells;    /* libcsv's cells, each followed by a zero byte */
  GArray           *offsets;  /* gsize: where they begin */
  GPtrArray        *values;
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
  gsize  n = 0;
  gssize got = 1;

  if (keep > 0)
    {
      g_string_erase (reader->text, 0, keep);
      reader->at -= keep;
      reader->row_at -= MIN (reader->row_at, keep);
    }
  while (n < PIECE && got != 0)
    {
      got = read (reader->fd, reader->piece + n, PIECE - n);
      if (got < 0 && errno != EINTR)
        {
          int problem = errno;

          g_set_error (error, BW_IMPORT_ERROR, problem == EISDIR ? BW_IMPORT_ERROR_NOT_CSV : BW_IMPORT_ERROR_IO,
                       _ ("“%s” could not be read: %s."), reader->name, g_strerror (problem));
          return FALSE;
        }
      n += got > 0 ? (gsize)got : 0;
    }
  reader->at_end = got == 0;
  reader->done += n;
  bw_decoder_feed (reader->decoder, reader->piece, n, reader->at_end, reader->text);
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
                       _ ("“%s” is not a table: line %" G_GUINT64_FORMAT " is longer than any row can be. Export the data as CSV."),
                       reader->name, reader->line + 1);
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

  g_ptr_array_set_size (reader->values, 0);
  while (cell < line_end && is_space (*cell) && *cell != delimiter)
    cell++;
  if (cell == line_end)
    return FALSE;
  while (TRUE)
    {
      char    *end = memchr (cell, delimiter, line_end - cell);
      gboolean final = end == NULL;
      char    *next;

      if (final)
        end = line_end;
      next = end + 1;
      while (cell < end && is_space (*cell))
        cell++;
      while (end > cell && is_space (end[-1]))
        end--;
      if (drop_quotes && cell < end && *cell == '"')
        cell++;
      if (drop_quotes && cell < end && end[-1] == '"')
        end--;
      *end = '\0';
      g_ptr_array_add (reader->values, cell);
      if (final)
        return TRUE;
      cell = next;
    }
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

static void
reset_parser (BwCsvReader *reader)
{
  csv_free (&reader->parser);
  csv_init (&reader->parser, 0);
  csv_set_delim (&reader->parser, (unsigned char)reader->delimiter);
  csv_set_blk_size (&reader->parser, LIBCSV_STEP);
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
      char *line = reader->text->str + reader->at;

      if (!reader->in_row && memchr (line, '"', length) == NULL)
        {
          gboolean found = split_line (reader, length - ends, FALSE);

          reader->at += length;
          reader->line++;
          if (!found)
            continue;
          hand_out (reader, row, reader->line, 0);
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
      reader->line++;
      if (reader->row_done)
        {
          hand_out_cells (reader, row, 0);
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
      hand_out_cells (reader, row, 0);
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

/* Opens the file at @path and looks at its first piece.
 * Returns: (transfer full) (nullable): the reader, before the first row; %NULL with @error set (%BW_IMPORT_ERROR). */
BwCsvReader *
bw_csv_reader_open (const char *path,
                    GError    **error)
{
  g_autoptr (BwCsvReader) reader = g_new0 (BwCsvReader, 1);
  const char *binary;
  struct stat info;

  reader->name = g_path_get_basename (path);
  reader->decoder = bw_decoder_new ();
  reader->text = g_string_new (NULL);
  reader->cells = g_string_new (NULL);
  reader->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  reader->values = g_ptr_array_new ();
  reader->piece = g_malloc (PIECE);
  csv_init (&reader->parser, 0);
  reader->fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (reader->fd < 0)
    {
      int problem = errno;

      g_set_error (error, BW_IMPORT_ERROR, problem == ENOENT ? BW_IMPORT_ERROR_NOT_FOUND : BW_IMPORT_ERROR_IO,
                   problem == ENOENT ? _ ("“%s” was not found: %s.") : _ ("“%s” could not be opened: %s."), path,
                   g_strerror (problem));
      return NULL;
    }
  if (fstat (reader->fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_CSV,
                   _ ("“%s” is no file. Choose the CSV files themselves."), path);
      return NULL;
    }
  reader->size = info.st_size;
  if (!refill (reader, error))
    return NULL;
  binary = name_binary (reader->piece, reader->done);
  if (binary != NULL || looks_binary (reader->text->str, MIN (reader->text->len, 16384)))
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_CSV,
                   _ ("“%s” is not a CSV file but %s. Export the data as CSV."),
                   reader->name, binary != NULL ? binary : _ ("binary data"));
      return NULL;
    }
  if (reader->text->str[strspn (reader->text->str, " \t\r\n")] == '\0' && reader->at_end)
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_EMPTY, _ ("“%s” is empty."), reader->name);
      return NULL;
    }
  if (!obey_separator_line (reader))
    reader->delimiter = bw_guess_delimiter (reader->text->str, reader->text->len);
  reset_parser (reader);
  return g_steal_pointer (&reader);
}

/* Frees @reader (transfer full) (nullable). */
void
bw_csv_reader_free (BwCsvReader *reader)
{
  if (reader == NULL)
    return;
  if (reader->fd >= 0)
    close (reader->fd);
  csv_free (&reader->parser);
  bw_decoder_free (reader->decoder);
  g_string_free (reader->text, TRUE);
  g_string_free (reader->cells, TRUE);
  g_array_unref (reader->offsets);
  g_ptr_array_unref (reader->values);
  g_free (reader->piece);
  g_free (reader->name);
  g_free (reader);
}

/* Returns: (transfer none): the file's name without its folder. */
const char *
bw_csv_reader_get_name (BwCsvReader *reader)
{
  return reader->name;
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

/* How much of the file has been read, 0 to 1. */
double
bw_csv_reader_get_progress (BwCsvReader *reader)
{
  return reader->size > 0 ? MIN (1.0, (double)reader->done / (double)reader->size) : 1.0;
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
