/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample company's quotas, weekly calls and overrides.
 *
 * Quotas follow what a planner would have expected: the trend and season of the sales, give or take; reps are given a
 * little more in all than the plan needs, and managers' quotas are not quite the sum of their reps'. Calls lie between
 * the truth, which is known better as the quarter goes on, and the quota, and are bent by habit. */

#include "core/bw-sample-private.h"

#include <math.h>

enum
{
  CALL_QUARTERS = 6, /* before the current one */
};

static const char *const override_notes[] = {
  "Went through the deals with the rep",
  "Two of the large ones will not make it",
  "More in there than was called",
  "Adjusted after the pipeline review",
  "Buyer's budget is on hold",
};

static gint64
round_to (double minor,
          gint64 step)
{
  gint64 unit = step * 100;

  return MAX (unit, (gint64)llround (minor / (double)unit) * unit);
}

/* What the organisation could expect in each quarter: least squares of the logarithm of the past quarters' sales
 * on a trend and the quarter of the year, carried on. */
static void
plan_quarters (const BwSample *sample,
               BwRandom       *random,
               double          plan[BW_SAMPLE_N_QUARTERS])
{
  enum
  {
    N = BW_SAMPLE_QUARTERS_PAST,
    N_YEARS = N / 4,
  };
  double y[N], mean_y[4] = { 0 }, mean_t[4] = { 0 }, xy = 0, xx = 0;

  for (int q = 0; q < N; q++)
    {
      double total = 0;

      for (guint person = 0; person < bw_sample_n_people (sample); person++)
        total += (double)sample->eventual[person * BW_SAMPLE_N_QUARTERS + q];
      y[q] = log (MAX (total, 1e6));
      mean_y[q % 4] += y[q] / N_YEARS;
      mean_t[q % 4] += (double)q / N_YEARS;
    }
  for (int q = 0; q < N; q++)
    {
      xy += (q - mean_t[q % 4]) * (y[q] - mean_y[q % 4]);
      xx += (q - mean_t[q % 4]) * (q - mean_t[q % 4]);
    }
  for (int q = 0; q < BW_SAMPLE_N_QUARTERS; q++)
    {
      /* What lies ahead is planned as the year before and some growth. */
      int    t = q < N ? q : 8 + q % 4;
      double growth = q < N ? 1 : pow (1.08, (q - t) / 4);

      plan[q] = growth * exp (mean_y[t % 4] + xy / xx * (t - mean_t[t % 4]));
      plan[q] *= 1.01 + 0.04 * bw_random_normal (random);
    }
}

/* How much of the plan falls to a rep in quarter @q: by what they have sold on average, less while they learn. */
static double
weigh_rep (const BwSample *sample,
           gint32          person,
           int             q)
{
  const BwPeriod *quarter = &sample->quarters[q];
  const BwPerson *row = bw_book_person (sample->book, person);
  double          sold = 0, all = 0;
  guint           n = 0;
  int             days = quarter->from - row->started;

  if (row->started > quarter->to - 30 || (row->ended != BW_DATE_NONE && row->ended < quarter->from))
    return 0;
  for (int i = 0; i < BW_SAMPLE_QUARTERS_PAST; i++)
    for (guint rep = 0; rep < sample->n_reps; rep++)
      all += (double)sample->eventual[bw_sample_rep_index (sample, rep) * BW_SAMPLE_N_QUARTERS + i];
  for (int i = 0; i < BW_SAMPLE_QUARTERS_PAST; i++)
    if (bw_sample_is_active (sample, person, sample->quarters[i].from))
      {
        sold += (double)sample->eventual[person * BW_SAMPLE_N_QUARTERS + i];
        n++;
      }
  all /= (double)BW_SAMPLE_QUARTERS_PAST * sample->n_reps;
  return (0.3 * all + 0.7 * (n > 0 ? sold / n : all)) * (days < 60 ? 0.4 : days < 180 ? 0.7
                                                                                      : 1);
}

