/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exponential smoothing: what a fitted model says of the time to come, and how wide it may miss.
 *
 * Variances from Hyndman, Koehler, Ord and Snyder (2005); Hyndman and others (2008), chapter 6. With
 * c(j) = alpha + beta (phi + ... + phi^j) + gamma [j is a multiple of the period]:
 *
 *   added errors     v(h) = s^2 (1 + sum of c(j)^2 for j < h)
 *   relative errors  v(h) = (1 + s^2) theta(h) - mean(h)^2, theta(h) = mean(h)^2 + s^2 sum of c(j)^2 theta(h - j)
 *
 * Where relative errors go with a multiplied season, level, slope and the season's value are all multiplied by what each
 * error makes of them, so that first and second moments follow step by step. A value's season moves only in the steps a
 * whole number of periods before it, so 2 x 2 matrices of level and slope are enough, tilted in these steps by
 * (1 + gamma e): with x' = (F + G e) x
 *
 *   E (1 + gamma e)^2 x' x'^T = (1 + gamma^2 s^2) F M F^T + 2 gamma s^2 (F M G^T + G M F^T) + (s^2 + 3 gamma^2 s^4) G M G^T
 *
 * for normal errors. Exact, as the matrices of all seasons of the book are, at O(horizon^2). */

#include "core/bw-ets-private.h"

#include "core/bw-season.h"

#include <float.h>
#include <math.h>
#include <string.h>

static double
keep_finite (double value)
{
  return CLAMP (value, -DBL_MAX, DBL_MAX);
}

/* The name of @model as the literature writes it: "ETS(M,Ad,A)". */
char *
bw_ets_model_dup_name (const BwEtsModel *model)
{
  static const char *const trends[] = { "N", "A", "Ad" };
  static const char *const seasons[] = { "N", "A", "M" };

  return g_strdup_printf ("ETS(%s,%s,%s)", model->relative ? "M" : "A", trends[model->trend], seasons[model->season]);
}

/* Fills @mean (array length=horizon) with what the fitted model expects after the series. */
void
bw_ets_fit_mean (const BwEtsFit *fit,
                 guint           horizon,
                 double         *mean)
{
  double damping = fit->phi;
  double reach = damping;

  for (guint h = 0; h < horizon; h++)
    {
      double q = fit->last.level + reach * fit->last.slope;
      double seasonal = fit->last.seasonal[h % fit->period];

      if (fit->model.season == BW_ETS_MULTIPLICATIVE_SEASON)
        q *= seasonal;
      else if (fit->model.season == BW_ETS_ADDITIVE_SEASON)
        q += seasonal;
      mean[h] = keep_finite (q);
      damping *= fit->phi;
      reach += damping;
    }
}

/* First and second moments of level and slope. */
typedef struct
{
  double level;
  double slope;
  double level_level;
  double level_slope;
  double slope_slope;
} Moments;

/* One error more, @gamma being the speed of the season that the moments are to be tilted by; 0: by none. */
static void
step_moments (Moments        *x,
              const BwEtsFit *fit,
              double          gamma)
{
  double phi = fit->phi;
  double alpha = fit->alpha;
  double beta = fit->beta;
  double s2 = fit->variance;
  double q = x->level + phi * x->slope;
  double qq = x->level_level + 2.0 * phi * x->level_slope + phi * phi * x->slope_slope;
  double qb = phi * (x->level_slope + phi * x->slope_slope);
  double bb = phi * phi * x->slope_slope;
  double plain = 1.0 + gamma * gamma * s2;
  double cross = 2.0 * gamma * s2;
  double error = s2 + 3.0 * gamma * gamma * s2 * s2;

  x->level = q * (1.0 + gamma * alpha * s2);
  x->slope = phi * x->slope + gamma * beta * s2 * q;
  x->level_level = qq * (plain + 2.0 * cross * alpha + error * alpha * alpha);
  x->level_slope = plain * qb + cross * (beta * qq + alpha * qb) + error * alpha * beta * qq;
  x->slope_slope = plain * bb + 2.0 * cross * beta * qb + error * beta * beta * qq;
}

static double
find_seasonal_variance (const BwEtsFit *fit,
                        guint           h)
{
  double  level = fit->last.level;
  double  slope = fit->last.slope;
  double  phi = fit->phi;
  double  seasonal = fit->last.seasonal[(h - 1) % fit->period];
  Moments x = { level, slope, level * level, level * slope, slope * slope };
  double  mean;
  double  square;

  for (guint j = 1; j < h; j++)
    step_moments (&x, fit, (h - j) % fit->period == 0 ? fit->gamma : 0.0);
  mean = seasonal * (x.level + phi * x.slope);
  square = seasonal * seasonal * (x.level_level + 2.0 * phi * x.level_slope + phi * phi * x.slope_slope);
  return MAX (square * (1.0 + fit->variance) - mean * mean, 0.0);
}

/* Fills @variance (array length=horizon) with the variance of what comes around bw_ets_fit_mean (), the parameters taken
 * as known. NaN where a single value leaves nothing to tell it by. */
