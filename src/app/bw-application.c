/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window program as a whole.
 *
 * One process for all windows: a second start hands its files to the first over D-Bus. A project file is opened in
 * one window only, so opening it again raises that window; CSV files go to the window that is in front. SIGTERM
 * and SIGINT end the program the way its menu does, so that open projects are closed in order. */

#include "app/bw-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-window.h"
#include "bw-config.h"
#include "core/bw-sample.h"

struct _BwApplication
{
  AdwApplication parent_instance;

  guint sigterm;
  guint sigint;
};

G_DEFINE_FINAL_TYPE (BwApplication, bw_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *keys[3];
} shortcuts[] = {
  { "app.new", { "<Control>n" } },
  { "app.open", { "<Control>o" } },
  { "app.quit", { "<Control>q" } },
  { "win.close", { "<Control>w" } },
  { "win.import", { "<Control>i" } },
  { "win.settings", { "<Control>comma" } },
  { "win.save-copy", { "<Control><Shift>s" } },
  { "win.print", { "<Control>p" } },
  { "win.save-page", { "<Control><Shift>p" } },
  { "win.save-brief", { "<Control><Shift>b" } },
  { "win.go-back", { "<Alt>Left", "<Alt>KP_Left" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z", "<Control>y" } },
  { "win.search", { "<Control>f", "<Control>k" } },
  { "win.filter", { "<Control>l" } },
  { "win.clear-filter", { "<Control><Shift>l" } },
  { "win.toggle-sidebar", { "F9" } },
  { "win.help", { "F1" } },
};

/* The window of the project at @file, or NULL. */
static BwWindow *
find_window (BwApplication *self,
             GFile         *file)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (BW_IS_WINDOW (l->data))
      {
        GFile *shown = bw_window_get_file (l->data);

        if (shown != NULL && g_file_equal (shown, file))
          return l->data;
      }
  return NULL;
}

/* The window in front, or NULL. */
static BwWindow *
front_window (BwApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (BW_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

/* A window without a project: the one in front, else a new one. */
static BwWindow *
empty_window (BwApplication *self)
{
  BwWindow *window = front_window (self);

  if (window == NULL || !bw_window_is_empty (window))
    window = bw_window_new (self);
  return window;
}

static void
chosen_cb (GListModel *files,
           gpointer    data)
{
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      bw_application_open_project (data, file);
    }
}

static void
new_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  BwWindow *window = empty_window (data);

  gtk_window_present (GTK_WINDOW (window));
  bw_window_new_project (window);
}

static void
open_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  BwWindow *window = front_window (data);

  if (window == NULL)
    window = bw_window_new (data);
  gtk_window_present (GTK_WINDOW (window));
  bw_dialogs_open_project (GTK_WINDOW (window), chosen_cb, data);
}

/* Makes the sample off the main thread. */
static void
make_sample (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  BwSampleOptions options = bw_sample_default_options ();

  options.today =
    bw_date_from_ymd (g_date_time_get_year (now), g_date_time_get_month (now), g_date_time_get_day_of_month (now));
  g_task_return_pointer (task, bw_sample_new (&options), (GDestroyNotify)bw_book_unref);
}

static void
sample_made_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  BwApplication *self = BW_APPLICATION (source);
  g_autoptr (GFile) file = data;
  g_autoptr (BwBook) book = g_task_propagate_pointer (G_TASK (result), NULL);
  BwWindow *window = empty_window (self);

  g_application_release (G_APPLICATION (self));
  gtk_window_present (GTK_WINDOW (window));
  bw_window_create_project (window, file, book, NULL);
  bw_window_begin_tour (window);
}

/* Opens the sample that was made before, so that what was tried out in it is still there; else makes it. */
static void
open_sample_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  BwApplication   *self = data;
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "bellwether", NULL);
  g_autofree char *path = g_build_filename (folder, _ ("Sample.bellwether"), NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GTask) task = NULL;

  if (g_file_query_exists (file, NULL))
    {
      bw_application_open_project (self, file);
      return;
    }
  g_mkdir_with_parents (folder, 0700);
  task = g_task_new (self, NULL, sample_made_cb, g_object_ref (file));
  g_application_hold (G_APPLICATION (self));
  g_task_run_in_thread (task, make_sample);
}

