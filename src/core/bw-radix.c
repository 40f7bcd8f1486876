/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts numbers, and texts, into order.
 *
 * Numbers: least significant digit first (Knuth, The Art of Computer Programming 3, 5.2.5), 11 bits a pass, over
 * the range that the values really have: days of some years need two passes, ranks of a million names two, amounts
 * up to ten million dollars three. Each item is one word of 64 bits, 32 of them the key and 32 the place it came
 * from; wider keys, such as those of numbers with decimals, are sorted by their upper 32 bits and then, where
 * these are equal and the rest is not, by the rest.
 *
 * Texts become ranks once, and are ordered as numbers from then on. Eight bytes of each text, folded, are one
 * number; texts with equal numbers are told apart by their next eight bytes, and so on. Folded means small letters
 * without accents, so that "Éclair" stands beside "eclair". Where a column repeats a few texts only those are
 * ordered.
 *
 * O(n) a pass; ranking a million different names takes some 400 ms, once. */

#include "core/bw-radix.h"

#include <string.h>

enum
{
  DIGIT_BITS = 11,
  N_DIGITS = 1 << DIGIT_BITS,
  FEW = 4096,        /* different texts that are still few */
  N_SLOTS = FEW * 4, /* of the table that tells */
  SMALL = 48,        /* items that are sorted by insertion */
  MAX_DEPTH = 256,   /* bytes by which texts are told apart */
};

/* Sorts @n words by their upper halves, of which @bits are in use, stably. Returns which of the two arrays holds
 * them. */
static guint64 *
sort_words (guint64 *words,
            guint64 *other,
            guint    n,
            guint    bits)
{
  for (guint shift = 32; shift < 32 + bits; shift += DIGIT_BITS)
    {
      guint32  places[N_DIGITS] = { 0 };
      guint32  sum = 0;
      guint64 *swap;

      for (guint i = 0; i < n; i++)
        places[(words[i] >> shift) & (N_DIGITS - 1)]++;
      for (guint digit = 0; digit < N_DIGITS; digit++)
        {
          guint32 count = places[digit];

          places[digit] = sum;
          sum += count;
        }
      for (guint i = 0; i < n; i++)
        other[places[(words[i] >> shift) & (N_DIGITS - 1)]++] = words[i];
      swap = words;
      words = other;
      other = swap;
    }
  return words;
}

/* The same for few words, that differ in nothing above their keys. */
static void
sort_few_words (guint64 *words,
                guint    n)
{
  for (guint i = 1; i < n; i++)
    {
      guint64 word = words[i];
      guint   at = i;

      for (; at > 0 && words[at - 1] > word; at--)
        words[at] = words[at - 1];
      words[at] = word;
    }
}

static guint
count_bits (guint64 value)
{
  return value == 0 ? 0 : 64 - (guint)__builtin_clzll (value);
}

/* Writes the places of the @n @values into @order, those of the smallest values first, or of the largest with
 * @descending. Equal values keep their order; %BW_RADIX_NONE comes last either way. */
void
bw_radix_order (const gint64 *values,
                guint         n,
                gboolean      descending,
                guint32      *order)
{
  g_autofree guint64 *words = g_new (guint64, n + 1);
  g_autofree guint64 *other = g_new (guint64, n + 1);
  guint64            *sorted = words;
  gint64              lowest = G_MAXINT64, highest = G_MININT64 + 1;
  guint64             range;
  guint               bits, rest;

  for (guint i = 0; i < n; i++)
    if (values[i] != BW_RADIX_NONE)
      {
        lowest = MIN (lowest, values[i]);
        highest = MAX (highest, values[i]);
      }
  range = lowest > highest ? 0 : (guint64)highest - (guint64)lowest;
  bits = count_bits (range + 1);

#define KEY(i)                                                        \
  (values[i] == BW_RADIX_NONE ? range + 1                             \
   : descending               ? (guint64)highest - (guint64)values[i] \
                              : (guint64)values[i] - (guint64)lowest)

  rest = bits > 32 ? bits - 32 : 0;
  for (guint i = 0; i < n; i++)
    words[i] = KEY (i) >> rest << 32 | i;
  sorted = sort_words (words, other, n, MIN (bits, 32));
  for (guint first = 0, end; rest > 0 && first < n; first = end)
    {
      gboolean differ = FALSE;
      guint64 *run = sorted + first, *to = (sorted == words ? other : words) + first;

      for (end = first + 1; end < n && sorted[end] >> 32 == sorted[first] >> 32; end++)
        differ |= values[(guint32)sorted[end]] != values[(guint32)sorted[first]];
      if (!differ)
        continue;
      for (guint i = 0; i < end - first; i++)
        run[i] = (KEY ((guint32)run[i]) & ((G_GUINT64_CONSTANT (1) << rest) - 1)) << 32 | (guint32)run[i];
      if (end - first <= SMALL)
        sort_few_words (run, end - first);
      else if (sort_words (run, to, end - first, rest) == to)
        memcpy (run, to, sizeof *run * (end - first));
    }
#undef KEY
  for (guint i = 0; i < n; i++)
    order[i] = (guint32)sorted[i];
}

