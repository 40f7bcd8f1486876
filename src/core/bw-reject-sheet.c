/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rejected rows as a table to correct elsewhere: CSV as RFC 4180 has it, in UTF-8.
 *
 * The values come from files of anybody, and spreadsheets run a cell that begins like a formula. Such a cell gets an
 * apostrophe in front, unless it is a plain number. */

#include "core/bw-reject-sheet.h"

#include <string.h>

static gboolean
is_number (const char *text)
{
  char *end = NULL;

  g_ascii_strtod (text, &end);
  return g_ascii_isdigit (text[1]) && *end == '\0';
}

static void
append_cell (GString    *csv,
             const char *text)
{
  gboolean formula = *text != '\0' && strchr ("=+-@\t\r\n|", *text) != NULL && !is_number (text);

  g_string_append_c (csv, '"');
  if (formula)
    g_string_append_c (csv, '\'');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  g_string_append_c (csv, '"');
}

/* Writes @rows (element-type BwRejectedRow), each with its file, row, column, value and reason.
 * Returns: (transfer full): the text of a CSV file. */
char *
bw_reject_sheet_write (GPtrArray *rows)
{
  GString *csv = g_string_new ("file,row,column,value,reason\r\n");

  for (guint i = 0; i < rows->len; i++)
    {
      const BwRejectedRow *row = g_ptr_array_index (rows, i);
      const char *const    after[] = { row->column, row->value, row->reason };

      append_cell (csv, row->file != NULL ? row->file : "");
      g_string_append_printf (csv, ",%" G_GUINT64_FORMAT, row->row);
      for (guint k = 0; k < G_N_ELEMENTS (after); k++)
        {
          g_string_append_c (csv, ',');
          append_cell (csv, after[k] != NULL ? after[k] : "");
        }
      g_string_append (csv, "\r\n");
    }
  return g_string_free (csv, FALSE);
}
