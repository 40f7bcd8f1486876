/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The present value of a deal's field, as its history holds values. */
#pragma once

#include "core/bw-history.h"

G_BEGIN_DECLS

gint64 bw_deal_value_get (const BwDeals *deals,
                          guint          deal,
                          guint8         field);
void   bw_deal_value_set (BwDeals *deals,
                          guint    deal,
                          guint8   field,
                          gint64   value);

G_END_DECLS
