/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of calibrations: what is kept, what is said to have changed, and when it is out of date. */

#include "core/bw-fit.h"

#include <math.h>
#include <string.h>

#include "core/bw-sample.h"

static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };

/* A book with two fits whose numbers are as given. */
static BwBook *
make_record (double share_before,
             double share_now,
             double error_before,
             double error_now,
             double arrivals)
{
  BwBook *book = bw_book_new ();
  BwFit   fits[] = { { 1, 1790000000, 20500, 0, 8 }, { 2, 1791000000, 20600, 0, 8 } };

  g_array_append_vals (book->fits, fits, 2);
  for (gint32 fit = 0; fit < 2; fit++)
    {
      bw_fit_add_value (book, fit, BW_FIT_COEFFICIENT, "stage:Proposal", -1, 90, fit == 0 ? share_before : share_now);
      bw_fit_add_value (book, fit, BW_FIT_ERROR, "simulation", -1, 80, fit == 0 ? error_before : error_now);
      bw_fit_add_value (book, fit, BW_FIT_COEFFICIENT, "win:owner", -1, 90, fit == 0 ? share_before : share_now);
      bw_fit_add_value (book, fit, BW_FIT_ERROR, "simulation", 3, 8, 0.5);
      bw_fit_add_value (book, fit, BW_FIT_DRIFT, "new_deals_a_week", -1, 8, fit == 0 ? 20.0 : arrivals);
      bw_book_fit_value (book, book->fit_values->len - 1)->low = 15.0;
      bw_book_fit_value (book, book->fit_values->len - 1)->high = 25.0;
    }
  bw_fit_add_value (book, 1, BW_FIT_COEFFICIENT, "unknown", -1, 3, NAN);
  return book;
}

typedef struct
{
  const char *name;
  double      share_before, share_now, error_before, error_now, arrivals;
  const char *sentences[4]; /* parts of them, in their order; as many as there are to be */
} Case;

static void
test_changes (gconstpointer data)
{
  const Case *c = data;
  BwBacktest  titles = { .n_methods = 1, .names = { "simulation" }, .titles = { "Simulation" } };
  g_autoptr (BwBook) book = make_record (c->share_before, c->share_now, c->error_before, c->error_now, c->arrivals);
  g_autoptr (GPtrArray) changes = bw_fit_changes (book, 1, &titles);
  guint n = 0;

  while (n < G_N_ELEMENTS (c->sentences) && c->sentences[n] != NULL)
    n++;
  g_assert_cmpuint (changes->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const BwFitChange *change = g_ptr_array_index (changes, i);

      g_assert_nonnull (strstr (change->text, c->sentences[i]));
      g_assert_true (g_str_has_suffix (change->text, "."));
      g_assert_cmpint (change->is_warning, ==, change->part == BW_FIT_DRIFT);
      /* Better is only what is nearer than before. */
      if (change->part == BW_FIT_ERROR)
        g_assert_cmpint (change->is_better, ==, c->error_now < c->error_before);
      else
        g_assert_true (!change->is_better || change->part == BW_FIT_COVERAGE);
    }
}

/* The course within quarters is told of when it moved by a tenth. */
static void
test_pace (void)
{
  static const struct
  {
    double      before, now;
    const char *part;
  } cases[] = {
    { 1.0, 1.5, "1.50 times as fast as in the mean of its weeks, before 1.00 times." },
    { 1.5, 1.0, "1.00 times as fast as in the mean of its weeks, before 1.50 times." },
    { 1.45, 1.5, "as they were" },
    { NAN, 1.5, "as they were" }, /* a fit of before it was kept */
  };
  BwBacktest titles = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwBook) book = make_record (0.3, 0.3, 0.1, 0.1, 20);
      g_autoptr (GPtrArray) changes = NULL;

      bw_fit_add_value (book, 0, BW_FIT_COEFFICIENT, "last_weeks_pace", -1, 90, cases[i].before);
      bw_fit_add_value (book, 1, BW_FIT_COEFFICIENT, "last_weeks_pace", -1, 90, cases[i].now);
      changes = bw_fit_changes (book, 1, &titles);
      g_assert_cmpuint (changes->len, ==, 1);
      g_assert_nonnull (strstr (((BwFitChange *)g_ptr_array_index (changes, 0))->text, cases[i].part));
    }
}

