/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a project as packed columns.
 *
 * Analytics over a million deals are sums over one or two fields. In columns such a sum reads 4 to 16 MB in
 * a row; in an array of structures it would drag all 80 bytes of each deal through the cache. */

#include "core/bw-deals.h"

#include <string.h>

enum
{
  FIRST_CAPACITY = 64,
};

/* Makes @deals empty. */
void
bw_deals_init (BwDeals *deals)
{
  memset (deals, 0, sizeof *deals);
}

/* Frees the columns. */
void
bw_deals_clear (BwDeals *deals)
{
#define FREE_COLUMN(type, name) g_clear_pointer (&deals->name, g_free);
  BW_DEAL_COLUMNS (FREE_COLUMN)
#undef FREE_COLUMN
  deals->n = deals->capacity = 0;
}

/* Makes room for @capacity deals in all. */
void
bw_deals_reserve (BwDeals *deals,
                  guint    capacity)
{
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

  if (i == deals->capacity)
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
  bw_deals_reserve (to, from->n);
  to->n = from->n;
#define COPY_COLUMN(type, name) memcpy (to->name, from->name, sizeof (type) * from->n);
  BW_DEAL_COLUMNS (COPY_COLUMN)
#undef COPY_COLUMN
}
