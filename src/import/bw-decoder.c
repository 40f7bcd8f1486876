/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of a file, whatever their encoding, into UTF-8.
 *
 * A byte-order mark decides; else the places of zero bytes tell UTF-16 and UTF-32, and signs that switch between alphabets
 * tell Japanese mail; else the text is taken as UTF-8 until a
 * byte contradicts. When all before that byte was ASCII nothing has been misread, so the encoding is then guessed from
 * the bytes at hand and used for the rest: no pass over the whole file is needed first. When UTF-8 beyond ASCII came
 * before, the file is UTF-8 with a bad byte, which becomes U+FFFD. Nothing fails: bad bytes and zero bytes (which are
 * dropped) are counted.
 *
 * The guess itself is in bw-encoding.c. */

#include "import/bw-decoder.h"
#include "import/bw-encoding.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define REPLACEMENT "\xef\xbf\xbd"

struct _BwDecoder
{
  char    *encoding;
  GIConv   iconv;  /* (GIConv)-1: UTF-8 */
  GString *held;   /* bytes that wait for the rest of their character */
  gboolean begun;  /* the first bytes have been looked at */
  gboolean said;   /* the encoding was said, not found out */
  gboolean marked; /* a mark at the beginning told it */
  gboolean guessed;
  gboolean beyond; /* UTF-8 beyond ASCII was met */
  guint64  n_bad;
  guint64  n_nul;
};

/* Returns: (transfer full): a decoder that has seen nothing yet. */
BwDecoder *
bw_decoder_new (void)
{
  BwDecoder *decoder = g_new0 (BwDecoder, 1);

  decoder->encoding = g_strdup ("UTF-8");
  decoder->iconv = (GIConv)-1;
  decoder->held = g_string_new (NULL);
  return decoder;
}

/* Frees @decoder (transfer full) (nullable). */
void
bw_decoder_free (BwDecoder *decoder)
{
  if (decoder == NULL)
    return;
  if (decoder->iconv != (GIConv)-1)
    g_iconv_close (decoder->iconv);
  g_string_free (decoder->held, TRUE);
  g_free (decoder->encoding);
  g_free (decoder);
}

static gboolean
use_encoding (BwDecoder  *decoder,
              const char *encoding)
{
  GIConv iconv = g_iconv_open ("UTF-8", encoding);

  if (iconv == (GIConv)-1)
    return FALSE;
  decoder->iconv = iconv;
  g_free (decoder->encoding);
  decoder->encoding = g_strdup (encoding);
  return TRUE;
}

/* Sets the encoding instead of finding it out, before the first bytes. Returns %FALSE when there is none of this name. */
gboolean
bw_decoder_set_encoding (BwDecoder  *decoder,
                         const char *encoding)
{
  if (g_ascii_strcasecmp (encoding, "UTF-8") != 0 && g_ascii_strcasecmp (encoding, "UTF8") != 0)
    {
      /* A mark of byte order tells which of the two it is. */
      decoder->said = use_encoding (decoder, encoding);
      return decoder->said;
    }
  decoder->said = decoder->beyond = TRUE;
  return TRUE;
}

/* Whether the text switches between alphabets, as the Japanese encoding of seven bits does. */
static gboolean
switches_alphabets (const char *bytes,
                    gsize       n)
{
  const char *at = bytes, *end = bytes + n;

  while (at < end && (at = memchr (at, 0x1b, (gsize)(end - at))) != NULL)
    {
      if (end - at > 2 && at[1] == '$' && (at[2] == 'B' || at[2] == '@'))
        return TRUE;
      at++;
    }
  return FALSE;
}

