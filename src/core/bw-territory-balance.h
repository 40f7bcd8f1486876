/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fair a territory plan is, where people overlap and where nobody is. */
#pragma once

#include "core/bw-account-values.h"

G_BEGIN_DECLS

/* A territory's part. */
typedef struct
{
  gint32 territory; /* BW_NOBODY: what belongs to none */
  guint  units;     /* counties */
  guint  pieces;    /* how many connected pieces they are */
  guint  accounts;
  gint64 values[BW_N_MEASURES];
  double deviation[BW_N_MEASURES]; /* from the territories' mean, 0.1 is 10 % more; NaN where the mean is 0 */
} BwTerritoryBalance;

/* Open deals of one person with one account in a territory that is another's. */
typedef struct
{
  gint32 territory;
  gint32 account;
  gint32 person; /* who has the deals, BW_NOBODY nobody known */
  guint  deals;
  gint64 amount;
} BwTerritoryOverlap;

/* A unit of the map with accounts that belongs to no territory. */
typedef struct
{
  gint32 unit; /* of the map; BW_ATLAS_NOWHERE: accounts of which only the state, or nothing, is known */
  guint  accounts;
  gint64 values[BW_N_MEASURES];
} BwTerritoryGap;

GArray *bw_territory_balance_new (const BwTerritoryPlan *plan,
                                  const BwAccountValues *values) G_GNUC_WARN_UNUSED_RESULT;
GArray *bw_territory_overlaps_new (const BwTerritoryPlan *plan) G_GNUC_WARN_UNUSED_RESULT;
GArray *bw_territory_gaps_new (const BwTerritoryPlan *plan,
                               const BwAccountValues *values) G_GNUC_WARN_UNUSED_RESULT;
GArray *bw_territory_counties_new (const BwTerritoryPlan *plan,
                                   const BwAccountValues *values) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
