/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A quarter's calls in a real window: said at the cell, overridden with a reason, reset; then fifteen managers' sheets of which three
 * are wrong, dropped at once and reconciled to the cent. */

#include "app/bw-comments.h"
#include "app/bw-team-row.h"
#include "core/bw-call-tree.h"
#include "calls-fixture.h"

enum
{
  N_MANAGERS = 15,
  N_REPS = 2, /* of each manager */
  FIRST_MANAGER = 1,
  FIRST_REP = FIRST_MANAGER + N_MANAGERS,
  /* The default stages. */
  NEGOTIATION = 3,
  WON = 4,
  /* Managers whose sheets are wrong. */
  WITH_TEXT = 2,
  OTHER_PERIOD = 7,
  NO_COLUMN = 11,
};

static BwDate
day (const char *iso)
{
  BwDate date = BW_DATE_NONE;

  g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

static void
add_person (BwBook     *book,
            const char *name,
            gint32      manager)
{
  BwPerson person = {
    .key = bw_book_random_key (),
    .manager = manager,
    .role = manager == BW_NOBODY ? BW_ROLE_EXECUTIVE : BW_ROLE_REP,
    .started = BW_DATE_NONE,
    .ended = BW_DATE_NONE,
  };

  person.name = bw_pool_add (&book->texts, name, -1);
  g_array_append_val (book->people, person);
}

/* A head, fifteen managers, two reps each, and a deal in commit of each rep: 1000.07 and one more for each. */
static BwBook *
make_book (void)
{
  BwBook        *book = bw_book_new ();
  BwImportRecord import = { .key = bw_book_random_key (), .as_of = day ("2026-11-20"), .as_of_source = BW_TIME_EXPORT };

  bw_book_add_default_stages (book);
  g_array_append_val (book->imports, import);
  add_person (book, "Head Holt", BW_NOBODY);
  for (guint i = 0; i < N_MANAGERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Manager %02u", i);

      add_person (book, name, 0);
    }
  for (guint i = 0; i < N_MANAGERS * N_REPS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Rep %02u", i);
      guint            deal = bw_deals_append (&book->deals, bw_book_random_key ());

      add_person (book, name, (gint32)(FIRST_MANAGER + i / N_REPS));
      book->deals.name[deal] = bw_pool_add (&book->texts, name, -1);
      book->deals.owner[deal] = (gint32)(FIRST_REP + i);
      book->deals.amount[deal] = 100007 + (gint64)i * 100;
      book->deals.stage[deal] = NEGOTIATION;
      book->deals.category[deal] = BW_CATEGORY_COMMIT;
      book->deals.created[deal] = book->deals.appeared[deal] = book->deals.stage_since[deal] = day ("2026-10-05");
      book->deals.close[deal] = day ("2026-12-15");
    }
  return book;
}

static void
set_up (WindowFixture *fixture,
        gconstpointer  data)
{
  g_autoptr (BwBook) book = make_book ();

  window_fixture_set_up (fixture, book);
}

typedef struct
{
  WindowFixture *fixture;
  guint          n;
} WantedComments;

static gboolean
has_comments (gpointer data)
{
  WantedComments *wanted = data;

  return calls_get_book (wanted->fixture)->comments->len == wanted->n;
}

/* A comment on a cell is made where its number is said, and stands there. */
static void
test_cell_comment (WindowFixture *fixture,
                   gconstpointer  data)
{
  GtkWidget       *page = window_show_page (fixture, "forecast"), *popover = calls_open_cell (page, FIRST_REP, BW_TEAM_CALL), *talk;
  WantedComments   wanted = { fixture, calls_get_book (fixture)->comments->len + 1 };
  BwPeriod         period = *bw_focus_get_period (bw_session_get_focus (calls_get_session (fixture)));
  const BwComment *comment;

  talk = window_find (popover, BW_TYPE_COMMENTS, NULL, NULL);
  g_assert_nonnull (talk);
  gtk_editable_set_text (GTK_EDITABLE (window_find (talk, GTK_TYPE_ENTRY, NULL, NULL)), "Rather high");
  gtk_widget_activate (window_find (talk, GTK_TYPE_BUTTON, "label", "C_omment"));
  window_wait_until (has_comments, &wanted);
  comment = bw_book_comment (calls_get_book (fixture), wanted.n - 1);
  g_assert_cmpint (comment->person, ==, FIRST_REP);
  g_assert_cmpint (comment->from, ==, period.from);
  g_assert_cmpint (comment->to, ==, period.to);
  g_assert_cmpint (comment->category, ==, BW_CATEGORY_COMMIT);
  g_assert_true (window_has_label (talk, "Rather high"));
}

static void
test_cell (WindowFixture *fixture,
           gconstpointer  data)
{
  GtkWidget *page = window_show_page (fixture, "forecast"), *popover, *amount, *note, *button;
  BwPeriod   period = *bw_focus_get_period (bw_session_get_focus (calls_get_session (fixture)));

  g_assert_cmpint (period.from, ==, day ("2026-10-01"));
  popover = calls_open_cell (page, FIRST_REP, BW_TEAM_CALL);
  amount = window_find (popover, GTK_TYPE_ENTRY, NULL, NULL);
  button = window_find (popover, GTK_TYPE_BUTTON, "label", "_Call");
  g_assert_nonnull (amount);
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (amount), "much");
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (amount), "900.25");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (amount, "activate");
  calls_wait_for_calls (fixture, 1, 0);
  g_assert_cmpint (bw_book_call (calls_get_book (fixture), FIRST_REP, &period, BW_CATEGORY_COMMIT, FALSE, BW_DATE_NONE, NULL), ==, 90025);

  /* Undone and done again. */
  calls_step (fixture, "undo");
  calls_wait_for_calls (fixture, 0, 0);
  calls_step (fixture, "redo");
  calls_wait_for_calls (fixture, 1, 0);

  /* An override needs a reason. */
  popover = calls_open_cell (page, FIRST_REP, BW_TEAM_OVERRIDE);
  amount = window_find (popover, GTK_TYPE_ENTRY, NULL, NULL);
  note = window_find (popover, GTK_TYPE_ENTRY, "placeholder-text", "Reason (required)");
  button = window_find (popover, GTK_TYPE_BUTTON, "label", "_Override");
  gtk_editable_set_text (GTK_EDITABLE (amount), "800");
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (note), "One of them slips");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  calls_wait_for_calls (fixture, 2, 0);
  g_assert_cmpint (bw_book_call (calls_get_book (fixture), FIRST_REP, &period, BW_CATEGORY_COMMIT, TRUE, BW_DATE_NONE, NULL), ==, 80000);
  g_assert_cmpint (bw_book_call (calls_get_book (fixture), FIRST_REP, &period, BW_CATEGORY_COMMIT, FALSE, BW_DATE_NONE, NULL), ==, 90025);

  /* Reset, which is kept too. */
  popover = calls_open_cell (page, FIRST_REP, BW_TEAM_OVERRIDE);
  g_signal_emit_by_name (window_find (popover, GTK_TYPE_BUTTON, "label", "_Reset"), "clicked");
  calls_wait_for_calls (fixture, 3, 0);
  g_assert_cmpint (bw_book_call (calls_get_book (fixture), FIRST_REP, &period, BW_CATEGORY_COMMIT, TRUE, BW_DATE_NONE, NULL), ==, BW_MONEY_NONE);
  window_wait_until (calls_is_gone, page);
}

