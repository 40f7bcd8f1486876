/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely each outcome of a period is. */
#pragma once

#include "chart/bw-chart.h"
#include "core/bw-outlook.h"

G_BEGIN_DECLS

BwChart *bw_distribution_chart_new (const BwOutlook *outlook,
                                    const BwBook    *book) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
