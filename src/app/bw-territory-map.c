/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map on which areas are looked at and selected.
 *
 * The map is drawn into a picture somewhat larger than the widget; panning and zooming move that picture, and when the
 * view has stood still for SETTLE_MS it is drawn anew. Two pictures are kept: the areas (40 ms for the whole
 * country), which change with the plan and the view, and all of it with selection, accounts and names (10 ms more),
 * which changes with each selection. The outline of the area under the pointer is drawn over it each frame.
 *
 *   click, Shift or Ctrl with it    selects, adds, toggles          wheel, pinch, plus, minus   zoom
 *   drag                            selects by rectangle            middle or space and drag    pan
 *   arrows                          move to the next area           two fingers                 pan
 *   Enter, space, Shift and arrows  select, toggle, extend          0                           everything in view
 *   Ctrl and A, Escape              select all, nothing */

#include "app/bw-territory-map-private.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#define SETTLE_MS 120
#define MARGIN_PX 64 /* of the picture beyond the widget */
#define FIT_PX    12 /* left free around the whole map */
#define MAX_ZOOM  60.0

enum
{
  SELECTION_CHANGED,
  HOVER_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwTerritoryMap, bw_territory_map, GTK_TYPE_WIDGET)

/* What charts and maps in this widget are drawn for. */
BwTheme
bw_territory_map_get_theme (BwTerritoryMap *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  BwTheme          theme = {
             .dark = adw_style_manager_get_dark (style),
             .high_contrast = adw_style_manager_get_high_contrast (style),
             .rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL,
  };

  return theme;
}

/* ---- Pictures ---- */

static void
drop_texture (BwTerritoryMap *self)
{
  g_clear_object (&self->texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drop_pictures (BwTerritoryMap *self)
{
  g_clear_pointer (&self->areas, cairo_surface_destroy);
  drop_texture (self);
}

static cairo_surface_t *
create_surface (BwTerritoryMap *self)
{
  int              scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  cairo_surface_t *surface;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->texture_width * scale, self->texture_height * scale);
  cairo_surface_set_device_scale (surface, scale, scale);
  return surface;
}

/* Draws the areas for the present view. */
static void
render_areas (BwTerritoryMap *self)
{
  BwTheme  theme = bw_territory_map_get_theme (self);
  cairo_t *cr;

  self->texture_width = gtk_widget_get_width (GTK_WIDGET (self)) + 2 * MARGIN_PX;
  self->texture_height = gtk_widget_get_height (GTK_WIDGET (self)) + 2 * MARGIN_PX;
  self->texture_view = self->view;
  self->texture_view.x -= MARGIN_PX / self->view.scale;
  self->texture_view.y -= MARGIN_PX / self->view.scale;
  g_clear_pointer (&self->areas, cairo_surface_destroy);
  self->areas = create_surface (self);
  cr = cairo_create (self->areas);
  bw_map_draw_areas (self->map, cr, &self->texture_view, self->texture_width, self->texture_height, self->level,
                     &theme);
  cairo_destroy (cr);
}

/* Draws the rest over the areas. */
static void
render_texture (BwTerritoryMap *self)
{
  BwTheme          theme = bw_territory_map_get_theme (self);
  cairo_surface_t *surface = create_surface (self);
  cairo_t         *cr = cairo_create (surface);
  const BwMapView *view = &self->texture_view;
  double           width = self->texture_width, height = self->texture_height;
  g_autoptr (GBytes) bytes = NULL;

  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_set_source_surface (cr, self->areas, 0, 0);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  if (self->selected->len > 0)
    bw_map_draw_selection (self->map, cr, view, width, height, self->marks, &theme);
  bw_map_draw_points (self->map, cr, view, width, height, &theme);
  bw_map_draw_labels (self->map, cr, view, width, height, &theme);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize)cairo_image_surface_get_stride (surface) * cairo_image_surface_get_height (surface),
                                      (GDestroyNotify)cairo_surface_destroy, surface);
  g_set_object (&self->texture, NULL);
  self->texture = gdk_memory_texture_new (cairo_image_surface_get_width (surface),
                                          cairo_image_surface_get_height (surface),
                                          GDK_MEMORY_DEFAULT, bytes, cairo_image_surface_get_stride (surface));
}

static gboolean
settle_cb (gpointer data)
{
  BwTerritoryMap *self = data;

  self->settle_source = 0;
  drop_pictures (self);
  return G_SOURCE_REMOVE;
}

/* Shows the view as it is now with the picture there is, and a fresh one soon. */
static void
view_changed (BwTerritoryMap *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (SETTLE_MS, settle_cb, self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- View ---- */

static void
measure_fit (BwTerritoryMap *self,
             BwMapView      *view)
{
  BwAtlasBox box = bw_atlas_box (bw_map_get_atlas (self->map));

  *view = bw_map_view_fit (&box, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)),
                           FIT_PX);
}

