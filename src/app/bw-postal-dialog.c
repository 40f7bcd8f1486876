/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question whether to take places of postal codes from a file.
 *
 *   Take postal codes from “DE.txt”?
 *   16,477 postal codes. 213 accounts get a place on maps by them.
 *   DE  01945  Guteborn
 *   DE  01945  Tettau
 *                                [Cancel] [Take]
 *
 * Taking is an edit that can be undone. The file is read before anything is asked. */

#include "app/bw-postal-dialog.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"

/* A file that is read, and asked about. */
typedef struct
{
  GtkWindow    *parent;  /* (owned) */
  BwSession    *session; /* (owned) */
  BwPostalFile *file;    /* (owned) (nullable) */
} Question;

static void
free_question (Question *question)
{
  g_object_unref (question->parent);
  g_object_unref (question->session);
  g_clear_pointer (&question->file, bw_postal_file_free);
  g_free (question);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GtkWindow) parent = data;
  g_autoptr (GError) error = NULL;

  if (!bw_session_apply_finish (BW_SESSION (source), result, &error) && gtk_widget_get_visible (GTK_WIDGET (parent)))
    bw_dialogs_show_error (parent, _ ("The postal codes were not taken"), error);
}

static void
response_cb (Question   *question,
             const char *response)
{
  BwPostalFile *file = question->file;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "take") || file == NULL)
    return;
  if (file->before != bw_session_get_book (question->session))
    {
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_BUSY, _ ("The project was changed meanwhile. Drop the file again."));
      bw_dialogs_show_error (question->parent, _ ("The postal codes were not taken"), error);
      return;
    }
  bw_session_apply_async (question->session, _ ("Take postal codes"), g_steal_pointer (&file->after), g_steal_pointer (&file->delta), NULL, applied_cb,
                          g_object_ref (question->parent));
}

static void
gone_cb (gpointer  data,
         GClosure *closure)
{
  free_question (data);
}

/* Says what the file would do. Returns: (transfer full). */
static char *
dup_body (const BwPostalFile *file)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%'u postal code.", "%'u postal codes.", file->count.n_codes), file->count.n_codes);
  g_string_append_c (text, ' ');
  g_string_append_printf (text, ngettext ("%'u account gets a place by them.", "%'u accounts get a place by them.", file->n_found), file->n_found);
  if (file->count.n_bad > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, ngettext ("%u line tells of no place; the first is line %u.", "%u lines tell of no place; the first is line %u.", file->count.n_bad),
                              file->count.n_bad, file->count.line_bad);
    }
  return g_string_free (text, FALSE);
}

static void
ask (Question *question)
{
  const BwPostalFile *file = question->file;
  g_autofree char    *name = g_path_get_basename (file->path), *shown = g_filename_display_name (name);
  g_autofree char    *heading = g_strdup_printf (_ ("Take postal codes from “%s”?"), shown);
  g_autofree char    *body = dup_body (file);
  GtkWidget          *dialog = adw_message_dialog_new (question->parent, heading, body), *sample = gtk_label_new (file->sample->str);

  gtk_label_set_xalign (GTK_LABEL (sample), 0);
  gtk_label_set_ellipsize (GTK_LABEL (sample), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (sample, "dim-label");
  gtk_widget_add_css_class (sample, "numeric");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), sample);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "take", _ ("_Take"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "take", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "take");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, gone_cb, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Question *question = data;
  g_autoptr (GError) error = NULL;

  question->file = bw_postal_file_read_finish (result, &error);
  if (!gtk_widget_get_visible (GTK_WIDGET (question->parent)))
    free_question (question);
  else if (question->file != NULL)
    ask (question);
  else
    {
      bw_dialogs_show_error (question->parent, _ ("The postal codes were not taken"), error);
      free_question (question);
    }
}

/* Reads the file at @path and asks over @parent whether @session is to know its postal codes. */
void
bw_postal_dialog_show (GtkWindow  *parent,
                       BwSession  *session,
                       const char *path)
{
  Question *question = g_new0 (Question, 1);

  question->parent = g_object_ref (parent);
  question->session = g_object_ref (session);
  bw_postal_file_read_async (bw_session_get_book (session), path, read_cb, question);
}
