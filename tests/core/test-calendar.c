/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates, fiscal periods and amounts. */

#include <locale.h>

#include "core/bw-calendar.h"
#include "core/bw-money.h"

typedef struct
{
  const char *label;
  BwCalendar  calendar;
  const char *name;
  const char *from;
  const char *to;
} PeriodCase;

/* The 4-4-5 years are those of the US National Retail Federation's published calendar (4-5-4, from the
 * Sunday nearest 1 February; fiscal 2023 has 53 weeks and ends on 2024-02-03). Years here carry the number of
 * the year they end in. */
static const PeriodCase period_cases[] = {
  { "calendar-q4", { BW_CALENDAR_QUARTERS, 1, 1, BW_PERIOD_QUARTER, 1 }, "2017-Q4", "2017-10-01", "2017-12-31" },
  { "calendar-month", { BW_CALENDAR_QUARTERS, 1, 1, BW_PERIOD_QUARTER, 1 }, "2024-M02", "2024-02-01", "2024-02-29" },
  { "calendar-year", { BW_CALENDAR_QUARTERS, 1, 1, BW_PERIOD_QUARTER, 1 }, "2024", "2024-01-01", "2024-12-31" },
  { "february-start", { BW_CALENDAR_QUARTERS, 2, 1, BW_PERIOD_QUARTER, 1 }, "2025-Q1", "2024-02-01", "2024-04-30" },
  { "october-start", { BW_CALENDAR_QUARTERS, 10, 1, BW_PERIOD_QUARTER, 1 }, "2026-Q1", "2025-10-01", "2025-12-31" },
  { "retail-53-weeks", { BW_CALENDAR_454, 2, 7, BW_PERIOD_QUARTER, 1 }, "2024", "2023-01-29", "2024-02-03" },
  { "retail-next", { BW_CALENDAR_454, 2, 7, BW_PERIOD_QUARTER, 1 }, "2025-M01", "2024-02-04", "2024-03-02" },
};

static void
test_period (gconstpointer data)
{
  const PeriodCase *c = data;
  BwPeriod          period, at;
  g_autoptr (GError) error = NULL;
  g_autofree char *from = NULL, *to = NULL;

  g_assert_true (bw_calendar_parse_period (&c->calendar, c->name, &period, &error));
  g_assert_no_error (error);
  from = bw_date_to_iso (period.from);
  to = bw_date_to_iso (period.to);
  g_assert_cmpstr (from, ==, c->from);
  g_assert_cmpstr (to, ==, c->to);

  for (BwDate date = period.from; date <= period.to; date++)
    {
      at = bw_calendar_period_at (&c->calendar, period.kind, date);
      g_assert_true (bw_period_equal (&at, &period));
    }
  at = bw_calendar_shift (&c->calendar, &period, 1);
  g_assert_cmpint (at.from, ==, period.to + 1);
  at = bw_calendar_shift (&c->calendar, &period, -1);
  g_assert_cmpint (at.to, ==, period.from - 1);
}

static void
test_period_refused (void)
{
  static const char *const names[] = { "", "Q4", "2026-Q5", "2026-13", "2026-X1", "2026-Q", "26-Q1", "2026-Q1-2" };
  static const BwCalendar  calendar = BW_CALENDAR_DEFAULT;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      BwPeriod period;
      g_autoptr (GError) error = NULL;

      g_assert_false (bw_calendar_parse_period (&calendar, names[i], &period, &error));
      g_assert_error (error, BW_CALENDAR_ERROR, BW_CALENDAR_ERROR_PERIOD);
    }
}

/* Every day of three centuries, against GLib's own calendar. */
static void
test_dates (void)
{
  g_autoptr (GDate) reference = g_date_new_dmy (1, 1, BW_DATE_MIN_YEAR);

  for (BwDate date = bw_date_from_ymd (BW_DATE_MIN_YEAR, 1, 1); date <= bw_date_from_ymd (BW_DATE_MAX_YEAR, 12, 31); date++)
    {
      int year, month, day;

      bw_date_to_ymd (date, &year, &month, &day);
      g_assert_cmpint (year, ==, g_date_get_year (reference));
      g_assert_cmpint (month, ==, g_date_get_month (reference));
      g_assert_cmpint (day, ==, g_date_get_day (reference));
      g_assert_cmpint (bw_date_weekday (date), ==, g_date_get_weekday (reference));
      g_assert_cmpint (bw_date_from_ymd (year, month, day), ==, date);
      g_date_add_days (reference, 1);
    }
  g_assert_cmpint (bw_date_from_ymd (1970, 1, 1), ==, 0);
}

