/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rejected rows as a table to correct elsewhere: CSV as RFC 4180 has it, in UTF-8.
 *
 * The values come from files of anybody, and spreadsheets run a cell that begins like a formula. Such a cell gets an
 * apostrophe in front, unless it is a plain number. */

#include "core/bw-reject-sheet.h"

#include <string.h>

#include "core/bw-csv-cell.h"

static void
append_cell (GString    *csv,
             const char *text)
{
  g_string_append_c (csv, '"');
  if (bw_csv_is_formula (text))
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

/* Reads the cell of a CSV text with commas that begins at @at into @cell. Returns: where it ends, at the comma or the end. */
static const char *
read_cell (const char *at,
           GString    *cell)
{
  g_string_truncate (cell, 0);
  if (*at != '"')
    {
      gsize length = strcspn (at, ",\r\n");

      g_string_append_len (cell, at, (gssize)length);
      return at + length;
    }
  for (at++; *at != '\0' && !(at[0] == '"' && at[1] != '"'); at++)
    {
      g_string_append_c (cell, *at);
      at += at[0] == '"';
    }
  return *at == '"' ? at + 1 : at;
}

static void
append_cells (GString    *csv,
              const char *raw)
{
  g_autoptr (GString) cell = g_string_new (NULL);

  for (;;)
    {
      raw = read_cell (raw, cell);
      append_cell (csv, cell->str);
      g_string_append_c (csv, ',');
      if (*raw != ',')
        return;
      raw++;
    }
}

/* Writes the whole of @rows (element-type BwRejectedRow), those of one import that are open, each once, below the import's line of
 * column @names: to be corrected elsewhere and imported again. The first column says which row it is, the last why it was
 * rejected. Returns: (transfer full): the text of a CSV file. */
char *
bw_reject_sheet_write_rows (const GPtrArray *rows,
                            const char      *names)
{
  GString *csv = g_string_new ("\"" BW_REJECT_SHEET_ROW "\",");
  guint64  last = 0;

  append_cells (csv, names);
  g_string_append (csv, "\"" BW_REJECT_SHEET_REASON "\"\r\n");
  for (guint i = 0; i < rows->len; i++)
    {
      const BwRejectedRow *row = g_ptr_array_index (rows, i);
      g_autoptr (GString) reason = g_string_new (row->reason);

      if (row->state != BW_REJECT_OPEN || row->row == last)
        continue;
      last = row->row;
      for (guint k = i + 1; k < rows->len; k++)
        {
          const BwRejectedRow *other = g_ptr_array_index (rows, k);

          if (other->row != row->row)
            break;
          g_string_append_printf (reason, " %s", other->reason);
        }
      g_string_append_printf (csv, "\"r%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x\",", row->import, row->key);
      append_cells (csv, row->raw);
      append_cell (csv, reason->str);
      g_string_append (csv, "\r\n");
    }
  return g_string_free (csv, FALSE);
}

/* Whether @cell, read from such a sheet, begins with the apostrophe that was put before a formula. */
gboolean
bw_reject_sheet_unguard (const char *cell)
{
  return bw_csv_unguard (cell) != cell;
}

/* Splits @raw, one row of CSV with commas such as a BwRejectedRow has. Returns: (transfer full) (element-type utf8): its cells,
 * at least one. */
GPtrArray *
bw_reject_sheet_split (const char *raw)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) cell = g_string_new (NULL);

  for (;;)
    {
      raw = read_cell (raw, cell);
      g_ptr_array_add (cells, g_strdup (cell->str));
      if (*raw != ',')
        return cells;
      raw++;
    }
}

/* The opposite of bw_reject_sheet_split(): @cells (element-type utf8) as one row. Cells are put in quotes where anything would
 * be lost without. Returns: (transfer full). */
char *
bw_reject_sheet_join (const GPtrArray *cells)
{
  GString *raw = g_string_new (NULL);

  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);
      gsize       length = strlen (cell);
      gboolean    plain = cell[strcspn (cell, ",\"\r\n")] == '\0' && (length > 0 || cells->len > 1) &&
                       (length == 0 || (!g_ascii_isspace (cell[0]) && !g_ascii_isspace (cell[length - 1])));

      if (i > 0)
        g_string_append_c (raw, ',');
      if (plain)
        {
          g_string_append (raw, cell);
          continue;
        }
      g_string_append_c (raw, '"');
      for (; *cell != '\0'; cell++)
        {
          if (*cell == '"')
            g_string_append_c (raw, '"');
          g_string_append_c (raw, *cell);
        }
      g_string_append_c (raw, '"');
    }
  return g_string_free (raw, FALSE);
}
