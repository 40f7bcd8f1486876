/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what became of the deals that an export no longer has.
 *
 * A report that was filtered otherwise lacks deals just as one does after a clean-up in the CRM; only a person can tell. The
 * question stays after the answer, so that it can be changed. */

#include "app/bw-vanished-question.h"

#include <glib/gi18n.h>

struct _BwVanishedQuestion
{
  AdwBin parent_instance;

  GtkLabel       *question;
  GtkCheckButton *outside;
  GtkCheckButton *removed;

  BwImportDraft *draft; /* (owned) */
  guint          file;
  gboolean       filling;
};

G_DEFINE_FINAL_TYPE (BwVanishedQuestion, bw_vanished_question, ADW_TYPE_BIN)

static void
answered_cb (BwVanishedQuestion *self,
             GtkCheckButton     *button)
{
  if (self->filling || self->draft == NULL || !gtk_check_button_get_active (button))
    return;
  bw_import_draft_set_vanished (self->draft, self->file, button == self->removed ? BW_VANISHED_REMOVED : BW_VANISHED_OUTSIDE);
}

static void
dispose (GObject *object)
{
  BwVanishedQuestion *self = BW_VANISHED_QUESTION (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (bw_vanished_question_parent_class)->dispose (object);
}

static void
bw_vanished_question_class_init (BwVanishedQuestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-vanished-question.ui");
  gtk_widget_class_bind_template_child (widget_class, BwVanishedQuestion, question);
  gtk_widget_class_bind_template_child (widget_class, BwVanishedQuestion, outside);
  gtk_widget_class_bind_template_child (widget_class, BwVanishedQuestion, removed);
  gtk_widget_class_bind_template_callback (widget_class, answered_cb);
}

static void
bw_vanished_question_init (BwVanishedQuestion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Asks about the deals that the file with the index @file does not have. */
void
bw_vanished_question_set_file (BwVanishedQuestion *self,
                               BwImportDraft      *draft,
                               guint               file)
{
  g_return_if_fail (BW_IS_VANISHED_QUESTION (self));

  g_set_object (&self->draft, draft);
  self->file = file;
  bw_vanished_question_refresh (self);
}

/* Shows the question as the draft now has it; hides itself when nothing is asked. */
void
bw_vanished_question_refresh (BwVanishedQuestion *self)
{
  BwDraftVanished  vanished;
  BwVanished       said;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (BW_IS_VANISHED_QUESTION (self));

  gtk_widget_set_visible (GTK_WIDGET (self), bw_import_draft_get_vanished (self->draft, self->file, &vanished));
  amount = bw_money_format_compact (vanished.amount, bw_session_get_book (bw_import_draft_get_session (self->draft))->currency);
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%'u deal worth %s is not in this file any more: was it deleted in the CRM, or is it only outside this report?",
                                       "%'u deals worth %s are not in this file any more: were they deleted in the CRM, or are they only outside this report?",
                                       vanished.n),
                          vanished.n, amount);
  gtk_label_set_label (self->question, text);
  said = bw_import_draft_get_options (self->draft, self->file)->vanished;
  self->filling = TRUE;
  gtk_check_button_set_active (self->outside, said == BW_VANISHED_OUTSIDE);
  gtk_check_button_set_active (self->removed, said == BW_VANISHED_REMOVED);
  self->filling = FALSE;
}
