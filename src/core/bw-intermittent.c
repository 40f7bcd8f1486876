/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts of series in which many periods hold nothing.
 *
 * Croston (1972) smooths the size of demands and the time between them, and says their ratio, which is too
 * high by a factor that Syntetos and Boylan (2005) correct (SBA). Both say the same for ever after the last
 * demand; Teunter, Syntetos and Babai (2011) smooth the chance of a demand in each period instead (TSB), so
 * that what is no longer asked for goes to nothing. Simple exponential smoothing of the values does the
 * same, without telling size from chance.
 *
 * The sum of squares hardly tells one smoothing from another in such series, and taking the best of a grid
 * follows chance. So all of the grid are forecast, and averaged with the likelihood of each as its weight,
 * SSE^(-n/2) relative to the best. What bw_intermittent_forecast says is that average over simple smoothing
 * and TSB at once: Croston and SBA are kept to be compared with. All are flat; a season, if there is one, is
 * left alone. Smoothing begins with the mean over the first year's worth of values (the first 12), sizes
 * with the mean size of all.
 *
 * O(n) for each point of the grid, 30 points. */

#include "core/bw-intermittent.h"

#include <math.h>

enum
{
  N_START = 12, /* values that the level and the chance begin with the mean of */
  N_GRID = 5,
  MAX_TRIALS = N_GRID * N_GRID + N_GRID,
};

static const double grid[N_GRID] = { 0.02, 0.05, 0.1, 0.2, 0.3 };

/* One way to smooth, and how well it did. */
typedef struct
{
  BwIntermittentKind kind;
  double             alpha;
  double             beta;
  double             said;
  double             sum; /* of squares */
} Trial;

/* What smoothing begins with. */
typedef struct
{
  double level;
  double chance;
  double size;
  double interval;
} Start;

static Start
find_start (const double *y, guint n)
{
  Start start = { 0 };
  guint n_first = MIN (n, N_START);
  guint n_demands = 0;

  for (guint t = 0; t < n; t++)
    if (y[t] != 0.0)
      {
        n_demands++;
        start.size += (y[t] - start.size) / n_demands;
        if (t < n_first)
          {
            start.chance += 1.0 / n_first;
            start.level += y[t] / n_first;
          }
      }
  start.interval = n_demands > 0 ? (double)n / n_demands : 1.0;
  return start;
}

static double
smooth_values (const double *y, guint n, const Start *start, double alpha, double *fitted)
{
  double level = start->level;

  for (guint t = 0; t < n; t++)
    {
      fitted[t] = level;
      level += alpha * (y[t] - level);
    }
  return level;
}

static double
smooth_chance (const double *y, guint n, const Start *start, double alpha, double beta, double *fitted)
{
  double chance = start->chance;
  double size = start->size;

  for (guint t = 0; t < n; t++)
    {
      fitted[t] = chance * size;
      chance += beta * ((y[t] != 0.0) - chance);
      if (y[t] != 0.0)
        size += alpha * (y[t] - size);
    }
  return chance * size;
}

static double
smooth_intervals (const double *y, guint n, const Start *start, double alpha, double factor, double *fitted)
{
  double size = start->size;
  double interval = start->interval;
  guint  since = 1;

  for (guint t = 0; t < n; t++)
    {
      fitted[t] = factor * size / interval;
      if (y[t] == 0.0)
        {
          since++;
          continue;
        }
      size += alpha * (y[t] - size);
      interval += alpha * (since - interval);
      since = 1;
    }
  return factor * size / interval;
}

static double
smooth (BwIntermittentKind kind,
        const double      *y,
        guint              n,
        const Start       *start,
        double             alpha,
        double             beta,
        double            *fitted)
{
  switch (kind)
    {
    case BW_INTERMITTENT_TSB:
      return smooth_chance (y, n, start, alpha, beta, fitted);
    case BW_INTERMITTENT_CROSTON:
      return smooth_intervals (y, n, start, alpha, 1.0, fitted);
    case BW_INTERMITTENT_SBA:
      return smooth_intervals (y, n, start, alpha, 1.0 - alpha / 2.0, fitted);
    case BW_INTERMITTENT_SES:
    default:
      return smooth_values (y, n, start, alpha, fitted);
    }
}

