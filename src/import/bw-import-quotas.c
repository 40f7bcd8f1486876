/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads quotas: whose (a person, a territory, or nobody: the organisation), a period and an amount.
 *
 * Periods are fiscal ones by name ("2026-Q4", "Q4 2026", "2026-M1", "2018_Q1", "FY18 Q1", "2026"), or any day of a fiscal month. */

#include "core/bw-quota-log.h"
#include "import/bw-import-run.h"
#include "import/bw-period-text.h"
#include "import/bw-rate.h"

#include <glib/gi18n-lib.h>

/* Reads the period @text; any other day stands for its month. */
static gboolean
read_period (BwImportRun *run,
             BwSource    *source,
             const char  *text,
             BwPeriod    *period)
{
  BwDate date;

  if (bw_calendar_parse_period (&run->book->calendar, text, period, NULL) ||
      bw_period_text_parse (&run->book->calendar, text, period))
    return TRUE;
  if (bw_value_parse_date (text, source->orders[BW_IMPORT_PERIOD], &date) != BW_VALUE_GOOD)
    return FALSE;
  *period = bw_calendar_period_at (&run->book->calendar, BW_PERIOD_MONTH, date);
  return TRUE;
}

/* The territory called @name, in the active plan before the others; %BW_NOBODY for none. */
static gint32
find_territory (const BwBook *book,
                const char   *name)
{
  g_autofree char *wanted = g_utf8_casefold (name, -1);
  gint32           found = BW_NOBODY;

  for (guint i = 0; i < book->territories->len; i++)
    {
      const BwTerritory *territory = bw_book_territory (book, i);
      g_autofree char   *folded = g_utf8_casefold (bw_book_text (book, territory->name), -1);

      if (!g_str_equal (folded, wanted))
        continue;
      if (territory->plan >= 0 && g_array_index (book->plans, BwPlan, territory->plan).status == BW_PLAN_ACTIVE)
        return (gint32)i;
      if (found == BW_NOBODY)
        found = (gint32)i;
    }
  return found;
}

/* Reads whose quota it is: a person's, a territory's, or everybody's; of one product or all. */
static gboolean
read_scope (BwImportRun    *run,
            BwSource       *source,
            const BwCsvRow *row,
            BwQuota        *quota)
{
  const char *ref = bw_source_cell (source, row, BW_IMPORT_PERSON_ID), *name = bw_source_cell (source, row, BW_IMPORT_PERSON);
  const char *territory = bw_source_cell (source, row, BW_IMPORT_REGION), *product = bw_source_cell (source, row, BW_IMPORT_PRODUCT);

  quota->person = bw_linker_person (run->linker, bw_value_is_missing (ref) ? "" : ref, bw_value_is_missing (name) ? "" : name, NULL);
  quota->territory = quota->product = BW_NOBODY;
  if (!bw_value_is_missing (territory) && quota->person == BW_NOBODY)
    {
      quota->territory = find_territory (run->book, territory);
      if (quota->territory == BW_NOBODY)
        {
          bw_source_reject (source, row, BW_IMPORT_REGION, _ ("There is no territory of this name, and the row names no person."));
          return FALSE;
        }
    }
  if (!bw_value_is_missing (product))
    quota->product = bw_linker_product (run->linker, "", product, FALSE, NULL);
  return TRUE;
}

/* Sets the quota; returns the number of the summary to count up. */
static guint *
set_quota (BwImportRun     *run,
           BwImportSummary *summary,
           const BwQuota   *wanted)
{
  BwQuota quota = *wanted;

  for (guint i = 0; i < run->book->quotas->len; i++)
    {
      BwQuota *old = &g_array_index (run->book->quotas, BwQuota, i);

      if (old->person != quota.person || old->territory != quota.territory || old->product != quota.product ||
          old->from != quota.from || old->to != quota.to)
        continue;
      if (old->amount == quota.amount)
        return &summary->n_unchanged;
      old->amount = quota.amount;
      bw_delta_mark (run->delta, BW_TABLE_QUOTAS, i);
      return &summary->n_changed;
    }
  quota.key = bw_book_random_key ();
  g_array_append_val (run->book->quotas, quota);
  return &summary->n_new;
}

/* Reads quotas. */
gboolean
bw_import_quotas (BwImportRun *run,
                  BwSource    *source,
                  GError     **error)
{
  g_autoptr (GArray) before = g_array_copy (run->book->quotas);
  gint64   now = run->options->now > 0 ? run->options->now : g_get_real_time () / G_USEC_PER_SEC;
  GError  *problem = NULL;
  BwCsvRow row;

  while (bw_source_next (source, &row, &problem))
    {
      char     currency[BW_VALUE_CURRENCY_SIZE];
      BwQuota  quota = { 0 };
      BwPeriod period;
      gint64   amount;

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
      if (!bw_rate_convert (source, run->book, &row, BW_IMPORT_QUOTA, TRUE, currency, amount, &quota.amount))
        continue;
      if (!read_scope (run, source, &row, &quota))
        continue;
      quota.from = period.from;
      quota.to = period.to;
      (*set_quota (run, source->summary, &quota))++;
    }
  bw_quota_log_note (run->book, before, now, source->name);
  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL;
}
