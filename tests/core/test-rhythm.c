/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of quarters: by hand, in noise, and found in books whose rush is known; and the chances that follow from it. */

#include "core/bw-rhythm.h"

#include <math.h>

#include "core/bw-hazard.h"
#include "core/bw-random.h"
#include "made-book.h"

enum
{
  N_QUARTERS = 8,
  N_CELLS = N_QUARTERS * BW_RHYTHM_N_WEEKS,
};

static double
mean_pace (const BwRhythm *rhythm)
{
  double sum = 0.0;

  for (guint k = 0; k < BW_RHYTHM_N_WEEKS; k++)
    sum += rhythm->pace[k];
  return sum / BW_RHYTHM_N_WEEKS;
}

static void
assert_flat (const BwRhythm *rhythm)
{
  g_assert_false (rhythm->known);
  for (guint k = 0; k < BW_RHYTHM_N_WEEKS; k++)
    g_assert_cmpfloat (rhythm->pace[k], ==, 1.0);
}

static void
test_nothing (void)
{
  static double won[N_CELLS], expected[N_CELLS], weight[N_QUARTERS];
  BwRhythm      rhythm;

  for (guint i = 0; i < N_CELLS; i++)
    expected[i] = 10.0;
  for (guint q = 0; q < N_QUARTERS; q++)
    weight[q] = 1.0;
  bw_rhythm_fit (&rhythm, won, expected, weight, 0, 0);
  assert_flat (&rhythm);
  bw_rhythm_fit (&rhythm, won, expected, weight, N_QUARTERS, N_QUARTERS);
  assert_flat (&rhythm);
  won[0] = 100.0;
  bw_rhythm_fit (&rhythm, won, expected, weight, 1, 1);
  assert_flat (&rhythm);
  for (guint i = 0; i < N_CELLS; i++)
    won[i] = 10.0;
  bw_rhythm_fit (&rhythm, won, expected, weight, N_QUARTERS, N_QUARTERS);
  assert_flat (&rhythm);
  for (guint i = 0; i < N_CELLS; i++)
    expected[i] = 0.0;
  bw_rhythm_fit (&rhythm, won, expected, weight, N_QUARTERS, N_QUARTERS);
  assert_flat (&rhythm);
}