static void
open_uri_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  bw_application_open_project (data, file);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  adw_show_about_window (gtk_application_get_active_window (data), "application-name", _ ("Bellwether"),
                         "application-icon", BW_APPLICATION_ID, "version", BW_VERSION, "license-type",
                         GTK_LICENSE_GPL_3_0, "developer-name", _ ("The Bellwether project"), "comments",
                         _ ("Where the quarter will land, how sure that is, and why."), NULL);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  BwApplication *self = data;
  GList         *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *l = windows; l != NULL; l = l->next)
    if (BW_IS_WINDOW (l->data))
      gtk_window_close (l->data);
  g_list_free (windows);
  g_application_quit (G_APPLICATION (self));
}

static gboolean
signal_cb (gpointer data)
{
  g_action_group_activate_action (data, "quit", NULL);
  return G_SOURCE_CONTINUE;
}

static void
startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { "new", new_cb },
    { "open", open_cb },
    { "open-sample", open_sample_cb },
    { "open-uri", open_uri_cb, "s" },
    { "about", about_cb },
    { "quit", quit_cb },
  };
  BwApplication *self = BW_APPLICATION (application);

  G_APPLICATION_CLASS (bw_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action, shortcuts[i].keys);
  for (guint i = 0; i < bw_window_n_pages (); i++)
    {
      g_autofree char *action = g_strdup_printf ("win.page::%s", bw_window_page_name (i));
      g_autofree char *key = g_strdup_printf ("<Control>%u", i + 1);
      const char      *keys[] = { key, NULL };

      gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, keys);
    }
  gtk_window_set_default_icon_name (BW_APPLICATION_ID);
  self->sigterm = g_unix_signal_add (SIGTERM, signal_cb, self);
  self->sigint = g_unix_signal_add (SIGINT, signal_cb, self);
}

static void
shutdown_application (GApplication *application)
{
  BwApplication *self = BW_APPLICATION (application);

  g_clear_handle_id (&self->sigterm, g_source_remove);
  g_clear_handle_id (&self->sigint, g_source_remove);
  G_APPLICATION_CLASS (bw_application_parent_class)->shutdown (application);
}

static void
activate (GApplication *application)
{
  BwApplication *self = BW_APPLICATION (application);
  BwWindow      *window = front_window (self);

  if (window == NULL)
    window = bw_window_new (self);
  gtk_window_present (GTK_WINDOW (window));
}

static void
open_files (GApplication *application,
            GFile       **files,
            int           n_files,
            const char   *hint)
{
  BwApplication *self = BW_APPLICATION (application);
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  BwWindow *window;

  for (int i = 0; i < n_files; i++)
    if (bw_session_is_project (files[i]))
      bw_application_open_project (self, files[i]);
    else
      g_ptr_array_add (tables, files[i]);
  if (tables->len == 0)
    return;

  window = front_window (self);
  if (window == NULL)
    window = bw_window_new (self);
  gtk_window_present (GTK_WINDOW (window));
  bw_window_take_files (window, (GFile **)tables->pdata, tables->len);
}

static void
bw_application_class_init (BwApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = startup;
  application_class->shutdown = shutdown_application;
  application_class->activate = activate;
  application_class->open = open_files;
}

static void
bw_application_init (BwApplication *self)
{
}

/* Returns: (transfer full): the program, to be run. */
BwApplication *
bw_application_new (void)
{
  return g_object_new (BW_TYPE_APPLICATION, "application-id", BW_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", "/org/bellwether/Bellwether", NULL);
}

/* Shows the project at @file: in its window when it is open, else in an empty window or a new one. */
void
bw_application_open_project (BwApplication *self,
                             GFile         *file)
{
  BwWindow *window = find_window (self, file);

  g_return_if_fail (BW_IS_APPLICATION (self));
  g_return_if_fail (G_IS_FILE (file));

  if (window == NULL)
    {
      window = empty_window (self);
      bw_window_open_project (window, file);
    }
  gtk_window_present (GTK_WINDOW (window));
}
