/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map on the territories page: what is told of what is under the pointer, selected and dragged, and what areas are coloured by.
 *
 * What a move would do is told while the hand still holds what it moves, or draws around it (core/bw-territory-preview.c). */

#include "app/bw-territories-page-private.h"

#include <glib/gi18n.h>

#include "app/bw-territory-wording.h"
#include "core/bw-plan-map.h"

/* ---- Telling ---- */

static void
add_county (BwTerritoriesPage *self,
            BwTerritoryGap    *sum,
            guint              county)
{
  const BwTerritoryGap *row = &g_array_index (self->counties, BwTerritoryGap, county);

  sum->accounts += row->accounts;
  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    sum->values[measure] += row->values[measure];
}

/* Tells of the area under the pointer or the cursor. */
void
bw_territories_page_update_hover (BwTerritoriesPage *self)
{
  gint32           county = bw_territory_map_get_hovered (self->map);
  BwTerritoryGap   sum = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *totals = NULL;
  g_autofree char *text = NULL;
  g_autofree char *more = NULL;
  BwMeasure        shade;
  gboolean         shaded = bw_territories_page_get_shade (self, &shade);
  gint32           territory;

  gtk_widget_set_visible (GTK_WIDGET (self->hover_label), county != BW_ATLAS_NOWHERE && self->counties != NULL);
  if (county == BW_ATLAS_NOWHERE || self->counties == NULL)
    return;
  territory = self->plan->units[county];
  if (bw_territory_map_get_level (self->map) == BW_MAP_PARENTS)
    {
      gint32               index = bw_atlas_unit (self->plan->atlas, county)->parent;
      const BwAtlasParent *state = bw_atlas_parent (self->plan->atlas, index);

      for (guint i = state->first; i < state->first + state->n; i++)
        add_county (self, &sum, i);
      name = g_strdup (state->name);
    }
  else
    {
      add_county (self, &sum, (guint)county);
      name = bw_territory_wording_unit (self->plan->atlas, county);
    }
  totals = bw_territory_wording_totals (self->book, &sum);
  /* The first three are told anyway. */
  if (shaded && shade > BW_MEASURE_HISTORY)
    {
      g_autofree char *value = bw_measure_dup_text (shade, sum.values[shade], self->book->currency);

      more = g_strdup_printf ("\n%s: %s", bw_measures_title (self->values->measures, shade), value);
    }
  text = g_strdup_printf ("%s · %s\n%s%s", name, bw_territory_wording_name (self->book, territory), totals, more != NULL ? more : "");
  gtk_label_set_label (self->hover_label, text);
}

/* Says what the territories that assigning would change have now and would have then. */
void
bw_territories_page_preview (BwTerritoriesPage *self,
                             const guint32     *counties,
                             guint              n,
                             gint32             territory)
{
  g_autoptr (GArray) after = bw_territory_preview_balance (self->layout->preview, counties, n, territory);
  g_autofree char *change = bw_territory_wording_change (self->book, self->balance, after);
  g_autofree char *split = bw_territory_wording_split (self->book, self->balance, after);
  g_autofree char *text = g_strdup_printf ("%s%s%s", split, *split != '\0' ? " " : "", change);

  gtk_label_set_label (self->preview_label, *text != '\0' ? text : _ ("Nothing would change."));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->preview_label), text);
}

/* Says how much @counties have together, and what giving them to the territory that is chosen would do. */
static void
tell_of (BwTerritoriesPage *self,
         const guint32     *counties,
         guint              n)
{
  BwTerritoryGap   sum = { 0 };
  gint32           territory = bw_territories_page_territory_at (self, gtk_drop_down_get_selected (self->target));
  g_autofree char *areas = NULL;
  g_autofree char *totals = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    add_county (self, &sum, counties[i]);
  totals = bw_territory_wording_totals (self->book, &sum);
  areas = bw_plan_map_dup_count (self->plan->atlas, n);
  text = g_strdup_printf ("%s: %s", areas, totals);
  gtk_label_set_label (self->selection_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->selection_label), text);
  if (territory >= 0)
    bw_territories_page_preview (self, counties, n, territory);
  else
    gtk_label_set_label (self->preview_label, _ ("Make a territory first, then assign areas to it."));
}

/* Tells what is selected, and what assigning it would do. */
void
bw_territories_page_update_selection (BwTerritoriesPage *self)
{
  guint          n;
  const guint32 *counties = bw_territory_map_get_selected (self->map, &n);
  gint32         territory = bw_territories_page_territory_at (self, gtk_drop_down_get_selected (self->target));
  gboolean       writable = bw_territories_page_may_edit (self);

  bw_plan_exceptions_set_selection (self->exceptions, counties, n);
  if (self->counties == NULL)
    return;
  if (n == 0)
    {
      gtk_label_set_label (self->selection_label, _ ("Nothing is selected"));
      gtk_label_set_label (self->preview_label,
                           _ ("Click an area, or drag over several; Shift adds, Ctrl adds or takes away."));
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->preview_label), NULL);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->lock_button), writable && bw_territories_page_n_territories (self) > 0 && n > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->assign_button), writable && territory >= 0 && n > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->unassign_button), writable && bw_territories_page_n_territories (self) > 0 && n > 0);
  if (n == 0)
    return;
  tell_of (self, counties, n);
}

