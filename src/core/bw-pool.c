/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pool of texts that are told apart by their offset.
 *
 * A million names as separate allocations cost 32 MB of headers and a cache miss each; in a pool they
 * are one block that is searched, copied and written to a file as it is. Texts that repeat (regions,
 * types) are interned through a table of offsets. Copies of a pool share the block until one of them adds a text. */

#include "core/bw-pool.h"

#include <string.h>

#include "core/bw-block.h"
#include "core/bw-share.h"

enum
{
  FIRST_CAPACITY = 64,
};


/* Makes @pool hold the empty text alone. */
void
bw_pool_init (BwPool *pool)
{
  pool->capacity = FIRST_CAPACITY;
  pool->bytes = g_malloc0 (pool->capacity);
  pool->length = 1;
  pool->interned = (BwTextTable) { NULL };
  pool->share = bw_share_new ();
}

/* Frees what @pool holds. */
void
bw_pool_clear (BwPool *pool)
{
  if (bw_share_let_go (&pool->share))
    g_free (pool->bytes);
  pool->bytes = NULL;
  bw_text_table_clear (&pool->interned);
  pool->length = pool->capacity = 0;
}

/* Makes @to, which is not initialised, a copy of @from with the same offsets. */
void
bw_pool_copy (const BwPool *from,
              BwPool       *to)
{
  *to = *from;
  to->interned = (BwTextTable) { NULL };
  g_atomic_ref_count_inc (to->share);
}

/* Makes room for @needed bytes in a block that nobody else has. */
static void
reserve (BwPool *pool,
         gsize   needed)
{
  gsize capacity = MAX (pool->length + pool->length / 2, needed);
  char *bytes;

  if (bw_share_is_sole (pool->share))
    {
      pool->bytes = g_realloc (pool->bytes, capacity);
      pool->capacity = capacity;
      return;
    }
  bytes = bw_block_alloc (capacity);
  memcpy (bytes, pool->bytes, pool->length);
  if (bw_share_let_go (&pool->share))
    g_free (pool->bytes);
  pool->share = bw_share_new ();
  pool->bytes = bytes;
  pool->capacity = capacity;
}

/* Replaces what @pool holds by @bytes (transfer full), whose first and last of @length bytes are 0. */
void
bw_pool_take_bytes (BwPool *pool,
                    char   *bytes,
                    gsize   length)
{
  g_return_if_fail (length >= 1 && bytes[0] == '\0' && bytes[length - 1] == '\0');

  bw_pool_clear (pool);
  pool->share = bw_share_new ();
  pool->bytes = bytes;
  pool->length = pool->capacity = length;
}

/* Adds @length bytes of @text (-1: all) and returns where they stand. An empty text, %NULL included, is
 * always 0; a pool that is full (4 GiB) gives 0 too. */
BwText
bw_pool_add (BwPool     *pool,
             const char *text,
             gssize      length)
{
  gsize size, at = pool->length;

  if (text == NULL)
    return 0;
  size = length < 0 ? strlen (text) : (gsize)length;
  if (size == 0 || at + size + 1 > G_MAXUINT32)
    return 0;
  if (at + size + 1 > pool->capacity || !bw_share_is_sole (pool->share))
    reserve (pool, at + size + 1);
  memcpy (pool->bytes + at, text, size);
  pool->bytes[at + size] = '\0';
  pool->length = at + size + 1;
  return (BwText)at;
}

/* The slot of @text, which is not empty, among the interned ones. */
static BwTextSlot *
find_interned (BwPool     *pool,
               const char *text,
               gsize       length)
{
  if (pool->interned.slots == NULL)
    bw_text_table_init (&pool->interned);
  return bw_text_table_find (&pool->interned, pool->bytes, text, length);
}

/* Returns where @text (nullable) stands among the interned texts, adding it at need. Equal texts that
 * were interned in the same pool have the same offset. */
BwText
bw_pool_intern (BwPool     *pool,
                const char *text)
{
  BwTextSlot *slot;
  gsize       length;
  BwText      at;

  if (text == NULL || *text == '\0')
    return 0;
  length = strlen (text);
  slot = find_interned (pool, text, length);
  if (slot->text != 0)
    return slot->text;
  at = bw_pool_add (pool, text, (gssize)length);
  if (at != 0)
    bw_text_table_fill (&pool->interned, slot, at, 0);
  return at;
}

/* Counts the text at @text, which came with the pool's bytes, among the interned ones. */
void
bw_pool_register (BwPool *pool,
                  BwText  text)
{
  const char *bytes = pool->bytes + text;
  BwTextSlot *slot;

  if (text == 0)
    return;
  slot = find_interned (pool, bytes, strlen (bytes));
  if (slot->text == 0)
    bw_text_table_fill (&pool->interned, slot, text, 0);
}
