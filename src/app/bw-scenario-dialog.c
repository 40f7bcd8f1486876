/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that asks for a scenario's name and note.
 *
 * What is wrong with a name (none, one that there is already) is said below it in the words of core, and it cannot be applied
 * until it is right. */

#include "app/bw-scenario-dialog.h"

#include <adwaita.h>

#include <glib/gi18n.h>

#include "core/bw-scenario-edit.h"

typedef struct
{
  GtkEditable      *name;
  GtkTextBuffer    *note;
  GtkLabel         *problem;
  AdwMessageDialog *dialog;
  BwBook           *book; /* (owned) */
  gint32            scenario;
  BwScenarioNamed   named;
  gpointer          data; /* (owned): an object */
} Question;

static void
free_question (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  bw_book_unref (question->book);
  g_object_unref (question->data);
  g_free (question);
}

static char *
dup_name (Question *question)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (question->name)));
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          data)
{
  Question        *question = data;
  g_autofree char *name = dup_name (question), *note = NULL;
  GtkTextIter      from, to;

  if (!g_str_equal (response, "apply"))
    return;
  gtk_text_buffer_get_bounds (question->note, &from, &to);
  note = gtk_text_buffer_get_text (question->note, &from, &to, FALSE);
  question->named (name, g_strstrip (note), question->data);
}

static void
name_cb (Question *question)
{
  g_autofree char *name = dup_name (question);
  g_autofree char *problem = bw_scenario_dup_name_problem (question->book, name, question->scenario);

  gtk_label_set_label (question->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (question->problem), problem != NULL && *name != '\0');
  adw_message_dialog_set_response_enabled (question->dialog, "apply", problem == NULL);
}

static GtkWidget *
new_field (const char *title,
           GtkWidget  *field,
           GtkWidget  *shown)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *label = gtk_label_new_with_mnemonic (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), field);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), shown);
  return box;
}

static GtkWidget *
new_content (Question *question)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *name = gtk_entry_new (), *note = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new (), *problem = gtk_label_new (NULL);

  gtk_entry_set_activates_default (GTK_ENTRY (name), TRUE);
  gtk_entry_set_max_length (GTK_ENTRY (name), 100);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (note), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (note), FALSE);
  gtk_widget_set_size_request (scroller, -1, 72);
  gtk_widget_add_css_class (scroller, "frame");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), note);
  gtk_label_set_wrap (GTK_LABEL (problem), TRUE);
  gtk_widget_set_visible (problem, FALSE);
  gtk_widget_add_css_class (problem, "error");
  gtk_widget_add_css_class (problem, "caption");
  question->name = GTK_EDITABLE (name);
  question->note = gtk_text_view_get_buffer (GTK_TEXT_VIEW (note));
  question->problem = GTK_LABEL (problem);
  gtk_box_append (GTK_BOX (box), new_field (_ ("_Name"), name, name));
  gtk_box_append (GTK_BOX (box), problem);
  gtk_box_append (GTK_BOX (box), new_field (_ ("N_ote"), note, scroller));
  return box;
}

/* Asks for the name and note of @scenario of @book (%BW_NOBODY: a new one) under @heading, and tells @named with @data, an
 * object. */
void
bw_scenario_dialog_show (GtkWidget      *parent,
                         const BwBook   *book,
                         gint32          scenario,
                         const char     *heading,
                         BwScenarioNamed named,
                         gpointer        data)
{
  Question         *question = g_new0 (Question, 1);
  GtkWidget        *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), heading, NULL);
  const BwScenario *row = scenario >= 0 ? &g_array_index (book->scenarios, BwScenario, scenario) : NULL;

  question->dialog = ADW_MESSAGE_DIALOG (dialog);
  question->book = bw_book_ref ((BwBook *)book);
  question->scenario = scenario;
  question->named = named;
  question->data = g_object_ref (data);
  adw_message_dialog_set_extra_child (question->dialog, new_content (question));
  adw_message_dialog_add_responses (question->dialog, "cancel", _ ("_Cancel"), "apply", row != NULL ? _ ("C_hange") : _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (question->dialog, "apply", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (question->dialog, "apply", FALSE);
  adw_message_dialog_set_default_response (question->dialog, "apply");
  adw_message_dialog_set_close_response (question->dialog, "cancel");
  g_signal_connect_swapped (question->name, "changed", G_CALLBACK (name_cb), question);
  if (row != NULL)
    {
      gtk_text_buffer_set_text (question->note, bw_book_text (book, row->note), -1);
      gtk_editable_set_text (question->name, bw_book_text (book, row->name));
    }
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, free_question, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
