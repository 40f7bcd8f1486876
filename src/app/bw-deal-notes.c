/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The notes about one deal: written, changed and taken away.
 *
 *   Notes
 *   Rang Ms Lee, she waits for the board            the text, wrapped
 *   Anna, 23 Nov 2026 14:05                [edit] [x]
 *   > Changed by Ben, 24 Nov 2026 09:10             unfolds what it said before
 *   > 1 removed note                                and those that were taken away
 *   +--------------------------------------------+
 *   | (a new one)                                |
 *   +--------------------------------------------+
 *                                     [Add note]
 *
 * Newest first. One note at a time can be changed; it then stands in the field below, whose button says Save. What is typed and not
 * yet added stays with its deal while others are looked at. Ctrl+Enter adds. Each edit is a step of undo, and what a note said before
 * stays to be read: rows are only added (core/bw-note.c). */

#include "app/bw-deal-notes.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-tab-stop.h"
#include "core/bw-note.h"
#include "core/bw-query.h"
#include "session/bw-author.h"

struct _BwDealNotes
{
  AdwBin parent_instance;

  GtkWidget *list;
  GtkWidget *field;
  GtkWidget *add;
  GtkWidget *cancel;

  BwSession  *session; /* (owned) (nullable) */
  guint       deal;
  gint64      key;    /* of the deal, 0 for none */
  gint64      edited; /* the line of the note that is being changed, 0: a new one */
  GHashTable *drafts; /* gint64 of the deal to char: what was typed and not added */
};

G_DEFINE_FINAL_TYPE (BwDealNotes, bw_deal_notes, ADW_TYPE_BIN)

/* ---- Writing ---- */

static void
applied_cb (GObject      *session,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GtkWidget) self = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (self);

  if (!bw_session_apply_finish (BW_SESSION (session), result, &error))
    bw_dialogs_show_error (root != NULL ? GTK_WINDOW (root) : NULL, _ ("The note was not written"), error);
}

/* Writes the book after an edit (both transfer full), as a step of undo called by @format, which has a place for the deal. */
static void
apply (BwDealNotes *self,
       const char  *label,
       BwBook      *after,
       BwDelta     *delta)
{
  if (bw_delta_is_empty (delta, after))
    {
      bw_book_unref (after);
      bw_delta_free (delta);
      return;
    }
  bw_session_apply_async (self->session, label, after, delta, NULL, applied_cb, g_object_ref (self));
}

static char *
dup_typed (BwDealNotes *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->field));
  GtkTextIter    start, end;
  char          *text;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return g_strstrip (text);
}

static void
set_typed (BwDealNotes *self,
           const char  *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->field)), text, -1);
}

/* Has the field below be for a new note (0) or that with the line @edited. */
static void
set_edited (BwDealNotes *self,
            gint64       edited)
{
  self->edited = edited;
  gtk_button_set_label (GTK_BUTTON (self->add), edited != 0 ? _ ("_Save note") : _ ("_Add note"));
  gtk_widget_set_visible (self->cancel, edited != 0);
}

static BwNoteSignature
sign (void)
{
  return (BwNoteSignature) { bw_author_get_name (), g_get_real_time () / G_USEC_PER_SEC };
}

static void
add_cb (BwDealNotes *self)
{
  g_autofree char *text = dup_typed (self), *name = NULL, *label = NULL;
  BwBook          *book = bw_session_get_book (self->session), *after;
  BwDelta         *delta;
  BwNoteSignature  signature = sign ();

  if (*text == '\0' || book == NULL || self->deal >= book->deals.n)
    return;
  name = bw_deal_dup_text (book, self->deal, BW_DEAL_FIELD_NAME, BW_DATE_NONE);
  if (self->edited != 0)
    after = bw_note_edit_change (book, self->edited, text, &signature, &delta);
  else
    after = bw_note_edit_add (book, self->deal, text, &signature, &delta);
  /* Translators: the name of a deal */
  label = g_strdup_printf (_ ("Note about %s"), name);
  set_edited (self, 0);
  set_typed (self, "");
  g_hash_table_remove (self->drafts, &self->key);
  apply (self, label, after, delta);
}

static void
cancel_cb (BwDealNotes *self)
{
  const char *draft = g_hash_table_lookup (self->drafts, &self->key);

  set_edited (self, 0);
  set_typed (self, draft != NULL ? draft : "");
}

/* Notes what is typed, for when the deal is shown again. */
static void
keep_draft (BwDealNotes *self)
{
  g_autofree char *text = dup_typed (self);

  if (self->key == 0 || self->edited != 0)
    return;
  if (*text != '\0')
    g_hash_table_insert (self->drafts, g_memdup2 (&self->key, sizeof self->key), g_steal_pointer (&text));
  else
    g_hash_table_remove (self->drafts, &self->key);
}

static void
typed_cb (BwDealNotes *self)
{
  g_autofree char *text = dup_typed (self);

  gtk_widget_set_sensitive (self->add, *text != '\0');
}

