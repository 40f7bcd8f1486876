/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls and overrides: what is said stays, what stands adds up, and who was below whom is known of every day. */

#include <string.h>
#include "core/bw-call-changes.h"
#include "core/bw-call-course.h"
#include "core/bw-home-news.h"
#include "core/bw-call-day.h"
#include "core/bw-call-edit.h"
#include "core/bw-choice.h"
#include "core/bw-outlook.h"
#include "core/bw-random.h"
#include "core/bw-reporting.h"
#include "core/bw-sample.h"

enum
{
  DAY = 86400,
  N_TREES = 60,
  N_SAYINGS = 80,
  MOST_PEOPLE = 24,
};

static BwDate
day (const char *iso)
{
  BwDate date = BW_DATE_NONE;

  g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

static BwPeriod
quarter (void)
{
  static const BwCalendar calendar = BW_CALENDAR_DEFAULT;
  BwPeriod                period;

  g_assert_true (bw_calendar_parse_period (&calendar, "2026-Q4", &period, NULL));
  return period;
}

/* A head (0) with two managers (1, 2), and under each two reps (3 and 4, 5 and 6). */
static BwBook *
make_team (void)
{
  static const gint32 managers[] = { BW_NOBODY, 0, 0, 1, 1, 2, 2 };
  BwBook             *book = bw_book_new ();

  bw_book_add_default_stages (book);
  for (guint i = 0; i < G_N_ELEMENTS (managers); i++)
    {
      g_autofree char *name = g_strdup_printf ("P%u", i);
      BwPerson         person = { .key = i + 1, .manager = managers[i], .started = BW_DATE_NONE, .ended = BW_DATE_NONE };

      person.name = bw_pool_add (&book->texts, name, -1);
      g_array_append_val (book->people, person);
    }
  return book;
}

static BwCallInput
make_input (gint32     person,
            BwCategory category,
            gint64     amount,
            gboolean   is_override)
{
  BwCallInput input = { person, is_override ? 0 : person, quarter (), category, amount, is_override, is_override ? "because" : NULL, NULL };

  return input;
}

/* *@book becomes the book after. */
static void
say (BwBook           **book,
     const BwCallInput *input,
     gint64             at)
{
  g_autoptr (BwDelta) delta = NULL;
  BwBook *after = bw_call_edit_say (*book, input, at, &delta);

  bw_book_unref (*book);
  *book = after;
}

/* By hand: commit of the reps in the CRM 10, 20, 30, 40 with 1 closed each, of the managers nothing. */
static void
test_tree (void)
{
  BwPeriod    period = quarter ();
  BwRollup    own[7] = { { { 0 } } };
  BwBook     *book = make_team ();
  BwCallInput steps[] = {
    make_input (3, BW_CATEGORY_COMMIT, 15, FALSE),
    make_input (3, BW_CATEGORY_COMMIT, 12, TRUE),
    make_input (1, BW_CATEGORY_COMMIT, 50, FALSE),
    make_input (3, BW_CATEGORY_COMMIT, BW_MONEY_NONE, TRUE),
    make_input (1, BW_CATEGORY_COMMIT, BW_MONEY_NONE, FALSE),
  };
  /* What stands after each step of the rep, below the rep's manager, of the manager, and of all. */
  static const gint64 expected[][4] = {
    { 15, 15 + 21, 15 + 21, 15 + 21 + 31 + 41 },
    { 12, 12 + 21, 12 + 21, 12 + 21 + 31 + 41 },
    { 12, 12 + 21, 50, 50 + 31 + 41 },
    { 15, 15 + 21, 50, 50 + 31 + 41 },
    { 15, 15 + 21, 15 + 21, 15 + 21 + 31 + 41 },
  };

  for (guint i = 3; i < 7; i++)
    {
      own[i].amount[BW_CATEGORY_COMMIT] = 10 * (i - 2);
      own[i].amount[BW_CATEGORY_CLOSED] = 1;
      own[i].n[BW_CATEGORY_COMMIT] = own[i].n[BW_CATEGORY_CLOSED] = 1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (BwCallTree) tree = NULL;

      say (&book, &steps[i], 1000 + i);
      tree = bw_call_tree_new_of (book, &period, day ("2026-11-02"), own, NULL);
      g_assert_cmpint (bw_call_tree_stands (tree, 3, BW_CATEGORY_COMMIT, BW_ROLLUP_CUMULATIVE), ==, expected[i][0]);
      g_assert_cmpint (bw_call_tree_below (tree, 1, BW_CATEGORY_COMMIT, BW_ROLLUP_CUMULATIVE), ==, expected[i][1]);
      g_assert_cmpint (bw_call_tree_stands (tree, 1, BW_CATEGORY_COMMIT, BW_ROLLUP_CUMULATIVE), ==, expected[i][2]);
      g_assert_cmpint (bw_call_tree_stands (tree, BW_NOBODY, BW_CATEGORY_COMMIT, BW_ROLLUP_CUMULATIVE), ==, expected[i][3]);
      /* Alone, commit is what is not closed yet: one is closed of the rep's. */
      g_assert_cmpint (bw_call_tree_stands (tree, 3, BW_CATEGORY_COMMIT, BW_ROLLUP_SINGLE), ==, expected[i][0] - 1);
      g_assert_cmpint (tree->crm[BW_CATEGORY_COMMIT], ==, 104);
      g_assert_cmpuint (bw_call_tree_cell (tree, 0, BW_CATEGORY_COMMIT)->n_said + bw_call_tree_cell (tree, 0, BW_CATEGORY_COMMIT)->n_silent, ==,
                        i == 2 || i == 3 ? 5 : 4);
    }
  g_assert_cmpuint (book->calls->len, ==, G_N_ELEMENTS (steps));
  bw_book_unref (book);
}

/* Where each category is called for itself, what is surer is added as it stands. */
static void
test_single (void)
{
  BwPeriod period = quarter ();
  BwRollup own[7] = { { { 0 } } };
  BwBook  *book = make_team ();
  g_autoptr (BwDelta) delta = bw_delta_new (book);
  g_autoptr (BwCallTree) tree = NULL;
  BwCallInput commit = make_input (3, BW_CATEGORY_COMMIT, 15, FALSE), best = make_input (3, BW_CATEGORY_BEST_CASE, 7, FALSE);

  own[3].amount[BW_CATEGORY_CLOSED] = 100;
  bw_choice_set (book, delta, "calls", "single");
  say (&book, &commit, 1000);
  say (&book, &best, 1000);
  tree = bw_call_tree_new_of (book, &period, day ("2026-11-02"), own, NULL);
  g_assert_cmpint (bw_call_tree_stands (tree, 3, BW_CATEGORY_COMMIT, BW_ROLLUP_CUMULATIVE), ==, 115);
  g_assert_cmpint (bw_call_tree_stands (tree, 3, BW_CATEGORY_COMMIT, BW_ROLLUP_SINGLE), ==, 15);
  g_assert_cmpint (bw_call_tree_stands (tree, 0, BW_CATEGORY_BEST_CASE, BW_ROLLUP_CUMULATIVE), ==, 122);
  g_assert_cmpint (bw_call_tree_stands (tree, 0, BW_CATEGORY_BEST_CASE, BW_ROLLUP_SINGLE), ==, 7);
  bw_book_unref (book);
}

/* What was said, as it is in either view; in the single one it is what stands, where nothing else was said. */
static void
test_views (void)
{
  static const struct
  {
    gint64       said, surer;
    gboolean     is_single;
    BwRollupView view;
    gint64       shown;
  } cases[] = {
    { 450, 250, FALSE, BW_ROLLUP_CUMULATIVE, 450 },
    { 450, 250, FALSE, BW_ROLLUP_SINGLE, 200 },
    { 450, 500, FALSE, BW_ROLLUP_SINGLE, -50 },
    { 450, 250, TRUE, BW_ROLLUP_CUMULATIVE, 700 },
    { 450, 250, TRUE, BW_ROLLUP_SINGLE, 450 },
    { BW_MONEY_NONE, 250, TRUE, BW_ROLLUP_CUMULATIVE, BW_MONEY_NONE },
    { 450, BW_MONEY_NONE, FALSE, BW_ROLLUP_SINGLE, BW_MONEY_NONE },
    { 450, BW_MONEY_NONE, FALSE, BW_ROLLUP_CUMULATIVE, 450 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (bw_call_in_view (cases[i].said, cases[i].surer, cases[i].is_single, cases[i].view), ==, cases[i].shown);
      /* Passed is what would be below nothing. */
      g_assert_cmpint (bw_call_is_passed (cases[i].said, cases[i].surer, cases[i].is_single, cases[i].view), ==,
                       cases[i].shown != BW_MONEY_NONE && cases[i].shown < 0);
    }
}

/* ---- Random trees ---- */

/* What a person said last of a category, kept beside the book: the plain way. */
typedef struct
{
  gint64 call[BW_N_CATEGORIES], override[BW_N_CATEGORIES];
} Said;

/* What stands of @person, from the definition: the override, else the call, else the sum of what stands below and the own deals. */
static gint64
stands_of (const BwBook   *book,
           const Said     *said,
           const BwRollup *own,
           guint           person,
           BwCategory      category)
{
  gint64 sum = bw_rollup_amount (&own[person], category, BW_ROLLUP_CUMULATIVE);

  if (category < BW_CATEGORY_CLOSED && said[person].override[category] != BW_MONEY_NONE)
    return said[person].override[category];
  if (category < BW_CATEGORY_CLOSED && said[person].call[category] != BW_MONEY_NONE)
    return said[person].call[category];
  for (guint i = 0; i < book->people->len; i++)
    if (bw_book_person (book, i)->manager == (gint32)person)
      sum += stands_of (book, said, own, i, category);
  return sum;
}

static BwBook *
make_random_tree (BwRandom *random,
                  BwRollup *own)
{
  BwBook *book = bw_book_new ();
  guint   n = 1 + bw_random_below (random, MOST_PEOPLE);

  bw_book_add_default_stages (book);
  for (guint i = 0; i < n; i++)
    {
      BwPerson person = { .key = i + 1, .manager = BW_NOBODY, .started = BW_DATE_NONE, .ended = BW_DATE_NONE };

      /* Managers come before or after those below; who draws nobody stands at the top. */
      if (i > 0 && bw_random_unit (random) < 0.85)
        person.manager = (gint32)bw_random_below (random, i);
      g_array_append_val (book->people, person);
      for (BwCategory category = 0; category < BW_N_CATEGORIES; category++)
        {
          guint deals = bw_random_below (random, 4);

          own[i].n[category] = deals;
          own[i].amount[category] = deals > 0 ? (gint64)bw_random_below (random, 1000000) : 0;
        }
    }
  return book;
}

/* That every sum is the definition's, and that nothing is lost or counted twice. */
static void
check_tree (const BwBook   *book,
            const Said     *said,
            const BwRollup *own,
            const BwRollup *unowned)
{
  BwPeriod period = quarter ();
  g_autoptr (BwCallTree) tree = bw_call_tree_new_of (book, &period, day ("2026-12-31"), own, unowned);

  for (BwCategory category = 0; category < BW_CATEGORY_OMITTED; category++)
    {
      gint64 judged = 0, crm = bw_rollup_amount (unowned, category, BW_ROLLUP_CUMULATIVE), singles = 0;

      for (guint i = 0; i < book->people->len; i++)
        {
          const BwCallCell *cell = bw_call_tree_cell (tree, (gint32)i, category);

          g_assert_cmpint (cell->stands, ==, stands_of (book, said, own, i, category));
          g_assert_cmpint (cell->call, ==, said[i].call[category]);
          g_assert_cmpint (cell->override, ==, said[i].override[category]);
          judged += cell->stands - cell->below;
          crm += bw_rollup_amount (&own[i], category, BW_ROLLUP_CUMULATIVE);
        }
      g_assert_cmpint (tree->crm[category], ==, crm);
      g_assert_cmpint (tree->everyone[category], ==, crm + judged);
      for (BwCategory part = category; part <= BW_CATEGORY_CLOSED; part++)
        singles += bw_call_tree_stands (tree, BW_NOBODY, part, BW_ROLLUP_SINGLE);
      g_assert_cmpint (singles, ==, bw_call_tree_stands (tree, BW_NOBODY, category, BW_ROLLUP_CUMULATIVE));
    }
}

static void
test_random_trees (void)
{
  BwRandom random;

  bw_random_init (&random, 7, 1);
  for (guint t = 0; t < N_TREES; t++)
    {
      BwRollup         own[MOST_PEOPLE] = { { { 0 } } }, unowned = { { 0 } };
      BwBook          *book = make_random_tree (&random, own);
      g_autofree Said *said = g_new (Said, book->people->len);
      g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (BwCall));

      unowned.amount[BW_CATEGORY_BEST_CASE] = (gint64)bw_random_below (&random, 1000);
      for (guint i = 0; i < book->people->len; i++)
        for (BwCategory category = 0; category < BW_N_CATEGORIES; category++)
          said[i].call[category] = said[i].override[category] = BW_MONEY_NONE;
      check_tree (book, said, own, &unowned);
      for (guint k = 0; k < N_SAYINGS; k++)
        {
          gint32      person = (gint32)bw_random_below (&random, book->people->len);
          BwCategory  category = bw_random_below (&random, BW_CATEGORY_CLOSED);
          gboolean    is_override = bw_random_unit (&random) < 0.4;
          gint64      amount = bw_random_unit (&random) < 0.25 ? BW_MONEY_NONE : (gint64)bw_random_below (&random, 2000000);
          BwCallInput input = make_input (person, category, amount, is_override);

          input.author = BW_NOBODY;
          say (&book, &input, 1000 + (gint64)bw_random_below (&random, 50));
          *(is_override ? &said[person].override[category] : &said[person].call[category]) = amount;
          if (k % 8 == 0)
            check_tree (book, said, own, &unowned);
          /* Everything said before is there, as it was. */
          g_assert_cmpuint (book->calls->len, >=, kept->len);
          for (guint i = 0; i < kept->len; i++)
            g_assert_cmpmem (&g_array_index (book->calls, BwCall, i), sizeof (BwCall), &g_array_index (kept, BwCall, i), sizeof (BwCall));
          g_array_set_size (kept, 0);
          g_array_append_vals (kept, book->calls->data, book->calls->len);
        }
      check_tree (book, said, own, &unowned);
      bw_book_unref (book);
    }
}

/* Managers in a circle: everybody is counted once. */
static void
test_circle (void)
{
  BwPeriod period = quarter ();
  BwRollup own[7] = { { { 0 } } };
  g_autoptr (BwBook) book = make_team ();
  g_autoptr (BwCallTree) tree = NULL;

  bw_book_person (book, 0)->manager = 3;
  for (guint i = 0; i < 7; i++)
    own[i].amount[BW_CATEGORY_COMMIT] = 1;
  tree = bw_call_tree_new_of (book, &period, day ("2026-11-02"), own, NULL);
  g_assert_cmpint (tree->everyone[BW_CATEGORY_COMMIT], ==, 7);
}

/* ---- What can be said ---- */

static void
test_checks (void)
{
  static const struct
  {
    gint32      person, author;
    BwCategory  category;
    gint64      amount;
    gboolean    is_override;
    const char *note;
    int         code; /* -1: it can be said */
  } cases[] = {
    { 3, 3, BW_CATEGORY_COMMIT, 100, FALSE, NULL, -1 },
    { 3, 1, BW_CATEGORY_COMMIT, 100, TRUE, "one slips", -1 },
    { 3, 0, BW_CATEGORY_COMMIT, 100, TRUE, "one slips", -1 },
    { 3, 1, BW_CATEGORY_COMMIT, BW_MONEY_NONE, TRUE, NULL, -1 },
    { 3, 1, BW_CATEGORY_COMMIT, 100, TRUE, NULL, BW_CALL_ERROR_REASON },
    { 3, 1, BW_CATEGORY_COMMIT, 100, TRUE, "  ", BW_CALL_ERROR_REASON },
    { 3, 3, BW_CATEGORY_COMMIT, 100, TRUE, "mine", BW_CALL_ERROR_AUTHOR },
    { 1, 3, BW_CATEGORY_COMMIT, 100, TRUE, "hers", BW_CALL_ERROR_AUTHOR },
    { 3, 3, BW_CATEGORY_COMMIT, -1, FALSE, NULL, BW_CALL_ERROR_AMOUNT },
    { 3, 3, BW_CATEGORY_COMMIT, BW_MONEY_MAX + 1, FALSE, NULL, BW_CALL_ERROR_AMOUNT },
    { 3, 3, BW_CATEGORY_CLOSED, 100, FALSE, NULL, BW_CALL_ERROR_CATEGORY },
    { 3, 3, BW_CATEGORY_OMITTED, 100, FALSE, NULL, BW_CALL_ERROR_CATEGORY },
  };
  g_autoptr (BwBook) book = make_team ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      BwCallInput input = { cases[i].person, cases[i].author, quarter (), cases[i].category, cases[i].amount, cases[i].is_override, cases[i].note, NULL };

      g_assert_cmpint (bw_call_input_check (book, &input, &error), ==, cases[i].code < 0);
      if (cases[i].code >= 0)
        g_assert_error (error, BW_CALL_ERROR, cases[i].code);
    }
}

