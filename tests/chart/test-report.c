/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports: how they fall into pages, what the brief does to fit on one, files. */

#include "chart/bw-page-report.h"
#include "chart/bw-report-private.h"
#include "chart-sample.h"
#include "core/bw-insight.h"

#include <glib/gstdio.h>

static const BwPaper a4 = BW_PAPER_A4, letter = BW_PAPER_LETTER;

static void
fill_table (BwReport *report,
            guint     n_rows)
{
  BwChartTable *table = bw_report_add_table (report);

  bw_chart_table_add_column (table, "Deal");
  bw_chart_table_add_column (table, "Amount");
  for (guint i = 0; i < n_rows; i++)
    {
      bw_chart_table_take (table, g_strdup_printf ("Deal %u", i));
      bw_chart_table_take (table, i % 10 == 3 ? g_strdup ("below one") : g_strdup_printf ("$%u", i));
    }
}

static const BwReportPlace *
get_place (const BwReport *report,
           guint           i)
{
  return &g_array_index (report->places, BwReportPlace, i);
}

/* Whatever the paper, each row stands on one page, in order, between the margins. */
static void
test_rows (void)
{
  static const struct
  {
    guint  n_rows;
    double width, height;
  } cases[] = { { 0, 595, 842 }, { 1, 595, 842 }, { 7, 200, 200 }, { 500, 595, 842 }, { 2000, 842, 595 }, { 40, 72, 72 } };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (BwReport) report = bw_report_new ("Deals", "all of them", "Foot");
      guint n_pages, next = 0, page = 0;

      bw_report_add_headline (report, "$8.8 M", "lands by the end");
      bw_report_add_text (report, "A sentence before the table.");
      fill_table (report, cases[c].n_rows);
      n_pages = bw_report_lay_out (report, cases[c].width, cases[c].height);
      for (guint i = 2; i < report->places->len; i++)
        {
          const BwReportPlace *place = get_place (report, i);

          g_assert_cmpuint (place->first, ==, next);
          g_assert_cmpuint (place->page, >=, page);
          g_assert_cmpuint (place->page, <, n_pages);
          g_assert_true (place->end > place->first || cases[c].n_rows == 0);
          next = place->end;
          page = place->page;
        }
      g_assert_cmpuint (next, ==, cases[c].n_rows);
      g_assert_cmpuint (page, ==, n_pages - 1);
    }
}

/* A heading is never the last on a page. */
static void
test_headings (void)
{
  for (guint before = 0; before < 60; before++)
    {
      g_autoptr (BwReport) report = bw_report_new ("Report", NULL, NULL);
      guint last;

      for (guint i = 0; i < before; i++)
        bw_report_add_text (report, "A line.");
      bw_report_add_heading (report, "Heading");
      bw_report_add_text (report, "What it is about.");
      bw_report_lay_out (report, 595, 842);
      last = report->places->len - 1;
      g_assert_cmpuint (last, ==, before + 1);
      g_assert_cmpuint (get_place (report, last - 1)->page, ==, get_place (report, last)->page);
      g_assert_cmpfloat (get_place (report, last - 1)->y, <, get_place (report, last)->y);
    }
}

/* A word among the figures leaves them at the right; names stay at the left. */
static void
test_columns (void)
{
  g_autoptr (BwReport) report = bw_report_new ("Deals", NULL, NULL);
  const BwReportBlock *block;
  double               sum;

  fill_table (report, 50);
  bw_report_lay_out (report, 595, 842);
  block = &g_array_index (report->blocks, BwReportBlock, 0);
  g_assert_cmpuint (block->right, ==, 1u << 1);
  sum = block->widths[0] + block->widths[1];
  g_assert_cmpfloat (sum, <=, 595);
  g_assert_cmpfloat (sum, >=, 480);
}

static GPtrArray *
make_insights (guint n)
{
  GPtrArray *insights = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_insight_free);

  for (guint i = 0; i < n; i++)
    {
      BwInsight *insight = g_new0 (BwInsight, 1);

      insight->deal = -1;
      insight->findings = g_ptr_array_new ();
      insight->title = g_strdup_printf ("Finding %u", i);
      insight->cost = g_strdup ("$67.6 K of $144 K at stake");
      insight->body = g_strdup ("A deal with a rather long name has been in its stage for a very long time, far longer than three quarters "
                                "of all deals that went on from there.");
      insight->action = "Find out what blocks the next stage, or let the deal go.";
      g_ptr_array_add (insights, insight);
    }
  return insights;
}

