/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that chooses which saved scenarios stand beside the one that is played.
 *
 * A popover has a check button for each of the others; when as many are chosen as have room, the rest cannot be. Until a
 * person has chosen, the first ones stand beside. */

#include "app/bw-scenario-beside.h"

#include <glib/gi18n.h>

#include "session/bw-live-scenario.h"

struct _BwScenarioBeside
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkBox        *list;
  GArray        *keys;   /* gint64: of those that stand beside */
  gboolean       picked; /* a person has chosen them */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwScenarioBeside, bw_scenario_beside, ADW_TYPE_BIN)

static gboolean
has_key (BwScenarioBeside *self,
         gint64            key)
{
  for (guint i = 0; i < self->keys->len; i++)
    if (g_array_index (self->keys, gint64, i) == key)
      return TRUE;
  return FALSE;
}

static void
remove_key (BwScenarioBeside *self,
            gint64            key)
{
  for (guint i = self->keys->len; i-- > 0;)
    if (g_array_index (self->keys, gint64, i) == key)
      g_array_remove_index (self->keys, i);
}

static void
active_cb (GtkCheckButton   *check,
           GParamSpec       *pspec,
           BwScenarioBeside *self)
{
  gint64 *key = g_object_get_data (G_OBJECT (check), "key");

  self->picked = TRUE;
  if (!gtk_check_button_get_active (check))
    remove_key (self, *key);
  else if (self->keys->len < BW_LIVE_SCENARIO_MAX_BESIDE && !has_key (self, *key))
    g_array_append_val (self->keys, *key);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_sensitive (child, gtk_check_button_get_active (GTK_CHECK_BUTTON (child)) || self->keys->len < BW_LIVE_SCENARIO_MAX_BESIDE);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Lets go of those that are gone or are played themselves. */
static void
settle (BwScenarioBeside *self,
        const BwBook     *book,
        gint64            played)
{
  g_autoptr (GArray) before = self->keys;

  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < book->scenarios->len && self->keys->len < BW_LIVE_SCENARIO_MAX_BESIDE; i++)
    {
      gint64   key = g_array_index (book->scenarios, BwScenario, i).key;
      gboolean stood = FALSE;

      for (guint k = 0; k < before->len; k++)
        stood |= g_array_index (before, gint64, k) == key;
      if (key != played && (stood || !self->picked))
        g_array_append_val (self->keys, key);
    }
}

static void
dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (bw_scenario_beside_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_array_unref (BW_SCENARIO_BESIDE (object)->keys);
  G_OBJECT_CLASS (bw_scenario_beside_parent_class)->finalize (object);
}

static void
bw_scenario_beside_class_init (BwScenarioBesideClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_scenario_beside_init (BwScenarioBeside *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->list));
  gtk_widget_add_css_class (popover, "question");
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "list-add-symbolic");
  gtk_menu_button_set_popover (self->button, popover);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Choose up to three saved scenarios to stand beside this one"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Choose up to three saved scenarios to stand beside this one"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

/* Offers the scenarios of @book but the one with the key @played. */
void
bw_scenario_beside_offer (BwScenarioBeside *self,
                          const BwBook     *book,
                          gint64            played)
{
  GtkWidget *child;

  settle (self, book, played);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  for (guint i = 0; i < book->scenarios->len; i++)
    {
      const BwScenario *scenario = &g_array_index (book->scenarios, BwScenario, i);
      GtkWidget        *check;

      if (scenario->key == played)
        continue;
      check = gtk_check_button_new_with_label (bw_book_text (book, scenario->name));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), has_key (self, scenario->key));
      gtk_widget_set_sensitive (check, has_key (self, scenario->key) || self->keys->len < BW_LIVE_SCENARIO_MAX_BESIDE);
      g_object_set_data_full (G_OBJECT (check), "key", g_memdup2 (&scenario->key, sizeof scenario->key), g_free);
      g_signal_connect_object (check, "notify::active", G_CALLBACK (active_cb), self, 0);
      gtk_box_append (self->list, check);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), gtk_widget_get_first_child (GTK_WIDGET (self->list)) != NULL);
}

/* Returns: (transfer none) (array length=n): the keys of those that stand beside, until others are offered or chosen. */
const gint64 *
bw_scenario_beside_get_keys (BwScenarioBeside *self,
                             guint            *n)
{
  *n = self->keys->len;
  return (const gint64 *)(const void *)self->keys->data;
}
