/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lever matters most. */
#pragma once

#include "chart/bw-measure.h"

G_BEGIN_DECLS

/* A lever moved down and up, alone, and where the result lands. */
typedef struct
{
  const char *name;                       /* copied */
  const char *low_setting, *high_setting; /* copied: "20 %" and "30 %" */
  double      low, high;
} BwTornadoLever;

BwChart *bw_tornado_chart_new (const char           *title,
                               const BwMeasure      *measure,
                               double                base,
                               const BwTornadoLever *levers,
                               guint                 n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
