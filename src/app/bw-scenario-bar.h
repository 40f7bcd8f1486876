/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which scenario is looked at, and what can be done with it. */
#pragma once

#include <adwaita.h>

#include "core/bw-scenario.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_SCENARIO_BAR (bw_scenario_bar_get_type ())

/* Signal "chosen": other levers than those that were set are to be shown, of another scenario or as they were saved. */
G_DECLARE_FINAL_TYPE (BwScenarioBar, bw_scenario_bar, BW, SCENARIO_BAR, AdwBin)

void        bw_scenario_bar_set_session (BwScenarioBar *self,
                                         BwSession     *session);
void        bw_scenario_bar_choose (BwScenarioBar *self,
                                    gint64         key);
void        bw_scenario_bar_set_levers (BwScenarioBar *self,
                                        const BwLever *levers,
                                        guint          n);
GArray     *bw_scenario_bar_dup_levers (BwScenarioBar *self) G_GNUC_WARN_UNUSED_RESULT;
gint64      bw_scenario_bar_get_key (BwScenarioBar *self);
const char *bw_scenario_bar_get_name (BwScenarioBar *self);

G_END_DECLS
