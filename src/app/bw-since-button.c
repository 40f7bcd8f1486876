/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that asks since when changes of deals are marked.
 *
 *   [Changes v]
 *   +-----------------------------+
 *   | (o) Not marked              |
 *   | ( ) Since the last import   |
 *   | ( ) In the last 7 days      |
 *   | ( ) Since [ 1 Oct 2026 v ]  |
 *   | [ ] Only changed deals      |
 *   +-----------------------------+
 *
 * The last import is offered where there was an export before it to compare with. */

#include "app/bw-since-button.h"

#include <glib/gi18n.h>

#include "app/bw-day-button.h"
#include "app/bw-wording.h"

typedef enum
{
  CHOICE_OFF,
  CHOICE_IMPORT,
  CHOICE_WEEK,
  CHOICE_DAY,
  N_CHOICES,
} Choice;

struct _BwSinceButton
{
  AdwBin parent_instance;

  GtkMenuButton  *button;
  GtkCheckButton *choices[N_CHOICES];
  BwDayButton    *day;
  GtkCheckButton *only_changed;
  BwDealList     *list;  /* (owned) (nullable) */
  char           *since; /* (owned) (nullable) */
  gboolean        setting;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwSinceButton, bw_since_button, ADW_TYPE_BIN)

static const char *const titles[N_CHOICES] = {
  [CHOICE_OFF] = N_ ("_Not marked"),
  [CHOICE_IMPORT] = N_ ("Since the last _import"),
  [CHOICE_WEEK] = N_ ("In the last _7 days"),
  [CHOICE_DAY] = N_ ("Since the _day"),
};

/* Says since when on the button. */
static void
follow (BwSinceButton *self)
{
  const BwBook    *book = bw_deal_list_get_book (self->list);
  BwDate           today = bw_deal_list_get_today (self->list);
  BwDate           import = bw_changed_parse_since (book, today, "import"), since = bw_changed_parse_since (book, today, self->since);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->choices[CHOICE_IMPORT]), import != BW_DATE_NONE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->only_changed), since != BW_DATE_NONE);
  if (since != BW_DATE_NONE)
    {
      g_autofree char *day = bw_wording_day (since, today);

      /* Translators: changes of deals are marked since a day: "Since 1 Oct" */
      label = g_strdup_printf (_ ("Since %s"), day);
    }
  gtk_menu_button_set_label (self->button, label != NULL ? label : _ ("C_hanges"));
}

/* Hands on what was chosen. */
static void
apply (BwSinceButton *self,
       char          *since)
{
  g_free (self->since);
  self->since = since;
  bw_deal_list_set_since (self->list, self->since, gtk_check_button_get_active (self->only_changed) && since != NULL);
  follow (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static char *
dup_since (BwSinceButton *self)
{
  if (gtk_check_button_get_active (self->choices[CHOICE_IMPORT]))
    return g_strdup ("import");
  if (gtk_check_button_get_active (self->choices[CHOICE_WEEK]))
    return g_strdup ("7");
  if (gtk_check_button_get_active (self->choices[CHOICE_DAY]) && bw_day_button_get_day (self->day) != BW_DATE_NONE)
    return bw_date_to_iso (bw_day_button_get_day (self->day));
  return NULL;
}

/* One of a group of radio buttons goes off when another comes on: only the latter is heard. */
static void
toggled_cb (BwSinceButton  *self,
            GtkCheckButton *check)
{
  if (!self->setting && self->list != NULL && (check == self->only_changed || gtk_check_button_get_active (check)))
    apply (self, dup_since (self));
}

static void
day_cb (BwSinceButton *self)
{
  if (self->list == NULL)
    return;
  if (gtk_check_button_get_active (self->choices[CHOICE_DAY]))
    apply (self, dup_since (self));
  else
    gtk_check_button_set_active (self->choices[CHOICE_DAY], TRUE);
}

static void
dispose (GObject *object)
{
  BwSinceButton *self = BW_SINCE_BUTTON (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (bw_since_button_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (BW_SINCE_BUTTON (object)->since);
  G_OBJECT_CLASS (bw_since_button_parent_class)->finalize (object);
}

static void
bw_since_button_class_init (BwSinceButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_since_button_init (BwSinceButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *popover = gtk_popover_new ();

  for (Choice choice = 0; choice < N_CHOICES; choice++)
    {
      self->choices[choice] = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_ (titles[choice])));
      if (choice > 0)
        gtk_check_button_set_group (self->choices[choice], self->choices[0]);
      gtk_box_append (GTK_BOX (choice == CHOICE_DAY ? row : box), GTK_WIDGET (self->choices[choice]));
    }
  gtk_check_button_set_active (self->choices[CHOICE_OFF], TRUE);
  self->day = g_object_new (BW_TYPE_DAY_BUTTON, "title", _ ("Since the day"), NULL);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->day));
  gtk_box_append (GTK_BOX (box), row);
  self->only_changed = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_ ("_Only changed deals")));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->only_changed));
  for (Choice choice = 0; choice < N_CHOICES; choice++)
    g_signal_connect_swapped (self->choices[choice], "toggled", G_CALLBACK (toggled_cb), self);
  g_signal_connect_swapped (self->only_changed, "toggled", G_CALLBACK (toggled_cb), self);
  g_signal_connect_swapped (self->day, "day-chosen", G_CALLBACK (day_cb), self);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_add_css_class (popover, "padded");
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_use_underline (self->button, TRUE);
  gtk_menu_button_set_label (self->button, _ ("C_hanges"));
  gtk_menu_button_set_popover (self->button, popover);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Mark what changed since a day"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

/* Has the button be about @list (transfer none). */
void
bw_since_button_set_list (BwSinceButton *self,
                          BwDealList    *list)
{
  g_return_if_fail (BW_IS_SINCE_BUTTON (self) && self->list == NULL);

  self->list = g_object_ref (list);
  g_signal_connect_object (list, "refreshed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  follow (self);
}

/* Chooses @since (nullable), as bw_changed_parse_since() reads it, and hands it to the list. */
void
bw_since_button_set (BwSinceButton *self,
                     const char    *since,
                     gboolean       only_changed)
{
  Choice choice = since == NULL                   ? CHOICE_OFF
                  : g_str_equal (since, "import") ? CHOICE_IMPORT
                  : g_str_equal (since, "7")      ? CHOICE_WEEK
                                                  : CHOICE_DAY;

  g_return_if_fail (BW_IS_SINCE_BUTTON (self) && self->list != NULL);

  self->setting = TRUE;
  gtk_check_button_set_active (self->choices[choice], TRUE);
  gtk_check_button_set_active (self->only_changed, only_changed);
  if (choice == CHOICE_DAY)
    bw_day_button_set_day (self->day, bw_changed_parse_since (bw_deal_list_get_book (self->list), bw_deal_list_get_today (self->list), since));
  self->setting = FALSE;
  apply (self, g_strdup (since));
}

/* Returns: (transfer none) (nullable): what is chosen. */
const char *
bw_since_button_get_since (BwSinceButton *self)
{
  return self->since;
}

gboolean
bw_since_button_get_only_changed (BwSinceButton *self)
{
  return self->since != NULL && gtk_check_button_get_active (self->only_changed);
}