static void
test_first (void)
{
  BwBacktest titles = { 0 };
  g_autoptr (BwBook) book = make_record (0.3, 0.3, 0.1, 0.1, 20);
  g_autoptr (GPtrArray) changes = bw_fit_changes (book, 0, &titles);

  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_nonnull (strstr (((BwFitChange *)g_ptr_array_index (changes, 0))->text, "first"));
  g_assert_null (bw_fit_find (book, 1, BW_FIT_COEFFICIENT, "unknown", -1)); /* unknown numbers are not kept */
  g_assert_cmpfloat (bw_fit_find (book, 1, BW_FIT_ERROR, "simulation", 3)->value, ==, 0.5);
}

/* What is stored is what the back-test says; an import makes it stale. */
static void
test_store (void)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwBacktest) backtest = NULL;
  g_autoptr (BwDelta) delta = NULL;
  g_autofree char       *never = NULL;
  g_autofree char       *fresh = NULL;
  g_autofree char       *stale = NULL;
  const BwBacktestScore *score;
  const BwFitValue      *value, *share;
  BwImportRecord         import = { .key = 77 };

  options.n_deals = 400;
  book = bw_sample_new (&options);
  never = bw_fit_dup_staleness (book);
  g_assert_nonnull (never);
  backtest = bw_backtest_new (book, &everyone, bw_book_data_date (book), 1, NULL, NULL);
  after = bw_fit_store (book, backtest, 1791000000, &delta);
  g_assert_cmpuint (book->fits->len, ==, 0);
  g_assert_cmpuint (after->fits->len, ==, 1);
  g_assert_cmpuint (delta->before[BW_TABLE_FITS], ==, 0);
  g_assert_false (bw_delta_is_empty (delta, after));
  g_assert_cmpuint (bw_book_fit (after, 0)->n_imports, ==, book->imports->len);

  score = bw_backtest_score (backtest, backtest->ranged, 0);
  value = bw_fit_find (after, 0, BW_FIT_ERROR, backtest->names[backtest->ranged], -1);
  g_assert_nonnull (value);
  g_assert_cmpfloat (value->value, ==, bw_range_score_wape (&score->score));
  share = bw_fit_find (after, 0, BW_FIT_COEFFICIENT, "win_share", -1);
  g_assert_nonnull (share);
  g_assert_true (share->value > 0.05 && share->value < 0.95);
  value = bw_fit_find (after, 0, BW_FIT_COEFFICIENT, "last_weeks_pace", -1);
  g_assert_nonnull (value);
  g_assert_true (value->value > 0.5 && value->value < 2.0 && value->n == share->n);
  value = bw_fit_find (after, 0, BW_FIT_DRIFT, "cycle_days", -1);
  g_assert_nonnull (value);
  g_assert_true (value->low < value->high && value->n >= 4);

  fresh = bw_fit_dup_staleness (after);
  g_assert_null (fresh);
  g_array_append_val (after->imports, import);
  stale = bw_fit_dup_staleness (after);
  g_assert_nonnull (stale);
  g_assert_nonnull (strstr (stale, "1 import"));
}

/* Nothing known: the record says so by having no numbers. */
static void
test_nothing (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwBacktest) backtest = bw_backtest_new (book, &everyone, 20000, 1, NULL, NULL);
  g_autofree char *stale = bw_fit_dup_staleness (book);

  g_assert_null (stale);
  bw_history_take (&book->history, NULL, 0, 0);
  after = bw_fit_store (book, backtest, 1791000000, &delta);
  g_assert_cmpuint (after->fits->len, ==, 1);
  g_assert_cmpuint (after->fit_values->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  static const Case cases[] = {
    { "/fit/changes/nothing", 0.30, 0.31, 0.100, 0.104, 20, { "as they were" } },
    { "/fit/changes/coefficient", 0.30, 0.36, 0.100, 0.100, 20, { "Proposal", "“owner” in the chance" } },
    { "/fit/changes/error", 0.30, 0.30, 0.100, 0.080, 20, { "off by 8.0 %" } },
    { "/fit/changes/drift", 0.30, 0.30, 0.100, 0.100, 31, { "31.0 new deals", "as they were" } },
    { "/fit/changes/all", 0.30, 0.20, 0.100, 0.120, 9, { "9.0 new deals", "Simulation", "Proposal", "“owner”" } },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].name, &cases[i], test_changes);
  g_test_add_func ("/fit/changes/pace", test_pace);
  g_test_add_func ("/fit/first", test_first);
  g_test_add_func ("/fit/store", test_store);
  g_test_add_func ("/fit/nothing", test_nothing);
  return g_test_run ();
}
