/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the ways to forecast a period are put together, by how well each did on replayed days.
 *
 * Each source says what the rest of a window will bring the whole organisation. On every replayed day it is first corrected by
 * the factor by which it had been off on the days known then (most companies close more at a period's end, and conversion
 * drifts), shrunk towards 1 by how much that factor itself may be off: log c = log r * t^2 / (t^2 + v), t the
 * spread that biases usually have, v the variance of r. What was won before, simply repeated, is right in the mean as long as whole
 * periods are repeated, so its factor stays close to 1 then; of the last weeks of a period it is not, as periods have a course of
 * their own. Then the squared errors of what was so corrected, relative to what
 * came, give the weights:
 *
 *   w(s) ~ (mean squared error(s))^-(1 + n / 4) / usual(s)
 *
 * n the number of separate windows behind it and usual(s) the squared error that such a source is expected to make before any of it
 * was seen, besides the luck that it shares with all others. What was won before, repeated, carries the luck of those wins, which the
 * book tells: the sum of their squared amounts over their sum's square. Where many small deals are won that is next to nothing, where
 * few large ones are it is most; and from one quarter to the next business drifts. What rests on rates is off by as far as these are,
 * the further the shorter they were seen. How far drift and rates usually are off was measured on books made for tests, samples and
 * synthetic data, old ones and such of which only the last months are known: the root mean square, over books, of the mean logarithm
 * of what was said over what came (docs/benchmarks.md). With little evidence that is the rule of Bates and Granger ("The combination
 * of forecasts", 1969) for independent errors; with more it comes near the posterior probability of Gaussian models,
 * MSE^(-n/2), under which a source that is clearly the best dominates. Mean squared errors are shrunk to their
 * geometric mean over the sources by WEIGHT_PRIOR windows.
 *
 * The same day of a past period counts as a window of its own. Days some weeks back overlap and lie elsewhere in their period:
 * they count for the part of their window that is new, and less the more periods there are. Everything that is chosen for a
 * replayed day rests on windows that had ended before it.
 *
 * The same errors tell how wide ranges have to be. What deals' own luck does not explain is shared by all of them: rates that are off,
 * the number of new deals, good and bad times. The simulation draws as much of that as the replay has seen, shrunk to what is usual, so
 * a total that the blend knows better than rates do has a narrower range, and one that went wrong before a wider. */

#include "core/bw-replay.h"

#include <math.h>

#include "core/bw-course.h"

enum
{
  MIN_TELLING_DAYS = 28,
};

#define MAX_LEVEL       3.0
#define BIAS_SPREAD     0.06 /* standard deviation of the logarithm of what rates say that were seen for long */
#define REPEATED_SPREAD 0.02 /* the same of what only repeats as long a time, seen from a period's start */
#define COURSE_SPREAD   0.12 /* what the course within a period adds to that near its end */
#define NOISE_PRIOR     0.10 /* relative standard deviation of one window's error when little is known */
#define NOISE_WINDOWS   2.0
#define WEIGHT_PRIOR    1.0
#define MSE_WINDOWS     0.05  /* that NOISE_PRIOR is worth in a mean squared error: nothing is perfect */
#define YOUNG_SPREAD    0.12  /* what rates are off besides BIAS_SPREAD after one window of history; in variance less with more */
#define DRIFT_SPREAD    0.10  /* by how much what is sold drifts from one quarter to the next */
#define MIN_HISTORY     0.25  /* windows */
#define MIN_WINDOWS     1.5   /* sources other than the deals' and the repeated need so many */
#define UNLIKE_PERIODS  2.0   /* periods that halve the weight of other days */
#define SHOCK_PRIOR     0.06  /* what all deals share besides what rates are off, relative; on known truth 0.05 to 0.10 do as well */
#define SHOCK_WINDOWS   1.0   /* that it is worth at least */
#define SHOCK_DOUBT     0.015 /* standard deviation that its square usually has */
#define MIN_RATES       0.05  /* of the variance of rates: they are never known for sure */
#define MIN_SHOCK       0.02

/* What was won in the part of the window a year before @window that is as far from its end as the days after @at up to @to; NaN
 * when that was not observed. */
static double
won_a_year_before (const BwReplay *replay,
                   const BwPeriod *window,
                   BwDate          at,
                   BwDate          to)
{
  const BwLedger *ledger = replay->ledger;
  int             a_year = window->kind == BW_PERIOD_MONTH ? 12 : window->kind == BW_PERIOD_QUARTER ? 4
                                                                                                    : 1;
  BwPeriod        before = bw_replay_shift (&ledger->book->calendar, window, -a_year);
  BwDate          from = MAX (window->from, at + 1), first, last;

  if (window->from - before.to > 400 || window->to - before.to < 360)
    {
      before.from = window->from - 364;
      before.to = window->to - 364;
    }
  first = before.to - (window->to - from);
  last = before.to - (window->to - to);
  if (ledger->first_won > first || last > at)
    return NAN;
  return bw_ledger_won_between (ledger, first, last);
}

/* What was called for @window, less what had been won in it; NaN when nothing was. */
static double
call_rest (const BwReplay *replay,
           const BwPeriod *window,
           BwDate          at,
           double          before)
{
  const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };
  gint64        call = bw_course_call (replay->ledger->book, &everyone, window, at);

  return call == BW_MONEY_NONE ? NAN : MAX (0.0, (double)call - before);
}

