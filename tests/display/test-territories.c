/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The territories page in a window: what it shows, assigning, undo, a first plan, a project without places. */

#include <locale.h>
#include <adwaita.h>
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "app/bw-application.h"
#include "app/bw-territories-page.h"
#include "app/bw-territory-map.h"
#include "app/bw-territory-row.h"
#include "core/bw-sample.h"
#include "core/bw-territory-edit.h"

#define PATIENCE_S 60

typedef struct
{
  char      *folder;
  BwSession *session;
  GtkWidget *window;
  GtkWidget *page;
  GMainLoop *loop;
  GtkWidget *map;
} Fixture;

static gboolean
too_late_cb (gpointer data)
{
  g_error ("What was waited for did not come within %d s", PATIENCE_S);
  return G_SOURCE_REMOVE;
}

static void
run_loop (Fixture *fixture)
{
  guint source = g_timeout_add_seconds (PATIENCE_S, too_late_cb, NULL);

  g_main_loop_run (fixture->loop);
  g_source_remove (source);
}

static void
created_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;

  bw_session_create_finish (BW_SESSION (object), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (fixture->loop);
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;

  bw_session_undo_finish (BW_SESSION (object), result, NULL, &error);
  g_assert_no_error (error);
  g_main_loop_quit (fixture->loop);
}

static GtkWidget *
get_child (Fixture    *fixture,
           const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (fixture->page, BW_TYPE_TERRITORIES_PAGE, name));
}

static const char *
get_text (Fixture    *fixture,
          const char *name)
{
  return gtk_label_get_label (GTK_LABEL (get_child (fixture, name)));
}

static BwBook *
new_sample (void)
{
  BwSampleOptions options = bw_sample_default_options ();

  options.n_deals = 2000;
  return bw_sample_new (&options);
}

/* A project without territories; with @us its accounts are in Texas and New York, else nowhere that is told. */
static BwBook *
new_plain (gboolean us)
{
  static const char *const postals[] = { "78701", "75201", "10001" };
  BwBook                  *book = bw_book_new ();
  BwPerson                 person = { .key = bw_book_random_key (), .manager = BW_NOBODY };

  bw_book_add_default_stages (book);
  person.started = person.ended = BW_DATE_NONE;
  person.name = bw_pool_add (&book->texts, "Anna", -1);
  g_array_append_val (book->people, person);
  person.key = bw_book_random_key ();
  person.name = bw_pool_add (&book->texts, "Ben", -1);
  g_array_append_val (book->people, person);
  for (gint32 i = 0; i < 3; i++)
    {
      BwAccount account = { .key = bw_book_random_key (), .owner = i / 2, .parent = BW_NOBODY, .employees = -1 };

      account.latitude = account.longitude = NAN;
      account.revenue = BW_MONEY_NONE;
      account.name = bw_pool_add (&book->texts, "A & B", -1);
      if (us)
        account.postal = bw_pool_add (&book->texts, postals[i], -1);
      else
        account.country = bw_pool_add (&book->texts, "Kenya", -1);
      g_array_append_val (book->accounts, account);
    }
  return book;
}

static void
set_up_with (Fixture *fixture,
             BwBook  *book)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;

  fixture->folder = g_dir_make_tmp ("bw-territories-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "project.bellwether", NULL);
  file = g_file_new_for_path (path);
  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->session = bw_session_new ();
  bw_session_create_async (fixture->session, file, book, NULL, created_cb, fixture);
  run_loop (fixture);
  bw_book_unref (book);

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1100, 760);
  fixture->page = g_object_new (BW_TYPE_TERRITORIES_PAGE, "session", fixture->session, NULL);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->page);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
  fixture->map = get_child (fixture, "map");
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  set_up_with (fixture, new_sample ());
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gpointer page = fixture->page;

  g_object_add_weak_pointer (G_OBJECT (page), &page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (page != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (fixture->session);
  g_main_loop_unref (fixture->loop);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* Waits until the page's edit is in the file. */
static void
wait_for_undo (Fixture    *fixture,
               const char *label)
{
  guint source = g_timeout_add_seconds (PATIENCE_S, too_late_cb, NULL);

  for (;;)
    {
      g_autofree char *undo = NULL;

      g_object_get (fixture->session, "undo-label", &undo, NULL);
      if (undo != NULL && g_str_equal (undo, label))
        break;
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (source);
}

static gint32
territory_of (Fixture *fixture,
              guint    fips)
{
  BwBook *book = bw_session_get_book (fixture->session);
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, BW_NOBODY);

  return plan->counties[bw_atlas_find_county (book->atlas, fips)];
}

static guint
n_rows (Fixture    *fixture,
        const char *list)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (get_child (fixture,
                                                               list));
       row != NULL; row = gtk_widget_get_next_sibling (row))
    n += GTK_IS_LIST_BOX_ROW (row);
  return n;
}

static void
click (Fixture    *fixture,
       const char *button)
{
  g_assert_true (gtk_widget_get_sensitive (get_child (fixture, button)));
  g_signal_emit_by_name (get_child (fixture, button), "clicked");
}

