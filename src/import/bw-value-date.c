/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell of a file as a date.
 *
 * Times and zones after a date are accepted and left out: a CRM writes the day that its user saw. A two-digit year is
 * between 1969 and 2068, as POSIX has it. Numbers alone are 20170301, a year with the day in it (2017060, as 2017-060 in ISO
 * 8601), a spreadsheet's serial number (the system of 1900; the one of 1904 cannot be told from it), or seconds or
 * milliseconds since 1970. */

#include "import/bw-value.h"

#include <string.h>

enum
{
  /* 1899-12-30: day 0 of spreadsheets after February 1900. */
  SERIAL_ZERO = -25569,
  SERIAL_MIN = 20000,
  SERIAL_MAX = 80000,
  MAX_PARTS = 3,
  LONGEST_TIME = 60,
};

/* A date taken apart: three numbers, or two and the name of a month. */
typedef struct
{
  int  numbers[MAX_PARTS];
  int  digits[MAX_PARTS]; /* how many were written; 0 for a month's name */
  int  n;
  int  name_at; /* -1: no name */
  char separator;
} Parts;

/* The month whose name begins like the @length bytes at @word, 1 to 12, in English, German, French, Spanish, Italian, Portuguese,
 * Dutch, the Scandinavian languages, Polish and Russian; 0 for none. */
static int
find_month (const char *word,
            gsize       length)
{
  static const struct
  {
    const char *prefix;
    int         month;
  } months[] = {
    { "jan", 1 },
    { "ene", 1 },
    { "gen", 1 },
    { "jän", 1 },
    { "sty", 1 },
    { "янв", 1 },
    { "feb", 2 },
    { "fév", 2 },
    { "fev", 2 },
    { "lut", 2 },
    { "фев", 2 },
    { "mar", 3 },
    { "mär", 3 },
    { "mrz", 3 },
    { "maa", 3 },
    { "mrt", 3 },
    { "мар", 3 },
    { "apr", 4 },
    { "avr", 4 },
    { "abr", 4 },
    { "kwi", 4 },
    { "апр", 4 },
    { "may", 5 },
    { "mai", 5 },
    { "mag", 5 },
    { "maj", 5 },
    { "mei", 5 },
    { "май", 5 },
    { "мая", 5 },
    { "juin", 6 },
    { "jun", 6 },
    { "giu", 6 },
    { "cze", 6 },
    { "июн", 6 },
    { "juil", 7 },
    { "jul", 7 },
    { "lug", 7 },
    { "lip", 7 },
    { "июл", 7 },
    { "aug", 8 },
    { "aoû", 8 },
    { "aou", 8 },
    { "ago", 8 },
    { "sie", 8 },
    { "авг", 8 },
    { "sep", 9 },
    { "set", 9 },
    { "wrz", 9 },
    { "сен", 9 },
    { "oct", 10 },
    { "okt", 10 },
    { "ott", 10 },
    { "out", 10 },
    { "paź", 10 },
    { "окт", 10 },
    { "nov", 11 },
    { "lis", 11 },
    { "ноя", 11 },
    { "dec", 12 },
    { "dez", 12 },
    { "déc", 12 },
    { "dic", 12 },
    { "des", 12 },
    { "gru", 12 },
    { "дек", 12 },
  };
  char             first = g_ascii_tolower (*word);
  g_autofree char *folded = NULL;

  /* Mostly this is asked of words that are no months: the text is only folded when it may begin one. Letters beyond ASCII may
   * fold to others. */
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      if (!(first & 0x80) && first != *months[i].prefix)
        continue;
      if (folded == NULL)
        folded = g_utf8_strdown (word, length);
      if (strncmp (folded, months[i].prefix, strlen (months[i].prefix)) == 0)
        return months[i].month;
    }
  return 0;
}

/* Passes over a word at @text that stands between a date and a time. */
static const char *
skip_between (const char *text)
{
  static const char *const words[] = { "at", "um", "à", "a las", "kl.", "kl", "om", "alle", "в" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (text, words[i]) && text[strlen (words[i])] == ' ')
      return text + strlen (words[i]) + 1;
  return text;
}

