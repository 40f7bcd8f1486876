/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Theta method, and the dynamic optimised theta model.
 *
 * Theta (Assimakopoulos and Nikolopoulos 2000) in the form that Hyndman and Billah (2003) found it to be:
 * simple exponential smoothing of the seasonally adjusted series, and a drift of half the slope of the line
 * through it.
 *
 * The dynamic optimised theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016), with
 * q = 1 - alpha and the line A + B t through the values seen so far:
 *
 *   mu(t) = l(t-1) + w g(t),     w = 1 - 1 / theta,     g(t) = q^(t-1) A(t-1) + (1 - q^t) / alpha B(t-1)
 *   l(t)  = alpha y(t) + q l(t-1)
 *
 * The line begins as the first value, A(0) = y(1), B(0) = 0, where the paper has zeros: with zeros the first
 * step depends on where zero is, and forecasts change when all values rise by the same amount.
 *
 * Both minimise the squares of the one-step errors. Given alpha, the level is what it would be from a start
 * of 0 plus q^t l(0), so the errors are linear in l(0) and w: these two are solved for, and what is left is
 * a search over alpha alone, a grid and then golden section. theta >= 1 keeps w in [0, 1), and as the sum
 * of squares is convex in (l(0), w), a w outside has its optimum at the end of the range.
 *
 * A line through few values is mostly noise, so what w adds is made dearer by LINE_DOUBT / n of its squares, a ridge
 * that is gone in long series: on series of M3 and M4 cut to 6 to 12 values it takes 1 to 3 % off the error.
 *
 * Series are taken relative to their first value, which so becomes 0, and to their spread, so that their size
 * costs no digits.
 * O(n) a step of the search, some 30 steps. */

#include "core/bw-theta.h"

#include "core/bw-naive.h"
#include "core/bw-season.h"

#include <math.h>

enum
{
  FEWEST = 6,  /* values that a slope and a smoothing are looked for in */
  N_GRID = 14, /* trials of alpha, then the golden section between the neighbours of the best */
  N_GOLDEN = 16,
};

#define GOLDEN        0.6180339887498949
#define LINE_DOUBT    2.0
#define LARGEST_ALPHA 0.9999
#define LARGEST_W     0.9999999999

/* A series without its season, on the scale that it is fitted on. */
typedef struct
{
  double      *z; /* [n] (y without its season - offset) / scale */
  double      *a; /* [n] A after the first t + 1 values; NULL for Theta */
  double      *b; /* [n] */
  double      *indices;
  guint        n;
  guint        season;
  double       offset;
  double       scale;
  BwSeasonKind kind;
} ThetaSeries;

/* What was fitted, on the scale of ThetaSeries. */
typedef struct
{
  double alpha;
  double level; /* before the first value */
  double w;
  double sum; /* of squares */
} ThetaFit;

typedef void (*SolveFunc) (const ThetaSeries *series, double alpha, ThetaFit *fit);

/* Takes the season out of @y and brings it to scale; FALSE: nothing varies. */
static gboolean
set_up (ThetaSeries *series, const double *y, guint n, guint season)
{
  series->n = n;
  series->season = season;
  series->indices = g_new (double, MAX (season, 1));
  series->z = g_new (double, n);
  series->a = NULL;
  series->b = NULL;
  series->kind = bw_season_take_out (y, n, season, series->indices, series->z);
  series->offset = series->z[0];
  series->scale = 0.0;
  for (guint t = 0; t < n; t++)
    series->scale = MAX (series->scale, fabs (series->z[t] - series->offset));
  if (!(series->scale > 0.0) || isinf (series->scale))
    return FALSE;
  for (guint t = 0; t < n; t++)
    series->z[t] = (series->z[t] - series->offset) / series->scale;
  return TRUE;
}

static void
tear_down (ThetaSeries *series)
{
  g_free (series->z);
  g_free (series->a);
  g_free (series->b);
  g_free (series->indices);
}

