/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fair a territory plan is, where people overlap and where nobody is. */
#pragma once

#include "core/bw-territory-plan.h"

G_BEGIN_DECLS

typedef enum
{
  BW_MEASURE_ACCOUNTS,
  BW_MEASURE_PIPELINE, /* open amounts, not omitted; minor units */
  BW_MEASURE_HISTORY,  /* won in the last four whole quarters; minor units */
  BW_N_MEASURES,
} BwMeasure;

/* What each account is worth. Vanished deals do not count. */
typedef struct
{
  guint   n;
  gint64 *values[BW_N_MEASURES]; /* (array length=n) each */
  BwDate  from;                  /* of the history */
  BwDate  to;
  guint   n_without_account;              /* open or lately won deals that name no account */
  gint64  without_account[BW_N_MEASURES]; /* their amounts */
} BwAccountValues;

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

/* A county with accounts that belongs to no territory. */
typedef struct
{
  gint32 county; /* BW_ATLAS_NOWHERE: accounts of which only the state, or nothing, is known */
  guint  accounts;
  gint64 values[BW_N_MEASURES];
} BwTerritoryGap;

BwAccountValues *bw_account_values_new (const BwBook *book,
                                        BwDate        as_of) G_GNUC_WARN_UNUSED_RESULT;
void             bw_account_values_free (BwAccountValues *values);
GArray          *bw_territory_balance_new (const BwTerritoryPlan *plan,
                                           const BwAccountValues *values) G_GNUC_WARN_UNUSED_RESULT;
GArray          *bw_territory_overlaps_new (const BwTerritoryPlan *plan) G_GNUC_WARN_UNUSED_RESULT;
GArray          *bw_territory_gaps_new (const BwTerritoryPlan *plan,
                                        const BwAccountValues *values) G_GNUC_WARN_UNUSED_RESULT;
GArray          *bw_territory_counties_new (const BwTerritoryPlan *plan,
                                            const BwAccountValues *values) G_GNUC_WARN_UNUSED_RESULT;
const char      *bw_measure_name (BwMeasure measure);
const char      *bw_measure_title (BwMeasure measure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAccountValues, bw_account_values_free)

G_END_DECLS
