/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Peaks and downturns of a series, as data and in words. */
#pragma once

#include "core/bw-sales-series.h"

G_BEGIN_DECLS

typedef enum
{
  BW_TURNING_DOWN,   /* a stretch below the same periods a season before */
  BW_TURNING_UP,     /* a stretch further above them than usual */
  BW_TURNING_PEAK,   /* the trend falls from here on, until to */
  BW_TURNING_TROUGH, /* the trend rises from here on, until to */
} BwTurningKind;

/* What the size of a turn is measured against. */
typedef enum
{
  BW_AGAINST_SEASON_BEFORE, /* the same periods a year before, of days a week */
  BW_AGAINST_TURN,          /* the trend at from */
} BwAgainst;

typedef struct
{
  BwTurningKind kind;
  BwAgainst     against;
  guint         from;     /* the first value, or where the trend turned */
  guint         to;       /* the last value, or where the trend had got to */
  double        size;     /* in the series' units: the sum of the stretch less what it is measured against */
  double        relative; /* the same as a share: -0.18 for 18 % down */
  gboolean      lasts;    /* to is the end of the series */
} BwTurning;

GArray *bw_turnings_new (const double *y,
                         guint         n,
                         guint         season) G_GNUC_WARN_UNUSED_RESULT;
char   *bw_turning_dup_text (const BwTurning     *turning,
                             const BwSalesSeries *series,
                             guint                first) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
