/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed below a call since it was made, deal by deal. */
#pragma once

#include "core/bw-call-tree.h"

G_BEGIN_DECLS

/* Why a deal counts for more or less than it did. */
typedef enum
{
  BW_CALL_CHANGE_WON,
  BW_CALL_CHANGE_LOST,
  BW_CALL_CHANGE_NEW,       /* was not known */
  BW_CALL_CHANGE_SLIPPED,   /* dated after the period */
  BW_CALL_CHANGE_PULLED_IN, /* dated in the period, which it was not */
  BW_CALL_CHANGE_CATEGORY,  /* surer or less sure */
  BW_CALL_CHANGE_AMOUNT,
  BW_CALL_CHANGE_OWNER, /* came to or left the people that are looked at */
  BW_CALL_CHANGE_GONE,  /* no longer in the exports */
  BW_N_CALL_CHANGES,
} BwCallChangeKind;

/* A deal that counted or counts; amounts in minor units. A deal that is won and counted before and after at the same amount is
 * here too: it became sure. */
typedef struct
{
  guint32          deal;
  BwCallChangeKind kind;
  gint64           before, after;
} BwCallChange;

typedef struct
{
  BwDate  from, to;
  gint64  before, after; /* what stood in the CRM: after - before is the sum over the changes */
  GArray *changes;       /* BwCallChange, the largest first */
} BwCallChanges;

BwCallChanges *bw_call_changes_new (const BwBook   *book,
                                    gint32          person,
                                    const BwPeriod *period,
                                    BwCategory      category,
                                    BwRollupView    view,
                                    BwDate          from,
                                    BwDate          to) G_GNUC_WARN_UNUSED_RESULT;
void           bw_call_changes_free (BwCallChanges *changes);
const char    *bw_call_change_name (BwCallChangeKind kind);
const char    *bw_call_change_title (BwCallChangeKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCallChanges, bw_call_changes_free)

G_END_DECLS
