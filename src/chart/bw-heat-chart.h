/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grid of values by colour: years by months, stages by stages. */
#pragma once

#include "chart/bw-measure.h"

G_BEGIN_DECLS

BwChart *bw_heat_chart_new (const char        *title,
                            const BwMeasure   *measure,
                            const char        *row_title,
                            const char *const *rows,
                            const char *const *columns,
                            const double      *values) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
