/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as a person types them.
 *
 *   2026-11-30            as everywhere
 *   30.11.2026, 30.11.    points: the day first
 *   11/30/2026, 11/30     otherwise in the order of the user's locale
 *   30 Nov, Nov 30, 2026  months in words, of the locale or in English, three letters or more
 *   today, +14            that many days from today
 *
 * Without a year it is the one that brings the date nearest to today. What could be two dates is never guessed at by its numbers:
 * the order is the locale's, and a month above twelve is no date. */

#include "core/bw-date-typed.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  MAX_PARTS = 3,
  MIN_LETTERS = 3,  /* of a month's name */
  MAX_DAYS = 36500, /* from today */
};

/* The parts that were typed. */
typedef struct
{
  int      numbers[MAX_PARTS];
  int      digits[MAX_PARTS]; /* how many each number has */
  int      n;
  int      month; /* named, 0 for none */
  gboolean points;
} Parts;

static const char *const english[] = { "january", "february", "march", "april", "may", "june", "july",
                                       "august", "september", "october", "november", "december" };

static const nl_item local[] = { MON_1, MON_2, MON_3, MON_4, MON_5, MON_6, MON_7, MON_8, MON_9, MON_10, MON_11, MON_12 };
static const nl_item short_local[] = { ABMON_1, ABMON_2, ABMON_3, ABMON_4, ABMON_5, ABMON_6,
                                       ABMON_7, ABMON_8, ABMON_9, ABMON_10, ABMON_11, ABMON_12 };

/* The month whose name begins with @word; 0 for none. */
static int
find_month (const char *word)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);

  if (g_utf8_strlen (folded, -1) < MIN_LETTERS)
    return 0;
  for (int i = 0; i < 12; i++)
    {
      g_autofree char *whole = g_utf8_casefold (nl_langinfo (local[i]), -1);
      g_autofree char *brief = g_utf8_casefold (nl_langinfo (short_local[i]), -1);

      if (g_str_has_prefix (whole, folded) || g_str_equal (brief, folded) || g_str_has_prefix (english[i], folded))
        return i + 1;
    }
  return 0;
}

/* Reads the number or word at @at. Returns: (transfer none) (nullable): what comes after it; NULL when it is neither. */
static const char *
read_part (const char *at,
           Parts      *parts)
{
  const char *end = at;

  if (g_ascii_isdigit (*at))
    {
      while (g_ascii_isdigit (*end))
        end++;
      if (parts->n == MAX_PARTS || end - at > 4)
        return NULL;
      parts->numbers[parts->n] = atoi (at);
      parts->digits[parts->n++] = (int)(end - at);
      return end;
    }
  while (g_unichar_isalpha (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  if (end == at || parts->month != 0)
    return NULL;
  {
    g_autofree char *word = g_strndup (at, (gsize)(end - at));

    parts->month = find_month (word);
  }
  return parts->month != 0 ? end : NULL;
}

static gboolean
read_parts (const char *text,
            Parts      *parts)
{
  for (const char *at = text; at != NULL && *at != '\0';)
    {
      if (strchr ("./-, ", *at) != NULL)
        {
          parts->points |= *at == '.';
          at++;
        }
      else if ((at = read_part (at, parts)) == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_date (int     year,
           int     month,
           int     day,
           BwDate *date)
{
  if (month < 1 || month > 12 || day < 1 || year < 1900 || year > 9999 || day > bw_date_days_in_month (year, month))
    return FALSE;
  *date = bw_date_from_ymd (year, month, day);
  return TRUE;
}

/* Finds the year that brings the day nearest to @today. */
static gboolean
find_year (int     month,
           int     day,
           BwDate  today,
           BwDate *date)
{
  int      year;
  gboolean found = FALSE;

  if (today == BW_DATE_NONE)
    return FALSE;
  bw_date_to_ymd (today, &year, NULL, NULL);
  for (int shift = -1; shift <= 1; shift++)
    {
      BwDate other;

      if (make_date (year + shift, month, day, &other) && (!found || abs (other - today) < abs (*date - today)))
        {
          *date = other;
          found = TRUE;
        }
    }
  return found;
}

static gboolean
put_together (Parts  *parts,
              BwDate  today,
              BwDate *date)
{
  gboolean month_first = !parts->points && bw_date_is_month_first ();
  int      first = parts->numbers[0], second = parts->numbers[1], year_at = -1, month, day;

  if (parts->month != 0 && (parts->n == 1 || parts->n == 2))
    {
      /* "30 Nov 2026", "Nov 30" or "2026 Nov 30" */
      gboolean turned = parts->n == 2 && parts->digits[0] == 4;

      month = parts->month;
      day = turned ? second : first;
      if (parts->n == 2)
        year_at = turned ? 0 : 1;
    }
  else if (parts->month == 0 && parts->n == 3 && parts->digits[0] == 4)
    return make_date (first, second, parts->numbers[2], date);
  else if (parts->month == 0 && parts->n >= 2)
    {
      month = month_first ? first : second;
      day = month_first ? second : first;
      if (parts->n == 3)
        year_at = 2;
    }
  else
    return FALSE;
  if (year_at < 0)
    return find_year (month, day, today, date);
  if (parts->digits[year_at] != 2 && parts->digits[year_at] != 4)
    return FALSE;
  return make_date (parts->numbers[year_at] + (parts->digits[year_at] == 2 ? 2000 : 0), month, day, date);
}

/* Reads @text as a date. @today (or %BW_DATE_NONE) is what dates without a year and counts of days go by. Returns %FALSE, and
 * leaves @date alone, when it is none. */
gboolean
bw_date_parse_typed (const char *text,
                     BwDate      today,
                     BwDate     *date)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *folded = g_utf8_casefold (stripped, -1);
  g_autofree char *today_word = g_utf8_casefold (_ ("today"), -1);
  Parts            parts = { { 0 }, { 0 }, 0, 0, FALSE };
  char            *end;
  long             days;

  if (bw_date_parse_iso (stripped, date))
    return TRUE;
  if (today != BW_DATE_NONE && (g_str_equal (folded, "today") || g_str_equal (folded, today_word)))
    {
      *date = today;
      return TRUE;
    }
  if (today != BW_DATE_NONE && *stripped == '+' && g_ascii_isdigit (stripped[1]))
    {
      days = strtol (stripped + 1, &end, 10);
      if (*end != '\0' || days > MAX_DAYS)
        return FALSE;
      *date = today + (BwDate)days;
      return TRUE;
    }
  return g_utf8_validate (stripped, -1, NULL) && read_parts (stripped, &parts) && put_together (&parts, today, date);
}
