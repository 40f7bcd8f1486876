/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks when a single check-in is to be instead.
 *
 *   Move this check-in
 *   Mara Moss with Rita Rey, by its rhythm on Tue 24 Nov at 09:00
 *   Day [Thu 26 Nov]   At [14:00]
 *   That is 07:00 where Rita Rey is (America/Chicago).
 *   [Cancel] [Move back] [Move]
 *
 * Day and time are those of the clock by which the whole rhythm is meant. The others of the rhythm stay where they are. */

#include "app/bw-checkin-move.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/bw-checkin-edit.h"
#include "app/bw-day-button.h"

typedef struct
{
  AdwMessageDialog *dialog;
  GtkWidget        *owner;   /* (owned): over whose window what goes wrong is told */
  BwSession        *session; /* (owned) */
  BwMeetingDue      due;
  BwDayButton      *day;
  GtkEditable      *at;
  GtkLabel         *there;
} Question;

static void
free_question (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->owner);
  g_object_unref (question->session);
  g_free (question);
}

/* What is chosen. Returns FALSE where it is no time. */
static gboolean
read_when (Question *question,
           BwDate   *day,
           guint    *starts)
{
  *day = bw_day_button_get_day (question->day);
  return *day != BW_DATE_NONE && bw_cadence_read_time (gtk_editable_get_text (question->at), starts);
}

/* What the clock shows where the one is with whom the check-in is. */
static void
show_there (Question        *question,
            const BwCadence *cadence,
            BwDate           day,
            guint            starts)
{
  const BwBook *book = bw_session_get_book (question->session);
  const char   *here = bw_cadence_zone (book, cadence), *there = bw_cadence_zone_of (book, cadence->person);
  gboolean      differs = here != NULL && there != NULL && !g_str_equal (here, there);

  if (differs)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (there);
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (bw_cadence_instant_at (book, cadence, day, starts));
      g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
      g_autofree char *clock = g_date_time_format (local, "%H:%M"), *text = NULL;

      /* Translators: a time, a person and a time zone */
      text = g_strdup_printf (_ ("That is %s where %s is (%s)."), clock, bw_book_text (book, bw_book_person (book, (guint)cadence->person)->name), there);
      gtk_label_set_label (question->there, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (question->there), differs);
}

static void
changed_cb (Question *question)
{
  const BwBook *book = bw_session_get_book (question->session);
  int           row = book != NULL ? bw_cadence_find (book, question->due.cadence) : -1;
  BwDate        day;
  guint         starts;
  gboolean      good = row >= 0 && read_when (question, &day, &starts);

  adw_message_dialog_set_response_enabled (question->dialog, "move", good);
  if (good)
    show_there (question, bw_book_cadence (book, (guint)row), day, starts);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          data)
{
  Question        *question = data;
  BwBook          *book = bw_session_get_book (question->session), *after;
  int              row = book != NULL ? bw_cadence_find (book, question->due.cadence) : -1;
  BwNoteSignature  signature = bw_checkin_edit_sign ();
  g_autofree char *title = NULL, *label = NULL;
  BwDelta         *delta;
  BwDate           day;
  guint            starts;

  if (row < 0 || g_str_equal (response, "cancel"))
    return;
  if (g_str_equal (response, "back"))
    {
      day = question->due.day;
      starts = bw_book_cadence (book, (guint)row)->starts;
    }
  else if (!read_when (question, &day, &starts))
    return;
  title = bw_cadence_dup_title (book, question->due.host, question->due.person);
  /* Translators: a single meeting: who meets */
  label = g_strdup_printf (_ ("Move check-in %s"), title);
  after = bw_meeting_edit_move (book, &question->due, day, starts, &signature, &delta);
  bw_checkin_edit_apply (question->owner, question->session, label, after, delta);
}

