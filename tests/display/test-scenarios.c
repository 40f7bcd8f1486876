/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of scenarios in a window: a slider moves the numbers to what core's own run gives, scenarios are saved, found again
 * in the file, put side by side, taken away and back; what cannot be done says why. */

#include <math.h>

#include "app/bw-chart-view.h"
#include "app/bw-deal-picker.h"
#include "app/bw-explain.h"
#include "app/bw-lever-row.h"
#include "app/bw-page.h"
#include "app/bw-scenario-bar.h"
#include "app/bw-scenario-changes.h"
#include "app/bw-scenario-needs.h"
#include "app/bw-scenario-table.h"
#include "app/bw-scenarios-page.h"
#include "app/bw-wrap-box.h"
#include "core/bw-money.h"
#include "core/bw-sample.h"
#include "core/bw-scenario-edit.h"
#include "session/bw-live-scenario.h"
#include "window-fixture.h"

/* What the fixture is made of. */
typedef enum
{
  SAMPLE,
  NO_QUOTA,
  NO_DEALS,
} Kind;

static void
set_up (WindowFixture *fixture,
        gconstpointer  data)
{
  BwSampleOptions options = bw_sample_default_options ();
  Kind            kind = (Kind)GPOINTER_TO_INT (data);
  g_autoptr (BwBook) book = NULL;

  options.n_deals = 600;
  book = kind == NO_DEALS ? bw_book_new () : bw_sample_new (&options);
  if (kind == NO_QUOTA)
    g_array_set_size (book->quotas, 0);
  window_fixture_set_up (fixture, book);
}

static BwBook *
get_book (WindowFixture *fixture)
{
  return bw_session_get_book (bw_window_get_session (fixture->window));
}

/* ---- What is on the page ---- */

static BwLeverRow *
find_row (GtkWidget  *root,
          BwLeverKind kind)
{
  BwLeverRow *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (BW_IS_LEVER_ROW (child) && bw_lever_row_get_lever (BW_LEVER_ROW (child))->kind == kind)
        return BW_LEVER_ROW (child);
      found = find_row (child, kind);
    }
  return found;
}

static GtkRange *
find_scale (GtkWidget  *page,
            BwLeverKind kind)
{
  return GTK_RANGE (window_find (GTK_WIDGET (find_row (page, kind)), GTK_TYPE_SCALE, NULL, NULL));
}

static GtkWidget *
find_headline (GtkWidget *root)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = gtk_widget_has_css_class (child, "headline-number") ? child : find_headline (child);
  return found;
}

/* What the page shows now. */
static const char *
get_state (GtkWidget *page)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (window_find (page, GTK_TYPE_STACK, NULL, NULL)));
}

static gboolean
has_levers (gpointer page)
{
  return find_row (page, BW_LEVER_WIN_RATE) != NULL && g_str_equal (get_state (page), "content");
}

/* Shows the page and begins. */
static GtkWidget *
begin (WindowFixture *fixture)
{
  GtkWidget *page = window_show_page (fixture, "scenarios");

  g_assert_cmpstr (get_state (page), ==, "empty");
  gtk_widget_activate (window_find (page, GTK_TYPE_BUTTON, "label", "_Play a scenario"));
  window_wait_until (has_levers, page);
  return page;
}

typedef struct
{
  GtkWidget *page;
  char      *text;
} Told;

static gboolean
tells (gpointer data)
{
  Told *told = data;

  return g_strcmp0 (gtk_widget_get_tooltip_text (find_headline (told->page)), told->text) == 0;
}

/* Waits until the page tells what @levers give by core's own run. */
static void
check_played (WindowFixture *fixture,
              GtkWidget     *page,
              const BwLever *levers,
              guint          n)
{
  BwFocus *focus = bw_session_get_focus (bw_window_get_session (fixture->window));
  BwBook  *book = get_book (fixture);
  g_autoptr (BwScenarioBase) base = bw_scenario_base_new (book, bw_focus_get_scope (focus), bw_focus_get_period (focus),
                                                          bw_focus_get_as_of (focus), BW_LIVE_SCENARIO_SEED, NULL, NULL);
  g_autoptr (BwScenarioResult) result = bw_scenario_run (base, levers, n, NULL, NULL);
  g_autofree char *full = bw_money_format ((gint64)llround (result->p50), book->currency);
  g_autofree char *short_text = bw_money_format_compact ((gint64)llround (result->p50), book->currency);
  Told             told = { page, full };

  window_wait_until (tells, &told);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (find_headline (page))), ==, short_text);
}

