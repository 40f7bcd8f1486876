/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The button in the header bar that chooses which deals all pages look at.
 *
 *   | Stage     | [find ................] |
 *   | Product 2 | [x] Edge Hub        412 |
 *   | Region    | [x] Flowline        208 |
 *   | ...       | [ ] none             31 |
 *   | product = "Edge Hub" or ...     (?) |
 *
 * The fields on the left, the values of the chosen one on the right, and the whole as an expression below: three views of one
 * filter, the focus's, which is changed at once. What is ticked adds to a choice; the text may say more than choices can. Values
 * are counted off the main thread (session/bw-live-values.c); while the counts stay the same the rows stay, so that the
 * keyboard keeps its place when ticking one leads to a new count. */

#include "app/bw-filter-picker.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-filter-completion.h"
#include "core/bw-deal-field.h"
#include "core/bw-filter.h"
#include "session/bw-live-values.h"

enum
{
  LONG_LIST = 8,    /* values from which on there is a search */
  MOST_SHOWN = 200, /* values in the list at a time; the search finds the others */
};

struct _BwFilterPicker
{
  AdwBin parent_instance;

  GtkMenuButton  *button;
  GtkPopover     *popover;
  GtkListBox     *fields;
  GtkSearchEntry *search;
  GtkListBox     *values;
  GtkLabel       *none;
  GtkEntry       *expression;
  GtkLabel       *problem;
  GtkButton      *clear;

  BwSession  *session; /* (owned) (nullable) */
  BwLive     *counts;  /* (owned) (nullable) */
  BwDealField field;
  GArray     *listed;  /* BwDealField: one for each row of the fields */
  GPtrArray  *shown;   /* (owned) (nullable) (element-type BwFilterValue): whose rows are there */
  GPtrArray  *parts;   /* (owned) (nullable) (element-type BwFilterPart): of the focus's filter */
  gboolean    filling; /* the check buttons are being set */
};

G_DEFINE_FINAL_TYPE (BwFilterPicker, bw_filter_picker, ADW_TYPE_BIN)

static const BwDealField offered[] = {
  BW_DEAL_FIELD_STAGE,
  BW_DEAL_FIELD_CATEGORY,
  BW_DEAL_FIELD_PRODUCT,
  BW_DEAL_FIELD_REGION,
  BW_DEAL_FIELD_TYPE,
  BW_DEAL_FIELD_SOURCE,
  BW_DEAL_FIELD_TERRITORY,
};

static BwFocus *
get_focus (BwFilterPicker *self)
{
  return bw_session_get_focus (self->session);
}

/* ---- Values ---- */

static void
ticked_cb (GtkCheckButton *check,
           BwFilterPicker *self)
{
  const char      *value = g_object_get_data (G_OBJECT (check), "value");
  g_autofree char *text = NULL;

  if (self->filling || self->parts == NULL)
    return;
  bw_filter_parts_choose (self->parts, bw_session_get_book (self->session), self->field, value,
                          gtk_check_button_get_active (check));
  text = bw_filter_parts_dup_text (self->parts);
  bw_focus_set_filter (get_focus (self), text);
}

static void
add_value (BwFilterPicker      *self,
           const BwFilterValue *value)
{
  GtkWidget       *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget       *check = gtk_check_button_new_with_label (value->title), *count;
  g_autofree char *n = g_strdup_printf ("%'u", value->n);
  g_autofree char *name = g_strdup_printf (ngettext ("%s, %u deal", "%s, %u deals", value->n), value->title, value->n);

  count = gtk_label_new (n);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_set_hexpand (check, TRUE);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (row), "check", check);
  g_object_set_data_full (G_OBJECT (check), "value", g_strdup (value->value), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (ticked_cb), self);
  gtk_list_box_append (self->values, row);
}

/* Ticks what the filter asks for. */
static void
tick_values (BwFilterPicker *self)
{
  self->filling = TRUE;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->values)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkCheckButton *check = g_object_get_data (G_OBJECT (row), "check");

      if (check != NULL)
        gtk_check_button_set_active (check, self->parts != NULL &&
                                              bw_filter_parts_has (self->parts, self->field, g_object_get_data (G_OBJECT (check), "value")));
    }
  self->filling = FALSE;
}

