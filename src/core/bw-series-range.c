/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a series' forecasts may be off, from how far they would have been.
 *
 * The combination is made anew on up to MAX_ORIGINS past days (rolling origins) and its errors h steps ahead are noted. They are few,
 * and those of neighbouring days are nearly the same, so they are not taken as they are:
 *
 * - shape: the errors' spread is sigma[h] = s h^p. For noise around a level p is near 0, for a random walk 1/2, for a trend that turns
 *   above it. The likelihood of s and p counts the errors one step ahead within the series (up to MAX_ONE_STEP of them) and those of
 *   the past days, each horizon as often as there were independent stretches of that length. With a normal prior of p around 1/2 it is
 *   averaged over p (Bayesian model averaging), so that a short series keeps the prior's doubt and is given wider ranges for it.
 * - tails: ranges are those of Student's t, whose degrees of freedom are TAIL_FREEDOM at most, as no sales are normal, and fewer where
 *   few independent stretches are known.
 * - conformal multiplier (Vovk, Gammerman and Shafer 2005): the known errors over their sigma have a quantile of their own at each
 *   level; it takes the place of the assumed tail as the number of known errors grows, by n / (n + CONFORMAL_WEIGHT) in logarithms.
 *
 * The constants were chosen on five sets of the M3 and M4 series, and held on the same series as of earlier days: docs/benchmarks.md.
 * A series without movement tells nothing: there the spread is a guess, half the value over the number of values.
 * O(origins) forecasts. */

#include "core/bw-series-range.h"

#include "core/bw-range-score.h"

#include <math.h>
#include <stdlib.h>

enum
{
  MAX_ORIGINS = 12,
  MAX_ONE_STEP = 30,
  MAX_SIZES_WITHIN = 200,
  MIN_VALUES = 8, /* fewer are not forecast from, where there are more */
  N_SHAPES = 25,
};

/* Share of what stands before the first possible origin that origins reach back over. */
static const double reach_back = 0.75;

/* How much an independent stretch of a past day's errors counts beside an error within the series, which saw the value. */
static const double origin_weight = 2.0;

/* Numbers the members fit, about: errors within the series are smaller for them. */
static const double fitted_numbers = 5.0;

static const double prior_shape = 0.5;
static const double prior_deviation = 0.25;
static const double greatest_shape = 1.2;
static const double tail_freedom = 6.0;
static const double stretch_freedom = 4.5; /* degrees of freedom an independent stretch gives */
static const double least_freedom = 3.0;
static const double conformal_weight = 100.0;

/* Errors smaller than that share of the value are those of arithmetic. */
static const double least_movement = 1e-9;

/* The errors of past days. */
typedef struct
{
  guint   n_origins;
  guint   step;    /* values between two of them */
  guint   reach;   /* horizon */
  double *errors;  /* [n_origins * reach] NaN: not known yet */
  double *squares; /* [reach] their mean squares */
  guint  *counts;  /* [reach] */
} Replay;

