/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exponential smoothing: the model among those allowed that explains a series best, and what it says of a series.
 *
 * Hyndman, Koehler, Snyder and Grose (2002), with the restrictions of Hyndman and others (2008): errors added or
 * relative, trend none, straight or damped, season none, added or multiplied; no multiplicative trend, which runs away,
 * and no added errors under a multiplied season, which can divide by nothing: 15 models. The choice is by AICc, with
 * first states counted as estimated. Relative errors and multiplied seasons need positive values, a season two of its
 * lengths.
 *
 * Models that differ only in whether errors are relative share recursions (bw-ets-state.c), so the second begins where
 * the first ended; models with a damped trend come first, as it holds the other trends in it, and where one is far
 * behind, its simpler sisters are left out. The searches stop early, and only the winner is polished. A season that
 * turns slowly is where they begin: another optimum, with a season that turns quickly, is at times a little likelier
 * and forecasts worse.
 *
 * Series are divided by a power of two near their greatest size, so that nothing overflows and no digit is lost. */

#include "core/bw-ets-private.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum
{
  QUICK_STEPS = 16,
  POLISH_STEPS = 60,
};

#define FAR_BEHIND       10.0 /* in AICc: no model this far behind wins by a simpler trend */
#define FLATTENED        0.25 /* of the differences in AICc, for weights */
#define QUICK_TOLERANCE  0.1  /* of -2 log likelihood */
#define POLISH_TOLERANCE 1e-5

/* The models in the order they are searched, and whose end each may begin from. */
static const struct
{
  BwEtsModel model;
  int        near;
} models[] = {
  { { FALSE, BW_ETS_DAMPED_TREND, BW_ETS_NO_SEASON }, -1 },
  { { TRUE, BW_ETS_DAMPED_TREND, BW_ETS_NO_SEASON }, 0 },
  { { FALSE, BW_ETS_DAMPED_TREND, BW_ETS_ADDITIVE_SEASON }, -1 },
  { { TRUE, BW_ETS_DAMPED_TREND, BW_ETS_ADDITIVE_SEASON }, 2 },
  { { TRUE, BW_ETS_DAMPED_TREND, BW_ETS_MULTIPLICATIVE_SEASON }, -1 },
  { { FALSE, BW_ETS_TREND, BW_ETS_NO_SEASON }, 0 },
  { { FALSE, BW_ETS_NO_TREND, BW_ETS_NO_SEASON }, 0 },
  { { TRUE, BW_ETS_TREND, BW_ETS_NO_SEASON }, 1 },
  { { TRUE, BW_ETS_NO_TREND, BW_ETS_NO_SEASON }, 1 },
  { { FALSE, BW_ETS_TREND, BW_ETS_ADDITIVE_SEASON }, 2 },
  { { FALSE, BW_ETS_NO_TREND, BW_ETS_ADDITIVE_SEASON }, 2 },
  { { TRUE, BW_ETS_TREND, BW_ETS_ADDITIVE_SEASON }, 3 },
  { { TRUE, BW_ETS_NO_TREND, BW_ETS_ADDITIVE_SEASON }, 3 },
  { { TRUE, BW_ETS_TREND, BW_ETS_MULTIPLICATIVE_SEASON }, 4 },
  { { TRUE, BW_ETS_NO_TREND, BW_ETS_MULTIPLICATIVE_SEASON }, 4 },
};

enum
{
  N_DAMPED = 5,
};

/* One model's end of search. */
typedef struct
{
  BwEtsModel model;
  double     numbers[BW_ETS_MAX_NUMBERS];
  double     value; /* of the criterion */
  double     aicc;
} Candidate;

static guint
count_numbers (const BwEtsModel *model,
               guint             period)
{
  guint n = 1;

  for (guint i = 0; i < BW_ETS_SEASONAL + period - 1; i++)
    n += bw_ets_has (model, i);
  return n;
}

static double
information (double value,
             guint  n,
             guint  n_numbers)
{
  return value + 2.0 * n_numbers + 2.0 * n_numbers * (n_numbers + 1.0) / (n - n_numbers - 1.0);
}

/* What one series is searched with. */
typedef struct
{
  BwEtsSeries series;
  gboolean    positive;
  double      scale;  /* y = scale * values */
  double     *values; /* (owned) */
  BwEtsSlopes slopes[2];
} Job;

