/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands for a period: everybody's calls and overrides, rolled up the tree beside what the CRM has. */
#pragma once

#include "core/bw-ledger.h"
#include "core/bw-rollup.h"

G_BEGIN_DECLS

/* What was said of a person's number in a category, and what stands. Amounts in minor units and, but for those as said, with all
 * that is surer: commit with closed, best case with both. BW_MONEY_NONE: nothing was said. */
typedef struct
{
  gint64 call, override;           /* as said */
  gint64 called_at, overridden_at; /* seconds since 1970; 0: not said. An override that was taken back keeps its time */
  gint32 caller, overrider;        /* who said it */
  gint64 crm;                      /* what stands in the CRM, with everyone below */
  gint64 below;                    /* what stands of those who report, with the person's own deals as the CRM has them */
  gint64 stands;                   /* the override, else the call, else what is below */
  guint  n_said, n_silent;         /* people, this one and all below, who sell: of whom somebody said something, and of whom nobody did */
} BwCallCell;

typedef struct
{
  BwPeriod    period;
  BwDate      as_of;
  guint       n_people;
  BwCallCell *cells;  /* [person * BW_N_CATEGORIES + category] */
  gint32     *parent; /* of each person: BW_NOBODY at the top, and where managers go in circles */
  BwRollup   *own;    /* of each person's own deals */
  BwRollup    unowned;
  gint64      everyone[BW_N_CATEGORIES]; /* what stands of all at the top and of deals that nobody owns */
  gint64      crm[BW_N_CATEGORIES];      /* what stands in the CRM of all */
} BwCallTree;

BwCallTree *bw_call_tree_new (const BwBook   *book,
                              const BwPeriod *period,
                              BwDate          as_of) G_GNUC_WARN_UNUSED_RESULT;
BwCallTree *bw_call_tree_new_of (const BwBook   *book,
                                 const BwPeriod *period,
                                 BwDate          as_of,
                                 const BwRollup *own,
                                 const BwRollup *unowned) G_GNUC_WARN_UNUSED_RESULT;
void        bw_call_tree_free (BwCallTree *tree);
gint64      bw_call_tree_stands (const BwCallTree *tree,
                                 gint32            person,
                                 BwCategory        category,
                                 BwRollupView      view);
gint64      bw_call_tree_below (const BwCallTree *tree,
                                gint32            person,
                                BwCategory        category,
                                BwRollupView      view);
gboolean    bw_call_is_passed (gint64       said,
                               gint64       surer,
                               gboolean     is_single,
                               BwRollupView view);
char       *bw_call_dup_passed (gint64      said,
                                gint64      surer,
                                const char *currency) G_GNUC_WARN_UNUSED_RESULT;
gboolean    bw_call_tree_is_single (const BwBook *book);
gint64      bw_call_in_view (gint64       said,
                             gint64       surer,
                             gboolean     is_single,
                             BwRollupView view);
GPtrArray  *bw_call_log (const BwBook   *book,
                         gint32          person,
                         const BwPeriod *period,
                         int             category,
                         int             is_override,
                         BwDate          as_of) G_GNUC_WARN_UNUSED_RESULT;

static inline BwCallCell *
bw_call_tree_cell (const BwCallTree *tree,
                   gint32            person,
                   BwCategory        category)
{
  return &tree->cells[(gsize)person * BW_N_CATEGORIES + category];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCallTree, bw_call_tree_free)

G_END_DECLS
