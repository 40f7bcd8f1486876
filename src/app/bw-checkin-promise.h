/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new commitment in a check-in: what, who, by when, about what. */
#pragma once

#include <adwaita.h>

#include "core/bw-meeting.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_CHECKIN_PROMISE (bw_checkin_promise_get_type ())

G_DECLARE_FINAL_TYPE (BwCheckinPromise, bw_checkin_promise, BW, CHECKIN_PROMISE, AdwBin)

GtkWidget *bw_checkin_promise_new (BwSession *session) G_GNUC_WARN_UNUSED_RESULT;
void       bw_checkin_promise_show (BwCheckinPromise   *self,
                                    const BwMeetingDue *due);
void       bw_checkin_promise_offer (BwCheckinPromise *self,
                                     const GArray     *deals);
void       bw_checkin_promise_set_deal (BwCheckinPromise *self,
                                        gint32            deal);

G_END_DECLS
