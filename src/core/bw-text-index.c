/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds rows by a text of theirs that stands in the book's pool.
 *
 * An open hash table with linear probing, at most half full, that holds offsets into the pool: nothing is copied, and the
 * pool may grow meanwhile. Texts are told apart as ids are: the checksum of Salesforce's long ids does not count. What
 * several rows share is found as ambiguous. */

#include "core/bw-text-index.h"

#include <string.h>

enum
{
  FIRST_SIZE = 64,
};

/* Whether the last three of the 18 characters at @ref are Salesforce's checksum of the others. */
static gboolean
is_long_id (const char *ref)
{
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

  for (int block = 0; block < 3; block++)
    {
      int bits = 0;

      for (int i = 0; i < 5; i++)
        {
          char c = ref[block * 5 + i];

          if (!g_ascii_isalnum (c))
            return FALSE;
          bits |= (g_ascii_isupper (c) ? 1 : 0) << i;
        }
      if (g_ascii_toupper (ref[15 + block]) != digits[bits])
        return FALSE;
    }
  return TRUE;
}

/* How many of the bytes of an id tell rows apart. */
gsize
bw_ref_length (const char *ref)
{
  gsize length = strlen (ref);

  return length == 18 && is_long_id (ref) ? 15 : length;
}

static gsize
hash_text (const char *text,
           gsize       length)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8)text[i]) * G_GUINT64_CONSTANT (1099511628211);
  return (gsize)(hash ^ hash >> 29);
}

static void
allocate (BwTextIndex *index,
          gsize        size)
{
  index->texts = g_new0 (BwText, size);
  index->values = g_new (gint32, size);
  index->mask = size - 1;
}

/* Makes @index empty, with room for @expected texts of @pool, which must outlive it. */
void
bw_text_index_init (BwTextIndex  *index,
                    const BwPool *pool,
                    guint         expected)
{
  gsize size = FIRST_SIZE;

  while (size < (gsize)expected * 2)
    size *= 2;
  index->pool = pool;
  index->n = 0;
  allocate (index, size);
}

/* Frees what @index holds; harmless on a zeroed one. */
void
bw_text_index_clear (BwTextIndex *index)
{
  g_clear_pointer (&index->texts, g_free);
  g_clear_pointer (&index->values, g_free);
  index->n = index->mask = 0;
}

/* Where @text of @length bytes stands, or would. */
static gsize
slot_of (const BwTextIndex *index,
         const char        *text,
         gsize              length)
{
  gsize at = hash_text (text, length) & index->mask;

  for (; index->texts[at] != 0; at = (at + 1) & index->mask)
    {
      const char *other = bw_pool_get (index->pool, index->texts[at]);

      if (strncmp (other, text, length) == 0 && bw_ref_length (other) == length)
        break;
    }
  return at;
}

static void
grow (BwTextIndex *index)
{
  BwTextIndex old = *index;

  allocate (index, (old.mask + 1) * 2);
  for (gsize i = 0; i <= old.mask; i++)
    if (old.texts[i] != 0)
      {
        const char *text = bw_pool_get (index->pool, old.texts[i]);
        gsize       at = slot_of (index, text, bw_ref_length (text));

        index->texts[at] = old.texts[i];
        index->values[at] = old.values[i];
      }
  g_free (old.texts);
  g_free (old.values);
}

/* Adds @text for @value, which is 0 or more. The empty text is not added; one that stands for another value already
 * becomes ambiguous. */
void
bw_text_index_add (BwTextIndex *index,
                   BwText       text,
                   gint32       value)
{
  const char *bytes = bw_pool_get (index->pool, text);
  gsize       at;

  if (text == 0)
    return;
  if (index->n * 2 > index->mask)
    grow (index);
  at = slot_of (index, bytes, bw_ref_length (bytes));
  if (index->texts[at] != 0)
    {
      if (index->values[at] != value)
        index->values[at] = BW_TEXT_AMBIGUOUS;
      return;
    }
  index->texts[at] = text;
  index->values[at] = value;
  index->n++;
}

/* Makes @value that of @text, which stands for another. */
void
bw_text_index_replace (BwTextIndex *index,
                       BwText       text,
                       gint32       value)
{
  const char *bytes = bw_pool_get (index->pool, text);
  gsize       at = slot_of (index, bytes, bw_ref_length (bytes));

  if (index->texts[at] != 0)
    index->values[at] = value;
}

/* The value of @text; %BW_TEXT_NOWHERE or %BW_TEXT_AMBIGUOUS. */
gint32
bw_text_index_find (const BwTextIndex *index,
                    const char        *text)
{
  gsize at;

  if (index->texts == NULL || *text == '\0')
    return BW_TEXT_NOWHERE;
  at = slot_of (index, text, bw_ref_length (text));
  return index->texts[at] != 0 ? index->values[at] : BW_TEXT_NOWHERE;
}
