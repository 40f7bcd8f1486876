/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts of money.
 *
 * An amount is a 64-bit count of minor units, so that sums are exact to the cent. Three ways to write
 * one: in full for tables ("$1,234,567.00" without needless cents), compact for headlines ("$1.23 M",
 * three significant digits), and plain for files ("1234567.89", no grouping, C locale). The first two follow the user's
 * locale in their marks, in the side on which the currency's sign stands, and in the short words for thousands and
 * millions: "1,23 Mio. $". */

#include "core/bw-money.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* Codes of ISO 4217 whose minor unit is not a hundredth, or that have a sign of their own. */
static const struct
{
  char        code[4];
  gint8       digits;
  const char *symbol;
} currencies[] = {
  { "USD", 2, "$" },
  { "EUR", 2, "€" },
  { "GBP", 2, "£" },
  { "JPY", 0, "¥" },
  { "CNY", 2, "CN¥" },
  { "INR", 2, "₹" },
  { "KRW", 0, "₩" },
  { "BRL", 2, "R$" },
  { "CAD", 2, "CA$" },
  { "AUD", 2, "A$" },
  { "NZD", 2, "NZ$" },
  { "MXN", 2, "MX$" },
  { "CHF", 2, NULL },
  { "SEK", 2, NULL },
  { "NOK", 2, NULL },
  { "DKK", 2, NULL },
  { "PLN", 2, "zł" },
  { "CZK", 2, "Kč" },
  { "HUF", 2, "Ft" },
  { "TRY", 2, "₺" },
  { "ILS", 2, "₪" },
  { "ZAR", 2, "R" },
  { "SGD", 2, "S$" },
  { "HKD", 2, "HK$" },
  { "TWD", 2, "NT$" },
  { "THB", 2, "฿" },
  { "PHP", 2, "₱" },
  { "VND", 0, "₫" },
  { "IDR", 2, "Rp" },
  { "CLP", 0, NULL },
  { "ISK", 0, NULL },
  { "PYG", 0, NULL },
  { "UGX", 0, NULL },
  { "XAF", 0, NULL },
  { "XOF", 0, NULL },
  { "BHD", 3, NULL },
  { "KWD", 3, NULL },
  { "OMR", 3, NULL },
  { "JOD", 3, NULL },
  { "TND", 3, NULL },
};

static int
find_currency (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (g_ascii_strcasecmp (code, currencies[i].code) == 0)
      return (int)i;
  return -1;
}

/* Whether @code has the form of a currency code of ISO 4217: three capital letters. */
gboolean
bw_currency_is_known (const char *code)
{
  return code != NULL && strlen (code) == 3 && g_ascii_isupper (code[0]) && g_ascii_isupper (code[1]) &&
         g_ascii_isupper (code[2]);
}

/* The number of decimal digits of the minor unit: 2 for cents. */
int
bw_currency_digits (const char *code)
{
  int found = find_currency (code);

  return found >= 0 ? currencies[found].digits : 2;
}

/* The number of minor units in one major unit. */
gint64
bw_currency_scale (const char *code)
{
  static const gint64 scales[] = { 1, 10, 100, 1000 };

  return scales[bw_currency_digits (code)];
}

/* Returns: (transfer none): the currency's sign, or @code itself. */
const char *
bw_currency_symbol (const char *code)
{
  int found = find_currency (code);

  return found >= 0 && currencies[found].symbol != NULL ? currencies[found].symbol : code;
}

/* @minor in whole units; NaN when unknown. */
double
bw_money_to_major (gint64      minor,
                   const char *currency)
{
  return minor == BW_MONEY_NONE ? NAN : (double)minor / (double)bw_currency_scale (currency);
}

/* @major rounded to the minor unit; %BW_MONEY_NONE when it is not finite or beyond %BW_MONEY_MAX. */
gint64
bw_money_from_major (double      major,
                     const char *currency)
{
  double minor = round (major * (double)bw_currency_scale (currency));

  if (!isfinite (minor) || fabs (minor) > (double)BW_MONEY_MAX)
    return BW_MONEY_NONE;
  return (gint64)minor;
}

/* The last @mark of @text that a digit follows, so that those of "Mio." and "Rs." are none; NULL when there is none. */
static const char *
find_mark (const char *text,
           char        mark)
{
  const char *found = NULL;

  for (const char *at = strchr (text, mark); at != NULL; at = strchr (at + 1, mark))
    if (g_ascii_isdigit (at[1]))
      found = at;
  return found;
}

