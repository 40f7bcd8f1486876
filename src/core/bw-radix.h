/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts numbers, and texts, into order. */
#pragma once

#include "core/bw-pool.h"

G_BEGIN_DECLS

#define BW_RADIX_NONE G_MININT64

void     bw_radix_order (const gint64 *values,
                         guint         n,
                         gboolean      descending,
                         guint32      *order);
guint32 *bw_radix_rank_texts (const BwPool *pool,
                              const BwText *texts,
                              guint         n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