/* Whether @text is nothing but a zone, as after a date without a time: "Z", "UTC", "+02:00". */
static gboolean
is_zone (const char *text)
{
  if (*text == '+' || *text == '-')
    return g_ascii_isdigit (text[1]) && g_ascii_isdigit (text[2]) && text[3 + strspn (text + 3, ":0123456789")] == '\0';
  return g_str_equal (text, "Z") || g_str_equal (text, "UTC") || g_str_equal (text, "GMT");
}

/* Whether @text is what may follow a date: nothing, or a time of the day and a zone. */
static gboolean
is_time (const char *text)
{
  const char *digits;

  if (*text == 'T' || (*text == '.' && (text[1] == '\0' || text[1] == ' ')))
    text++;
  text += strspn (text, " ,");
  if (*text == '\0' || is_zone (text))
    return TRUE;
  text = skip_between (text);
  if (!g_ascii_isdigit (*text) || strlen (text) > LONGEST_TIME)
    return FALSE;
  digits = text + strspn (text, "0123456789");
  if (*digits != ':' && *digits != '.' && *digits != 'h' && *digits != ' ')
    return text[strspn (text, "0123456789:.,+-TZ aApPmMhGUC\xe2\x80\xaf")] == '\0';
  /* After hours and minutes come words: "AM", "Uhr", "EST", "p.m.", "(Europe/Berlin)". */
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isalnum (g_utf8_get_char (text)) && strchr (":.,+-/()_ \xc2\xa0\xe2\x80\xaf", *text) == NULL)
      return FALSE;
  return TRUE;
}

/* Passes over a time within a date, as in "Mon Jan 01 10:00:00 UTC 2024". Returns %FALSE where there is none. */
static gboolean
skip_time (const char **at)
{
  const char *text = *at, *digits = text + strspn (text, "0123456789");

  if (digits == text || *digits != ':')
    return FALSE;
  text += strspn (text, "0123456789:.");
  text += strspn (text, " ");
  if (g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]))
    text += strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  text += strspn (text, " ");
  if (*text == '+' || *text == '-')
    text += 1 + strspn (text + 1, "0123456789:");
  *at = text;
  return TRUE;
}

/* Passes over the sign for year, month or day that Chinese, Japanese and Korean put after each number. */
static const char *
skip_unit (const char *at)
{
  static const char *const units[] = { "年", "月", "日", "년", "월", "일" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_prefix (at, units[i]))
      return at + strlen (units[i]);
  return at;
}

static int
read_number (const char **at,
             int         *digits)
{
  int value = 0, n = 0;

  for (; g_ascii_isdigit (**at) && n < 5; (*at)++, n++)
    value = value * 10 + (**at - '0');
  *digits = n;
  return value;
}

