/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar date as a day number.
 *
 * Dates are plain integers so that a million of them sort, compare and subtract as fast as the
 * memory delivers them. The conversion to and from year, month and day counts in eras of 400
 * years that begin on 1 March, so that the leap day is the last day of its year. */

#include "core/bw-date.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  DAYS_PER_ERA = 146097,
  /* Days from 0000-03-01 to 1970-01-01. */
  EPOCH_SHIFT = 719468,
};

static gboolean
is_leap_year (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* The number of days of @month (1 to 12) of @year; 0 when there is no such month. */
int
bw_date_days_in_month (int year,
                       int month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month < 1 || month > 12)
    return 0;
  return days[month - 1] + (month == 2 && is_leap_year (year) ? 1 : 0);
}

/* The day number of a date that there is, from the year 1 on. */
static BwDate
count_days (int year,
            int month,
            int day)
{
  int shifted = year - (month <= 2 ? 1 : 0);
  int era = shifted / 400;
  int year_of_era = shifted - era * 400;
  int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * DAYS_PER_ERA + day_of_era - EPOCH_SHIFT;
}

/* The date of @year, @month (1 to 12) and @day; %BW_DATE_NONE when there is no such day or the year
 * is outside %BW_DATE_MIN_YEAR to %BW_DATE_MAX_YEAR. */
BwDate
bw_date_from_ymd (int year,
                  int month,
                  int day)
{
  if (year < BW_DATE_MIN_YEAR || year > BW_DATE_MAX_YEAR || day < 1 || day > bw_date_days_in_month (year, month))
    return BW_DATE_NONE;
  return count_days (year, month, day);
}

/* The first day of @month (from 1, also above 12) of @year, from the year 1 on. Unlike dates that are read, it may
 * lie outside %BW_DATE_MIN_YEAR to %BW_DATE_MAX_YEAR: the fiscal year of the last date ends there. */
BwDate
bw_date_first_of_month (int year,
                        int month)
{
  return count_days (year + (month - 1) / 12, (month - 1) % 12 + 1, 1);
}

/* Splits @date. Each of @year, @month and @day may be %NULL. An unknown date gives zeros. */
void
bw_date_to_ymd (BwDate date,
                int   *year,
                int   *month,
                int   *day)
{
  int y = 0, m = 0, d = 0;

  if (date != BW_DATE_NONE)
    {
      gint64 z = (gint64)date + EPOCH_SHIFT;
      gint64 era = (z >= 0 ? z : z - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
      int    day_of_era = (int)(z - era * DAYS_PER_ERA);
      int    year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
      int    day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
      int    shifted_month = (5 * day_of_year + 2) / 153;

      d = day_of_year - (153 * shifted_month + 2) / 5 + 1;
      m = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
      y = (int)(year_of_era + era * 400) + (m <= 2 ? 1 : 0);
    }

  if (year != NULL)
    *year = y;
  if (month != NULL)
    *month = m;
  if (day != NULL)
    *day = d;
}

static gboolean
read_digits (const char *text,
             int         n,
             int        *value)
{
  int v = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      v = v * 10 + (text[i] - '0');
    }
  *value = v;
  return TRUE;
}

/* Reads exactly "YYYY-MM-DD". Returns %FALSE, and leaves @date alone, when @text is anything else or
 * there is no such day. @text may be %NULL. */
