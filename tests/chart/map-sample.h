/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map to draw, the same each time. */
#pragma once

#include "chart/bw-chart.h"

BwChart *map_sample_chart (gboolean whole) G_GNUC_WARN_UNUSED_RESULT;
