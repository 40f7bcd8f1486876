/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums as adjusted, held against the same sums over a book in which the adjusted values are the CRM's. */

#include "core/bw-as-adjusted.h"

#include "core/bw-adjustment-edit.h"
#include "core/bw-deal-field.h"
#include "core/bw-outlook.h"
#include "core/bw-sample.h"

#define AT G_GINT64_CONSTANT (1795000000)

/* The sample with some deals adjusted by chance: amounts, dates in and out of the quarter, categories. */
static BwBook *
make_book (GRand *random,
           guint  n_edits)
{
  BwSampleOptions options = bw_sample_default_options ();
  BwBook         *book;

  options.n_deals = 400;
  options.seed = g_rand_int (random);
  book = bw_sample_new (&options);
  for (guint i = 0; i < n_edits; i++)
    {
      BwAdjusted      field = (BwAdjusted)g_rand_int_range (random, 0, BW_N_ADJUSTED);
      guint32         deal = (guint32)g_rand_int_range (random, 0, (gint32)book->deals.n);
      BwDate          close = book->deals.close[deal];
      BwAdjustedInput input = { .amount = g_rand_int_range (random, 0, 5) == 0 ? BW_MONEY_NONE : g_rand_int_range (random, 1, 9000000),
                                .close = close == BW_DATE_NONE || g_rand_int_range (random, 0, 8) == 0
                                           ? BW_DATE_NONE
                                           : close + g_rand_int_range (random, -120, 120),
                                .category = (BwCategory)g_rand_int_range (random, 0, BW_N_CATEGORIES),
                                .next_step = "Call" };
      g_autoptr (BwDelta) delta = NULL;
      BwBook *after = bw_adjustment_edit_set (book, &deal, 1, field, &input, NULL, AT + i, &delta);

      bw_book_unref (book);
      book = after;
    }
  return book;
}

static gint64
sum_pipeline (const BwBook   *book,
              const BwScope  *scope,
              const BwPeriod *period,
              BwDate          as_of,
              gint64          categories[BW_N_CATEGORIES],
              guint          *n)
{
  g_autoptr (BwSnapshot) now = bw_snapshot_new (book, as_of);
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, scope);
  gint64 sum = 0;

  *n = 0;
  memset (categories, 0, BW_N_CATEGORIES * sizeof *categories);
  for (guint i = 0; i < now->n; i++)
    if (bw_snapshot_in_pipeline (now, i, period) && bw_scope_mask_admits (mask, i, now->owner[i], book->deals.account[i]))
      {
        gint64 amount = now->amount[i] != BW_MONEY_NONE ? now->amount[i] : 0;

        sum += amount;
        categories[now->category[i]] += amount;
        (*n)++;
      }
  return sum;
}

/* The change of the pipeline is the difference between the pipelines of the two books: for everybody, a person, a filter. */
static void
test_pipeline (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  guint n_moved = 0;

  for (guint round = 0; round < 30; round++)
    {
      g_autoptr (BwBook) book = make_book (random, 150);
      g_autoptr (BwBook) other = bw_as_adjusted_book (book);
      g_autoptr (BwAsAdjusted) as = bw_as_adjusted_new (book);
      BwScope  scopes[] = { { BW_SCOPE_ALL, BW_NOBODY, NULL },
                            { BW_SCOPE_PERSON, g_rand_int_range (random, 0, (gint32)book->people->len), NULL },
                            { BW_SCOPE_ALL, BW_NOBODY, "amount >= 20000" },
                            { BW_SCOPE_ALL, BW_NOBODY, "adjusted = yes" } };
      BwDate   as_of = bw_sample_default_options ().today;
      BwPeriod period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, as_of);

      g_assert_nonnull (as);
      g_assert_true (bw_as_adjusted_holds_on (book, as_of));
      for (guint s = 0; s < G_N_ELEMENTS (scopes); s++)
        {
          gint64             before[BW_N_CATEGORIES], after[BW_N_CATEGORIES];
          guint              n_before, n_after;
          gint64             change = -sum_pipeline (book, &scopes[s], &period, as_of, before, &n_before);
          BwAdjustedPipeline pipeline;

          change += sum_pipeline (other, &scopes[s], &period, as_of, after, &n_after);
          bw_as_adjusted_pipeline (as, &scopes[s], &period, &pipeline);
          g_assert_cmpint (pipeline.sum.change, ==, change);
          g_assert_cmpint ((int)pipeline.sum.n_in - (int)pipeline.sum.n_out, ==, (int)n_after - (int)n_before);
          for (guint c = 0; c < BW_N_CATEGORIES; c++)
            g_assert_cmpint (pipeline.categories[c], ==, after[c] - before[c]);
          n_moved += pipeline.sum.n_in + pipeline.sum.n_out;
        }
    }
  g_assert_cmpuint (n_moved, >, 50);
}