static void
begin (Job          *job,
       const double *y,
       guint         n,
       guint         season)
{
  double greatest = 0.0;
  double least = INFINITY;
  int    exponent;

  for (guint t = 0; t < n; t++)
    {
      greatest = MAX (greatest, fabs (y[t]));
      least = MIN (least, y[t]);
    }
  frexp (greatest, &exponent);
  job->scale = greatest > 0.0 ? ldexp (0.5, exponent) : 1.0;
  job->positive = least > 0.0;
  job->values = g_new (double, MAX (n, 1));
  for (guint t = 0; t < n; t++)
    job->values[t] = y[t] / job->scale;
  job->series = (BwEtsSeries) { job->values, n, season >= 2 && season <= BW_ETS_MAX_SEASON && n >= 2 * season ? season : 1 };
}

static void
end (Job *job)
{
  g_free (job->values);
}

static gboolean
possible (const Job        *job,
          const BwEtsModel *model)
{
  if (model->season != BW_ETS_NO_SEASON && job->series.period < 2)
    return FALSE;
  if (model->season == BW_ETS_MULTIPLICATIVE_SEASON && !model->relative)
    return FALSE;
  if (model->relative && !job->positive)
    return FALSE;
  return job->series.n > count_numbers (model, job->series.period) + 1;
}

/* Searches for @model from another's end or, where that is none, or worse, from its own start. A straight trend looks at
 * both: what a damped one has come to may be nothing to go on straight from. */
static void
search (Job              *job,
        const BwEtsModel *model,
        const Candidate  *near, /* (nullable) */
        Candidate        *found)
{
  const BwEtsSeries *series = &job->series;
  double             start[BW_ETS_MAX_NUMBERS];
  double             value = INFINITY;

  found->model = *model;
  if (near != NULL && isfinite (near->value))
    {
      memcpy (start, near->numbers, sizeof start);
      if (model->trend != BW_ETS_DAMPED_TREND)
        start[BW_ETS_PHI] = 1.0;
      if (model->trend == BW_ETS_NO_TREND)
        start[BW_ETS_BETA_SHARE] = start[BW_ETS_SLOPE] = 0.0;
      value = bw_ets_run (series, model, start, NULL, NULL, NULL);
    }
  if (isinf (value) || model->trend == BW_ETS_TREND)
    {
      bw_ets_start (series, model, found->numbers);
      if (value < bw_ets_run (series, model, found->numbers, NULL, NULL, NULL))
        memcpy (found->numbers, start, sizeof start);
    }
  else
    {
      memcpy (found->numbers, start, sizeof start);
    }
  found->value = bw_ets_search (series, model, found->numbers, QUICK_TOLERANCE, QUICK_STEPS, job->slopes);
  found->aicc = information (found->value, series->n, count_numbers (model, series->period));
}

static void
polish (Job       *job,
        Candidate *candidate)
{
  candidate->value = bw_ets_search (&job->series, &candidate->model, candidate->numbers, POLISH_TOLERANCE, POLISH_STEPS,
                                    job->slopes);
}

static double
keep_finite (double value)
{
  return CLAMP (value, -DBL_MAX, DBL_MAX);
}

static void
enlarge (BwEtsState       *state,
         const BwEtsModel *model,
         guint             period,
         double            scale)
{
  state->level = keep_finite (state->level * scale);
  state->slope = keep_finite (state->slope * scale);
  if (model->season == BW_ETS_ADDITIVE_SEASON)
    for (guint i = 0; i < period; i++)
      state->seasonal[i] = keep_finite (state->seasonal[i] * scale);
}

/* Writes what was found in the series' own units. */
static void
describe (const Job       *job,
          const Candidate *found,
          BwEtsFit        *fit,
          double          *fitted)
{
  const BwEtsSeries *series = &job->series;
  const double      *numbers = found->numbers;
  guint              n = series->n;
  guint              n_numbers = count_numbers (&found->model, series->period);
  g_autofree double *own = fitted == NULL ? g_new (double, n) : NULL;
  double             squares;
  double             absolute = 0.0;
  double             value;

  if (fitted == NULL)
    fitted = own;
  memset (fit, 0, sizeof *fit);
  value = bw_ets_run (series, &found->model, numbers, &fit->last, fitted, &squares) + 2.0 * n * log (job->scale);
  for (guint t = 0; t < n; t++)
    {
      absolute += (series->y[t] - fitted[t]) * (series->y[t] - fitted[t]);
      fitted[t] = keep_finite (fitted[t] * job->scale);
    }

  fit->model = found->model;
  fit->n = n;
  fit->period = found->model.season == BW_ETS_NO_SEASON ? 1 : series->period;
  fit->alpha = numbers[BW_ETS_ALPHA];
  fit->beta = fit->alpha * numbers[BW_ETS_BETA_SHARE];
  fit->gamma = (1.0 - fit->alpha) * numbers[BW_ETS_GAMMA_SHARE];
  fit->phi = numbers[BW_ETS_PHI];
  fit->first = (BwEtsState) { numbers[BW_ETS_LEVEL], numbers[BW_ETS_SLOPE] };
  for (guint i = 0; found->model.season != BW_ETS_NO_SEASON && i < series->period; i++)
    fit->first.seasonal[i] = i + 1 < series->period ? numbers[BW_ETS_SEASONAL + i]
                                                    : bw_ets_last_seasonal (numbers, series->period, found->model.season);
  enlarge (&fit->first, &fit->model, series->period, job->scale);
  enlarge (&fit->last, &fit->model, series->period, job->scale);
  fit->n_parameters = n_numbers;
  fit->log_likelihood = -0.5 * value;
  fit->aicc = information (value, n, n_numbers);
  fit->variance = squares / (n - n_numbers + 1.0);
  fit->sigma2 = keep_finite (absolute / (n - n_numbers + 1.0) * job->scale * job->scale);
  if (!fit->model.relative)
    fit->variance = fit->sigma2;
}

