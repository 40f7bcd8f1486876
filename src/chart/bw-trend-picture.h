/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trend in pictures and sentences. */
#pragma once

#include "chart/bw-chart.h"
#include "core/bw-trend.h"

G_BEGIN_DECLS

typedef enum
{
  BW_TREND_FINDING_UP,
  BW_TREND_FINDING_DOWN,
  BW_TREND_FINDING_ANOMALY,
  BW_TREND_FINDING_SEASON,
  BW_TREND_FINDING_NOTE,
} BwTrendFinding;

/* Something that stands out. */
typedef struct
{
  BwTrendFinding kind;
  char          *text;  /* (owned): a whole sentence */
  int            place; /* of the value that it is about, from the first one that is looked at; -1 of none */
} BwTrendRemark;

BwChart *bw_trend_picture_new_course (const BwTrend *trend,
                                      const BwBook  *book) G_GNUC_WARN_UNUSED_RESULT;
BwChart *bw_trend_picture_new_season (const BwTrend *trend,
                                      const BwBook  *book) G_GNUC_WARN_UNUSED_RESULT;
BwChart *bw_trend_picture_new_heat (const BwTrend *trend,
                                    const BwBook  *book) G_GNUC_WARN_UNUSED_RESULT;
BwChart *bw_trend_picture_new_parts (const BwTrend *trend,
                                     const BwBook  *book) G_GNUC_WARN_UNUSED_RESULT;
int      bw_trend_picture_find_cell (const BwTrend *trend,
                                     const BwBook  *book,
                                     int            cycle,
                                     guint          position);
char    *bw_trend_picture_dup_headline (const BwTrend *trend,
                                        const BwBook  *book) G_GNUC_WARN_UNUSED_RESULT;
GArray  *bw_trend_picture_find (const BwTrend *trend,
                                const BwBook  *book,
                                guint          most) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