static void
add_quota (BwSample *sample,
           BwRandom *random,
           gint32    person,
           int       q,
           gint64    amount)
{
  BwQuota quota = {
    .key = bw_sample_key (random),
    .person = person,
    .territory = BW_NOBODY,
    .product = BW_NOBODY,
    .from = sample->quarters[q].from,
    .to = sample->quarters[q].to,
    .amount = amount,
  };

  g_array_append_val (sample->book->quotas, quota);
}

/* Adds a quota for each quarter and everyone who sells in it. */
void
bw_sample_add_quotas (BwSample *sample)
{
  g_autofree double *weights = g_new (double, sample->n_reps);
  g_autofree double *teams = g_new (double, sample->n_managers);
  double             plan[BW_SAMPLE_N_QUARTERS];
  BwRandom           random;

  bw_random_init (&random, sample->seed, 8);
  plan_quarters (sample, &random, plan);
  for (int q = 0; q < BW_SAMPLE_N_QUARTERS; q++)
    {
      double sum = 0;

      add_quota (sample, &random, 0, q, round_to (plan[q], 50000));
      for (guint team = 0; team < sample->n_managers; team++)
        teams[team] = 0;
      for (guint rep = 0; rep < sample->n_reps; rep++)
        sum += weights[rep] = weigh_rep (sample, bw_sample_rep_index (sample, rep), q);
      for (guint rep = 0; rep < sample->n_reps; rep++)
        {
          gint32 person = bw_sample_rep_index (sample, rep);
          gint64 quota;

          if (weights[rep] <= 0)
            continue;
          quota = round_to (1.06 * plan[q] * weights[rep] / sum, 5000);
          teams[sample->people[person].team] += (double)quota;
          add_quota (sample, &random, person, q, quota);
        }
      for (guint team = 0; team < sample->n_managers; team++)
        if (teams[team] > 0)
          add_quota (sample, &random, bw_sample_manager_index (sample, team), q,
                     round_to (teams[team] * (0.96 + 0.02 * bw_random_normal (&random)), 10000));
    }
}

/* A deal that was won: when, whose, how much. */
typedef struct
{
  BwDate at;
  gint32 owner;
  gint64 amount;
} Win;

/* The calls of one quarter while they are made. */
typedef struct
{
  BwSample *sample;
  BwRandom  random;
  GArray   *wins; /* Win, by day */
  guint     next_win;
  int       q;
  BwDate    day;
  gint64   *won;        /* each person's in the quarter up to the day */
  gint64   *quota;      /* each person's, BW_MONEY_NONE */
  gint64   *commit;     /* each person's latest call as their manager sees it, BW_MONEY_NONE */
  gint8    *overridden; /* whether the manager has put something in its place */
} Round;

static int
compare_wins (gconstpointer a,
              gconstpointer b)
{
  const Win *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return x->owner != y->owner ? (x->owner < y->owner ? -1 : 1) : (x->amount > y->amount) - (x->amount < y->amount);
}

static GArray *
collect_wins (const BwSample *sample,
              BwDate          from)
{
  const BwDeals *deals = &sample->book->deals;
  GArray        *wins = g_array_new (FALSE, FALSE, sizeof (Win));

  for (guint i = 0; i < deals->n; i++)
    {
      Win win = { deals->close[i], deals->owner[i], deals->amount[i] };

      if (bw_book_stage (sample->book, deals->stage[i])->kind == BW_STAGE_WON && win.at >= from &&
          win.amount != BW_MONEY_NONE && !(deals->flags[i] & BW_DEAL_VANISHED))
        g_array_append_val (wins, win);
    }
  g_array_sort (wins, compare_wins);
  return wins;
}

static void
say (Round      *round,
     gint32      person,
     gint32      author,
     BwCategory  category,
     gint64      amount,
     gboolean    is_override,
     const char *note)
{
  BwBook *book = round->sample->book;
  BwCall  call = {
     .key = bw_sample_key (&round->random),
     .person = person,
     .author = author,
     .from = round->sample->quarters[round->q].from,
     .to = round->sample->quarters[round->q].to,
     .category = category,
     .amount = amount,
     .is_override = is_override,
     .note = bw_pool_intern (&book->texts, note),
  };

  /* Reps in the morning, managers at noon, the head in the afternoon, in the order in which they are written. */
  call.at = (gint64)round->day * 86400 + 14 * 3600 + (gint64)(book->calls->len % 3000) * 5;
  if (book->calls->len > 0)
    call.at = MAX (call.at, g_array_index (book->calls, BwCall, book->calls->len - 1).at);
  g_array_append_val (book->calls, call);
}

