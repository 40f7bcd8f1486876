/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds a word in texts, without regard to case.
 *
 * The word is laid out as two strings of bytes of the same length, in small and in capital letters, so that a text is
 * never folded: at each place it is compared with both. All texts of a project stand in one block, and a word that is
 * looked for in all of them runs over the block 64 places at a time: two bytes of the word, those that are rarest in
 * writing, are compared at once (vector types of GCC and Clang, whatever the processor), and only where both fit
 * is the whole word looked at. A found text is marked once and the run goes on behind it.
 *
 * Few letters change their length with their case (such as the Turkish dotted capital I); a word with one is
 * sought in folded copies of the texts, slowly. Accents count: "Muller" does not find "Müller".
 *
 * O(bytes of the pool); 60 MB take some 10 ms. */

#include "core/bw-matcher.h"

#include <string.h>

enum
{
  LANES = 16, /* what every 64-bit processor compares at once */
  BLOCK = 64, /* places between two looks at what was found */
};

typedef guint8 Lanes __attribute__ ((vector_size (LANES)));

struct _BwMatcher
{
  guint8 *lower; /* (array length=n) */
  guint8 *upper;
  gsize   n;
  gsize   anchors[2]; /* places in the word */
  char   *folded;     /* (nullable): for the slow way */
};

/* How rare a byte is in names, roughly. */
static int
rate_byte (guint8 byte)
{
  static const char frequent[] = " eaionrtslcdu1m2ph03g45f67y89bvwkxjzq";
  const char       *found = byte != 0 ? strchr (frequent, byte) : NULL;

  if (found != NULL)
    return (int)(found - frequent);
  return byte >= 0xC0 ? 5 : byte >= 0x80 ? 20
                                         : 30;
}

static void
choose_anchors (BwMatcher *matcher)
{
  gsize first = 0, second = 0;

  for (gsize i = 1; i < matcher->n; i++)
    if (rate_byte (matcher->lower[i]) > rate_byte (matcher->lower[first]))
      first = i;
  second = first == 0 && matcher->n > 1 ? 1 : 0;
  for (gsize i = 0; i < matcher->n; i++)
    if (i != first && rate_byte (matcher->lower[i]) > rate_byte (matcher->lower[second]))
      second = i;
  matcher->anchors[0] = first;
  matcher->anchors[1] = second;
}

/* Makes a matcher for @word, valid UTF-8. The empty word is in every text.
 * Returns: (transfer full): it. */
BwMatcher *
bw_matcher_new (const char *word)
{
  BwMatcher *matcher = g_new0 (BwMatcher, 1);
  gsize      size = strlen (word);

  matcher->lower = g_malloc0 (size + 1);
  matcher->upper = g_malloc0 (size + 1);
  for (const char *at = word; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      char     small[6], capital[6];
      gsize    length = (gsize)(g_utf8_next_char (at) - at);

      if ((gsize)g_unichar_to_utf8 (g_unichar_tolower (c), small) != length ||
          (gsize)g_unichar_to_utf8 (g_unichar_toupper (c), capital) != length)
        {
          matcher->folded = g_utf8_casefold (word, -1);
          break;
        }
      memcpy (matcher->lower + matcher->n, small, length);
      memcpy (matcher->upper + matcher->n, capital, length);
      matcher->n += length;
    }
  choose_anchors (matcher);
  return matcher;
}

/* Frees @matcher (transfer full) (nullable). */
void
bw_matcher_free (BwMatcher *matcher)
{
  if (matcher == NULL)
    return;
  g_free (matcher->lower);
  g_free (matcher->upper);
  g_free (matcher->folded);
  g_free (matcher);
}

/* Whether the word stands at @text, letter by letter in either case. Ends at the text's final zero at the latest. */
static inline gboolean
stands_at (const BwMatcher *matcher,
           const guint8    *text)
{
  const guint8 *lower = matcher->lower, *upper = matcher->upper;

  for (gsize i = 0; i < matcher->n;)
    {
      gsize    length = (gsize)g_utf8_skip[lower[i]];
      gboolean small = TRUE, capital = TRUE;

      for (gsize end = i + length; i < end; i++)
        {
          small = small && text[i] == lower[i];
          capital = capital && text[i] == upper[i];
          if (!small && !capital)
            return FALSE;
        }
    }
  return TRUE;
}

/* Whether the word is anywhere in @text. */
gboolean
bw_matcher_contains (const BwMatcher *matcher,
                     const char      *text)
{
  if (matcher->folded != NULL)
    {
      g_autofree char *folded = g_utf8_casefold (text, -1);

      return strstr (folded, matcher->folded) != NULL;
    }
  if (matcher->n == 0)
    return TRUE;
  for (const guint8 *at = (const guint8 *)text; *at != 0; at++)
    if ((*at == matcher->lower[0] || *at == matcher->upper[0]) && stands_at (matcher, at))
      return TRUE;
  return FALSE;
}

