/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The button that says whose deals are looked at, and changes it.
 *
 * The popover lists everyone, then the people as a tree (a report stands indented below the manager), then the
 * territories of the active plan. It is made anew each time it opens. A search field appears when the list is long; while
 * something is typed the indentation stays, so that a match still shows its place. */

#include "app/bw-scope-picker.h"

#include <glib/gi18n.h>

#define LONG_LIST 12
#define INDENT_PX 18

struct _BwScopePicker
{
  AdwBin parent_instance;

  GtkMenuButton  *button;
  GtkLabel       *label;
  GtkPopover     *popover;
  GtkSearchEntry *search;
  GtkListBox     *list;

  BwSession *session; /* (owned) (nullable) */
  GArray    *scopes;  /* BwScope: one for each row */
};

G_DEFINE_FINAL_TYPE (BwScopePicker, bw_scope_picker, ADW_TYPE_BIN)

static void
add_row (BwScopePicker *self,
         BwScope        scope,
         int            depth)
{
  g_autofree char *name = NULL;
  const BwBook    *book = bw_session_get_book (self->session);
  const BwScope   *chosen = bw_focus_get_scope (bw_session_get_focus (self->session));
  GtkWidget       *label;

  name = scope.kind == BW_SCOPE_ALL ? g_strdup (_ ("Everyone")) : bw_scope_dup_name (book, &scope);
  label = gtk_label_new (name);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_start (label, depth * INDENT_PX);
  g_array_append_val (self->scopes, scope);
  gtk_list_box_append (self->list, label);
  if (scope.kind == chosen->kind && (scope.kind == BW_SCOPE_ALL || scope.index == chosen->index))
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (gtk_widget_get_parent (label)));
}

/* Adds those who report to @manager, each followed by its own reports. Depth is bounded, so that a circle of managers in
 * imported data ends too. */
static void
add_reports (BwScopePicker *self,
             gint32         manager,
             int            depth)
{
  const BwBook *book = bw_session_get_book (self->session);

  if (depth > 12)
    return;
  for (guint i = 0; i < book->people->len; i++)
    if (bw_book_person (book, i)->manager == manager && bw_book_person (book, i)->merged == 0)
      {
        add_row (self, (BwScope) { BW_SCOPE_PERSON, (gint32)i }, depth);
        add_reports (self, (gint32)i, depth + 1);
      }
}

static void
add_territories (BwScopePicker *self)
{
  const BwBook *book = bw_session_get_book (self->session);

  for (guint i = 0; i < book->territories->len; i++)
    {
      gint32 plan = bw_book_territory (book, i)->plan;

      if (plan >= 0 && g_array_index (book->plans, BwPlan, plan).status == BW_PLAN_ACTIVE)
        add_row (self, (BwScope) { BW_SCOPE_TERRITORY, (gint32)i }, 1);
    }
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       data)
{
  BwScopePicker *self = data;
  BwScopeKind    kind = g_array_index (self->scopes, BwScope, gtk_list_box_row_get_index (row)).kind;
  GtkWidget     *label;

  gtk_list_box_row_set_header (row, NULL);
  if (before == NULL || g_array_index (self->scopes, BwScope, gtk_list_box_row_get_index (before)).kind == kind)
    return;
  label = gtk_label_new (kind == BW_SCOPE_PERSON ? _ ("People") : _ ("Territories"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "picker-header");
  gtk_list_box_row_set_header (row, label);
}

static gboolean
filter_cb (GtkListBoxRow *row,
           gpointer       data)
{
  BwScopePicker   *self = data;
  const char      *wanted = gtk_editable_get_text (GTK_EDITABLE (self->search));
  const char      *name = gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row)));
  g_autofree char *folded_name = g_utf8_casefold (name, -1);
  g_autofree char *folded_wanted = g_utf8_casefold (wanted, -1);

  return strstr (folded_name, folded_wanted) != NULL;
}

static void
shown_cb (BwScopePicker *self)
{
  GtkWidget *child;

  if (self->session == NULL || bw_session_get_book (self->session) == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  g_array_set_size (self->scopes, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  add_row (self, (BwScope) { BW_SCOPE_ALL, BW_NOBODY }, 0);
  add_reports (self, BW_NOBODY, 1);
  add_territories (self);
  gtk_list_box_invalidate_headers (self->list);
  gtk_widget_set_visible (GTK_WIDGET (self->search), self->scopes->len > LONG_LIST);
}

static void
searched_cb (BwScopePicker *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

static void
activated_cb (GtkListBox    *list,
              GtkListBoxRow *row,
              BwScopePicker *self)
{
  BwScope scope = g_array_index (self->scopes, BwScope, gtk_list_box_row_get_index (row));

  gtk_popover_popdown (self->popover);
  bw_focus_set_scope (bw_session_get_focus (self->session), &scope);
}

static void
update_label (BwScopePicker *self)
{
  const BwScope   *scope = bw_focus_get_scope (bw_session_get_focus (self->session));
  g_autofree char *name = scope->kind == BW_SCOPE_ALL
                            ? g_strdup (_ ("Everyone"))
                            : bw_scope_dup_name (bw_session_get_book (self->session), scope);

  gtk_label_set_label (self->label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
}

static void
dispose (GObject *object)
{
  BwScopePicker *self = BW_SCOPE_PICKER (object);

  bw_scope_picker_set_session (self, NULL);
  /* The list asks for headers as its rows go away, later than the scopes. */
  gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->scopes, g_array_unref);
  G_OBJECT_CLASS (bw_scope_picker_parent_class)->dispose (object);
}

static void
bw_scope_picker_class_init (BwScopePickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-scope-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, BwScopePicker, button);
  gtk_widget_class_bind_template_child (widget_class, BwScopePicker, label);
  gtk_widget_class_bind_template_child (widget_class, BwScopePicker, popover);
  gtk_widget_class_bind_template_child (widget_class, BwScopePicker, search);
  gtk_widget_class_bind_template_child (widget_class, BwScopePicker, list);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, searched_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
bw_scope_picker_init (BwScopePicker *self)
{
  self->scopes = g_array_new (FALSE, FALSE, sizeof (BwScope));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
}

/* Makes the picker show and set the scope of @session's focus. @session (nullable) has a project open. */
void
bw_scope_picker_set_session (BwScopePicker *self,
                             BwSession     *session)
{
  g_return_if_fail (BW_IS_SCOPE_PICKER (self));

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (bw_session_get_focus (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_object (bw_session_get_focus (session), "changed", G_CALLBACK (update_label), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (update_label), self, G_CONNECT_SWAPPED);
  update_label (self);
}
