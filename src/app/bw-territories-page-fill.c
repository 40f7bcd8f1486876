/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Areas that nobody has, what the plan measures, and dropping on the list of territories.
 *
 * Onto a territory of the list can be dropped: the selection, dragged out of the map or the table of areas; and another territory's row,
 * whose areas then go to it. While something is over a row, what both would have is told, as it is over the map. */

#include "app/bw-territories-page-private.h"

#include <glib/gi18n.h>

#include "app/bw-measures-dialog.h"
#include "app/bw-territory-wording.h"
#include "core/bw-territory-edit.h"
#include "core/bw-territory-fill.h"

/* ---- Filling ---- */

/* Returns: (transfer full) (nullable): what filling would do; %NULL where there is no plan. */
static BwTerritoryFilling *
propose (BwTerritoriesPage *self,
         gboolean           compact)
{
  bw_territories_page_catch_up (self);
  if (!bw_territories_page_may_edit (self) || self->plan->plan < 0 || bw_territories_page_n_territories (self) == 0)
    return NULL;
  return bw_territory_fill (self->plan, compact ? BW_FILL_COMPACT : BW_FILL_NEAREST);
}

/* Says in the popover what both ways would do. */
void
bw_territories_page_preview_fill (BwTerritoriesPage *self)
{
  for (guint way = 0; way < G_N_ELEMENTS (self->fill_labels); way++)
    {
      g_autoptr (BwTerritoryFilling) filling = propose (self, way == 1);
      g_autoptr (BwTerritoryPlan) filled = NULL;
      g_autoptr (GArray) after = NULL;
      g_autofree char *text = NULL;
      BwDelta         *delta;
      BwBook          *book;

      if (filling == NULL || filling->n == 0)
        {
          gtk_label_set_label (self->fill_labels[way], _ ("Nothing would change."));
          continue;
        }
      book = bw_territory_edit_assign_each (self->plan, filling->counties, filling->territories, filling->n, &delta);
      filled = bw_territory_plan_new_after (book, self->plan->plan, self->plan);
      after = bw_territory_balance_new (filled, self->values);
      text = bw_territory_wording_change (self->book, self->balance, after);
      gtk_label_set_label (self->fill_labels[way], text);
      bw_territory_plan_free (g_steal_pointer (&filled));
      bw_delta_free (delta);
      bw_book_unref (book);
    }
}

/* Gives the areas that nobody has away, to the nearest or so that territories stay @compact. */
void
bw_territories_page_fill (BwTerritoriesPage *self,
                          gboolean           compact)
{
  g_autoptr (BwTerritoryFilling) filling = propose (self, compact);
  BwDelta *delta;
  BwBook  *after;

  gtk_menu_button_popdown (self->fill_button);
  if (filling == NULL || filling->n == 0)
    return;
  after = bw_territory_edit_assign_each (self->plan, filling->counties, filling->territories, filling->n, &delta);
  bw_territories_page_apply (self, g_strdup_printf (ngettext ("Fill %u gap", "Fill %u gaps", filling->n), filling->n), after, delta);
}

/* ---- Measures ---- */

static gboolean
measures_chosen_cb (const BwMeasureChoice *choices,
                    guint                  n,
                    const char            *formula,
                    gpointer               data,
                    GError               **error)
{
  BwTerritoriesPage *self = data;
  BwDelta           *delta;
  BwBook            *after;

  bw_territories_page_catch_up (self);
  if (!bw_territories_page_may_edit (self) || self->plan->plan < 0)
    return TRUE;
  after = bw_measures_edit (self->book, self->plan->plan, choices, n, formula, &delta, error);
  if (after == NULL)
    return FALSE;
  bw_territories_page_apply (self, g_strdup (_ ("Choose measures")), after, delta);
  return TRUE;
}

/* Asks what the plan's territories are to have about as much of. */
void
bw_territories_page_measures (BwTerritoriesPage *self)
{
  bw_territories_page_catch_up (self);
  if (self->book != NULL && self->plan->plan >= 0)
    bw_measures_dialog_show (GTK_WIDGET (self), self->book, self->plan->plan, measures_chosen_cb);
}

/* ---- Dropping ---- */

/* Returns: (transfer full): the counties of @territory. */
static GArray *
dup_counties (BwTerritoriesPage *self,
              gint32             territory)
{
  GArray *counties = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < self->plan->n_units; i++)
    if (self->plan->units[i] == territory)
      g_array_append_val (counties, i);
  return counties;
}

/* Returns: (transfer full): what is dragged: the counties of @from, or with %BW_NOBODY what is selected. */
static GArray *
dup_dragged (BwTerritoriesPage *self,
             gint32             from)
{
  guint          n;
  const guint32 *counties = bw_territory_map_get_selected (self->map, &n);
  GArray        *selected;

  if (from >= 0)
    return dup_counties (self, from);
  selected = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_vals (selected, counties, n);
  return selected;
}