/* The mark at the beginning. Returns its length, 0 for none; @encoding becomes what it says. */
static gsize
find_mark (const char  *bytes,
           gsize        n,
           const char **encoding)
{
  static const struct
  {
    const char *mark;
    gsize       length;
    const char *encoding;
  } marks[] = {
    { "\xef\xbb\xbf", 3, "UTF-8" },
    { "\xff\xfe\0\0", 4, "UTF-32LE" },
    { "\0\0\xfe\xff", 4, "UTF-32BE" },
    { "\xff\xfe", 2, "UTF-16LE" },
    { "\xfe\xff", 2, "UTF-16BE" },
    { "\x84\x31\x95\x33", 4, "GB18030" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (n >= marks[i].length && memcmp (bytes, marks[i].mark, marks[i].length) == 0)
      {
        *encoding = marks[i].encoding;
        return marks[i].length;
      }
  return 0;
}

/* Looks at the first bytes. Returns how many of them are a mark to be skipped. */
static gsize
begin (BwDecoder  *decoder,
       const char *bytes,
       gsize       n)
{
  const char *marked = NULL, *found;
  gsize       mark = find_mark (bytes, n, &marked);

  decoder->begun = TRUE;
  if (decoder->said)
    {
      /* "UTF-16" alone reads its mark itself. */
      gboolean reads_mark = g_str_equal (decoder->encoding, "UTF-16") || g_str_equal (decoder->encoding, "UTF-32");

      return mark > 0 && !reads_mark && strncmp (marked, decoder->encoding, MIN (strlen (marked), 6)) == 0 ? mark : 0;
    }
  if (mark > 0)
    {
      decoder->marked = TRUE;
      decoder->beyond = g_str_equal (marked, "UTF-8");
      if (!decoder->beyond)
        use_encoding (decoder, marked);
      return mark;
    }
  found = bw_encoding_guess_wide (bytes, n);
  if (found == NULL && switches_alphabets (bytes, n))
    found = "ISO-2022-JP";
  if (found != NULL)
    use_encoding (decoder, found);
  return 0;
}

/* Chooses the encoding of text that is not UTF-8. */
static void
guess_encoding (BwDecoder  *decoder,
                const char *bytes,
                gsize       n)
{
  g_autofree char *guess = bw_encoding_guess (bytes, n);

  decoder->guessed = TRUE;
  use_encoding (decoder, guess);
}

/* Converts through iconv; what is left of a character at the end is held back. */
static void
convert (BwDecoder  *decoder,
         const char *bytes,
         gsize       n,
         gboolean    last,
         GString    *out)
{
  char *in = (char *)bytes;
  gsize in_left = n;
  char  buffer[4096];

  while (in_left > 0)
    {
      char *to = buffer;
      gsize to_left = sizeof buffer;
      gsize result = g_iconv (decoder->iconv, &in, &in_left, &to, &to_left);
      int   problem = errno;

      g_string_append_len (out, buffer, to - buffer);
      if (result != (gsize)-1 || problem == E2BIG)
        continue;
      if (problem == EINVAL && !last)
        {
          g_string_append_len (decoder->held, in, in_left);
          return;
        }
      g_string_append (out, REPLACEMENT);
      decoder->n_bad++;
      result = MIN (in_left, g_str_has_prefix (decoder->encoding, "UTF-16") ? 2 : g_str_has_prefix (decoder->encoding, "UTF-32") ? 4
                                                                                                                                 : 1);
      in += result;
      in_left -= result;
    }
}

/* The bytes of the character that begins at @bytes, which is not ASCII, when it is good UTF-8 (RFC 3629: the shortest form, no
 * surrogates, nothing above U+10FFFF); else 0. */
static gsize
character_length (const guint8 *bytes,
                  gsize         n)
{
  guint8 first = bytes[0], low = 0x80, high = 0xbf;
  gsize  length = first < 0xc2 ? 0 : first < 0xe0 ? 2
                                   : first < 0xf0 ? 3
                                   : first < 0xf5 ? 4
                                                  : 0;

  if (length == 0 || length > n)
    return 0;
  if (first == 0xe0)
    low = 0xa0;
  else if (first == 0xed)
    high = 0x9f;
  else if (first == 0xf0)
    low = 0x90;
  else if (first == 0xf4)
    high = 0x8f;
  if (bytes[1] < low || bytes[1] > high)
    return 0;
  for (gsize i = 2; i < length; i++)
    if ((bytes[i] & 0xc0) != 0x80)
      return 0;
  return length;
}

/* How many of the @n @bytes, which hold no zero, are good UTF-8; @beyond is set when they hold more than ASCII. Texts of most
 * languages are ASCII for long stretches, which are passed over eight bytes at a time. */
static gsize
validate (const char *bytes,
          gsize       n,
          gboolean   *beyond)
{
  gsize   at = 0, length;
  guint64 word;

  while (at < n)
    {
      while (at + 8 <= n)
        {
          memcpy (&word, bytes + at, 8);
          if ((word & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
            break;
          at += 8;
        }
      while (at < n && (guint8)bytes[at] < 0x80)
        at++;
      if (at == n)
        break;
      length = character_length ((const guint8 *)bytes + at, n - at);
      if (length == 0)
        break;
      *beyond = TRUE;
      at += length;
    }
  return at;
}

/* Takes @n bytes as UTF-8 as far as they are; returns how many were dealt with. */
static gsize
pass_utf8 (BwDecoder  *decoder,
           const char *bytes,
           gsize       n,
           gboolean    last,
           GString    *out)
{
  gsize at = 0;

  while (at < n)
    {
      gsize    good = validate (bytes + at, n - at, &decoder->beyond);
      gunichar next;

      g_string_append_len (out, bytes + at, good);
      at += good;
      if (at == n)
        return n;
      next = g_utf8_get_char_validated (bytes + at, n - at);
      if (next == (gunichar)-2 && !last)
        {
          g_string_append_len (decoder->held, bytes + at, n - at);
          return n;
        }
      if (!decoder->beyond)
        return at;
      g_string_append (out, REPLACEMENT);
      decoder->n_bad++;
      at++;
    }
  return n;
}

/* Text that was Windows-1252 and was turned into UTF-8 as if it were ISO 8859-1 has its quotation marks and dashes among the
 * control characters from U+0080 on, which no text has. They are put right in what @out holds from @from on. */
static void
mend_controls (GString *out,
               gsize    from)
{
  static const gunichar meant[32] = { 0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160,
                                      0x2039, 0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
                                      0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178 };
  g_autoptr (GString) mended = NULL;
  gsize kept = from;

  for (gsize at = from; at + 1 < out->len; at++)
    {
      char *found = memchr (out->str + at, 0xc2, out->len - at - 1);

      if (found == NULL)
        break;
      at = found - out->str;
      if ((guint8)found[1] < 0x80 || (guint8)found[1] > 0x9f)
        continue;
      if (mended == NULL)
        mended = g_string_new (NULL);
      g_string_append_len (mended, out->str + kept, at - kept);
      g_string_append_unichar (mended, meant[(guint8)found[1] - 0x80]);
      kept = at + 2;
      at++;
    }
  if (mended == NULL)
    return;
  g_string_append_len (mended, out->str + kept, out->len - kept);
  g_string_truncate (out, from);
  g_string_append_len (out, mended->str, mended->len);
}

/* Takes zero bytes out of what @out holds from @from on. */
static void
drop_zeros (BwDecoder *decoder,
            GString   *out,
            gsize      from)
{
  gsize to;
  char *zero = memchr (out->str + from, '\0', out->len - from);

  if (zero == NULL)
    return;
  to = zero - out->str;
  for (gsize i = to; i < out->len; i++)
    if (out->str[i] != '\0')
      out->str[to++] = out->str[i];
  decoder->n_nul += out->len - to;
  g_string_truncate (out, to);
}

/* Adds what the @n @bytes mean to @out. The first piece should be some kilobytes, or the whole file; @last: no more
 * will come. @out then holds valid UTF-8 without zero bytes. */
void
bw_decoder_feed (BwDecoder  *decoder,
                 const char *bytes,
                 gsize       n,
                 gboolean    last,
                 GString    *out)
{
  g_autoptr (GString) joined = NULL;
  gsize from = out->len;
  gsize done = 0;

  if (!decoder->begun)
    done = begin (decoder, bytes, n);
  else if (decoder->held->len > 0)
    {
      joined = g_string_new_len (decoder->held->str, decoder->held->len);
      g_string_append_len (joined, bytes, n);
      g_string_truncate (decoder->held, 0);
      bytes = joined->str;
      n = joined->len;
    }

  if (decoder->iconv == (GIConv)-1)
    {
      gsize            zeros = 0;
      g_autofree char *clean = NULL;

      /* Validation stops at zero bytes, so they go first. */
      if (memchr (bytes + done, '\0', n - done) != NULL)
        {
          clean = g_malloc (n);
          for (gsize i = done; i < n; i++)
            if (bytes[i] != '\0')
              clean[zeros++] = bytes[i];
          decoder->n_nul += n - done - zeros;
          bytes = clean;
          n = zeros;
          done = 0;
        }
      done += pass_utf8 (decoder, bytes + done, n - done, last, out);
      if (decoder->beyond)
        mend_controls (out, from);
      if (done < n)
        {
          guess_encoding (decoder, bytes + done, n - done);
          convert (decoder, bytes + done, n - done, last, out);
        }
    }
  else
    convert (decoder, bytes + done, n - done, last, out);
  drop_zeros (decoder, out, from);
}

/* Returns: (transfer none): what the text has turned out to be so far, such as "UTF-8". */
const char *
bw_decoder_get_encoding (BwDecoder *decoder)
{
  return decoder->encoding;
}

/* Returns: (transfer none): why the encoding is taken to be what it is; @confidence from 0 to 1. */
const char *
bw_decoder_get_reason (BwDecoder *decoder,
                       double    *confidence)
{
  if (decoder->said)
    {
      *confidence = 1.0;
      return _ ("You said so.");
    }
  if (decoder->marked)
    {
      *confidence = 1.0;
      return _ ("A mark at the beginning of the file says so.");
    }
  if (decoder->guessed)
    {
      *confidence = decoder->n_bad > 0 ? 0.4 : 0.7;
      return _ ("The bytes are no UTF-8; this is the likeliest encoding in which they are text.");
    }
  if (decoder->iconv != (GIConv)-1)
    {
      *confidence = 0.9;
      return g_str_has_prefix (decoder->encoding, "UTF") ? _ ("The places of its zero bytes say so.")
                                                         : _ ("Signs in it that switch between alphabets say so.");
    }
  if (!decoder->beyond)
    {
      *confidence = 0.9;
      return _ ("So far there are only characters that nearly all encodings write alike.");
    }
  *confidence = decoder->n_bad > 0 ? 0.8 : 0.99;
  return decoder->n_bad > 0 ? _ ("Nearly all bytes are good UTF-8.") : _ ("All bytes are good UTF-8.");
}

/* The number of bytes that had no meaning and became U+FFFD. */
guint64
bw_decoder_get_n_bad (BwDecoder *decoder)
{
  return decoder->n_bad;
}

/* The number of zero bytes that were dropped. */
guint64
bw_decoder_get_n_nul (BwDecoder *decoder)
{
  return decoder->n_nul;
}
