/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which encoding bytes are text, when neither a mark at their beginning nor UTF-8 tells.
 *
 * Pure: bytes in, a name for iconv out. Two to four bytes a character show by where the zero bytes are. Other scripts than the
 * Latin one, and more bytes a character, are left to uchardet, which is good at them. Among the encodings of the Latin script
 * it is poor, above all with few bytes beyond ASCII, so those are weighed here: each is tried on the text, and a reading is the
 * better the more of its letters one language has, and the worse where a sign stands within a word, a capital follows a
 * small letter, or a byte means nothing. Windows-1252, by far the commonest, is given a start, so that it also wins where
 * nothing tells. */

#include "import/bw-encoding.h"

#include <string.h>

#include <uchardet.h>

enum
{
  /* Fewer bytes beyond ASCII than this, standing alone, say nothing to a detector. */
  MIN_HIGH_BYTES = 40,
  LOOKED_AT = 64 * 1024,
  HIGH = 128,
  MIN_ZEROS = 3,
};

/* The start of Windows-1252, and what a detector's word is worth for each byte that it could look at. */
#define START 1.0
#define WORD  0.15

/* A reading is believed whatever the detector says when it is worth as much for each byte. */
#define ENOUGH 0.6

/* Encodings of the Latin script; of two readings that are as good the first counts. */
static const char *const latin[] = { "WINDOWS-1252", "WINDOWS-1250", "ISO-8859-2", "WINDOWS-1254", "WINDOWS-1257",
                                     "MACINTOSH", "IBM850", "IBM852" };

/* The letters beyond ASCII that a language has, small ones. */
static const char *const languages[] = {
  "äöüß",
  "àâæçéèêëîïôœùûüÿ",
  "áéíóúüñçàèòï",
  "àèéìíîòóùú",
  "áâãàçéêíóôõú",
  "æøåéäöü",
  "åäöéü",
  "ąćęłńóśźż",
  "áčďéěíňóřšťúůýž",
  "áäčďéíĺľňóôŕšťúýž",
  "áéíóöőúüű",
  "ăâîșțşţ",
  "čćđšž",
  "çğıöşüâî",
  "áéíðóúýþæö",
  "ąčęėįšųūž",
  "āčēģīķļņšūž",
  "äõöüšž",
  "ëïéèöüä",
};

/* How much of a word is to be thought of a letter that the language does not have. */
#define FOREIGN 0.3

/* How well text reads in an encoding. */
typedef struct
{
  double score;
  double letters[G_N_ELEMENTS (languages)];
} Reading;

/* UTF-16 and UTF-32 without a mark, by the places of their zero bytes.
 * Returns: (transfer none) (nullable): its name; %NULL: these are bytes. */
const char *
bw_encoding_guess_wide (const char *bytes,
                        gsize       n)
{
  gsize zeros[4] = { 0 }, quarter = MIN (n, 8192) / 4, half = quarter * 2, even, odd;

  for (gsize i = 0; i < quarter * 4; i++)
    zeros[i % 4] += bytes[i] == '\0';
  if (quarter < 2)
    return NULL;
  even = zeros[0] + zeros[2];
  odd = zeros[1] + zeros[3];
  if (zeros[3] * 20 > quarter * 19 && zeros[2] * 20 > quarter * 19 && zeros[0] * 20 < quarter)
    return "UTF-32LE";
  if (zeros[0] * 20 > quarter * 19 && zeros[1] * 20 > quarter * 19 && zeros[3] * 20 < quarter)
    return "UTF-32BE";
  /* Whatever the script, digits, delimiters and line ends have a zero byte on one side. Zero bytes that have strayed into a file
   * are fewer, and stand on both. */
  if (odd >= MIN_ZEROS && odd * 20 >= half && even * 10 <= odd)
    return "UTF-16LE";
  if (even >= MIN_ZEROS && even * 20 >= half && odd * 10 <= even)
    return "UTF-16BE";
  return NULL;
}