/* A text to be ordered: its bytes from the depth on that is being looked at. */
typedef struct
{
  guint64     key;
  const char *text;
  guint32     place;
} Item;

typedef struct
{
  Item    *items;
  Item    *other;
  guint32 *ranks;
  guint32  next;
} Ranking;

/* The folded bytes @depth to @depth + 7 as a number; zeros behind the end. */
static guint64
load_key (const char *text,
          guint       depth)
{
  guint64 key = 0;
  int     shift = 56;

  for (const guint8 *at = (const guint8 *)text + depth; *at != 0 && shift >= 0; at++, shift -= 8)
    key |= (guint64)g_ascii_tolower (*at) << shift;
  return key;
}

static void
sort_by_insertion (Item *items,
                   guint n)
{
  for (guint i = 1; i < n; i++)
    {
      Item  item = items[i];
      guint at = i;

      for (; at > 0 && items[at - 1].key > item.key; at--)
        items[at] = items[at - 1];
      items[at] = item;
    }
}

/* Sorts items by key, stably, byte by byte; bytes that all share cost nothing. */
static void
sort_items (Item *items,
            Item *other,
            guint n)
{
  guint64 differ = 0;
  Item   *from = items, *to = other;

  if (n <= SMALL)
    {
      sort_by_insertion (items, n);
      return;
    }
  for (guint i = 1; i < n; i++)
    differ |= items[i].key ^ items[0].key;
  for (guint shift = 0; shift < 64; shift += 8)
    {
      guint32 places[256] = { 0 };
      guint32 sum = 0;
      Item   *swap = from;

      if (((differ >> shift) & 0xFF) == 0)
        continue;
      for (guint i = 0; i < n; i++)
        places[(from[i].key >> shift) & 0xFF]++;
      for (guint byte = 0; byte < 256; byte++)
        {
          guint32 count = places[byte];

          places[byte] = sum;
          sum += count;
        }
      for (guint i = 0; i < n; i++)
        to[places[(from[i].key >> shift) & 0xFF]++] = from[i];
      from = to;
      to = swap;
    }
  if (from != items)
    memcpy (items, from, sizeof *items * n);
}

/* Gives ranks to @n items from @first on, whose texts agree up to @depth. */
static void
rank_items (Ranking *ranking,
            guint    first,
            guint    n,
            guint    depth)
{
  Item *items = ranking->items + first;

  for (guint i = 0; i < n; i++)
    items[i].key = load_key (items[i].text, depth);
  sort_items (items, ranking->other, n);
  for (guint i = 0, end; i < n; i = end)
    {
      for (end = i + 1; end < n && items[end].key == items[i].key; end++)
        ;
      if (end - i > 1 && (items[i].key & 0xFF) != 0 && depth + 8 < MAX_DEPTH)
        rank_items (ranking, first + i, end - i, depth + 8);
      else
        {
          for (guint k = i; k < end; k++)
            ranking->ranks[items[k].place] = ranking->next;
          ranking->next++;
        }
    }
}