/* The brief is one page of any usual paper, with many findings and with none. */
static void
test_brief (void)
{
  static const guint n_insights[] = { 0, 1, 5, 40 };
  const BwPaper     *papers[] = { &a4, &letter };
  g_autoptr (BwBook) book = bw_book_new ();
  BwOutlook *outlook = chart_sample_outlook (book, bw_date_from_ymd (2026, 11, 9));
  BwFlow     flow;

  chart_sample_flow (&flow);
  for (guint p = 0; p < G_N_ELEMENTS (papers); p++)
    for (guint i = 0; i < G_N_ELEMENTS (n_insights); i++)
      {
        g_autoptr (GPtrArray) insights = make_insights (n_insights[i]);
        g_autoptr (BwReport) report = bw_page_report_new_brief (book, outlook, i > 0 ? &flow : NULL, insights, papers[p]);

        g_assert_cmpuint (bw_report_lay_out (report, papers[p]->width, papers[p]->height), ==, 1);
      }
  chart_sample_outlook_free (outlook);
}

static void
test_deals (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwScope     everyone = { BW_SCOPE_ALL, BW_NOBODY };
  BwPeriod    period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2026, 4);
  BwDealField fields[] = { BW_DEAL_FIELD_NAME, BW_DEAL_FIELD_AMOUNT };
  g_autoptr (BwReport) report = bw_page_report_new_deals (book, &everyone, &period, period.from, "No deals", NULL, 0, fields, 2);

  g_assert_true (bw_report_is_wide (report));
  g_assert_cmpuint (bw_report_lay_out (report, a4.height, a4.width), ==, 1);
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bw-report-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "report.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "missing", "report.pdf", NULL);
  g_autofree char *bytes = NULL;
  gsize            length;
  g_autoptr (BwReport) report = bw_report_new ("Ampersand & <markup>", "\"quotes\"", "Foot");
  g_autoptr (GError) error = NULL;

  bw_report_add_item (report, "100 % <b>raw</b> & text", NULL);
  fill_table (report, 100);
  g_assert_true (bw_report_save (report, path, &a4, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpuint (length, >, 1000);
  g_assert_true (g_str_has_prefix (bytes, "%PDF"));
  g_assert_false (bw_report_save (report, nowhere, &a4, &error));
  g_assert_error (error, BW_CHART_ERROR, BW_CHART_ERROR_WRITE);
  g_assert_nonnull (strstr (error->message, nowhere));
  g_unlink (path);
  g_rmdir (folder);
}

/* For programs numbers are plain, cells are quoted, and of several tables each has its heading. */
static void
test_csv (void)
{
  g_autoptr (BwReport) report = bw_report_new ("Report", NULL, NULL);
  BwChartTable    *table;
  g_autofree char *csv = NULL;

  g_assert_false (bw_report_has_tables (report));
  bw_report_add_heading (report, "First");
  table = bw_report_add_table (report);
  bw_chart_table_add_column (table, "Name, with a comma");
  bw_chart_table_add_column (table, "Amount");
  bw_chart_table_take (table, g_strdup ("=1+1"));
  bw_report_take_money (table, 123456789, "USD", TRUE);
  bw_report_add_heading (report, "Second");
  table = bw_report_add_table (report);
  bw_chart_table_add_column (table, "Share");
  bw_chart_table_add_column (table, "Count");
  bw_chart_table_add_column (table, "Day");
  bw_report_take_share (table, 0.25);
  bw_report_take_count (table, 12345);
  bw_report_take_date (table, bw_date_from_ymd (2026, 11, 9));
  csv = bw_report_to_csv (report);
  g_assert_true (bw_report_has_tables (report));
  g_assert_cmpstr (csv, ==,
                   "\"Name, with a comma\",Amount\r\n\"'=1+1\",1234567.89\r\n\r\nSecond\r\nShare,Count,Day\r\n0.2500,12345,2026-11-09\r\n");
}

static void
test_paper (void)
{
  BwPaper paper = { 0, 0 };

  g_assert_true (bw_paper_parse ("A4", &paper));
  g_assert_cmpfloat_with_epsilon (paper.width, 595.276, 0.01);
  g_assert_true (bw_paper_parse ("letter", &paper));
  g_assert_cmpfloat (paper.height, ==, 792.0);
  g_assert_false (bw_paper_parse ("a99", &paper));
  paper = bw_paper_default ();
  g_assert_cmpfloat (paper.width, >, 100.0);
  g_assert_cmpfloat (paper.height, >, paper.width);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/rows", test_rows);
  g_test_add_func ("/report/headings", test_headings);
  g_test_add_func ("/report/columns", test_columns);
  g_test_add_func ("/report/brief", test_brief);
  g_test_add_func ("/report/deals", test_deals);
  g_test_add_func ("/report/file", test_file);
  g_test_add_func ("/report/csv", test_csv);
  g_test_add_func ("/report/paper", test_paper);
  return g_test_run ();
}
