/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds texts of a pool by what they say. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint32 tag;   /* of the text's hash */
  guint32 text;  /* where it stands in the pool, 0: free */
  gint32  value; /* the caller's */
} BwTextSlot;

/* A hash table of texts that stand in a pool, and only there. */
typedef struct
{
  BwTextSlot *slots;
  gsize       mask;
  gsize       n;
} BwTextTable;

void        bw_text_table_init (BwTextTable *table);
void        bw_text_table_clear (BwTextTable *table);
BwTextSlot *bw_text_table_find (const BwTextTable *table,
                                const char        *bytes,
                                const char        *text,
                                gsize              length);
void        bw_text_table_fill (BwTextTable *table,
                                BwTextSlot  *slot,
                                guint32      text,
                                gint32       value);

G_END_DECLS
