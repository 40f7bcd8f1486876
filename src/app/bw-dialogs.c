/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialogs that ask for files and tell of failures, and how large dialogs are.
 *
 * GtkFileChooserNative and AdwMessageDialog have successors in later versions of GTK and libadwaita; they are
 * used in this file only, so that a change stays here. Each dialog keeps itself alive until it is answered and
 * goes with its parent window. */

#include "app/bw-dialogs.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define USUAL_DPI (96 * 1024)

typedef struct
{
  GtkFileChooserNative *native;
  BwDialogsFiles        chosen;
  gpointer              data;
} Request;

static void
add_filter (GtkFileChooserNative *native,
            const char           *title,
            const char *const    *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, title);
  for (guint i = 0; suffixes != NULL && suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  if (suffixes == NULL)
    gtk_file_filter_add_pattern (filter, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (native), filter);
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         data)
{
  Request *request = data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

      request->chosen (files, request->data);
    }
  g_object_unref (request->native);
  g_free (request);
}

static GtkFileChooserNative *
ask (GtkWindow           *parent,
     const char          *title,
     GtkFileChooserAction action,
     const char          *accept,
     BwDialogsFiles       chosen,
     gpointer             data)
{
  Request *request = g_new0 (Request, 1);

  request->native = gtk_file_chooser_native_new (title, parent, action, accept, NULL);
  request->chosen = chosen;
  request->data = data;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (request->native), TRUE);
  g_signal_connect (request->native, "response", G_CALLBACK (response_cb), request);
  return request->native;
}

/* Asks for one project. @data must live as long as @parent. */
void
bw_dialogs_open_project (GtkWindow     *parent,
                         BwDialogsFiles chosen,
                         gpointer       data)
{
  GtkFileChooserNative *native =
    ask (parent, _ ("Open a project"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), chosen, data);

  add_filter (native, _ ("Bellwether projects"), (const char *const[]) { "bellwether", NULL });
  add_filter (native, _ ("All files"), NULL);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

/* Asks for tables, several at once. @data must live as long as @parent. */
void
bw_dialogs_choose_exports (GtkWindow     *parent,
                           BwDialogsFiles chosen,
                           gpointer       data)
{
  GtkFileChooserNative *native =
    ask (parent, _ ("Choose exports to import"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"), chosen, data);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (native), TRUE);
  add_filter (native, _ ("Tables (CSV, Excel, archives)"),
              (const char *const[]) { "csv", "tsv", "txt", "xlsx", "zip", "gz", NULL });
  add_filter (native, _ ("All files"), NULL);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

/* Asks where to put a project, proposing @name. @data must live as long as @parent. */
void
bw_dialogs_save_project (GtkWindow     *parent,
                         const char    *title,
                         const char    *name,
                         BwDialogsFiles chosen,
                         gpointer       data)
{
  GtkFileChooserNative *native = ask (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), chosen, data);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  add_filter (native, _ ("Bellwether projects"), (const char *const[]) { "bellwether", NULL });
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

/* Asks where to put a file of a @kind known by its @suffixes (array zero-terminated=1), proposing @name. @data must
 * live as long as @parent. */
void
bw_dialogs_save_file (GtkWindow         *parent,
                      const char        *title,
                      const char        *name,
                      const char        *kind,
                      const char *const *suffixes,
                      BwDialogsFiles     chosen,
                      gpointer           data)
{
  GtkFileChooserNative *native = ask (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), chosen, data);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  add_filter (native, kind, suffixes);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

/* Says that something failed, and why. */
void
bw_dialogs_show_error (GtkWindow    *parent,
                       const char   *heading,
                       const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
widen_clamps (GtkWidget *widget,
              int        dpi)
{
  if (ADW_IS_CLAMP (widget))
    adw_clamp_set_maximum_size (ADW_CLAMP (widget), (int)((gint64)adw_clamp_get_maximum_size (ADW_CLAMP (widget)) * dpi / USUAL_DPI));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    widen_clamps (child, dpi);
}

/* Makes a dialog full of texts larger where the person has larger texts, as far as the screen goes. To be called once, before it is
 * shown. */
void
bw_dialogs_fit_text (GtkWindow *dialog)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (dialog));
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (gdk_display_get_monitors (display), 0);
  GdkRectangle screen = { 0, 0, 1280, 800 };
  int          dpi, width, height;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (dialog)), "gtk-xft-dpi", &dpi, NULL);
  if (dpi <= USUAL_DPI)
    return;
  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, &screen);
  gtk_window_get_default_size (dialog, &width, &height);
  width = (int)((gint64)width * dpi / USUAL_DPI);
  height = (int)((gint64)height * dpi / USUAL_DPI);
  gtk_window_set_default_size (dialog, MIN (width, screen.width * 15 / 16), MIN (height, screen.height * 15 / 16));
  widen_clamps (GTK_WIDGET (dialog), dpi);
}