static void
fill_values (BwFilterPicker *self)
{
  const char      *wanted = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *folded = g_utf8_casefold (wanted, -1);
  GtkWidget       *child;
  guint            n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->values))) != NULL)
    gtk_list_box_remove (self->values, child);
  for (guint i = 0; self->shown != NULL && i < self->shown->len && n < MOST_SHOWN; i++)
    {
      const BwFilterValue *value = g_ptr_array_index (self->shown, i);
      g_autofree char     *title = g_utf8_casefold (value->title, -1);

      if (strstr (title, folded) == NULL)
        continue;
      add_value (self, value);
      n++;
    }
  tick_values (self);
  gtk_widget_set_visible (GTK_WIDGET (self->search), self->shown != NULL && self->shown->len > LONG_LIST);
  gtk_widget_set_visible (GTK_WIDGET (self->none), self->shown != NULL && n == 0);
}

static gboolean
are_same (GPtrArray *a,
          GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const BwFilterValue *x = g_ptr_array_index (a, i), *y = g_ptr_array_index (b, i);

      if (x->n != y->n || !g_str_equal (x->value, y->value) || !g_str_equal (x->title, y->title))
        return FALSE;
    }
  return TRUE;
}

static void
counted_cb (BwFilterPicker *self)
{
  GPtrArray *values = bw_live_values_get (self->counts, self->field);

  if (values == NULL || are_same (values, self->shown))
    return;
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_ptr_array_ref (values);
  fill_values (self);
}

static void
searched_cb (BwFilterPicker *self)
{
  fill_values (self);
}

/* ---- Fields ---- */

static guint
count_chosen (BwFilterPicker *self,
              BwDealField     field)
{
  guint n = 0;

  for (guint i = 0; self->parts != NULL && i < self->parts->len; i++)
    {
      const BwFilterPart *part = g_ptr_array_index (self->parts, i);

      n += part->is_choice && part->field == field ? part->values->len : 0;
    }
  return n;
}

/* Says beside each field how many of its values are chosen. */
static void
mark_fields (BwFilterPicker *self)
{
  for (guint i = 0; i < self->listed->len; i++)
    {
      GtkListBoxRow   *row = gtk_list_box_get_row_at_index (self->fields, (int)i);
      GtkWidget       *box = gtk_list_box_row_get_child (row);
      guint            n = count_chosen (self, g_array_index (self->listed, BwDealField, i));
      g_autofree char *text = n > 0 ? g_strdup_printf ("%u", n) : g_strdup ("");

      gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), text);
    }
}

static void
add_field (BwFilterPicker *self,
           BwDealField     field)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *count = gtk_label_new (NULL);
  GtkWidget *title = gtk_label_new (bw_deal_field_title (bw_session_get_book (self->session), field));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 18);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "accent");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_append (self->fields, box);
  g_array_append_val (self->listed, field);
}

static void
fill_fields (BwFilterPicker *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  GtkWidget    *child;
  int           row = 0;

  g_array_set_size (self->listed, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->fields))) != NULL)
    gtk_list_box_remove (self->fields, child);
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    if (offered[i] != BW_DEAL_FIELD_TERRITORY || book->territories->len > 0)
      add_field (self, offered[i]);
  for (guint i = 0; i < book->fields->len; i++)
    if (bw_filter_can_choose (book, BW_N_DEAL_FIELDS + i))
      add_field (self, BW_N_DEAL_FIELDS + i);
  mark_fields (self);
  for (guint i = 0; i < self->listed->len; i++)
    if (g_array_index (self->listed, BwDealField, i) == self->field)
      row = (int)i;
  gtk_list_box_select_row (self->fields, gtk_list_box_get_row_at_index (self->fields, row));
}

static void
field_cb (GtkListBox     *list,
          GtkListBoxRow  *row,
          BwFilterPicker *self)
{
  BwDealField field;

  if (row == NULL || self->session == NULL || (guint)gtk_list_box_row_get_index (row) >= self->listed->len)
    return;
  field = g_array_index (self->listed, BwDealField, gtk_list_box_row_get_index (row));
  if (field == self->field && self->shown != NULL)
    return;
  self->field = field;
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  fill_values (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->values), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bw_deal_field_title (bw_session_get_book (self->session), field), -1);
  bw_live_values_ask (self->counts, field);
}

/* ---- The whole ---- */

static void
show_problem (BwFilterPicker *self,
              const char     *message)
{
  gtk_label_set_label (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->expression), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->expression), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->expression), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* A written filter holds from Return on: half of one would be told as a mistake. */
