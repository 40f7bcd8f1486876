/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said about a deal, an account, a territory or a cell, and a field to say more.
 *
 *   Comments
 *   @Anna Lee can you call them?
 *   Ben, 23 Nov 2026 14:05                              [x]
 *   [ Say something; @ and a name mentions somebody    ] [Comment]
 *
 * Oldest first, as in a talk. Enter adds. A comment that is
 * taken away stays on record (core/bw-comment.c), and undo brings it back. */

#include "app/bw-comments.h"

#include <glib/gi18n.h>

#include "app/bw-checkin-edit.h"
#include "core/bw-deal-field.h"

enum
{
  DIALOG_WIDTH = 380,
  DIALOG_HEIGHT = 420,
};

struct _BwComments
{
  AdwBin parent_instance;

  GtkWidget *title, *list, *field, *add;

  BwSession     *session; /* (owned) (nullable) */
  BwCommentAbout about;
};

G_DEFINE_FINAL_TYPE (BwComments, bw_comments, ADW_TYPE_BIN)

/* Returns: (transfer full): what @comment is about, in words. */
char *
bw_comments_dup_about (const BwBook    *book,
                       const BwComment *comment)
{
  if (comment->deal >= 0)
    return g_strdup (bw_book_text (book, book->deals.name[comment->deal]));
  if (comment->account >= 0)
    return g_strdup (bw_book_text (book, bw_book_account (book, (guint)comment->account)->name));
  for (guint i = 0; comment->territory != 0 && i < book->territories->len; i++)
    {
      const BwTerritory *territory = bw_book_territory (book, i);

      if (territory->key == comment->territory || territory->line == comment->territory)
        return g_strdup (bw_book_text (book, territory->name));
    }
  if (comment->person >= 0)
    /* Translators: category and person */
    return g_strdup_printf (_ ("Call of “%s” for %s"), bw_deal_category_title (book, (BwCategory)comment->category),
                            bw_book_text (book, bw_book_person (book, (guint)comment->person)->name));
  return g_strdup ("–");
}

static void
add_cb (BwComments *self)
{
  BwBook          *book = bw_session_get_book (self->session), *after;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->field))));
  BwNoteSignature  signature = bw_checkin_edit_sign ();
  BwDelta         *delta;

  if (*text == '\0')
    return;
  after = bw_comment_edit_add (book, &self->about, text, &signature, &delta);
  gtk_editable_set_text (GTK_EDITABLE (self->field), "");
  bw_checkin_edit_apply (GTK_WIDGET (self), self->session, _ ("Comment"), after, delta);
}

static void
remove_cb (GtkWidget  *button,
           BwComments *self)
{
  gint64          line = *(gint64 *)g_object_get_data (G_OBJECT (button), "line");
  BwNoteSignature signature = bw_checkin_edit_sign ();
  BwDelta        *delta;
  BwBook         *after = bw_comment_edit_remove (bw_session_get_book (self->session), line, &signature, &delta);

  bw_checkin_edit_apply (GTK_WIDGET (self), self->session, _ ("Remove a comment"), after, delta);
}

static void
typed_cb (BwComments *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->field))));

  gtk_widget_set_sensitive (self->add, *text != '\0');
}

static void
add_comment (BwComments      *self,
             const BwBook    *book,
             const BwComment *comment)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3), *when, *button;
  g_autofree char *text = bw_comment_dup_text (book, comment), *words = NULL, *time = NULL;
  const char      *author = bw_book_text (book, comment->author);
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (comment->edited);
  gint64 own = bw_comment_line (comment);

  time = at != NULL ? g_date_time_format (at, "%x %H:%M") : g_strdup ("–");
  words = *author != '\0' ? g_strdup_printf (_ ("%s, %s"), author, time) : g_strdup (time);
  when = bw_checkin_edit_text (words, "event-source");
  gtk_widget_set_hexpand (when, TRUE);
  button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Remove the comment"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove the comment"), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  g_object_set_data_full (G_OBJECT (button), "line", g_memdup2 (&own, sizeof own), g_free);
  g_object_bind_property (self->session, "writable", button, "sensitive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  gtk_box_append (GTK_BOX (line), when);
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (box), bw_checkin_edit_text (text, NULL));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (self->list), box);
}

static gboolean
is_same (const BwCommentAbout *a,
         const BwCommentAbout *b)
{
  return a->deal == b->deal && a->account == b->account && a->territory == b->territory && a->person == b->person && a->from == b->from &&
         a->to == b->to && a->category == b->category;
}

void
bw_comments_show (BwComments           *self,
                  BwSession            *session,
                  const BwCommentAbout *about)
{
  const BwBook *book = bw_session_get_book (session);
  g_autoptr (GArray) rows = bw_comment_current (book, about);

  if (self->session == NULL)
    {
      self->session = g_object_ref (session);
      g_object_bind_property (session, "writable", self->field, "sensitive", G_BINDING_SYNC_CREATE);
    }
  if (!is_same (&self->about, about))
    gtk_editable_set_text (GTK_EDITABLE (self->field), "");
  self->about = *about;
  bw_checkin_edit_empty (self->list);
  for (guint i = 0; i < rows->len; i++)
    add_comment (self, book, bw_book_comment (book, g_array_index (rows, guint, i)));
  gtk_widget_set_visible (self->list, rows->len > 0);
}

void
bw_comments_set_title (BwComments *self,
                       const char *title)
{
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
book_changed_cb (BwComments *self)
{
  BwCommentAbout about = self->about;

  if (bw_session_get_book (self->session) != NULL)
    bw_comments_show (self, self->session, &about);
}

GtkWidget *
bw_comments_new (BwSession            *session,
                 const BwCommentAbout *about)
{
  BwComments *self = g_object_new (BW_TYPE_COMMENTS, NULL);

  bw_comments_show (self, session, about);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (book_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
bw_comments_present (GtkWindow            *parent,
                     BwSession            *session,
                     const BwCommentAbout *about,
                     const char           *title)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, title, NULL), *talk = bw_comments_new (session, about), *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), DIALOG_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), talk);
  gtk_widget_set_size_request (scroller, DIALOG_WIDTH, -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), scroller);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- the widget ---- */

static void
dispose (GObject *object)
{
  BwComments *self = BW_COMMENTS (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_comments_parent_class)->dispose (object);
}

static void
bw_comments_class_init (BwCommentsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
bw_comments_init (BwComments *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->about = bw_comment_about_none ();
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->field = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->field), _ ("Say something; @ and a name mentions somebody"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("A comment"), -1);
  gtk_widget_set_hexpand (self->field, TRUE);
  g_signal_connect_swapped (self->field, "activate", G_CALLBACK (add_cb), self);
  g_signal_connect_swapped (self->field, "changed", G_CALLBACK (typed_cb), self);
  self->add = gtk_button_new_with_mnemonic (_ ("C_omment"));
  gtk_widget_set_sensitive (self->add, FALSE);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_cb), self);
  gtk_box_append (GTK_BOX (line), self->field);
  gtk_box_append (GTK_BOX (line), self->add);
  self->title = bw_checkin_edit_text (_ ("Comments"), "heading");
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), line);
  adw_bin_set_child (ADW_BIN (self), box);
}
