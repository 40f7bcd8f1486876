/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing names that people spell in more ways than one.
 *
 * A folded name has only small letters, digits and single spaces: case is folded, accents are taken off, Cyrillic and Greek
 * letters are written in Latin ones (GLib does so for no locale but the user's, hence a table here: Russian and Ukrainian after
 * the passport rules, simplified so that "Авито" gives "avito"), and punctuation parts words, but for the dots and
 * apostrophes within them ("S.A." is "sa"). Letters of other scripts stay as they are. Plain ASCII, which is most, takes one
 * pass.
 *
 * The distance is Damerau's in its restricted form (insertion, deletion, exchange, neighbours swapped), over bytes of folded
 * names, within a band around the diagonal: O(length x limit). */

#include "core/bw-spelling.h"

#include <string.h>

enum
{
  MAX_COMPARED = 96, /* bytes of a name that are compared letter by letter */
};

static const struct
{
  gunichar    letter;
  const char *latin;
} letters[] = {
  { 0x430, "a" }, { 0x431, "b" }, { 0x432, "v" }, { 0x433, "g" }, { 0x434, "d" }, { 0x435, "e" }, { 0x436, "zh" }, { 0x437, "z" }, { 0x438, "i" }, { 0x439, "i" }, { 0x43a, "k" }, { 0x43b, "l" }, { 0x43c, "m" }, { 0x43d, "n" }, { 0x43e, "o" }, { 0x43f, "p" }, { 0x440, "r" }, { 0x441, "s" }, { 0x442, "t" }, { 0x443, "u" }, { 0x444, "f" }, { 0x445, "kh" }, { 0x446, "ts" }, { 0x447, "ch" }, { 0x448, "sh" }, { 0x449, "shch" }, { 0x44a, "" }, { 0x44b, "y" }, { 0x44c, "" }, { 0x44d, "e" }, { 0x44e, "iu" }, { 0x44f, "ia" }, { 0x451, "e" }, { 0x454, "ie" }, { 0x456, "i" }, { 0x457, "i" }, { 0x491, "g" }, { 0x3b1, "a" }, { 0x3b2, "v" }, { 0x3b3, "g" }, { 0x3b4, "d" }, { 0x3b5, "e" }, { 0x3b6, "z" }, { 0x3b7, "i" }, { 0x3b8, "th" }, { 0x3b9, "i" }, { 0x3ba, "k" }, { 0x3bb, "l" }, { 0x3bc, "m" }, { 0x3bd, "n" }, { 0x3be, "x" }, { 0x3bf, "o" }, { 0x3c0, "p" }, { 0x3c1, "r" }, { 0x3c2, "s" }, { 0x3c3, "s" }, { 0x3c4, "t" }, { 0x3c5, "y" }, { 0x3c6, "f" }, { 0x3c7, "ch" }, { 0x3c8, "ps" }, { 0x3c9, "o" }, { 0xdf, "ss" }, { 0xe6, "ae" }, { 0xf8, "o" }, { 0x111, "d" }, { 0x142, "l" }, { 0x153, "oe" }, { 0xfe, "th" }, { 0xf0, "d" }
};

static const char *const forms[] = {
  "inc", "incorporated", "corp", "corporation", "co", "company", "llc", "llp", "lp", "ltd", "limited", "plc", "gmbh", "mbh",
  "ag", "kg", "kgaa", "ohg", "gbr", "ug", "ev", "se", "sa", "sas", "sarl", "sasu", "eurl", "spa", "srl", "srls", "sl", "slu",
  "sc", "bv", "nv", "ab", "as", "asa", "aps", "oy", "oyj", "kft", "zrt", "sro", "doo", "pty", "pte", "pvt", "kk", "ooo", "oao",
  "zao", "pao", "ao", "ip", "tov", "holding", "holdings", "group", "the"
};

/* The Latin letters for @letter; %NULL for one that stays. */
static const char *
latin_of (gunichar letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].letter == letter)
      return letters[i].latin;
  return NULL;
}

static void
end_word (GString *folded)
{
  if (folded->len > 0 && folded->str[folded->len - 1] != ' ')
    g_string_append_c (folded, ' ');
}

