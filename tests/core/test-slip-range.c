/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far from the stated date deals close: a made book whose slips are known, owners who differ, and too little to tell. */

#include "core/bw-slip-range.h"

#include <math.h>

#include "core/bw-random.h"

enum
{
  N_OWNERS = 6,
  FIRST_DAY = 19000,
  LAST_DAY = 20000,
};

static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };

/* A book of @n won deals; each was stated, when created, to close a hundred days later, and closed @spread days about that, later
 * by @step days for each owner's number. */
static BwBook *
make_book (guint   n,
           double  spread,
           int     step,
           guint64 seed)
{
  static const BwStage stages[] = {
    { .key = 1, .kind = BW_STAGE_OPEN, .category = BW_CATEGORY_PIPELINE, .mapped = TRUE },
    { .key = 2, .order = 1, .kind = BW_STAGE_WON, .category = BW_CATEGORY_CLOSED, .mapped = TRUE },
  };
  BwBook  *book = bw_book_new ();
  GArray  *changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  BwRandom random;
  guint    n_changes;

  bw_random_init (&random, seed, 0);
  g_array_append_vals (book->stages, stages, G_N_ELEMENTS (stages));
  for (guint i = 0; i < N_OWNERS; i++)
    {
      BwPerson person = { .key = i + 1, .manager = BW_NOBODY };

      g_array_append_val (book->people, person);
    }
  for (guint i = 0; i < n; i++)
    {
      guint    deal = bw_deals_append (&book->deals, i + 1);
      BwDate   born = FIRST_DAY + (BwDate)bw_random_below (&random, LAST_DAY - FIRST_DAY - 250);
      gint32   owner = (gint32)(i % N_OWNERS);
      BwDate   closed = MAX (born + 1, born + 100 + step * owner + (BwDate)lround (spread * bw_random_normal (&random)));
      BwChange won = { deal, closed, 0, BW_FIELD_STAGE, BW_TIME_CRM, -1, 0, 1 };
      BwChange dated = { deal, closed, 1, BW_FIELD_CLOSE_DATE, BW_TIME_CRM, -1, born + 100, closed };

      book->deals.created[deal] = book->deals.appeared[deal] = born;
      book->deals.owner[deal] = owner;
      book->deals.stage[deal] = 1;
      book->deals.stage_since[deal] = book->deals.close[deal] = closed;
      book->deals.amount[deal] = 100000;
      g_array_append_val (changes, won);
      g_array_append_val (changes, dated);
    }
  n_changes = changes->len;
  bw_history_take (&book->history, (BwChange *)g_array_free (changes, FALSE), n_changes, book->deals.n);
  return book;
}

/* For a deal just created the quantiles are those of the normal slips, moved by the owner's days. */
static void
test_known (void)
{
  g_autoptr (BwBook) book = make_book (1800, 15, 10, 1);
  g_autoptr (BwLedger) ledger = bw_ledger_new (book, &everyone, LAST_DAY);
  g_autoptr (BwSlipRange) range = bw_slip_range_new (ledger, TRUE);
  double last = -INFINITY;

  for (gint32 owner = 0; owner < N_OWNERS; owner++)
    {
      g_assert_cmpfloat_with_epsilon (bw_slip_range_quantile (range, 0, owner, -99, 0.5), 10 * owner, 5.0);
      g_assert_cmpfloat_with_epsilon (bw_slip_range_quantile (range, 0, owner, -99, 0.1), 10 * owner - 1.2816 * 15, 6.0);
      g_assert_cmpfloat_with_epsilon (bw_slip_range_quantile (range, 0, owner, -99, 0.9), 10 * owner + 1.2816 * 15, 6.0);
      g_assert_cmpfloat (bw_slip_range_owner_shift (range, owner), >, last);
      last = bw_slip_range_owner_shift (range, owner);
    }
  /* What is overdue closes after today, and quantiles ascend. */
  for (int least = -120; least < 60; least += 7)
    {
      double before = least;

      for (double p = 0.05; p < 1.0; p += 0.05)
        {
          double quantile = bw_slip_range_quantile (range, 0, 2, least, p);

          if (isnan (quantile))
            break;
          g_assert_cmpfloat (quantile, >=, before);
          before = quantile;
        }
    }
}

/* Where owners do not differ their shifts are shrunk to next to nothing. */
static void
test_same_owners (void)
{
  g_autoptr (BwBook) book = make_book (3000, 20, 0, 2);
  g_autoptr (BwLedger) ledger = bw_ledger_new (book, &everyone, LAST_DAY);
  g_autoptr (BwSlipRange) range = bw_slip_range_new (ledger, FALSE);

  for (gint32 owner = 0; owner < N_OWNERS; owner++)
    g_assert_cmpfloat (fabs (bw_slip_range_owner_shift (range, owner)), <, 5.0);
}

/* Deals that close after the day are not used, and with too few there is no answer. */
static void
test_little (void)
{
  g_autoptr (BwBook) book = make_book (300, 15, 0, 3);
  g_autoptr (BwBook) small = make_book (2, 15, 0, 4);
  g_autoptr (BwBook) empty = bw_book_new ();
  g_autoptr (BwLedger) early = bw_ledger_new (book, &everyone, FIRST_DAY + 10);
  g_autoptr (BwLedger) two = bw_ledger_new (small, &everyone, LAST_DAY);
  g_autoptr (BwLedger) none = bw_ledger_new (empty, &everyone, LAST_DAY);
  g_autoptr (BwSlipRange) of_early = bw_slip_range_new (early, TRUE);
  g_autoptr (BwSlipRange) of_two = bw_slip_range_new (two, TRUE);
  g_autoptr (BwSlipRange) of_none = bw_slip_range_new (none, TRUE);

  g_assert_cmpuint (bw_slip_range_n (of_early), ==, 0);
  g_assert_true (isnan (bw_slip_range_quantile (of_early, 0, 0, -99, 0.5)));
  g_assert_cmpuint (bw_slip_range_n (of_none), ==, 0);
  g_assert_true (isnan (bw_slip_range_quantile (of_none, 0, BW_NOBODY, 0, 0.5)));
  g_assert_true (isnan (bw_slip_range_quantile (of_two, 0, 0, 1400, 0.5)));
  g_assert_false (isinf (bw_slip_range_quantile (of_two, 7, 99, -99, 0.5)));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slip-range/known", test_known);
  g_test_add_func ("/slip-range/same-owners", test_same_owners);
  g_test_add_func ("/slip-range/little", test_little);
  return g_test_run ();
}
