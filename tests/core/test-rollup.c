/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The roll-up by category: both views of the same sums, random trees that add up, and the filters behind the sums. */

#include "core/bw-deal-field.h"
#include "core/bw-filter.h"
#include "core/bw-outlook.h"
#include "core/bw-random.h"
#include "core/bw-rollup.h"
#include "core/bw-sample.h"

static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };

/* By hand: 1 in the pipeline, 20 best case, 300 commit, 4000 closed, 50000 omitted. */
static void
test_views (void)
{
  static const struct
  {
    BwCategory category;
    gint64     single, cumulative;
    guint      n_single, n_cumulative;
  } cases[] = {
    { BW_CATEGORY_PIPELINE, 1, 4321, 1, 6 },
    { BW_CATEGORY_BEST_CASE, 20, 4320, 1, 5 },
    { BW_CATEGORY_COMMIT, 300, 4300, 2, 4 },
    { BW_CATEGORY_CLOSED, 4000, 4000, 2, 2 },
    { BW_CATEGORY_OMITTED, 50000, 50000, 1, 1 },
  };
  BwRollup rollup = { { 0 } }, twice = { { 0 } };

  bw_rollup_add_deal (&rollup, BW_CATEGORY_PIPELINE, FALSE, 1);
  bw_rollup_add_deal (&rollup, BW_CATEGORY_BEST_CASE, FALSE, 20);
  bw_rollup_add_deal (&rollup, BW_CATEGORY_COMMIT, FALSE, 100);
  bw_rollup_add_deal (&rollup, BW_CATEGORY_CLOSED, FALSE, 200); /* open, and so not closed */
  bw_rollup_add_deal (&rollup, BW_CATEGORY_CLOSED, TRUE, 1000);
  bw_rollup_add_deal (&rollup, BW_CATEGORY_PIPELINE, TRUE, 3000); /* won, whatever the category says */
  bw_rollup_add_deal (&rollup, BW_CATEGORY_OMITTED, FALSE, 50000);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (bw_rollup_amount (&rollup, cases[i].category, BW_ROLLUP_SINGLE), ==, cases[i].single);
      g_assert_cmpint (bw_rollup_amount (&rollup, cases[i].category, BW_ROLLUP_CUMULATIVE), ==, cases[i].cumulative);
      g_assert_cmpuint (bw_rollup_n (&rollup, cases[i].category, BW_ROLLUP_SINGLE), ==, cases[i].n_single);
      g_assert_cmpuint (bw_rollup_n (&rollup, cases[i].category, BW_ROLLUP_CUMULATIVE), ==, cases[i].n_cumulative);
    }
  bw_rollup_add (&twice, &rollup);
  bw_rollup_add (&twice, &rollup);
  g_assert_cmpint (bw_rollup_amount (&twice, BW_CATEGORY_PIPELINE, BW_ROLLUP_CUMULATIVE), ==, 2 * 4321);
}

static void
test_names (void)
{
  BwRollupView view;

  for (guint i = 0; i < BW_N_ROLLUPS; i++)
    {
      g_assert_true (bw_rollup_view_parse (bw_rollup_view_name (i), &view));
      g_assert_cmpint (view, ==, i);
    }
  g_assert_false (bw_rollup_view_parse ("both", &view));
  g_assert_cmpstr (bw_rollup_category_name (BW_CATEGORY_BEST_CASE), ==, "best_case");
}

/* The sample company with its people reporting to others at random. */
static BwBook *
make_book (guint64 seed)
{
  BwSampleOptions options = bw_sample_default_options ();
  BwBook         *book;
  BwRandom        random;

  options.n_deals = 1200;
  options.seed = seed;
  book = bw_sample_new (&options);
  bw_random_init (&random, seed, 1);
  for (guint i = 1; i < book->people->len; i++)
    {
      guint above = (guint)(bw_random_unit (&random) * (i + 1));

      g_array_index (book->people, BwPerson, i).manager = above == i ? BW_NOBODY : (gint32)above;
    }
  return book;
}

static BwOutlook *
make_outlook (const BwBook  *book,
              const BwScope *scope,
              BwPeriod      *period)
{
  BwDate last = bw_book_data_date (book);

  *period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, last);
  return bw_outlook_new_rough (book, scope, period, last, 1, 10, NULL, NULL);
}

/* Whoever reports to nobody together have what the organisation has, and each manager what the reports and the own deals have, in
 * every category; and the categories are won and open. */