static gsize
word_length (const char *text)
{
  const char *at = text;

  while (g_unichar_isalpha (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at - text;
}

/* Takes @text apart; the time is passed over. */
static gboolean
take_apart (const char *text,
            Parts      *parts)
{
  const char *at = text;

  memset (parts, 0, sizeof *parts);
  parts->name_at = -1;
  while (parts->n < MAX_PARTS)
    {
      at += strspn (at, " ,");
      if (parts->n == 2 && skip_time (&at))
        continue;
      if (g_ascii_isdigit (*at))
        {
          parts->numbers[parts->n] = read_number (&at, &parts->digits[parts->n]);
          if (g_ascii_isdigit (*at))
            return FALSE;
          parts->n++;
          /* "1st", "2nd" */
          if (g_ascii_isalpha (*at) && word_length (at) == 2 && strchr ("snrt", g_ascii_tolower (*at)) != NULL)
            at += 2;
          at = skip_unit (at);
        }
      else
        {
          gsize length = word_length (at);
          int   month;

          if (length == 0)
            return FALSE;
          month = length >= 3 ? find_month (at, length) : 0;
          if (month == 0 || parts->name_at >= 0)
            {
              /* The name of a weekday before, or the "de" of Spanish. */
              if (parts->n > 0 && g_ascii_strncasecmp (at, "de", MAX (length, 2)) != 0)
                return FALSE;
              if (parts->n == 0 && (at != text || length > 12))
                return FALSE;
              at += length;
              at += *at == '.';
              continue;
            }
          parts->name_at = parts->n;
          parts->numbers[parts->n++] = month;
          at += length;
        }
      if (parts->n < MAX_PARTS && strchr ("/-. ,", *at) != NULL && *at != '\0')
        {
          parts->separator = parts->separator == 0 ? *at : parts->separator;
          at++;
        }
    }
  return is_time (at);
}

static int
full_year (int year,
           int digits)
{
  if (digits > 2)
    return year;
  return year < 69 ? 2000 + year : 1900 + year;
}

/* Where day, month and year stand in @parts. */
static gboolean
place (const Parts *parts,
       BwDateOrder  order,
       int          places[MAX_PARTS])
{
  static const int day_first[] = { 0, 1, 2 }, month_first[] = { 1, 0, 2 }, year_first[] = { 2, 1, 0 };
  gboolean         years = parts->digits[0] == 4 || (order == BW_ORDER_YEAR_FIRST && parts->digits[0] == 2 && parts->digits[2] <= 2);

  if (parts->name_at == 2)
    return FALSE;
  if (years && parts->name_at != 0)
    memcpy (places, year_first, sizeof year_first);
  else if (parts->name_at == 0)
    memcpy (places, month_first, sizeof month_first);
  else if (parts->name_at == 1 || parts->separator == '.' || order != BW_ORDER_MONTH_FIRST)
    memcpy (places, day_first, sizeof day_first);
  else
    memcpy (places, month_first, sizeof month_first);
  return parts->name_at < 0 || places[1] == parts->name_at;
}

static BwValueResult
compose (int     year,
         int     month,
         int     day,
         BwDate *date)
{
  BwDate result = bw_date_from_ymd (year, month, day);

  if (result == BW_DATE_NONE)
    return year < BW_DATE_MIN_YEAR || year > BW_DATE_MAX_YEAR ? BW_VALUE_RANGE : BW_VALUE_NO_SUCH_DAY;
  *date = result;
  return BW_VALUE_GOOD;
}

/* The @day-th day of @year, the first being 1. */
static BwValueResult
compose_day_of_year (int     year,
                     int     day,
                     BwDate *date)
{
  BwDate first = bw_date_from_ymd (year, 1, 1);

  if (first == BW_DATE_NONE)
    return BW_VALUE_RANGE;
  if (day < 1 || day > bw_date_from_ymd (year, 12, 31) - first + 1)
    return BW_VALUE_NO_SUCH_DAY;
  *date = first + day - 1;
  return BW_VALUE_GOOD;
}

/* "2024-137", the day within the year. Returns %FALSE for any other. */
static gboolean
parse_day_of_year (const char    *text,
                   BwDate        *date,
                   BwValueResult *result)
{
  if (strspn (text, "0123456789") != 4 || text[4] != '-' || strspn (text + 5, "0123456789") != 3 || !is_time (text + 8))
    return FALSE;
  *result = compose_day_of_year ((int)g_ascii_strtoll (text, NULL, 10), (int)g_ascii_strtoll (text + 5, NULL, 10), date);
  return TRUE;
}

/* Reads a number without separators. */
static BwValueResult
parse_digits (const char *text,
              gsize       length,
              BwDate     *date)
{
  gint64 value = g_ascii_strtoll (text, NULL, 10);

  switch (length)
    {
    case 14: /* with the time after it */
    case 12:
      value /= length == 14 ? 1000000 : 10000;
      G_GNUC_FALLTHROUGH;
    case 8:
      return compose ((int)(value / 10000), (int)(value / 100 % 100), (int)(value % 100), date);
    case 7:
      return compose_day_of_year ((int)(value / 1000), (int)(value % 1000), date);
    case 5:
      if (value < SERIAL_MIN || value > SERIAL_MAX)
        return BW_VALUE_RANGE;
      *date = (BwDate)value + SERIAL_ZERO;
      return BW_VALUE_GOOD;
    case 16:
      value /= 1000;
      G_GNUC_FALLTHROUGH;
    case 13:
      value /= 1000;
      G_GNUC_FALLTHROUGH;
    case 10:
      *date = (BwDate)(value / 86400);
      return *date <= bw_date_from_ymd (BW_DATE_MAX_YEAR, 12, 31) ? BW_VALUE_GOOD : BW_VALUE_RANGE;
    default:
      return BW_VALUE_BAD;
    }
}

/* Two digits at @text as a number, or -1. */
static inline int
two_digits (const char *text)
{
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return -1;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

/* "2024-05-06", which most dates are. Returns %FALSE for any other. */
static gboolean
parse_plain (const char    *text,
             BwDate        *date,
             BwValueResult *result)
{
  int century = two_digits (text);
  int year = century < 0 ? -1 : two_digits (text + 2);
  int month = year < 0 || text[4] != '-' ? -1 : two_digits (text + 5);
  int day = month < 0 || text[7] != '-' ? -1 : two_digits (text + 8);

  if (day < 0 || g_ascii_isdigit (text[10]) || !is_time (text + 10))
    return FALSE;
  *result = compose (century * 100 + year, month, day, date);
  return TRUE;
}

/* Reads @text (without spaces around it) as a date. @order says which of the day and the month comes first where numbers
 * do not tell; unknown means the day. */
BwValueResult
bw_value_parse_date (const char *text,
                     BwDateOrder order,
                     BwDate     *date)
{
  gsize         length, whole;
  BwValueResult result;
  Parts         parts;
  int           places[MAX_PARTS];

  if (parse_plain (text, date, &result))
    return result;
  if (bw_value_is_missing (text))
    return BW_VALUE_MISSING;
  length = strlen (text);
  whole = strspn (text, "0123456789");
  if (whole == length ||
      (whole == 5 && (text[whole] == '.' || text[whole] == ',') && text[whole + 1 + strspn (text + whole + 1, "0123456789")] == '\0'))
    return parse_digits (text, whole, date);
  if (parse_day_of_year (text, date, &result))
    return result;
  if (!take_apart (text, &parts) || !place (&parts, order, places))
    return BW_VALUE_BAD;
  return compose (full_year (parts.numbers[places[2]], parts.digits[places[2]]), parts.numbers[places[1]],
                  parts.numbers[places[0]], date);
}

/* The order of day and month that @text proves. */
BwDateOrder
bw_value_order_evidence (const char *text)
{
  Parts parts;

  if (!take_apart (text, &parts) || parts.name_at >= 0 || parts.digits[0] == 4)
    return BW_ORDER_UNKNOWN;
  if (parts.separator == '.' || (parts.numbers[0] > 12 && parts.numbers[1] <= 12))
    return BW_ORDER_DAY_FIRST;
  if (parts.numbers[1] > 12 && parts.numbers[0] <= 12)
    return BW_ORDER_MONTH_FIRST;
  return BW_ORDER_UNKNOWN;
}

static const char *const order_names[] = {
  [BW_ORDER_UNKNOWN] = "unknown",
  [BW_ORDER_DAY_FIRST] = "day-first",
  [BW_ORDER_MONTH_FIRST] = "month-first",
  [BW_ORDER_YEAR_FIRST] = "year-first",
};

/* Returns: (transfer none): the order's name in options and commands. */
const char *
bw_date_order_name (BwDateOrder order)
{
  return order_names[order];
}

/* Finds the order called @name. Returns %FALSE when there is none, or it is unknown. */
gboolean
bw_date_order_parse (const char  *name,
                     BwDateOrder *order)
{
  for (guint i = BW_ORDER_UNKNOWN + 1; i < G_N_ELEMENTS (order_names); i++)
    if (g_str_equal (name, order_names[i]))
      {
        *order = i;
        return TRUE;
      }
  return FALSE;
}

/* Counts what @text says about where a year of two digits stands. */
void
bw_short_years_add (BwShortYears *years,
                    const char   *text)
{
  Parts parts;

  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]) || !take_apart (text, &parts) || parts.n != MAX_PARTS ||
      parts.name_at >= 0 || parts.digits[0] != 2 || parts.digits[2] != 2)
    return;
  years->n++;
  years->n_other += parts.numbers[0] > 31 && parts.numbers[2] <= 31;
  years->first |= G_GUINT64_CONSTANT (1) << MIN (parts.numbers[0], 63);
  years->last |= G_GUINT64_CONSTANT (1) << MIN (parts.numbers[2], 63);
}

