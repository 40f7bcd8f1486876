/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The territories page in a window: what it shows, assigning, undo, a first plan, a project without places. */

#include <locale.h>
#include <adwaita.h>
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "app/bw-application.h"
#include "app/bw-territories-page-private.h"
#include "app/bw-territory-map-private.h"
#include "app/bw-territory-row.h"
#include "core/bw-sample.h"
#include "core/bw-plan-edit.h"
#include "core/bw-territory-edit.h"
#include "core/bw-territory-measure.h"

#define PATIENCE_S 200

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
new_sample (guint n_deals)
{
  BwSampleOptions options = bw_sample_default_options ();

  options.n_deals = n_deals;
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
        account.country = bw_pool_add (&book->texts, "Atlantis", -1);
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
  set_up_with (fixture, new_sample (2000));
}

/* So many that they are laid out on another thread. */
static void
set_up_large (Fixture      *fixture,
              gconstpointer data)
{
  set_up_with (fixture, new_sample (24000));
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
  guint    source;

  g_object_add_weak_pointer (G_OBJECT (page), &page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (page != NULL)
    g_main_context_iteration (NULL, TRUE);
  /* What was being worked out ends by itself. */
  source = g_timeout_add_seconds (PATIENCE_S, too_late_cb, NULL);
  while (G_OBJECT (fixture->session)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
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

  return plan->units[bw_atlas_find_county (book->atlas, fips)];
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
  g_assert_cmpint (bw_territory_map_get_level (BW_TERRITORY_MAP (fixture->map)), ==, BW_MAP_PARENTS);
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

/* What the page has of a type. */
static GtkWidget *
find_type (GtkWidget *root,
           GType      type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (child, type) ? child : find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A button below @root with a tooltip or label. */
static GtkWidget *
find_button (GtkWidget  *root,
             const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = NULL;

      if (GTK_IS_BUTTON (child) && (g_strcmp0 (gtk_widget_get_tooltip_text (child), name) == 0 ||
                                    g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), name) == 0))
        return child;
      found = find_button (child, name);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
wait_for_button (Fixture    *fixture,
                 const char *name)
{
  guint      source = g_timeout_add_seconds (PATIENCE_S, too_late_cb, NULL);
  GtkWidget *button;

  while ((button = find_button (fixture->page, name)) == NULL || !gtk_widget_is_sensitive (button))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  return button;
}

static void
press (Fixture    *fixture,
       const char *name)
{
  GtkWidget *button = wait_for_button (fixture, name);

  if (GTK_IS_TOGGLE_BUTTON (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  else
    g_signal_emit_by_name (button, "clicked");
}

/* What @root has of a type with a label. */
static GtkWidget *
find_labelled (GtkWidget  *root,
               GType       type,
               const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *text = NULL;
      GtkWidget       *found = NULL;

      if (G_TYPE_CHECK_INSTANCE_TYPE (child, type))
        g_object_get (child, "label", &text, NULL);
      if (g_strcmp0 (text, label) == 0)
        return child;
      found = find_labelled (child, type, label);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The entry of the dialog that is open. */
static GtkWidget *
find_dialog (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (window))
        return window;
    }
  g_assert_not_reached ();
}

static void
answer (Fixture    *fixture,
        const char *text)
{
  GtkWidget *dialog = find_dialog (fixture);

  gtk_editable_set_text (GTK_EDITABLE (find_type (dialog, GTK_TYPE_ENTRY)), text);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "apply");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gint32
territory_in (Fixture *fixture,
              gint32   plan,
              guint    fips)
{
  BwBook *book = bw_session_get_book (fixture->session);
  g_autoptr (BwTerritoryPlan) laid = bw_territory_plan_new (book, plan);

  return laid->units[bw_atlas_find_county (book->atlas, fips)];
}

static guint32
select_county (Fixture *fixture,
               guint    fips)
{
  guint32 county = (guint32)bw_atlas_find_county (bw_session_get_book (fixture->session)->atlas, fips);

  bw_territory_map_select (BW_TERRITORY_MAP (fixture->map), &county, 1);
  return county;
}

/* Undoing what made the plan that is shown goes back to the draft that was shown before, and then to the plan in force; dropping one row of the
 * list onto another, and shading the map, show what they do. */
static void
test_back (Fixture      *fixture,
           gconstpointer data)
{
  BwTerritoriesPage *page = BW_TERRITORIES_PAGE (fixture->page);
  gint64             first, second;
  g_autofree char   *label = NULL, *done = NULL;
  BwMeasure          measure;
  gint32             from, to, copy;
  BwDelta           *delta;
  BwBook            *after;

  press (fixture, "New _draft…");
  answer (fixture, "First");
  wait_for_undo (fixture, "Copy plan");
  first = page->plan_key;
  g_assert_cmpint (first, !=, 0);
  after = bw_plan_edit_copy (page->book, bw_plan_find_key (page->book, first), "Second", 0, &copy, &delta);
  second = bw_book_plan (after, copy)->key;
  bw_territories_page_apply (page, g_strdup ("Balance territories"), after, delta);
  bw_territories_page_choose_plan (page, second);
  wait_for_undo (fixture, "Balance territories");
  g_assert_cmpint (page->plan_key, ==, second);
  gtk_test_widget_wait_for_draw (fixture->window);
  bw_session_undo_async (fixture->session, undone_cb, fixture);
  run_loop (fixture);
  g_assert_cmpint (page->plan_key, ==, first);
  g_assert_cmpint (bw_plan_find_key (bw_session_get_book (fixture->session), second), <, 0);

  from = bw_territories_page_territory_at (page, 0);
  to = bw_territories_page_territory_at (page, 1);
  label = g_strdup (bw_book_text (page->book, bw_book_territory (page->book, to)->name));
  done = g_strdup_printf ("Assign %u areas to %s", g_array_index (page->balance, BwTerritoryBalance, 0).units, label);
  g_assert_true (bw_territories_page_merge (page, from, to));
  g_assert_nonnull (strstr (get_text (fixture, "preview_label"), label));
  wait_for_undo (fixture, done);
  g_assert_cmpuint (g_array_index (page->balance, BwTerritoryBalance, 0).units, ==, 0);
  g_assert_false (bw_territories_page_merge (page, to, to));
  bw_session_undo_async (fixture->session, undone_cb, fixture);
  run_loop (fixture);
  g_assert_cmpuint (g_array_index (page->balance, BwTerritoryBalance, 0).units, >, 0);

  g_assert_false (bw_territories_page_get_shade (page, &measure));
  gtk_drop_down_set_selected (page->shade, 1);
  g_assert_true (bw_territories_page_get_shade (page, &measure));
  g_assert_nonnull (bw_map_get_shade (bw_territory_map_get_map (page->map)));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (page->shade_key)));
  g_assert_nonnull (strstr (get_text (fixture, "headline"), "half of all"));
  gtk_drop_down_set_selected (page->shade, 0);
  g_assert_null (bw_map_get_shade (bw_territory_map_get_map (page->map)));

  bw_session_undo_async (fixture->session, undone_cb, fixture);
  run_loop (fixture);
  g_assert_cmpint (page->plan_key, ==, 0);
}

/* A draft is made, two counties are dragged, one is locked, the plan is proposed, one change rejected, approved, put into effect, and
 * taken back by undo. */
static void
test_plans (Fixture      *fixture,
            gconstpointer data)
{
  BwBook *book;
  gint32  draft, before, other;
  guint32 target;

  press (fixture, "New _draft…");
  answer (fixture, "Next year");
  wait_for_undo (fixture, "Copy plan");
  book = bw_session_get_book (fixture->session);
  draft = bw_plan_find (book, "Next year");
  g_assert_cmpint (draft, >, 0);

  /* Harris to where Los Angeles is, and Travis too: both totals are told before letting go. */
  target = (guint32)bw_atlas_find_county (book->atlas, 6037);
  before = territory_in (fixture, draft, 48201);
  other = territory_in (fixture, draft, 6037);
  select_county (fixture, 48201);
  g_signal_emit_by_name (fixture->map, "drop-changed", (int)target);
  g_assert_nonnull (strstr (get_text (fixture, "preview_label"), bw_book_text (book, bw_book_territory (book, before)->name)));
  g_assert_nonnull (strstr (get_text (fixture, "preview_label"), bw_book_text (book, bw_book_territory (book, other)->name)));
  g_assert_cmpint (territory_in (fixture, draft, 48201), ==, before);
  g_signal_emit_by_name (fixture->map, "dropped", (int)target);
  g_assert_cmpint (territory_in (fixture, draft, 48201), ==, other);
  select_county (fixture, 48453);
  g_signal_emit_by_name (fixture->map, "dropped", (int)target);
  g_assert_cmpint (territory_in (fixture, draft, 48453), ==, other);

  /* What is locked stays. */
  click (fixture, "lock_button");
  wait_for_undo (fixture, "Lock 1 area");
  g_signal_emit_by_name (fixture->map, "dropped", (int)bw_atlas_find_county (bw_session_get_book (fixture->session)->atlas, 36061));
  g_assert_cmpint (territory_in (fixture, draft, 48453), ==, other);

  gtk_stack_set_visible_child_name (GTK_STACK (get_child (fixture, "tabs")), "changes");
  press (fixture, "_Propose");
  wait_for_undo (fixture, "Propose plan");
  g_assert_false (gtk_widget_get_sensitive (get_child (fixture, "lock_button")));
  press (fixture, "Reject");
  wait_for_undo (fixture, "Reject a change");
  press (fixture, "_Approve");
  wait_for_undo (fixture, "Approve plan");
  g_assert_cmpint ((territory_in (fixture, draft, 48201) == other) + (territory_in (fixture, draft, 48453) == other), ==, 1);
  press (fixture, "Make _effective…");
  answer (fixture, "2020-01-01");
  wait_for_undo (fixture, "Make plan effective");
  book = bw_session_get_book (fixture->session);
  g_assert_cmpint (bw_territory_plan_current (book), ==, draft);
  bw_session_undo_async (fixture->session, undone_cb, fixture);
  run_loop (fixture);
  g_assert_cmpint (bw_territory_plan_current (bw_session_get_book (fixture->session)), !=, draft);
}

/* What is found is told, and a proposal tried in a draft of its own. */
static void
test_findings (Fixture      *fixture,
               gconstpointer data)
{
  guint n = bw_session_get_book (fixture->session)->plans->len;

  gtk_stack_set_visible_child_name (GTK_STACK (get_child (fixture, "tabs")), "findings");
  press (fixture, "Try in a draft");
  wait_for_undo (fixture, "Try a proposal");
  g_assert_cmpuint (bw_session_get_book (fixture->session)->plans->len, ==, n + 1);
  g_assert_true (bw_plan_is_editable (bw_book_plan (bw_session_get_book (fixture->session), n)));
}

static void
wait_for_rows (Fixture *fixture,
               guint    n)
{
  guint source = g_timeout_add_seconds (PATIENCE_S, too_late_cb, NULL);

  while (n_rows (fixture, "list") != n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

/* Of a large project the areas are there at once and the rest when it has come; who edits meanwhile edits what is so by now. */
static void
test_large (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (bw_session_get_book (fixture->session), BW_NOBODY);
  g_autoptr (GArray) territories = bw_territory_plan_dup_territories (plan);
  GtkStack *tabs = GTK_STACK (get_child (fixture, "tabs"));
  int       target = bw_atlas_find_county (bw_session_get_book (fixture->session)->atlas, 6037);
  gint32    before = territory_of (fixture, 48201), other = territory_of (fixture, 6037);
  guint     source;

  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (get_child (fixture, "stack"))), ==, "content");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (get_child (fixture, "side"))), ==, "list");
  wait_for_rows (fixture, territories->len + 1);
  g_assert_nonnull (strstr (get_text (fixture, "headline"), "pipeline"));
  g_assert_cmpint (before, !=, other);

  /* The second before the first is shown. */
  select_county (fixture, 48201);
  g_signal_emit_by_name (fixture->map, "dropped", target);
  g_assert_cmpint (territory_of (fixture, 48201), ==, other);
  select_county (fixture, 48453);
  g_signal_emit_by_name (fixture->map, "dropped", target);
  g_assert_cmpint (territory_of (fixture, 48453), ==, other);
  g_assert_cmpint (territory_of (fixture, 48201), ==, other);
  select_county (fixture, 48201);
  gtk_widget_activate_action (fixture->page, "territory.unassign", NULL);
  g_assert_cmpint (territory_of (fixture, 48201), ==, BW_NOBODY);
  g_assert_cmpint (territory_of (fixture, 48453), ==, other);
  wait_for_undo (fixture, "Unassign 1 area");

  /* The page follows by itself: the county is nobody's, so that giving it would change something. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_child (fixture, "target")), (guint)other);
  source = g_timeout_add_seconds (PATIENCE_S, too_late_cb, NULL);
  while (g_str_equal (get_text (fixture, "preview_label"), "Nothing would change."))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  gtk_stack_set_visible_child_name (tabs, "findings");
  wait_for_button (fixture, "Try in a draft");
}

/* The optimiser, cancelled once, leaves nothing; then it makes a draft of its own, and what is locked stays. */
static void
test_balance (Fixture      *fixture,
              gconstpointer data)
{
  BwBook *book = bw_session_get_book (fixture->session);
  guint   source, n = book->plans->len;
  gint32  before = territory_of (fixture, 48201);
  gint64  line = bw_territory_line (book, before);

  select_county (fixture, 48201);
  click (fixture, "lock_button");
  wait_for_undo (fixture, "Lock 1 area");
  press (fixture, "_Balance");
  press (fixture, "_Cancel");
  wait_for_button (fixture, "_Balance");
  g_assert_cmpuint (bw_session_get_book (fixture->session)->plans->len, ==, n);
  press (fixture, "_Balance");
  source = g_timeout_add_seconds (PATIENCE_S, too_late_cb, NULL);
  while (bw_session_get_book (fixture->session)->plans->len == n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  wait_for_undo (fixture, "Balance territories");
  book = bw_session_get_book (fixture->session);
  g_assert_cmpint (territory_of (fixture, 48201), ==, before);
  g_assert_cmpint (bw_territory_line (book, territory_in (fixture, (gint32)n, 48201)), ==, line);
}

/* The window of the measures. */
static GtkWidget *
find_window (const char *title)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (window)), title) == 0)
        return window;
    }
  g_assert_not_reached ();
}