static void
test_trees (void)
{
  for (guint64 seed = 1; seed <= 5; seed++)
    {
      g_autoptr (BwBook) book = make_book (seed);
      BwPeriod period;
      g_autoptr (BwOutlook) outlook = make_outlook (book, &everyone, &period);
      BwRollup top = { { 0 } };

      g_assert_cmpint (outlook->crm.amount[BW_CATEGORY_CLOSED], ==, outlook->won);
      g_assert_cmpint (bw_rollup_amount (&outlook->crm, BW_CATEGORY_PIPELINE, BW_ROLLUP_CUMULATIVE), ==, outlook->won + outlook->open);
      g_assert_cmpuint (bw_rollup_n (&outlook->crm, BW_CATEGORY_PIPELINE, BW_ROLLUP_CUMULATIVE), ==, outlook->n_won + outlook->n_open);
      g_assert_cmpint (outlook->crm.amount[BW_CATEGORY_COMMIT], >, 0);
      for (guint i = 0; i < outlook->n_people; i++)
        {
          const BwOutlookPerson *person = &outlook->people[i];
          BwScope                scope = { BW_SCOPE_PERSON, person->person };

          if (bw_book_person (book, person->person)->manager == BW_NOBODY)
            bw_rollup_add (&top, &person->crm);
          g_assert_cmpint (bw_rollup_amount (&person->crm, BW_CATEGORY_PIPELINE, BW_ROLLUP_CUMULATIVE), ==, person->won + person->open);
          if (i < 4)
            {
              g_autoptr (BwOutlook) own = make_outlook (book, &scope, &period);

              g_assert_cmpmem (&own->crm, sizeof own->crm, &person->crm, sizeof person->crm);
            }
        }
      g_assert_cmpmem (&top, sizeof top, &outlook->crm, sizeof outlook->crm);
    }
}

/* The deals that the filter of a sum admits, dated in the period, have that sum: in both views, and of the open pipeline. */
static void
test_filters (void)
{
  g_autoptr (BwBook) book = make_book (3);
  BwPeriod period;
  g_autoptr (BwOutlook) outlook = make_outlook (book, &everyone, &period);
  g_autofree guint8 *marks = g_new0 (guint8, book->deals.n);

  book->category_names[BW_CATEGORY_BEST_CASE] = bw_pool_intern (&book->texts, "Up \"side\"");
  for (guint which = 0; which <= 2 * BW_CATEGORY_OMITTED; which++)
    {
      BwCategory       category = which / 2;
      BwRollupView     view = which % 2;
      gboolean         open = category == BW_CATEGORY_OMITTED;
      g_autofree char *text = open ? bw_rollup_dup_open_filter (book) : bw_rollup_dup_filter (book, category, view);
      g_autoptr (GError) error = NULL;
      g_autoptr (BwFilter) filter = bw_filter_parse (book, text, &error);
      gint64 sum = 0;
      guint  n = 0;

      g_assert_no_error (error);
      bw_filter_run (filter, book, outlook->as_of, marks);
      for (guint i = 0; i < book->deals.n; i++)
        if (marks[i] && bw_period_contains (&period, book->deals.close[i]) && !(book->deals.flags[i] & BW_DEAL_VANISHED))
          {
            sum += book->deals.amount[i] != BW_MONEY_NONE ? book->deals.amount[i] : 0;
            n++;
          }
      g_assert_cmpint (sum, ==, open ? outlook->open : bw_rollup_amount (&outlook->crm, category, view));
      g_assert_cmpuint (n, ==, open ? outlook->n_open : bw_rollup_n (&outlook->crm, category, view));
    }
}

/* Calls are kept by category with the day of the last; coverage has no number without a quota or with nothing missing. */
static void
test_words (void)
{
  g_autoptr (BwBook) book = make_book (2);
  BwDate   last = bw_book_data_date (book);
  BwPeriod period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, last);
  BwCall   call = {
      .key = 99,
      .person = 4,
      .from = period.from,
      .to = period.to,
      .category = BW_CATEGORY_BEST_CASE,
      .amount = 12300,
      .at = (gint64)(last - 6) * 86400 + 5000,
  };
  g_autoptr (BwOutlook) outlook = NULL;

  g_array_set_size (book->calls, 0);
  g_array_append_val (book->calls, call);
  call.key++;
  call.at += 2 * 86400;
  call.amount = 45600;
  g_array_append_val (book->calls, call);
  outlook = make_outlook (book, &everyone, &period);
  g_assert_cmpint (outlook->people[4].person, ==, 4);
  g_assert_cmpint (outlook->people[4].calls[BW_CATEGORY_BEST_CASE], ==, 45600);
  g_assert_cmpint (outlook->people[4].overrides[BW_CATEGORY_BEST_CASE], ==, BW_MONEY_NONE);
  g_assert_cmpint (outlook->people[4].called[BW_CATEGORY_BEST_CASE], ==, last - 4);
  g_assert_cmpint (outlook->people[4].called[BW_CATEGORY_PIPELINE], ==, BW_DATE_NONE);
  g_assert_cmpint (outlook->people[4].call, ==, outlook->people[4].calls[BW_CATEGORY_COMMIT]);
  g_assert_cmpfloat (bw_outlook_coverage (300, 50, 150), ==, 3.0);
  g_assert_true (bw_outlook_coverage (300, 150, 150) != bw_outlook_coverage (300, 150, 150));
  g_assert_true (bw_outlook_coverage (300, 50, BW_MONEY_NONE) != bw_outlook_coverage (300, 50, BW_MONEY_NONE));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rollup/views", test_views);
  g_test_add_func ("/rollup/names", test_names);
  g_test_add_func ("/rollup/trees", test_trees);
  g_test_add_func ("/rollup/filters", test_filters);
  g_test_add_func ("/rollup/words", test_words);
  return g_test_run ();
}
