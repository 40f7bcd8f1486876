/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals that a grid shows, as a list model over the packed columns. */
#pragma once

#include "core/bw-as-adjusted.h"
#include "core/bw-changed.h"
#include "core/bw-deal-groups.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_DEAL_ITEM (bw_deal_item_get_type ())
#define BW_TYPE_DEAL_LIST (bw_deal_list_get_type ())

/* A row of a list: made when it is needed. */
G_DECLARE_FINAL_TYPE (BwDealItem, bw_deal_item, BW, DEAL_ITEM, GObject)

guint   bw_deal_item_get_deal (BwDealItem *self);
guint   bw_deal_item_get_group (BwDealItem *self);
BwBook *bw_deal_item_get_book (BwDealItem *self);

/* A GListModel of BwDealItem. Follows the session's book and focus by itself. Signal: "refreshed" after the list was made
 * anew: every row may show another deal then, "items-changed" only tells of rows added or taken away at the end. */
G_DECLARE_FINAL_TYPE (BwDealList, bw_deal_list, BW, DEAL_LIST, GObject)

BwDealList *bw_deal_list_new (BwSession *session) G_GNUC_WARN_UNUSED_RESULT;
void        bw_deal_list_set_search (BwDealList *self,
                                     const char *search);
gboolean    bw_deal_list_set_filter (BwDealList *self,
                                     const char *expression,
                                     GError    **error);
const char *bw_deal_list_get_filter (BwDealList *self);
BwDealField bw_deal_list_get_sort (BwDealList *self,
                                   gboolean   *descending);
void        bw_deal_list_set_sort (BwDealList *self,
                                   BwDealField field,
                                   gboolean    descending);
/* Whether only the focus' period is shown, and only open deals. */
void bw_deal_list_set_restriction (BwDealList *self,
                                   gboolean    in_period,
                                   gboolean    open_only);
/* Groups: their headers are rows beside the deals. */
void                bw_deal_list_set_grouping (BwDealList       *self,
                                               const BwGrouping *grouping);
const BwGrouping   *bw_deal_list_get_grouping (BwDealList *self);
const BwDealGroups *bw_deal_list_get_groups (BwDealList *self);
guint               bw_deal_list_get_group_at (BwDealList *self,
                                               guint       position);
gboolean            bw_deal_list_is_folded (BwDealList *self,
                                            guint       group);
void                bw_deal_list_fold (BwDealList *self,
                                       guint       group,
                                       gboolean    folded);
void                bw_deal_list_fold_all (BwDealList *self,
                                           gboolean    folded);
gboolean            bw_deal_list_reveal (BwDealList *self,
                                         guint       deal);
/* What changed since a day, as bw_changed_parse_since() reads it. */
void             bw_deal_list_set_since (BwDealList *self,
                                         const char *since,
                                         gboolean    only_changed);
const BwChanged *bw_deal_list_get_changed (BwDealList *self);
guint            bw_deal_list_count_changed (BwDealList *self,
                                             guint      *n_new);
/* What the rows sum up to: minor units over those with an amount. */
gint64 bw_deal_list_get_total (BwDealList *self);
void   bw_deal_list_get_adjusted (BwDealList    *self,
                                  BwAdjustedSum *sum);
guint  bw_deal_list_get_n_undated (BwDealList *self);
/* How many of the rows are in the pipeline as the forecast counts it (open, dated, not omitted), and what they sum up to; open
 * rows that are left out because they are omitted. With the period as restriction these are the forecast's own numbers. */
gint64   bw_deal_list_get_pipeline (BwDealList *self,
                                    guint      *n);
guint    bw_deal_list_get_n_omitted (BwDealList *self);
guint    bw_deal_list_get_deal_at (BwDealList *self,
                                   guint       position);
int      bw_deal_list_find (BwDealList *self,
                            guint       deal);
gboolean bw_deal_list_is_sorting (BwDealList *self);
BwDate   bw_deal_list_get_today (BwDealList *self);
gboolean bw_deal_list_is_past (BwDealList *self);
gboolean bw_deal_list_is_making_past (BwDealList *self);
/* (transfer none): the book that the list was made from. */
BwBook *bw_deal_list_get_book (BwDealList *self);
/* (transfer none) (array length=n): the deals in their order. */
const guint32 *bw_deal_list_get_deals (BwDealList *self,
                                       guint      *n);

G_END_DECLS
