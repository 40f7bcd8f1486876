/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The funnel against a reckoning by hand. */

#include "core/bw-funnel.h"

#include <math.h>


/* Stages as a new project has them: four open ones, won, lost. */
enum
{
  FIRST,
  SECOND,
  THIRD,
  FOURTH,
  WON,
  LOST,
  MAX_MOVES = 5,
};

static BwDate
day (const char *iso)
{
  BwDate date = BW_DATE_NONE;

  g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

/* A deal that began in a stage and moved on. The period is the first quarter of 2026, as of its end. */
typedef struct
{
  const char *created;
  guint       first;
  struct
  {
    const char *at;
    guint       to;
  } moves[MAX_MOVES];
} Case;

static const Case cases[] = {
  /* Won in steps: 10 days in the first, 21 in the second; the third and fourth are skipped. */
  { "2026-01-01", FIRST, { { "2026-01-11", SECOND }, { "2026-02-01", WON } } },
  /* Lost in the second, after 30 days in the first. */
  { "2026-01-05", FIRST, { { "2026-02-04", SECOND }, { "2026-02-20", LOST } } },
  /* Back from the third to the first, then lost: counted as lost in the third. 5 days in the first, 4 in the second. */
  { "2026-01-10", FIRST, { { "2026-01-15", SECOND }, { "2026-01-19", THIRD }, { "2026-01-25", FIRST }, { "2026-03-01", LOST } } },
  /* Lost, opened again, and won in the next quarter, which nobody knows yet: in the second since the day of the opening. */
  { "2026-01-10", SECOND, { { "2026-02-10", LOST }, { "2026-03-10", SECOND }, { "2026-04-20", WON } } },
  /* Came to the fourth at the end of the year before; won in the quarter. 50 days in the fourth. */
  { "2025-12-01", FOURTH, { { "2026-01-20", WON } } },
  /* Wholly in the past: won in the quarter before, 20 days in the first. */
  { "2025-10-01", FIRST, { { "2025-10-21", FOURTH }, { "2025-11-20", WON } } },
  /* Still in the first. */
  { "2026-03-20", FIRST },
  /* Lost, then found to be won after all. */
  { "2026-02-01", THIRD, { { "2026-02-11", LOST }, { "2026-02-21", WON } } },
};

static BwBook *
make_book (void)
{
  BwBook *book = bw_book_new ();
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (BwChange));

  bw_book_add_default_stages (book);
  g_assert_cmpint (bw_book_stage (book, WON)->kind, ==, BW_STAGE_WON);
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      guint i = bw_deals_append (&book->deals, c + 1), stage = cases[c].first;

      book->deals.amount[i] = 10000 * (c + 1);
      book->deals.created[i] = book->deals.appeared[i] = book->deals.stage_since[i] = day (cases[c].created);
      book->deals.close[i] = day ("2026-06-30");
      book->deals.region[i] = bw_pool_intern (&book->texts, c % 2 == 0 ? "North" : "South");
      for (guint m = 0; m < MAX_MOVES && cases[c].moves[m].at != NULL; m++)
        {
          BwChange move = { i, day (cases[c].moves[m].at), 0, BW_FIELD_STAGE, BW_TIME_CRM, -1, stage, cases[c].moves[m].to };
          BwChange date = { i, move.at, 1, BW_FIELD_CLOSE_DATE, BW_TIME_CRM, -1, book->deals.close[i], move.at };

          g_array_append_val (changes, move);
          if (cases[c].moves[m].to >= WON)
            {
              g_array_append_val (changes, date);
              book->deals.close[i] = move.at;
            }
          stage = cases[c].moves[m].to;
          book->deals.stage_since[i] = move.at;
        }
      book->deals.stage[i] = (guint16)stage;
    }
  bw_history_add (&book->history, (BwChange *)(gpointer)changes->data, changes->len, book->deals.n);
  return book;
}

static void
check_share (const BwFunnelShare *share,
             guint                came,
             guint                n)
{
  g_assert_cmpuint (share->n, ==, n);
  if (n == 0)
    {
      g_assert_true (isnan (share->share) && isnan (share->low) && isnan (share->high));
      return;
    }
  g_assert_cmpfloat_with_epsilon (share->share, (double)came / n, 1e-12);
  g_assert_cmpfloat (share->low, <=, share->share);
  g_assert_cmpfloat (share->high, >=, share->share);
}

