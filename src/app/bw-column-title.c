/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The titles above the columns of a table: over their numbers, and never wider than their column.
 *
 * GTK 4.8 has no properties for either. The titles are children of the view's first child, one for each column, shown or not, in
 * the order of the columns; each has a box with its label and the arrow of the order. */

#include "app/bw-column-title.h"

#include "app/bw-theme.h"

/* Returns: (transfer none) (nullable): the widget with the title of @column, which is in @view. */
GtkWidget *
bw_column_title_find (GtkColumnView       *view,
                      GtkColumnViewColumn *column)
{
  GtkWidget  *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget  *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns) && title != NULL; i++)
    {
      g_autoptr (GtkColumnViewColumn) other = g_list_model_get_item (columns, i);

      if (other == column)
        return title;
      title = gtk_widget_get_next_sibling (title);
    }
  return NULL;
}

/* Puts the title of @column, which is in @view, over the end of its cells, where numbers stand. */
void
bw_column_title_align_end (GtkColumnView       *view,
                           GtkColumnViewColumn *column)
{
  GtkWidget *title = bw_column_title_find (view, column);
  GtkWidget *box = title != NULL ? gtk_widget_get_first_child (title) : NULL;
  GtkWidget *label = box != NULL ? gtk_widget_get_first_child (box) : NULL;

  if (!GTK_IS_LABEL (label))
    return;
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_box_reorder_child_after (GTK_BOX (box), label, gtk_widget_get_last_child (box));
}

/* Returns: how wide @column, shown or not, has to be for its title, in pixels. */
int
bw_column_title_width (GtkColumnView       *view,
                       GtkColumnViewColumn *column)
{
  GtkWidget *title = bw_column_title_find (view, column);
  GtkWidget *box = title != NULL ? gtk_widget_get_first_child (title) : NULL;
  GtkBorder  padding;
  int        width;

  if (box == NULL)
    return 0;
  /* The title of a column that is not shown measures nothing, what is in it does. */
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_style_context_get_padding (gtk_widget_get_style_context (title), &padding);
  return width + padding.left + padding.right;
}

/* Gives @column, which is in @view, a width that is meant for text of the usual size. */
void
bw_column_title_fit (GtkColumnView       *view,
                     GtkColumnViewColumn *column,
                     int                  width_px)
{
  int width = (int)(width_px * bw_theme_text_scale (GTK_WIDGET (view)));

  gtk_column_view_column_set_fixed_width (column, MAX (width, bw_column_title_width (view, column)));
}