static void
fill_sources (const BwReplay *replay,
              BwReplayDay    *day)
{
  double *source = day->source;
  BwDate  to = MIN (day->window.to, replay->ledger->as_of);

  source[BW_SOURCE_DEALS] = bw_replay_expected (replay, &day->all, day->at);
  source[BW_SOURCE_CONVERSION] = NAN;
  if (day->complete)
    source[BW_SOURCE_CONVERSION] =
      bw_replay_convert (replay, NULL, day->at, day->all.before, day->all.group_open) - day->all.before;
  source[BW_SOURCE_REPEATED] = day->all.repeated;
  source[BW_SOURCE_LAST_YEAR] = won_a_year_before (replay, &day->window, day->at, to);
  source[BW_SOURCE_CRM] = day->all.crm;
  source[BW_SOURCE_CALLS] = NAN;
  if (day->complete)
    source[BW_SOURCE_CALLS] = call_rest (replay, &day->window, day->at, day->all.before);
}

/* How many separate windows day @i is worth on @at. */
static double
worth (const BwReplay *replay,
       guint           i,
       BwDate          at,
       guint           n_periods)
{
  const BwReplayDay *day = &replay->days[i];

  if (!bw_replay_is_known (replay, i, at) || (!day->complete && day->n_passed < MIN_TELLING_DAYS))
    return 0.0;
  if (day->is_period)
    return day->complete ? 1.0 : day->share * day->share;
  return day->share * day->share * MIN (1.0, (double)replay->step / MAX (day->n_passed, 1)) * UNLIKE_PERIODS / (UNLIKE_PERIODS + n_periods);
}

/* The weights of all days on @at; and the mean of what came. */
static void
weigh_days (const BwReplay *replay,
            BwDate          at,
            double         *weights,
            double         *mean)
{
  guint  n_periods = 0;
  double sum = 0.0, n = 0.0;

  for (guint i = 0; i < replay->n_days; i++)
    n_periods += replay->days[i].is_period && replay->days[i].complete && bw_replay_is_known (replay, i, at);
  for (guint i = 0; i < replay->n_days; i++)
    {
      weights[i] = worth (replay, i, at, n_periods);
      sum += weights[i] * replay->days[i].all.won_rest;
      n += weights[i];
    }
  *mean = n > 0.0 ? sum / n : 0.0;
}

/* The variance that the logarithm of what rates say has on @at besides luck: less the longer they were seen. */
static double
error_of_rates (const BwReplay *replay,
                BwDate          at)
{
  double windows = (double)(at - bw_hazard_start (replay->counts) + 1) / bw_period_n_days (&replay->period);

  return BIAS_SPREAD * BIAS_SPREAD + YOUNG_SPREAD * YOUNG_SPREAD / MAX (windows, MIN_HISTORY);
}

/* The variance that the logarithm of source @s's factor usually has. */
static double
usual_bias (const BwReplay *replay,
            BwSource        s)
{
  const BwPeriod *period = &replay->period;
  double          left = (double)(period->to - MAX (period->from - 1, replay->ledger->as_of)) / bw_period_n_days (period);
  gboolean        repeats = s == BW_SOURCE_REPEATED || s == BW_SOURCE_LAST_YEAR;
  double          usual = repeats ? REPEATED_SPREAD * REPEATED_SPREAD : error_of_rates (replay, replay->ledger->as_of);

  return usual + COURSE_SPREAD * COURSE_SPREAD * (1.0 - CLAMP (left, 0.0, 1.0));
}

