/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quotas as they would be set: shared out among those who report, spread over the year, and kept in the log. */

#include "core/bw-quota-edit.h"
#include "core/bw-quota-proposal.h"

enum
{
  /* The default stages. */
  CLOSED_WON = 4,
  PROPOSAL = 2,
};

static BwDate
day (const char *iso)
{
  BwDate date = BW_DATE_NONE;

  g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

static BwPeriod
parse (const char *name)
{
  static const BwCalendar calendar = BW_CALENDAR_DEFAULT;
  BwPeriod                period;

  g_assert_true (bw_calendar_parse_period (&calendar, name, &period, NULL));
  return period;
}

static void
add_person (BwBook     *book,
            gint32      manager,
            const char *started)
{
  BwPerson person = {
    .key = book->people->len + 1,
    .manager = manager,
    .role = manager == BW_NOBODY ? BW_ROLE_MANAGER : BW_ROLE_REP,
    .started = started != NULL ? day (started) : BW_DATE_NONE,
    .ended = BW_DATE_NONE,
  };

  person.name = bw_pool_add (&book->texts, manager == BW_NOBODY ? "Head" : "Rep", -1);
  g_array_append_val (book->people, person);
}

static void
add_deal (BwBook     *book,
          gint32      owner,
          gint32      stage,
          gint64      amount,
          const char *close)
{
  guint deal = bw_deals_append (&book->deals, bw_book_random_key ());

  book->deals.owner[deal] = owner;
  book->deals.stage[deal] = stage;
  book->deals.amount[deal] = amount;
  book->deals.created[deal] = day ("2025-01-10");
  book->deals.close[deal] = day (close);
  book->deals.category[deal] = stage == CLOSED_WON ? BW_CATEGORY_CLOSED : BW_CATEGORY_PIPELINE;
}

/* A head and three reps, who closed 300, 100 and nothing in the year before; the third has 800 open, and came in the middle of the quarter. */
static BwBook *
make_book (void)
{
  BwBook        *book = bw_book_new ();
  BwImportRecord import = { .key = 1, .as_of = day ("2026-09-30"), .as_of_source = BW_TIME_EXPORT };

  bw_book_add_default_stages (book);
  g_array_append_val (book->imports, import);
  add_person (book, BW_NOBODY, NULL);
  add_person (book, 0, NULL);
  add_person (book, 0, NULL);
  add_person (book, 0, "2026-11-15");
  add_deal (book, 1, CLOSED_WON, 300, "2026-03-01");
  add_deal (book, 2, CLOSED_WON, 100, "2026-06-01");
  add_deal (book, 3, PROPOSAL, 800, "2026-12-01");
  return book;
}

static BwQuota
whole_of (gint32      person,
          const char *period_name,
          gint64      amount)
{
  BwPeriod period = parse (period_name);

  return (BwQuota) { 0, person, BW_NOBODY, BW_NOBODY, period.from, period.to, amount };
}

static gint64
sum_of (const GArray *lines,
        guint         from)
{
  gint64 sum = 0;

  for (guint i = from; i < lines->len; i++)
    sum += g_array_index (lines, BwQuotaLine, i).quota.amount;
  return sum;
}

/* The parts by hand: evenly; by 300, 100, 0, each drawn a quarter of the mean of 133 towards it; by half of that a year and what is open. */
static void
test_shares (void)
{
  static const struct
  {
    BwQuotaWay way;
    gint64     amount, parts[3];
  } cases[] = {
    { BW_QUOTA_SHARE_EVEN, 1000, { 334, 333, 333 } },
    /* (300 + 33.3, 100 + 33.3, 33.3) of 500 */
    { BW_QUOTA_SHARE_PAST, 1500, { 1000, 400, 100 } },
    /* (150, 50, 800) and 83.3 each, of 1250 */
    { BW_QUOTA_SHARE_POTENTIAL, 3750, { 700, 400, 2650 } },
  };
  g_autoptr (BwBook) book = make_book ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwQuota whole = whole_of (0, "2026-Q4", cases[i].amount);
      g_autoptr (GArray) lines = bw_quota_propose (book, &whole, cases[i].way, FALSE, day ("2026-09-30"));

      g_assert_cmpuint (lines->len, ==, 4);
      g_assert_cmpint (g_array_index (lines, BwQuotaLine, 0).quota.amount, ==, cases[i].amount);
      g_assert_cmpint (sum_of (lines, 1), ==, cases[i].amount);
      for (guint k = 0; k < 3; k++)
        {
          g_assert_cmpint (g_array_index (lines, BwQuotaLine, k + 1).quota.person, ==, k + 1);
          g_assert_cmpint (g_array_index (lines, BwQuotaLine, k + 1).quota.amount, ==, cases[i].parts[k]);
        }
    }
}

/* Who comes in the middle of the quarter is asked for less than half of what a settled person is; the others for more. */
static void
test_ramp (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwQuota whole = whole_of (0, "2026-Q4", 300000);
  g_autoptr (GArray) lines = bw_quota_propose (book, &whole, BW_QUOTA_SHARE_EVEN, TRUE, day ("2026-09-30"));
  const BwQuotaLine *line = &g_array_index (lines, BwQuotaLine, 3);

  g_assert_cmpfloat (line->ramp, >, 0.0);
  g_assert_cmpfloat (line->ramp, <, 0.52); /* 47 of 92 days */
  g_assert_cmpint (line->quota.amount, <, g_array_index (lines, BwQuotaLine, 1).quota.amount / 2 + 5000);
  g_assert_cmpfloat (g_array_index (lines, BwQuotaLine, 1).ramp, ==, 1.0);
  g_assert_cmpint (sum_of (lines, 1), ==, 300000);
}

