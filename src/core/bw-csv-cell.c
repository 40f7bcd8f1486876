/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of CSV files that spreadsheets open, as RFC 4180 has them.
 *
 * A text that a spreadsheet would take for a formula (it begins with =, @, a bar, a tab, a line end, or a sign and is not just a
 * number; the wide forms of these count where Chinese or Japanese is written) gets an apostrophe in front, so that nothing that came
 * with a name is ever run. So does one that has such an apostrophe of its own: taking one away always gives back what it was. */

#include "core/bw-csv-cell.h"

#include <string.h>

/* Behind a sign: digits with points, commas and blanks between them, an exponent, a per cent sign. Nothing else: "+1/2" and "-1(2)" are
 * worked out. A currency's symbol may stand before. */
static gboolean
is_number (const char *text)
{
  static const char *const symbols[] = { "$", "€", "£", "¥" };

  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (g_str_has_prefix (text, symbols[i]))
      {
        text += strlen (symbols[i]);
        break;
      }
  if (!g_ascii_isdigit (*text))
    return FALSE;
  text += strspn (text, "0123456789., ");
  if ((*text == 'e' || *text == 'E') && g_ascii_isdigit (text[1 + (text[1] == '+' || text[1] == '-')]))
    {
      text += 2;
      text += strspn (text, "0123456789");
    }
  text += strspn (text, " ");
  return *text == '\0' || g_str_equal (text, "%");
}

/* Whether a spreadsheet would take @cell for a formula, or such a one's apostrophe for its own. */
gboolean
bw_csv_is_formula (const char *cell)
{
  static const char *const wide[] = { "＝", "＋", "－", "＠" };

  while (*cell == '\'')
    cell++;
  for (guint i = 0; i < G_N_ELEMENTS (wide); i++)
    if (g_str_has_prefix (cell, wide[i]))
      return TRUE;
  if (*cell == '+' || *cell == '-')
    return !is_number (cell + 1);
  return *cell != '\0' && strchr ("=@|\t\r\n", *cell) != NULL;
}

/* @cell without the apostrophe that bw_csv_append_cell() puts before a formula. Returns: (transfer none): within @cell. */
const char *
bw_csv_unguard (const char *cell)
{
  return *cell == '\'' && bw_csv_is_formula (cell + 1) ? cell + 1 : cell;
}

/* Adds @cell to @line, quoted where needed; without what parts cells or lines. */
void
bw_csv_append_cell (GString    *line,
                    const char *cell)
{
  gboolean formula = bw_csv_is_formula (cell);

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