static gboolean
is_writable (gpointer window)
{
  gboolean writable = FALSE;

  g_object_get (bw_window_get_session (window), "writable", &writable, NULL);
  return writable;
}

/* Answers the dialog that asks for a name. */
static void
give_name (const char *name,
           const char *note)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) dialog = g_list_model_get_item (toplevels, i);

      if (!ADW_IS_MESSAGE_DIALOG (dialog))
        continue;
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (window_find_hidden (dialog, GTK_TYPE_TEXT_VIEW))), note, -1);
      gtk_editable_set_text (GTK_EDITABLE (window_find_hidden (dialog, GTK_TYPE_ENTRY)), name);
      g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "apply"));
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "apply");
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }
  g_assert_not_reached ();
}

static void
activate (WindowFixture *fixture,
          GtkWidget     *page,
          const char    *action)
{
  window_wait_until (is_writable, fixture->window);
  g_assert_true (gtk_widget_activate_action (window_find (page, BW_TYPE_SCENARIO_BAR, NULL, NULL), action, NULL));
}

static void
save (WindowFixture *fixture,
      GtkWidget     *page,
      const char    *name)
{
  activate (fixture, page, "scenario.save");
  give_name (name, "Why it might be");
  window_wait_until (is_writable, fixture->window);
}

/* Chooses number @place of the scenarios. */
static void
choose (GtkWidget *page,
        guint      place)
{
  GtkWidget *bar = window_find (page, BW_TYPE_SCENARIO_BAR, NULL, NULL);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (window_find (bar, GTK_TYPE_DROP_DOWN, NULL, NULL)), place);
}

/* ---- Tests ---- */

/* Sliders change the numbers to core's own, one by one and together, also by the keys; resetting brings the present back. */
static void
test_slider (WindowFixture *fixture,
             gconstpointer  data)
{
  GtkWidget *page = begin (fixture);
  BwLever    levers[] = { bw_lever_init (BW_LEVER_WIN_RATE), bw_lever_init (BW_LEVER_NEW_PIPELINE) };
  GtkRange  *scale = find_scale (page, BW_LEVER_WIN_RATE);

  check_played (fixture, page, NULL, 0);
  gtk_range_set_value (scale, 20);
  levers[0].factor = 1.2;
  check_played (fixture, page, levers, 1);
  /* As the right arrow does. */
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (scale)));
  g_signal_emit_by_name (scale, "move-slider", GTK_SCROLL_STEP_RIGHT);
  levers[0].factor = 1.21;
  check_played (fixture, page, levers, 1);
  gtk_range_set_value (find_scale (page, BW_LEVER_NEW_PIPELINE), -30);
  levers[1].factor = 0.7;
  check_played (fixture, page, levers, 2);
  bw_lever_row_reset (find_row (page, BW_LEVER_WIN_RATE));
  gtk_range_set_value (find_scale (page, BW_LEVER_NEW_PIPELINE), 0);
  check_played (fixture, page, NULL, 0);
}

/* A slider that is moved all the time ends at what it was put to last. */
static void
test_newest_wins (WindowFixture *fixture,
                  gconstpointer  data)
{
  GtkWidget *page = begin (fixture);
  BwLever    lever = bw_lever_init (BW_LEVER_DEAL_SIZE);

  for (int i = 1; i <= 40; i++)
    {
      gtk_range_set_value (find_scale (page, BW_LEVER_DEAL_SIZE), i);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  lever.factor = 1.4;
  check_played (fixture, page, &lever, 1);
}

/* Adds a lever as the menu does. */
static void
test_people (WindowFixture *fixture,
             gconstpointer  data)
{
  GtkWidget *page = begin (fixture);
  BwDate     as_of = bw_focus_get_as_of (bw_session_get_focus (bw_window_get_session (fixture->window)));
  BwLever    hire = bw_lever_init (BW_LEVER_HIRE);
  GtkWidget *row;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (find_row (page, BW_LEVER_WIN_RATE)), "levers.add", "i", BW_LEVER_HIRE));
  row = GTK_WIDGET (find_row (page, BW_LEVER_HIRE));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (window_find (row, GTK_TYPE_SPIN_BUTTON, NULL, NULL)), 3);
  hire.factor = 3;
  hire.date = as_of + 1;
  check_played (fixture, page, &hire, 1);
  /* Nobody is said to leave yet, so that lever waits. */
  g_assert_true (gtk_widget_activate_action (row, "levers.add", "i", BW_LEVER_LEAVE));
  g_assert_true (bw_lever_row_has_problem (find_row (page, BW_LEVER_LEAVE)));
  check_played (fixture, page, &hire, 1);
}

