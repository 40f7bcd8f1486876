/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of quotas. */
#pragma once

#include "core/bw-delta.h"
#include "core/bw-scope.h"

G_BEGIN_DECLS

BwBook *bw_quota_edit_set (const BwBook   *book,
                           const BwScope  *scope,
                           const BwPeriod *period,
                           gint64          amount,
                           BwDelta       **delta) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
