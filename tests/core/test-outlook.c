/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forecast: held against books that were made by a known process. */

#include "core/bw-outlook.h"
#include "core/bw-replay.h"

#include <math.h>
#include <string.h>

#include "made-book.h"

static BwDate
day (const char *iso)
{
  BwDate date;

  g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };

static void
assert_same (const BwOutlook *a,
             const BwOutlook *b)
{
  g_assert_cmpint (a->won, ==, b->won);
  g_assert_cmpint (a->open, ==, b->open);
  g_assert_cmpint (a->weighted, ==, b->weighted);
  g_assert_cmpuint (a->n_paths, ==, b->n_paths);
  g_assert_cmpmem (a->paths, sizeof (double) * a->n_paths, b->paths, sizeof (double) * b->n_paths);
  g_assert_cmpmem (&a->mean, sizeof (double), &b->mean, sizeof (double));
  g_assert_cmpuint (a->n_weeks, ==, b->n_weeks);
  for (guint i = 0; i < a->n_weeks; i++)
    {
      g_assert_cmpint (a->weeks[i].closed, ==, b->weeks[i].closed);
      g_assert_cmpint (a->weeks[i].p10, ==, b->weeks[i].p10);
      g_assert_cmpint (a->weeks[i].p90, ==, b->weeks[i].p90);
    }
  g_assert_cmpuint (a->n_people, ==, b->n_people);
  for (guint i = 0; i < a->n_people; i++)
    {
      g_assert_cmpint (a->people[i].won, ==, b->people[i].won);
      g_assert_cmpint (a->people[i].p50, ==, b->people[i].p50);
    }
  g_assert_cmpuint (a->n_swings, ==, b->n_swings);
  for (guint i = 0; i < a->n_swings; i++)
    g_assert_cmpuint (a->swings[i].deal, ==, b->swings[i].deal);
  for (guint m = 0; m < a->n_methods; m++)
    {
      g_assert_cmpint (a->methods[m].value, ==, b->methods[m].value);
      g_assert_cmpmem (&a->methods[m].wape, sizeof (double), &b->methods[m].wape, sizeof (double));
    }
}

/* Over many quarters of many companies the range holds what comes about as often as it says, and is not
 * biased. */
static void
test_coverage (gconstpointer data)
{
  gboolean dated = GPOINTER_TO_INT (data);
  guint    n = 0, inside = 0;
  double   forecast = 0, came = 0;

  for (guint64 seed = 1; seed <= 20; seed++)
    for (int quarter = 2; quarter <= 4; quarter++)
      {
        BwMadeProcess process = bw_made_process_usual ();
        BwPeriod      period;
        BwDate        as_of;
        double        total;

        process.seed = seed;
        process.dated = dated;
        {
          g_autoptr (BwBook) book = bw_made_book_new (&process);
          g_autoptr (BwOutlook) outlook = NULL;

          period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, quarter);
          as_of = period.from + 20;
          outlook = bw_outlook_new (book, &everyone, &period, as_of, seed, NULL, NULL);
          total = bw_made_book_won_between (book, period.from, period.to);
          inside += total >= outlook->p10 && total <= outlook->p90;
          forecast += outlook->mean;
          came += total;
          n++;
        }
      }
  g_test_message ("%u of %u inside, forecast %.3f of what came", inside, n, forecast / came);
  g_assert_cmpfloat (inside, >=, 0.65 * n);
  g_assert_cmpfloat (inside, <=, 0.93 * n);
  g_assert_cmpfloat_with_epsilon (forecast / came, 1.0, 0.06);
}

/* A book with the same past but another future: won and lost are swapped, dates and amounts are others. */
static BwBook *
change_future (const BwBook *book,
               BwDate        as_of)
{
  BwBook *other = bw_book_copy (book);

  bw_history_make_writable (&other->history);
  for (guint c = 0; c < other->history.n; c++)
    {
      BwChange *change = &other->history.changes[c];

      if (change->at <= as_of)
        continue;
      if (change->field == BW_FIELD_STAGE && change->new_value >= 2)
        change->new_value = other->deals.stage[change->deal] = (guint16)(5 - change->new_value);
      if (change->field == BW_FIELD_CLOSE_DATE)
        change->new_value = other->deals.close[change->deal] = change->at + 3;
    }
  for (guint i = 0; i < other->deals.n; i++)
    if (other->deals.appeared[i] > as_of)
      {
        other->deals.amount[i] *= 7;
        other->deals.owner[i] = 1;
      }
  return other;
}

