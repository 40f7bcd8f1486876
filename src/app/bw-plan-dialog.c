/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions that are asked about territory plans: for a name or a comment, and for the day from which a plan is in force. */

#include "app/bw-plan-dialog.h"

#include <adwaita.h>

#include <glib/gi18n.h>

#include "core/bw-date.h"

/* What was asked, and who wants to know. */
typedef struct
{
  GtkEditable    *entry;
  GtkCheckButton *quotas; /* (nullable) */
  gboolean        needed;
  BwPlanNamed     named;
  BwPlanDated     dated;
  GObject        *data; /* (owned) */
} Question;

static void
free_question (gpointer  data,
               GClosure *closure)
{
  g_object_unref (((Question *)data)->data);
  g_free (data);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          data)
{
  Question        *question = data;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (question->entry)));
  BwDate           day;

  if (!g_str_equal (response, "apply"))
    return;
  if (question->dated == NULL)
    question->named (text, question->data);
  else if (bw_date_parse_iso (text, &day))
    question->dated (day, gtk_check_button_get_active (question->quotas), question->data);
}

static void
changed_cb (GtkEditable      *entry,
            AdwMessageDialog *dialog)
{
  const Question  *question = g_object_get_data (G_OBJECT (dialog), "question");
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  BwDate           day;

  adw_message_dialog_set_response_enabled (dialog, "apply",
                                           question->dated != NULL ? bw_date_parse_iso (text, &day) : !question->needed || *text != '\0');
}

/* Shows the dialog; @extra (nullable) stands below the entry. */
static void
present (GtkWidget  *parent,
         const char *heading,
         const char *body,
         const char *title,
         const char *text,
         const char *button,
         GtkWidget  *extra,
         Question   *question)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), heading, body);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *label = gtk_label_new_with_mnemonic (title), *entry = gtk_entry_new ();

  question->entry = GTK_EDITABLE (entry);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  if (extra != NULL)
    gtk_box_append (GTK_BOX (box), extra);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "apply", button, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "apply", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "apply");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data (G_OBJECT (dialog), "question", question);
  g_signal_connect (entry, "changed", G_CALLBACK (changed_cb), dialog);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  changed_cb (GTK_EDITABLE (entry), ADW_MESSAGE_DIALOG (dialog));
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, free_question, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Asks for a text, @text to begin with, and tells @named, with @data (a GObject, kept alive) as its data. With @needed it may not be
 * empty. */
void
bw_plan_dialog_ask_text (GtkWidget  *parent,
                         const char *heading,
                         const char *title,
                         const char *text,
                         const char *button,
                         gboolean    needed,
                         BwPlanNamed named,
                         gpointer    data)
{
  Question *question = g_new0 (Question, 1);

  question->needed = needed;
  question->named = named;
  question->data = g_object_ref (data);
  present (parent, heading, NULL, title, text, button, NULL, question);
}

/* Asks from which day on @plan is to be in force, @day to begin with, and tells @dated, with @data (a GObject) as its data. */
void
bw_plan_dialog_ask_day (GtkWidget  *parent,
                        const char *plan,
                        BwDate      day,
                        BwPlanDated dated,
                        gpointer    data)
{
  Question        *question = g_new0 (Question, 1);
  g_autofree char *heading = g_strdup_printf (_ ("Make %s effective"), plan);
  g_autofree char *text = bw_date_to_iso (day);
  GtkWidget       *quotas = gtk_check_button_new_with_mnemonic (_ ("_Quotas of periods from then on follow the accounts"));

  question->quotas = GTK_CHECK_BUTTON (quotas);
  question->dated = dated;
  question->data = g_object_ref (data);
  present (parent, heading, _ ("From that day on it says who answers for which area. The plan before it ends."),
           _ ("_First day (year-month-day)"), text, _ ("Make _effective"), quotas, question);
}