/* Every quarter has the same course, though it grows: then it returns but for what credibility takes. */
static void
test_course (void)
{
  static double won[N_CELLS], expected[N_CELLS], weight[N_QUARTERS];
  BwRhythm      rhythm, other;

  for (guint q = 0; q < N_QUARTERS; q++)
    {
      weight[q] = 1.0;
      for (guint k = 0; k < BW_RHYTHM_N_WEEKS; k++)
        {
          expected[q * BW_RHYTHM_N_WEEKS + k] = 40.0;
          won[q * BW_RHYTHM_N_WEEKS + k] = 40.0 * (q + 1) * (k == 0 ? 3.0 : 10.0 / 12.0);
        }
    }
  bw_rhythm_fit (&rhythm, won, expected, weight, N_QUARTERS, N_QUARTERS);
  g_assert_true (rhythm.known);
  g_assert_cmpfloat_with_epsilon (mean_pace (&rhythm), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (rhythm.pace[0], 3.0, 0.03);
  for (guint k = 1; k < BW_RHYTHM_N_WEEKS; k++)
    g_assert_cmpfloat_with_epsilon (rhythm.pace[k], 10.0 / 12.0, 0.01);
  /* A quarter that is left out does not tell itself. */
  won[0] = 400.0;
  bw_rhythm_fit (&rhythm, won, expected, weight, N_QUARTERS, 0);
  bw_rhythm_fit (&other, won, expected, weight, N_QUARTERS, N_QUARTERS);
  g_assert_cmpfloat_with_epsilon (rhythm.pace[0], 3.0, 0.1);
  g_assert_cmpfloat (other.pace[0], >, rhythm.pace[0] + 0.05);
}

/* Where there is no course but chance, hardly any is found. */
static void
test_noise (void)
{
  guint    n_known = 0;
  double   off = 0.0;
  BwRandom random;

  bw_random_init (&random, 77, 0);
  for (guint round = 0; round < 300; round++)
    {
      double   won[N_CELLS], expected[N_CELLS], weight[N_QUARTERS];
      BwRhythm rhythm;

      for (guint q = 0; q < N_QUARTERS; q++)
        weight[q] = 1.0;
      for (guint i = 0; i < N_CELLS; i++)
        {
          expected[i] = 6.0;
          won[i] = bw_random_poisson (&random, 6.0);
        }
      bw_rhythm_fit (&rhythm, won, expected, weight, N_QUARTERS, N_QUARTERS);
      n_known += rhythm.known;
      for (guint k = 0; k < BW_RHYTHM_N_WEEKS; k++)
        off += (rhythm.pace[k] - 1.0) * (rhythm.pace[k] - 1.0) / BW_RHYTHM_N_WEEKS / 300.0;
    }
  g_test_message ("%u of 300, off %.4f", n_known, sqrt (off));
  g_assert_cmpuint (n_known, <, 75);
  /* The ratios themselves are off by sqrt (1 / 48) = 0.144. */
  g_assert_cmpfloat (sqrt (off), <, 0.05);
}

/* The chance of a deal of the made process' second stage to be won within @weeks weeks that go as fast as @pace others. */
static double
true_chance (const BwMadeProcess *process,
             double               weeks,
             double               pace)
{
  return process->win * (1.0 - pow (1.0 - process->close, weeks * pace));
}

static void
test_known_rush (void)
{
  static const struct
  {
    double rush, late, early; /* late: the last four weeks, beside other weeks */
  } cases[] = {
    { 0.0, 1.0, 1.0 },
    { 2.0, 2.0 / (1.0 + 28.0 / 91.0), 1.0 / (1.0 + 28.0 / 91.0) },
    { 4.0, 4.0 / (1.0 + 3.0 * 28.0 / 91.0), 1.0 / (1.0 + 3.0 * 28.0 / 91.0) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwMadeProcess process = bw_made_process_usual ();
      g_autoptr (BwBook) book = NULL;
      BwDate ends[] = { bw_date_from_ymd (2024, 6, 29), bw_date_from_ymd (2024, 6, 1) };
      g_autoptr (BwHazardCounts) counts = NULL;

      process.seed = 40 + i;
      process.a_week = 60;
      process.shock = 0.05;
      process.rush = cases[i].rush;
      book = bw_made_book_new (&process);
      counts = bw_hazard_counts_new (book, bw_date_from_ymd (2024, 12, 27), ends, G_N_ELEMENTS (ends));
      for (guint e = 0; e < G_N_ELEMENTS (ends); e++)
        {
          g_autoptr (BwHazardFit) fit = bw_hazard_fit_new (counts, ends[e], 27, 0);
          g_autoptr (BwHazardFit) average = bw_hazard_fit_new (counts, ends[e], 27, BW_HAZARD_AVERAGE);
          double truth = true_chance (&process, 4.0, e == 0 ? cases[i].early : cases[i].late);

          g_test_message ("rush %g: %.3f of %.3f, on average %.3f", cases[i].rush, bw_hazard_won_within (fit, 1, 3, 4.0), truth,
                          bw_hazard_won_within (average, 1, 3, 4.0));
          g_assert_cmpint (fit->rhythm[BW_HAZARD_WON].known, ==, cases[i].rush > 0.0);
          g_assert_cmpfloat_with_epsilon (bw_hazard_won_within (fit, 1, 3, 4.0), truth, 0.035);
          g_assert_cmpfloat_with_epsilon (bw_hazard_won_within (average, 1, 3, 4.0), true_chance (&process, 4.0, 1.0), 0.035);
          /* New deals are won by what is left of a window as by any other way to say it, and never more the later they come. */
          for (guint day = 7; day < 84; day += 7)
            {
              g_assert_cmpfloat (bw_hazard_new_won_by (fit, 12.0, day / 7.0), >=, bw_hazard_new_won_by (fit, 12.0, day / 7.0 - 1.0));
              g_assert_cmpfloat (bw_hazard_reach (fit, 1.0, day, day), >=, bw_hazard_reach (fit, 1.0, day - 7, day - 7));
              g_assert_cmpfloat (bw_hazard_reach (fit, 1.0, day, 5), <=, bw_hazard_reach (fit, 1.0, day, day));
            }
          g_assert_cmpfloat_with_epsilon (bw_hazard_weeks_at_pace (fit, 9.0, 1.0), 9.0, 1e-12);
          g_assert_cmpfloat (bw_hazard_weeks_at_pace (fit, 9.0, 1.1), <, 9.0);
          g_assert_cmpfloat (bw_hazard_weeks_at_pace (fit, 9.0, 0.9), >, 9.0);
        }
    }
}

/* By each stage and in all, rates let expect what came; at ages at which most deals are lost they do not say that many are won. */
static void
test_old_deals (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  static const BwStage stages[] = {
    { .key = 1, .kind = BW_STAGE_OPEN, .mapped = TRUE },
    { .key = 2, .order = 1, .kind = BW_STAGE_WON, .mapped = TRUE },
    { .key = 3, .order = 2, .kind = BW_STAGE_LOST, .mapped = TRUE },
  };
  GArray  *changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  BwDate   first = bw_date_from_ymd (2023, 1, 2), last = bw_date_from_ymd (2024, 12, 31);
  BwRandom random;
  guint    n;
  g_autoptr (BwHazardCounts) counts = NULL;
  g_autoptr (BwHazardFit) fit = NULL;

  bw_random_init (&random, 5, 0);
  g_array_append_vals (book->stages, stages, G_N_ELEMENTS (stages));
  /* Deals are won within eight weeks, or lost in the half year after them. */
  for (BwDate born = first; born < last; born++)
    {
      guint    i = bw_deals_append (&book->deals, born);
      gboolean won = bw_random_unit (&random) < 0.5;
      BwDate   end = born + (BwDate)(won ? 7 + bw_random_below (&random, 49) : 56 + bw_random_below (&random, 180));
      BwChange change = { i, end, 0, BW_FIELD_STAGE, BW_TIME_CRM, -1, 0, won ? 1 : 2 };

      book->deals.created[i] = book->deals.appeared[i] = born;
      if (end <= last)
        g_array_append_val (changes, change);
      book->deals.stage[i] = end > last ? 0 : won ? 1
                                                  : 2;
    }
  n = changes->len;
  bw_history_take (&book->history, (BwChange *)g_array_free (changes, FALSE), n, book->deals.n);
  counts = bw_hazard_counts_new (book, last, NULL, 0);
  fit = bw_hazard_fit_new (counts, last, 30, 0);
  g_assert_cmpfloat_with_epsilon (bw_hazard_won_within (fit, 0, 0, 30.0), 0.5, 0.06);
  for (guint age = 10; age < 50; age += 5)
    g_assert_cmpfloat (bw_hazard_won_within (fit, 0, age, 30.0), <, 0.12);
}

/* A book that begins with the busy weeks that end a quarter and knows one whole quarter after it: which weeks are busy cannot be told yet,
 * but that they were seen twice does not make all others look busier. */
static void
test_short_history (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  static const BwStage stages[] = {
    { .key = 1, .kind = BW_STAGE_OPEN, .mapped = TRUE },
    { .key = 2, .order = 1, .kind = BW_STAGE_WON, .mapped = TRUE },
  };
  const double busy = 0.12, calm = 0.04, mean = (4.0 * busy + 9.0 * calm) / 13.0, seen = (8.0 * busy + 9.0 * calm) / 17.0;
  double       said = 0.0;
  GArray      *changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  BwDate       first = bw_date_from_ymd (2024, 3, 4), last = bw_date_from_ymd (2024, 6, 30), turn = bw_date_from_ymd (2024, 3, 31);
  BwRandom     random;
  guint        n_open = 0, n;
  g_autoptr (BwHazardCounts) counts = NULL;
  g_autoptr (BwHazardFit) fit = NULL;

  bw_random_init (&random, 9, 0);
  g_array_append_vals (book->stages, stages, G_N_ELEMENTS (stages));
  for (BwDate today = first; today <= last; today++)
    {
      gboolean late = today <= turn || today > last - 28;

      for (guint i = 0; i < book->deals.n; i++)
        if (book->deals.stage[i] == 0 && bw_random_unit (&random) < -expm1 (-(late ? busy : calm) / 7.0))
          {
            BwChange change = { i, today, 0, BW_FIELD_STAGE, BW_TIME_CRM, -1, 0, 1 };

            g_array_append_val (changes, change);
            book->deals.stage[i] = 1;
            n_open--;
          }
      /* As many are open on each day. */
      for (; n_open < 6000; n_open++)
        {
          guint i = bw_deals_append (&book->deals, book->deals.n + 1);

          book->deals.created[i] = book->deals.appeared[i] = today - (today == first ? (BwDate)bw_random_below (&random, 140) : 0);
        }
    }
  n = changes->len;
  bw_history_take (&book->history, (BwChange *)g_array_free (changes, FALSE), n, book->deals.n);
  counts = bw_hazard_counts_new (book, last, NULL, 0);
  fit = bw_hazard_fit_new (counts, last, 30, 0);
  for (guint age = 0; age < 20; age++)
    said += bw_hazard_won_within (fit, 0, age, 1.0) / 20.0;
  g_test_message ("%.4f, all weeks alike %.4f, as seen %.4f", said, -expm1 (-mean), -expm1 (-seen));
  g_assert_false (fit->rhythm[BW_HAZARD_WON].known);
  g_assert_cmpfloat_with_epsilon (said, -expm1 (-mean), 0.004);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rhythm/nothing", test_nothing);
  g_test_add_func ("/rhythm/course", test_course);
  g_test_add_func ("/rhythm/noise", test_noise);
  g_test_add_func ("/rhythm/known-rush", test_known_rush);
  g_test_add_func ("/rhythm/old-deals", test_old_deals);
  g_test_add_func ("/rhythm/short-history", test_short_history);
  return g_test_run ();
}
