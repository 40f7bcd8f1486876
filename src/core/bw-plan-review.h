/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The review of a territory plan, change by change. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

/* Something to be said of one change. */
typedef struct
{
  const char *unit;
  gint32      territory; /* where it goes, of the plan */
} BwReviewed;

const BwPlanReview *bw_plan_review_find (const BwBook *book,
                                         gint32        plan,
                                         const char   *unit,
                                         gint32        territory);
BwBook             *bw_plan_review_edit (const BwBook     *book,
                                         gint32            plan,
                                         const BwReviewed *changes,
                                         guint             n,
                                         BwDecision        decision,
                                         const char       *note,
                                         gint64            now,
                                         BwDelta         **delta) G_GNUC_WARN_UNUSED_RESULT;
void                bw_plan_review_take_back (BwBook  *after,
                                              gint32   plan,
                                              BwDelta *delta);

G_END_DECLS
