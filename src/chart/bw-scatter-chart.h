/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Things by two values each. */
#pragma once

#include "chart/bw-measure.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name; /* copied */
  double      x, y;
  BwTone      tone;
} BwScatterPoint;

/* An axis: what its values are, and a title in plain words. */
typedef struct
{
  BwMeasure   measure;
  const char *title; /* copied */
} BwScatterAxis;

BwChart *bw_scatter_chart_new (const char           *title,
                               const BwScatterAxis  *x,
                               const BwScatterAxis  *y,
                               const BwScatterPoint *points,
                               guint                 n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
