/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Forecast page as a report: how the number comes about, who brings what, and how good it has been. */

#include "chart/bw-page-report.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/bw-axis.h"
#include "chart/bw-distribution-chart.h"
#include "chart/bw-reliability-chart.h"
#include "core/bw-money.h"

#define PICTURE     210.0
#define RELIABILITY 230.0

enum
{
  MOST_DEPTH = 32, /* of the team: also a circle ends */
  RELIABILITY_BINS = 10,
};

static void
add_sum (BwReport        *report,
         const BwBook    *book,
         const BwOutlook *outlook)
{
  g_autofree char *p50 = bw_axis_dup_money (outlook->p50, book->currency);
  g_autofree char *low = bw_axis_dup_money (outlook->p10, book->currency);
  g_autofree char *high = bw_axis_dup_money (outlook->p90, book->currency);
  g_autofree char *won = bw_money_format_compact (outlook->won, book->currency);
  g_autofree char *open = bw_axis_dup_money (outlook->from_open, book->currency);
  g_autofree char *new = bw_axis_dup_money (outlook->from_new, book->currency);
  g_autofree char *mean = bw_axis_dup_money (outlook->mean, book->currency);
  g_autofree char *note = g_strdup_printf (_ ("in the middle; four times in five %s to %s"), low, high);
  g_autofree char *sum = g_strdup_printf (_ ("%s won + %s from open deals + %s from deals still to come = %s on average. "
                                             "Fitted on %'u closed deals, replayed on %'u past periods."),
                                          won, open, new, mean, outlook->deals_fitted, outlook->periods_fitted);

  bw_report_add_headline (report, p50, note);
  bw_report_add_text (report, sum);
}

static void
add_methods (BwReport        *report,
             const BwBook    *book,
             const BwOutlook *outlook)
{
  BwChartTable *table;

  bw_report_add_heading (report, _ ("Methods side by side"));
  table = bw_report_add_table (report);
  bw_chart_table_add_column (table, _ ("Method"));
  bw_chart_table_add_column (table, _ ("Says"));
  bw_chart_table_add_column (table, _ ("Error when replayed"));
  bw_chart_table_add_column (table, _ ("Past periods"));
  for (guint i = 0; i < outlook->n_methods; i++)
    {
      const BwOutlookMethod *method = &outlook->methods[i];

      bw_chart_table_take (table, g_strdup (method->title));
      bw_report_take_money (table, method->value, book->currency, FALSE);
      bw_report_take_share (table, method->wape);
      bw_report_take_count (table, method->periods);
    }
}

static void
add_swings (BwReport        *report,
            const BwBook    *book,
            const BwOutlook *outlook)
{
  BwChartTable *table;

  if (outlook->n_swings == 0)
    return;
  bw_report_add_heading (report, _ ("Deals that swing it"));
  table = bw_report_add_table (report);
  bw_chart_table_add_column (table, _ ("Deal"));
  bw_chart_table_add_column (table, _ ("Owner"));
  bw_chart_table_add_column (table, _ ("Chance in the period"));
  bw_chart_table_add_column (table, _ ("Amount"));
  for (guint i = 0; i < outlook->n_swings; i++)
    {
      const BwOutlookSwing *swing = &outlook->swings[i];
      gint32                owner = book->deals.owner[swing->deal];

      bw_chart_table_take (table, g_strdup (bw_book_text (book, book->deals.name[swing->deal])));
      bw_chart_table_take (table, g_strdup (owner != BW_NOBODY ? bw_book_text (book, bw_book_person (book, owner)->name) : "–"));
      bw_report_take_share (table, swing->probability);
      bw_report_take_money (table, swing->swing, book->currency, FALSE);
    }
}

