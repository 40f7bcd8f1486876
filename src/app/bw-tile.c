/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One number with its name above and a note below.
 *
 * The number is compact; the tooltip and the screen reader have it in full, with how it is worked out. */

#include "app/bw-tile.h"

struct _BwTile
{
  AdwBin parent_instance;

  BwExplain *explain;
  GtkLabel  *title;
  GtkLabel  *value;
  GtkLabel  *note;
};

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (BwTile, bw_tile, ADW_TYPE_BIN)

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  BwTile *self = BW_TILE (object);

  if (id == PROP_TITLE)
    gtk_label_set_label (self->title, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (bw_tile_parent_class)->dispose (object);
}

static void
bw_tile_class_init (BwTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = set_property;
  G_OBJECT_CLASS (klass)->dispose = dispose;
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);

  g_type_ensure (BW_TYPE_EXPLAIN);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, BwTile, explain);
  gtk_widget_class_bind_template_child (widget_class, BwTile, title);
  gtk_widget_class_bind_template_child (widget_class, BwTile, value);
  gtk_widget_class_bind_template_child (widget_class, BwTile, note);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bw_tile_init (BwTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shows @value; @full says it with all its digits and how it comes about; @note (nullable) is Pango markup. */
void
bw_tile_set_value (BwTile     *self,
                   const char *value,
                   const char *full,
                   const char *note)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (BW_IS_TILE (self));

  gtk_label_set_label (self->value, value);
  gtk_label_set_markup (self->note, note != NULL ? note : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), full);
  spoken = g_strdup_printf ("%s: %s", gtk_label_get_label (self->title), value);
  bw_explain_set_name (self->explain, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, full, -1);
}

/* Returns: (transfer none): the number as it is shown. */
const char *
bw_tile_get_value (BwTile *self)
{
  g_return_val_if_fail (BW_IS_TILE (self), NULL);

  return gtk_label_get_label (self->value);
}

/* Lets the number explain itself: see bw_explain_set_source(). */
void
bw_tile_set_source (BwTile       *self,
                    BwSession    *session,
                    BwExplainFunc explain,
                    gpointer      owner,
                    int           what)
{
  g_return_if_fail (BW_IS_TILE (self));

  bw_explain_set_source (self->explain, session, explain, owner, what);
}
