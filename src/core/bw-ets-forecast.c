/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exponential smoothing: what a fitted model says of the time to come, and how wide it may miss.
 *
 * Variances from Hyndman, Koehler, Ord and Snyder (2005); Hyndman and others (2008), chapter 6. With
 * c(j) = alpha + beta (phi + ... + phi^j) + gamma [j is a multiple of the period]:
 *
 *   added errors     v(h) = s^2 (1 + sum of c(j)^2 for j < h)
 *   relative errors  v(h) = (1 + s^2) theta(h) - mean(h)^2, theta(h) = mean(h)^2 + s^2 sum of c(j)^2 theta(h - j)
 *   and season       the same without gamma for the mean before its season, times (1 + gamma^2 s^2) for each season that
 *                    has gone by, and the season's square: near enough while s is small. */

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

/* Fills @variance (array length=horizon) with the variance of what comes around bw_ets_fit_mean (), the parameters taken
 * as known. NaN where a single value leaves nothing to tell it by. */
void
bw_ets_fit_variance (const BwEtsFit *fit,
                     guint           horizon,
                     double         *variance)
{
  g_autofree double *weight = g_new (double, horizon + 1); /* c(j)^2 */
  g_autofree double *theta = g_new (double, horizon + 1);
  gboolean           times = fit->model.season == BW_ETS_MULTIPLICATIVE_SEASON;
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
  if (!fit->model.relative)
    {
      for (guint h = 1; h <= horizon; h++)
        {
          variance[h - 1] = keep_finite (fit->variance * sum);
          sum += weight[h];
        }
      return;
    }
  bw_ets_fit_mean (fit, horizon, variance);
  for (guint h = 1; h <= horizon; h++)
    {
      double seasonal = times ? fit->last.seasonal[(h - 1) % fit->period] : 1.0;
      double mean = variance[h - 1] / seasonal;
      double more = times ? pow (1.0 + fit->gamma * fit->gamma * fit->variance, (h - 1) / fit->period) : 1.0;

      theta[h] = mean * mean;
      for (guint j = 1; j < h; j++)
        theta[h] += fit->variance * weight[j] * theta[h - j];
      variance[h - 1] = keep_finite (seasonal * seasonal * (theta[h] * (1.0 + fit->variance) * more - mean * mean));
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

/* The damped trend of Gardner and McKenzie (1985), ETS(A,Ad,N), on the series without its season where it has one. */
void
bw_damped_forecast (const double     *y,
                    guint             n,
                    guint             season,
                    guint             horizon,
                    BwMemberForecast *forecast)
{
  static const BwEtsModel models[] = {
    { FALSE, BW_ETS_DAMPED_TREND, BW_ETS_NO_SEASON },
    { FALSE, BW_ETS_NO_TREND, BW_ETS_NO_SEASON },
  };
  g_autofree double *adjusted = g_new (double, n);
  g_autofree double *indices = g_new (double, MAX (season, 1));
  BwSeasonKind       kind = bw_season_take_out (y, n, season, indices, adjusted);
  BwEtsFit           fit;

  if (!bw_ets_fit (adjusted, n, 1, &models[0], &fit, forecast->fitted))
    bw_ets_fit (adjusted, n, 1, &models[1], &fit, forecast->fitted);
  tell (&fit, horizon, forecast);
  bw_season_restore (forecast->mean, horizon, n, season, kind, indices);
  if (forecast->fitted != NULL)
    bw_season_restore (forecast->fitted, n, 0, season, kind, indices);
}

/* The best of the 15 models by AICc. */
void
bw_ets_forecast (const double     *y,
                 guint             n,
                 guint             season,
                 guint             horizon,
                 BwMemberForecast *forecast)
{
  BwEtsFit fit;

  bw_ets_choose (y, n, season, &fit, forecast->fitted);
  tell (&fit, horizon, forecast);
}