/* What is chosen is kept in the plan, and the bars show it; what cannot be is told, and the window stays. */
static void
test_measures (Fixture      *fixture,
               gconstpointer data)
{
  GtkWidget *window, *check;

  click (fixture, "measures_button");
  window = find_window ("What is to be even");
  check = find_labelled (window, GTK_TYPE_CHECK_BUTTON, "Workload");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (find_type (window, GTK_TYPE_ENTRY)), "lots");
  g_signal_emit_by_name (find_button (window, "C_hoose"), "clicked");
  g_assert_true (gtk_widget_get_visible (window));
  gtk_editable_set_text (GTK_EDITABLE (find_type (window, GTK_TYPE_ENTRY)), "3 if size=100- | 1");
  g_signal_emit_by_name (find_button (window, "C_hoose"), "clicked");
  wait_for_undo (fixture, "Choose measures");
  {
    BwBook *book = bw_session_get_book (fixture->session);
    g_autoptr (BwMeasures) measures = bw_measures_new (book, bw_territory_plan_current (book));

    g_assert_cmpuint (measures->n, ==, 4);
    g_assert_true (bw_measures_has (measures, BW_MEASURE_WORKLOAD));
    g_assert_cmpstr (measures->formula, ==, "3 if size=100- | 1");
  }
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (get_child (fixture, "measure")))), ==, 4);
}

