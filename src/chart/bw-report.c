/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document to print: sentences, charts and tables on pages.
 *
 * A report is a list of blocks, each as wide as the page. Whoever has something to tell adds blocks; nobody places anything:
 * bw-report-layout.c breaks them into pages of any size, so that one report serves the printer, a file and any paper. */

#include "chart/bw-report-private.h"

#include <langinfo.h>
#include <math.h>

#include "chart/bw-axis.h"
#include "core/bw-csv-cell.h"
#include "core/bw-money.h"

/* The size of text; in print smaller than on a screen. */
#define FONT_SIZE     9.0

#define POINTS_PER_MM (72.0 / 25.4)

/* The paper that is usual where the user is, by the locale. */
BwPaper
bw_paper_default (void)
{
  BwPaper paper = BW_PAPER_A4;
  int     width = (int)(gintptr)nl_langinfo (_NL_PAPER_WIDTH), height = (int)(gintptr)nl_langinfo (_NL_PAPER_HEIGHT);

  if (width >= 50 && height >= 50 && width <= 1000 && height <= 1000)
    {
      paper.width = width * POINTS_PER_MM;
      paper.height = height * POINTS_PER_MM;
    }
  return paper;
}

/* Reads the name of a @paper: "a4" or "letter".
 * Returns: %FALSE for any other. */
gboolean
bw_paper_parse (const char *name,
                BwPaper    *paper)
{
  static const BwPaper a4 = BW_PAPER_A4, letter = BW_PAPER_LETTER;

  if (g_ascii_strcasecmp (name, "a4") == 0)
    *paper = a4;
  else if (g_ascii_strcasecmp (name, "letter") == 0)
    *paper = letter;
  else
    return FALSE;
  return TRUE;
}

static void
clear_block (gpointer data)
{
  BwReportBlock *block = data;

  g_free (block->strong);
  g_free (block->text);
  g_strfreev (block->titles);
  g_strfreev (block->values);
  g_clear_pointer (&block->charts, g_ptr_array_unref);
  g_clear_pointer (&block->table, bw_chart_table_free);
  g_free (block->widths);
}

/* A report called @title, of what @subtitle (nullable) says. @foot (nullable) stands at the bottom of each page, before the
 * number of the page.
 * Returns: (transfer full): the report, which is empty yet. */
BwReport *
bw_report_new (const char *title,
               const char *subtitle,
               const char *foot)
{
  BwReport *report = g_new0 (BwReport, 1);

  g_return_val_if_fail (title != NULL, NULL);

  g_atomic_ref_count_init (&report->refs);
  report->title = g_strdup (title);
  report->subtitle = g_strdup (subtitle);
  report->foot = g_strdup (foot);
  report->theme.font_size = FONT_SIZE;
  report->blocks = g_array_new (FALSE, TRUE, sizeof (BwReportBlock));
  g_array_set_clear_func (report->blocks, clear_block);
  report->places = g_array_new (FALSE, TRUE, sizeof (BwReportPlace));
  return report;
}

/* Returns: (transfer full): @report. */
BwReport *
bw_report_ref (BwReport *report)
{
  g_atomic_ref_count_inc (&report->refs);
  return report;
}

/* Gives back a reference; the last one frees. @report may be %NULL. */
void
bw_report_unref (BwReport *report)
{
  if (report == NULL || !g_atomic_ref_count_dec (&report->refs))
    return;
  g_free (report->title);
  g_free (report->subtitle);
  g_free (report->foot);
  g_array_unref (report->blocks);
  g_array_unref (report->places);
  g_free (report);
}

/* Whether the report is meant for paper that lies on its side, as wide tables are. */
void
bw_report_set_wide (BwReport *report,
                    gboolean  wide)
{
  report->wide = wide;
}

/* Whether the report is meant for paper that lies on its side. */
gboolean
bw_report_is_wide (const BwReport *report)
{
  return report->wide;
}

/* Returns: (transfer none): what the report is called. */
const char *
bw_report_get_title (const BwReport *report)
{
  return report->title;
}

static BwReportBlock *
add_block (BwReport    *report,
           BwReportKind kind)
{
  BwReportBlock block = { .kind = kind };

  report->n_pages = 0;
  g_array_append_val (report->blocks, block);
  return &g_array_index (report->blocks, BwReportBlock, report->blocks->len - 1);
}

/* Adds the number that matters most, @figure, and the words behind it, @note. */
void
bw_report_add_headline (BwReport   *report,
                        const char *figure,
                        const char *note)
{
  BwReportBlock *block = add_block (report, BW_REPORT_HEADLINE);

  block->strong = g_strdup (figure);
  block->text = g_strdup (note);
}

/* Adds a heading, which stays with what follows. */
void
bw_report_add_heading (BwReport   *report,
                       const char *text)
{
  add_block (report, BW_REPORT_HEADING)->text = g_strdup (text);
}

/* Adds a paragraph. */
void
bw_report_add_text (BwReport   *report,
                    const char *text)
{
  add_block (report, BW_REPORT_TEXT)->text = g_strdup (text);
}

