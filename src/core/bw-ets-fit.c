/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exponential smoothing: the numbers of one model that make a series most likely.
 *
 * Levenberg's and Marquardt's steps (Marquardt 1963) on the normal equations of bw-ets-state.c, over parameters and
 * first states together: errors are linear in the first states of an additive model, so these cost hardly a step of
 * their own, as many as a season has. Parameters are kept in a box: a step that leaves it is cut at the wall it meets
 * and solved again for the others; a number at a wall that the gradient presses on rests. That finds optima on the
 * bounds (alpha near 1, no slope's change), which many series have, exactly. Mostly 4 to 8 passes.
 *
 * First states come from a classical decomposition and a straight line through the beginning, parameters from the best
 * of a few on a grid. Bounds are those called usual in Hyndman and others (2008), section 10.2, with phi from 0.8 to
 * 0.98. */

#include "core/bw-ets-private.h"

#include <math.h>
#include <string.h>

enum
{
  SHRINKINGS = 4, /* of first states with which a model cannot be */
};

#define LEAST_SHARE 1e-4
#define LEAST_PHI   0.8
#define MOST_PHI    0.98
#define LEAST_RATIO 1e-2 /* of a multiplicative season's first values */

static const double lower[BW_ETS_SEASONAL] = { LEAST_SHARE, LEAST_SHARE, LEAST_SHARE, LEAST_PHI, -INFINITY, -INFINITY };
static const double upper[BW_ETS_SEASONAL] = {
  1.0 - LEAST_SHARE, 1.0 - LEAST_SHARE, 1.0 - LEAST_SHARE, MOST_PHI, INFINITY, INFINITY
};

/* Whether a model has the number at the given place. */
gboolean
bw_ets_has (const BwEtsModel *model,
            guint             number)
{
  switch (number)
    {
    case BW_ETS_ALPHA:
    case BW_ETS_LEVEL:
      return TRUE;
    case BW_ETS_BETA_SHARE:
    case BW_ETS_SLOPE:
      return model->trend != BW_ETS_NO_TREND;
    case BW_ETS_PHI:
      return model->trend == BW_ETS_DAMPED_TREND;
    default:
      return model->season != BW_ETS_NO_SEASON;
    }
}

static double
least (const BwEtsModel *model,
       guint             number)
{
  if (number < BW_ETS_SEASONAL)
    return lower[number];
  return model->season == BW_ETS_MULTIPLICATIVE_SEASON ? LEAST_RATIO : -INFINITY;
}

static double
most (guint number)
{
  return number < BW_ETS_SEASONAL ? upper[number] : INFINITY;
}

/* The mean of each part of the season after a centred moving average is taken off (or out), made to add up as it must. */
static void
decompose (const BwEtsSeries *series,
           gboolean           times,
           double            *seasonal)
{
  guint  period = series->period;
  guint  half = period / 2;
  double mean = 0.0;
  guint  counts[BW_ETS_MAX_SEASON] = { 0 };

  memset (seasonal, 0, period * sizeof *seasonal);
  for (guint t = half; t + half < series->n; t++)
    {
      double sum = 0.0;
      double level;

      for (guint i = t - half + (period % 2 == 0); i <= t + half; i++)
        sum += series->y[i];
      if (period % 2 == 0)
        sum += 0.5 * (series->y[t - half] - series->y[t + half]);
      level = sum / period;
      if (times && level <= 0.0)
        continue;
      seasonal[t % period] += times ? series->y[t] / level : series->y[t] - level;
      counts[t % period]++;
    }
  for (guint i = 0; i < period; i++)
    {
      seasonal[i] = counts[i] > 0 ? seasonal[i] / counts[i] : times ? 1.0
                                                                    : 0.0;
      if (times)
        seasonal[i] = MAX (seasonal[i], 2.0 * LEAST_RATIO);
      mean += seasonal[i] / period;
    }
  for (guint i = 0; i < period; i++)
    seasonal[i] = times ? seasonal[i] / mean : seasonal[i] - mean;
}

static void
start_level (const BwEtsSeries *series,
             const BwEtsModel  *model,
             const double      *seasonal,
             double            *numbers)
{
  guint  n = MIN (series->n, MAX (10, 2 * series->period));
  double middle = 0.5 * (n + 1);
  double mean = 0.0;
  double with_time = 0.0;
  double time_squares = 0.0;

  for (guint t = 0; t < n; t++)
    {
      double value = series->y[t];

      if (model->season == BW_ETS_ADDITIVE_SEASON)
        value -= seasonal[t % series->period];
      else if (model->season == BW_ETS_MULTIPLICATIVE_SEASON)
        value /= seasonal[t % series->period];
      mean += value / n;
      with_time += value * (t + 1 - middle);
      time_squares += (t + 1 - middle) * (t + 1 - middle);
    }
  numbers[BW_ETS_LEVEL] = mean;
  numbers[BW_ETS_SLOPE] = 0.0;
  if (model->trend != BW_ETS_NO_TREND && time_squares > 0.0)
    {
      numbers[BW_ETS_SLOPE] = with_time / time_squares;
      numbers[BW_ETS_LEVEL] = mean - middle * numbers[BW_ETS_SLOPE];
      if (series->y[0] > 0.0 && numbers[BW_ETS_LEVEL] + numbers[BW_ETS_SLOPE] <= 0.0)
        {
          numbers[BW_ETS_LEVEL] = mean;
          numbers[BW_ETS_SLOPE] = 0.0;
        }
    }
}

/* Sets the parameters to the best of a few; FALSE: the model can be with none of them. */
static gboolean
start_parameters (const BwEtsSeries *series,
                  const BwEtsModel  *model,
                  double            *numbers)
{
  static const double grid[][3] = {
    { 0.1, 0.05, 0.05 },
    { 0.3, 0.1, 0.1 },
    { 0.6, 0.05, 0.2 },
    { 0.9, 0.2, 0.3 },
  };
  double best = INFINITY;
  double trial[BW_ETS_MAX_NUMBERS];

  memcpy (trial, numbers, sizeof trial);
  for (guint i = 0; i < G_N_ELEMENTS (grid); i++)
    {
      double value;

      trial[BW_ETS_ALPHA] = grid[i][0];
      trial[BW_ETS_BETA_SHARE] = model->trend == BW_ETS_NO_TREND ? 0.0 : grid[i][1];
      trial[BW_ETS_GAMMA_SHARE] = model->season == BW_ETS_NO_SEASON ? 0.0 : grid[i][2];
      value = bw_ets_run (series, model, trial, NULL, NULL, NULL);
      if (value < best || i == 0)
        memcpy (numbers, trial, sizeof trial);
      best = MIN (best, value);
    }
  return isfinite (best);
}

/* Fills @numbers with where to begin for @model: first states from the beginning of the series, parameters from the
 * best of a few. A season that is larger than the level was in the beginning, so that relative errors would divide by
 * less than nothing, begins smaller. */
void
bw_ets_start (const BwEtsSeries *series,
              const BwEtsModel  *model,
              double            *numbers)
{
  double seasonal[BW_ETS_MAX_SEASON];
  double neutral = model->season == BW_ETS_MULTIPLICATIVE_SEASON ? 1.0 : 0.0;

  memset (numbers, 0, BW_ETS_MAX_NUMBERS * sizeof *numbers);
  numbers[BW_ETS_PHI] = model->trend == BW_ETS_DAMPED_TREND ? 0.95 : 1.0;
  if (model->season != BW_ETS_NO_SEASON)
    {
      decompose (series, model->season == BW_ETS_MULTIPLICATIVE_SEASON, seasonal);
      memcpy (numbers + BW_ETS_SEASONAL, seasonal, (series->period - 1) * sizeof *seasonal);
    }
  start_level (series, model, seasonal, numbers);
  for (guint i = 0; !start_parameters (series, model, numbers) && i < SHRINKINGS; i++)
    {
      numbers[BW_ETS_SLOPE] *= 0.5;
      for (guint k = 0; model->season != BW_ETS_NO_SEASON && k + 1 < series->period; k++)
        numbers[BW_ETS_SEASONAL + k] = 0.5 * (numbers[BW_ETS_SEASONAL + k] + neutral);
    }
}

/* The equations of a step over the numbers that may move. */
typedef struct
{
  guint  n;
  guint  numbers[BW_ETS_MAX_NUMBERS];
  double matrix[BW_ETS_MAX_NUMBERS][BW_ETS_MAX_NUMBERS]; /* lower half, then its Cholesky factor */
  double right[BW_ETS_MAX_NUMBERS];
} Equations;

static double
entry (const BwEtsSlopes *slopes,
       guint              row,
       guint              column)
{
  guint first = MIN (row, column);
  guint second = MAX (row, column);

  return slopes->normal[first * (slopes->n_columns / 2) + second / 2][second % 2];
}

/* Solves by Cholesky's factor; what the equations cannot tell stays where it is. */
static void
solve (Equations *equations)
{
  guint n = equations->n;

  for (guint i = 0; i < n; i++)
    {
      double *row = equations->matrix[i];
      double  pivot = row[i];

      for (guint j = 0; j < i; j++)
        {
          const double *other = equations->matrix[j];
          double        sum = row[j];

          for (guint k = 0; k < j; k++)
            sum -= row[k] * other[k];
          row[j] = sum * other[j];
        }
      for (guint k = 0; k < i; k++)
        pivot -= row[k] * row[k];
      row[i] = pivot > 1e-14 * equations->matrix[i][i] && pivot > 1e-280 ? 1.0 / sqrt (pivot) : 0.0;
    }
  for (guint i = 0; i < n; i++)
    {
      for (guint k = 0; k < i; k++)
        equations->right[i] -= equations->matrix[i][k] * equations->right[k];
      equations->right[i] *= equations->matrix[i][i];
    }
  for (guint i = n; i-- > 0;)
    {
      for (guint k = i + 1; k < n; k++)
        equations->right[i] -= equations->matrix[k][i] * equations->right[k];
      equations->right[i] *= equations->matrix[i][i];
    }
}

/* Sets up the equations for the numbers whose @held is not set, given how far the held ones go. */
static void
set_up (Equations         *equations,
        const BwEtsSlopes *slopes,
        const gboolean    *held,
        const double      *step,
        double             damping)
{
  guint columns = slopes->n_columns;

  equations->n = 0;
  for (guint i = 0; i < columns; i++)
    if (!held[i])
      equations->numbers[equations->n++] = i;
  for (guint i = 0; i < equations->n; i++)
    {
      guint row = equations->numbers[i];

      for (guint j = 0; j <= i; j++)
        equations->matrix[i][j] = entry (slopes, row, equations->numbers[j]);
      equations->matrix[i][i] *= 1.0 + damping;
      equations->right[i] = -slopes->gradient[row];
      for (guint k = 0; k < columns; k++)
        if (held[k] && step[k] != 0.0)
          equations->right[i] -= entry (slopes, row, k) * step[k];
    }
}

/* A step from @numbers within the bounds. Returns what the sum of squares should fall by. */
static double
find_step (const BwEtsModel  *model,
           const double      *numbers,
           const BwEtsSlopes *slopes,
           const gboolean    *exists,
           double             damping,
           double            *step)
{
  Equations equations;
  gboolean  held[BW_ETS_MAX_NUMBERS];
  gboolean  again = TRUE;
  double    gain = 0.0;

  for (guint i = 0; i < slopes->n_columns; i++)
    {
      step[i] = 0.0;
      held[i] = !exists[i] || (slopes->gradient[i] > 0.0 && numbers[i] <= least (model, i)) ||
                (slopes->gradient[i] < 0.0 && numbers[i] >= most (i));
    }
  while (again)
    {
      again = FALSE;
      set_up (&equations, slopes, held, step, damping);
      solve (&equations);
      for (guint i = 0; i < equations.n; i++)
        {
          guint  number = equations.numbers[i];
          double low = least (model, number) - numbers[number];
          double high = most (number) - numbers[number];

          step[number] = CLAMP (equations.right[i], low, high);
          if (step[number] != equations.right[i])
            held[number] = again = TRUE;
        }
      if (again)
        for (guint i = 0; i < equations.n; i++)
          if (!held[equations.numbers[i]])
            step[equations.numbers[i]] = 0.0;
    }
  for (guint i = 0; i < slopes->n_columns; i++)
    gain -= slopes->gradient[i] * step[i];
  return gain;
}

/* Improves @numbers until a step is to gain less than @tolerance of the criterion, or @max_steps are done. @slopes: room
 * for two, the first holds what is known of the point in the end. Returns the criterion there, infinite where the model
 * cannot be at the point where the search was to begin. */
double
bw_ets_search (const BwEtsSeries *series,
               const BwEtsModel  *model,
               double            *numbers,
               double             tolerance,
               guint              max_steps,
               BwEtsSlopes       *slopes)
{
  BwEtsSlopes *here = slopes;
  BwEtsSlopes *there = slopes + 1;
  double       trial[BW_ETS_MAX_NUMBERS] = { 0.0 };
  double       step[BW_ETS_MAX_NUMBERS];
  gboolean     exists[BW_ETS_MAX_NUMBERS];
  double       damping = 1e-3;

  bw_ets_slopes (series, model, numbers, here);
  if (!isfinite (here->value))
    return INFINITY;
  for (guint i = 0; i < here->n_columns; i++)
    exists[i] = bw_ets_has (model, i) && i < BW_ETS_SEASONAL + series->period - 1;
  for (guint i = 0; i < max_steps && damping < 1e8; i++)
    {
      double gain = find_step (model, numbers, here, exists, damping, step);

      if (!(gain * series->n > tolerance * here->squares))
        break;
      for (guint k = 0; k < here->n_columns; k++)
        trial[k] = numbers[k] + step[k];
      bw_ets_slopes (series, model, trial, there);
      if (there->value < here->value)
        {
          BwEtsSlopes *last = here;

          gain = here->value - there->value;
          here = there;
          there = last;
          memcpy (numbers, trial, here->n_columns * sizeof *numbers);
          damping = MAX (damping * 0.1, 1e-7);
          if (gain < 0.1 * tolerance)
            break;
        }
      else
        {
          damping = MAX (damping * 8.0, 1e-3);
        }
    }
  return here->value;
}
