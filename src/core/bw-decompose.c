/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A series taken apart into trend, seasons and remainder by local regression.
 *
 * Cleveland, R. B., Cleveland, W. S., McRae, J. E. and Terpenning, I. (1990): STL: A seasonal-trend decomposition
 * procedure based on loess. Journal of Official Statistics 6(1). One round: the values less the trend are smoothed for each
 * place of the season by itself (all Januaries) and carried one year out to both sides; what of this is slow is taken out
 * by three moving averages and loess, so that the season has no level of its own; the values less the season are smoothed
 * into the next trend. Rounds repeat, and with weights against values far off when that is asked for.
 *
 * Two seasons (Bandara, K., Hyndman, R. J. and Bergmeir, C. (2021): MSTL): one after the other, the shorter first, each
 * from the values less the other, twice over. Without a season the trend is loess alone.
 *
 * Values that are not known have the weight 0 throughout: what is said of them comes from their neighbours in time and
 * season. Strengths: Hyndman, R. J. and Athanasopoulos, G.: Forecasting: principles and practice, 4.3.
 *
 * O(rounds x n x 10): loess is fitted at a tenth of its window apart. Two allocations a season. */

#include "core/bw-decompose.h"

#include <math.h>
#include <string.h>

#include "core/bw-loess.h"
#include "core/bw-median.h"

enum
{
  PLAIN_ROUNDS = 2,
  ROBUST_ROUNDS = 16,
  PASSES = 2, /* over the seasons when there are two */
};

static const guint usual_season_windows[BW_DECOMPOSE_MAX_SEASONS] = { 11, 15 };

/* One season being found. */
typedef struct
{
  const double *y;
  guint         n;
  guint         length;
  BwLoess       by_place;
  BwLoess       low;
  BwLoess       of_trend;
  double       *trend;
  double       *season;
  double       *weight;   /* of each value in this round */
  double       *spare;    /* [n] */
  double       *extended; /* [n + 2 length]: the season before its level is taken out, a year longer at both ends */
  double       *averages; /* [n + 2 length] */
} Stl;

static guint
next_odd (double value)
{
  guint whole = (guint)rint (value);

  return whole % 2 == 0 ? whole + 1 : whole;
}

static BwLoess
make_loess (guint window,
            guint degree)
{
  guint odd = MAX (3, window | 1);

  return (BwLoess) { odd, degree, (window + 9) / 10 };
}

/* ---- gaps ---- */

/* The nearest known value @step, 2 @step, ... from @i, -1 for none. */
static int
find_known (const double *y,
            guint         n,
            guint         i,
            int           step)
{
  for (int j = (int)i + step; j >= 0 && j < (int)n; j += step)
    if (isfinite (y[j]))
      return j;
  return -1;
}

/* A first guess at @y[@i]: between the known values at the same place of the season, else between the next ones. */
static double
guess (const double *y,
       guint         n,
       guint         i,
       guint         length)
{
  int before, after;

  if (length > 1)
    {
      before = find_known (y, n, i, -(int)length);
      after = find_known (y, n, i, (int)length);
      if (before >= 0 || after >= 0)
        return before < 0 ? y[after] : after < 0 ? y[before]
                                                 : y[before] + (y[after] - y[before]) * 0.5;
    }
  before = find_known (y, n, i, -1);
  after = find_known (y, n, i, 1);
  if (before < 0 || after < 0)
    return before >= 0 ? y[before] : after >= 0 ? y[after]
                                                : 0;
  return y[before] + (y[after] - y[before]) * (i - before) / (after - before);
}

/* ---- a season ---- */

/* Smooths the values less the trend along each place of the season into stl->extended. */
static void
smooth_places (Stl *stl)
{
  g_autofree double *buffer = g_new (double, 3 * (stl->n / stl->length + 1) + 2);
  guint              most = stl->n / stl->length + 1;
  double            *values = buffer, *weights = buffer + most, *smooth = buffer + 2 * most;

  for (guint place = 0; place < stl->length; place++)
    {
      guint k = (stl->n - place - 1) / stl->length + 1;
      guint near = MIN (stl->by_place.window, k);

      for (guint m = 0; m < k; m++)
        {
          values[m] = stl->spare[m * stl->length + place];
          weights[m] = stl->weight[m * stl->length + place];
        }
      bw_loess_smooth (&stl->by_place, values, weights, k, smooth + 1);
      if (!bw_loess_at (&stl->by_place, values, weights, k, -1, 0, near - 1, &smooth[0]))
        smooth[0] = smooth[1];
      if (!bw_loess_at (&stl->by_place, values, weights, k, k, k - near, k - 1, &smooth[k + 1]))
        smooth[k + 1] = smooth[k];
      for (guint m = 0; m < k + 2; m++)
        stl->extended[m * stl->length + place] = smooth[m];
    }
}

/* Replaces the @n values @x by the means of each @length that follow one another. Gives how many there are. */
static guint
average (double *x,
         guint   n,
         guint   length)
{
  guint  n_means = n - length + 1;
  double sum = 0;

  for (guint i = 0; i + 1 < length; i++)
    sum += x[i];
  for (guint i = 0; i < n_means; i++)
    {
      double oldest = x[i];

      sum += x[i + length - 1];
      x[i] = sum / length;
      sum -= oldest;
    }
  return n_means;
}

