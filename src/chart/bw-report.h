/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document to print: sentences, charts and tables on pages. */
#pragma once

#include "chart/bw-chart.h"

G_BEGIN_DECLS

/* Belongs to one thread. What is added comes below what was added before. */
typedef struct _BwReport BwReport;

/* Paper, upright; in points of 1/72 inch. */
typedef struct
{
  double width;
  double height;
} BwPaper;

#define BW_PAPER_A4 \
  {                 \
    595.276, 841.89 \
  }
#define BW_PAPER_LETTER \
  {                     \
    612.0, 792.0        \
  }

BwPaper   bw_paper_default (void);
gboolean  bw_paper_parse (const char *name,
                          BwPaper    *paper);
BwReport *bw_report_new (const char *title,
                         const char *subtitle,
                         const char *foot) G_GNUC_WARN_UNUSED_RESULT;
BwReport *bw_report_ref (BwReport *report);
void      bw_report_unref (BwReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwReport, bw_report_unref)

void          bw_report_set_wide (BwReport *report,
                                  gboolean  wide);
gboolean      bw_report_is_wide (const BwReport *report);
const char   *bw_report_get_title (const BwReport *report);
void          bw_report_add_headline (BwReport   *report,
                                      const char *figure,
                                      const char *note);
void          bw_report_add_heading (BwReport   *report,
                                     const char *text);
void          bw_report_add_text (BwReport   *report,
                                  const char *text);
void          bw_report_add_item (BwReport   *report,
                                  const char *strong,
                                  const char *text);
void          bw_report_add_facts (BwReport          *report,
                                   const char *const *titles,
                                   const char *const *values,
                                   guint              n);
void          bw_report_add_chart (BwReport *report,
                                   BwChart  *chart,
                                   double    height);
void          bw_report_add_charts (BwReport       *report,
                                    BwChart *const *charts,
                                    guint           n,
                                    double          height);
BwChartTable *bw_report_add_table (BwReport *report);
void          bw_report_take_money (BwChartTable *table,
                                    gint64        minor,
                                    const char   *currency,
                                    gboolean      compact);
void          bw_report_take_count (BwChartTable *table,
                                    guint64       n);
void          bw_report_take_share (BwChartTable *table,
                                    double        share);
void          bw_report_take_date (BwChartTable *table,
                                   BwDate        date);
gboolean      bw_report_has_tables (const BwReport *report);
char         *bw_report_to_csv (const BwReport *report) G_GNUC_WARN_UNUSED_RESULT;
guint         bw_report_lay_out (BwReport *report,
                                 double    width,
                                 double    height);
void          bw_report_draw_page (BwReport *report,
                                   cairo_t  *cr,
                                   guint     page);
gboolean      bw_report_save (BwReport      *report,
                              const char    *path,
                              const BwPaper *paper,
                              GError       **error);

G_END_DECLS
