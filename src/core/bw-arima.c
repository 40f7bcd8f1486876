/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small ARIMA models (Box and Jenkins 1970), chosen in the manner of Hyndman and Khandakar (2008), of the series
 * without its season.
 *
 * How often to difference is what the KPSS test for a level says at 5 % (Kwiatkowski, Phillips, Schmidt and Shin
 * 1992); the orders p and q, up to 2 each, and a mean of what is differenced no more than once, what AICc says.
 * Parameters minimise the squares of errors, conditional on the first (all models alike, so that AICc compares
 * the same values), by Gauss and Newton's method with Levenberg's damping: the derivatives of errors follow the same
 * recursion as the errors. A step that leaves the stationary and invertible region is damped further. Each
 * model starts from the one with one number fewer.
 *
 * AICc tells such models apart by less than chance does, so what is forecast is their average, each with the weight
 * exp (-AICc / 2) (Burnham and Anderson 2002).
 *
 * O(n) a step; some 18 models of some 6 steps. */

#include "core/bw-arima.h"

#include "core/bw-naive.h"
#include "core/bw-season.h"

#include <math.h>
#include <string.h>

enum
{
  MAX_ORDER = BW_ARIMA_MAX_ORDER,
  N_PARAMETERS = 2 * MAX_ORDER + 1, /* mean, ar, ma */
  N_TRIAL_STEPS = 12,               /* in comparing models; the one chosen is then fitted to the end */
  N_STEPS = 100,
  FEWEST = 12,
  MAX_MODELS = 2 * (MAX_ORDER + 1) * (MAX_ORDER + 1),
};

#define LARGEST_ROOT 0.985
#define KPSS_LIMIT   0.463
#define GOOD_ENOUGH  1e-7
#define LEAST_WEIGHT 0.01

/* The model as the optimiser sees it: parameters 0 mean, 1 and 2 ar, 3 and 4 ma; those not free stay 0. */
typedef struct
{
  const double *w;
  guint         n;
  gboolean      is_free[N_PARAMETERS];
} Problem;

/* Whether x^2 + p x + q has both roots within LARGEST_ROOT. */
static gboolean
roots_within (double p, double q)
{
  double square = LARGEST_ROOT * LARGEST_ROOT;

  return fabs (q) < square && fabs (p) * LARGEST_ROOT < square + q;
}

static gboolean
is_admissible (const double *x)
{
  return roots_within (-x[1], -x[2]) && roots_within (x[3], x[4]);
}

/* The sum of squared errors at @x. */
static double
sum_squares (const Problem *problem, const double *x)
{
  const double *w = problem->w;
  double        e1 = 0.0, e2 = 0.0;
  double        sum = 0.0;

  for (guint t = MAX_ORDER; t < problem->n; t++)
    {
      double error = w[t] - x[0] - x[1] * (w[t - 1] - x[0]) - x[2] * (w[t - 2] - x[0]) - x[3] * e1 - x[4] * e2;

      sum += error * error;
      e2 = e1;
      e1 = error;
    }
  return sum;
}

/* The same, and J'J into @normal and J'e into @gradient, J being the derivatives of errors by parameters. */
static double
differentiate (const Problem *problem,
               const double  *x,
               double         normal[N_PARAMETERS][N_PARAMETERS],
               double        *gradient)
{
  const double *w = problem->w;
  double        e1 = 0.0, e2 = 0.0;
  double        d1[N_PARAMETERS] = { 0.0 };
  double        d2[N_PARAMETERS] = { 0.0 };
  double        sum = 0.0;

  memset (normal, 0, sizeof (double) * N_PARAMETERS * N_PARAMETERS);
  memset (gradient, 0, sizeof (double) * N_PARAMETERS);
  for (guint t = MAX_ORDER; t < problem->n; t++)
    {
      double w1 = w[t - 1] - x[0];
      double w2 = w[t - 2] - x[0];
      double error = w[t] - x[0] - x[1] * w1 - x[2] * w2 - x[3] * e1 - x[4] * e2;
      double now[N_PARAMETERS] = { x[1] + x[2] - 1.0, -w1, -w2, -e1, -e2 };

      for (guint i = 0; i < N_PARAMETERS; i++)
        {
          now[i] -= x[3] * d1[i] + x[4] * d2[i];
          gradient[i] += now[i] * error;
          for (guint j = 0; j <= i; j++)
            normal[i][j] += now[i] * now[j];
        }
      memcpy (d2, d1, sizeof d1);
      memcpy (d1, now, sizeof d1);
      sum += error * error;
      e2 = e1;
      e1 = error;
    }
  return sum;
}

