/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quotas that follow a territory plan. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

void bw_plan_quota_move (BwBook  *after,
                         gint32   base,
                         gint32   plan,
                         BwDate   from,
                         BwDelta *delta);

G_END_DECLS
