/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the findings share. */
#pragma once

#include "core/bw-insight.h"
#include "core/bw-key-measure.h"

G_BEGIN_DECLS

/* A sum of deals. */
typedef struct
{
  gint64   amount, expected; /* minor units: what they are worth, and times their chances */
  guint    n;
  gboolean estimated;
} BwInsightSum;

/* Something about a deal before it is put into words. */
typedef struct
{
  guint8 code;
  guint  n;
  gint64 from, to; /* by the code: amounts, stages */
  gint64 state, measure;
  double doubt; /* the share of its chance that is in doubt */
} BwInsightFound;

/* How many periods to come are looked at, and how many past ones tell what is usual. */
enum
{
  BW_INSIGHT_AHEAD = 3,
  BW_INSIGHT_N_PAST = 8,
};

/* A period to come. */
typedef struct
{
  BwPeriod     period;
  BwInsightSum open;    /* dated in it */
  gint64       existed; /* of the wins of past periods, those of deals that existed as long before their period */
} BwInsightAhead;

/* What the rules need. */
typedef struct
{
  BwBook              *book;
  const BwSnapshot    *snapshot;
  const BwInsightPast *past;
  BwScope              scope;
  BwPeriod             period;
  BwDate               as_of, today;
  BwScopeMask         *mask;       /* (nullable) */
  guint8              *month_ends; /* 1 for the last days of months */
  gint32              *positions;  /* of each stage among the open ones, -1 for the others */
  int                  n_open_stages;
  GHashTable          *dismissals; /* (nullable): by code and subject, to BwDismissal */
  gboolean             with_dismissed;
  gboolean             knows_next_steps; /* enough deals have one to miss it where there is none */

  gint64       won; /* in the period */
  BwInsightSum open, undated;
  gint32       largest; /* deal of the pipeline, BW_NOBODY for none */
  gint64       largest_worth;
  BwInsightSum month_end; /* deals of the pipeline that are dated on the last day of a month */
  guint        n_wins, n_wins_month_end;
  gint64      *by_account; /* (nullable): what the pipeline is worth */
  gint64      *by_person;
  guint       *n_by_account, *n_by_person;

  BwInsightAhead ahead[BW_INSIGHT_AHEAD];
  BwPeriod       past_periods[BW_INSIGHT_N_PAST]; /* the latest first */
  guint          n_past_periods;                  /* those that the data reach back to */
  gint64         past_won;                        /* in them, of deals whose creation is known */

  gboolean single;    /* one deal alone, which is not worth estimating */
  gint32  *products;  /* of each deal as of the day; NULL until an estimate is asked for */
  double  *estimates; /* by product, the last without one */
} BwInspection;

gint64     bw_inspection_worth (BwInspection *inspection,
                                guint         deal);
double     bw_inspection_chance (const BwInspection *inspection,
                                 guint               deal);
gint32     bw_inspection_account (const BwInspection *inspection,
                                  guint               deal);
char      *bw_inspection_dup_subject (const BwInspection *inspection,
                                      const BwPeriod     *period) G_GNUC_WARN_UNUSED_RESULT;
gboolean   bw_inspection_hides (const BwInspection *inspection,
                                BwInsightCode       code,
                                gint32              deal,
                                const char         *subject,
                                gint64              state,
                                gint64              measure);
guint      bw_inspection_look (BwInspection   *inspection,
                               guint           deal,
                               BwInsightFound *found);
gint64     bw_inspection_stake (BwInspection         *inspection,
                                guint                 deal,
                                const BwInsightFound *found,
                                guint                 n);
gint64     bw_inspection_largest_stake (BwInspection *inspection,
                                        guint         deal);
BwInsight *bw_inspection_word_deal (BwInspection   *inspection,
                                    guint           deal,
                                    BwInsightFound *found,
                                    guint           n);
void       bw_inspection_take (BwInspection *inspection,
                               GPtrArray    *insights,
                               BwInsight    *insight,
                               gint64        state,
                               gint64        measure);
void       bw_inspection_add_whole (BwInspection *inspection,
                                    GPtrArray    *insights);
void       bw_inspection_add_business (BwInspection *inspection,
                                       GPtrArray    *insights);

BwInsight        *bw_insight_new (BwInsightCode code,
                                  gint32        deal,
                                  const char   *subject,
                                  const char   *title) G_GNUC_WARN_UNUSED_RESULT;
BwInsightFinding *bw_insight_add_finding (BwInsight    *insight,
                                          BwInsightCode code,
                                          guint         n,
                                          char         *text,
                                          char         *brief);
void              bw_insight_finish (BwInsight  *insight,
                                     const char *currency);
void              bw_insights_rank (GPtrArray           *insights,
                                    const BwKeyMeasures *measures,
                                    guint                n_most);

/* The longest list of findings about one deal. */
enum
{
  BW_MAX_FOUND = BW_INSIGHT_LARGE + 1,
};

G_END_DECLS
