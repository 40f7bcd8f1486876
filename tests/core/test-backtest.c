/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Past periods replayed: nothing is known ahead, the sums are right, and too little data is said so. */

#include "core/bw-backtest.h"
#include "core/bw-reporting.h"

#include <math.h>
#include <string.h>

#include "core/bw-past.h"
#include "core/bw-replay.h"
#include "core/bw-sample.h"
#include "core/bw-score.h"
#include "made-book.h"

static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };

static BwBook *
make_sample (guint n_deals)
{
  BwSampleOptions options = bw_sample_default_options ();

  options.n_deals = n_deals;
  return bw_sample_new (&options);
}

static BwBacktest *
replay (const BwBook *book)
{
  return bw_backtest_new (book, &everyone, bw_book_data_date (book), 1, NULL, NULL);
}

/* @book as if nothing had happened after @at, but for the deals that came later: these are there, and wrong. */
static BwBook *
change_future (BwBook *book,
               BwDate  at)
{
  g_autoptr (BwBook) past = bw_past_new (book, at);
  BwBook  *altered = bw_book_copy (past);
  GArray  *kept = g_array_new (FALSE, FALSE, sizeof (BwChange));
  guint    lost = 0, n;
  BwDeals *deals = &altered->deals;

  for (guint i = 0; i < altered->stages->len; i++)
    if (bw_book_stage (altered, i)->kind == BW_STAGE_LOST)
      lost = i;
  for (guint i = 0; i < book->history.n; i++)
    if (book->history.changes[i].at <= at)
      g_array_append_val (kept, book->history.changes[i]);
  n = kept->len;
  bw_history_clear (&altered->history);
  bw_history_init (&altered->history);
  bw_history_take (&altered->history, (BwChange *)g_array_free (kept, FALSE), n, deals->n);
  for (guint i = 0; i < deals->n; i++)
    if (deals->appeared[i] > at && (deals->created[i] == BW_DATE_NONE || deals->created[i] > at))
      {
        deals->amount[i] = 123456789;
        deals->owner[i] = 0;
        deals->stage[i] = (guint16)lost;
        deals->close[i] = at + 400;
        deals->probability[i] = 990;
      }
  for (guint i = altered->calls->len; i > 0; i--)
    if (g_array_index (altered->calls, BwCall, i - 1).at >= ((gint64)at + 1) * 86400)
      g_array_remove_index (altered->calls, i - 1);
  return altered;
}

static gboolean
is_same (double a,
         double b)
{
  return (isnan (a) && isnan (b)) || a == b;
}

/* Whatever happens after a day, the forecasts up to it stay the same to the bit. */
static void
test_no_look_ahead (void)
{
  g_autoptr (BwBook) book = make_sample (1000);
  g_autoptr (BwBacktest) real = replay (book);
  g_autoptr (BwBook) other = NULL;
  g_autoptr (BwBacktest) altered = NULL;
  g_autofree BwDealOdds *odds = NULL;
  g_autofree BwDealOdds *other_odds = NULL;
  BwDate                 at;
  guint                  n_before = 0, n_actual = 0, n_later = 0, n, n_other;

  g_assert_cmpuint (real->n_periods, >=, 8);
  at = real->periods[real->n_periods - 3].from + 40;
  other = change_future (book, at);
  altered = bw_backtest_new (other, &everyone, real->as_of, 1, NULL, NULL);
  g_assert_cmpuint (altered->n_points, ==, real->n_points);
  for (guint i = 0; i < real->n_points; i++)
    {
      const BwBacktestPoint *x = &real->points[i], *y = &altered->points[i];
      gboolean               same = TRUE;

      g_assert_cmpint (x->at, ==, y->at);
      for (guint m = 0; m < real->n_methods; m++)
        same &= is_same (x->forecast[m], y->forecast[m]);
      same &= is_same (x->low, y->low) && is_same (x->high, y->high);
      if (x->at <= at)
        {
          g_assert_true (same);
          n_before++;
          n_actual += x->actual != y->actual;
        }
      else
        n_later += !same;
    }
  g_assert_cmpuint (n_before, >, 50);
  g_assert_cmpuint (n_actual, >, 0); /* the period that was running on the day ended otherwise */
  g_assert_cmpuint (n_later, >, 10);
  odds = bw_outlook_deal_odds (book, &real->periods[0], at, &n, NULL);
  other_odds = bw_outlook_deal_odds (other, &real->periods[0], at, &n_other, NULL);
  g_assert_cmpuint (n, ==, n_other);
  for (guint i = 0; i < n; i++)
    g_assert_true (odds[i].deal == other_odds[i].deal && is_same (odds[i].probability, other_odds[i].probability));
}

