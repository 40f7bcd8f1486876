/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pooled share of wins is worth: by hand, and on made cells that differ much or not at all. */

#include "core/bw-random.h"
#include "core/bw-share-prior.h"

#include <math.h>

enum
{
  N_SLICES = 40,
  N_BINS = 8,
};

static void
test_unknown (void)
{
  static const double even[BW_SHARE_PRIOR_N] = { 7, 7, 7, 7, 7 };

  g_assert_cmpfloat (bw_share_prior_choose (NULL), ==, 15.0);
  g_assert_cmpfloat_with_epsilon (bw_share_prior_choose (even), 15.0, 1e-9);
}

/* Two slices of one cell. The first is foretold by nothing, the second by half of 3 won and 1 lost. */
static void
test_by_hand (void)
{
  static const BwHazardCell cells[] = { { .won = 3, .lost = 1 }, { .won = 2, .lost = 2 } };
  static const double       keep[] = { 1.0, 1.0 }, faded[] = { 1.0, 0.5 };
  double                    losses[2 * BW_SHARE_PRIOR_N], third[3 * BW_SHARE_PRIOR_N];
  BwHazardCell              more[] = { cells[0], cells[1], { .won = 1 } };

  bw_share_prior_score (cells, 2, 1, 1, keep, losses);
  for (guint i = 0; i < BW_SHARE_PRIOR_N; i++)
    {
      double k = 15.0 * pow (8.0 / 3.0, (i - 2.0) / 2.0), all = 3.5 / 5.0;
      double klass = (3.0 + k * all) / (4.0 + k), share = (3.0 + k * klass) / (4.0 + k);

      g_assert_cmpfloat_with_epsilon (losses[i], 4.0 * log (2.0), 1e-12);
      g_assert_cmpfloat_with_epsilon (losses[BW_SHARE_PRIOR_N + i], 4.0 * log (2.0) - 2.0 * log (share * (1.0 - share)), 1e-12);
    }
  /* A third slice is foretold by the first, faded, and the second, and changes nothing before. */
  bw_share_prior_score (more, 3, 1, 1, (const double[]) { 1.0, 0.5, 1.0 }, third);
  bw_share_prior_score (cells, 2, 1, 1, faded, losses);
  for (guint i = 0; i < BW_SHARE_PRIOR_N; i++)
    {
      double k = 15.0 * pow (8.0 / 3.0, (i - 2.0) / 2.0), all = 4.0 / 7.0;
      double klass = (3.5 + k * all) / (6.0 + k), share = (3.5 + k * klass) / (6.0 + k);

      g_assert_cmpfloat (third[BW_SHARE_PRIOR_N + i], ==, losses[BW_SHARE_PRIOR_N + i]);
      g_assert_cmpfloat_with_epsilon (third[2 * BW_SHARE_PRIOR_N + i] - third[BW_SHARE_PRIOR_N + i], -log (share), 1e-12);
    }
}

/* Returns: what is chosen for cells in each of which half of the deals are won, @apart more or less by its age. */
static double
choose (double apart,
        double a_slice)
{
  g_autofree BwHazardCell *cells = g_new0 (BwHazardCell, N_SLICES * N_BINS);
  g_autofree double       *losses = g_new (double, N_SLICES *BW_SHARE_PRIOR_N);
  double                   keep[N_SLICES];
  BwRandom                 random;

  bw_random_init (&random, 5, 0);
  for (guint s = 0; s < N_SLICES; s++)
    {
      keep[s] = 0.95;
      for (guint b = 0; b < N_BINS; b++)
        for (guint n = bw_random_poisson (&random, a_slice); n > 0; n--)
          {
            BwHazardCell *cell = &cells[s * N_BINS + b];

            if (bw_random_unit (&random) < 0.5 + (b % 2 ? apart : -apart))
              cell->won++;
            else
              cell->lost++;
          }
    }
  bw_share_prior_score (cells, N_SLICES, 1, N_BINS, keep, losses);
  return bw_share_prior_choose (losses + (gsize)(N_SLICES - 1) * BW_SHARE_PRIOR_N);
}

/* Ages that differ are believed soon, such as do not late; a handful of closings tells neither. */
static void
test_choice (void)
{
  double apart = choose (0.4, 3.0), alike = choose (0.0, 3.0), few = choose (0.4, 0.02);

  g_test_message ("apart %.1f, alike %.1f, few %.1f", apart, alike, few);
  g_assert_cmpfloat (apart, <, 7.0);
  g_assert_cmpfloat (alike, >, 25.0);
  g_assert_cmpfloat (few, >, 10.0);
  g_assert_cmpfloat (few, <, 20.0);
}

/* A share next to 1 is never certain: neither no exception nor one gives what is no number. */
static void
test_certain (void)
{
  BwHazardCell cells[] = { { .won = 1e9 }, { .won = 1e9 }, { .lost = 1 } };
  double       keep[] = { 1.0, 1.0, 1.0 }, losses[3 * BW_SHARE_PRIOR_N];

  bw_share_prior_score (cells, 3, 1, 1, keep, losses);
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    g_assert_true (isfinite (losses[i]));
  g_assert_true (isfinite (bw_share_prior_choose (losses + 2 * BW_SHARE_PRIOR_N)));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/share-prior/unknown", test_unknown);
  g_test_add_func ("/share-prior/by-hand", test_by_hand);
  g_test_add_func ("/share-prior/choice", test_choice);
  g_test_add_func ("/share-prior/certain", test_certain);
  return g_test_run ();
}
