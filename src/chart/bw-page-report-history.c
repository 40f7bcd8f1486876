/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trends and the state of the data as reports. */

#include "chart/bw-page-report.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/bw-axis.h"
#include "chart/bw-measure.h"
#include "chart/bw-trend-picture.h"
#include "core/bw-money.h"

#define PICTURE 210.0

enum
{
  MOST_REMARKS = 12,
  MOST_IMPORTS = 100,
};

static void
take_value (BwChartTable  *table,
            const BwBook  *book,
            const BwTrend *trend,
            double         value)
{
  BwMeasure number = { .kind = BW_MEASURE_NUMBER };

  if (trend->series->money)
    bw_report_take_money (table, isfinite (value) ? (gint64)llround (value) : BW_MONEY_NONE, book->currency, FALSE);
  else
    bw_chart_table_take (table, bw_measure_dup_full (&number, value));
}

static void
add_ahead (BwReport      *report,
           const BwBook  *book,
           const BwTrend *trend)
{
  guint         n = trend->forecast->horizon;
  BwChartTable *table;

  if (n == 0)
    return;
  bw_report_add_heading (report, _ ("What comes next"));
  table = bw_report_add_table (report);
  bw_chart_table_add_column (table, _ ("Period"));
  bw_chart_table_add_column (table, _ ("Forecast"));
  bw_chart_table_add_column (table, _ ("Four times in five from"));
  bw_chart_table_add_column (table, _ ("to"));
  for (guint h = 0; h < n; h++)
    {
      bw_chart_table_take (table, g_strdup (g_array_index (trend->ahead, BwSalesPeriod, h).title));
      take_value (table, book, trend, trend->forecast->mean[h]);
      take_value (table, book, trend, trend->forecast->lower[n + h]);
      take_value (table, book, trend, trend->forecast->upper[n + h]);
    }
}

/* The Trends page. */
BwReport *
bw_page_report_new_trend (const BwBook  *book,
                          const BwTrend *trend)
{
  BwReport        *report = bw_page_report_begin (_ ("Trends"), book, &trend->series->query.scope, NULL,
                                                  trend->series->query.as_of);
  g_autofree char *headline = bw_trend_picture_dup_headline (trend, book);
  g_autoptr (BwChart) course = bw_trend_picture_new_course (trend, book);
  g_autoptr (BwChart) season = bw_trend_picture_new_season (trend, book);
  g_autoptr (BwChart) heat = bw_trend_picture_new_heat (trend, book);
  g_autoptr (GArray) remarks = bw_trend_picture_find (trend, book, MOST_REMARKS);

  if (trend->name[0] != '\0')
    bw_report_add_heading (report, trend->name);
  bw_report_add_heading (report, headline);
  bw_report_add_chart (report, course, PICTURE);
  for (guint i = 0; i < remarks->len; i++)
    bw_report_add_text (report, g_array_index (remarks, BwTrendRemark, i).text);
  bw_report_add_chart (report, season, PICTURE);
  bw_report_add_chart (report, heat, PICTURE);
  if (trend->series->query.split != BW_SALES_BY_NOTHING)
    {
      g_autoptr (BwChart) parts = bw_trend_picture_new_parts (trend, book);

      bw_report_add_chart (report, parts, PICTURE * 2);
    }
  add_ahead (report, book, trend);
  return report;
}

static void
add_imports (BwReport     *report,
             const BwBook *book)
{
  const char *const titles[] = { _ ("File"), _ ("Day"), _ ("Rows"), _ ("New"), _ ("Changed"), _ ("Vanished"), _ ("Rejected") };
  BwChartTable     *table;

  if (book->imports->len == 0)
    return;
  bw_report_add_heading (report, _ ("Imports, the newest first"));
  table = bw_report_add_table (report);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    bw_chart_table_add_column (table, titles[i]);
  for (guint i = book->imports->len; i-- > 0 && book->imports->len - i <= MOST_IMPORTS;)
    {
      const BwImportRecord *record = &g_array_index (book->imports, BwImportRecord, i);
      const guint           counts[] = { record->n_rows, record->n_new, record->n_changed, record->n_vanished,
                                         record->n_rejected };

      bw_chart_table_take (table, g_strdup (bw_book_text (book, record->file)));
      bw_report_take_date (table, record->as_of);
      for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
        bw_report_take_count (table, counts[c]);
    }
}

/* The Data page; @health (nullable). */
BwReport *
bw_page_report_new_data (const BwBook   *book,
                         const BwHealth *health)
{
  BwScope   everyone = { BW_SCOPE_ALL, BW_NOBODY };
  BwReport *report = bw_page_report_begin (_ ("Data"), book, &everyone, NULL,
                                           health != NULL ? health->day : bw_book_data_date (book));

  if (health != NULL)
    {
      bw_report_add_heading (report, health->findings->len > 0 ? _ ("What is wrong with the data, the most important first")
                                                               : _ ("Nothing is wrong with the data"));
      for (guint i = 0; i < health->findings->len; i++)
        {
          const BwHealthFinding *finding = g_ptr_array_index (health->findings, i);

          bw_report_add_item (report, finding->title, finding->text);
        }
    }
  add_imports (report, book);
  return report;
}
