/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of separated values split in place.
 *
 * A line that does not stand inside a quoted cell is split where it stands, when its quotes, if it has any, are where they belong: around
 * a whole cell, and doubled within. What else there may be is for libcsv (bw-csv-reader.c). Each byte is looked at by memchr()
 * once or twice. */

#include "import/bw-csv-line.h"

#include <string.h>

enum
{
  FIRST_SPANS = 64,
};

/* A cell within a line. */
typedef struct
{
  char *begin;
  char *end;
  guint n_doubled; /* quotes that stand twice */
} Span;

struct _BwCsvLine
{
  Span *spans; /* of the line in hand */
  guint n_spans;
  guint room; /* for spans */
};

/* Returns: (transfer full): what splitting lines needs besides them. */
BwCsvLine *
bw_csv_line_new (void)
{
  return g_new0 (BwCsvLine, 1);
}

/* Frees @self (transfer full). */
void
bw_csv_line_free (BwCsvLine *self)
{
  g_free (self->spans);
  g_free (self);
}

static inline void
add_span (BwCsvLine *self,
          Span       span)
{
  if (self->n_spans == self->room)
    {
      self->room = MAX (self->room * 2, FIRST_SPANS);
      self->spans = g_renew (Span, self->spans, self->room);
    }
  self->spans[self->n_spans++] = span;
}

/* Splits the @length bytes of @line at each @delimiter. Takes a @quote ('\0': none) from the beginning and the end of each cell and, unless the
 * text is wanted @exact, spaces. @values: (element-type utf8): gets the cells, which stay in @line. Returns %FALSE for a blank line. */
gboolean
bw_csv_line_split (char      *line,
                   gsize      length,
                   char       delimiter,
                   char       quote,
                   gboolean   exact,
                   GPtrArray *values)
{
  char *cell = line;
  char *line_end = cell + length;
  char *text = cell;

  g_ptr_array_set_size (values, 0);
  while (text < line_end && bw_csv_is_space (*text) && *text != delimiter)
    text++;
  if (text == line_end && !exact)
    return FALSE;
  while (TRUE)
    {
      char    *end = memchr (cell, delimiter, line_end - cell);
      gboolean final = end == NULL;
      char    *next;

      if (final)
        end = line_end;
      next = end + 1;
      if (!exact)
        {
          while (cell < end && bw_csv_is_space (*cell))
            cell++;
          while (end > cell && bw_csv_is_space (end[-1]))
            end--;
        }
      if (quote != '\0' && cell < end && *cell == quote)
        cell++;
      if (quote != '\0' && cell < end && end[-1] == quote)
        end--;
      *end = '\0';
      g_ptr_array_add (values, cell);
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

/* The same for a line with quotes, when all of them are where they belong, without the spaces around cells. Otherwise returns %FALSE and
 * leaves the line as it is. */
gboolean
bw_csv_line_split_quoted (BwCsvLine *self,
                          char      *line,
                          gsize      length,
                          char       delimiter,
                          char       quote,
                          GPtrArray *values)
{
  char *cell = line;
  char *line_end = cell + length;

  self->n_spans = 0;
  while (TRUE)
    {
      Span  span = { 0 };
      char *next;

      while (cell < line_end && bw_csv_is_space (*cell) && *cell != delimiter)
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
          while (span.end > cell && bw_csv_is_space (span.end[-1]))
            span.end--;
          if (span.end > cell && memchr (cell, quote, (gsize)(span.end - cell)) != NULL)
            return FALSE;
        }
      add_span (self, span);
      if (next == line_end)
        break;
      cell = next + 1;
    }
  g_ptr_array_set_size (values, (int)self->n_spans);
  for (guint i = 0; i < self->n_spans; i++)
    {
      const Span *span = &self->spans[i];

      values->pdata[i] = span->begin;
      if (span->n_doubled > 0)
        undouble (span->begin, span->end, quote);
      else
        *span->end = '\0';
    }
  return TRUE;
}
