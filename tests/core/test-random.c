/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The random numbers: the sequence, and the moments of each distribution. */

#include "core/bw-random.h"

#include <math.h>

enum
{
  N_DRAWS = 200000,
};

/* The first outputs of xoshiro256** from the state 1, 2, 3, 4: they follow by hand from the paper's definition, the
 * first being rotate_left (2 * 5, 7) * 9 = 11520, the second 0 as the second word has then become 0. */
static void
test_sequence (void)
{
  BwRandom random = { .state = { 1, 2, 3, 4 } };

  g_assert_cmpuint (bw_random_u64 (&random), ==, 11520);
  g_assert_cmpuint (bw_random_u64 (&random), ==, 0);
  g_assert_cmpuint (bw_random_u64 (&random), ==, 1509978240);
  g_assert_cmpuint (bw_random_u64 (&random), ==, G_GUINT64_CONSTANT (1215971899390074240));
}

static void
test_streams (void)
{
  BwRandom a, b, c, d;

  bw_random_init (&a, 7, 0);
  bw_random_init (&b, 7, 0);
  bw_random_init (&c, 7, 1);
  bw_random_init (&d, 8, 0);
  for (int i = 0; i < 100; i++)
    {
      guint64 x = bw_random_u64 (&a);

      g_assert_cmpuint (x, ==, bw_random_u64 (&b));
      g_assert_cmpuint (x, !=, bw_random_u64 (&c));
      g_assert_cmpuint (x, !=, bw_random_u64 (&d));
    }
}

static double
draw_unit (BwRandom *random, double parameter)
{
  return bw_random_unit (random);
}

static double
draw_below (BwRandom *random, double parameter)
{
  return bw_random_below (random, (guint32)parameter);
}

static double
draw_normal (BwRandom *random, double parameter)
{
  return bw_random_normal (random);
}

static double
draw_poisson (BwRandom *random, double parameter)
{
  return bw_random_poisson (random, parameter);
}

/* Means and variances are the textbook's; a sample mean may be off by five standard errors. */
static void
test_moments (void)
{
  static const struct
  {
    const char *name;
    double (*draw) (BwRandom *random, double parameter);
    double parameter, mean, variance;
  } cases[] = {
    { "unit", draw_unit, 0, 0.5, 1.0 / 12 },
    { "below 7", draw_below, 7, 3, 4 },
    { "normal", draw_normal, 0, 0, 1 },
    { "gamma 0.3", bw_random_gamma, 0.3, 0.3, 0.3 },
    { "gamma 4.5", bw_random_gamma, 4.5, 4.5, 4.5 },
    { "poisson 0.7", draw_poisson, 0.7, 0.7, 0.7 },
    { "poisson 25", draw_poisson, 25, 25, 25 },
    { "poisson 4000", draw_poisson, 4000, 4000, 4000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwRandom random;
      double   sum = 0, squares = 0, mean, variance;

      bw_random_init (&random, 42, i);
      for (int k = 0; k < N_DRAWS; k++)
        {
          double x = cases[i].draw (&random, cases[i].parameter) - cases[i].mean;

          sum += x;
          squares += x * x;
        }
      mean = sum / N_DRAWS;
      variance = squares / N_DRAWS - mean * mean;
      g_test_message ("%s: mean off by %g, variance %g", cases[i].name, mean, variance);
      g_assert_cmpfloat (fabs (mean), <, 5 * sqrt (cases[i].variance / N_DRAWS));
      g_assert_cmpfloat_with_epsilon (variance / cases[i].variance, 1, 0.04);
    }
}

static void
test_edges (void)
{
  BwRandom random;

  bw_random_init (&random, 0, 0);
  g_assert_cmpuint (bw_random_below (&random, 0), ==, 0);
  g_assert_cmpuint (bw_random_below (&random, 1), ==, 0);
  g_assert_cmpuint (bw_random_poisson (&random, 0), ==, 0);
  g_assert_cmpuint (bw_random_poisson (&random, -1), ==, 0);
  g_assert_cmpuint (bw_random_poisson (&random, NAN), ==, 0);
  for (int i = 0; i < 1000; i++)
    {
      double x = bw_random_unit (&random);

      g_assert_true (x > 0 && x < 1);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/sequence", test_sequence);
  g_test_add_func ("/random/streams", test_streams);
  g_test_add_func ("/random/moments", test_moments);
  g_test_add_func ("/random/edges", test_edges);
  return g_test_run ();
}
