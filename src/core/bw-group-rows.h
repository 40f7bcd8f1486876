/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of deals as the rows of a table, each folded or not. */
#pragma once

#include "core/bw-deal-groups.h"

G_BEGIN_DECLS

/* Knows which groups are folded, also when they are made anew. */
typedef struct _BwGroupRows BwGroupRows;

BwGroupRows *bw_group_rows_new (void) G_GNUC_WARN_UNUSED_RESULT;
void         bw_group_rows_free (BwGroupRows *rows);
void         bw_group_rows_lay_out (BwGroupRows        *rows,
                                    const BwDealGroups *groups,
                                    const BwBook       *book);
guint        bw_group_rows_count (const BwGroupRows *rows);
gboolean     bw_group_rows_get (const BwGroupRows *rows,
                                guint              position,
                                guint             *group,
                                guint             *place);
int          bw_group_rows_find_group (const BwGroupRows *rows,
                                       guint              group);
int          bw_group_rows_find_place (const BwGroupRows *rows,
                                       guint              place);
guint        bw_group_rows_group_of (const BwGroupRows *rows,
                                     guint              place);
gboolean     bw_group_rows_is_folded (const BwGroupRows *rows,
                                      guint              group);
void         bw_group_rows_fold (BwGroupRows *rows,
                                 guint        group,
                                 gboolean     folded);
void         bw_group_rows_fold_all (BwGroupRows *rows,
                                     gboolean     folded);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwGroupRows, bw_group_rows_free)

G_END_DECLS
