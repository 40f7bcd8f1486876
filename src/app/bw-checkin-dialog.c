/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that asks how a check-in recurs: who leads it, with whom, how often, from which day on, when and how long.
 *
 * The time is meant in the host's time zone or another that is chosen; the zone of the other one is that of their row, and what is
 * chosen here is written there. Below the time stand those at which both sides are within their working day, where both time zones are
 * known; a click takes one. What the other one's clock shows at the chosen time is said beside it. */

#include "app/bw-checkin-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/bw-checkin-edit.h"
#include "app/bw-day-button.h"
#include "app/bw-zone-list.h"
#include "core/bw-meeting-hours.h"
#include "core/bw-meeting.h"
#include "core/bw-merge.h"

enum
{
  MOST_HOURS = 3,
};

typedef struct
{
  AdwMessageDialog *dialog;
  GtkWidget        *page;    /* (owned) */
  BwSession        *session; /* (owned) */
  GArray           *people;  /* gint32: in the order of the drop-downs */
  GtkDropDown      *host, *person, *rhythm;
  BwZoneList       *zones; /* (owned) */
  GtkDropDown      *zone, *other_zone;
  BwDayButton      *first;
  GtkEditable      *at;
  GtkSpinButton    *minutes;
  GtkLabel         *there;
  GtkWidget        *hours;
  gint64            line;       /* 0: a new one */
  gint32            asked_host; /* whose zones are chosen: others have others */
  gint32            asked_person;
} Question;

static void
free_question (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->page);
  g_object_unref (question->session);
  g_array_unref (question->people);
  bw_zone_list_free (question->zones);
  g_free (question);
}

/* What is chosen. Returns FALSE where it is not a check-in yet. */
static gboolean
read_input (Question       *question,
            BwCadenceInput *input)
{
  guint host = gtk_drop_down_get_selected (question->host), person = gtk_drop_down_get_selected (question->person);

  if (host >= question->people->len || person > question->people->len ||
      !bw_cadence_read_time (gtk_editable_get_text (question->at), &input->starts))
    return FALSE;
  input->host = g_array_index (question->people, gint32, host);
  input->person = person > 0 ? g_array_index (question->people, gint32, person - 1) : BW_NOBODY;
  input->rhythm = (BwRecurrence)gtk_drop_down_get_selected (question->rhythm);
  input->first = bw_day_button_get_day (question->first);
  input->minutes = (guint)gtk_spin_button_get_value_as_int (question->minutes);
  input->time_zone = bw_zone_list_get (question->zones, question->zone);
  return input->host != input->person && input->first != BW_DATE_NONE;
}

static void
hour_cb (GtkWidget *button,
         Question  *question)
{
  g_autofree char *time = bw_cadence_dup_time (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "starts")));

  gtk_editable_set_text (question->at, time);
}

static void
add_hour (Question            *question,
          const BwMeetingHour *hour,
          const char          *name)
{
  g_autofree char *here = bw_cadence_dup_time (hour->starts), *there = bw_cadence_dup_time (hour->other);
  /* Translators: a time, a person, and what the clock shows where the person is */
  g_autofree char *label = g_strdup_printf (_ ("%s · %s %s"), here, name, there);
  GtkWidget       *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, hour->outside > 0 ? _ ("There is no time within 9 to 17 for both; this one reaches out least")
                                       : hour->shifts    ? _ ("Within 9 to 17 for both, also while only one of them has summer time")
                                                         : _ ("Within 9 to 17 for both"));
  g_object_set_data (G_OBJECT (button), "starts", GUINT_TO_POINTER (hour->starts));
  g_signal_connect (button, "clicked", G_CALLBACK (hour_cb), question);
  gtk_box_append (GTK_BOX (question->hours), button);
}

static GDateTime *
dup_instant (GTimeZone *zone,
             BwDate     first,
             guint      starts)
{
  int year, month, day;

  bw_date_to_ymd (first, &year, &month, &day);
  return g_date_time_new (zone, year, month, day, (int)(starts / 60), (int)(starts % 60), 0);
}

/* What the clock shows where the other one is, and which times suit both. */
static void
show_hours (Question             *question,
            const BwBook         *book,
            const BwCadenceInput *input)
{
  const char      *here = input->time_zone != NULL ? input->time_zone : bw_cadence_zone_of (book, input->host);
  const char      *there = input->person >= 0 ? bw_zone_list_get (question->zones, question->other_zone) : NULL;
  const char      *name = input->person >= 0 ? bw_book_text (book, bw_book_person (book, (guint)input->person)->name) : "";
  g_autofree char *text = NULL;
  g_autoptr (GArray) hours = NULL;

  bw_checkin_edit_empty (question->hours);
  if (here != NULL && there != NULL && !g_str_equal (here, there))
    {
      g_autoptr (GTimeZone) own = g_time_zone_new_identifier (here), zone = g_time_zone_new_identifier (there);
      g_autoptr (GDateTime) at = dup_instant (own, input->first, input->starts);
      g_autoptr (GDateTime) local = g_date_time_to_timezone (at, zone);
      g_autofree char *clock = g_date_time_format (local, "%H:%M");

      /* Translators: a time, a person and a time zone */
      text = g_strdup_printf (_ ("That is %s where %s is (%s)."), clock, name, there);
      hours = bw_meeting_hours (here, there, input->first, input->minutes, MOST_HOURS);
    }
  else if (here != NULL)
    /* Translators: a time zone */
    text = g_strdup_printf (_ ("On clocks in %s."), here);
  for (guint i = 0; hours != NULL && i < hours->len; i++)
    add_hour (question, &g_array_index (hours, BwMeetingHour, i), name);
  gtk_label_set_label (question->there, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (question->there), text != NULL);
  gtk_widget_set_visible (question->hours, hours != NULL && hours->len > 0);
}