/* A year is spread over its quarters; it gets a row of its own only where it has one. */
static void
test_spread (void)
{
  g_autoptr (BwBook) book = make_book (), after = NULL, again = NULL;
  g_autoptr (BwDelta) delta = NULL, second = NULL;
  BwQuota  whole = whole_of (1, "2026", 1001);
  BwPeriod year = parse ("2026");
  g_autoptr (GArray) lines = bw_quota_propose (book, &whole, BW_QUOTA_SPREAD_EVEN, FALSE, day ("2026-09-30"));

  g_assert_cmpuint (lines->len, ==, 4);
  g_assert_cmpint (sum_of (lines, 0), ==, 1001);
  after = bw_quota_propose_apply (book, lines, BW_QUOTA_SPREAD_EVEN, 1000, &delta);
  g_assert_cmpint (bw_book_own_quota (after, 1, &year), ==, 1001);
  g_assert_cmpuint (after->quota_changes->len, ==, 4);
  g_assert_cmpstr (bw_book_text (after, g_array_index (after->quota_changes, BwQuotaChange, 0).note), ==, "spread");
  g_array_append_val (after->quotas, whole);
  whole.amount = 2000;
  g_array_unref (lines);
  lines = bw_quota_propose (after, &whole, BW_QUOTA_SPREAD_SEASON, FALSE, day ("2026-09-30"));
  g_assert_cmpuint (lines->len, ==, 5);
  g_assert_cmpint (g_array_index (lines, BwQuotaLine, 0).was, ==, 1001);
  again = bw_quota_propose_apply (after, lines, BW_QUOTA_SPREAD_SEASON, 2000, &second);
  g_assert_cmpint (bw_book_own_quota (again, 1, &year), ==, 2000);
}

/* What cannot be cut in a way is set alone: a quarter over the year, a product's, and that of somebody to whom nobody reports. */
static void
test_ways (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwQuota head = whole_of (0, "2026-Q4", 10), rep = whole_of (1, "2026-Q4", 10), year = whole_of (0, "2026", 10), product = head;

  product.product = 0;
  g_assert_true (bw_quota_way_fits (book, &head, BW_QUOTA_SHARE_EVEN));
  g_assert_false (bw_quota_way_fits (book, &head, BW_QUOTA_SPREAD_EVEN));
  g_assert_false (bw_quota_way_fits (book, &rep, BW_QUOTA_SHARE_EVEN));
  g_assert_false (bw_quota_way_fits (book, &product, BW_QUOTA_SHARE_EVEN));
  g_assert_true (bw_quota_way_fits (book, &year, BW_QUOTA_SPREAD_SEASON));
  for (BwQuotaWay way = 0; way < BW_N_QUOTA_WAYS; way++)
    {
      g_autoptr (GArray) lines = bw_quota_propose (book, &rep, way, TRUE, day ("2026-09-30"));

      g_assert_cmpuint (lines->len, ==, 1);
      g_assert_cmpint (g_array_index (lines, BwQuotaLine, 0).quota.amount, ==, 10);
    }
}

/* One row goes, the others stay; of a quarter that is told by months these go; a row of a product is another. */
static void
test_remove (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwPeriod quarter = parse ("2026-Q3"), next = parse ("2026-Q4");
  BwQuota  rows[] = {
     { 1, 0, BW_NOBODY, BW_NOBODY, quarter.from, quarter.to, 500 },
     { 2, 0, BW_NOBODY, 0, quarter.from, quarter.to, 70 },
     { 3, 0, BW_NOBODY, BW_NOBODY, next.from, next.from + 30, 100 },
     { 4, 0, BW_NOBODY, BW_NOBODY, next.from + 31, next.to, 200 },
     { 5, 1, BW_NOBODY, BW_NOBODY, next.from, next.to, 300 },
  };
  BwQuota      like = { 0, 0, BW_NOBODY, BW_NOBODY, quarter.from, quarter.to, 0 };
  const gint64 was[] = { 500, 100, 200 };
  BwDelta     *delta;

  g_array_append_vals (book->quotas, rows, G_N_ELEMENTS (rows));
  for (guint turn = 0; turn < 3; turn++)
    {
      BwBook *after;

      if (turn == 1)
        {
          like.from = next.from;
          like.to = next.to;
        }
      g_assert_cmpint (bw_quota_edit_can_remove (book, &like), ==, turn < 2);
      after = bw_quota_edit_remove (book, &like, 86400, &delta);
      g_assert_cmpint (bw_delta_is_empty (delta, after), ==, turn == 2);
      g_assert_cmpuint (delta->removed[BW_TABLE_QUOTAS]->len, ==, turn == 0 ? 1 : turn == 1 ? 2
                                                                                            : 0);
      bw_delta_free (delta);
      bw_book_unref (book);
      book = after;
      g_assert_cmpuint (book->quotas->len, ==, turn == 0 ? 4 : 2);
    }
  g_assert_cmpint (g_array_index (book->quotas, BwQuota, 0).key, ==, 2);
  g_assert_cmpint (g_array_index (book->quotas, BwQuota, 1).key, ==, 5);
  g_assert_cmpuint (book->quota_changes->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const BwQuotaChange *change = &g_array_index (book->quota_changes, BwQuotaChange, i);

      g_assert_cmpint (change->amount, ==, BW_MONEY_NONE);
      g_assert_cmpint (change->at, ==, 86400);
      g_assert_cmpint (change->was, ==, was[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quotas/shares", test_shares);
  g_test_add_func ("/quotas/remove", test_remove);
  g_test_add_func ("/quotas/ramp", test_ramp);
  g_test_add_func ("/quotas/spread", test_spread);
  g_test_add_func ("/quotas/ways", test_ways);
  return g_test_run ();
}
