/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A manager's quota shared out among those who report, and how the two compare. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

/* By what a quota is shared out. */
typedef enum
{
  BW_SHARE_EVEN,
  BW_SHARE_PAST,      /* what each closed in the year before */
  BW_SHARE_POTENTIAL, /* what is open with each, and what the accounts of each bought in the two years before */
  BW_N_SHARES,
} BwShareKind;

/* Somebody's part. */
typedef struct
{
  gint32 person;
  double weight; /* what the part goes by, before the ramp; minor units, or 1 where even */
  double ramp;   /* how much of a settled person's is expected in the period: below 1 of who is new, or leaves */
  gint64 was;    /* the quota until now; BW_MONEY_NONE: none */
  gint64 amount; /* minor units */
} BwQuotaPart;

/* A quota beside the sum of those of the people who report. */
typedef struct
{
  gint32 person; /* BW_NOBODY: the organisation */
  gint64 quota;  /* BW_MONEY_NONE: none */
  gint64 below;  /* the sum; BW_MONEY_NONE where nobody below has one */
  guint  n_with; /* of those who report */
  guint  n_without;
} BwQuotaGap;

GArray     *bw_quota_gaps (const BwBook   *book,
                           const BwPeriod *period) G_GNUC_WARN_UNUSED_RESULT;
GArray     *bw_quota_share_out (const BwBook   *book,
                                gint32          manager,
                                const BwPeriod *period,
                                gint64          amount,
                                BwShareKind     kind,
                                gboolean        ramps,
                                BwDate          as_of) G_GNUC_WARN_UNUSED_RESULT;
BwBook     *bw_quota_share_apply (const BwBook   *book,
                                  const GArray   *parts,
                                  const BwPeriod *period,
                                  BwShareKind     kind,
                                  gint64          at,
                                  BwDelta       **delta) G_GNUC_WARN_UNUSED_RESULT;
gboolean    bw_share_kind_parse (const char  *name,
                                 BwShareKind *kind);
const char *bw_share_kind_name (BwShareKind kind);
const char *bw_share_kind_title (BwShareKind kind);

G_END_DECLS