static void
clear_replay (Replay *replay)
{
  g_free (replay->errors);
  g_free (replay->squares);
  g_free (replay->counts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Replay, clear_replay)

/* How many values the earliest origin has to forecast from. */
static guint
least_known (guint n,
             guint season)
{
  guint least = MAX (2 * season + 1, MIN_VALUES);

  return least + least / 2 < n ? least : MAX (MIN (n, 3), n / 2);
}

/* Forecasts from past days, the latest first. */
static void
replay_origins (Replay             *replay,
                const BwSeriesPlan *plan,
                BwSeriesSpace      *space,
                const double       *y,
                guint               n,
                guint               season,
                guint               horizon)
{
  guint              least = least_known (n, season), reach = MIN (horizon, n);
  g_autofree double *mean = g_new (double, reach);

  replay->reach = reach;
  replay->step = MAX (1, (guint)((n - MIN (least, n)) * reach_back / MAX_ORIGINS));
  replay->errors = g_new (double, (gsize)MAX_ORIGINS *reach);
  replay->squares = g_new0 (double, reach);
  replay->counts = g_new0 (guint, reach);
  for (guint at = n - 1; at >= least && at < n && replay->n_origins < MAX_ORIGINS; at -= replay->step)
    {
      double *errors = replay->errors + (gsize)replay->n_origins * reach;

      bw_series_combine (plan, space, y, at, season, MIN (reach, n - at), mean, NULL, NULL);
      for (guint h = 0; h < reach; h++)
        {
          errors[h] = at + h < n ? y[at + h] - mean[h] : NAN;
          if (!isfinite (errors[h]))
            continue;
          replay->squares[h] += errors[h] * errors[h];
          replay->counts[h]++;
        }
      replay->n_origins++;
    }
  for (guint h = 0; h < reach; h++)
    replay->squares[h] /= MAX (replay->counts[h], 1);
}

/* How many independent stretches of @h + 1 values the errors are worth. */
static double
stretch_weight (const Replay *replay,
                guint         h)
{
  double count = replay->counts[h];

  return count > 0 ? origin_weight * MIN (count, MAX (count * replay->step / (h + 1), 1)) : 0;
}

/* The mean square of the errors within the series; @n_known: how many there are. */
static double
one_step_square (const double *y,
                 const double *fitted,
                 guint         n,
                 guint        *n_known)
{
  double sum = 0;

  *n_known = 0;
  for (guint t = 0; t < n; t++)
    if (isfinite (fitted[t]))
      {
        sum += (y[t] - fitted[t]) * (y[t] - fitted[t]);
        (*n_known)++;
      }
  return *n_known > 0 ? sum / *n_known : 0;
}

/* Fills sigma: the root of the variance averaged over shapes. All squares are of a scale near 1. */
static void
fit_shape (const Replay *replay,
           double        within,
           double        n_within,
           guint         horizon,
           double       *sigma)
{
  double loss[N_SHAPES], scale[N_SHAPES], least = INFINITY, total = 0;

  for (guint i = 0; i < N_SHAPES; i++)
    {
      double p = greatest_shape * i / (N_SHAPES - 1), sum = n_within * within, weight = n_within, logs = 0;

      for (guint h = 0; h < replay->reach; h++)
        {
          double w = stretch_weight (replay, h);

          sum += w * replay->squares[h] / pow (h + 1, 2 * p);
          logs += w * 2 * p * log (h + 1);
          weight += w;
        }
      scale[i] = MAX (sum / MAX (weight, 1), 1e-300);
      loss[i] = (weight * log (scale[i]) + logs + pow ((p - prior_shape) / prior_deviation, 2)) / 2;
      least = MIN (least, loss[i]);
    }
  for (guint i = 0; i < N_SHAPES; i++)
    {
      loss[i] = exp (least - loss[i]);
      total += loss[i];
    }
  for (guint h = 0; h < horizon; h++)
    {
      double variance = 0;

      for (guint i = 0; i < N_SHAPES; i++)
        variance += loss[i] / total * scale[i] * pow (h + 1, 2 * greatest_shape * i / (N_SHAPES - 1));
      sigma[h] = sqrt (variance);
    }
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* Notes how large the known errors were beside their spread. */
static void
collect_sizes (BwSeriesSpread *spread,
               const Replay   *replay,
               const double   *y,
               const double   *fitted,
               guint           n,
               double          within)
{
  guint n_within = 0;

  spread->sizes = g_new (double, MAX_SIZES_WITHIN + (gsize)replay->n_origins * replay->reach);
  for (guint t = n; within > 0 && t > 0 && n_within < MAX_SIZES_WITHIN; t--)
    if (isfinite (fitted[t - 1]))
      {
        spread->sizes[spread->n_sizes++] = fabs (y[t - 1] - fitted[t - 1]) / sqrt (within);
        n_within++;
      }
  for (guint i = 0; i < replay->n_origins; i++)
    for (guint h = 0; h < replay->reach; h++)
      {
        double error = replay->errors[(gsize)i * replay->reach + h];

        if (isfinite (error) && spread->sigma[h] > 0)
          spread->sizes[spread->n_sizes++] = fabs (error) / spread->sigma[h];
      }
  qsort (spread->sizes, spread->n_sizes, sizeof *spread->sizes, compare_doubles);
}

/* Finds the spread of the errors of what bw_series_combine () says after @y, which it fitted by @fitted [n]. */
void
bw_series_spread_init (BwSeriesSpread     *spread,
                       const BwSeriesPlan *plan,
                       BwSeriesSpace      *space,
                       const double       *y,
                       guint               n,
                       guint               season,
                       guint               horizon,
                       const double       *fitted)
{
  g_auto (Replay) replay = { 0 };
  double within, seen, unit, guess = fabs (y[n - 1]) / (2.0 * n);

  *spread = (BwSeriesSpread) { .horizon = horizon, .sigma = g_new0 (double, horizon) };
  replay_origins (&replay, plan, space, y, n, season, horizon);
  seen = within = one_step_square (y, fitted, n, &spread->n_known);
  within *= spread->n_known / MAX (spread->n_known - fitted_numbers, MAX (spread->n_known, 1) / 2.0);
  if (n < MIN_VALUES / 2 || !(sqrt (within) > fabs (y[n - 1]) * least_movement))
    within = MAX (within, guess * guess);
  unit = within;
  for (guint h = 0; h < replay.reach; h++)
    unit = MAX (unit, replay.squares[h]);
  if (unit > 0 && isfinite (unit))
    {
      for (guint h = 0; h < replay.reach; h++)
        replay.squares[h] /= unit;
      fit_shape (&replay, within / unit, MAX (MIN (spread->n_known, MAX_ONE_STEP), 1), horizon, spread->sigma);
      for (guint h = 0; h < horizon; h++)
        spread->sigma[h] *= sqrt (unit);
    }
  spread->n_origins = replay.n_origins;
  spread->span = replay.n_origins * replay.step;
  collect_sizes (spread, &replay, y, fitted, n, seen);
}

/* Frees what @spread holds. */
void
bw_series_spread_clear (BwSeriesSpread *spread)
{
  g_clear_pointer (&spread->sigma, g_free);
  g_clear_pointer (&spread->sizes, g_free);
}

/* How many standard deviations a normal range of @level reaches to each side: Newton's method. */
static double
normal_reach (double level)
{
  double z = 1;

  for (guint i = 0; i < 20; i++)
    z -= (erf (z * M_SQRT1_2) - level) / (sqrt (2 / G_PI) * exp (-z * z / 2));
  return z;
}

/* The same for Student's t with @freedom degrees: the series of Abramowitz and Stegun (1964), 26.7.5. */
static double
student_reach (double z,
               double freedom)
{
  double z2 = z * z;

  return z * (1 + (z2 + 1) / (4 * freedom) + ((5 * z2 + 16) * z2 + 3) / (96 * freedom * freedom) +
              (((3 * z2 + 19) * z2 + 17) * z2 - 15) / (384 * freedom * freedom * freedom));
}

/* How far the range of @level reaches to each side of the forecast @step steps ahead, the first being 0. */
double
bw_series_spread_reach (const BwSeriesSpread *spread,
                        double                level,
                        guint                 step)
{
  double z = normal_reach (level), tail = student_reach (z, tail_freedom), stretches = MAX (spread->span, 1.0) / (step + 1);
  double freedom = MAX (1 / (1 / tail_freedom + 1 / (stretch_freedom * stretches)), least_freedom);
  double reach = student_reach (z, freedom);

  if (spread->n_sizes > 0)
    {
      double quantile = bw_sample_quantile (spread->sizes, spread->n_sizes, level);
      double share = spread->n_known / (spread->n_known + conformal_weight);

      if (quantile > 0)
        reach *= pow (quantile / tail, share);
    }
  return reach * spread->sigma[step];
}
