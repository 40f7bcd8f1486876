/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the window as reports to print and to save. */
#pragma once

#include "chart/bw-report.h"
#include "core/bw-backtest.h"
#include "core/bw-category-flow.h"
#include "core/bw-funnel.h"
#include "core/bw-health.h"
#include "core/bw-outlook.h"
#include "core/bw-trend.h"

G_BEGIN_DECLS

/* The deals that a report of them names at most; a file of all is a matter of CSV. */
#define BW_PAGE_REPORT_MOST_DEALS 2000

BwReport *bw_page_report_begin (const char     *title,
                                const BwBook   *book,
                                const BwScope  *scope,
                                const BwPeriod *period,
                                BwDate          as_of) G_GNUC_WARN_UNUSED_RESULT;
BwReport *bw_page_report_new_home (const BwBook    *book,
                                   const BwOutlook *outlook,
                                   const BwFlow    *flow,
                                   const GPtrArray *insights) G_GNUC_WARN_UNUSED_RESULT;
BwReport *bw_page_report_new_brief (const BwBook    *book,
                                    const BwOutlook *outlook,
                                    const BwFlow    *flow,
                                    const GPtrArray *insights,
                                    const BwPaper   *paper) G_GNUC_WARN_UNUSED_RESULT;
BwReport *bw_page_report_new_forecast (const BwBook    *book,
                                       const BwOutlook *outlook) G_GNUC_WARN_UNUSED_RESULT;
BwReport *bw_page_report_new_accuracy (const BwBook     *book,
                                       const BwBacktest *backtest) G_GNUC_WARN_UNUSED_RESULT;
BwReport *bw_page_report_new_deals (const BwBook      *book,
                                    const BwScope     *scope,
                                    const BwPeriod    *period,
                                    BwDate             as_of,
                                    const char        *headline,
                                    const guint32     *deals,
                                    guint              n_deals,
                                    const BwDealField *fields,
                                    guint              n_fields) G_GNUC_WARN_UNUSED_RESULT;
BwReport *bw_page_report_new_flow (const BwBook         *book,
                                   const BwFlow         *flow,
                                   const BwCategoryFlow *categories) G_GNUC_WARN_UNUSED_RESULT;
BwReport *bw_page_report_new_funnel (const BwBook    *book,
                                     const BwFunnel  *funnel,
                                     const GPtrArray *segments,
                                     const char      *segment_title) G_GNUC_WARN_UNUSED_RESULT;
BwReport *bw_page_report_new_trend (const BwBook  *book,
                                    const BwTrend *trend) G_GNUC_WARN_UNUSED_RESULT;
BwReport *bw_page_report_new_data (const BwBook   *book,
                                   const BwHealth *health) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