/* Whether the first numbers are few and the last ones many, as years and days are. */
gboolean
bw_short_years_stand_first (const BwShortYears *years)
{
  const guint64 days = (G_GUINT64_CONSTANT (1) << 32) - 2;
  guint         n_first = 0, n_last = 0;

  for (guint64 bits = years->first; bits != 0; bits &= bits - 1)
    n_first++;
  for (guint64 bits = years->last; bits != 0; bits &= bits - 1)
    n_last++;
  if (years->n == 0 || (years->last & ~days) != 0)
    return FALSE;
  return years->n_other > 0 || (n_last >= 8 && n_first <= 5 && n_last >= 2 * n_first);
}

/* Whether @text is another date when day and month change places, and nothing in it tells which is which. */
gboolean
bw_value_order_matters (const char *text)
{
  Parts parts;

  return take_apart (text, &parts) && parts.n == MAX_PARTS && parts.name_at < 0 && parts.digits[0] != 4 &&
         parts.separator != '.' && parts.numbers[0] <= 12 && parts.numbers[1] <= 12 &&
         parts.numbers[0] != parts.numbers[1];
}

/* Whether @text is a year with the day in it, such as "2024-137" or 2024137, which ids may look like. */
gboolean
bw_value_is_year_day (const char *text)
{
  gsize         whole = strspn (text, "0123456789");
  gint64        year = g_ascii_strtoll (text, NULL, 10) / (whole == 7 ? 1000 : 1);
  BwValueResult result;
  BwDate        date;

  if (year < 1970 || year > 2068)
    return FALSE;
  if (whole == 7 && text[7] == '\0')
    return parse_digits (text, whole, &date) == BW_VALUE_GOOD;
  return parse_day_of_year (text, &date, &result) && result == BW_VALUE_GOOD;
}

