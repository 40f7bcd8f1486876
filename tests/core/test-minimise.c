/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search for the least value: known functions (Moré, Garbow and Hillstrom 1981), bounds, refusals. */
#include "core/bw-minimise.h"

#include <math.h>

static guint n_asked;

static double
parabola (const double *x,
          gpointer      data)
{
  n_asked++;
  return (x[0] - 0.3) * (x[0] - 0.3) + 2.0;
}

static double
rosenbrock (const double *x,
            gpointer      data)
{
  double a = 10.0 * (x[1] - x[0] * x[0]);
  double b = 1.0 - x[0];

  n_asked++;
  return a * a + b * b;
}

static double
powell (const double *x,
        gpointer      data)
{
  double a = x[0] + 10.0 * x[1];
  double b = x[2] - x[3];
  double c = x[1] - 2.0 * x[2];
  double d = x[0] - x[3];

  n_asked++;
  return a * a + 5.0 * b * b + c * c * c * c + 10.0 * d * d * d * d;
}

static double
refuse_left (const double *x,
             gpointer      data)
{
  n_asked++;
  return x[0] < 0.5 ? NAN : x[0] + fabs (x[1]);
}

static double
refuse_all (const double *x,
            gpointer      data)
{
  n_asked++;
  return NAN;
}

static double
constant (const double *x,
          gpointer      data)
{
  n_asked++;
  return 7.0;
}

typedef struct
{
  const char *name;
  BwObjective f;
  guint       n;
  double      start[4];
  double      lower[4];
  double      upper[4];
  double      least;
  double      at[4];
  double      within;
} Case;

#define FREE                                      \
  { -INFINITY, -INFINITY, -INFINITY, -INFINITY }, \
  {                                               \
    INFINITY, INFINITY, INFINITY, INFINITY        \
  }

static const Case cases[] = {
  { "parabola", parabola, 1, { 5.0 }, FREE, 2.0, { 0.3 }, 1e-4 },
  { "parabola-on-bound", parabola, 1, { 0.9 }, { 0.5 }, { 1.0 }, 2.04, { 0.5 }, 1e-12 },
  { "parabola-from-outside", parabola, 1, { 9.0 }, { 0.0 }, { 1.0 }, 2.0, { 0.3 }, 1e-4 },
  { "rosenbrock", rosenbrock, 2, { -1.2, 1.0 }, FREE, 0.0, { 1.0, 1.0 }, 1e-3 },
  { "rosenbrock-in-box", rosenbrock, 2, { -1.2, 1.0 }, { -2.0, -2.0 }, { 0.5, 2.0 }, 0.25, { 0.5, 0.25 }, 1e-4 },
  { "powell", powell, 4, { 3.0, -1.0, 0.0, 1.0 }, FREE, 0.0, { 0.0 }, 0.05 },
  { "refused-half", refuse_left, 2, { 0.9, 0.8 }, { 0.0, -1.0 }, { 1.0, 1.0 }, 0.5, { 0.5, 0.0 }, 1e-3 },
};

static void
test_least (gconstpointer data)
{
  const Case *c = data;
  double      x[4];
  double      again[4];
  double      workspace[BW_MINIMISE_WORKSPACE (4)];
  double      value;

  for (guint i = 0; i < 4; i++)
    x[i] = again[i] = c->start[i];
  n_asked = 0;
  value = bw_minimise (c->f, NULL, c->n, x, c->lower, c->upper, 1e-10, 2000, workspace);
  g_assert_cmpfloat_with_epsilon (value, c->least, c->within);
  for (guint i = 0; i < c->n; i++)
    {
      g_assert_cmpfloat_with_epsilon (x[i], c->at[i], c->within);
      g_assert_cmpfloat (x[i], >=, c->lower[i]);
      g_assert_cmpfloat (x[i], <=, c->upper[i]);
    }
  g_assert_cmpuint (n_asked, <=, 2000 + 10);
  g_assert_cmpfloat (value, ==, c->f (x, NULL));
  g_assert_cmpfloat (bw_minimise (c->f, NULL, c->n, again, c->lower, c->upper, 1e-10, 2000, workspace), ==, value);
}

static void
test_nothing_to_find (void)
{
  double x[2] = { 1.0, 2.0 };
  double workspace[BW_MINIMISE_WORKSPACE (2)];

  n_asked = 0;
  g_assert_cmpfloat (bw_minimise (constant, NULL, 2, x, NULL, NULL, 1e-8, 500, workspace), ==, 7.0);
  g_assert_cmpuint (n_asked, <=, 510);
  g_assert_true (isinf (bw_minimise (refuse_all, NULL, 2, x, NULL, NULL, 1e-8, 500, workspace)));
  x[0] = 4.0;
  g_assert_cmpfloat (bw_minimise (constant, NULL, 0, x, NULL, NULL, 1e-8, 500, workspace), ==, 7.0);
  g_assert_cmpfloat (x[0], ==, 4.0);
}

static void
test_few_evaluations (void)
{
  double x[4] = { 3.0, -1.0, 0.0, 1.0 };
  double workspace[BW_MINIMISE_WORKSPACE (4)];
  double first = powell (x, NULL);

  n_asked = 0;
  g_assert_cmpfloat (bw_minimise (powell, NULL, 4, x, NULL, NULL, 1e-12, 40, workspace), <, first);
  g_assert_cmpuint (n_asked, <=, 50);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/minimise/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_least);
    }
  g_test_add_func ("/core/minimise/nothing-to-find", test_nothing_to_find);
  g_test_add_func ("/core/minimise/few-evaluations", test_few_evaluations);
  return g_test_run ();
}
