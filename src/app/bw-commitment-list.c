/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people said they would do, to be settled.
 *
 *   Send Bolt the offer                        [kept] [later] [dropped]
 *   Rita Rey: Open, due by 30 Nov. Bolt: The deal is open.
 *
 * A settled one has one button, to open it again. "Later" opens a calendar: the commitment is carried forward to the day that is
 * chosen there, and each day that was said before stays on record (core/bw-commitment.c). The text of one about a deal shows
 * the deal. */

#include "app/bw-commitment-list.h"

#include <glib/gi18n.h>

#include "app/bw-calendar-names.h"
#include "app/bw-checkin-edit.h"
#include "app/bw-tab-stop.h"
#include "core/bw-agenda.h"

struct _BwCommitmentList
{
  AdwBin parent_instance;

  GtkWidget *list;
  BwSession *session; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (BwCommitmentList, bw_commitment_list, ADW_TYPE_BIN)

static gint64
get_line (gpointer widget)
{
  return *(gint64 *)g_object_get_data (widget, "line");
}

static void
set_line (gpointer widget,
          gint64   line)
{
  g_object_set_data_full (widget, "line", g_memdup2 (&line, sizeof line), g_free);
}

static void
settle (BwCommitmentList *self,
        gint64            line,
        BwCommitmentState state,
        const char       *label)
{
  BwNoteSignature signature = bw_checkin_edit_sign ();
  BwDelta        *delta;
  BwBook         *after = bw_commitment_edit_settle (bw_session_get_book (self->session), line, state, NULL, &signature, &delta);

  bw_checkin_edit_apply (GTK_WIDGET (self), self->session, label, after, delta);
}

static void
keep_cb (GtkWidget        *button,
         BwCommitmentList *self)
{
  settle (self, get_line (button), BW_COMMITMENT_KEPT, _ ("Commitment kept"));
}

static void
drop_cb (GtkWidget        *button,
         BwCommitmentList *self)
{
  settle (self, get_line (button), BW_COMMITMENT_DROPPED, _ ("Commitment dropped"));
}

static void
reopen_cb (GtkWidget        *button,
           BwCommitmentList *self)
{
  settle (self, get_line (button), BW_COMMITMENT_OPEN, _ ("Commitment open again"));
}

static void
day_cb (GtkCalendar      *calendar,
        BwCommitmentList *self)
{
  g_autoptr (GDateTime) at = gtk_calendar_get_date (calendar);
  BwNoteSignature signature = bw_checkin_edit_sign ();
  BwDate          day = bw_date_from_ymd (g_date_time_get_year (at), g_date_time_get_month (at), g_date_time_get_day_of_month (at));
  GtkWidget      *popover = gtk_widget_get_ancestor (GTK_WIDGET (calendar), GTK_TYPE_POPOVER);
  BwDelta        *delta;
  BwBook         *after = bw_commitment_edit_move (bw_session_get_book (self->session), get_line (calendar), day, NULL, &signature, &delta);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  bw_checkin_edit_apply (GTK_WIDGET (self), self->session, _ ("Move a commitment"), after, delta);
}

static void
name_button (BwCommitmentList *self,
             GtkWidget        *button,
             const char       *tooltip)
{
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  g_object_bind_property (self->session, "writable", button, "sensitive", G_BINDING_SYNC_CREATE);
}

static void
add_button (BwCommitmentList *self,
            GtkWidget        *row,
            const char       *icon,
            const char       *tooltip,
            gint64            line,
            GCallback         clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  name_button (self, button, tooltip);
  set_line (button, line);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  gtk_box_append (GTK_BOX (row), button);
}

/* A button that opens a calendar at the day on which the commitment is due. */
static void
add_later (BwCommitmentList   *self,
           GtkWidget          *row,
           const BwCommitment *commitment)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (), *calendar = gtk_calendar_new ();
  int        year, month, day;

  if (commitment->due != BW_DATE_NONE)
    {
      g_autoptr (GDateTime) due = NULL;

      bw_date_to_ymd (commitment->due, &year, &month, &day);
      due = g_date_time_new_local (year, month, day, 12, 0, 0);
      gtk_calendar_select_day (GTK_CALENDAR (calendar), due);
    }
  set_line (calendar, bw_commitment_line (commitment));
  bw_calendar_names_set (GTK_CALENDAR (calendar));
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (day_cb), self, 0);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  name_button (self, button, _ ("Carry it forward to another day"));
  gtk_box_append (GTK_BOX (row), button);
}

static GtkWidget *
make_title (const BwBook       *book,
            const BwCommitment *commitment)
{
  const char *text = bw_book_text (book, commitment->text);
  GtkWidget  *label = bw_checkin_edit_text (text, commitment->state == BW_COMMITMENT_OPEN ? "heading" : NULL), *button;

  if (commitment->deal < 0)
    return label;
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "text-link");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _ ("Show the deal"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", (guint32)commitment->deal);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-deal");
  return button;
}

static void
add_commitment (BwCommitmentList   *self,
                const BwBook       *book,
                const BwCommitment *commitment,
                BwDate              day)
{
  GtkWidget       *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *standing = bw_agenda_dup_standing (book, commitment, day), *spoken = NULL;
  gint64           line = bw_commitment_line (commitment);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), make_title (book, commitment));
  gtk_box_append (GTK_BOX (words), bw_checkin_edit_text (standing, bw_commitment_is_late (commitment, day) ? "warning" : "dim-label"));
  gtk_box_append (GTK_BOX (row), words);
  if (commitment->state == BW_COMMITMENT_OPEN)
    {
      add_button (self, row, "object-select-symbolic", _ ("It was kept"), line, G_CALLBACK (keep_cb));
      add_later (self, row, commitment);
      add_button (self, row, "window-close-symbolic", _ ("It was dropped"), line, G_CALLBACK (drop_cb));
    }
  else
    add_button (self, row, "edit-undo-symbolic", _ ("Open it again"), line, G_CALLBACK (reopen_cb));
  spoken = g_strdup_printf ("%s, %s", bw_book_text (book, commitment->text), standing);
  bw_checkin_edit_add_row (self->list, row, spoken);
}

void
bw_commitment_list_show (BwCommitmentList *self,
                         BwSession        *session,
                         const GArray     *rows,
                         BwDate            day)
{
  const BwBook *book = bw_session_get_book (session);

  g_set_object (&self->session, session);
  bw_checkin_edit_empty (self->list);
  for (guint i = 0; i < rows->len; i++)
    add_commitment (self, book, bw_book_commitment (book, g_array_index (rows, guint, i)), day);
}

static void
dispose (GObject *object)
{
  BwCommitmentList *self = BW_COMMITMENT_LIST (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_commitment_list_parent_class)->dispose (object);
}

static void
bw_commitment_list_class_init (BwCommitmentListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
bw_commitment_list_init (BwCommitmentList *self)
{
  self->list = bw_checkin_edit_list ();
  adw_bin_set_child (ADW_BIN (self), bw_tab_stop_new (self->list));
}
