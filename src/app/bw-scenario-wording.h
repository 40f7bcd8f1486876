/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How scenarios and what they bring are said and drawn. */
#pragma once

#include "chart/bw-chart.h"
#include "core/bw-scenario.h"

G_BEGIN_DECLS

const char *bw_scenario_wording_kind (BwLeverKind kind);
char       *bw_scenario_wording_levers (const BwBook  *book,
                                        const BwLever *levers,
                                        guint          n) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_scenario_wording_change (const BwScenarioResult *present,
                                        const BwScenarioResult *played,
                                        const char             *currency) G_GNUC_WARN_UNUSED_RESULT;
BwChart    *bw_scenario_wording_outcomes (const char             *name,
                                          const BwScenarioResult *present,
                                          const BwScenarioResult *played,
                                          const char             *currency) G_GNUC_WARN_UNUSED_RESULT;
BwChart    *bw_scenario_wording_tornado (const BwBook           *book,
                                         const BwScenarioResult *present,
                                         const BwLever          *levers,
                                         guint                   n_levers,
                                         const BwScenarioEffect *effects,
                                         guint                   n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