/* Where the decimal mark of @text stands that a person typed, NULL for none: the later of a point and a comma where both
 * occur, none where one occurs twice; one alone is what the user's locale says, else it parts thousands when three digits
 * follow. */
static const char *
find_decimal (const char *text)
{
  const char *point = find_mark (text, '.'), *comma = find_mark (text, ','), *mark;

  if (point != NULL && comma != NULL)
    return MAX (point, comma);
  mark = point != NULL ? point : comma;
  if (mark == NULL || strchr (text, *mark) != mark)
    return NULL;
  if (*mark == *localeconv ()->decimal_point || strspn (mark + 1, "0123456789") != 3)
    return mark;
  return NULL;
}

/* The short words for large numbers in the user's language, the largest first: those for 1e12, 1e9, 1e6 and 1e3, or where
 * numbers are counted by ten thousands those for 1e12, 1e8 and 1e4.
 * Returns: how many @words there are. */
guint
bw_money_words (BwMoneyWord words[BW_MONEY_N_WORDS])
{
  /* Translators: which powers of ten have the short words "T", "B", "M" and "K", the largest first. Where numbers are
   * counted by ten thousands, "12 8 4": these are the words "T", "B" and "M" then, and "K" is not used. */
  const char *powers = C_ ("amount", "12 9 6 3");
  const char *names[BW_MONEY_N_WORDS] = {
    /* Translators: short for 1,000,000,000,000. */
    C_ ("amount", "T"),
    /* Translators: short for 1,000,000,000, or 100,000,000. */
    C_ ("amount", "B"),
    /* Translators: short for 1,000,000, or 10,000. */
    C_ ("amount", "M"),
    /* Translators: short for 1,000. */
    C_ ("amount", "K"),
  };
  guint n = 0;

  for (; n < BW_MONEY_N_WORDS && *powers != '\0'; n++)
    {
      char   *end;
      guint64 power = g_ascii_strtoull (powers, &end, 10);

      if (end == powers || power > 15)
        break;
      words[n] = (BwMoneyWord) { pow (10, (double)power), names[n] };
      powers = end;
    }
  return n;
}

/* Returns: (transfer full): @number and a short word after it: "1.23 M". */
char *
bw_money_with_word (const char *number,
                    const char *word)
{
  /* Translators: a number and the short word for millions or the like: "1.23 M". */
  return g_strdup_printf (C_ ("number and short word", "%s\u00a0%s"), number, word);
}

/* How much the word of the user's language that begins at @text multiplies an amount; 0 when there is none. Single letters
 * are known in all languages, and read elsewhere. */
static double
find_word (const char *text)
{
  BwMoneyWord words[BW_MONEY_N_WORDS];
  guint       n = bw_money_words (words);

  for (guint i = 0; i < n; i++)
    {
      gsize length = strcspn (words[i].word, ".");

      if (length > 1 && g_ascii_strncasecmp (text, words[i].word, length) == 0)
        return words[i].size;
    }
  return 0;
}

/* Reads an amount as a person types it, with any grouping and the currency's sign or without: "4.4 M", "400k",
 * "$1,234.50", "1 234,50". Returns %BW_MONEY_NONE when there is no number in it, or one too large. */
gint64
bw_money_parse_typed (const char *text,
                      const char *currency)
{
  g_autoptr (GString) number = g_string_new (NULL);
  const char *decimal = find_decimal (text);
  double      scale = 1, word;

  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_isdigit (*at))
      g_string_append_c (number, *at);
    else if (at == decimal)
      g_string_append_c (number, '.');
    else if (number->len > 0 && (word = find_word (at)) > 0)
      {
        scale = word;
        break;
      }
    else if (number->len > 0 && (*at == 'k' || *at == 'K'))
      scale = 1e3;
    else if (number->len > 0 && (*at == 'm' || *at == 'M'))
      scale = 1e6;
    else if (number->len > 0 && (*at == 'b' || *at == 'B'))
      scale = 1e9;
  if (strpbrk (number->str, "0123456789") == NULL)
    return BW_MONEY_NONE;
  return bw_money_from_major (g_ascii_strtod (number->str, NULL) * scale, currency);
}

