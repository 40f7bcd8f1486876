/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a check-in, one after the other: what a deal is, what the agenda says of it, what is said and noted about it.
 *
 *   [<]  Deal 3 of 17  [>]                                [Show the deal]
 *   Bolt, renewal
 *   Amount  Stage  Closes  Category  Owner  Next step
 *   What moved: now expected by 12 Jan, after the period
 *   Comments
 *
 * It stays at its deal while the book changes, also where the deals come in another order then. */

#include "app/bw-checkin-walk.h"

#include <glib/gi18n.h>

#include "app/bw-checkin-edit.h"
#include "app/bw-comments.h"
#include "core/bw-note.h"
#include "core/bw-query.h"

struct _BwCheckinWalk
{
  AdwBin parent_instance;

  GtkWidget  *previous, *next, *place, *open, *name, *facts, *said;
  BwComments *comments;

  BwSession *session; /* (owned) (nullable) */
  GPtrArray *texts;   /* (owned) (element-type utf8): what the agenda says of the deals, in pairs of title and text */
  GArray    *about;   /* (owned) gint32: of which deal each pair is */
  GArray    *deals;   /* (owned) guint32 */
  guint      at;
};

G_DEFINE_FINAL_TYPE (BwCheckinWalk, bw_checkin_walk, ADW_TYPE_BIN)

enum
{
  MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

gint32
bw_checkin_walk_get_deal (BwCheckinWalk *self)
{
  return self->at < self->deals->len ? (gint32)g_array_index (self->deals, guint32, self->at) : BW_NOBODY;
}

static void
show_facts (BwCheckinWalk *self,
            const BwBook  *book,
            guint          deal)
{
  static const BwDealField fields[] = { BW_DEAL_FIELD_AMOUNT, BW_DEAL_FIELD_STAGE, BW_DEAL_FIELD_CLOSE, BW_DEAL_FIELD_CATEGORY,
                                        BW_DEAL_FIELD_OWNER, BW_DEAL_FIELD_NEXT_STEP };
  GtkWidget               *child;

  while ((child = gtk_widget_get_first_child (self->facts)) != NULL)
    gtk_grid_remove (GTK_GRID (self->facts), child);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *text = bw_deal_dup_text (book, deal, fields[i], BW_DATE_NONE);
      GtkWidget       *title = bw_checkin_edit_text (bw_deal_field_title (book, fields[i]), "dim-label");

      gtk_label_set_wrap (GTK_LABEL (title), FALSE);
      gtk_grid_attach (GTK_GRID (self->facts), title, 0, (int)i, 1, 1);
      gtk_grid_attach (GTK_GRID (self->facts), bw_checkin_edit_text (*text != '\0' ? text : "–", "numeric"), 1, (int)i, 1, 1);
    }
}

static void
show_said (BwCheckinWalk *self,
           const BwBook  *book,
           guint          deal)
{
  g_autoptr (GArray) notes = bw_note_current_of (book, (gint32)deal);

  bw_checkin_edit_empty (self->said);
  for (guint i = 0; i < self->about->len; i++)
    {
      if (g_array_index (self->about, gint32, i) != (gint32)deal)
        continue;
      gtk_box_append (GTK_BOX (self->said), bw_checkin_edit_text (g_ptr_array_index (self->texts, 2 * i), "heading"));
      gtk_box_append (GTK_BOX (self->said), bw_checkin_edit_text (g_ptr_array_index (self->texts, 2 * i + 1), NULL));
    }
  for (guint i = 0; i < notes->len; i++)
    {
      if (i == 0)
        gtk_box_append (GTK_BOX (self->said), bw_checkin_edit_text (_ ("Notes"), "heading"));
      gtk_box_append (GTK_BOX (self->said), bw_checkin_edit_text (bw_book_text (book, bw_book_note (book, g_array_index (notes, guint, i))->text), NULL));
    }
}

