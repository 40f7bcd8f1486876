/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The territories page in a window of its own, with a project of its own. */

#include "territories-fixture.h"

#include <adwaita.h>

#include <glib/gstdio.h>

#include "app/bw-territories-page-private.h"
#include "core/bw-sample.h"

#define PATIENCE_S 200

static gboolean
too_late_cb (gpointer data)
{
  g_error ("What was waited for did not come within %d s", PATIENCE_S);
  return G_SOURCE_REMOVE;
}

/* Ends the test, unless the source that is returned is removed before. */
guint
territories_limit_wait (void)
{
  return g_timeout_add_seconds (PATIENCE_S, too_late_cb, NULL);
}

void
territories_run_loop (TerritoriesFixture *fixture)
{
  guint source = territories_limit_wait ();

  g_main_loop_run (fixture->loop);
  g_source_remove (source);
}

static void
created_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  TerritoriesFixture *fixture = data;
  g_autoptr (GError) error = NULL;

  bw_session_create_finish (BW_SESSION (object), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (fixture->loop);
}

void
territories_undone_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      data)
{
  TerritoriesFixture *fixture = data;
  g_autoptr (GError) error = NULL;

  bw_session_undo_finish (BW_SESSION (object), result, NULL, &error);
  g_assert_no_error (error);
  g_main_loop_quit (fixture->loop);
}

GtkWidget *
territories_get_child (TerritoriesFixture *fixture,
                       const char         *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (fixture->page, BW_TYPE_TERRITORIES_PAGE, name));
}

const char *
territories_get_text (TerritoriesFixture *fixture,
                      const char         *name)
{
  return gtk_label_get_label (GTK_LABEL (territories_get_child (fixture, name)));
}

BwBook *
territories_new_sample (guint n_deals)
{
  BwSampleOptions options = bw_sample_default_options ();

  options.n_deals = n_deals;
  return bw_sample_new (&options);
}

void
territories_set_up_with (TerritoriesFixture *fixture,
                         BwBook             *book)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;

  fixture->folder = g_dir_make_tmp ("bw-territories-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "project.bellwether", NULL);
  file = g_file_new_for_path (path);
  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->session = bw_session_new ();
  bw_session_create_async (fixture->session, file, book, NULL, created_cb, fixture);
  territories_run_loop (fixture);
  bw_book_unref (book);

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1100, 760);
  fixture->page = g_object_new (BW_TYPE_TERRITORIES_PAGE, "session", fixture->session, NULL);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->page);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
  fixture->map = territories_get_child (fixture, "map");
}

void
territories_set_up (TerritoriesFixture *fixture,
                    gconstpointer       data)
{
  territories_set_up_with (fixture, territories_new_sample (2000));
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

static gboolean
look_again_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
territories_tear_down (TerritoriesFixture *fixture,
                       gconstpointer       data)
{
  gpointer page = fixture->page;
  guint    source, again;

  g_object_add_weak_pointer (G_OBJECT (page), &page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (page != NULL)
    g_main_context_iteration (NULL, TRUE);
  /* What was being worked out ends by itself. Its thread lets go of the session without waking this one, so that it is looked for. */
  source = territories_limit_wait ();
  again = g_timeout_add (20, look_again_cb, NULL);
  while (g_atomic_int_get ((int *)&G_OBJECT (fixture->session)->ref_count) > 1)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (again);
  g_source_remove (source);
  g_assert_finalize_object (fixture->session);
  g_main_loop_unref (fixture->loop);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* Waits until the page's edit is in the file. */
void
territories_wait_for_undo (TerritoriesFixture *fixture,
                           const char         *label)
{
  guint source = territories_limit_wait ();

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

gint32
territories_owner_of (TerritoriesFixture *fixture,
                      guint               fips)
{
  BwBook *book = bw_session_get_book (fixture->session);
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, BW_NOBODY);

  return plan->units[bw_atlas_find_county (book->atlas, fips)];
}

gint32
territories_owner_in (TerritoriesFixture *fixture,
                      gint32              plan,
                      guint               fips)
{
  BwBook *book = bw_session_get_book (fixture->session);
  g_autoptr (BwTerritoryPlan) laid = bw_territory_plan_new (book, plan);

  return laid->units[bw_atlas_find_county (book->atlas, fips)];
}

guint
territories_n_rows (TerritoriesFixture *fixture,
                    const char         *list)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (territories_get_child (fixture,
                                                                           list));
       row != NULL; row = gtk_widget_get_next_sibling (row))
    n += GTK_IS_LIST_BOX_ROW (row);
  return n;
}

void
territories_click (TerritoriesFixture *fixture,
                   const char         *button)
{
  g_assert_true (gtk_widget_get_sensitive (territories_get_child (fixture, button)));
  g_signal_emit_by_name (territories_get_child (fixture, button), "clicked");
}

/* What the page has of a type. */
GtkWidget *
territories_find_type (GtkWidget *root,
                       GType      type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (child, type) ? child : territories_find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A button below @root with a tooltip or label. */
GtkWidget *
territories_find_button (GtkWidget  *root,
                         const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = NULL;

      if (GTK_IS_BUTTON (child) && (g_strcmp0 (gtk_widget_get_tooltip_text (child), name) == 0 ||
                                    g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), name) == 0))
        return child;
      found = territories_find_button (child, name);
      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
territories_wait_for_button (TerritoriesFixture *fixture,
                             const char         *name)
{
  guint      source = territories_limit_wait ();
  GtkWidget *button;

  while ((button = territories_find_button (fixture->page, name)) == NULL || !gtk_widget_is_sensitive (button))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  return button;
}

void
territories_press (TerritoriesFixture *fixture,
                   const char         *name)
{
  GtkWidget *button = territories_wait_for_button (fixture, name);

  if (GTK_IS_TOGGLE_BUTTON (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  else
    g_signal_emit_by_name (button, "clicked");
}

/* What @root has of a type with a label. */
GtkWidget *
territories_find_labelled (GtkWidget  *root,
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
      found = territories_find_labelled (child, type, label);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The entry of the dialog that is open. */
static GtkWidget *
find_dialog (TerritoriesFixture *fixture)
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

void
territories_answer (TerritoriesFixture *fixture,
                    const char         *text)
{
  GtkWidget *dialog = find_dialog (fixture);

  gtk_editable_set_text (GTK_EDITABLE (territories_find_type (dialog, GTK_TYPE_ENTRY)), text);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "apply");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

guint32
territories_select_county (TerritoriesFixture *fixture,
                           guint               fips)
{
  guint32 county = (guint32)bw_atlas_find_county (bw_session_get_book (fixture->session)->atlas, fips);

  bw_territory_map_select (BW_TERRITORY_MAP (fixture->map), &county, 1);
  return county;
}