/* What was said on a day is told of that day; on the last known day, and later, so is what was said since. */
static void
test_days (void)
{
  BwPeriod       period = quarter ();
  BwBook        *book = make_team ();
  BwCallInput    first = make_input (3, BW_CATEGORY_COMMIT, 10, FALSE), second = make_input (3, BW_CATEGORY_COMMIT, 20, FALSE);
  BwImportRecord import = { .key = 1, .as_of = day ("2026-11-05") };
  gint64         at = 0;

  say (&book, &first, (gint64)day ("2026-11-02") * DAY);
  say (&book, &second, (gint64)day ("2026-11-09") * DAY);
  g_assert_cmpint (bw_book_call (book, 3, &period, BW_CATEGORY_COMMIT, FALSE, day ("2026-11-05"), NULL), ==, 10);
  g_array_append_val (book->imports, import);
  g_assert_cmpint (bw_book_call (book, 3, &period, BW_CATEGORY_COMMIT, FALSE, day ("2026-11-04"), NULL), ==, 10);
  g_assert_cmpint (bw_book_call (book, 3, &period, BW_CATEGORY_COMMIT, FALSE, day ("2026-11-05"), &at), ==, 20);
  g_assert_cmpint (at / DAY, ==, day ("2026-11-09"));
  bw_book_unref (book);
}

