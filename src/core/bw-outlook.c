/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a period will land: the forecast.
 *
 * What is known as of the day is laid out (bw-ledger.c), the hazards are counted in one pass over the
 * deals (bw-hazard.c), past days are replayed (bw-replay.c), the rest of the period is expected
 * (bw-expectation.c), all of which is the same for each scope (bw-outlook-base.c), and played many times (bw-simulation.c). Here
 * the results are put together: totals by
 * the definitions, quantiles of the paths, people, the course by week, the methods side by side. People's
 * ranges come from the same paths: a deal's amount is booked to its owner and, path by path, to everybody
 * above.
 *
 * A scope only chooses whose deals are counted. What is learned, how far the rates may be off and the luck of each
 * deal are the organisation's, so a team has the same range whether it is a row of a larger scope or the scope itself,
 * and people, or territories and what lies in none, add up to the organisation on every path. The price is that
 * a team that closes better than its stages and dates tell is not seen as such; with the few closings of
 * a team that is mostly noise. What a new deal brings is learned by owner, shrunk to all.
 *
 * Deals' own fields move chances between deals, not their sum (bw-deal-chance.c); the models for that are fitted on threads of
 * their own during the replay.
 *
 * Nothing known only after the day is used, and the same book, day and seed give the same result to the
 * bit. */

#include "core/bw-outlook-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-quantile.h"

enum
{
  MAX_THREADS = 8,
};

#define BASE_PART 0.7 /* of the work, for the progress */

static void
sum_undated (BwOutlook    *outlook,
             const GArray *open)
{
  double sum = 0.0;

  for (guint i = 0; i < open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (open, BwOpenDeal, i);

      if (deal->close != BW_DATE_NONE || deal->omitted)
        continue;
      sum += deal->amount;
      outlook->n_undated++;
    }
  outlook->open_undated = bw_outlook_to_minor (sum);
}

/* The same when the period is over, so that nothing is estimated: of amounts those that are known. */
static void
sum_undated_at_end (BwOutlook     *outlook,
                    BwOutlookWork *work)
{
  const BwSnapshot *now = work->ledger->now;

  for (guint i = 0; i < now->n; i++)
    {
      if (!now->exists[i] || now->kind[i] != BW_STAGE_OPEN || now->category[i] == BW_CATEGORY_OMITTED ||
          now->close[i] != BW_DATE_NONE || !bw_ledger_admits (work->ledger, i, now->owner[i]))
        continue;
      outlook->open_undated += now->amount[i] == BW_MONEY_NONE ? 0 : now->amount[i];
      outlook->n_undated++;
    }
}

/* The last days of those weeks of @period, seven days each from its first day, the last maybe shorter, that end after @as_of.
 * Returns: (transfer full) (array length=n) */
BwDate *
bw_outlook_steps (const BwPeriod *period,
                  BwDate          as_of,
                  guint          *n)
{
  guint   n_weeks = (guint)(bw_period_n_days (period) + 6) / 7;
  BwDate *steps = g_new (BwDate, n_weeks + 1);

  *n = 0;
  for (guint i = 0; i < n_weeks; i++)
    {
      BwDate day = MIN (period->from + 7 * (BwDate)i + 6, period->to);

      if (day > as_of)
        steps[(*n)++] = day;
    }
  return steps;
}

/* The weeks of the period: seven days each from its first day, the last maybe shorter. */
static void
lay_out_weeks (BwOutlook     *outlook,
               BwOutlookWork *work)
{
  guint n = (guint)(bw_period_n_days (&outlook->period) + 6) / 7;

  outlook->weeks = g_new0 (BwOutlookWeek, n);
  outlook->n_weeks = n;
  for (guint i = 0; i < n; i++)
    {
      BwOutlookWeek *week = &outlook->weeks[i];

      week->date = MIN (outlook->period.from + 7 * (BwDate)i + 6, outlook->period.to);
      week->past = week->date <= outlook->as_of;
      week->closed = week->p10 = week->p25 = week->p50 = week->p75 = week->p90 = BW_MONEY_NONE;
      if (week->past)
        week->closed = bw_outlook_to_minor (bw_ledger_won_between (work->ledger, outlook->period.from, week->date));
    }
}

