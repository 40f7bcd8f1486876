/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forecast of what the focus shows, kept up to date. */
#pragma once

#include "core/bw-flow.h"
#include "core/bw-outlook.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_LIVE_OUTLOOK (bw_live_outlook_get_type ())

/* Works out the outlook and the flow on a thread of its own whenever the book or the focus changes; the newest request
 * wins. Emits "changed" when a result has arrived. Property: "busy" (boolean). */
G_DECLARE_FINAL_TYPE (BwLiveOutlook, bw_live_outlook, BW, LIVE_OUTLOOK, GObject)

BwLiveOutlook *bw_live_outlook_new (BwSession *session) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer none) (nullable): until the next "changed". */
const BwOutlook *bw_live_outlook_get (BwLiveOutlook *self);
/* The flow of the period from the import before (else the period's start) to the focus' day; (nullable). */
const BwFlow *bw_live_outlook_get_flow (BwLiveOutlook *self);
/* The book that the two speak of. (transfer none) (nullable) */
BwBook *bw_live_outlook_get_book (BwLiveOutlook *self);

G_END_DECLS
