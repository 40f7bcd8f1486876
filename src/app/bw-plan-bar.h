/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which territory plan is shown, and what can be done with it. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_PLAN_BAR (bw_plan_bar_get_type ())

/* Signal: "plan-chosen", with the plan's key (int64). */
G_DECLARE_FINAL_TYPE (BwPlanBar, bw_plan_bar, BW, PLAN_BAR, AdwBin)

void bw_plan_bar_set_session (BwPlanBar *self,
                              BwSession *session);
void bw_plan_bar_show (BwPlanBar *self,
                       gint32     plan);

G_END_DECLS
