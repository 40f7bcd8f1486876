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

/* Whether @field is one of the lasting columns, which newer exports mostly leave as they are. */
static inline gboolean
bw_deal_value_is_lasting (guint8 field)
{
  return field == BW_FIELD_NAME || field == BW_FIELD_ACCOUNT || field == BW_FIELD_PRODUCT || field == BW_FIELD_REGION ||
         field == BW_FIELD_TYPE || field == BW_FIELD_SOURCE || field == BW_FIELD_CREATED;
}

G_END_DECLS
