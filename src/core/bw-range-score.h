/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good forecasts of amounts were: their errors and, where they came as many possible values, their ranges. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

enum
{
  BW_RANGE_SCORE_N_BINS = 10, /* of the probability integral transform */
};

/* Sums over forecasts. Starts as all zero. */
typedef struct
{
  guint  n;
  double error;     /* sum of forecast - actual */
  double abs_error; /* sum of its absolute values */
  double actual;
  double crps;     /* of all; that of a forecast without a range is its absolute error */
  guint  n_ranges; /* forecasts that came as many values */
  guint  within_50, within_80, within_95;
  guint  pit[BW_RANGE_SCORE_N_BINS]; /* how many fell into each tenth */
} BwRangeScore;

void   bw_range_score_add (BwRangeScore *score,
                           double        forecast,
                           double        actual);
void   bw_range_score_add_sample (BwRangeScore *score,
                                  double        forecast,
                                  const double *sorted,
                                  guint         n,
                                  double        actual);
void   bw_range_score_merge (BwRangeScore       *score,
                             const BwRangeScore *other);
double bw_range_score_wape (const BwRangeScore *score);
double bw_range_score_bias (const BwRangeScore *score);
double bw_range_score_crps (const BwRangeScore *score);
double bw_range_score_coverage (const BwRangeScore *score,
                                guint               percent);
double bw_sample_crps (const double *sorted,
                       guint         n,
                       double        actual);
double bw_sample_pit (const double *sorted,
                      guint         n,
                      double        actual);
double bw_sample_quantile (const double *sorted,
                           guint         n,
                           double        p);

G_END_DECLS
