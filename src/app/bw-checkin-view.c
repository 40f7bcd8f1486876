/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One check-in.
 *
 *   Mara Moss with Rita Rey                     [Walk through deals] [Held] [...]
 *   Tue 24 Nov 2026, 09:00, every Tuesday at 09:00
 *   agenda: last time's commitments,      | Notes
 *   numbers, wins, moved, risks,          | [                         ]
 *   near misses                           | New commitment: what, who, by when, about what
 *   or, while walking, deal by deal       |
 *
 * The agenda is worked out off the main thread and stays until the next has arrived; commitments are always those of the book. Notes
 * are written when the field is left, when another check-in is shown and when it was held, each time as one step of undo. Page
 * Down and Page Up go to the next and the previous deal wherever the keyboard is but in a text, and Escape ends the walk. */

#include "app/bw-checkin-view.h"

#include <glib/gi18n.h>

#include "app/bw-checkin-actions.h"
#include "app/bw-checkin-dialog.h"
#include "app/bw-checkin-edit.h"
#include "app/bw-checkin-walk.h"
#include "app/bw-commitment-list.h"
#include "app/bw-day-button.h"
#include "core/bw-merge.h"
#include "core/bw-territory-plan.h"
#include "session/bw-live-agenda.h"

/* The deals, and the accounts, that can be chosen for a commitment. */
#define MOST_SUBJECTS 60

/* What a commitment can be about: one of the three. */
typedef struct
{
  gint32 deal; /* BW_NOBODY */
  gint32 account;
  gint64 territory; /* its line over the plans; 0 */
} Subject;

struct _BwCheckinView
{
  AdwBin parent_instance;

  GtkWidget        *title, *when, *walk_button, *held, *menu;
  GtkWidget        *stack, *spinner, *agenda_box, *sections, *no_commitments;
  BwCommitmentList *commitments;
  BwCheckinWalk    *walk;
  GtkWidget        *notes;
  GtkEditable      *promise;
  GtkDropDown      *owner, *subject;
  BwDayButton      *due_day;
  GtkWidget        *add;

  BwSession   *session; /* (owned) */
  BwLive      *live;    /* (owned) */
  BwMeetingDue due;
  GArray      *owners;   /* gint32: in the order of the drop-down */
  GArray      *subjects; /* Subject: in the order of the drop-down, after "nothing in particular" */
  gboolean     has_due;
};

G_DEFINE_FINAL_TYPE (BwCheckinView, bw_checkin_view, ADW_TYPE_BIN)

static BwAgendaQuery
make_query (BwCheckinView *self)
{
  BwFocus *focus = bw_session_get_focus (self->session);

  return (BwAgendaQuery) { self->due.host, self->due.person, self->due.day, bw_focus_get_as_of (focus), *bw_focus_get_period (focus) };
}

/* The agenda that is shown, where it is that of this check-in. */
const BwAgenda *
bw_checkin_view_get_agenda (BwCheckinView *self)
{
  const BwLiveAgenda *result = bw_live_get (self->live);

  if (result == NULL || !self->has_due || result->agenda->query.host != self->due.host || result->agenda->query.person != self->due.person ||
      result->agenda->query.day != self->due.day)
    return NULL;
  return result->agenda;
}

static const BwMeeting *
find_noted (BwCheckinView *self)
{
  return bw_meeting_find (bw_session_get_book (self->session), self->due.cadence, self->due.host, self->due.person, self->due.day);
}

static char *
dup_notes (BwCheckinView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->notes));
  GtkTextIter    from, to;

  gtk_text_buffer_get_bounds (buffer, &from, &to);
  return g_strchomp (gtk_text_buffer_get_text (buffer, &from, &to, FALSE));
}

/* ---- writing ---- */

static void
write_state (BwCheckinView *self,
             BwMeetingState state,
             const char    *verb)
{
  BwBook          *book = bw_session_get_book (self->session), *after;
  BwNoteSignature  signature = bw_checkin_edit_sign ();
  g_autofree char *notes = dup_notes (self), *title = bw_cadence_dup_title (book, self->due.host, self->due.person), *label = NULL;
  BwDelta         *delta;

  label = g_strdup_printf ("%s: %s", verb, title);
  after = bw_meeting_edit_write (book, &self->due, state, notes, &signature, NULL, &delta);
  bw_checkin_edit_apply (GTK_WIDGET (self), self->session, label, after, delta);
}

