/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How people's commit calls compare with what came, by the week of the period in which they stood.
 *
 * A call is the person's own last word at the end of the week, about what the person closes with everyone who was below on the day
 * of the call (bw-reporting.h): what came of those is held against it, wherever they report now. What came for each unit called is
 * a ratio of sums, in which older periods count less and which is shrunk to what all callers' calls of that week brought, because
 * a person has made few:
 *
 *   lands = (sum d_p A_p + k c r0) / (sum d_p C_p + k c),  d = 0.5^(age / 4 periods)
 *
 * with calls C, what came A, c the mean of the person's calls and r0 the ratio of all callers. How many periods k of all
 * callers' one's own are worth is chosen by replay: each call is corrected by what was known before its period, and the k
 * with the least absolute error is taken.
 *
 * What a person's calls add is how much nearer they are than what the person closed in the same period of the year before, which
 * anybody can say; of periods in which there was something to repeat. n periods say as much as n / (n + k) of it.
 * O(calls + people * periods * (weeks + changes of who reports to whom)). */

#include "core/bw-backtest-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-ledger.h"
#include "core/bw-reporting.h"

#define HALF_LIFE_PERIODS 4.0

static const double priors[] = { 1.0, 2.0, 4.0, 8.0 };

#define DEFAULT_PRIOR 4.0

/* Calls and what came; NaN where nobody called. */
typedef struct
{
  guint   n_people, n_periods, n_weeks;
  double *call;   /* [(period * n_weeks + week - 1) * n_people + person] */
  BwDate *called; /* on which day; the same order, where there is a call */
  double *actual; /* what came of those who were below then; 0 where there is no call */
  double *before; /* the same of the year before each period; 0: nothing */
} Words;

static gsize
place_of (const Words *words,
          guint        period,
          guint        week,
          guint        person)
{
  return ((gsize)period * words->n_weeks + week - 1) * words->n_people + person;
}

static double *
call_at (const Words *words,
         guint        period,
         guint        week,
         guint        person)
{
  return &words->call[place_of (words, period, week, person)];
}

static int
compare_calls (const void *a,
               const void *b)
{
  const BwCall *x = *(const BwCall *const *)a, *y = *(const BwCall *const *)b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return (x > y) - (x < y); /* as they stand in the book */
}

/* Fills in what stood at the end of each week of @period. */
static void
read_calls (Words          *words,
            const BwBook   *book,
            const BwPeriod *period,
            guint           index)
{
  g_autofree double *stands = g_new (double, words->n_people + 1);
  g_autofree BwDate *since = g_new0 (BwDate, words->n_people + 1);
  g_autoptr (GPtrArray) calls = g_ptr_array_new ();
  guint next = 0;

  for (guint i = 0; i < words->n_people; i++)
    stands[i] = NAN;
  for (guint i = 0; i < book->calls->len; i++)
    {
      BwCall *call = &g_array_index (book->calls, BwCall, i);

      if (call->category == BW_CATEGORY_COMMIT && !call->is_override && call->from == period->from &&
          call->to == period->to && call->person >= 0 && (guint)call->person < words->n_people)
        g_ptr_array_add (calls, call);
    }
  if (calls->len > 0)
    qsort (calls->pdata, calls->len, sizeof (gpointer), compare_calls);
  for (guint week = 1; week <= words->n_weeks; week++)
    {
      gint64 end = ((gint64)bw_backtest_week_end (period, week) + 1) * 86400;

      for (; next < calls->len && ((BwCall *)calls->pdata[next])->at < end; next++)
        {
          const BwCall *call = calls->pdata[next];

          stands[call->person] = call->amount == BW_MONEY_NONE ? NAN : (double)call->amount;
          since[call->person] = (BwDate)(call->at / 86400);
        }
      for (guint i = 0; i < words->n_people; i++)
        {
          *call_at (words, index, week, i) = stands[i];
          words->called[place_of (words, index, week, i)] = since[i];
        }
    }
}

/* What each person closed alone in @periods.
 * Returns: (transfer full): [period * n_people + person]. */
static double *
read_own (const Words    *words,
          const BwLedger *ledger,
          const BwPeriod *periods)
{
  double *own = g_new0 (double, (gsize)words->n_periods * words->n_people + 1);

  for (guint i = 0; i < ledger->now->n; i++)
    {
      gint64 amount = bw_ledger_won_amount (ledger, i);
      gint32 owner = ledger->now->owner[i];
      BwDate day;

      if (amount == BW_MONEY_NONE || owner < 0 || (guint)owner >= words->n_people)
        continue;
      day = bw_ledger_won_day (ledger, i);
      for (guint p = 0; p < words->n_periods; p++)
        if (bw_period_contains (&periods[p], day))
          own[(gsize)p * words->n_people + (guint)owner] += (double)amount;
    }
  return own;
}

