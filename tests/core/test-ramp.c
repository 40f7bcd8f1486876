/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How new people come to sell as much as settled ones: held against made data of a known ramp. */

#include "core/bw-ramp.h"

#include <math.h>

#include "core/bw-random.h"

#define MONTH 30.4375

enum
{
  A_MONTH = 40, /* deals that a settled person wins */
};

static void
add_person (BwBook *book)
{
  BwPerson person = { .key = bw_book_random_key (), .manager = BW_NOBODY, .started = BW_DATE_NONE, .ended = BW_DATE_NONE };

  g_array_append_val (book->people, person);
}

/* A deal that came and was won on @day. */
static void
add_win (BwBook *book,
         gint32  owner,
         BwDate  day,
         gint64  amount)
{
  guint i = bw_deals_append (&book->deals, (gint64)book->deals.n + 1);

  book->deals.created[i] = book->deals.appeared[i] = book->deals.stage_since[i] = book->deals.close[i] = day;
  book->deals.owner[i] = owner;
  book->deals.amount[i] = amount;
  book->deals.stage[i] = 1;
}

/* The true ramp: nothing in the first month, then evenly up over @months. */
static double
true_share (double tenure,
            guint  months)
{
  return CLAMP ((tenure - 0.5) / months, 0.0, 1.0);
}

/* @n_settled people from the first day on, @n_new that came later and ramp over @months, over three years; business grows. */
static BwBook *
make_book (guint n_settled,
           guint n_new,
           guint months)
{
  BwBook  *book = bw_book_new ();
  BwStage  open = { .key = 1, .kind = BW_STAGE_OPEN, .mapped = TRUE, .probability = -1, .category = BW_CATEGORY_PIPELINE };
  BwStage  won = { .key = 2, .order = 1, .kind = BW_STAGE_WON, .mapped = TRUE, .probability = -1, .category = BW_CATEGORY_CLOSED };
  BwRandom random;

  bw_random_init (&random, 5, 1);
  g_array_append_val (book->stages, open);
  g_array_append_val (book->stages, won);
  for (guint i = 0; i < n_settled + n_new; i++)
    {
      BwDate first = i < n_settled ? 18000 : 18120 + (BwDate)((i - n_settled) * 400 / MAX (n_new, 1));

      add_person (book);
      add_win (book, (gint32)i, first, 100);
      for (BwDate day = first; day < 18000 + 1095; day++)
        {
          double share = i < n_settled ? 1.0 : true_share ((day - first) / MONTH, months), growth = 1.0 + (day - 18000) / 1000.0;
          guint  n = bw_random_poisson (&random, A_MONTH / MONTH * share * growth);

          for (guint k = 0; k < n; k++)
            add_win (book, (gint32)i, day, 100);
        }
    }
  return book;
}

static void
measure (const BwBook *book,
         BwDate        as_of,
         BwRamp       *ramp)
{
  BwScope everyone = { .kind = BW_SCOPE_ALL, .index = BW_NOBODY };
  g_autoptr (BwLedger) ledger = bw_ledger_new (book, &everyone, as_of);

  bw_ramp_measure (ramp, ledger);
}

/* Many people who ramp over nine months: that is what is found, though business grew meanwhile. */
static void
test_known (void)
{
  g_autoptr (BwBook) book = make_book (12, 40, 9);
  BwRamp ramp;

  measure (book, 18000 + 1094, &ramp);
  g_assert_cmpuint (ramp.n_settled, ==, 12);
  g_assert_cmpuint (ramp.n_new, ==, 40);
  for (guint m = 0; m < BW_RAMP_N_MONTHS; m++)
    {
      g_test_message ("month %u: %.3f seen of %u, %.3f reckoned", m, ramp.seen[m], ramp.n_seen[m], ramp.share[m]);
      g_assert_cmpuint (ramp.n_seen[m], ==, 40);
      g_assert_cmpfloat_with_epsilon (ramp.seen[m], m == 0 ? ramp.seen[m] : true_share (m + 0.5, 9), 0.05);
      g_assert_cmpfloat_with_epsilon (ramp.share[m], true_share (m + 0.5, 9), 0.08);
    }
  g_assert_cmpuint (ramp.n_months, >=, 7);
  g_assert_cmpuint (ramp.n_months, <=, 9);
  /* The settled level is that of the last year. */
  g_assert_cmpfloat_with_epsilon (ramp.settled / (A_MONTH * 100.0 * (1.0 + (1094 - 182) / 1000.0)), 1.0, 0.03);
}

