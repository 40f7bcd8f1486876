/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far accounts are from the middle of their territory, over the ground and by the clock. */
#pragma once

#include "core/bw-territory-balance.h"

G_BEGIN_DECLS

/* The middle of a territory. */
typedef struct
{
  guint  n;         /* accounts with a place; 0: there is no middle */
  double latitude;  /* degrees; of its centre where one is set, else of its accounts */
  double longitude; /* degrees */
  double median;    /* km from there to its accounts */
  double hours;     /* ahead of UTC: of the centre, else of most accounts; NaN unknown */
} BwTerritoryMiddle;

/* Accounts of a territory in one parent of the map that are far from its middle. */
typedef struct
{
  gint32   territory;
  gint32   parent; /* of the map */
  gboolean clock;  /* by the clock rather than over the ground */
  guint    n;      /* accounts */
  double   mean;   /* km, or hours, from the middle */
  gint64   amount; /* their pipeline */
  GArray  *units;  /* guint32 (owned): they lie in */
  gint32   to;     /* territory that they are nearer to; BW_NOBODY none */
  double   after;  /* km, or hours, from the middle of that one */
} BwTerritoryReach;

BwTerritoryMiddle *bw_territory_middles_new (const BwTerritoryPlan *plan,
                                             const BwAccountValues *values) G_GNUC_WARN_UNUSED_RESULT;
GArray            *bw_territory_reach_new (const BwTerritoryPlan *plan,
                                           const BwAccountValues *values) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