/* Rules, locks, centres and bridges are made and taken away in their tab. */
static void
test_rules (Fixture      *fixture,
            gconstpointer data)
{
  guint32 pair[2];

  gtk_stack_set_visible_child_name (GTK_STACK (get_child (fixture, "tabs")), "rules");
  gtk_test_widget_wait_for_draw (fixture->window);
  press (fixture, "Add a rule…");
  answer (fixture, "size=500-");
  wait_for_undo (fixture, "Add rule");
  g_assert_cmpuint (bw_session_get_book (fixture->session)->rules->len, ==, 1);
  press (fixture, "Change this rule…");
  answer (fixture, "size=900-");
  wait_for_undo (fixture, "Change rule");
  press (fixture, "Remove this rule");
  wait_for_undo (fixture, "Remove rule");
  g_assert_cmpuint (bw_session_get_book (fixture->session)->rules->len, ==, 0);
  press (fixture, "Lock this territory: its areas stay");
  wait_for_undo (fixture, "Lock territory");
  press (fixture, "Unlock this territory");
  wait_for_undo (fixture, "Unlock territory");
  pair[0] = select_county (fixture, 48453);
  press (fixture, "Pin the centre to the selected area, such as where the owner lives");
  wait_for_undo (fixture, "Set centre");
  pair[1] = select_county (fixture, 48201);
  bw_territory_map_select (BW_TERRITORY_MAP (fixture->map), pair, 2);
  press (fixture, "_Join");
  wait_for_undo (fixture, "Join areas");
  g_assert_cmpuint (bw_session_get_book (fixture->session)->bridges->len, ==, 1);
  press (fixture, "As the map has it again");
  wait_for_undo (fixture, "Remove bridge");
  g_assert_cmpuint (bw_session_get_book (fixture->session)->bridges->len, ==, 0);
}