/* What source @s is to be multiplied with, as known from the days weighing @weights. */
static double
find_factor (const BwReplay *replay,
             const double   *weights,
             BwSource        s)
{
  double said = 0.0, came = 0.0, n = 0.0, square = 0.0, luck = 0.0, usual = usual_bias (replay, s), ratio, noise;

  for (guint i = 0; i < replay->n_days; i++)
    if (weights[i] > 0.0 && !isnan (replay->days[i].source[s]))
      {
        said += weights[i] * replay->days[i].source[s];
        came += weights[i] * replay->days[i].all.won_rest;
        n += weights[i];
      }
  if (said <= 0.0 || came <= 0.0)
    return 1.0;
  ratio = came / said;
  for (guint i = 0; i < replay->n_days; i++)
    if (weights[i] > 0.0 && !isnan (replay->days[i].source[s]))
      {
        double error = (replay->days[i].all.won_rest - ratio * replay->days[i].source[s]) / (came / n);

        square += weights[i] * error * error;
        luck += weights[i] * replay->days[i].all.variance * (n / came) * (n / came);
      }
  /* Windows that overlap agree more than they tell: what came has its own luck at least. */
  noise = (MAX (square, luck) + NOISE_WINDOWS * (NOISE_PRIOR * NOISE_PRIOR + luck / n)) / (n + NOISE_WINDOWS) / n;
  return exp (CLAMP (log (ratio) * usual / (usual + noise), -1.5, 1.5));
}

/* The square of what source @s is usually off, relative, as far as others are not off with it; see the head of the file. */
static double
usual_error (const BwReplay *replay,
             BwDate          at,
             BwSource        s)
{
  BwDate from = MAX (at - BW_REPEATED_DAYS + 1, bw_hazard_start (replay->counts));

  if (s == BW_SOURCE_REPEATED || s == BW_SOURCE_LAST_YEAR)
    return DRIFT_SPREAD * DRIFT_SPREAD + bw_ledger_luck (replay->ledger, from, at);
  return error_of_rates (replay, at);
}

/* Fills the blend as known from the days weighing @weights, whose outcomes are @mean in the mean. */
static void
find_blend (const BwReplay *replay,
            BwDate          at,
            const double   *weights,
            double          mean,
            BwBlend        *blend)
{
  double mse[BW_N_SOURCES], n[BW_N_SOURCES], log_sum = 0.0, log_n = 0.0, best = INFINITY, sum = 0.0;

  for (guint s = 0; s < BW_N_SOURCES; s++)
    {
      mse[s] = MSE_WINDOWS * NOISE_PRIOR * NOISE_PRIOR;
      n[s] = 0.0;
      blend->factor[s] = find_factor (replay, weights, s);
      for (guint i = 0; i < replay->n_days; i++)
        {
          const BwReplayDay *day = &replay->days[i];
          double             error = (day->corrected[s] - day->all.won_rest) / (0.5 * (day->all.won_rest + mean));

          if (weights[i] <= 0.0 || isnan (error) || mean <= 0.0)
            continue;
          mse[s] += weights[i] * MIN (error * error, 4.0);
          n[s] += weights[i];
        }
      mse[s] /= n[s] + MSE_WINDOWS;
      if (n[s] > 0.0)
        {
          log_sum += log (mse[s]);
          log_n++;
        }
    }
  for (guint s = 0; s < BW_N_SOURCES; s++)
    {
      double common = log_n > 0.0 ? exp (log_sum / log_n) : mse[s];

      mse[s] = (n[s] * mse[s] + WEIGHT_PRIOR * common) / (n[s] + WEIGHT_PRIOR);
      best = MIN (best, mse[s]);
    }
  for (guint s = 0; s < BW_N_SOURCES; s++)
    {
      gboolean always = s == BW_SOURCE_DEALS || s == BW_SOURCE_REPEATED;

      blend->weight[s] = 0.0;
      if (always || n[s] >= MIN_WINDOWS)
        blend->weight[s] = pow (best / mse[s], 1.0 + n[s] / 4.0) / usual_error (replay, at, s);
      sum += blend->weight[s];
    }
  for (guint s = 0; s < BW_N_SOURCES; s++)
    blend->weight[s] /= sum;
}

/* What @blend makes of @source, leaving out what says nothing. */
static double
apply (const BwBlend *blend,
       const double  *source)
{
  double sum = 0.0, weight = 0.0;

  for (guint s = 0; s < BW_N_SOURCES; s++)
    if (blend->weight[s] > 0.0 && !isnan (source[s]))
      {
        sum += blend->weight[s] * blend->factor[s] * source[s];
        weight += blend->weight[s];
      }
  return weight > 0.0 ? sum / weight : 0.0;
}