/* What is still to come in the quarter as the person sees it: nearer to the truth than to the quota as weeks pass. */
static double
believe (const Round *round,
         gint32       person)
{
  const BwPeriod *quarter = &round->sample->quarters[round->q];
  double          progress = (double)(round->day - quarter->from) / bw_period_n_days (quarter);
  gint64          eventual = round->sample->eventual[person * BW_SAMPLE_N_QUARTERS + round->q];
  gint64          aim = round->quota[person] == BW_MONEY_NONE ? eventual : round->quota[person];
  double          truth = (double)(eventual - round->won[person]);
  double          gap = (double)(aim - round->won[person]);
  double          sight = 0.5 + 0.45 * progress;

  return sight * MAX (truth, 0) + (1 - sight) * MAX (gap, 0) * 0.9;
}

static void
call_rep (Round *round,
          gint32 person)
{
  static const struct
  {
    double bias, noise, silent;
  } habits[] = {
    [BW_SAMPLE_STEADY] = { 0.97, 0.15, 0.07 },
    [BW_SAMPLE_OPTIMIST] = { 1.5, 0.15, 0.05 },
    [BW_SAMPLE_SANDBAGGER] = { 0.55, 0.12, 0.05 },
    [BW_SAMPLE_NEW_HIRE] = { 1.1, 0.4, 0.18 },
    [BW_SAMPLE_LEFT] = { 0.9, 0.2, 0.2 },
  };
  BwSampleHabit habit = round->sample->people[person].habit;
  double        belief, commit, best;

  if (!bw_sample_is_active (round->sample, person, round->day) || round->quota[person] == BW_MONEY_NONE ||
      bw_random_unit (&round->random) < habits[habit].silent)
    return;
  belief = believe (round, person) * exp (habits[habit].noise * bw_random_normal (&round->random));
  commit = (double)round->won[person] + belief * habits[habit].bias;
  best = (double)round->won[person] + belief * (habits[habit].bias + 0.2 + 0.3 * bw_random_unit (&round->random));
  round->commit[person] = round_to (commit, 500);
  say (round, person, person, BW_CATEGORY_COMMIT, round->commit[person], FALSE, NULL);
  say (round, person, person, BW_CATEGORY_BEST_CASE, round_to (best, 500), FALSE, NULL);
}

/* A manager looks at a report's call, and at times puts another number in its place, or takes it back. */
static void
review_call (Round *round,
             gint32 manager,
             gint32 person)
{
  BwSampleHabit habit = round->sample->people[person].habit;
  double        chance = bw_random_unit (&round->random);
  double        often = habit == BW_SAMPLE_OPTIMIST || habit == BW_SAMPLE_SANDBAGGER ? 0.14 : 0.03;

  if (round->commit[person] == BW_MONEY_NONE)
    return;
  if (round->overridden[person] && chance > 0.95)
    {
      round->overridden[person] = FALSE;
      say (round, person, manager, BW_CATEGORY_COMMIT, BW_MONEY_NONE, TRUE, "The rep's number stands again");
    }
  else if (chance < often)
    {
      double amount = believe (round, person) * exp (0.1 * bw_random_normal (&round->random));

      round->overridden[person] = TRUE;
      round->commit[person] = round_to ((double)round->won[person] + amount, 1000);
      say (round, person, manager, BW_CATEGORY_COMMIT, round->commit[person], TRUE,
           override_notes[bw_random_below (&round->random, G_N_ELEMENTS (override_notes))]);
    }
}

