/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds rows by a text of theirs that stands in the book's pool. */
#pragma once

#include "core/bw-pool.h"

G_BEGIN_DECLS

/* What bw_text_index_find() gives. */
#define BW_TEXT_NOWHERE   (-1)
#define BW_TEXT_AMBIGUOUS (-2)

typedef struct
{
  const BwPool *pool;   /* not owned */
  BwText       *texts;  /* 0 free */
  gint32       *values; /* beside them; BW_TEXT_AMBIGUOUS */
  gsize         mask;
  gsize         n;
} BwTextIndex;

void   bw_text_index_init (BwTextIndex  *index,
                           const BwPool *pool,
                           guint         expected);
void   bw_text_index_clear (BwTextIndex *index);
void   bw_text_index_add (BwTextIndex *index,
                          BwText       text,
                          gint32       value);
void   bw_text_index_replace (BwTextIndex *index,
                              BwText       text,
                              gint32       value);
gint32 bw_text_index_find (const BwTextIndex *index,
                           const char        *text);
gsize  bw_ref_length (const char *ref);

G_END_DECLS
