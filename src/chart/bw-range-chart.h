/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A forecast's range, drawn. */
#pragma once

#include "chart/bw-chart.h"

G_BEGIN_DECLS

/* Minor units; NaN where unknown. */
typedef struct
{
  double p10;
  double p25;
  double p50;
  double p75;
  double p90;
  double target;
} BwRangeMarks;

BwChart *bw_range_chart_new (const BwRangeMarks *range,
                             const char         *currency) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
