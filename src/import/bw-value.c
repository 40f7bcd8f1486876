/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell of a file as an amount, a number, yes or no. Dates have a file of their own.
 *
 * Where a value alone decides what its separators mean ("1.234,56", "1,234,567", "12,5") that counts, unless the
 * column's style says otherwise: then the value is bad rather than off by a thousand. Where it does not ("1,234") the
 * column's style decides. No double takes part in amounts except those in scientific notation. */

#include "import/bw-value.h"

#include <math.h>
#include <string.h>

enum
{
  MAX_LENGTH = 64,
  MAX_PLAIN_DIGITS = 12,
  MAX_WORD = 16, /* bytes */
  LONGEST_BOOLEAN = 12,
  FRACTION_DIGITS = 4,
};

/* A number taken apart. */
typedef struct
{
  char     digits[MAX_LENGTH + 1]; /* digits and separators: '.', ',' and '\'' for all that can only group */
  guint    n;
  gboolean negative;
  gboolean open, closed; /* parentheses; closed also when no digit may follow */
  gboolean whole;        /* a dash stands for the cents */
  gboolean per_cent;
  gint64   factor;
  char     currency[BW_VALUE_CURRENCY_SIZE];
} Parts;

/* Whether @text (spaces cut off) stands for no value. */
gboolean
bw_value_is_missing (const char *text)
{
  static const char *const words[] = { "null", "n/a", "#n/a", "na", "none", "nan", "nil", "?", "-", "--",
                                       "\xe2\x80\x93",
                                       "\xe2\x80\x94", "#null!", "#value!", "#ref!", "#div/0!", "#name?", "#num!", "(blank)", "(null)", "\\n" };

  /* Few words begin as these do. */
  switch (*text)
    {
    case '\0':
      return TRUE;
    case ' ':
    case 'n':
    case 'N':
    case '#':
    case '?':
    case '-':
    case '(':
    case '\\':
    case '\xe2':
      break;
    default:
      return FALSE;
    }
  if (strlen (text) > 7)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return TRUE;
  return text[strspn (text, " ")] == '\0';
}

/* Whether @code is a currency's in ISO 4217. */
gboolean
bw_value_is_currency (const char *code)
{
  static const char codes[] =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP "
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF "
    "IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD "
    "MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB "
    "RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD "
    "UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG ";
  const char *found = strlen (code) == 3 ? strstr (codes, code) : NULL;

  return found != NULL && found[3] == ' ' && strchr (code, ' ') == NULL;
}