/* The sums are those of the points, what came is the period's closed won. */
static void
test_sums (void)
{
  g_autoptr (BwBook) book = make_sample (700);
  g_autoptr (BwBacktest) backtest = replay (book);
  guint n_ranges = 0;

  for (guint i = 0; i < backtest->n_points; i++)
    {
      const BwBacktestPoint *point = &backtest->points[i];
      double                 won = 0.0;

      g_assert_true (point->at >= backtest->periods[point->period].from &&
                     point->at < backtest->periods[point->period].to);
      for (guint d = 0; d < book->deals.n && point->week == 4; d++)
        if (bw_book_stage (book, book->deals.stage[d])->kind == BW_STAGE_WON &&
            bw_period_contains (&backtest->periods[point->period], book->deals.close[d]))
          won += (double)book->deals.amount[d];
      if (point->week == 4)
        g_assert_cmpfloat (won, ==, point->actual);
    }
  for (guint i = 0; i < backtest->n_scores; i++)
    {
      const BwBacktestScore *score = &backtest->scores[i];
      double                 error = 0.0, actual = 0.0;

      for (guint p = 0; p < backtest->n_points; p++)
        {
          const BwBacktestPoint *point = &backtest->points[p];

          if ((score->week != 0 && point->week != score->week) || isnan (point->forecast[score->method]))
            continue;
          error += fabs (point->forecast[score->method] - point->actual);
          actual += point->actual;
        }
      g_assert_cmpfloat_with_epsilon (bw_range_score_wape (&score->score), error / actual, 1e-9);
      if (score->score.n_ranges > 0)
        {
          g_assert_cmpuint (score->method, ==, backtest->ranged);
          n_ranges++;
        }
      if (score->method == BW_METHOD_LAST_YEAR && !isnan (score->added_last_year))
        g_assert_cmpfloat (score->added_last_year, ==, 0.0);
    }
  g_assert_cmpuint (n_ranges, >=, 10);
  g_assert_cmpint (bw_backtest_best (backtest, 0), >=, 0);
  g_assert_cmpuint (backtest->n_landmarks, >=, backtest->n_periods);
  g_assert_cmpuint (backtest->within.n, >, 200);
  g_assert_cmpuint (backtest->ever.n + backtest->ever.n_unknown, ==, backtest->within.n);
}

/* Two threads, and the same to the bit. */
static void
test_same_again (void)
{
  g_autoptr (BwBook) book = make_sample (400);
  g_autoptr (BwBacktest) a = replay (book);
  g_autoptr (BwBacktest) b = replay (book);

  g_assert_cmpuint (a->n_points, ==, b->n_points);
  for (guint i = 0; i < a->n_points; i++)
    {
      for (guint m = 0; m < a->n_methods; m++)
        g_assert_true (is_same (a->points[i].forecast[m], b->points[i].forecast[m]));
      g_assert_true (is_same (a->points[i].ranged.crps, b->points[i].ranged.crps));
    }
  g_assert_cmpuint (a->within.n, ==, b->within.n);
  g_assert_cmpmem (a->within.given, a->within.n * sizeof (double), b->within.given, b->within.n * sizeof (double));
}

