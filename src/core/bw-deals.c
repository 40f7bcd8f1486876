/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a project as packed columns.
 *
 * Analytics over a million deals are sums over one or two fields. In columns such a sum reads 4 to 16 MB in
 * a row; in an array of structures it would drag all 80 bytes of each deal through the cache. */

#include "core/bw-deals.h"

#include <string.h>

#include "core/bw-block.h"
#include "core/bw-share.h"

enum
{
  FIRST_CAPACITY = 64,
};

/* Makes @deals empty. */
void
bw_deals_init (BwDeals *deals)
{
  memset (deals, 0, sizeof *deals);
  deals->share = bw_share_new ();
}

/* Frees the columns. */
void
bw_deals_clear (BwDeals *deals)
{
  if (bw_share_let_go (&deals->share))
    {
#define FREE_COLUMN(type, name) g_free (deals->name);
      BW_DEAL_COLUMNS (FREE_COLUMN)
#undef FREE_COLUMN
    }
  memset (deals, 0, sizeof *deals);
}

/* Makes room for @capacity deals in all, in columns that nobody else has. */
void
bw_deals_reserve (BwDeals *deals,
                  guint    capacity)
{
  bw_deals_make_writable (deals);
  if (capacity <= deals->capacity)
    return;
#define GROW_COLUMN(type, name) deals->name = g_renew (type, deals->name, capacity);
  BW_DEAL_COLUMNS (GROW_COLUMN)
#undef GROW_COLUMN
  deals->capacity = capacity;
}

/* Adds a deal of which nothing is known but its @key, in stage 0. Returns its index. */
guint
bw_deals_append (BwDeals *deals,
                 gint64   key)
{
  guint i = deals->n;

  if (i == deals->capacity || !bw_share_is_sole (deals->share))
    bw_deals_reserve (deals, MAX (FIRST_CAPACITY, i + i / 2));

#define ZERO_COLUMN(type, name) deals->name[i] = 0;
  BW_DEAL_COLUMNS (ZERO_COLUMN)
#undef ZERO_COLUMN
  deals->key[i] = key;
  deals->amount[i] = BW_MONEY_NONE;
  deals->owner[i] = deals->account[i] = deals->product[i] = BW_NOBODY;
  deals->created[i] = deals->appeared[i] = deals->close[i] = BW_DATE_NONE;
  deals->stage_since[i] = deals->activity[i] = BW_DATE_NONE;
  deals->probability[i] = BW_PROBABILITY_NONE;
  deals->category[i] = BW_CATEGORY_NONE;
  deals->n++;
  return i;
}

/* Makes @to, which is not initialised, a copy of @from. */
void
bw_deals_copy (const BwDeals *from,
               BwDeals       *to)
{
  bw_deals_init (to);
  if (from->n == 0)
    return;
  to->n = to->capacity = from->n;
#define COPY_COLUMN(type, name)                        \
  to->name = bw_block_alloc (sizeof (type) * from->n); \
  memcpy (to->name, from->name, sizeof (type) * from->n);
  BW_DEAL_COLUMNS (COPY_COLUMN)
#undef COPY_COLUMN
}

/* Makes @to, which is not initialised, have the columns of @from in common with it: to be read, and to be
 * written only after bw_deals_make_writable(). */
void
bw_deals_share (const BwDeals *from,
                BwDeals       *to)
{
  if (from->share == NULL)
    {
      bw_deals_copy (from, to);
      return;
    }
  *to = *from;
  g_atomic_ref_count_inc (to->share);
}

/* Gives @deals columns of its own when others have them too. */
void
bw_deals_make_writable (BwDeals *deals)
{
  BwDeals own;

  if (bw_share_is_sole (deals->share))
    return;
  bw_deals_copy (deals, &own);
  bw_deals_clear (deals);
  *deals = own;
}
