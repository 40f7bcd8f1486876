/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year's quota spread over its periods. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

typedef enum
{
  BW_SPREAD_EVEN,
  BW_SPREAD_SEASON, /* as what was won in past years fell on the periods */
  BW_N_SPREADS,
} BwSpread;

/* The most periods that a year is spread over. */
#define BW_SPREAD_MAX 12

guint bw_quota_spread_shares (const BwBook *book,
                              BwSpread      spread,
                              int           year,
                              double        shares[BW_SPREAD_MAX],
                              guint        *n_years);
void  bw_quota_spread_parts (gint64       total,
                             const double shares[BW_SPREAD_MAX],
                             guint        n,
                             gint64       parts[BW_SPREAD_MAX]);

G_END_DECLS