static void
test_steps (void)
{
  /* Entered, advanced, lost, median days and how many of them, by stage. */
  static const struct
  {
    guint  entered, advanced, lost, n_days;
    double median;
  } expected[] = {
    /* 1, 2, 3, 7 begin there; 4 and 8 begin behind it. 5 days, 10, 30. */
    { 6, 5, 0, 3, 10 },
    /* 1, 2, 3, 4, 8 (skipped). 1, 3 and 8 go on, 2 is lost. 21 days and 4: the lower of two in the middle. */
    { 5, 3, 1, 2, 4 },
    /* 1 (skipped), 3, 8. 8 spent 10 days in it before it was lost, which then was taken back. */
    { 3, 2, 1, 1, 10 },
    /* 1 and 8, skipped; 5 was there before the quarter and went on in it. */
    { 2, 3, 0, 1, 50 },
  };
  g_autoptr (BwBook) book = make_book ();
  BwScope  everyone = { BW_SCOPE_ALL, 0 };
  BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2026, 1);
  g_autoptr (BwFunnel) funnel = bw_funnel_new (book, &everyone, &period, day ("2026-03-31"));

  g_assert_cmpuint (funnel->n_steps, ==, G_N_ELEMENTS (expected));
  for (guint p = 0; p < funnel->n_steps; p++)
    {
      const BwFunnelStep *step = &funnel->steps[p];

      g_test_message ("stage %u", p);
      g_assert_cmpint (step->stage, ==, p);
      g_assert_cmpuint (step->n_entered, ==, expected[p].entered);
      g_assert_cmpuint (step->n_advanced, ==, expected[p].advanced);
      g_assert_cmpuint (step->n_lost, ==, expected[p].lost);
      check_share (&step->conversion, expected[p].advanced, expected[p].advanced + expected[p].lost);
      g_assert_cmpuint (step->days.n, ==, expected[p].n_days);
      g_assert_cmpfloat (step->days.median, ==, expected[p].median);
    }
  /* Of the year before: deal 6 through all stages, deal 5 through three. */
  check_share (&funnel->steps[0].past, 2, 2);
  check_share (&funnel->steps[3].past, 1, 1);
  g_assert_cmpfloat (funnel->steps[0].past_days.median, ==, 20);
  g_assert_cmpint (funnel->past.from, ==, day ("2025-01-01"));
  g_assert_cmpint (funnel->past.to, ==, day ("2025-12-31"));
}

static void
test_closings (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwScope  everyone = { BW_SCOPE_ALL, 0 };
  BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2026, 1);
  g_autoptr (BwFunnel) funnel = bw_funnel_new (book, &everyone, &period, day ("2026-03-31"));

  /* Won: 1, 5, 8 with 100, 500, 800; lost: 2, 3 with 200, 300. Deal 4 is open again, and so is 7. */
  g_assert_cmpuint (funnel->closings.n_won, ==, 3);
  g_assert_cmpuint (funnel->closings.n_lost, ==, 2);
  g_assert_cmpint (funnel->closings.won, ==, 140000);
  g_assert_cmpint (funnel->closings.lost, ==, 50000);
  g_assert_cmpuint (funnel->n_open, ==, 2);
  check_share (&funnel->closings.win_rate, 3, 5);
  g_assert_cmpfloat_with_epsilon (funnel->closings.value_rate, 140000.0 / 190000, 1e-12);
  /* 31, 50 and 20 days. */
  g_assert_cmpfloat (funnel->closings.cycle.median, ==, 31);
  g_assert_cmpfloat_with_epsilon (funnel->velocity, 2 * (140000 / 3.0) * 0.6 / 31, 1e-9);
  g_assert_cmpuint (funnel->past_closings.n_won, ==, 1);
  g_assert_cmpfloat (funnel->past_closings.cycle.median, ==, 50);
}

static void
test_segments (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwScope         everyone = { BW_SCOPE_ALL, 0 };
  BwPeriod        period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2026, 1);
  BwFunnelSegment empty = { 0 };
  g_autoptr (GPtrArray) regions = bw_funnel_segments_new (book, &everyone, &period, day ("2026-03-31"), BW_DEAL_FIELD_REGION);
  g_autoptr (GPtrArray) owners = bw_funnel_segments_new (book, &everyone, &period, day ("2026-03-31"), BW_DEAL_FIELD_OWNER);
  g_autoptr (GPtrArray) amounts = bw_funnel_segments_new (book, &everyone, &period, day ("2026-03-31"), BW_DEAL_FIELD_AMOUNT);
  const BwFunnelSegment *south = regions->len > 0 ? regions->pdata[0] : &empty, *north = regions->len > 1 ? regions->pdata[1] : &empty;

  /* South won 8 with 800 and lost 2; north won 1 and 5 and lost 3. */
  g_assert_cmpuint (regions->len, ==, 2);
  g_assert_cmpstr (south->name, ==, "South");
  check_share (&south->closings.win_rate, 1, 2);
  g_assert_cmpstr (north->name, ==, "North");
  check_share (&north->closings.win_rate, 2, 3);
  g_assert_cmpuint (south->past_closings.n_won, ==, 1);
  g_assert_cmpuint (owners->len, ==, 1);
  g_assert_cmpstr (((BwFunnelSegment *)owners->pdata[0])->name, ==, "None");
  g_assert_cmpuint (amounts->len, ==, 0);
}

/* Nothing at all gives nothing, not a mistake. */
static void
test_empty (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwScope  everyone = { BW_SCOPE_ALL, 0 };
  BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2026, 1);
  g_autoptr (BwFunnel) bare = bw_funnel_new (book, &everyone, &period, day ("2026-03-31"));
  g_autoptr (BwFunnel) staged = NULL;

  g_assert_cmpuint (bare->n_steps, ==, 0);
  g_assert_true (isnan (bare->velocity) && isnan (bare->closings.win_rate.share));
  bw_book_add_default_stages (book);
  staged = bw_funnel_new (book, &everyone, &period, day ("2026-03-31"));
  g_assert_cmpuint (staged->n_steps, ==, 4);
  check_share (&staged->steps[0].conversion, 0, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/funnel/steps", test_steps);
  g_test_add_func ("/funnel/closings", test_closings);
  g_test_add_func ("/funnel/segments", test_segments);
  g_test_add_func ("/funnel/empty", test_empty);
  return g_test_run ();
}
