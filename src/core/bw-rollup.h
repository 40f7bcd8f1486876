/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the CRM by forecast category, and the two ways to look at it. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

/* Both views are of the same sums: switching loses nothing. */
typedef enum
{
  BW_ROLLUP_SINGLE,     /* each category for itself */
  BW_ROLLUP_CUMULATIVE, /* with every category that is surer */
  BW_N_ROLLUPS,
} BwRollupView;

/* Amounts (minor units) and numbers of deals by category; BW_CATEGORY_CLOSED is what was won. */
typedef struct
{
  gint64 amount[BW_N_CATEGORIES];
  guint  n[BW_N_CATEGORIES];
} BwRollup;

void        bw_rollup_add_deal (BwRollup  *rollup,
                                BwCategory category,
                                gboolean   is_won,
                                gint64     amount);
void        bw_rollup_add (BwRollup       *rollup,
                           const BwRollup *other);
gint64      bw_rollup_amount (const BwRollup *rollup,
                              BwCategory      category,
                              BwRollupView    view);
guint       bw_rollup_n (const BwRollup *rollup,
                         BwCategory      category,
                         BwRollupView    view);
char       *bw_rollup_dup_filter (const BwBook *book,
                                  BwCategory    category,
                                  BwRollupView  view) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_rollup_dup_open_filter (const BwBook *book) G_GNUC_WARN_UNUSED_RESULT;
void        bw_rollup_append_present (GString      *filter,
                                      const BwBook *book);
gboolean    bw_rollup_view_parse (const char   *name,
                                  BwRollupView *view);
const char *bw_rollup_view_name (BwRollupView view);
const char *bw_rollup_category_name (BwCategory category);

G_END_DECLS
