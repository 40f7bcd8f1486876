/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pool of texts that are told apart by their offset. */
#pragma once

#include "core/bw-text-table.h"

G_BEGIN_DECLS

/* An offset into a pool. 0 is the empty text, which stands for unknown. */
typedef guint32 BwText;

typedef struct _BwPoolShare BwPoolShare;

/* All texts, each followed by a zero byte, one after the other. Texts are only ever added, so an
 * offset stays good as long as the pool lives; a pointer only until the next text is added. */
typedef struct
{
  char        *bytes;
  gsize        length;
  gsize        capacity;
  BwTextTable  interned; /* made at need */
  BwPoolShare *share;    /* (nullable): the pools that have the bytes in common */
} BwPool;

void   bw_pool_init (BwPool *pool);
void   bw_pool_clear (BwPool *pool);
void   bw_pool_copy (const BwPool *from,
                     BwPool       *to);
void   bw_pool_take_bytes (BwPool *pool,
                           char   *bytes,
                           gsize   length);
BwText bw_pool_add (BwPool     *pool,
                    const char *text,
                    gssize      length);
BwText bw_pool_intern (BwPool     *pool,
                       const char *text);
void   bw_pool_register (BwPool *pool,
                         BwText  text);
guint  bw_pool_mend (char *bytes,
                     gsize length);

/* Returns: (transfer none): the text at @text, until the next is added. */
static inline const char *
bw_pool_get (const BwPool *pool,
             BwText        text)
{
  return pool->bytes + text;
}

G_END_DECLS
