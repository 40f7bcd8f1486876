/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the course of a period knows, for the files that tell it and draw it. */
#pragma once

#include "chart/bw-chart.h"
#include "core/bw-calendar.h"

G_BEGIN_DECLS

enum
{
  BW_COURSE_CLOSED,
  BW_COURSE_P10,
  BW_COURSE_P25,
  BW_COURSE_P50,
  BW_COURSE_P75,
  BW_COURSE_P90,
  BW_N_COURSE_SERIES,
};

/* The end of one day; NaN where a series has nothing. */
typedef struct
{
  BwDate date;
  double value[BW_N_COURSE_SERIES];
} BwCourseDay;

typedef struct
{
  char   *title; /* (owned) */
  GArray *days;  /* BwCourseDay, closed only, dates moved into this period */
} BwCoursePast;

typedef struct
{
  BwChart    parent;
  char       currency[4];
  BwCalendar calendar;
  BwPeriod   period;
  BwDate     as_of;
  double     won;
  double     quota;
  double     chance;
  gboolean   untold;        /* the past tells nothing of what follows, so that there is only what is closed */
  double     p10, p50, p90; /* at the period's end */
  GArray    *days;          /* BwCourseDay, ascending */
  GArray    *calls;         /* BwCourseDay, closed holds the call */
  GPtrArray *pasts;         /* BwCoursePast */
} BwCourseChart;

const BwCourseDay *bw_course_day (const GArray *days,
                                  guint         i);
double             bw_course_interpolate (const GArray *days,
                                          double        date);
const BwCourseDay *bw_course_last_closed (const BwCourseChart *self);
void               bw_course_draw (BwChart      *chart,
                                   BwCanvas     *canvas,
                                   const BwRect *area);

gboolean bw_course_find_range (const BwCourseChart *self,
                               double              *low,
                               double              *high);

G_END_DECLS