void
bw_checkin_view_keep_notes (BwCheckinView *self)
{
  const BwMeeting *noted = self->has_due ? find_noted (self) : NULL;
  g_autofree char *notes = self->has_due ? dup_notes (self) : NULL;
  const char      *known = noted != NULL ? bw_book_text (bw_session_get_book (self->session), noted->notes) : "";
  gboolean         writable;

  g_object_get (self->session, "writable", &writable, NULL);
  if (notes != NULL && writable && !g_str_equal (notes, known))
    write_state (self, noted != NULL ? noted->state : BW_MEETING_PLANNED, _ ("Notes of the check-in"));
}

static void
held_cb (BwCheckinView *self)
{
  const BwMeeting *noted = find_noted (self);

  if (noted != NULL && noted->state == BW_MEETING_HELD)
    write_state (self, BW_MEETING_PLANNED, _ ("Check-in open again"));
  else
    write_state (self, BW_MEETING_HELD, _ ("Check-in held"));
}

static void choose_subject (BwCheckinView *self);

static void
add_promise_cb (BwCheckinView *self)
{
  BwBook           *book = bw_session_get_book (self->session), *after;
  g_autofree char  *text = g_strstrip (g_strdup (gtk_editable_get_text (self->promise))), *label = NULL;
  guint             owner = gtk_drop_down_get_selected (self->owner), subject = gtk_drop_down_get_selected (self->subject);
  BwNoteSignature   signature = bw_checkin_edit_sign ();
  BwCommitmentInput input = { .text = text, .due = bw_day_button_get_day (self->due_day), .deal = BW_NOBODY, .account = BW_NOBODY };
  BwDelta          *delta;

  if (*text == '\0' || owner >= self->owners->len)
    return;
  input.owner = g_array_index (self->owners, gint32, owner);
  if (subject > 0 && subject <= self->subjects->len)
    {
      const Subject *about = &g_array_index (self->subjects, Subject, subject - 1);

      input.deal = about->deal;
      input.account = about->account;
      input.territory = about->territory;
    }
  /* Translators: a person */
  label = g_strdup_printf (_ ("Commitment of %s"), bw_book_text (book, bw_book_person (book, (guint)input.owner)->name));
  after = bw_meeting_edit_promise (book, &self->due, &input, &signature, &delta);
  gtk_editable_set_text (self->promise, "");
  choose_subject (self);
  bw_checkin_edit_apply (GTK_WIDGET (self), self->session, label, after, delta);
}

/* ---- the menu ---- */

static GtkWindow *
get_window (BwCheckinView *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
brief (BwCheckinView *self,
       const char    *how)
{
  const BwAgenda  *agenda = bw_checkin_view_get_agenda (self);
  g_autofree char *notes = dup_notes (self);
  const BwBook    *book = bw_session_get_book (self->session);

  if (agenda == NULL)
    return;
  if (g_str_equal (how, "mail"))
    bw_checkin_actions_mail (get_window (self), book, agenda, notes);
  else
    bw_checkin_actions_save_brief (get_window (self), book, agenda, notes, g_str_equal (how, "markdown"));
}

static void
brief_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *how)
{
  brief (BW_CHECKIN_VIEW (widget), g_variant_get_string (how, NULL));
}

static void
calendar_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  BwCheckinView *self = BW_CHECKIN_VIEW (widget);

  bw_checkin_actions_save_calendar (get_window (self), bw_session_get_book (self->session), &self->due.cadence, 1);
}

static void
change_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  BwCheckinView *self = BW_CHECKIN_VIEW (widget);

  bw_checkin_dialog_show (widget, self->session, self->due.cadence, self->due.host, self->due.person);
}

