/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From which category to which the deals of a flow went. */
#pragma once

#include "core/bw-flow.h"

G_BEGIN_DECLS

/* Where a deal came from and where it went: the categories, then what is outside of the pipeline. */
enum
{
  BW_CATEGORY_FLOW_NEW = BW_N_CATEGORIES, /* did not exist at the start */
  BW_CATEGORY_FLOW_CAME,                  /* was elsewhere: in another period, with somebody else, closed, omitted */
  BW_CATEGORY_FLOW_N_FROM,
  BW_CATEGORY_FLOW_WON = BW_N_CATEGORIES,
  BW_CATEGORY_FLOW_LOST,
  BW_CATEGORY_FLOW_LEFT, /* went elsewhere */
  BW_CATEGORY_FLOW_N_TO,
};

/* Amounts as they are at the end, or when the deal left; minor units. */
typedef struct
{
  gint64  value[BW_CATEGORY_FLOW_N_FROM][BW_CATEGORY_FLOW_N_TO];
  guint   count[BW_CATEGORY_FLOW_N_FROM][BW_CATEGORY_FLOW_N_TO];
  guint8 *from, *to; /* (array length=flow->deals->len): of each deal of the flow */
} BwCategoryFlow;

BwCategoryFlow *bw_category_flow_new (const BwBook *book,
                                      const BwFlow *flow) G_GNUC_WARN_UNUSED_RESULT;
void            bw_category_flow_free (BwCategoryFlow *flow);
const char     *bw_category_flow_from_title (const BwBook *book,
                                             guint         from);
const char     *bw_category_flow_to_title (const BwBook *book,
                                           guint         to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCategoryFlow, bw_category_flow_free)

G_END_DECLS