/* What comes after the day changes nothing, to the bit. */
static void
test_no_look_ahead (void)
{
  BwMadeProcess process = bw_made_process_usual ();
  g_autoptr (BwBook) book = NULL, other = NULL;
  g_autoptr (BwOutlook) a = NULL, b = NULL;
  BwDate   as_of = day ("2024-05-10");
  BwPeriod period;
  guint    n_a, n_b;
  gboolean usable_a, usable_b;

  process.dated = TRUE;
  book = bw_made_book_new (&process);
  other = change_future (book, as_of);
  period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 2);
  g_assert_cmpfloat (bw_made_book_won_between (book, as_of + 1, period.to), !=, bw_made_book_won_between (other, as_of + 1, period.to));
  a = bw_outlook_new (book, &everyone, &period, as_of, 7, NULL, NULL);
  b = bw_outlook_new (other, &everyone, &period, as_of, 7, NULL, NULL);
  assert_same (a, b);
  {
    g_autofree BwDealOdds *odds_a = bw_outlook_deal_odds (book, &period, as_of, &n_a, &usable_a);
    g_autofree BwDealOdds *odds_b = bw_outlook_deal_odds (other, &period, as_of, &n_b, &usable_b);

    g_assert_cmpint (usable_a, ==, usable_b);
    g_assert_cmpuint (n_a, ==, n_b);
    for (guint i = 0; i < n_a; i++)
      g_assert_cmpmem (&odds_a[i].probability, sizeof (double), &odds_b[i].probability, sizeof (double));
  }
}

static void
test_same_seed (void)
{
  BwMadeProcess process = bw_made_process_usual ();
  g_autoptr (BwBook) book = bw_made_book_new (&process);
  BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 3);
  g_autoptr (BwOutlook) a = bw_outlook_new (book, &everyone, &period, day ("2024-08-01"), 7, NULL, NULL);
  g_autoptr (BwOutlook) b = bw_outlook_new (book, &everyone, &period, day ("2024-08-01"), 7, NULL, NULL);
  g_autoptr (BwOutlook) c = bw_outlook_new (book, &everyone, &period, day ("2024-08-01"), 8, NULL, NULL);

  assert_same (a, b);
  g_assert_cmpfloat (a->p50, !=, c->p50);
  g_assert_cmpfloat_with_epsilon (a->p50 / c->p50, 1.0, 0.03);
}

/* What is kept for all scopes gives each scope what a forecast from nothing gives it, also when it has taken over what another
 * period had found. */
static void
test_base (void)
{
  BwMadeProcess process = bw_made_process_usual ();
  g_autoptr (BwBook) book = bw_made_book_new (&process);
  BwScope        scopes[] = { everyone, { BW_SCOPE_PERSON, 1 }, bw_scope_with_filter (&everyone, "amount >= 10000"), { BW_SCOPE_PERSON, 99 } };
  BwPeriod       next = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 4);
  BwDate         as_of = day ("2024-08-01");
  BwOutlookBase *bases[3];

  for (int shift = 0; shift < 3; shift++)
    {
      BwPeriod period = bw_calendar_shift (&book->calendar, &next, -shift);

      bases[shift] = bw_outlook_base_new (book, &period, as_of, 7, shift > 0 ? bases[shift - 1] : NULL, NULL, NULL);
      g_assert_true (bw_outlook_base_is_of (bases[shift], book, &period, as_of, 7));
      g_assert_false (bw_outlook_base_is_of (bases[shift], book, &period, as_of, 8));
      g_assert_false (bw_outlook_base_is_of (bases[shift], book, &period, as_of - 1, 7));
      for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
        {
          g_autoptr (BwOutlook) alone = bw_outlook_new (book, &scopes[i], &period, as_of, 7, NULL, NULL);
          g_autoptr (BwOutlook) part = bw_outlook_base_part (bases[shift], &scopes[i], NULL, NULL);

          assert_same (alone, part);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    bw_outlook_base_unref (bases[i]);
}

static gboolean
stop_after_cb (double   done,
               gpointer data)
{
  guint *left = data;

  g_assert_cmpfloat (done, >=, 0.0);
  g_assert_cmpfloat (done, <=, 1.0);
  return (*left)-- > 0;
}

static void
test_cancel (void)
{
  BwMadeProcess process = bw_made_process_usual ();
  g_autoptr (BwBook) book = bw_made_book_new (&process);
  BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 3);
  guint    n_calls = 0;

  for (guint after = 0; after < 60; after++)
    {
      guint      left = after;
      BwOutlook *outlook = bw_outlook_new (book, &everyone, &period, day ("2024-08-01"), 7, stop_after_cb, &left);

      if (outlook != NULL)
        {
          bw_outlook_free (outlook);
          n_calls = after;
          break;
        }
    }
  g_assert_cmpuint (n_calls, >, 3);
}