static void
add_person (BwChartTable    *table,
            const BwBook    *book,
            const BwOutlook *outlook,
            guint            row,
            guint            depth)
{
  const BwOutlookPerson *person = &outlook->people[row];
  const gint64           amounts[] = { person->won, person->open, person->weighted, person->quota, person->call,
                                       person->p10, person->p50, person->p90 };
  g_autofree char       *indent = g_strnfill (depth * 4, ' ');

  bw_chart_table_take (table, g_strconcat (indent, bw_book_text (book, bw_book_person (book, person->person)->name), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    bw_report_take_money (table, amounts[i], book->currency, TRUE);
  for (guint i = 0; i < outlook->n_people && depth < MOST_DEPTH; i++)
    if (i != row && bw_book_person (book, outlook->people[i].person)->manager == person->person)
      add_person (table, book, outlook, i, depth + 1);
}

/* Whether nobody of the outlook is above @person. */
static gboolean
is_top (const BwBook    *book,
        const BwOutlook *outlook,
        gint32           person)
{
  gint32 manager = bw_book_person (book, person)->manager;

  for (guint i = 0; i < outlook->n_people; i++)
    if (outlook->people[i].person == manager && manager != person)
      return FALSE;
  return TRUE;
}

static void
add_team (BwReport        *report,
          const BwBook    *book,
          const BwOutlook *outlook)
{
  const char *const titles[] = { _ ("Person with team"), _ ("Closed"), _ ("Open"), _ ("Weighted"), _ ("Quota"),
                                 _ ("Call"), _ ("P10"), _ ("P50"), _ ("P90") };
  BwChartTable     *table;

  if (outlook->n_people == 0)
    return;
  bw_report_add_heading (report, _ ("Team"));
  table = bw_report_add_table (report);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    bw_chart_table_add_column (table, titles[i]);
  for (guint i = 0; i < outlook->n_people; i++)
    if (is_top (book, outlook, outlook->people[i].person))
      add_person (table, book, outlook, i, 0);
}

/* The Forecast page. */
BwReport *
bw_page_report_new_forecast (const BwBook    *book,
                             const BwOutlook *outlook)
{
  BwReport *report = bw_page_report_begin (_ ("Forecast"), book, &outlook->scope, &outlook->period, outlook->as_of);
  g_autoptr (BwChart) distribution = bw_distribution_chart_new (outlook, book);

  add_sum (report, book, outlook);
  bw_report_add_chart (report, distribution, PICTURE);
  add_team (report, book, outlook);
  add_methods (report, book, outlook);
  add_swings (report, book, outlook);
  return report;
}

static void
add_scores (BwReport         *report,
            const BwBacktest *backtest)
{
  BwChartTable *table = bw_report_add_table (report);

  bw_chart_table_add_column (table, _ ("Method"));
  bw_chart_table_add_column (table, _ ("Forecasts"));
  bw_chart_table_add_column (table, _ ("Error"));
  bw_chart_table_add_column (table, _ ("Bias"));
  for (guint m = 0; m < backtest->n_methods; m++)
    {
      const BwBacktestScore *score = bw_backtest_score (backtest, m, 0);

      if (score == NULL || score->score.n == 0)
        continue;
      bw_chart_table_take (table, g_strdup (backtest->titles[m]));
      bw_report_take_count (table, score->score.n);
      bw_report_take_share (table, bw_range_score_wape (&score->score));
      bw_chart_table_take (table, g_strdup_printf (_ ("%+.1f\u00a0%%"), bw_range_score_bias (&score->score) * 100.0));
    }
}

/* How good the forecast has been. */
BwReport *
bw_page_report_new_accuracy (const BwBook     *book,
                             const BwBacktest *backtest)
{
  BwReport              *report = bw_page_report_begin (_ ("How good the forecast has been"), book, &backtest->scope, NULL,
                                                        backtest->as_of);
  const BwBacktestScore *own;
  g_autofree char       *error = NULL, *note = NULL;

  if (backtest->missing != NULL || backtest->n_periods == 0)
    {
      bw_report_add_text (report, backtest->missing != NULL ? backtest->missing : _ ("No past period can be replayed."));
      return report;
    }
  own = bw_backtest_score (backtest, backtest->ranged, 0);
  error = bw_axis_dup_percent (own != NULL ? bw_range_score_wape (&own->score) : NAN);
  note = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "off over all weeks of %u past period",
                                       "off over all weeks of %u past periods", backtest->n_periods),
                          backtest->n_periods);
  bw_report_add_headline (report, error, note);
  bw_report_add_heading (report, _ ("Methods, over all weeks"));
  add_scores (report, backtest);
  if (backtest->within.n > 0)
    {
      BwScoreBin bins[RELIABILITY_BINS];
      g_autoptr (BwChart) chart = NULL;

      bw_score_reliability (backtest->within.given, backtest->within.won, backtest->within.n, RELIABILITY_BINS, bins);
      chart = bw_reliability_chart_new (bins, RELIABILITY_BINS);
      bw_report_add_chart (report, chart, RELIABILITY);
    }
  return report;
}
