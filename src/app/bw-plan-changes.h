/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a territory plan changes against another, reviewed change by change. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_PLAN_CHANGES (bw_plan_changes_get_type ())

/* Signal: "change-activated", with a county of the change (int), to be shown on the map. */
G_DECLARE_FINAL_TYPE (BwPlanChanges, bw_plan_changes, BW, PLAN_CHANGES, AdwBin)

void bw_plan_changes_set_session (BwPlanChanges *self,
                                  BwSession     *session);
void bw_plan_changes_show (BwPlanChanges *self,
                           gint32         plan);

G_END_DECLS
