/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios: levers do what they say, to the cent where that can be known, and nothing else. */

#include "core/bw-scenario.h"

#include <math.h>
#include <string.h>

#include "made-book.h"

enum
{
  SEED = 7,
};

typedef struct
{
  BwBook         *book;
  BwPeriod        period;
  BwDate          as_of;
  BwScenarioBase *base;
} Fixture;

static const BwScope everyone = { .kind = BW_SCOPE_ALL, .index = BW_NOBODY };

static void
add_quota (BwBook         *book,
           gint32          person,
           const BwPeriod *period,
           gint64          amount)
{
  BwQuota quota = { bw_book_random_key (), person, BW_NOBODY, BW_NOBODY, period->from, period->to, amount };

  g_array_append_val (book->quotas, quota);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  BwMadeProcess process = bw_made_process_usual ();

  process.dated = TRUE;
  fixture->book = bw_made_book_new (&process);
  fixture->period = bw_calendar_period (&fixture->book->calendar, BW_PERIOD_QUARTER, 2024, 3);
  fixture->as_of = fixture->period.from + 20;
  for (gint32 i = 1; (guint)i < fixture->book->people->len; i++)
    add_quota (fixture->book, i, &fixture->period, 20000000);
  add_quota (fixture->book, BW_NOBODY, &fixture->period, 20000000 * (gint64)(fixture->book->people->len - 1));
  fixture->base = bw_scenario_base_new (fixture->book, &everyone, &fixture->period, fixture->as_of, SEED, NULL, NULL);
  g_assert_nonnull (fixture->base);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  bw_scenario_base_unref (fixture->base);
  bw_book_unref (fixture->book);
}

static BwScenarioResult *
run (Fixture       *fixture,
     const BwLever *levers,
     guint          n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *problem = bw_lever_dup_problem (fixture->book, &levers[i], fixture->as_of);

      g_assert_cmpstr (problem, ==, NULL);
    }
  return bw_scenario_run (fixture->base, levers, n, NULL, NULL);
}

static BwLever
factor_of (BwLeverKind kind,
           double      factor)
{
  BwLever lever = bw_lever_init (kind);

  lever.factor = factor;
  return lever;
}

/* The open deal of the period that swings most. */
static guint
find_deal (Fixture *fixture)
{
  const BwOutlook *outlook = bw_scenario_base_get_outlook (fixture->base);

  g_assert_cmpuint (outlook->n_swings, >, 0);
  return outlook->swings[0].deal;
}

static void
assert_is_base (const Fixture          *fixture,
                const BwScenarioResult *result)
{
  const BwOutlook *outlook = bw_scenario_base_get_outlook (fixture->base);

  g_assert_cmpuint (result->n_paths, ==, outlook->n_paths);
  g_assert_cmpmem (result->paths, sizeof (double) * result->n_paths, outlook->paths, sizeof (double) * outlook->n_paths);
  g_assert_cmpmem (&result->mean, sizeof (double), &outlook->mean, sizeof (double));
  g_assert_cmpmem (&result->from_open, sizeof (double), &outlook->from_open, sizeof (double));
  g_assert_cmpmem (&result->from_new, sizeof (double), &outlook->from_new, sizeof (double));
  g_assert_cmpmem (&result->p10, sizeof (double), &outlook->p10, sizeof (double));
  g_assert_cmpmem (&result->p90, sizeof (double), &outlook->p90, sizeof (double));
  g_assert_cmpint (result->quota, ==, outlook->quota);
  g_assert_cmpfloat (result->chance_of_quota, ==, outlook->chance_of_quota);
  g_assert_cmpuint (result->n_weeks, ==, outlook->n_weeks);
  g_assert_cmpmem (result->weeks, sizeof *result->weeks * result->n_weeks, outlook->weeks, sizeof *outlook->weeks * outlook->n_weeks);
  g_assert_cmpuint (result->n_people, ==, outlook->n_people);
  for (guint i = 0; i < result->n_people; i++)
    {
      g_assert_cmpint (result->people[i].person, ==, outlook->people[i].person);
      g_assert_cmpint (result->people[i].p10, ==, outlook->people[i].p10);
      g_assert_cmpint (result->people[i].p50, ==, outlook->people[i].p50);
      g_assert_cmpint (result->people[i].quota, ==, outlook->people[i].quota);
    }
}

/* Without levers, and with levers that say that things are as they are, the scenario is the forecast to the bit, and the forecast that
 * of the other pages. */
static void
test_no_lever (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (BwOutlook) outlook = bw_outlook_new (fixture->book, &everyone, &fixture->period, fixture->as_of, SEED, NULL, NULL);
  g_autoptr (BwScenarioResult) none = run (fixture, NULL, 0);
  g_autoptr (BwScenarioResult) neutral = NULL;
  BwLever levers[] = {
    bw_lever_init (BW_LEVER_WIN_RATE),
    bw_lever_init (BW_LEVER_DEAL_SIZE),
    bw_lever_init (BW_LEVER_CYCLE),
    bw_lever_init (BW_LEVER_NEW_PIPELINE),
    bw_lever_init (BW_LEVER_QUOTA),
  };

  assert_is_base (fixture, none);
  g_assert_cmpmem (outlook->paths, sizeof (double) * outlook->n_paths, none->paths, sizeof (double) * none->n_paths);
  g_assert_cmpmem (&outlook->mean, sizeof (double), &none->mean, sizeof (double));
  neutral = run (fixture, levers, G_N_ELEMENTS (levers));
  assert_is_base (fixture, neutral);
}

