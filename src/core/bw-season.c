/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a series has a season, what it looks like, and the series without it.
 *
 * The test is that of the M3 and M4 competitions (Makridakis, Spiliotis and Assimakopoulos 2020): the
 * autocorrelation at the lag of one season must lie outside of 90 % of what it would be without a season
 * (Bartlett's formula, so that what the shorter lags show counts as known), and the series must hold three
 * seasons. The indices are the classical ones (ratio to, or difference from, the moving average centred on
 * each value; their mean by place in the season, brought to a mean of 1 or 0).
 *
 * Index i belongs to the values at i, i + season, i + 2 season and so on of the series given. Ratios need
 * positive values: a series that has others, or a place in the season that is next to nothing, has its
 * season added instead. O(n season) for the moving average, written out afresh for each value so that one
 * huge value does not spoil the digits of those after it. */

#include "core/bw-season.h"

#include <math.h>

#define NORMAL_90      1.645
#define SMALLEST_RATIO 0.01

/* The autocovariance of @y at @lag, times the number of values. */
static double
autocovariance (const double *y,
                guint         n,
                double        mean,
                double        scale,
                guint         lag)
{
  double sum = 0.0;

  for (guint t = lag; t < n; t++)
    sum += (y[t] - mean) * scale * ((y[t - lag] - mean) * scale);
  return sum;
}

/* How many times the limit of the test the autocorrelation at one season is; 0: too short, or all equal. */
static double
test_strength (const double *y,
               guint         n,
               guint         season)
{
  double mean = 0.0;
  double greatest = 0.0;
  double scale;
  double variance;
  double known = 1.0;
  double at_season;

  if (season < 2 || n / 3 < season)
    return 0.0;
  for (guint t = 0; t < n; t++)
    mean += y[t] / n;
  for (guint t = 0; t < n; t++)
    greatest = MAX (greatest, fabs (y[t] - mean));
  if (!(greatest > fabs (mean) * 1e-14) || isinf (greatest))
    return 0.0;
  scale = 1.0 / greatest;
  variance = autocovariance (y, n, mean, scale, 0);
  for (guint lag = 1; lag < season; lag++)
    {
      double r = autocovariance (y, n, mean, scale, lag) / variance;

      known += 2.0 * r * r;
    }
  at_season = autocovariance (y, n, mean, scale, season) / variance;
  return fabs (at_season) / (NORMAL_90 * sqrt (known / n));
}

/* The mean of the season of values around y[@t], the outermost two by half where @season is even. */
static double
centred_mean (const double *y,
              guint         season,
              guint         t)
{
  guint  half = season / 2;
  double sum = 0.0;

  if (season % 2 != 0)
    {
      for (guint i = t - half; i <= t + half; i++)
        sum += y[i];
      return sum / season;
    }
  for (guint i = t - half + 1; i < t + half; i++)
    sum += y[i];
  return (sum + 0.5 * y[t - half] + 0.5 * y[t + half]) / season;
}

/* Fills @indices with the mean, by place in the season, of the ratio to (@ratios) or the difference from
 * the moving average. Needs two seasons. */
static void
average_by_place (const double *y,
                  guint         n,
                  guint         season,
                  gboolean      ratios,
                  double       *indices)
{
  guint  half = season / 2;
  double mean = 0.0;

  for (guint place = 0; place < season; place++)
    {
      guint  n_seen = 0;
      double sum = 0.0;

      for (guint t = place < half ? place + season : place; t + half < n; t += season)
        {
          double level = centred_mean (y, season, t);

          sum += ratios ? y[t] / level : y[t] - level;
          n_seen++;
        }
      indices[place] = n_seen > 0 ? sum / n_seen : ratios ? 1.0
                                                          : 0.0;
      mean += indices[place] / season;
    }
  for (guint place = 0; place < season; place++)
    indices[place] = ratios ? indices[place] / mean : indices[place] - mean;
}

/* Whether the @n values of @y repeat every @season of them, at the 90 % level; never for fewer than three
 * seasons. */
gboolean
bw_season_test (const double *y,
                guint         n,
                guint         season)
{
  return test_strength (y, n, season) > 1.0;
}

/* The one of @candidates (array length=n_candidates) whose season shows most clearly in the @n values of
 * @y; 1: none does. */
guint
bw_season_find (const double *y,
                guint         n,
                const guint  *candidates,
                guint         n_candidates)
{
  double best = 1.0;
  guint  found = 1;

  for (guint i = 0; i < n_candidates; i++)
    {
      double strength = test_strength (y, n, candidates[i]);

      if (strength > best)
        {
          best = strength;
          found = candidates[i];
        }
    }
  return found;
}

/* Fills @indices (array length=season) with the classical season of @y, tested or not, and says of which
 * kind it is: multiplied where all values are positive and no place is next to nothing, else added; none
 * (and @indices of no effect when added) for fewer than two seasons. */
BwSeasonKind
bw_season_indices (const double *y,
                   guint         n,
                   guint         season,
                   double       *indices)
{
  gboolean ratios = TRUE;

  if (season < 2 || n / 2 < season)
    {
      for (guint place = 0; place < season; place++)
        indices[place] = 0.0;
      return BW_SEASON_NONE;
    }
  for (guint t = 0; t < n && ratios; t++)
    ratios = y[t] > 0.0;
  if (ratios)
    {
      average_by_place (y, n, season, TRUE, indices);
      for (guint place = 0; place < season && ratios; place++)
        ratios = indices[place] >= SMALLEST_RATIO;
    }
  if (ratios)
    return BW_SEASON_MULTIPLICATIVE;
  average_by_place (y, n, season, FALSE, indices);
  return BW_SEASON_ADDITIVE;
}

/* Fills @adjusted (array length=n; may be @y itself) with @y without its season. */
void
bw_season_adjust (const double *y,
                  guint         n,
                  guint         season,
                  BwSeasonKind  kind,
                  const double *indices,
                  double       *adjusted)
{
  for (guint t = 0; t < n; t++)
    switch (kind)
      {
      case BW_SEASON_MULTIPLICATIVE:
        adjusted[t] = y[t] / indices[t % season];
        break;
      case BW_SEASON_ADDITIVE:
        adjusted[t] = y[t] - indices[t % season];
        break;
      case BW_SEASON_NONE:
      default:
        adjusted[t] = y[t];
        break;
      }
}

/* Lays the season on the @n_values of @values again, the first of which stands at @first in the series that
 * the indices are of: 0 for fitted values, its length for what comes after it. */
void
bw_season_restore (double       *values,
                   guint         n_values,
                   guint         first,
                   guint         season,
                   BwSeasonKind  kind,
                   const double *indices)
{
  if (kind == BW_SEASON_NONE)
    return;
  for (guint i = 0; i < n_values; i++)
    {
      double index = indices[(first + i) % season];

      values[i] = kind == BW_SEASON_MULTIPLICATIVE ? values[i] * index : values[i] + index;
    }
}

/* Fills @indices (array length=season) and @adjusted (array length=n) where the test finds a season in @y;
 * else @adjusted is @y, and the kind none. */
BwSeasonKind
bw_season_take_out (const double *y,
                    guint         n,
                    guint         season,
                    double       *indices,
                    double       *adjusted)
{
  BwSeasonKind kind = BW_SEASON_NONE;

  if (bw_season_test (y, n, season))
    kind = bw_season_indices (y, n, season, indices);
  bw_season_adjust (y, n, season, kind, indices, adjusted);
  return kind;
}