/* The weeks whose quantiles are still to be found. */
typedef struct
{
  BwOutlookWeek      *weeks;
  guint               n_steps;
  gint64              won;
  const BwSimulation *simulation;
  int                 next; /* atomic */
} WeekWork;

static gpointer
find_weeks (gpointer data)
{
  static const double levels[] = { 0.10, 0.25, 0.50, 0.75, 0.90 };
  WeekWork           *work = data;
  guint               n_paths = work->simulation->n_paths, s;
  g_autofree double  *sorted = g_new (double, n_paths);
  double              quantiles[G_N_ELEMENTS (levels)];

  while ((s = (guint)g_atomic_int_add (&work->next, 1)) < work->n_steps)
    {
      BwOutlookWeek *week = &work->weeks[s];

      memcpy (sorted, work->simulation->weeks + (gsize)s * n_paths, sizeof (double) * n_paths);
      bw_quantiles (sorted, n_paths, levels, G_N_ELEMENTS (levels), quantiles);
      week->p10 = work->won + bw_outlook_to_minor (quantiles[0]);
      week->p25 = work->won + bw_outlook_to_minor (quantiles[1]);
      week->p50 = work->won + bw_outlook_to_minor (quantiles[2]);
      week->p75 = work->won + bw_outlook_to_minor (quantiles[3]);
      week->p90 = work->won + bw_outlook_to_minor (quantiles[4]);
    }
  return NULL;
}

/* Fills the @n_steps @weeks to come from @simulation, which @won is added to; with the paths of a forecast on as many threads as there
 * are processors. */
