/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the list behind a finding about the data: what it is, for what may be double the evidence and the two
 * answers, and an arrow where there is more to see. */

#include "app/bw-health-row.h"

#include <glib/gi18n.h>

struct _BwHealthRow
{
  GtkWidget parent_instance;

  GtkWidget *texts;
  GtkLabel  *text;
  GtkLabel  *evidence;
  GtkWidget *merge;
  GtkWidget *apart;
  GtkWidget *arrow;
  guint      place;
};

enum
{
  DECIDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwHealthRow, bw_health_row, GTK_TYPE_WIDGET)

static void
merge_cb (BwHealthRow *self)
{
  g_signal_emit (self, signals[DECIDED], 0, TRUE);
}

static void
apart_cb (BwHealthRow *self)
{
  g_signal_emit (self, signals[DECIDED], 0, FALSE);
}

static void
dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bw_health_row_parent_class)->dispose (object);
}

static void
bw_health_row_class_init (BwHealthRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);

  signals[DECIDED] = g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, G_TYPE_BOOLEAN);
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
add_button (BwHealthRow *self,
            const char  *label,
            GCallback    pressed)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", pressed, self);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  return button;
}

static void
bw_health_row_init (BwHealthRow *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 9);
  self->texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_hexpand (self->texts, TRUE);
  gtk_widget_set_valign (self->texts, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (self->texts, 9);
  gtk_widget_set_margin_bottom (self->texts, 9);
  gtk_widget_set_margin_start (self->texts, 12);
  gtk_widget_set_parent (self->texts, GTK_WIDGET (self));
  self->text = add_label (self->texts, "numeric");
  self->evidence = add_label (self->texts, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->evidence), "caption");
  self->apart = add_button (self, _ ("Keep a_part"), G_CALLBACK (apart_cb));
  self->merge = add_button (self, _ ("_Merge"), G_CALLBACK (merge_cb));
  gtk_widget_set_margin_end (self->merge, 9);
  self->arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  gtk_widget_set_margin_end (self->arrow, 9);
  gtk_widget_set_parent (self->arrow, GTK_WIDGET (self));
}

/* Returns: (transfer floating): an empty line. */
GtkWidget *
bw_health_row_new (void)
{
  return g_object_new (BW_TYPE_HEALTH_ROW, NULL);
}

/* Shows item @place: @text; with @evidence (nullable) also that, where it says more, and the two answers. @leads_on: activating it shows more. */
void
bw_health_row_show (BwHealthRow *self,
                    guint        place,
                    const char  *text,
                    const char  *evidence,
                    gboolean     leads_on)
{
  g_autofree char *merge = g_strdup_printf (_ ("Merge: %s"), text);
  g_autofree char *apart = g_strdup_printf (_ ("Keep apart: %s"), text);

  self->place = place;
  gtk_label_set_label (self->text, text);
  gtk_label_set_label (self->evidence, evidence != NULL ? evidence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->evidence), evidence != NULL && !g_str_equal (evidence, text));
  gtk_widget_set_visible (self->merge, evidence != NULL);
  gtk_widget_set_visible (self->apart, evidence != NULL);
  gtk_widget_set_visible (self->arrow, leads_on);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->merge), GTK_ACCESSIBLE_PROPERTY_LABEL, merge, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->apart), GTK_ACCESSIBLE_PROPERTY_LABEL, apart, -1);
}

/* Which item is shown. */
guint
bw_health_row_get_place (BwHealthRow *self)
{
  return self->place;
}
