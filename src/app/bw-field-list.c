/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of the project's own: to be renamed, turned into text and removed.
 *
 *   +--------------------------------------------------+
 *   | Number, 448 deals have a value                   |
 *   | [ Seats                    ]  Turn into text  Remove |
 *   +--------------------------------------------------+
 *
 * A row is an entry with the field's name; Enter or the tick renames it. Every edit is one step of undo, so that none asks
 * back. Values are counted while the list is on screen. */

#include "app/bw-field-list.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-tab-stop.h"
#include "core/bw-custom-field.h"

struct _BwFieldList
{
  AdwBin parent_instance;

  GtkStack   *stack;
  GtkListBox *rows;

  BwSession *session;   /* (owned) (nullable) */
  guint      refilling; /* source */
};

G_DEFINE_FINAL_TYPE (BwFieldList, bw_field_list, ADW_TYPE_BIN)

static void refill_later (BwFieldList *self);

/* ---- Edits ---- */

static void
applied_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (BwFieldList) self = data;
  g_autoptr (GError) error = NULL;

  if (!bw_session_apply_finish (BW_SESSION (object), result, &error) && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    bw_dialogs_show_error (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("The field was not changed"), error);
}

/* The index of the field that @widget's row is about; -1 when it is gone. */
static gint32
field_of (BwFieldList *self,
          GtkWidget   *widget)
{
  const BwBook *book = bw_session_get_book (self->session);
  GtkWidget    *row = gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW);
  const gint64 *key = g_object_get_data (G_OBJECT (row), "key");

  for (guint i = 0; book != NULL && i < book->fields->len; i++)
    if (bw_book_field (book, i)->key == *key)
      return (gint32)i;
  return -1;
}

static void
rename_cb (AdwEntryRow *row,
           BwFieldList *self)
{
  gint32           field = field_of (self, GTK_WIDGET (row));
  BwBook          *book = bw_session_get_book (self->session), *after;
  BwDelta         *delta = NULL;
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;

  if (field < 0)
    return;
  after = bw_custom_field_rename (book, (guint)field, gtk_editable_get_text (GTK_EDITABLE (row)), &delta, &error);
  if (after == NULL)
    {
      bw_dialogs_show_error (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("The field was not renamed"), error);
      refill_later (self);
      return;
    }
  /* Translators: an edit that can be undone; the names of a field before and after */
  label = g_strdup_printf (_ ("Rename “%s” to “%s”"), bw_custom_field_title (book, (guint)field), bw_custom_field_title (after, (guint)field));
  bw_session_apply_async (self->session, label, after, delta, NULL, applied_cb, g_object_ref (self));
}

static void
turn_cb (GtkWidget   *button,
         BwFieldList *self)
{
  gint32           field = field_of (self, button);
  BwBook          *book = bw_session_get_book (self->session), *after;
  BwDelta         *delta = NULL;
  g_autofree char *label = NULL;

  if (field < 0)
    return;
  /* Translators: an edit that can be undone; the name of a field */
  label = g_strdup_printf (_ ("Turn “%s” into text"), bw_custom_field_title (book, (guint)field));
  after = bw_custom_field_turn_into_text (book, (guint)field, &delta);
  bw_session_apply_async (self->session, label, after, delta, NULL, applied_cb, g_object_ref (self));
}

static void
remove_cb (GtkWidget   *button,
           BwFieldList *self)
{
  gint32           field = field_of (self, button);
  BwBook          *book = bw_session_get_book (self->session), *after;
  BwDelta         *delta = NULL;
  g_autofree char *label = NULL;

  if (field < 0)
    return;
  /* Translators: an edit that can be undone; the name of a field */
  label = g_strdup_printf (_ ("Remove the field “%s”"), bw_custom_field_title (book, (guint)field));
  after = bw_custom_field_remove (book, (guint)field, &delta);
  bw_session_apply_async (self->session, label, after, delta, NULL, applied_cb, g_object_ref (self));
}

/* ---- Rows ---- */

/* Returns: (transfer full): "Number, 448 deals have a value". */
static char *
word_field (const BwBook *book,
            guint         field)
{
  guint            n = bw_custom_field_count (book, field);
  const char      *type = bw_field_type_title (bw_book_field (book, field)->type);
  g_autofree char *text = NULL;

  /* Translators: the type of a field, such as Number, and how many deals have a value of it */
  text = g_strdup_printf (ngettext ("%s, %u deal has a value", "%s, %u deals have a value", n), type, n);
  if (bw_book_field (book, field)->title == 0)
    return g_steal_pointer (&text);
  /* Translators: what stands above, and the name of the field in the CRM's files */
  return g_strdup_printf (_ ("%s, “%s” in the files"), text, bw_custom_field_name (book, field));
}

static void
add_button (BwFieldList *self,
            GtkWidget   *row,
            const char  *label,
            const char  *tooltip,
            GCallback    clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
}

static GtkWidget *
make_row (BwFieldList  *self,
          const BwBook *book,
          guint         field)
{
  const BwCustomField *shown = bw_book_field (book, field);
  GtkWidget           *row = adw_entry_row_new ();
  g_autofree char     *title = word_field (book, field);
  g_autofree char     *remove = g_strdup_printf (_ ("Remove “%s” with its values and their history"), bw_custom_field_title (book, field));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), bw_custom_field_title (book, field));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "key", g_memdup2 (&shown->key, sizeof shown->key), g_free);
  g_signal_connect_object (row, "apply", G_CALLBACK (rename_cb), self, 0);
  if (shown->type != BW_TYPE_TEXT)
    add_button (self, row, _ ("Turn into text"), _ ("Keep any value in this field; it then has no order but that of letters"),
                G_CALLBACK (turn_cb));
  add_button (self, row, _ ("Remove"), remove, G_CALLBACK (remove_cb));
  return row;
}

static void
refresh (BwFieldList *self)
{
  const BwBook *book = self->session != NULL ? bw_session_get_book (self->session) : NULL;
  GtkWidget    *row;

  if (book == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, row);
  for (guint i = 0; i < book->fields->len; i++)
    gtk_list_box_append (self->rows, make_row (self, book, i));
  gtk_stack_set_visible_child_name (self->stack, book->fields->len > 0 ? "fields" : "none");
}

static gboolean
refill_cb (gpointer data)
{
  BwFieldList *self = data;

  self->refilling = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

/* Not within the signal of a row, which would not outlive it. */
static void
refill_later (BwFieldList *self)
{
  if (self->refilling == 0)
    self->refilling = g_idle_add (refill_cb, self);
}

/* ---- The widget ---- */

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_field_list_parent_class)->map (widget);
  refresh (BW_FIELD_LIST (widget));
}

static void
dispose (GObject *object)
{
  BwFieldList *self = BW_FIELD_LIST (object);

  g_clear_handle_id (&self->refilling, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_field_list_parent_class)->dispose (object);
}

static void
bw_field_list_class_init (BwFieldListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->map = map;
  g_type_ensure (BW_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-field-list.ui");
  gtk_widget_class_bind_template_child (widget_class, BwFieldList, stack);
  gtk_widget_class_bind_template_child (widget_class, BwFieldList, rows);
}

static void
bw_field_list_init (BwFieldList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shows the fields of @session (transfer none). */
void
bw_field_list_set_session (BwFieldList *self,
                           BwSession   *session)
{
  g_return_if_fail (BW_IS_FIELD_LIST (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (refill_later), self, G_CONNECT_SWAPPED);
  refresh (self);
}
