/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks when a single check-in is to be instead. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-meeting.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

void bw_checkin_move_show (GtkWidget          *owner,
                           BwSession          *session,
                           const BwMeetingDue *due);

G_END_DECLS