void
bw_ets_fit_variance (const BwEtsFit *fit,
                     guint           horizon,
                     double         *variance)
{
  g_autofree double *weight = g_new (double, horizon + 1); /* c(j)^2 */
  g_autofree double *theta = g_new (double, horizon + 1);
  double             damping = 1.0;
  double             reach = 0.0;
  double             sum = 1.0;

  for (guint h = 1; h <= horizon; h++)
    {
      double c;

      damping *= fit->phi;
      reach += damping;
      c = fit->alpha + fit->beta * reach;
      if (fit->model.season == BW_ETS_ADDITIVE_SEASON && h % fit->period == 0)
        c += fit->gamma;
      weight[h] = c * c;
    }
  bw_ets_fit_mean (fit, horizon, variance);
  for (guint h = 1; h <= horizon; h++)
    {
      double mean = variance[h - 1];
      double found;

      if (!fit->model.relative)
        {
          found = fit->variance * sum;
          sum += weight[h];
        }
      else if (fit->model.season == BW_ETS_MULTIPLICATIVE_SEASON)
        {
          found = find_seasonal_variance (fit, h);
        }
      else
        {
          theta[h] = mean * mean;
          for (guint j = 1; j < h; j++)
            theta[h] += fit->variance * weight[j] * theta[h - j];
          found = theta[h] * (1.0 + fit->variance) - mean * mean;
        }
      variance[h - 1] = keep_finite (found);
    }
}

static void
tell (const BwEtsFit   *fit,
      guint             horizon,
      BwMemberForecast *forecast)
{
  bw_ets_fit_mean (fit, horizon, forecast->mean);
  forecast->sigma2 = fit->sigma2;
  forecast->aicc = fit->aicc;
}

/* Simple exponential smoothing, ETS(A,N,N): a level that follows the values. */
void
bw_ses_forecast (const double     *y,
                 guint             n,
                 guint             season,
                 guint             horizon,
                 BwMemberForecast *forecast)
{
  static const BwEtsModel model = { FALSE, BW_ETS_NO_TREND, BW_ETS_NO_SEASON };
  BwEtsFit                fit;

  bw_ets_fit (y, n, 1, &model, &fit, forecast->fitted);
  tell (&fit, horizon, forecast);
}

/* Forecasts by @member the series without its season, as far as it has one, and lays the season on what comes out. */
static void
forecast_adjusted (BwMember          member,
                   const double     *y,
                   guint             n,
                   guint             season,
                   guint             horizon,
                   BwMemberForecast *forecast)
{
  g_autofree double *adjusted = g_new (double, n);
  g_autofree double *indices = g_new (double, MAX (season, 1));
  BwSeasonKind       kind = bw_season_take_out (y, n, season, indices, adjusted);

  member (adjusted, n, 1, horizon, forecast);
  bw_season_restore (forecast->mean, horizon, n, season, kind, indices);
  for (guint h = 0; h < horizon; h++)
    forecast->mean[h] = keep_finite (forecast->mean[h]);
  if (forecast->fitted == NULL)
    return;
  bw_season_restore (forecast->fitted, n, 0, season, kind, indices);
  for (guint t = 0; t < n; t++)
    forecast->fitted[t] = keep_finite (forecast->fitted[t]);
}

static void
smooth_damped (const double     *y,
               guint             n,
               guint             season,
               guint             horizon,
               BwMemberForecast *forecast)
{
  static const BwEtsModel damped = { FALSE, BW_ETS_DAMPED_TREND, BW_ETS_NO_SEASON };
  BwEtsFit                fit;

  if (bw_ets_fit (y, n, season, &damped, &fit, forecast->fitted))
    tell (&fit, horizon, forecast);
  else
    bw_ses_forecast (y, n, season, horizon, forecast);
}

/* The damped trend of Gardner and McKenzie (1985), ETS(A,Ad,N), on the series without its season where it has one. */
void
bw_damped_forecast (const double     *y,
                    guint             n,
                    guint             season,
                    guint             horizon,
                    BwMemberForecast *forecast)
{
  forecast_adjusted (smooth_damped, y, n, season, horizon, forecast);
}

/* The best of the 15 models by AICc. A season too long to be a state is taken out before. */
void
bw_ets_forecast (const double     *y,
                 guint             n,
                 guint             season,
                 guint             horizon,
                 BwMemberForecast *forecast)
{
  BwEtsFit fit;

  if (season > BW_ETS_MAX_SEASON)
    {
      forecast_adjusted (bw_ets_forecast, y, n, season, horizon, forecast);
      return;
    }
  bw_ets_choose (y, n, season, &fit, forecast->fitted);
  tell (&fit, horizon, forecast);
}

/* The mean of what the 15 models say, by their weights (bw_ets_average ()). A season too long to be a state is taken out
 * before. */
void
bw_ets_mixture_forecast (const double     *y,
                         guint             n,
                         guint             season,
                         guint             horizon,
                         BwMemberForecast *forecast)
{
  if (season > BW_ETS_MAX_SEASON)
    forecast_adjusted (bw_ets_mixture_forecast, y, n, season, horizon, forecast);
  else if (!bw_ets_average (y, n, season, horizon, forecast))
    bw_ets_forecast (y, n, season, horizon, forecast);
}
