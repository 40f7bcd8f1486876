/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the deals of a book by the CRM's id, or by what else tells them apart.
 *
 * An open hash table of deal numbers with linear probing, at most two thirds full: nothing is copied, the texts are compared where they stand, and only
 * those whose hashes have the same tag, so that a search goes to memory once. It is made at the first search: an export in the order of the
 * last one needs none. Deals without an id are told apart by name,
 * account and owner; of several alike the first that was not yet met in the file is taken, so that a file in the same order finds
 * the same deals. */

#include "import/bw-deal-index.h"
#include "core/bw-text-index.h"

#include <string.h>

static guint64
hash_bytes (const char *bytes,
            gsize       n)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  for (gsize i = 0; i < n; i++)
    hash = (hash ^ (guint8)bytes[i]) * G_GUINT64_CONSTANT (1099511628211);
  return hash ^ hash >> 29;
}

static guint64
hash_key (const char *ref,
          const char *name,
          gint32      account,
          gint32      owner)
{
  if (*ref != '\0')
    return hash_bytes (ref, bw_ref_length (ref));
  return hash_bytes (name, strlen (name)) + (guint32)account * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) +
         (guint32)owner * G_GUINT64_CONSTANT (0xc2b2ae3d27d4eb4f);
}

static guint32
tag_of (guint64 hash)
{
  return (guint32)(hash >> 32);
}

/* Enters the deals of the book. */
void
bw_deal_index_fill (BwDealIndex *index)
{
  gsize size = 64;

  while (size * 2 < (gsize)MAX (index->expected, index->book->deals.n) * 3)
    size *= 2;
  index->mask = size - 1;
  index->slots = g_new0 (BwDealSlot, size);
  index->n = 0;
  for (guint i = 0; i < index->book->deals.n; i++)
    bw_deal_index_add (index, i);
}

/* Makes room for @expected deals. */
void
bw_deal_index_reserve (BwDealIndex *index,
                       guint        expected)
{
  index->expected = MAX (index->expected, expected);
  if (index->slots == NULL || (index->mask + 1) * 2 >= (gsize)index->expected * 3)
    return;
  g_clear_pointer (&index->slots, g_free);
  bw_deal_index_fill (index);
}

/* Makes @index hold the deals of @book, with room for @expected. */
void
bw_deal_index_init (BwDealIndex  *index,
                    const BwBook *book,
                    guint         expected)
{
  *index = (BwDealIndex) { .book = book, .expected = expected };
}

/* Frees what @index holds. */
void
bw_deal_index_clear (BwDealIndex *index)
{
  g_clear_pointer (&index->slots, g_free);
}

/* Adds a deal of the book; there must be room. */
void
bw_deal_index_add (BwDealIndex *index,
                   guint        deal)
{
  const BwDeals *deals = &index->book->deals;
  guint64        hash;
  gsize          at;

  if (index->slots == NULL)
    return;
  g_return_if_fail (index->n < index->mask);

  hash = hash_key (bw_book_text (index->book, deals->ref[deal]), bw_book_text (index->book, deals->name[deal]),
                   deals->account[deal], deals->owner[deal]);
  at = hash & index->mask;
  while (index->slots[at].deal != 0)
    at = (at + 1) & index->mask;
  index->slots[at] = (BwDealSlot) { deal + 1, tag_of (hash) };
  index->n++;
}

/* The deal with the id @ref, or when that is "" called @name with this account and owner; -1 for none. Without an id, deals
 * marked in @seen are passed over. */
gint64
bw_deal_index_find (BwDealIndex  *index,
                    const char   *ref,
                    const char   *name,
                    gint32        account,
                    gint32        owner,
                    const guint8 *seen)
{
  const BwDeals *deals = &index->book->deals;
  gsize          length = bw_ref_length (ref);
  guint64        hash = hash_key (ref, name, account, owner);
  guint32        tag = tag_of (hash);

  if (index->slots == NULL)
    bw_deal_index_fill (index);

  for (gsize at = hash & index->mask; index->slots[at].deal != 0; at = (at + 1) & index->mask)
    {
      guint       deal = index->slots[at].deal - 1;
      const char *other;

      if (index->slots[at].tag != tag)
        continue;
      other = bw_book_text (index->book, deals->ref[deal]);
      if (*ref != '\0' ? bw_ref_length (other) == length && memcmp (other, ref, length) == 0
                       : *other == '\0' && !seen[deal] && deals->account[deal] == account &&
                           deals->owner[deal] == owner &&
                           strcmp (bw_book_text (index->book, deals->name[deal]), name) == 0)
        return deal;
    }
  return -1;
}
