/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which part of a split each deal or record belongs to. */
#pragma once

#include "core/bw-record.h"
#include "core/bw-sales-series.h"

G_BEGIN_DECLS

typedef struct _BwSalesParts BwSalesParts;

BwSalesParts *bw_sales_parts_new (const BwBook *book,
                                  BwSalesSplit  split,
                                  guint         field) G_GNUC_WARN_UNUSED_RESULT;
void          bw_sales_parts_free (BwSalesParts *parts);
guint         bw_sales_parts_of_deal (BwSalesParts *parts,
                                      guint         deal);
guint         bw_sales_parts_of_record (BwSalesParts   *parts,
                                        const BwRecord *record);
GPtrArray    *bw_sales_parts_get_names (BwSalesParts *parts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSalesParts, bw_sales_parts_free)

G_END_DECLS
