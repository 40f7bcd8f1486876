/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Complex exponential smoothing (Svetunkov, Kourentzes and Ord 2022), of the series without its season.
 *
 * A level l and what it is imagined to hold, c, are smoothed by one complex number a + i b:
 *
 *   y(t) = l(t-1) + e(t)
 *   l(t) = l(t-1) - (1 - b) c(t-1) + (a - b) e(t)
 *   c(t) = l(t-1) + (1 - a) c(t-1) + (a + b) e(t)
 *
 * With b = 1 it is simple smoothing with a - 1; b above 1 lets it grow, below fall, so there is no choice to
 * make between a trend and none. Given (a, b), the errors are linear in l(0) and c(0), which are solved for by
 * least squares; (a, b) are searched for within the region in which what is long past is forgotten: both
 * eigenvalues of the matrix that carries errors on within the unit circle.
 *
 * What b differs from 1 by is growth for ever, which series do not tell well: b is held near 1 as by a normal prior
 * with a deviation of GROWTH_SPREAD a period, which adds (b - 1)^2 / (2 GROWTH_SPREAD^2) to the negative
 * log-likelihood, n / 2 log (sum of squares). Without it the method loses to simple smoothing on short series; half or
 * twice of it does nearly as well on the samples of M3 and M4. O(n) a trial, some 60 trials. */

#include "core/bw-ces.h"

#include "core/bw-minimise.h"
#include "core/bw-naive.h"
#include "core/bw-season.h"

#include <math.h>

enum
{
  FEWEST = 6, /* values that anything is fitted to */
  MAX_TRIALS = 120,
};

#define LARGEST_ROOT  0.9999
#define GROWTH_SPREAD 0.01

/* The two parts of the state, or what the state makes of a start in one of them. */
typedef struct
{
  double level;
  double imagined;
} CesState;

typedef struct
{
  const double *z;
  guint         n;
  CesState      start; /* as solved for in the last trial */
} CesSeries;

/* Carries @state on by one step after an error of @error. */
static inline CesState
carry (CesState state, double a, double b, double error)
{
  return (CesState) {
    state.level - (1.0 - b) * state.imagined + (a - b) * error,
    state.level + (1.0 - a) * state.imagined + (a + b) * error,
  };
}

/* Whether x^2 + p x + q has both roots within @radius. */
static gboolean
roots_within (double p, double q, double radius)
{
  return fabs (q) < radius * radius && fabs (p) * radius < radius * radius + q;
}

/* The sum of squares with the best start, times what the prior makes of b; NaN outside of the region. */
static double
judge (const double *x, gpointer data)
{
  CesSeries *series = data;
  double     a = x[0];
  double     b = x[1];
  CesState   plain = { 0.0, 0.0 };
  CesState   first = { 1.0, 0.0 };
  CesState   second = { 0.0, 1.0 };
  double     ee = 0.0, ef = 0.0, es = 0.0, ff = 0.0, fs = 0.0, ss = 0.0;
  double     determinant;
  double     sum;

  /* The matrix that carries errors on: (1 - a + b, b - 1; 1 - a - b, 1 - a). */
  if (!roots_within (-(2.0 - 2.0 * a + b), (1.0 - a + b) * (1.0 - a) - (b - 1.0) * (1.0 - a - b), LARGEST_ROOT))
    return NAN;
  for (guint t = 0; t < series->n; t++)
    {
      double error = series->z[t] - plain.level;

      ee += error * error;
      ef += error * first.level;
      es += error * second.level;
      ff += first.level * first.level;
      fs += first.level * second.level;
      ss += second.level * second.level;
      plain = carry (plain, a, b, error);
      first = carry (first, a, b, -first.level);
      second = carry (second, a, b, -second.level);
    }
  determinant = ff * ss - fs * fs;
  if (determinant > 1e-10 * ff * ss)
    {
      series->start.level = (ss * ef - fs * es) / determinant;
      series->start.imagined = (ff * es - fs * ef) / determinant;
    }
  else
    series->start = (CesState) { ef / ff, 0.0 };
  sum = ee - series->start.level * ef - series->start.imagined * es;
  return sum * exp ((b - 1.0) * (b - 1.0) / (GROWTH_SPREAD * GROWTH_SPREAD * series->n));
}

/* Brings @values, of which the first stands at @first, back to the scale and season of the data. */
static void
bring_back (double       *values,
            guint         n_values,
            guint         first,
            double        scale,
            guint         season,
            BwSeasonKind  kind,
            const double *indices)
{
  for (guint i = 0; i < n_values; i++)
    values[i] *= scale;
  bw_season_restore (values, n_values, first, season, kind, indices);
}

/* Complex exponential smoothing. A BwMember. */
void
bw_ces_forecast (const double     *y,
                 guint             n,
                 guint             season,
                 guint             horizon,
                 BwMemberForecast *forecast)
{
  static const double lower[] = { 0.05, 0.05 };
  static const double upper[] = { 2.5, 2.0 };
  g_autofree double  *z = g_new (double, MAX (n, 1));
  g_autofree double  *said = g_new (double, MAX (n, 1));
  g_autofree double  *indices = g_new (double, MAX (season, 1));
  double              workspace[BW_MINIMISE_WORKSPACE (2)];
  double              x[] = { 1.3, 1.0 };
  CesSeries           series = { .z = z, .n = n };
  CesState            state;
  BwSeasonKind        kind;
  double              scale = 0.0;
  double              sum = 0.0;

  kind = bw_season_take_out (y, n, season, indices, z);
  for (guint t = 0; t < n; t++)
    scale = MAX (scale, fabs (z[t]));
  if (n < FEWEST || !(scale > 0.0) || isinf (scale))
    {
      bw_naive2_forecast (y, n, season, horizon, forecast);
      return;
    }
  for (guint t = 0; t < n; t++)
    z[t] /= scale;
  bw_minimise (judge, &series, 2, x, lower, upper, 1e-6, MAX_TRIALS, workspace);
  judge (x, &series);
  state = series.start;
  for (guint t = 0; t < n; t++)
    {
      said[t] = state.level;
      state = carry (state, x[0], x[1], z[t] - state.level);
    }
  for (guint h = 0; h < horizon; h++)
    {
      forecast->mean[h] = state.level;
      state = carry (state, x[0], x[1], 0.0);
    }
  bring_back (said, n, 0, scale, season, kind, indices);
  bring_back (forecast->mean, horizon, n, scale, season, kind, indices);
  for (guint t = 0; t < n; t++)
    {
      sum += (y[t] - said[t]) * (y[t] - said[t]);
      if (forecast->fitted != NULL)
        forecast->fitted[t] = said[t];
    }
  forecast->sigma2 = sum / (n - 4);
  forecast->aicc = NAN;
}
