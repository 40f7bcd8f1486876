/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drop-down that says what a column is read into.
 *
 * The list is made when it is opened, so that a file of hundreds of columns costs no more than its buttons. It can be
 * searched by typing; the arrow keys go from the entry into the list. */

#include "app/bw-field-button.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-import-wording.h"

struct _BwFieldButton
{
  AdwBin parent_instance;

  GtkMenuButton  *button;
  GtkLabel       *label;
  GtkSearchEntry *entry; /* (nullable): while the list is there */
  GtkListBox     *list;  /* (nullable) */

  BwImportKind kind;
  char        *header; /* (owned) */
  char        *field;  /* (owned) (nullable) */
  BwFieldType  type;
};

/* One line of the list. */
typedef struct
{
  const char *field; /* (nullable) (static) */
  BwFieldType type;
  const char *title; /* (static), translated */
} Target;

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwFieldButton, bw_field_button, ADW_TYPE_BIN)

static const Target *
target_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "target");
}

static gboolean
is_present (BwFieldButton *self,
            const Target  *target)
{
  return g_strcmp0 (self->field, target->field) == 0 &&
         (g_strcmp0 (target->field, BW_IMPORT_CUSTOM) != 0 || self->type == target->type);
}

static void
add_target (BwFieldButton *self,
            const char    *field,
            BwFieldType    type)
{
  Target    *target = g_new (Target, 1);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label, *check;

  *target = (Target) { field, type, bw_import_wording_target (field, type) };
  label = gtk_label_new (target->title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  check = gtk_image_new_from_icon_name ("object-select-symbolic");
  gtk_widget_set_opacity (check, is_present (self, target) ? 1 : 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), check);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "target", target, g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, target->title, -1);
  gtk_list_box_append (self->list, row);
  if (is_present (self, target))
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
}

/* Built-in fields, the project's own, nothing: a line stands between them. */
static int
section_of (const Target *target)
{
  return target->field == NULL ? 2 : g_str_equal (target->field, BW_IMPORT_CUSTOM) ? 1
                                                                                   : 0;
}

static void
part_cb (GtkListBoxRow *row,
         GtkListBoxRow *before,
         gpointer       data)
{
  gboolean begins = before != NULL && section_of (target_of (row)) != section_of (target_of (before));

  gtk_list_box_row_set_header (row, begins ? gtk_separator_new (GTK_ORIENTATION_HORIZONTAL) : NULL);
}

static gboolean
matches_cb (GtkListBoxRow *row,
            gpointer       data)
{
  BwFieldButton   *self = data;
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  g_autofree char *title = g_utf8_casefold (target_of (row)->title, -1);

  return strstr (title, wanted) != NULL;
}

static void
activated_cb (GtkListBox    *list,
              GtkListBoxRow *row,
              BwFieldButton *self)
{
  Target chosen = *target_of (row);

  gtk_menu_button_popdown (self->button);
  bw_field_button_set_column (self, self->kind, self->header, chosen.field, chosen.type);
  g_signal_emit (self, signals[CHOSEN], 0, chosen.field, chosen.type);
}

static GtkListBoxRow *
first_match (BwFieldButton *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      return row;
  return NULL;
}

/* Return takes the first that fits what was typed. */
static void
entered_cb (BwFieldButton *self)
{
  GtkListBoxRow *row = first_match (self);

  if (row != NULL)
    activated_cb (self->list, row, self);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        BwFieldButton         *self)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return FALSE;
  return gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
search_cb (BwFieldButton *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

static GtkWidget *
make_list (BwFieldButton *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  g_autoptr (GPtrArray) fields = bw_import_kind_fields (self->kind);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "picker");
  for (guint i = 0; i < fields->len; i++)
    add_target (self, g_ptr_array_index (fields, i), BW_TYPE_TEXT);
  for (guint i = 0; i < BW_N_TYPES; i++)
    if (bw_import_kind_keeps (self->kind, i))
      add_target (self, BW_IMPORT_CUSTOM, i);
  add_target (self, NULL, BW_TYPE_TEXT);
  gtk_list_box_set_header_func (self->list, part_cb, NULL, NULL);
  gtk_list_box_set_filter_func (self->list, matches_cb, self, NULL);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Fields"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  return scrolled;
}

static void
open_cb (GtkMenuButton *button,
         gpointer       data)
{
  BwFieldButton      *self = data;
  GtkWidget          *popover = gtk_popover_new ();
  GtkWidget          *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search for a field"), -1);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), make_list (self));
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
dispose (GObject *object)
{
  BwFieldButton *self = BW_FIELD_BUTTON (object);

  self->entry = NULL;
  self->list = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (bw_field_button_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (BW_FIELD_BUTTON (object)->header);
  g_free (BW_FIELD_BUTTON (object)->field);
  G_OBJECT_CLASS (bw_field_button_parent_class)->finalize (object);
}

static void
bw_field_button_class_init (BwFieldButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  2, G_TYPE_STRING, G_TYPE_INT);
}

static void
bw_field_button_init (BwFieldButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "field-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_menu_button_set_child (self->button, box);
  /* The button keeps its content in the middle otherwise. */
  gtk_widget_set_halign (gtk_widget_get_parent (box), GTK_ALIGN_FILL);
  gtk_menu_button_set_create_popup_func (self->button, open_cb, self, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

/* Shows that the column @header of a file of @kind is read into @field (nullable: nothing), of @type when it is a field of the
 * project's own. */
void
bw_field_button_set_column (BwFieldButton *self,
                            BwImportKind   kind,
                            const char    *header,
                            const char    *field,
                            BwFieldType    type)
{
  g_autofree char *spoken = NULL;
  g_autofree char *new_header = g_strdup (header);
  g_autofree char *new_field = g_strdup (field);

  g_return_if_fail (BW_IS_FIELD_BUTTON (self));

  self->kind = kind;
  g_free (self->header);
  self->header = g_steal_pointer (&new_header);
  g_free (self->field);
  self->field = g_steal_pointer (&new_field);
  self->type = type;
  gtk_label_set_label (self->label, bw_import_wording_target (field, type));
  /* Translators: a column's header, what it is read into */
  spoken = g_strdup_printf (_ ("Column %s is read into: %s"), self->header, bw_import_wording_target (field, type));
  /* The keyboard and screen readers come to the button within. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