/* Keeps the middle of the widget on the map. */
static void
clamp_view (BwTerritoryMap *self)
{
  BwAtlasBox box = bw_atlas_box (bw_map_get_atlas (self->map));
  double     wide = gtk_widget_get_width (GTK_WIDGET (self)) / self->view.scale / 2;
  double     high = gtk_widget_get_height (GTK_WIDGET (self)) / self->view.scale / 2;

  self->view.x = CLAMP (self->view.x, box.low.x - wide, box.high.x - wide);
  self->view.y = CLAMP (self->view.y, box.low.y - high, box.high.y - high);
}

/* Zooms by @factor about a place in the widget. */
void
bw_territory_map_zoom_at (BwTerritoryMap *self,
                          double          factor,
                          double          x,
                          double          y)
{
  double scale;

  if (self->map == NULL || self->fit_scale <= 0)
    return;
  scale = CLAMP (self->view.scale * factor, self->fit_scale * 0.8, self->fit_scale * MAX_ZOOM);
  self->view.x += x / self->view.scale - x / scale;
  self->view.y += y / self->view.scale - y / scale;
  self->view.scale = scale;
  self->fitted = FALSE;
  clamp_view (self);
  view_changed (self);
}

/* Moves the map by so many pixels. */
void
bw_territory_map_pan_by (BwTerritoryMap *self,
                         double          dx,
                         double          dy)
{
  if (self->map == NULL || self->view.scale <= 0)
    return;
  self->view.x -= dx / self->view.scale;
  self->view.y -= dy / self->view.scale;
  self->fitted = FALSE;
  clamp_view (self);
  view_changed (self);
}

/* The county at a place in the widget, or %BW_ATLAS_NOWHERE. */
gint32
bw_territory_map_county_at (BwTerritoryMap *self,
                            double          x,
                            double          y)
{
  if (self->map == NULL || self->view.scale <= 0)
    return BW_ATLAS_NOWHERE;
  return bw_atlas_county_at (bw_map_get_atlas (self->map), self->view.x + x / self->view.scale,
                             self->view.y + y / self->view.scale);
}

/* ---- Selection ---- */

