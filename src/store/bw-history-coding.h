/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compact form of a history. */
#pragma once

#include "core/bw-history.h"

G_BEGIN_DECLS

/* What decoded values have to keep to: fields are below n_fields, values of a field are floor to floor + span, imports are
 * below n_imports. */
typedef struct
{
  guint   n_fields; /* BW_N_FIELDS and those of the project's own */
  gint64  floor[BW_MAX_FIELDS];
  guint64 span[BW_MAX_FIELDS];
  gint64  n_imports;
} BwHistoryLimits;

GByteArray *bw_history_encode (const BwHistory *history,
                               const BwDeals   *deals,
                               guint            n_deals,
                               guint            n_fields) G_GNUC_WARN_UNUSED_RESULT;
gboolean    bw_history_decode (const guint8          *bytes,
                               gsize                  length,
                               const BwDeals         *deals,
                               guint                  n_deals,
                               const BwHistoryLimits *limits,
                               BwHistory             *history) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
