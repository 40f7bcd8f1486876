/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exponential smoothing in state space: the errors of a model, and how they turn as its numbers do.
 *
 * Hyndman, Koehler, Snyder and Grose (2002); Hyndman, Koehler, Ord and Snyder (2008), chapters 2 and 5. With
 * q = level + phi * slope and the error in the series' units, e = y - forecast, all models that are allowed here share
 * their recursions, whether their errors are relative or not:
 *
 *   season      forecast  level            slope                    seasonal
 *   none        q         q + alpha e      phi slope + beta e
 *   added       q + s     q + alpha e      phi slope + beta e       s + gamma e
 *   multiplied  q s       q + alpha e / s  phi slope + beta e / s   s + gamma e / q
 *
 * for what is relative in an error is multiplied back by what it was divided by. Errors matter only in what is made
 * small: the sum of e^2, or of (e / forecast)^2 with the mean of log |forecast| beside it.
 *
 * bw_ets_slopes carries, beside each state, its derivatives by all numbers (forward sensitivities), two columns in a
 * register, and adds up the normal equations as it goes: one pass gives value, gradient and Gauss-Newton matrix, where
 * a simplex would need some hundred passes. The value n log S + 2 sum log |f| of a relative model is n log of the sum of
 * squares of G e / f, with G the geometric mean of |f|: so it is a least-squares problem too, with
 * d(G e / f) = G (d(e / f) + (e / f) g), g the mean of d log |f|, and no matrix has to be kept to know g at the end.
 *
 * O(n columns^2) for the matrix; nothing is allocated. Seasons of a quarter and a year are compiled each for itself. */

#include "core/bw-ets-private.h"

#include <math.h>
#include <string.h>

enum
{
  MAX_PAIRS = BW_ETS_MAX_NUMBERS / 2,
};

#define LEAST 1e-8 /* of the series' size: a forecast or season below it is no base for a relative error */

/* The log of a product of many factors, most of the logs saved. */
typedef struct
{
  double product;
  double log;
} Product;

static inline void
multiply (Product *product,
          double   factor)
{
  product->product *= factor;
  if (product->product > 1e200 || product->product < 1e-200)
    {
      product->log += log (product->product);
      product->product = 1.0;
    }
}

static double
judge (guint    n,
       double   squares,
       gboolean relative,
       Product *product)
{
  /* What is explained without rest is as good as can be told: rounding would go on improving it. */
  double value = n * log (MAX (squares, 1e-26 * n));

  return relative ? value + 2.0 * (product->log + log (product->product)) : value;
}

static void
set_seasonals (const BwEtsSeries *series,
               const BwEtsModel  *model,
               const double      *numbers,
               double            *seasonal)
{
  memset (seasonal, 0, BW_ETS_MAX_SEASON * sizeof *seasonal);
  if (model->season == BW_ETS_NO_SEASON)
    return;
  memcpy (seasonal, numbers + BW_ETS_SEASONAL, (series->period - 1) * sizeof *seasonal);
  seasonal[series->period - 1] = bw_ets_last_seasonal (numbers, series->period, model->season);
}

static gboolean
allowed (const BwEtsModel *model,
         double            q,
         double            season,
         double            forecast)
{
  if (model->season == BW_ETS_MULTIPLICATIVE_SEASON)
    return q > LEAST && season > LEAST;
  return !model->relative || forecast > LEAST;
}

/* Runs a model over @series. @last, @fitted ([n]), @squares: (nullable) (out): the state after the last value, the
 * one-step forecasts, the sum of squared errors. Returns the criterion n log (sum of squares) + 2 sum of log |forecast|,
 * infinite where the model cannot be. */
double
bw_ets_run (const BwEtsSeries *series,
            const BwEtsModel  *model,
            const double      *numbers,
            BwEtsState        *last,
            double            *fitted,
            double            *squares)
{
  double  alpha = numbers[BW_ETS_ALPHA];
  double  beta = alpha * numbers[BW_ETS_BETA_SHARE];
  double  gamma = (1.0 - alpha) * numbers[BW_ETS_GAMMA_SHARE];
  double  phi = numbers[BW_ETS_PHI];
  double  level = numbers[BW_ETS_LEVEL];
  double  slope = numbers[BW_ETS_SLOPE];
  double  seasonal[BW_ETS_MAX_SEASON];
  double  sum = 0.0;
  Product product = { 1.0, 0.0 };
  guint   slot = 0;

  set_seasonals (series, model, numbers, seasonal);
  for (guint t = 0; t < series->n; t++)
    {
      double q = level + phi * slope;
      double s = seasonal[slot];
      double forecast = model->season == BW_ETS_MULTIPLICATIVE_SEASON ? q * s : q + s;
      double error = series->y[t] - forecast;

      if (!allowed (model, q, s, forecast))
        return INFINITY;
      if (fitted != NULL)
        fitted[t] = forecast;
      if (model->relative)
        {
          sum += error / forecast * (error / forecast);
          multiply (&product, forecast);
        }
      else
        {
          sum += error * error;
        }
      if (model->season == BW_ETS_MULTIPLICATIVE_SEASON)
        {
          seasonal[slot] = s + gamma * error / q;
          error /= s;
        }
      else
        {
          seasonal[slot] = s + gamma * error;
        }
      level = q + alpha * error;
      slope = phi * slope + beta * error;
      slot = slot + 1 < series->period ? slot + 1 : 0;
    }
  if (last != NULL)
    {
      *last = (BwEtsState) { level, slope };
      for (guint i = 0; model->season != BW_ETS_NO_SEASON && i < series->period; i++)
        last->seasonal[i] = seasonal[(slot + i) % series->period];
    }
  if (squares != NULL)
    *squares = sum;
  return isfinite (sum) ? judge (series->n, sum, model->relative, &product) : INFINITY;
}

