/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Past days replayed: what a part of the organisation, a scope's deals, would have been told then, and what came of them.
 *
 * What is learned is the whole's (bw-replay.c); a part only sums what was expected of its deals, and so tells how far each method
 * would have been off for it. Where what was expected of each deal was kept that takes a look at the deals that were open on each
 * day; else the days are expected again, each by itself, so that they are shared among threads.
 *
 * O(days x open deals), or O(days x deals). */

#include "core/bw-replay.h"

#include <math.h>

enum
{
  MIN_PERIODS = 4, /* from here on periods alone are scored */
  MAX_THREADS = 4,
};

/* Takes over what was @expected of @ledger's deals on @day, and adds what came. */
void
bw_replay_sums_take (BwReplaySums      *sums,
                     const BwReplayDay *day,
                     BwExpectation     *expected,
                     const BwLedger    *ledger)
{
  BwDate from = day->window.from, to = MIN (day->window.to, ledger->as_of);

  sums->before = expected->before;
  sums->open_plain = expected->open_plain;
  sums->open_dated = expected->open_dated;
  sums->new_sum = expected->new_wins * expected->new_amount;
  sums->season = expected->season;
  sums->repeated = expected->repeated;
  sums->variance = expected->variance;
  sums->crm = expected->crm;
  sums->won_rest = bw_ledger_won_between (ledger, MAX (from, day->at + 1), to);
  sums->group_open = g_steal_pointer (&expected->group_open);
  sums->group_n = g_steal_pointer (&expected->group_n);
  sums->group_won = g_new0 (double, expected->n_groups);
  for (guint i = 0; i < expected->open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (expected->open, BwOpenDeal, i);
      gint64            amount = bw_ledger_won_amount (ledger, deal->deal);
      BwDate            won;

      if (amount == BW_MONEY_NONE || deal->omitted)
        continue;
      won = bw_ledger_won_day (ledger, deal->deal);
      if (won <= day->at || won < from || won > to)
        continue;
      sums->won_open += (double)amount;
      sums->group_won[bw_expectation_group (deal, expected->to)] += (double)amount;
    }
}

/* Frees what @sums points at. */
void
bw_replay_sums_clear (BwReplaySums *sums)
{
  g_free (sums->group_open);
  g_free (sums->group_won);
  g_free (sums->group_n);
}

/* The days that are still to be looked at. */
typedef struct
{
  BwReplayPart *part;
  BwProgress    progress; /* (nullable) */
  gpointer      progress_data;
  int           next;    /* atomic */
  int           stopped; /* atomic */
} Work;

static void
take_day (BwReplayPart *part,
          guint         i)
{
  const BwReplay    *replay = part->replay;
  const BwReplayDay *day = &replay->days[i];
  g_autoptr (BwExpectation) again = day->expected == NULL ? bw_replay_expect (replay, day) : NULL;
  g_autoptr (BwExpectation) expected = bw_expectation_new_part (again != NULL ? again : day->expected, replay->ledger, part->ledger,
                                                                &day->slip, bw_hazard_start (replay->counts));

  bw_replay_sums_take (&part->sums[i], day, expected, part->ledger);
}

/* Takes days as long as there are any; on the caller's thread it @tells how far all are. */
static void
take_days (Work    *work,
           gboolean tells)
{
  guint n = work->part->replay->n_days, i;

  while (!g_atomic_int_get (&work->stopped) && (i = (guint)g_atomic_int_add (&work->next, 1)) < n)
    {
      take_day (work->part, i);
      if (tells && work->progress != NULL && !work->progress ((i + 1.0) / n, work->progress_data))
        g_atomic_int_set (&work->stopped, 1);
    }
}

static gpointer
take_thread (gpointer data)
{
  take_days (data, FALSE);
  return NULL;
}

/* What @replay tells of the part whose deals are @ledger's; both have to outlive it.
 * Returns: (transfer full) (nullable): %NULL when @progress (nullable) stopped it. */
