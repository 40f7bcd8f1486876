/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search in the header bar: what it offers, how it is chosen with the keyboard, and where that leads. */

#include <adwaita.h>

#include "app/bw-command.h"
#include "app/bw-deal-grid.h"
#include "app/bw-deal-panel.h"
#include "app/bw-scenario-bar.h"
#include "app/bw-search-popover.h"
#include "core/bw-grid-view.h"
#include "core/bw-sample.h"
#include "core/bw-scenario-edit.h"
#include "window-fixture.h"

typedef WindowFixture Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) sample = NULL;
  g_autoptr (BwBook) viewed = NULL;
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwGridView) view = bw_grid_view_new ();
  g_autoptr (BwDelta) first = NULL;
  g_autoptr (BwDelta) second = NULL;

  options.n_deals = 900;
  sample = bw_sample_new (&options);
  view->filter = g_strdup ("amount > 90k");
  view->open_only = TRUE;
  viewed = bw_grid_view_add (sample, view, "Zebra deals", &first, NULL);
  book = bw_scenario_edit_add (viewed, "Zebra hiring", "two more", NULL, 0, 1, &second);
  window_fixture_set_up (fixture, book);
}

static GtkWidget *
get_entry (Fixture *fixture)
{
  return gtk_widget_get_parent (window_find_hidden (GTK_WIDGET (fixture->window), BW_TYPE_SEARCH_POPOVER));
}

static GtkWidget *
get_popover (Fixture *fixture)
{
  return window_find_hidden (GTK_WIDGET (fixture->window), BW_TYPE_SEARCH_POPOVER);
}

static GtkListBox *
get_list (Fixture *fixture)
{
  return GTK_LIST_BOX (window_find_hidden (get_popover (fixture), GTK_TYPE_LIST_BOX));
}

static gboolean
is_visible (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

/* Types @text and waits for what is offered. */
static void
type (Fixture    *fixture,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture)), "");
  g_assert_false (is_visible (get_popover (fixture)));
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture)), text);
  window_wait_until (is_visible, get_popover (fixture));
}

/* Presses a key in the entry, as its window would hand it on. */
static gboolean
press (Fixture *fixture,
       guint    key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (get_entry (fixture));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
  return handled;
}

/* The row of the list that says @title, -1 for none. */
static int
find_row (Fixture    *fixture,
          const char *title)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (get_list (fixture), i)) != NULL; i++)
    if (window_has_label (GTK_WIDGET (row), title))
      return i;
  return -1;
}

/* Types @text, goes down to the row that says @title, and presses Enter. */
static void
choose (Fixture    *fixture,
        const char *text,
        const char *title)
{
  int row;

  type (fixture, text);
  row = find_row (fixture, title);
  g_test_message ("“%s” among what “%s” finds", title, text);
  g_assert_cmpint (row, >=, 0);
  for (int i = 0; i < row; i++)
    g_assert_true (press (fixture, GDK_KEY_Down));
  g_assert_true (press (fixture, GDK_KEY_Return));
  g_assert_false (is_visible (get_popover (fixture)));
}

static const char *
get_shown_page (Fixture *fixture)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (fixture->window), "page");

  return g_intern_string (g_variant_get_string (state, NULL));
}

static BwBook *
get_book (Fixture *fixture)
{
  return bw_session_get_book (bw_window_get_session (fixture->window));
}

static BwDealList *
get_deals (Fixture *fixture)
{
  GtkWidget *page = bw_window_get_page (fixture->window, "pipeline");

  return bw_deal_grid_get_list (BW_DEAL_GRID (window_find_hidden (page, BW_TYPE_DEAL_GRID)));
}

/* Enter opens the first; arrows go around the ends; Escape closes. Typing leaves the page as it is. */
static void
test_keys (Fixture      *fixture,
           gconstpointer data)
{
  GtkListBox *list = get_list (fixture);
  int         n = 0;

  type (fixture, "tre");
  g_assert_cmpstr (get_shown_page (fixture), ==, "home");
  g_assert_cmpint (find_row (fixture, "Trends"), ==, 0);
  g_assert_cmpint (find_row (fixture, "Home"), ==, -1);
  gtk_test_accessible_assert_role (list, GTK_ACCESSIBLE_ROLE_LIST_BOX);
  gtk_test_accessible_assert_role (gtk_list_box_get_row_at_index (list, 0), GTK_ACCESSIBLE_ROLE_OPTION);
  gtk_test_accessible_assert_role (get_entry (fixture), GTK_ACCESSIBLE_ROLE_COMBO_BOX);
  gtk_test_accessible_assert_property (gtk_list_box_get_row_at_index (list, 0), GTK_ACCESSIBLE_PROPERTY_LABEL, "Pages: Trends, Ctrl+4");
  gtk_test_accessible_assert_state (get_entry (fixture), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  g_assert_true (press (fixture, GDK_KEY_Return));
  g_assert_cmpstr (get_shown_page (fixture), ==, "trends");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (fixture))), ==, "");

  type (fixture, "s");
  while (gtk_list_box_get_row_at_index (list, n) != NULL)
    n++;
  g_assert_cmpint (n, >, 3);
  g_assert_true (press (fixture, GDK_KEY_Up));
  g_assert_cmpint (gtk_list_box_row_get_index (gtk_list_box_get_selected_row (list)), ==, n - 1);
  g_assert_true (press (fixture, GDK_KEY_Down));
  g_assert_cmpint (gtk_list_box_row_get_index (gtk_list_box_get_selected_row (list)), ==, 0);
  press (fixture, GDK_KEY_Escape);
  g_assert_false (is_visible (get_popover (fixture)));
  g_signal_emit_by_name (get_entry (fixture), "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (fixture))), ==, "");
}

