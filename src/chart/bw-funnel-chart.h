/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many deals get from stage to stage. */
#pragma once

#include "chart/bw-chart.h"

G_BEGIN_DECLS

/* A stage of the funnel, in the order of the process; the last is winning. */
typedef struct
{
  const char *name; /* copied */
  guint       n_entered;
  double      conversion;      /* share of those that left it who moved on; NaN too few to say */
  double      past_conversion; /* the same in the periods before; NaN unknown */
  double      days;            /* median days in the stage of those that moved on; NaN unknown */
} BwFunnelStage;

BwChart *bw_funnel_chart_new (const char          *title,
                              const BwFunnelStage *stages,
                              guint                n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
