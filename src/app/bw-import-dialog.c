/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows how files will be read before they are imported.
 *
 * The session looks at the files on a thread of its own; each then has a row at the left and a view at the right. Files that
 * cannot be read say why and are left out, the others go on. Nothing is changed before Import is pressed. */

#include "app/bw-import-dialog.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-import-file-view.h"

struct _BwImportDialog
{
  AdwWindow parent_instance;

  GtkStack   *root;
  GtkWidget  *sidebar;
  GtkListBox *list;
  GtkStack   *views;
  GtkButton  *import_button;

  BwSession    *session;     /* (owned) */
  char        **paths;       /* (owned): what was given */
  GPtrArray    *files;       /* (owned) (nullable): BwImportFile, once looked at */
  GCancellable *cancellable; /* (owned) */
  BwImportKind  kind;        /* said by the person; UNKNOWN: recognise */
  GHashTable   *stages;      /* (owned): stage name to what it is, lent to the options */
};

enum
{
  ACCEPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwImportDialog, bw_import_dialog, ADW_TYPE_WINDOW)

static void inspect (BwImportDialog *self);

static guint
count_readable (BwImportDialog *self)
{
  guint n = 0;

  for (guint i = 0; i < self->files->len; i++)
    if (((BwImportFile *)g_ptr_array_index (self->files, i))->error == NULL)
      n++;
  return n;
}

static GtkWidget *
make_row (const BwImportFile *file)
{
  GtkWidget  *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget  *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget  *name = gtk_label_new (file->name);
  const char *kind = file->error != NULL ? _ ("left out") : bw_import_kind_title (file->kind);
  GtkWidget  *what = gtk_label_new (kind);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (what), 0);
  gtk_widget_add_css_class (what, "caption");
  gtk_widget_add_css_class (what, file->error != NULL ? "error" : "dim-label");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), name);
  gtk_box_append (GTK_BOX (texts), what);
  gtk_box_append (GTK_BOX (box), texts);
  if (file->error != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  return box;
}

static void
kind_changed_cb (BwImportDialog   *self,
                 BwImportFileView *view)
{
  self->kind = bw_import_file_view_get_kind (view);
  inspect (self);
}

static void
show_files (BwImportDialog *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  GtkWidget    *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->views))) != NULL)
    gtk_stack_remove (self->views, child);
  for (guint i = 0; i < self->files->len; i++)
    {
      const BwImportFile *file = g_ptr_array_index (self->files, i);
      BwImportFileView   *view = bw_import_file_view_new (file, book, self->files->len == 1);
      GtkWidget          *row = make_row (file);

      g_signal_connect_object (view, "kind-changed", G_CALLBACK (kind_changed_cb), self, G_CONNECT_SWAPPED);
      gtk_stack_add_child (self->views, GTK_WIDGET (view));
      gtk_list_box_append (self->list, row);
      g_object_set_data (G_OBJECT (gtk_widget_get_parent (row)), "view", view);
    }
  gtk_widget_set_visible (self->sidebar, self->files->len > 1);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), count_readable (self) > 0);
  gtk_stack_set_visible_child_name (self->root, "files");
}

static void
inspected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (BwImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = bw_session_inspect_finish (BW_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (files == NULL)
    {
      GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

      bw_dialogs_show_error (parent, _ ("The files could not be looked at"), error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  g_clear_pointer (&self->files, g_ptr_array_unref);
  self->files = g_steal_pointer (&files);
  show_files (self);
}

static void
inspect (BwImportDialog *self)
{
  BwImportOptions options = { .kind = self->kind, .as_of = BW_DATE_NONE };

  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), FALSE);
  bw_session_inspect_async (self->session, (const char *const *)self->paths, &options, self->cancellable, inspected_cb,
                            g_object_ref (self));
}

static void
file_selected_cb (GtkListBox     *list,
                  GtkListBoxRow  *row,
                  BwImportDialog *self)
{
  if (row != NULL)
    gtk_stack_set_visible_child (self->views, g_object_get_data (G_OBJECT (row), "view"));
}

static void
import_cb (BwImportDialog *self)
{
  g_signal_emit (self, signals[ACCEPTED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
dispose (GObject *object)
{
  BwImportDialog *self = BW_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_IMPORT_DIALOG);
  G_OBJECT_CLASS (bw_import_dialog_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwImportDialog *self = BW_IMPORT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->paths, g_strfreev);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->stages, g_hash_table_unref);
  G_OBJECT_CLASS (bw_import_dialog_parent_class)->finalize (object);
}

static void
bw_import_dialog_class_init (BwImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, root);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, sidebar);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, list);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, views);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, import_button);
  gtk_widget_class_bind_template_callback (widget_class, file_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  signals[ACCEPTED] =
    g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_import_dialog_init (BwImportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Returns: (transfer none): a dialog over @parent that looks at the files at @paths (array zero-terminated=1). */
BwImportDialog *
bw_import_dialog_new (GtkWindow         *parent,
                      BwSession         *session,
                      const char *const *paths)
{
  BwImportDialog *self = g_object_new (BW_TYPE_IMPORT_DIALOG, "transient-for", parent, "destroy-with-parent", TRUE, NULL);

  self->session = g_object_ref (session);
  self->paths = g_strdupv ((char **)paths);
  inspect (self);
  return self;
}

/* Returns: (transfer full) (array zero-terminated=1): the files that can be read. */
char **
bw_import_dialog_dup_paths (BwImportDialog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (BW_IS_IMPORT_DIALOG (self), NULL);

  for (guint i = 0; self->files != NULL && i < self->files->len; i++)
    {
      const BwImportFile *file = g_ptr_array_index (self->files, i);

      if (file->error == NULL)
        g_strv_builder_add (builder, file->path);
    }
  return g_strv_builder_end (builder);
}

/* Sets in @options what the person said. Its tables are lent: they live as long as the dialog. */
void
bw_import_dialog_fill_options (BwImportDialog  *self,
                               BwImportOptions *options)
{
  g_return_if_fail (BW_IS_IMPORT_DIALOG (self));

  g_hash_table_remove_all (self->stages);
  for (GtkWidget *view = gtk_widget_get_first_child (GTK_WIDGET (self->views)); view != NULL;
       view = gtk_widget_get_next_sibling (view))
    bw_import_file_view_add_stages (BW_IMPORT_FILE_VIEW (view), self->stages);
  options->kind = self->kind;
  options->stages = self->stages;
}