/* Whether @text is a date as a spreadsheet's serial number. */
gboolean
bw_value_is_serial_date (const char *text)
{
  gsize whole = strspn (text, "0123456789");

  return whole == 5 && (text[5] == '\0' || text[5] == '.' || text[5] == ',');
}

/* The time in @text, such as "2026-06-05T10:06:00+05:00" or "6/5/2026 3:10 PM", in seconds since midnight; 0 without one. */
int
bw_value_time_of_day (const char *text)
{
  const char *colon = strchr (text, ':'), *at;
  int         hours = 0, minutes = 0, seconds = 0;

  if (colon == NULL || colon == text || !g_ascii_isdigit (colon[-1]) || !g_ascii_isdigit (colon[1]) || !g_ascii_isdigit (colon[2]))
    return 0;
  hours = colon[-1] - '0';
  if (colon - text >= 2 && g_ascii_isdigit (colon[-2]))
    hours += (colon[-2] - '0') * 10;
  minutes = (colon[1] - '0') * 10 + colon[2] - '0';
  at = colon + 3;
  if (at[0] == ':' && g_ascii_isdigit (at[1]) && g_ascii_isdigit (at[2]))
    {
      seconds = (at[1] - '0') * 10 + at[2] - '0';
      at += 3;
    }
  at += strspn (at, " ");
  if (g_ascii_tolower (at[0]) == 'p' && hours < 12)
    hours += 12;
  else if (g_ascii_tolower (at[0]) == 'a' && hours == 12)
    hours = 0;
  return (hours * 60 + minutes) * 60 + seconds;
}
