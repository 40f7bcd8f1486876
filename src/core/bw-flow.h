/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pipeline flow (waterfall) between two days. */
#pragma once

#include "core/bw-scope.h"
#include "core/bw-snapshot.h"

G_BEGIN_DECLS

/* In the order in which they are shown: entries, changes, exits. */
typedef enum
{
  BW_FLOW_NEW,
  BW_FLOW_PULLED_IN,
  BW_FLOW_PUSHED_IN,
  BW_FLOW_REOPENED,
  BW_FLOW_TRANSFERRED_IN,
  BW_FLOW_RESTORED,
  BW_FLOW_INCREASED,
  BW_FLOW_DECREASED,
  BW_FLOW_WON,
  BW_FLOW_LOST,
  BW_FLOW_PUSHED_OUT,
  BW_FLOW_PULLED_EARLIER,
  BW_FLOW_TRANSFERRED_OUT,
  BW_FLOW_OMITTED,
  BW_N_FLOWS,
  BW_FLOW_NOWHERE = 255,
} BwFlowBucket;

/* Which buckets a deal is in. */
typedef struct
{
  guint32 deal;
  guint8  entry; /* a BwFlowBucket or BW_FLOW_NOWHERE */
  guint8  exit;
  gint64  start;   /* minor units at from; 0 when not in the pipeline then */
  gint64  entered; /* what the entry added */
  gint64  change;  /* increased (positive) or decreased */
  gint64  left;    /* what the exit took, positive */
  gint64  end;
} BwFlowDeal;

typedef struct
{
  BwDate   from;
  BwDate   to;
  BwPeriod period;
  BwScope  scope;
  gint64   start;
  gint64   end;
  guint    n_start;
  guint    n_end;
  gint64   value[BW_N_FLOWS]; /* minor units; decreases and exits negative */
  guint    count[BW_N_FLOWS];
  GArray  *deals;    /* BwFlowDeal: every deal that is in some bucket or in start */
  gboolean balanced; /* the identity holds for the total and for each deal */
} BwFlow;

BwFlow     *bw_flow_new (const BwBook   *book,
                         const BwScope  *scope,
                         const BwPeriod *period,
                         BwDate          from,
                         BwDate          to) G_GNUC_WARN_UNUSED_RESULT;
void        bw_flow_free (BwFlow *flow);
const char *bw_flow_bucket_name (BwFlowBucket bucket);
const char *bw_flow_bucket_title (BwFlowBucket bucket);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwFlow, bw_flow_free)

G_END_DECLS
