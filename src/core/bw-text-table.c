/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds texts of a pool by what they say.
 *
 * Reading a million rows asks ten million times for a text that was met before, mostly one of a few dozen. An open table with
 * linear probing, at most half full, that holds offsets into the pool and 32 bits of each text's hash: a search goes to
 * memory once for the slot and once for the text, copies nothing and calls nothing back, and the table grows without looking at
 * the texts. The hash mixes eight bytes at a time by multiplication (as Fibonacci hashing: Knuth, The Art of Computer
 * Programming 3, 6.4). */

#include "core/bw-text-table.h"

#include <string.h>

enum
{
  FIRST_SLOTS = 64,
};

static guint32
hash_text (const char *text,
           gsize       length)
{
  const guint64 factor = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint64       hash = length * factor, word;

  for (; length >= 8; length -= 8, text += 8)
    {
      memcpy (&word, text, 8);
      hash = (hash ^ word) * factor;
      hash ^= hash >> 32;
    }
  word = 0;
  memcpy (&word, text, length);
  hash = (hash ^ word) * factor;
  return (guint32)(hash ^ hash >> 32);
}

/* Makes @table empty. */
void
bw_text_table_init (BwTextTable *table)
{
  table->slots = g_new0 (BwTextSlot, FIRST_SLOTS);
  table->mask = FIRST_SLOTS - 1;
  table->n = 0;
}

/* Frees what @table holds; harmless on a zeroed one. */
void
bw_text_table_clear (BwTextTable *table)
{
  g_clear_pointer (&table->slots, g_free);
  table->mask = table->n = 0;
}

/* Returns: (transfer none): the slot of @text of @length bytes, or the free one, with its tag set, where it belongs. @bytes are
 * the pool's. */
BwTextSlot *
bw_text_table_find (const BwTextTable *table,
                    const char        *bytes,
                    const char        *text,
                    gsize              length)
{
  guint32 tag = hash_text (text, length);

  for (gsize at = tag & table->mask;; at = (at + 1) & table->mask)
    {
      BwTextSlot *slot = &table->slots[at];

      if (slot->text == 0)
        {
          slot->tag = tag;
          return slot;
        }
      if (slot->tag == tag && strncmp (bytes + slot->text, text, length) == 0 && bytes[slot->text + length] == '\0')
        return slot;
    }
}

/* Fills the free @slot, which was just found, and makes room for the next. */
void
bw_text_table_fill (BwTextTable *table,
                    BwTextSlot  *slot,
                    guint32      text,
                    gint32       value)
{
  BwTextTable old;

  slot->text = text;
  slot->value = value;
  if (++table->n * 2 <= table->mask)
    return;
  old = *table;
  table->mask = old.mask * 2 + 1;
  table->slots = g_new0 (BwTextSlot, table->mask + 1);
  for (gsize i = 0; i <= old.mask; i++)
    if (old.slots[i].text != 0)
      {
        gsize at = old.slots[i].tag & table->mask;

        while (table->slots[at].text != 0)
          at = (at + 1) & table->mask;
        table->slots[at] = old.slots[i];
      }
  g_free (old.slots);
}