/* Solves (J'J + damping diag) step = -J'e for the free parameters by Cholesky's method; FALSE: singular. */
static gboolean
solve_step (const Problem *problem,
            double         normal[N_PARAMETERS][N_PARAMETERS],
            const double  *gradient,
            double         damping,
            double        *step)
{
  guint  at[N_PARAMETERS] = { 0 };
  guint  n_free = 0;
  double root[N_PARAMETERS][N_PARAMETERS];

  memset (step, 0, sizeof (double) * N_PARAMETERS);
  for (guint i = 0; i < N_PARAMETERS; i++)
    if (problem->is_free[i])
      at[n_free++] = i;
  for (guint i = 0; i < n_free; i++)
    for (guint j = 0; j <= i; j++)
      {
        double left = normal[at[i]][at[j]] * (i == j ? 1.0 + damping : 1.0);

        for (guint k = 0; k < j; k++)
          left -= root[i][k] * root[j][k];
        if (i == j && !(left > 1e-14 * normal[at[i]][at[i]]))
          return FALSE;
        root[i][j] = i == j ? sqrt (left) : left / root[j][j];
      }
  for (guint i = 0; i < n_free; i++)
    {
      step[at[i]] = -gradient[at[i]];
      for (guint k = 0; k < i; k++)
        step[at[i]] -= root[i][k] * step[at[k]];
      step[at[i]] /= root[i][i];
    }
  for (guint i = n_free; i-- > 0;)
    {
      for (guint k = i + 1; k < n_free; k++)
        step[at[i]] -= root[k][i] * step[at[k]];
      step[at[i]] /= root[i][i];
    }
  return TRUE;
}

/* Minimises the squares from @x, which it leaves at the least; returns it. */
static double
minimise (const Problem *problem, guint n_steps, double *x)
{
  double normal[N_PARAMETERS][N_PARAMETERS];
  double gradient[N_PARAMETERS];
  double damping = 1e-3;
  double sum = differentiate (problem, x, normal, gradient);

  for (guint i = 0; i < n_steps; i++)
    {
      double step[N_PARAMETERS];
      double trial[N_PARAMETERS];
      double before = sum;

      for (guint attempt = 0;; attempt++)
        {
          double trial_sum = INFINITY;

          if (attempt == 8)
            return sum;
          if (solve_step (problem, normal, gradient, damping, step))
            {
              for (guint j = 0; j < N_PARAMETERS; j++)
                trial[j] = x[j] + step[j];
              if (is_admissible (trial))
                trial_sum = sum_squares (problem, trial);
            }
          if (trial_sum < sum)
            break;
          damping *= 10.0;
        }
      memcpy (x, trial, sizeof trial);
      sum = differentiate (problem, x, normal, gradient);
      damping = MAX (damping * 0.1, 1e-9);
      if (before - sum < GOOD_ENOUGH * before)
        break;
    }
  return sum;
}

/* Differences the @n values of @w in place, @d times; what is left begins at @w. */
static void
difference (double *w, guint n, guint d)
{
  for (guint k = 0; k < d; k++)
    for (guint t = 0; t + k + 1 < n; t++)
      w[t] = w[t + 1] - w[t];
}

/* The KPSS statistic for a level, with Bartlett's weights over trunc (3 sqrt (n) / 13) lags. */
static double
test_level (const double *w, guint n)
{
  guint  n_lags = (guint)(3.0 * sqrt (n) / 13.0);
  double mean = 0.0;
  double running = 0.0;
  double sums = 0.0;
  double variance = 0.0;

  for (guint t = 0; t < n; t++)
    mean += w[t] / n;
  for (guint t = 0; t < n; t++)
    {
      running += w[t] - mean;
      sums += running * running;
    }
  for (guint lag = 0; lag <= n_lags; lag++)
    {
      double covariance = 0.0;

      for (guint t = lag; t < n; t++)
        covariance += (w[t] - mean) * (w[t - lag] - mean);
      variance += covariance * (lag == 0 ? 1.0 : 2.0 * (1.0 - lag / (n_lags + 1.0)));
    }
  return variance > 0.0 ? sums / (n * variance) : 0.0;
}

