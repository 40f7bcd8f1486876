/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proof of the forecast: what it would have said of past periods, week by week, and what came. */
#pragma once

#include "core/bw-outlook.h"
#include "core/bw-range-score.h"
#include "core/bw-win-model.h"

G_BEGIN_DECLS

enum
{
  BW_BACKTEST_MAX_PERIODS = 12,
  BW_BACKTEST_MAX_METHODS = 16,
};

/* One forecast of the past: for a period, at the end of one of its weeks. Amounts in minor units. */
typedef struct
{
  BwDate       at;
  guint        period;                            /* index of the period */
  guint        week;                              /* of the period, the first is 1 */
  double       actual;                            /* the period's closed won as known today */
  double       forecast[BW_BACKTEST_MAX_METHODS]; /* by method, NaN where it had nothing to go by */
  double       low, high;                         /* P10 and P90 of the ranged method, NaN without */
  BwRangeScore ranged;                            /* of the method that gives a range; n is 1, or 0 when it said nothing */
} BwBacktestPoint;

/* How a method did in a week of the periods, or in all weeks. */
typedef struct
{
  guint        method;
  guint        week; /* 0: all */
  BwRangeScore score;
  double       added_last_year; /* by how much its WAPE is below that of last year's same period, NaN where not comparable */
  double       added_crm;       /* the same against the pipeline weighted by the CRM */
} BwBacktestScore;

/* How a person's commit calls, as they stood at the end of a week, compared with what came. The person's own words, not
 * overrides; of what the person closed with everyone below. */
typedef struct
{
  gint32       person;
  guint        week; /* 0: all */
  BwRangeScore score;
  double       lands;   /* what came for each unit called, shrunk to what all callers' calls of the week brought */
  double       added;   /* by how much the calls' WAPE is below that of the same period of the year before, shrunk to none; NaN unknown */
  guint        n_added; /* periods that this rests on */
} BwBacktestCaller;

/* Deals that were open on past days: each with what the model gave it then, and what came. */
typedef struct
{
  guint   n;
  double *given;     /* (array length=n): the probability, 0 to 1 */
  guint8 *won;       /* (array length=n) */
  guint   n_unknown; /* deals left out because it is not decided yet */
} BwBacktestDeals;

typedef struct
{
  BwDate            as_of;
  BwScope           scope;
  BwPeriod         *periods; /* oldest first */
  guint             n_periods;
  guint             n_methods;
  const char       *names[BW_BACKTEST_MAX_METHODS];  /* in files */
  const char       *titles[BW_BACKTEST_MAX_METHODS]; /* on screen */
  guint             ranged;                          /* the method that gives a range */
  BwBacktestPoint  *points;                          /* by period and week */
  guint             n_points;
  BwBacktestScore  *scores; /* by method and week, all weeks last */
  guint             n_scores;
  BwBacktestCaller *callers; /* by person and week, all weeks last */
  guint             n_callers;
  double            caller_prior; /* how many periods of all callers' a person's own are shrunk by */
  BwBacktestDeals   ever;         /* whether the deals were ever won */
  BwBacktestDeals   within;       /* whether they were won by the end of the period */
  guint             n_landmarks;  /* days on which deals were looked at */
  BwWinSignal       fields;       /* what closed deals' own fields tell of winning, each foretold without it; of all deals, not the scope's */
  char             *fields_text;  /* (nullable): the same as a sentence */
  char             *missing;      /* (nullable): a sentence on why nothing can be replayed */
} BwBacktest;

BwBacktest            *bw_backtest_new (const BwBook  *book,
                                        const BwScope *scope,
                                        BwDate         as_of,
                                        guint64        seed,
                                        BwProgress     progress,
                                        gpointer       progress_data) G_GNUC_WARN_UNUSED_RESULT;
BwBacktest            *bw_backtest_new_of_callers (const BwBook  *book,
                                                   const BwScope *scope,
                                                   BwDate         as_of) G_GNUC_WARN_UNUSED_RESULT;
void                   bw_backtest_free (BwBacktest *backtest);
const BwBacktestScore *bw_backtest_score (const BwBacktest *backtest,
                                          guint             method,
                                          guint             week);
guint                  bw_backtest_n_weeks (const BwBacktest *backtest);
char                  *bw_backtest_dup_caller_text (const BwBook           *book,
                                                    const BwBacktestCaller *caller) G_GNUC_WARN_UNUSED_RESULT;
char                  *bw_backtest_dup_added_text (const BwBacktestCaller *caller) G_GNUC_WARN_UNUSED_RESULT;
guint                  bw_backtest_compare (const BwBacktest *backtest,
                                            guint             a,
                                            guint             b,
                                            double           *wape_a,
                                            double           *wape_b);
gint                   bw_backtest_best (const BwBacktest *backtest,
                                         guint             week);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwBacktest, bw_backtest_free)

G_END_DECLS
