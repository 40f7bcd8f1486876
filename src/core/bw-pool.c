/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pool of texts that are told apart by their offset.
 *
 * A million names as separate allocations cost 32 MB of headers and a cache miss each; in a pool they
 * are one block that is searched, copied and written to a file as it is. Texts that repeat (regions,
 * types) are interned through a table of offsets.
 *
 * Copies of a pool share the block, also when one of them adds texts: what is behind the last text of a copy is not part of it, so
 * that the first copy that comes to add something takes the room behind. Another one that wants to, or one that needs more room
 * than there is, gets a block of its own. So an import of a few texts into a million does not copy the million, and the
 * book before goes on reading the same bytes meanwhile. */

#include "core/bw-pool.h"

#include <string.h>

#include "core/bw-block.h"

enum
{
  FIRST_CAPACITY = 64,
  SPARE_SHARE = 8, /* of bytes that came with a file, one in so many is kept free behind them */
};

struct _BwPoolShare
{
  gatomicrefcount refs;
  gsize           used; /* bytes that belong to some pool; atomic */
};

static BwPoolShare *
share_new (gsize used)
{
  BwPoolShare *share = g_new (BwPoolShare, 1);

  g_atomic_ref_count_init (&share->refs);
  share->used = used;
  return share;
}

/* Lets go of the bytes, and frees them when nobody else has them. */
static void
let_go (BwPool *pool)
{
  if (pool->share != NULL && g_atomic_ref_count_dec (&pool->share->refs))
    {
      g_free (pool->share);
      g_free (pool->bytes);
    }
  pool->share = NULL;
  pool->bytes = NULL;
}

/* Makes @pool hold the empty text alone. */
void
bw_pool_init (BwPool *pool)
{
  pool->capacity = FIRST_CAPACITY;
  pool->bytes = g_malloc0 (pool->capacity);
  pool->length = 1;
  pool->interned = (BwTextTable) { NULL };
  pool->share = share_new (pool->length);
}

/* Frees what @pool holds. */
void
bw_pool_clear (BwPool *pool)
{
  let_go (pool);
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
  g_atomic_ref_count_inc (&to->share->refs);
}

/* Makes room for @needed bytes, in a block that nobody else has where the present one is too small or has others' texts behind. */
static void
reserve (BwPool *pool,
         gsize   needed)
{
  gsize capacity = MAX (pool->length + pool->length / 2, needed);
  gsize length = pool->length;
  char *bytes;

  if (g_atomic_ref_count_compare (&pool->share->refs, 1))
    {
      if (needed > pool->capacity)
        {
          pool->bytes = g_realloc (pool->bytes, capacity);
          pool->capacity = capacity;
        }
      pool->share->used = needed;
      return;
    }
  if (needed <= pool->capacity &&
      __atomic_compare_exchange_n (&pool->share->used, &length, needed, FALSE, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED))
    return;
  bytes = bw_block_alloc (capacity);
  memcpy (bytes, pool->bytes, pool->length);
  let_go (pool);
  pool->share = share_new (needed);
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
  pool->share = share_new (length);
  pool->length = length;
  pool->capacity = length + length / SPARE_SHARE;
  pool->bytes = g_realloc (bytes, pool->capacity);
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

/* Puts a question mark for each of the @length bytes at @bytes that does not belong to a character in UTF-8, so that whoever
 * goes through texts by characters does not step over their end. Zero bytes stay.
 * Returns: how many. */
guint
bw_pool_mend (char *bytes,
              gsize length)
{
  guint n = 0;
  gsize at = 0;

  while (at < length)
    {
      guint64  eight;
      gunichar character;

      if (at + sizeof eight <= length)
        {
          memcpy (&eight, bytes + at, sizeof eight);
          if ((eight & G_GUINT64_CONSTANT (0x8080808080808080)) == 0)
            {
              at += sizeof eight;
              continue;
            }
        }
      if (bytes[at] >= 0)
        {
          at++;
          continue;
        }
      character = g_utf8_get_char_validated (bytes + at, (gssize)MIN (length - at, 6));
      if (character == (gunichar)-1 || character == (gunichar)-2)
        {
          bytes[at++] = '?';
          n++;
        }
      else
        at += (gsize)g_utf8_skip[(guchar)bytes[at]];
    }
  return n;
}