/* More of each lever is never less, on any quantile; a slower cycle is never more. */
static void
test_monotone (Fixture      *fixture,
               gconstpointer data)
{
  BwLeverKind             kind = (BwLeverKind)GPOINTER_TO_INT (data);
  static const double     factors[] = { 0.5, 0.8, 0.95, 1.0, 1.05, 1.2, 2.0 };
  double                  sign = kind == BW_LEVER_CYCLE ? -1.0 : 1.0;
  const BwScenarioResult *before = NULL;
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_scenario_result_free);

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      BwLever           lever = factor_of (kind, factors[i]);
      BwScenarioResult *result = run (fixture, &lever, 1);

      g_ptr_array_add (results, result);
      if (before != NULL)
        {
          g_assert_cmpfloat (sign * (result->mean - before->mean), >, 0.0);
          g_assert_cmpfloat (sign * (result->p10 - before->p10), >=, 0.0);
          g_assert_cmpfloat (sign * (result->p50 - before->p50), >=, 0.0);
          g_assert_cmpfloat (sign * (result->p90 - before->p90), >=, 0.0);
          g_assert_cmpfloat (sign * (result->chance_of_quota - before->chance_of_quota), >=, 0.0);
          for (guint p = 0; p < result->n_paths; p++)
            g_assert_cmpfloat (sign * (result->paths[p] - before->paths[p]), >=, 0.0);
        }
      before = result;
    }
}

/* Means are in proportion where the closed form says so: deal size multiplies all that is still to come, new pipeline the new part
 * alone, a win rate both as long as no chance meets its bound. */
