/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several members' forecasts of a series made one. */
#pragma once

#include "core/bw-series-method.h"

G_BEGIN_DECLS

enum
{
  BW_MAX_MEMBERS = 8,
};

/* Who takes part. */
typedef struct
{
  BwSeriesMethod members[BW_MAX_MEMBERS];
  guint          n_members;
  gboolean       logarithms; /* each takes part twice where all values are positive: also on their logarithms */
} BwSeriesPlan;

/* Room for one call after the other. Nothing is allocated between. */
typedef struct
{
  guint   n;       /* longest series */
  guint   horizon; /* longest forecast */
  double *means;   /* [2 * BW_MAX_MEMBERS * horizon] */
  double *fits;    /* [2 * BW_MAX_MEMBERS * n] */
  double *logs;    /* [n] */
} BwSeriesSpace;

void bw_series_space_init (BwSeriesSpace *space,
                           guint          n,
                           guint          horizon);
void bw_series_space_clear (BwSeriesSpace *space);
void bw_series_combine (const BwSeriesPlan *plan,
                        BwSeriesSpace      *space,
                        const double       *y,
                        guint               n,
                        guint               season,
                        guint               horizon,
                        double             *mean,
                        double             *fitted,
                        double             *weights);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwSeriesSpace, bw_series_space_clear)

G_END_DECLS