/* Where there is nothing to estimate, or too little to do it with: the last value goes on. */
static void
describe_last (const double *y,
               guint         n,
               BwEtsFit     *fit,
               double       *fitted)
{
  double sum = 0.0;

  memset (fit, 0, sizeof *fit);
  fit->n = n;
  fit->period = 1;
  fit->alpha = 1.0;
  fit->phi = 1.0;
  fit->first.level = y[0];
  fit->last.level = y[n - 1];
  for (guint t = 1; t < n; t++)
    sum += (y[t] - y[t - 1]) * (y[t] - y[t - 1]) / (n - 1);
  fit->n_parameters = 1;
  fit->log_likelihood = fit->aicc = NAN;
  fit->variance = fit->sigma2 = n > 1 ? keep_finite (sum) : NAN;
  for (guint t = 0; fitted != NULL && t < n; t++)
    fitted[t] = t > 0 ? y[t - 1] : NAN;
}

static gboolean
all_equal (const double *y,
           guint         n)
{
  for (guint t = 1; t < n; t++)
    if (y[t] != y[0])
      return FALSE;
  return TRUE;
}

/* Polishes and describes what was found, if anything was. */
static gboolean
finish (Job          *job,
        const double *y,
        Candidate    *found,
        BwEtsFit     *fit,
        double       *fitted)
{
  if (!isfinite (found->aicc))
    {
      describe_last (y, job->series.n, fit, fitted);
      return FALSE;
    }
  polish (job, found);
  describe (job, found, fit, fitted);
  return TRUE;
}

/* Goes through the 15 models. The five with a damped trend, which holds the two other trends in it, come first; what is
 * far behind there is left out, as is what cannot be: an AICc that is infinite. Returns the place of the best. */
static guint
search_all (Job       *job,
            Candidate *found)
{
  double best = INFINITY;
  guint  at_best = 0;

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      const Candidate *near = models[i].near < 0 ? NULL : &found[models[i].near];

      found[i].value = found[i].aicc = INFINITY;
      if (!possible (job, &models[i].model))
        continue;
      if (i >= N_DAMPED && isfinite (near->aicc) && near->aicc > best + FAR_BEHIND)
        continue;
      search (job, &models[i].model, near, &found[i]);
      if (found[i].aicc < best)
        {
          best = found[i].aicc;
          at_best = i;
        }
    }
  return at_best;
}

/* Fits one @model to the @n finite values @y, which repeat every @season values. @fitted: (nullable): [n] (out): its
 * one-step forecasts. Returns FALSE, with the last value to go on in @fit, where the model cannot be: too few values, all
 * of them equal, some not positive under relative errors, or no season that could be estimated. */
gboolean
bw_ets_fit (const double     *y,
            guint             n,
            guint             season,
            const BwEtsModel *model,
            BwEtsFit         *fit,
            double           *fitted)
{
  Job       job;
  Candidate best = { .aicc = INFINITY };
  gboolean  done;

  g_return_val_if_fail (n > 0, FALSE);
  begin (&job, y, n, season);
  if (!all_equal (y, n) && possible (&job, model))
    search (&job, model, NULL, &best);
  done = finish (&job, y, &best, fit, fitted);
  end (&job);
  return done;
}

/* Fits the one of the 15 models that has the least AICc to the @n finite values @y, which repeat every @season values.
 * @fitted: (nullable): [n] (out): its one-step forecasts. Returns FALSE, with the last value to go on in @fit, where all
 * values are equal, or too few for any model. */