static void
test_empty (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwPeriod                 period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 3);
  static const char *const days[] = { "2020-01-01", "2024-06-30", "2024-08-01", "2024-09-30", "2030-01-01" };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (BwOutlook) outlook = bw_outlook_new (book, &everyone, &period, day (days[i]), 1, NULL, NULL);
      guint                  n;
      gboolean               usable;
      g_autofree BwDealOdds *odds = bw_outlook_deal_odds (book, &period, day (days[i]), &n, &usable);

      g_assert_cmpuint (n, ==, 0);
      g_assert_false (usable);
      g_assert_cmpfloat (outlook->p10, ==, 0.0);
      g_assert_cmpfloat (outlook->p90, ==, 0.0);
      g_assert_cmpint (outlook->quota, ==, BW_MONEY_NONE);
      g_assert_true (isnan (outlook->chance_of_quota));
      g_assert_true (isnan (outlook->coverage));
      g_assert_cmpuint (outlook->n_weeks, ==, 14);
    }
}

/* Three deals: a number comes out, and the range is wide. */
static void
test_three_deals (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 3);
  g_autoptr (BwOutlook) outlook = NULL;
  BwChange change = { 0, day ("2024-07-20"), 0, BW_FIELD_STAGE, BW_TIME_CRM, -1, 2, 4 };

  bw_book_add_default_stages (book);
  for (guint i = 0; i < 3; i++)
    {
      guint deal = bw_deals_append (&book->deals, i + 1);

      book->deals.created[deal] = book->deals.appeared[deal] = day ("2024-06-01") + (BwDate)i;
      book->deals.stage[deal] = i == 0 ? 4 : 2;
      book->deals.close[deal] = i == 0 ? change.at : day ("2024-08-31");
      book->deals.stage_since[deal] = i == 0 ? change.at : book->deals.created[deal];
      book->deals.amount[deal] = 100000;
    }
  book->deals.amount[2] = BW_MONEY_NONE;
  bw_history_add (&book->history, &change, 1, 3);
  outlook = bw_outlook_new (book, &everyone, &period, day ("2024-08-01"), 1, NULL, NULL);
  g_assert_cmpint (outlook->won, ==, 100000);
  g_assert_cmpint (outlook->open, ==, 100000);
  g_assert_cmpuint (outlook->n_open, ==, 2);
  g_assert_cmpint (outlook->weighted, ==, 50000);
  g_assert_cmpfloat (outlook->p10, >=, 100000);
  g_assert_cmpfloat (outlook->p90, >, outlook->p10);
  g_assert_true (isfinite (outlook->mean));
}