/* A currency's sign goes before the number, with a no-break space or without, or after it with one, as the user's locale
 * says; a code of letters is always parted from the number. */
static char *
with_symbol (gboolean    negative,
             const char *number,
             const char *currency)
{
  const char *symbol = bw_currency_symbol (currency);
  gboolean    parted = g_ascii_isalpha (symbol[strlen (symbol) - 1]) || localeconv ()->p_sep_by_space == 1;

  if (localeconv ()->p_cs_precedes == 0)
    return g_strconcat (negative ? "−" : "", number, "\u00a0", symbol, NULL);
  return g_strconcat (negative ? "−" : "", symbol, parted ? "\u00a0" : "", number, NULL);
}

/* @minor in full in the user's locale, without decimals where there are none: "$1,234,567" or "$12.50".
 * Returns: (transfer full): the text; an en dash when unknown. */
char *
bw_money_format (gint64      minor,
                 const char *currency)
{
  g_autofree char *number = NULL;
  int              digits = bw_currency_digits (currency);
  gint64           scale = bw_currency_scale (currency);

  if (minor == BW_MONEY_NONE)
    return g_strdup ("–");
  if (minor % scale == 0)
    number = g_strdup_printf ("%'" G_GINT64_FORMAT, ABS (minor / scale));
  else
    number = g_strdup_printf ("%'.*f", digits, fabs ((double)minor / (double)scale));
  return with_symbol (minor < 0, number, currency);
}

/* @minor with three significant digits and a unit: "$4.12 M", "$271 K", "$0".
 * Returns: (transfer full): the text; an en dash when unknown. */
char *
bw_money_format_compact (gint64      minor,
                         const char *currency)
{
  BwMoneyWord      words[BW_MONEY_N_WORDS];
  guint            n = bw_money_words (words);
  g_autofree char *number = NULL;
  double           value;

  if (minor == BW_MONEY_NONE)
    return g_strdup ("–");
  value = fabs (bw_money_to_major (minor, currency));
  for (guint i = 0; i < n && number == NULL; i++)
    {
      double           scaled = value / words[i].size;
      g_autofree char *digits = NULL;

      /* 999,950 rounds to 1.00 M, not to 1000 K. */
      if (scaled < 0.9995)
        continue;
      digits = g_strdup_printf ("%'.*f", scaled < 9.995 ? 2 : scaled < 99.95 ? 1
                                                                             : 0,
                                scaled);
      number = bw_money_with_word (digits, words[i].word);
    }
  if (number == NULL)
    number = g_strdup_printf ("%'.0f", value);
  return with_symbol (minor < 0, number, currency);
}

/* bw_money_format_compact() with a sign, also for a rise.
 * Returns: (transfer full): the text. */
char *
bw_money_format_change (gint64      minor,
                        const char *currency)
{
  g_autofree char *text = bw_money_format_compact (minor, currency);

  return minor > 0 ? g_strconcat ("+", text, NULL) : g_steal_pointer (&text);
}

/* @minor for files: digits, a point, no grouping, no sign of a currency, all decimals.
 * Returns: (transfer full): the text; "" when unknown. */
char *
bw_money_format_plain (gint64      minor,
                       const char *currency)
{
  int     digits = bw_currency_digits (currency);
  gint64  scale = bw_currency_scale (currency);
  guint64 size;

  if (minor == BW_MONEY_NONE)
    return g_strdup ("");
  size = (guint64)ABS (minor);
  if (digits == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, minor < 0 ? "-" : "", size);
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, minor < 0 ? "-" : "", size / scale, digits,
                          size % scale);
}

/* The amount as a person would type it, so that it can be changed in place: without signs or groups, with the decimal sign of the user's
 * language, and without decimals where they are zero. bw_money_parse_typed() reads it again.
 * Returns: (transfer full): "445000" or "445000,50"; "" for %BW_MONEY_NONE. */
char *
bw_money_format_typed (gint64      minor,
                       const char *currency)
{
  char *text = bw_money_format_plain (minor, currency), *point = strchr (text, '.');

  if (point != NULL && strspn (point + 1, "0") == strlen (point + 1))
    *point = '\0';
  else if (point != NULL && localeconv ()->decimal_point[0] == ',')
    *point = ',';
  return text;
}
