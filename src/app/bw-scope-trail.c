/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the scope stands in the organisation, above every page.
 *
 *   Everyone › Helen Brandt › Anna Snelling
 *
 * Those above are buttons that look at them; nothing is shown while everyone is looked at. Somebody whose managers lead round in
 * a circle stands alone. */

#include "app/bw-scope-trail.h"

#include <glib/gi18n.h>

enum
{
  MOST_LEVELS = 12,
};

struct _BwScopeTrail
{
  AdwBin parent_instance;

  GtkWidget *bar;     /* a box */
  BwSession *session; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (BwScopeTrail, bw_scope_trail, ADW_TYPE_BIN)

static void
add_separator (BwScopeTrail *self)
{
  GtkWidget *label = gtk_label_new ("›");

  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (self->bar), label);
}

/* Adds a step that looks at @person, BW_NOBODY for everyone. */
static void
add_step (BwScopeTrail *self,
          const char   *name,
          gint32        person)
{
  GtkWidget       *button = gtk_button_new_with_label (name);
  g_autofree char *spoken = g_strdup_printf (_ ("Look at %s"), name);

  gtk_widget_add_css_class (button, "flat");
  if (person == BW_NOBODY)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-everyone");
  else
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-person");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", (guint)person);
    }
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_box_append (GTK_BOX (self->bar), button);
  add_separator (self);
}

static void
add_managers (BwScopeTrail *self,
              const BwBook *book,
              gint32        person)
{
  gint32 above[MOST_LEVELS];
  guint  n = 0;
  gint32 manager = bw_book_person (book, person)->manager;

  for (; manager != BW_NOBODY && n < MOST_LEVELS; manager = bw_book_person (book, manager)->manager)
    above[n++] = manager;
  if (manager != BW_NOBODY)
    return;
  while (n-- > 0)
    add_step (self, bw_book_text (book, bw_book_person (book, above[n])->name), above[n]);
}

static void
refresh (BwScopeTrail *self)
{
  const BwBook    *book = bw_session_get_book (self->session);
  const BwScope   *scope = bw_focus_get_scope (bw_session_get_focus (self->session));
  gboolean         narrow = book != NULL && scope->kind != BW_SCOPE_ALL;
  g_autofree char *name = narrow ? bw_scope_dup_name (book, scope) : NULL;
  GtkWidget       *child;

  while ((child = gtk_widget_get_first_child (self->bar)) != NULL)
    gtk_box_remove (GTK_BOX (self->bar), child);
  gtk_widget_set_visible (self->bar, narrow);
  if (!narrow)
    return;
  add_step (self, _ ("Everyone"), BW_NOBODY);
  if (scope->kind == BW_SCOPE_PERSON)
    add_managers (self, book, scope->index);
  child = gtk_label_new (name);
  gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (child, "heading");
  gtk_box_append (GTK_BOX (self->bar), child);
}

static void
dispose (GObject *object)
{
  BwScopeTrail *self = BW_SCOPE_TRAIL (object);

  bw_scope_trail_set_session (self, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (bw_scope_trail_parent_class)->dispose (object);
}

static void
bw_scope_trail_class_init (BwScopeTrailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
bw_scope_trail_init (BwScopeTrail *self)
{
  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  gtk_widget_add_css_class (self->bar, "scope-trail");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Whose deals are looked at"), -1);
  gtk_widget_set_visible (self->bar, FALSE);
  adw_bin_set_child (ADW_BIN (self), self->bar);
}

/* Shows the scope of @session (nullable), which has a project open. */
void
bw_scope_trail_set_session (BwScopeTrail *self,
                            BwSession    *session)
{
  g_return_if_fail (BW_IS_SCOPE_TRAIL (self));

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (bw_session_get_focus (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_object (bw_session_get_focus (session), "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}
