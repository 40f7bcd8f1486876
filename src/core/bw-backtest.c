/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proof of the forecast: what it would have said of past periods, week by week, and what came.
 *
 * For each of the last periods that have ended and the end of each of their weeks the whole forecast is made anew as of
 * that day, as the pages have it made but with fewer paths (bw_outlook_new_rough()), from nothing that was known only
 * later; so what is measured is what would have been read on the screen, by every method. What came is the period's closed
 * won as it is known today. Deals are looked at on two days of each period (bw-backtest-deals.c), calls at the end of each
 * week (bw-backtest-callers.c).
 *
 * The forecasts of different days do not depend on each other: two threads take them from one list, each with a seed of
 * its own from the day, so that the result is the same to the bit whoever made it. The work is bounded: the number of days
 * goes down with the number of deals, first by fewer weeks of a period, then by fewer periods.
 *
 * Errors by week are sums over the periods (see bw-range-score.c); forecast value added compares a method with a
 * naive one where both said something (Gilliland, "The Business Forecasting Deal", 2010). */

#include "core/bw-backtest-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-hazard.h"
#include "core/bw-ledger.h"
#include "core/bw-replay.h"
#include "core/bw-snapshot.h"

enum
{
  MIN_HISTORY_DAYS = 56, /* of closings, before anything can be said */
  MIN_PERIODS_BEST = 3,
  MAX_WEEKS = 13,  /* that are looked at of a period */
  MIN_WEEKS = 4,   /* the same when there are very many deals */
  FULL_COST = 30,  /* million deals times days */
  DAY_COST = 5000, /* what a day costs besides its deals, in deals */
  N_PATHS = 2000,
};

/* One piece of work: the forecast of a day, or the deals open on it. */
typedef struct
{
  BwBacktestPoint    *point;
  BwBacktestLandmark *landmark;
} Item;

/* What the threads share. */
typedef struct
{
  const BwBook   *book;
  BwBacktest     *backtest;
  BwBacktestFates fates;
  guint64         seed;
  Item           *items;
  guint           n_items;
  gint            next; /* atomic: the first item that nobody has taken */
  gint            done; /* atomic: how many are */
  gint            stop; /* atomic */
  BwProgress      progress;
  gpointer        progress_data;
} Run;

/* The last day of a week of @period, the first week being 1; not beyond the day before the period's last. */
BwDate
bw_backtest_week_end (const BwPeriod *period,
                      guint           week)
{
  return MIN (period->from + (BwDate)week * 7 - 1, period->to - 1);
}

/* The weeks of @period after which at least two days are left. */
static guint
count_weeks (const BwPeriod *period)
{
  return (guint)MAX (bw_period_n_days (period) - 2, 7) / 7;
}

/* The number of weeks of the longest period. */
guint
bw_backtest_n_weeks (const BwBacktest *backtest)
{
  guint n = 0;

  for (guint i = 0; i < backtest->n_periods; i++)
    n = MAX (n, count_weeks (&backtest->periods[i]));
  return n;
}

/* ---- the days ---- */

/* Keeps the last periods that ended by @as_of and have a week on which enough had been seen to say something. */
static void
choose_periods (BwBacktest   *backtest,
                const BwBook *book,
                BwDate        start)
{
  BwPeriod period = bw_calendar_period_at (&book->calendar, book->calendar.forecast_period, backtest->as_of);
  GArray  *periods = g_array_new (FALSE, FALSE, sizeof (BwPeriod));

  if (period.to > backtest->as_of)
    period = bw_calendar_shift (&book->calendar, &period, -1);
  for (guint i = 0; i < BW_BACKTEST_MAX_PERIODS; i++)
    {
      if (bw_backtest_week_end (&period, count_weeks (&period)) < start)
        break;
      g_array_prepend_val (periods, period);
      period = bw_calendar_shift (&book->calendar, &period, -1);
    }
  backtest->n_periods = periods->len;
  backtest->periods = (BwPeriod *)g_array_free (periods, FALSE);
}

