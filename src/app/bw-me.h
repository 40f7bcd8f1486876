/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who of the team sits at this computer. */
#pragma once

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_ME (bw_me_get_type ())

/* One for each session. Emits "changed" when another person is chosen. */
G_DECLARE_FINAL_TYPE (BwMe, bw_me, BW, ME, GObject)

/* (transfer none): that of @session, as long as it lives. */
BwMe *bw_me_of (BwSession *session);
/* The person that was chosen for the project on this computer; BW_NOBODY: none was, so that everyone is meant. */
gint32 bw_me_get_person (BwMe *self);
/* BW_NOBODY: nobody in particular. */
void bw_me_set_person (BwMe  *self,
                       gint32 person);

G_END_DECLS