/* The start and the sum of squares of simple smoothing with @alpha. */
static void
solve_smoothing (const ThetaSeries *series, double alpha, ThetaFit *fit)
{
  double q = 1.0 - alpha;
  double power = 1.0;
  double level = 0.0;
  double ee = 0.0, ep = 0.0, pp = 0.0;

  for (guint t = 0; t < series->n; t++)
    {
      double error = series->z[t] - level;

      ee += error * error;
      ep += error * power;
      pp += power * power;
      level += alpha * error;
      power *= q;
    }
  fit->alpha = alpha;
  fit->level = ep / pp;
  fit->w = 0.0;
  fit->sum = MAX (ee - fit->level * ep, 0.0);
}

/* The start, the weight of the line and the sum of squares of the theta model with @alpha. */
static void
solve_dynamic (const ThetaSeries *series, double alpha, ThetaFit *fit)
{
  double q = 1.0 - alpha;
  double power = 1.0; /* q^t */
  double level = 0.0;
  double ee = 0.0, ep = 0.0, eg = 0.0, pp = 0.0, pg = 0.0, gg = 0.0;
  double determinant;

  for (guint t = 0; t < series->n; t++)
    {
      double error = series->z[t] - level;
      double line = t == 0 ? 0.0 : power * series->a[t - 1] + (1.0 - power * q) / alpha * series->b[t - 1];

      ee += error * error;
      ep += error * power;
      eg += error * line;
      pp += power * power;
      pg += power * line;
      gg += line * line;
      level += alpha * error;
      power *= q;
    }
  gg *= 1.0 + LINE_DOUBT / series->n;
  determinant = pp * gg - pg * pg;
  fit->alpha = alpha;
  fit->w = determinant > 1e-12 * pp * gg ? CLAMP ((pp * eg - pg * ep) / determinant, 0.0, LARGEST_W) : 0.0;
  fit->level = (ep - fit->w * pg) / pp;
  fit->sum = ee - 2.0 * (fit->level * ep + fit->w * eg);
  fit->sum += fit->level * fit->level * pp + 2.0 * fit->level * fit->w * pg + fit->w * fit->w * gg;
}

/* The best fit with alpha in [@lowest, LARGEST_ALPHA]. */
static ThetaFit
search (const ThetaSeries *series, SolveFunc solve, double lowest)
{
  ThetaFit best;
  ThetaFit low, high;
  guint    at = 0;
  double   step = (LARGEST_ALPHA - lowest) / (N_GRID - 1);
  double   from, to;

  solve (series, lowest, &best);
  for (guint i = 1; i < N_GRID; i++)
    {
      ThetaFit trial;

      solve (series, lowest + i * step, &trial);
      if (trial.sum < best.sum)
        {
          best = trial;
          at = i;
        }
    }
  from = lowest + step * (at > 0 ? at - 1 : 0);
  to = lowest + step * MIN (at + 1, N_GRID - 1);
  solve (series, to - GOLDEN * (to - from), &low);
  solve (series, from + GOLDEN * (to - from), &high);
  for (guint i = 0; i < N_GOLDEN; i++)
    if (low.sum < high.sum)
      {
        to = high.alpha;
        high = low;
        solve (series, to - GOLDEN * (to - from), &low);
      }
    else
      {
        from = low.alpha;
        low = high;
        solve (series, from + GOLDEN * (to - from), &high);
      }
  if (low.sum < best.sum)
    best = low;
  if (high.sum < best.sum)
    best = high;
  return best;
}

/* Brings the @n_values of @values back to the scale and season of the data; the first stands at @first. */
static void
bring_back (const ThetaSeries *series, double *values, guint n_values, guint first)
{
  for (guint i = 0; i < n_values; i++)
    values[i] = series->offset + series->scale * values[i];
  bw_season_restore (values, n_values, first, series->season, series->kind, series->indices);
}

/* Sets the variance from the one-step forecasts @said of @y. */
static void
set_variance (const double     *y,
              const double     *said,
              guint             n,
              guint             n_parameters,
              BwMemberForecast *forecast)
{
  double sum = 0.0;

  for (guint t = 0; t < n; t++)
    sum += (y[t] - said[t]) * (y[t] - said[t]);
  forecast->sigma2 = n > n_parameters ? sum / (n - n_parameters) : NAN;
  forecast->aicc = NAN;
}

/* The slope of the line through @z. */
static double
line_slope (const double *z, guint n)
{
  double middle = (n - 1) / 2.0;
  double tz = 0.0, tt = 0.0;

  for (guint t = 0; t < n; t++)
    {
      tz += (t - middle) * z[t];
      tt += (t - middle) * (t - middle);
    }
  return tz / tt;
}

