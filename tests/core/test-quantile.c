/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles, against sorted values and R; waits read off a table, against the C library's logarithm. */

#include "core/bw-quantile.h"
#include "core/bw-wait-table.h"
#include "core/bw-random.h"

#include <stdlib.h>

/* Ways in which values lie. */
typedef enum
{
  UNIFORM,
  SKEWED,
  WHOLE, /* few different ones */
  MOSTLY_0,
  SAME,
  ASCENDING,
  ONE_FAR, /* all but one in one part of the range */
  WIDE,    /* wider than a number can be */
} Kind;

typedef struct
{
  const char *name;
  Kind        kind;
  guint       n;
} Case;

static const Case cases[] = {
  { "one", UNIFORM, 1 },
  { "two", UNIFORM, 2 },
  { "few", UNIFORM, 999 },
  { "many", UNIFORM, 20000 },
  { "many and odd", UNIFORM, 20011 },
  { "skewed", SKEWED, 20000 },
  { "whole", WHOLE, 5000 },
  { "mostly nothing", MOSTLY_0, 20000 },
  { "same", SAME, 3000 },
  { "ascending", ASCENDING, 4096 },
  { "one far away", ONE_FAR, 8000 },
  { "too wide to divide", WIDE, 8000 },
};

static double
draw (Kind      kind,
      guint     i,
      BwRandom *random)
{
  double u = bw_random_unit (random);

  switch (kind)
    {
    case UNIFORM:
      return 1e9 * (u - 0.5);
    case SKEWED:
      return exp (20 * u);
    case WHOLE:
      return floor (7 * u);
    case MOSTLY_0:
      return u < 0.8 ? 0 : 1e7 * u;
    case SAME:
      return 12.5;
    case ASCENDING:
      return i;
    case ONE_FAR:
      return i == 77 ? 1e15 : u;
    case WIDE:
      return i % 2 ? 1.7e308 * u : -1.7e308 * u;
    }
  g_assert_not_reached ();
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

static void
test_like_sorted (gconstpointer data)
{
  static const double levels[] = { 0.0, 0.1, 0.25, 0.5, 0.5, 0.9, 0.99999, 1.0 };
  const Case         *one = data;
  g_autofree double  *values = g_new (double, one->n), *sorted = NULL;
  double              found[G_N_ELEMENTS (levels)];
  BwRandom            random;

  bw_random_init (&random, 7, one->kind);
  for (guint i = 0; i < one->n; i++)
    values[i] = draw (one->kind, i, &random);
  sorted = g_memdup2 (values, one->n * sizeof *values);
  qsort (sorted, one->n, sizeof *sorted, compare_doubles);
  bw_quantiles (values, one->n, levels, G_N_ELEMENTS (levels), found);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    g_assert_cmpfloat (found[i], ==, bw_quantile (sorted, one->n, levels[i]));
}

/* quantile (c (10, 1, 4, 3), c (.1, .5, .9)) of R 4.2, whose way (7) this is. */
static void
test_like_r (void)
{
  static const double levels[] = { 0.1, 0.5, 0.9 }, expected[] = { 1.6, 3.5, 8.2 };
  double              values[] = { 10, 1, 4, 3 }, found[3];

  bw_quantiles (values, G_N_ELEMENTS (values), levels, 3, found);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat_with_epsilon (found[i], expected[i], 1e-12);
  bw_quantiles (values, 0, levels, 3, found);
  g_assert_true (isnan (found[0]) && isnan (found[2]));
}

/* What is read off the table is never further off than it says, nor does it say more than it has to. */
static void
test_waits (void)
{
  static const guint32 edges[] = { 0, 1, 0x00ffffff, 0x01000000, 0x7fffffff, 0x80000000, 0xfeffffff, 0xff000000, G_MAXUINT32 };
  BwWaitTable          table;
  BwRandom             random;

  bw_wait_table_init (&table);
  bw_random_init (&random, 3, 1);
  for (guint i = 0; i < 200000; i++)
    {
      guint32 bits = i < G_N_ELEMENTS (edges) ? edges[i] : (guint32)bw_random_u64 (&random);
      double  wait = -log1p (-bw_wait_table_luck (bits)), slack = bw_wait_table_slack (&table, bits);

      g_assert_cmpfloat (fabs (bw_wait_table_read (&table, bits) - wait), <=, slack);
      if (bits < 0xff000000)
        g_assert_cmpfloat (slack, <, 0.13);
      if (bits < 0x80000000)
        g_assert_cmpfloat (slack, <, 8e-6);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/quantile/like-sorted/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_like_sorted);
    }
  g_test_add_func ("/quantile/like-r", test_like_r);
  g_test_add_func ("/quantile/waits", test_waits);
  return g_test_run ();
}
