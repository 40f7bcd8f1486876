/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of explanations share. */
#pragma once

#include "core/bw-explanation.h"
#include "core/bw-snapshot.h"

G_BEGIN_DECLS

/* The deals of a scope as of a day, by the rules of its outlook. */
typedef struct
{
  const BwBook   *book;
  const BwPeriod *period;
  BwSnapshot     *now;     /* (owned) */
  BwScopeMask    *mask;    /* (owned) */
  BwScopeMask    *person;  /* (owned) (nullable): of these only those of somebody with everyone below */
  gint32         *account; /* (owned): of each deal, as of the day */
} BwExplainedDeals;

void     bw_explained_deals_open (BwExplainedDeals *deals,
                                  const BwBook     *book,
                                  const BwScope    *scope,
                                  gint32            person,
                                  const BwPeriod   *period,
                                  BwDate            as_of);
void     bw_explained_deals_clear (BwExplainedDeals *deals);
gboolean bw_explained_deals_admit (const BwExplainedDeals *deals,
                                   guint                   i);
gboolean bw_explained_deals_closed (const BwExplainedDeals *deals,
                                    guint                   i,
                                    BwStageKind             kind);
gint64   bw_explained_deals_amount (const BwExplainedDeals *deals,
                                    guint                   i);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwExplainedDeals, bw_explained_deals_clear)

BwExplanation *bw_explanation_create (const char *title) G_GNUC_WARN_UNUSED_RESULT;
void           bw_explanation_add_part (BwExplanation *explanation,
                                        guint          deal,
                                        gint64         amount);
void           bw_explanation_sort_parts (BwExplanation *explanation);
void           bw_explanation_add_deals (BwExplanation   *explanation,
                                         const BwBook    *book,
                                         const BwOutlook *outlook,
                                         gint32           person,
                                         BwExplained      what);
void           bw_explanation_add_chances (BwExplanation   *explanation,
                                           const BwOutlook *outlook);
void           bw_explanation_say_quota (BwExplanation *explanation,
                                         BwExplained    what,
                                         gint64         won_minor,
                                         gint64         open_minor,
                                         gint64         quota_minor,
                                         double         coverage,
                                         const char    *currency);

gint64 bw_explanation_to_minor (double value);
void   bw_explanation_set_estimate (BwExplanation *explanation,
                                    double         minor,
                                    const char    *currency);
char  *bw_explanation_dup_share (double share) G_GNUC_WARN_UNUSED_RESULT;
char  *bw_explanation_dup_n_deals (guint n) G_GNUC_WARN_UNUSED_RESULT;
char  *bw_explanation_dup_dated (char           *filter,
                                 const BwPeriod *period) G_GNUC_WARN_UNUSED_RESULT;
char  *bw_explanation_dup_fit (const BwOutlook *outlook) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
