/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the scope stands in the organisation, above every page. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_SCOPE_TRAIL (bw_scope_trail_get_type ())

G_DECLARE_FINAL_TYPE (BwScopeTrail, bw_scope_trail, BW, SCOPE_TRAIL, AdwBin)

void bw_scope_trail_set_session (BwScopeTrail *self,
                                 BwSession    *session);

G_END_DECLS
