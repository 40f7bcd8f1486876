/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions below an entry in which a filter is written.
 *
 *   [product = Ed|               ]
 *    | "Edge Gateway"      |
 *    | "Edge Hub"          |
 *
 * What can come next core/bw-filter-suggest.c knows; here it is shown, chosen with the arrow keys and Tab or Return, or clicked,
 * and put in. The entry keeps the keyboard all along, so typing goes on and Escape only closes the list. The completion belongs to
 * its entry and goes with it. */

#include "app/bw-filter-completion.h"

#include <string.h>

#include <glib/gi18n.h>

#include "core/bw-deal-field.h"
#include "core/bw-filter-suggest.h"
#include "session/bw-live-values.h"

enum
{
  MOST = 8,
};

typedef struct
{
  GtkEntry     *entry; /* borrowed: it owns this */
  BwSession    *session;
  BwLive       *values;
  GtkPopover   *popover;
  GtkListBox   *list;
  BwFilterPlace place;
  GPtrArray    *suggestions; /* (nullable) */
  gboolean      placing;     /* a suggestion is being put in */
} Completion;

static gboolean
is_shown (Completion *self)
{
  return self->popover != NULL && gtk_widget_get_visible (GTK_WIDGET (self->popover));
}

static void
hide (Completion *self)
{
  if (is_shown (self))
    gtk_popover_popdown (self->popover);
}

/* The values of the field that the cursor is at; asks for them while they are not there. */
static GPtrArray *
find_values (Completion *self)
{
  BwBook    *book = bw_session_get_book (self->session);
  GPtrArray *values;

  if (self->place.expects != BW_FILTER_EXPECTS_VALUE || !bw_deal_field_exists (book, self->place.field) ||
      !bw_filter_can_choose (book, self->place.field))
    return NULL;
  values = bw_live_values_get (self->values, self->place.field);
  if (values == NULL)
    {
      bw_live_values_ask (self->values, self->place.field);
      bw_live_set_active (self->values, TRUE);
    }
  return values;
}

static void
show_suggestions (Completion *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < self->suggestions->len; i++)
    {
      GtkWidget *label = gtk_label_new (g_ptr_array_index (self->suggestions, i));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
      gtk_list_box_append (self->list, label);
    }
  gtk_list_box_unselect_all (self->list);
  if (self->suggestions->len > 0)
    gtk_popover_popup (self->popover);
  else
    hide (self);
}

/* Works out what fits at the cursor and shows it. */
static void
suggest (Completion *self)
{
  BwBook     *book = bw_session_get_book (self->session);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  int         cursor = gtk_editable_get_position (GTK_EDITABLE (self->entry));

  if (self->placing || self->popover == NULL || book == NULL ||
      !(gtk_widget_get_state_flags (GTK_WIDGET (self->entry)) & GTK_STATE_FLAG_FOCUS_WITHIN))
    return;
  bw_filter_place_clear (&self->place);
  bw_filter_place_read (&self->place, book, text, (gsize)(g_utf8_offset_to_pointer (text, cursor) - text));
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  self->suggestions = bw_filter_place_suggest (&self->place, book, find_values (self), MOST);
  show_suggestions (self);
}

/* Puts the suggestion @i in the place of what was begun. */
static void
accept (Completion *self,
        guint       i)
{
  const char      *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  int              cursor = gtk_editable_get_position (GTK_EDITABLE (self->entry));
  const char      *rest = g_utf8_offset_to_pointer (text, cursor);
  g_autofree char *before = g_strndup (text, self->place.from);
  g_autofree char *put = g_strconcat (before, g_ptr_array_index (self->suggestions, i), *rest == ' ' ? "" : " ", NULL);
  g_autofree char *whole = g_strconcat (put, rest, NULL);

  self->placing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), whole);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), (int)g_utf8_strlen (put, -1));
  self->placing = FALSE;
  suggest (self);
}

static void
row_cb (GtkListBox    *list,
        GtkListBoxRow *row,
        Completion    *self)
{
  accept (self, (guint)gtk_list_box_row_get_index (row));
}

/* Moves the selection by @step, around the ends. */
static void
move (Completion *self,
      int         step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int            n = (int)self->suggestions->len;
  int            at = row != NULL ? gtk_list_box_row_get_index (row) + step : step > 0 ? 0
                                                                                       : n - 1;

  row = gtk_list_box_get_row_at_index (self->list, (at + n) % n);
  gtk_list_box_select_row (self->list, row);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        Completion            *self)
{
  GtkListBoxRow *row;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    {
      if (key == GDK_KEY_space && (state & GDK_CONTROL_MASK))
        suggest (self);
      return key == GDK_KEY_space;
    }
  if (!is_shown (self) || self->suggestions == NULL || self->suggestions->len == 0)
    {
      if (key != GDK_KEY_Down)
        return FALSE;
      suggest (self);
      return is_shown (self);
    }
  row = gtk_list_box_get_selected_row (self->list);
  switch (key)
    {
    case GDK_KEY_Down:
      move (self, 1);
      return TRUE;
    case GDK_KEY_Up:
      move (self, -1);
      return TRUE;
    case GDK_KEY_Escape:
      hide (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
      if (row == NULL)
        {
          hide (self);
          return FALSE;
        }
      accept (self, (guint)gtk_list_box_row_get_index (row));
      return TRUE;
    default:
      return FALSE;
    }
}

static void
destroy_cb (Completion *self)
{
  bw_live_set_active (self->values, FALSE);
  gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
}

static void
free_completion (Completion *self)
{
  g_signal_handlers_disconnect_by_data (self->values, self);
  g_clear_object (&self->values);
  g_clear_object (&self->session);
  bw_filter_place_clear (&self->place);
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  g_free (self);
}

static void
make_popover (Completion *self)
{
  GtkWidget *popover = gtk_popover_new (), *list = gtk_list_box_new ();

  self->popover = GTK_POPOVER (popover);
  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_activate_on_single_click (self->list, TRUE);
  gtk_widget_set_can_focus (list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What can come next"), -1);
  gtk_widget_add_css_class (list, "picker");
  gtk_popover_set_child (self->popover, list);
  gtk_popover_set_autohide (self->popover, FALSE);
  gtk_popover_set_has_arrow (self->popover, FALSE);
  gtk_popover_set_position (self->popover, GTK_POS_BOTTOM);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_widget_set_can_focus (popover, FALSE);
  gtk_widget_set_parent (popover, GTK_WIDGET (self->entry));
}

/* Shows below @entry what can come next in the filter that is being written in it, for @session's project. */
void
bw_filter_completion_attach (GtkEntry  *entry,
                             BwSession *session)
{
  Completion         *self = g_new0 (Completion, 1);
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  self->entry = entry;
  self->session = g_object_ref (session);
  self->values = bw_live_values_new (session);
  make_popover (self);
  g_object_set_data_full (G_OBJECT (entry), "bw-filter-completion", self, (GDestroyNotify)free_completion);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (hide), self);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_cb), self);
  g_signal_connect_swapped (entry, "notify::cursor-position", G_CALLBACK (suggest), self);
  g_signal_connect_swapped (entry, "destroy", G_CALLBACK (destroy_cb), self);
  g_signal_connect_data (self->values, "changed", G_CALLBACK (suggest), self, NULL, G_CONNECT_SWAPPED);
}
