/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fiscal calendar.
 *
 * With calendar months a fiscal year runs from the first day of its start month. With weeks (4-4-5
 * and its like, as retailers use) it runs from the first day of the week nearest to that date, so it
 * has 52 weeks, or 53 where the next year's start falls a week later; the 53rd week is the last
 * month's. */

#include "core/bw-calendar.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  guint8      weeks[3];
} calendars[] = {
  [BW_CALENDAR_QUARTERS] = { "quarters", { 0, 0, 0 } },
  [BW_CALENDAR_445] = { "445", { 4, 4, 5 } },
  [BW_CALENDAR_454] = { "454", { 4, 5, 4 } },
  [BW_CALENDAR_544] = { "544", { 5, 4, 4 } },
};

G_DEFINE_QUARK (bw_calendar_error_quark, bw_calendar_error)

/* The number of periods of @kind in a year. */
static int
n_per_year (BwPeriodKind kind)
{
  return kind == BW_PERIOD_MONTH ? 12 : kind == BW_PERIOD_QUARTER ? 4
                                                                  : 1;
}

static BwDate
year_start (const BwCalendar *calendar,
            int               year)
{
  int    first_year = calendar->fiscal_start_month > 1 ? year - 1 : year;
  BwDate first = bw_date_first_of_month (first_year, calendar->fiscal_start_month);
  int    behind;

  if (calendar->kind == BW_CALENDAR_QUARTERS)
    return first;
  behind = (bw_date_weekday (first) - calendar->first_weekday + 7) % 7;
  return behind <= 3 ? first - behind : first + 7 - behind;
}

/* The first day of month @month (0 to 12, 12 being the next year's start) of fiscal @year. */
static BwDate
month_start (const BwCalendar *calendar,
             int               year,
             int               month)
{
  const guint8 *weeks = calendars[calendar->kind].weeks;
  BwDate        date;

  if (month == 12)
    return year_start (calendar, year + 1);
  if (calendar->kind == BW_CALENDAR_QUARTERS)
    return bw_date_first_of_month (calendar->fiscal_start_month > 1 ? year - 1 : year,
                                   calendar->fiscal_start_month + month);
  date = year_start (calendar, year);
  date += month / 3 * 13 * 7;
  for (int i = 0; i < month % 3; i++)
    date += weeks[i] * 7;
  return date;
}

/* The period number @index (from 1) of @kind in fiscal @year. */
BwPeriod
bw_calendar_period (const BwCalendar *calendar,
                    BwPeriodKind      kind,
                    int               year,
                    int               index)
{
  int      months = 12 / n_per_year (kind);
  BwPeriod period = { kind, year, index, BW_DATE_NONE, BW_DATE_NONE };

  g_return_val_if_fail (index >= 1 && index <= n_per_year (kind), period);

  period.from = month_start (calendar, year, (index - 1) * months);
  period.to = month_start (calendar, year, index * months) - 1;
  return period;
}

/* The period of @kind in which @date falls. @date must be known. */
BwPeriod
bw_calendar_period_at (const BwCalendar *calendar,
                       BwPeriodKind      kind,
                       BwDate            date)
{
  BwPeriod period;
  int      year;

  bw_date_to_ymd (date, &year, NULL, NULL);
  year++;
  while (year_start (calendar, year) > date)
    year--;
  for (int index = n_per_year (kind); index >= 1; index--)
    {
      period = bw_calendar_period (calendar, kind, year, index);
      if (period.from <= date)
        break;
    }
  return period;
}

/* The period @by periods after @period (before, when negative). */
BwPeriod
bw_calendar_shift (const BwCalendar *calendar,
                   const BwPeriod   *period,
                   int               by)
{
  int n = n_per_year (period->kind);
  int total = period->year * n + period->index - 1 + by;

  return bw_calendar_period (calendar, period->kind, total / n, total % n + 1);
}

/* Reads "2026-Q4", "2026-M11", "2026-11" (a fiscal month) or "2026".
 * Returns %FALSE and sets @error (%BW_CALENDAR_ERROR) when @name is none of these. */
gboolean
bw_calendar_parse_period (const BwCalendar *calendar,
                          const char       *name,
                          BwPeriod         *period,
                          GError          **error)
{
  g_auto (GStrv) parts = g_strsplit_set (name, "-_ ", 3);
  guint        n = g_strv_length (parts);
  gint64       year, index = 1;
  BwPeriodKind kind = BW_PERIOD_YEAR;
  gboolean     good = n == 1 || n == 2;

  good = good && g_ascii_string_to_signed (parts[0], 10, BW_DATE_MIN_YEAR + 1, BW_DATE_MAX_YEAR - 1, &year, NULL);
  if (good && n == 2)
    {
      const char *rest = parts[1];

      kind = g_ascii_toupper (*rest) == 'Q' ? BW_PERIOD_QUARTER : BW_PERIOD_MONTH;
      if (g_ascii_isalpha (*rest))
        {
          good = strchr ("QqMm", *rest) != NULL;
          rest++;
        }
      good = good && g_ascii_string_to_signed (rest, 10, 1, n_per_year (kind), &index, NULL);
    }
  if (!good)
    {
      g_set_error (error, BW_CALENDAR_ERROR, BW_CALENDAR_ERROR_PERIOD,
                   _ ("“%s” is no period. Write a quarter as 2026-Q4, a month as 2026-M11 or a year as 2026."), name);
      return FALSE;
    }
  *period = bw_calendar_period (calendar, kind, (int)year, (int)index);
  return TRUE;
}

/* Reads "quarters", "445", "454" or "544" into @kind. */
gboolean
bw_calendar_kind_parse (const char     *name,
                        BwCalendarKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (calendars); i++)
    if (g_str_equal (name, calendars[i].name))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/* Returns: (transfer full): the name in files and commands, such as "2026-Q4". */
char *
bw_period_dup_name (const BwPeriod *period)
{
  switch (period->kind)
    {
    case BW_PERIOD_MONTH:
      return g_strdup_printf ("%d-M%02d", period->year, period->index);
    case BW_PERIOD_QUARTER:
      return g_strdup_printf ("%d-Q%d", period->year, period->index);
    case BW_PERIOD_YEAR:
    default:
      return g_strdup_printf ("%d", period->year);
    }
}

/* Whether @date is known and within @period. */
gboolean
bw_period_contains (const BwPeriod *period,
                    BwDate          date)
{
  return date != BW_DATE_NONE && date >= period->from && date <= period->to;
}

gboolean
bw_period_equal (const BwPeriod *a,
                 const BwPeriod *b)
{
  return a->from == b->from && a->to == b->to && a->kind == b->kind;
}

int
bw_period_n_days (const BwPeriod *period)
{
  return period->to - period->from + 1;
}

/* Returns: (transfer full): what @period is called on screen, such as "Q4 2026". */
char *
bw_period_dup_title (const BwPeriod *period)
{
  switch (period->kind)
    {
    case BW_PERIOD_QUARTER:
      /* Translators: a fiscal quarter, such as "Q4 2026" */
      return g_strdup_printf (_ ("Q%d %d"), period->index, period->year);
    case BW_PERIOD_MONTH:
      /* The day in the middle stands in the month that the period is called after, also when it begins in the one before. */
      return bw_date_format (period->from + (period->to - period->from) / 2, _ ("%B %Y"));
    case BW_PERIOD_YEAR:
    default:
      /* Translators: a fiscal year */
      return g_strdup_printf (_ ("Year %d"), period->year);
    }
}