/* Another host, or another with whom it is, has other zones. */
static void
follow_people (Question             *question,
               const BwBook         *book,
               const BwCadenceInput *input)
{
  gint32 host = question->asked_host, person = question->asked_person;

  question->asked_host = input->host;
  question->asked_person = input->person;
  if (input->host != host)
    gtk_drop_down_set_selected (question->zone, 0);
  if (input->person != person)
    bw_zone_list_set (question->zones, question->other_zone, bw_cadence_zone_of (book, input->person));
  gtk_widget_set_sensitive (GTK_WIDGET (question->other_zone), input->person >= 0);
}

static void
changed_cb (Question *question)
{
  BwCadenceInput input;
  gboolean       good = read_input (question, &input);

  if (good)
    follow_people (question, bw_session_get_book (question->session), &input);
  good = read_input (question, &input);

  adw_message_dialog_set_response_enabled (question->dialog, "save", good);
  if (good)
    show_hours (question, bw_session_get_book (question->session), &input);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          data)
{
  Question        *question = data;
  BwBook          *book = bw_session_get_book (question->session), *after;
  const char      *other = bw_zone_list_get (question->zones, question->other_zone);
  BwNoteSignature  signature = bw_checkin_edit_sign ();
  g_autofree char *title = NULL, *label = NULL;
  BwCadenceInput   input;
  BwDelta         *delta;

  gtk_spin_button_update (question->minutes);
  if (!g_str_equal (response, "save") || book == NULL || !read_input (question, &input))
    return;
  title = bw_cadence_dup_title (book, input.host, input.person);
  label = g_strdup_printf (question->line != 0 ? _ ("Change check-in %s") : _ ("Check-in %s"), title);
  after = bw_cadence_edit_save (book, question->line, &input, other, &signature, &delta);
  bw_checkin_edit_apply (question->page, question->session, label, after, delta);
}

/* ---- the fields ---- */

static void
add_field (GtkWidget  *grid,
           int         row,
           const char *title,
           GtkWidget  *field)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (title);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), field);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_widget_set_hexpand (field, TRUE);
  gtk_grid_attach (GTK_GRID (grid), label, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), field, 1, row, 1, 1);
}

static GtkWidget *
make_people (Question     *question,
             const BwBook *book,
             const char   *first,
             gint32        chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *drop_down;
  guint      place = 0, offset = first != NULL;

  if (first != NULL)
    gtk_string_list_append (names, first);
  for (guint i = 0; i < question->people->len; i++)
    {
      gint32 person = g_array_index (question->people, gint32, i);

      gtk_string_list_append (names, bw_book_text (book, bw_book_person (book, (guint)person)->name));
      if (person == chosen)
        place = i + offset;
    }
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop_down), question->people->len > 8);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), place);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (changed_cb), question);
  return drop_down;
}

static void
list_people (Question     *question,
             const BwBook *book)
{
  for (gint32 i = 0; i < (gint32)book->people->len; i++)
    if (!bw_merge_is_away (book, BW_TABLE_PEOPLE, (guint)i) && bw_book_person (book, (guint)i)->ended == BW_DATE_NONE)
      g_array_append_val (question->people, i);
}

/* Those that people of the project are in stand among them, whatever this computer lists. */
static BwZoneList *
list_zones (const BwBook *book)
{
  g_autoptr (GPtrArray) used = g_ptr_array_new ();

  for (gint32 i = 0; i < (gint32)book->people->len; i++)
    g_ptr_array_add (used, (gpointer)bw_cadence_zone_of (book, i));
  for (guint i = 0; i < book->cadences->len; i++)
    g_ptr_array_add (used, (gpointer)bw_cadence_zone (book, bw_book_cadence (book, i)));
  return bw_zone_list_new ((const char *const *)used->pdata, used->len);
}

