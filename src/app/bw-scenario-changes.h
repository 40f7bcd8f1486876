/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one scenario brings otherwise than another. */
#pragma once

#include <adwaita.h>

#include "app/bw-explain.h"
#include "core/bw-scenario.h"

G_BEGIN_DECLS

#define BW_TYPE_SCENARIO_CHANGES (bw_scenario_changes_get_type ())

/* Signal "against-chosen" (uint place): what it is to be held against: a place in what bw_scenario_changes_set_others() was
 * given. */
G_DECLARE_FINAL_TYPE (BwScenarioChanges, bw_scenario_changes, BW, SCENARIO_CHANGES, AdwBin)

void bw_scenario_changes_set_source (BwScenarioChanges *self,
                                     BwSession         *session,
                                     BwExplainFunc      explain,
                                     gpointer           owner);
void bw_scenario_changes_set_others (BwScenarioChanges *self,
                                     const char *const *names,
                                     guint              chosen);
void bw_scenario_changes_show (BwScenarioChanges          *self,
                               const BwScenarioDifference *difference,
                               const BwBook               *book);

G_END_DECLS
