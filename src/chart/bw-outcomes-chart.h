/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely each outcome is under several assumptions. */
#pragma once

#include "chart/bw-measure.h"

G_BEGIN_DECLS

/* What may come of one set of assumptions. Amounts in minor units. */
typedef struct
{
  const char   *name;  /* copied */
  const double *paths; /* (array length=n_paths): outcomes that are equally likely, ascending; copied as far as drawn */
  guint         n_paths;
  double        target; /* NaN: none */
  double        chance; /* of reaching the target; NaN: unknown */
  double        p10, p50, p90;
} BwOutcomes;

typedef enum
{
  BW_OUTCOMES_OVER, /* one over the other, the first as what the others are held against */
  BW_OUTCOMES_ROWS, /* one below the other on one axis */
} BwOutcomesLayout;

BwChart *bw_outcomes_chart_new (const char       *title,
                                const char       *currency,
                                BwOutcomesLayout  layout,
                                const BwOutcomes *outcomes,
                                guint             n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