/* What the forecast of the other book has in its pipeline, weighted too, is the forecast's and the change. */
static void
test_forecast (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (12);
  g_autoptr (BwBook) book = make_book (random, 80);
  g_autoptr (BwBook) other = bw_as_adjusted_book (book);
  g_autoptr (BwAsAdjusted) as = bw_as_adjusted_new (book);
  BwScope            everyone = { BW_SCOPE_ALL, BW_NOBODY, NULL };
  BwDate             as_of = bw_sample_default_options ().today;
  BwPeriod           period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, as_of);
  BwAdjustedPipeline pipeline;
  g_autoptr (BwOutlook) before = bw_outlook_new_rough (book, &everyone, &period, as_of, 1, 100, NULL, NULL);
  g_autoptr (BwOutlook) after = bw_outlook_new_rough (other, &everyone, &period, as_of, 1, 100, NULL, NULL);

  bw_as_adjusted_pipeline (as, &everyone, &period, &pipeline);
  g_assert_cmpint (pipeline.sum.change, !=, 0);
  g_assert_cmpint (before->open + pipeline.sum.change, ==, after->open);
  g_assert_cmpint (before->weighted + pipeline.weighted, ==, after->weighted);
  g_assert_cmpint (before->won, ==, after->won);
  for (guint c = BW_CATEGORY_PIPELINE; c <= BW_CATEGORY_COMMIT; c++)
    g_assert_cmpint (before->crm.amount[c] + pipeline.categories[c], ==, after->crm.amount[c]);
}

/* Nothing adjusted, only a next step, taken back again, or closed since: nothing to tell, and the book is itself. */
static void
test_nothing (void)
{
  BwSampleOptions options = bw_sample_default_options ();
  BwAdjustedInput step = { .next_step = "Call" }, amount = { .amount = 5 };
  guint32         deal = 0;
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwDelta) a = NULL;
  g_autoptr (BwDelta) b = NULL;
  g_autoptr (BwDelta) c = NULL;
  g_autoptr (BwBook) one = NULL;
  g_autoptr (BwBook) two = NULL;
  g_autoptr (BwBook) three = NULL;
  g_autoptr (BwBook) same = NULL;
  g_autoptr (BwAsAdjusted) as = NULL;

  options.n_deals = 100;
  book = bw_sample_new (&options);
  while (bw_deal_kind (book, deal) != BW_STAGE_OPEN)
    deal++;
  g_assert_null (bw_as_adjusted_new (book));
  one = bw_adjustment_edit_set (book, &deal, 1, BW_ADJUSTED_NEXT_STEP, &step, NULL, AT, &a);
  g_assert_null (bw_as_adjusted_new (one));
  two = bw_adjustment_edit_set (one, &deal, 1, BW_ADJUSTED_AMOUNT, &amount, NULL, AT + 1, &b);
  as = bw_as_adjusted_new (two);
  g_assert_nonnull (as);
  g_assert_cmpuint (as->n, ==, 1);
  g_assert_cmpuint (as->deals[0], ==, deal);
  g_assert_cmpint (as->crm->deals.amount[0], ==, book->deals.amount[deal]);
  g_assert_cmpint (as->adjusted->deals.amount[0], ==, 5);
  three = bw_adjustment_edit_reset (two, &deal, 1, BW_ADJUSTED_AMOUNT, AT + 2, &c);
  g_assert_null (bw_as_adjusted_new (three));
  same = bw_as_adjusted_book (three);
  g_assert_true (same == three);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/as-adjusted/pipeline", test_pipeline);
  g_test_add_func ("/as-adjusted/forecast", test_forecast);
  g_test_add_func ("/as-adjusted/nothing", test_nothing);
  return g_test_run ();
}
