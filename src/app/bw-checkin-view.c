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
 * The agenda is worked out off the main thread; until it has arrived, what is on the way is named in its place. Commitments are always
 * those of the book and there at once. Notes
 * are written when the field is left, when another check-in is shown and when it was held, each time as one step of undo. Page
 * Down and Page Up go to the next and the previous deal wherever the keyboard is but in a text, and Escape ends the walk. */

#include "app/bw-checkin-view.h"

#include <glib/gi18n.h>

#include "app/bw-checkin-actions.h"
#include "app/bw-checkin-dialog.h"
#include "app/bw-checkin-edit.h"
#include "app/bw-checkin-move.h"
#include "app/bw-checkin-promise.h"
#include "app/bw-checkin-walk.h"
#include "app/bw-columns.h"
#include "app/bw-commitment-list.h"
#include "core/bw-time-zone.h"
#include "session/bw-live-agenda.h"

struct _BwCheckinView
{
  AdwBin parent_instance;

  GtkWidget        *title, *when, *walk_button, *held, *menu;
  GtkWidget        *stack, *coming, *agenda_box, *sections, *no_commitments;
  BwCommitmentList *commitments;
  BwCheckinWalk    *walk;
  GtkWidget        *notes, *side;
  BwCheckinPromise *promise;

  BwSession   *session; /* (owned) */
  BwLive      *live;    /* (owned) */
  BwMeetingDue due;
  gboolean     has_due;
};

G_DEFINE_FINAL_TYPE (BwCheckinView, bw_checkin_view, ADW_TYPE_BIN)

static BwAgendaQuery
make_query (BwCheckinView *self)
{
  BwFocus *focus = bw_session_get_focus (self->session);

  return (BwAgendaQuery) { self->due.host, self->due.person, self->due.on, bw_focus_get_as_of (focus), *bw_focus_get_period (focus), self->due.at };
}

/* The agenda that is shown, where it is that of this check-in. */
const BwAgenda *
bw_checkin_view_get_agenda (BwCheckinView *self)
{
  const BwLiveAgenda *result = bw_live_get (self->live);

  if (result == NULL || !self->has_due || result->agenda->query.host != self->due.host || result->agenda->query.person != self->due.person ||
      result->agenda->query.day != self->due.on)
    return NULL;
  return result->agenda;
}

static const BwMeeting *
find_noted (BwCheckinView *self)
{
  return bw_meeting_find (bw_session_get_book (self->session), self->due.cadence, self->due.host, self->due.person, self->due.day);
}

const BwMeeting *
bw_checkin_view_get_noted (BwCheckinView *self)
{
  return self->has_due ? find_noted (self) : NULL;
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

static void
move_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  BwCheckinView *self = BW_CHECKIN_VIEW (widget);

  bw_checkin_move_show (widget, self->session, &self->due);
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
  g_menu_append (rhythm_part, _ ("M_ove this one…"), "checkin.move");
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
  gtk_widget_action_set_enabled (widget, "checkin.move", recurs && writable);
  gtk_widget_action_set_enabled (widget, "checkin.end", recurs && writable);
  gtk_widget_action_set_enabled (widget, "checkin.cancel", writable);
  gtk_widget_set_sensitive (self->held, writable);
}

/* ---- what is shown ---- */

/* Adds when a check-in that was moved is, and when its rhythm has it. */
static void
append_moved (BwCheckinView   *self,
              const BwCadence *cadence,
              const BwMeeting *noted,
              GString         *when)
{
  g_autofree char *was = bw_date_format_short (noted->day, self->due.on), *time = NULL;
  guint            starts;

  bw_cadence_clock (bw_session_get_book (self->session), cadence, noted->moved, &starts);
  time = bw_cadence_dup_time (starts);
  g_string_append_printf (when, ", %s · ", time);
  /* Translators: a day; of a meeting that is on another day, or at another time, than by its rhythm */
  g_string_append_printf (when, _ ("moved from %s"), was);
}

