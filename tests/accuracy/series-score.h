/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far forecasts were off, by the definitions of the M4 and M5 competitions. */
#pragma once

#include "series-set.h"

G_BEGIN_DECLS

/* One series' errors. NaN: cannot be told, as for a series that never moved. */
typedef struct
{
  double smape;     /* per cent */
  double mase;      /* mean absolute error, of the mean one of the naive forecast within the series */
  double rmsse;     /* the same with squares */
  double bias;      /* mean of forecast less actual, of the same scale as rmsse */
  double msis;      /* of the 95 % range */
  double covered95; /* share of values within the range */
  double covered95_first;
  double covered80;
} BwSeriesScore;

/* Means over a set. */
typedef struct
{
  BwSeriesScore sum;
  BwSeriesScore counts;
  double        sum_log_ms;
  double        sum_ms;
  double        max_ms;
  guint         n;
} BwScoreSum;

void          bw_series_score_means (const BwTestSeries *series,
                                     guint               scaling,
                                     const double       *mean,
                                     BwSeriesScore      *score);
void          bw_series_score_ranges (const BwTestSeries *series,
                                      guint               scaling,
                                      const double       *lower80,
                                      const double       *upper80,
                                      const double       *lower95,
                                      const double       *upper95,
                                      BwSeriesScore      *score);
void          bw_score_sum_add (BwScoreSum          *sum,
                                const BwSeriesScore *score,
                                double               ms);
BwSeriesScore bw_score_sum_mean (const BwScoreSum *sum);

G_END_DECLS