/* Whether @name is an encoding of the Latin script with one byte a character. */
static gboolean
is_latin (const char *name)
{
  static const char *const others[] = { "ISO-8859-1", "ISO-8859-3", "ISO-8859-4", "ISO-8859-9", "ISO-8859-10", "ISO-8859-13",
                                        "ISO-8859-14", "ISO-8859-15", "ISO-8859-16", "WINDOWS-1258", "IBM865",
                                        "MAC-CENTRALEUROPE", "VISCII", "ASCII", "US-ASCII", "" };

  for (guint i = 0; i < G_N_ELEMENTS (latin); i++)
    if (g_ascii_strcasecmp (name, latin[i]) == 0)
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_ascii_strcasecmp (name, others[i]) == 0)
      return TRUE;
  return g_str_has_prefix (name, "UTF-");
}

/* What the detector says of the text. Returns: (transfer full): a name, or "". */
static char *
ask_detector (const char *bytes,
              gsize       n)
{
  uchardet_t detector = uchardet_new ();
  char      *name = NULL;

  if (uchardet_handle_data (detector, bytes, n) == 0)
    {
      uchardet_data_end (detector);
      name = g_strdup (uchardet_get_charset (detector));
    }
  uchardet_delete (detector);
  return name != NULL ? name : g_strdup ("");
}

/* What each byte beyond ASCII means in @encoding, 0: nothing. Returns %FALSE where there is no such encoding. */
static gboolean
find_meanings (const char *encoding,
               gunichar    meanings[HIGH])
{
  GIConv iconv = g_iconv_open ("UTF-8", encoding);

  if (iconv == (GIConv)-1)
    return FALSE;
  for (guint i = 0; i < HIGH; i++)
    {
      char  byte = (char)(HIGH + i), text[8] = "", *in = &byte, *out = text;
      gsize in_left = 1, out_left = sizeof text - 1;

      meanings[i] = 0;
      if (g_iconv (iconv, &in, &in_left, &out, &out_left) != (gsize)-1 && out > text)
        meanings[i] = g_utf8_get_char_validated (text, out - text);
      if (meanings[i] >= 0xfffffffeu || (meanings[i] >= 0x80 && meanings[i] < 0xa0))
        meanings[i] = 0;
      g_iconv (iconv, NULL, NULL, NULL, NULL);
    }
  g_iconv_close (iconv);
  return TRUE;
}

static gunichar
meaning_at (const gunichar *meanings,
            const char     *bytes,
            gsize           n,
            gsize           at)
{
  guint8 byte = at < n ? (guint8)bytes[at] : '\n';

  return byte < HIGH ? byte : meanings[byte - HIGH];
}

/* Whether what stands before the sign at @at is a unit of length: "m²", "km²". */
static gboolean
follows_unit (const char *bytes,
              gsize       at)
{
  if (at < 1 || bytes[at - 1] != 'm')
    return FALSE;
  return at < 2 || !g_ascii_isalpha (bytes[at - 2]) || at < 3 || !g_ascii_isalpha (bytes[at - 3]);
}

/* What the sign @c, no letter, between @before and @after, is worth. */
static double
weigh_sign (gunichar    c,
            gunichar    before,
            gunichar    after,
            const char *bytes,
            gsize       at)
{
  gboolean after_letter = g_unichar_isalpha (before), before_letter = g_unichar_isalpha (after);

  if (c == 0xa0)
    return 0.3;
  if (c == 0x2019 || c == 0xb7 || c == 0xad)
    return after_letter || before_letter ? 0.5 : 0.2;
  if ((c == 0xb2 || c == 0xb3) && follows_unit (bytes, at))
    return 1;
  if (after_letter && before_letter)
    return -2;
  if (g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL)
    return before_letter || after_letter ? -1 : 0.5;
  if (c == 0xab || c == 0x201c || c == 0x201e || c == 0x2018 || c == 0x201a)
    return after_letter ? -1 : before_letter ? 0.8
                                             : 0.3;
  if (c == 0xbb || c == 0x201d || c == 0x2026)
    return before_letter ? -1 : after_letter ? 0.8
                                             : 0.3;
  if ((c == 0x2013 || c == 0x2014) && before == ' ' && after == ' ')
    return 0.8;
  if (c == 0xa9 || c == 0xae || c == 0x2122)
    return before_letter ? -1 : 0.2;
  if (c == 0x2013 || c == 0x2014 || c == 0x2022 || c == 0xb0 || c == 0xaa || c == 0xba)
    return 0.2;
  return after_letter || before_letter ? -1.5 : -0.3;
}

