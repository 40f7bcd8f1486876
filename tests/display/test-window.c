/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with a project: its pages, its numbers, its pickers, an import, its end. */

#include <locale.h>
#include <adwaita.h>
#include <glib/gstdio.h>

#include "app/bw-accuracy-view.h"
#include "app/bw-chart-view.h"
#include "app/bw-forecast-page.h"
#include "app/bw-home-page.h"
#include "app/bw-import-dialog.h"
#include "app/bw-page.h"
#include "app/bw-range-bar.h"
#include "app/bw-team-row.h"
#include "app/bw-team-tree.h"
#include "app/bw-tile.h"
#include "app/bw-window.h"
#include "core/bw-sample.h"

#define PATIENCE_S 60

typedef gboolean (*Condition) (gpointer data);

typedef struct
{
  BwApplication *application;
  BwWindow      *window;
  char          *folder;
  GFile         *file;
} Fixture;

static gboolean
too_late_cb (gpointer data)
{
  g_error ("What was waited for did not come within %d s", PATIENCE_S);
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until @condition holds. */
static void
wait_until (Condition condition,
            gpointer  data)
{
  guint source = g_timeout_add_seconds (PATIENCE_S, too_late_cb, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

/* The first widget below @root of @type for which @matches (nullable) holds. */
static GtkWidget *
find (GtkWidget  *root,
      GType       type,
      const char *property,
      const char *value)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget       *found;
      g_autofree char *text = NULL;

      if (g_type_is_a (G_OBJECT_TYPE (child), type) && property != NULL)
        g_object_get (child, property, &text, NULL);
      if (g_type_is_a (G_OBJECT_TYPE (child), type) && (property == NULL || g_strcmp0 (text, value) == 0))
        return child;
      found = find (child, type, property, value);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The text of the tile called @title. */
static const char *
tile_value (GtkWidget  *page,
            const char *title)
{
  GtkWidget *label = find (page, GTK_TYPE_LABEL, "label", title);

  while (label != NULL && !BW_IS_TILE (label))
    label = gtk_widget_get_parent (label);
  g_assert_nonnull (label);
  return bw_tile_get_value (BW_TILE (label));
}

static gboolean
has_content (gpointer data)
{
  GtkWidget *stack = find (data, GTK_TYPE_STACK, NULL, NULL);

  return stack != NULL && g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "content") == 0;
}

static gboolean
is_open (gpointer data)
{
  return bw_window_get_file (data) != NULL && bw_window_get_page (data, "home") != NULL;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;
  g_autofree char *path = NULL;

  options.n_deals = 900;
  book = bw_sample_new (&options);
  fixture->folder = g_dir_make_tmp ("bellwether-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "Sample.bellwether", NULL);
  fixture->file = g_file_new_for_path (path);
  fixture->application = BW_APPLICATION (g_application_get_default ());
  fixture->window = bw_window_new (fixture->application);
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_true (bw_window_is_empty (fixture->window));
  bw_window_create_project (fixture->window, fixture->file, book, NULL);
  wait_until (is_open, fixture->window);
}

static gboolean
has_no_windows (gpointer data)
{
  return gtk_application_get_windows (data) == NULL;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  gpointer    window = fixture->window;
  const char *name;

  g_object_add_weak_pointer (G_OBJECT (fixture->window), &window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  wait_until (has_no_windows, fixture->application);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (window);
  g_clear_object (&fixture->file);
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* Won amounts dated in the focus' period, by a plain loop. */
static gint64
sum_won (BwSession *session)
{
  const BwBook   *book = bw_session_get_book (session);
  BwFocus        *focus = bw_session_get_focus (session);
  const BwPeriod *period = bw_focus_get_period (focus);
  gint64          sum = 0;

  for (guint i = 0; i < book->deals.n; i++)
    if (bw_book_stage (book, book->deals.stage[i])->kind == BW_STAGE_WON &&
        bw_period_contains (period, book->deals.close[i]) && book->deals.close[i] <= bw_focus_get_as_of (focus) &&
        !(book->deals.flags[i] & BW_DEAL_VANISHED) && book->deals.amount[i] != BW_MONEY_NONE)
      sum += book->deals.amount[i];
  return sum;
}

static void
test_home (Fixture      *fixture,
           gconstpointer data)
{
  BwSession       *session = bw_window_get_session (fixture->window);
  GtkWidget       *page = bw_window_get_page (fixture->window, "home");
  g_autofree char *won = bw_money_format_compact (sum_won (session), "USD");
  g_autofree char *spoken = g_strdup_printf ("Closed: %s", won);
  GtkWidget       *tile;

  wait_until (has_content, page);
  g_assert_cmpint (sum_won (session), >, 0);
  g_assert_cmpstr (tile_value (page, "Closed"), ==, won);
  tile = find (page, BW_TYPE_TILE, NULL, NULL);
  gtk_test_accessible_assert_role (tile, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_LABEL, spoken);
  gtk_test_accessible_assert_role (find (page, BW_TYPE_RANGE_BAR, NULL, NULL), GTK_ACCESSIBLE_ROLE_IMG);
}

/* What a test waits for after the focus has changed. */
typedef struct
{
  GtkWidget  *page;
  const char *value;
} Expected;

static gboolean
shows_closed (gpointer data)
{
  Expected *expected = data;

  return has_content (expected->page) && g_strcmp0 (tile_value (expected->page, "Closed"), expected->value) == 0;
}

static void
test_period (Fixture      *fixture,
             gconstpointer data)
{
  BwSession       *session = bw_window_get_session (fixture->window);
  BwFocus         *focus = bw_session_get_focus (session);
  GtkWidget       *page = bw_window_get_page (fixture->window, "home");
  BwPeriod         before = bw_calendar_shift (&bw_session_get_book (session)->calendar, bw_focus_get_period (focus), -1);
  g_autofree char *won = NULL;

  wait_until (has_content, page);
  bw_focus_set_period (focus, &before);
  won = bw_money_format_compact (sum_won (session), "USD");
  wait_until (shows_closed, &(Expected) { page, won });
}

static void
test_forecast (Fixture      *fixture,
               gconstpointer data)
{
  BwSession *session = bw_window_get_session (fixture->window);
  GtkWidget *page;
  GtkWidget *tree;
  g_autoptr (GtkTreeListRow) row = NULL;
  g_autoptr (BwTeamRow) person = NULL;
  GListModel    *rows;
  const BwScope *scope;

  bw_window_show_page (fixture->window, "forecast");
  page = bw_window_get_page (fixture->window, "forecast");
  g_assert_true (BW_IS_FORECAST_PAGE (page));
  wait_until (has_content, page);
  tree = find (page, BW_TYPE_TEAM_TREE, NULL, NULL);
  rows = bw_team_tree_get_rows (BW_TEAM_TREE (tree));
  /* The head of sales and those who report to that person. */
  g_assert_cmpuint (g_list_model_get_n_items (rows), >, 1);
  row = g_list_model_get_item (rows, 1);
  person = gtk_tree_list_row_get_item (row);
  g_assert_cmpint (bw_book_person (bw_session_get_book (session), bw_team_row_get_person (person)->person)->manager, ==, 0);

  g_signal_emit_by_name (find (tree, GTK_TYPE_COLUMN_VIEW, NULL, NULL), "activate", 1);
  scope = bw_focus_get_scope (bw_session_get_focus (session));
  g_assert_cmpint (scope->kind, ==, BW_SCOPE_PERSON);
  g_assert_cmpint (scope->index, ==, bw_team_row_get_person (person)->person);
}

static gboolean
is_calibrated (gpointer data)
{
  BwSession *session = bw_window_get_session (data);
  gboolean   can_undo;

  g_object_get (session, "can-undo", &can_undo, NULL);
  return can_undo && bw_session_get_book (session)->fits->len == 1;
}

/* The past is replayed once it is looked at; a calibration is put on record and said to be the first. */
static void
test_accuracy (Fixture      *fixture,
               gconstpointer data)
{
  BwSession *session = bw_window_get_session (fixture->window);
  GtkWidget *page, *view, *button;
  BwChart   *chart;

  bw_window_show_page (fixture->window, "forecast");
  page = bw_window_get_page (fixture->window, "forecast");
  wait_until (has_content, page);
  view = find (page, BW_TYPE_ACCURACY_VIEW, NULL, NULL);
  g_assert_false (has_content (view));
  gtk_stack_set_visible_child_name (GTK_STACK (find (find (page, GTK_TYPE_OVERLAY, NULL, NULL), GTK_TYPE_STACK, NULL, NULL)),
                                    "accuracy");
  wait_until (has_content, view);
  chart = bw_chart_view_get_chart (BW_CHART_VIEW (find (view, BW_TYPE_CHART_VIEW, NULL, NULL)));
  g_assert_cmpuint (bw_chart_n_points (chart), >, 50); /* methods by weeks */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find (view, GTK_TYPE_DROP_DOWN, NULL, NULL)), 1);
  g_assert_nonnull (find (view, GTK_TYPE_LABEL, "label", "The models have not been calibrated on record yet."));

  button = find (view, GTK_TYPE_BUTTON, "label", "_Recalibrate");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.recalibrate", NULL));
  g_assert_false (gtk_widget_get_sensitive (button));
  wait_until (is_calibrated, fixture->window);
  while (!gtk_widget_get_sensitive (button))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (find (view, GTK_TYPE_LABEL, "label",
                          "This is the first calibration on record; the next one will be held against it."));
  g_assert_true (has_content (view)); /* the replay went on to hold */
  g_assert_cmpuint (bw_session_get_book (session)->fit_values->len, >, 100);
}

static void
test_pages (Fixture      *fixture,
            gconstpointer data)
{
  for (guint i = 0; i < bw_window_n_pages (); i++)
    {
      GtkWidget       *page;
      g_autofree char *action = g_strdup_printf ("win.page");

      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", bw_window_page_name (i)));
      page = bw_window_get_page (fixture->window, bw_window_page_name (i));
      g_assert_true (BW_IS_PAGE (page));
      g_assert_true (gtk_widget_get_child_visible (page));
      gtk_test_widget_wait_for_draw (page);
    }
}

/* The button Import of the dialog, once it can be pressed. */
static GtkWidget *
find_import_button (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (BW_IS_IMPORT_DIALOG (l->data))
      {
        GtkWidget *button = find (l->data, GTK_TYPE_BUTTON, "label", "Import 2 deals");

        if (button != NULL && gtk_widget_get_sensitive (button))
          return button;
      }
  return NULL;
}

static gboolean
has_dialog (gpointer data)
{
  return find_import_button () != NULL;
}

typedef struct
{
  BwSession *session;
  guint      n;
} Deals;

static gboolean
has_deals (gpointer data)
{
  Deals *deals = data;

  return bw_session_get_book (deals->session)->deals.n == deals->n;
}

static void
test_import (Fixture      *fixture,
             gconstpointer data)
{
  BwSession       *session = bw_window_get_session (fixture->window);
  guint            n = bw_session_get_book (session)->deals.n;
  g_autofree char *path = g_build_filename (fixture->folder, "deals.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path,
                                      "Opportunity ID,Opportunity Name,Stage,Amount,Close Date\n"
                                      "A-1,First,Negotiation/Review,1000,2026-12-01\n"
                                      "A-2,Second & <third>,Closed Won,2500.50,2026-11-02\n",
                                      -1, NULL));
  bw_window_take_files (fixture->window, &file, 1);
  wait_until (has_dialog, NULL);
  gtk_widget_activate (find_import_button ());
  wait_until (has_deals, &(Deals) { session, n + 2 });
  g_assert_true (gtk_widget_get_sensitive (find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "icon-name",
                                                 "edit-undo-symbolic")));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL));
  wait_until (has_deals, &(Deals) { session, n });
}

static void
test_second_open (Fixture      *fixture,
                  gconstpointer data)
{
  bw_application_open_project (fixture->application, fixture->file);
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (fixture->application))), ==, 1);
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
    { "/display/window/home", test_home },
    { "/display/window/period", test_period },
    { "/display/window/accuracy", test_accuracy },
    { "/display/window/forecast", test_forecast },
    { "/display/window/pages", test_pages },
    { "/display/window/import", test_import },
    { "/display/window/second-open", test_second_open },
  };

  g_autoptr (BwApplication) application = NULL;

  gtk_test_init (&argc, &argv, NULL);
  /* GTK asks for American English, which not every machine has. */
  setlocale (LC_ALL, "C.UTF-8");
  application = bw_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_application_set_default (G_APPLICATION (application));
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