/* Fits what fit->p, d, q and with_mean say to the differenced @w, from what @fit holds. */
static void
fit_differenced (const double *w, guint n, guint n_steps, BwArimaFit *fit)
{
  Problem problem = {
    .w = w,
    .n = n,
    .is_free = { fit->with_mean, fit->p > 0, fit->p > 1, fit->q > 0, fit->q > 1 },
  };
  double x[N_PARAMETERS] = { fit->mean, fit->ar[0], fit->ar[1], fit->ma[0], fit->ma[1] };
  guint  n_errors = n - MAX_ORDER;
  guint  k = fit->p + fit->q + (fit->with_mean ? 1 : 0) + 1;

  for (guint i = 0; i < N_PARAMETERS; i++)
    if (!problem.is_free[i])
      x[i] = 0.0;
  fit->sum = minimise (&problem, n_steps, x);
  fit->mean = x[0];
  fit->ar[0] = x[1];
  fit->ar[1] = x[2];
  fit->ma[0] = x[3];
  fit->ma[1] = x[4];
  fit->aicc = INFINITY;
  if (n_errors > k + 1)
    fit->aicc = n_errors * log (MAX (fit->sum, G_MINDOUBLE)) + 2.0 * k + 2.0 * k * (k + 1.0) / (n_errors - k - 1.0);
}

/* How often @y is to be differenced until the KPSS test does not see its level wander: 0 to 2. */
guint
bw_arima_differences (const double *y,
                      guint         n)
{
  g_autofree double *w = g_memdup2 (y, sizeof (double) * n);
  guint              d = 0;

  while (d < MAX_ORDER && n - d > FEWEST / 2 && test_level (w, n - d) > KPSS_LIMIT)
    {
      difference (w, n - d, 1);
      d++;
    }
  return d;
}

/* Fits the model that @fit names (p, d, q, with_mean; the rest is filled) to the @n values of @y; FALSE: too few. */
gboolean
bw_arima_fit (const double *y,
              guint         n,
              BwArimaFit   *fit)
{
  g_autofree double *w = g_memdup2 (y, sizeof (double) * n);

  if (n < FEWEST)
    return FALSE;
  difference (w, n, fit->d);
  fit->mean = fit->ar[0] = fit->ar[1] = fit->ma[0] = fit->ma[1] = 0.0;
  for (guint t = 0; fit->with_mean && t < n - fit->d; t++)
    fit->mean += w[t] / (n - fit->d);
  fit_differenced (w, n - fit->d, N_STEPS, fit);
  return TRUE;
}

/* Fills @fits (array length=MAX_MODELS) with all models of @y at the d that the KPSS test says; returns how many. */
static guint
fit_grid (const double *y, guint n, BwArimaFit *fits)
{
  g_autofree double *w = g_memdup2 (y, sizeof (double) * n);
  guint              d = bw_arima_differences (y, n);
  guint              n_fits = 0;

  difference (w, n, d);
  for (guint with_mean = d == 0; with_mean <= (d < 2); with_mean++)
    for (guint p = 0; p <= MAX_ORDER; p++)
      for (guint q = 0; q <= MAX_ORDER; q++)
        {
          BwArimaFit *fit = &fits[n_fits++];

          if (q > 0)
            *fit = fit[-1];
          else if (p > 0)
            *fit = fit[-MAX_ORDER - 1];
          else
            {
              *fit = (BwArimaFit) { .d = d, .with_mean = with_mean };
              for (guint t = 0; with_mean && t < n - d; t++)
                fit->mean += w[t] / (n - d);
            }
          fit->p = p;
          fit->q = q;
          fit_differenced (w, n - d, N_TRIAL_STEPS, fit);
        }
  return n_fits;
}

/* Fits the model that AICc says; FALSE: too few values. */
gboolean
bw_arima_choose (const double *y,
                 guint         n,
                 BwArimaFit   *fit)
{
  BwArimaFit fits[MAX_MODELS];
  guint      n_fits;

  if (n < FEWEST)
    return FALSE;
  n_fits = fit_grid (y, n, fits);
  *fit = fits[0];
  for (guint i = 1; i < n_fits; i++)
    if (fits[i].aicc < fit->aicc)
      *fit = fits[i];
  return TRUE;
}

/* Says @horizon values after @z with @fit, and what was said of each of @z into @said (NaN: nothing), with @w (array
 * length=n + horizon) to work in. */
