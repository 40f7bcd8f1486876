/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same months of several years over each other. */
#pragma once

#include "chart/bw-measure.h"

G_BEGIN_DECLS

BwChart *bw_season_chart_new (const char        *title,
                              const BwMeasure   *measure,
                              const char *const *positions,
                              const char *const *cycles,
                              const double      *values) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