/* What nobody has is given away after both ways were told; a polygon selects what is within its corners. */
static void
test_fill (Fixture      *fixture,
           gconstpointer data)
{
  BwBook         *book = bw_session_get_book (fixture->session);
  BwTerritoryMap *map = BW_TERRITORY_MAP (fixture->map);
  const double    around[][2] = { { -40, -40 }, { 40, -40 }, { 40, 40 }, { -40, 40 }, { -40, -40 } };
  guint           n;
  double          x, y;

  bw_territories_page_preview_fill (BW_TERRITORIES_PAGE (fixture->page));
  g_assert_nonnull (strstr (get_text (fixture, "nearest_label"), "accounts"));
  g_assert_nonnull (strstr (get_text (fixture, "compact_label"), "accounts"));
  click (fixture, "compact_button");
  while (bw_session_get_book (fixture->session) == book)
    g_main_context_iteration (NULL, TRUE);
  book = bw_session_get_book (fixture->session);
  {
    g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, BW_NOBODY);

    for (guint i = 0; i < plan->n_units; i++)
      g_assert_cmpint (plan->units[i], >=, 0);
  }
  bw_territory_map_set_tool (map, BW_MAP_TOOL_POLYGON);
  bw_territory_map_get_place (map, (guint)bw_atlas_find_county (book->atlas, 48453), &x, &y);
  for (guint i = 0; i < G_N_ELEMENTS (around); i++)
    g_assert_true (bw_territory_map_add_corner (map, x + around[i][0], y + around[i][1], BW_SELECT_ONLY) == (i + 1 == G_N_ELEMENTS (around)));
  bw_territory_map_get_selected (map, &n);
  g_assert_cmpuint (n, >, 5);
  bw_territory_map_add_corner (map, x, y, BW_SELECT_ONLY);
  bw_territory_map_drop_polygon (map);
  bw_territory_map_get_selected (map, &n);
  g_assert_cmpuint (n, >, 5);
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