/* Tells of what lies within the line that is being drawn, as if it were selected already. */
static void
shape_changed_cb (BwTerritoriesPage *self)
{
  g_autoptr (GArray) counties = bw_territory_map_dup_shape (self->map);

  if (self->counties != NULL && counties->len > 0)
    tell_of (self, (const guint32 *)(gpointer)counties->data, counties->len);
}

/* Selects @county and brings it into view. */
void
bw_territories_page_show_county (BwTerritoriesPage *self,
                                 gint32             county)
{
  if (county == BW_ATLAS_NOWHERE)
    return;
  bw_territory_map_select (self->map, &(guint32) { (guint32)county }, 1);
  bw_territory_map_show_county (self->map, (guint)county);
}

/* ---- Colours ---- */

/* Whether areas are shaded by a measure, and by which. */
gboolean
bw_territories_page_get_shade (BwTerritoriesPage *self,
                               BwMeasure         *measure)
{
  guint chosen = gtk_drop_down_get_selected (self->shade);

  if (self->values == NULL || chosen == GTK_INVALID_LIST_POSITION || chosen == 0 || chosen > self->shades->len)
    return FALSE;
  *measure = g_array_index (self->shades, BwMeasure, chosen - 1);
  return TRUE;
}

/* Makes the map of what is laid out, in the colours that are chosen. Returns: (transfer full). */
BwMap *
bw_territories_page_make_map (BwTerritoriesPage *self)
{
  BwMeasure measure;

  return bw_territories_page_get_shade (self, &measure) ? bw_map_new_shaded (self->plan, self->values, measure)
                                                        : bw_map_new (self->plan, self->values, BW_MEASURE_PIPELINE);
}

/* Lists the measures of which any area has something; what was chosen stays. */
void
bw_territories_page_fill_shades (BwTerritoriesPage *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  BwMeasure before;
  gboolean  was = bw_territories_page_get_shade (self, &before);
  guint     selected = 0;

  g_array_set_size (self->shades, 0);
  gtk_string_list_append (titles, _ ("Territory"));
  for (BwMeasure measure = 0; measure < BW_N_MEASURES; measure++)
    {
      gboolean some = FALSE;

      for (guint i = 0; i < self->counties->len && !some; i++)
        some = g_array_index (self->counties, BwTerritoryGap, i).values[measure] > 0;
      if (!some)
        continue;
      g_array_append_val (self->shades, measure);
      gtk_string_list_append (titles, bw_measures_title (self->values->measures, measure));
      if (was && measure == before)
        selected = self->shades->len;
    }
  gtk_drop_down_set_model (self->shade, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->shade, selected);
}

/* Shows or hides the key of @map's colours. */
void
bw_territories_page_show_key (BwTerritoriesPage *self,
                              const BwMap       *map)
{
  const BwMapShade *shade = bw_map_get_shade (map);
  g_autofree char  *text = shade != NULL ? bw_map_shade_describe (shade) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->shade_key), shade != NULL);
  if (shade == NULL)
    return;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->shade_key), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->shade_key), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Key of the colours"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self->shade_key));
}

static void
draw_key (GtkDrawingArea *area,
          cairo_t        *cr,
          int             width,
          int             height,
          gpointer        data)
{
  BwTerritoriesPage *self = data;
  const BwMap       *map = bw_territory_map_get_map (self->map);
  BwTheme            theme = bw_territory_map_get_theme (self->map);
  BwCanvas           canvas;

  if (map == NULL || bw_map_get_shade (map) == NULL)
    return;
  bw_canvas_init (&canvas, cr, width, height, &theme);
  bw_map_shade_draw_key (bw_map_get_shade (map), &canvas, 0, 2, width);
  bw_canvas_clear (&canvas);
}

static void
shade_changed_cb (BwTerritoriesPage *self)
{
  BwMap *map;

  if (self->filling || self->layout == NULL)
    return;
  map = bw_territories_page_make_map (self);
  bw_territories_page_show_key (self, map);
  bw_territory_map_take_map (self->map, map);
  bw_territories_page_update_headline (self);
  bw_territories_page_update_hover (self);
}

/* ---- What is selected at once ---- */

