/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that offers views of the deals, and keeps them.
 *
 *   [Large deals v] [Save] [Discard]       the latter two while something else is shown than the view says
 *   +-------------------------------+
 *   | Open deals of the period      |
 *   | Saved                         |
 *   | My renewals               [x] |
 *   | From your data                |
 *   | Past their date               |
 *   | Large deals                   |
 *   | ----------------------------- |
 *   | [Name          ] [Save][Rename]|
 *   +-------------------------------+
 *
 * Whoever has the button tells it what is shown now; it says which view that began as, and whether it is another by now. Views are kept
 * as edits of the project, which can be undone: when the chosen one is gone then, what is shown stays, and begins with none. */

#include "app/bw-view-button.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "session/bw-focus.h"

enum
{
  LIST_HEIGHT = 480,
};

struct _BwViewButton
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkWidget     *save;
  GtkWidget     *discard;
  GtkWidget     *popover;
  GtkWidget     *list;
  GtkEntry      *name;
  GtkWidget     *add;
  GtkWidget     *rename;
  BwSession     *session; /* (owned) (nullable) */
  BwGridView    *base;    /* (owned): what was chosen */
  BwGridView    *shown;   /* (owned): what is shown */
  gint64         key;     /* of the saved view that was chosen, 0 for none */
  char          *awaited; /* (owned) (nullable): the name of the view that is being saved */
};

enum
{
  VIEW_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwViewButton, bw_view_button, ADW_TYPE_BIN)

/* The row of the saved view that was chosen, -1 for none. */
static int
find_row (BwViewButton *self)
{
  const BwBook *book = bw_session_get_book (self->session);

  for (guint i = 0; book != NULL && self->key != 0 && i < book->views->len; i++)
    if (g_array_index (book->views, BwSavedView, i).key == self->key)
      return (int)i;
  return -1;
}

/* Says which view is shown, and whether it is changed. */
static void
show (BwViewButton *self)
{
  gboolean    changed = !bw_grid_view_equal (self->base, self->shown);
  const char *name = self->base->name != NULL ? self->base->name : _ ("View");
  /* Translators: the name of a view of which something was changed */
  g_autofree char *label = changed ? g_strdup_printf (_ ("%s, changed"), name) : g_strdup (name);

  gtk_menu_button_set_label (self->button, label);
  gtk_widget_set_visible (self->save, changed && self->key != 0);
  gtk_widget_set_visible (self->discard, changed && self->base->name != NULL);
}

/* Begins with @view (transfer full), the saved one of @key or none. */
static void
begin_with (BwViewButton *self,
            BwGridView   *view,
            gint64        key)
{
  bw_grid_view_free (self->base);
  self->base = view;
  self->key = key;
}

/* Shows @view (transfer full). */
static void
choose (BwViewButton *self,
        BwGridView   *view,
        gint64        key)
{
  begin_with (self, view, key);
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[VIEW_CHOSEN], 0, view);
}

/* ---- Edits ---- */

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (BwViewButton) self = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!bw_session_apply_finish (BW_SESSION (source), result, &error) && root != NULL)
    bw_dialogs_show_error (GTK_WINDOW (root), _ ("The view was not kept"), error);
}

static void
apply (BwViewButton *self,
       const char   *label,
       BwBook       *after,
       BwDelta      *delta,
       const GError *error)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_menu_button_popdown (self->button);
  if (after != NULL)
    bw_session_apply_async (self->session, label, after, delta, NULL, applied_cb, g_object_ref (self));
  else if (root != NULL)
    bw_dialogs_show_error (GTK_WINDOW (root), _ ("The view was not kept"), error);
}

static void
add_cb (BwViewButton *self)
{
  const char      *name = gtk_editable_get_text (GTK_EDITABLE (self->name));
  g_autofree char *label = g_strdup_printf (_ ("Save the view “%s”"), name);
  g_autoptr (GError) error = NULL;
  BwDelta *delta = NULL;
  BwBook  *after = bw_grid_view_add (bw_session_get_book (self->session), self->shown, name, &delta, &error);

  g_free (self->awaited);
  self->awaited = after != NULL ? g_strstrip (g_strdup (name)) : NULL;
  apply (self, label, after, delta, error);
}

