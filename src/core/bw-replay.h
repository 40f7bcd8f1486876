/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Past days replayed: what would have been forecast then, and what came. */
#pragma once

#include "core/bw-ledger.h"
#include "core/bw-outlook.h"
#include "core/bw-slip.h"

G_BEGIN_DECLS

/* What was won in so many days is taken to repeat itself. */
#define BW_REPEATED_DAYS 91

typedef enum
{
  BW_METHOD_SIMULATION,
  BW_METHOD_CONVERSION,
  BW_METHOD_CRM,
  BW_METHOD_LAST_90,
  BW_METHOD_LAST_YEAR,
  BW_METHOD_CALLS,
  BW_METHOD_BLEND,
  BW_N_METHODS,
} BwMethod;

/* What the blend is made of: what each says of the rest of a window and of the whole organisation. */
typedef enum
{
  BW_SOURCE_DEALS, /* the simulation's mean: open deals and new business */
  BW_SOURCE_CONVERSION,
  BW_SOURCE_REPEATED,
  BW_SOURCE_LAST_YEAR,
  BW_SOURCE_CRM,
  BW_SOURCE_CALLS,
  BW_N_SOURCES,
} BwSource;

/* How the sources are put together: weights that add up to 1 (0 for those that say nothing), and what each is multiplied with
 * before. */
typedef struct
{
  double weight[BW_N_SOURCES];
  double factor[BW_N_SOURCES];
} BwBlend;

/* What is expected of a window, the rest of a period, as known on a day. Amounts in minor units, won from
 * the day after on unless said otherwise. */
typedef struct
{
  BwDate       at;             /* the day */
  BwDate       from, to;       /* the window */
  BwHazardFit *fit;            /* (nullable): a part's is the whole's */
  GArray      *open;           /* BwOpenDeal */
  double       before;         /* won in the window up to the day */
  double       open_plain;     /* expected from open deals by stage and age */
  double       open_dated;     /* the same, with their stated dates */
  double       arrivals;       /* new deals a day */
  double       arrival_spread; /* standard deviation beyond chance of their number, relative */
  double       season;         /* by how much more new deals come because of the time of the year */
  double       new_wins;       /* expected wins of new deals, without that until it is settled */
  double       new_amount;     /* mean and variance of what one brings */
  double       new_variance;
  double       variance; /* of all this if everything were independent */
  double       shared;   /* what not knowing rates and the number of new deals better adds to that */
  double       common;   /* relative variance of what rates of winning and wins' mean amount are off in all deals alike */
  double       repeated; /* what the last quarter year brought, for as many days as the window has left */
  double       crm;      /* probability times amount of what is stated to close in the window; see expect_open () */
  guint        n_groups;
  double      *group_open; /* [n_groups]: open amount by group of class and stated date */
  guint       *group_n;    /* [n_groups] */
} BwExpectation;

/* What would have been expected of the deals of some scope on a replayed day, and what came. */
typedef struct
{
  double  before, open_plain, open_dated, new_sum, season, repeated, variance, crm;
  double  won_open;   /* what came of the deals open then */
  double  won_rest;   /* what came in all */
  double *group_open; /* by group */
  double *group_won;
  guint  *group_n;
} BwReplaySums;

/* One replayed day. */
typedef struct
{
  BwDate         at;
  BwPeriod       window;
  gboolean       is_period;               /* a past period at the same day, not just some weeks back */
  gboolean       complete;                /* the window had ended */
  int            n_passed;                /* days of the window after the day that had passed */
  double         share;                   /* of the window's days after the day that had passed */
  BwReplaySums   all;                     /* of the whole organisation */
  double         source[BW_N_SOURCES];    /* as each would have said; NaN where it could not */
  double         corrected[BW_N_SOURCES]; /* times the factor that was known on the day */
  double         blend;                   /* what would have been forecast for the rest of the window */
  BwSlip         slip;                    /* as known on the day */
  BwExpectation *expected;                /* (nullable): where it was kept, for parts */
} BwReplayDay;

