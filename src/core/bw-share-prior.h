/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many closed deals the share of wins of a larger group is worth to a smaller one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The numbers of closed deals that are tried, from few to many. */
#define BW_SHARE_PRIOR_N 5

/* What happened in one cell: time at risk in weeks, and how often it ended how. */
typedef struct
{
  double exposure;
  double won;
  double lost;
  double moved;
} BwHazardCell;

void   bw_share_prior_score (const BwHazardCell *cells,
                             guint               n_slices,
                             guint               n_classes,
                             guint               n_bins,
                             const double       *keep,
                             double             *losses);
double bw_share_prior_choose (const double *losses);

G_END_DECLS
