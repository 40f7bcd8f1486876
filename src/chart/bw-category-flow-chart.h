/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From which category to which the amounts went between two days. */
#pragma once

#include "chart/bw-measure.h"

G_BEGIN_DECLS

BwChart *bw_category_flow_chart_new (const char        *title,
                                     const BwMeasure   *measure,
                                     const char *const *from,
                                     const char *const *to,
                                     const double      *values,
                                     const BwTone      *tones) G_GNUC_WARN_UNUSED_RESULT;
void     bw_category_flow_chart_get_cell (BwChart *chart,
                                          guint    point,
                                          guint   *from,
                                          guint   *to);

G_END_DECLS