/* Names, roles, rows and numbers of the sample. */
static void
test_content (Fixture      *fixture,
              gconstpointer data)
{
  BwBook *book = bw_session_get_book (fixture->session);
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, BW_NOBODY);
  g_autoptr (GArray) territories = bw_territory_plan_dup_territories (plan);
  GtkAccessible *rows[2];

  g_assert_cmpuint (territories->len, >, 3);
  g_assert_cmpuint (n_rows (fixture, "list"), ==, territories->len + 1);
  g_assert_nonnull (strstr (get_text (fixture, "headline"), "pipeline"));
  gtk_test_accessible_assert_role (fixture->map, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (fixture->map, GTK_ACCESSIBLE_PROPERTY_LABEL, "Map of the territories");
  rows[0] = GTK_ACCESSIBLE (get_child (fixture, "zoom_in_button"));
  rows[1] = GTK_ACCESSIBLE (get_child (fixture, "fit_button"));
  gtk_test_accessible_assert_property (rows[0], GTK_ACCESSIBLE_PROPERTY_LABEL, "Zoom in");
  gtk_test_accessible_assert_property (rows[1], GTK_ACCESSIBLE_PROPERTY_LABEL, "Show everything");
  g_assert_false (gtk_widget_get_sensitive (get_child (fixture, "assign_button")));
  click (fixture, "zoom_in_button");
  click (fixture, "zoom_out_button");
  click (fixture, "fit_button");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_child (fixture, "states_button")), TRUE);
  g_assert_cmpint (bw_territory_map_get_level (BW_TERRITORY_MAP (fixture->map)), ==, BW_MAP_STATES);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_child (fixture, "measure")), BW_MEASURE_ACCOUNTS);
  gtk_test_widget_wait_for_draw (fixture->window);
}

/* Two counties go to another territory, the preview says so before, and undo brings them back. */
static void
test_assign (Fixture      *fixture,
             gconstpointer data)
{
  BwBook          *book = bw_session_get_book (fixture->session);
  const guint      fips[] = { 48453, 48201 }; /* Travis and Harris, Texas */
  guint32          counties[2];
  gint32           before = territory_of (fixture, 48453), other;
  g_autofree char *label = NULL;

  for (guint i = 0; i < 2; i++)
    counties[i] = (guint32)bw_atlas_find_county (book->atlas, fips[i]);
  g_assert_cmpint (before, >=, 0);
  other = before == 0 ? 1 : 0;
  bw_territory_map_select (BW_TERRITORY_MAP (fixture->map), counties, 2);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_child (fixture, "target")), (guint)other);
  g_assert_true (g_str_has_prefix (get_text (fixture, "selection_label"), "2 counties: "));
  g_assert_nonnull (strstr (get_text (fixture, "preview_label"), bw_book_text (book, bw_book_territory (book,
                                                                                                        other)
                                                                                       ->name)));
  g_assert_nonnull (strstr (get_text (fixture, "preview_label"), bw_book_text (book, bw_book_territory (book,
                                                                                                        before)
                                                                                       ->name)));
  label = g_strdup_printf ("Assign 2 areas to %s", bw_book_text (book, bw_book_territory (book, other)->name));

  click (fixture, "assign_button");
  wait_for_undo (fixture, label);
  g_assert_cmpint (territory_of (fixture, 48453), ==, other);
  g_assert_cmpint (territory_of (fixture, 48201), ==, other);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_cmpstr (get_text (fixture, "preview_label"), ==, "Nothing would change.");

  bw_session_undo_async (fixture->session, undone_cb, fixture);
  run_loop (fixture);
  g_assert_cmpint (territory_of (fixture, 48453), ==, before);

  gtk_widget_activate_action (fixture->page, "territory.unassign", NULL);
  wait_for_undo (fixture, "Unassign 2 areas");
  g_assert_cmpint (territory_of (fixture, 48453), ==, BW_NOBODY);
}

/* A project without plan offers one, made from who has the accounts. */
static void
test_first_plan (Fixture      *fixture,
                 gconstpointer data)
{
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (get_child (fixture, "side"))), ==, "empty");
  click (fixture, "plan_button");
  wait_for_undo (fixture, "Make a plan from today’s owners");
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (get_child (fixture, "side"))), ==, "list");
  g_assert_cmpuint (n_rows (fixture, "list"), ==, 3);
  g_assert_cmpint (territory_of (fixture, 48453), !=, territory_of (fixture, 36061));
  g_assert_cmpint (territory_of (fixture, 6037), ==, BW_NOBODY);
}

static void
set_up_plain (Fixture      *fixture,
              gconstpointer data)
{
  set_up_with (fixture, new_plain (GPOINTER_TO_INT (data)));
}

/* Accounts elsewhere: the page says so, offers no plan of nothing, and still lets one draw. */
static void
test_nowhere (Fixture      *fixture,
              gconstpointer data)
{
  g_assert_nonnull (strstr (get_text (fixture, "note"), "None of the 3 accounts"));
  g_assert_false (gtk_widget_get_sensitive (get_child (fixture, "plan_button")));
  g_assert_true (gtk_widget_get_sensitive (get_child (fixture, "first_button")));
}

static void
test_deviation (void)
{
  static const struct
  {
    double      deviation;
    const char *text;
  } cases[] = { { 0.123, "▲ +12 %" }, { -0.5, "▼ −50 %" }, { 0.001, "at the mean" }, { NAN, "–" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bw_territory_row_dup_deviation (cases[i].deviation);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  /* GTK asks for American English, which not every machine has. */
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
  g_test_add ("/territories/content", Fixture, NULL, set_up, test_content, tear_down);
  g_test_add ("/territories/assign", Fixture, NULL, set_up, test_assign, tear_down);
  g_test_add ("/territories/first-plan", Fixture, GINT_TO_POINTER (TRUE), set_up_plain, test_first_plan, tear_down);
  g_test_add ("/territories/nowhere", Fixture, GINT_TO_POINTER (FALSE), set_up_plain, test_nowhere, tear_down);
  g_test_add_func ("/territories/deviation", test_deviation);
  return g_test_run ();
}