void
bw_outlook_fill_weeks (BwOutlookWeek      *weeks,
                       guint               n_steps,
                       gint64              won,
                       const BwSimulation *simulation)
{
  WeekWork work = { weeks, n_steps, won, simulation, 0 };
  GThread *threads[MAX_THREADS];
  guint    n_threads = simulation->n_paths >= BW_SIMULATION_N_PATHS ? CLAMP (g_get_num_processors (), 1, MAX_THREADS) : 1;

  for (guint i = 1; i < n_threads; i++)
    threads[i] = g_thread_new ("weeks", find_weeks, &work);
  find_weeks (&work);
  for (guint i = 1; i < n_threads; i++)
    g_thread_join (threads[i]);
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* The distribution of the period's closed won. */
static void
fill_distribution (BwOutlook     *outlook,
                   BwOutlookWork *work)
{
  double won = (double)outlook->won;
  guint  n_paths = work->base->n_paths != 0 ? work->base->n_paths : BW_SIMULATION_N_PATHS, reached = 0;

  if (work->simulation != NULL)
    n_paths = work->simulation->n_paths;

  outlook->n_paths = n_paths;
  outlook->paths = g_new (double, n_paths);
  for (guint p = 0; p < n_paths; p++)
    {
      outlook->paths[p] = won + (work->simulation != NULL ? work->simulation->total[p] : 0.0);
      reached += outlook->quota != BW_MONEY_NONE && outlook->paths[p] >= (double)outlook->quota;
    }
  qsort (outlook->paths, n_paths, sizeof *outlook->paths, compare_doubles);
  outlook->p10 = bw_quantile (outlook->paths, n_paths, 0.10);
  outlook->p25 = bw_quantile (outlook->paths, n_paths, 0.25);
  outlook->p50 = bw_quantile (outlook->paths, n_paths, 0.50);
  outlook->p75 = bw_quantile (outlook->paths, n_paths, 0.75);
  outlook->p90 = bw_quantile (outlook->paths, n_paths, 0.90);
  outlook->from_open = work->from_open;
  outlook->from_new = work->from_new;
  outlook->mean = won + work->from_open + work->from_new;
  outlook->chance_of_quota = outlook->quota != BW_MONEY_NONE ? (double)reached / n_paths : NAN;
}

/* Frees what is in @work. */
void
bw_outlook_work_clear (BwOutlookWork *work)
{
  if (work->simulation != work->base->simulation)
    bw_simulation_free (work->simulation);
  if (work->expected != work->base->expectation)
    bw_expectation_free (work->expected);
  bw_replay_part_free (work->part);
  if (work->ledger != work->base->whole)
    bw_ledger_free (work->ledger);
  if (work->counted != work->base->counted)
    g_free (work->counted);
  g_clear_pointer (&work->arrivals, g_array_unref);
  bw_outlook_base_unref (work->base);
}

/* The part that looks ahead. Returns %FALSE when stopped. */
static gboolean
look_ahead (BwOutlook     *outlook,
            BwOutlookWork *work,
            BwProgress     progress,
            gpointer       data)
{
  const BwOutlookBase *base = work->base;
  BwOutlookPart        part = { progress, data, 0.05, 0.5 };

  work->part = bw_replay_part_new (base->replay, work->ledger, bw_outlook_report_cb, &part);
  if (work->part == NULL)
    return FALSE;
  work->expected = base->expectation;
  if (work->ledger != base->whole)
    work->expected = bw_expectation_new_part (base->expectation, base->whole, work->ledger, &base->replay->slip,
                                              bw_hazard_start (base->replay->counts));
  outlook->deals_fitted = base->expectation->fit->n_deals;
  for (guint i = 0; i < base->whole->now->n; i++)
    outlook->wins_known += bw_ledger_won_amount (base->whole, i) != BW_MONEY_NONE;
  for (guint i = 0; i < base->replay->n_days; i++)
    outlook->periods_fitted += base->replay->days[i].complete;
  sum_undated (outlook, work->expected->open);
  part = (BwOutlookPart) { progress, data, 0.5, 0.95 };
  if (!bw_outlook_simulate (work, part))
    return FALSE;
  bw_outlook_fill_methods (outlook, work);
  bw_outlook_fill_weeks (outlook->weeks + outlook->n_weeks - base->n_steps, base->n_steps, outlook->won, work->simulation);
  bw_outlook_fill_swings (outlook, work);
  return TRUE;
}

/* Returns: (transfer full) (nullable): what is missing, in a sentence or two, where the past tells nothing of how open deals are won, so
 * that the range is none. */
char *
bw_outlook_dup_missing (const BwOutlook *outlook)
{
  if (outlook->as_of >= outlook->period.to)
    return NULL;
  if (outlook->deals_fitted == 0)
    return g_strdup (_ ("No deal is known to have been closed while it was open before, so nothing tells how many of the open ones will be "
                        "won: this is what is won already, and no range. Import won and lost deals with the days on which they were "
                        "made and closed."));
  if (outlook->wins_known == 0)
    return g_strdup (_ ("No deal has ever been won, so nothing tells what open ones may bring: the range only holds if that goes on. "
                        "Import won deals as well."));
  return NULL;
}

/* Open pipeline for each of what is missing to the quota; NaN without a quota (%BW_MONEY_NONE), or when nothing is missing. */
double
bw_outlook_coverage (gint64 open,
                     gint64 won,
                     gint64 quota)
{
  return quota != BW_MONEY_NONE && quota > won ? (double)open / (double)(quota - won) : NAN;
}

/* The same as bw_outlook_base_part(); @work becomes all that it was made from, to be cleared with bw_outlook_work_clear(), also
 * when it was stopped.
 * Returns: (transfer full) (nullable): %NULL when @progress (nullable) stopped it. */
BwOutlook *
bw_outlook_base_part_kept (BwOutlookBase *base,
                           const BwScope *scope,
                           BwOutlookWork *work,
                           BwProgress     progress,
                           gpointer       progress_data)
{
  g_autoptr (BwOutlook) outlook = g_new0 (BwOutlook, 1);
  gboolean done = TRUE;

  outlook->as_of = base->as_of;
  outlook->period = base->period;
  outlook->scope = *scope;
  outlook->n_people = base->book->people->len;
  outlook->people = g_new0 (BwOutlookPerson, outlook->n_people + 1);
  outlook->quota = bw_scope_quota (base->book, scope, &base->period);
  *work = (BwOutlookWork) { .base = bw_outlook_base_ref (base), .ledger = base->whole };
  if (!bw_scope_is_everything (scope))
    work->ledger = bw_ledger_new_part (base->whole, scope);
  bw_outlook_sum_deals (outlook, work);
  lay_out_weeks (outlook, work);
  if (base->replay == NULL)
    sum_undated_at_end (outlook, work);
  else
    done = look_ahead (outlook, work, progress, progress_data);
  if (done)
    {
      fill_distribution (outlook, work);
      bw_outlook_fill_people (outlook, work);
      outlook->coverage = bw_outlook_coverage (outlook->open, outlook->won, outlook->quota);
      if (outlook->methods == NULL)
        bw_outlook_fill_methods (outlook, work);
      outlook->methods[BW_METHOD_BLEND].value = bw_outlook_to_minor (outlook->mean);
      done = progress == NULL || progress (1.0, progress_data);
    }
  return done ? g_steal_pointer (&outlook) : NULL;
}

/* The forecast of @scope: what it will have closed by the end of @base's period.
 * Returns: (transfer full) (nullable): the same as bw_outlook_new(), to the bit; %NULL when @progress (nullable) stopped it. */
BwOutlook *
bw_outlook_base_part (BwOutlookBase *base,
                      const BwScope *scope,
                      BwProgress     progress,
                      gpointer       progress_data)
{
  BwOutlookWork work;
  BwOutlook    *outlook = bw_outlook_base_part_kept (base, scope, &work, progress, progress_data);

  bw_outlook_work_clear (&work);
  return outlook;
}

static BwOutlook *
make (const BwBook   *book,
      const BwScope  *scope,
      const BwPeriod *period,
      BwDate          as_of,
      guint64         seed,
      guint           n_paths,
      BwProgress      progress,
      gpointer        progress_data)
{
  BwOutlookPart part = { progress, progress_data, 0.0, BASE_PART };
  g_autoptr (BwOutlookBase) base = bw_outlook_base_new_rough (book, period, as_of, seed, n_paths, bw_outlook_report_cb, &part);

  if (base == NULL)
    return NULL;
  part = (BwOutlookPart) { progress, progress_data, BASE_PART, 1.0 };
  return bw_outlook_base_part (base, scope, bw_outlook_report_cb, &part);
}

/* Forecasts what @scope will have closed by the end of @period, as known at the end of the day @as_of. The
 * same @seed gives the same result. When @as_of is the period's last day or later there is nothing left to
 * forecast: the range is what was won.
 * Returns: (transfer full) (nullable): the forecast; %NULL when @progress (nullable) stopped it. */
BwOutlook *
bw_outlook_new (const BwBook   *book,
                const BwScope  *scope,
                const BwPeriod *period,
                BwDate          as_of,
                guint64         seed,
                BwProgress      progress,
                gpointer        progress_data)
{
  return make (book, scope, period, as_of, seed, 0, progress, progress_data);
}

/* The same with only @n_paths paths, on this thread alone: for many forecasts of which only the totals matter. Deals' own fields do
 * not tilt their chances, as that would leave the organisation's total as it is.
 * Returns: (transfer full) (nullable): %NULL when @progress (nullable) stopped it. */
BwOutlook *
bw_outlook_new_rough (const BwBook   *book,
                      const BwScope  *scope,
                      const BwPeriod *period,
                      BwDate          as_of,
                      guint64         seed,
                      guint           n_paths,
                      BwProgress      progress,
                      gpointer        progress_data)
{
  g_return_val_if_fail (n_paths > 0, NULL);

  return make (book, scope, period, as_of, seed, n_paths, progress, progress_data);
}

/* Frees @outlook (transfer full) (nullable). */
void
bw_outlook_free (BwOutlook *outlook)
{
  if (outlook == NULL)
    return;
  g_free (outlook->paths);
  g_free (outlook->weeks);
  g_free (outlook->methods);
  g_free (outlook->people);
  g_free (outlook->swings);
  g_free (outlook->chances);
  g_free (outlook);
}
