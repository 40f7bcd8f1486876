/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fiscal calendar and its periods. */
#pragma once

#include "core/bw-date.h"

G_BEGIN_DECLS

#define BW_CALENDAR_ERROR (bw_calendar_error_quark ())

typedef enum
{
  BW_CALENDAR_ERROR_PERIOD, /* no name of a period */
} BwCalendarError;

GQuark bw_calendar_error_quark (void);

/* How a fiscal year is cut into months. */
typedef enum
{
  BW_CALENDAR_QUARTERS, /* calendar months */
  BW_CALENDAR_445,      /* quarters of 13 weeks, months of 4, 4 and 5 */
  BW_CALENDAR_454,
  BW_CALENDAR_544,
} BwCalendarKind;

typedef enum
{
  BW_PERIOD_MONTH,
  BW_PERIOD_QUARTER,
  BW_PERIOD_YEAR,
} BwPeriodKind;

typedef struct
{
  BwCalendarKind kind;
  int            fiscal_start_month; /* 1 to 12 */
  int            first_weekday;      /* 1 for Monday to 7 for Sunday */
  BwPeriodKind   forecast_period;    /* month or quarter */
  int            call_weekday;       /* the day on which calls are due, 1 to 7 */
} BwCalendar;

/* A fiscal period, both dates within it. A fiscal year has the number of the calendar year in which
 * it ends. */
typedef struct
{
  BwPeriodKind kind;
  int          year;
  int          index; /* month 1 to 12, quarter 1 to 4, year 1 */
  BwDate       from;
  BwDate       to;
} BwPeriod;

#define BW_CALENDAR_DEFAULT                          \
  {                                                  \
    BW_CALENDAR_QUARTERS, 1, 1, BW_PERIOD_QUARTER, 1 \
  }

BwPeriod bw_calendar_period (const BwCalendar *calendar,
                             BwPeriodKind      kind,
                             int               year,
                             int               index);
BwPeriod bw_calendar_period_at (const BwCalendar *calendar,
                                BwPeriodKind      kind,
                                BwDate            date);
BwPeriod bw_calendar_shift (const BwCalendar *calendar,
                            const BwPeriod   *period,
                            int               by);
gboolean bw_calendar_parse_period (const BwCalendar *calendar,
                                   const char       *name,
                                   BwPeriod         *period,
                                   GError          **error);
gboolean bw_calendar_kind_parse (const char     *name,
                                 BwCalendarKind *kind);

char    *bw_period_dup_name (const BwPeriod *period) G_GNUC_WARN_UNUSED_RESULT;
char    *bw_period_dup_title (const BwPeriod *period) G_GNUC_WARN_UNUSED_RESULT;
gboolean bw_period_contains (const BwPeriod *period,
                             BwDate          date);
gboolean bw_period_equal (const BwPeriod *a,
                          const BwPeriod *b);
int      bw_period_n_days (const BwPeriod *period);

G_END_DECLS
