/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of a period: what was closed by day, what was called, and quotas set by hand. */

#include "core/bw-course.h"
#include "core/bw-outlook.h"
#include "core/bw-quota-edit.h"

enum
{
  /* The default stages. */
  QUALIFICATION = 0,
  WON = 4,
  /* The people: 0 leads 1; 2 leads nobody. */
  LEADER = 0,
  REP = 1,
  OTHER = 2,
  N_PEOPLE = 3,
};

static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };
static const BwScope reps = { BW_SCOPE_PERSON, REP };

static BwDate
day (const char *iso)
{
  BwDate date = BW_DATE_NONE;

  g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

static BwPeriod
quarter (const char *name)
{
  static const BwCalendar calendar = BW_CALENDAR_DEFAULT;
  BwPeriod                period;

  g_assert_true (bw_calendar_parse_period (&calendar, name, &period, NULL));
  return period;
}

/* A deal of @owner, known since @born, won for @amount on @won. */
static void
add_win (BwBook     *book,
         gint32      owner,
         const char *born,
         const char *won,
         gint64      amount)
{
  guint i = bw_deals_append (&book->deals, book->deals.n + 1);

  book->deals.created[i] = book->deals.appeared[i] = day (born);
  book->deals.owner[i] = owner;
  book->deals.amount[i] = amount;
  book->deals.stage[i] = WON;
  book->deals.close[i] = book->deals.stage_since[i] = day (won);
}

static BwBook *
make_book (void)
{
  static const gint32 managers[N_PEOPLE] = { BW_NOBODY, LEADER, BW_NOBODY };
  BwBook             *book = bw_book_new ();

  bw_book_add_default_stages (book);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      BwPerson person = { .key = i + 1, .manager = managers[i] };

      g_array_append_val (book->people, person);
    }
  add_win (book, REP, "2023-06-01", "2023-12-20", 700);
  add_win (book, REP, "2023-06-01", "2024-04-10", 100);
  add_win (book, LEADER, "2023-06-01", "2024-04-10", 20);
  add_win (book, OTHER, "2023-06-01", "2024-06-30", 3);
  add_win (book, REP, "2023-06-01", "2024-07-01", 5000);
  return book;
}

static void
check_points (GArray     *points,
              const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < points->len; i++)
    {
      const BwCoursePoint *point = &g_array_index (points, BwCoursePoint, i);
      char                 iso[BW_DATE_ISO_SIZE];

      g_string_append_printf (text, "%s%s ", i > 0 ? ", " : "", bw_date_write_iso (point->date, iso));
      if (point->amount == BW_MONEY_NONE)
        g_string_append (text, "none");
      else
        g_string_append_printf (text, "%" G_GINT64_FORMAT, point->amount);
    }
  g_assert_cmpstr (text->str, ==, expected);
  g_array_unref (points);
}

static void
test_closed (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwPeriod second = quarter ("2024-Q2"), first_known = quarter ("2023-Q2"), fourth = quarter ("2023-Q4");

  check_points (bw_course_closed (book, &everyone, &second, day ("2024-09-01")),
                "2024-04-10 120, 2024-06-30 123");
  check_points (bw_course_closed (book, &reps, &second, day ("2024-09-01")), "2024-04-10 100, 2024-06-30 100");
  check_points (bw_course_closed (book, &everyone, &fourth, day ("2024-09-01")), "2023-12-20 700, 2023-12-31 700");
  /* While it runs it ends with the day; before it begins, and where it began before anything was known, there is none. */
  check_points (bw_course_closed (book, &everyone, &second, day ("2024-05-01")), "2024-04-10 120, 2024-05-01 120");
  check_points (bw_course_closed (book, &everyone, &second, day ("2024-03-01")), "");
  check_points (bw_course_closed (book, &everyone, &first_known, day ("2024-09-01")), "");
}

static void
add_call (BwBook         *book,
          gint32          person,
          const BwPeriod *period,
          const char     *on,
          int             hour,
          gboolean        is_override,
          gint64          amount)
{
  BwCall call = {
    .key = book->calls->len + 1,
    .person = person,
    .author = person,
    .from = period->from,
    .to = period->to,
    .category = BW_CATEGORY_COMMIT,
    .amount = amount,
    .at = (gint64)day (on) * 86400 + hour * 3600,
    .is_override = is_override,
  };

  g_array_append_val (book->calls, call);
}

static void
test_calls (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwPeriod period = quarter ("2024-Q2"), other = quarter ("2024-Q3");
  BwScope  territory = { BW_SCOPE_TERRITORY, 0 };

  add_call (book, LEADER, &period, "2024-04-01", 9, FALSE, 1000);
  add_call (book, LEADER, &other, "2024-04-01", 9, FALSE, 9999);
  add_call (book, REP, &period, "2024-04-02", 9, FALSE, 400);
  add_call (book, OTHER, &period, "2024-04-08", 9, FALSE, 50);
  add_call (book, OTHER, &period, "2024-04-08", 17, FALSE, 60);
  add_call (book, REP, &period, "2024-04-15", 23, TRUE, 300);
  add_call (book, LEADER, &period, "2024-04-22", 0, FALSE, 1100);
  add_call (book, REP, &period, "2024-04-29", 0, TRUE, BW_MONEY_NONE);

  check_points (bw_course_calls (book, &everyone, &period, day ("2024-06-01")),
                "2024-04-01 1000, 2024-04-08 1060, 2024-04-22 1160");
  check_points (bw_course_calls (book, &everyone, &period, day ("2024-04-08")), "2024-04-01 1000, 2024-04-08 1060");
  check_points (bw_course_calls (book, &reps, &period, day ("2024-06-01")),
                "2024-04-02 400, 2024-04-15 300, 2024-04-29 400");
  check_points (bw_course_calls (book, &territory, &period, day ("2024-06-01")), "");
  g_assert_cmpint (bw_course_call (book, &everyone, &period, day ("2024-03-31")), ==, BW_MONEY_NONE);
  g_assert_cmpint (bw_course_call (book, &everyone, &period, day ("2024-06-01")), ==, 1160);
}