static void
written_cb (BwFilterPicker *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->expression))));
  g_autoptr (GError) error = NULL;
  g_autoptr (BwFilter) filter = bw_filter_parse (bw_session_get_book (self->session), text, &error);

  show_problem (self, error != NULL ? error->message : NULL);
  if (filter != NULL)
    bw_focus_set_filter (get_focus (self), text);
}

static void
clear_cb (BwFilterPicker *self)
{
  bw_focus_set_filter (get_focus (self), NULL);
}

/* Shows the focus's filter. */
static void
refresh (BwFilterPicker *self)
{
  const BwBook    *book = bw_session_get_book (self->session);
  const char      *filter = bw_focus_get_filter (get_focus (self));
  g_autofree char *words = NULL;

  if (book == NULL)
    return;
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  self->parts = bw_filter_parts_new (book, filter, NULL);
  if (self->parts == NULL) /* a name in it is gone; ticking begins a new one */
    self->parts = bw_filter_parts_new (book, NULL, NULL);
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->expression)), filter != NULL ? filter : ""))
    gtk_editable_set_text (GTK_EDITABLE (self->expression), filter != NULL ? filter : "");
  show_problem (self, NULL);
  mark_fields (self);
  tick_values (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->clear), filter != NULL);
  words = filter != NULL ? bw_filter_dup_words (book, filter) : g_strdup (_ ("All deals"));
  if (filter != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "filtering");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "filtering");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
shown_cb (BwFilterPicker *self)
{
  if (self->session == NULL || bw_session_get_book (self->session) == NULL)
    return;
  bw_live_set_active (self->counts, TRUE);
  fill_fields (self);
  refresh (self);
}

static void
closed_cb (BwFilterPicker *self)
{
  if (self->counts != NULL)
    bw_live_set_active (self->counts, FALSE);
}

static void
dispose (GObject *object)
{
  BwFilterPicker *self = BW_FILTER_PICKER (object);

  bw_filter_picker_set_session (self, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->listed, g_array_unref);
  G_OBJECT_CLASS (bw_filter_picker_parent_class)->dispose (object);
}

static void
bw_filter_picker_class_init (BwFilterPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-filter-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, BwFilterPicker, button);
  gtk_widget_class_bind_template_child (widget_class, BwFilterPicker, popover);
  gtk_widget_class_bind_template_child (widget_class, BwFilterPicker, fields);
  gtk_widget_class_bind_template_child (widget_class, BwFilterPicker, search);
  gtk_widget_class_bind_template_child (widget_class, BwFilterPicker, values);
  gtk_widget_class_bind_template_child (widget_class, BwFilterPicker, none);
  gtk_widget_class_bind_template_child (widget_class, BwFilterPicker, expression);
  gtk_widget_class_bind_template_child (widget_class, BwFilterPicker, problem);
  gtk_widget_class_bind_template_child (widget_class, BwFilterPicker, clear);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, field_cb);
  gtk_widget_class_bind_template_callback (widget_class, searched_cb);
  gtk_widget_class_bind_template_callback (widget_class, written_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
bw_filter_picker_init (BwFilterPicker *self)
{
  self->listed = g_array_new (FALSE, FALSE, sizeof (BwDealField));
  self->field = BW_DEAL_FIELD_PRODUCT;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Makes the picker show and set the filter of @session's focus. @session (nullable) has a project open. */
void
bw_filter_picker_set_session (BwFilterPicker *self,
                              BwSession      *session)
{
  g_return_if_fail (BW_IS_FILTER_PICKER (self));

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (get_focus (self), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (self->counts, self);
      bw_live_set_active (self->counts, FALSE);
      g_clear_object (&self->counts);
      g_clear_pointer (&self->shown, g_ptr_array_unref);
      g_clear_pointer (&self->parts, g_ptr_array_unref);
    }
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  self->counts = bw_live_values_new (session);
  g_signal_connect_object (self->counts, "changed", G_CALLBACK (counted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_focus (self), "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  bw_filter_completion_attach (self->expression, session);
  refresh (self);
}

/* Opens the list of choices. */
void
bw_filter_picker_popup (BwFilterPicker *self)
{
  g_return_if_fail (BW_IS_FILTER_PICKER (self));

  gtk_menu_button_popup (self->button);
}
