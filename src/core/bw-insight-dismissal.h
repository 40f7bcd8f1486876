/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings that somebody does not want to see again. */
#pragma once

#include "core/bw-delta.h"
#include "core/bw-insight.h"

G_BEGIN_DECLS

/* Each edit gives the book after (transfer full) and, through @delta (transfer full), what changed. */

BwBook  *bw_insight_dismiss (const BwBook    *book,
                             const BwInsight *insight,
                             int              code,
                             BwDate           until,
                             gint64           at,
                             BwDelta        **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook  *bw_insight_restore (const BwBook *book,
                             const gint64 *keys,
                             guint         n,
                             BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
gboolean bw_dismissal_holds (const BwDismissal *dismissal,
                             BwDate             as_of,
                             gint64             state,
                             gint64             measure);
char    *bw_dismissal_dup_title (const BwBook      *book,
                                 const BwDismissal *dismissal) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