/* Of @n_weeks weeks every which is looked at, and how many of the periods, with so many deals. */
static void
bound_work (BwBacktest   *backtest,
            const BwBook *book,
            guint        *step)
{
  double cost = (double)book->deals.n + DAY_COST;
  guint  n_weeks = bw_backtest_n_weeks (backtest), budget = (guint)CLAMP (FULL_COST * 1e6 / cost, 16, 10000), n_looked;

  n_looked = CLAMP (budget / MAX (backtest->n_periods, 1), MIN_WEEKS, MAX_WEEKS);
  *step = MAX ((n_weeks + n_looked - 1) / n_looked, 1);
  n_looked = (n_weeks + *step - 1) / *step;
  if (backtest->n_periods * n_looked > budget)
    {
      guint n_kept = MAX (budget / n_looked, 1), n_dropped = backtest->n_periods - MIN (n_kept, backtest->n_periods);

      for (guint i = 0; i < backtest->n_periods - n_dropped; i++)
        backtest->periods[i] = backtest->periods[i + n_dropped];
      backtest->n_periods -= n_dropped;
    }
}

static gboolean
is_landmark_week (guint week,
                  guint step,
                  guint n_weeks)
{
  guint third = (n_weeks / 3 / step) * step + 1;

  return week == third || week == MIN (third + MAX (n_weeks / 3 / step, 1) * step, n_weeks);
}

/* Lays out the days; @start is the first on which something can be said. */
static void
lay_out (Run    *run,
         GArray *landmarks,
         BwDate  start,
         guint   step)
{
  BwBacktest *backtest = run->backtest;
  GArray     *points = g_array_new (FALSE, TRUE, sizeof (BwBacktestPoint));
  BwScope     scope = backtest->scope;
  g_autoptr (BwLedger) whole = NULL;
  BwLedger *ledger;

  whole = bw_ledger_new (run->book, &(BwScope) { BW_SCOPE_ALL, BW_NOBODY }, backtest->as_of);
  ledger = bw_scope_is_everything (&scope) ? whole : bw_ledger_new_part (whole, &scope);
  for (guint i = 0; i < backtest->n_periods; i++)
    {
      const BwPeriod *period = &backtest->periods[i];
      double          actual = bw_ledger_won_between (ledger, period->from, period->to);

      for (guint week = 1; week <= count_weeks (period); week += step)
        {
          BwBacktestPoint    point = { .at = bw_backtest_week_end (period, week), .period = i, .week = week };
          BwBacktestLandmark landmark = { .at = point.at, .period = *period };

          if (point.at < start)
            continue;
          point.actual = actual;
          g_array_append_val (points, point);
          if (is_landmark_week (week, step, count_weeks (period)))
            g_array_append_val (landmarks, landmark);
        }
    }
  if (ledger != whole)
    bw_ledger_free (ledger);
  backtest->n_points = points->len;
  backtest->points = (BwBacktestPoint *)g_array_free (points, FALSE);
  backtest->n_landmarks = landmarks->len;
  run->n_items = backtest->n_points + landmarks->len;
  run->items = g_new0 (Item, run->n_items + 1);
  for (guint i = 0; i < backtest->n_points; i++)
    run->items[i].point = &backtest->points[i];
  for (guint i = 0; i < landmarks->len; i++)
    run->items[backtest->n_points + i].landmark = &g_array_index (landmarks, BwBacktestLandmark, i);
}

/* ---- the work ---- */

static double
from_minor (gint64 minor)
{
  return minor == BW_MONEY_NONE ? NAN : (double)minor;
}

static gboolean
may_go_on_cb (double   done,
              gpointer data)
{
  Run *run = data;

  return g_atomic_int_get (&run->stop) == 0;
}

/* Makes the forecast of one day. */
static void
forecast_point (Run             *run,
                BwBacktestPoint *point)
{
  BwBacktest *backtest = run->backtest;
  g_autoptr (BwOutlook) outlook = bw_outlook_new_rough (run->book, &backtest->scope, &backtest->periods[point->period],
                                                        point->at, run->seed ^ ((guint64)(guint32)point->at << 20), N_PATHS,
                                                        may_go_on_cb, run);
  double value;

  for (guint m = 0; m < BW_BACKTEST_MAX_METHODS; m++)
    point->forecast[m] = NAN;
  point->low = point->high = NAN;
  if (outlook == NULL)
    return;
  for (guint m = 0; m < MIN (outlook->n_methods, BW_BACKTEST_MAX_METHODS); m++)
    point->forecast[m] = from_minor (outlook->methods[m].value);
  value = point->forecast[backtest->ranged];
  if (isnan (value) || outlook->n_paths == 0)
    return;
  point->low = outlook->p10;
  point->high = outlook->p90;
  bw_range_score_add_sample (&point->ranged, value, outlook->paths, outlook->n_paths, point->actual);
}