/* A single new person moves the assumption by a fifth of the way; nobody not at all. */
static void
test_few (void)
{
  g_autoptr (BwBook) nobody_new = make_book (5, 0, 9);
  g_autoptr (BwBook) one_new = make_book (5, 1, 12);
  BwRamp none, one;

  measure (nobody_new, 18000 + 1094, &none);
  measure (one_new, 18000 + 1094, &one);
  g_assert_cmpuint (none.n_new, ==, 0);
  g_assert_cmpuint (one.n_new, ==, 1);
  for (guint m = 0; m < BW_RAMP_N_MONTHS; m++)
    {
      g_assert_cmpuint (none.n_seen[m], ==, 0);
      g_assert_true (isnan (none.seen[m]));
    }
  g_assert_cmpfloat_with_epsilon (none.share[3], 2.5 / 6.0, 1e-9);
  g_assert_cmpfloat (none.share[17], ==, 1.0);
  g_assert_cmpfloat_with_epsilon (one.share[6], (4.0 * 5.5 / 6.0 + one.seen[6]) / 5.0, 0.03);
}

/* The curve never falls, is never above the settled level, and is nothing before the first day. */
static void
test_shape (void)
{
  g_autoptr (BwBook) book = make_book (3, 2, 4);
  BwRamp ramp;

  for (BwDate as_of = 18010; as_of < 18000 + 1095; as_of += 61)
    {
      measure (book, as_of, &ramp);
      for (guint m = 0; m < BW_RAMP_N_MONTHS; m++)
        {
          g_assert_cmpfloat (ramp.share[m], >, 0.0);
          g_assert_cmpfloat (ramp.share[m], <=, 1.0);
          g_assert_true (m == 0 || ramp.share[m] >= ramp.share[m - 1]);
        }
    }
  g_assert_cmpfloat (bw_ramp_share (&ramp, -0.1), ==, 0.0);
  g_assert_cmpfloat (bw_ramp_share (&ramp, 2.9), ==, ramp.share[2]);
  g_assert_cmpfloat (bw_ramp_share (&ramp, 100.0), ==, 1.0);
}

/* What comes after the day changes nothing, and an empty book says nothing. */
static void
test_no_look_ahead (void)
{
  g_autoptr (BwBook) book = make_book (3, 3, 6);
  g_autoptr (BwBook) later = bw_book_copy (book);
  g_autoptr (BwBook) empty = bw_book_new ();
  BwRamp a, b, c;

  for (guint i = 0; i < later->deals.n; i++)
    if (later->deals.appeared[i] > 18700)
      later->deals.amount[i] *= 50;
  measure (book, 18700, &a);
  measure (later, 18700, &b);
  g_assert_cmpmem (&a.settled, sizeof a.settled, &b.settled, sizeof b.settled);
  for (guint m = 0; m < BW_RAMP_N_MONTHS; m++)
    g_assert_cmpfloat (a.share[m], ==, b.share[m]);
  measure (empty, 18700, &c);
  g_assert_cmpfloat (c.settled, ==, 0.0);
  g_assert_cmpuint (c.n_settled + c.n_new, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ramp/known", test_known);
  g_test_add_func ("/ramp/few", test_few);
  g_test_add_func ("/ramp/shape", test_shape);
  g_test_add_func ("/ramp/no-look-ahead", test_no_look_ahead);

  return g_test_run ();
}
