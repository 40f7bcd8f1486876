/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Pipeline pages as reports: deals, flow, funnel. */

#include "chart/bw-page-report.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/bw-axis.h"
#include "chart/bw-pipeline-picture.h"
#include "chart/bw-waterfall-chart.h"
#include "core/bw-money.h"
#include "core/bw-query.h"

#define PICTURE 230.0

enum
{
  MOST_MOVED = 60, /* deals that moved, the largest first */
};

/* Deals as they are shown: @headline, then @fields of each of @deals, of which at most %BW_PAGE_REPORT_MOST_DEALS are named. */
BwReport *
bw_page_report_new_deals (const BwBook      *book,
                          const BwScope     *scope,
                          const BwPeriod    *period,
                          BwDate             as_of,
                          const char        *headline,
                          const guint32     *deals,
                          guint              n_deals,
                          const BwDealField *fields,
                          guint              n_fields)
{
  BwReport     *report = bw_page_report_begin (_ ("Deals"), book, scope, period, as_of);
  BwChartTable *table;
  guint         n = MIN (n_deals, BW_PAGE_REPORT_MOST_DEALS);

  bw_report_set_wide (report, TRUE);
  bw_report_add_heading (report, headline);
  if (n < n_deals)
    {
      g_autofree char *text = g_strdup_printf (_ ("The first %'u of %'u deals, in the order of the list. Save the list as CSV to have them all."),
                                               n, n_deals);

      bw_report_add_text (report, text);
    }
  table = bw_report_add_table (report);
  for (guint f = 0; f < n_fields; f++)
    bw_chart_table_add_column (table, bw_deal_field_title (book, fields[f]));
  for (guint i = 0; i < n; i++)
    for (guint f = 0; f < n_fields; f++)
      bw_chart_table_take (table, bw_deal_dup_text (book, deals[i], fields[f], as_of));
  return report;
}

static gint64
get_move (const BwFlowDeal *deal)
{
  return ABS (deal->entered) + ABS (deal->change) + deal->left;
}

static int
compare_moves (gconstpointer a,
               gconstpointer b)
{
  const BwFlowDeal *left = *(const BwFlowDeal *const *)a, *right = *(const BwFlowDeal *const *)b;
  gint64            x = get_move (left), y = get_move (right);

  if (x != y)
    return x < y ? 1 : -1;
  return (left->deal > right->deal) - (left->deal < right->deal);
}

static void
add_buckets (BwReport     *report,
             const BwBook *book,
             const BwFlow *flow)
{
  BwChartTable *table = bw_report_add_table (report);

  bw_chart_table_add_column (table, _ ("Part"));
  bw_chart_table_add_column (table, _ ("Deals"));
  bw_chart_table_add_column (table, _ ("Amount"));
  bw_chart_table_take (table, g_strdup (_ ("At the start")));
  bw_report_take_count (table, flow->n_start);
  bw_report_take_money (table, flow->start, book->currency, FALSE);
  for (guint i = 0; i < BW_N_FLOWS; i++)
    {
      if (flow->count[i] == 0)
        continue;
      bw_chart_table_take (table, g_strdup (bw_flow_bucket_title (i)));
      bw_report_take_count (table, flow->count[i]);
      bw_report_take_money (table, flow->value[i], book->currency, FALSE);
    }
  bw_chart_table_take (table, g_strdup (_ ("At the end")));
  bw_report_take_count (table, flow->n_end);
  bw_report_take_money (table, flow->end, book->currency, FALSE);
}

static void
add_moved (BwReport     *report,
           const BwBook *book,
           const BwFlow *flow)
{
  g_autoptr (GPtrArray) moved = g_ptr_array_new ();
  g_autofree char *heading = NULL;
  BwChartTable    *table;

  for (guint i = 0; i < flow->deals->len; i++)
    if (get_move (&g_array_index (flow->deals, BwFlowDeal, i)) > 0)
      g_ptr_array_add (moved, &g_array_index (flow->deals, BwFlowDeal, i));
  if (moved->len == 0)
    return;
  g_ptr_array_sort (moved, compare_moves);
  heading = moved->len > MOST_MOVED ? g_strdup_printf (_ ("The %d largest of %'u deals that moved"), MOST_MOVED, moved->len)
                                    : g_strdup (_ ("Deals that moved"));
  bw_report_add_heading (report, heading);
  table = bw_report_add_table (report);
  bw_chart_table_add_column (table, _ ("Deal"));
  bw_chart_table_add_column (table, _ ("Came as"));
  bw_chart_table_add_column (table, _ ("Went as"));
  bw_chart_table_add_column (table, _ ("Start"));
  bw_chart_table_add_column (table, _ ("End"));
  for (guint i = 0; i < MIN (moved->len, MOST_MOVED); i++)
    {
      const BwFlowDeal *deal = g_ptr_array_index (moved, i);

      bw_chart_table_take (table, g_strdup (bw_book_text (book, book->deals.name[deal->deal])));
      bw_chart_table_take (table, g_strdup (deal->entry != BW_FLOW_NOWHERE ? bw_flow_bucket_title (deal->entry) : _ ("Was there")));
      bw_chart_table_take (table, g_strdup (deal->exit != BW_FLOW_NOWHERE ? bw_flow_bucket_title (deal->exit) : _ ("Is there")));
      bw_report_take_money (table, deal->start, book->currency, FALSE);
      bw_report_take_money (table, deal->end, book->currency, FALSE);
    }
}

