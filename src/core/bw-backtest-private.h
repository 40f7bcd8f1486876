/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of a back-test share. */
#pragma once

#include "core/bw-backtest.h"

G_BEGIN_DECLS

/* What the model said of the deals that were open on a past day, and what came. */
typedef struct
{
  BwDate          at;
  BwPeriod        period;
  BwBacktestDeals ever;
  BwBacktestDeals within;
} BwBacktestLandmark;

/* What is known today of what became of the deals; see bw-backtest-deals.c. */
typedef struct
{
  const BwBook *book;
  BwSnapshot   *now;
  int           stall_days; /* a deal that has been open for longer is taken as not won */
} BwBacktestFates;

void     bw_backtest_fates_init (BwBacktestFates *fates,
                                 const BwBook    *book,
                                 BwDate           as_of);
void     bw_backtest_fates_clear (BwBacktestFates *fates);
void     bw_backtest_look_at_deals (BwBacktestLandmark    *landmark,
                                    const BwBacktestFates *fates,
                                    const BwScope         *scope);
gboolean bw_backtest_test_fields (BwBacktest   *backtest,
                                  const BwBook *book,
                                  BwProgress    progress,
                                  gpointer      progress_data);
void     bw_backtest_deals_append (BwBacktestDeals       *deals,
                                   const BwBacktestDeals *other);
void     bw_backtest_deals_clear (BwBacktestDeals *deals);
void     bw_backtest_score_callers (BwBacktest   *backtest,
                                    const BwBook *book);
BwDate   bw_backtest_week_end (const BwPeriod *period,
                               guint           week);

G_END_DECLS