static GtkWidget *
find_drop_down (GtkWidget *root)
{
  GtkWidget *found = GTK_IS_DROP_DOWN (root) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_drop_down (child);
  return found;
}

/* Waits until no picture of the map is being drawn or out of date. */
static void
wait_for_pictures (Fixture *fixture)
{
  BwTerritoryMap *map = BW_TERRITORY_MAP (fixture->map);
  guint           source = g_timeout_add_seconds (PATIENCE_S, too_late_cb, NULL);

  while (!bw_territory_map_is_drawn (map))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

/* Whether the picture and the outline behind it have all that is seen of the map. */
static gboolean
is_painted (BwTerritoryMap *map)
{
  double width = gtk_widget_get_width (GTK_WIDGET (map)), height = gtk_widget_get_height (GTK_WIDGET (map));

  return bw_map_frame_reaches (&map->picture->frame, map->map, &map->view, width, height, 0) || map->outline != NULL;
}

/* However fast it is panned and zoomed, the map is seen, and the picture follows on another thread. */
static void
check_panning (Fixture *fixture)
{
  BwTerritoryMap *map = BW_TERRITORY_MAP (fixture->map);
  double          width = gtk_widget_get_width (fixture->map), height = gtk_widget_get_height (fixture->map);

  gtk_test_widget_wait_for_draw (fixture->window);
  wait_for_pictures (fixture);
  bw_territory_map_zoom_at (map, 9, width / 2, height / 2);
  g_assert_true (map->drawing);
  wait_for_pictures (fixture);
  for (guint i = 0; i < 40; i++)
    {
      bw_territory_map_pan_by (map, i % 20 < 10 ? 60 : -60, 30);
      g_assert_true (is_painted (map));
      g_main_context_iteration (NULL, FALSE);
    }
  wait_for_pictures (fixture);
  g_assert_true (bw_map_frame_reaches (&map->picture->frame, map->map, &map->view, width, height, 0));
  bw_territory_map_select (map, &(guint32) { 0 }, 1);
  g_assert_true (map->drawing);
  wait_for_pictures (fixture);
  bw_territory_map_fit (map);
  wait_for_pictures (fixture);
  g_assert_true (bw_map_frame_reaches (&map->picture->frame, map->map, &map->view, width, height, G_MAXINT));
}

/* The dialog of the plan's map draws the plan over another one, which can be undone. */
static void
test_map (Fixture      *fixture,
          gconstpointer data)
{
  GtkWidget *dialog = NULL;
  GList     *windows;

  click (fixture, "plan_button");
  wait_for_undo (fixture, "Make a plan from today’s owners");
  press (fixture, "Chan_ge map…");
  windows = gtk_window_list_toplevels ();
  for (GList *i = windows; i != NULL; i = i->next)
    if (ADW_IS_MESSAGE_DIALOG (i->data))
      dialog = i->data;
  g_list_free (windows);
  g_assert_nonnull (dialog);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_drop_down (dialog)), BW_ATLAS_ZIPS);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "apply");
  wait_for_undo (fixture, "Change map");
  g_assert_cmpint (bw_atlas_get_kind (bw_territory_plan_map (bw_session_get_book (fixture->session), 0)), ==, BW_ATLAS_ZIPS);
  check_panning (fixture);
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
  g_test_add ("/territories/plans", Fixture, NULL, set_up, test_plans, tear_down);
  g_test_add ("/territories/back", Fixture, NULL, set_up, test_back, tear_down);
  g_test_add ("/territories/findings", Fixture, NULL, set_up, test_findings, tear_down);
  g_test_add ("/territories/measures", Fixture, NULL, set_up, test_measures, tear_down);
  g_test_add ("/territories/rules", Fixture, NULL, set_up, test_rules, tear_down);
  g_test_add ("/territories/fill", Fixture, NULL, set_up, test_fill, tear_down);
  g_test_add ("/territories/large", Fixture, NULL, set_up_large, test_large, tear_down);
  g_test_add ("/territories/balance", Fixture, NULL, set_up, test_balance, tear_down);
  g_test_add ("/territories/first-plan", Fixture, GINT_TO_POINTER (TRUE), set_up_plain, test_first_plan, tear_down);
  g_test_add ("/territories/map", Fixture, GINT_TO_POINTER (TRUE), set_up_plain, test_map, tear_down);
  g_test_add ("/territories/nowhere", Fixture, GINT_TO_POINTER (FALSE), set_up_plain, test_nowhere, tear_down);
  g_test_add_func ("/territories/deviation", test_deviation);
  return g_test_run ();
}