static void
test_call_day (void)
{
  static const struct
  {
    const char *today, *due, *next;
    guint       n_late;
  } cases[] = {
    /* Mondays; P3 called on 2 November, and on the 9th. */
    { "2026-10-01", NULL, "2026-10-05", 0 },
    { "2026-10-05", "2026-10-05", "2026-10-12", 3 },
    { "2026-11-02", "2026-11-02", "2026-11-09", 2 },
    { "2026-11-08", "2026-11-02", "2026-11-09", 2 },
    { "2026-11-16", "2026-11-16", "2026-11-23", 3 },
    { "2027-01-20", "2026-12-28", NULL, 3 },
  };
  BwPeriod    period = quarter ();
  BwBook     *book = make_team ();
  BwCallInput input = make_input (3, BW_CATEGORY_COMMIT, 10, FALSE);
  BwRollup    own[7] = { { { 0 } } };

  own[3].amount[BW_CATEGORY_COMMIT] = 5;
  own[3].n[BW_CATEGORY_COMMIT] = 1;
  say (&book, &input, (gint64)day ("2026-11-02") * DAY);
  say (&book, &input, (gint64)day ("2026-11-09") * DAY);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwDate today = day (cases[i].today);
      g_autoptr (BwCallTree) tree = bw_call_tree_new_of (book, &period, today, own, NULL);
      g_autoptr (BwCallDay) calls = bw_call_day_new (book, tree, today);
      g_autofree char *text = bw_call_day_dup_text (calls, book);

      g_assert_cmpint (calls->due, ==, cases[i].due != NULL ? day (cases[i].due) : BW_DATE_NONE);
      g_assert_cmpint (calls->next, ==, cases[i].next != NULL ? day (cases[i].next) : BW_DATE_NONE);
      /* The rep who has a deal, and the two above. */
      g_assert_cmpuint (calls->callers->len, ==, 3);
      g_assert_cmpuint (calls->n_late, ==, cases[i].n_late);
      g_assert_cmpint (calls->ended, ==, today >= period.to ? period.to : BW_DATE_NONE);
      g_assert_true (g_str_has_prefix (text, "The period is over.") == (today >= period.to));
      g_assert_true (today < period.to || strstr (text, "still to come") == NULL);
    }
  bw_book_unref (book);
}

