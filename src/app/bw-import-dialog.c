/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows how files will be read before they are imported.
 *
 *   Cancel                                  Import 8,800 deals
 *   files      | the file that is chosen: BwImportFileView
 *   ...        |
 *   what would come of it: BwImportVerdict
 *
 * All that is said is kept in a BwImportDraft, which has the files looked at and tried on a thread of its own. Files that
 * cannot be read say why and are left out, the others go on. Files that are dropped onto it join the others. The button
 * names what it does; it can be pressed when the trial is done and nothing asks any more, or the person takes the guesses
 * as they are. Nothing is changed before. */

#include "app/bw-import-dialog.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-import-file-row.h"
#include "app/bw-import-file-view.h"
#include "app/bw-import-verdict.h"
#include "app/bw-import-wording.h"

/* The dialog leaves as much of its parent to be seen, and is not larger. */
#define MARGIN_PX     64
#define MAX_WIDTH_PX  1480
#define MAX_HEIGHT_PX 980

struct _BwImportDialog
{
  AdwWindow parent_instance;

  GtkStack        *root;
  GtkWidget       *sidebar;
  GtkListBox      *list;
  GtkStack        *views;
  BwImportVerdict *verdict;
  GtkButton       *import_button;

  BwImportDraft *draft; /* (owned) */
  guint          n_listed;
};

enum
{
  ACCEPTED,
  DROPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwImportDialog, bw_import_dialog, ADW_TYPE_WINDOW)

static gboolean
can_import (BwImportDialog *self)
{
  BwTrialState trial = bw_import_draft_get_trial (self->draft);

  return !bw_import_draft_is_looking (self->draft) && (trial == BW_TRIAL_DONE || trial == BW_TRIAL_TOO_LARGE) &&
         bw_import_verdict_get_accepted (self->verdict);
}

static void
update_button (BwImportDialog *self)
{
  const BwImportResult *result = bw_import_draft_get_result (self->draft);
  g_autofree char      *label = NULL;

  if (bw_import_draft_get_trial (self->draft) == BW_TRIAL_TOO_LARGE)
    label = g_strdup_printf (_ ("Import about %'u rows"),
                             (guint)MIN (bw_import_draft_estimate_rows (self->draft), G_MAXUINT));
  else
    label = result != NULL ? bw_import_wording_deed (result) : g_strdup (_ ("Import"));
  gtk_button_set_label (self->import_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), can_import (self));
}

static void
refresh (BwImportDialog *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    bw_import_file_row_refresh (BW_IMPORT_FILE_ROW (row));
  bw_import_verdict_refresh (self->verdict);
  update_button (self);
}

/* The view of a file is made when it is looked at for the first time. */
static void
file_selected_cb (GtkListBox     *list,
                  GtkListBoxRow  *row,
                  BwImportDialog *self)
{
  GtkWidget *view;

  if (row == NULL)
    return;
  view = g_object_get_data (G_OBJECT (row), "view");
  if (view == NULL)
    {
      view = GTK_WIDGET (bw_import_file_view_new (self->draft, (guint)gtk_list_box_row_get_index (row)));
      gtk_stack_add_child (self->views, view);
      g_object_set_data (G_OBJECT (row), "view", view);
    }
  gtk_stack_set_visible_child (self->views, view);
}

/* The file to begin with: the first that asks, else the first that is read. */
static guint
first_file (BwImportDialog *self)
{
  guint n = bw_import_draft_get_n_files (self->draft), readable = n;

  for (guint i = n; i > 0; i--)
    if (bw_import_draft_get_file (self->draft, i - 1)->error == NULL)
      readable = i - 1;
  for (guint i = 0; i < n; i++)
    if (bw_import_draft_count_questions (self->draft, i) > 0)
      return i;
  return readable < n ? readable : 0;
}

