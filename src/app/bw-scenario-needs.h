/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would be needed for the target. */
#pragma once

#include <adwaita.h>

#include "app/bw-explain.h"
#include "core/bw-scenario.h"

G_BEGIN_DECLS

#define BW_TYPE_SCENARIO_NEEDS (bw_scenario_needs_get_type ())

G_DECLARE_FINAL_TYPE (BwScenarioNeeds, bw_scenario_needs, BW, SCENARIO_NEEDS, AdwBin)

/* The number that is explained: of which of the needs, and a BwExplainedOfNeed. */
#define BW_SCENARIO_NEEDS_PLACE(what) ((guint)(what) / BW_N_EXPLAINED_OF_NEED)
#define BW_SCENARIO_NEEDS_ROW(what)   ((BwExplainedOfNeed)((guint)(what) % BW_N_EXPLAINED_OF_NEED))

void bw_scenario_needs_set_source (BwScenarioNeeds *self,
                                   BwSession       *session,
                                   BwExplainFunc    explain,
                                   gpointer         owner);
void bw_scenario_needs_show (BwScenarioNeeds      *self,
                             const BwScenarioNeed *needs,
                             guint                 n,
                             const char           *currency);

G_END_DECLS
