/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One check-in: its agenda, its notes, and what is promised in it. */
#pragma once

#include <adwaita.h>

#include "core/bw-agenda.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_CHECKIN_VIEW (bw_checkin_view_get_type ())

G_DECLARE_FINAL_TYPE (BwCheckinView, bw_checkin_view, BW, CHECKIN_VIEW, AdwBin)

GtkWidget *bw_checkin_view_new (BwSession *session) G_GNUC_WARN_UNUSED_RESULT;
/* Shows the meeting @due, which may not be on record yet. */
void bw_checkin_view_show (BwCheckinView      *self,
                           const BwMeetingDue *due);
/* Whether the agenda is worked out: only while the page is seen. */
void bw_checkin_view_set_active (BwCheckinView *self,
                                 gboolean       active);
/* Writes notes that are typed and not written yet. */
void bw_checkin_view_keep_notes (BwCheckinView *self);
/* (nullable): the agenda that is shown, until the next change. */
const BwAgenda *bw_checkin_view_get_agenda (BwCheckinView *self);
/* (nullable): what is on record of the meeting that is shown, until the next change. */
const BwMeeting *bw_checkin_view_get_noted (BwCheckinView *self);

G_END_DECLS