/* The flow of the pipeline between two days. */
BwReport *
bw_page_report_new_flow (const BwBook         *book,
                         const BwFlow         *flow,
                         const BwCategoryFlow *categories)
{
  BwReport        *report = bw_page_report_begin (_ ("Pipeline flow"), book, &flow->scope, &flow->period, flow->to);
  g_autofree char *headline = bw_pipeline_picture_dup_flow_headline (flow, book->currency);
  g_autoptr (BwChart) waterfall = bw_waterfall_chart_new (flow, book->currency);
  g_autoptr (BwChart) ribbons = bw_pipeline_picture_new_categories (book, categories);

  bw_report_add_heading (report, headline);
  bw_report_add_chart (report, waterfall, PICTURE);
  bw_report_add_chart (report, ribbons, PICTURE);
  add_buckets (report, book, flow);
  add_moved (report, book, flow);
  return report;
}

static char *
dup_days (double days)
{
  if (!isfinite (days))
    return g_strdup ("–");
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%.0f day", "%.0f days", (gulong)days), days);
}

static char *
dup_amount (double      amount,
            const char *currency)
{
  return bw_money_format_compact (isfinite (amount) ? (gint64)llround (amount) : BW_MONEY_NONE, currency);
}

static void
add_closings (BwReport       *report,
              const BwBook   *book,
              const BwFunnel *funnel)
{
  g_autofree char  *rate = bw_axis_dup_percent (funnel->closings.win_rate.share);
  g_autofree char  *cycle = dup_days (funnel->closings.cycle.median);
  g_autofree char  *size = dup_amount (funnel->closings.mean_won, book->currency);
  g_autofree char  *velocity = dup_amount (funnel->velocity, book->currency);
  const char *const titles[] = { _ ("Win rate"), _ ("Sales cycle"), _ ("Deal won"), _ ("Velocity a day") };
  const char *const values[] = { rate, cycle, size, velocity };

  bw_report_add_facts (report, titles, values, G_N_ELEMENTS (titles));
}

static void
add_steps (BwReport       *report,
           const BwBook   *book,
           const BwFunnel *funnel)
{
  const char *const titles[] = { _ ("Stage"), _ ("Entered"), _ ("Advanced"), _ ("Lost"), _ ("Conversion"), _ ("Before"),
                                 _ ("Median time"), _ ("Before") };
  BwChartTable     *table = bw_report_add_table (report);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    bw_chart_table_add_column (table, titles[i]);
  for (guint i = 0; i < funnel->n_steps; i++)
    {
      const BwFunnelStep *step = &funnel->steps[i];

      bw_chart_table_take (table, g_strdup (bw_book_text (book, bw_book_stage (book, step->stage)->name)));
      bw_report_take_count (table, step->n_entered);
      bw_report_take_count (table, step->n_advanced);
      bw_report_take_count (table, step->n_lost);
      bw_report_take_share (table, step->conversion.share);
      bw_report_take_share (table, step->past.share);
      bw_chart_table_take (table, dup_days (step->days.median));
      bw_chart_table_take (table, dup_days (step->past_days.median));
    }
}

static void
add_segments (BwReport        *report,
              const BwBook    *book,
              const GPtrArray *segments,
              const char      *title)
{
  BwChartTable *table;

  if (segments == NULL || segments->len == 0)
    return;
  bw_report_add_heading (report, _ ("Win rate by part"));
  table = bw_report_add_table (report);
  bw_chart_table_add_column (table, title);
  bw_chart_table_add_column (table, _ ("Won of closed"));
  bw_chart_table_add_column (table, _ ("Win rate"));
  bw_chart_table_add_column (table, _ ("95\u00a0% range"));
  bw_chart_table_add_column (table, _ ("Before"));
  bw_chart_table_add_column (table, _ ("Amount won"));
  for (guint i = 0; i < segments->len; i++)
    {
      const BwFunnelSegment *segment = g_ptr_array_index (segments, i);
      const BwFunnelShare   *rate = &segment->closings.win_rate;

      bw_chart_table_take (table, g_strdup (segment->name));
      bw_chart_table_take (table, g_strdup_printf (_ ("%'u of %'u"), segment->closings.n_won, rate->n));
      bw_report_take_share (table, rate->share);
      bw_chart_table_take (table, rate->n > 0 ? g_strdup_printf (_ ("%.0f to %.0f\u00a0%%"), rate->low * 100, rate->high * 100)
                                              : g_strdup ("–"));
      bw_report_take_share (table, segment->past_closings.win_rate.share);
      bw_report_take_money (table, segment->closings.won, book->currency, FALSE);
    }
}

/* The funnel; @segments (nullable) (element-type BwFunnelSegment) are the values of a field called @segment_title. */
BwReport *
bw_page_report_new_funnel (const BwBook    *book,
                           const BwFunnel  *funnel,
                           const GPtrArray *segments,
                           const char      *segment_title)
{
  BwReport        *report = bw_page_report_begin (_ ("Funnel"), book, &funnel->scope, &funnel->period, funnel->as_of);
  g_autofree char *headline = bw_pipeline_picture_dup_funnel_headline (funnel);
  g_autoptr (BwChart) chart = bw_pipeline_picture_new_funnel (book, funnel);

  bw_report_add_heading (report, headline);
  add_closings (report, book, funnel);
  bw_report_add_chart (report, chart, PICTURE);
  add_steps (report, book, funnel);
  add_segments (report, book, segments, segment_title);
  return report;
}
