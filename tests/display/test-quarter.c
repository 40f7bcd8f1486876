/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A quarter of the sample company in one real window, from the first call to the brief: calls at the cells, an override with its reason,
 * taken back; the sheets of fifteen managers, of which three are wrong, reconciled to the cent and as without a window; then a
 * check-in, and the next one, at which what was promised is found again. Nothing that was said before is lost by what comes after. */

#include "app/bw-team-row.h"
#include "calls-fixture.h"
#include "checkins-fixture.h"
#include "core/bw-call-tree.h"
#include "core/bw-sample.h"

enum
{
  N_MANAGERS = 15,
  /* Managers whose sheets are wrong. */
  WITH_TEXT = 2,
  OTHER_PERIOD = 7,
  NO_COLUMN = 11,
};

/* Whoever sells now, by manager. */
typedef struct
{
  gint32  manager[N_MANAGERS];
  GArray *reps[N_MANAGERS]; /* gint32 */
} Teams;

static void
clear_teams (Teams *teams)
{
  for (guint i = 0; i < N_MANAGERS; i++)
    g_array_unref (teams->reps[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Teams, clear_teams)

static Teams
find_teams (const BwBook *book)
{
  Teams teams;
  guint n = 0;

  for (guint i = 0; i < N_MANAGERS; i++)
    teams.reps[i] = g_array_new (FALSE, FALSE, sizeof (gint32));
  for (guint i = 0; i < book->people->len; i++)
    if (bw_book_person (book, i)->role == BW_ROLE_MANAGER)
      {
        g_assert_cmpuint (n, <, N_MANAGERS);
        teams.manager[n++] = (gint32)i;
      }
  g_assert_cmpuint (n, ==, N_MANAGERS);
  for (gint32 i = 0; i < (gint32)book->people->len; i++)
    for (guint k = 0; k < N_MANAGERS; k++)
      if (bw_book_person (book, (guint)i)->manager == teams.manager[k] && bw_book_person (book, (guint)i)->ended == BW_DATE_NONE)
        g_array_append_val (teams.reps[k], i);
  return teams;
}

/* The sample company with fifteen managers, that has called nothing yet and not begun with check-ins. */
static void
set_up (WindowFixture *fixture,
        gconstpointer  data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;
  g_autoptr (GArray) managers = g_array_new (FALSE, FALSE, sizeof (gint32));
  guint n_people, n_reps = 0;

  options.n_deals = 600;
  book = bw_sample_new (&options);
  checkins_forget (book);
  g_array_set_size (book->calls, 0);
  n_people = book->people->len;
  for (gint32 i = 0; i < (gint32)n_people; i++)
    if (bw_book_person (book, (guint)i)->role == BW_ROLE_MANAGER)
      g_array_append_val (managers, i);
  while (managers->len < N_MANAGERS)
    {
      g_autofree char *name = g_strdup_printf ("Further Manager %u", managers->len);
      BwPerson         person = { .key = bw_book_random_key (), .role = BW_ROLE_MANAGER, .started = BW_DATE_NONE, .ended = BW_DATE_NONE };
      gint32           index = (gint32)book->people->len;

      person.name = bw_pool_add (&book->texts, name, -1);
      g_array_append_val (book->people, person);
      g_array_append_val (managers, index);
    }
  for (guint i = 0; i < n_people; i++)
    if (bw_book_person (book, i)->role == BW_ROLE_REP && bw_book_person (book, i)->ended == BW_DATE_NONE)
      bw_book_person (book, i)->manager = g_array_index (managers, gint32, n_reps++ % N_MANAGERS);
  window_fixture_set_up (fixture, book);
}

static gboolean
is_usable (guint manager,
           guint rep)
{
  return manager != OTHER_PERIOD && manager != NO_COLUMN && (manager != WITH_TEXT || rep > 0);
}

/* What the sheet says of @person: more than what stands, by another number for each. */
static gint64
called_of (const BwCallTree *before,
           gint32            person)
{
  return bw_call_tree_cell (before, person, BW_CATEGORY_COMMIT)->stands + 100001 + 703 * person;
}

/* Writes the sheet of the manager with the number @manager. Returns: (transfer full): its file. */
static GFile *
write_sheet (WindowFixture    *fixture,
             const Teams      *teams,
             guint             manager,
             const BwCallTree *before)
{
  const BwBook    *book = calls_get_book (fixture);
  BwPeriod         last = bw_calendar_shift (&book->calendar, &before->period, -1);
  g_autofree char *name = g_strdup_printf ("sheet-%02u.csv", manager), *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *period = bw_period_dup_name (manager == OTHER_PERIOD ? &last : &before->period);
  g_autoptr (GString) text = g_string_new ("Bellwether calls,\n");

  g_string_append_printf (text, "Manager,%s\nPeriod,%s\n%s,Commit,Note\n", checkins_name_of (book, teams->manager[manager]), period,
                          manager == NO_COLUMN ? "Nickname" : "Person");
  for (guint i = 0; i < teams->reps[manager]->len; i++)
    {
      gint32 person = g_array_index (teams->reps[manager], gint32, i);
      gint64 called = called_of (before, person);

      if (manager == WITH_TEXT && i == 0)
        g_string_append_printf (text, "%s,about a lot,\n", checkins_name_of (book, person));
      else
        g_string_append_printf (text, "%s,%" G_GINT64_FORMAT ".%02d,seen\n", checkins_name_of (book, person), called / 100, (int)(called % 100));
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return g_file_new_for_path (path);
}

static gint32
first_of (const Teams *teams,
          guint        manager)
{
  g_assert_cmpuint (teams->reps[manager]->len, >, 1);
  return g_array_index (teams->reps[manager], gint32, 0);
}

/* Drops all sheets at once, takes over what can be used, and looks at it to the cent. */
static void
reconcile (WindowFixture *fixture,
           const Teams   *teams)
{
  BwFocus       *focus = bw_session_get_focus (calls_get_session (fixture));
  const BwPeriod period = *bw_focus_get_period (focus);
  BwDate         as_of = bw_focus_get_as_of (focus);
  g_autoptr (BwCallTree) before = bw_call_tree_new (calls_get_book (fixture), &period, as_of), after = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *name = bw_period_dup_name (&period), *sentence = NULL, *last_name = NULL;
  BwPeriod         last = bw_calendar_shift (&calls_get_book (fixture)->calendar, &period, -1);
  guint            n_said = calls_get_book (fixture)->calls->len, n_lines = 0, n_accepted = 0;
  gint64           expected = before->everyone[BW_CATEGORY_COMMIT], headless;

  for (guint i = 0; i < N_MANAGERS; i++)
    {
      g_ptr_array_add (files, write_sheet (fixture, teams, i, before));
      for (guint k = 0; k < teams->reps[i]->len; k++)
        {
          gint32 person = g_array_index (teams->reps[i], gint32, k);

          if (!is_usable (i, k))
            continue;
          n_lines++;
          expected += called_of (before, person) - bw_call_tree_cell (before, person, BW_CATEGORY_COMMIT)->stands;
        }
    }
  bw_window_take_files (fixture->window, (GFile **)files->pdata, files->len);
  window_wait_until (calls_is_read, NULL);
  window_wait_until (calls_has_all, GUINT_TO_POINTER (n_lines));
  bw_reconcile_dialog_count (calls_find_dialog (), &n_accepted);
  g_assert_cmpuint (n_accepted, ==, n_lines);
  last_name = bw_period_dup_name (&last);
  sentence = g_strdup_printf ("sheet-%02d.csv is about %s, and %s is being reconciled.", OTHER_PERIOD, last_name, name);
  g_assert_true (window_has_label (GTK_WIDGET (calls_find_dialog ()), sentence));
  g_assert_true (window_has_label (GTK_WIDGET (calls_find_dialog ()), "B5 says “about a lot”, which is no amount. Write it as 450000 or 450,000.00."));
  g_signal_emit_by_name (window_find (GTK_WIDGET (calls_find_dialog ()), GTK_TYPE_BUTTON, "label", "_Take over"), "clicked");
  calls_wait_for_calls (fixture, n_said + n_lines, n_lines);
  window_wait_until (calls_is_closed, NULL);

  after = bw_call_tree_new (calls_get_book (fixture), &period, as_of);
  g_assert_cmpint (after->everyone[BW_CATEGORY_COMMIT], ==, expected);
  headless = calls_ask_headless (fixture, name);
  if (headless >= 0)
    g_assert_cmpint (headless, ==, expected);
}

static void
test_quarter (WindowFixture *fixture,
              gconstpointer  data)
{
  g_auto (Teams) teams = find_teams (calls_get_book (fixture));
  BwFocus      *focus;
  const BwBook *book;
  const BwCall *call;
  BwPeriod      period;
  gint32        caller = first_of (&teams, 0), kept = first_of (&teams, OTHER_PERIOD), reset = first_of (&teams, NO_COLUMN);
  guint         n_calls;

  calls_say_at_cell (fixture, caller, BW_TEAM_CALL, "900,111.11", "Both are sure");
  calls_say_at_cell (fixture, kept, BW_TEAM_CALL, "800,500.05", "As last week");
  calls_say_at_cell (fixture, reset, BW_TEAM_OVERRIDE, "700,000", "Nothing is signed");
  calls_say_at_cell (fixture, reset, BW_TEAM_OVERRIDE, NULL, NULL);
  reconcile (fixture, &teams);
  n_calls = calls_get_book (fixture)->calls->len;
  checkins_hold (fixture, NULL);

  /* All that was said is there still: calls, the override with its reason, and that it was taken back. */
  book = calls_get_book (fixture);
  focus = bw_session_get_focus (calls_get_session (fixture));
  period = *bw_focus_get_period (focus);
  g_assert_cmpuint (book->calls->len, ==, n_calls);
  g_assert_cmpint (bw_book_call (book, caller, &period, BW_CATEGORY_COMMIT, FALSE, BW_DATE_NONE, NULL), ==, 90011111);
  g_assert_cmpint (bw_book_call (book, kept, &period, BW_CATEGORY_COMMIT, FALSE, BW_DATE_NONE, NULL), ==, 80050005);
  g_assert_cmpint (bw_book_call (book, reset, &period, BW_CATEGORY_COMMIT, TRUE, BW_DATE_NONE, NULL), ==, BW_MONEY_NONE);
  call = &g_array_index (book->calls, BwCall, 2);
  g_assert_cmpint (call->person, ==, reset);
  g_assert_cmpint (call->amount, ==, 70000000);
  g_assert_cmpstr (bw_book_text (book, call->note), ==, "Nothing is signed");
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  g_test_add ("/quarter/story", WindowFixture, NULL, set_up, test_quarter, window_fixture_tear_down);
  return g_test_run ();
}
