/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exponential smoothing inside: the numbers that are searched for, and the errors as a function of them. */
#pragma once

#include "core/bw-ets.h"

G_BEGIN_DECLS

/* The numbers of a model in the order they are kept in. Slope and season's speeds are shares of what the level's speed
 * leaves them (beta = alpha * share, gamma = (1 - alpha) * share), so that each has bounds of its own. */
enum
{
  BW_ETS_ALPHA,
  BW_ETS_BETA_SHARE,
  BW_ETS_GAMMA_SHARE,
  BW_ETS_PHI,
  BW_ETS_LEVEL,
  BW_ETS_SLOPE,
  BW_ETS_SEASONAL, /* period - 1 of them: the last follows, as they add up to 0, or to the period */
  BW_ETS_MAX_NUMBERS = BW_ETS_SEASONAL + BW_ETS_MAX_SEASON,
};

/* A series as the search sees it. */
typedef struct
{
  const double *y; /* [n], about 1 in size */
  guint         n;
  guint         period;
} BwEtsSeries;

typedef double BwEtsPair __attribute__ ((vector_size (16)));

/* What is known of the criterion n log (sum of squares) + 2 sum of log |forecast| at a point. */
typedef struct
{
  double    value;                                               /* of the criterion; infinite: the point is refused */
  double    squares;                                             /* sum of squared errors */
  guint     n_columns;                                           /* numbers, made even */
  double    gradient[BW_ETS_MAX_NUMBERS];                        /* half that of the sum of squares, weighted for relative errors */
  BwEtsPair normal[BW_ETS_MAX_NUMBERS * BW_ETS_MAX_NUMBERS / 2]; /* the Gauss-Newton matrix: its upper half by pairs of columns */
} BwEtsSlopes;

static inline guint
bw_ets_n_columns (guint       period,
                  BwEtsSeason season)
{
  return BW_ETS_SEASONAL + (season == BW_ETS_NO_SEASON ? 0 : (period & ~1u));
}

/* The last value of a season from the others. */
static inline double
bw_ets_last_seasonal (const double *numbers,
                      guint         period,
                      BwEtsSeason   season)
{
  double rest = season == BW_ETS_MULTIPLICATIVE_SEASON ? period : 0.0;

  for (guint i = 0; i + 1 < period; i++)
    rest -= numbers[BW_ETS_SEASONAL + i];
  return rest;
}

double   bw_ets_run (const BwEtsSeries *series,
                     const BwEtsModel  *model,
                     const double      *numbers,
                     BwEtsState        *last,
                     double            *fitted,
                     double            *squares);
void     bw_ets_slopes (const BwEtsSeries *series,
                        const BwEtsModel  *model,
                        const double      *numbers,
                        BwEtsSlopes       *slopes);
void     bw_ets_start (const BwEtsSeries *series,
                       const BwEtsModel  *model,
                       double            *numbers);
double   bw_ets_search (const BwEtsSeries *series,
                        const BwEtsModel  *model,
                        double            *numbers,
                        double             tolerance,
                        guint              max_steps,
                        BwEtsSlopes       *slopes);
gboolean bw_ets_average (const double *y, guint n, guint season, guint horizon, BwMemberForecast *forecast);
gboolean bw_ets_has (const BwEtsModel *model,
                     guint             number);

G_END_DECLS