/* ---- Sheets ---- */

/* What the sheet says of the rep with @number, minor units. */
static gint64
called_of (guint number)
{
  return 123401 + (gint64)number * 7;
}

static GFile *
write_sheet (const char *folder,
             guint       manager)
{
  g_autofree char *name = g_strdup_printf ("sheet-%02u.csv", manager), *path = g_build_filename (folder, name, NULL);
  g_autoptr (GString) text = g_string_new ("Bellwether calls,\n");

  g_string_append_printf (text, "Manager,Manager %02u\nPeriod,%s\n%s,Commit,Note\n", manager, manager == OTHER_PERIOD ? "2026-Q3" : "2026-Q4",
                          manager == NO_COLUMN ? "Nickname" : "Person");
  for (guint i = manager * N_REPS; i < (manager + 1) * N_REPS; i++)
    {
      gint64 called = called_of (i);

      if (manager == WITH_TEXT && i % N_REPS == 0)
        g_string_append_printf (text, "Rep %02u,to be told,\n", i);
      else
        g_string_append_printf (text, "Rep %02u,%" G_GINT64_FORMAT ".%02d,seen\n", i, called / 100, (int)(called % 100));
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return g_file_new_for_path (path);
}

/* A quarter's calls at the cells, then the sheets of all managers, of which three are wrong: to the cent, and as without a window. */
static void
test_sheets (WindowFixture *fixture,
             gconstpointer  data)
{
  enum
  {
    N_LINES = (N_MANAGERS - 2) * N_REPS - 1,
    CALLED_REP = OTHER_PERIOD * N_REPS, /* whose manager's sheet is of no use */
    RESET_REP = NO_COLUMN * N_REPS,
    N_SAID = 4,
  };
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (BwCallTree) tree = NULL;
  BwPeriod          period = *bw_focus_get_period (bw_session_get_focus (calls_get_session (fixture)));
  gint64            expected = 0, headless;
  const BwCallCell *cell;
  guint             n_accepted;

  calls_say_at_cell (fixture, FIRST_REP, BW_TEAM_CALL, "1,111.11", "Both are sure");
  calls_say_at_cell (fixture, FIRST_REP + CALLED_REP, BW_TEAM_CALL, "500.05", "One only");
  calls_say_at_cell (fixture, FIRST_REP + RESET_REP, BW_TEAM_OVERRIDE, "1", "Nothing is signed");
  calls_say_at_cell (fixture, FIRST_REP + RESET_REP, BW_TEAM_OVERRIDE, NULL, NULL);
  for (guint i = 0; i < N_MANAGERS; i++)
    g_ptr_array_add (files, write_sheet (fixture->folder, i));
  /* One is forgotten at first, and dropped onto the dialog. */
  bw_window_take_files (fixture->window, (GFile **)files->pdata, files->len - 1);
  window_wait_until (calls_is_read, NULL);
  g_assert_cmpuint (bw_reconcile_dialog_count (calls_find_dialog (), &n_accepted), ==, N_LINES - N_REPS);
  calls_drop (GTK_WIDGET (calls_find_dialog ()), files->pdata[files->len - 1]);
  window_wait_until (calls_has_all, GUINT_TO_POINTER (N_LINES));
  g_assert_cmpuint (bw_reconcile_dialog_count (calls_find_dialog (), &n_accepted), ==, N_LINES);
  g_assert_cmpuint (n_accepted, ==, N_LINES);
  g_assert_true (window_has_label (GTK_WIDGET (calls_find_dialog ()), "sheet-07.csv is about 2026-Q3, and 2026-Q4 is being reconciled."));
  g_assert_true (window_has_label (GTK_WIDGET (calls_find_dialog ()), "B5 says “to be told”, which is no amount. Write it as 450000 or 450,000.00."));
  g_assert_true (window_has_label (GTK_WIDGET (calls_find_dialog ()), "There is no sheet of Manager 11 that can be used."));
  g_signal_emit_by_name (window_find (GTK_WIDGET (calls_find_dialog ()), GTK_TYPE_BUTTON, "label", "_Take over"), "clicked");
  calls_wait_for_calls (fixture, N_SAID + N_LINES, N_LINES);
  window_wait_until (calls_is_closed, NULL);

  /* To the cent: what was called where a sheet could be used, what stands in the CRM elsewhere. */
  for (guint i = 0; i < N_MANAGERS * N_REPS; i++)
    {
      guint    manager = i / N_REPS;
      gboolean is_called = manager != OTHER_PERIOD && manager != NO_COLUMN && !(manager == WITH_TEXT && i % N_REPS == 0);

      expected += is_called ? called_of (i) : i == CALLED_REP ? 50005
                                                              : 100007 + (gint64)i * 100;
    }
  tree = bw_call_tree_new (calls_get_book (fixture), &period, day ("2026-11-20"));
  g_assert_cmpint (tree->everyone[BW_CATEGORY_COMMIT], ==, expected);
  headless = calls_ask_headless (fixture, "2026-Q4");
  if (headless >= 0)
    g_assert_cmpint (headless, ==, expected);
  /* What the rep said stays beside what the sheet put in its place. */
  cell = bw_call_tree_cell (tree, FIRST_REP, BW_CATEGORY_COMMIT);
  g_assert_cmpint (cell->call, ==, 111111);
  g_assert_cmpint (cell->override, ==, called_of (0));

  calls_step (fixture, "undo");
  calls_wait_for_calls (fixture, N_SAID, 0);
}

/* A manager's reps won all their deals. */
static void
set_up_won (WindowFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (BwBook) book = make_book ();

  for (guint i = 0; i < N_REPS; i++)
    {
      book->deals.stage[i] = WON;
      book->deals.category[i] = BW_CATEGORY_CLOSED;
      book->deals.close[i] = day ("2026-11-10");
    }
  window_fixture_set_up (fixture, book);
}

/* Returns: (transfer none) (nullable): the row of @name among @rows and what is below them. */
static BwTeamRow *
find_row (GListModel *rows,
          const char *name)
{
  BwTeamRow *found = NULL;

  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows) && found == NULL; i++)
    {
      g_autoptr (BwTeamRow) row = g_list_model_get_item (rows, i);

      found = g_str_equal (bw_team_row_get_name (row), name) ? row : find_row (bw_team_row_get_reports (row), name);
    }
  return found;
}

