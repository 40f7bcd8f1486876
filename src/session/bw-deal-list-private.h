/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the list of deals share. */
#pragma once

#include "core/bw-group-rows.h"
#include "core/bw-query-index.h"
#include "session/bw-deal-list.h"

G_BEGIN_DECLS

struct _BwDealList
{
  GObject       parent_instance;
  BwSession    *session;  /* (owned) */
  BwQueryIndex *index;    /* (owned) (nullable): of the book whose deals these are */
  BwBook       *present;  /* (owned) (nullable): of which past is what was known on a day */
  BwBook       *past;     /* (owned) (nullable) */
  guint8       *known;    /* (owned) (nullable): 1 for each deal that there was on that day */
  BwDate        past_day; /* of past */
  BwBook       *made_of;  /* (owned) (nullable): the past is being made of this, of made_day */
  BwDate        made_day;
  guint         n_makings;      /* that were begun or dropped */
  guint32      *deals;          /* (array length=n) */
  guint         n;              /* deals */
  BwDealGroups *groups;         /* (owned) (nullable) */
  BwGroupRows  *rows;           /* (owned): of the groups */
  BwChanged    *changed;        /* (owned) (nullable): of changed_book */
  BwBook       *changed_book;   /* (owned) (nullable) */
  guint         n_comparisons;  /* that were begun */
  BwAsAdjusted *as_adjusted;    /* (owned) (nullable): the adjusted deals of as_adjusted_of */
  BwBook       *as_adjusted_of; /* (owned) (nullable) */
  guint         n_undated;
  guint         n_omitted;
  guint         n_pipeline;
  gint64        total;
  gint64        pipeline;
  BwDate        today;

  char       *search;     /* (nullable) */
  char       *expression; /* (nullable) */
  BwDealField sort;
  gboolean    descending;
  gboolean    in_period;
  gboolean    open_only;
  BwGrouping  grouping;
  char       *since; /* (nullable) */
  gboolean    only_changed;

  BwDealField shown_sort; /* the order that the list has */
  gboolean    shown_descending;
  BwGrouping  shown_grouping;
  gboolean    ranking; /* a worker ranks the texts */
  guint       held;    /* source that lets it */
};

/* bw-deal-list.c */
guint bw_deal_list_count_rows (BwDealList *self);
void  bw_deal_list_refresh (BwDealList *self);
void  bw_deal_list_init_query (BwDealList   *self,
                               BwBook       *book,
                               BwQuery      *query,
                               BwScopeMask **mask,
                               BwFilter    **filter);
void  bw_deal_list_tell_rows (BwDealList *self,
                              guint       before);

/* bw-deal-list-past.c */
BwBook *bw_deal_list_choose_book (BwDealList *self,
                                  BwBook     *present,
                                  BwDate     *day);
void    bw_deal_list_clear_past (BwDealList *self);

/* bw-deal-list-rank.c */
void bw_deal_list_choose_order (BwDealList   *self,
                                BwQueryIndex *index);
void bw_deal_list_plan_ranking (BwDealList *self);

/* bw-deal-list-compare.c */
void bw_deal_list_compare (BwDealList *self);
void bw_deal_list_take_changed (BwDealList *self,
                                BwChanged  *changed,
                                BwBook     *book);

G_END_DECLS