/* Whether @text is the word. */
gboolean
bw_matcher_equals (const BwMatcher *matcher,
                   const char      *text)
{
  if (matcher->folded != NULL)
    {
      g_autofree char *folded = g_utf8_casefold (text, -1);

      return g_str_equal (folded, matcher->folded);
    }
  return stands_at (matcher, (const guint8 *)text) && text[matcher->n] == '\0';
}

static inline void
mark_text (BwTextMarks *marks,
           gsize        text)
{
  gsize at = (text + 1) / 2;

  marks->bits[at / 64] |= G_GUINT64_CONSTANT (1) << (at % 64);
}

/* Marks the text around @place, where the word stands. Returns where that text ends. */
static gsize
mark_around (const BwPool *pool,
             BwTextMarks  *marks,
             gsize         place)
{
  gsize start = place;

  while (pool->bytes[start - 1] != '\0')
    start--;
  mark_text (marks, start);
  return place + strlen (pool->bytes + place);
}

static void
mark_each (const BwMatcher *matcher,
           const BwPool    *pool,
           BwTextMarks     *marks,
           gsize            from)
{
  gsize at = from;

  while (at > 1 && pool->bytes[at - 1] != '\0')
    at--;
  for (; at < pool->length; at += strlen (pool->bytes + at) + 1)
    if (bw_matcher_contains (matcher, pool->bytes + at))
      mark_text (marks, at);
}

/* Looks at those of the places from @block on where both anchors fit. Returns where the last found text ends. */
static gsize
look_at_hits (const BwMatcher *matcher,
              const BwPool    *pool,
              BwTextMarks     *marks,
              gsize            block,
              const Lanes     *fits,
              gsize            behind)
{
  guint64 hits[BLOCK / 8];

  memcpy (hits, fits, sizeof hits);
  for (guint lane = 0; lane < BLOCK / 8; lane++)
    for (guint64 left = GUINT64_FROM_LE (hits[lane]); left != 0;)
      {
        guint byte = (guint)__builtin_ctzll (left) / 8;
        gsize place = block + lane * 8 + byte;

        left &= ~(G_GUINT64_CONSTANT (0xFF) << (byte * 8));
        if (place >= behind && stands_at (matcher, (const guint8 *)pool->bytes + place))
          behind = mark_around (pool, marks, place);
      }
  return behind;
}

/* Finds the texts of @pool that contain the word. @marks, not initialised, is to be cleared by the caller. */
void
bw_matcher_mark (const BwMatcher *matcher,
                 const BwPool    *pool,
                 BwTextMarks     *marks)
{
  const guint8 *bytes = (const guint8 *)pool->bytes;
  gsize         a = matcher->anchors[0], b = matcher->anchors[1];
  gsize         block = 1, behind = 1;
  Lanes         small_a, capital_a, small_b, capital_b;

  marks->n_words = pool->length / 128 + 1;
  marks->bits = g_new0 (guint64, marks->n_words);
  if (matcher->folded != NULL || matcher->n == 0)
    {
      mark_each (matcher, pool, marks, 1);
      return;
    }
  memset (&small_a, matcher->lower[a], LANES);
  memset (&capital_a, matcher->upper[a], LANES);
  memset (&small_b, matcher->lower[b], LANES);
  memset (&capital_b, matcher->upper[b], LANES);
  for (; block + matcher->n + BLOCK <= pool->length; block += BLOCK)
    {
      Lanes   fits[BLOCK / LANES], any;
      guint64 halves[2];

      for (guint i = 0; i < BLOCK / LANES; i++)
        {
          Lanes at_a, at_b;

          memcpy (&at_a, bytes + block + i * LANES + a, LANES);
          memcpy (&at_b, bytes + block + i * LANES + b, LANES);
          fits[i] = (Lanes)(((at_a == small_a) | (at_a == capital_a)) & ((at_b == small_b) | (at_b == capital_b)));
        }
      any = fits[0] | fits[1] | fits[2] | fits[3];
      memcpy (halves, &any, sizeof halves);
      if ((halves[0] | halves[1]) != 0)
        behind = look_at_hits (matcher, pool, marks, block, fits, behind);
    }
  mark_each (matcher, pool, marks, MIN (block, pool->length));
}

/* Frees what @marks holds. */
void
bw_text_marks_clear (BwTextMarks *marks)
{
  g_clear_pointer (&marks->bits, g_free);
}
