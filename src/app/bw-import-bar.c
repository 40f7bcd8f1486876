/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar at the foot of a window while files are imported.
 *
 * Runs one import at a time, shows how far it is and offers to stop it. The work is the session's, on a thread of its own; a
 * cancelled import leaves the project as it was, because it is one transaction. */

#include "app/bw-import-bar.h"

#include <glib/gi18n.h>

struct _BwImportBar
{
  AdwBin parent_instance;

  GtkRevealer    *revealer;
  GtkLabel       *label;
  GtkProgressBar *progress;
  GtkButton      *cancel;

  GCancellable *cancellable; /* (owned) (nullable): while an import runs */
};

enum
{
  FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwImportBar, bw_import_bar, ADW_TYPE_BIN)

static void
progress_cb (double   done,
             gpointer data)
{
  BwImportBar *self = data;

  if (self->progress != NULL)
    gtk_progress_bar_set_fraction (self->progress, CLAMP (done, 0, 1));
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (BwImportBar) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportResult) imported = bw_session_import_finish (BW_SESSION (source), result, &error);
  gboolean cancelled = g_cancellable_is_cancelled (self->cancellable);

  g_clear_object (&self->cancellable);
  if (self->revealer != NULL)
    gtk_revealer_set_reveal_child (self->revealer, FALSE);
  if (cancelled && imported == NULL)
    g_clear_error (&error);
  g_signal_emit (self, signals[FINISHED], 0, imported, error);
}

static void
dispose (GObject *object)
{
  BwImportBar *self = BW_IMPORT_BAR (object);

  bw_import_bar_cancel (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (bw_import_bar_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_clear_object (&BW_IMPORT_BAR (object)->cancellable);
  G_OBJECT_CLASS (bw_import_bar_parent_class)->finalize (object);
}

static void
bw_import_bar_class_init (BwImportBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-import-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BwImportBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, BwImportBar, label);
  gtk_widget_class_bind_template_child (widget_class, BwImportBar, progress);
  gtk_widget_class_bind_template_child (widget_class, BwImportBar, cancel);
  gtk_widget_class_bind_template_callback (widget_class, bw_import_bar_cancel);

  signals[FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
bw_import_bar_init (BwImportBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Imports the files at @paths (array zero-terminated=1) into @session as @options say. Returns FALSE, and does nothing, when
 * an import is running already. */
gboolean
bw_import_bar_run (BwImportBar           *self,
                   BwSession             *session,
                   const char *const     *paths,
                   const BwImportOptions *options)
{
  g_autofree char *text = NULL;
  guint            n = g_strv_length ((char **)paths);

  g_return_val_if_fail (BW_IS_IMPORT_BAR (self), FALSE);

  if (self->cancellable != NULL)
    return FALSE;
  self->cancellable = g_cancellable_new ();
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Importing %u file…", "Importing %u files…", n), n);
  gtk_label_set_label (self->label, text);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  bw_session_import_async (session, paths, options, progress_cb, self, self->cancellable, imported_cb,
                           g_object_ref (self));
  return TRUE;
}

/* Stops the import that is running, if any. */
void
bw_import_bar_cancel (BwImportBar *self)
{
  g_return_if_fail (BW_IS_IMPORT_BAR (self));

  if (self->cancellable == NULL)
    return;
  if (self->label != NULL)
    {
      gtk_label_set_label (self->label, _ ("Stopping; the project stays as it was…"));
      gtk_widget_set_sensitive (GTK_WIDGET (self->cancel), FALSE);
    }
  g_cancellable_cancel (self->cancellable);
}

/* Whether an import is running. */
gboolean
bw_import_bar_is_busy (BwImportBar *self)
{
  g_return_val_if_fail (BW_IS_IMPORT_BAR (self), FALSE);

  return self->cancellable != NULL;
}
