/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that asks what a list of deals is grouped by.
 *
 *   [Group: Stage v]
 *   +--------------------------+
 *   | Group by   [Stage      v] |
 *   | then by    [None       v] |
 *   | [x] Largest total first   |
 *   | [Fold all] [Unfold all]   |
 *   +--------------------------+
 *
 * What can be chosen follows the book: its own fields, and territories where there are any. */

#include "app/bw-group-button.h"

#include <glib/gi18n.h>

#include "core/bw-deal-field.h"

struct _BwGroupButton
{
  AdwBin parent_instance;

  GtkMenuButton  *button;
  GtkDropDown    *levels[BW_GROUPING_MAX_LEVELS];
  GtkCheckButton *by_total;
  GtkWidget      *folds;
  GArray         *keys;  /* BwGroupKey: what is behind the first choice, "none" */
  char           *names; /* (owned) (nullable): what the choices were made from */
  BwDealList     *list;  /* (owned) (nullable) */
  gboolean        setting;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwGroupButton, bw_group_button, ADW_TYPE_BIN)

/* What deals are mostly grouped by comes first. */
static const BwGroupKey offered[] = {
  { BW_DEAL_FIELD_STAGE, BW_GROUP_BY_VALUE },
  { BW_DEAL_FIELD_OWNER, BW_GROUP_BY_VALUE },
  { BW_DEAL_FIELD_ACCOUNT, BW_GROUP_BY_VALUE },
  { BW_DEAL_FIELD_TERRITORY, BW_GROUP_BY_VALUE },
  { BW_DEAL_FIELD_CATEGORY, BW_GROUP_BY_VALUE },
  { BW_DEAL_FIELD_CLOSE, BW_GROUP_BY_MONTH },
  { BW_DEAL_FIELD_CLOSE, BW_GROUP_BY_QUARTER },
  { BW_DEAL_FIELD_CREATED, BW_GROUP_BY_MONTH },
  { BW_DEAL_FIELD_PRODUCT, BW_GROUP_BY_VALUE },
  { BW_DEAL_FIELD_REGION, BW_GROUP_BY_VALUE },
  { BW_DEAL_FIELD_TYPE, BW_GROUP_BY_VALUE },
  { BW_DEAL_FIELD_SOURCE, BW_GROUP_BY_VALUE },
  { BW_DEAL_FIELD_KIND, BW_GROUP_BY_VALUE },
  { BW_DEAL_FIELD_AMOUNT, BW_GROUP_BY_VALUE },
  { BW_DEAL_FIELD_PROBABILITY, BW_GROUP_BY_VALUE },
  { BW_DEAL_FIELD_AGE, BW_GROUP_BY_VALUE },
  { BW_DEAL_FIELD_STAGE_DAYS, BW_GROUP_BY_VALUE },
  { BW_DEAL_FIELD_PUSHES, BW_GROUP_BY_VALUE },
  { BW_DEAL_FIELD_NEXT_STEP, BW_GROUP_BY_VALUE },
};

/* Makes the keys be those that deals of @book can be grouped by. */
static void
list_keys (BwGroupButton *self,
           const BwBook  *book)
{
  g_array_set_size (self->keys, 0);
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    if (offered[i].field != BW_DEAL_FIELD_TERRITORY || book->territories->len > 0)
      g_array_append_val (self->keys, offered[i]);
  for (guint i = 0; i < book->fields->len; i++)
    {
      gboolean   dated = bw_book_field (book, i)->type == BW_TYPE_DATE;
      BwGroupKey key = { BW_N_DEAL_FIELDS + i, dated ? BW_GROUP_BY_MONTH : BW_GROUP_BY_VALUE };

      g_array_append_val (self->keys, key);
      if (dated)
        {
          key.unit = BW_GROUP_BY_QUARTER;
          g_array_append_val (self->keys, key);
        }
    }
}

/* Fills the choices anew when the book has other fields now. */
static void
follow_fields (BwGroupButton *self,
               const BwBook  *book)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  list_keys (self, book);
  gtk_string_list_append (titles, _ ("None"));
  for (guint i = 0; i < self->keys->len; i++)
    {
      g_autofree char *title = bw_group_key_dup_title (book, &g_array_index (self->keys, BwGroupKey, i));

      gtk_string_list_append (titles, title);
      g_string_append_printf (names, "%s\n", title);
    }
  if (g_strcmp0 (names->str, self->names) == 0)
    return;
  g_free (self->names);
  self->names = g_strdup (names->str);
  for (guint level = 0; level < BW_GROUPING_MAX_LEVELS; level++)
    gtk_drop_down_set_model (self->levels[level], G_LIST_MODEL (titles));
}