gboolean
bw_date_parse_iso (const char *text,
                   BwDate     *date)
{
  int    year, month, day;
  BwDate result;

  if (text == NULL || strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;
  if (!read_digits (text, 4, &year) || !read_digits (text + 5, 2, &month) || !read_digits (text + 8, 2, &day))
    return FALSE;
  result = bw_date_from_ymd (year, month, day);
  if (result == BW_DATE_NONE)
    return FALSE;
  *date = result;
  return TRUE;
}

/* Writes @date as ISO 8601 into @buffer and returns it; an unknown date gives "". */
const char *
bw_date_write_iso (BwDate date,
                   char   buffer[BW_DATE_ISO_SIZE])
{
  int year, month, day;

  buffer[0] = '\0';
  if (date == BW_DATE_NONE)
    return buffer;
  bw_date_to_ymd (date, &year, &month, &day);
  buffer[0] = '0' + year / 1000 % 10;
  buffer[1] = '0' + year / 100 % 10;
  buffer[2] = '0' + year / 10 % 10;
  buffer[3] = '0' + year % 10;
  buffer[4] = '-';
  buffer[5] = '0' + month / 10;
  buffer[6] = '0' + month % 10;
  buffer[7] = '-';
  buffer[8] = '0' + day / 10;
  buffer[9] = '0' + day % 10;
  buffer[10] = '\0';
  return buffer;
}

/* Returns: (transfer full): @date as ISO 8601, "" when unknown. */
char *
bw_date_to_iso (BwDate date)
{
  char buffer[BW_DATE_ISO_SIZE];

  return g_strdup (bw_date_write_iso (date, buffer));
}

/* The day of the week, 1 for Monday to 7 for Sunday; 0 when unknown. */
int
bw_date_weekday (BwDate date)
{
  int days;

  if (date == BW_DATE_NONE)
    return 0;
  days = (date + 3) % 7; /* 1970-01-01 was a Thursday. */
  return (days < 0 ? days + 7 : days) + 1;
}

/* @date moved by @months, kept within the month it arrives in: 31 January + 1 is 28 or 29 February. */
BwDate
bw_date_add_months (BwDate date,
                    int    months)
{
  int year, month, day, total;

  if (date == BW_DATE_NONE)
    return BW_DATE_NONE;
  bw_date_to_ymd (date, &year, &month, &day);
  total = year * 12 + (month - 1) + months;
  year = total / 12;
  month = total % 12 + 1;
  return bw_date_from_ymd (year, month, MIN (day, bw_date_days_in_month (year, month)));
}

/* Formats @date with @format, one of g_date_time_format(), in the user's locale.
 * Returns: (transfer full): the text; an en dash when @date is unknown. */
char *
bw_date_format (BwDate      date,
                const char *format)
{
  g_autoptr (GDateTime) time = NULL;
  int year, month, day;

  if (date == BW_DATE_NONE)
    return g_strdup ("\u2013");
  bw_date_to_ymd (date, &year, &month, &day);
  time = g_date_time_new_utc (year, month, day, 12, 0, 0);
  return time != NULL ? g_date_time_format (time, format) : g_strdup ("\u2013");
}

/* Whether short dates name the month before the day: as the numeric dates of the user's locale do, but for ISO dates
 * and where no locale is set. */
gboolean
bw_date_is_month_first (void)
{
  const char *locale = setlocale (LC_TIME, NULL), *format, *month, *day;

  if (locale == NULL || g_str_equal (locale, "C") || g_str_has_prefix (locale, "C.") || g_str_equal (locale, "POSIX"))
    return FALSE;
  format = nl_langinfo (D_FMT);
  month = strstr (format, "%m");
  day = strpbrk (format, "de");
  return month != NULL && day != NULL && month < day && !g_str_has_prefix (format, "%Y-");
}

/* The one way in which a date is shown in short: "31 Dec 2026", or "Dec 31, 2026" where the user's locale has the month
 * first; without its year when @beside (BW_DATE_NONE: none) is in the same year.
 * Returns: (transfer full): the text; an en dash when @date is unknown. */
char *
bw_date_format_short (BwDate date,
                      BwDate beside)
{
  gboolean month_first = bw_date_is_month_first ();
  int      year, other;

  bw_date_to_ymd (date, &year, NULL, NULL);
  bw_date_to_ymd (beside, &other, NULL, NULL);
  if (year == other)
    /* Translators: a short date, the month before the day and the day before the month. */
    return bw_date_format (date, month_first ? _ ("%b %-d") : _ ("%-d %b"));
  /* Translators: a short date with its year, the month before the day and the day before the month. */
  return bw_date_format (date, month_first ? _ ("%b %-d, %Y") : _ ("%-d %b %Y"));
}

/* The same with the day of the week before it, for where it matters: "Thu 31 Dec 2026".
 * Returns: (transfer full): the text; an en dash when @date is unknown. */
char *
bw_date_format_weekday (BwDate date)
{
  g_autofree char *day = bw_date_format_short (date, BW_DATE_NONE);
  g_autofree char *weekday = NULL;

  if (date == BW_DATE_NONE)
    return g_steal_pointer (&day);
  weekday = bw_date_format (date, "%a");
  /* Translators: the short name of a weekday, and a short date with its year */
  return g_strdup_printf (C_ ("weekday and date", "%s %s"), weekday, day);
}