/* One round: a season from the trend so far, then a trend from the season. */
static void
run_round (Stl *stl)
{
  guint n = stl->n + 2 * stl->length;

  for (guint i = 0; i < stl->n; i++)
    stl->spare[i] = stl->y[i] - stl->trend[i];
  smooth_places (stl);
  memcpy (stl->averages, stl->extended, sizeof (double) * n);
  n = average (stl->averages, n, stl->length);
  n = average (stl->averages, n, stl->length);
  n = average (stl->averages, n, 3);
  g_assert (n == stl->n);
  bw_loess_smooth (&stl->low, stl->averages, NULL, n, stl->spare);
  for (guint i = 0; i < n; i++)
    {
      stl->season[i] = stl->extended[stl->length + i] - stl->spare[i];
      stl->spare[i] = stl->y[i] - stl->season[i];
    }
  bw_loess_smooth (&stl->of_trend, stl->spare, stl->weight, n, stl->trend);
}

/* Weighs the @n values by how far they are from @fit (bisquare of a multiple of the middle distance); those that are
 * not @known keep 0. */
static void
weigh (const double *y,
       const double *trend,
       const double *season,
       const guint8 *known,
       guint         n,
       double       *spare,
       double       *weight)
{
  guint  n_known = 0;
  double bound;

  for (guint i = 0; i < n; i++)
    if (known[i])
      spare[n_known++] = fabs (y[i] - trend[i] - (season != NULL ? season[i] : 0));
  if (n_known == 0)
    return;
  bound = 6 * bw_median (spare, n_known);
  for (guint i = 0; i < n; i++)
    {
      double off = fabs (y[i] - trend[i] - (season != NULL ? season[i] : 0));
      double ratio = off / bound;

      if (!known[i])
        weight[i] = 0;
      else if (off <= 0.001 * bound)
        weight[i] = 1;
      else
        weight[i] = off <= 0.999 * bound ? (1 - ratio * ratio) * (1 - ratio * ratio) : 0;
    }
}

static void
reset_weights (const guint8 *known,
               guint         n,
               double       *weight)
{
  for (guint i = 0; i < n; i++)
    weight[i] = known[i];
}

/* Makes every year's season the mean of all. */
static void
level_out (double *season,
           guint   n,
           guint   length)
{
  for (guint place = 0; place < length; place++)
    {
      double sum = 0;
      guint  count = 0;

      for (guint i = place; i < n; i += length, count++)
        sum += season[i];
      for (guint i = place; i < n; i += length)
        season[i] = sum / count;
    }
}

/* Finds season @which of @y, and the trend. */
static void
find_season (BwDecomposition          *parts,
             const double             *y,
             const guint8             *known,
             guint                     which,
             const BwDecomposeOptions *options)
{
  guint   n = parts->n, length = parts->length[which];
  guint   rounds = options->robust ? ROBUST_ROUNDS : PLAIN_ROUNDS;
  guint   years = options->periodic ? 10 * n + 1 : options->season_window > 0 ? options->season_window
                                                                              : usual_season_windows[which];
  guint   of_trend = options->trend_window > 0 ? options->trend_window : next_odd (ceil (1.5 * length / (1 - 1.5 / years)));
  Stl     stl = { y, n, length, make_loess (years, 0), make_loess (next_odd (length), 1), make_loess (of_trend, 1),
                  .trend = parts->trend, .season = parts->season[which], .weight = parts->weight };
  double *buffer = g_new (double, 3 * (gsize)n + 4 * (gsize)length);

  stl.spare = buffer;
  stl.extended = buffer + n;
  stl.averages = stl.extended + n + 2 * length;
  memset (stl.trend, 0, sizeof (double) * n);
  reset_weights (known, n, stl.weight);
  for (guint round = 0; round < rounds; round++)
    {
      run_round (&stl);
      if (options->robust && round + 1 < rounds)
        weigh (y, stl.trend, stl.season, known, n, stl.spare, stl.weight);
    }
  if (options->periodic)
    level_out (stl.season, n, length);
  g_free (buffer);
}

static void
find_trend_alone (BwDecomposition          *parts,
                  const double             *y,
                  const guint8             *known,
                  const BwDecomposeOptions *options)
{
  guint              n = parts->n;
  BwLoess            loess = make_loess (options->trend_window > 0 ? options->trend_window : MAX (7, n / 3), 1);
  guint              rounds = options->robust ? ROBUST_ROUNDS : 1;
  g_autofree double *spare = g_new (double, n);

  reset_weights (known, n, parts->weight);
  for (guint round = 0; round < rounds; round++)
    {
      bw_loess_smooth (&loess, y, parts->weight, n, parts->trend);
      if (options->robust)
        weigh (y, parts->trend, NULL, known, n, spare, parts->weight);
    }
}

/* ---- all of it ---- */

