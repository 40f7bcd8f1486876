/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From row keys to indexes.
 *
 * Reading four million changes looks up as many deals; GHashTable would take a heap key and a call back for each.
 * Open addressing with linear probing, at most half full; keys are mixed by a multiplication (Fibonacci hashing,
 * Knuth, The Art of Computer Programming 3, 6.4), as files made by other programs may have small keys. */

#include "store/bw-key-map.h"

static guint
slot_of (const BwKeyMap *map,
         gint64          key)
{
  return (guint)(((guint64)key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32) & map->mask;
}

/* Makes @map empty, with room for @n keys. */
void
bw_key_map_init (BwKeyMap *map,
                 guint     n)
{
  guint64 size = 16;

  while (size < (guint64)n * 2)
    size *= 2;
  map->keys = g_new0 (gint64, size);
  map->values = g_new (gint32, size);
  map->mask = (guint)(size - 1);
}

/* Frees what @map holds; harmless on a zeroed one. */
void
bw_key_map_clear (BwKeyMap *map)
{
  g_clear_pointer (&map->keys, g_free);
  g_clear_pointer (&map->values, g_free);
  map->mask = 0;
}

/* Adds @key, which is not 0, within the room that was asked for. */
void
bw_key_map_insert (BwKeyMap *map,
                   gint64    key,
                   gint32    value)
{
  guint slot = slot_of (map, key);

  while (map->keys[slot] != 0 && map->keys[slot] != key)
    slot = (slot + 1) & map->mask;
  map->keys[slot] = key;
  map->values[slot] = value;
}

/* The value of @key; -1 when it is not there. */
gint32
bw_key_map_lookup (const BwKeyMap *map,
                   gint64          key)
{
  guint slot;

  if (map->keys == NULL || key == 0)
    return -1;
  for (slot = slot_of (map, key); map->keys[slot] != 0; slot = (slot + 1) & map->mask)
    if (map->keys[slot] == key)
      return map->values[slot];
  return -1;
}
