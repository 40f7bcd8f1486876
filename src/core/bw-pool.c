/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pool of texts that are told apart by their offset.
 *
 * A million names as separate allocations cost 32 MB of headers and a cache miss each; in a pool they
 * are one block that is searched, copied and written to a file as it is. Texts that repeat (regions,
 * types) are interned through a table whose keys are copies, since the block moves
 * as it grows. */

#include "core/bw-pool.h"

#include <string.h>

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
  pool->interned = NULL;
}

/* Frees what @pool holds. */
void
bw_pool_clear (BwPool *pool)
{
  g_clear_pointer (&pool->bytes, g_free);
  g_clear_pointer (&pool->interned, g_hash_table_unref);
  pool->length = pool->capacity = 0;
}

/* Makes @to, which is not initialised, a copy of @from with the same offsets. */
void
bw_pool_copy (const BwPool *from,
              BwPool       *to)
{
  to->capacity = MAX (from->length, FIRST_CAPACITY);
  to->bytes = g_malloc (to->capacity);
  memcpy (to->bytes, from->bytes, from->length);
  to->length = from->length;
  to->interned = NULL;
}

/* Replaces what @pool holds by @bytes (transfer full), whose first and last of @length bytes are 0. */
void
bw_pool_take_bytes (BwPool *pool,
                    char   *bytes,
                    gsize   length)
{
  g_return_if_fail (length >= 1 && bytes[0] == '\0' && bytes[length - 1] == '\0');

  bw_pool_clear (pool);
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
  if (at + size + 1 > pool->capacity)
    {
      pool->capacity = MAX (pool->capacity + pool->capacity / 2, at + size + 1);
      pool->bytes = g_realloc (pool->bytes, pool->capacity);
    }
  memcpy (pool->bytes + at, text, size);
  pool->bytes[at + size] = '\0';
  pool->length = at + size + 1;
  return (BwText)at;
}

/* Returns where @text (nullable) stands among the interned texts, adding it at need. Equal texts that
 * were interned in the same pool have the same offset. */
BwText
bw_pool_intern (BwPool     *pool,
                const char *text)
{
  gpointer found;
  BwText   at;

  if (text == NULL || *text == '\0')
    return 0;
  if (pool->interned == NULL)
    pool->interned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  found = g_hash_table_lookup (pool->interned, text);
  if (found != NULL)
    return GPOINTER_TO_UINT (found);
  at = bw_pool_add (pool, text, -1);
  g_hash_table_insert (pool->interned, g_strdup (text), GUINT_TO_POINTER (at));
  return at;
}

/* Counts the text at @text, which came with the pool's bytes, among the interned ones. */
void
bw_pool_register (BwPool *pool,
                  BwText  text)
{
  if (text == 0)
    return;
  if (pool->interned == NULL)
    pool->interned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!g_hash_table_contains (pool->interned, pool->bytes + text))
    g_hash_table_insert (pool->interned, g_strdup (pool->bytes + text), GUINT_TO_POINTER (text));
}