static GtkWidget *
make_fields (Question             *question,
             const BwBook         *book,
             const BwCadenceInput *input)
{
  const char *const rhythms[] = { _ ("Every week"), _ ("Every second week"), _ ("Every month, on the same weekday"), NULL };
  GtkWidget        *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *grid = gtk_grid_new (), *at = gtk_entry_new ();
  GtkWidget        *minutes = gtk_spin_button_new_with_range (5, BW_MINUTES_OF_DAY, 5), *rhythm = gtk_drop_down_new_from_strings (rhythms);
  GtkWidget        *first = g_object_new (BW_TYPE_DAY_BUTTON, "title", _ ("First day"), NULL), *there = bw_checkin_edit_text ("", "dim-label");
  g_autofree char  *time = bw_cadence_dup_time (input->starts);

  question->at = GTK_EDITABLE (at);
  question->minutes = GTK_SPIN_BUTTON (minutes);
  question->rhythm = GTK_DROP_DOWN (rhythm);
  question->first = BW_DAY_BUTTON (first);
  question->there = GTK_LABEL (there);
  question->hours = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_halign (question->hours, GTK_ALIGN_CENTER);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  question->zone = GTK_DROP_DOWN (bw_zone_list_make (question->zones, _ ("Where the host is")));
  question->other_zone = GTK_DROP_DOWN (bw_zone_list_make (question->zones, _ ("Not known")));
  bw_zone_list_set (question->zones, question->zone, input->time_zone);
  bw_zone_list_set (question->zones, question->other_zone, bw_cadence_zone_of (book, input->person));
  question->asked_host = input->host;
  question->asked_person = input->person;
  question->host = GTK_DROP_DOWN (make_people (question, book, NULL, input->host));
  question->person = GTK_DROP_DOWN (make_people (question, book, _ ("The whole team"), input->person));
  gtk_drop_down_set_selected (question->rhythm, input->rhythm);
  bw_day_button_set_day (question->first, input->first);
  gtk_editable_set_text (question->at, time);
  gtk_editable_set_width_chars (question->at, 6);
  gtk_entry_set_activates_default (GTK_ENTRY (at), TRUE);
  gtk_spin_button_set_value (question->minutes, input->minutes);
  add_field (grid, 0, _ ("_Led by"), GTK_WIDGET (question->host));
  add_field (grid, 1, _ ("_With"), GTK_WIDGET (question->person));
  add_field (grid, 2, _ ("_How often"), rhythm);
  add_field (grid, 3, _ ("_First day"), first);
  add_field (grid, 4, _ ("_At"), at);
  add_field (grid, 5, _ ("_Minutes"), minutes);
  add_field (grid, 6, _ ("_Time zone"), GTK_WIDGET (question->zone));
  add_field (grid, 7, _ ("Time zone of the _other"), GTK_WIDGET (question->other_zone));
  gtk_label_set_xalign (question->there, 0.5);
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), there);
  gtk_box_append (GTK_BOX (box), question->hours);
  g_signal_connect_swapped (rhythm, "notify::selected", G_CALLBACK (changed_cb), question);
  g_signal_connect_swapped (question->zone, "notify::selected", G_CALLBACK (changed_cb), question);
  g_signal_connect_swapped (question->other_zone, "notify::selected", G_CALLBACK (changed_cb), question);
  g_signal_connect_swapped (first, "day-chosen", G_CALLBACK (changed_cb), question);
  g_signal_connect_swapped (at, "changed", G_CALLBACK (changed_cb), question);
  g_signal_connect_swapped (minutes, "value-changed", G_CALLBACK (changed_cb), question);
  return box;
}

/* Asks how the check-in with @line recurs, or where that is 0 for a new one of @host (%BW_NOBODY: whoever is first) with @person, and
 * writes it. */
void
bw_checkin_dialog_show (GtkWidget *page,
                        BwSession *session,
                        gint64     line,
                        gint32     host,
                        gint32     person)
{
  const BwBook  *book = bw_session_get_book (session);
  int            row = line != 0 ? bw_cadence_find (book, line) : -1;
  BwCadenceInput input = { host, person, BW_EVERY_WEEK, bw_checkin_edit_today () + 1, 9 * 60, 30, NULL };
  Question      *question = g_new0 (Question, 1);
  GtkWidget     *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (page)), line != 0 ? _ ("Change the check-in") : _ ("New check-in"), NULL);

  if (row >= 0)
    {
      const BwCadence *cadence = bw_book_cadence (book, (guint)row);

      input = (BwCadenceInput) { cadence->host, cadence->person, cadence->rhythm, cadence->first, cadence->starts, cadence->minutes, NULL };
      /* One that this computer does not know counts as none. */
      if (cadence->time_zone != 0 && g_strcmp0 (bw_cadence_zone (book, cadence), bw_book_text (book, cadence->time_zone)) == 0)
        input.time_zone = bw_book_text (book, cadence->time_zone);
    }
  question->dialog = ADW_MESSAGE_DIALOG (dialog);
  question->page = g_object_ref (page);
  question->session = g_object_ref (session);
  question->people = g_array_new (FALSE, FALSE, sizeof (gint32));
  question->line = row >= 0 ? line : 0;
  question->zones = list_zones (book);
  list_people (question, book);
  adw_message_dialog_add_responses (question->dialog, "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (question->dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (question->dialog, "save");
  adw_message_dialog_set_close_response (question->dialog, "cancel");
  adw_message_dialog_set_extra_child (question->dialog, make_fields (question, book, &input));
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, free_question, 0);
  changed_cb (question);
  gtk_window_present (GTK_WINDOW (dialog));
}
