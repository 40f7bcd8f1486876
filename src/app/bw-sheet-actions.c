/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Managers' sheets, asked for from the window: written into a folder, read back.
 *
 * Sheets are written on another thread; they are of the period and the team that the window shows: a person's scope gives that
 * person's sheet, any other all managers'. */

#include "app/bw-sheet-actions.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-reconcile-dialog.h"
#include "session/bw-sheets.h"

/* What was asked, and by whom. */
typedef struct
{
  GtkFileChooserNative *native;  /* (owned) */
  GtkWidget            *page;    /* (owned) */
  BwSession            *session; /* (owned) */
} Request;

static void
free_request (Request *request)
{
  g_object_unref (request->native);
  g_object_unref (request->page);
  g_object_unref (request->session);
  g_free (request);
}

static GtkWindow *
window_of (GtkWidget *page)
{
  GtkRoot *root = gtk_widget_get_root (page);

  return root != NULL ? GTK_WINDOW (root) : NULL;
}

static Request *
ask (GtkWidget           *page,
     BwSession           *session,
     const char          *title,
     GtkFileChooserAction action,
     const char          *accept,
     GCallback            chosen)
{
  Request *request = g_new0 (Request, 1);

  request->native = gtk_file_chooser_native_new (title, window_of (page), action, accept, NULL);
  request->page = g_object_ref (page);
  request->session = g_object_ref (session);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (request->native), TRUE);
  g_signal_connect (request->native, "response", chosen, request);
  return request;
}

/* ---- Writing ---- */

typedef struct
{
  BwBook  *book;
  BwPeriod period;
  BwDate   as_of;
  gint32   manager;
  char    *folder;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  bw_book_unref (job->book);
  g_free (job->folder);
  g_free (job);
}

static void
write_work (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Job       *job = data;
  GError    *error = NULL;
  GPtrArray *paths = bw_sheets_write (job->book, &job->period, job->as_of, job->manager, job->folder, &error);

  if (paths == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, paths, (GDestroyNotify)g_ptr_array_unref);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  GtkWindow *window = window_of (GTK_WIDGET (object));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *text = NULL;
  GtkWidget       *overlay;

  if (paths == NULL)
    {
      bw_dialogs_show_error (window, _ ("The sheets were not written"), error);
      return;
    }
  overlay = gtk_widget_get_ancestor (GTK_WIDGET (object), ADW_TYPE_TOAST_OVERLAY);
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file was written.", "%u files were written.", paths->len), paths->len);
  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (text));
}

static void
folder_cb (GtkNativeDialog *dialog,
           int              response,
           Request         *request)
{
  g_autoptr (GFile) folder = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (folder != NULL)
    {
      BwFocus       *focus = bw_session_get_focus (request->session);
      const BwScope *scope = bw_focus_get_scope (focus);
      Job           *job = g_new0 (Job, 1);
      g_autoptr (GTask) task = g_task_new (request->page, NULL, written_cb, NULL);

      job->book = bw_book_ref (bw_session_get_book (request->session));
      job->period = *bw_focus_get_period (focus);
      job->as_of = bw_focus_get_as_of (focus);
      job->manager = scope->kind == BW_SCOPE_PERSON ? scope->index : BW_NOBODY;
      job->folder = g_file_get_path (folder);
      g_task_set_task_data (task, job, free_job);
      if (job->folder != NULL)
        g_task_run_in_thread (task, write_work);
    }
  free_request (request);
}

/* Asks for a folder and writes the sheets of what @session's focus shows into it. */
void
bw_sheet_actions_write (GtkWidget *page,
                        BwSession *session)
{
  Request *request = ask (page, session, _ ("Sheets for managers"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Write"), G_CALLBACK (folder_cb));

  gtk_native_dialog_show (GTK_NATIVE_DIALOG (request->native));
}

/* ---- Reading ---- */

static void
files_cb (GtkNativeDialog *dialog,
          int              response,
          Request         *request)
{
  g_autoptr (GListModel) files = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      char *path = g_file_get_path (file);

      if (path != NULL)
        g_ptr_array_add (paths, path);
    }
  if (paths->len > 0)
    {
      g_ptr_array_add (paths, NULL);
      gtk_window_present (GTK_WINDOW (bw_reconcile_dialog_new (window_of (request->page), request->session, (const char *const *)paths->pdata)));
    }
  free_request (request);
}

/* Asks for filled sheets and shows them side by side. */
void
bw_sheet_actions_read (GtkWidget *page,
                       BwSession *session)
{
  Request *request = ask (page, session, _ ("Sheets for managers"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), G_CALLBACK (files_cb));

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (request->native), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (request->native));
}
