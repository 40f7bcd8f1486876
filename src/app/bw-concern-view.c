/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What concerns me: open commitments, what was settled in the last two weeks, and comments that mention the person; of everyone
 * where nobody was chosen. Comments are the newest first; a click shows what they are about where that is a deal, and those of an
 * account, a territory or a cell can be answered where they stand. */

#include "app/bw-concern-view.h"

#include <glib/gi18n.h>

#include "app/bw-checkin-edit.h"
#include "app/bw-comments.h"
#include "app/bw-commitment-list.h"
#include "app/bw-tab-stop.h"
#include "core/bw-commitment.h"

enum
{
  SETTLED_DAYS = 14,
  MOST_COMMENTS = 100,
  DAY = 86400,
};

struct _BwConcernView
{
  AdwBin parent_instance;

  GtkWidget        *title, *no_commitments, *no_comments, *comments;
  BwCommitmentList *commitments;
};

G_DEFINE_FINAL_TYPE (BwConcernView, bw_concern_view, ADW_TYPE_BIN)

static gboolean
concerns (const BwBook    *book,
          const BwComment *comment,
          gint32           person)
{
  return person == BW_NOBODY || bw_comment_does_mention (book, comment, person);
}

/* How many open commitments and comments there are. */
guint
bw_concern_view_count (const BwBook *book,
                       gint32        person)
{
  g_autoptr (GArray) commitments = bw_commitment_current (book, person), comments = bw_comment_current (book, NULL);
  guint n = 0;

  for (guint i = 0; i < commitments->len; i++)
    n += bw_book_commitment (book, g_array_index (commitments, guint, i))->state == BW_COMMITMENT_OPEN;
  for (guint i = 0; i < comments->len; i++)
    n += concerns (book, bw_book_comment (book, g_array_index (comments, guint, i)), person);
  return n;
}

static int
compare_due (gconstpointer a,
             gconstpointer b,
             gpointer      data)
{
  const BwCommitment *x = bw_book_commitment ((const BwBook *)data, *(const guint *)a), *y = bw_book_commitment ((const BwBook *)data, *(const guint *)b);
  gboolean            open_x = x->state == BW_COMMITMENT_OPEN, open_y = y->state == BW_COMMITMENT_OPEN;
  BwDate              due_x = x->due == BW_DATE_NONE ? G_MAXINT32 : x->due, due_y = y->due == BW_DATE_NONE ? G_MAXINT32 : y->due;

  if (open_x != open_y)
    return open_x ? -1 : 1;
  return due_x < due_y ? -1 : due_x > due_y;
}

static void
show_commitments (BwConcernView *self,
                  BwSession     *session,
                  gint32         person,
                  BwDate         today)
{
  BwBook *book = bw_session_get_book (session);
  g_autoptr (GArray) rows = bw_commitment_current (book, person);

  for (guint i = rows->len; i > 0; i--)
    {
      const BwCommitment *commitment = bw_book_commitment (book, g_array_index (rows, guint, i - 1));

      if (commitment->state != BW_COMMITMENT_OPEN && commitment->edited < (gint64)(today - SETTLED_DAYS) * DAY)
        g_array_remove_index (rows, i - 1);
    }
  g_array_sort_with_data (rows, compare_due, book);
  bw_commitment_list_show (self->commitments, session, rows, today);
  gtk_widget_set_visible (self->no_commitments, rows->len == 0);
}

static void
add_comment (BwConcernView   *self,
             BwSession       *session,
             const BwBook    *book,
             const BwComment *comment)
{
  g_autofree char *about = bw_comments_dup_about (book, comment), *text = bw_comment_dup_text (book, comment);
  GtkWidget       *title = bw_checkin_edit_text (about, "heading"), *button, *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  BwCommentAbout   within = { comment->deal, comment->account, comment->territory, comment->person, comment->from, comment->to,
                              (BwCategory)comment->category };
  BwComments      *talk;

  bw_checkin_edit_add_row (self->comments, box, about);
  if (comment->deal < 0)
    {
      talk = g_object_new (BW_TYPE_COMMENTS, NULL);
      gtk_box_append (GTK_BOX (box), title);
      bw_comments_show (talk, session, &within);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (talk));
      return;
    }
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), title);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "text-link");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _ ("Show the deal"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", (guint32)comment->deal);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-deal");
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), bw_checkin_edit_text (text, NULL));
}

/* Whether the talk of which @comment is part stands there already, as that of an account, a territory or a cell does whole. */
static gboolean
is_shown (const BwBook    *book,
          const BwComment *comment,
          GArray          *talks)
{
  guint row = (guint)(comment - bw_book_comment (book, 0));

  if (comment->deal >= 0)
    return FALSE;
  for (guint i = 0; i < talks->len; i++)
    {
      const BwComment *other = bw_book_comment (book, g_array_index (talks, guint, i));

      if (other->account == comment->account && other->territory == comment->territory && other->person == comment->person &&
          other->from == comment->from && other->to == comment->to && other->category == comment->category)
        return TRUE;
    }
  g_array_append_val (talks, row);
  return FALSE;
}

static void
show_comments (BwConcernView *self,
               BwSession     *session,
               gint32         person)
{
  const BwBook *book = bw_session_get_book (session);
  g_autoptr (GArray) rows = bw_comment_current (book, NULL);
  g_autoptr (GArray) talks = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  bw_checkin_edit_empty (self->comments);
  for (guint i = rows->len; i > 0 && n < MOST_COMMENTS; i--)
    {
      const BwComment *comment = bw_book_comment (book, g_array_index (rows, guint, i - 1));

      if (!concerns (book, comment, person))
        continue;
      if (is_shown (book, comment, talks))
        continue;
      add_comment (self, session, book, comment);
      n++;
    }
  gtk_widget_set_visible (self->no_comments, n == 0);
}

void
bw_concern_view_show (BwConcernView *self,
                      BwSession     *session,
                      gint32         person,
                      BwDate         today)
{
  const BwBook    *book = bw_session_get_book (session);
  g_autofree char *title = person >= 0 ? g_strdup_printf (_ ("What concerns %s"), bw_book_text (book, bw_book_person (book, (guint)person)->name))
                                       : g_strdup (_ ("What concerns everyone"));

  gtk_label_set_label (GTK_LABEL (self->title), title);
  show_commitments (self, session, person, today);
  show_comments (self, session, person);
}

static void
dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (bw_concern_view_parent_class)->dispose (object);
}

static void
bw_concern_view_class_init (BwConcernViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
bw_concern_view_init (BwConcernView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *scroller = gtk_scrolled_window_new ();

  self->title = bw_checkin_edit_text ("", "title-2");
  self->commitments = g_object_new (BW_TYPE_COMMITMENT_LIST, NULL);
  self->no_commitments = bw_checkin_edit_text (_ ("Nothing is promised. Commitments are made in check-ins, and come back here until they are kept."), "dim-label");
  self->comments = bw_checkin_edit_list ();
  self->no_comments = bw_checkin_edit_text (_ ("Nobody was mentioned. “@” and a name in a comment mentions a person."), "dim-label");
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), bw_checkin_edit_text (_ ("Commitments"), "title-4"));
  gtk_box_append (GTK_BOX (box), self->no_commitments);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->commitments));
  gtk_box_append (GTK_BOX (box), bw_checkin_edit_text (_ ("Mentions"), "title-4"));
  gtk_box_append (GTK_BOX (box), self->no_comments);
  gtk_box_append (GTK_BOX (box), bw_tab_stop_new (self->comments));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);
}
