/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several members' forecasts of a series made one. */
#pragma once

#include "core/bw-series-method.h"

G_BEGIN_DECLS

enum
{
  BW_MAX_MEMBERS = 8,
  BW_LONG_SEASON = 24, /* a longer one is taken out before: it has too many places to be told by each member */
};

/* Who takes part. */
typedef struct
{
  BwSeriesMethod members[BW_MAX_MEMBERS];
  guint          n_members;
  guint          n_twice; /* as many of the first speak on the logarithms too, where all values are positive */
} BwSeriesPlan;

/* Room for one call after the other. Nothing is allocated between. */
typedef struct
{
  guint   n;        /* longest series */
  guint   horizon;  /* longest forecast */
  double *means;    /* [2 * BW_MAX_MEMBERS * horizon] */
  double *fits;     /* [2 * BW_MAX_MEMBERS * n] */
  double *logs;     /* [n] */
  double *adjusted; /* [n] */
  double *indices;  /* [season] */
} BwSeriesSpace;

void bw_series_space_init (BwSeriesSpace *space,
                           guint          n,
                           guint          season,
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