static BwDecomposition *
allocate (guint        n,
          const guint *seasons,
          guint        n_seasons)
{
  BwDecomposition *parts = g_new0 (BwDecomposition, 1);

  parts->n = n;
  parts->trend = g_new0 (double, MAX (n, 1));
  parts->remainder = g_new0 (double, MAX (n, 1));
  parts->weight = g_new0 (double, MAX (n, 1));
  for (guint s = 0; s < n_seasons && parts->n_seasons < BW_DECOMPOSE_MAX_SEASONS; s++)
    if (seasons[s] > 1 && seasons[s] < (n + 1) / 2)
      {
        parts->length[parts->n_seasons] = seasons[s];
        parts->season[parts->n_seasons++] = g_new0 (double, n);
      }
  if (parts->n_seasons == 2 && parts->length[0] > parts->length[1])
    {
      guint swapped = parts->length[0];

      parts->length[0] = parts->length[1];
      parts->length[1] = swapped;
    }
  return parts;
}

static void
find_seasons (BwDecomposition          *parts,
              double                   *y,
              const guint8             *known,
              const BwDecomposeOptions *options)
{
  guint passes = parts->n_seasons > 1 ? PASSES : 1;

  for (guint pass = 0; pass < passes; pass++)
    for (guint s = 0; s < parts->n_seasons; s++)
      {
        for (guint i = 0; i < parts->n && pass > 0; i++)
          y[i] += parts->season[s][i];
        find_season (parts, y, known, s, options);
        for (guint i = 0; i < parts->n; i++)
          y[i] -= parts->season[s][i];
      }
}

/* Takes the @n values @y (NaN: not known) apart by up to two @seasons, given as lengths in values. A season of which
 * there are not more than two years is left out. @options (nullable): the usual.
 * Returns: (transfer full): the parts, all finite but for the remainder where @y is not. */
BwDecomposition *
bw_decompose (const double             *y,
              guint                     n,
              const guint              *seasons,
              guint                     n_seasons,
              const BwDecomposeOptions *options)
{
  static const BwDecomposeOptions usual = { 0 };
  BwDecomposition                *parts = allocate (n, seasons, n_seasons);
  g_autofree double              *filled = g_new (double, MAX (n, 1));
  g_autofree guint8              *known = g_new (guint8, MAX (n, 1));

  if (options == NULL)
    options = &usual;
  for (guint i = 0; i < n; i++)
    {
      known[i] = isfinite (y[i]) != 0;
      filled[i] = known[i] ? y[i] : guess (y, n, i, parts->n_seasons > 0 ? parts->length[parts->n_seasons - 1] : 1);
    }
  if (parts->n_seasons > 0)
    find_seasons (parts, filled, known, options);
  else
    find_trend_alone (parts, filled, known, options);
  for (guint i = 0; i < n; i++)
    parts->remainder[i] = known[i] ? y[i] - bw_decomposition_fit (parts, i) : NAN;
  return parts;
}

/* Frees @decomposition (transfer full) (nullable). */
void
bw_decomposition_free (BwDecomposition *decomposition)
{
  if (decomposition == NULL)
    return;
  g_free (decomposition->trend);
  for (guint s = 0; s < decomposition->n_seasons; s++)
    g_free (decomposition->season[s]);
  g_free (decomposition->remainder);
  g_free (decomposition->weight);
  g_free (decomposition);
}

/* Trend and seasons at value @i. */
double
bw_decomposition_fit (const BwDecomposition *decomposition,
                      guint                  i)
{
  double fit = decomposition->trend[i];

  for (guint s = 0; s < decomposition->n_seasons; s++)
    fit += decomposition->season[s][i];
  return fit;
}

/* How much of what @part and the remainder do together is not the remainder's. */
static double
strength (const BwDecomposition *decomposition,
          const double          *part)
{
  double sum = 0, sum_both = 0, squares = 0, squares_both = 0, largest = 0;
  guint  n = 0;

  for (guint i = 0; i < decomposition->n; i++)
    if (!isnan (decomposition->remainder[i]))
      {
        sum += decomposition->remainder[i];
        sum_both += part[i] + decomposition->remainder[i];
        largest = MAX (largest, fabs (part[i]));
        n++;
      }
  for (guint i = 0; i < decomposition->n; i++)
    if (!isnan (decomposition->remainder[i]))
      {
        double off = decomposition->remainder[i] - sum / n;
        double both = part[i] + decomposition->remainder[i] - sum_both / n;

        squares += off * off;
        squares_both += both * both;
      }
  /* What rounding leaves of a constant is no movement. */
  if (n < 2 || !(sqrt (squares_both / n) > 1e-9 * largest))
    return 0;
  return MAX (0, 1 - squares / squares_both);
}

/* How strong the trend is: 0 none to 1 nothing else. */
double
bw_decomposition_trend_strength (const BwDecomposition *decomposition)
{
  return strength (decomposition, decomposition->trend);
}

/* How strong season number @season is: 0 none to 1 nothing else; 0 when there is no such season. */
double
bw_decomposition_season_strength (const BwDecomposition *decomposition,
                                  guint                  season)
{
  return season < decomposition->n_seasons ? strength (decomposition, decomposition->season[season]) : 0;
}
