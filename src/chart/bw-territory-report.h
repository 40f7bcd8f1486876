/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The territories as a report: the map, and what each territory holds. */
#pragma once

#include "chart/bw-report.h"
#include "core/bw-territory-balance.h"

G_BEGIN_DECLS

BwReport *bw_territory_report_new (const BwTerritoryPlan *plan,
                                   const BwAccountValues *values,
                                   BwDate                 as_of) G_GNUC_WARN_UNUSED_RESULT;
BwReport *bw_territory_report_new_shaded (const BwTerritoryPlan *plan,
                                          const BwAccountValues *values,
                                          BwDate                 as_of,
                                          BwMeasure              shaded_by) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
