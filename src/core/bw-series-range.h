/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a series' forecasts may be off, from how far they would have been. */
#pragma once

#include "core/bw-series-combine.h"

G_BEGIN_DECLS

/* The spread of a forecast's errors. */
typedef struct
{
  guint   horizon;
  double *sigma; /* [horizon] root of the mean square */
  double *sizes; /* [n_sizes] known errors over their sigma, without sign, in order */
  guint   n_sizes;
  guint   n_known;   /* errors one step ahead within the series */
  guint   n_origins; /* past days that were forecast from */
  guint   span;      /* values between the first and the last of them */
} BwSeriesSpread;

void   bw_series_spread_init (BwSeriesSpread     *spread,
                              const BwSeriesPlan *plan,
                              BwSeriesSpace      *space,
                              const double       *y,
                              guint               n,
                              guint               season,
                              guint               horizon,
                              const double       *fitted);
void   bw_series_spread_clear (BwSeriesSpread *spread);
double bw_series_spread_reach (const BwSeriesSpread *spread,
                               double                level,
                               guint                 step);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwSeriesSpread, bw_series_spread_clear)

G_END_DECLS