static GtkWidget *
make_fields (Question *question,
             BwDate    day,
             guint     starts)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget       *day_label = gtk_label_new_with_mnemonic (_ ("_Day")), *at_label = gtk_label_new_with_mnemonic (_ ("_At"));
  GtkWidget       *chosen = g_object_new (BW_TYPE_DAY_BUTTON, "title", _ ("Day"), NULL), *at = gtk_entry_new ();
  GtkWidget       *there = bw_checkin_edit_text ("", "dim-label");
  GtkWidget       *parts[] = { day_label, chosen, at_label, at };
  g_autofree char *time = bw_cadence_dup_time (starts);

  question->day = BW_DAY_BUTTON (chosen);
  question->at = GTK_EDITABLE (at);
  question->there = GTK_LABEL (there);
  bw_day_button_set_day (question->day, day);
  gtk_editable_set_text (question->at, time);
  gtk_editable_set_width_chars (question->at, 6);
  gtk_editable_set_max_width_chars (question->at, 6);
  gtk_entry_set_activates_default (GTK_ENTRY (at), TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (day_label), chosen);
  gtk_label_set_mnemonic_widget (GTK_LABEL (at_label), at);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (at), GTK_ACCESSIBLE_RELATION_LABELLED_BY, at_label, NULL, -1);
  gtk_widget_add_css_class (day_label, "dim-label");
  gtk_widget_add_css_class (at_label, "dim-label");
  gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_box_append (GTK_BOX (line), parts[i]);
  gtk_label_set_xalign (question->there, 0.5);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), there);
  g_signal_connect_swapped (chosen, "day-chosen", G_CALLBACK (changed_cb), question);
  g_signal_connect_swapped (at, "changed", G_CALLBACK (changed_cb), question);
  return box;
}

/* Asks to when the check-in @due, of a rhythm that goes on, is to be moved, and writes it. */
void
bw_checkin_move_show (GtkWidget          *owner,
                      BwSession          *session,
                      const BwMeetingDue *due)
{
  const BwBook    *book = bw_session_get_book (session);
  int              row = bw_cadence_find (book, due->cadence);
  const BwMeeting *noted = bw_meeting_find (book, due->cadence, due->host, due->person, due->day);
  gboolean         is_moved = noted != NULL && noted->moved != 0;
  const BwCadence *cadence;
  g_autofree char *who = NULL, *was = NULL, *time = NULL, *body = NULL;
  GtkWidget       *dialog;
  Question        *question;
  BwDate           day = due->day;
  guint            starts;

  if (row < 0)
    return;
  cadence = bw_book_cadence (book, (guint)row);
  starts = cadence->starts;
  if (is_moved)
    day = bw_cadence_clock (book, cadence, noted->moved, &starts);
  who = bw_cadence_dup_title (book, due->host, due->person);
  was = bw_date_format_weekday (due->day);
  time = bw_cadence_dup_time (cadence->starts);
  /* Translators: who meets, a day and a time */
  body = g_strdup_printf (_ ("%s, by the rhythm on %s at %s. The others stay where they are."), who, was, time);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (owner)), _ ("Move this check-in"), body);
  question = g_new0 (Question, 1);
  question->dialog = ADW_MESSAGE_DIALOG (dialog);
  question->owner = g_object_ref (owner);
  question->session = g_object_ref (session);
  question->due = *due;
  adw_message_dialog_add_responses (question->dialog, "cancel", _ ("_Cancel"), NULL);
  if (is_moved)
    adw_message_dialog_add_responses (question->dialog, "back", _ ("Move _back"), NULL);
  adw_message_dialog_add_responses (question->dialog, "move", _ ("_Move"), NULL);
  adw_message_dialog_set_response_appearance (question->dialog, "move", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (question->dialog, "move");
  adw_message_dialog_set_close_response (question->dialog, "cancel");
  adw_message_dialog_set_extra_child (question->dialog, make_fields (question, day, starts));
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, free_question, 0);
  changed_cb (question);
  gtk_window_present (GTK_WINDOW (dialog));
}