static void
save_cb (BwViewButton *self)
{
  int              row = find_row (self);
  g_autofree char *label = g_strdup_printf (_ ("Change the view “%s”"), self->base->name != NULL ? self->base->name : "");
  BwDelta         *delta = NULL;

  if (row >= 0)
    {
      BwBook *after = bw_grid_view_change (bw_session_get_book (self->session), (guint)row, self->shown, &delta);

      apply (self, label, after, delta, NULL);
    }
}

static void
rename_cb (BwViewButton *self)
{
  int              row = find_row (self);
  const char      *name = gtk_editable_get_text (GTK_EDITABLE (self->name));
  g_autofree char *label = g_strdup_printf (_ ("Rename the view “%s”"), self->base->name != NULL ? self->base->name : "");
  g_autoptr (GError) error = NULL;
  BwDelta *delta = NULL;

  if (row >= 0)
    {
      BwBook *after = bw_grid_view_rename (bw_session_get_book (self->session), (guint)row, name, &delta, &error);

      apply (self, label, after, delta, error);
    }
}

static void
remove_cb (BwViewButton *self,
           GtkWidget    *button)
{
  const BwBook *book = bw_session_get_book (self->session);
  const gint64 *key = g_object_get_data (G_OBJECT (button), "key");
  BwDelta      *delta = NULL;

  for (guint i = 0; i < book->views->len; i++)
    if (g_array_index (book->views, BwSavedView, i).key == *key)
      {
        g_autofree char *label =
          g_strdup_printf (_ ("Delete the view “%s”"), bw_book_text (book, g_array_index (book->views, BwSavedView, i).name));
        BwBook *after = bw_grid_view_remove (book, i, &delta);

        apply (self, label, after, delta, NULL);
        return;
      }
}

static void
discard_cb (BwViewButton *self)
{
  choose (self, bw_grid_view_copy (self->base), self->key);
}

/* The book is another: the chosen view may have other contents, be there at last, or be gone. */
static void
follow (BwViewButton *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  int           row = find_row (self);

  if (book == NULL)
    return;
  if (self->awaited != NULL && bw_grid_view_find (book, self->awaited) >= 0)
    {
      row = bw_grid_view_find (book, self->awaited);
      g_clear_pointer (&self->awaited, g_free);
    }
  if (row >= 0)
    begin_with (self, bw_grid_view_load (book, (guint)row), g_array_index (book->views, BwSavedView, row).key);
  else if (self->key != 0)
    begin_with (self, bw_grid_view_new (), 0);
  show (self);
}

/* ---- What is offered ---- */

static void
free_view (gpointer view)
{
  bw_grid_view_free (view);
}

static void
chosen_cb (BwViewButton *self,
           GtkWidget    *button)
{
  const gint64 *key = g_object_get_data (G_OBJECT (button), "key");

  choose (self, bw_grid_view_copy (g_object_get_data (G_OBJECT (button), "view")), key != NULL ? *key : 0);
}

static void
add_heading (BwViewButton *self,
             const char   *words)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_start (label, 6);
  gtk_box_append (GTK_BOX (self->list), label);
}

/* Adds a row for @view (transfer full), which can be removed when it is the saved one of @key. */
static void
add_view (BwViewButton *self,
          BwGridView   *view,
          gint64        key)
{
  GtkWidget  *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  const char *name = view->name != NULL ? view->name : _ ("Open deals of the period");
  GtkWidget  *label = gtk_label_new (name), *button = gtk_button_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "view", view, free_view);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (chosen_cb), self);
  gtk_box_append (GTK_BOX (row), button);
  if (key != 0)
    {
      g_autofree char *words = g_strdup_printf (_ ("Delete the view “%s”"), name);
      GtkWidget       *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");

      g_object_set_data_full (G_OBJECT (button), "key", g_memdup2 (&key, sizeof key), g_free);
      g_object_set_data_full (G_OBJECT (remove), "key", g_memdup2 (&key, sizeof key), g_free);
      gtk_widget_set_tooltip_text (remove, words);
      gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      gtk_widget_add_css_class (remove, "flat");
      g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_cb), self);
      gtk_box_append (GTK_BOX (row), remove);
    }
  gtk_box_append (GTK_BOX (self->list), row);
}

