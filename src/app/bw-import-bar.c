/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar at the foot of a window while files are imported, and after.
 *
 * Runs one import at a time, shows how far it is and offers to stop it. The work is the session's, on a thread of its own; a
 * cancelled import leaves the project as it was, because it is one transaction. Then the bar tells what came of it and leads
 * on, until it is closed, another import begins, or the import is no longer what would be undone next. */

#include "app/bw-import-bar.h"

#include <glib/gi18n.h>

#include "app/bw-import-wording.h"

struct _BwImportBar
{
  AdwBin parent_instance;

  GtkRevealer    *revealer;
  GtkLabel       *label;
  GtkProgressBar *progress;
  GtkButton      *cancel;
  GtkStack       *stack;
  GtkLabel       *outcome;
  GtkMenuButton  *notes_button;
  GtkLabel       *notes;
  GtkButton      *correct;
  GtkButton      *show;

  BwSession    *session;     /* (owned) (nullable): whose import is told of */
  GCancellable *cancellable; /* (owned) (nullable): while an import runs */
  guint         pulse;       /* source, while it waits for the disk */
};

enum
{
  FINISHED,
  N_SIGNALS,
};

enum
{
  PULSE_MS = 90, /* between two signs of life while nothing can be counted */
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwImportBar, bw_import_bar, ADW_TYPE_BIN)

/* What gets the focus is not to look as if all of it had been chosen. */
static void
details_shown_cb (BwImportBar *self)
{
  gtk_label_select_region (self->notes, 0, 0);
}

static gboolean
pulse_cb (gpointer data)
{
  gtk_progress_bar_pulse (BW_IMPORT_BAR (data)->progress);
  return G_SOURCE_CONTINUE;
}

static void
progress_cb (double   done,
             gpointer data)
{
  BwImportBar *self = data;

  if (self->progress == NULL)
    return;
  if (done < 1)
    gtk_progress_bar_set_fraction (self->progress, MAX (done, 0));
  else if (self->pulse == 0)
    {
      gtk_label_set_label (self->label, _ ("Finishing; waiting for the disk…"));
      gtk_widget_set_sensitive (GTK_WIDGET (self->cancel), FALSE);
      self->pulse = g_timeout_add (PULSE_MS, pulse_cb, self);
    }
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (BwImportBar) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportResult) imported = bw_session_import_finish (BW_SESSION (source), result, &error);

  g_clear_handle_id (&self->pulse, g_source_remove);
  gboolean cancelled = g_cancellable_is_cancelled (self->cancellable);

  g_clear_object (&self->cancellable);
  bw_import_bar_close (self);
  if (cancelled && imported == NULL)
    g_clear_error (&error);
  g_signal_emit (self, signals[FINISHED], 0, imported, error);
}

static void
forget_session (BwImportBar *self)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
}

static void
dispose (GObject *object)
{
  BwImportBar *self = BW_IMPORT_BAR (object);

  bw_import_bar_cancel (self);
  g_clear_handle_id (&self->pulse, g_source_remove);
  forget_session (self);
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
  gtk_widget_class_bind_template_child (widget_class, BwImportBar, stack);
  gtk_widget_class_bind_template_child (widget_class, BwImportBar, outcome);
  gtk_widget_class_bind_template_child (widget_class, BwImportBar, notes_button);
  gtk_widget_class_bind_template_child (widget_class, BwImportBar, notes);
  gtk_widget_class_bind_template_child (widget_class, BwImportBar, correct);
  gtk_widget_class_bind_template_child (widget_class, BwImportBar, show);
  gtk_widget_class_bind_template_callback (widget_class, details_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, bw_import_bar_cancel);
  gtk_widget_class_bind_template_callback (widget_class, bw_import_bar_close);

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
  forget_session (self);
  gtk_stack_set_visible_child_name (self->stack, "running");
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

/* Hides what the bar tells; an import goes on. */
void
bw_import_bar_close (BwImportBar *self)
{
  g_return_if_fail (BW_IS_IMPORT_BAR (self));

  forget_session (self);
  if (self->revealer != NULL && self->cancellable == NULL)
    gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

/* Returns: (transfer full): what was noticed, and the counts of each file where there are several. */
static char *
list_notes (const BwImportResult *result)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < result->refused->len; i++)
    g_string_append_printf (text, "%s\n", (const char *)g_ptr_array_index (result->refused, i));
  for (guint i = 0; i < result->summaries->len; i++)
    {
      const BwImportSummary *summary = g_ptr_array_index (result->summaries, i);
      g_autofree char       *counts = bw_import_wording_counts (&summary, 1);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "\n\n" : "", summary->file, counts);
      for (guint k = 0; k < summary->notes->len; k++)
        g_string_append_printf (text, "\n%s", (const char *)g_ptr_array_index (summary->notes, k));
    }
  return g_string_free (text, FALSE);
}

/* The imports that @result brought: the one to show, and the last one with rejected rows, 0 for none. */
static void
find_imports (const BwImportResult *result,
              gint64               *shown,
              gint64               *rejecting)
{
  const GArray *imports = result->after->imports;
  guint         n = MIN (result->summaries->len, imports->len);

  *shown = *rejecting = 0;
  for (guint i = imports->len - n; i < imports->len; i++)
    {
      const BwImportRecord *record = &g_array_index (imports, BwImportRecord, i);

      *shown = record->key;
      if (record->n_rejected > 0)
        *rejecting = record->key;
    }
}

/* Tells what came of an import into @session. Buttons lead to what changed and to the rejected rows when @shows. */
void
bw_import_bar_show_result (BwImportBar          *self,
                           BwSession            *session,
                           const BwImportResult *result,
                           gboolean              shows)
{
  gint64           shown, rejecting;
  guint            n_rejected = 0;
  g_autofree char *counts = NULL, *outcome = NULL, *notes = NULL, *correct = NULL;

  g_return_if_fail (BW_IS_IMPORT_BAR (self));

  counts = bw_import_wording_counts ((const BwImportSummary *const *)result->summaries->pdata, result->summaries->len);
  /* Translators: "120 new · 4 changed" */
  outcome = g_strdup_printf (_ ("Imported: %s"), counts);
  notes = list_notes (result);
  find_imports (result, &shown, &rejecting);
  for (guint i = 0; i < result->summaries->len; i++)
    n_rejected += ((const BwImportSummary *)g_ptr_array_index (result->summaries, i))->n_rejected;
  correct = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Correct %'u Row…", "_Correct %'u Rows…", n_rejected), n_rejected);
  gtk_label_set_label (self->outcome, outcome);
  gtk_label_set_label (self->notes, notes);
  gtk_button_set_label (self->correct, correct);
  gtk_button_set_use_underline (self->correct, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->correct), shows && rejecting != 0 && n_rejected > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->show), shows && shown != 0);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->correct), "x", rejecting);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->correct), "win.show-import");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->show), "x", shown);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->show), "win.show-import");
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  forget_session (self);
  self->session = g_object_ref (session);
  /* Once anything else has changed, the bar's button would mislead. */
  g_signal_connect_object (session, "book-changed", G_CALLBACK (bw_import_bar_close), self, G_CONNECT_SWAPPED);
}

/* Whether an import is running. */
gboolean
bw_import_bar_is_busy (BwImportBar *self)
{
  g_return_val_if_fail (BW_IS_IMPORT_BAR (self), FALSE);

  return self->cancellable != NULL;
}
