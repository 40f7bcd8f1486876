/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios as a report: side by side, with what each lever does. */

#include "app/bw-scenario-report.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-wording.h"
#include "chart/bw-page-report.h"
#include "core/bw-money.h"

#define OUTCOMES_HEIGHT 190.0
#define TORNADO_HEIGHT  200.0

static void
take_money (BwChartTable *table,
            double        amount,
            const char   *currency)
{
  bw_report_take_money (table, isfinite (amount) ? (gint64)llround (amount) : BW_MONEY_NONE, currency, TRUE);
}

static void
add_row (BwChartTable        *table,
         const BwScenarioRow *row,
         const char          *currency)
{
  const BwScenarioResult *result = row->result;
  const double            amounts[] = { result->p10, result->p50, result->p90, (double)result->won, result->from_open, result->from_new };

  bw_chart_table_take (table, g_strdup (row->name));
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    take_money (table, amounts[i], currency);
  bw_report_take_money (table, result->quota, currency, TRUE);
  bw_report_take_share (table, result->chance_of_quota);
}

/* @headline over @rows, of which those without a result yet are left out; @outcomes and @tornado (nullable) are the pictures.
 * Returns: (transfer full): the report. */
BwReport *
bw_scenario_report_new (const BwScenarioBase *base,
                        const char           *headline,
                        const BwScenarioRow  *rows,
                        guint                 n_rows,
                        BwChart              *outcomes,
                        BwChart              *tornado)
{
  const BwOutlook  *outlook = bw_scenario_base_get_outlook (base);
  const BwBook     *book = bw_scenario_base_get_book (base);
  const char *const titles[] = { _ ("Scenario"), _ ("P10"), _ ("P50"), _ ("P90"), _ ("Won"), _ ("From open deals"),
                                 _ ("From new deals"), _ ("Quota"), _ ("Chance") };
  BwReport         *report = bw_page_report_begin (_ ("Scenarios"), book, &outlook->scope, &outlook->period, outlook->as_of);
  BwChartTable     *table;

  bw_report_add_heading (report, headline);
  if (outcomes != NULL)
    bw_report_add_chart (report, outcomes, OUTCOMES_HEIGHT);
  table = bw_report_add_table (report);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    bw_chart_table_add_column (table, titles[i]);
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].result != NULL)
      add_row (table, &rows[i], book->currency);
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].levers != NULL)
      bw_report_add_item (report, rows[i].name, rows[i].levers);
  if (tornado != NULL)
    bw_report_add_chart (report, tornado, TORNADO_HEIGHT);
  return report;
}