static gboolean
is_elsewhere (gpointer fixture)
{
  return !g_str_equal (get_shown_page (fixture), "home");
}

/* Enter that comes before anything is found waits for what these words find. */
static void
test_eager (Fixture      *fixture,
            gconstpointer data)
{
  type (fixture, "territories");
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture)), "scenarios");
  g_assert_true (press (fixture, GDK_KEY_Return));
  g_assert_cmpstr (get_shown_page (fixture), ==, "home");
  window_wait_until (is_elsewhere, fixture);
  g_assert_cmpstr (get_shown_page (fixture), ==, "scenarios");
  g_assert_false (is_visible (get_popover (fixture)));
}

static const BwCommand *
find_command (GPtrArray  *commands,
              const char *action,
              const char *target)
{
  for (guint i = 0; i < commands->len; i++)
    {
      const BwCommand *command = g_ptr_array_index (commands, i);

      if (g_str_equal (command->action, action) && (target == NULL || g_strcmp0 (g_variant_get_string (command->target, NULL), target) == 0))
        return command;
    }
  return NULL;
}

/* What the menu, the pages and the keys offer is there with its words and keys; what is not possible is not. */
static void
test_commands (Fixture      *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *action;
    const char *target;
    const char *title;
    const char *keys;
  } cases[] = {
    { "win.page", "home", "Home", "Ctrl+1" },
    { "win.page", "checkins", "Check-ins", "Ctrl+7" },
    { "win.page", "data", "Data", "Ctrl+8" },
    { "win.import", NULL, "Import exports…", "Ctrl+I" },
    { "win.save-page", NULL, "Save page as PDF…", "Shift+Ctrl+P" },
    { "win.recalibrate", NULL, "Recalibrate the forecast", NULL },
    { "app.new", NULL, "New project…", "Ctrl+N" },
    { "app.about", NULL, "About Bellwether", NULL },
    { "win.toggle-sidebar", NULL, "Show or hide the list of pages", "F9" },
  };
  GtkMenuButton *button = GTK_MENU_BUTTON (window_find (window_find_hidden (GTK_WIDGET (fixture->window), ADW_TYPE_FLAP), GTK_TYPE_MENU_BUTTON, "tooltip-text", "Main menu"));
  g_autoptr (GPtrArray) commands = bw_command_list (fixture->window, gtk_menu_button_get_menu_model (button));
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);
  const BwCommand *command;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      command = find_command (commands, cases[i].action, cases[i].target);
      g_test_message ("%s", cases[i].action);
      g_assert_nonnull (command);
      g_assert_cmpstr (command->title, ==, cases[i].title);
      g_assert_cmpstr (command->keys, ==, cases[i].keys);
      g_assert_cmpint (command->is_page, ==, g_str_equal (cases[i].action, "win.page"));
    }
  g_assert_null (find_command (commands, "win.undo", NULL));
  for (guint i = 0; i < commands->len; i++)
    {
      command = g_ptr_array_index (commands, i);
      g_assert_null (strchr (command->title, '_'));
      g_assert_true (g_hash_table_add (titles, command->title));
    }

  /* A command is done. */
  choose (fixture, "hide list", "Show or hide the list of pages");
  g_assert_cmpstr (get_shown_page (fixture), ==, "home");
}

