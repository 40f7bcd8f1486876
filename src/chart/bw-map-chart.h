/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of the territories as a chart: with a legend, in words, as a table. */
#pragma once

#include "chart/bw-chart.h"
#include "chart/bw-map.h"

G_BEGIN_DECLS

BwChart *bw_map_chart_new (const BwTerritoryPlan *plan,
                           const BwAccountValues *values) G_GNUC_WARN_UNUSED_RESULT;

BwChart *bw_map_chart_new_shaded (const BwTerritoryPlan *plan,
                                  const BwAccountValues *values,
                                  BwMeasure              shaded_by) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
