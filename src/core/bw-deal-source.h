/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows of which files told of a deal. */
#pragma once

#include "core/bw-date.h"

G_BEGIN_DECLS

/* A row of an imported file that brought a deal, or changed it. */
typedef struct
{
  gint64  deal;   /* its key */
  char   *change; /* (owned): bw_deal_source_name_change(); "" for the row that brought the deal */
  char   *file;   /* (owned): the file's name without folder; "" unknown */
  guint64 row;    /* the line in the file, the first being 1; 0 unknown */
} BwDealSource;

char               *bw_deal_source_name_change (BwDate      at,
                                                guint       ordinal,
                                                const char *field) G_GNUC_WARN_UNUSED_RESULT;
const BwDealSource *bw_deal_source_find (const GArray *sources,
                                         gint64        deal,
                                         const char   *change);
const BwDealSource *bw_deal_source_find_last (const GArray *sources,
                                              gint64        deal);
void                bw_deal_source_clear (gpointer source);

G_END_DECLS