/* Sets quotas on top of what is there: each counts alone, and only rows that changed are told. */
static void
test_quota (void)
{
  static const struct
  {
    BwScope scope;
    gint64  amount;
    guint   n_changed, n_rows;
  } steps[] = {
    { { BW_SCOPE_PERSON, REP }, 500, 0, 1 },
    { { BW_SCOPE_ALL, BW_NOBODY }, 900, 0, 2 },
    { { BW_SCOPE_PERSON, REP }, 600, 1, 2 },
    { { BW_SCOPE_PERSON, REP }, 600, 0, 2 },
    { { BW_SCOPE_TERRITORY, REP }, 70, 0, 3 },
    { { BW_SCOPE_ALL, BW_NOBODY }, 1000, 1, 3 },
    { { BW_SCOPE_TERRITORY, REP }, 80, 1, 3 },
  };
  g_autoptr (BwBook) book = make_book ();
  BwPeriod period = quarter ("2024-Q2"), month = { BW_PERIOD_MONTH, 2024, 4, day ("2024-04-01"), day ("2024-04-30") };
  gint64   before = bw_book_quota (book, REP, &period);

  g_assert_cmpint (before, ==, BW_MONEY_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (BwDelta) delta = NULL;
      g_autoptr (BwBook) after = bw_quota_edit_set (book, &steps[i].scope, BW_NOBODY, &period, steps[i].amount, 1000, &delta);
      gboolean same = steps[i].n_changed == 0 && after->quotas->len == book->quotas->len;

      g_assert_cmpuint (after->quotas->len, ==, steps[i].n_rows);
      g_assert_cmpuint (delta->before[BW_TABLE_QUOTAS], ==, book->quotas->len);
      g_assert_cmpuint (delta->changed[BW_TABLE_QUOTAS]->len, ==, steps[i].n_changed);
      g_assert_cmpint (bw_delta_is_empty (delta, after), ==, same);
      if (steps[i].scope.kind != BW_SCOPE_TERRITORY)
        g_assert_cmpint (
          bw_book_quota (after, steps[i].scope.kind == BW_SCOPE_PERSON ? steps[i].scope.index : BW_NOBODY, &period), ==,
          steps[i].amount);
      bw_book_unref (book);
      book = g_steal_pointer (&after);
    }
  g_assert_cmpint (bw_book_quota (book, REP, &period), ==, 600);
  g_assert_cmpint (bw_book_quota (book, BW_NOBODY, &period), ==, 1000);
  g_assert_cmpint (bw_book_quota (book, REP, &month), ==, BW_MONEY_NONE);
}

/* Also when the period is over, open deals without a date are told of; omitted ones and those of others are not. */
static void
test_undated_at_end (void)
{
  static const struct
  {
    gint32     owner;
    BwCategory category;
    gint64     amount;
  } deals[] = {
    { REP, BW_CATEGORY_NONE, 40 },
    { REP, BW_CATEGORY_NONE, BW_MONEY_NONE },
    { REP, BW_CATEGORY_OMITTED, 1000 },
    { OTHER, BW_CATEGORY_NONE, 7 },
  };
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwOutlook) of_all = NULL;
  g_autoptr (BwOutlook) of_rep = NULL;
  BwPeriod period = quarter ("2024-Q2");

  for (guint k = 0; k < G_N_ELEMENTS (deals); k++)
    {
      guint i = bw_deals_append (&book->deals, book->deals.n + 1);

      book->deals.created[i] = book->deals.appeared[i] = day ("2024-05-01");
      book->deals.owner[i] = deals[k].owner;
      book->deals.category[i] = (guint8)deals[k].category;
      book->deals.amount[i] = deals[k].amount;
      book->deals.stage[i] = QUALIFICATION;
    }
  of_all = bw_outlook_new (book, &everyone, &period, period.to, 1, NULL, NULL);
  of_rep = bw_outlook_new (book, &reps, &period, period.to, 1, NULL, NULL);
  g_assert_cmpuint (of_all->n_undated, ==, 3);
  g_assert_cmpint (of_all->open_undated, ==, 47);
  g_assert_cmpuint (of_rep->n_undated, ==, 2);
  g_assert_cmpint (of_rep->open_undated, ==, 40);
  g_assert_cmpuint (of_rep->n_open, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/course/closed", test_closed);
  g_test_add_func ("/course/calls", test_calls);
  g_test_add_func ("/course/quota", test_quota);
  g_test_add_func ("/course/undated-at-end", test_undated_at_end);
  return g_test_run ();
}