typedef struct
{
  const BwLedger *ledger; /* the whole organisation's */
  BwHazardCounts *counts;
  BwPeriod        period;
  BwReplayDay    *days; /* oldest first */
  guint           n_days;
  BwSlipLandmark *landmarks; /* one a day */
  BwSlip          slip;
  gboolean        use_slip;   /* whether stated dates helped */
  gboolean        use_season; /* whether the time of the year helped to foresee new business */
  BwBlend         blend;
  int             step;     /* days between the days that are not the same day of a period */
  double          excess;   /* mean square by which totals varied more than independent deals would, relative */
  double          excess_n; /* windows behind it */
  guint           n_periods;
  gsize           n_kept; /* open deals in what is kept of the days */
} BwReplay;

/* The replayed days as a part of the organisation, a scope's, saw them. */
typedef struct
{
  const BwReplay *replay;
  const BwLedger *ledger; /* the part's */
  BwReplaySums   *sums;   /* [n_days] */
} BwReplayPart;

BwReplay      *bw_replay_new (const BwLedger *ledger,
                              const BwPeriod *period,
                              BwDate          cut,
                              BwProgress      progress,
                              gpointer        progress_data) G_GNUC_WARN_UNUSED_RESULT;
void           bw_replay_free (BwReplay *replay);
BwReplayPart  *bw_replay_part_new (const BwReplay *replay,
                                   const BwLedger *ledger,
                                   BwProgress      progress,
                                   gpointer        progress_data) G_GNUC_WARN_UNUSED_RESULT;
void           bw_replay_part_free (BwReplayPart *part);
void           bw_replay_part_score (const BwReplayPart *part,
                                     BwMethod            method,
                                     double             *wape,
                                     guint              *n);
double         bw_replay_part_conversion (const BwReplayPart  *part,
                                          const BwExpectation *expected);
BwExpectation *bw_replay_expect (const BwReplay    *replay,
                                 const BwReplayDay *day) G_GNUC_WARN_UNUSED_RESULT;
void           bw_replay_sums_take (BwReplaySums      *sums,
                                    const BwReplayDay *day,
                                    BwExpectation     *expected,
                                    const BwLedger    *ledger);
void           bw_replay_sums_clear (BwReplaySums *sums);
void           bw_replay_learn (BwReplay *replay);
double         bw_replay_level (const BwReplay      *replay,
                                const BwExpectation *expectation);
void           bw_replay_spread (const BwReplay      *replay,
                                 const BwExpectation *expectation,
                                 double               level,
                                 double              *shock,
                                 double              *rates);
gboolean       bw_replay_slip_helped (const BwReplay *replay,
                                      BwDate          at);
gboolean       bw_replay_season_helped (const BwReplay *replay,
                                        BwDate          at);
void           bw_replay_settle (const BwReplay *replay,
                                 BwExpectation  *expectation);
double         bw_replay_expected (const BwReplay     *replay,
                                   const BwReplaySums *sums,
                                   BwDate              at);
gboolean       bw_replay_is_known (const BwReplay *replay,
                                   guint           i,
                                   BwDate          at);
double         bw_replay_convert (const BwReplay     *replay,
                                  const BwReplayPart *part,
                                  BwDate              at,
                                  double              before,
                                  const double       *group_open);
BwExpectation *bw_expectation_new (const BwLedger       *ledger,
                                   const BwHazardCounts *counts,
                                   const BwSnapshot     *snapshot,
                                   const BwSlip         *slip,
                                   BwDate                from,
                                   BwDate                to) G_GNUC_WARN_UNUSED_RESULT;
BwExpectation *bw_expectation_new_part (const BwExpectation *whole,
                                        const BwLedger      *ledger,
                                        const BwLedger      *part,
                                        const BwSlip        *slip,
                                        BwDate               start) G_GNUC_WARN_UNUSED_RESULT;
guint          bw_expectation_group (const BwOpenDeal *deal,
                                     BwDate            to);
void           bw_expectation_free (BwExpectation *expectation);
double         bw_replay_naive (const BwLedger *ledger,
                                BwMethod        method,
                                const BwPeriod *window,
                                BwDate          at);
BwPeriod       bw_replay_shift (const BwCalendar *calendar,
                                const BwPeriod   *period,
                                int               by);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwReplay, bw_replay_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwReplayPart, bw_replay_part_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwExpectation, bw_expectation_free)

G_END_DECLS
