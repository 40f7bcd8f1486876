/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether of the deals that were given a chance so many were won. */
#pragma once

#include "chart/bw-chart.h"
#include "core/bw-score.h"

G_BEGIN_DECLS

BwChart *bw_reliability_chart_new (const BwScoreBin *bins,
                                   guint             n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