/* The level is kept within bounds, as hazards could not follow it any further. */
static double
bound (double blend,
       double deals)
{
  return deals > 0.0 ? CLAMP (blend, deals / MAX_LEVEL, deals * MAX_LEVEL) : blend;
}

/* How much more the totals varied than independent deals' would, relative. The windows of later days had
 * not all ended; a shorter one's excess is taken to shrink with the days in it. */
static void
find_excess (BwReplay     *replay,
             const double *weights)
{
  for (guint i = 0; i < replay->n_days; i++)
    {
      const BwReplayDay *day = &replay->days[i];
      double             error = day->all.won_rest - day->blend;

      if (day->blend <= 0.0 || weights[i] <= 0.0)
        continue;
      replay->excess += weights[i] * day->share * (error * error - day->all.variance) / (day->blend * day->blend);
      replay->excess_n += weights[i];
    }
  if (replay->excess_n > 0.0)
    replay->excess /= replay->excess_n;
}

/* How far all deals vary together in what @expectation expects at @level: @shock, a relative standard deviation, and @rates, the part of
 * the variance of rates and of the number of new deals that is not known better through the blend, 0 to 1.
 *
 * The relative variance that is shared is taken to be that of the rates, apart and in common, and SHOCK_PRIOR's square, unless the replay tells
 * otherwise. How many windows that is worth follows from how well squared errors show it: where few deals are won their own luck
 * hides it, so that it takes many. */
void
bw_replay_spread (const BwReplay      *replay,
                  const BwExpectation *expectation,
                  double               level,
                  double              *shock,
                  double              *rates)
{
  double total = level * ((replay->use_slip ? expectation->open_dated : expectation->open_plain) +
                          expectation->new_wins * expectation->new_amount);
  double known, own, usual, worth, shared;

  *shock = SHOCK_PRIOR;
  *rates = 1.0;
  if (total <= 0.0)
    return;
  known = level * level * expectation->shared / (total * total);
  own = expectation->variance / (total * total);
  usual = known + expectation->common + SHOCK_PRIOR * SHOCK_PRIOR;
  worth = SHOCK_WINDOWS + 2.0 * (own + usual) * (own + usual) / (SHOCK_DOUBT * SHOCK_DOUBT);
  shared = (worth * usual + replay->excess_n * replay->excess) / (worth + replay->excess_n);
  shared = MAX (shared, MIN_SHOCK * MIN_SHOCK);
  *shock = sqrt (MAX (shared - known, MIN_SHOCK * MIN_SHOCK));
  if (known > 0.0)
    *rates = CLAMP ((shared - MIN_SHOCK * MIN_SHOCK) / known, MIN_RATES, 1.0);
}

/* Learns from the replayed days how the sources are to be blended and how far totals vary. */
void
bw_replay_learn (BwReplay *replay)
{
  g_autofree double *weights = g_new (double, replay->n_days + 1);
  double             mean;

  for (guint i = 0; i < replay->n_days; i++)
    {
      BwReplayDay *day = &replay->days[i];
      BwBlend      then;

      fill_sources (replay, day);
      weigh_days (replay, day->at, weights, &mean);
      find_blend (replay, day->at, weights, mean, &then);
      for (guint s = 0; s < BW_N_SOURCES; s++)
        day->corrected[s] = day->source[s] * then.factor[s];
      day->blend = bound (apply (&then, day->source), day->source[BW_SOURCE_DEALS]);
    }
  weigh_days (replay, replay->ledger->as_of, weights, &mean);
  find_blend (replay, replay->ledger->as_of, weights, mean, &replay->blend);
  find_excess (replay, weights);
}

/* What the present @expectation of deals is to be multiplied with. */
double
bw_replay_level (const BwReplay      *replay,
                 const BwExpectation *expectation)
{
  double deals = (replay->use_slip ? expectation->open_dated : expectation->open_plain) +
                 expectation->new_wins * expectation->new_amount;
  double source[BW_N_SOURCES] = {
    [BW_SOURCE_DEALS] = deals,
    [BW_SOURCE_CONVERSION] = bw_replay_convert (replay, NULL, expectation->at, 0.0, expectation->group_open),
    [BW_SOURCE_REPEATED] = expectation->repeated,
    [BW_SOURCE_LAST_YEAR] = won_a_year_before (replay, &replay->period, expectation->at, expectation->to),
    [BW_SOURCE_CRM] = expectation->crm,
    [BW_SOURCE_CALLS] = call_rest (replay, &replay->period, expectation->at, expectation->before),
  };

  return deals > 0.0 ? bound (apply (&replay->blend, source), deals) / deals : 1.0;
}
