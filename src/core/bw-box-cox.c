/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scales on which a series varies evenly.
 *
 * Box, G. E. P. and Cox, D. R. (1964): An analysis of transformations. Journal of the Royal Statistical Society B 26;
 * the exponent by Guerrero, V. M. (1993): Time-series analysis supported by power transformations. Journal of
 * Forecasting 12: that for which the ratio of spread to level^(1 - lambda), block by block, varies least. Only 0 (the
 * logarithm), 1/2 (the square root) and 1 (as it is) are used: a freer exponent follows noise, and people understand these.
 *
 * With lambda 1 a value stays itself. Zeros bar the logarithm and negative values both transformations. */

#include "core/bw-box-cox.h"

#include <math.h>

enum
{
  MIN_BLOCKS = 4,
  SHORT_BLOCKS = 6, /* how many there are when seasons are too few */
};

/* Logarithms beyond which a number is taken to be this. */
static const double largest_exponent = 600;

/* @y (>= 0, with @lambda 0 above it) on the scale @lambda, one of 0, 0.5 and 1. */
double
bw_box_cox (double y,
            double lambda)
{
  if (lambda == 0)
    return log (MAX (y, G_MINDOUBLE));
  return lambda == 0.5 ? 2 * (sqrt (MAX (y, 0)) - 1) : y;
}

/* The value whose place on the scale @lambda is @z: of a middle the middle, of a quantile the quantile. Always finite. */
double
bw_box_cox_inverse (double z,
                    double lambda)
{
  double root = z / 2 + 1;

  if (lambda == 0)
    return exp (CLAMP (z, -largest_exponent, largest_exponent));
  return lambda == 0.5 ? (root > 0 ? root * root : 0) : z;
}

/* The mean of values that are distributed on the scale @lambda about @z with @variance (NaN: none): exact for the square
 * root, to the second order for the logarithm, which a wild variance cannot blow up as the exact one would. */
double
bw_box_cox_inverse_mean (double z,
                         double variance,
                         double lambda)
{
  double middle = bw_box_cox_inverse (z, lambda);

  if (!(variance > 0) || lambda == 1)
    return middle;
  return lambda == 0 ? middle * (1 + variance / 2) : middle + variance / 4;
}

/* How unevenly @y (@n finite values) varies on the scale @lambda: the coefficient of variation, over the full blocks of
 * @block values (at least 2) up to the end, of their spread over their mean^(1 - @lambda). NaN when nothing varies. */
double
bw_box_cox_unevenness (const double *y,
                       guint         n,
                       guint         block,
                       double        lambda)
{
  guint  n_blocks = n / block;
  double sum = 0, squares = 0, mean_ratio;

  for (guint b = 0; b < n_blocks; b++)
    {
      const double *values = y + (n - n_blocks * block) + b * block;
      double        mean = 0, spread = 0, ratio;

      for (guint i = 0; i < block; i++)
        mean += values[i] / block;
      for (guint i = 0; i < block; i++)
        spread += (values[i] - mean) * (values[i] - mean) / (block - 1);
      ratio = mean > 0 ? sqrt (spread) / pow (mean, 1 - lambda) : 0;
      sum += ratio;
      squares += ratio * ratio;
    }
  if (n_blocks < 2 || !(sum > 0))
    return NAN;
  mean_ratio = sum / n_blocks;
  return sqrt (MAX (squares - n_blocks * mean_ratio * mean_ratio, 0) / (n_blocks - 1)) / mean_ratio;
}

/* The scale on which the @n values @y (finite) vary most evenly: 0, 0.5 or 1; 1 when they are too few to tell or some are
 * negative. */
double
bw_box_cox_choose (const double *y,
                   guint         n,
                   guint         season)
{
  static const double lambdas[] = { 1, 0.5, 0 };
  double              best = 1, least = INFINITY, smallest = INFINITY;
  guint               block = season > 1 && n / season >= MIN_BLOCKS ? season : MAX (2, n / SHORT_BLOCKS);

  for (guint i = 0; i < n; i++)
    smallest = MIN (smallest, y[i]);
  if (n / block < MIN_BLOCKS || smallest < 0)
    return 1;
  for (guint i = 0; i < G_N_ELEMENTS (lambdas); i++)
    {
      double unevenness = lambdas[i] == 0 && smallest <= 0 ? NAN : bw_box_cox_unevenness (y, n, block, lambdas[i]);

      if (unevenness < least)
        {
          least = unevenness;
          best = lambdas[i];
        }
    }
  return best;
}