static void
test_quota (void)
{
  BwMadeProcess process = bw_made_process_usual ();
  g_autoptr (BwBook) book = bw_made_book_new (&process);
  BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 3);
  const struct
  {
    gint64 amount;
    double chance;
  } cases[] = { { 1, 1.0 }, { G_GINT64_CONSTANT (1000000000000), 0.0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwQuota quota = { .key = 1, .person = BW_NOBODY, .territory = BW_NOBODY, .product = BW_NOBODY };
      g_autoptr (BwOutlook) outlook = NULL;

      quota.from = period.from;
      quota.to = period.to;
      quota.amount = cases[i].amount;
      g_array_set_size (book->quotas, 0);
      g_array_append_val (book->quotas, quota);
      outlook = bw_outlook_new (book, &everyone, &period, day ("2024-08-01"), 1, NULL, NULL);
      g_assert_cmpint (outlook->quota, ==, cases[i].amount);
      g_assert_cmpfloat (outlook->chance_of_quota, ==, cases[i].chance);
    }
}

/* Where the CRM knows no probability nothing is weighted by it; where it knows one of some deals that counts. */
static void
test_weighted (void)
{
  static const gint16 probabilities[][2] = { { 200, 600 }, { BW_PROBABILITY_NONE, 600 }, { BW_PROBABILITY_NONE, BW_PROBABILITY_NONE }, { 0, 0 } };
  BwMadeProcess       process = bw_made_process_usual ();
  g_autoptr (BwBook) book = NULL;
  BwPeriod period;

  process.dated = TRUE;
  book = bw_made_book_new (&process);
  period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 3);
  for (guint i = 0; i < G_N_ELEMENTS (probabilities); i++)
    {
      gboolean known = probabilities[i][1] != BW_PROBABILITY_NONE;
      g_autoptr (BwOutlook) outlook = NULL;

      bw_book_stage (book, 0)->probability = probabilities[i][0];
      bw_book_stage (book, 1)->probability = probabilities[i][1];
      outlook = bw_outlook_new (book, &everyone, &period, day ("2024-08-01"), 1, NULL, NULL);
      g_assert_cmpstr (outlook->methods[2].name, ==, "crm_weighted");
      g_assert_cmpuint (outlook->n_open, >, 5);
      g_assert_cmpint (outlook->weighted == BW_MONEY_NONE, ==, !known);
      g_assert_cmpint (outlook->people[0].weighted, ==, outlook->weighted);
      g_assert_cmpint (outlook->methods[2].value == BW_MONEY_NONE, ==, !known);
      if (!known)
        continue;
      if (probabilities[i][1] == 0)
        g_assert_cmpint (outlook->weighted, ==, 0);
      else
        g_assert_cmpint (outlook->weighted, >, 0);
      g_assert_cmpint (llabs (outlook->methods[2].value - outlook->won - outlook->weighted), <=, outlook->n_open);
    }
}

/* The manager's row is the whole; scopes add up; the course ends at the total; over means over. */
static void
test_parts (void)
{
  BwMadeProcess process = bw_made_process_usual ();
  g_autoptr (BwBook) book = bw_made_book_new (&process);
  BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 3);
  g_autoptr (BwOutlook) all = bw_outlook_new (book, &everyone, &period, day ("2024-08-01"), 1, NULL, NULL);
  g_autoptr (BwOutlook) past = bw_outlook_new (book, &everyone, &period, period.to, 1, NULL, NULL);
  const BwOutlookWeek *last = &all->weeks[all->n_weeks - 1];
  double               paths = 0;
  gint64               won = 0, middle = 0;

  g_assert_cmpuint (all->n_people, ==, process.n_people);
  for (guint i = 1; i < all->n_people; i++)
    {
      won += all->people[i].won;
      middle += all->people[i].p50;
    }
  for (guint p = 0; p < all->n_paths; p++)
    paths += all->paths[p] / all->n_paths;
  g_assert_cmpint (all->people[0].won, ==, all->won);
  g_assert_cmpint (won, ==, all->won);
  g_assert_cmpfloat (fabs ((double)all->people[0].p50 - all->p50), <, 1e-5 * all->p50);
  g_assert_cmpfloat (fabs ((double)all->people[0].p90 - all->p90), <, 1e-5 * all->p90);
  g_assert_cmpfloat_with_epsilon ((double)middle / all->p50, 1.0, 0.1);
  g_assert_cmpfloat_with_epsilon (paths / all->mean, 1.0, 0.01);
  g_assert_cmpfloat_with_epsilon (all->from_open + all->from_new + (double)all->won, all->mean, 1.0);
  g_assert_cmpint (last->date, ==, period.to);
  g_assert_cmpfloat (fabs ((double)last->p50 - all->p50), <, 2.0);
  for (guint w = 1; w < all->n_weeks; w++)
    {
      const BwOutlookWeek *week = &all->weeks[w], *before = &all->weeks[w - 1];

      if (week->past)
        g_assert_cmpint (week->closed, >=, before->closed);
      else if (!before->past)
        g_assert_cmpint (week->p50, >=, before->p50);
    }
  for (guint i = 1; i < all->n_swings; i++)
    g_assert_cmpint (all->swings[i].swing, <=, all->swings[i - 1].swing);
  g_assert_cmpfloat (past->p10, ==, (double)past->won);
  g_assert_cmpfloat (past->p90, ==, (double)past->won);
  g_assert_cmpfloat_with_epsilon ((double)past->won, bw_made_book_won_between (book, period.from, period.to), 0.5);
}