/* Returns: which choice @key is; one is made for a key that is not offered. */
static guint
find_choice (BwGroupButton    *self,
             const BwBook     *book,
             const BwGroupKey *key)
{
  for (guint i = 0; i < self->keys->len; i++)
    if (g_array_index (self->keys, BwGroupKey, i).field == key->field && g_array_index (self->keys, BwGroupKey, i).unit == key->unit)
      return i + 1;
  return 0;
}

/* Shows what the list is grouped by. */
static void
follow (BwGroupButton *self)
{
  const BwBook     *book = bw_deal_list_get_book (self->list);
  const BwGrouping *grouping = bw_deal_list_get_grouping (self->list);
  g_autofree char  *label = NULL;

  self->setting = TRUE;
  follow_fields (self, book);
  for (guint level = 0; level < BW_GROUPING_MAX_LEVELS; level++)
    gtk_drop_down_set_selected (self->levels[level], level < grouping->n ? find_choice (self, book, &grouping->keys[level]) : 0);
  gtk_check_button_set_active (self->by_total, grouping->by_total);
  gtk_widget_set_sensitive (GTK_WIDGET (self->levels[1]), grouping->n > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->by_total), grouping->n > 0);
  gtk_widget_set_sensitive (self->folds, grouping->n > 0);
  self->setting = FALSE;
  if (grouping->n > 0 && bw_group_key_is_possible (book, &grouping->keys[0]))
    label = bw_group_key_dup_title (book, &grouping->keys[0]);
  gtk_menu_button_set_label (self->button, label != NULL ? label : _ ("_Group"));
}

static void
chosen_cb (BwGroupButton *self)
{
  BwGrouping grouping = { .by_total = gtk_check_button_get_active (self->by_total) };

  if (self->setting || self->list == NULL)
    return;
  for (guint level = 0; level < BW_GROUPING_MAX_LEVELS; level++)
    {
      guint choice = gtk_drop_down_get_selected (self->levels[level]);

      if (choice == 0 || choice > self->keys->len)
        break;
      grouping.keys[grouping.n++] = g_array_index (self->keys, BwGroupKey, choice - 1);
    }
  bw_deal_list_set_grouping (self->list, &grouping);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fold_cb (BwGroupButton *self)
{
  bw_deal_list_fold_all (self->list, TRUE);
}

static void
unfold_cb (BwGroupButton *self)
{
  bw_deal_list_fold_all (self->list, FALSE);
}

static void
dispose (GObject *object)
{
  BwGroupButton *self = BW_GROUP_BUTTON (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (bw_group_button_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwGroupButton *self = BW_GROUP_BUTTON (object);

  g_array_unref (self->keys);
  g_free (self->names);
  G_OBJECT_CLASS (bw_group_button_parent_class)->finalize (object);
}

static void
bw_group_button_class_init (BwGroupButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_fold (BwGroupButton *self,
           const char    *label,
           void (*callback) (BwGroupButton *self))
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (callback), self);
  return button;
}

static void
bw_group_button_init (BwGroupButton *self)
{
  static const char *const titles[] = { N_ ("Group _by"), N_ ("_Then by") };
  GtkWidget               *grid = gtk_grid_new (), *popover = gtk_popover_new ();

  self->keys = g_array_new (FALSE, FALSE, sizeof (BwGroupKey));
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (int level = 0; level < BW_GROUPING_MAX_LEVELS; level++)
    {
      GtkWidget *label = gtk_label_new_with_mnemonic (_ (titles[level]));

      self->levels[level] = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
      gtk_label_set_mnemonic_widget (GTK_LABEL (label), GTK_WIDGET (self->levels[level]));
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (self->levels[level]), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
      g_signal_connect_swapped (self->levels[level], "notify::selected", G_CALLBACK (chosen_cb), self);
      gtk_grid_attach (GTK_GRID (grid), label, 0, level, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->levels[level]), 1, level, 1, 1);
    }
  self->by_total = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_ ("_Largest total first")));
  g_signal_connect_swapped (self->by_total, "toggled", G_CALLBACK (chosen_cb), self);
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->by_total), 0, 2, 2, 1);
  self->folds = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->folds), make_fold (self, _ ("_Fold all"), fold_cb));
  gtk_box_append (GTK_BOX (self->folds), make_fold (self, _ ("_Unfold all"), unfold_cb));
  gtk_grid_attach (GTK_GRID (grid), self->folds, 0, 3, 2, 1);
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  gtk_widget_add_css_class (popover, "padded");
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_use_underline (self->button, TRUE);
  gtk_menu_button_set_label (self->button, _ ("_Group"));
  gtk_menu_button_set_popover (self->button, popover);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Put the deals into groups with totals"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

/* Has the button be about @list (transfer none). */
void
bw_group_button_set_list (BwGroupButton *self,
                          BwDealList    *list)
{
  g_return_if_fail (BW_IS_GROUP_BUTTON (self) && self->list == NULL);

  self->list = g_object_ref (list);
  g_signal_connect_object (list, "refreshed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  follow (self);
}