/* The time of the meeting on this computer's clock, where that is not the one by which it is meant. */
static void
append_here (BwCheckinView   *self,
             const BwCadence *cadence,
             GString         *when)
{
  g_autoptr (GDateTime) at = self->due.at != 0 ? g_date_time_new_from_unix_local (self->due.at) : NULL;
  g_autofree char *here = at != NULL ? g_date_time_format (at, "%H:%M") : NULL, *meant = bw_cadence_dup_time (cadence->starts);

  if (here == NULL || g_str_equal (here, meant))
    return;
  g_string_append (when, " · ");
  /* Translators: a time; on the clock of the reader */
  g_string_append_printf (when, _ ("%s here"), here);
}

/* How @cadence recurs, and on the clock of which city. */
static void
append_rhythm (const BwBook    *book,
               const BwCadence *cadence,
               GString         *when)
{
  g_autofree char *rhythm = bw_cadence_dup_rhythm (cadence), *city = NULL;
  const char      *zone = bw_cadence_zone (book, cadence);

  g_string_append (when, " · ");
  if (zone == NULL)
    {
      g_string_append (when, rhythm);
      return;
    }
  city = bw_time_zone_dup_city (zone);
  /* Translators: how often and when, such as "every second Friday at 09:00"; a city */
  g_string_append_printf (when, C_ ("rhythm in a city", "%s in %s"), rhythm, city);
}

static void
show_head (BwCheckinView *self)
{
  const BwBook    *book = bw_session_get_book (self->session);
  const BwMeeting *noted = find_noted (self);
  int              row = self->due.cadence != 0 ? bw_cadence_find (book, self->due.cadence) : -1;
  g_autofree char *title = bw_cadence_dup_title (book, self->due.host, self->due.person), *day = bw_date_format_weekday (self->due.on);
  GString         *when = g_string_new (day);
  BwMeetingState   state = noted != NULL ? noted->state : BW_MEETING_PLANNED;

  if (state == BW_MEETING_HELD)
    g_string_append_printf (when, " · %s", _ ("held"));
  else if (state == BW_MEETING_CANCELLED)
    g_string_append_printf (when, " · %s", _ ("cancelled"));
  if (noted != NULL && noted->moved != 0 && row >= 0)
    append_moved (self, bw_book_cadence (book, (guint)row), noted, when);
  else if (state == BW_MEETING_PLANNED && row >= 0)
    append_here (self, bw_book_cadence (book, (guint)row), when);
  if (row >= 0)
    append_rhythm (book, bw_book_cadence (book, (guint)row), when);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->when), when->str);
  if (state == BW_MEETING_HELD)
    gtk_widget_remove_css_class (self->held, "suggested-action");
  else
    gtk_widget_add_css_class (self->held, "suggested-action");
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

static void
show_stack (BwCheckinView *self)
{
  gboolean is_walk = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->walk_button));

  gboolean is_coming = bw_checkin_view_get_agenda (self) == NULL;

  gtk_widget_set_visible (self->coming, is_coming);
  gtk_widget_set_visible (self->sections, !is_coming);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), is_walk && !is_coming ? "walk" : "agenda");
}

/* What is promised now is about the deal that is talked of. */
static void
follow_walk (BwCheckinView *self)
{
  gboolean is_walk = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->walk_button));

  bw_checkin_promise_set_deal (self->promise, is_walk ? bw_checkin_walk_get_deal (self->walk) : BW_NOBODY);
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
      bw_checkin_promise_offer (self->promise, result->deals);
      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->walk_button)))
        follow_walk (self);
    }
  show_stack (self);
  update_actions (self);
}