/* Says what the two levels of @atlas are; where there is one alone, there is nothing to choose. */
void
bw_territories_page_show_levels (BwTerritoriesPage *self,
                                 const BwAtlas     *atlas)
{
  static const struct
  {
    const char *units, *units_tip, *parents, *parents_tip;
  } levels[BW_N_ATLAS_KINDS] = {
    [BW_ATLAS_COUNTIES] = { N_ ("_Counties"), N_ ("Select county by county"), N_ ("_States"), N_ ("Select state by state") },
    [BW_ATLAS_STATES] = { N_ ("_States"), N_ ("Select state by state"), N_ ("_Regions"), N_ ("Select by regions of the country") },
    [BW_ATLAS_ZIP3] = { N_ ("ZIP_3 areas"), N_ ("Select by the first three digits"), N_ ("_States"), N_ ("Select state by state") },
    [BW_ATLAS_ZIPS] = { N_ ("_ZIP areas"), N_ ("Select ZIP area by ZIP area"), N_ ("ZIP_3 areas"), N_ ("Select by the first three digits") },
    [BW_ATLAS_COUNTRIES] = { N_ ("_Countries"), N_ ("Select country by country"), N_ ("Parts of the _world"), N_ ("Select by parts of the world") },
    [BW_ATLAS_REGIONS] = { N_ ("_Regions"), N_ ("Select region by region"), N_ ("_Countries"), N_ ("Select country by country") },
  };
  BwAtlasKind kind = bw_atlas_get_kind (atlas);
  gboolean    two = bw_atlas_n_parents (atlas) > 1 && bw_atlas_n_parents (atlas) < bw_atlas_n_units (atlas);

  gtk_button_set_label (GTK_BUTTON (self->counties_button), _ (levels[kind].units));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->counties_button), _ (levels[kind].units_tip));
  gtk_button_set_label (GTK_BUTTON (self->states_button), _ (levels[kind].parents));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->states_button), _ (levels[kind].parents_tip));
  gtk_widget_set_visible (GTK_WIDGET (self->counties_button), two);
  gtk_widget_set_visible (GTK_WIDGET (self->states_button), two);
  if (!two)
    gtk_toggle_button_set_active (self->counties_button, TRUE);
}

static void
level_toggled_cb (BwTerritoriesPage *self)
{
  bw_territory_map_set_level (self->map, gtk_toggle_button_get_active (self->states_button) ? BW_MAP_PARENTS
                                                                                            : BW_MAP_UNITS);
  bw_territories_page_fill_table (self);
}

/* ---- Reacting ---- */

static void
selection_changed_cb (BwTerritoriesPage *self)
{
  bw_territories_page_select_in_table (self);
  bw_territories_page_update_selection (self);
}

static void
hover_changed_cb (BwTerritoriesPage *self)
{
  bw_territories_page_update_hover (self);
}

static void
target_changed_cb (BwTerritoriesPage *self)
{
  if (!self->filling)
    bw_territories_page_update_selection (self);
}

static void
zoom_in_cb (BwTerritoriesPage *self)
{
  bw_territory_map_zoom_by (self->map, 1.5);
}

static void
zoom_out_cb (BwTerritoriesPage *self)
{
  bw_territory_map_zoom_by (self->map, 1 / 1.5);
}

static void
fit_cb (BwTerritoriesPage *self)
{
  bw_territory_map_fit (self->map);
}

static void
tool_toggled_cb (BwTerritoriesPage *self)
{
  bw_territory_map_set_tool (self->map, gtk_toggle_button_get_active (self->lasso_button)     ? BW_MAP_TOOL_LASSO
                                        : gtk_toggle_button_get_active (self->paint_button)   ? BW_MAP_TOOL_PAINT
                                        : gtk_toggle_button_get_active (self->radius_button)  ? BW_MAP_TOOL_RADIUS
                                        : gtk_toggle_button_get_active (self->polygon_button) ? BW_MAP_TOOL_POLYGON
                                                                                              : BW_MAP_TOOL_RECTANGLE);
}

/* Says what letting go of the selection over @county would do. */
static void
drop_changed_cb (BwTerritoriesPage *self,
                 int                county)
{
  guint          n;
  const guint32 *counties = bw_territory_map_get_selected (self->map, &n);

  if (self->plan != NULL && county >= 0 && n > 0)
    bw_territories_page_preview (self, counties, n, self->plan->units[county]);
  else
    bw_territories_page_update_selection (self);
}

/* Gives the selection to the territory that it was let go over. */
static void
dropped_cb (BwTerritoriesPage *self,
            int                county)
{
  bw_territories_page_catch_up (self);
  if (self->plan != NULL && county >= 0)
    bw_territories_page_assign_to (self, self->plan->units[county]);
}

/* Names what the map's part of the template has. */
void
bw_territories_page_bind_map (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child_full (widget_class, "zoom_in_button", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "zoom_out_button", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "fit_button", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, counties_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, states_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, map);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, shade);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, shade_key);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, hover_label);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, preview_label);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, lasso_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, paint_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, radius_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, polygon_button);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, hover_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, shape_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, target_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, shade_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, level_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, tool_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, dropped_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, fit_cb);
}

/* Gets the map's part of the page ready. */
void
bw_territories_page_init_map (BwTerritoriesPage *self)
{
  self->shades = g_array_new (FALSE, FALSE, sizeof (BwMeasure));
  gtk_drawing_area_set_draw_func (self->shade_key, draw_key, self, NULL);
}
