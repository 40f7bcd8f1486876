/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How files come into a window: dropped, chosen or named, looked at, imported, told of.
 *
 * Files wait in the window's exports until its project is open; then the import dialog shows how they would be read, and the
 * import bar runs what was accepted. */

#include "app/bw-window-private.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-import-dialog.h"

static void
accepted_cb (BwWindow       *self,
             BwImportDialog *dialog)
{
  BwImportDraft *draft = bw_import_dialog_get_draft (dialog);
  g_auto (GStrv) paths = bw_import_draft_dup_paths (draft);
  BwImportOptions options = { .as_of = BW_DATE_NONE, .now = g_get_real_time () / G_USEC_PER_SEC };

  bw_import_draft_fill_options (draft, &options);
  if (!bw_import_bar_run (self->import_bar, self->session, (const char *const *)paths, &options))
    bw_window_toast (self, _ ("An import is running. Try again when it is done."));
}

/* Shows how the exports that came in would be read. */
void
bw_window_import_exports (BwWindow *self)
{
  g_auto (GStrv) paths = g_steal_pointer (&self->exports);
  BwImportDialog *dialog;

  if (bw_session_get_read_only_reason (self->session) != NULL)
    {
      bw_window_toast (self, bw_session_get_read_only_reason (self->session));
      return;
    }
  dialog = bw_import_dialog_new (GTK_WINDOW (self), self->session, (const char *const *)paths);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Adds the path of @file, or of the tables in it when it is a folder. */
static void
add_paths (GStrvBuilder *builder,
           GFile        *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (path == NULL)
    return;
  folder = g_dir_open (path, 0, NULL);
  if (folder == NULL)
    {
      g_strv_builder_add (builder, path);
      return;
    }
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *lower = g_ascii_strdown (name, -1);
      g_autofree char *full = g_build_filename (path, name, NULL);

      if (g_str_has_suffix (lower, ".csv") || g_str_has_suffix (lower, ".tsv"))
        g_strv_builder_add (builder, full);
    }
}

static void
exports_chosen_cb (GListModel *files,
                   gpointer    data)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (list, g_list_model_get_item (files, i));
  bw_window_take_files (data, (GFile **)list->pdata, list->len);
}

/* Asks for exports and imports them. */
void
bw_window_choose_exports (BwWindow *self)
{
  bw_dialogs_choose_exports (GTK_WINDOW (self), exports_chosen_cb, self);
}

/* Returns: (transfer full): one sentence on what the import brought. */
static char *
summarise (const BwImportResult *result)
{
  guint    n_new = 0, n_changed = 0, n_rejected = 0, n_vanished = 0;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < result->summaries->len; i++)
    {
      const BwImportSummary *summary = g_ptr_array_index (result->summaries, i);

      n_new += summary->n_new;
      n_changed += summary->n_changed;
      n_rejected += summary->n_rejected;
      n_vanished += summary->n_vanished;
    }
  if (n_new + n_changed + n_vanished == 0)
    g_string_append (text, _ ("Nothing has changed since the last import"));
  else
    g_string_append_printf (text, _ ("Imported: %'u new, %'u changed"), n_new, n_changed);
  if (n_vanished > 0)
    g_string_append_printf (text, _ (", %'u no longer there"), n_vanished);
  if (n_rejected > 0)
    g_string_append_printf (text, _ (", %'u rejected"), n_rejected);
  return g_string_free (text, FALSE);
}

/* Tells what came of an import: @result, or @error, or neither when it was stopped. */
void
bw_window_imported (BwWindow       *self,
                    BwImportResult *result,
                    GError         *error)
{
  g_autofree char      *text = NULL;
  const BwImportRecord *record;
  AdwToast             *toast;

  if (self->closing)
    return;
  if (error != NULL)
    {
      bw_dialogs_show_error (GTK_WINDOW (self), _ ("Nothing was imported"), error);
      return;
    }
  if (result == NULL)
    {
      bw_window_toast (self, _ ("The import was stopped. Nothing has changed."));
      return;
    }
  text = summarise (result);
  toast = adw_toast_new (text);
  record = bw_book_last_import (bw_session_get_book (self->session));
  if (record != NULL && bw_window_get_page (self, BW_WINDOW_IMPORT_PAGE) != NULL)
    {
      adw_toast_set_button_label (toast, _ ("Show"));
      adw_toast_set_action_name (toast, "win.show-import");
      adw_toast_set_action_target (toast, "x", record->key);
    }
  adw_toast_set_timeout (toast, 10);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Takes files that were dropped, chosen or named: projects are opened, everything else is imported. Without a project a new
 * one is begun first. */
void
bw_window_take_files (BwWindow *self,
                      GFile   **files,
                      guint     n_files)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  g_return_if_fail (BW_IS_WINDOW (self));

  for (guint i = 0; i < n_files; i++)
    {
      GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

      if (bw_session_is_project (files[i]))
        bw_application_open_project (BW_APPLICATION (application), files[i]);
      else
        add_paths (builder, files[i]);
    }
  paths = g_strv_builder_end (builder);
  if (paths[0] == NULL)
    return;

  g_strfreev (self->exports);
  self->exports = g_steal_pointer (&paths);
  if (bw_window_is_open (self))
    bw_window_import_exports (self);
  else if (bw_window_is_empty (self))
    bw_window_new_project (self);
}
