/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forecast of what the focus shows, kept up to date. */
#pragma once

#include "core/bw-course.h"
#include "core/bw-flow.h"
#include "core/bw-outlook.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

/* The same for every forecast, so that two looks at the same data agree. */
#define BW_LIVE_OUTLOOK_SEED 20170

#define BW_TYPE_LIVE_OUTLOOK (bw_live_outlook_get_type ())

/* Works out the outlook and the flow on a thread of its own whenever the book or the focus changes; the newest request
 * wins. Emits "changed" when a result has arrived, and "compared" when after it the change is known too. Property: "busy" (boolean). */
G_DECLARE_FINAL_TYPE (BwLiveOutlook, bw_live_outlook, BW, LIVE_OUTLOOK, GObject)

BwLiveOutlook *bw_live_outlook_new (BwSession *session) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer none) (nullable): until the next "changed". */
const BwOutlook *bw_live_outlook_get (BwLiveOutlook *self);
/* The flow of the period from the import before (else the period's start) to the focus' day; (nullable). */
const BwFlow *bw_live_outlook_get_flow (BwLiveOutlook *self);
/* How the commit call of the scope for the period went (element-type BwCoursePoint), and how closed won grew over the same
 * period of the year before, which becomes @period; (nullable). */
const GArray *bw_live_outlook_get_calls (BwLiveOutlook *self);
const GArray *bw_live_outlook_get_past (BwLiveOutlook *self,
                                        BwPeriod      *period);
/* What was forecast for the period on the day from which the flow tells; NULL until "compared", and when the period is over.
 * (transfer none) (nullable) */
const BwOutlook *bw_live_outlook_get_before (BwLiveOutlook *self);
/* By how much P50 changed since the day from which the flow tells, minor units; BW_MONEY_NONE until "compared", and when
 * the period is over. */
gint64 bw_live_outlook_get_change (BwLiveOutlook *self);
/* The book that the two speak of. (transfer none) (nullable) */
BwBook *bw_live_outlook_get_book (BwLiveOutlook *self);

G_END_DECLS
