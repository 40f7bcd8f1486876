/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of quotas. */
#pragma once

#include "core/bw-delta.h"
#include "core/bw-scope.h"

G_BEGIN_DECLS

gboolean bw_quota_edit_put (BwBook        *after,
                            BwDelta       *delta,
                            const BwQuota *wanted);
BwBook  *bw_quota_edit_set (const BwBook   *book,
                            const BwScope  *scope,
                            gint32          product,
                            const BwPeriod *period,
                            gint64          amount,
                            gint64          at,
                            BwDelta       **delta) G_GNUC_WARN_UNUSED_RESULT;
gboolean bw_quota_edit_can_remove (const BwBook  *book,
                                   const BwQuota *like);
BwBook  *bw_quota_edit_remove (const BwBook  *book,
                               const BwQuota *like,
                               gint64         at,
                               BwDelta      **delta) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