/* Adds @own up to everyone above, by who reported to whom at the end of @day.
 * Returns: (transfer full): in the same order. */
static double *
roll_up (const Words  *words,
         const BwBook *book,
         const double *own,
         BwDate        day)
{
  guint              n = words->n_people;
  double            *sums = g_new0 (double, (gsize)words->n_periods *n + 1);
  g_autofree guint  *seen = g_new0 (guint, n + 1);
  g_autofree gint32 *manager = g_new (gint32, n + 1);

  for (guint i = 0; i < n; i++)
    manager[i] = bw_book_person (book, i)->manager;
  for (guint i = 0; i < book->reporting->len; i++)
    {
      gint32 person = g_array_index (book->reporting, BwReportingLine, i).person;

      if (person >= 0 && (guint)person < n)
        manager[person] = bw_reporting_manager_at (book, person, day);
    }
  for (guint i = 0; i < n; i++)
    for (gint32 who = (gint32)i; who >= 0 && (guint)who < n && seen[who] != i + 1; who = manager[who])
      {
        seen[who] = i + 1;
        for (guint p = 0; p < words->n_periods; p++)
          sums[(gsize)p * n + (guint)who] += own[(gsize)p * n + i];
      }
  return sums;
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  BwDate day_a = *(const BwDate *)a, day_b = *(const BwDate *)b;

  return (day_a > day_b) - (day_a < day_b);
}

/* Returns: (transfer full) (element-type BwDate): the days from which on somebody reported to somebody else, in order, the first that
 * of the beginning. */
static GArray *
find_turns (const BwBook *book)
{
  GArray *turns = g_array_new (FALSE, FALSE, sizeof (BwDate));
  BwDate  beginning = BW_DATE_NONE;
  guint   n = 0;

  g_array_append_val (turns, beginning);
  for (guint i = 0; i < book->reporting->len; i++)
    g_array_append_val (turns, g_array_index (book->reporting, BwReportingLine, i).from);
  g_array_sort (turns, compare_days);
  for (guint i = 0; i < turns->len; i++)
    if (i == 0 || g_array_index (turns, BwDate, i) != g_array_index (turns, BwDate, n - 1))
      g_array_index (turns, BwDate, n++) = g_array_index (turns, BwDate, i);
  g_array_set_size (turns, n);
  return turns;
}

/* Fills in what came in @periods of each caller's people, as they were on the day of each call. */
static void
read_actuals (const Words    *words,
              const BwLedger *ledger,
              const BwBook   *book,
              const BwPeriod *periods,
              double         *actual)
{
  g_autofree double *own = read_own (words, ledger, periods);
  g_autoptr (GArray) turns = find_turns (book);

  for (guint turn = 0; turn < turns->len; turn++)
    {
      BwDate             from = g_array_index (turns, BwDate, turn);
      BwDate             next = turn + 1 < turns->len ? g_array_index (turns, BwDate, turn + 1) : G_MAXINT32;
      g_autofree double *sums = roll_up (words, book, own, from);

      for (guint p = 0; p < words->n_periods; p++)
        for (guint week = 1; week <= words->n_weeks; week++)
          for (guint i = 0; i < words->n_people; i++)
            {
              gsize place = place_of (words, p, week, i);

              if (!isnan (words->call[place]) && words->called[place] >= from && words->called[place] < next)
                actual[place] = sums[(gsize)p * words->n_people + i];
            }
    }
}

/* What came for each unit called by @person, or by all (%BW_NOBODY), in @week of the periods before @before; NaN without
 * calls. @mean (nullable) is the mean call, @sums (nullable) are those of the two. */
static double
find_ratio (const Words *words,
            gint32       person,
            guint        week,
            guint        before,
            double      *mean,
            double      *sums)
{
  double came = 0.0, called = 0.0, plain = 0.0;
  guint  n = 0;

  for (guint p = 0; p < before; p++)
    {
      double weight = pow (0.5, (before - 1.0 - p) / HALF_LIFE_PERIODS);

      for (guint i = person >= 0 ? (guint)person : 0; i < (person >= 0 ? (guint)person + 1 : words->n_people); i++)
        {
          double call = *call_at (words, p, week, i);

          if (isnan (call) || call <= 0.0)
            continue;
          came += weight * words->actual[place_of (words, p, week, i)];
          called += weight * call;
          plain += call;
          n++;
        }
    }
  if (mean != NULL)
    *mean = n > 0 ? plain / n : 0.0;
  if (sums != NULL)
    {
      sums[0] = came;
      sums[1] = called;
    }
  return called > 0.0 ? came / called : NAN;
}