static void
end_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  BwCheckinView   *self = BW_CHECKIN_VIEW (widget);
  BwBook          *book = bw_session_get_book (self->session), *after;
  g_autofree char *title = bw_cadence_dup_title (book, self->due.host, self->due.person);
  g_autofree char *label = g_strdup_printf (_ ("End check-in %s"), title);
  BwNoteSignature  signature = bw_checkin_edit_sign ();
  BwDelta         *delta;

  after = bw_cadence_edit_remove (book, self->due.cadence, &signature, &delta);
  bw_checkin_edit_apply (widget, self->session, label, after, delta);
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  write_state (BW_CHECKIN_VIEW (widget), BW_MEETING_CANCELLED, _ ("Check-in cancelled"));
}

static GMenuModel *
make_menu (void)
{
  GMenu *menu = g_menu_new (), *brief_part = g_menu_new (), *rhythm_part = g_menu_new ();

  g_menu_append (brief_part, _ ("Save the brief as _PDF…"), "checkin.brief::pdf");
  g_menu_append (brief_part, _ ("Save the brief as _Markdown…"), "checkin.brief::markdown");
  g_menu_append (brief_part, _ ("M_ail the brief…"), "checkin.brief::mail");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (brief_part));
  g_menu_append (rhythm_part, _ ("Add to _calendar…"), "checkin.calendar");
  g_menu_append (rhythm_part, _ ("Change _when it is…"), "checkin.change");
  g_menu_append (rhythm_part, _ ("Ca_ncel this one"), "checkin.cancel");
  g_menu_append (rhythm_part, _ ("_End these check-ins"), "checkin.end");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rhythm_part));
  g_object_unref (brief_part);
  g_object_unref (rhythm_part);
  return G_MENU_MODEL (menu);
}

static void
update_actions (BwCheckinView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   writable, recurs = self->due.cadence != 0 && bw_cadence_find (bw_session_get_book (self->session), self->due.cadence) >= 0;

  g_object_get (self->session, "writable", &writable, NULL);
  gtk_widget_action_set_enabled (widget, "checkin.brief", bw_checkin_view_get_agenda (self) != NULL);
  gtk_widget_action_set_enabled (widget, "checkin.calendar", recurs);
  gtk_widget_action_set_enabled (widget, "checkin.change", recurs && writable);
  gtk_widget_action_set_enabled (widget, "checkin.end", recurs && writable);
  gtk_widget_action_set_enabled (widget, "checkin.cancel", writable);
  gtk_widget_set_sensitive (self->held, writable);
  gtk_widget_set_sensitive (self->add, writable);
}

/* ---- what is shown ---- */

static void
show_head (BwCheckinView *self)
{
  const BwBook    *book = bw_session_get_book (self->session);
  const BwMeeting *noted = find_noted (self);
  int              row = self->due.cadence != 0 ? bw_cadence_find (book, self->due.cadence) : -1;
  g_autofree char *title = bw_cadence_dup_title (book, self->due.host, self->due.person), *day = bw_date_format_weekday (self->due.day);
  g_autofree char *rhythm = row >= 0 ? bw_cadence_dup_rhythm (bw_book_cadence (book, (guint)row)) : NULL;
  const char      *zone = row >= 0 ? bw_cadence_zone (book, bw_book_cadence (book, (guint)row)) : NULL;
  GString         *when = g_string_new (day);
  BwMeetingState   state = noted != NULL ? noted->state : BW_MEETING_PLANNED;

  if (state == BW_MEETING_HELD)
    g_string_append_printf (when, " · %s", _ ("held"));
  else if (state == BW_MEETING_CANCELLED)
    g_string_append_printf (when, " · %s", _ ("cancelled"));
  if (rhythm != NULL)
    g_string_append_printf (when, " · %s", rhythm);
  if (zone != NULL)
    g_string_append_printf (when, " · %s", zone);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->when), when->str);
  gtk_button_set_label (GTK_BUTTON (self->held), state == BW_MEETING_HELD ? _ ("Not _held") : _ ("_Held"));
  g_string_free (when, TRUE);
}

static GtkWidget *
make_item_title (const BwAgendaItem *item)
{
  GtkWidget *label = bw_checkin_edit_text (item->title, "heading"), *button;

  if (item->deal < 0)
    return label;
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "text-link");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _ ("Show the deal"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", (guint32)item->deal);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-deal");
  return button;
}

