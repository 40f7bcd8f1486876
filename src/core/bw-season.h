/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a series has a season, what it looks like, and the series without it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the season is laid on the rest: not at all, added, or multiplied. */
typedef enum
{
  BW_SEASON_NONE,
  BW_SEASON_ADDITIVE,
  BW_SEASON_MULTIPLICATIVE,
} BwSeasonKind;

gboolean     bw_season_test (const double *y,
                             guint         n,
                             guint         season);
guint        bw_season_find (const double *y,
                             guint         n,
                             const guint  *candidates,
                             guint         n_candidates);
BwSeasonKind bw_season_indices (const double *y,
                                guint         n,
                                guint         season,
                                double       *indices);
void         bw_season_adjust (const double *y,
                               guint         n,
                               guint         season,
                               BwSeasonKind  kind,
                               const double *indices,
                               double       *adjusted);
void         bw_season_restore (double       *values,
                                guint         n_values,
                                guint         first,
                                guint         season,
                                BwSeasonKind  kind,
                                const double *indices);
BwSeasonKind bw_season_take_out (const double *y,
                                 guint         n,
                                 guint         season,
                                 double       *indices,
                                 double       *adjusted);
BwSeasonKind bw_season_take_out_near (const double *y,
                                      guint         n,
                                      guint         season,
                                      BwSeasonKind  pool_kind,
                                      const double *pool,
                                      double       *indices,
                                      double       *adjusted);

G_END_DECLS