/* Deals in the later stage are better known to be won; the odds add up to what comes of the open deals. */
static void
test_odds (void)
{
  BwMadeProcess process = bw_made_process_usual ();
  g_autoptr (BwBook) book = NULL;
  BwPeriod period;
  BwDate   as_of = day ("2024-06-30");
  guint    n;
  gboolean usable;
  double   expected = 0, won = 0;

  process.a_week = 60;
  book = bw_made_book_new (&process);
  period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 3);
  {
    g_autofree BwDealOdds *odds = bw_outlook_deal_odds (book, &period, as_of, &n, &usable);

    g_assert_cmpuint (n, >, 100);
    for (guint i = 0; i < n; i++)
      {
        guint deal = odds[i].deal;

        g_assert_cmpfloat (odds[i].probability_in_period, <=, odds[i].probability + 1e-12);
        g_assert_cmpfloat_with_epsilon (odds[i].probability, process.win, 0.12);
        g_assert_cmpint (odds[i].expected_close, >, as_of);
        expected += odds[i].probability_in_period;
        won += book->deals.stage[deal] == 2 && book->deals.close[deal] <= period.to;
      }
  }
  g_test_message ("%u open, %.1f expected, %.0f won, signal %d", n, expected, won, usable);
  g_assert_cmpfloat_with_epsilon (expected / won, 1.0, 0.25);
  /* Here nothing tells the won from the lost. */
  g_assert_false (usable);
}

/* Days and periods that lie anywhere give numbers that hang together. */
static void
test_any_day (void)
{
  static const char *const days[] = { "1950-01-01", "2021-12-31", "2022-01-05", "2022-03-01", "2023-06-30",
                                      "2024-07-01", "2024-12-31", "2025-03-01", "2040-01-01" };
  static const struct
  {
    BwPeriodKind kind;
    int          year, index;
  } periods[] = {
    { BW_PERIOD_MONTH, 2024, 7 },
    { BW_PERIOD_QUARTER, 2022, 1 },
    { BW_PERIOD_YEAR, 2024, 1 },
    { BW_PERIOD_QUARTER, 2025, 2 },
    { BW_PERIOD_QUARTER, 2060, 1 },
  };
  BwMadeProcess process = bw_made_process_usual ();
  g_autoptr (BwBook) book = NULL;

  process.a_week = 4;
  process.dated = TRUE;
  book = bw_made_book_new (&process);
  for (guint d = 0; d < G_N_ELEMENTS (days); d++)
    for (guint p = 0; p < G_N_ELEMENTS (periods); p++)
      {
        BwPeriod period = bw_calendar_period (&book->calendar, periods[p].kind, periods[p].year, periods[p].index);
        BwDate   as_of = day (days[d]);
        g_autoptr (BwOutlook) outlook = bw_outlook_new (book, &everyone, &period, as_of, 1, NULL, NULL);
        guint                  n;
        g_autofree BwDealOdds *odds = bw_outlook_deal_odds (book, &period, as_of, &n, NULL);

        g_test_message ("%s, period %u", days[d], p);
        g_assert_cmpfloat (outlook->p10, >=, (double)outlook->won);
        g_assert_cmpfloat (outlook->p50, >=, outlook->p10);
        g_assert_cmpfloat (outlook->p90, >=, outlook->p50);
        g_assert_true (isfinite (outlook->mean) && outlook->from_open >= 0 && outlook->from_new >= 0);
        if (as_of >= period.to)
          g_assert_cmpfloat (outlook->p90, ==, (double)outlook->won);
        for (guint i = 0; i < n; i++)
          {
            g_assert_true (odds[i].probability >= 0 && odds[i].probability <= 1);
            g_assert_true (odds[i].probability_in_period >= 0 && odds[i].probability_in_period <= odds[i].probability);
          }
      }
}