/* Forecasts with the average of the @n_trials of @trials, weighted by their likelihoods. */
static void
forecast_average (const double     *y,
                  guint             n,
                  Trial            *trials,
                  guint             n_trials,
                  guint             horizon,
                  BwMemberForecast *forecast)
{
  g_autofree double *z = g_new (double, n + 1);
  g_autofree double *fitted = g_new (double, n + 1);
  g_autofree double *said = g_new0 (double, n + 1);
  double             scale = 0.0;
  double             least = INFINITY;
  double             total = 0.0;
  double             ahead = 0.0;
  double             sum = 0.0;
  Start              start;

  for (guint t = 0; t < n; t++)
    scale = MAX (scale, fabs (y[t]));
  for (guint t = 0; t < n; t++)
    z[t] = scale > 0.0 ? y[t] / scale : 0.0;
  start = find_start (z, n);
  for (guint i = 0; i < n_trials; i++)
    {
      trials[i].said = smooth (trials[i].kind, z, n, &start, trials[i].alpha, trials[i].beta, fitted);
      trials[i].sum = 1e-12; /* a series that is followed to the digit lets all have the same weight */
      for (guint t = 0; t < n; t++)
        trials[i].sum += (z[t] - fitted[t]) * (z[t] - fitted[t]);
      least = MIN (least, trials[i].sum);
    }
  for (guint i = 0; i < n_trials; i++)
    {
      double weight = exp (-0.5 * n * log (trials[i].sum / least));

      total += weight;
      ahead += weight * trials[i].said;
      smooth (trials[i].kind, z, n, &start, trials[i].alpha, trials[i].beta, fitted);
      for (guint t = 0; t < n; t++)
        said[t] += weight * fitted[t];
    }
  for (guint t = 0; t < n; t++)
    {
      double one = said[t] / total;

      sum += (z[t] - one) * (z[t] - one);
      if (forecast->fitted != NULL)
        forecast->fitted[t] = one * scale;
    }
  for (guint h = 0; h < horizon; h++)
    forecast->mean[h] = ahead / total * scale;
  forecast->sigma2 = n > 2 ? sum / (n - 2) * scale * scale : NAN;
  forecast->aicc = NAN;
}

/* Adds a trial for each point of the grid; returns how many there are then. */
static guint
add_trials (Trial *trials, guint n_trials, BwIntermittentKind kind)
{
  for (guint i = 0; i < N_GRID; i++)
    for (guint j = 0; j < (kind == BW_INTERMITTENT_TSB ? N_GRID : 1); j++)
      trials[n_trials++] = (Trial) { .kind = kind, .alpha = grid[i], .beta = grid[j] };
  return n_trials;
}

/* Whether more than BW_INTERMITTENT_SHARE of the @n values of @y are zero, but not all. */
gboolean
bw_intermittent_test (const double *y,
                      guint         n)
{
  guint n_zeros = 0;

  for (guint t = 0; t < n; t++)
    n_zeros += y[t] == 0.0;
  return n_zeros < n && n_zeros > BW_INTERMITTENT_SHARE * n;
}

/* Smooths the @n values of @y with @alpha (and the chance of a demand with @beta), fills @fitted (array
 * length=n) with what was said before each, and returns what is said of all after. */
double
bw_intermittent_smooth (BwIntermittentKind kind,
                        const double      *y,
                        guint              n,
                        double             alpha,
                        double             beta,
                        double            *fitted)
{
  Start start = find_start (y, n);

  return smooth (kind, y, n, &start, alpha, beta, fitted);
}

/* Croston's ratio. A BwMember; so are the others. */
void
bw_croston_forecast (const double     *y,
                     guint             n,
                     guint             season,
                     guint             horizon,
                     BwMemberForecast *forecast)
{
  Trial trials[MAX_TRIALS];

  forecast_average (y, n, trials, add_trials (trials, 0, BW_INTERMITTENT_CROSTON), horizon, forecast);
}

/* Croston's ratio as Syntetos and Boylan correct it. */
void
bw_sba_forecast (const double     *y,
                 guint             n,
                 guint             season,
                 guint             horizon,
                 BwMemberForecast *forecast)
{
  Trial trials[MAX_TRIALS];

  forecast_average (y, n, trials, add_trials (trials, 0, BW_INTERMITTENT_SBA), horizon, forecast);
}

/* The chance of a demand times its size. */
void
bw_tsb_forecast (const double     *y,
                 guint             n,
                 guint             season,
                 guint             horizon,
                 BwMemberForecast *forecast)
{
  Trial trials[MAX_TRIALS];

  forecast_average (y, n, trials, add_trials (trials, 0, BW_INTERMITTENT_TSB), horizon, forecast);
}

/* Simple smoothing and TSB in one average: the member for intermittent series. */
void
bw_intermittent_forecast (const double     *y,
                          guint             n,
                          guint             season,
                          guint             horizon,
                          BwMemberForecast *forecast)
{
  Trial trials[MAX_TRIALS];
  guint n_trials = add_trials (trials, 0, BW_INTERMITTENT_SES);

  forecast_average (y, n, trials, add_trials (trials, n_trials, BW_INTERMITTENT_TSB), horizon, forecast);
}