static void
call_manager (Round *round,
              guint  team)
{
  BwSample *sample = round->sample;
  gint32    manager = bw_sample_manager_index (sample, team);
  double    sum = (double)round->won[manager], best;

  for (guint rep = 0; rep < sample->n_reps; rep++)
    {
      gint32 person = bw_sample_rep_index (sample, rep);

      if (sample->people[person].team != team)
        continue;
      review_call (round, manager, person);
      sum += (double)(round->commit[person] != BW_MONEY_NONE ? round->commit[person] : round->won[person]);
    }
  sum *= 0.97 + 0.03 * bw_random_normal (&round->random);
  round->commit[manager] = round_to (sum, 5000);
  say (round, manager, manager, BW_CATEGORY_COMMIT, round->commit[manager], FALSE, NULL);
  best = sum * (1.15 + 0.1 * bw_random_unit (&round->random));
  say (round, manager, manager, BW_CATEGORY_BEST_CASE, round_to (best, 5000), FALSE, NULL);
  if (bw_random_unit (&round->random) < 0.04)
    {
      round->commit[manager] = round_to (sum * 0.95, 10000);
      say (round, manager, 0, BW_CATEGORY_COMMIT, round->commit[manager], TRUE, "Held back for the board");
    }
}

/* The head's own call: the managers' summed up, with what the head put in their place. */
static void
call_head (Round *round)
{
  double sum = 0;

  for (guint team = 0; team < round->sample->n_managers; team++)
    sum += (double)round->commit[bw_sample_manager_index (round->sample, team)];
  sum *= 0.99 + 0.015 * bw_random_normal (&round->random);
  say (round, 0, 0, BW_CATEGORY_COMMIT, round_to (sum, 25000), FALSE, NULL);
  say (round, 0, 0, BW_CATEGORY_BEST_CASE, round_to (sum * 1.12, 25000), FALSE, NULL);
}

static void
begin_quarter (Round *round,
               int    q)
{
  BwSample *sample = round->sample;

  round->q = q;
  for (guint i = 0; i < bw_sample_n_people (sample); i++)
    {
      round->won[i] = 0;
      round->overridden[i] = FALSE;
      round->commit[i] = round->quota[i] = BW_MONEY_NONE;
    }
  for (guint i = 0; i < sample->book->quotas->len; i++)
    {
      const BwQuota *quota = &g_array_index (sample->book->quotas, BwQuota, i);

      if (quota->from == sample->quarters[q].from)
        round->quota[quota->person] = quota->amount;
    }
}

static void
call_week (Round *round)
{
  BwSample *sample = round->sample;

  /* The Monday's calls know the wins up to the Sunday. */
  for (; round->next_win < round->wins->len; round->next_win++)
    {
      const Win *win = &g_array_index (round->wins, Win, round->next_win);

      if (win->at >= round->day)
        break;
      if (bw_period_contains (&sample->quarters[round->q], win->at))
        round->won[win->owner] += win->amount;
    }
  for (guint rep = 0; rep < sample->n_reps; rep++)
    call_rep (round, bw_sample_rep_index (sample, rep));
  for (guint team = 0; team < sample->n_managers; team++)
    call_manager (round, team);
  call_head (round);
}

/* Adds what was called in each week of the last quarters and the current one. */
void
bw_sample_add_calls (BwSample *sample)
{
  guint n = bw_sample_n_people (sample);
  Round round = { .sample = sample, .q = -1 };

  round.wins = collect_wins (sample, sample->quarters[BW_SAMPLE_QUARTERS_PAST - CALL_QUARTERS].from);
  round.won = g_new0 (gint64, n);
  round.quota = g_new0 (gint64, n);
  round.commit = g_new0 (gint64, n);
  round.overridden = g_new0 (gint8, n);
  bw_random_init (&round.random, sample->seed, 9);
  for (int q = BW_SAMPLE_QUARTERS_PAST - CALL_QUARTERS; q <= BW_SAMPLE_QUARTERS_PAST; q++)
    {
      begin_quarter (&round, q);
      for (BwDate day = sample->quarters[q].from; day <= MIN (sample->quarters[q].to, sample->today); day++)
        if (bw_date_weekday (day) == sample->book->calendar.call_weekday)
          {
            round.day = day;
            call_week (&round);
          }
    }
  g_array_unref (round.wins);
  g_free (round.won);
  g_free (round.quota);
  g_free (round.commit);
  g_free (round.overridden);
}
