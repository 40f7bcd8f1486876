/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of parts, column by column. */
#pragma once

#include "chart/bw-measure.h"

G_BEGIN_DECLS

BwChart *bw_stack_chart_new (const char        *title,
                             const BwMeasure   *measure,
                             const char        *column_title,
                             const char *const *columns,
                             const char *const *parts,
                             const double      *values) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
