/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A quota as it would be set, with what would follow for those who report or for the periods of its year. */
#pragma once

#include "core/bw-quota-share.h"
#include "core/bw-quota-spread.h"

G_BEGIN_DECLS

/* What follows from a quota. */
typedef enum
{
  BW_QUOTA_ALONE,
  BW_QUOTA_SHARE_EVEN, /* shared out among those who report: see bw-quota-share.h */
  BW_QUOTA_SHARE_PAST,
  BW_QUOTA_SHARE_POTENTIAL,
  BW_QUOTA_SPREAD_EVEN, /* a year's is spread over its periods: see bw-quota-spread.h */
  BW_QUOTA_SPREAD_SEASON,
  BW_N_QUOTA_WAYS,
} BwQuotaWay;

/* A quota that would be set. */
typedef struct
{
  BwQuota quota;
  gint64  was;  /* until now, minor units; BW_MONEY_NONE: none */
  double  ramp; /* how much of a settled person's is expected: below 1 of who is new, or leaves */
} BwQuotaLine;

gint64      bw_quota_find (const BwBook  *book,
                           const BwQuota *like);
char       *bw_quota_dup_whose (const BwBook *book,
                                gint32        person,
                                gint32        territory,
                                gint32        product) G_GNUC_WARN_UNUSED_RESULT;
gboolean    bw_quota_way_fits (const BwBook  *book,
                               const BwQuota *whole,
                               BwQuotaWay     way);
const char *bw_quota_way_title (BwQuotaWay way);
GArray     *bw_quota_propose (const BwBook  *book,
                              const BwQuota *whole,
                              BwQuotaWay     way,
                              gboolean       ramps,
                              BwDate         as_of) G_GNUC_WARN_UNUSED_RESULT;
BwBook     *bw_quota_propose_apply (const BwBook *book,
                                    const GArray *lines,
                                    BwQuotaWay    way,
                                    gint64        at,
                                    BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
