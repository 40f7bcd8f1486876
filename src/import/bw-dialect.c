/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways of writing separated values that differ from the common one, and their translation into it.
 *
 * Pure functions over text, each a question about the beginning of a file and the deed that follows from a yes, so that the reader
 * itself knows one dialect: quotes around cells, doubled within. All deeds work in place and
 * make no text longer.
 *
 *   escapes   "say \"hi\""           a backslash before a quote within a cell        -> "say ""hi"""
 *   wrapped   "a,b,""c, d"""         whole lines as one cell, by a program that      -> a,b,"c, d"
 *                                    took a table for a list of texts
 *   formulas  ="00123"               a text put so that a spreadsheet keeps zeros    -> 00123
 */

#include "import/bw-dialect.h"
#include "import/bw-guess.h"

#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  LOOKED_AT = 65536, /* bytes */
  MAX_LINES = 100,
  MIN_LINES = 2,
};

/* The name of the format of a file that people take for CSV, by its first @n @bytes, translated; %NULL: none of them. */
const char *
bw_dialect_name_binary (const char *bytes,
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
gboolean
bw_dialect_looks_binary (const char *text,
                         gsize       n)
{
  gsize controls = 0;

  for (gsize i = 0; i < n; i++)
    controls += (guint8)text[i] < 0x20 && strchr ("\t\n\r\f\v\x1a\x1b\x1c\x1d\x1e\x1f", text[i]) == NULL;
  return controls * 100 > n;
}

/* Whether @c ends a cell. */
static gboolean
ends_cell (char c,
           char delimiter)
{
  return c == delimiter || c == '\n' || c == '\r' || c == '\0';
}

/* Whether quotes within the cells of @text have a backslash before them. A path that ends in one before the closing quote is no
 * evidence, and where quotes are doubled within a cell the backslash means itself. */
gboolean
bw_dialect_has_escapes (const char *text,
                        gsize       n,
                        char        delimiter,
                        char        quote)
{
  guint n_escaped = 0, n_doubled = 0;

  n = MIN (n, LOOKED_AT);
  for (gsize i = 1; i + 1 < n; i++)
    {
      if (text[i] != quote)
        continue;
      if (text[i - 1] == '\\')
        n_escaped += !ends_cell (text[i + 1], delimiter) && text[i + 1] != quote;
      else if (text[i + 1] == quote && !ends_cell (text[i - 1], delimiter) && text[i - 1] != ' ')
        {
          /* Not the empty cell "", nor an escaped one before the closing quote. */
          n_doubled++;
          i++;
        }
    }
  return n_escaped > 0 && n_escaped >= n_doubled;
}

/* Takes the backslash of each escape away: a quote within quotes is doubled instead, anything else stands for itself. Begins where
 * @turn is in @text and stops where more text is needed, unless this is the @last. The text becomes shorter. */
void
bw_dialect_turn_escapes (BwDialectTurn *turn,
                         GString       *text,
                         char           delimiter,
                         char           quote,
                         gboolean       last)
{
  char *to = text->str + turn->at, *end = text->str + text->len;

  for (char *at = to; at < end; at++)
    {
      if (*at == '\\' && at + 1 == end && !last)
        {
          memmove (to, at, 1);
          turn->at = (gsize)(to - text->str);
          g_string_truncate (text, turn->at + 1);
          return;
        }
      if (*at == '\\' && at + 1 < end && (at[1] == quote || at[1] == '\\'))
        {
          at++;
          if (*at == quote && turn->quoted)
            *to++ = quote;
          turn->begins = FALSE;
        }
      else if (*at == quote && (turn->quoted || turn->begins))
        {
          turn->quoted = !turn->quoted;
          turn->begins = FALSE;
        }
      else if (!turn->quoted)
        turn->begins = *at == delimiter || *at == '\n' || *at == '\r' || (turn->begins && *at == ' ');
      *to++ = *at;
    }
  turn->at = (gsize)(to - text->str);
  g_string_truncate (text, turn->at);
}

/* Whether the line of @n bytes is one cell between quotes with quotes doubled within. */
static gboolean
is_one_cell (const char *line,
             gsize       n)
{
  if (n < 3 || line[0] != '"' || line[n - 1] != '"')
    return FALSE;
  for (gsize i = 1; i + 1 < n; i++)
    if (line[i] == '"' && (i + 2 >= n || line[++i] != '"'))
      return FALSE;
  return TRUE;
}

/* Whether each line of @text is one cell between quotes that holds a row: then @delimiter becomes the one within. */
gboolean
bw_dialect_is_wrapped (const char *text,
                       gsize       n,
                       char       *delimiter)
{
  g_autoptr (GString) inner = g_string_new (NULL);
  guint  n_lines = 0;
  double confidence;

  n = MIN (n, LOOKED_AT);
  for (gsize at = 0; at < n && n_lines < MAX_LINES;)
    {
      gsize length = strcspn (text + at, "\r\n"), kept = inner->len;

      if (at + length >= n && n == LOOKED_AT)
        break;
      if (length > 0 && !is_one_cell (text + at, length))
        return FALSE;
      if (length > 0)
        {
          g_string_append_len (inner, text + at, (gssize)length);
          bw_dialect_unwrap (inner->str + kept, length);
          g_string_append_c (inner, '\n');
          n_lines++;
        }
      at += length + 1;
    }
  if (n_lines < MIN_LINES)
    return FALSE;
  *delimiter = bw_guess_delimiter (inner->str, inner->len, &confidence);
  return confidence > 0.3 && bw_guess_cuts_evenly (inner->str, inner->len, *delimiter);
}

/* Takes the quotes off the line of @n bytes and one of each two within it; spaces take the place of what is gone. */
void
bw_dialect_unwrap (char *line,
                   gsize n)
{
  gsize to = 0;

  if (!is_one_cell (line, n))
    return;
  for (gsize i = 1; i + 1 < n; i++)
    {
      line[to++] = line[i];
      i += line[i] == '"';
    }
  memset (line + to, ' ', n - to);
}

/* Whether cells of @text may be texts put as formulas. */
gboolean
bw_dialect_has_formulas (const char *text,
                         gsize       n)
{
  const char *end = text + n;

  /* An equals sign is rare: this looks at 32 bytes at a time where g_strstr_len() looks at one. */
  for (const char *at = text; at < end && (at = memchr (at, '=', (gsize)(end - at))) != NULL; at++)
    if (at + 1 < end && at[1] == '"')
      return TRUE;
  return FALSE;
}

/* Takes the formula off the @cell that is a text in one, such as ="00123". */
void
bw_dialect_strip_formula (char *cell)
{
  gsize n;

  if (cell[0] != '=' || cell[1] != '"')
    return;
  n = strlen (cell);
  if (n < 3 || cell[n - 1] != '"' || memchr (cell + 2, '"', n - 3) != NULL)
    return;
  memmove (cell, cell + 2, n - 3);
  memset (cell + n - 3, '\0', 3);
}

/* Whether the @length bytes of @line end a row of well quoted text; *@is_within, %FALSE before the first, says whether a cell goes
 * on in the next line. */
gboolean
bw_dialect_ends_row (gboolean   *is_within,
                     const char *line,
                     gsize       length)
{
  for (gsize i = 0; i < length; i++)
    *is_within ^= line[i] == '"';
  return !*is_within;
}