static void
test_dates_refused (void)
{
  static const char *const texts[] = { "", "2017-02-29", "2017-13-01", "2017-04-31", "2017-1-01", "17-01-01", "2017/01/01",
                                       "2017-01-01 ", "0000-00-00", "2017-00-10", "abcd-ef-gh" };
  BwDate                   date = 7;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (bw_date_parse_iso (texts[i], &date));
  g_assert_false (bw_date_parse_iso (NULL, &date));
  g_assert_cmpint (date, ==, 7);
  g_assert_true (bw_date_parse_iso ("2016-02-29", &date));
  g_assert_cmpint (bw_date_add_months (date, 12), ==, bw_date_from_ymd (2017, 2, 28));
  g_assert_cmpint (bw_date_add_months (date, -3), ==, bw_date_from_ymd (2015, 11, 29));
}

static void
test_money (void)
{
  static const struct
  {
    gint64      minor;
    const char *currency, *full, *compact, *plain;
  } cases[] = {
    { 0, "USD", "$0", "$0", "0.00" },
    { 123456, "USD", "$1234.56", "$1.23\u00a0K", "1234.56" },
    { 411999999, "USD", "$4119999.99", "$4.12\u00a0M", "4119999.99" },
    { 99995000, "USD", "$999950", "$1.00\u00a0M", "999950.00" },
    { -27100000, "USD", "−$271000", "−$271\u00a0K", "-271000.00" },
    { 1500, "JPY", "¥1500", "¥1.50\u00a0K", "1500" },
    { 1500, "CHF", "CHF\u00a015", "CHF\u00a015", "15.00" },
    { BW_MONEY_NONE, "USD", "–", "–", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *full = bw_money_format (cases[i].minor, cases[i].currency);
      g_autofree char *compact = bw_money_format_compact (cases[i].minor, cases[i].currency);
      g_autofree char *plain = bw_money_format_plain (cases[i].minor, cases[i].currency);

      g_assert_cmpstr (full, ==, cases[i].full);
      g_assert_cmpstr (compact, ==, cases[i].compact);
      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

/* Fiscal years that reach beyond the last date that is read have an end all the same. */
static void
test_last_year (void)
{
  static const struct
  {
    BwCalendar calendar;
    int        year; /* of the fiscal year in which the last date falls */
    int        n_days;
  } cases[] = {
    { { BW_CALENDAR_QUARTERS, 1, 1, BW_PERIOD_QUARTER, 1 }, 2199, 365 },
    { { BW_CALENDAR_QUARTERS, 4, 1, BW_PERIOD_QUARTER, 1 }, 2200, 365 },
    { { BW_CALENDAR_445, 1, 1, BW_PERIOD_QUARTER, 1 }, 2200, 364 },
    { { BW_CALENDAR_454, 2, 7, BW_PERIOD_QUARTER, 1 }, 2200, 364 },
  };
  BwDate first = bw_date_from_ymd (BW_DATE_MIN_YEAR, 1, 1), last = bw_date_from_ymd (BW_DATE_MAX_YEAR, 12, 31);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int kind = BW_PERIOD_MONTH; kind <= BW_PERIOD_YEAR; kind++)
      {
        BwPeriod period = bw_calendar_period_at (&cases[i].calendar, kind, last);
        BwPeriod before = bw_calendar_shift (&cases[i].calendar, &period, -1);
        BwPeriod after = bw_calendar_shift (&cases[i].calendar, &period, 1);

        g_assert_cmpint (period.year, ==, cases[i].year);
        g_assert_true (bw_period_contains (&period, last));
        g_assert_cmpint (period.from, ==, before.to + 1);
        g_assert_cmpint (period.to, ==, after.from - 1);
        if (kind == BW_PERIOD_YEAR)
          g_assert_cmpint (bw_period_n_days (&period), ==, cases[i].n_days);
        period = bw_calendar_period_at (&cases[i].calendar, kind, first);
        g_assert_true (bw_period_contains (&period, first));
      }
  g_assert_cmpint (bw_date_first_of_month (BW_DATE_MAX_YEAR, 13), ==, last + 1);
  g_assert_cmpint (bw_date_first_of_month (BW_DATE_MIN_YEAR - 1, 12), ==, first - 31);
}

/* Short dates in the locales of people; those that are not installed are left out. */
static void
test_short (void)
{
  static const struct
  {
    const char *locale;
    const char *with_year, *without, *weekday;
  } cases[] = {
    { "C", "31 Dec 2026", "31 Dec", "Thu 31 Dec 2026" },
    { "C.UTF-8", "31 Dec 2026", "31 Dec", "Thu 31 Dec 2026" },
    { "en_US.UTF-8", "Dec 31, 2026", "Dec 31", "Thu Dec 31, 2026" },
    { "en_GB.UTF-8", "31 Dec 2026", "31 Dec", "Thu 31 Dec 2026" },
    { "de_DE.UTF-8", "31 Dez 2026", "31 Dez", "Do 31 Dez 2026" },
  };
  g_autofree char *before = g_strdup (setlocale (LC_TIME, NULL));
  BwDate           date = bw_date_from_ymd (2026, 12, 31);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *with_year = NULL, *without = NULL, *weekday = NULL, *unknown = NULL, *known = NULL;

      if (setlocale (LC_TIME, cases[i].locale) == NULL)
        {
          g_test_message ("%s is not installed", cases[i].locale);
          continue;
        }
      with_year = bw_date_format_short (date, date + 1);
      without = bw_date_format_short (date, date - 364);
      weekday = bw_date_format_weekday (date);
      known = bw_date_format_short (date, BW_DATE_NONE);
      unknown = bw_date_format_short (BW_DATE_NONE, BW_DATE_NONE);
      g_assert_cmpstr (with_year, ==, cases[i].with_year);
      g_assert_cmpstr (without, ==, cases[i].without);
      g_assert_cmpstr (weekday, ==, cases[i].weekday);
      g_assert_cmpstr (known, ==, cases[i].with_year);
      g_assert_cmpstr (unknown, ==, "–");
    }
  setlocale (LC_TIME, before);
}

/* Amounts as people type them, where a point is the decimal mark. */
static void
test_money_typed (void)
{
  static const struct
  {
    const char *text;
    const char *currency;
    gint64      minor;
  } cases[] = {
    { "4.4 M", "USD", 440000000 },
    { "400k", "USD", 40000000 },
    { "$1,234,567", "USD", 123456700 },
    { "1234.5", "USD", 123450 },
    { "1.234,50 €", "EUR", 123450 },
    { "1 234,5", "EUR", 123450 },
    { "1,234", "USD", 123400 },
    { "1,234,567.89", "USD", 123456789 },
    { "1.234.567", "EUR", 123456700 },
    { "¥1,500", "JPY", 1500 },
    { "12b", "USD", G_GINT64_CONSTANT (1200000000000) },
    { "", "USD", BW_MONEY_NONE },
    { "none", "USD", BW_MONEY_NONE },
    { "99999999999999999999", "USD", BW_MONEY_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (bw_money_parse_typed (cases[i].text, cases[i].currency), ==, cases[i].minor);
    }
}

/* What stands in an entry to be changed is read as the same amount again, in languages of either decimal sign. */
static void
test_money_editable (void)
{
  static const struct
  {
    gint64      minor;
    const char *currency, *with_point, *with_comma;
  } cases[] = {
    { 0, "USD", "0", "0" },
    { 44500000, "USD", "445000", "445000" },
    { 44500050, "EUR", "445000.50", "445000,50" },
    { 101, "USD", "1.01", "1,01" },
    { 1500, "JPY", "1500", "1500" },
    { 1234567, "KWD", "1234.567", "1234,567" },
    { BW_MONEY_NONE, "USD", "", "" },
  };
  static const char *const locales[] = { "C.UTF-8", "de_DE.UTF-8" };
  g_autofree char         *before = g_strdup (setlocale (LC_NUMERIC, NULL));

  for (guint l = 0; l < G_N_ELEMENTS (locales); l++)
    for (guint i = 0; i < G_N_ELEMENTS (cases) && setlocale (LC_NUMERIC, locales[l]) != NULL; i++)
      {
        g_autofree char *text = bw_money_format_typed (cases[i].minor, cases[i].currency);

        g_assert_cmpstr (text, ==, l == 0 ? cases[i].with_point : cases[i].with_comma);
        g_assert_cmpint (bw_money_parse_typed (text, cases[i].currency), ==, cases[i].minor);
      }
  setlocale (LC_NUMERIC, before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (period_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/calendar/period/", period_cases[i].label, NULL);

      g_test_add_data_func (path, &period_cases[i], test_period);
    }
  g_test_add_func ("/calendar/period-refused", test_period_refused);
  g_test_add_func ("/calendar/last-year", test_last_year);
  g_test_add_func ("/calendar/short", test_short);
  g_test_add_func ("/calendar/dates", test_dates);
  g_test_add_func ("/calendar/dates-refused", test_dates_refused);
  g_test_add_func ("/calendar/money", test_money);
  g_test_add_func ("/calendar/money-typed", test_money_typed);
  g_test_add_func ("/calendar/money-editable", test_money_editable);
  return g_test_run ();
}
