/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several members' forecasts of a series made one.
 *
 * Combinations of simple members beat the best of them, and a plain mean is hard to beat (Makridakis, Spiliotis and Assimakopoulos
 * 2020; Petropoulos and Svetunkov 2020, "A simple combination of univariate models"). Most members speak twice where all values are
 * positive: on the values, where changes add up, and on their logarithms, where they multiply (Box and Cox 1964, lambda 1 and 0).
 * Choosing one of the two by a criterion is wrong about as often as it is right; both together are not. ETS makes that choice itself,
 * and ARIMA takes the most time: they speak once. With MIN_DRAWN_IN voices or more the lowest and the highest
 * at each step are drawn in to their neighbours, so that one gone astray does not count (a winsorised mean: Jose and Winkler 2008).
 *
 * A long season has too many places for each member to find it: it is taken out before, and laid on again. */

#include "core/bw-series-combine.h"

#include "core/bw-season.h"

#include <math.h>

enum
{
  MIN_DRAWN_IN = 5,
  LOG_LEVEL = 10,
};

/* Makes room for series of up to @n values and forecasts of up to @horizon. */
void
bw_series_space_init (BwSeriesSpace *space,
                      guint          n,
                      guint          season,
                      guint          horizon)
{
  space->n = n;
  space->horizon = horizon;
  space->means = g_new (double, 2 * (gsize)BW_MAX_MEMBERS * MAX (horizon, 1));
  space->fits = g_new (double, 2 * (gsize)BW_MAX_MEMBERS * MAX (n, 1));
  space->logs = g_new (double, MAX (n, 1));
  space->adjusted = g_new (double, MAX (n, 1));
  space->indices = g_new (double, MAX (season, 1));
}

/* Frees what @space holds. */
void
bw_series_space_clear (BwSeriesSpace *space)
{
  g_clear_pointer (&space->means, g_free);
  g_clear_pointer (&space->fits, g_free);
  g_clear_pointer (&space->logs, g_free);
  g_clear_pointer (&space->adjusted, g_free);
  g_clear_pointer (&space->indices, g_free);
}

/* The mean of the finite of @n values, which are put in order, the outermost drawn in where there are enough; NaN: none. */
static double
take_mean (double *values,
           guint   n)
{
  guint  n_finite = 0;
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
  if (n_finite >= MIN_DRAWN_IN)
    {
      values[0] = values[1];
      values[n_finite - 1] = values[n_finite - 2];
    }
  for (guint i = 0; i < n_finite; i++)
    sum += values[i] / n_finite;
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

/* Has the first @n_members of @plan speak on @y, which may be logarithms; their means go to the rows from @first on. */
static void
hear_members (const BwSeriesPlan *plan,
              guint               n_members,
              BwSeriesSpace      *space,
              guint               first,
              const double       *y,
              guint               n,
              guint               season,
              guint               horizon,
              gboolean            with_fits)
{
  BwSeasonKind kind = BW_SEASON_NONE;
  gboolean     is_long = season > BW_LONG_SEASON && plan->n_members > 1;

  if (is_long)
    kind = bw_season_take_out (y, n, season, space->indices, space->adjusted);
  for (guint m = 0; m < n_members; m++)
    {
      BwMemberForecast forecast = {
        .mean = space->means + (gsize)(first + m) * space->horizon,
        .fitted = with_fits ? space->fits + (gsize)(first + m) * space->n : NULL,
      };

      bw_series_method_member (plan->members[m]) (is_long ? space->adjusted : y, n, is_long ? 1 : season, horizon, &forecast);
      if (kind == BW_SEASON_NONE)
        continue;
      bw_season_restore (forecast.mean, horizon, n, season, kind, space->indices);
      if (with_fits)
        bw_season_restore (forecast.fitted, n, 0, season, kind, space->indices);
    }
}

/* Turns @n_rows of @length logarithms back into values. */
static void
leave_logarithms (double *rows,
                  guint   n_rows,
                  guint   stride,
                  guint   length,
                  double  moved)
{
  for (guint r = 0; r < n_rows; r++)
    for (guint i = 0; i < length; i++)
      rows[(gsize)r * stride + i] = exp (rows[(gsize)r * stride + i] - moved);
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
  guint  n_members = plan->n_members, n_voices = n_members;
  double moved = 0;

  hear_members (plan, n_members, space, 0, y, n, season, horizon, fitted != NULL);
  if (plan->n_twice > 0 && take_logarithms (y, n, space->logs, &moved))
    {
      n_voices += plan->n_twice;
      hear_members (plan, plan->n_twice, space, n_members, space->logs, n, season, horizon, fitted != NULL);
      leave_logarithms (space->means + (gsize)n_members * space->horizon, plan->n_twice, space->horizon, horizon, moved);
      if (fitted != NULL)
        leave_logarithms (space->fits + (gsize)n_members * space->n, plan->n_twice, space->n, n, moved);
    }
  for (guint v = 0; weights != NULL && v < n_voices; v++)
    weights[plan->members[v % n_members]] += 1.0 / n_voices;
  average (space->means, n_voices, space->horizon, horizon, mean);
  if (fitted != NULL)
    average (space->fits, n_voices, space->n, n, fitted);
}
