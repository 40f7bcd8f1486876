/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a series has a season, what it looks like, and the series without it.
 *
 * The test is that of the M3 and M4 competitions (Makridakis, Spiliotis and Assimakopoulos 2020): the
 * autocorrelation at the lag of one season must lie outside of 90 % of what it would be without a season
 * (Bartlett's formula, so that what the shorter lags show counts as known), and the series must hold three
 * seasons. The indices are the classical ones (ratio to, or difference from, the moving average centred on
 * each value; their mean by place in the season, brought to a mean of 1 or 0).
 *
 * That test misses plain seasons of short series and takes trends for seasons, and classical indices keep all
 * of the noise of the few years they come from and all of what the season was long ago. What the members take
 * out needs no test: the ratios are averaged with weights that fall by RECENCY for each season back, and the
 * indices drawn towards none at all by as much as their differences can be explained by noise (James and Stein
 * 1961; for seasons, Miller and Williams 2003). Where like series tell what the season should be, they are
 * drawn towards that instead. The two constants lie on a flat
 * optimum that the samples of M3 and M4 have in common (quarters, months, weeks).
 *
 * Index i belongs to the values at i, i + season, i + 2 season and so on of the series given. Ratios need
 * positive values: a series that has others, or a place in the season that is next to nothing, has its
 * season added instead. O(n season) for the moving average, written out afresh for each value so that one
 * huge value does not spoil the digits of those after it. */

#include "core/bw-season.h"

#include <math.h>

#define NORMAL_90      1.645
#define SMALLEST_RATIO 0.01
#define LOWEST_LEVEL   0.1 /* of the mean of a season: a line may cross zero */
#define RECENCY        0.85
#define NOISE_FACTOR   1.25 /* the moving average contains the value, which makes deviations from it look smaller */

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

/* How many values at each end have no ratio. */
static guint
find_margin (guint n, guint season)
{
  return n / 3 < season ? 0 : season / 2;
}

/* Fills @ratios (array length=n; may not be @y), but for the margins, with the ratio of @y to, or difference from, its
 * level: the moving average, or for less than three seasons, of which that would leave too little, the line
 * through the means of the first season and the last. Needs two seasons. */
static void
find_ratios (const double *y,
             guint         n,
             guint         season,
             BwSeasonKind  kind,
             double       *ratios)
{
  guint  margin = find_margin (n, season);
  double first = 0.0, last = 0.0;

  for (guint i = 0; i < season; i++)
    {
      first += y[i] / season;
      last += y[n - 1 - i] / season;
    }
  for (guint t = margin; t + margin < n; t++)
    {
      double level;

      if (margin > 0)
        level = centred_mean (y, season, t);
      else
        level = first + (last - first) * (t - 0.5 * (season - 1.0)) / (n - season);
      if (kind == BW_SEASON_MULTIPLICATIVE)
        ratios[t] = y[t] / MAX (level, LOWEST_LEVEL * MAX (first, last));
      else
        ratios[t] = y[t] - level;
    }
}

/* Brings the indices to a mean of 1 or 0. */
static void
centre (double *indices, guint season, BwSeasonKind kind)
{
  double mean = 0.0;

  for (guint place = 0; place < season; place++)
    mean += indices[place] / season;
  for (guint place = 0; place < season; place++)
    indices[place] = kind == BW_SEASON_MULTIPLICATIVE ? indices[place] / mean : indices[place] - mean;
}

/* Fills @indices with the mean of @ratios by place, one season counting @recency times as much as the next. */
static void
average_by_place (const double *ratios,
                  guint         n,
                  guint         season,
                  BwSeasonKind  kind,
                  double        recency,
                  double       *indices)
{
  guint margin = find_margin (n, season);

  for (guint place = 0; place < season; place++)
    {
      double weight = 0.0;
      double sum = 0.0;

      for (guint t = place < margin ? place + season : place; t + margin < n; t += season)
        {
          sum = recency * sum + ratios[t];
          weight = recency * weight + 1.0;
        }
      indices[place] = weight > 0.0 ? sum / weight : kind == BW_SEASON_MULTIPLICATIVE ? 1.0
                                                                                      : 0.0;
    }
  centre (indices, season, kind);
}

/* How much of the difference between @indices and @target is more than the noise of @ratios explains: 0 to 1. */
static double
find_trust (const double *ratios,
            guint         n,
            guint         season,
            BwSeasonKind  kind,
            const double *indices,
            const double *target)
{
  guint  margin = find_margin (n, season);
  guint  n_ratios = n - 2 * margin;
  double neutral = kind == BW_SEASON_MULTIPLICATIVE ? 1.0 : 0.0;
  double within = 0.0;
  double between = 0.0;
  double weight = 0.0;
  double square = 0.0;

  if (n_ratios <= season)
    return 0.0;
  for (guint t = margin; t + margin < n; t++)
    within += (ratios[t] - indices[t % season]) * (ratios[t] - indices[t % season]);
  within /= n_ratios - season;
  for (guint place = 0; place < season; place++)
    {
      double apart = indices[place] - (target != NULL ? target[place] : neutral);

      between += apart * apart / (season - 1);
    }
  for (guint back = 0; back < n_ratios / season; back++)
    {
      weight = RECENCY * weight + 1.0;
      square = RECENCY * RECENCY * square + 1.0;
    }
  if (!(between > 0.0))
    return 0.0;
  return MAX (1.0 - NOISE_FACTOR * within * square / (weight * weight) / between, 0.0);
}

/* Multiplied where all values are positive, else added. */
static BwSeasonKind
choose_kind (const double *y, guint n)
{
  for (guint t = 0; t < n; t++)
    if (!(y[t] > 0.0))
      return BW_SEASON_ADDITIVE;
  return BW_SEASON_MULTIPLICATIVE;
}

static gboolean
has_nothing (const double *indices, guint season)
{
  for (guint place = 0; place < season; place++)
    if (indices[place] < SMALLEST_RATIO)
      return TRUE;
  return FALSE;
}

/* Fills @ratios and @indices, of the kind that suits @y. */
static BwSeasonKind
measure_season (const double *y,
                guint         n,
                guint         season,
                double        recency,
                double       *ratios,
                double       *indices)
{
  BwSeasonKind kind = choose_kind (y, n);

  find_ratios (y, n, season, kind, ratios);
  average_by_place (ratios, n, season, kind, recency, indices);
  if (kind == BW_SEASON_ADDITIVE || !has_nothing (indices, season))
    return kind;
  find_ratios (y, n, season, BW_SEASON_ADDITIVE, ratios);
  average_by_place (ratios, n, season, BW_SEASON_ADDITIVE, recency, indices);
  return BW_SEASON_ADDITIVE;
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
  g_autofree double *ratios = NULL;

  if (season < 2 || n / 2 < season)
    {
      for (guint place = 0; place < season; place++)
        indices[place] = 0.0;
      return BW_SEASON_NONE;
    }
  ratios = g_new (double, n);
  return measure_season (y, n, season, 1.0, ratios, indices);
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

/* Draws @indices towards @target (nullable: none at all), leaving @trust of what sets them apart. */
static void
draw_towards (double *indices, guint season, BwSeasonKind kind, const double *target, double trust)
{
  double neutral = kind == BW_SEASON_MULTIPLICATIVE ? 1.0 : 0.0;

  for (guint place = 0; place < season; place++)
    {
      double end = target != NULL ? target[place] : neutral;

      indices[place] = trust > 0.0 ? end + trust * (indices[place] - end) : end;
    }
}

/* Takes the season out of @y for a forecast: fills @indices (array length=season) with what it is lately, as far
 * as the series bears it out, and @adjusted (array length=n; not @y itself) with the rest. None, and @adjusted
 * is @y, for fewer than two seasons. */
BwSeasonKind
bw_season_take_out (const double *y,
                    guint         n,
                    guint         season,
                    double       *indices,
                    double       *adjusted)
{
  BwSeasonKind kind = BW_SEASON_NONE;

  if (season >= 2 && n / 2 >= season)
    {
      double trust;

      kind = measure_season (y, n, season, RECENCY, adjusted, indices);
      trust = find_trust (adjusted, n, season, kind, indices, NULL);
      if (trust > 0.0)
        draw_towards (indices, season, kind, NULL, trust);
      else
        kind = BW_SEASON_NONE;
    }
  bw_season_adjust (y, n, season, kind, indices, adjusted);
  return kind;
}

/* The same where like series have the season @pool (array length=season; index 0 belongs to the first of @y) of
 * @pool_kind: what @y does not bear out is taken from there, which for fewer than two seasons is all of it. A
 * pooled season that is added is taken to be in the units of @y; one that is multiplied is left out where @y
 * is not positive, or a place in it is next to nothing. */
BwSeasonKind
bw_season_take_out_near (const double *y,
                         guint         n,
                         guint         season,
                         BwSeasonKind  pool_kind,
                         const double *pool,
                         double       *indices,
                         double       *adjusted)
{
  gboolean usable = season >= 2 && pool_kind != BW_SEASON_NONE;
  double   trust = 0.0;

  if (usable && pool_kind == BW_SEASON_MULTIPLICATIVE)
    usable = choose_kind (y, n) == pool_kind && !has_nothing (pool, season);
  if (!usable)
    return bw_season_take_out (y, n, season, indices, adjusted);
  for (guint place = 0; place < season; place++)
    indices[place] = pool[place];
  if (n / 2 >= season)
    {
      find_ratios (y, n, season, pool_kind, adjusted);
      average_by_place (adjusted, n, season, pool_kind, RECENCY, indices);
      trust = find_trust (adjusted, n, season, pool_kind, indices, pool);
    }
  draw_towards (indices, season, pool_kind, pool, trust);
  if (pool_kind == BW_SEASON_MULTIPLICATIVE && has_nothing (indices, season))
    draw_towards (indices, season, pool_kind, pool, 0.0);
  bw_season_adjust (y, n, season, pool_kind, indices, adjusted);
  return pool_kind;
}
