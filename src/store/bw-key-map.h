/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From row keys to indexes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A hash table from 64-bit keys other than 0 to indexes. */
typedef struct
{
  gint64 *keys;
  gint32 *values;
  guint   mask;
} BwKeyMap;

void   bw_key_map_init (BwKeyMap *map,
                        guint     n);
void   bw_key_map_clear (BwKeyMap *map);
void   bw_key_map_insert (BwKeyMap *map,
                          gint64    key,
                          gint32    value);
gint32 bw_key_map_lookup (const BwKeyMap *map,
                          gint64          key);

G_END_DECLS