/* A deal that is picked is won, and lost when that is chosen for it. */
static void
test_deal (WindowFixture *fixture,
           gconstpointer  data)
{
  GtkWidget *page = begin (fixture);
  BwBook    *book = get_book (fixture);
  BwDate     as_of = bw_focus_get_as_of (bw_session_get_focus (bw_window_get_session (fixture->window)));
  BwLever    lever = bw_lever_init (BW_LEVER_DEAL_WON);
  guint      deal = 0;
  GtkWidget *row;

  for (guint i = 0; i < book->deals.n; i++)
    if (bw_book_stage (book, book->deals.stage[i])->kind == BW_STAGE_OPEN && book->deals.amount[i] > book->deals.amount[deal])
      deal = i;
  g_signal_emit_by_name (window_find_hidden (page, BW_TYPE_DEAL_PICKER), "picked", deal);
  row = GTK_WIDGET (find_row (page, BW_LEVER_DEAL_WON));
  g_assert_false (bw_lever_row_has_problem (BW_LEVER_ROW (row)));
  lever.deal = (gint32)deal;
  lever.date = bw_lever_row_get_lever (BW_LEVER_ROW (row))->date;
  g_assert_cmpint (lever.date, >, as_of);
  check_played (fixture, page, &lever, 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (window_find (row, GTK_TYPE_DROP_DOWN, NULL, NULL)), 1);
  lever.kind = BW_LEVER_DEAL_LOST;
  check_played (fixture, page, &lever, 1);
}

static gboolean
has_two (gpointer book)
{
  return ((BwBook *)book)->scenarios->len == 2;
}

static gboolean
is_read_only (gpointer window)
{
  return bw_window_get_file (window) != NULL && bw_session_get_book (bw_window_get_session (window)) != NULL;
}

/* Saved scenarios are in the file: another window, which cannot write it, has them, plays them and says why it cannot save. */
static void
check_reopened (WindowFixture *fixture,
                const BwLever *lever)
{
  WindowFixture other = { .application = fixture->application, .window = bw_window_new (fixture->application) };
  GtkWidget    *page;

  gtk_window_present (GTK_WINDOW (other.window));
  bw_window_open_project (other.window, fixture->file);
  window_wait_until (is_read_only, other.window);
  g_assert_nonnull (bw_session_get_read_only_reason (bw_window_get_session (other.window)));
  g_assert_true (has_two (get_book (&other)));
  page = window_show_page (&other, "scenarios");
  window_wait_until (has_levers, page);
  choose (page, 1);
  check_played (&other, page, lever, 1);
  g_assert_false (gtk_widget_get_sensitive (window_find (page, GTK_TYPE_BUTTON, "label", "_Save")));
  gtk_range_set_value (find_scale (page, BW_LEVER_WIN_RATE), 0);
  check_played (&other, page, NULL, 0);
  g_assert_false (gtk_widget_get_sensitive (window_find (page, GTK_TYPE_BUTTON, "label", "_Save")));
  g_assert_true (window_has_label (page, "Levers play, but cannot be saved: the project is open for reading only."));
  gtk_window_close (GTK_WINDOW (other.window));
}

/* Whether deleting is what would be undone. */
static gboolean
is_deleted (gpointer window)
{
  g_autofree char *label = NULL;

  g_object_get (bw_window_get_session (window), "undo-label", &label, NULL);
  return g_strcmp0 (label, "Delete scenario Smaller deals") == 0;
}

static gboolean
is_single (gpointer fixture)
{
  return get_book (fixture)->scenarios->len == 1;
}

static gboolean
is_pair (gpointer fixture)
{
  return get_book (fixture)->scenarios->len == 2;
}

typedef struct
{
  GtkWidget *page;
  guint      n;
} Rows;

