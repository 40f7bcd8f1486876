/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes repeated queries over one book fast: the order of its texts. */
#pragma once

#include "core/bw-query.h"

G_BEGIN_DECLS

/* Holds a reference to its book. What it needs is made when first asked for; not for two threads at once. */
typedef struct _BwQueryIndex BwQueryIndex;

BwQueryIndex  *bw_query_index_new (BwBook       *book,
                                   BwQueryIndex *previous) G_GNUC_WARN_UNUSED_RESULT;
void           bw_query_index_free (BwQueryIndex *index);
BwBook        *bw_query_index_get_book (BwQueryIndex *index);
void           bw_query_index_prepare (BwQueryIndex *index,
                                       BwDealField   field);
gboolean       bw_query_index_is_prepared (BwQueryIndex *index,
                                           BwDealField   field);
const guint32 *bw_query_index_get_ranks (BwQueryIndex *index,
                                         BwDealField   field);
guint32       *bw_query_index_run (BwQueryIndex  *index,
                                   const BwQuery *query,
                                   guint         *n) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwQueryIndex, bw_query_index_free)

G_END_DECLS
