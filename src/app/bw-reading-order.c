/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts beside each other that the Tab key goes through one after the other.
 *
 * GTK goes by where the middles of the parts are, so that of two columns the one with the larger margin below comes first, whichever
 * side it is on; and a GtkPaned of GTK 4.8 begins with its first part again whenever its second has the focus, which then never gets
 * beyond its first control. Here the parts come in the order in which they were added. */

#include "app/bw-reading-order.h"

struct _BwReadingOrder
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (BwReadingOrder, bw_reading_order, ADW_TYPE_BIN)

/* Returns: (nullable) (transfer none): the part with the focus, else the first to come to. */
static GtkWidget *
find_part (GtkWidget *parts,
           gboolean   forward)
{
  GtkRoot   *root = gtk_widget_get_root (parts);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (GtkWidget *part = gtk_widget_get_first_child (parts); part != NULL && focus != NULL; part = gtk_widget_get_next_sibling (part))
    if (focus == part || gtk_widget_is_ancestor (focus, part))
      return part;
  return forward ? gtk_widget_get_first_child (parts) : gtk_widget_get_last_child (parts);
}

static gboolean
focus (GtkWidget       *widget,
       GtkDirectionType direction)
{
  GtkWidget *parts = adw_bin_get_child (ADW_BIN (widget));
  gboolean   forward = direction == GTK_DIR_TAB_FORWARD;

  if (parts == NULL || (!forward && direction != GTK_DIR_TAB_BACKWARD))
    return GTK_WIDGET_CLASS (bw_reading_order_parent_class)->focus (widget, direction);
  for (GtkWidget *part = find_part (parts, forward); part != NULL;
       part = forward ? gtk_widget_get_next_sibling (part) : gtk_widget_get_prev_sibling (part))
    if (gtk_widget_child_focus (part, direction))
      return TRUE;
  return FALSE;
}

static void
bw_reading_order_class_init (BwReadingOrderClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = focus;
}

static void
bw_reading_order_init (BwReadingOrder *self)
{
}
