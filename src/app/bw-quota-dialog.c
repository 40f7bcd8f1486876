/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that asks for a quota: of whom and for which period the window shows. */

#include "app/bw-quota-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-wording.h"
#include "core/bw-quota-edit.h"

#define STEP 10000.0

typedef struct
{
  GtkWidget     *page;    /* (owned) */
  BwSession     *session; /* (owned) */
  GtkSpinButton *amount;
  BwScope        scope;
  BwPeriod       period;
} Question;

static void
free_question (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->page);
  g_object_unref (question->session);
  g_free (question);
}

static void
applied_cb (GObject      *session,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GtkWidget) page = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (page);

  if (!bw_session_apply_finish (BW_SESSION (session), result, &error))
    bw_dialogs_show_error (root != NULL ? GTK_WINDOW (root) : NULL, _ ("The quota was not set"), error);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          data)
{
  Question        *question = data;
  BwBook          *book = bw_session_get_book (question->session), *after;
  g_autofree char *period = bw_wording_period (&question->period);
  g_autofree char *label = g_strdup_printf (_ ("Set the quota of %s"), period);
  BwDelta         *delta;
  gint64           amount;

  if (!g_str_equal (response, "set") || book == NULL)
    return;
  gtk_spin_button_update (question->amount);
  amount = bw_money_from_major (gtk_spin_button_get_value (question->amount), book->currency);
  if (amount <= 0)
    return;
  after = bw_quota_edit_set (book, &question->scope, &question->period, amount, &delta);
  bw_session_apply_async (question->session, label, after, delta, NULL, applied_cb, g_object_ref (question->page));
}

static void
value_changed_cb (GtkSpinButton    *amount,
                  AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "set", gtk_spin_button_get_value (amount) > 0);
}

/* An amount that is being typed counts before the field is left. */
static void
text_changed_cb (GtkEditable      *amount,
                 AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "set", g_strtod (gtk_editable_get_text (amount), NULL) > 0);
}

/* Whose quota is meant. */
static char *
dup_whose (const BwBook  *book,
           const BwScope *scope)
{
  return scope->kind == BW_SCOPE_ALL ? g_strdup (_ ("the organisation")) : bw_scope_dup_name (book, scope);
}

/* Asks for the quota of whom @session's focus shows, for its period, and sets it as one step of undo. Needs an
 * open project; @page is the widget over whose window the dialog stands. */
void
bw_quota_dialog_show (GtkWidget *page,
                      BwSession *session)
{
  BwFocus         *focus = bw_session_get_focus (session);
  BwBook          *book = bw_session_get_book (session);
  const BwPeriod  *period = bw_focus_get_period (focus);
  const BwScope   *scope = bw_focus_get_scope (focus);
  g_autofree char *name = bw_wording_period (period), *whose = dup_whose (book, scope);
  /* Translators: of whom, for which period, and in which currency. */
  g_autofree char *body = g_strdup_printf (_ ("What %s is to close in %s, in %s"), whose, name, book->currency);
  double           most = bw_money_to_major (BW_MONEY_MAX, book->currency);
  GtkWidget       *amount = gtk_spin_button_new_with_range (0, most, STEP), *dialog;
  Question        *question = g_new0 (Question, 1);

  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (page)), _ ("Set a quota"), body);
  *question =
    (Question) { g_object_ref (page), g_object_ref (session), GTK_SPIN_BUTTON (amount), *scope, *period };
  gtk_accessible_update_property (GTK_ACCESSIBLE (amount), GTK_ACCESSIBLE_PROPERTY_LABEL, body, -1);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (amount), TRUE);
  gtk_text_set_activates_default (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (amount))), TRUE);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), amount);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "set", _ ("_Set"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "set", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "set", FALSE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "set");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (amount, "value-changed", G_CALLBACK (value_changed_cb), dialog, 0);
  g_signal_connect_object (amount, "changed", G_CALLBACK (text_changed_cb), dialog, 0);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, free_question, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (amount);
}