gboolean
bw_ets_choose (const double *y,
               guint         n,
               guint         season,
               BwEtsFit     *fit,
               double       *fitted)
{
  Job       job;
  Candidate found[G_N_ELEMENTS (models)];
  guint     best = 0;
  gboolean  done;

  g_return_val_if_fail (n > 0, FALSE);
  begin (&job, y, n, season);
  found[0].aicc = INFINITY;
  if (!all_equal (y, n))
    best = search_all (&job, found);
  done = finish (&job, y, &found[best], fit, fitted);
  end (&job);
  return done;
}

/* The log likelihood, as in BwEtsFit, of @y under @model with the given @parameters (alpha, beta, gamma, phi) and @first
 * state; minus infinite where the model cannot be. */
double
bw_ets_log_likelihood (const double     *y,
                       guint             n,
                       guint             season,
                       const BwEtsModel *model,
                       const double      parameters[4],
                       const BwEtsState *first)
{
  Job    job;
  double numbers[BW_ETS_MAX_NUMBERS] = { 0.0 };
  double unit;
  double value = INFINITY;

  g_return_val_if_fail (n > 0, NAN);
  begin (&job, y, n, season);
  unit = model->season == BW_ETS_ADDITIVE_SEASON ? job.scale : 1.0;
  numbers[BW_ETS_ALPHA] = parameters[0];
  numbers[BW_ETS_BETA_SHARE] = parameters[0] > 0.0 ? parameters[1] / parameters[0] : 0.0;
  numbers[BW_ETS_GAMMA_SHARE] = parameters[0] < 1.0 ? parameters[2] / (1.0 - parameters[0]) : 0.0;
  numbers[BW_ETS_PHI] = parameters[3];
  numbers[BW_ETS_LEVEL] = first->level / job.scale;
  numbers[BW_ETS_SLOPE] = first->slope / job.scale;
  for (guint i = 0; i + 1 < job.series.period; i++)
    numbers[BW_ETS_SEASONAL + i] = first->seasonal[i] / unit;
  if (model->season == BW_ETS_NO_SEASON || job.series.period > 1)
    value = bw_ets_run (&job.series, model, numbers, NULL, NULL, NULL);
  end (&job);
  return -0.5 * (value + 2.0 * n * log (job.scale));
}

/* The mean of what the models say, each weighted by its Akaike weight flattened, exp (-FLATTENED AICc / 2): Kolassa
 * (2011) found the mean better than the choice, for which of several models that explain a series about as well is the
 * right one can hardly be told. What was left out in the search has no weight. Returns FALSE where there is no model. */
gboolean
bw_ets_average (const double     *y,
                guint             n,
                guint             season,
                guint             horizon,
                BwMemberForecast *forecast)
{
  Job                job;
  Candidate          found[G_N_ELEMENTS (models)];
  const Candidate   *best;
  g_autofree double *mean = g_new (double, horizon);
  g_autofree double *fitted = g_new (double, n);
  g_autofree double *all_fitted = g_new0 (double, n);
  double             scale;
  double             total = 0.0;
  double             squares = 0.0;
  double             n_numbers = 0.0;

  begin (&job, y, n, season);
  best = all_equal (y, n) ? NULL : &found[search_all (&job, found)];
  if (best == NULL || !isfinite (best->aicc))
    {
      end (&job);
      return FALSE;
    }
  /* Models are added up on the scale they were fitted on, where nothing is too large to be. */
  scale = job.scale;
  job.scale = 1.0;
  memset (forecast->mean, 0, horizon * sizeof (double));
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    if (isfinite (found[i].aicc))
      total += exp (-0.5 * FLATTENED * (found[i].aicc - best->aicc));
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      double   weight = exp (-0.5 * FLATTENED * (found[i].aicc - best->aicc)) / total;
      BwEtsFit fit;

      if (!(weight > 0.0))
        continue;
      describe (&job, &found[i], &fit, fitted);
      bw_ets_fit_mean (&fit, horizon, mean);
      for (guint h = 0; h < horizon; h++)
        forecast->mean[h] += weight * mean[h];
      for (guint t = 0; t < n; t++)
        all_fitted[t] += weight * fitted[t];
      n_numbers += weight * fit.n_parameters;
    }
  for (guint t = 0; t < n; t++)
    squares += (job.values[t] - all_fitted[t]) * (job.values[t] - all_fitted[t]);
  for (guint h = 0; h < horizon; h++)
    forecast->mean[h] = keep_finite (forecast->mean[h] * scale);
  for (guint t = 0; forecast->fitted != NULL && t < n; t++)
    forecast->fitted[t] = keep_finite (all_fitted[t] * scale);
  forecast->sigma2 = keep_finite (squares / (n - n_numbers + 1.0) * scale * scale);
  forecast->aicc = NAN;
  end (&job);
  return TRUE;
}