/* The same for @person, shrunk by @prior periods to all callers' @overall. */
static double
shrink_ratio (const Words *words,
              guint        person,
              guint        week,
              guint        before,
              double       prior,
              double       overall)
{
  double mean, sums[2];

  find_ratio (words, (gint32)person, week, before, &mean, sums);
  if (isnan (overall) || mean <= 0.0)
    return overall;
  return (sums[0] + prior * mean * overall) / (sums[1] + prior * mean);
}

/* The prior by which calls, corrected by what was known before their period, would have been nearest to what came. */
static double
choose_prior (const Words *words)
{
  double error[G_N_ELEMENTS (priors)] = { 0.0 };
  guint  best = 0, n = 0;

  for (guint week = 1; week <= words->n_weeks; week++)
    for (guint p = 2; p < words->n_periods; p++)
      {
        double overall = find_ratio (words, BW_NOBODY, week, p, NULL, NULL);

        for (guint i = 0; i < words->n_people && !isnan (overall); i++)
          {
            double call = *call_at (words, p, week, i);

            if (isnan (call))
              continue;
            for (guint k = 0; k < G_N_ELEMENTS (priors); k++)
              error[k] += fabs (call * shrink_ratio (words, i, week, p, priors[k], overall) -
                                words->actual[place_of (words, p, week, i)]);
            n++;
          }
      }
  if (n == 0)
    return DEFAULT_PRIOR;
  for (guint k = 1; k < G_N_ELEMENTS (priors); k++)
    if (error[k] < error[best])
      best = k;
  return priors[best];
}

/* What the calls of @person in @week (0: all) add to the same period of the year before. */
static void
score_added (BwBacktestCaller *caller,
             const BwBacktest *backtest,
             const Words      *words,
             guint             person,
             guint             week)
{
  double off = 0.0, naive_off = 0.0, actual = 0.0;

  caller->added = NAN;
  caller->n_added = 0;
  for (guint p = 0; p < words->n_periods; p++)
    {
      gboolean is_compared = FALSE;

      for (guint w = week > 0 ? week : 1; w <= (week > 0 ? week : words->n_weeks); w++)
        {
          double call = *call_at (words, p, w, person);
          double before = words->before[place_of (words, p, w, person)], came = words->actual[place_of (words, p, w, person)];

          if (isnan (call) || before <= 0.0)
            continue;
          off += fabs (call - came);
          naive_off += fabs (before - came);
          actual += came;
          is_compared = TRUE;
        }
      caller->n_added += is_compared;
    }
  if (actual > 0.0)
    caller->added = (naive_off - off) / actual * caller->n_added / (caller->n_added + backtest->caller_prior);
}

/* Adds the rows of @person: those of the weeks, and one of all. */
static void
score_person (GArray           *callers,
              const BwBacktest *backtest,
              const Words      *words,
              guint             person,
              const double     *overall)
{
  BwBacktestCaller all = { .person = (gint32)person };
  double           lands = 0.0, called = 0.0;

  for (guint week = 1; week <= words->n_weeks; week++)
    {
      BwBacktestCaller caller = { .person = (gint32)person, .week = week };
      double           sum = 0.0;

      for (guint p = 0; p < words->n_periods; p++)
        {
          double call = *call_at (words, p, week, person);

          if (isnan (call))
            continue;
          bw_range_score_add (&caller.score, call, words->actual[place_of (words, p, week, person)]);
          sum += call;
        }
      if (caller.score.n == 0)
        continue;
      caller.lands = shrink_ratio (words, person, week, words->n_periods, backtest->caller_prior, overall[week]);
      score_added (&caller, backtest, words, person, week);
      bw_range_score_merge (&all.score, &caller.score);
      if (!isnan (caller.lands))
        {
          lands += caller.lands * sum;
          called += sum;
        }
      g_array_append_val (callers, caller);
    }
  if (all.score.n == 0)
    return;
  all.lands = called > 0.0 ? lands / called : NAN;
  score_added (&all, backtest, words, person, 0);
  g_array_append_val (callers, all);
}