static void
show_sections (BwCheckinView  *self,
               const BwAgenda *agenda)
{
  int section = BW_AGENDA_COMMITMENTS;

  bw_checkin_edit_empty (self->sections);
  for (guint i = 0; i < agenda->items->len; i++)
    {
      const BwAgendaItem *item = g_ptr_array_index (agenda->items, i);
      GtkWidget          *box;

      if (item->section == BW_AGENDA_COMMITMENTS)
        continue;
      if ((int)item->section != section)
        {
          GtkWidget *title = bw_checkin_edit_text (bw_agenda_section_title (item->section), "title-4");

          gtk_widget_set_margin_top (title, 12);
          gtk_box_append (GTK_BOX (self->sections), title);
        }
      section = (int)item->section;
      box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      gtk_box_append (GTK_BOX (box), make_item_title (item));
      gtk_box_append (GTK_BOX (box), bw_checkin_edit_text (item->text, "numeric"));
      gtk_box_append (GTK_BOX (self->sections), box);
    }
}

static gboolean
is_same_subject (const Subject *a,
                 const Subject *b)
{
  return a->deal == b->deal && a->account == b->account && a->territory == b->territory;
}

static void
offer (BwCheckinView *self,
       GtkStringList *names,
       Subject        subject,
       const char    *format,
       const char    *name)
{
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "%s", name, 1);
  gtk_string_list_append (names, text->str);
  g_array_append_val (self->subjects, subject);
}

/* Those of the plan in force that are one's whose check-in it is, their manager's or, of a team, a member's. */
static void
offer_territories (BwCheckinView *self,
                   GtkStringList *names)
{
  const BwBook *book = bw_session_get_book (self->session);
  gint32        plan = bw_territory_plan_current (book);

  for (guint i = 0; plan >= 0 && i < book->territories->len; i++)
    {
      const BwTerritory *row = bw_book_territory (book, i);
      Subject            subject = { BW_NOBODY, BW_NOBODY, row->line != 0 ? row->line : row->key };
      gboolean           is_theirs = row->owner >= 0 && (row->owner == self->due.host || row->owner == self->due.person ||
                                               (self->due.person == BW_NOBODY && bw_cadence_concerns (book, self->due.host, BW_NOBODY, row->owner)));

      if (row->plan == plan && is_theirs)
        /* Translators: what a commitment is about: the name of a territory */
        offer (self, names, subject, _ ("Territory %s"), bw_book_text (book, row->name));
    }
}

/* Offers the deals of the agenda, their accounts and the territories as what a commitment is about; what was chosen
 * stays so. */
static void
offer_subjects (BwCheckinView *self,
                const GArray  *deals)
{
  const BwBook *book = bw_session_get_book (self->session);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GHashTable) accounts = g_hash_table_new (NULL, NULL);
  guint    n = MIN (deals->len, MOST_SUBJECTS), place = gtk_drop_down_get_selected (self->subject);
  gboolean has_chosen = place > 0 && place <= self->subjects->len;
  Subject  chosen = has_chosen ? g_array_index (self->subjects, Subject, place - 1) : (Subject) { BW_NOBODY, BW_NOBODY, 0 };

  gtk_string_list_append (names, _ ("Nothing in particular"));
  g_array_set_size (self->subjects, 0);
  for (guint i = 0; i < n; i++)
    {
      gint32 deal = (gint32)g_array_index (deals, guint32, i);

      offer (self, names, (Subject) { deal, BW_NOBODY, 0 }, "%s", bw_book_text (book, book->deals.name[deal]));
    }
  for (guint i = 0; i < n; i++)
    {
      gint32 account = book->deals.account[g_array_index (deals, guint32, i)];

      if (account >= 0 && g_hash_table_add (accounts, GINT_TO_POINTER (account)))
        /* Translators: what a commitment is about: the name of an account */
        offer (self, names, (Subject) { BW_NOBODY, account, 0 }, _ ("Account %s"), bw_book_text (book, bw_book_account (book, (guint)account)->name));
    }
  offer_territories (self, names);
  gtk_drop_down_set_model (self->subject, G_LIST_MODEL (names));
  for (guint i = 0; has_chosen && i < self->subjects->len; i++)
    if (is_same_subject (&g_array_index (self->subjects, Subject, i), &chosen))
      gtk_drop_down_set_selected (self->subject, i + 1);
}