static gint64
get_line (GtkWidget *button)
{
  return *(gint64 *)g_object_get_data (G_OBJECT (button), "line");
}

static void
edit_cb (GtkWidget   *button,
         BwDealNotes *self)
{
  BwBook *book = bw_session_get_book (self->session);
  gint64  line = get_line (button);
  g_autoptr (GArray) versions = bw_note_versions (book, line);

  if (versions->len == 0)
    return;
  keep_draft (self);
  set_edited (self, line);
  set_typed (self, bw_book_text (book, bw_book_note (book, g_array_index (versions, guint, versions->len - 1))->text));
  gtk_widget_grab_focus (self->field);
}

static void
remove_cb (GtkWidget   *button,
           BwDealNotes *self)
{
  BwBook          *book = bw_session_get_book (self->session), *after;
  g_autofree char *name = bw_deal_dup_text (book, self->deal, BW_DEAL_FIELD_NAME, BW_DATE_NONE);
  /* Translators: the name of a deal */
  g_autofree char *label = g_strdup_printf (_ ("Remove a note about %s"), name);
  gint64           line = get_line (button);
  BwNoteSignature  signature = sign ();
  BwDelta         *delta;

  if (self->edited == line)
    cancel_cb (self);
  after = bw_note_edit_remove (book, line, &signature, &delta);
  apply (self, label, after, delta);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        BwDealNotes           *self)
{
  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || !(state & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;
  add_cb (self);
  return GDK_EVENT_STOP;
}

/* ---- The list ---- */

static char *
word_time (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at);
  g_autofree char *clock = NULL, *day = NULL;
  int              year, month, mday;

  if (time == NULL)
    return g_strdup ("–");
  g_date_time_get_ymd (time, &year, &month, &mday);
  day = bw_date_format_short (bw_date_from_ymd (year, month, mday), BW_DATE_NONE);
  clock = g_date_time_format (time, "%H:%M");
  return g_strdup_printf ("%s %s", day, clock);
}