static void
test_closed_forms (Fixture      *fixture,
                   gconstpointer data)
{
  const BwOutlook *outlook = bw_scenario_base_get_outlook (fixture->base);
  double           sum = 0.0;
  static const struct
  {
    BwLeverKind kind;
    double      factor, open, new;
  } cases[] = {
    { BW_LEVER_DEAL_SIZE, 1.25, 1.25, 1.25 },
    { BW_LEVER_NEW_PIPELINE, 1.5, 1.0, 1.5 },
    { BW_LEVER_WIN_RATE, 0.8, 0.8, 0.8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwLever lever = factor_of (cases[i].kind, cases[i].factor);
      g_autoptr (BwScenarioResult) result = run (fixture, &lever, 1);

      g_assert_cmpfloat_with_epsilon (result->from_open / outlook->from_open, cases[i].open, 1e-6);
      g_assert_cmpfloat_with_epsilon (result->from_new / outlook->from_new, cases[i].new, 1e-9);
      g_assert_cmpfloat_with_epsilon (result->mean, (double)result->won + result->from_open + result->from_new, 1.0);
      /* The paths say the same as the closed form. */
      sum = 0.0;
      for (guint p = 0; p < result->n_paths; p++)
        sum += result->paths[p];
      g_assert_cmpfloat_with_epsilon (sum / result->n_paths / result->mean, 1.0, 0.02);
    }
}

/* What a single deal brings on each path: its amount where it is won, nothing where not. */
static void
test_won_and_lost (Fixture      *fixture,
                   gconstpointer data)
{
  guint   deal = find_deal (fixture);
  double  amount = (double)fixture->book->deals.amount[deal], chance = bw_scenario_base_get_outlook (fixture->base)->swings[0].probability;
  BwLever won = bw_lever_init (BW_LEVER_DEAL_WON), lost = bw_lever_init (BW_LEVER_DEAL_LOST);
  g_autoptr (BwScenarioResult) with = NULL;
  g_autoptr (BwScenarioResult) without = NULL;
  gint32 owner = fixture->book->deals.owner[deal];

  won.deal = lost.deal = (gint32)deal;
  won.date = fixture->period.to - 3;
  with = run (fixture, &won, 1);
  without = run (fixture, &lost, 1);
  /* On every path won and lost are apart by just the amount, and so is every quantile. */
  for (guint p = 0; p < with->n_paths; p++)
    g_assert_cmpfloat (with->paths[p] - without->paths[p], ==, amount);
  g_assert_cmpfloat_with_epsilon (with->mean - bw_scenario_base_get_outlook (fixture->base)->mean, amount * (1.0 - chance), 1.0);
  g_assert_cmpfloat_with_epsilon (bw_scenario_base_get_outlook (fixture->base)->mean - without->mean, amount * chance, 1.0);
  /* It comes in its week: in the last one only. */
  g_assert_cmpint (with->weeks[with->n_weeks - 3].p50, ==, without->weeks[with->n_weeks - 3].p50);
  g_assert_cmpint (with->weeks[with->n_weeks - 1].p50, ==, without->weeks[with->n_weeks - 1].p50 + (gint64)amount);
  for (guint i = 0; i < with->n_people; i++)
    {
      gint64 more = with->people[i].p50 - without->people[i].p50;

      g_assert_cmpint (more, ==, with->people[i].person == owner || with->people[i].person == 0 ? (gint64)amount : 0);
    }
}

/* Between the two lies the forecast, path by path, with one of two values. */
static void
test_won_only_where_it_was_not (Fixture      *fixture,
                                gconstpointer data)
{
  guint   deal = find_deal (fixture);
  double  amount = (double)fixture->book->deals.amount[deal], before = 0.0, after = 0.0, square_before = 0.0, square_after = 0.0;
  BwLever won = bw_lever_init (BW_LEVER_DEAL_WON);
  g_autoptr (BwScenarioResult) base = run (fixture, NULL, 0);
  g_autoptr (BwScenarioResult) with = NULL;

  won.deal = (gint32)deal;
  won.date = fixture->as_of + 1;
  with = run (fixture, &won, 1);
  for (guint p = 0; p < base->n_paths; p++)
    {
      /* Sorted, no path is less, and none more by more than the amount. */
      g_assert_cmpfloat (with->paths[p], >=, base->paths[p]);
      g_assert_cmpfloat (with->paths[p] - base->paths[p], <=, amount);
      before += base->paths[p];
      after += with->paths[p];
      square_before += base->paths[p] * base->paths[p];
      square_after += with->paths[p] * with->paths[p];
    }
  /* The sum moves by the amount times how many paths it had not been won on: a whole number of them. */
  g_assert_cmpfloat_with_epsilon (remainder (after - before, amount), 0.0, 1.0);
  g_assert_cmpfloat (after, >, before);
  /* One chance less is a smaller spread. */
  g_assert_cmpfloat (square_after / base->n_paths - pow (after / base->n_paths, 2), <,
                     square_before / base->n_paths - pow (before / base->n_paths, 2));
}

static void
test_moved_and_resized (Fixture      *fixture,
                        gconstpointer data)
{
  guint   deal = find_deal (fixture);
  double  amount = (double)fixture->book->deals.amount[deal], chance = bw_scenario_base_get_outlook (fixture->base)->swings[0].probability;
  double  mean = bw_scenario_base_get_outlook (fixture->base)->mean;
  BwLever moved = bw_lever_init (BW_LEVER_DEAL_MOVED), resized = bw_lever_init (BW_LEVER_DEAL_RESIZED);
  BwLever lost = bw_lever_init (BW_LEVER_DEAL_LOST);
  g_autoptr (BwScenarioResult) away = NULL;
  g_autoptr (BwScenarioResult) gone = NULL;
  g_autoptr (BwScenarioResult) near = NULL;
  g_autoptr (BwScenarioResult) half = NULL;

  moved.deal = resized.deal = lost.deal = (gint32)deal;
  /* Beyond the period it is as good as lost there. */
  moved.date = fixture->period.to + 1;
  away = run (fixture, &moved, 1);
  gone = run (fixture, &lost, 1);
  g_assert_cmpmem (away->paths, sizeof (double) * away->n_paths, gone->paths, sizeof (double) * gone->n_paths);
  /* Within it has at least the chance that it had. */
  moved.date = fixture->period.to;
  near = run (fixture, &moved, 1);
  g_assert_cmpfloat (near->mean, >=, mean - 1.0);
  g_assert_cmpfloat (near->mean, <=, mean + amount * (1.0 - chance));
  resized.amount = fixture->book->deals.amount[deal] / 2;
  half = run (fixture, &resized, 1);
  g_assert_cmpfloat_with_epsilon (mean - half->mean, (amount - (double)resized.amount) * chance, 1.0);
}

/* Who leaves takes what comes later from their own deals and brings nothing new; somebody else may take the deals over. */
static void
test_leaving (Fixture      *fixture,
              gconstpointer data)
{
  gint32  who = fixture->book->deals.owner[find_deal (fixture)], other = who == 1 ? 2 : 1;
  BwLever leave = bw_lever_init (BW_LEVER_LEAVE);
  g_autoptr (BwScenarioResult) base = run (fixture, NULL, 0);
  g_autoptr (BwScenarioResult) gone = NULL;
  g_autoptr (BwScenarioResult) taken = NULL;
  g_autoptr (BwScenarioResult) late = NULL;

  leave.person = who;
  leave.date = fixture->as_of + 1;
  gone = run (fixture, &leave, 1);
  leave.factor = 1.0;
  leave.other = other;
  taken = run (fixture, &leave, 1);
  leave.date = fixture->period.to + 30;
  late = run (fixture, &leave, 1);
  g_assert_cmpfloat (gone->from_open, <, taken->from_open);
  g_assert_cmpfloat_with_epsilon (taken->from_open / base->from_open, 1.0, 1e-6);
  g_assert_cmpfloat (gone->from_new, <, base->from_new);
  g_assert_cmpfloat_with_epsilon (gone->from_new, taken->from_new, 1.0);
  /* Long after the period it changes nothing but whose the deals are. */
  g_assert_cmpfloat_with_epsilon (late->mean / base->mean, 1.0, 1e-6);
  for (guint i = 0; i < base->n_people; i++)
    {
      gint32 person = base->people[i].person;

      if (person == who)
        {
          g_assert_cmpfloat (gone->people[i].mean, <, base->people[i].mean);
          g_assert_cmpfloat (taken->people[i].mean, <, base->people[i].mean);
        }
      else if (person == other)
        {
          g_assert_cmpfloat (taken->people[i].mean, >, base->people[i].mean);
          g_assert_cmpfloat (gone->people[i].mean, ==, base->people[i].mean);
        }
      else if (person != 0)
        g_assert_cmpfloat (taken->people[i].mean, ==, base->people[i].mean);
    }
}

/* Hired people bring what the ramp says: in the mean the sum over the days that are left. */
static void
test_hiring (Fixture      *fixture,
             gconstpointer data)
{
  const BwRamp *ramp = bw_scenario_base_get_ramp (fixture->base);
  BwLever       hire = bw_lever_init (BW_LEVER_HIRE);
  double        days = 0.0, sum = 0.0;
  g_autoptr (BwScenarioResult) base = run (fixture, NULL, 0);
  g_autoptr (BwScenarioResult) with = NULL;
  g_autoptr (BwScenarioResult) later = NULL;

  g_assert_cmpfloat (ramp->settled, >, 0.0);
  g_assert_cmpuint (ramp->n_settled, >, 0);
  hire.factor = 3.0;
  hire.person = 0;
  hire.date = fixture->as_of + 10;
  with = run (fixture, &hire, 1);
  for (BwDate day = hire.date; day <= fixture->period.to; day++)
    days += bw_ramp_share (ramp, (day - hire.date) / 30.4375);
  g_assert_cmpfloat_with_epsilon ((with->from_new - base->from_new) / (3.0 * ramp->settled / 30.4375 * days), 1.0, 1e-6);
  for (guint p = 0; p < with->n_paths; p++)
    sum += with->paths[p] - base->paths[p];
  g_assert_cmpfloat_with_epsilon (sum / with->n_paths / (with->from_new - base->from_new), 1.0, 0.05);
  g_assert_cmpuint (with->n_hires, ==, 3);
  hire.date = fixture->period.to + 1;
  later = run (fixture, &hire, 1);
  assert_is_base (fixture, later);
  g_assert_cmpuint (later->n_hires, ==, 0);
}

/* New pipeline that comes on a day brings its amount times the chance of a new deal within the days that are left: twice the
 * amount twice as much, later less, and none at all after the period. */
static void
test_added_pipeline (Fixture      *fixture,
                     gconstpointer data)
{
  BwLever lever = bw_lever_init (BW_LEVER_ADDED_PIPELINE);
  double  base = bw_scenario_base_get_outlook (fixture->base)->from_new, once, twice, late;

  lever.amount = 100000000;
  lever.date = fixture->as_of + 3;
  for (int i = 0; i < 4; i++)
    {
      g_autoptr (BwScenarioResult) result = run (fixture, &lever, 1);

      if (i == 0)
        {
          once = result->from_new - base;
          lever.amount *= 2;
          g_assert_cmpfloat (once, >, 0.0);
          g_assert_cmpfloat (once, <, 100000000.0);
        }
      else if (i == 1)
        {
          twice = result->from_new - base;
          lever.date += 40;
          g_assert_cmpfloat_with_epsilon (twice / once, 2.0, 1e-9);
        }
      else if (i == 2)
        {
          late = result->from_new - base;
          lever.date = fixture->period.to + 1;
          g_assert_cmpfloat (late, <, twice);
          g_assert_cmpfloat (late, >, 0.0);
        }
      else
        assert_is_base (fixture, result);
    }
}

/* A quota changes the chance of reaching it and no path; that of one person moves everybody's by as much. */
static void
test_quota (Fixture      *fixture,
            gconstpointer data)
{
  const BwOutlook *outlook = bw_scenario_base_get_outlook (fixture->base);
  BwLever          lever = bw_lever_init (BW_LEVER_QUOTA);
  g_autoptr (BwScenarioResult) half = NULL;
  g_autoptr (BwScenarioResult) one = NULL;
  g_autoptr (BwScenarioResult) other_period = NULL;

  lever.factor = 0.5;
  half = run (fixture, &lever, 1);
  g_assert_cmpint (half->quota, ==, outlook->quota / 2);
  g_assert_cmpfloat (half->chance_of_quota, >=, outlook->chance_of_quota);
  g_assert_cmpmem (half->paths, sizeof (double) * half->n_paths, outlook->paths, sizeof (double) * outlook->n_paths);
  lever = bw_lever_init (BW_LEVER_QUOTA);
  lever.person = 2;
  lever.amount = 25000000;
  one = run (fixture, &lever, 1);
  g_assert_cmpint (one->quota, ==, outlook->quota + 5000000);
  for (guint i = 0; i < one->n_people; i++)
    if (one->people[i].person == 2)
      g_assert_cmpint (one->people[i].quota, ==, 25000000);
  lever.date = fixture->period.to + 20;
  other_period = run (fixture, &lever, 1);
  g_assert_cmpint (other_period->quota, ==, outlook->quota);
}

/* A lever on one person touches nobody else; on a stage no new business. */
static void
test_subjects (Fixture      *fixture,
               gconstpointer data)
{
  gint32  who = fixture->book->deals.owner[find_deal (fixture)];
  BwLever lever = factor_of (BW_LEVER_WIN_RATE, 1.3);
  g_autoptr (BwScenarioResult) base = run (fixture, NULL, 0);
  g_autoptr (BwScenarioResult) person = NULL;
  g_autoptr (BwScenarioResult) stage = NULL;
  g_autoptr (BwScenarioResult) stages = NULL;
  g_autoptr (BwScenarioResult) all = NULL;
  BwLever both[2] = { lever, lever };

  all = run (fixture, &lever, 1);
  lever.person = who;
  person = run (fixture, &lever, 1);
  for (guint i = 0; i < base->n_people; i++)
    if (base->people[i].person == who)
      g_assert_cmpfloat (person->people[i].mean, >, base->people[i].mean);
    else if (base->people[i].person != 0)
      g_assert_cmpfloat (person->people[i].mean, ==, base->people[i].mean);
  both[0].stage = 0;
  both[1].stage = 1;
  stage = run (fixture, &both[1], 1);
  g_assert_cmpfloat (stage->from_new, ==, base->from_new);
  g_assert_cmpfloat (stage->from_open, >, base->from_open);
  /* The stages together are all open deals. */
  stages = run (fixture, both, 2);
  g_assert_cmpfloat_with_epsilon (stages->from_open, all->from_open, 1.0);
}

/* People's scopes: parts by person add up to everyone's on the mean. */
static void
test_parts (Fixture      *fixture,
            gconstpointer data)
{
  BwLever levers[2] = { factor_of (BW_LEVER_WIN_RATE, 1.2), factor_of (BW_LEVER_CYCLE, 0.8) };
  g_autoptr (BwScenarioResult) all = run (fixture, levers, 2);
  double open = 0.0, added = 0.0;

  for (gint32 i = 1; (guint)i < fixture->book->people->len; i++)
    {
      BwScope scope = { .kind = BW_SCOPE_PERSON, .index = i };
      g_autoptr (BwScenarioBase) base = bw_scenario_base_new (fixture->book, &scope, &fixture->period, fixture->as_of, SEED, NULL, NULL);
      g_autoptr (BwScenarioResult) part = bw_scenario_run (base, levers, 2, NULL, NULL);

      open += part->from_open;
      added += part->from_new;
    }
  g_assert_cmpfloat_with_epsilon (open, all->from_open, 2.0);
  g_assert_cmpfloat_with_epsilon (added, all->from_new, 2.0);
}

/* The factor that is found does it, and a little less does not; a target that is met needs next to nothing. */
static void
test_need (Fixture      *fixture,
           gconstpointer data)
{
  const BwOutlook    *outlook = bw_scenario_base_get_outlook (fixture->base);
  static const double chances[] = { 0.5, 0.8 };
  double              before = 0.0;
  gint64              target = (gint64)(outlook->p90 + 0.3 * (outlook->p90 - outlook->p50));
  BwScenarioNeed      needs[2];

  g_assert_true (bw_scenario_need (fixture->base, NULL, 0, target, chances, 2, needs, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (chances); i++)
    {
      BwScenarioNeed need = needs[i], alone;
      const struct
      {
        BwLeverKind kind;
        double      factor;
      } found[] = { { BW_LEVER_NEW_PIPELINE, 0 }, { BW_LEVER_WIN_RATE, 0 }, { BW_LEVER_DEAL_SIZE, 0 } };

      g_assert_true (bw_scenario_need (fixture->base, NULL, 0, target, &chances[i], 1, &alone, NULL, NULL));
      g_assert_cmpfloat_with_epsilon (need.win_rate, alone.win_rate, 0.003 * alone.win_rate);
      g_assert_cmpfloat_with_epsilon (need.deal_size, alone.deal_size, 0.003 * alone.deal_size);
      g_assert_cmpfloat_with_epsilon (need.new_pipeline, alone.new_pipeline, 0.003 * alone.new_pipeline);
      g_assert_cmpfloat (need.chance, ==, chances[i]);
      g_assert_cmpfloat (need.present_chance, <, 0.1);
      for (guint k = 0; k < G_N_ELEMENTS (found); k++)
        {
          double  factor = k == 0 ? need.new_pipeline : k == 1 ? need.win_rate
                                                               : need.deal_size;
          BwLever lever = factor_of (found[k].kind, factor), less = factor_of (found[k].kind, factor * 0.995);
          BwLever quota = bw_lever_init (BW_LEVER_QUOTA), pair[2];

          quota.amount = target;
          g_assert_cmpfloat (factor, >, 1.0);
          pair[0] = quota;
          pair[1] = lever;
          {
            g_autoptr (BwScenarioResult) enough = run (fixture, pair, 2);
            g_autoptr (BwScenarioResult) short_of = NULL;

            pair[1] = less;
            short_of = run (fixture, pair, 2);
            g_assert_cmpfloat (enough->chance_of_quota, >=, chances[i]);
            g_assert_cmpfloat (short_of->chance_of_quota, <, chances[i] + 0.002);
          }
        }
      g_assert_cmpfloat (need.new_pipeline, >, before);
      g_assert_cmpfloat (need.coverage, >, 0.0);
      g_assert_cmpint (need.need_amount, >, need.new_amount);
      before = need.new_pipeline;
    }
  g_assert_true (bw_scenario_need (fixture->base, NULL, 0, outlook->won, &chances[1], 1, needs, NULL, NULL));
  g_assert_cmpfloat (needs[0].present_chance, ==, 1.0);
  g_assert_cmpfloat (needs[0].new_pipeline, ==, 0.0);
  g_assert_true (bw_scenario_need (fixture->base, NULL, 0, BW_MONEY_MAX, &chances[1], 1, needs, NULL, NULL));
  g_assert_true (isnan (needs[0].new_pipeline) && isnan (needs[0].win_rate) && isnan (needs[0].deal_size));
}

/* Each lever alone does what it does when it is run alone; the largest comes first. */
static void
test_tornado (Fixture      *fixture,
              gconstpointer data)
{
  BwLever                      levers[] = { factor_of (BW_LEVER_DEAL_SIZE, 1.02), bw_lever_init (BW_LEVER_DEAL_LOST), bw_lever_init (BW_LEVER_QUOTA) };
  guint                        n, n_usual = 0;
  g_autofree BwScenarioEffect *effects = NULL;

  levers[1].deal = (gint32)find_deal (fixture);
  levers[2].factor = 0.9;
  effects = bw_scenario_tornado (fixture->base, levers, G_N_ELEMENTS (levers), &n, NULL, NULL);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (levers) + 4);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_assert_cmpfloat (fabs (effects[i].high_mean - effects[i].low_mean), <=,
                           fabs (effects[i - 1].high_mean - effects[i - 1].low_mean) + 1.0);
      if (effects[i].lever < 0)
        {
          n_usual++;
          g_assert_cmpfloat (effects[i].low_factor, ==, 0.9);
          continue;
        }
      {
        g_autoptr (BwScenarioResult) alone = run (fixture, &levers[effects[i].lever], 1);

        g_assert_cmpfloat (alone->mean, ==, effects[i].high_mean);
        g_assert_cmpfloat (alone->p50, ==, effects[i].high_p50);
        g_assert_cmpfloat (alone->chance_of_quota, ==, effects[i].high_chance);
      }
    }
  g_assert_cmpuint (n_usual, ==, 4);
  g_assert_cmpint (effects[n - 1].lever, ==, 2);
}

