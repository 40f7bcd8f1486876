/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list or table that the Tab key stops at once, and the arrow keys move in.
 *
 * Lists of GTK 4.8 are walked through by Tab row by row, tables with buttons in their cells even cell by cell: whoever wants to get past
 * twenty people with a dozen numbers each has a long way. Here Tab goes where a person was last, or to the first row, and from there
 * on: to what else is in the row of a list, such as its menu, then to what follows. Within, the arrow keys move: in lists and grids as
 * GTK does it; in a column view, whose list keeps the arrows across to itself, from cell to cell, and down and up in the same column.
 * In a tree the first arrow to the right unfolds a row, the next goes into its cells, as trees with columns are walked elsewhere. Cells
 * that are no buttons have keys of their own.
 *
 * Where a person was last is remembered by the widget. The rows of list views are used for other items as they scroll, so there the
 * view itself remembers the item. */

#include "app/bw-tab-stop.h"

struct _BwTabStop
{
  AdwBin parent_instance;

  GtkWidget *last; /* (weak) (nullable): what had the focus when it was left */
};

G_DEFINE_FINAL_TYPE (BwTabStop, bw_tab_stop, ADW_TYPE_BIN)

/* Returns: (nullable) (transfer none): the widget in @self with the keyboard's focus. */
static GtkWidget *
get_focus (BwTabStop *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus : NULL;
}

/* Returns: (nullable) (transfer none): the row of a list that @widget is in, none in a table, where cells are beside each other. */
static GtkWidget *
find_row (BwTabStop *self,
          GtkWidget *widget)
{
  GtkWidget *row = NULL;

  for (; widget != NULL && widget != GTK_WIDGET (self); widget = gtk_widget_get_parent (widget))
    {
      if (GTK_IS_COLUMN_VIEW (widget))
        return NULL;
      if (row == NULL && (GTK_IS_LIST_BOX_ROW (widget) || GTK_IS_LIST_VIEW (gtk_widget_get_parent (widget))))
        row = widget;
    }
  return row;
}

static gboolean
is_in_view (BwTabStop *self,
            GtkWidget *widget)
{
  for (; widget != NULL && widget != GTK_WIDGET (self); widget = gtk_widget_get_parent (widget))
    if (GTK_IS_LIST_VIEW (widget) || GTK_IS_COLUMN_VIEW (widget))
      return TRUE;
  return FALSE;
}

static gboolean
focus (GtkWidget       *widget,
       GtkDirectionType direction)
{
  BwTabStop *self = BW_TAB_STOP (widget);
  GtkWidget *focused = get_focus (self), *row;

  /* What is folded away asks whether it would take the focus without being in the window. */
  if (gtk_widget_get_root (widget) == NULL)
    return FALSE;
  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (bw_tab_stop_parent_class)->focus (widget, direction);
  if (focused != NULL)
    {
      row = find_row (self, focused);
      if (row != NULL && gtk_widget_child_focus (row, direction))
        return TRUE;
      g_set_weak_pointer (&self->last, is_in_view (self, focused) ? NULL : focused);
      return FALSE;
    }
  if (self->last != NULL && gtk_widget_is_ancestor (self->last, widget) && gtk_widget_get_mapped (self->last) &&
      gtk_widget_grab_focus (self->last))
    return TRUE;
  return GTK_WIDGET_CLASS (bw_tab_stop_parent_class)->focus (widget, GTK_DIR_TAB_FORWARD);
}

/* ---- Cells ---- */

/* Finds the row of a column view that @widget is in, and the cell, none where it is the row itself.
 *
 * Returns: whether it is in one. */
static gboolean
find_cell (BwTabStop  *self,
           GtkWidget  *widget,
           GtkWidget **row,
           GtkWidget **cell)
{
  *row = NULL;
  *cell = NULL;
  for (; widget != NULL && widget != GTK_WIDGET (self); widget = gtk_widget_get_parent (widget))
    {
      if (GTK_IS_COLUMN_VIEW (widget))
        return *row != NULL;
      if (GTK_IS_LIST_VIEW (gtk_widget_get_parent (widget)) || GTK_IS_COLUMN_VIEW (gtk_widget_get_parent (gtk_widget_get_parent (widget))))
        *row = widget;
      else if (*row == NULL)
        *cell = widget;
    }
  return FALSE;
}

/* Moves on to the next cell after @cell with something in it that takes the focus; from the last nowhere. */
static void
step_across (GtkWidget *cell,
             gboolean   forward)
{
  do
    cell = forward ? gtk_widget_get_next_sibling (cell) : gtk_widget_get_prev_sibling (cell);
  while (cell != NULL && !gtk_widget_child_focus (cell, GTK_DIR_TAB_FORWARD));
}

/* Moves to the same column of the next row. */
static gboolean
step_along (GtkWidget *row,
            GtkWidget *cell,
            gboolean   forward)
{
  GtkWidget *next = forward ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row);
  GtkWidget *other = next != NULL ? gtk_widget_get_first_child (next) : NULL;

  for (GtkWidget *before = gtk_widget_get_first_child (row); before != cell && other != NULL; before = gtk_widget_get_next_sibling (before))
    other = gtk_widget_get_next_sibling (other);
  return other != NULL && gtk_widget_child_focus (other, GTK_DIR_TAB_FORWARD);
}

/* Whether a row of a tree unfolds when the arrow to the right is pressed on @widget. */
static gboolean
unfolds (GtkWidget *widget)
{
  GtkTreeListRow *row = GTK_IS_TREE_EXPANDER (widget) ? gtk_tree_expander_get_list_row (GTK_TREE_EXPANDER (widget)) : NULL;

  return row != NULL && gtk_tree_list_row_is_expandable (row) && !gtk_tree_list_row_get_expanded (row);
}

static gboolean
key_pressed_cb (BwTabStop      *self,
                guint           key,
                guint           code,
                GdkModifierType modifiers)
{
  GtkWidget *focused = get_focus (self), *row, *cell;
  gboolean   leftward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if ((modifiers & gtk_accelerator_get_default_mod_mask ()) != 0 || focused == NULL ||
      !(GTK_IS_BUTTON (focused) || GTK_IS_TREE_EXPANDER (focused)) || !find_cell (self, focused, &row, &cell) || cell == NULL)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Up || key == GDK_KEY_Down)
    return !GTK_IS_TREE_EXPANDER (focused) && step_along (row, cell, key == GDK_KEY_Down);
  if (key != GDK_KEY_Left && key != GDK_KEY_Right)
    return GDK_EVENT_PROPAGATE;
  if (GTK_IS_TREE_EXPANDER (focused) && (leftward == (key == GDK_KEY_Right) || unfolds (focused)))
    return GDK_EVENT_PROPAGATE;
  step_across (cell, leftward == (key == GDK_KEY_Left));
  return GDK_EVENT_STOP;
}

/* ---- The widget ---- */

static void
dispose (GObject *object)
{
  g_clear_weak_pointer (&BW_TAB_STOP (object)->last);
  G_OBJECT_CLASS (bw_tab_stop_parent_class)->dispose (object);
}

static void
bw_tab_stop_class_init (BwTabStopClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WIDGET_CLASS (klass)->focus = focus;
}

static void
bw_tab_stop_init (BwTabStop *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* Returns: (transfer floating): a stop at @child, which it takes. */
GtkWidget *
bw_tab_stop_new (GtkWidget *child)
{
  return g_object_new (BW_TYPE_TAB_STOP, "child", child, NULL);
}
