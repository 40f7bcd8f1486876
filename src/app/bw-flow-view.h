/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the pipeline moved between two days, and the deals behind each part of it. */
#pragma once

#include <adwaita.h>

#include "chart/bw-report.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_FLOW_VIEW (bw_flow_view_get_type ())

/* Property "headline" (string, readable): what it shows, in a sentence. */
G_DECLARE_FINAL_TYPE (BwFlowView, bw_flow_view, BW, FLOW_VIEW, AdwBin)

void      bw_flow_view_set_session (BwFlowView *self,
                                    BwSession  *session);
void      bw_flow_view_show (BwFlowView *self,
                             BwDate      from,
                             BwDate      to,
                             int         bucket);
void      bw_flow_view_get_shown (BwFlowView *self,
                                  BwDate     *from,
                                  BwDate     *to,
                                  int        *bucket);
BwReport *bw_flow_view_make_report (BwFlowView *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
