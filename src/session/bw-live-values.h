/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values that deals have in a field, with how many have each, kept up to date. */
#pragma once

#include "core/bw-filter-part.h"
#include "session/bw-live.h"

G_BEGIN_DECLS

BwLive    *bw_live_values_new (BwSession *session) G_GNUC_WARN_UNUSED_RESULT;
void       bw_live_values_ask (BwLive     *live,
                               BwDealField field);
GPtrArray *bw_live_values_get (BwLive     *live,
                               BwDealField field);

G_END_DECLS