static BwDate
day (const char *iso)
{
  BwDate date;

  g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

/* A book of two reps under a manager, in which for eight quarters the first calls double of what comes, the second just
 * that; @n_deals each a quarter. */
static BwBook *
make_callers (guint n_deals)
{
  static const BwStage stages[] = {
    { .key = 1, .kind = BW_STAGE_OPEN, .category = BW_CATEGORY_PIPELINE, .probability = 300, .mapped = TRUE },
    { .key = 2, .order = 1, .kind = BW_STAGE_WON, .category = BW_CATEGORY_CLOSED, .probability = 1000, .mapped = TRUE },
  };
  static const char *const names[] = { "Boss", "Optimist", "Realist" };
  BwBook                  *book = bw_book_new ();
  GArray                  *changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  BwPeriod                 period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2022, 1);
  guint                    n;

  g_array_append_vals (book->stages, stages, G_N_ELEMENTS (stages));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      BwPerson person = { .key = i + 1, .manager = i == 0 ? BW_NOBODY : 0, .name = bw_pool_add (&book->texts, names[i], -1) };

      g_array_append_val (book->people, person);
    }
  for (guint q = 0; q < 9; q++, period = bw_calendar_shift (&book->calendar, &period, 1))
    for (gint32 who = 1; who <= 2; who++)
      {
        double amount = (q + 2) * 100000.0;
        BwCall call = { .key = q * 10 + who, .person = who, .author = who, .from = period.from, .to = period.to };

        call.category = BW_CATEGORY_COMMIT;
        call.amount = (gint64)(amount * n_deals * (who == 1 ? 2 : 1));
        call.at = ((gint64)period.from + 10) * 86400;
        g_array_append_val (book->calls, call);
        for (guint d = 0; d < n_deals; d++)
          {
            guint    i = bw_deals_append (&book->deals, (gint64)(q * 1000 + d * 10 + who + 1));
            BwChange change = { i, period.from + 20 + (BwDate)(d * 60 / n_deals), 0, BW_FIELD_STAGE, BW_TIME_CRM, -1, 0, 1 };

            book->deals.created[i] = book->deals.appeared[i] = period.from - 30 + (BwDate)(d * 60 / n_deals);
            book->deals.amount[i] = (gint64)amount;
            book->deals.owner[i] = who;
            book->deals.stage[i] = 1;
            book->deals.stage_since[i] = book->deals.close[i] = change.at;
            g_array_append_val (changes, change);
          }
      }
  n = changes->len;
  bw_history_take (&book->history, (BwChange *)g_array_free (changes, FALSE), n, book->deals.n);
  return book;
}

static const BwBacktestCaller *
find_caller (const BwBacktest *backtest,
             gint32            person,
             guint             week)
{
  for (guint i = 0; i < backtest->n_callers; i++)
    if (backtest->callers[i].person == person && backtest->callers[i].week == week)
      return &backtest->callers[i];
  return NULL;
}