/* What is kept while the errors are followed with their derivatives. */
typedef struct
{
  BwEtsPair level[MAX_PAIRS];
  BwEtsPair slope[MAX_PAIRS];
  BwEtsPair seasonal[BW_ETS_MAX_SEASON * MAX_PAIRS];
  BwEtsPair error[MAX_PAIRS];
  BwEtsPair against[MAX_PAIRS]; /* sum of derivative times error */
  BwEtsPair scale[MAX_PAIRS];   /* sum of d log |forecast|, then its mean */
} Tangents;

static void
begin (Tangents          *at,
       const BwEtsSeries *series,
       const BwEtsModel  *model,
       guint              n_pairs)
{
  memset (at->level, 0, n_pairs * sizeof (BwEtsPair));
  memset (at->slope, 0, n_pairs * sizeof (BwEtsPair));
  memset (at->against, 0, n_pairs * sizeof (BwEtsPair));
  memset (at->scale, 0, n_pairs * sizeof (BwEtsPair));
  at->level[BW_ETS_LEVEL / 2][BW_ETS_LEVEL % 2] = 1.0;
  at->slope[BW_ETS_SLOPE / 2][BW_ETS_SLOPE % 2] = 1.0;
  if (model->season == BW_ETS_NO_SEASON)
    {
      memset (at->seasonal, 0, n_pairs * sizeof (BwEtsPair));
      return;
    }
  memset (at->seasonal, 0, (gsize)series->period * n_pairs * sizeof (BwEtsPair));
  for (guint i = 0; i + 1 < series->period; i++)
    {
      guint column = BW_ETS_SEASONAL + i;

      at->seasonal[i * n_pairs + column / 2][column % 2] = 1.0;
      at->seasonal[(series->period - 1) * n_pairs + column / 2][column % 2] = -1.0;
    }
}

/* Adds an error's derivatives, @weight times, to the upper half of the normal equations. */
static inline __attribute__ ((always_inline)) void
add_normal (BwEtsPair       *normal,
            const BwEtsPair *error,
            double           weight,
            guint            n_pairs)
{
  for (guint i = 0; i < n_pairs; i++)
    {
      BwEtsPair *row = normal + 2 * i * n_pairs;
      BwEtsPair *next = row + n_pairs;
      double     a = weight * error[i][0];
      double     b = weight * error[i][1];

      for (guint j = i; j < n_pairs; j++)
        {
          row[j] += a * error[j];
          next[j] += b * error[j];
        }
    }
}

