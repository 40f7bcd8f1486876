/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Past days replayed: what would have been forecast then, and what came.
 *
 * The days are the same day of up to eight past periods, and every fourth week back from today (every
 * second where the history is short). On each the state of the deals is rebuilt, the hazards are fitted to
 * what had happened by then, and the rest of the window (the period, or as many days as are left of it
 * today) is expected. From the days whose window had ended comes what the present forecast needs: whether
 * stated close dates help, by what factor the rest of a period seen from just this day differs from what
 * is expected (most companies close more at a period's end), how far to trust what is expected of the
 * deals against simply repeating what the last quarter year brought (by their squared errors; Bates and
 * Granger, "The combination of forecasts", 1969), and how much more totals vary than independent deals
 * would (shock, shrunk to a prior). Every choice made for a replayed day rests on days whose window had
 * ended before it.
 *
 * All this is learned from the whole organisation, and holds for each part of it: so the forecasts of teams, people
 * and territories add up. How far a method would have been off for a part is told by bw-replay-part.c; for that what was
 * expected of each deal is kept, as long as these are not too many.
 *
 * O(days x deals); a day takes about as long as a snapshot. */

#include "core/bw-replay.h"

#include <math.h>
#include <string.h>

enum
{
  MAX_PERIODS = 8,
  MAX_STEPS_BACK = 13,
  STEP_DAYS = 28,
  MIN_HISTORY_DAYS = 56,
  MAX_KEPT = 400000, /* open deals on replayed days that are kept, 48 bytes each */
};

static gboolean
is_fiscal (const BwCalendar *calendar,
           const BwPeriod   *period)
{
  int      n = period->kind == BW_PERIOD_MONTH ? 12 : period->kind == BW_PERIOD_QUARTER ? 4
                                                                                        : 1;
  BwPeriod own;

  if (period->index < 1 || period->index > n)
    return FALSE;
  own = bw_calendar_period (calendar, period->kind, period->year, period->index);
  return own.from == period->from && own.to == period->to;
}

/* The period @by periods later (earlier: negative); for one that is not of @calendar, as many days. */
BwPeriod
bw_replay_shift (const BwCalendar *calendar,
                 const BwPeriod   *period,
                 int               by)
{
  BwPeriod shifted = *period;
  int      days = bw_period_n_days (period);

  if (is_fiscal (calendar, period))
    return bw_calendar_shift (calendar, period, by);
  shifted.from += by * days;
  shifted.to += by * days;
  return shifted;
}

static int
compare_days (const void *a,
              const void *b)
{
  const BwReplayDay *x = a, *y = b;

  return x->at != y->at ? (x->at < y->at ? -1 : 1) : y->is_period - x->is_period;
}

/* The days that might be replayed for @period on @as_of, oldest first.
 * Returns: (transfer full) (element-type BwReplayDay) */
static GArray *
choose_days (const BwBook   *book,
             const BwPeriod *period,
             BwDate          as_of,
             int             step)
{
  GArray *days = g_array_new (FALSE, TRUE, sizeof (BwReplayDay));

  for (int i = 1; i <= MAX_PERIODS; i++)
    {
      BwReplayDay day = { .window = bw_replay_shift (&book->calendar, period, -i), .is_period = TRUE };

      day.at = MIN (day.window.from + (as_of - period->from), day.window.to - 1);
      if (day.at >= as_of)
        continue;
      g_array_append_val (days, day);
    }
  for (int i = 1; i <= MAX_STEPS_BACK; i++)
    {
      BwReplayDay day = { .at = as_of - step * i, .window = *period };

      day.window.from -= step * i;
      day.window.to -= step * i;
      g_array_append_val (days, day);
    }
  g_array_sort (days, compare_days);
  return days;
}

/* What @method, one of those that need no model, says of @window as of the end of @at; NaN when it cannot.
 * last_90: what was won in the last 90 days, scaled to the days of the window that are left, on top of
 * what is won in it. last_year: what was won in the same period a year before. calls: what the scope's
 * person (else the people at the top) called as commit for the window. */
double
bw_replay_naive (const BwLedger *ledger,
                 BwMethod        method,
                 const BwPeriod *window,
                 BwDate          at)
{
  const BwBook *book = ledger->book;
  double        before = bw_ledger_won_between (ledger, window->from, MIN (at, window->to));

  if (method == BW_METHOD_LAST_90)
    {
      BwDate first = MAX (window->from, at + 1);
      double left = window->to >= first ? window->to - first + 1 : 0;

      if (ledger->first_won > at - 89)
        return NAN;
      return before + bw_ledger_won_between (ledger, at - 89, at) * left / 90.0;
    }
  if (method == BW_METHOD_LAST_YEAR)
    {
      int      n = window->kind == BW_PERIOD_MONTH ? 12 : window->kind == BW_PERIOD_QUARTER ? 4
                                                                                            : 1;
      BwPeriod year_ago = bw_replay_shift (&book->calendar, window, -n);

      if (!is_fiscal (&book->calendar, window))
        {
          year_ago.from = window->from - 364;
          year_ago.to = window->to - 364;
        }
      if (ledger->first_won > year_ago.from || year_ago.to > at)
        return NAN;
      return bw_ledger_won_between (ledger, year_ago.from, year_ago.to);
    }
  return NAN;
}

/* What was expected on @day, whose state @snapshot is, with what was known then. */
static BwExpectation *
expect (const BwReplay    *replay,
        const BwReplayDay *day,
        const BwSnapshot  *snapshot)
{
  return bw_expectation_new (replay->ledger, replay->counts, snapshot, &day->slip, day->window.from,
                             MIN (day->window.to, replay->ledger->as_of));
}

/* What was expected on @day, with what was known then.
 * Returns: (transfer full) */
BwExpectation *
bw_replay_expect (const BwReplay    *replay,
                  const BwReplayDay *day)
{
  g_autoptr (BwSnapshot) snapshot = bw_snapshot_new (replay->ledger->book, day->at);

  return expect (replay, day, snapshot);
}

/* Replays @day, the one numbered @index, on which @snapshot was known. */
static void
replay_day (BwReplay         *replay,
            BwReplayDay      *day,
            guint             index,
            const BwSnapshot *snapshot)
{
  const BwLedger *ledger = replay->ledger;
  BwDate          start;

  bw_slip_fit (&day->slip, replay->landmarks, index, day->at);
  day->expected = expect (replay, day, snapshot);
  bw_slip_observe (&replay->landmarks[index], ledger, &day->slip, day->expected->fit, day->expected->open, day->at);
  day->complete = day->window.to <= ledger->as_of;
  start = MAX (day->window.from - 1, day->at);
  day->n_passed = MAX (MIN (day->window.to, ledger->as_of) - start, 0);
  day->share = (double)day->n_passed / (day->window.to - start);
  bw_replay_sums_take (&day->all, day, day->expected, ledger);
  replay->n_kept += day->expected->open->len;
  if (replay->n_kept > MAX_KEPT)
    g_clear_pointer (&day->expected, bw_expectation_free);
}

/* Whether the outcome of day @i was known on @at. */
gboolean
bw_replay_is_known (const BwReplay *replay,
                    guint           i,
                    BwDate          at)
{
  return MIN (replay->days[i].window.to, replay->ledger->as_of) <= at;
}

/* Whether on @at stated dates had helped to foresee what open deals bring. */
gboolean
bw_replay_slip_helped (const BwReplay *replay,
                       BwDate          at)
{
  double plain = 0.0, dated = 0.0;
  guint  n = 0;

  for (guint i = 0; i < replay->n_days; i++)
    {
      const BwReplayDay *day = &replay->days[i];

      if (!bw_replay_is_known (replay, i, at))
        continue;
      plain += fabs (day->all.open_plain - day->all.won_open);
      dated += fabs (day->all.open_dated - day->all.won_open);
      n++;
    }
  return n >= 3 && dated < plain;
}

/* Whether on @at the time of the year had helped to foresee what new business brings. */
gboolean
bw_replay_season_helped (const BwReplay *replay,
                         BwDate          at)
{
  double plain = 0.0, seasonal = 0.0;
  guint  n = 0;

  for (guint i = 0; i < replay->n_days; i++)
    {
      const BwReplaySums *all = &replay->days[i].all;
      double              came = all->won_rest - all->won_open;

      if (!bw_replay_is_known (replay, i, at) || all->season == 1.0)
        continue;
      plain += fabs (all->new_sum - came);
      seasonal += fabs (all->new_sum * all->season - came);
      n++;
    }
  return n >= 3 && seasonal < plain;
}

/* What was expected of the deals of @sums for the rest of their window, by what had helped up to @at. */
double
bw_replay_expected (const BwReplay     *replay,
                    const BwReplaySums *sums,
                    BwDate              at)
{
  return (bw_replay_slip_helped (replay, at) ? sums->open_dated : sums->open_plain) +
         sums->new_sum * (bw_replay_season_helped (replay, at) ? sums->season : 1.0);
}

/* Counts what the hazards rest on, cut at each of @days and on @cut, and leaves out the days that are too
 * early. */
static void
take_days (BwReplay *replay,
           GArray   *days,
           BwDate    cut)
{
  const BwLedger    *ledger = replay->ledger;
  g_autofree BwDate *cuts = g_new (BwDate, days->len + 1);
  guint              n_early = 0;

  for (guint i = 0; i < days->len; i++)
    cuts[i] = g_array_index (days, BwReplayDay, i).at;
  cuts[days->len] = cut;
  replay->counts = bw_hazard_counts_new (ledger->book, ledger->as_of, cuts, days->len + (cut != BW_DATE_NONE));
  while (n_early < days->len && cuts[n_early] < bw_hazard_start (replay->counts) + MIN_HISTORY_DAYS)
    n_early++;
  g_array_remove_range (days, 0, n_early);
  replay->n_days = days->len;
  replay->days = (BwReplayDay *)g_array_free (days, FALSE);
  replay->landmarks = g_new0 (BwSlipLandmark, replay->n_days + 1);
}

/* Replays the days before that of @ledger, the whole organisation's, which has to outlive it, that are like it for @period. The counts
 * can also be asked for a fit on @cut (%BW_DATE_NONE for no other day).
 * Returns: (transfer full) (nullable): %NULL when @progress stopped it. */
BwReplay *
bw_replay_new (const BwLedger *ledger,
               const BwPeriod *period,
               BwDate          cut,
               BwProgress      progress,
               gpointer        progress_data)
{
  g_autoptr (BwReplay) replay = g_new0 (BwReplay, 1);
  g_autoptr (BwSnapshot) snapshot = NULL;

  replay->ledger = ledger;
  replay->period = *period;
  /* A short history is looked at more closely. */
  replay->step = ledger->as_of - bw_hazard_first_closing (ledger->book, ledger->as_of) < STEP_DAYS * MAX_STEPS_BACK ? STEP_DAYS / 2 : STEP_DAYS;
  take_days (replay, choose_days (ledger->book, period, ledger->as_of, replay->step), cut);
  if (progress != NULL && !progress (0.0, progress_data))
    return NULL;
  for (guint i = 0; i < replay->n_days; i++)
    {
      snapshot = bw_snapshot_renew (snapshot, ledger->book, replay->days[i].at);
      replay_day (replay, &replay->days[i], i, snapshot);
      replay->n_periods += replay->days[i].is_period;
      if (progress != NULL && !progress ((i + 1.0) / replay->n_days, progress_data))
        return NULL;
    }
  bw_slip_fit (&replay->slip, replay->landmarks, replay->n_days, ledger->as_of);
  replay->use_slip = bw_replay_slip_helped (replay, ledger->as_of);
  replay->use_season = bw_replay_season_helped (replay, ledger->as_of);
  bw_replay_learn (replay);
  return g_steal_pointer (&replay);
}

/* Frees @replay (transfer full) (nullable). */
void
bw_replay_free (BwReplay *replay)
{
  if (replay == NULL)
    return;
  for (guint i = 0; i < replay->n_days; i++)
    {
      bw_replay_sums_clear (&replay->days[i].all);
      bw_expectation_free (replay->days[i].expected);
    }
  g_free (replay->days);
  g_free (replay->landmarks);
  bw_hazard_counts_free (replay->counts);
  g_free (replay);
}
