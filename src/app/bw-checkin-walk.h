/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a check-in, one after the other. */
#pragma once

#include <adwaita.h>

#include "core/bw-agenda.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_CHECKIN_WALK (bw_checkin_walk_get_type ())

/* Signal "moved": another deal is shown. */
G_DECLARE_FINAL_TYPE (BwCheckinWalk, bw_checkin_walk, BW, CHECKIN_WALK, AdwBin)

/* Shows @deals (element-type guint32) of the book of @session with what @agenda says of them; stays at the deal that is shown. */
void bw_checkin_walk_show (BwCheckinWalk  *self,
                           BwSession      *session,
                           const BwAgenda *agenda,
                           const GArray   *deals);
/* Goes on to the next deal (@by 1) or back (-1). */
void bw_checkin_walk_move (BwCheckinWalk *self,
                           int            by);
/* The deal that is shown; BW_NOBODY: none. */
gint32 bw_checkin_walk_get_deal (BwCheckinWalk *self);

G_END_DECLS