/* Lists the marked counties and tells of the change. */
void
bw_territory_map_collect_selected (BwTerritoryMap *self)
{
  guint n = self->map != NULL ? bw_atlas_n_counties (bw_map_get_atlas (self->map)) : 0;

  g_array_set_size (self->selected, 0);
  for (guint32 i = 0; i < n; i++)
    if (self->marks[i])
      g_array_append_val (self->selected, i);
  drop_texture (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
clear_marks (BwTerritoryMap *self)
{
  if (self->marks != NULL)
    memset (self->marks, 0, bw_atlas_n_counties (bw_map_get_atlas (self->map)));
}

/* The counties that are picked together with @county: itself, or those of its state. */
static void
get_unit (BwTerritoryMap *self,
          gint32          county,
          guint          *first,
          guint          *n)
{
  const BwAtlas *atlas = bw_map_get_atlas (self->map);

  *first = (guint)county;
  *n = 1;
  if (self->level == BW_MAP_STATES)
    {
      const BwAtlasState *state = bw_atlas_state (atlas, bw_atlas_county (atlas, county)->state);

      *first = state->first;
      *n = state->n;
    }
}

/* Selects @county, or its state; nothing with %BW_ATLAS_NOWHERE. */
void
bw_territory_map_select_unit (BwTerritoryMap *self,
                              gint32          county,
                              BwSelectMode    mode)
{
  guint8 mark = 1;
  guint  first, n;

  if (self->map == NULL)
    return;
  if (mode == BW_SELECT_ONLY)
    clear_marks (self);
  if (county != BW_ATLAS_NOWHERE)
    {
      get_unit (self, county, &first, &n);
      if (mode == BW_SELECT_TOGGLE)
        mark = !self->marks[county];
      memset (self->marks + first, mark, n);
      self->cursor = county;
    }
  bw_territory_map_collect_selected (self);
}

/* Selects what has its middle within the band. */
void
bw_territory_map_select_band (BwTerritoryMap *self,
                              BwSelectMode    mode)
{
  const BwAtlas *atlas = bw_map_get_atlas (self->map);

  if (mode == BW_SELECT_ONLY)
    clear_marks (self);
  for (guint i = 0; i < bw_atlas_n_counties (atlas); i++)
    {
      const BwAtlasCounty *county = bw_atlas_county (atlas, i);
      const BwAtlasPoint  *center = &county->center;
      graphene_point_t     point;

      if (self->level == BW_MAP_STATES)
        center = &bw_atlas_state (atlas, county->state)->center;
      point = GRAPHENE_POINT_INIT ((float)((center->x - self->view.x) * self->view.scale),
                                   (float)((center->y - self->view.y) * self->view.scale));
      if (graphene_rect_contains_point (&self->band, &point))
        self->marks[i] = mode == BW_SELECT_TOGGLE ? !self->marks[i] : 1;
    }
  bw_territory_map_collect_selected (self);
}

/* Notes which county is under the pointer or the cursor. */
void
bw_territory_map_set_hovered (BwTerritoryMap *self,
                              gint32          county)
{
  if (county == self->hovered)
    return;
  self->hovered = county;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[HOVER_CHANGED], 0);
}

/* ---- Widget ---- */

static void
size_allocate (GtkWidget *widget,
               int        width,
               int        height,
               int        baseline)
{
  BwTerritoryMap *self = BW_TERRITORY_MAP (widget);
  BwMapView       fit;

  if (self->map == NULL || width < 1 || height < 1)
    return;
  measure_fit (self, &fit);
  self->fit_scale = fit.scale;
  if (self->fitted || self->view.scale <= 0)
    {
      self->view = fit;
      self->fitted = TRUE;
    }
  if (self->texture == NULL || self->texture_width != width + 2 * MARGIN_PX ||
      self->texture_height != height + 2 * MARGIN_PX)
    view_changed (self);
}

static void
append_outline (BwTerritoryMap *self,
                GtkSnapshot    *snapshot)
{
  const BwAtlas       *atlas = bw_map_get_atlas (self->map);
  const BwAtlasCounty *county = bw_atlas_county (atlas, self->hovered);
  BwAtlasBox           box = self->level == BW_MAP_STATES ? bw_atlas_state (atlas, county->state)->box : county->box;
  BwTheme              theme = bw_territory_map_get_theme (self);
  graphene_rect_t      bounds, visible;
  cairo_t             *cr;

  bounds = GRAPHENE_RECT_INIT ((float)((box.low.x - self->view.x) * self->view.scale - 4),
                               (float)((box.low.y - self->view.y) * self->view.scale - 4),
                               (float)(((double)box.high.x - box.low.x) * self->view.scale + 8),
                               (float)(((double)box.high.y - box.low.y) * self->view.scale + 8));
  graphene_rect_init (&visible, 0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                      gtk_widget_get_height (GTK_WIDGET (self)));
  if (!graphene_rect_intersection (&bounds, &visible, &bounds))
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  bw_map_draw_outline (self->map, cr, &self->view, (guint)self->hovered, self->level, &theme);
  cairo_destroy (cr);
}

static void
append_band (BwTerritoryMap *self,
             GtkSnapshot    *snapshot)
{
  BwTheme        theme = bw_territory_map_get_theme (self);
  BwColor        accent = bw_palette_tone (&theme, BW_TONE_ACCENT);
  GdkRGBA        line = { (float)accent.red, (float)accent.green, (float)accent.blue, 1 };
  GdkRGBA        fill = { line.red, line.green, line.blue, 0.2f };
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame, &self->band, 0);
  gtk_snapshot_append_color (snapshot, &fill, &self->band);
  gtk_snapshot_append_border (snapshot, &frame, (float[]) { 1, 1, 1, 1 }, (GdkRGBA[]) { line, line, line, line });
}

static void
snapshot (GtkWidget   *widget,
          GtkSnapshot *snap)
{
  BwTerritoryMap *self = BW_TERRITORY_MAP (widget);
  graphene_rect_t rect;
  double          zoom, x, y;

  if (self->map == NULL || gtk_widget_get_width (widget) < 1 || gtk_widget_get_height (widget) < 1 ||
      self->view.scale <= 0)
    return;
  if (self->areas == NULL)
    render_areas (self);
  if (self->texture == NULL)
    render_texture (self);

  zoom = self->view.scale / self->texture_view.scale;
  x = (self->texture_view.x - self->view.x) * self->view.scale;
  y = (self->texture_view.y - self->view.y) * self->view.scale;
  /* On whole pixels the picture is copied rather than resampled, which takes half the time. */
  if (zoom == 1)
    {
      x = round (x);
      y = round (y);
    }
  rect = GRAPHENE_RECT_INIT ((float)x, (float)y, (float)(self->texture_width * zoom),
                             (float)(self->texture_height * zoom));
  gtk_snapshot_append_texture (snap, self->texture, &rect);
  if (self->hovered != BW_ATLAS_NOWHERE && !self->panning)
    append_outline (self, snap);
  if (self->banding)
    append_band (self, snap);
  if (gtk_widget_has_visible_focus (widget))
    gtk_snapshot_render_focus (snap, gtk_widget_get_style_context (widget), 0, 0, gtk_widget_get_width (widget),
                               gtk_widget_get_height (widget));
}