/* ---- The tree that changes ---- */

static void
test_reporting (void)
{
  g_autoptr (BwBook) book = make_team ();
  g_autoptr (BwDelta) delta = NULL, again = NULL, circle = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBook) moved = bw_reporting_set (book, 3, 2, day ("2026-11-10"), 1, &delta, &error);
  g_autoptr (BwBook) back = NULL;
  g_autoptr (BwBook) past = NULL;
  g_autoptr (BwBook) present = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (bw_book_person (moved, 3)->manager, ==, 2);
  g_assert_cmpint (bw_reporting_manager_at (moved, 3, day ("2026-11-09")), ==, 1);
  g_assert_cmpint (bw_reporting_manager_at (moved, 3, day ("2026-11-10")), ==, 2);
  past = bw_reporting_book_at (moved, day ("2026-11-09"));
  present = bw_reporting_book_at (moved, day ("2026-11-10"));
  g_assert_true (present == moved);
  g_assert_cmpint (bw_book_person (past, 3)->manager, ==, 1);
  g_assert_cmpint (bw_book_person (moved, 3)->manager, ==, 2);

  back = bw_reporting_set (moved, 3, 1, day ("2026-11-20"), 2, &again, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->reporting->len, ==, 3);
  g_assert_cmpint (bw_reporting_manager_at (back, 3, day ("2026-11-19")), ==, 2);
  g_assert_cmpint (bw_reporting_manager_at (back, 3, day ("2026-12-31")), ==, 1);

  g_assert_null (bw_reporting_set (book, 0, 3, day ("2026-11-10"), 3, &circle, &error));
  g_assert_error (error, BW_REPORTING_ERROR, BW_REPORTING_ERROR_CIRCLE);
}

