/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads quotas: a person (or nobody: the organisation), a period and an amount.
 *
 * Periods are fiscal ones by name ("2026-Q4", "Q4 2026", "2026-M1", "2018_Q1", "2026"), or any day of a fiscal month. */

#include "import/bw-import-run.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* Reads the period @text. */
static gboolean
read_period (BwImportRun *run,
             BwSource    *source,
             const char  *text,
             BwPeriod    *period)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "-_ ", 3);
  BwDate date;

  if (bw_calendar_parse_period (&run->book->calendar, text, period, NULL))
    return TRUE;
  /* "FY2026-Q1", "Q1 2026", "Q1 FY26" */
  if (g_strv_length (parts) == 2)
    {
      gboolean         swap = g_ascii_toupper (parts[0][0]) == 'Q' || g_ascii_toupper (parts[0][0]) == 'M';
      const char      *year = parts[swap ? 1 : 0];
      g_autofree char *name = NULL;

      if (g_ascii_strncasecmp (year, "FY", 2) == 0)
        year += 2;
      name = g_strdup_printf ("%s%s-%s", strlen (year) == 2 ? "20" : "", year, parts[swap ? 0 : 1]);
      if (bw_calendar_parse_period (&run->book->calendar, name, period, NULL))
        return TRUE;
    }
  if (bw_value_parse_date (text, source->orders[BW_IMPORT_PERIOD], &date) != BW_VALUE_GOOD)
    return FALSE;
  *period = bw_calendar_period_at (&run->book->calendar, BW_PERIOD_MONTH, date);
  return TRUE;
}

/* Sets the quota; returns the number of the summary to count up. */
static guint *
set_quota (BwImportRun     *run,
           BwImportSummary *summary,
           gint32           person,
           const BwPeriod  *period,
           gint64           amount)
{
  BwQuota quota = { bw_book_random_key (), person, BW_NOBODY, BW_NOBODY, period->from, period->to, amount };

  for (guint i = 0; i < run->book->quotas->len; i++)
    {
      BwQuota *old = &g_array_index (run->book->quotas, BwQuota, i);

      if (old->person != person || old->territory != BW_NOBODY || old->product != BW_NOBODY ||
          old->from != period->from || old->to != period->to)
        continue;
      if (old->amount == amount)
        return &summary->n_unchanged;
      old->amount = amount;
      bw_delta_mark (run->delta, BW_TABLE_QUOTAS, i);
      return &summary->n_changed;
    }
  g_array_append_val (run->book->quotas, quota);
  return &summary->n_new;
}

/* Reads quotas. */
gboolean
bw_import_quotas (BwImportRun *run,
                  BwSource    *source,
                  GError     **error)
{
  GError  *problem = NULL;
  BwCsvRow row;

  while (bw_source_next (source, &row, &problem))
    {
      const char *ref = bw_source_cell (source, &row, BW_IMPORT_PERSON_ID);
      const char *name = bw_source_cell (source, &row, BW_IMPORT_PERSON);
      char        currency[BW_VALUE_CURRENCY_SIZE];
      BwPeriod    period;
      gint64      amount;
      gint32      person;

      if (!read_period (run, source, bw_source_cell (source, &row, BW_IMPORT_PERIOD), &period))
        {
          bw_source_reject (source, &row, BW_IMPORT_PERIOD,
                            _ ("This is no period. Write a quarter as 2026-Q4, a month as 2026-M11 or a year as 2026."));
          continue;
        }
      if (!bw_source_amount (source, &row, BW_IMPORT_QUOTA, TRUE, &amount, currency))
        continue;
      if (amount == BW_MONEY_NONE)
        {
          bw_source_reject (source, &row, BW_IMPORT_QUOTA, _ ("The quota has no amount."));
          continue;
        }
      if (*currency != '\0' && !g_str_equal (currency, run->book->currency))
        {
          bw_source_reject (source, &row, BW_IMPORT_QUOTA,
                            _ ("The amount is in another currency than the project."));
          continue;
        }
      person = bw_linker_person (run->linker, bw_value_is_missing (ref) ? "" : ref,
                                 bw_value_is_missing (name) ? "" : name, NULL);
      (*set_quota (run, source->summary, person, &period, bw_value_to_minor (amount, run->book->currency)))++;
    }
  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL;
}