/* A person narrows the scope where one is; an account and a view go to the table of deals, a scenario to its page. */
static void
test_found (Fixture      *fixture,
            gconstpointer data)
{
  BwBook        *book = get_book (fixture);
  BwFocus       *focus = bw_session_get_focus (bw_window_get_session (fixture->window));
  const char    *person = bw_book_text (book, bw_book_person (book, 2)->name);
  const char    *account = bw_book_text (book, bw_book_account (book, book->deals.account[0])->name);
  guint          n, wanted = 0;
  const guint32 *deals;

  choose (fixture, person, person);
  g_assert_cmpstr (get_shown_page (fixture), ==, "home");
  g_assert_cmpint (bw_focus_get_scope (focus)->kind, ==, BW_SCOPE_PERSON);
  g_assert_cmpint (bw_focus_get_scope (focus)->index, ==, 2);
  bw_focus_set_scope (focus, &(BwScope) { BW_SCOPE_ALL, BW_NOBODY });

  choose (fixture, account, account);
  g_assert_cmpstr (get_shown_page (fixture), ==, "pipeline");
  deals = bw_deal_list_get_deals (get_deals (fixture), &n);
  for (guint i = 0; i < book->deals.n; i++)
    wanted += book->deals.account[i] == book->deals.account[0];
  g_assert_cmpuint (n, ==, wanted);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (book->deals.account[deals[i]], ==, book->deals.account[0]);

  bw_window_show_page (fixture->window, "home");
  choose (fixture, "zebra", "Zebra deals");
  g_assert_cmpstr (get_shown_page (fixture), ==, "pipeline");
  deals = bw_deal_list_get_deals (get_deals (fixture), &n);
  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (book->deals.amount[deals[i]], >, 9000000);

  choose (fixture, "zebra", "Zebra hiring");
  g_assert_cmpstr (get_shown_page (fixture), ==, "scenarios");
  g_assert_cmpstr (bw_scenario_bar_get_name (BW_SCENARIO_BAR (window_find_hidden (bw_window_get_page (fixture->window, "scenarios"), BW_TYPE_SCENARIO_BAR))), ==,
                   "Zebra hiring");
}

typedef struct
{
  BwDealList *list;
  guint       n;
} Length;

static gboolean
has_length (gpointer data)
{
  Length *length = data;
  guint   n;

  bw_deal_list_get_deals (length->list, &n);
  return n == length->n;
}

/* A deal is opened; all that are found go to the table, as many as was said, whatever was filtered, and go with the words. */
static void
test_deals (Fixture      *fixture,
            gconstpointer data)
{
  BwBook     *book = get_book (fixture);
  BwFocus    *focus = bw_session_get_focus (bw_window_get_session (fixture->window));
  const char *account = bw_book_text (book, bw_book_account (book, book->deals.account[0])->name);
  BwQuery     query = {
        .search = account,
        .period = { .from = BW_DATE_NONE },
        .sort = BW_DEAL_FIELD_AMOUNT,
        .descending = TRUE,
        .today = BW_DATE_NONE,
  };
  guint               n, n_shown;
  g_autofree char    *title = NULL;
  g_autofree guint32 *found = bw_query_run (book, &query, &n);
  GtkWidget          *panel;
  BwDealList         *list;

  g_assert_cmpuint (n, >, 1);
  title = g_strdup_printf ("Show all %'u deals", n);
  choose (fixture, account, bw_book_text (book, book->deals.name[found[0]]));
  g_assert_cmpstr (get_shown_page (fixture), ==, "pipeline");
  panel = window_find (bw_window_get_page (fixture->window, "pipeline"), BW_TYPE_DEAL_PANEL, NULL, NULL);
  g_assert_nonnull (panel);
  g_assert_true (window_has_label (panel, bw_book_text (book, book->deals.name[found[0]])));

  list = get_deals (fixture);
  bw_focus_set_filter (focus, "amount < 1");
  bw_window_show_page (fixture->window, "home");
  choose (fixture, account, title);
  g_assert_cmpstr (get_shown_page (fixture), ==, "pipeline");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (fixture))), ==, account);
  window_wait_until (has_length, &(Length) { list, n });
  g_assert_null (bw_focus_get_filter (focus));
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture)), "there is no deal of this name");
  window_wait_until (has_length, &(Length) { list, 0 });
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture)), "");
  window_wait_until (has_length, &(Length) { list, book->deals.n });

  /* Escape ends that: typing alone leaves the table. */
  g_signal_emit_by_name (get_entry (fixture), "stop-search");
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture)), "there is none");
  window_wait_until (is_visible, get_popover (fixture));
  g_assert_cmpint (find_row (fixture, title), ==, -1);
  g_assert_true (window_has_label (get_popover (fixture), "Nothing is called that"));
  bw_deal_list_get_deals (list, &n_shown);
  g_assert_cmpuint (n_shown, ==, book->deals.n);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture      *fixture,
                  gconstpointer data);
  } tests[] = {
    { "/search/keys", test_keys },
    { "/search/eager", test_eager },
    { "/search/commands", test_commands },
    { "/search/found", test_found },
    { "/search/deals", test_deals },
  };
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, window_fixture_tear_down);
  return g_test_run ();
}