/* Fills in the callers of @backtest, whose periods are set. */
void
bw_backtest_score_callers (BwBacktest   *backtest,
                           const BwBook *book)
{
  Words                words = { .n_people = book->people->len, .n_periods = backtest->n_periods };
  GArray              *callers = g_array_new (FALSE, FALSE, sizeof (BwBacktestCaller));
  BwScope              everyone = { BW_SCOPE_ALL, BW_NOBODY };
  g_autofree double   *overall = NULL;
  g_autofree BwPeriod *years_before = NULL;
  g_autoptr (BwLedger) ledger = bw_ledger_new (book, &everyone, backtest->as_of);
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &backtest->scope);
  gboolean are_called = backtest->scope.kind != BW_SCOPE_TERRITORY && !bw_scope_is_filtered (&backtest->scope);

  words.n_weeks = bw_backtest_n_weeks (backtest);
  words.call = g_new (double, (gsize)words.n_periods *words.n_weeks *words.n_people + 1);
  words.called = g_new0 (BwDate, (gsize)words.n_periods * words.n_weeks * words.n_people + 1);
  words.actual = g_new0 (double, (gsize)words.n_periods *words.n_weeks *words.n_people + 1);
  words.before = g_new0 (double, (gsize)words.n_periods *words.n_weeks *words.n_people + 1);
  years_before = g_new (BwPeriod, words.n_periods + 1);
  overall = g_new0 (double, words.n_weeks + 1);
  for (guint p = 0; p < words.n_periods; p++)
    {
      read_calls (&words, book, &backtest->periods[p], p);
      years_before[p] = bw_calendar_period (&book->calendar, backtest->periods[p].kind, backtest->periods[p].year - 1, backtest->periods[p].index);
    }
  read_actuals (&words, ledger, book, backtest->periods, words.actual);
  read_actuals (&words, ledger, book, years_before, words.before);
  backtest->caller_prior = choose_prior (&words);
  for (guint week = 1; week <= words.n_weeks; week++)
    overall[week] = find_ratio (&words, BW_NOBODY, week, words.n_periods, NULL, NULL);
  for (guint i = 0; i < words.n_people && are_called; i++)
    if (bw_book_person (book, i)->merged == 0 && (mask->people == NULL || mask->people[i]))
      score_person (callers, backtest, &words, i, overall);
  backtest->n_callers = callers->len;
  backtest->callers = (BwBacktestCaller *)g_array_free (callers, FALSE);
  g_free (words.call);
  g_free (words.called);
  g_free (words.actual);
  g_free (words.before);
}

/* Returns: (transfer full): a sentence on where the calls of @caller land. */
char *
bw_backtest_dup_caller_text (const BwBook           *book,
                             const BwBacktestCaller *caller)
{
  const char *name = bw_book_text (book, bw_book_person (book, caller->person)->name);

  if (isnan (caller->lands))
    return g_strdup_printf (_ ("It is not known yet where the commits of %s land."), name);
  if (caller->week == 0)
    return g_strdup_printf (_ ("%s’s commit lands at %.0f %%."), name, caller->lands * 100.0);
  return g_strdup_printf (ngettext ("%s’s week-%u commit lands at %.0f %% (%u period).",
                                    "%s’s week-%u commit lands at %.0f %% (%u periods).", caller->score.n),
                          name, caller->week, caller->lands * 100.0, caller->score.n);
}

/* Returns: (transfer full) (nullable): a sentence on whether the calls of @caller were nearer than repeating the year before. */
char *
bw_backtest_dup_added_text (const BwBacktestCaller *caller)
{
  double points = fabs (caller->added) * 100.0;

  if (isnan (caller->added) || caller->n_added == 0)
    return NULL;
  if (points < 0.5)
    return g_strdup_printf (ngettext ("As near as repeating the same period of the year before (%u period).",
                                      "As near as repeating the same period of the year before (%u periods).", caller->n_added),
                            caller->n_added);
  if (caller->added > 0.0)
    return g_strdup_printf (ngettext ("%.0f points nearer than repeating the same period of the year before (%u period).",
                                      "%.0f points nearer than repeating the same period of the year before (%u periods).", caller->n_added),
                            points, caller->n_added);
  return g_strdup_printf (ngettext ("Repeating the same period of the year before was %.0f points nearer so far (%u period).",
                                    "Repeating the same period of the year before was %.0f points nearer so far (%u periods).", caller->n_added),
                          points, caller->n_added);
}
