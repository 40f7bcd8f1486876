/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compact form of a history. */
#pragma once

#include "core/bw-history.h"

G_BEGIN_DECLS

/* What decoded values have to keep to: those of a field are floor to floor + span, imports are below n_imports. */
typedef struct
{
  gint64  floor[BW_N_FIELDS];
  guint64 span[BW_N_FIELDS];
  gint64  n_imports;
} BwHistoryLimits;

GByteArray *bw_history_encode (const BwHistory *history,
                               guint            n_deals) G_GNUC_WARN_UNUSED_RESULT;
gboolean    bw_history_decode (const guint8          *bytes,
                               gsize                  length,
                               guint                  n_deals,
                               const BwHistoryLimits *limits,
                               BwHistory             *history) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
