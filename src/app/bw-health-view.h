/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The health of the data: the findings, the list behind each, and ways to mend it. */
#pragma once

#include <adwaita.h>

#include "core/bw-health.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_HEALTH_VIEW (bw_health_view_get_type ())

/* Follows the session that it is given; looks at the data while it is mapped. */
G_DECLARE_FINAL_TYPE (BwHealthView, bw_health_view, BW, HEALTH_VIEW, AdwBin)

void            bw_health_view_set_session (BwHealthView *self,
                                            BwSession    *session);
const BwHealth *bw_health_view_get_health (BwHealthView *self);

G_END_DECLS