/* ---- What changed ---- */

static BwBook *
make_sample (guint64 seed,
             guint   n_deals)
{
  BwSampleOptions options = bw_sample_default_options ();

  options.seed = seed;
  options.n_deals = n_deals;
  return bw_sample_new (&options);
}

/* On the sample: the changes of any span are the difference of the two roll-ups, for every person and category. */
static void
test_changes (void)
{
  g_autoptr (BwBook) book = make_sample (11, 600);
  BwDate   last = bw_book_data_date (book), since = last - 21;
  BwPeriod period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, last);
  g_autoptr (BwCallTree) before = bw_call_tree_new (book, &period, since);
  g_autoptr (BwCallTree) after = bw_call_tree_new (book, &period, last);
  guint n = 0;

  for (gint32 person = BW_NOBODY; person < (gint32)MIN (book->people->len, 8); person++)
    for (BwCategory category = 0; category <= BW_CATEGORY_COMMIT; category++)
      {
        g_autoptr (BwCallChanges) changes =
          bw_call_changes_new (book, person, &period, category, BW_ROLLUP_CUMULATIVE, since, last);
        gint64 sum = 0;

        for (guint i = 0; i < changes->changes->len; i++)
          sum += g_array_index (changes->changes, BwCallChange, i).after - g_array_index (changes->changes, BwCallChange, i).before;
        n += changes->changes->len;
        g_assert_cmpint (sum, ==, changes->after - changes->before);
        g_assert_cmpint (changes->before, ==, person == BW_NOBODY ? before->crm[category] : bw_call_tree_cell (before, person, category)->crm);
        g_assert_cmpint (changes->after, ==, person == BW_NOBODY ? after->crm[category] : bw_call_tree_cell (after, person, category)->crm);
      }
  g_assert_cmpuint (n, >, 20);
}