/* Where more was closed than was called, each category for itself shows no amount below nothing. */
static void
test_passed (WindowFixture *fixture,
             gconstpointer  data)
{
  static const struct
  {
    const char  *name;
    BwTeamFigure figure;
  } cases[] = { { "Rep 00", BW_TEAM_CALL }, { "Rep 00", BW_TEAM_STANDS }, { "Manager 00", BW_TEAM_BELOW }, { "Manager 00", BW_TEAM_STANDS } };
  BwFocus   *focus = bw_session_get_focus (calls_get_session (fixture));
  BwTeamLook look = { .unit = 1, .category = BW_CATEGORY_COMMIT, .view = BW_ROLLUP_SINGLE };

  calls_say_at_cell (fixture, FIRST_REP, BW_TEAM_CALL, "900.25", "Before the others signed");
  for (guint single = 0; single < 2; single++)
    {
      g_autoptr (BwOutlook) outlook =
        bw_outlook_new (calls_get_book (fixture), bw_focus_get_scope (focus), bw_focus_get_period (focus), day ("2026-11-20"), 1, NULL, NULL);
      g_autoptr (GListStore) rows = NULL;

      look.view = single ? BW_ROLLUP_SINGLE : BW_ROLLUP_CUMULATIVE;
      rows = bw_team_row_make_tree (outlook, calls_get_book (fixture), &look);
      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        {
          BwTeamRow       *row = find_row (G_LIST_MODEL (rows), cases[i].name);
          g_autofree char *text = bw_team_row_dup_text (row, cases[i].figure), *full = bw_team_row_dup_full (row, cases[i].figure);

          g_assert_cmpint (g_str_equal (text, "passed"), ==, single);
          g_assert_cmpint (strstr (full, "nothing is left") != NULL, ==, single);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  g_test_add ("/calls/cell", WindowFixture, NULL, set_up, test_cell, window_fixture_tear_down);
  g_test_add ("/calls/cell-comment", WindowFixture, NULL, set_up, test_cell_comment, window_fixture_tear_down);
  g_test_add ("/calls/passed", WindowFixture, NULL, set_up_won, test_passed, window_fixture_tear_down);
  g_test_add ("/calls/sheets", WindowFixture, NULL, set_up, test_sheets, window_fixture_tear_down);
  return g_test_run ();
}