static void
run_model (const double     *z,
           guint             n,
           const BwArimaFit *fit,
           double           *w,
           double           *said,
           guint             horizon,
           double           *ahead)
{
  double last[MAX_ORDER] = { 0.0, 0.0 };
  guint  n_w = n - fit->d;
  double e1 = 0.0, e2 = 0.0;

  memcpy (w, z, sizeof (double) * n);
  for (guint k = 0; k < fit->d; k++)
    {
      last[k] = w[n - k - 1];
      difference (w, n - k, 1);
    }
  for (guint t = 0; t < n && t < MAX_ORDER + fit->d; t++)
    said[t] = NAN;
  for (guint t = MAX_ORDER; t < n_w + horizon; t++)
    {
      double expected = fit->mean + fit->ar[0] * (w[t - 1] - fit->mean) + fit->ar[1] * (w[t - 2] - fit->mean);

      expected += fit->ma[0] * e1 + fit->ma[1] * e2;
      e2 = e1;
      e1 = 0.0;
      if (t < n_w)
        {
          e1 = w[t] - expected;
          said[t + fit->d] = z[t + fit->d] - e1;
          continue;
        }
      w[t] = expected;
      for (guint k = fit->d; k-- > 0;)
        {
          last[k] += expected;
          expected = last[k];
        }
      ahead[t - n_w] = expected;
    }
}

/* The average of what all models say of @z, each weighted by exp (-AICc / 2); returns the numbers fitted in the best. */
static guint
average_models (const double *z, guint n, double *said, guint horizon, double *ahead)
{
  BwArimaFit         fits[MAX_MODELS];
  guint              n_fits = fit_grid (z, n, fits);
  g_autofree double *w = g_new (double, n + horizon);
  g_autofree double *one = g_new (double, n + horizon);
  const BwArimaFit  *best = &fits[0];
  double             total = 0.0;

  for (guint i = 1; i < n_fits; i++)
    if (fits[i].aicc < best->aicc)
      best = &fits[i];
  memset (said, 0, sizeof (double) * n);
  memset (ahead, 0, sizeof (double) * horizon);
  for (guint i = 0; i < n_fits; i++)
    {
      double weight = exp (0.5 * (best->aicc - fits[i].aicc));

      if (!(weight > LEAST_WEIGHT))
        continue;
      total += weight;
      run_model (z, n, &fits[i], w, one, horizon, one + n);
      for (guint t = 0; t < n; t++)
        said[t] += weight * one[t];
      for (guint h = 0; h < horizon; h++)
        ahead[h] += weight * one[n + h];
    }
  for (guint t = 0; t < n; t++)
    said[t] /= total;
  for (guint h = 0; h < horizon; h++)
    ahead[h] /= total;
  return best->p + best->q + (best->with_mean ? 1 : 0);
}

/* ARIMA of the series without its season. A BwMember. */
void
bw_arima_forecast (const double     *y,
                   guint             n,
                   guint             season,
                   guint             horizon,
                   BwMemberForecast *forecast)
{
  g_autofree double *z = g_new (double, MAX (n, 1));
  g_autofree double *said = g_new (double, MAX (n, 1));
  g_autofree double *indices = g_new (double, MAX (season, 1));
  BwSeasonKind       kind = bw_season_take_out (y, n, season, indices, z);
  double             offset = n > 0 ? z[0] : 0.0;
  double             scale = 0.0;
  double             sum = 0.0;
  guint              n_said = 0;
  guint              n_fitted;

  for (guint t = 0; t < n; t++)
    scale = MAX (scale, fabs (z[t] - offset));
  for (guint t = 0; t < n && scale > 0.0; t++)
    z[t] = (z[t] - offset) / scale;
  if (!(scale > 0.0) || isinf (scale) || n < FEWEST)
    {
      bw_naive2_forecast (y, n, season, horizon, forecast);
      return;
    }
  n_fitted = average_models (z, n, said, horizon, forecast->mean);
  for (guint h = 0; h < horizon; h++)
    forecast->mean[h] = offset + scale * forecast->mean[h];
  for (guint t = 0; t < n; t++)
    said[t] = offset + scale * said[t];
  bw_season_restore (forecast->mean, horizon, n, season, kind, indices);
  bw_season_restore (said, n, 0, season, kind, indices);
  for (guint t = 0; t < n; t++)
    {
      if (forecast->fitted != NULL)
        forecast->fitted[t] = said[t];
      if (isnan (said[t]))
        continue;
      sum += (y[t] - said[t]) * (y[t] - said[t]);
      n_said++;
    }
  forecast->sigma2 = sum / MAX (n_said - MIN (n_said, n_fitted), 1);
  forecast->aicc = NAN;
}
