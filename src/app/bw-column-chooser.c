/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of a table's columns in which they are shown, hidden and put into order.
 *
 *   :: [x] Amount        ^ v
 *   :: [ ] Probability   ^ v
 *
 * The handle at the start of a row is dragged to another place; the buttons at its end do the same by keyboard. A row moves
 * as the pointer comes over another one, and the table with it. Rows are made anew whenever the order changes, so the gesture is
 * the list's own and remembers the column. It is no drag and drop of the desktop's, which would close the popover. */

#include "app/bw-column-chooser.h"

#include <glib/gi18n.h>

enum
{
  MOST_HEIGHT = 480,
};

struct _BwColumnChooser
{
  AdwBin parent_instance;

  GtkColumnView       *view;    /* borrowed: whoever has this has the view */
  guint                n_fixed; /* columns at the start that stay where they are */
  GtkWidget           *rows;    /* a box */
  GtkColumnViewColumn *dragged; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (BwColumnChooser, bw_column_chooser, ADW_TYPE_BIN)

static GListModel *
get_columns (BwColumnChooser *self)
{
  return gtk_column_view_get_columns (self->view);
}

/* The place of @column among those that can be moved. */
static guint
find_place (BwColumnChooser     *self,
            GtkColumnViewColumn *column)
{
  GListModel *model = get_columns (self);

  for (guint i = self->n_fixed; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkColumnViewColumn) other = g_list_model_get_item (model, i);

      if (other == column)
        return i - self->n_fixed;
    }
  return 0;
}

static void
move (BwColumnChooser     *self,
      GtkColumnViewColumn *column,
      int                  place)
{
  int n = (int)(g_list_model_get_n_items (get_columns (self)) - self->n_fixed), to = CLAMP (place, 0, n - 1);

  if (to != (int)find_place (self, column))
    gtk_column_view_insert_column (self->view, (guint)to + self->n_fixed, column);
}

static GtkWidget *
get_row (BwColumnChooser *self,
         guint            place)
{
  GtkWidget *row = gtk_widget_get_first_child (self->rows);

  while (row != NULL && place-- > 0)
    row = gtk_widget_get_next_sibling (row);
  return row;
}

/* ---- By keyboard ---- */

/* Moves the column by @by places; the button of the same column and direction gets the focus. */
static void
step (GtkWidget *button,
      int        by)
{
  BwColumnChooser     *self = BW_COLUMN_CHOOSER (gtk_widget_get_ancestor (button, BW_TYPE_COLUMN_CHOOSER));
  GtkColumnViewColumn *column = g_object_ref (g_object_get_data (G_OBJECT (button), "column"));
  GtkWidget           *row;

  move (self, column, (int)find_place (self, column) + by);
  row = get_row (self, find_place (self, column));
  if (row != NULL)
    gtk_widget_grab_focus (by > 0 ? gtk_widget_get_last_child (row) : gtk_widget_get_prev_sibling (gtk_widget_get_last_child (row)));
  g_object_unref (column);
}

static void
up_cb (GtkWidget *button)
{
  step (button, -1);
}

static void
down_cb (GtkWidget *button)
{
  step (button, 1);
}

/* ---- By dragging ---- */

static void
mark_dragged (BwColumnChooser *self)
{
  guint place = self->dragged != NULL ? find_place (self, self->dragged) : G_MAXUINT;
  guint i = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL; row = gtk_widget_get_next_sibling (row), i++)
    if (i == place)
      gtk_widget_add_css_class (row, "dragged");
    else
      gtk_widget_remove_css_class (row, "dragged");
}

static void
drag_begin_cb (GtkGestureDrag  *gesture,
               double           x,
               double           y,
               BwColumnChooser *self)
{
  GtkWidget *at = gtk_widget_pick (self->rows, x, y, GTK_PICK_DEFAULT);

  while (at != NULL && at != self->rows && !gtk_widget_has_css_class (at, "column-handle"))
    at = gtk_widget_get_parent (at);
  if (at == NULL || at == self->rows)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_set_object (&self->dragged, g_object_get_data (G_OBJECT (at), "column"));
  mark_dragged (self);
}

static void
drag_update_cb (GtkGestureDrag  *gesture,
                double           dx,
                double           dy,
                BwColumnChooser *self)
{
  double x, y;
  int    place = 0;

  if (self->dragged == NULL || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL; row = gtk_widget_get_next_sibling (row), place++)
    {
      graphene_rect_t bounds;

      if (gtk_widget_compute_bounds (row, self->rows, &bounds) && y + dy < bounds.origin.y + bounds.size.height)
        break;
    }
  move (self, self->dragged, place);
  mark_dragged (self);
}

static void
drag_end_cb (BwColumnChooser *self)
{
  g_clear_object (&self->dragged);
  mark_dragged (self);
}

/* ---- Rows ---- */

/* A button that is called @name (transfer full). */
static GtkWidget *
make_mover (GtkColumnViewColumn *column,
            const char          *icon,
            char                *name,
            void (*callback) (GtkWidget *button))
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "column", g_object_ref (column), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (callback), NULL);
  g_free (name);
  return button;
}

static GtkWidget *
make_row (GtkColumnViewColumn *column)
{
  const char *title = gtk_column_view_column_get_title (column);
  GtkWidget  *check = gtk_check_button_new_with_label (title), *handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  GtkWidget  *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (handle, "column-handle");
  gtk_widget_set_tooltip_text (handle, _ ("Drag to another place"));
  gtk_widget_set_cursor_from_name (handle, "grab");
  g_object_set_data_full (G_OBJECT (handle), "column", g_object_ref (column), g_object_unref);
  g_object_bind_property (column, "visible", check, "active", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  gtk_widget_set_hexpand (check, TRUE);
  gtk_box_append (GTK_BOX (row), handle);
  gtk_box_append (GTK_BOX (row), check);
  /* Translators: %s is a column of a table */
  gtk_box_append (GTK_BOX (row), make_mover (column, "go-up-symbolic", g_strdup_printf (_ ("Move %s to the left"), title), up_cb));
  /* Translators: %s is a column of a table */
  gtk_box_append (GTK_BOX (row), make_mover (column, "go-down-symbolic", g_strdup_printf (_ ("Move %s to the right"), title), down_cb));
  return row;
}

static void
fill (BwColumnChooser *self)
{
  GListModel *model = get_columns (self);
  GtkWidget  *child;

  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  for (guint i = self->n_fixed; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (model, i);

      gtk_box_append (GTK_BOX (self->rows), make_row (column));
    }
  mark_dragged (self);
}

/* ---- The widget ---- */

static void
dispose (GObject *object)
{
  BwColumnChooser *self = BW_COLUMN_CHOOSER (object);

  g_clear_object (&self->dragged);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (bw_column_chooser_parent_class)->dispose (object);
}

static void
bw_column_chooser_class_init (BwColumnChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
bw_column_chooser_init (BwColumnChooser *self)
{
  GtkWidget  *scrolled = gtk_scrolled_window_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->rows, "column-chooser");
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (self->rows, GTK_EVENT_CONTROLLER (drag));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->rows);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

/* Returns: (transfer floating): a list of the columns of @view, which outlives it, but for the first @n_fixed. */
GtkWidget *
bw_column_chooser_new (GtkColumnView *view,
                       guint          n_fixed)
{
  BwColumnChooser *self = g_object_new (BW_TYPE_COLUMN_CHOOSER, NULL);

  self->view = view;
  self->n_fixed = n_fixed;
  fill (self);
  g_signal_connect_object (get_columns (self), "items-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
