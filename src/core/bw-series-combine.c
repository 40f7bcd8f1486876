/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several members' forecasts of a series made one.
 *
 * Combinations of simple members beat the best of them, and a plain mean is hard to beat (Makridakis, Spiliotis and Assimakopoulos 2020;
 * Petropoulos and Svetunkov 2020, "A simple combination of univariate models"). Each member speaks twice where all values are
 * positive: on the values, where changes add up, and on their logarithms, where they multiply (Box and Cox 1964, lambda 1 and 0).
 * Choosing one of the two by a criterion is wrong about as often as it is right; both together are not. With MIN_TRIMMED voices or
 * more the lowest and the highest at each step are left out, so that one gone astray does not count (Jose and Winkler 2008). */

#include "core/bw-series-combine.h"

#include <math.h>

enum
{
  MIN_TRIMMED = 5,
  LOG_LEVEL = 10,
};

/* Makes room for series of up to @n values and forecasts of up to @horizon. */
void
bw_series_space_init (BwSeriesSpace *space,
                      guint          n,
                      guint          horizon)
{
  space->n = n;
  space->horizon = horizon;
  space->means = g_new (double, 2 * (gsize)BW_MAX_MEMBERS * MAX (horizon, 1));
  space->fits = g_new (double, 2 * (gsize)BW_MAX_MEMBERS * MAX (n, 1));
  space->logs = g_new (double, MAX (n, 1));
}

/* Frees what @space holds. */
void
bw_series_space_clear (BwSeriesSpace *space)
{
  g_clear_pointer (&space->means, g_free);
  g_clear_pointer (&space->fits, g_free);
  g_clear_pointer (&space->logs, g_free);
}

/* The mean of the finite of @n values, which are put in order, without the outermost where there are enough; NaN: none. */
static double
take_mean (double *values,
           guint   n)
{
  guint  n_finite = 0, trimmed;
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      double value = values[i];
      guint  at = n_finite;

      if (!isfinite (value))
        continue;
      for (; at > 0 && values[at - 1] > value; at--)
        values[at] = values[at - 1];
      values[at] = value;
      n_finite++;
    }
  if (n_finite == 0)
    return NAN;
  trimmed = n_finite >= MIN_TRIMMED ? 1 : 0;
  for (guint i = trimmed; i < n_finite - trimmed; i++)
    sum += values[i] / (n_finite - 2 * trimmed);
  return sum;
}

/* The mean over the voices at each of @n steps; a row of @voices is @stride long. */
static void
average (const double *voices,
         guint         n_voices,
         guint         stride,
         guint         n,
         double       *out)
{
  double values[2 * BW_MAX_MEMBERS];

  for (guint i = 0; i < n; i++)
    {
      for (guint v = 0; v < n_voices; v++)
        values[v] = voices[(gsize)v * stride + i];
      out[i] = take_mean (values, n_voices);
    }
}

/* Puts the logarithms of @y, moved to a mean of LOG_LEVEL, into @logs, and by how much they were moved into @moved. Returns %FALSE when
 * some value has none. Moved, because members that multiply on the logarithms would not give the same for dollars and thousands. */
static gboolean
take_logarithms (const double *y,
                 guint         n,
                 double       *logs,
                 double       *moved)
{
  double sum = 0;

  for (guint t = 0; t < n; t++)
    {
      if (!(y[t] > 0))
        return FALSE;
      logs[t] = log (y[t]);
      sum += logs[t];
    }
  *moved = LOG_LEVEL - sum / n;
  for (guint t = 0; t < n; t++)
    logs[t] += *moved;
  return TRUE;
}

/* Forecasts @horizon values after @y. Gives their @mean [horizon], what would have been said one step ahead in @fitted [n] (nullable;
 * NaN: nothing), and what share each member has in @weights [BW_N_SERIES_METHODS] (nullable). */
void
bw_series_combine (const BwSeriesPlan *plan,
                   BwSeriesSpace      *space,
                   const double       *y,
                   guint               n,
                   guint               season,
                   guint               horizon,
                   double             *mean,
                   double             *fitted,
                   double             *weights)
{
  double   moved = 0;
  gboolean twice = plan->logarithms && take_logarithms (y, n, space->logs, &moved);
  guint    n_voices = 0;

  for (guint v = 0; v < plan->n_members * (twice ? 2 : 1); v++)
    {
      guint            member = v % plan->n_members;
      gboolean         logarithms = v >= plan->n_members;
      BwMemberForecast forecast = {
        .mean = space->means + (gsize)n_voices * space->horizon,
        .fitted = fitted != NULL ? space->fits + (gsize)n_voices * space->n : NULL,
      };

      bw_series_method_member (plan->members[member]) (logarithms ? space->logs : y, n, season, horizon, &forecast);
      for (guint h = 0; logarithms && h < horizon; h++)
        forecast.mean[h] = exp (forecast.mean[h] - moved);
      for (guint t = 0; logarithms && fitted != NULL && t < n; t++)
        forecast.fitted[t] = exp (forecast.fitted[t] - moved);
      n_voices++;
      if (weights != NULL && !logarithms)
        weights[plan->members[member]] = 1.0 / plan->n_members;
    }
  average (space->means, n_voices, space->horizon, horizon, mean);
  if (fitted != NULL)
    average (space->fits, n_voices, space->n, n, fitted);
}