/* Lists the files that are not listed yet: all of them, or those that were dropped onto the dialog. */
static void
show_files (BwImportDialog *self)
{
  guint n = bw_import_draft_get_n_files (self->draft);

  while (self->n_listed < n)
    gtk_list_box_append (self->list, bw_import_file_row_new (self->draft, self->n_listed++));
  gtk_widget_set_visible (self->sidebar, n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), n > 0);
  gtk_stack_set_visible_child_name (self->root, n > 0 ? "files" : "empty");
  if (n > 0 && gtk_list_box_get_selected_row (self->list) == NULL)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int)first_file (self)));
}

static void
inspected_cb (BwImportDialog *self)
{
  const GError *error = bw_import_draft_get_error (self->draft);

  if (error != NULL)
    {
      bw_dialogs_show_error (gtk_window_get_transient_for (GTK_WINDOW (self)), _ ("The files could not be looked at"), error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (self->n_listed == 0 || self->n_listed < bw_import_draft_get_n_files (self->draft))
    show_files (self);
  refresh (self);
}

static void
import_cb (BwImportDialog *self)
{
  g_signal_emit (self, signals[ACCEPTED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Files that are dropped onto the dialog are for the window, which knows what to do with folders and projects. */
static gboolean
drop_cb (BwImportDialog *self,
         const GValue   *value)
{
  g_signal_emit (self, signals[DROPPED], 0, g_value_get_boxed (value));
  return TRUE;
}

/* Control and Return import, if the button would. */
static gboolean
import_by_key (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   data)
{
  BwImportDialog *self = BW_IMPORT_DIALOG (widget);

  if (gtk_widget_is_sensitive (GTK_WIDGET (self->import_button)))
    import_cb (self);
  return TRUE;
}

/* As large as the parent allows. */
static void
fit_size (BwImportDialog *self,
          GtkWindow      *parent)
{
  int width = gtk_widget_get_width (GTK_WIDGET (parent));
  int height = gtk_widget_get_height (GTK_WIDGET (parent));

  if (width > 0 && height > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), CLAMP (width - MARGIN_PX, 720, MAX_WIDTH_PX),
                                 CLAMP (height - MARGIN_PX / 2, 560, MAX_HEIGHT_PX));
}

static void
dispose (GObject *object)
{
  BwImportDialog *self = BW_IMPORT_DIALOG (object);

  if (self->draft != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->draft, self);
      bw_import_draft_cancel (self->draft);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_IMPORT_DIALOG);
  G_OBJECT_CLASS (bw_import_dialog_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_clear_object (&BW_IMPORT_DIALOG (object)->draft);
  G_OBJECT_CLASS (bw_import_dialog_parent_class)->finalize (object);
}

static void
bw_import_dialog_class_init (BwImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BW_TYPE_IMPORT_VERDICT);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, root);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, sidebar);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, list);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, views);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, verdict);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, import_button);
  gtk_widget_class_bind_template_callback (widget_class, file_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_button);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, import_by_key, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  signals[ACCEPTED] =
    g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DROPPED] = g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   GDK_TYPE_FILE_LIST);
}

static void
bw_import_dialog_init (BwImportDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* Returns: (transfer none): a dialog over @parent that looks at the files at @paths (array zero-terminated=1). */
BwImportDialog *
bw_import_dialog_new (GtkWindow         *parent,
                      BwSession         *session,
                      const char *const *paths)
{
  BwImportDialog *self = g_object_new (BW_TYPE_IMPORT_DIALOG, "transient-for", parent, "destroy-with-parent", TRUE, NULL);

  fit_size (self, parent);
  self->draft = bw_import_draft_new (session, paths);
  bw_import_verdict_set_draft (self->verdict, self->draft);
  g_signal_connect_object (self->draft, "inspected", G_CALLBACK (inspected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draft, "tried", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return self;
}

/* Returns: (transfer none): what is being prepared. */
BwImportDraft *
bw_import_dialog_get_draft (BwImportDialog *self)
{
  g_return_val_if_fail (BW_IS_IMPORT_DIALOG (self), NULL);

  return self->draft;
}