/* Appends @text without case and accents to @folded, with a zero behind. */
static void
fold (const char *text,
      GString    *folded)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at), parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
      gsize    n;

      if (c < 0x80)
        {
          g_string_append_c (folded, g_ascii_tolower ((char)c));
          continue;
        }
      n = g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts));
      for (gsize i = 0; i < n; i++)
        if (!g_unichar_ismark (parts[i]))
          g_string_append_unichar (folded, g_unichar_tolower (parts[i]));
    }
  g_string_append_c (folded, '\0');
}

static gboolean
is_ascii (const char *text)
{
  while (*text != '\0' && !(*text & 0x80))
    text++;
  return *text == '\0';
}

/* The ranks of @n texts, none of which is empty. */
static void
rank_different (const BwPool *pool,
                const BwText *texts,
                guint         n,
                guint32      *ranks)
{
  g_autofree Item *items = g_new (Item, n + 1);
  g_autofree Item *other = g_new (Item, n + 1);
  GString         *folds = g_string_new (NULL);
  Ranking          ranking = { items, other, ranks, 0 };

  /* Those with other letters than ASCII stand folded in a block of their own; while it grows they are known by
   * their offset. */
  for (guint i = 0; i < n; i++)
    {
      const char *text = bw_pool_get (pool, texts[i]);

      items[i] = (Item) { 0, text, i };
      if (is_ascii (text))
        continue;
      items[i] = (Item) { 1 + folds->len, NULL, i };
      fold (text, folds);
    }
  for (guint i = 0; i < n; i++)
    if (items[i].text == NULL)
      items[i].text = folds->str + (items[i].key - 1);
  if (n > 0)
    rank_items (&ranking, 0, n, 0);
  g_string_free (folds, TRUE);
}

/* Gathers the different texts into @few, of FEW places, and into the table @slots. Returns FALSE when there are
 * more. */
static gboolean
gather_few (const BwText *texts,
            guint         n,
            BwText       *few,
            guint        *n_few,
            guint16      *slots)
{
  *n_few = 0;
  for (guint i = 0; i < n; i++)
    {
      guint slot = texts[i] * 2654435761u / (G_MAXUINT32 / N_SLOTS + 1);

      if (texts[i] == 0)
        continue;
      while (slots[slot] != 0 && few[slots[slot] - 1] != texts[i])
        slot = (slot + 1) % N_SLOTS;
      if (slots[slot] != 0)
        continue;
      if (*n_few == FEW)
        return FALSE;
      few[(*n_few)++] = texts[i];
      slots[slot] = (guint16)*n_few;
    }
  return TRUE;
}

/* The order of the @n texts at @texts: equal ones (folded) have equal ranks; the empty text has G_MAXUINT32.
 * Returns: (transfer full) (array length=n): the ranks. */
guint32 *
bw_radix_rank_texts (const BwPool *pool,
                     const BwText *texts,
                     guint         n)
{
  guint32            *ranks = g_new (guint32, n + 1);
  g_autofree BwText  *few = g_new (BwText, FEW);
  g_autofree guint16 *slots = g_new0 (guint16, N_SLOTS);
  guint               n_few = 0, n_known = 0;

  if (gather_few (texts, n, few, &n_few, slots))
    {
      g_autofree guint32 *few_ranks = g_new (guint32, n_few + 1);

      rank_different (pool, few, n_few, few_ranks);
      for (guint i = 0; i < n; i++)
        {
          guint slot = texts[i] * 2654435761u / (G_MAXUINT32 / N_SLOTS + 1);

          ranks[i] = G_MAXUINT32;
          if (texts[i] == 0)
            continue;
          while (few[slots[slot] - 1] != texts[i])
            slot = (slot + 1) % N_SLOTS;
          ranks[i] = few_ranks[slots[slot] - 1];
        }
    }
  else
    {
      g_autofree BwText  *known = g_new (BwText, n);
      g_autofree guint32 *known_ranks = g_new (guint32, n);

      for (guint i = 0; i < n; i++)
        if (texts[i] != 0)
          known[n_known++] = texts[i];
      rank_different (pool, known, n_known, known_ranks);
      for (guint i = 0, k = 0; i < n; i++)
        ranks[i] = texts[i] != 0 ? known_ranks[k++] : G_MAXUINT32;
    }
  return ranks;
}