/* Who calls double is seen to land at half, drawn a little towards all. */
static void
test_callers (void)
{
  g_autoptr (BwBook) book = make_callers (20);
  g_autoptr (BwBacktest) backtest = bw_backtest_new (book, &everyone, day ("2024-03-31"), 1, NULL, NULL);
  const BwBacktestCaller *optimist = find_caller (backtest, 1, 4), *realist = find_caller (backtest, 2, 4);
  g_autofree char        *text = NULL;
  guint                   n = backtest->n_periods;
  double                  sum = 0.0, shrink;

  g_assert_cmpuint (n, >=, 8);
  g_assert_null (find_caller (backtest, 0, 4)); /* never called */
  g_assert_null (find_caller (backtest, 1, 1)); /* called in the second week */
  g_assert_nonnull (optimist);
  g_assert_nonnull (realist);
  g_assert_cmpuint (optimist->score.n, ==, n);
  g_assert_cmpfloat_with_epsilon (bw_range_score_wape (&optimist->score), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (bw_range_score_bias (&optimist->score), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (bw_range_score_wape (&realist->score), 0.0, 1e-12);
  /* All land at 2/3 of what they called. */
  g_assert_cmpfloat (backtest->caller_prior, ==, 1.0);
  g_assert_cmpfloat (optimist->lands, >, 0.5);
  g_assert_cmpfloat (optimist->lands, <, 0.56);
  g_assert_cmpfloat (realist->lands, >, 0.90);
  g_assert_cmpfloat (realist->lands, <, 1.0);
  /* What comes grows by one part a quarter, from 2 to 10: the year before is 4 parts less; the realist is right, the optimist off by all of it.
   * The replayed quarters that have a year before them: those of 6 parts and more. */
  g_assert_cmpuint (realist->n_added, ==, optimist->n_added);
  g_assert_cmpuint (realist->n_added, >, 0);
  for (guint i = 0; i < realist->n_added; i++)
    sum += 10 - i;
  shrink = realist->n_added / (realist->n_added + 1.0);
  g_assert_cmpfloat_with_epsilon (realist->added, shrink * 4.0 * realist->n_added / sum, 1e-9);
  g_assert_cmpfloat_with_epsilon (optimist->added, shrink * (4.0 * realist->n_added / sum - 1.0), 1e-9);
  text = bw_backtest_dup_added_text (realist);
  g_assert_nonnull (strstr (text, "points nearer than"));
  g_free (text);
  text = bw_backtest_dup_added_text (optimist);
  g_assert_nonnull (strstr (text, "so far"));
  g_free (text);
  text = bw_backtest_dup_caller_text (book, optimist);
  g_assert_nonnull (strstr (text, "Optimist"));
  g_assert_nonnull (strstr (text, "week-4"));
}

static void
add_call (BwBook         *book,
          gint32          person,
          const BwPeriod *period,
          BwDate          at,
          double          amount)
{
  BwCall call = { .key = 1000 + book->calls->len, .person = person, .author = person, .from = period->from, .to = period->to };

  call.category = BW_CATEGORY_COMMIT;
  call.amount = (gint64)amount;
  call.at = (gint64)at * 86400;
  g_array_append_val (book->calls, call);
}

/* Somebody goes to another manager in the middle of a period: what each of the two called is held against what came of those who
 * reported to them on the day of the call, so that both, who called just that, are right in every week. */
static void
test_callers_of_the_time (void)
{
  g_autoptr (BwBook) book = make_callers (20), moved = NULL;
  BwPerson person = { .key = 9, .manager = BW_NOBODY };
  BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2022, 1);
  g_autoptr (BwBacktest) backtest = NULL;
  BwDelta *delta = NULL;
  BwDate   turn = BW_DATE_NONE;

  person.name = bw_pool_add (&book->texts, "Other", -1);
  g_array_append_val (book->people, person);
  for (guint q = 0; q < 9; q++, period = bw_calendar_shift (&book->calendar, &period, 1))
    {
      double each = (q + 2) * 100000.0 * 20;

      if (q == 6)
        turn = period.from + 30;
      add_call (book, 0, &period, period.from + 10, q <= 6 ? 2 * each : each);
      if (q == 6)
        add_call (book, 0, &period, period.from + 45, each);
      if (q >= 6)
        add_call (book, 3, &period, period.from + (q == 6 ? 45 : 10), each);
    }
  moved = bw_reporting_set (book, 2, 3, turn, 0, &delta, NULL);
  g_assert_nonnull (moved);
  bw_delta_free (delta);
  backtest = bw_backtest_new_of_callers (moved, &everyone, day ("2024-03-31"));
  for (guint week = 2; week <= 12; week++)
    {
      const BwBacktestCaller *boss = find_caller (backtest, 0, week), *other = find_caller (backtest, 3, week);

      g_assert_nonnull (boss);
      g_assert_nonnull (other);
      g_assert_cmpuint (boss->score.n, >=, 8);
      g_assert_cmpfloat_with_epsilon (bw_range_score_wape (&boss->score), 0.0, 1e-12);
      g_assert_cmpfloat_with_epsilon (bw_range_score_wape (&other->score), 0.0, 1e-12);
      g_assert_cmpuint (other->score.n, ==, week < 7 ? 2 : 3);
    }
}

/* Books whose process is known and does not change: the ranges hold as often as they say, chances come true, and the forecast
 * is nearer than repeating the year before. Periods of one book share their luck, so the bounds are wide: some sixty
 * periods have a standard error of .05 on a share of .8. */
static void
test_known_truth (void)
{
  BwRangeScore sum = { 0 };
  guint        n_deals = 0, n_added = 0;
  double       given = 0.0, won = 0.0, brier = 0.0, base = 0.0, added = 0.0;

  for (guint64 seed = 1; seed <= 5; seed++)
    {
      BwMadeProcess process = bw_made_process_usual ();
      g_autoptr (BwBook) book = NULL;
      g_autoptr (BwBacktest) backtest = NULL;
      const BwBacktestScore *score;
      BwScore                deals;

      process.seed = 500 + seed;
      process.from = day ("2021-01-01");
      process.dated = seed % 2;
      book = bw_made_book_new (&process);
      backtest = bw_backtest_new (book, &everyone, process.to, 1, NULL, NULL);
      score = bw_backtest_score (backtest, backtest->ranged, 0);
      bw_range_score_merge (&sum, &score->score);
      added += score->added_last_year;
      n_added++;
      bw_score_compute (backtest->within.given, backtest->within.won, backtest->within.n, &deals);
      n_deals += deals.n;
      given += deals.n * deals.mean;
      won += deals.n_won;
      brier += deals.n * deals.brier;
      base += deals.n * deals.base_brier;
    }
  g_test_message ("%u forecasts: within 50 %.3f, 80 %.3f, 95 %.3f, WAPE %.3f, bias %.3f, added %.3f; deals %u, given %.4f, won %.4f, "
                  "Brier %.4f of %.4f",
                  sum.n, bw_range_score_coverage (&sum, 50), bw_range_score_coverage (&sum, 80),
                  bw_range_score_coverage (&sum, 95), bw_range_score_wape (&sum), bw_range_score_bias (&sum), added / n_added,
                  n_deals, given / n_deals, won / n_deals, brier / n_deals, base / n_deals);
  g_assert_cmpuint (sum.n_ranges, >, 500);
  g_assert_cmpfloat (bw_range_score_coverage (&sum, 50), >, 0.35);
  g_assert_cmpfloat (bw_range_score_coverage (&sum, 50), <, 0.65);
  g_assert_cmpfloat (bw_range_score_coverage (&sum, 80), >, 0.68);
  g_assert_cmpfloat (bw_range_score_coverage (&sum, 80), <, 0.92);
  g_assert_cmpfloat (bw_range_score_coverage (&sum, 95), >, 0.86);
  g_assert_cmpfloat (fabs (bw_range_score_bias (&sum)), <, 0.05);
  for (guint i = 0; i < BW_RANGE_SCORE_N_BINS; i++)
    g_assert_cmpfloat ((double)sum.pit[i] / sum.n_ranges, <, 0.25);
  g_assert_cmpfloat (added / n_added, >, 0.0);
  g_assert_cmpuint (n_deals, >, 2000);
  g_assert_cmpfloat (fabs (given - won) / n_deals, <, 0.03);
  g_assert_cmpfloat (brier, <, base);
}

typedef struct
{
  const char *name;
  guint       n_deals;
  gboolean    closed;
  gboolean    undated; /* the same, and not known since when */
} Little;

/* Too little to replay: a sentence says so, and no score is made up. */
static void
test_little (gconstpointer data)
{
  const Little *little = data;
  g_autoptr (BwBook) full = make_callers (1);
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwBacktest) backtest = NULL;

  g_array_append_vals (book->stages, full->stages->data, full->stages->len);
  for (guint d = 0; d < little->n_deals; d++)
    {
      guint i = bw_deals_append (&book->deals, (gint64)d + 1);

      book->deals.created[i] = book->deals.appeared[i] = day ("2024-01-10");
      book->deals.owner[i] = BW_NOBODY;
      book->deals.stage_since[i] = day ("2024-01-10");
    }
  if (little->closed)
    {
      BwChange *change = g_new0 (BwChange, 1);

      *change = (BwChange) { 0, day ("2024-03-20"), 0, BW_FIELD_STAGE, BW_TIME_CRM, -1, 0, 1 };
      book->deals.stage[0] = 1;
      book->deals.close[0] = book->deals.stage_since[0] = change->at;
      bw_history_take (&book->history, change, 1, book->deals.n);
    }
  else
    bw_history_take (&book->history, NULL, 0, book->deals.n);
  for (guint i = 0; i < book->deals.n && little->undated; i++)
    book->deals.stage[i] = 1;
  backtest = bw_backtest_new (book, &everyone, day ("2024-04-15"), 1, NULL, NULL);
  g_assert_cmpuint (backtest->n_periods, ==, 0);
  g_assert_cmpuint (backtest->n_scores, ==, 0);
  g_assert_cmpuint (backtest->n_callers, ==, 0);
  g_assert_nonnull (backtest->missing);
  g_assert_true (g_str_has_suffix (backtest->missing, "."));
  g_assert_true ((strstr (backtest->missing, "not known when") != NULL) == little->undated);
  g_assert_cmpint (bw_backtest_best (backtest, 0), ==, -1);
  g_assert_cmpuint (bw_backtest_n_weeks (backtest), ==, 0);
}

