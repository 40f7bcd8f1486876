/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How deals went through the stages in the period, and which kinds of deals were won. */
#pragma once

#include <adwaita.h>

#include "chart/bw-report.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_FUNNEL_VIEW (bw_funnel_view_get_type ())

/* Property "headline" (string, readable): what it shows, in a sentence. */
G_DECLARE_FINAL_TYPE (BwFunnelView, bw_funnel_view, BW, FUNNEL_VIEW, AdwBin)

void      bw_funnel_view_set_session (BwFunnelView *self,
                                      BwSession    *session);
BwReport *bw_funnel_view_make_report (BwFunnelView *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
