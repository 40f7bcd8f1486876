/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row as text again: what is kept of rows that were rejected.
 *
 * Always with commas, so that a row can be shown, corrected and read again whatever its file looked like. */

#include "import/bw-csv-reader.h"

#include <string.h>

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
      if (value[strcspn (value, ",\"\r\n")] == '\0' && *value != ' ' && *value != '\t')
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
