/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings: what deserves a look, and why. */
#pragma once

#include "core/bw-insight-past.h"
#include "core/bw-scope.h"
#include "core/bw-snapshot.h"

G_BEGIN_DECLS

/* Their names (bw_insight_code_name()) stand in project files and never change. */
typedef enum
{
  /* Of one deal. */
  BW_INSIGHT_OVERDUE,      /* open past its close date */
  BW_INSIGHT_PUSHED,       /* close date moved later three times or more */
  BW_INSIGHT_STUCK,        /* longer in its stage than the stall line */
  BW_INSIGHT_SILENT,       /* no activity for a month */
  BW_INSIGHT_SHRUNK,       /* the amount was cut by a fifth or more within the last 90 days */
  BW_INSIGHT_MOVED_BACK,   /* came to its stage from a later one */
  BW_INSIGHT_NO_NEXT_STEP, /* though others have one */
  BW_INSIGHT_EARLY_COMMIT, /* committed in an early stage */
  BW_INSIGHT_TOO_SOON,     /* dated sooner than nine in ten of the wins from its stage */
  BW_INSIGHT_LATE_START,   /* in the first stage while the period ends; where too few wins tell of it */
  BW_INSIGHT_LARGE,        /* one deal is a large part of the pipeline */

  /* Of the pipeline. */
  BW_INSIGHT_ACCOUNT,        /* one account is */
  BW_INSIGHT_PERSON,         /* one person's deals are */
  BW_INSIGHT_UNDATED,        /* open deals without a close date */
  BW_INSIGHT_MONTH_END,      /* close dates that were left at the end of a month */
  BW_INSIGHT_COVERAGE,       /* less pipeline than is missing to the quota */
  BW_INSIGHT_COVERAGE_AHEAD, /* less than usual for a period to come */
  BW_INSIGHT_STALE,          /* the data are old */

  /* Of the business. */
  BW_INSIGHT_WEEK,   /* a week unlike those at the same point of past periods */
  BW_INSIGHT_TREND,  /* sales took another course */
  BW_INSIGHT_SEASON, /* a month or quarter ahead that is strong or weak each year */
  BW_INSIGHT_CALLS,  /* a person's calls land above or below what comes */
  BW_N_INSIGHTS,
} BwInsightCode;

/* Where the evidence is seen. */
typedef enum
{
  BW_EVIDENCE_DEAL,     /* the deal itself */
  BW_EVIDENCE_DEALS,    /* the deals that a filter admits */
  BW_EVIDENCE_FLOW,     /* what moved between two days */
  BW_EVIDENCE_TRENDS,   /* how sales went */
  BW_EVIDENCE_ACCURACY, /* how past calls compared with what came */
  BW_EVIDENCE_IMPORTS,  /* what was imported when */
} BwEvidence;

/* One thing that was found. @state is another number once things stand otherwise, @measure is how much of it there is: what a
 * dismissal goes by, see bw-insight-dismissal.h. */
typedef struct
{
  BwInsightCode code;
  guint         n;      /* what it rests on: days, pushes, deals, per cent, by the code */
  char         *text;   /* a whole sentence that leaves out what it is about */
  char         *brief;  /* the same in a few words, to stand in a list */
  const char   *action; /* translated: what could be done */
  gint64        state, measure;
  gboolean      dismissed; /* somebody does not want to see it */
} BwInsightFinding;

/* All that was found about one deal, or something else; the gravest finding first. */
typedef struct
{
  BwInsightCode code;    /* of the first finding */
  gint32        deal;    /* index, or BW_NOBODY when it is about no single deal */
  char         *subject; /* what else it is about, for a dismissal; "" with a deal */
  char         *title;   /* the deal's name, or what it is about; never empty */
  gint64        amount;  /* what the deals are worth, minor units; 0 unknown */
  gboolean      estimated;
  gint64        stake;    /* by how much it is expected to change what comes, minor units */
  char         *cost;     /* the two in words: "$87 K of $241 K at stake"; "" where nothing is known */
  char         *text;     /* the title, the cost and all findings as sentences */
  char         *body;     /* the findings alone */
  const char   *action;   /* of the first finding */
  GPtrArray    *findings; /* (element-type BwInsightFinding) */
  gboolean      dismissed;
  gboolean      top; /* one of the few that matter most */

  BwEvidence evidence;
  char      *filter;   /* (nullable): of BW_EVIDENCE_DEALS */
  BwDate     from, to; /* of BW_EVIDENCE_FLOW */
  BwPeriod   period;   /* the one that it speaks of */
} BwInsight;

typedef struct
{
  BwScope  scope;
  BwPeriod period;
  BwDate   as_of;
  BwDate   today;     /* by the calendar on the wall, to tell how old the data are; 0: that is not asked */
  guint    n_most;    /* how many entries, the most at stake; 0: all */
  gboolean business;  /* what takes a walk through all sales as well: weeks, trend, season, calls */
  gboolean dismissed; /* those that were dismissed too */
} BwInsightQuery;

/* How many entries are at the top, how many of a kind there are among them, and from how many they are taken. */
enum
{
  BW_INSIGHT_TOP = 7,
  BW_INSIGHT_CHOICE = 50,
  BW_INSIGHT_OF_A_KIND = 2,
};

GPtrArray  *bw_insights_new (BwBook               *book,
                             const BwInsightQuery *query) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *bw_insights_new_of_deal (const BwBook        *book,
                                     const BwSnapshot    *snapshot,
                                     const BwInsightPast *past,
                                     const BwPeriod      *period,
                                     guint                deal) G_GNUC_WARN_UNUSED_RESULT;
void        bw_insight_free (BwInsight *insight);
const char *bw_insight_code_name (BwInsightCode code);
gboolean    bw_insight_code_parse (const char    *name,
                                   BwInsightCode *code);
const char *bw_insight_code_title (BwInsightCode code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwInsight, bw_insight_free)

G_END_DECLS