/* The course of a cell ends with what stands today, and each word stands from its day on. */
static void
test_course (void)
{
  BwPeriod        period = quarter ();
  BwBook         *book = make_team ();
  BwCallInput     early = make_input (3, BW_CATEGORY_COMMIT, 10, FALSE), call = make_input (3, BW_CATEGORY_COMMIT, 20, FALSE);
  BwCallInput     over = make_input (3, BW_CATEGORY_COMMIT, 15, TRUE), reset = make_input (3, BW_CATEGORY_COMMIT, BW_MONEY_NONE, TRUE);
  BwOutlookPerson person = { .person = 3, .quota = 100, .p10 = 1, .p50 = 2, .p90 = 3 };
  static const struct
  {
    const char *day;
    gint64      closed, call, override;
  } expected[] = {
    { "2026-09-30", 0, 10, BW_MONEY_NONE },
    { "2026-10-05", 0, 20, BW_MONEY_NONE },
    { "2026-10-07", 7, 20, BW_MONEY_NONE },
    { "2026-10-10", 7, 20, 15 },
    { "2026-10-14", 7, 20, 15 },
    { "2026-10-15", 7, 20, BW_MONEY_NONE },
    { "2026-10-16", 7, 20, BW_MONEY_NONE },
  };
  g_autoptr (BwCallCourse) course = NULL;
  guint deal = bw_deals_append (&book->deals, 1);

  book->deals.owner[deal] = 3;
  book->deals.stage[deal] = 4; /* won */
  book->deals.amount[deal] = 7;
  book->deals.created[deal] = day ("2026-08-01");
  book->deals.close[deal] = day ("2026-10-06");
  say (&book, &early, (gint64)day ("2026-09-20") * DAY);
  say (&book, &call, (gint64)day ("2026-10-05") * DAY);
  say (&book, &over, (gint64)day ("2026-10-10") * DAY);
  say (&book, &reset, (gint64)day ("2026-10-15") * DAY);
  course = bw_call_course_new (book, &person, &period, BW_CATEGORY_COMMIT, day ("2026-10-16"));
  g_assert_cmpuint (course->days->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < course->days->len; i++)
    {
      const BwCallCourseDay *at = &g_array_index (course->days, BwCallCourseDay, i);

      g_assert_cmpint (at->date, ==, day (expected[i].day));
      g_assert_cmpint (at->closed, ==, expected[i].closed);
      g_assert_cmpint (at->call, ==, expected[i].call);
      g_assert_cmpint (at->override, ==, expected[i].override);
    }
  g_assert_cmpint (course->p50, ==, 2);
  bw_call_course_free (g_steal_pointer (&course));
  course = bw_call_course_new (book, &person, &period, BW_CATEGORY_COMMIT, day ("2026-09-29"));
  g_assert_cmpuint (course->days->len, ==, 0);
  bw_book_unref (book);
}