static void
choose_subject (BwCheckinView *self)
{
  gint32 deal = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->walk_button)) ? bw_checkin_walk_get_deal (self->walk) : BW_NOBODY;

  gtk_drop_down_set_selected (self->subject, 0);
  for (guint i = 0; i < self->subjects->len; i++)
    if (deal != BW_NOBODY && g_array_index (self->subjects, Subject, i).deal == deal)
      gtk_drop_down_set_selected (self->subject, i + 1);
}

static void
show_stack (BwCheckinView *self)
{
  gboolean is_walk = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->walk_button));

  if (bw_checkin_view_get_agenda (self) == NULL)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "busy");
  else
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), is_walk ? "walk" : "agenda");
}

static void
agenda_cb (BwCheckinView *self)
{
  const BwAgenda     *agenda = bw_checkin_view_get_agenda (self);
  const BwLiveAgenda *result = bw_live_get (self->live);

  if (agenda != NULL)
    {
      show_sections (self, agenda);
      bw_checkin_walk_show (self->walk, self->session, agenda, result->deals);
      offer_subjects (self, result->deals);
      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->walk_button)))
        choose_subject (self);
    }
  show_stack (self);
  update_actions (self);
}

static void
show_commitments (BwCheckinView *self)
{
  BwAgendaQuery query = make_query (self);
  g_autoptr (GArray) rows = bw_agenda_dup_commitments (bw_session_get_book (self->session), &query);

  bw_commitment_list_show (self->commitments, self->session, rows, self->due.day);
  gtk_widget_set_visible (GTK_WIDGET (self->commitments), rows->len > 0);
  gtk_widget_set_visible (self->no_commitments, rows->len == 0);
}

static void
book_changed_cb (BwCheckinView *self)
{
  if (!self->has_due)
    return;
  show_head (self);
  show_commitments (self);
  update_actions (self);
}

/* Who can promise something: the two, or the host and the team. */
static void
offer_owners (BwCheckinView *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_array_set_size (self->owners, 0);
  if (self->due.person != BW_NOBODY)
    g_array_append_val (self->owners, self->due.person);
  if (self->due.host != BW_NOBODY)
    g_array_append_val (self->owners, self->due.host);
  for (gint32 i = 0; self->due.person == BW_NOBODY && i < (gint32)book->people->len; i++)
    if (i != self->due.host && !bw_merge_is_away (book, BW_TABLE_PEOPLE, (guint)i) && bw_cadence_concerns (book, self->due.host, BW_NOBODY, i))
      g_array_append_val (self->owners, i);
  for (guint i = 0; i < self->owners->len; i++)
    gtk_string_list_append (names, bw_book_text (book, bw_book_person (book, (guint)g_array_index (self->owners, gint32, i))->name));
  gtk_drop_down_set_model (self->owner, G_LIST_MODEL (names));
}

static BwDate
next_day (BwCheckinView *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  int           row = self->due.cadence != 0 ? bw_cadence_find (book, self->due.cadence) : -1;

  return row >= 0 ? bw_cadence_next (bw_book_cadence (book, (guint)row), self->due.day + 1) : self->due.day + 7;
}

void
bw_checkin_view_show (BwCheckinView      *self,
                      const BwMeetingDue *due)
{
  gboolean is_same = self->has_due && self->due.cadence == due->cadence && self->due.host == due->host && self->due.person == due->person &&
                     self->due.day == due->day;
  const BwMeeting *noted;
  BwAgendaQuery    query;

  if (is_same)
    {
      self->due = *due;
      return;
    }
  bw_checkin_view_keep_notes (self);
  self->due = *due;
  self->has_due = TRUE;
  noted = find_noted (self);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->notes)),
                            noted != NULL ? bw_book_text (bw_session_get_book (self->session), noted->notes) : "", -1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->walk_button), FALSE);
  gtk_editable_set_text (self->promise, "");
  gtk_drop_down_set_selected (self->subject, 0);
  bw_day_button_set_day (self->due_day, next_day (self));
  offer_owners (self);
  book_changed_cb (self);
  query = make_query (self);
  bw_live_agenda_ask (self->live, self->session, &query);
  show_stack (self);
}

