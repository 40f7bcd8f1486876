/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of CSV files that spreadsheets open, as RFC 4180 has them.
 *
 * A text that a spreadsheet would take for a formula (it begins with =, @, a tab, a line end, or a sign that no digit
 * follows) gets an apostrophe in front, so that nothing that came with a name is ever run. */

#include "core/bw-csv-cell.h"

#include <string.h>

/* Adds @cell to @line, quoted where needed; without what parts cells or lines. */
void
bw_csv_append_cell (GString    *line,
                    const char *cell)
{
  gboolean formula = *cell != '\0' && strchr ("=@+-\t\r\n", *cell) != NULL && !g_ascii_isdigit (cell[1]);

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