/* The factor that a short word stands for, 0: none. */
static gint64
find_factor (const char *word)
{
  static const struct
  {
    const char *word;
    gint64      factor;
  } factors[] = {
    { "k", 1000 },
    { "tsd", 1000 },
    { "thousand", 1000 },
    { "mille", 1000 },
    { "mil", 1000000 },
    { "m", 1000000 },
    { "mm", 1000000 },
    { "mio", 1000000 },
    { "mn", 1000000 },
    { "million", 1000000 },
    { "millions", 1000000 },
    { "millionen", 1000000 },
    { "millones", 1000000 },
    { "b", 1000000000 },
    { "bn", 1000000000 },
    { "mrd", 1000000000 },
    { "md", 1000000000 },
    { "billion", 1000000000 },
    { "crore", 10000000 },
    { "lakh", 100000 },
    { "lac", 100000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    if (g_ascii_strcasecmp (word, factors[i].word) == 0)
      return factors[i].factor;
  return 0;
}

/* The currency that a word, or letters before a dollar sign, stand for; "" for one of several; %NULL: none. */
static const char *
find_currency (const char *word,
               gboolean    dollar)
{
  static const struct
  {
    const char *word;
    const char *code;
    gboolean    dollar; /* with the sign after it */
  } currencies[] = {
    { "us", "USD", TRUE },
    { "u.s", "USD", TRUE },
    { "a", "AUD", TRUE },
    { "au", "AUD", TRUE },
    { "c", "CAD", TRUE },
    { "ca", "CAD", TRUE },
    { "can", "CAD", TRUE },
    { "nz", "NZD", TRUE },
    { "hk", "HKD", TRUE },
    { "s", "SGD", TRUE },
    { "sg", "SGD", TRUE },
    { "mx", "MXN", TRUE },
    { "nt", "TWD", TRUE },
    { "r", "BRL", TRUE },
    { "euro", "EUR", FALSE },
    { "euros", "EUR", FALSE },
    { "zł", "PLN", FALSE },
    { "kč", "CZK", FALSE },
    { "ft", "HUF", FALSE },
    { "лв", "BGN", FALSE },
    { "руб", "RUB", FALSE },
    { "р", "RUB", FALSE },
    { "грн", "UAH", FALSE },
    { "lei", "RON", FALSE },
    { "sfr", "CHF", FALSE },
    { "rs", "", FALSE },
    { "fr", "", FALSE },
    { "kr", "", FALSE },
    { "円", "JPY", FALSE },
    { "元", "CNY", FALSE },
    { "원", "KRW", FALSE },
    { "dollars", "", FALSE },
    { "dollar", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (currencies[i].dollar == dollar && g_str_equal (word, currencies[i].word))
      return currencies[i].code;
  return NULL;
}

/* Takes over what a factor says. Returns %FALSE where there already is one, or no number yet. */
static gboolean
use_factor (gint64 factor,
            Parts *parts)
{
  if (parts->factor != 1 || parts->n == 0)
    return FALSE;
  parts->factor = factor;
  return TRUE;
}

/* Thousand or million in front of a currency: "TEUR", "k€", "MUSD"; 0: neither. */
static gint64
find_short_factor (char letter)
{
  return letter == 't' || letter == 'k' ? 1000 : letter == 'm' ? 1000000
                                                               : 0;
}

/* What a run of letters beside a number means; @next: the sign after it. */
static gboolean
read_word (const char *word,
           gunichar    next,
           Parts      *parts)
{
  g_autofree char *folded = g_utf8_strdown (word, -1);
  gboolean         dollar = next == '$';
  gint64           factor = g_str_equal (folded, "t") && next == 0x20ac ? 1000 : find_factor (folded);
  const char      *currency = dollar ? find_currency (folded, TRUE) : NULL;
  gsize            length = strlen (word);

  if (currency == NULL)
    currency = find_currency (folded, FALSE);
  /* "1.5M$" has a factor, "A$ 1.5" a currency. */
  if (factor != 0 && parts->n > 0 && (currency == NULL || dollar))
    return use_factor (factor, parts);
  if (currency != NULL)
    {
      if (*currency != '\0')
        g_strlcpy (parts->currency, currency, sizeof parts->currency);
      return TRUE;
    }
  if (length == 3 || (length == 4 && find_short_factor (folded[0]) != 0))
    {
      /* "EUR", "TEUR" */
      g_autofree char *code = g_ascii_strup (word + length - 3, -1);

      if (!bw_value_is_currency (code) || (length == 4 && !use_factor (find_short_factor (folded[0]), parts)))
        return FALSE;
      g_strlcpy (parts->currency, code, sizeof parts->currency);
      return TRUE;
    }
  if (g_str_equal (folded, "percent") || g_str_equal (folded, "prozent") || g_str_equal (folded, "pct"))
    {
      parts->per_cent = parts->n > 0;
      return parts->per_cent;
    }
  return FALSE;
}

/* Notes the currency that a sign stands for, where it stands for one alone. */
static gboolean
read_sign (gunichar c,
           Parts   *parts)
{
  static const struct
  {
    gunichar    sign;
    const char *code;
  } signs[] = {
    { 0x20ac, "EUR" },
    { 0xa3, "GBP" },
    { 0x20b9, "INR" },
    { 0x20a9, "KRW" },
    { 0x20bd, "RUB" },
    { 0x20aa, "ILS" },
    { 0x20ba, "TRY" },
    { 0x20b4, "UAH" },
    { 0x20ab, "VND" },
    { 0x0e3f, "THB" },
  };

  if (g_unichar_type (c) != G_UNICODE_CURRENCY_SYMBOL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (c == signs[i].sign)
      g_strlcpy (parts->currency, signs[i].code, sizeof parts->currency);
  return TRUE;
}

static gboolean
is_blank (gunichar c)
{
  return c == ' ' || c == '\t' || c == 0xa0 || c == 0x202f || c == 0x2009 || c == 0x2007;
}

static gboolean
is_minus (gunichar c)
{
  return c == '-' || c == 0x2212 || c == 0x2013 || c == 0x2014;
}

/* Reads the word at @at, and the full stop of an abbreviation. Returns what follows, or %NULL. */
static const char *
take_word (const char *at,
           Parts      *parts)
{
  char        word[MAX_WORD];
  const char *end = at;

  while (g_unichar_isalpha (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  if ((gsize)(end - at) >= sizeof word)
    return NULL;
  memcpy (word, at, end - at);
  word[end - at] = '\0';
  if (!read_word (word, g_utf8_get_char (end), parts))
    return NULL;
  /* "Fr. 100", "1,2 Mio. €" */
  return *end == '.' && (parts->n == 0 || !g_ascii_isdigit (end[1])) ? end + 1 : end;
}

/* Adds a digit. Nothing may follow a factor or what ends a number. */
static gboolean
add_digit (Parts *parts,
           int    digit)
{
  if (parts->closed || parts->factor != 1 || parts->per_cent)
    return FALSE;
  parts->digits[parts->n++] = (char)('0' + digit);
  return TRUE;
}

/* Takes one sign @c apart, which is no letter; @at: what follows. */
static gboolean
take_sign (Parts      *parts,
           gunichar    c,
           const char *at)
{
  gboolean after_digit = parts->n > 0 && g_ascii_isdigit (parts->digits[parts->n - 1]);
  int      digit = g_unichar_digit_value (c);

  if (digit >= 0)
    return add_digit (parts, digit);
  if ((c == '.' || c == ',') && after_digit && is_minus (g_utf8_get_char (at)))
    {
      /* "1.000,-": no cents */
      parts->whole = parts->closed = TRUE;
      return TRUE;
    }
  if (c == '.' || c == ',')
    {
      parts->digits[parts->n++] = (char)c;
      return TRUE;
    }
  if (c == '\'' || c == 0x2019 || is_blank (c))
    {
      /* An apostrophe before all is a spreadsheet's, for a text. */
      if (after_digit && g_unichar_digit_value (g_utf8_get_char (at)) >= 0)
        parts->digits[parts->n++] = '\'';
      else
        return is_blank (c) || (parts->n == 0 && c == '\'');
      return TRUE;
    }
  if (is_minus (c) && parts->whole)
    return TRUE;
  if (is_minus (c) && !parts->negative)
    {
      parts->negative = TRUE;
      /* After the digits it ends the number: "2013-14" is none. */
      parts->closed = parts->n > 0;
      return TRUE;
    }
  if (c == '+' && parts->n == 0)
    return TRUE;
  if (c == '(' && !parts->open && parts->n == 0)
    {
      parts->open = TRUE;
      return TRUE;
    }
  if (c == ')' && parts->open && !parts->closed && !parts->negative)
    {
      parts->closed = TRUE;
      return TRUE;
    }
  if (c == '%' && parts->n > 0 && !parts->per_cent)
    {
      parts->per_cent = TRUE;
      return TRUE;
    }
  return read_sign (c, parts);
}

/* Takes @text apart. Returns %FALSE when it holds what no number has. */
static gboolean
take_apart (const char *text,
            Parts      *parts)
{
  memset (parts, 0, sizeof *parts);
  parts->factor = 1;
  for (const char *at = text; *at != '\0';)
    {
      gunichar c = g_utf8_get_char (at);

      if (parts->n >= MAX_LENGTH)
        return FALSE;
      if (g_unichar_isalpha (c))
        {
          at = take_word (at, parts);
          if (at == NULL)
            return FALSE;
          continue;
        }
      at = g_utf8_next_char (at);
      if (!take_sign (parts, c, at))
        return FALSE;
    }
  if ((parts->open && !parts->closed) || (parts->open && parts->negative))
    return FALSE;
  parts->negative |= parts->open;
  return TRUE;
}

/* What the separators of a number can mean. */
typedef enum
{
  DECIMAL_NONE,      /* no point nor comma that could be one */
  DECIMAL_POINT,     /* the point is */
  DECIMAL_COMMA,     /* the comma is */
  DECIMAL_EITHER,    /* one separator before three digits */
  DECIMAL_NOT_POINT, /* points group */
  DECIMAL_NOT_COMMA, /* commas group */
  DECIMAL_BROKEN,
} Decimal;

/* Whether the digits up to @end stand in groups: the first of one to three, the next of three (two as in India), the
 * last of three. */
static gboolean
groups_are_good (const char *digits,
                 guint       end,
                 char        group)
{
  guint run = 0, n_groups = 0;

  for (guint i = 0; i <= end; i++)
    {
      if (i < end && g_ascii_isdigit (digits[i]))
        {
          run++;
          continue;
        }
      if (i < end && digits[i] != group)
        return FALSE;
      if (n_groups == 0 ? run < 1 || run > 3 : i == end ? run != 3
                                                        : run < 2 || run > 3)
        return FALSE;
      n_groups++;
      run = 0;
    }
  return TRUE;
}

/* Of a number whose cents a dash stands for: all separators before that group. */
static Decimal
judge_groups (const Parts *parts)
{
  guint end = 0;

  while (end < parts->n && g_ascii_isdigit (parts->digits[end]))
    end++;
  if (end == parts->n)
    return DECIMAL_NONE;
  if (!groups_are_good (parts->digits, parts->n, parts->digits[end]))
    return DECIMAL_BROKEN;
  return parts->digits[end] == '.' ? DECIMAL_NOT_POINT : parts->digits[end] == ',' ? DECIMAL_NOT_COMMA
                                                                                   : DECIMAL_NONE;
}

static Decimal
judge_separators (const Parts *parts)
{
  guint dots = 0, commas = 0, others = 0, n_digits = 0, last = 0, before;
  char  separator;

  for (guint i = 0; i < parts->n; i++)
    {
      char c = parts->digits[i];

      n_digits += g_ascii_isdigit (c) != 0;
      dots += c == '.';
      commas += c == ',';
      others += c == '\'';
      if (c == '.' || c == ',')
        last = i;
    }
  if (n_digits == 0)
    return DECIMAL_BROKEN;
  if (parts->whole)
    return judge_groups (parts);
  if (others > 0 && dots + commas <= 1)
    {
      if (!groups_are_good (parts->digits, dots + commas == 1 ? last : parts->n, '\''))
        return DECIMAL_BROKEN;
      return dots == 1 ? DECIMAL_POINT : commas == 1 ? DECIMAL_COMMA
                                                     : DECIMAL_NONE;
    }
  if (others > 0)
    return DECIMAL_BROKEN;
  if (dots + commas == 0)
    return DECIMAL_NONE;
  separator = parts->digits[last];
  if (dots > 0 && commas > 0)
    {
      if ((separator == '.' ? dots : commas) > 1 || !groups_are_good (parts->digits, last,
                                                                      separator == '.' ? ',' : '.'))
        return DECIMAL_BROKEN;
      return separator == '.' ? DECIMAL_POINT : DECIMAL_COMMA;
    }
  if (dots + commas > 1)
    {
      if (!groups_are_good (parts->digits, parts->n, separator))
        return DECIMAL_BROKEN;
      return separator == '.' ? DECIMAL_NOT_POINT : DECIMAL_NOT_COMMA;
    }
  before = last;
  if (parts->n - last - 1 == 3 && before >= 1 && before <= 3 && parts->digits[0] != '0')
    return DECIMAL_EITHER;
  return separator == '.' ? DECIMAL_POINT : DECIMAL_COMMA;
}

/* Settles which character is the decimal one in @parts: 0 for none. Returns %FALSE when that contradicts @style. */
static gboolean
settle_decimal (const Parts *parts,
                char         style,
                char        *decimal)
{
  Decimal judged = judge_separators (parts);

  *decimal = 0;
  switch (judged)
    {
    case DECIMAL_NONE:
      return TRUE;
    case DECIMAL_POINT:
      *decimal = '.';
      return style != ',';
    case DECIMAL_COMMA:
      *decimal = ',';
      return style != '.';
    case DECIMAL_EITHER:
      /* Nobody knows: a point is decimal, a comma groups. */
      *decimal = style != 0 ? style : '.';
      return TRUE;
    case DECIMAL_NOT_POINT:
      return style != '.';
    case DECIMAL_NOT_COMMA:
      return style != ',';
    case DECIMAL_BROKEN:
    default:
      return FALSE;
    }
}

/* The number in ten-thousandths, rounded half away from zero. */
static BwValueResult
compose (const Parts *parts,
         char         decimal,
         gint64      *amount)
{
  const gint64 limit = BW_MONEY_MAX / 100 * BW_VALUE_PER_UNIT;
  gint64       value = 0;
  int          fraction = -1;
  gboolean     round_up = FALSE;

  for (guint i = 0; i < parts->n; i++)
    {
      char c = parts->digits[i];

      if (c == decimal && decimal != 0)
        fraction = 0;
      else if (g_ascii_isdigit (c) && fraction < FRACTION_DIGITS)
        {
          value = value * 10 + (c - '0');
          fraction += fraction >= 0;
          if (value > limit)
            return BW_VALUE_RANGE;
        }
      else if (g_ascii_isdigit (c) && fraction == FRACTION_DIGITS)
        {
          round_up = c >= '5';
          fraction++;
        }
    }
  for (int i = MAX (fraction, 0); i < FRACTION_DIGITS; i++)
    {
      value *= 10;
      if (value > limit)
        return BW_VALUE_RANGE;
    }
  value += round_up;
  if (value > limit / parts->factor)
    return BW_VALUE_RANGE;
  *amount = (parts->negative ? -value : value) * parts->factor;
  return BW_VALUE_GOOD;
}

/* "1.23E+05", as spreadsheets write large numbers. */
static BwValueResult
parse_scientific (const char *text,
                  gint64     *amount)
{
  const char *exponent = strpbrk (text, "eE");
  char       *end;
  double      value;

  if (exponent == NULL || exponent == text || !g_ascii_isdigit (exponent[-1]) ||
      strpbrk (exponent, "+-0123456789") != exponent + 1)
    return BW_VALUE_BAD;
  value = g_ascii_strtod (text, &end);
  if (*end != '\0' || end == text)
    return BW_VALUE_BAD;
  if (!isfinite (value) || fabs (value) > (double)BW_MONEY_MAX / 100.0)
    return BW_VALUE_RANGE;
  *amount = (gint64)llround (value * BW_VALUE_PER_UNIT);
  return BW_VALUE_GOOD;
}

/* "1234" and "1234.5", which most values are. Returns %FALSE for any other. */
static gboolean
parse_plain (const char *text,
             char        decimal,
             gint64     *amount)
{
  const char *at = text + (*text == '-');
  gint64      value = 0;
  int         whole = 0, fraction = 0;

  for (; g_ascii_isdigit (*at) && whole <= MAX_PLAIN_DIGITS; at++, whole++)
    value = value * 10 + (*at - '0');
  if (*at == '.' && decimal != ',')
    for (at++; g_ascii_isdigit (*at) && fraction < FRACTION_DIGITS; at++, fraction++)
      value = value * 10 + (*at - '0');
  /* Three digits after a point may be thousands. */
  if (*at != '\0' || whole < 1 || whole > MAX_PLAIN_DIGITS || (fraction == 3 && decimal == 0))
    return FALSE;
  for (; fraction < FRACTION_DIGITS; fraction++)
    value *= 10;
  *amount = *text == '-' ? -value : value;
  return TRUE;
}

/* Reads @text (without spaces around it) as an amount of money. @decimal is the column's decimal character, 0 when
 * unknown. @currency (nullable) becomes the code that stands beside the number, or "". */
BwValueResult
bw_value_parse_amount (const char *text,
                       char        decimal,
                       gint64     *amount,
                       char        currency[BW_VALUE_CURRENCY_SIZE])
{
  Parts parts;
  char  found;

  if (currency != NULL)
    currency[0] = '\0';
  if (parse_plain (text, decimal, amount))
    return BW_VALUE_GOOD;
  if (bw_value_is_missing (text))
    return BW_VALUE_MISSING;
  if (!take_apart (text, &parts))
    return parse_scientific (text, amount);
  if (currency != NULL)
    memcpy (currency, parts.currency, BW_VALUE_CURRENCY_SIZE);
  if (parts.n == 0 && !parts.per_cent && text[0] != '\0' && parts.negative)
    return BW_VALUE_MISSING; /* "$ -", an accountant's nothing */
  if (parts.per_cent || !settle_decimal (&parts, decimal, &found))
    return BW_VALUE_BAD;
  return compose (&parts, found, amount);
}

/* The decimal character that @text proves, or 0. */
char
bw_value_decimal_evidence (const char *text)
{
  Parts parts;

  if (!take_apart (text, &parts))
    return 0;
  switch (judge_separators (&parts))
    {
    case DECIMAL_POINT:
    case DECIMAL_NOT_COMMA:
      return '.';
    case DECIMAL_COMMA:
    case DECIMAL_NOT_POINT:
      return ',';
    case DECIMAL_NONE:
    case DECIMAL_EITHER:
    case DECIMAL_BROKEN:
    default:
      return 0;
    }
}

/* Whether @text is another number when its separator is a decimal one, and nothing in it tells. */
gboolean
bw_value_decimal_matters (const char *text)
{
  Parts parts;

  return take_apart (text, &parts) && judge_separators (&parts) == DECIMAL_EITHER;
}

/* @amount in minor units of @currency, rounded half away from zero. */
gint64
bw_value_to_minor (gint64      amount,
                   const char *currency)
{
  gint64 scale = bw_currency_scale (currency);
  gint64 divisor = BW_VALUE_PER_UNIT / scale;

  return (amount + (amount < 0 ? -divisor / 2 : divisor / 2)) / divisor;
}

/* Reads any number, with the rules for amounts. */
BwValueResult
bw_value_parse_number (const char *text,
                       char        decimal,
                       double     *number)
{
  gint64        amount;
  BwValueResult result = bw_value_parse_amount (text, decimal, &amount, NULL);

  if (result == BW_VALUE_GOOD)
    *number = (double)amount / BW_VALUE_PER_UNIT;
  return result;
}

/* Reads a probability as it stands: "75 %" gives 75 and @per_cent. */
BwValueResult
bw_value_parse_share (const char *text,
                      char        decimal,
                      double     *share,
                      gboolean   *per_cent)
{
  Parts         parts;
  BwValueResult result;
  gint64        amount;
  char          found;

  *per_cent = FALSE;
  if (bw_value_is_missing (text))
    return BW_VALUE_MISSING;
  /* "0.125" is no thousand. */
  if (!take_apart (text, &parts) ||
      !settle_decimal (&parts, decimal != 0 || strchr (text, ',') == NULL ? decimal : ',', &found))
    return BW_VALUE_BAD;
  result = compose (&parts, found, &amount);
  if (result != BW_VALUE_GOOD)
    return result;
  if (amount < 0 || amount > 100 * BW_VALUE_PER_UNIT)
    return BW_VALUE_RANGE;
  *share = (double)amount / BW_VALUE_PER_UNIT;
  *per_cent = parts.per_cent;
  return BW_VALUE_GOOD;
}

/* Reads yes or no in the ways that exports write it. */
BwValueResult
bw_value_parse_boolean (const char *text,
                        gboolean   *value)
{
  static const char *const words[][2] = {
    { "1", "0" },
    { "true", "false" },
    { "yes", "no" },
    { "y", "n" },
    { "t", "f" },
    { "1.0", "0.0" },
    { "x", "" },
    { "wahr", "falsch" },
    { "vrai", "faux" },
    { "ja", "nein" },
    { "oui", "non" },
    { "verdadero", "falso" },
    { "vero", "falso" },
    { "sí", "no" },
    { "si", "no" },
    { "sim", "não" },
    { "j", "n" },
    { "o", "n" },
    { "on", "off" },
    { "tak", "nie" },
    { "да", "нет" },
    { "checked", "unchecked" },
    { "✓", "✗" },
    { "✔", "✘" },
    { "☑", "☐" },
  };
  g_autofree char *folded = NULL;

  if (bw_value_is_missing (text))
    return BW_VALUE_MISSING;
  if (strlen (text) > LONGEST_BOOLEAN)
    return BW_VALUE_BAD;
  folded = g_str_is_ascii (text) ? NULL : g_utf8_strdown (text, -1);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (int no = 0; no < 2; no++)
      if (folded != NULL ? g_str_equal (folded, words[i][no]) : g_ascii_strcasecmp (text, words[i][no]) == 0)
        {
          *value = !no;
          return BW_VALUE_GOOD;
        }
  return BW_VALUE_BAD;
}