/* The pass itself. @season and @n_pairs are constants wherever it is called, so that loops over columns unroll. */
static inline __attribute__ ((always_inline)) void
follow (const BwEtsSeries *series,
        const BwEtsModel  *model,
        const double      *numbers,
        BwEtsSeason        season,
        guint              n_pairs,
        BwEtsSlopes       *slopes,
        Tangents          *at)
{
  const gboolean times = season == BW_ETS_MULTIPLICATIVE_SEASON;
  const gboolean relative = model->relative;
  double         alpha = numbers[BW_ETS_ALPHA];
  double         beta = alpha * numbers[BW_ETS_BETA_SHARE];
  double         gamma = (1.0 - alpha) * numbers[BW_ETS_GAMMA_SHARE];
  double         phi = numbers[BW_ETS_PHI];
  BwEtsPair      beta_turns = { numbers[BW_ETS_BETA_SHARE], alpha };
  double         level = numbers[BW_ETS_LEVEL];
  double         slope = numbers[BW_ETS_SLOPE];
  double         seasonal[BW_ETS_MAX_SEASON];
  double         sum = 0.0;
  Product        product = { 1.0, 0.0 };
  guint          period = season == BW_ETS_NO_SEASON ? 1 : series->period;
  guint          slot = 0;

  set_seasonals (series, model, numbers, seasonal);
  for (guint t = 0; t < series->n; t++)
    {
      BwEtsPair *turn = at->seasonal + slot * n_pairs;
      double     q = level + phi * slope;
      double     s = seasonal[slot];
      double     forecast = times ? q * s : q + s;
      double     error = series->y[t] - forecast;
      double     by_s = times ? 1.0 / s : 1.0;
      double     by_q = times ? 1.0 / q : 1.0;
      double     by_forecast = relative ? 1.0 / forecast : 1.0;
      double     weight = relative ? series->y[t] * by_forecast * by_forecast : 1.0;
      double     residual = error * by_forecast;
      double     raw = error * by_s;
      double     raw_season = error * by_q;

      if (!allowed (model, q, s, forecast))
        return;
      sum += residual * residual;
      if (relative)
        multiply (&product, forecast);

      for (guint g = 0; g < n_pairs; g++)
        {
          BwEtsPair dq = at->level[g] + phi * at->slope[g];
          BwEtsPair ds = turn[g];
          BwEtsPair de, draw, draw_season;

          if (g == BW_ETS_PHI / 2)
            dq[BW_ETS_PHI % 2] += slope;
          de = times ? -(s * dq + q * ds) : -(dq + ds);
          draw = times ? (de - raw * ds) * by_s : de;
          draw_season = times ? (de - raw_season * dq) * by_q : de;
          at->error[g] = de;
          at->level[g] = dq + alpha * draw;
          at->slope[g] = phi * at->slope[g] + beta * draw;
          if (season != BW_ETS_NO_SEASON)
            turn[g] = ds + gamma * draw_season;
          at->against[g] += weight * residual * de;
          if (relative)
            at->scale[g] -= by_forecast * de;
        }
      at->level[0][BW_ETS_ALPHA] += raw;
      at->slope[0] += raw * beta_turns;
      at->slope[BW_ETS_PHI / 2][BW_ETS_PHI % 2] += slope;
      if (season != BW_ETS_NO_SEASON)
        {
          turn[0][BW_ETS_ALPHA] -= numbers[BW_ETS_GAMMA_SHARE] * raw_season;
          turn[BW_ETS_GAMMA_SHARE / 2][BW_ETS_GAMMA_SHARE % 2] += (1.0 - alpha) * raw_season;
          seasonal[slot] = s + gamma * raw_season;
        }
      add_normal (slopes->normal, at->error, weight * weight, n_pairs);

      level = q + alpha * raw;
      slope = phi * slope + beta * raw;
      slot = slot + 1 < period ? slot + 1 : 0;
    }
  if (!isfinite (sum))
    return;
  slopes->squares = sum;
  slopes->value = judge (series->n, sum, relative, &product);
}

/* Adds what the geometric mean of the forecasts does to the weighted errors. */
static void
add_scale (BwEtsSlopes *slopes,
           Tangents    *at,
           guint        n,
           guint        n_pairs)
{
  for (guint g = 0; g < n_pairs; g++)
    at->scale[g] /= (double)n;
  for (guint i = 0; i < 2 * n_pairs; i++)
    {
      double a = at->against[i / 2][i % 2];
      double b = at->scale[i / 2][i % 2];

      for (guint g = i / 2; g < n_pairs; g++)
        slopes->normal[i * n_pairs + g] += (a + slopes->squares * b) * at->scale[g] + b * at->against[g];
    }
  for (guint g = 0; g < n_pairs; g++)
    at->against[g] += slopes->squares * at->scale[g];
}

/* As bw_ets_run (), with what the criterion's value does as each of the numbers moves. Columns of numbers that the model
 * has not are filled too, with whatever they would do. */
void
bw_ets_slopes (const BwEtsSeries *series,
               const BwEtsModel  *model,
               const double      *numbers,
               BwEtsSlopes       *slopes)
{
  guint    n_pairs = bw_ets_n_columns (series->period, model->season) / 2;
  gboolean times = model->season == BW_ETS_MULTIPLICATIVE_SEASON;
  Tangents at;

  slopes->value = INFINITY;
  slopes->n_columns = 2 * n_pairs;
  memset (slopes->normal, 0, 2 * n_pairs * n_pairs * sizeof (BwEtsPair));
  begin (&at, series, model, n_pairs);
  if (model->season == BW_ETS_NO_SEASON)
    follow (series, model, numbers, BW_ETS_NO_SEASON, BW_ETS_SEASONAL / 2, slopes, &at);
  else if (n_pairs == 5 && !times)
    follow (series, model, numbers, BW_ETS_ADDITIVE_SEASON, 5, slopes, &at);
  else if (n_pairs == 5)
    follow (series, model, numbers, BW_ETS_MULTIPLICATIVE_SEASON, 5, slopes, &at);
  else if (n_pairs == 9 && !times)
    follow (series, model, numbers, BW_ETS_ADDITIVE_SEASON, 9, slopes, &at);
  else if (n_pairs == 9)
    follow (series, model, numbers, BW_ETS_MULTIPLICATIVE_SEASON, 9, slopes, &at);
  else if (!times)
    follow (series, model, numbers, BW_ETS_ADDITIVE_SEASON, n_pairs, slopes, &at);
  else
    follow (series, model, numbers, BW_ETS_MULTIPLICATIVE_SEASON, n_pairs, slopes, &at);
  if (!isfinite (slopes->value))
    return;
  if (model->relative)
    add_scale (slopes, &at, series->n, n_pairs);
  memcpy (slopes->gradient, at.against, 2 * n_pairs * sizeof (double));
}
