/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter that is on, in words, above every page.
 *
 *   Only  [Product: Edge Hub, Flowline x] [Region: West x]  by how the deals stand today          [Show all deals]
 *
 * One button for each part of the filter, which takes the part away; nothing is shown while there is no filter. It says when the
 * filter asks for something that changes, as the past is then told of the deals as they are today, and when a filter has taken
 * the quota away. */

#include "app/bw-filter-bar.h"

#include <glib/gi18n.h>

#include "core/bw-filter.h"
#include "core/bw-filter-part.h"

struct _BwFilterBar
{
  AdwBin parent_instance;

  GtkBox   *bar;
  GtkBox   *chips;
  GtkLabel *note;

  BwSession *session; /* (owned) (nullable) */
  GPtrArray *parts;   /* (owned) (nullable) (element-type BwFilterPart) */
};

G_DEFINE_FINAL_TYPE (BwFilterBar, bw_filter_bar, ADW_TYPE_BIN)

static void
chip_cb (GtkButton   *chip,
         BwFilterBar *self)
{
  guint            i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "part"));
  g_autofree char *text = NULL;

  if (self->parts != NULL && i < self->parts->len)
    {
      g_ptr_array_remove_index (self->parts, i);
      text = bw_filter_parts_dup_text (self->parts);
    }
  bw_focus_set_filter (bw_session_get_focus (self->session), text);
}

static void
clear_cb (BwFilterBar *self)
{
  bw_focus_set_filter (bw_session_get_focus (self->session), NULL);
}

static void
add_chip (BwFilterBar *self,
          guint        i,
          const char  *words)
{
  GtkWidget       *chip = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label = gtk_label_new (words);
  g_autofree char *name = g_strdup_printf (_ ("Take away the filter %s"), words);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "filter-chip");
  gtk_widget_set_tooltip_text (chip, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (chip), "part", GUINT_TO_POINTER (i));
  g_signal_connect (chip, "clicked", G_CALLBACK (chip_cb), self);
  gtk_box_append (self->chips, chip);
}

/* What is to be known about numbers under the filter. */
static void
show_note (BwFilterBar   *self,
           const BwBook  *book,
           const BwScope *scope)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwFilter) filter = bw_filter_parse (book, scope->filter, &error);
  g_autofree char *reason = bw_scope_dup_quota_reason (book, scope);
  const char      *text = "";

  if (filter == NULL)
    text = error->message;
  else if (!bw_filter_is_steady (filter))
    text = _ ("as the deals stand today, also in the past");
  else if (reason != NULL)
    text = _ ("no quota or call");
  gtk_label_set_label (self->note, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->note), filter == NULL ? text : reason);
}

static void
refresh (BwFilterBar *self)
{
  BwBook        *book = bw_session_get_book (self->session);
  const BwScope *scope = bw_focus_get_scope (bw_session_get_focus (self->session));
  gboolean       filtered = book != NULL && bw_scope_is_filtered (scope);
  GtkWidget     *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), filtered);
  if (!filtered)
    return;
  self->parts = bw_filter_parts_new (book, scope->filter, NULL);
  if (self->parts == NULL)
    add_chip (self, 0, scope->filter);
  for (guint i = 0; self->parts != NULL && i < self->parts->len; i++)
    {
      g_autofree char *words = bw_filter_part_dup_words (g_ptr_array_index (self->parts, i), book);

      add_chip (self, i, words);
    }
  show_note (self, book, scope);
}

static void
dispose (GObject *object)
{
  BwFilterBar *self = BW_FILTER_BAR (object);

  bw_filter_bar_set_session (self, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  G_OBJECT_CLASS (bw_filter_bar_parent_class)->dispose (object);
}

static void
bw_filter_bar_class_init (BwFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BwFilterBar, bar);
  gtk_widget_class_bind_template_child (widget_class, BwFilterBar, chips);
  gtk_widget_class_bind_template_child (widget_class, BwFilterBar, note);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
bw_filter_bar_init (BwFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Makes the bar show and change the filter of @session's focus. @session (nullable) has a project open. */
void
bw_filter_bar_set_session (BwFilterBar *self,
                           BwSession   *session)
{
  g_return_if_fail (BW_IS_FILTER_BAR (self));

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