/* The lines through the first t + 1 values, for all t. */
static void
draw_lines (ThetaSeries *series)
{
  double mean = 0.0;
  double slope = 0.0;

  series->a = g_new (double, series->n);
  series->b = g_new (double, series->n);
  for (guint t = 1; t <= series->n; t++)
    {
      double z = series->z[t - 1];

      if (t > 1)
        slope = ((t - 2.0) * slope + 6.0 / t * (z - mean)) / (t + 1.0);
      mean += (z - mean) / t;
      series->a[t - 1] = mean - (t + 1.0) / 2.0 * slope;
      series->b[t - 1] = slope;
    }
}

/* Says @horizon values with @fit and one step ahead of each of the past into @said. */
static void
run_dynamic (const ThetaSeries *series, const ThetaFit *fit, double *said, guint horizon, double *mean_ahead)
{
  double q = 1.0 - fit->alpha;
  double power = 1.0;
  double level = fit->level;
  double mean = 0.0, slope = 0.0, intercept = 0.0;

  for (guint t = 0; t < series->n + horizon; t++)
    {
      double mu = level + fit->w * (power * intercept + (1.0 - power * q) / fit->alpha * slope);
      double z = t < series->n ? series->z[t] : mu;

      if (t < series->n)
        said[t] = mu;
      else
        mean_ahead[t - series->n] = mu;
      level += fit->alpha * (z - level);
      power *= q;
      if (t > 0)
        slope = ((t - 1.0) * slope + 6.0 / (t + 1.0) * (z - mean)) / (t + 2.0);
      mean += (z - mean) / (t + 1.0);
      intercept = mean - (t + 2.0) / 2.0 * slope;
    }
}

/* Simple smoothing with half the slope as drift. A BwMember; so is the other. */
void
bw_theta_forecast (const double     *y,
                   guint             n,
                   guint             season,
                   guint             horizon,
                   BwMemberForecast *forecast)
{
  ThetaSeries        series;
  ThetaFit           fit;
  g_autofree double *said = NULL;
  double             drift;
  double             level;
  double             power = 1.0;

  if (n < FEWEST || !set_up (&series, y, n, season))
    {
      bw_naive2_forecast (y, n, season, horizon, forecast);
      if (n >= FEWEST)
        tear_down (&series);
      return;
    }
  fit = search (&series, solve_smoothing, 1e-4);
  drift = line_slope (series.z, n) / 2.0;
  said = g_new (double, n);
  level = fit.level;
  for (guint t = 0; t < n; t++)
    {
      said[t] = level + drift * (1.0 - power) / fit.alpha;
      level += fit.alpha * (series.z[t] - level);
      power *= 1.0 - fit.alpha;
    }
  for (guint h = 0; h < horizon; h++)
    forecast->mean[h] = level + drift * (h + (1.0 - power) / fit.alpha);
  bring_back (&series, said, n, 0);
  bring_back (&series, forecast->mean, horizon, n);
  set_variance (y, said, n, 3, forecast);
  for (guint t = 0; forecast->fitted != NULL && t < n; t++)
    forecast->fitted[t] = said[t];
  tear_down (&series);
}

/* The dynamic optimised theta model. */
void
bw_dotm_forecast (const double     *y,
                  guint             n,
                  guint             season,
                  guint             horizon,
                  BwMemberForecast *forecast)
{
  ThetaSeries        series;
  ThetaFit           fit;
  g_autofree double *said = NULL;

  if (n < FEWEST || !set_up (&series, y, n, season))
    {
      bw_naive2_forecast (y, n, season, horizon, forecast);
      if (n >= FEWEST)
        tear_down (&series);
      return;
    }
  draw_lines (&series);
  fit = search (&series, solve_dynamic, 0.1);
  said = g_new (double, n);
  run_dynamic (&series, &fit, said, horizon, forecast->mean);
  bring_back (&series, said, n, 0);
  bring_back (&series, forecast->mean, horizon, n);
  set_variance (y, said, n, 3, forecast);
  for (guint t = 0; forecast->fitted != NULL && t < n; t++)
    forecast->fitted[t] = said[t];
  tear_down (&series);
}
