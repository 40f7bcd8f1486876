/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with a project of its own, and how tests find their way in it. */

#include "window-fixture.h"

#include <locale.h>

#include <glib/gstdio.h>

#define PATIENCE_S 240

static gboolean
too_late_cb (gpointer data)
{
  g_error ("What was waited for did not come within %d s", PATIENCE_S);
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until @condition holds. */
void
window_wait_until (WindowCondition condition,
                   gpointer        data)
{
  guint source = g_timeout_add_seconds (PATIENCE_S, too_late_cb, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

/* The first shown widget below @root of @type, with @property as @value when they are given. */
GtkWidget *
window_find (GtkWidget  *root,
             GType       type,
             const char *property,
             const char *value)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget       *found;
      g_autofree char *text = NULL;

      if (!gtk_widget_get_visible (child))
        continue;
      if (g_type_is_a (G_OBJECT_TYPE (child), type) && property != NULL)
        g_object_get (child, property, &text, NULL);
      if (g_type_is_a (G_OBJECT_TYPE (child), type) && (property == NULL || g_strcmp0 (text, value) == 0))
        return child;
      found = window_find (child, type, property, value);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The first widget of @type, on screen or not. */
GtkWidget *
window_find_hidden (GtkWidget *root,
                    GType      type)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = g_type_is_a (G_OBJECT_TYPE (child), type) ? child : window_find_hidden (child, type);
  return found;
}

/* Whether a label below @root says @text. */
gboolean
window_has_label (GtkWidget  *root,
                  const char *text)
{
  return window_find (root, GTK_TYPE_LABEL, "label", text) != NULL;
}

static gboolean
is_open (gpointer data)
{
  return bw_window_get_file (data) != NULL && bw_window_get_page (data, "home") != NULL;
}

/* Opens a window with a new project that holds @book. */
void
window_fixture_set_up (WindowFixture *fixture,
                       BwBook        *book)
{
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("bellwether-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "Sample.bellwether", NULL);
  fixture->file = g_file_new_for_path (path);
  fixture->application = BW_APPLICATION (g_application_get_default ());
  fixture->window = bw_window_new (fixture->application);
  gtk_window_present (GTK_WINDOW (fixture->window));
  bw_window_create_project (fixture->window, fixture->file, book, NULL);
  window_wait_until (is_open, fixture->window);
}

static gboolean
has_no_windows (gpointer data)
{
  return gtk_application_get_windows (data) == NULL;
}

/* Closes the window and removes the project. */
void
window_fixture_tear_down (WindowFixture *fixture,
                          gconstpointer  data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  gtk_window_close (GTK_WINDOW (fixture->window));
  window_wait_until (has_no_windows, fixture->application);
  while (g_main_context_iteration (NULL, FALSE))
    ;
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

/* Returns: the page called @name, drawn. */
GtkWidget *
window_show_page (WindowFixture *fixture,
                  const char    *name)
{
  GtkWidget *page;

  bw_window_show_page (fixture->window, name);
  page = bw_window_get_page (fixture->window, name);
  gtk_test_widget_wait_for_draw (page);
  return page;
}

/* To be called first in main(). Returns: (transfer full): the application. */
BwApplication *
window_fixture_init (int    *argc,
                     char ***argv)
{
  return window_fixture_init_in (argc, argv, "C.UTF-8");
}

/* The same in @locale, which the machine has to have. */
BwApplication *
window_fixture_init_in (int        *argc,
                        char     ***argv,
                        const char *locale)
{
  BwApplication *application;

  gtk_test_init (argc, argv, NULL);
  /* GTK asks for American English, which not every machine has. */
  setlocale (LC_ALL, locale);
  adw_init ();
  application = bw_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_set_default (G_APPLICATION (application));
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  return application;
}