/* Whether the chart of those that stand side by side has so many. */
static gboolean
has_rows (gpointer data)
{
  Rows      *rows = data;
  GtkWidget *table = window_find (rows->page, BW_TYPE_SCENARIO_TABLE, NULL, NULL);
  BwChart   *chart = bw_chart_view_get_chart (BW_CHART_VIEW (window_find_hidden (table, BW_TYPE_CHART_VIEW)));

  return chart != NULL && bw_chart_n_points (chart) == rows->n;
}

static void
test_saved (WindowFixture *fixture,
            gconstpointer  data)
{
  GtkWidget *page = begin (fixture);
  BwLever    lever = bw_lever_init (BW_LEVER_WIN_RATE);
  Rows       rows = { page, 3 };
  guint      n_deals = get_book (fixture)->deals.n;

  gtk_range_set_value (find_scale (page, BW_LEVER_WIN_RATE), 15);
  save (fixture, page, "Better at closing");
  g_assert_true (is_single (fixture));
  g_assert_cmpint (bw_scenario_find (get_book (fixture), "Better at closing"), ==, 0);
  activate (fixture, page, "scenario.new");
  check_played (fixture, page, NULL, 0);
  gtk_range_set_value (find_scale (page, BW_LEVER_DEAL_SIZE), -10);
  save (fixture, page, "Smaller deals");
  g_assert_true (is_pair (fixture));
  /* The present, the one that is played and the other one. */
  window_wait_until (has_rows, &rows);
  lever.factor = 1.15;
  check_reopened (fixture, &lever);
  activate (fixture, page, "scenario.delete");
  g_assert_true (is_single (fixture));
  window_wait_until (is_deleted, fixture->window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL));
  window_wait_until (is_pair, fixture);
  g_assert_cmpint (bw_scenario_find (get_book (fixture), "Smaller deals"), !=, BW_NOBODY);
  window_wait_until (is_writable, fixture->window);
  choose (page, 1);
  check_played (fixture, page, &lever, 1);
  activate (fixture, page, "scenario.duplicate");
  g_assert_cmpuint (get_book (fixture)->scenarios->len, ==, 3);
  g_assert_cmpuint (get_book (fixture)->deals.n, ==, n_deals);
}

/* Levers that were not saved are there again after a look at another scenario. */
static void
test_unsaved (WindowFixture *fixture,
              gconstpointer  data)
{
  GtkWidget *page = begin (fixture);
  BwLever    lever = bw_lever_init (BW_LEVER_WIN_RATE);

  gtk_range_set_value (find_scale (page, BW_LEVER_WIN_RATE), 15);
  save (fixture, page, "Better at closing");
  gtk_range_set_value (find_scale (page, BW_LEVER_WIN_RATE), 25);
  choose (page, 0);
  check_played (fixture, page, NULL, 0);
  choose (page, 1);
  lever.factor = 1.25;
  check_played (fixture, page, &lever, 1);
  activate (fixture, page, "scenario.revert");
  lever.factor = 1.15;
  check_played (fixture, page, &lever, 1);
}

static gboolean
has_chart (gpointer view)
{
  return bw_chart_view_get_chart (view) != NULL && bw_chart_n_points (bw_chart_view_get_chart (view)) > 0;
}

static gboolean
is_open (gpointer data)
{
  GtkPopover *popover = gtk_menu_button_get_popover (data);

  return popover != NULL && gtk_widget_get_mapped (GTK_WIDGET (popover));
}

static gboolean
is_closed (gpointer data)
{
  return !is_open (data);
}

/* The first number within @root opens an explanation called @title. */
static void
check_explained (GtkWidget  *root,
                 const char *title)
{
  GtkWidget *button = window_find (window_find (root, BW_TYPE_EXPLAIN, NULL, NULL), GTK_TYPE_MENU_BUTTON, NULL, NULL);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  window_wait_until (is_open, button);
  g_assert_true (window_has_label (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), title));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  window_wait_until (is_closed, button);
}

static gboolean
has_needs (gpointer needs)
{
  GtkWidget *grid = window_find (needs, GTK_TYPE_GRID, NULL, NULL);

  return gtk_grid_get_child_at (GTK_GRID (grid), 2, 4) != NULL;
}

static gboolean
has_changes (gpointer changes)
{
  GtkWidget *list = window_find (changes, GTK_TYPE_LIST_BOX, NULL, NULL);

  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) != NULL;
}