static gboolean
stop_cb (double   done,
         gpointer data)
{
  guint *n = data;

  return ++*n < 3;
}

static void
test_stop (void)
{
  g_autoptr (BwBook) book = make_sample (800);
  guint n = 0;

  g_assert_null (bw_backtest_new (book, &everyone, bw_book_data_date (book), 1, stop_cb, &n));
  g_assert_cmpuint (n, ==, 3);
}

int
main (int    argc,
      char **argv)
{
  static const Little little[] = {
    { "/backtest/little/nothing", 0, FALSE },
    { "/backtest/little/two-open", 2, FALSE },
    { "/backtest/little/two-one-closed", 2, TRUE },
    { "/backtest/little/two-closed-some-day", 2, FALSE, TRUE },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backtest/no-look-ahead", test_no_look_ahead);
  g_test_add_func ("/backtest/sums", test_sums);
  g_test_add_func ("/backtest/same-again", test_same_again);
  g_test_add_func ("/backtest/callers", test_callers);
  g_test_add_func ("/backtest/callers-of-the-time", test_callers_of_the_time);
  g_test_add_func ("/backtest/known-truth", test_known_truth);
  g_test_add_func ("/backtest/stop", test_stop);
  for (guint i = 0; i < G_N_ELEMENTS (little); i++)
    g_test_add_data_func (little[i].name, &little[i], test_little);
  return g_test_run ();
}
