/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers that are the same for the same seed everywhere.
 *
 * The generator is xoshiro256** (Blackman and Vigna, Scrambled linear pseudorandom number generators, ACM
 * TOMS 47, 2021), its state filled by SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) from the seed and the number of
 * a stream, so that each path of a simulation or each thread can have a stream of its own. Nothing depends on the
 * C library's rand(). */

#include "core/bw-random.h"

#include <math.h>

static guint64
split_mix (guint64 *state)
{
  return bw_random_mix (*state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
}

/* Sets @random to the beginning of stream @stream of @seed. */
void
bw_random_init (BwRandom *random,
                guint64   seed,
                guint64   stream)
{
  guint64 mixed_seed = seed, mixed_stream = ~stream;
  guint64 start = split_mix (&mixed_seed) ^ bw_random_rotate (split_mix (&mixed_stream), 32);

  for (guint i = 0; i < G_N_ELEMENTS (random->state); i++)
    random->state[i] = split_mix (&start);
  random->has_spare = FALSE;
  random->spare = 0;
}

/* Uniform on 0 to @n - 1, without bias (Lemire, Fast random integer generation in an interval, ACM TOMACS 29, 2019);
 * 0 when @n is 0. */
guint32
bw_random_below (BwRandom *random,
                 guint32   n)
{
  guint64 product = (bw_random_u64 (random) >> 32) * n;

  if (n == 0)
    return 0;
  if ((guint32)product < n)
    {
      guint32 threshold = (0 - n) % n;

      while ((guint32)product < threshold)
        product = (bw_random_u64 (random) >> 32) * n;
    }
  return (guint32)(product >> 32);
}

/* Standard normal, by the polar method (Marsaglia and Bray, SIAM Review 6, 1964). */
double
bw_random_normal (BwRandom *random)
{
  double u, v, s;

  if (random->has_spare)
    {
      random->has_spare = FALSE;
      return random->spare;
    }
  do
    {
      u = 2 * bw_random_unit (random) - 1;
      v = 2 * bw_random_unit (random) - 1;
      s = u * u + v * v;
    }
  while (s >= 1 || s == 0);
  s = sqrt (-2 * log (s) / s);
  random->spare = v * s;
  random->has_spare = TRUE;
  return u * s;
}

/* Log-normal with @median, the logarithm's standard deviation being @sigma. */
double
bw_random_log_normal (BwRandom *random,
                      double    median,
                      double    sigma)
{
  return median * exp (sigma * bw_random_normal (random));
}

/* Gamma with @shape > 0 and scale 1 (Marsaglia and Tsang, A simple method for generating gamma variables, ACM
 * TOMS 26, 2000). */
double
bw_random_gamma (BwRandom *random,
                 double    shape)
{
  double d, c;

  g_return_val_if_fail (shape > 0, 0);

  if (shape < 1)
    return bw_random_gamma (random, shape + 1) * pow (bw_random_unit (random), 1 / shape);
  d = shape - 1.0 / 3;
  c = 1 / sqrt (9 * d);
  while (TRUE)
    {
      double x = bw_random_normal (random);
      double v = 1 + c * x;

      if (v <= 0)
        continue;
      v = v * v * v;
      if (log (bw_random_unit (random)) < 0.5 * x * x + d - d * v + d * log (v))
        return d * v;
    }
}

/* Transformed rejection for means of 10 and more (Hörmann, The transformed rejection method for generating
 * Poisson random variables, Insurance: Mathematics and Economics 12, 1993). */
static guint
draw_large_poisson (BwRandom *random,
                    double    mean)
{
  double b = 0.931 + 2.53 * sqrt (mean);
  double a = -0.059 + 0.02483 * b;
  double log_inverse_alpha = log (1.1239 + 1.1328 / (b - 3.4));
  double accept = 0.9277 - 3.6224 / (b - 2);

  while (TRUE)
    {
      double u = bw_random_unit (random) - 0.5;
      double v = bw_random_unit (random);
      double us = 0.5 - fabs (u);
      double k = floor ((2 * a / us + b) * u + mean + 0.43);
      int    sign;

      if (us >= 0.07 && v <= accept)
        return (guint)k;
      if (k < 0 || (us < 0.013 && v > us))
        continue;
      if (log (v) + log_inverse_alpha - log (a / (us * us) + b) <= k * log (mean) - mean - lgamma_r (k + 1, &sign))
        return (guint)k;
    }
}

/* Poisson with @mean; 0 when that is not above 0. */
guint
bw_random_poisson (BwRandom *random,
                   double    mean)
{
  double limit, product = 1;
  guint  k = 0;

  if (!(mean > 0))
    return 0;
  if (mean >= 10)
    return draw_large_poisson (random, mean);
  limit = exp (-mean);
  while ((product *= bw_random_unit (random)) > limit)
    k++;
  return k;
}
