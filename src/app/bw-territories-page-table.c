/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of areas that stands in the place of the map where somebody prefers it. What is selected is the same in both. */

#include "app/bw-territories-page-private.h"

/* Whether the table is chosen, not the map. */
static gboolean
is_table (BwTerritoriesPage *self)
{
  return gtk_toggle_button_get_active (self->table_button);
}

/* Shows what the map shows in the table, while that is seen. */
void
bw_territories_page_fill_table (BwTerritoriesPage *self)
{
  guint          n;
  const guint32 *units = bw_territory_map_get_selected (self->map, &n);

  if (!is_table (self) || self->layout == NULL)
    return;
  bw_area_table_show (self->areas, self->layout, bw_territory_map_get_level (self->map) == BW_MAP_PARENTS, bw_territories_page_may_edit (self));
  bw_area_table_select (self->areas, units, n);
}

/* Has the table select what the map has selected. */
void
bw_territories_page_select_in_table (BwTerritoriesPage *self)
{
  guint          n;
  const guint32 *units = bw_territory_map_get_selected (self->map, &n);

  if (is_table (self) && !self->from_table)
    bw_area_table_select (self->areas, units, n);
}

/* Has the map select what the table has selected. */
static void
area_selected_cb (BwTerritoriesPage *self)
{
  g_autoptr (GArray) units = bw_area_table_dup_selected (self->areas);

  self->from_table = TRUE;
  bw_territory_map_select (self->map, (const guint32 *)(gpointer)units->data, units->len);
  self->from_table = FALSE;
}

static void
view_toggled_cb (BwTerritoriesPage *self)
{
  gboolean table = is_table (self);

  gtk_stack_set_visible_child_name (self->views, table ? "table" : "map");
  gtk_widget_set_visible (self->colours, !table);
  if (table)
    bw_territories_page_fill_table (self);
  else
    bw_area_table_show (self->areas, NULL, FALSE, FALSE);
}

/* Gives the selection to the territory at a place of the list. */
static void
move_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  BwTerritoriesPage *self = BW_TERRITORIES_PAGE (widget);
  gint32             territory;

  bw_territories_page_catch_up (self);
  territory = bw_territories_page_territory_at (self, (guint)g_variant_get_int32 (parameter));
  if (territory >= 0)
    bw_territories_page_assign_to (self, territory);
}

static void
lock_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  bw_territories_page_lock (BW_TERRITORIES_PAGE (widget));
}

/* Names what the table's part of the template has. */
void
bw_territories_page_bind_table (GtkWidgetClass *widget_class)
{
  g_type_ensure (BW_TYPE_AREA_TABLE);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, views);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, areas);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, colours);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, table_button);
  gtk_widget_class_bind_template_callback (widget_class, view_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, area_selected_cb);
  gtk_widget_class_install_action (widget_class, "territory.move", "i", move_cb);
  gtk_widget_class_install_action (widget_class, "territory.lock", NULL, lock_cb);
}
