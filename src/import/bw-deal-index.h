/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the deals of a book by the CRM's id, or by what else tells them apart. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 deal; /* + 1, 0 free */
  guint32 tag;  /* bits of the hash that do not say where the slot is */
} BwDealSlot;

typedef struct
{
  const BwBook *book;  /* not owned */
  BwDealSlot   *slots; /* (nullable): made when something is first looked for */
  gsize         mask;
  guint         n;
  guint         expected;
} BwDealIndex;

void   bw_deal_index_init (BwDealIndex  *index,
                           const BwBook *book,
                           guint         expected);
void   bw_deal_index_reserve (BwDealIndex *index,
                              guint        expected);
void   bw_deal_index_fill (BwDealIndex *index);
void   bw_deal_index_clear (BwDealIndex *index);
void   bw_deal_index_add (BwDealIndex *index,
                          guint        deal);
gint64 bw_deal_index_find (BwDealIndex  *index,
                           const char   *ref,
                           const char   *name,
                           gint32        account,
                           gint32        owner,
                           const guint8 *seen);

G_END_DECLS