BwReplayPart *
bw_replay_part_new (const BwReplay *replay,
                    const BwLedger *ledger,
                    BwProgress      progress,
                    gpointer        progress_data)
{
  g_autoptr (BwReplayPart) part = g_new0 (BwReplayPart, 1);
  Work     work = { part, progress, progress_data, 0, 0 };
  GThread *threads[MAX_THREADS];
  guint    n_threads = 1;

  part->replay = replay;
  part->ledger = ledger;
  part->sums = g_new0 (BwReplaySums, replay->n_days + 1);
  if (ledger == replay->ledger)
    {
      for (guint i = 0; i < replay->n_days; i++)
        part->sums[i] = replay->days[i].all;
      return g_steal_pointer (&part);
    }
  if (replay->n_days > 0 && replay->days[replay->n_days - 1].expected == NULL)
    n_threads = CLAMP (g_get_num_processors (), 1, MAX_THREADS);
  for (guint i = 1; i < n_threads; i++)
    threads[i] = g_thread_new ("replay", take_thread, &work);
  take_days (&work, TRUE);
  for (guint i = 1; i < n_threads; i++)
    g_thread_join (threads[i]);
  return work.stopped ? NULL : g_steal_pointer (&part);
}

/* Frees @part (transfer full) (nullable). */
void
bw_replay_part_free (BwReplayPart *part)
{
  if (part == NULL)
    return;
  for (guint i = 0; i < part->replay->n_days && part->ledger != part->replay->ledger; i++)
    bw_replay_sums_clear (&part->sums[i]);
  g_free (part->sums);
  g_free (part);
}

/* What the blend would have said of the part and the rest of day @i's window: what was expected of its deals, at the level of
 * the whole organisation's. */
static double
blended (const BwReplayPart *part,
         guint               i)
{
  const BwReplayDay *day = &part->replay->days[i];
  double             whole = bw_replay_expected (part->replay, &day->all, day->at);

  return whole > 0.0 ? day->blend * bw_replay_expected (part->replay, &part->sums[i], day->at) / whole : day->blend;
}

static double
forecast_of (const BwReplayPart *part,
             guint               i,
             BwMethod            method)
{
  const BwReplayDay  *day = &part->replay->days[i];
  const BwReplaySums *sums = &part->sums[i];

  switch (method)
    {
    case BW_METHOD_SIMULATION:
      return sums->before + bw_replay_expected (part->replay, sums, day->at);
    case BW_METHOD_BLEND:
      return sums->before + blended (part, i);
    case BW_METHOD_CONVERSION:
      return bw_replay_convert (part->replay, part, day->at, sums->before, sums->group_open);
    case BW_METHOD_CRM:
      return sums->before + sums->crm;
    default:
      return bw_replay_naive (part->ledger, method, &day->window, day->at);
    }
}

/* How far @method was off in the replay: the sum of its absolute errors over the sum of what was won, on
 * the same day of past periods, or, where these are few, in windows of the same length every few weeks.
 * NaN when it said nothing. */
void
bw_replay_part_score (const BwReplayPart *part,
                      BwMethod            method,
                      double             *wape,
                      guint              *n)
{
  const BwReplay *replay = part->replay;
  double          error = 0.0, won = 0.0;
  gboolean        periods = replay->n_periods >= MIN_PERIODS;

  *n = 0;
  for (guint i = 0; i < replay->n_days; i++)
    {
      const BwReplayDay  *day = &replay->days[i];
      const BwReplaySums *sums = &part->sums[i];
      double              forecast;

      if (!day->complete || day->is_period != periods)
        continue;
      forecast = forecast_of (part, i, method);
      if (isnan (forecast))
        continue;
      error += fabs (forecast - sums->before - sums->won_rest);
      won += sums->before + sums->won_rest;
      ++*n;
    }
  *wape = *n > 0 && won > 0.0 ? error / won : NAN;
}

/* The conversion projection for what is now @expected of the part: won, plus by stage and stated date the rate at
 * which open amounts were won within as many days, plus what new deals brought in them. NaN without past
 * windows. */
double
bw_replay_part_conversion (const BwReplayPart  *part,
                           const BwExpectation *expected)
{
  return bw_replay_convert (part->replay, part, expected->at, expected->before, expected->group_open);
}
