/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How quotas changed.
 *
 * A quota is one row for whose it is, of which product and for which period, and is written over; what it was stands in a log beside it. The
 * log is made by comparing the rows of before with those of after, so that every way in which quotas change (by hand,
 * spread, imported, moved with territories) tells the same. O(quotas). */

#include "core/bw-quota-log.h"

/* Whose quota, of what, for when. */
static guint
hash_scope (gconstpointer data)
{
  const BwQuota *quota = data;

  return (guint)quota->person * 0x9e3779b1u ^ (guint)quota->territory * 0x85ebca6bu ^ (guint)quota->product * 0xc2b2ae35u ^
         (guint)quota->from * 0x27d4eb2fu ^ (guint)quota->to;
}

static gboolean
scopes_equal (gconstpointer a,
              gconstpointer b)
{
  const BwQuota *x = a, *y = b;

  return x->person == y->person && x->territory == y->territory && x->product == y->product && x->from == y->from && x->to == y->to;
}

/* The rows of @quotas by what they are of: the last of those that are alike. */
static GHashTable *
index_quotas (const GArray *quotas)
{
  GHashTable *index = g_hash_table_new (hash_scope, scopes_equal);

  for (guint i = 0; i < quotas->len; i++)
    g_hash_table_replace (index, &g_array_index (quotas, BwQuota, i), &g_array_index (quotas, BwQuota, i));
  return index;
}

static void
add_change (BwBook        *after,
            const BwQuota *quota,
            gint64         was,
            gint64         amount,
            gint64         at,
            BwText         note)
{
  BwQuotaChange change = { bw_book_random_key (), quota->person, quota->territory, quota->product, quota->from, quota->to, was, amount, at, note };

  g_array_append_val (after->quota_changes, change);
}

/* Notes in @after, which is being made, what is another quota than @were (element-type BwQuota) says. @at is in seconds since
 * 1970; @note (nullable) says how it came. */
void
bw_quota_log_note (BwBook       *after,
                   const GArray *were,
                   gint64        at,
                   const char   *note)
{
  g_autoptr (GHashTable) before = index_quotas (were);
  g_autoptr (GHashTable) now = index_quotas (after->quotas);
  BwText text = note != NULL && *note != '\0' ? bw_pool_intern (&after->texts, note) : 0;

  for (guint i = 0; i < after->quotas->len; i++)
    {
      const BwQuota *quota = &g_array_index (after->quotas, BwQuota, i);
      const BwQuota *was = g_hash_table_lookup (before, quota);

      if (g_hash_table_lookup (now, quota) == quota && (was == NULL || was->amount != quota->amount))
        add_change (after, quota, was != NULL ? was->amount : BW_MONEY_NONE, quota->amount, at, text);
    }
  for (guint i = 0; i < were->len; i++)
    {
      const BwQuota *quota = &g_array_index (were, BwQuota, i);

      if (g_hash_table_lookup (before, quota) == quota && !g_hash_table_contains (now, quota))
        add_change (after, quota, quota->amount, BW_MONEY_NONE, at, text);
    }
}
