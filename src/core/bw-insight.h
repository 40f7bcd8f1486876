/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings about the pipeline of a period: what deserves a look, and why. */
#pragma once

#include "core/bw-scope.h"
#include "core/bw-snapshot.h"

G_BEGIN_DECLS

typedef enum
{
  BW_INSIGHT_OVERDUE,       /* open past its close date */
  BW_INSIGHT_PUSHED,        /* close date moved later three times or more */
  BW_INSIGHT_STUCK,         /* longer in its stage than the stall line */
  BW_INSIGHT_SILENT,        /* no activity for a month */
  BW_INSIGHT_EARLY_COMMIT,  /* committed in an early stage */
  BW_INSIGHT_LATE_START,    /* in the first stage while the period ends */
  BW_INSIGHT_UNDATED,       /* open deals without a close date, together */
  BW_INSIGHT_CONCENTRATION, /* one deal is a large part of the pipeline */
  BW_INSIGHT_COVERAGE,      /* less pipeline than is missing to the quota */
  BW_N_INSIGHTS,
} BwInsightCode;

typedef struct
{
  BwInsightCode code;
  gint32        deal;   /* index, or -1 when it is about no single deal */
  gint64        amount; /* the money at stake, minor units; estimated where amounts are unknown */
  guint         n;      /* what it rests on: days, pushes or deals, by the code */
  char         *text;   /* a whole sentence, translated */
  const char   *action; /* translated: what could be done */
} BwInsight;

/* From how many deals the line comes; a deal that is longer in its stage is stuck. */
typedef struct
{
  int      days; /* -1: no line */
  guint    n;
  gboolean pooled; /* over all stages, as this one alone has too few deals */
} BwStallLine;

GPtrArray   *bw_insights_new (const BwBook   *book,
                              const BwScope  *scope,
                              const BwPeriod *period,
                              BwDate          as_of) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray   *bw_insights_new_largest (const BwBook   *book,
                                      const BwScope  *scope,
                                      const BwPeriod *period,
                                      BwDate          as_of,
                                      guint           n_most) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray   *bw_insights_new_of_deal (const BwBook      *book,
                                      const BwSnapshot  *snapshot,
                                      const BwStallLine *lines,
                                      const BwPeriod    *period,
                                      guint              deal) G_GNUC_WARN_UNUSED_RESULT;
void         bw_insight_free (BwInsight *insight);
const char  *bw_insight_code_name (BwInsightCode code);
BwStallLine *bw_stall_lines_new (const BwBook *book,
                                 BwDate        as_of) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwInsight, bw_insight_free)

G_END_DECLS