static void
show_commitments (BwCheckinView *self)
{
  BwAgendaQuery query = make_query (self);
  g_autoptr (GArray) rows = bw_agenda_dup_commitments (bw_session_get_book (self->session), &query);

  bw_commitment_list_show (self->commitments, self->session, rows, self->due.on);
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

static void
ask (BwCheckinView *self)
{
  BwAgendaQuery query = make_query (self);

  bw_live_agenda_ask (self->live, self->session, &query);
  show_stack (self);
}

void
bw_checkin_view_show (BwCheckinView      *self,
                      const BwMeetingDue *due)
{
  gboolean is_same = self->has_due && self->due.cadence == due->cadence && self->due.host == due->host && self->due.person == due->person &&
                     self->due.day == due->day;
  gboolean         is_moved = is_same && self->due.on != due->on;
  const BwMeeting *noted;

  if (is_same)
    {
      self->due = *due;
      book_changed_cb (self);
      if (is_moved)
        ask (self);
      return;
    }
  bw_checkin_view_keep_notes (self);
  self->due = *due;
  self->has_due = TRUE;
  noted = find_noted (self);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->notes)),
                            noted != NULL ? bw_book_text (bw_session_get_book (self->session), noted->notes) : "", -1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->walk_button), FALSE);
  bw_checkin_promise_show (self->promise, due);
  book_changed_cb (self);
  ask (self);
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
  follow_walk (self);
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

/* What stands in the place of what is still worked out. */
static GtkWidget *
make_coming (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_margin_top (box, 12);
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), bw_checkin_edit_text (_ ("Numbers, wins, what moved and what is worth a look are being worked out…"), "dim-label"));
  return box;
}

static GtkWidget *
make_agenda (BwCheckinView *self)
{
  self->agenda_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->commitments = g_object_new (BW_TYPE_COMMITMENT_LIST, NULL);
  self->no_commitments = bw_checkin_edit_text (_ ("Nothing was promised yet."), "dim-label");
  self->sections = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->coming = make_coming ();
  gtk_widget_set_margin_end (self->agenda_box, 12);
  gtk_box_append (GTK_BOX (self->agenda_box), bw_checkin_edit_text (_ ("Commitments"), "title-4"));
  gtk_box_append (GTK_BOX (self->agenda_box), self->no_commitments);
  gtk_box_append (GTK_BOX (self->agenda_box), GTK_WIDGET (self->commitments));
  gtk_box_append (GTK_BOX (self->agenda_box), self->coming);
  gtk_box_append (GTK_BOX (self->agenda_box), self->sections);
  self->walk = g_object_new (BW_TYPE_CHECKIN_WALK, NULL);
  gtk_widget_set_margin_end (GTK_WIDGET (self->walk), 12);
  g_signal_connect_object (self->walk, "moved", G_CALLBACK (follow_walk), self, G_CONNECT_SWAPPED);
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
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
bw_checkin_view_class_init (BwCheckinViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_install_action (widget_class, "checkin.brief", "s", brief_cb);
  gtk_widget_class_install_action (widget_class, "checkin.calendar", NULL, calendar_cb);
  gtk_widget_class_install_action (widget_class, "checkin.change", NULL, change_cb);
  gtk_widget_class_install_action (widget_class, "checkin.move", NULL, move_cb);
  gtk_widget_class_install_action (widget_class, "checkin.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "checkin.end", NULL, end_cb);
}

static void
bw_checkin_view_init (BwCheckinView *self)
{
  GtkWidget          *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *columns;
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_box_append (GTK_BOX (box), make_head (self));
  self->side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->side), bw_checkin_edit_text (_ ("Notes"), "title-4"));
  gtk_box_append (GTK_BOX (self->side), make_notes (self));
  gtk_box_append (GTK_BOX (self->side), bw_checkin_edit_text (_ ("New commitment"), "title-4"));
  columns = g_object_new (BW_TYPE_COLUMNS, "first", make_agenda (self), "second", scroll (self->side), "share", 0.56, "threshold", 440, "spacing", 12, NULL);
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
  self->promise = BW_CHECKIN_PROMISE (bw_checkin_promise_new (session));
  gtk_box_append (GTK_BOX (self->side), GTK_WIDGET (self->promise));
  self->live = bw_live_agenda_new (session);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (agenda_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (book_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::writable", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  g_object_bind_property (session, "writable", self->notes, "sensitive", G_BINDING_SYNC_CREATE);
  return GTK_WIDGET (self);
}
