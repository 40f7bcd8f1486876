/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adjustments as a CSV table that a CRM's loader can read.
 *
 * A line for each deal and field that counts, by deal: plain numbers and ISO dates, and cells that no spreadsheet takes for a
 * formula. Both the CRM's value and the new one stand in it, so that whoever loads it can look first. O(those that count). */

#include "core/bw-adjustment-sheet.h"

#include <glib/gi18n-lib.h>

#include "core/bw-csv-cell.h"

static const struct
{
  const char *name;
  const char *title;
} states[] = {
  [BW_ADJUSTMENT_PENDING] = { "pending", N_ ("the CRM still says what it said") },
  [BW_ADJUSTMENT_DIFFERS] = { "differs", N_ ("the CRM has moved to something else since") },
  [BW_ADJUSTMENT_AGREES] = { "agrees", N_ ("the CRM says the same") },
};

/* Returns: (transfer none): the state's name in files and commands. */
const char *
bw_adjustment_state_name (BwAdjustmentState state)
{
  return states[state].name;
}

/* Returns: (transfer none): the state in words, to follow a value. */
const char *
bw_adjustment_state_title (BwAdjustmentState state)
{
  return _ (states[state].title);
}

/* Returns: (transfer full): @at (seconds since 1970) as ISO text in UTC. */
char *
bw_adjustment_dup_time (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}

static void
append_line (GString           *out,
             const char *const *cells,
             guint              n)
{
  for (guint i = 0; i < n; i++)
    {
      bw_csv_append_cell (out, cells[i]);
      g_string_append (out, i + 1 < n ? "," : "\r\n");
    }
}

/* Returns: (transfer full): the table, with a line of names. */
char *
bw_adjustment_sheet_new (const BwBook *book)
{
  const char  *names[] = { _ ("Deal ID"), _ ("Deal"), _ ("Field"), _ ("CRM value"), _ ("New value"), _ ("When"), _ ("Note"), _ ("Status") };
  GString     *out = g_string_new (NULL);
  guint        n;
  const guint *rows = bw_adjustment_current (book, &n);

  append_line (out, names, G_N_ELEMENTS (names));
  for (guint i = 0; i < n; i++)
    {
      const BwAdjustment *row = bw_book_adjustment (book, rows[i]);
      BwAdjustedValue     crm = bw_adjusted_crm (book, (guint)row->deal);
      g_autofree char    *before = bw_adjusted_dup_plain (book, row->field, &crm);
      g_autofree char    *after = bw_adjusted_dup_plain (book, row->field, &row->value);
      g_autofree char    *at = bw_adjustment_dup_time (row->at);
      const char         *cells[] = { bw_book_text (book, book->deals.ref[row->deal]), bw_book_text (book, book->deals.name[row->deal]),
                                      bw_adjusted_name (row->field), before, after, at, bw_book_text (book, row->note),
                                      bw_adjustment_state_name (bw_adjustment_state (book, row)) };

      append_line (out, cells, G_N_ELEMENTS (cells));
    }
  return g_string_free (out, FALSE);
}
