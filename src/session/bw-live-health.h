/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The health of the data, kept up to date. */
#pragma once

#include "core/bw-health.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_LIVE_HEALTH (bw_live_health_get_type ())

/* Looks at the data on a thread of its own, once it is wanted and again whenever the book changes while it is. Emits "changed"
 * when the findings have arrived. */
G_DECLARE_FINAL_TYPE (BwLiveHealth, bw_live_health, BW, LIVE_HEALTH, GObject)

BwLiveHealth   *bw_live_health_new (BwSession *session) G_GNUC_WARN_UNUSED_RESULT;
void            bw_live_health_set_wanted (BwLiveHealth *self,
                                           gboolean      wanted);
const BwHealth *bw_live_health_get (BwLiveHealth *self);
BwBook         *bw_live_health_get_book (BwLiveHealth *self);

G_END_DECLS