void
bw_checkin_view_set_active (BwCheckinView *self,
                            gboolean       active)
{
  bw_live_set_active (self->live, active);
}

/* ---- walking ---- */

static void
walk_cb (BwCheckinView *self)
{
  show_stack (self);
  choose_subject (self);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        BwCheckinView         *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean   is_walk = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->walk_button));

  if (!is_walk || (focus != NULL && (GTK_IS_TEXT_VIEW (focus) || GTK_IS_TEXT (focus))))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Page_Down || key == GDK_KEY_KP_Page_Down)
    bw_checkin_walk_move (self->walk, 1);
  else if (key == GDK_KEY_Page_Up || key == GDK_KEY_KP_Page_Up)
    bw_checkin_walk_move (self->walk, -1);
  else if (key == GDK_KEY_Escape)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->walk_button), FALSE);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* ---- the widget ---- */

static void
typed_cb (BwCheckinView *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->promise)));

  gtk_widget_set_sensitive (self->add, *text != '\0');
}

static GtkWidget *
make_head (BwCheckinView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GMenuModel) menu = make_menu ();

  self->title = bw_checkin_edit_text ("", "title-2");
  self->when = bw_checkin_edit_text ("", "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->when);
  self->walk_button = gtk_toggle_button_new_with_mnemonic (_ ("Walk through _deals"));
  gtk_widget_set_tooltip_text (self->walk_button, _ ("Go through the deals one after the other: Page Down and Page Up; Escape ends it"));
  g_signal_connect_swapped (self->walk_button, "toggled", G_CALLBACK (walk_cb), self);
  self->held = gtk_button_new_with_mnemonic (_ ("_Held"));
  gtk_widget_add_css_class (self->held, "suggested-action");
  gtk_widget_set_tooltip_text (self->held, _ ("The check-in took place; its notes are written with it"));
  g_signal_connect_swapped (self->held, "clicked", G_CALLBACK (held_cb), self);
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
  gtk_widget_set_tooltip_text (self->menu, _ ("Brief, calendar and rhythm"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Brief, calendar and rhythm"), -1);
  gtk_box_append (GTK_BOX (box), words);
  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *button = i == 0 ? self->walk_button : i == 1 ? self->held
                                                              : self->menu;

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static GtkWidget *
scroll (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static GtkWidget *
make_agenda (BwCheckinView *self)
{
  self->agenda_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->commitments = g_object_new (BW_TYPE_COMMITMENT_LIST, NULL);
  self->no_commitments = bw_checkin_edit_text (_ ("Nothing was promised yet."), "dim-label");
  self->sections = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_end (self->agenda_box, 12);
  gtk_box_append (GTK_BOX (self->agenda_box), bw_checkin_edit_text (_ ("Commitments"), "title-4"));
  gtk_box_append (GTK_BOX (self->agenda_box), self->no_commitments);
  gtk_box_append (GTK_BOX (self->agenda_box), GTK_WIDGET (self->commitments));
  gtk_box_append (GTK_BOX (self->agenda_box), self->sections);
  self->walk = g_object_new (BW_TYPE_CHECKIN_WALK, NULL);
  gtk_widget_set_margin_end (GTK_WIDGET (self->walk), 12);
  g_signal_connect_object (self->walk, "moved", G_CALLBACK (choose_subject), self, G_CONNECT_SWAPPED);
  self->spinner = gtk_spinner_new ();
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  gtk_widget_set_halign (self->spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->spinner, GTK_ALIGN_CENTER);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), self->spinner, "busy");
  gtk_stack_add_named (GTK_STACK (self->stack), scroll (self->agenda_box), "agenda");
  gtk_stack_add_named (GTK_STACK (self->stack), scroll (GTK_WIDGET (self->walk)), "walk");
  gtk_widget_set_hexpand (self->stack, TRUE);
  return self->stack;
}

static void
left_cb (BwCheckinView *self)
{
  bw_checkin_view_keep_notes (self);
}

static GtkWidget *
make_notes (BwCheckinView *self)
{
  GtkWidget          *frame = gtk_scrolled_window_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->notes = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->notes), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->notes), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->notes), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->notes), 6);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->notes), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->notes), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->notes), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Notes of the check-in"), -1);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (self->notes, focus);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (frame), self->notes);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (frame), 120);
  gtk_widget_add_css_class (frame, "frame");
  gtk_widget_set_vexpand (frame, TRUE);
  return frame;
}

