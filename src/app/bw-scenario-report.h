/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios as a report: side by side, with what each lever does. */
#pragma once

#include "app/bw-scenario-table.h"
#include "chart/bw-report.h"

G_BEGIN_DECLS

BwReport *bw_scenario_report_new (const BwScenarioBase *base,
                                  const char           *headline,
                                  const BwScenarioRow  *rows,
                                  guint                 n_rows,
                                  BwChart              *outcomes,
                                  BwChart              *tornado) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
