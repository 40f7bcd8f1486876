/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How files come into a window: dropped, chosen or named, looked at, imported, told of.
 *
 * Files wait in the window's exports until its project is open; then the import dialog shows how they would be read, and the
 * import bar runs what was accepted. */

#include "app/bw-window-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-import-dialog.h"
#include "app/bw-postal-dialog.h"
#include "app/bw-reconcile-dialog.h"
#include "session/bw-sheets.h"

enum
{
  /* Folders are looked through so deep, for as many files. */
  FOLDER_DEPTH = 3,
  MAX_FILES = 500,
};

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

static void
dropped_cb (BwWindow       *self,
            GdkFileList    *list,
            BwImportDialog *dialog)
{
  bw_window_take_list (self, list);
}

/* The dialog that is open over the window, %NULL for none. */
static BwImportDialog *
find_dialog (BwWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (BW_IS_IMPORT_DIALOG (window) && gtk_window_get_transient_for (window) == GTK_WINDOW (self))
        return BW_IMPORT_DIALOG (window);
    }
  return NULL;
}

/* Takes files that were dropped onto the window or its dialog. */
void
bw_window_take_list (BwWindow    *self,
                     GdkFileList *list)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GSList) all = gdk_file_list_get_files (list);

  for (GSList *l = all; l != NULL; l = l->next)
    g_ptr_array_add (files, l->data);
  bw_window_take_files (self, (GFile **)files->pdata, files->len);
}

/* Whether all of @paths are sheets that were sent to managers. */
static gboolean
are_sheets (char **paths)
{
  for (char **path = paths; *path != NULL; path++)
    if (!bw_sheets_is_one (*path))
      return FALSE;
  return *paths != NULL;
}

/* The dialog of managers' sheets that is open over the window, %NULL for none. */
static BwReconcileDialog *
find_reconcile (BwWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (BW_IS_RECONCILE_DIALOG (window) && gtk_window_get_transient_for (window) == GTK_WINDOW (self))
        return BW_RECONCILE_DIALOG (window);
    }
  return NULL;
}

