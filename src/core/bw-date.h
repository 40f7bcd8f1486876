/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar date as a day number: days since 1970-01-01. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days since 1970-01-01 in the proleptic Gregorian calendar. */
typedef gint32 BwDate;

/* Unknown. Sorts before every known date. */
#define BW_DATE_NONE G_MININT32

/* Room for "2026-12-31" and its final zero. */
#define BW_DATE_ISO_SIZE 11

/* The first and the last date that is read from outside. */
#define BW_DATE_MIN_YEAR 1900
#define BW_DATE_MAX_YEAR 2199

BwDate      bw_date_from_ymd (int year,
                              int month,
                              int day);
void        bw_date_to_ymd (BwDate date,
                            int   *year,
                            int   *month,
                            int   *day);
gboolean    bw_date_parse_iso (const char *text,
                               BwDate     *date);
const char *bw_date_write_iso (BwDate date,
                               char   buffer[BW_DATE_ISO_SIZE]);
char       *bw_date_to_iso (BwDate date) G_GNUC_WARN_UNUSED_RESULT;
gboolean    bw_date_is_month_first (void);
int         bw_date_weekday (BwDate date);
int         bw_date_days_in_month (int year,
                                   int month);
BwDate      bw_date_add_months (BwDate date,
                                int    months);
BwDate      bw_date_first_of_month (int year,
                                    int month);
char       *bw_date_format (BwDate      date,
                            const char *format) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_date_format_short (BwDate date,
                                  BwDate beside) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_date_format_weekday (BwDate date) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