/* Takes items until there are none; @is_caller says whether this is the thread that was asked, which tells how far it is. */
static void
work (Run     *run,
      gboolean is_caller)
{
  while (g_atomic_int_get (&run->stop) == 0)
    {
      guint i = (guint)g_atomic_int_add (&run->next, 1);
      gint  done;

      if (i >= run->n_items)
        return;
      if (run->items[i].point != NULL)
        forecast_point (run, run->items[i].point);
      else
        bw_backtest_look_at_deals (run->items[i].landmark, &run->fates, &run->backtest->scope);
      done = g_atomic_int_add (&run->done, 1) + 1;
      if (is_caller && run->progress != NULL && !run->progress (0.99 * done / run->n_items, run->progress_data))
        g_atomic_int_set (&run->stop, 1);
    }
}

static gpointer
work_thread (gpointer data)
{
  work (data, FALSE);
  return NULL;
}

/* Does all items on two threads, this being one. Whether it was not stopped. */
static gboolean
do_items (Run *run)
{
  GThread *other = run->n_items > 1 ? g_thread_try_new ("back-test", work_thread, run, NULL) : NULL;

  work (run, TRUE);
  if (other != NULL)
    g_thread_join (other);
  return run->stop == 0;
}

/* ---- the scores ---- */

/* Which methods there are. The one with a range is the forecast that the pages show. */
static void
name_methods (BwBacktest   *backtest,
              const BwBook *book)
{
  BwPeriod period = bw_calendar_period_at (&book->calendar, book->calendar.forecast_period, backtest->as_of);
  g_autoptr (BwOutlook) outlook = bw_outlook_new_rough (book, &backtest->scope, &period, period.to, 0, 1, NULL, NULL);

  backtest->n_methods = MIN (outlook->n_methods, BW_BACKTEST_MAX_METHODS);
  for (guint m = 0; m < backtest->n_methods; m++)
    {
      backtest->names[m] = outlook->methods[m].name;
      backtest->titles[m] = outlook->methods[m].title;
    }
  backtest->ranged = BW_METHOD_SIMULATION;
  for (guint m = 0; m < backtest->n_methods; m++)
    if (g_str_equal (backtest->names[m], "blend"))
      backtest->ranged = m;
}

/* Sums the errors of two methods over what came, in @week (0: all), where both said something.
 * Returns: in how many periods. */
static guint
compare (const BwBacktest *backtest,
         guint             week,
         guint             a,
         guint             b,
         double           *wape_a,
         double           *wape_b)
{
  double error_a = 0.0, error_b = 0.0, actual = 0.0;
  guint  n = 0, last = G_MAXUINT;

  for (guint i = 0; i < backtest->n_points; i++)
    {
      const BwBacktestPoint *point = &backtest->points[i];

      if ((week != 0 && point->week != week) || isnan (point->forecast[a]) || isnan (point->forecast[b]))
        continue;
      error_a += fabs (point->forecast[a] - point->actual);
      error_b += fabs (point->forecast[b] - point->actual);
      actual += point->actual;
      n += point->period != last;
      last = point->period;
    }
  *wape_a = actual > 0.0 ? error_a / actual : NAN;
  *wape_b = actual > 0.0 ? error_b / actual : NAN;
  return n;
}

/* Tells the WAPE of the methods @a and @b over all weeks in which both said something; NaN without such.
 * Returns: in how many periods that was. */
guint
bw_backtest_compare (const BwBacktest *backtest,
                     guint             a,
                     guint             b,
                     double           *wape_a,
                     double           *wape_b)
{
  return compare (backtest, 0, a, b, wape_a, wape_b);
}

/* By how much the WAPE of @method is below that of the one called @naive; NaN without such. */
static double
find_added (const BwBacktest *backtest,
            guint             method,
            guint             week,
            const char       *naive)
{
  double mine, naives;

  for (guint m = 0; m < backtest->n_methods; m++)
    if (g_str_equal (backtest->names[m], naive))
      {
        compare (backtest, week, method, m, &mine, &naives);
        return naives - mine;
      }
  return NAN;
}