static void
fold_letter (GString *folded,
             gunichar letter)
{
  const char *latin;

  if (letter < 0x80 && g_ascii_isalnum (letter))
    g_string_append_c (folded, g_ascii_tolower (letter));
  else if (letter == '.' || letter == '\'' || letter == 0x2019 || g_unichar_ismark (letter))
    ;
  else if (!g_unichar_isalnum (letter))
    end_word (folded);
  else if ((latin = latin_of (letter)) != NULL)
    g_string_append (folded, latin);
  else
    g_string_append_unichar (folded, letter);
}

/* Returns: (transfer full): @text (valid UTF-8) as small Latin letters, digits and single spaces, so far as it can be told. */
char *
bw_spelling_fold (const char *text)
{
  GString *folded = g_string_sized_new (strlen (text) + 1);
  gboolean ascii = TRUE;

  for (const char *at = text; *at != '\0' && ascii; at++)
    ascii = (guchar)*at < 0x80;
  if (ascii)
    for (const char *at = text; *at != '\0'; at++)
      fold_letter (folded, (guchar)*at);
  else
    {
      g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
      g_autofree char *small = plain != NULL ? g_utf8_casefold (plain, -1) : NULL;
      g_autofree char *parted = small != NULL ? g_utf8_normalize (small, -1, G_NORMALIZE_NFKD) : NULL;

      for (const char *at = parted != NULL ? parted : ""; *at != '\0'; at = g_utf8_next_char (at))
        fold_letter (folded, g_utf8_get_char (at));
    }
  if (folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate (folded, folded->len - 1);
  return g_string_free (folded, FALSE);
}

static gboolean
is_form (const char *word,
         gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (forms[i][0] == *word && strlen (forms[i]) == length && memcmp (forms[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full): a @folded name without legal forms such as "inc", "gmbh", "ltd" and without "and"; the name as it
 * is when nothing else is in it. */
char *
bw_spelling_strip_form (const char *folded)
{
  g_autoptr (GString) stripped = g_string_new (NULL);

  for (const char *at = folded; *at != '\0';)
    {
      gsize length = strcspn (at, " ");

      if (!is_form (at, length) && !(length == 3 && memcmp (at, "and", 3) == 0))
        {
          end_word (stripped);
          g_string_append_len (stripped, at, (gssize)length);
        }
      at += length;
      at += strspn (at, " ");
    }
  return stripped->len > 0 ? g_string_free (g_steal_pointer (&stripped), FALSE) : g_strdup (folded);
}

static int
compare_words (const void *a,
               const void *b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Returns: (transfer full): the words of a @folded name in the order of the alphabet. */
char *
bw_spelling_sort_words (const char *folded)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  qsort (words, g_strv_length (words), sizeof *words, compare_words);
  return g_strjoinv (" ", words);
}

/* How many insertions, deletions, exchanges and swaps of neighbours part @a from @b; @limit + 1 when it is more than @limit
 * or they are too long to tell. */
guint
bw_spelling_distance (const char *a,
                      const char *b,
                      guint       limit)
{
  guint rows[3][MAX_COMPARED + 1];
  gsize n = strlen (a), m = strlen (b);

  if (n > MAX_COMPARED || m > MAX_COMPARED || (n > m ? n - m : m - n) > limit)
    return limit + 1;
  for (gsize j = 0; j <= m; j++)
    rows[0][j] = (guint)j;
  for (gsize i = 1; i <= n; i++)
    {
      guint *row = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
      gsize  from = i > limit ? i - limit : 1, to = MIN (m, i + limit);
      guint  least = limit + 1;

      row[0] = (guint)i;
      if (from > 1)
        row[from - 1] = limit + 1;
      for (gsize j = from; j <= to; j++)
        {
          /* The cell above the band's end was not reckoned. */
          guint above = j < i + limit ? last[j] : limit + 1;
          guint cost = last[j - 1] + (a[i - 1] != b[j - 1]);

          cost = MIN (cost, MIN (above, row[j - 1]) + 1);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            cost = MIN (cost, before[j - 2] + 1);
          row[j] = cost;
          least = MIN (least, cost);
        }
      if (least > limit)
        return limit + 1;
    }
  return MIN (rows[n % 3][m], limit + 1);
}