/* Adds an entry of a list: @strong stands out, @text (nullable) below it does not. */
void
bw_report_add_item (BwReport   *report,
                    const char *strong,
                    const char *text)
{
  BwReportBlock *block = add_block (report, BW_REPORT_ITEM);

  block->strong = g_strdup (strong);
  block->text = g_strdup (text);
}

/* Adds @n figures beside each other: @titles above @values. */
void
bw_report_add_facts (BwReport          *report,
                     const char *const *titles,
                     const char *const *values,
                     guint              n)
{
  BwReportBlock *block = add_block (report, BW_REPORT_FACTS);

  block->titles = g_new0 (char *, n + 1);
  block->values = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      block->titles[i] = g_strdup (titles[i]);
      block->values[i] = g_strdup (values[i]);
    }
}

/* Adds @n @charts (each transfer none) beside each other, @height points high. */
void
bw_report_add_charts (BwReport       *report,
                      BwChart *const *charts,
                      guint           n,
                      double          height)
{
  BwReportBlock *block = add_block (report, BW_REPORT_CHARTS);

  block->height = height;
  block->charts = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_chart_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (block->charts, bw_chart_ref (charts[i]));
}

/* Adds @chart (transfer none), @height points high. */
void
bw_report_add_chart (BwReport *report,
                     BwChart  *chart,
                     double    height)
{
  bw_report_add_charts (report, &chart, 1, height);
}

/* Adds a table, to be filled before the report is laid out. It may go on over many pages and has its head on each.
 * Returns: (transfer none): the table, without columns yet. */
BwChartTable *
bw_report_add_table (BwReport *report)
{
  BwReportBlock *block = add_block (report, BW_REPORT_TABLE);

  block->table = g_new0 (BwChartTable, 1);
  block->table->columns = g_ptr_array_new_with_free_func (g_free);
  block->table->cells = g_ptr_array_new_with_free_func (g_free);
  block->table->plain = g_ptr_array_new_with_free_func (g_free);
  return block->table;
}

/* Adds what is read by people, @shown, and what is read by programs, @plain (both transfer full). */
static void
take_both (BwChartTable *table,
           char         *shown,
           char         *plain)
{
  g_ptr_array_add (table->cells, shown);
  g_ptr_array_add (table->plain, plain);
}

/* Adds an amount, in minor units, to a report's @table: on paper @compact or in full, for programs plain. */
void
bw_report_take_money (BwChartTable *table,
                      gint64        minor,
                      const char   *currency,
                      gboolean      compact)
{
  take_both (table, compact ? bw_money_format_compact (minor, currency) : bw_money_format (minor, currency),
             bw_money_format_plain (minor, currency));
}

/* Adds a number of things. */
void
bw_report_take_count (BwChartTable *table,
                      guint64       n)
{
  take_both (table, g_strdup_printf ("%'" G_GUINT64_FORMAT, n), g_strdup_printf ("%" G_GUINT64_FORMAT, n));
}

/* Adds a share, 0 to 1, NaN unknown: on paper as percent. */
void
bw_report_take_share (BwChartTable *table,
                      double        share)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  take_both (table, bw_axis_dup_percent (share),
             g_strdup (isfinite (share) ? g_ascii_formatd (number, sizeof number, "%.4f", share) : ""));
}

/* Adds a date. */
void
bw_report_take_date (BwChartTable *table,
                     BwDate        date)
{
  take_both (table, bw_date_format_short (date, BW_DATE_NONE),
             date != BW_DATE_NONE ? bw_date_to_iso (date) : g_strdup (""));
}

/* Whether there is a table in the report. */
gboolean
bw_report_has_tables (const BwReport *report)
{
  for (guint i = 0; i < report->blocks->len; i++)
    if (g_array_index (report->blocks, BwReportBlock, i).table != NULL)
      return TRUE;
  return FALSE;
}

static void
append_row (GString         *csv,
            const GPtrArray *cells,
            guint            first,
            guint            n)
{
  for (guint i = 0; i < n; i++)
    {
      bw_csv_append_cell (csv, g_ptr_array_index (cells, first + i));
      g_string_append (csv, i + 1 < n ? "," : "\r\n");
    }
}

/* The tables of the report as CSV, with plain numbers and ISO dates; of several each is below its heading and after an empty line.
 * Returns: (transfer full): the text, UTF-8. */
char *
bw_report_to_csv (const BwReport *report)
{
  GString    *csv = g_string_new (NULL);
  const char *heading = NULL;

  for (guint i = 0; i < report->blocks->len; i++)
    {
      const BwReportBlock *block = &g_array_index (report->blocks, BwReportBlock, i);

      if (block->kind == BW_REPORT_HEADING)
        heading = block->text;
      if (block->table == NULL)
        continue;
      if (csv->len > 0)
        g_string_append (csv, "\r\n");
      if (csv->len > 0 && heading != NULL)
        {
          bw_csv_append_cell (csv, heading);
          g_string_append (csv, "\r\n");
        }
      append_row (csv, block->table->columns, 0, block->table->columns->len);
      for (guint row = 0; row < bw_chart_table_n_rows (block->table); row++)
        append_row (csv, block->table->plain, row * block->table->columns->len, block->table->columns->len);
      heading = NULL;
    }
  return g_string_free (csv, FALSE);
}