/* What is due from a manager and the team, and what was won, in words. */
static void
test_news (void)
{
  BwPeriod    period = quarter ();
  BwBook     *book = make_team ();
  BwScope     all = { BW_SCOPE_ALL, BW_NOBODY, NULL }, manager = { BW_SCOPE_PERSON, 1, NULL }, other = { BW_SCOPE_PERSON, 2, NULL };
  BwDate      today = day ("2026-11-11");
  BwCallInput call = make_input (1, BW_CATEGORY_COMMIT, 10, FALSE);
  char       *text;

  for (guint i = 0; i < 2; i++)
    {
      guint deal = bw_deals_append (&book->deals, (gint64)i + 1);

      book->deals.owner[deal] = 3;
      book->deals.name[deal] = bw_pool_add (&book->texts, i == 0 ? "Pumps" : "Valves", -1);
      book->deals.stage[deal] = i == 0 ? 4 : 1;
      book->deals.amount[deal] = 1200000;
      book->deals.created[deal] = day ("2026-08-01");
      book->deals.close[deal] = i == 0 ? day ("2026-11-09") : day ("2026-12-09");
    }
  g_assert_null (bw_home_news_dup_due (book, &all, &period, today)); /* nobody ever called */
  say (&book, &call, (gint64)day ("2026-11-03") * DAY);
  text = bw_home_news_dup_due (book, &manager, &period, today);
  g_assert_cmpstr (text, ==, "The call of P1 is 8 days old; a new one was due on 9 Nov 2026. Still to come from the team: P3.");
  g_free (text);
  say (&book, &call, (gint64)day ("2026-11-10") * DAY);
  text = bw_home_news_dup_due (book, &manager, &period, today);
  g_assert_true (g_str_has_prefix (text, "The call of P1 is in; the next is due on"));
  g_free (text);
  text = bw_home_news_dup_due (book, &manager, &period, period.to + 9);
  g_assert_cmpstr (text, ==, "The period is over. The last call of P1 is of 10 Nov 2026; the one due on 28 Dec 2026 did not come. "
                             "Of the team the last call of these did not come: P3.");
  g_free (text);
  g_assert_null (bw_home_news_dup_due (book, &other, &period, today)); /* has nothing to call */
  g_assert_null (bw_home_news_dup_due (book, &manager, &period, period.from - 1));
  text = bw_home_news_dup_wins (book, &manager, today);
  g_assert_cmpstr (text, ==, "Well done: $12.0\u00a0K won in the last seven days. Pumps ($12.0\u00a0K, P3).");
  g_free (text);
  g_assert_null (bw_home_news_dup_wins (book, &other, today));
  g_assert_null (bw_home_news_dup_wins (book, &all, today + 7));
  bw_book_unref (book);
}

