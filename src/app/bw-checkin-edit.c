/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of what belongs to check-ins, written from the window, and the few widgets that their views have in common. */

#include "app/bw-checkin-edit.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "session/bw-author.h"

/* Who writes now: the person whose account this is. */
BwNoteSignature
bw_checkin_edit_sign (void)
{
  return (BwNoteSignature) { bw_author_get_name (), g_get_real_time () / G_USEC_PER_SEC };
}

/* Today on the clock of this computer. */
BwDate
bw_checkin_edit_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return bw_date_from_ymd (g_date_time_get_year (now), g_date_time_get_month (now), g_date_time_get_day_of_month (now));
}

static void
applied_cb (GObject      *session,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GtkWidget) owner = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (owner);

  if (!bw_session_apply_finish (BW_SESSION (session), result, &error))
    bw_dialogs_show_error (root != NULL ? GTK_WINDOW (root) : NULL, _ ("It was not written"), error);
}

/* Writes the book after an edit (both transfer full) as the step of undo @label; nothing where the edit changed nothing. What goes
 * wrong is told over the window of @owner. */
void
bw_checkin_edit_apply (GtkWidget  *owner,
                       BwSession  *session,
                       const char *label,
                       BwBook     *after,
                       BwDelta    *delta)
{
  if (bw_delta_is_empty (delta, after))
    {
      bw_book_unref (after);
      bw_delta_free (delta);
      return;
    }
  bw_session_apply_async (session, label, after, delta, NULL, applied_cb, g_object_ref (owner));
}

/* Returns: (transfer floating): a label of @text that wraps, in the class @style (nullable). */
GtkWidget *
bw_checkin_edit_text (const char *text,
                      const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* Takes all children out of @box. */
void
bw_checkin_edit_empty (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    if (GTK_IS_LIST_BOX (box))
      gtk_list_box_remove (GTK_LIST_BOX (box), child);
    else
      gtk_box_remove (GTK_BOX (box), child);
}

/* Returns: (transfer floating): a list whose rows are there to be read and have their own buttons; to be put into a #BwTabStop. */
GtkWidget *
bw_checkin_edit_list (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "reading");
  return list;
}

/* Adds @child as a row that is called @spoken. */
void
bw_checkin_edit_add_row (GtkWidget  *list,
                         GtkWidget  *child,
                         const char *spoken)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}