/* Fills the list as it opens. */
static void
fill (BwViewButton *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  g_autoptr (GPtrArray) offered = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  if (book == NULL)
    return;
  add_view (self, bw_grid_view_new (), 0);
  if (book->views->len > 0)
    add_heading (self, _ ("Saved"));
  for (guint i = 0; i < book->views->len; i++)
    add_view (self, bw_grid_view_load (book, i), g_array_index (book->views, BwSavedView, i).key);
  offered = bw_grid_views_offer (book, bw_focus_get_as_of (bw_session_get_focus (self->session)));
  if (offered->len > 0)
    add_heading (self, _ ("From your data"));
  for (guint i = 0; i < offered->len; i++)
    add_view (self, bw_grid_view_copy (g_ptr_array_index (offered, i)), 0);
  gtk_editable_set_text (GTK_EDITABLE (self->name), self->key != 0 ? self->base->name : "");
  gtk_widget_set_visible (self->rename, self->key != 0);
}

static void
fill_cb (GtkMenuButton *button,
         gpointer       data)
{
  fill (data);
}

static void
name_cb (BwViewButton *self)
{
  gboolean named = *gtk_editable_get_text (GTK_EDITABLE (self->name)) != '\0';

  gtk_widget_set_sensitive (self->add, named);
  gtk_widget_set_sensitive (self->rename, named);
}

/* Enter keeps a view of the name that was typed; nothing where there is none. */
static void
entered_cb (BwViewButton *self)
{
  if (gtk_widget_get_sensitive (self->add))
    add_cb (self);
}

/* ---- The widget ---- */

static void
dispose (GObject *object)
{
  BwViewButton *self = BW_VIEW_BUTTON (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_view_button_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwViewButton *self = BW_VIEW_BUTTON (object);

  bw_grid_view_free (self->base);
  bw_grid_view_free (self->shown);
  g_free (self->awaited);
  G_OBJECT_CLASS (bw_view_button_parent_class)->finalize (object);
}

static void
bw_view_button_class_init (BwViewButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[VIEW_CHOSEN] = g_signal_new ("view-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static GtkWidget *
make_button (BwViewButton *self,
             const char   *label,
             const char   *tooltip,
             void (*callback) (BwViewButton *self))
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (callback), self);
  return button;
}

static GtkWidget *
make_popover (BwViewButton *self)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new (), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->list, "view-list");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  self->name = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->name, _ ("Name of a view"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of a view"), -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  self->add = make_button (self, _ ("Save _as new"), _ ("Keep what is shown as a view of this name"), add_cb);
  self->rename = make_button (self, _ ("_Rename"), _ ("Give the view this name"), rename_cb);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (name_cb), self);
  g_signal_connect_swapped (self->name, "activate", G_CALLBACK (entered_cb), self);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (row), self->add);
  gtk_box_append (GTK_BOX (row), self->rename);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), row);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_add_css_class (popover, "padded");
  name_cb (self);
  return popover;
}

static void
bw_view_button_init (BwViewButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->base = bw_grid_view_new ();
  self->shown = bw_grid_view_new ();
  self->popover = make_popover (self);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_popover (self->button, self->popover);
  gtk_menu_button_set_create_popup_func (self->button, fill_cb, self, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Choose a view of the deals, or keep this one"));
  self->save = make_button (self, _ ("_Save"), _ ("Have the view be what is shown now"), save_cb);
  self->discard = make_button (self, _ ("_Discard"), _ ("Show the view as it was saved"), discard_cb);
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->button));
  gtk_box_append (GTK_BOX (box), self->save);
  gtk_box_append (GTK_BOX (box), self->discard);
  adw_bin_set_child (ADW_BIN (self), box);
  show (self);
}

/* Has the button offer and keep the views of @session (transfer none). */
void
bw_view_button_set_session (BwViewButton *self,
                            BwSession    *session)
{
  g_return_if_fail (BW_IS_VIEW_BUTTON (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  follow (self);
}

/* Tells the button that @shown (transfer full) is shown now. */
void
bw_view_button_take_shown (BwViewButton *self,
                           BwGridView   *shown)
{
  g_return_if_fail (BW_IS_VIEW_BUTTON (self));

  bw_grid_view_free (self->shown);
  self->shown = shown;
  show (self);
}

/* Chooses the saved view of @key, as a person does; nothing happens when it is gone. */
void
bw_view_button_choose (BwViewButton *self,
                       gint64        key)
{
  const BwBook *book;

  g_return_if_fail (BW_IS_VIEW_BUTTON (self));

  book = bw_session_get_book (self->session);
  for (guint i = 0; i < book->views->len; i++)
    if (g_array_index (book->views, BwSavedView, i).key == key)
      {
        choose (self, bw_grid_view_load (book, i), key);
        return;
      }
}
