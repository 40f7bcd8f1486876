/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A series taken apart: trend, one or two seasons, remainder. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

enum
{
  BW_DECOMPOSE_MAX_SEASONS = 2,
};

/* How a series is taken apart. All zero: one round without weights, windows as usual. Windows are counted in values (of
 * the trend) or in years (of the season: values at the same place of the season); even ones are made odd. */
typedef struct
{
  gboolean robust;        /* values far from the rest count less, down to nothing */
  gboolean periodic;      /* every year has the same season */
  guint    season_window; /* 0: 11, and 15 for a second season */
  guint    trend_window;  /* 0: one and a half seasons, wider the faster the season may change */
} BwDecomposeOptions;

/* y = trend + seasons + remainder, value by value, where y is known. */
typedef struct
{
  guint   n;
  guint   n_seasons; /* how many of those asked for the series is long enough for */
  guint   length[BW_DECOMPOSE_MAX_SEASONS];
  double *trend;                            /* [n] */
  double *season[BW_DECOMPOSE_MAX_SEASONS]; /* [n] each, NULL beyond n_seasons */
  double *remainder;                        /* [n]; NaN where y is */
  double *weight;                           /* [n]: how much the value counted, 0 to 1; 0 where y is NaN */
} BwDecomposition;

BwDecomposition *bw_decompose (const double             *y,
                               guint                     n,
                               const guint              *seasons,
                               guint                     n_seasons,
                               const BwDecomposeOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void             bw_decomposition_free (BwDecomposition *decomposition);
double           bw_decomposition_fit (const BwDecomposition *decomposition,
                                       guint                  i);
double           bw_decomposition_trend_strength (const BwDecomposition *decomposition);
double           bw_decomposition_season_strength (const BwDecomposition *decomposition,
                                                   guint                  season);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDecomposition, bw_decomposition_free)

G_END_DECLS
