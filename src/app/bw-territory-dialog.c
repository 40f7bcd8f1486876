/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that asks for a territory's name and owner. */

#include "app/bw-territory-dialog.h"

#include <adwaita.h>

#include <glib/gi18n.h>

#include "core/bw-merge.h"

typedef struct
{
  GtkWidget        *page; /* (owned) */
  GtkEditable      *name;
  GtkDropDown      *owner;
  GArray           *people; /* (owned): gint32, who stands at which place of the list */
  gint32            territory;
  BwTerritoryChosen chosen;
} Question;

static void
free_question (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->page);
  g_array_unref (question->people);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          data)
{
  Question        *question = data;
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (question->name)));

  if (g_str_equal (response, "apply") && *name != '\0')
    question->chosen (question->territory, name,
                      g_array_index (question->people, gint32, gtk_drop_down_get_selected (question->owner)), question->page);
}

static void
name_changed_cb (GtkEditable      *name,
                 AdwMessageDialog *dialog)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (name)));

  adw_message_dialog_set_response_enabled (dialog, "apply", *text != '\0');
}

static GtkDropDown *
new_owner_list (const BwBook *book,
                gint32        owner,
                GArray       *people)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkDropDown *list;
  gint32       person = BW_NOBODY;
  guint        selected = 0;

  gtk_string_list_append (names, _ ("Nobody"));
  g_array_append_val (people, person);
  for (person = 0; person < (gint32)book->people->len; person++)
    {
      if (bw_merge_is_away (book, BW_TABLE_PEOPLE, (guint)person))
        continue;
      if (person == owner)
        selected = people->len;
      gtk_string_list_append (names, bw_book_text (book, bw_book_person (book, person)->name));
      g_array_append_val (people, person);
    }
  list = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (names)),
                                           gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string")));
  gtk_drop_down_set_enable_search (list, TRUE);
  gtk_drop_down_set_selected (list, selected);
  return list;
}

static GtkWidget *
new_field (const char *title,
           GtkWidget  *field)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *label = gtk_label_new_with_mnemonic (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), field);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), field);
  return box;
}

/* Asks for name and owner of @territory of @book (%BW_NOBODY: a new one) and tells @chosen, with @page as its
 * data. */
void
bw_territory_dialog_show (GtkWidget        *page,
                          const BwBook     *book,
                          gint32            territory,
                          BwTerritoryChosen chosen)
{
  const BwTerritory *row = territory >= 0 ? bw_book_territory (book, territory) : NULL;
  GtkWidget         *name = gtk_entry_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *dialog;
  GArray            *people = g_array_new (FALSE, FALSE, sizeof (gint32));
  GtkDropDown       *owner = new_owner_list (book, row != NULL ? row->owner : BW_NOBODY, people);
  Question          *question = g_new0 (Question, 1);

  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (page)),
                                   row != NULL ? _ ("Change territory") : _ ("New territory"), NULL);
  *question = (Question) { g_object_ref (page), GTK_EDITABLE (name), owner, people, territory, chosen };
  gtk_entry_set_activates_default (GTK_ENTRY (name), TRUE);
  gtk_box_append (GTK_BOX (box), new_field (_ ("_Name"), name));
  gtk_box_append (GTK_BOX (box), new_field (_ ("_Owner"), GTK_WIDGET (owner)));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "apply",
                                    row != NULL ? _ ("C_hange") : _ ("_Add"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "apply", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "apply", FALSE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "apply");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (name, "changed", G_CALLBACK (name_changed_cb), dialog);
  gtk_editable_set_text (GTK_EDITABLE (name), row != NULL ? bw_book_text (book, row->name) : "");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, free_question, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
