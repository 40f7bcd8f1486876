/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the pipeline came from its start to its end. */
#pragma once

#include "chart/bw-chart.h"
#include "core/bw-flow.h"

G_BEGIN_DECLS

/* What a point of the chart stands for: a BwFlowBucket, or one of these. */
#define BW_WATERFALL_START (-1)
#define BW_WATERFALL_END   (-2)

BwChart *bw_waterfall_chart_new (const BwFlow *flow,
                                 const char   *currency) G_GNUC_WARN_UNUSED_RESULT;
int      bw_waterfall_chart_bucket (BwChart *chart,
                                    guint    point);

G_END_DECLS