static void
refresh (BwCheckinWalk *self)
{
  const BwBook    *book = bw_session_get_book (self->session);
  gint32           deal = bw_checkin_walk_get_deal (self);
  g_autofree char *place = NULL;
  BwCommentAbout   about = bw_comment_about_none ();

  gtk_widget_set_visible (self->open, deal >= 0);
  gtk_widget_set_visible (GTK_WIDGET (self->comments), deal >= 0);
  gtk_widget_set_sensitive (self->previous, self->at > 0);
  gtk_widget_set_sensitive (self->next, self->at + 1 < self->deals->len);
  if (deal < 0)
    {
      gtk_label_set_label (GTK_LABEL (self->place), _ ("No deals"));
      gtk_label_set_label (GTK_LABEL (self->name), _ ("There is no open deal to talk about."));
      return;
    }
  place = g_strdup_printf (_ ("Deal %u of %u"), self->at + 1, self->deals->len);
  gtk_label_set_label (GTK_LABEL (self->place), place);
  gtk_label_set_label (GTK_LABEL (self->name), bw_book_text (book, book->deals.name[deal]));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open), "u", (guint32)deal);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->open), "win.show-deal");
  show_facts (self, book, (guint)deal);
  show_said (self, book, (guint)deal);
  about.deal = deal;
  bw_comments_show (self->comments, self->session, &about);
}

void
bw_checkin_walk_show (BwCheckinWalk  *self,
                      BwSession      *session,
                      const BwAgenda *agenda,
                      const GArray   *deals)
{
  gint32 shown = bw_checkin_walk_get_deal (self);

  g_set_object (&self->session, session);
  g_ptr_array_set_size (self->texts, 0);
  g_array_set_size (self->about, 0);
  g_array_set_size (self->deals, 0);
  g_array_append_vals (self->deals, deals->data, deals->len);
  for (guint i = 0; i < agenda->items->len; i++)
    {
      const BwAgendaItem *item = g_ptr_array_index (agenda->items, i);
      gboolean            is_promise = item->section == BW_AGENDA_COMMITMENTS;

      if (item->deal < 0)
        continue;
      g_array_append_val (self->about, item->deal);
      g_ptr_array_add (self->texts, g_strdup (is_promise ? item->title : bw_agenda_section_title (item->section)));
      g_ptr_array_add (self->texts, g_strdup (item->text));
    }
  self->at = 0;
  for (guint i = 0; i < deals->len; i++)
    if ((gint32)g_array_index (deals, guint32, i) == shown)
      self->at = i;
  refresh (self);
}

void
bw_checkin_walk_move (BwCheckinWalk *self,
                      int            by)
{
  gint64 at = (gint64)self->at + by;

  if (at < 0 || at >= self->deals->len)
    return;
  self->at = (guint)at;
  refresh (self);
  g_signal_emit (self, signals[MOVED], 0);
}

static void
previous_cb (BwCheckinWalk *self)
{
  bw_checkin_walk_move (self, -1);
}

static void
next_cb (BwCheckinWalk *self)
{
  bw_checkin_walk_move (self, 1);
}

/* ---- the widget ---- */

static void
dispose (GObject *object)
{
  BwCheckinWalk *self = BW_CHECKIN_WALK (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_checkin_walk_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwCheckinWalk *self = BW_CHECKIN_WALK (object);

  g_ptr_array_unref (self->texts);
  g_array_unref (self->about);
  g_array_unref (self->deals);
  G_OBJECT_CLASS (bw_checkin_walk_parent_class)->finalize (object);
}

static void
bw_checkin_walk_class_init (BwCheckinWalkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_button (const char *icon,
             const char *tooltip,
             GCallback   clicked,
             gpointer    self)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static void
bw_checkin_walk_init (BwCheckinWalk *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->about = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->deals = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->previous = make_button ("go-previous-symbolic", _ ("Previous deal (Page Up)"), G_CALLBACK (previous_cb), self);
  self->next = make_button ("go-next-symbolic", _ ("Next deal (Page Down)"), G_CALLBACK (next_cb), self);
  self->place = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->place, "numeric");
  self->open = gtk_button_new_with_mnemonic (_ ("_Show the deal"));
  gtk_widget_set_hexpand (self->open, TRUE);
  gtk_widget_set_halign (self->open, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (bar), self->previous);
  gtk_box_append (GTK_BOX (bar), self->place);
  gtk_box_append (GTK_BOX (bar), self->next);
  gtk_box_append (GTK_BOX (bar), self->open);
  self->name = bw_checkin_edit_text ("", "title-3");
  self->facts = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->facts), 3);
  gtk_grid_set_column_spacing (GTK_GRID (self->facts), 18);
  self->said = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->comments = g_object_new (BW_TYPE_COMMENTS, NULL);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_box_append (GTK_BOX (box), self->facts);
  gtk_box_append (GTK_BOX (box), self->said);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->comments));
  adw_bin_set_child (ADW_BIN (self), box);
}