static void
score_methods (BwBacktest *backtest)
{
  GArray *scores = g_array_new (FALSE, TRUE, sizeof (BwBacktestScore));
  guint   n_weeks = bw_backtest_n_weeks (backtest);

  for (guint m = 0; m < backtest->n_methods; m++)
    for (guint w = 1; w <= n_weeks + 1; w++)
      {
        BwBacktestScore score = { .method = m, .week = w <= n_weeks ? w : 0 };

        for (guint i = 0; i < backtest->n_points; i++)
          {
            const BwBacktestPoint *point = &backtest->points[i];

            if ((score.week != 0 && point->week != score.week) || isnan (point->forecast[m]))
              continue;
            if (m == backtest->ranged && point->ranged.n > 0)
              bw_range_score_merge (&score.score, &point->ranged);
            else
              bw_range_score_add (&score.score, point->forecast[m], point->actual);
          }
        if (score.score.n == 0)
          continue;
        score.added_last_year = find_added (backtest, m, score.week, "last_year");
        score.added_crm = find_added (backtest, m, score.week, "crm_weighted");
        g_array_append_val (scores, score);
      }
  backtest->n_scores = scores->len;
  backtest->scores = (BwBacktestScore *)g_array_free (scores, FALSE);
}

/* Returns: (transfer none) (nullable): how @method did in @week (0: all); %NULL when it said nothing. */
const BwBacktestScore *
bw_backtest_score (const BwBacktest *backtest,
                   guint             method,
                   guint             week)
{
  for (guint i = 0; i < backtest->n_scores; i++)
    if (backtest->scores[i].method == method && backtest->scores[i].week == week)
      return &backtest->scores[i];
  return NULL;
}

/* The method with the least error in @week (0: all) among those that forecast all the periods that any did there; -1
 * when these are fewer than three. */
gint
bw_backtest_best (const BwBacktest *backtest,
                  guint             week)
{
  guint  most = 0;
  gint   best = -1;
  double least = 0.0;

  for (guint m = 0; m < backtest->n_methods; m++)
    {
      const BwBacktestScore *score = bw_backtest_score (backtest, m, week);

      most = MAX (most, score != NULL ? score->score.n : 0);
    }
  for (guint m = 0; m < backtest->n_methods && most >= MIN_PERIODS_BEST; m++)
    {
      const BwBacktestScore *score = bw_backtest_score (backtest, m, week);
      double                 wape;

      if (score == NULL || score->score.n < most)
        continue;
      wape = bw_range_score_wape (&score->score);
      if (isnan (wape) || (best >= 0 && wape >= least))
        continue;
      best = (gint)m;
      least = wape;
    }
  return best;
}

/* ---- all of it ---- */

/* The deals that are closed, whether or not it is known since when. */
static guint
count_closed (const BwBook *book,
              BwDate        as_of)
{
  g_autoptr (BwSnapshot) now = bw_snapshot_new (book, as_of);
  guint n = 0;

  for (guint i = 0; i < now->n; i++)
    n += now->exists[i] && now->kind[i] != BW_STAGE_OPEN;
  return n;
}

/* Why nothing can be replayed. @first is the first day on which a deal was closed. */
static char *
tell_missing (const BwBook *book,
              BwDate        first,
              BwDate        as_of)
{
  g_autofree char *day = NULL;
  guint            n_closed = first > as_of ? count_closed (book, as_of) : 0;

  if (book->deals.n == 0)
    return g_strdup (_ ("There are no deals yet. Import some, with those that were won and lost."));
  if (n_closed > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "It is not known when the %u closed deal was closed, so there is no past to hold a forecast "
                                         "against. Import it with the days on which it was made and closed.",
                                         "It is not known when the %u closed deals were closed, so there is no past to hold a forecast "
                                         "against. Import them with the days on which they were made and closed.",
                                         n_closed),
                            n_closed);
  if (first > as_of)
    return g_strdup (_ ("No deal has been closed yet, so there is no past to hold a forecast against. Import the deals that were "
                        "won and lost as well."));
  day = bw_date_to_iso (first);
  return g_strdup_printf (_ ("The first deal known to be closed was closed on %s. A period can be replayed when it has ended "
                             "and eight weeks of closings lie before one of its weeks: import older deals, or wait."),
                          day);
}