/* The forecast's people have the same. */
static void
test_outlook (void)
{
  g_autoptr (BwBook) book = make_sample (12, 300);
  BwScope  everyone = { BW_SCOPE_ALL, BW_NOBODY, NULL };
  BwDate   last = bw_book_data_date (book);
  BwPeriod period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, last);
  g_autoptr (BwCallTree) tree = bw_call_tree_new (book, &period, last);
  g_autoptr (BwOutlook) outlook = bw_outlook_new_rough (book, &everyone, &period, last, 1, 200, NULL, NULL);

  for (guint i = 0; i < outlook->n_people; i++)
    for (BwCategory category = 0; category < BW_CATEGORY_OMITTED; category++)
      {
        const BwOutlookPerson *person = &outlook->people[i];

        g_assert_cmpint (person->stands[category], ==, bw_call_tree_stands (tree, person->person, category, BW_ROLLUP_CUMULATIVE));
        g_assert_cmpint (person->below[category], ==, bw_call_tree_below (tree, person->person, category, BW_ROLLUP_CUMULATIVE));
        g_assert_cmpint (bw_outlook_person_amount (person->stands, category, BW_ROLLUP_SINGLE), ==,
                         bw_call_tree_stands (tree, person->person, category, BW_ROLLUP_SINGLE));
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calls/tree", test_tree);
  g_test_add_func ("/calls/single", test_single);
  g_test_add_func ("/calls/views", test_views);
  g_test_add_func ("/calls/random-trees", test_random_trees);
  g_test_add_func ("/calls/circle", test_circle);
  g_test_add_func ("/calls/checks", test_checks);
  g_test_add_func ("/calls/days", test_days);
  g_test_add_func ("/calls/call-day", test_call_day);
  g_test_add_func ("/calls/reporting", test_reporting);
  g_test_add_func ("/calls/changes", test_changes);
  g_test_add_func ("/calls/course", test_course);
  g_test_add_func ("/calls/news", test_news);
  g_test_add_func ("/calls/outlook", test_outlook);
  return g_test_run ();
}
