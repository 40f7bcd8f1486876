/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A series in a line of text. */
#pragma once

#include "chart/bw-chart.h"

G_BEGIN_DECLS

BwChart *bw_sparkline_new (const char   *title,
                           const double *values,
                           guint         n,
                           const char   *currency) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