static void
clear_run (Run    *run,
           GArray *landmarks)
{
  for (guint i = 0; i < landmarks->len; i++)
    {
      bw_backtest_deals_clear (&g_array_index (landmarks, BwBacktestLandmark, i).ever);
      bw_backtest_deals_clear (&g_array_index (landmarks, BwBacktestLandmark, i).within);
    }
  bw_backtest_fates_clear (&run->fates);
  g_free (run->items);
}

/* Asks whether to go on before the replay begins. */
static gboolean
at_start_cb (double   done,
             gpointer data)
{
  const Run *run = data;

  return run->progress == NULL || run->progress (0.0, run->progress_data);
}

/* Replays the past periods of @scope, as far as known at the end of the day @as_of. The same @seed gives the same result.
 * When nothing can be replayed the result has no periods and says what is missing.
 * Returns: (transfer full) (nullable): %NULL when @progress (nullable), which is called on this thread, stopped it. */
BwBacktest *
bw_backtest_new (const BwBook  *book,
                 const BwScope *scope,
                 BwDate         as_of,
                 guint64        seed,
                 BwProgress     progress,
                 gpointer       progress_data)
{
  g_autoptr (BwBacktest) backtest = g_new0 (BwBacktest, 1);
  g_autoptr (GArray) landmarks = g_array_new (FALSE, TRUE, sizeof (BwBacktestLandmark));
  Run      run = { .book = book, .backtest = backtest, .seed = seed };
  BwDate   first = bw_hazard_first_closing (book, as_of);
  guint    step;
  gboolean done;

  g_return_val_if_fail (as_of != BW_DATE_NONE, NULL);

  run.progress = progress;
  run.progress_data = progress_data;
  backtest->as_of = as_of;
  backtest->scope = *scope;
  if (!bw_backtest_test_fields (backtest, book, at_start_cb, &run))
    return NULL;
  if (first <= as_of)
    choose_periods (backtest, book, first + MIN_HISTORY_DAYS);
  if (backtest->n_periods == 0)
    {
      backtest->missing = tell_missing (book, first, as_of);
      return g_steal_pointer (&backtest);
    }
  bound_work (backtest, book, &step);
  name_methods (backtest, book);
  lay_out (&run, landmarks, first + MIN_HISTORY_DAYS, step);
  bw_backtest_fates_init (&run.fates, book, as_of);
  done = do_items (&run);
  for (guint i = 0; i < landmarks->len && done; i++)
    {
      bw_backtest_deals_append (&backtest->ever, &g_array_index (landmarks, BwBacktestLandmark, i).ever);
      bw_backtest_deals_append (&backtest->within, &g_array_index (landmarks, BwBacktestLandmark, i).within);
    }
  clear_run (&run, landmarks);
  if (!done)
    return NULL;
  score_methods (backtest);
  bw_backtest_score_callers (backtest, book);
  if (progress != NULL && !progress (1.0, progress_data))
    return NULL;
  return g_steal_pointer (&backtest);
}

/* The callers alone, without a replay: of all the periods that bw_backtest_new() would look at with few deals.
 * Returns: (transfer full). */
BwBacktest *
bw_backtest_new_of_callers (const BwBook  *book,
                            const BwScope *scope,
                            BwDate         as_of)
{
  BwBacktest *backtest = g_new0 (BwBacktest, 1);
  BwDate      first = bw_hazard_first_closing (book, as_of);

  backtest->as_of = as_of;
  backtest->scope = *scope;
  if (first <= as_of)
    choose_periods (backtest, book, first + MIN_HISTORY_DAYS);
  if (backtest->n_periods == 0)
    backtest->missing = tell_missing (book, first, as_of);
  else
    bw_backtest_score_callers (backtest, book);
  return backtest;
}

/* Frees @backtest (transfer full) (nullable). */
void
bw_backtest_free (BwBacktest *backtest)
{
  if (backtest == NULL)
    return;
  bw_backtest_deals_clear (&backtest->ever);
  bw_backtest_deals_clear (&backtest->within);
  g_free (backtest->periods);
  g_free (backtest->points);
  g_free (backtest->scores);
  g_free (backtest->callers);
  g_free (backtest->fields_text);
  g_free (backtest->missing);
  g_free (backtest);
}