static GtkWidget *
make_promise (BwCheckinView *self)
{
  GtkWidget *grid = gtk_grid_new (), *promise = gtk_entry_new (), *owner = gtk_drop_down_new (NULL, NULL), *subject;
  GtkWidget *due = g_object_new (BW_TYPE_DAY_BUTTON, "title", _ ("By when"), NULL);

  subject = gtk_drop_down_new (NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (subject), TRUE);
  self->promise = GTK_EDITABLE (promise);
  self->owner = GTK_DROP_DOWN (owner);
  self->subject = GTK_DROP_DOWN (subject);
  self->due_day = BW_DAY_BUTTON (due);
  self->add = gtk_button_new_with_mnemonic (_ ("_Add"));
  gtk_widget_set_sensitive (self->add, FALSE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (promise), _ ("Who does what?"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (promise), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("A new commitment"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (owner), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Who does it"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (subject), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What it is about"), -1);
  gtk_widget_set_hexpand (promise, TRUE);
  g_signal_connect_swapped (promise, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (promise, "activate", G_CALLBACK (add_promise_cb), self);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_promise_cb), self);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_attach (GTK_GRID (grid), promise, 0, 0, 2, 1);
  gtk_grid_attach (GTK_GRID (grid), owner, 0, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), due, 1, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), subject, 0, 2, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->add, 1, 2, 1, 1);
  gtk_widget_set_hexpand (owner, TRUE);
  return grid;
}

static void
dispose (GObject *object)
{
  BwCheckinView *self = BW_CHECKIN_VIEW (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->live);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_checkin_view_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwCheckinView *self = BW_CHECKIN_VIEW (object);

  g_array_unref (self->owners);
  g_array_unref (self->subjects);
  G_OBJECT_CLASS (bw_checkin_view_parent_class)->finalize (object);
}

static void
bw_checkin_view_class_init (BwCheckinViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_install_action (widget_class, "checkin.brief", "s", brief_cb);
  gtk_widget_class_install_action (widget_class, "checkin.calendar", NULL, calendar_cb);
  gtk_widget_class_install_action (widget_class, "checkin.change", NULL, change_cb);
  gtk_widget_class_install_action (widget_class, "checkin.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "checkin.end", NULL, end_cb);
}

static void
bw_checkin_view_init (BwCheckinView *self)
{
  GtkWidget          *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget          *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->owners = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->subjects = g_array_new (FALSE, FALSE, sizeof (Subject));
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (columns), make_agenda (self));
  gtk_widget_set_size_request (side, 290, -1);
  gtk_box_append (GTK_BOX (side), bw_checkin_edit_text (_ ("Notes"), "title-4"));
  gtk_box_append (GTK_BOX (side), make_notes (self));
  gtk_box_append (GTK_BOX (side), bw_checkin_edit_text (_ ("New commitment"), "title-4"));
  gtk_box_append (GTK_BOX (side), make_promise (self));
  gtk_box_append (GTK_BOX (columns), side);
  gtk_widget_set_vexpand (columns, TRUE);
  gtk_box_append (GTK_BOX (box), columns);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  adw_bin_set_child (ADW_BIN (self), box);
}

/* Returns: (transfer floating): a view of the check-ins of @session, which has an open project. */
GtkWidget *
bw_checkin_view_new (BwSession *session)
{
  BwCheckinView *self = g_object_new (BW_TYPE_CHECKIN_VIEW, NULL);

  self->session = g_object_ref (session);
  self->live = bw_live_agenda_new (session);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (agenda_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (book_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::writable", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  g_object_bind_property (session, "writable", self->notes, "sensitive", G_BINDING_SYNC_CREATE);
  return GTK_WIDGET (self);
}