/* What matters, what is needed and what differs are worked out when they are looked at. */
static void
test_studies (WindowFixture *fixture,
              gconstpointer  data)
{
  GtkWidget *page = begin (fixture);
  GtkStack  *studies = GTK_STACK (gtk_widget_get_ancestor (window_find (page, BW_TYPE_SCENARIO_TABLE, NULL, NULL), GTK_TYPE_STACK));
  g_autoptr (BwReport) report = NULL;

  gtk_range_set_value (find_scale (page, BW_LEVER_WIN_RATE), 30);
  gtk_stack_set_visible_child_name (studies, "effects");
  window_wait_until (has_chart, gtk_stack_get_child_by_name (studies, "effects"));
  gtk_stack_set_visible_child_name (studies, "needs");
  window_wait_until (has_needs, gtk_stack_get_child_by_name (studies, "needs"));
  check_explained (gtk_stack_get_child_by_name (studies, "needs"), "New pipeline needed");
  gtk_stack_set_visible_child_name (studies, "difference");
  window_wait_until (has_changes, gtk_stack_get_child_by_name (studies, "difference"));
  check_explained (window_find (gtk_stack_get_child_by_name (studies, "difference"), BW_TYPE_WRAP_BOX, NULL, NULL), "Difference from open deals");
  /* What stands on the page can be printed. */
  report = bw_page_make_report (BW_PAGE (page), NULL);
  g_assert_nonnull (report);
  g_assert_cmpuint (bw_report_lay_out (report, 595, 842), >=, 1);
}

/* Without a quota the chance is not known and the page says so. */
static void
test_no_quota (WindowFixture *fixture,
               gconstpointer  data)
{
  GtkWidget *page = begin (fixture);

  check_played (fixture, page, NULL, 0);
  g_assert_true (window_has_label (page, "no quota for this period"));
  g_assert_true (window_has_label (page, "– chance"));
}

/* Nothing can be played without deals, or when the period is over. */
static void
test_nothing (WindowFixture *fixture,
              gconstpointer  data)
{
  BwFocus *focus = bw_session_get_focus (bw_window_get_session (fixture->window));

  if (GPOINTER_TO_INT (data) == NO_DEALS)
    g_assert_cmpstr (get_state (window_show_page (fixture, "scenarios")), ==, "none");
  else
    {
      GtkWidget *page;
      BwPeriod   before = bw_calendar_shift (&get_book (fixture)->calendar, bw_focus_get_period (focus), -1);

      bw_focus_set_period (focus, &before);
      page = window_show_page (fixture, "scenarios");
      g_assert_cmpstr (get_state (page), ==, "over");
      g_signal_emit_by_name (window_find (page, GTK_TYPE_BUTTON, "label", "Go to Q4 2026"), "clicked");
      g_assert_cmpstr (get_state (page), ==, "empty");
    }
}

/* The page has its place in the list and its key. */
static void
test_keys (WindowFixture *fixture,
           gconstpointer  data)
{
  static const char *const order[] = { "home", "forecast", "pipeline", "trends", "scenarios", "territories", "checkins", "data" };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *action = g_strdup_printf ("win.page::%s", order[i]), *key = g_strdup_printf ("<Control>%u", i + 1);
      g_auto (GStrv) keys = gtk_application_get_accels_for_action (GTK_APPLICATION (fixture->application), action);

      g_assert_cmpstr (bw_window_page_name (i), ==, order[i]);
      g_assert_true (g_strv_contains ((const char *const *)keys, key));
    }
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    Kind        kind;
    void (*test) (WindowFixture *fixture,
                  gconstpointer  data);
  } tests[] = {
    { "/scenarios/slider", SAMPLE, test_slider },
    { "/scenarios/newest-wins", SAMPLE, test_newest_wins },
    { "/scenarios/people", SAMPLE, test_people },
    { "/scenarios/deal", SAMPLE, test_deal },
    { "/scenarios/saved", SAMPLE, test_saved },
    { "/scenarios/unsaved", SAMPLE, test_unsaved },
    { "/scenarios/studies", SAMPLE, test_studies },
    { "/scenarios/no-quota", NO_QUOTA, test_no_quota },
    { "/scenarios/over", SAMPLE, test_nothing },
    { "/scenarios/no-deals", NO_DEALS, test_nothing },
    { "/scenarios/keys", SAMPLE, test_keys },
  };
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, WindowFixture, GINT_TO_POINTER (tests[i].kind), set_up, tests[i].test, window_fixture_tear_down);
  return g_test_run ();
}
