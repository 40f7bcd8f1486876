/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The season that like series have in common, lent to those too short to show one. */
#pragma once

#include "core/bw-member.h"

G_BEGIN_DECLS

/* Seasons of like series, gathered by place in the season. */
typedef struct _BwSeasonPool BwSeasonPool;

BwSeasonPool *bw_season_pool_new (guint season) G_GNUC_WARN_UNUSED_RESULT;
void          bw_season_pool_free (BwSeasonPool *pool);
gboolean      bw_season_pool_add (BwSeasonPool *pool,
                                  const double *y,
                                  guint         n,
                                  guint         place);
guint         bw_season_pool_n_series (const BwSeasonPool *pool);
gboolean      bw_season_pool_indices (const BwSeasonPool *pool,
                                      guint               place,
                                      double             *indices);
void          bw_season_pool_forecast (const BwSeasonPool *pool,
                                       guint               place,
                                       BwMember            member,
                                       const double       *y,
                                       guint               n,
                                       guint               horizon,
                                       BwMemberForecast   *forecast);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSeasonPool, bw_season_pool_free)

G_END_DECLS