/* Counts a letter for the languages that have it. */
static void
weigh_letter (Reading *reading,
              gunichar c,
              gunichar before,
              gunichar after)
{
  gunichar small = g_unichar_tolower (c);

  if (g_unichar_get_script (c) != G_UNICODE_SCRIPT_LATIN)
    {
      reading->score -= 1;
      return;
    }
  if (!g_unichar_isalpha (before) && !g_unichar_isalpha (after))
    {
      reading->score += 0.2;
      return;
    }
  if (g_unichar_isupper (c) && g_unichar_islower (before))
    reading->score -= 2;
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    reading->letters[i] += g_utf8_strchr (languages[i], -1, small) != NULL ? 1 : FOREIGN;
}

/* How well the text reads in @encoding. */
static double
weigh (const char *encoding,
       const char *bytes,
       gsize       n)
{
  gunichar meanings[HIGH], before = '\n';
  Reading  reading = { 0 };
  double   best = 0;

  if (!find_meanings (encoding, meanings))
    return -G_MAXDOUBLE;
  for (gsize i = 0; i < n; i++)
    {
      gunichar c = meaning_at (meanings, bytes, n, i);

      if ((guint8)bytes[i] >= HIGH)
        {
          if (c == 0)
            reading.score -= 4;
          else if (g_unichar_isalpha (c))
            weigh_letter (&reading, c, before, meaning_at (meanings, bytes, n, i + 1));
          else
            reading.score += weigh_sign (c, before, meaning_at (meanings, bytes, n, i + 1), bytes, i);
        }
      before = c;
    }
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    best = MAX (best, reading.letters[i]);
  return reading.score + best;
}

/* The encoding with one byte a character, of the Latin script, in which the text reads best, and how well. @said: the
 * detector's word, or "". */
static const char *
find_latin (const char *bytes,
            gsize       n,
            gsize       n_high,
            const char *said,
            double     *best_score)
{
  const char *best = latin[0];

  *best_score = -G_MAXDOUBLE;

  for (guint i = 0; i < G_N_ELEMENTS (latin); i++)
    {
      double score = weigh (latin[i], bytes, n);

      score += i == 0 ? START : 0;
      score += g_ascii_strcasecmp (latin[i], said) == 0 ? WORD * (double)n_high : 0;
      if (score > *best_score)
        {
          best = latin[i];
          *best_score = score;
        }
    }
  return best;
}

/* Whether text in KOI8 has letters of Ukrainian, which in the Russian variant are parts of frames. */
static gboolean
has_ukrainian (const char *bytes,
               gsize       n)
{
  for (gsize i = 0; i < n; i++)
    if (memchr ("\xa4\xa6\xa7\xad\xb4\xb6\xb7\xbd", bytes[i], 8) != NULL)
      return TRUE;
  return FALSE;
}

/* The encoding of the @n @bytes, which are not UTF-8. Returns: (transfer full): a name that iconv knows. */
char *
bw_encoding_guess (const char *bytes,
                   gsize       n)
{
  gsize            high = 0, in_runs = 0;
  g_autofree char *said = NULL;
  GIConv           iconv;
  const char      *best;
  double           score;

  n = MIN (n, LOOKED_AT);
  for (gsize i = 0; i < n; i++)
    if ((guint8)bytes[i] >= HIGH)
      {
        high++;
        in_runs += i + 1 < n && (guint8)bytes[i + 1] >= HIGH;
      }
  if (high >= MIN_HIGH_BYTES || (high >= 6 && in_runs * 2 > high))
    said = ask_detector (bytes, n);
  best = find_latin (bytes, n, said != NULL ? high : 0, said != NULL ? said : "", &score);
  /* Letters that stand alone among ASCII, and read well, are no other script whatever the detector says. */
  if (said == NULL || is_latin (said) || (in_runs * 2 <= high && score >= ENOUGH * (double)high))
    return g_strdup (best);
  if (g_str_equal (said, "KOI8-R") && has_ukrainian (bytes, n))
    return g_strdup ("KOI8-U");
  iconv = g_iconv_open ("UTF-8", said);
  if (iconv == (GIConv)-1)
    return g_strdup (latin[0]);
  g_iconv_close (iconv);
  return g_steal_pointer (&said);
}