static void
test_compare (Fixture      *fixture,
              gconstpointer data)
{
  guint   deal = find_deal (fixture);
  BwLever lost = bw_lever_init (BW_LEVER_DEAL_LOST), size = factor_of (BW_LEVER_NEW_PIPELINE, 1.5);
  double  amount = (double)fixture->book->deals.amount[deal];
  g_autoptr (BwScenarioDifference) one = NULL;
  g_autoptr (BwScenarioDifference) two = NULL;
  g_autoptr (BwScenarioDifference) same = bw_scenario_compare (fixture->base, &size, 1, &size, 1, NULL, NULL);

  lost.deal = (gint32)deal;
  one = bw_scenario_compare (fixture->base, NULL, 0, &lost, 1, NULL, NULL);
  g_assert_cmpuint (one->n_deals, ==, 1);
  g_assert_cmpuint (one->deals[0].deal, ==, deal);
  g_assert_cmpfloat (one->deals[0].chance_after, ==, 0.0);
  g_assert_cmpfloat_with_epsilon (one->deals[0].change, -amount * one->deals[0].chance_before, 1e-6);
  g_assert_cmpfloat_with_epsilon (one->open, one->deals[0].change, 1.0);
  g_assert_cmpfloat (one->added, ==, 0.0);
  g_assert_cmpuint (one->n_people, ==, 1);
  g_assert_cmpint (one->people[0].person, ==, fixture->book->deals.owner[deal]);
  g_assert_cmpfloat_with_epsilon (one->people[0].mean / one->open, 1.0, 0.05);
  /* From the one to the other is the way back and on. */
  two = bw_scenario_compare (fixture->base, &lost, 1, &size, 1, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (two->open, -one->open, 1.0);
  g_assert_cmpfloat (two->added, >, 0.0);
  g_assert_cmpfloat (same->mean, ==, 0.0);
  g_assert_cmpuint (same->n_deals + same->n_people, ==, 0);
}

static const struct
{
  const char *what;
  BwLeverKind kind;
  double      factor;
  gint64      amount;
  int         day; /* from the present one; G_MAXINT: not said */
  gint32      person, deal;
} bad_levers[] = {
  { "zero", BW_LEVER_WIN_RATE, 0.0, BW_MONEY_NONE, G_MAXINT, -1, -1 },
  { "below zero", BW_LEVER_CYCLE, -1.0, BW_MONEY_NONE, G_MAXINT, -1, -1 },
  { "not a number", BW_LEVER_DEAL_SIZE, NAN, BW_MONEY_NONE, G_MAXINT, -1, -1 },
  { "without end", BW_LEVER_NEW_PIPELINE, INFINITY, BW_MONEY_NONE, G_MAXINT, -1, -1 },
  { "half a person", BW_LEVER_HIRE, 1.5, BW_MONEY_NONE, 5, -1, -1 },
  { "hired when", BW_LEVER_HIRE, 2.0, BW_MONEY_NONE, G_MAXINT, -1, -1 },
  { "nobody leaves", BW_LEVER_LEAVE, 0.0, BW_MONEY_NONE, 5, -1, -1 },
  { "leaves with more", BW_LEVER_LEAVE, 1.1, BW_MONEY_NONE, 5, 1, -1 },
  { "no such person", BW_LEVER_LEAVE, 0.5, BW_MONEY_NONE, 5, 1000, -1 },
  { "no pipeline", BW_LEVER_ADDED_PIPELINE, NAN, 0, 5, -1, -1 },
  { "no deal", BW_LEVER_DEAL_WON, NAN, BW_MONEY_NONE, 5, -1, -1 },
  { "deal that is not there", BW_LEVER_DEAL_LOST, NAN, BW_MONEY_NONE, G_MAXINT, -1, 100000000 },
  { "day that is over", BW_LEVER_DEAL_WON, NAN, BW_MONEY_NONE, 0, -1, -2 },
  { "day out of the world", BW_LEVER_DEAL_MOVED, NAN, BW_MONEY_NONE, 500000, -1, -2 },
  { "below nothing", BW_LEVER_DEAL_RESIZED, NAN, -5, G_MAXINT, -1, -2 },
  { "no quota", BW_LEVER_QUOTA, 1.0, 0, G_MAXINT, -1, -1 },
  { "no such kind", BW_N_LEVERS, 1.0, 0, G_MAXINT, -1, -1 },
};

/* What cannot be gets a sentence, and is left out when it is run all the same. */
static void
test_bad_levers (Fixture      *fixture,
                 gconstpointer data)
{
  guint deal = find_deal (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (bad_levers); i++)
    {
      BwLever          lever = bw_lever_init (bad_levers[i].kind);
      g_autofree char *problem = NULL;
      g_autoptr (BwScenarioResult) result = NULL;

      lever.factor = bad_levers[i].factor;
      lever.amount = bad_levers[i].amount;
      lever.person = bad_levers[i].person;
      lever.deal = bad_levers[i].deal == -2 ? (gint32)deal : bad_levers[i].deal;
      if (bad_levers[i].day != G_MAXINT)
        lever.date = fixture->as_of + bad_levers[i].day;
      problem = bw_lever_dup_problem (fixture->book, &lever, fixture->as_of);
      g_test_message ("%s: %s", bad_levers[i].what, problem);
      g_assert_nonnull (problem);
      g_assert_true (g_str_has_suffix (problem, ".") && g_utf8_strlen (problem, -1) > 10);
      result = bw_scenario_run (fixture->base, &lever, 1, NULL, NULL);
      assert_is_base (fixture, result);
    }
}

/* The same levers give the same result on every run, and the book stays as it was. */
static void
test_same_again (Fixture      *fixture,
                 gconstpointer data)
{
  BwLever levers[] = { factor_of (BW_LEVER_WIN_RATE, 1.1), factor_of (BW_LEVER_NEW_PIPELINE, 0.9), bw_lever_init (BW_LEVER_DEAL_WON) };
  gint64  sum = 0, sum_after = 0;
  g_autoptr (BwScenarioResult) a = NULL;
  g_autoptr (BwScenarioResult) b = NULL;
  g_autoptr (BwScenarioResult) none = NULL;

  for (guint i = 0; i < fixture->book->deals.n; i++)
    sum += fixture->book->deals.amount[i] * (i + 1);
  levers[2].deal = (gint32)find_deal (fixture);
  levers[2].date = fixture->as_of + 5;
  a = run (fixture, levers, G_N_ELEMENTS (levers));
  b = run (fixture, levers, G_N_ELEMENTS (levers));
  g_assert_cmpmem (a->paths, sizeof (double) * a->n_paths, b->paths, sizeof (double) * b->n_paths);
  none = run (fixture, NULL, 0);
  assert_is_base (fixture, none);
  for (guint i = 0; i < fixture->book->deals.n; i++)
    sum_after += fixture->book->deals.amount[i] * (i + 1);
  g_assert_cmpint (sum, ==, sum_after);
}

/* A period that is over cannot be played with, and one that has not begun can. */
static void
test_other_periods (Fixture      *fixture,
                    gconstpointer data)
{
  BwLever  lever = factor_of (BW_LEVER_WIN_RATE, 2.0), won = bw_lever_init (BW_LEVER_DEAL_WON);
  BwPeriod next = bw_calendar_period (&fixture->book->calendar, BW_PERIOD_QUARTER, 2024, 4);
  guint    n;
  g_autoptr (BwScenarioBase) over = bw_scenario_base_new (fixture->book, &everyone, &fixture->period, fixture->period.to, SEED, NULL, NULL);
  g_autoptr (BwScenarioBase) ahead = bw_scenario_base_new (fixture->book, &everyone, &next, fixture->as_of, SEED, NULL, NULL);
  g_autoptr (BwScenarioResult) same = bw_scenario_run (over, &lever, 1, NULL, NULL);
  g_autoptr (BwScenarioResult) more = bw_scenario_run (ahead, &lever, 1, NULL, NULL);
  g_autoptr (BwScenarioResult) before = NULL;
  g_autoptr (BwScenarioResult) lost = NULL;
  g_autofree BwScenarioEffect *effects = bw_scenario_tornado (over, &lever, 1, &n, NULL, NULL);
  BwLever                      gone = bw_lever_init (BW_LEVER_DEAL_LOST);
  BwScenarioNeed               need;

  g_assert_cmpfloat (same->mean, ==, (double)same->won);
  g_assert_false (bw_scenario_need (over, NULL, 0, 1000, (const double[]) { 0.5 }, 1, &need, NULL, NULL));
  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpfloat (more->mean, >, bw_scenario_base_get_outlook (ahead)->mean * 1.2);
  /* Won before the period begins it is not won in it: as good as lost there. */
  won.deal = gone.deal = (gint32)bw_scenario_base_get_outlook (ahead)->swings[0].deal;
  won.date = next.from - 1;
  before = bw_scenario_run (ahead, &won, 1, NULL, NULL);
  lost = bw_scenario_run (ahead, &gone, 1, NULL, NULL);
  g_assert_cmpmem (before->paths, sizeof (double) * before->n_paths, lost->paths, sizeof (double) * lost->n_paths);
}

/* Sentences name what they are about. */
static void
test_words (Fixture      *fixture,
            gconstpointer data)
{
  for (int kind = 0; kind < BW_N_LEVERS; kind++)
    {
      BwLever          lever = bw_lever_init ((BwLeverKind)kind);
      g_autofree char *text = NULL;

      lever.person = 1;
      lever.deal = (gint32)find_deal (fixture);
      lever.date = fixture->as_of + 4;
      lever.amount = kind == BW_LEVER_QUOTA ? BW_MONEY_NONE : 1234500;
      if (isnan (lever.factor))
        lever.factor = 1.1;
      text = bw_lever_dup_text (fixture->book, &lever);
      g_assert_cmpuint (strlen (text), >=, 8);
      g_assert_null (strstr (text, "nan"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, data, function) g_test_add ("/scenario/" name, Fixture, data, set_up, function, tear_down)
  ADD ("no-lever", NULL, test_no_lever);
  ADD ("monotone/win-rate", GINT_TO_POINTER (BW_LEVER_WIN_RATE), test_monotone);
  ADD ("monotone/deal-size", GINT_TO_POINTER (BW_LEVER_DEAL_SIZE), test_monotone);
  ADD ("monotone/cycle", GINT_TO_POINTER (BW_LEVER_CYCLE), test_monotone);
  ADD ("monotone/new-pipeline", GINT_TO_POINTER (BW_LEVER_NEW_PIPELINE), test_monotone);
  ADD ("closed-forms", NULL, test_closed_forms);
  ADD ("won-and-lost", NULL, test_won_and_lost);
  ADD ("won-only-where-it-was-not", NULL, test_won_only_where_it_was_not);
  ADD ("moved-and-resized", NULL, test_moved_and_resized);
  ADD ("leaving", NULL, test_leaving);
  ADD ("hiring", NULL, test_hiring);
  ADD ("added-pipeline", NULL, test_added_pipeline);
  ADD ("quota", NULL, test_quota);
  ADD ("subjects", NULL, test_subjects);
  ADD ("parts", NULL, test_parts);
  ADD ("need", NULL, test_need);
  ADD ("tornado", NULL, test_tornado);
  ADD ("compare", NULL, test_compare);
  ADD ("bad-levers", NULL, test_bad_levers);
  ADD ("same-again", NULL, test_same_again);
  ADD ("other-periods", NULL, test_other_periods);
  ADD ("words", NULL, test_words);
#undef ADD

  return g_test_run ();
}
