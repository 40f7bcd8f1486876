/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the values of a chart are, and so how they are written. */
#pragma once

#include "chart/bw-axis.h"
#include "chart/bw-chart.h"

G_BEGIN_DECLS

typedef enum
{
  BW_MEASURE_NUMBER, /* a count, or a plain number with decimals */
  BW_MEASURE_MONEY,  /* minor units of a currency */
  BW_MEASURE_SHARE,  /* 0 to 1, written as percent */
  BW_MEASURE_DAYS,
} BwMeasureKind;

typedef struct
{
  BwMeasureKind kind;
  char          currency[4]; /* of money; else empty */
} BwMeasure;

BwMeasure bw_measure_money (const char *currency);
void      bw_measure_unit_init (const BwMeasure *measure,
                                BwMoneyUnit     *unit,
                                const BwTicks   *ticks);
char     *bw_measure_dup_short (const BwMeasure *measure,
                                double           value) G_GNUC_WARN_UNUSED_RESULT;
char     *bw_measure_dup_full (const BwMeasure *measure,
                               double           value) G_GNUC_WARN_UNUSED_RESULT;
void      bw_measure_take_cell (const BwMeasure *measure,
                                BwChartTable    *table,
                                double           value);

G_END_DECLS
