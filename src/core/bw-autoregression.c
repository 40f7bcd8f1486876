/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes told from the changes before them: ARIMA (p, 1, 0).
 *
 * The coefficients are Burg's (Burg, J. P. (1975): Maximum entropy spectral analysis), which gives all orders in one go. The orders are
 * not chosen from but averaged by their AICc weights (Burnham and Anderson 2002; Hurvich and Tsai 1989), as the next best is often
 * nearly as good. They reach up to a season and two, so that a season shows as the lag it has and needs no adjustment. Seasons
 * longer than LONGEST_SEASON would take more coefficients than series have values to tell them from; there only the short lags count.
 *
 * Smoothing methods see levels, slopes and seasons; what repeats at other lags (deliveries every third month, say) they
 * take for noise. That is what this member brings to a combination. O(n p). */

#include "core/bw-autoregression.h"

#include <math.h>
#include <string.h>

enum
{
  LONGEST_SEASON = 13,
  MAX_ORDER = LONGEST_SEASON + 2,
  VALUES_PER_LAG = 4, /* fewer do not tell it */
};

/* A model of less weight beside the best lends no lags. */
static const double least_weight = 0.01;

/* A fitted model of the changes, or the mean of several. */
typedef struct
{
  guint  order;
  double lags[MAX_ORDER]; /* [order] the first is that of the last change */
  double variance;
  double aicc;
} Model;

static guint
greatest_order (guint n,
                guint season)
{
  guint order = MIN (season, LONGEST_SEASON) + 2;

  return MIN (order, n / VALUES_PER_LAG);
}

static double
criterion (guint  n,
           guint  order,
           double variance)
{
  double k = order + 1;

  return n - k - 1 > 0 ? n * log (MAX (variance, G_MINDOUBLE)) + 2 * k * n / (n - k - 1) : INFINITY;
}

/* Goes from one order to the next: @lags [order], of which the last is the new reflection. */
static void
extend (double *lags,
        guint   order,
        double  reflection)
{
  double before[MAX_ORDER];

  memcpy (before, lags, (order - 1) * sizeof *lags);
  for (guint i = 0; i + 1 < order; i++)
    lags[i] = before[i] - reflection * before[order - 2 - i];
  lags[order - 1] = reflection;
}

/* Averages the models by how well they explain what they were fitted to, for the numbers they took. Those of next to no weight
 * lend no lags. */
static void
average_models (const Model *models,
                guint        n_models,
                double       least,
                Model       *mean)
{
  double total = 0;

  for (guint i = 0; i < n_models; i++)
    {
      double weight = exp ((least - models[i].aicc) / 2);

      total += weight;
      for (guint lag = 0; lag < i; lag++)
        mean->lags[lag] += weight * models[i].lags[lag];
      if (weight > least_weight)
        mean->order = i;
    }
  for (guint lag = 0; lag < MAX_ORDER; lag++)
    mean->lags[lag] = lag < mean->order ? mean->lags[lag] / total : 0;
}

/* Fits the @n values of @forward, about 1 in size, which is used up, and so is @backward, a copy. Gives the mean of all orders. */
static void
fit_burg (double *forward,
          double *backward,
          guint   n,
          guint   max_order,
          Model  *mean)
{
  Model  models[MAX_ORDER + 1] = { 0 };
  double least;
  guint  order;

  for (guint t = 0; t < n; t++)
    models[0].variance += forward[t] * forward[t] / n;
  least = models[0].aicc = criterion (n, 0, models[0].variance);
  for (order = 1; order <= max_order; order++)
    {
      double above = 0, below = 0, reflection;
      Model *at = &models[order];

      for (guint t = order; t < n; t++)
        {
          above += forward[t] * backward[t - 1];
          below += forward[t] * forward[t] + backward[t - 1] * backward[t - 1];
        }
      if (!(below > 0))
        break;
      reflection = 2 * above / below;
      for (guint t = n - 1; t >= order; t--)
        {
          double ahead = forward[t] - reflection * backward[t - 1];

          backward[t] = backward[t - 1] - reflection * forward[t];
          forward[t] = ahead;
        }
      *at = models[order - 1];
      at->order = order;
      extend (at->lags, order, reflection);
      at->variance *= 1 - reflection * reflection;
      at->aicc = criterion (n, order, at->variance);
      least = MIN (least, at->aicc);
    }
  average_models (models, order, least, mean);
}

/* The next change after the @n of @changes. */
static double
next_change (const Model  *model,
             const double *changes,
             guint         n)
{
  double sum = 0;

  for (guint i = 0; i < model->order && i < n; i++)
    sum += model->lags[i] * changes[n - 1 - i];
  return sum;
}

/* Gives what would have been said one step ahead, and its errors' variance. */
static void
look_back (const Model      *model,
           const double     *y,
           guint             n,
           const double     *changes,
           double            scale,
           BwMemberForecast *forecast)
{
  double sum = 0;
  guint  known = 0;

  for (guint t = 0; t < n; t++)
    {
      double said = t > model->order ? y[t - 1] + scale * next_change (model, changes, t - 1) : NAN;

      if (forecast->fitted != NULL)
        forecast->fitted[t] = said;
      if (t <= model->order)
        continue;
      sum += (y[t] - said) * (y[t] - said);
      known++;
    }
  forecast->sigma2 = known > model->order + 1 ? sum / (known - model->order - 1) : NAN;
}

/* Goes on with the last value where there is no change to learn from. A BwMember. */
void
bw_autoregression_forecast (const double     *y,
                            guint             n,
                            guint             season,
                            guint             horizon,
                            BwMemberForecast *forecast)
{
  Model              model = { 0 };
  guint              n_changes = n > 0 ? n - 1 : 0;
  double             scale = 0, last = n > 0 ? y[n - 1] : 0;
  g_autofree double *changes = g_new0 (double, n_changes + horizon + 1);
  g_autofree double *work = g_new (double, 2 * (gsize)n_changes + 1);

  for (guint t = 0; t < n_changes; t++)
    scale = MAX (scale, fabs (y[t + 1] - y[t]));
  for (guint t = 0; t < n_changes && scale > 0; t++)
    changes[t] = (y[t + 1] - y[t]) / scale;
  if (scale > 0)
    {
      memcpy (work, changes, n_changes * sizeof *work);
      memcpy (work + n_changes, changes, n_changes * sizeof *work);
      fit_burg (work, work + n_changes, n_changes, greatest_order (n, season), &model);
    }
  look_back (&model, y, n, changes, scale, forecast);
  for (guint h = 0; h < horizon; h++)
    {
      changes[n_changes + h] = next_change (&model, changes, n_changes + h);
      last += scale * changes[n_changes + h];
      forecast->mean[h] = last;
    }
  forecast->aicc = NAN;
}