/* The territory of the row at @y of the list; %BW_NOBODY for none. */
static gint32
territory_at_y (BwTerritoriesPage *self,
                double             y)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list, (int)y);

  return row != NULL ? bw_territories_page_territory_at (self, (guint)gtk_list_box_row_get_index (row)) : BW_NOBODY;
}

static GdkContentProvider *
prepare_cb (GtkDragSource     *source,
            double             x,
            double             y,
            BwTerritoriesPage *self)
{
  gint32 territory = territory_at_y (self, y);

  return territory >= 0 && bw_territories_page_may_edit (self) ? gdk_content_provider_new_typed (G_TYPE_INT, territory) : NULL;
}

static GdkDragAction
motion_cb (GtkDropTarget     *target,
           double             x,
           double             y,
           BwTerritoriesPage *self)
{
  const GValue *value = gtk_drop_target_get_value (target);
  gint32        to = territory_at_y (self, y);
  g_autoptr (GArray) counties = NULL;

  if (to < 0 || value == NULL || to == g_value_get_int (value) || self->plan == NULL)
    return 0;
  counties = dup_dragged (self, g_value_get_int (value));
  if (counties->len == 0)
    return 0;
  bw_territories_page_preview (self, (const guint32 *)(gpointer)counties->data, counties->len, to);
  return GDK_ACTION_MOVE;
}

/* Gives all areas of @from to @to, both of them of the list. Returns: whether they may be. */
gboolean
bw_territories_page_merge (BwTerritoriesPage *self,
                           gint32             from,
                           gint32             to)
{
  g_autoptr (GArray) counties = NULL;

  bw_territories_page_catch_up (self);
  if (to < 0 || from < 0 || to == from || !bw_territories_page_may_edit (self))
    return FALSE;
  counties = dup_counties (self, from);
  bw_territory_map_select (self->map, (const guint32 *)(gpointer)counties->data, counties->len);
  bw_territories_page_preview (self, (const guint32 *)(gpointer)counties->data, counties->len, to);
  bw_territories_page_assign_to (self, to);
  return TRUE;
}

static gboolean
drop_cb (GtkDropTarget     *target,
         const GValue      *value,
         double             x,
         double             y,
         BwTerritoriesPage *self)
{
  gint32 from = g_value_get_int (value), to = territory_at_y (self, y);

  if (from >= 0)
    return bw_territories_page_merge (self, from, to);
  bw_territories_page_catch_up (self);
  if (to < 0 || !bw_territories_page_may_edit (self))
    return FALSE;
  bw_territories_page_assign_to (self, to);
  return TRUE;
}

/* The row of the list under the pointer, which is at (@x, @y) of the map. */
static gint32
territory_under (BwTerritoriesPage *self,
                 double             x,
                 double             y)
{
  double at_x, at_y;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->list)) ||
      !gtk_widget_translate_coordinates (GTK_WIDGET (self->map), GTK_WIDGET (self->list), x, y, &at_x, &at_y) || at_x < 0 || at_y < 0 ||
      at_x >= gtk_widget_get_width (GTK_WIDGET (self->list)) || at_y >= gtk_widget_get_height (GTK_WIDGET (self->list)))
    return BW_NOBODY;
  return territory_at_y (self, at_y);
}

/* The selection is dragged out of the map. */
static void
drag_outside_cb (BwTerritoryMap    *map,
                 double             x,
                 double             y,
                 BwTerritoriesPage *self)
{
  gint32         territory = territory_under (self, x, y);
  guint          n;
  const guint32 *counties = bw_territory_map_get_selected (map, &n);

  if (self->plan != NULL && territory >= 0 && n > 0)
    bw_territories_page_preview (self, counties, n, territory);
}

/* It was let go out there. */
static void
dropped_outside_cb (BwTerritoryMap    *map,
                    double             x,
                    double             y,
                    BwTerritoriesPage *self)
{
  gint32 territory;

  bw_territories_page_catch_up (self);
  territory = self->plan != NULL ? territory_under (self, x, y) : BW_NOBODY;
  if (territory >= 0)
    bw_territories_page_assign_to (self, territory);
}

/* Lets the list of territories take what is dragged onto it. */
void
bw_territories_page_make_droppable (BwTerritoriesPage *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (source));
  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (target));
  g_signal_connect (self->map, "drag-outside", G_CALLBACK (drag_outside_cb), self);
  g_signal_connect (self->map, "dropped-outside", G_CALLBACK (dropped_outside_cb), self);
}