static void
add_button (BwDealNotes *self,
            GtkWidget   *line,
            const char  *icon,
            const char  *tooltip,
            gint64       note,
            GCallback    clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  g_object_set_data_full (G_OBJECT (button), "line", g_memdup2 (&note, sizeof note), g_free);
  g_object_bind_property (self->session, "writable", button, "sensitive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  gtk_box_append (GTK_BOX (line), button);
}

/* Who wrote a version, and when: "Anna, 23 Nov 2026 14:05". */
static char *
word_signature (const BwBook *book,
                const BwNote *note,
                gint64        at)
{
  const char      *author = bw_book_text (book, note->author);
  g_autofree char *time = word_time (at);

  /* Translators: the name of a person, and when */
  return *author != '\0' ? g_strdup_printf (_ ("%s, %s"), author, time) : g_strdup (time);
}

static GtkWidget *
make_text (const char *text,
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

/* Adds a version that no longer counts: what it said, by whom and when. */
static void
add_version (GtkWidget    *box,
             const BwBook *book,
             const BwNote *note)
{
  g_autofree char *signature = word_signature (book, note, note->edited), *removed = NULL;

  if (note->removed)
    {
      /* Translators: the name of a person, and when */
      removed = g_strdup_printf (_ ("Removed by %s"), signature);
      gtk_box_append (GTK_BOX (box), make_text (removed, "event-source"));
      return;
    }
  gtk_box_append (GTK_BOX (box), make_text (bw_book_text (book, note->text), "dim-label"));
  gtk_box_append (GTK_BOX (box), make_text (signature, "event-source"));
}

static GtkWidget *
add_expander (GtkWidget  *box,
              const char *title)
{
  GtkWidget *expander = gtk_expander_new (NULL), *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_expander_set_label_widget (GTK_EXPANDER (expander), make_text (title, "event-source"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_margin_start (inner, 18);
  gtk_expander_set_child (GTK_EXPANDER (expander), bw_tab_stop_new (inner));
  gtk_box_append (GTK_BOX (box), expander);
  return inner;
}

/* What the note said before its last version, which is in @row, unfolds; the newest first. */
static void
add_earlier (GtkWidget    *box,
             const BwBook *book,
             guint         row)
{
  const BwNote *note = bw_book_note (book, row);
  g_autoptr (GArray) versions = bw_note_versions (book, bw_note_line (note));
  g_autofree char *signature = word_signature (book, note, note->edited), *title = NULL;
  GtkWidget       *inner;

  if (versions->len < 2)
    return;
  /* Translators: the name of a person, and when */
  title = g_strdup_printf (_ ("Changed by %s"), signature);
  inner = add_expander (box, title);
  for (guint i = versions->len - 1; i > 0; i--)
    add_version (inner, book, bw_book_note (book, g_array_index (versions, guint, i - 1)));
}

static void
add_note (BwDealNotes  *self,
          const BwBook *book,
          guint         row)
{
  const BwNote *note = bw_book_note (book, row);
  GtkWidget    *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3), *when;
  g_autoptr (GArray) versions = bw_note_versions (book, bw_note_line (note));
  const BwNote    *first = bw_book_note (book, g_array_index (versions, guint, 0));
  g_autofree char *begun = word_signature (book, first, first->at), *words = NULL, *edited = word_time (first->edited);

  /* Files of earlier editions kept one version only.
   * Translators: when a note was written, and when it was changed last */
  words = first->edited != first->at ? g_strdup_printf (_ ("%s · changed %s"), begun, edited) : g_strdup (begun);
  when = make_text (words, "event-source");
  gtk_widget_set_hexpand (when, TRUE);
  gtk_box_append (GTK_BOX (line), when);
  add_button (self, line, "document-edit-symbolic", _ ("Change the note"), bw_note_line (note), G_CALLBACK (edit_cb));
  add_button (self, line, "user-trash-symbolic", _ ("Remove the note"), bw_note_line (note), G_CALLBACK (remove_cb));
  gtk_box_append (GTK_BOX (box), make_text (bw_book_text (book, note->text), NULL));
  gtk_box_append (GTK_BOX (box), line);
  add_earlier (box, book, row);
  gtk_box_append (GTK_BOX (self->list), box);
}

/* The notes that were taken away unfold, each with all that it said. */
static void
add_removed (BwDealNotes  *self,
             const BwBook *book)
{
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *box;
  guint      n = 0;

  for (guint i = book->notes->len; i > 0; i--)
    {
      const BwNote *note = bw_book_note (book, i - 1);
      g_autoptr (GArray) versions = NULL;
      GtkWidget *group;

      if (note->deal != (gint32)self->deal || !note->removed)
        continue;
      versions = bw_note_versions (book, bw_note_line (note));
      group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      for (guint v = versions->len; v > 0; v--)
        add_version (group, book, bw_book_note (book, g_array_index (versions, guint, v - 1)));
      gtk_box_append (GTK_BOX (inner), group);
      n++;
    }
  g_object_ref_sink (inner);
  if (n > 0)
    {
      g_autofree char *title = g_strdup_printf (ngettext ("%u removed note", "%u removed notes", n), n);

      box = add_expander (self->list, title);
      gtk_box_append (GTK_BOX (box), inner);
    }
  g_object_unref (inner);
}

static void
refresh (BwDealNotes *self)
{
  BwBook *book = bw_session_get_book (self->session);
  g_autoptr (GArray) rows = bw_note_current_of (book, (gint32)self->deal);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < rows->len; i++)
    add_note (self, book, g_array_index (rows, guint, i));
  add_removed (self, book);
  gtk_widget_set_visible (self->list, gtk_widget_get_first_child (self->list) != NULL);
}

/* Shows the notes about @deal of the book of @session (transfer none), which is always the same. */
void
bw_deal_notes_show (BwDealNotes *self,
                    BwSession   *session,
                    guint        deal)
{
  gint64 key = bw_session_get_book (session)->deals.key[deal];

  g_return_if_fail (BW_IS_DEAL_NOTES (self));

  if (self->session == NULL)
    {
      self->session = g_object_ref (session);
      g_object_bind_property (session, "writable", self->field, "sensitive", G_BINDING_SYNC_CREATE);
    }
  self->deal = deal;
  if (key != self->key)
    {
      keep_draft (self);
      self->key = key;
      cancel_cb (self);
    }
  refresh (self);
}

/* ---- The widget ---- */

static void
dispose (GObject *object)
{
  BwDealNotes *self = BW_DEAL_NOTES (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  G_OBJECT_CLASS (bw_deal_notes_parent_class)->dispose (object);
}

static void
bw_deal_notes_class_init (BwDealNotesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
add_field (BwDealNotes *self,
           GtkWidget   *box)
{
  GtkWidget          *frame = gtk_frame_new (NULL), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->field = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->field), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->field), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->field), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->field), 6);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->field), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->field), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("A note about this deal"), -1);
  gtk_widget_set_tooltip_text (self->field, _ ("A note about this deal; Ctrl+Enter adds it"));
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->field)), "changed", G_CALLBACK (typed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->field, keys);
  gtk_frame_set_child (GTK_FRAME (frame), self->field);
  gtk_box_append (GTK_BOX (box), frame);
  self->cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  gtk_widget_set_visible (self->cancel, FALSE);
  g_signal_connect_swapped (self->cancel, "clicked", G_CALLBACK (cancel_cb), self);
  self->add = gtk_button_new_with_mnemonic (_ ("_Add note"));
  gtk_widget_set_sensitive (self->add, FALSE);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_cb), self);
  gtk_widget_set_halign (line, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (line), self->cancel);
  gtk_box_append (GTK_BOX (line), self->add);
  gtk_box_append (GTK_BOX (box), line);
}

static void
bw_deal_notes_init (BwDealNotes *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *title = gtk_label_new (_ ("Notes"));

  self->drafts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->list);
  add_field (self, box);
  adw_bin_set_child (ADW_BIN (self), box);
}
