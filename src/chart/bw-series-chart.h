/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A series over time and its forecast, with ranges. */
#pragma once

#include "chart/bw-measure.h"

G_BEGIN_DECLS

/* One period of the series. What is not known is NaN. */
typedef struct
{
  BwDate      date;  /* at which it is drawn: the first day of the period */
  const char *label; /* the period's name; copied */
  double      value; /* what was */
  double      trend; /* the smooth course below it */
  double      mean;  /* what is forecast */
  double      inner_low, inner_high;
  double      outer_low, outer_high;
  const char *note; /* (nullable): why this value is marked, a sentence; copied */
} BwSeriesPoint;

BwChart *bw_series_chart_new (const char          *title,
                              const BwMeasure     *measure,
                              const BwCalendar    *calendar,
                              const char          *inner_name,
                              const char          *outer_name,
                              const BwSeriesPoint *points,
                              guint                n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
