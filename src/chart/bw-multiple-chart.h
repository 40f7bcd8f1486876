/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many small series side by side. */
#pragma once

#include "chart/bw-measure.h"

G_BEGIN_DECLS

/* A series of @n values, as many as each of its neighbours. */
typedef struct
{
  const char   *name;   /* copied */
  const double *values; /* (array length=n): NaN unknown; copied */
  guint         n;
  guint         n_known; /* those after are a forecast */
} BwMultipleSeries;

BwChart *bw_multiple_chart_new (const char             *title,
                                const BwMeasure        *measure,
                                const char             *name_title,
                                const BwMultipleSeries *series,
                                guint                   n,
                                gboolean                own_scales) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
