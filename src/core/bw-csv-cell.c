/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of CSV files that spreadsheets open, as RFC 4180 has them.
 *
 * A text that a spreadsheet would take for a formula (it begins with =, @, a tab, a line end, or a sign and is
 * not just a number) gets an apostrophe in front, so that nothing that came with a name is ever run. */

#include "core/bw-csv-cell.h"

#include <string.h>

/* Whether @cell is a sign with a number, or with the digits of a telephone. */
static gboolean
is_signed_number (const char *cell)
{
  return (*cell == '+' || *cell == '-') && g_ascii_isdigit (cell[1]) && cell[1 + strspn (cell + 1, "0123456789.,eE ()/")] == '\0';
}

/* Adds @cell to @line, quoted where needed; without what parts cells or lines. */
void
bw_csv_append_cell (GString    *line,
                    const char *cell)
{
  gboolean formula = *cell != '\0' && strchr ("=@+-\t\r\n", *cell) != NULL && !is_signed_number (cell);

  if (!formula && strpbrk (cell, ",\"\r\n") == NULL)
    {
      g_string_append (line, cell);
      return;
    }
  g_string_append (line, formula ? "\"'" : "\"");
  for (const char *at = cell; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *at);
    }
  g_string_append_c (line, '"');
}
