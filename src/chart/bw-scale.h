/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scales from values to pixels, and where their ticks stand. */
#pragma once

#include "core/bw-calendar.h"

G_BEGIN_DECLS

/* Maps @from to @pixel_from and @to to @pixel_to, linearly. */
typedef struct
{
  double from;
  double to;
  double pixel_from;
  double pixel_to;
} BwScale;

/* Evenly spaced ticks. */
typedef struct
{
  double first;
  double step;
  guint  n;
} BwTicks;

/* A tick of a time axis. */
typedef struct
{
  BwDate   date;
  gboolean major;     /* begins a longer period: a month among weeks, a year among months */
  char     label[48]; /* short, in the user's locale */
} BwDateTick;

/* How fine a time axis is divided. */
typedef enum
{
  BW_DATE_STEP_DAY,
  BW_DATE_STEP_WEEK,
  BW_DATE_STEP_MONTH,
  BW_DATE_STEP_QUARTER,
  BW_DATE_STEP_YEAR,
  BW_DATE_STEP_YEARS, /* every 2, 5, 10, ... */
} BwDateStep;

double   bw_scale_to_pixel (const BwScale *scale,
                            double         value);
double   bw_scale_from_pixel (const BwScale *scale,
                              double         pixel);
gboolean bw_ticks_choose (double   low,
                          double   high,
                          guint    wanted,
                          BwTicks *ticks);
double   bw_ticks_value (const BwTicks *ticks,
                         guint          i);
void     bw_scale_fit (BwScale *scale,
                       BwTicks *ticks,
                       double   low,
                       double   high,
                       guint    wanted);
GArray  *bw_date_ticks_new (const BwCalendar *calendar,
                            BwDate            from,
                            BwDate            to,
                            guint             at_most,
                            BwDateStep       *step) G_GNUC_WARN_UNUSED_RESULT;
char    *bw_date_dup_short (BwDate date) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
