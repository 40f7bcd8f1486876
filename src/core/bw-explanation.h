/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a number comes about: its formula, what it rests on, and the deals that make it up. */
#pragma once

#include "core/bw-funnel.h"
#include "core/bw-outlook.h"
#include "core/bw-scenario.h"
#include "core/bw-trend.h"

G_BEGIN_DECLS

/* What can be explained of an outlook. */
typedef enum
{
  BW_EXPLAINED_CLOSED,
  BW_EXPLAINED_OPEN,
  BW_EXPLAINED_WEIGHTED,
  BW_EXPLAINED_QUOTA,
  BW_EXPLAINED_ATTAINED,
  BW_EXPLAINED_GAP,
  BW_EXPLAINED_COVERAGE,
  BW_EXPLAINED_MIDDLE, /* P50, with its range */
  BW_EXPLAINED_CHANCE, /* of making the quota */
  BW_EXPLAINED_FROM_OPEN,
  BW_EXPLAINED_FROM_NEW,
  BW_EXPLAINED_MEAN,
  BW_N_EXPLAINED,
} BwExplained;

/* What can be explained of a funnel. */
typedef enum
{
  BW_EXPLAINED_WIN_RATE,
  BW_EXPLAINED_CYCLE,
  BW_EXPLAINED_DEAL_SIZE,
  BW_EXPLAINED_OPEN_DEALS,
  BW_EXPLAINED_VELOCITY,
  BW_N_EXPLAINED_OF_FUNNEL,
} BwExplainedOfFunnel;

/* What can be explained of a person's part in an outlook. */
typedef enum
{
  BW_EXPLAINED_CALL,
  BW_EXPLAINED_OVERRIDE,
  BW_EXPLAINED_CRM, /* what stands in the CRM, in a category */
  BW_EXPLAINED_P10,
  BW_EXPLAINED_P50,
  BW_EXPLAINED_P90,
  BW_EXPLAINED_OWN_CLOSED,
  BW_EXPLAINED_OWN_QUOTA,
  BW_EXPLAINED_OWN_ATTAINED,
  BW_EXPLAINED_OWN_GAP,
  BW_EXPLAINED_OWN_COVERAGE,
  BW_EXPLAINED_CALL_AGE,
  BW_EXPLAINED_COMMIT,
  BW_EXPLAINED_BEST_CASE,
  BW_EXPLAINED_PIPELINE,
  BW_EXPLAINED_OWN_OPEN,
  BW_EXPLAINED_OWN_WEIGHTED,
  BW_EXPLAINED_BELOW,  /* what comes up from those who report */
  BW_EXPLAINED_STANDS, /* what counts of the person */
  BW_N_EXPLAINED_OF_PERSON,
} BwExplainedOfPerson;

/* What can be explained of where a scenario lands. */
typedef enum
{
  BW_EXPLAINED_PLAYED_P10,
  BW_EXPLAINED_PLAYED_P50,
  BW_EXPLAINED_PLAYED_P90,
  BW_EXPLAINED_PLAYED_CHANCE,
  BW_EXPLAINED_PLAYED_WON,
  BW_EXPLAINED_PLAYED_OPEN,
  BW_EXPLAINED_PLAYED_NEW,
  BW_EXPLAINED_PLAYED_QUOTA,
  BW_EXPLAINED_PLAYED_GAP,
  BW_N_EXPLAINED_OF_SCENARIO,
} BwExplainedOfScenario;

/* What can be explained of what is needed for a target. */
typedef enum
{
  BW_EXPLAINED_NEW_PIPELINE,
  BW_EXPLAINED_COVERAGE_NEEDED,
  BW_EXPLAINED_WIN_RATE_NEEDED,
  BW_EXPLAINED_DEAL_SIZE_NEEDED,
  BW_N_EXPLAINED_OF_NEED,
} BwExplainedOfNeed;

/* What can be explained of the difference between two scenarios. */
typedef enum
{
  BW_EXPLAINED_CHANGE_OPEN, /* from open deals */
  BW_EXPLAINED_CHANGE_NEW,  /* from deals still to come */
  BW_EXPLAINED_CHANGE_MEAN, /* both */
  BW_N_EXPLAINED_OF_CHANGE,
} BwExplainedOfChange;

/* What a deal adds to the number. */
typedef struct
{
  guint32 deal;
  gint64  part; /* minor units */
} BwExplanationPart;

typedef struct
{
  char   *title;   /* (owned): what the number is called */
  char   *value;   /* (owned): with all its digits */
  char   *brief;   /* (owned) (nullable): of what is estimated, with the digits that mean something */
  char   *formula; /* (owned): how it is worked out, in a sentence */
  char   *numbers; /* (owned) (nullable): the same with the numbers that went into it */
  char   *basis;   /* (owned) (nullable): on how many deals or periods it rests, its range, how far off it was */
  GArray *parts;   /* (owned): BwExplanationPart, the largest first; empty when it is no sum of deals */
  gint64  sum;     /* minor units, of all parts */
  char   *filter;  /* (owned) (nullable): gives the same deals among those of the scope as of today; NULL where none does */
  gint32  person;  /* whose deals, with everyone below, the filter is asked of; BW_NOBODY: of the scope as it is */
} BwExplanation;

BwExplanation *bw_explanation_new (const BwBook    *book,
                                   const BwOutlook *outlook,
                                   BwExplained      what) G_GNUC_WARN_UNUSED_RESULT;
BwExplanation *bw_explanation_new_of_funnel (const BwBook       *book,
                                             const BwFunnel     *funnel,
                                             BwExplainedOfFunnel what) G_GNUC_WARN_UNUSED_RESULT;
BwExplanation *bw_explanation_new_of_person (const BwBook       *book,
                                             const BwOutlook    *outlook,
                                             guint               place,
                                             BwExplainedOfPerson what,
                                             BwCategory          category,
                                             BwRollupView        view) G_GNUC_WARN_UNUSED_RESULT;
BwExplanation *bw_explanation_new_of_scenario (const BwScenarioBase   *base,
                                               const BwLever          *levers,
                                               guint                   n_levers,
                                               const BwScenarioResult *present,
                                               const BwScenarioResult *played,
                                               BwExplainedOfScenario   what) G_GNUC_WARN_UNUSED_RESULT;
BwExplanation *bw_explanation_new_of_method (const BwBook    *book,
                                             const BwOutlook *outlook,
                                             guint            place) G_GNUC_WARN_UNUSED_RESULT;
BwExplanation *bw_explanation_new_of_need (const BwScenarioBase *base,
                                           const BwLever        *levers,
                                           guint                 n_levers,
                                           const BwScenarioNeed *need,
                                           BwExplainedOfNeed     what) G_GNUC_WARN_UNUSED_RESULT;
BwExplanation *bw_explanation_new_of_change (const BwScenarioBase       *base,
                                             const BwLever              *levers,
                                             guint                       n_levers,
                                             const BwScenarioDifference *difference,
                                             BwExplainedOfChange         what) G_GNUC_WARN_UNUSED_RESULT;
BwExplanation *bw_explanation_new_of_trend (BwBook        *book,
                                            const BwTrend *trend,
                                            guint          place) G_GNUC_WARN_UNUSED_RESULT;
BwExplanation *bw_explanation_new_of_trend_year (BwBook        *book,
                                                 const BwTrend *trend) G_GNUC_WARN_UNUSED_RESULT;
void           bw_explanation_free (BwExplanation *explanation);
const char    *bw_explained_name (BwExplained what);
const char    *bw_explained_of_funnel_name (BwExplainedOfFunnel what);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwExplanation, bw_explanation_free)

G_END_DECLS