static void
measure (GtkWidget     *widget,
         GtkOrientation orientation,
         int            for_size,
         int           *minimum,
         int           *natural,
         int           *minimum_baseline,
         int           *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 180;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 800 : 520;
}

static void
dispose (GObject *object)
{
  BwTerritoryMap *self = BW_TERRITORY_MAP (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_pointer (&self->areas, cairo_surface_destroy);
  g_clear_object (&self->texture);
  G_OBJECT_CLASS (bw_territory_map_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwTerritoryMap *self = BW_TERRITORY_MAP (object);

  g_clear_pointer (&self->map, bw_map_free);
  g_clear_pointer (&self->marks, g_free);
  g_clear_pointer (&self->selected, g_array_unref);
  G_OBJECT_CLASS (bw_territory_map_parent_class)->finalize (object);
}

static void
bw_territory_map_class_init (BwTerritoryMapClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  signals[SELECTION_CHANGED] =
    g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[HOVER_CHANGED] =
    g_signal_new ("hover-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "map");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
bw_territory_map_init (BwTerritoryMap *self)
{
  self->selected = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->hovered = self->cursor = BW_ATLAS_NOWHERE;
  self->fitted = TRUE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  bw_territory_map_add_controllers (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (drop_pictures), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (drop_pictures), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (drop_pictures), NULL);
}

/* Shows @map (transfer full) (nullable). View and selection stay when it has the same areas as the one before. */
void
bw_territory_map_take_map (BwTerritoryMap *self,
                           BwMap          *map)
{
  guint n = map != NULL ? bw_atlas_n_counties (bw_map_get_atlas (map)) : 0;
  guint before = self->map != NULL ? bw_atlas_n_counties (bw_map_get_atlas (self->map)) : 0;

  g_clear_pointer (&self->map, bw_map_free);
  self->map = map;
  if (n != before)
    {
      g_free (self->marks);
      self->marks = g_new0 (guint8, MAX (n, 1));
      self->hovered = self->cursor = BW_ATLAS_NOWHERE;
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      bw_territory_map_collect_selected (self);
    }
  drop_pictures (self);
}

/* Sets what is outlined and selected as one. */
void
bw_territory_map_set_level (BwTerritoryMap *self,
                            BwMapLevel      level)
{
  if (self->level == level)
    return;
  self->level = level;
  drop_pictures (self);
  g_signal_emit (self, signals[HOVER_CHANGED], 0);
}

/* What is outlined and selected as one. */
BwMapLevel
bw_territory_map_get_level (BwTerritoryMap *self)
{
  return self->level;
}

/* Returns: (transfer none) (array length=n): the selected counties, ascending, until the selection changes. */
const guint32 *
bw_territory_map_get_selected (BwTerritoryMap *self,
                               guint          *n)
{
  *n = self->selected->len;
  return (const guint32 *)(gpointer)self->selected->data;
}

/* Selects the @n @counties and nothing else. */
void
bw_territory_map_select (BwTerritoryMap *self,
                         const guint32  *counties,
                         guint           n)
{
  if (self->map == NULL)
    return;
  clear_marks (self);
  for (guint i = 0; i < n; i++)
    self->marks[counties[i]] = 1;
  bw_territory_map_collect_selected (self);
}

/* The county under the pointer or the keyboard's cursor, or %BW_ATLAS_NOWHERE. */
gint32
bw_territory_map_get_hovered (BwTerritoryMap *self)
{
  return self->hovered;
}

/* Zooms about the middle. */
void
bw_territory_map_zoom_by (BwTerritoryMap *self,
                          double          factor)
{
  bw_territory_map_zoom_at (self, factor, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                            gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

/* Shows the whole map. */
void
bw_territory_map_fit (BwTerritoryMap *self)
{
  if (self->map == NULL)
    return;
  self->fitted = TRUE;
  measure_fit (self, &self->view);
  view_changed (self);
}

/* Moves the view so far that @county is in it. */
void
bw_territory_map_show_county (BwTerritoryMap *self,
                              guint           county)
{
  double x, y, width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->map == NULL || self->view.scale <= 0)
    return;
  bw_territory_map_get_place (self, county, &x, &y);
  if (x < 0 || y < 0 || x > width || y > height)
    bw_territory_map_pan_by (self, width / 2 - x, height / 2 - y);
}

/* Where in the widget the middle of @county is, in pixels. */
void
bw_territory_map_get_place (BwTerritoryMap *self,
                            guint           county,
                            double         *x,
                            double         *y)
{
  const BwAtlasPoint *center = &bw_atlas_county (bw_map_get_atlas (self->map), county)->center;

  *x = (center->x - self->view.x) * self->view.scale;
  *y = (center->y - self->view.y) * self->view.scale;
}