/* How far deals vary together: what is usual without replays, what these tell with them, and the less of that the more the deals' own
 * luck hides it. */
static void
test_spread (void)
{
  static const struct
  {
    double excess, n, own, shared, common; /* relative variances */
    double shock_from, shock_to, rates_from, rates_to;
  } cases[] = {
    { 0.00, 0.0, 0.01, 0.004, 0.0, 0.06, 0.06, 1.0, 1.0 },      /* nothing replayed */
    { 0.00, 0.0, 0.01, 0.004, 0.01, 0.1166, 0.1167, 1.0, 1.0 }, /* few wins seen */
    { 0.00, 500.0, 0.01, 0.004, 0.01, 0.02, 0.02, 0.05, 0.1 },  /* few wins seen, and known better */
    { -0.01, 500.0, 0.01, 0.004, 0.0, 0.02, 0.02, 0.05, 0.1 },  /* known better than by rates */
    { 0.002, 500.0, 0.01, 0.004, 0.0, 0.02, 0.02, 0.35, 0.5 },
    { 0.09, 500.0, 0.01, 0.000, 0.0, 0.29, 0.30, 1.0, 1.0 },
    { 0.09, 4.0, 0.01, 0.000, 0.0, 0.17, 0.25, 1.0, 1.0 },
    { 0.09, 4.0, 0.20, 0.000, 0.0, 0.06, 0.10, 1.0, 1.0 }, /* few deals */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwReplay      replay = { .excess = cases[i].excess, .excess_n = cases[i].n };
      BwExpectation expectation = { .open_plain = 500.0, .variance = cases[i].own * 1e6, .shared = cases[i].shared * 1e6 / 4.0, .common = cases[i].common };
      double        shock, rates;

      bw_replay_spread (&replay, &expectation, 2.0, &shock, &rates);
      g_test_message ("%u: %g, %g", i, shock, rates);
      g_assert_cmpfloat (shock, >=, cases[i].shock_from - 1e-9);
      g_assert_cmpfloat (shock, <=, cases[i].shock_to + 1e-9);
      g_assert_cmpfloat (rates, >=, cases[i].rates_from - 1e-9);
      g_assert_cmpfloat (rates, <=, cases[i].rates_to + 1e-9);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outlook/empty", test_empty);
  g_test_add_func ("/outlook/three-deals", test_three_deals);
  g_test_add_func ("/outlook/same-seed", test_same_seed);
  g_test_add_func ("/outlook/base", test_base);
  g_test_add_func ("/outlook/no-look-ahead", test_no_look_ahead);
  g_test_add_func ("/outlook/any-day", test_any_day);
  g_test_add_func ("/outlook/cancel", test_cancel);
  g_test_add_func ("/outlook/quota", test_quota);
  g_test_add_func ("/outlook/weighted", test_weighted);
  g_test_add_func ("/outlook/parts", test_parts);
  g_test_add_func ("/outlook/odds", test_odds);
  g_test_add_func ("/outlook/spread", test_spread);
  g_test_add_data_func ("/outlook/coverage/undated", GINT_TO_POINTER (FALSE), test_coverage);
  g_test_add_data_func ("/outlook/coverage/dated", GINT_TO_POINTER (TRUE), test_coverage);
  return g_test_run ();
}