/* Holds managers' sheets against everything that is known. */
void
bw_window_reconcile (BwWindow          *self,
                     const char *const *paths)
{
  BwReconcileDialog *dialog = find_reconcile (self);

  if (dialog != NULL)
    bw_reconcile_dialog_add (dialog, paths);
  else
    dialog = bw_reconcile_dialog_new (GTK_WINDOW (self), self->session, paths);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Takes the files of postal codes, which are no exports, out of @paths and asks about each. */
static void
ask_of_postal_codes (BwWindow *self,
                     char    **paths)
{
  guint kept = 0;

  for (guint i = 0; paths[i] != NULL; i++)
    {
      char *path = paths[i];

      if (!bw_postal_file_is_one (path))
        {
          paths[kept++] = path;
          continue;
        }
      bw_postal_dialog_show (GTK_WINDOW (self), self->session, path);
      g_free (path);
    }
  paths[kept] = NULL;
}

/* Shows how the exports that came in would be read; while a dialog is open it takes them too. */
void
bw_window_import_exports (BwWindow *self)
{
  g_auto (GStrv) paths = g_steal_pointer (&self->exports);
  BwImportDialog *dialog = find_dialog (self);

  if (bw_session_get_read_only_reason (self->session) == NULL)
    ask_of_postal_codes (self, paths);
  if (*paths == NULL)
    return;
  if (dialog != NULL)
    {
      bw_import_draft_add (bw_import_dialog_get_draft (dialog), (const char *const *)paths);
      gtk_window_present (GTK_WINDOW (dialog));
      return;
    }

  if (bw_session_get_read_only_reason (self->session) != NULL)
    {
      bw_window_toast (self, bw_session_get_read_only_reason (self->session));
      return;
    }
  if (are_sheets (paths))
    {
      bw_window_reconcile (self, (const char *const *)paths);
      return;
    }
  dialog = bw_import_dialog_new (GTK_WINDOW (self), self->session, (const char *const *)paths);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "dropped", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Whether a file of this @name is one that holds tables: in a folder there may be anything. */
static gboolean
is_table (const char *name)
{
  static const char *const suffixes[] = { ".csv", ".tsv", ".txt", ".xlsx", ".zip", ".gz" };
  g_autofree char         *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      return *name != '.';
  return FALSE;
}

static int
compare_names (const void *a,
               const void *b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Adds the paths of the tables in the folder at @path and in those below it, by name, down to @depth. */
static void
add_folder (GPtrArray  *paths,
            const char *path,
            guint       depth)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len && paths->len < MAX_FILES; i++)
    {
      g_autofree char *full = g_build_filename (path, g_ptr_array_index (names, i), NULL);

      if (g_file_test (full, G_FILE_TEST_IS_DIR) && !g_file_test (full, G_FILE_TEST_IS_SYMLINK) && depth > 0)
        add_folder (paths, full, depth - 1);
      else if (is_table (g_ptr_array_index (names, i)))
        g_ptr_array_add (paths, g_steal_pointer (&full));
    }
}

/* Adds the path of @file, or of the tables in it when it is a folder. */
static void
add_paths (GPtrArray *paths,
           GFile     *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    return;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    add_folder (paths, path, FOLDER_DEPTH);
  else
    g_ptr_array_add (paths, g_steal_pointer (&path));
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

/* Takes @text, a table whose columns are parted by tabs as spreadsheets copy it, for an export of today. */
static void
take_table (BwWindow   *self,
            const char *text)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "bellwether", NULL);
  /* Translators: the name of a file with what was pasted, and the day of it, which is kept as it is. */
  g_autofree char *name = g_date_time_format (now, _ ("Pasted %Y-%m-%d.tsv"));
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents (path, text, -1, &error))
    bw_window_take_files (self, &file, 1);
  else
    bw_dialogs_show_error (GTK_WINDOW (self), _ ("The table could not be pasted"), error);
}

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (BwWindow) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->closing || !bw_window_is_open (self))
    return;
  if (text == NULL || strchr (text, '\t') == NULL || strchr (text, '\n') == NULL)
    bw_window_toast (self, _ ("The clipboard holds no table. Copy rows with their column names in a spreadsheet."));
  else
    take_table (self, text);
}

/* Imports the table that the clipboard holds. */
void
bw_window_paste_table (BwWindow *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, pasted_cb, g_object_ref (self));
}

/* Tells what came of an import: @result, or @error, or neither when it was stopped. */
void
bw_window_imported (BwWindow       *self,
                    BwImportResult *result,
                    GError         *error)
{
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
  bw_import_bar_show_result (self->import_bar, self->session, result,
                             bw_window_get_page (self, BW_WINDOW_IMPORT_PAGE) != NULL);
}

/* Takes files that were dropped, chosen or named: projects are opened, everything else is imported. Without a project a new
 * one is begun first. */
void
bw_window_take_files (BwWindow *self,
                      GFile   **files,
                      guint     n_files)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  guint n_folders = 0;

  g_return_if_fail (BW_IS_WINDOW (self));

  for (guint i = 0; i < n_files; i++)
    {
      GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

      n_folders += g_file_query_file_type (files[i], G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY;
      if (bw_session_is_project (files[i]))
        bw_application_open_project (BW_APPLICATION (application), files[i]);
      else
        add_paths (paths, files[i]);
    }
  if (paths->len == 0)
    {
      if (n_folders > 0)
        bw_window_toast (self, _ ("There are no tables in this folder. CSV, Excel, ZIP and GZ files are read."));
      return;
    }
  g_ptr_array_add (paths, NULL);
  g_strfreev (self->exports);
  self->exports = g_strdupv ((char **)paths->pdata);
  if (bw_window_is_open (self))
    bw_window_import_exports (self);
  else if (bw_window_is_empty (self))
    bw_window_new_project (self);
}
