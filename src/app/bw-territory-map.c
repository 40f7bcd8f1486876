/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map on which areas are looked at and selected.
 *
 * The map is drawn into a picture larger than the widget, on another thread (bw-territory-map-picture.c); panning and zooming move that
 * picture. The outline of the area under the pointer is drawn over it each frame.
 *
 *   click, Shift or Ctrl with it    selects, adds, toggles          wheel, pinch, plus, minus   zoom
 *   drag                            selects by rectangle            middle or space and drag    pan
 *   arrows                          move to the next area           two fingers                 pan
 *   Enter, space, Shift and arrows  select, toggle, extend          0                           everything in view
 *   Ctrl and A, Escape              select all, nothing
 *   polygon: click, Enter           sets a corner, closes it        Escape, Backspace           gives it up, takes a corner back */

#include "app/bw-territory-map-private.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#define FIT_PX   12 /* left free around the whole map */
#define MAX_ZOOM 60.0

enum
{
  SCALE_RIGHT_PX = 52, /* from the right edge to the end of the bar */
  SCALE_BOTTOM_PX = 6,
  SCALE_WIDTH_PX = 120,
  SCALE_HEIGHT_PX = 64,
};

enum
{
  SELECTION_CHANGED,
  HOVER_CHANGED,
  SHAPE_CHANGED,
  DROP_CHANGED,
  DROPPED,
  DRAG_OUTSIDE,
  DROPPED_OUTSIDE,
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

/* Shows the view as it is now with the pictures there are, and fresh ones soon. */
static void
view_changed (BwTerritoryMap *self)
{
  bw_territory_map_update_pictures (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- View ---- */

static void
measure_fit (BwTerritoryMap *self,
             BwMapView      *view)
{
  BwAtlasBox box = bw_map_get_extent (self->map);

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
  scale = CLAMP (self->view.scale * factor, self->least_scale, self->fit_scale * MAX_ZOOM);
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
  return bw_atlas_unit_at (bw_map_get_atlas (self->map), self->view.x + x / self->view.scale,
                           self->view.y + y / self->view.scale);
}

/* ---- Selection ---- */

/* Lists the marked counties and tells of the change. */
void
bw_territory_map_collect_selected (BwTerritoryMap *self)
{
  guint n = self->map != NULL ? bw_atlas_n_units (bw_map_get_atlas (self->map)) : 0;

  g_array_set_size (self->selected, 0);
  for (guint32 i = 0; i < n; i++)
    if (self->marks[i])
      g_array_append_val (self->selected, i);
  bw_territory_map_redraw_overlay (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
clear_marks (BwTerritoryMap *self)
{
  if (self->marks != NULL)
    memset (self->marks, 0, bw_atlas_n_units (bw_map_get_atlas (self->map)));
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
  if (self->level == BW_MAP_PARENTS)
    {
      const BwAtlasParent *state = bw_atlas_parent (atlas, bw_atlas_unit (atlas, county)->parent);

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

/* Tells that what is being drawn has changed. */
void
bw_territory_map_shape_changed (BwTerritoryMap *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SHAPE_CHANGED], 0);
}

/* Notes which county the selection is dragged over. */
void
bw_territory_map_set_drop (BwTerritoryMap *self,
                           gint32          county)
{
  bw_territory_map_set_hovered (self, county);
  if (county == self->drop)
    return;
  self->drop = county;
  g_signal_emit (self, signals[DROP_CHANGED], 0, county);
}

/* Ends a drag of the selection; with @drop it is meant for where it is. */
void
bw_territory_map_let_go (BwTerritoryMap *self,
                         gboolean        drop)
{
  gint32 county = self->drop;

  self->moving = FALSE;
  bw_territory_map_set_drop (self, BW_ATLAS_NOWHERE);
  if (drop && county != BW_ATLAS_NOWHERE)
    g_signal_emit (self, signals[DROPPED], 0, county);
}

/* Tells where the selection is dragged or, with @drop, let go, which is not over the map. */
void
bw_territory_map_move_outside (BwTerritoryMap *self,
                               double          x,
                               double          y,
                               gboolean        drop)
{
  g_signal_emit (self, signals[drop ? DROPPED_OUTSIDE : DRAG_OUTSIDE], 0, x, y);
}

/* Sets what dragging does. */
void
bw_territory_map_set_tool (BwTerritoryMap *self,
                           BwMapTool       tool)
{
  bw_territory_map_drop_polygon (self);
  self->tool = tool;
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
  BwAtlasBox      whole;

  if (self->map == NULL || width < 1 || height < 1)
    return;
  measure_fit (self, &fit);
  self->fit_scale = fit.scale;
  whole = bw_atlas_box (bw_map_get_atlas (self->map));
  self->least_scale = bw_map_view_fit (&whole, width, height, FIT_PX).scale * 0.8;
  if (self->fitted || self->view.scale <= 0)
    {
      self->view = fit;
      self->fitted = TRUE;
    }
  view_changed (self);
}

static void
append_outline (BwTerritoryMap *self,
                GtkSnapshot    *snapshot)
{
  const BwAtlas     *atlas = bw_map_get_atlas (self->map);
  const BwAtlasUnit *county = bw_atlas_unit (atlas, self->hovered);
  BwAtlasBox         box = self->level == BW_MAP_PARENTS ? bw_atlas_parent (atlas, county->parent)->box : county->box;
  BwTheme            theme = bw_territory_map_get_theme (self);
  graphene_rect_t    bounds, visible;
  cairo_t           *cr;

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

/* The bar that says how far things are apart, beside the buttons in the corner. */
static void
append_scale (BwTerritoryMap *self,
              GtkSnapshot    *snapshot,
              int             width,
              int             height)
{
  BwTheme         theme = bw_territory_map_get_theme (self);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float)width - SCALE_RIGHT_PX - SCALE_WIDTH_PX, (float)height - SCALE_HEIGHT_PX, SCALE_WIDTH_PX + 8,
                                               SCALE_HEIGHT_PX);
  cairo_t        *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  bw_map_draw_scale (self->map, cr, &self->view, width, height, SCALE_RIGHT_PX, SCALE_BOTTOM_PX, &theme);
  cairo_destroy (cr);
}

static void
snapshot (GtkWidget   *widget,
          GtkSnapshot *snap)
{
  BwTerritoryMap *self = BW_TERRITORY_MAP (widget);
  graphene_rect_t bounds;
  cairo_t        *cr;
  int             width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  if (self->map == NULL || width < 1 || height < 1 || self->view.scale <= 0)
    return;
  /* A picture that is copied in is some times faster than a texture, which is copied whole first where there is no graphics card. */
  bounds = GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height);
  cr = gtk_snapshot_append_cairo (snap, &bounds);
  bw_map_picture_paint (self->picture, self->outline, cr, &self->view, width, height);
  cairo_destroy (cr);
  append_scale (self, snap, width, height);
  if (self->hovered != BW_ATLAS_NOWHERE && !self->panning)
    append_outline (self, snap);
  if (self->cornering)
    bw_territory_map_append_shape (self, snap);
  else if (self->banding && self->tool == BW_MAP_TOOL_RECTANGLE)
    append_band (self, snap);
  else if (self->banding)
    bw_territory_map_append_shape (self, snap);
  if (gtk_widget_has_visible_focus (widget))
    gtk_snapshot_render_focus (snap, gtk_widget_get_style_context (widget), 0, 0, width, height);
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

  bw_territory_map_drop_pictures (self);
  G_OBJECT_CLASS (bw_territory_map_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwTerritoryMap *self = BW_TERRITORY_MAP (object);

  /* One may have arrived since. */
  bw_territory_map_drop_pictures (self);
  g_clear_pointer (&self->map, bw_map_unref);
  g_clear_pointer (&self->marks, g_free);
  g_clear_pointer (&self->problems, g_free);
  g_clear_pointer (&self->locked, g_free);
  g_clear_pointer (&self->selected, g_array_unref);
  g_clear_pointer (&self->lasso, g_array_unref);
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
  signals[SHAPE_CHANGED] =
    g_signal_new ("shape-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DROP_CHANGED] =
    g_signal_new ("drop-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                  G_TYPE_INT);
  signals[DROPPED] = g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_INT);
  signals[DRAG_OUTSIDE] = g_signal_new ("drag-outside", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[DROPPED_OUTSIDE] = g_signal_new ("dropped-outside", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                           G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "map");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
bw_territory_map_init (BwTerritoryMap *self)
{
  self->selected = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->lasso = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  self->hovered = self->cursor = self->drop = BW_ATLAS_NOWHERE;
  self->fitted = TRUE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  bw_territory_map_add_controllers (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (bw_territory_map_redraw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (bw_territory_map_redraw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (bw_territory_map_redraw), NULL);
}

/* Shows @map (transfer full) (nullable). View and selection stay when it has the same areas as the one before. */
void
bw_territory_map_take_map (BwTerritoryMap *self,
                           BwMap          *map)
{
  guint    n = map != NULL ? bw_atlas_n_units (bw_map_get_atlas (map)) : 0;
  gboolean same = map != NULL && self->map != NULL && bw_map_get_atlas (map) == bw_map_get_atlas (self->map);

  g_clear_pointer (&self->map, bw_map_unref);
  self->map = map;
  if (!same)
    {
      self->fitted = TRUE;
      g_free (self->marks);
      self->marks = g_new0 (guint8, MAX (n, 1));
      self->hovered = self->cursor = BW_ATLAS_NOWHERE;
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      bw_territory_map_drop_pictures (self);
      bw_territory_map_collect_selected (self);
    }
  bw_territory_map_redraw (self);
}

/* Marks what is not as it should be, and what is locked (both (array length: the map's counties) (nullable)). To be called after the
 * map was taken. */
void
bw_territory_map_mark (BwTerritoryMap *self,
                       const guint8   *problems,
                       const guint8   *locked)
{
  guint n = self->map != NULL ? bw_atlas_n_units (bw_map_get_atlas (self->map)) : 0;

  g_free (self->problems);
  g_free (self->locked);
  self->problems = problems != NULL && n > 0 ? g_memdup2 (problems, n) : NULL;
  self->locked = locked != NULL && n > 0 ? g_memdup2 (locked, n) : NULL;
  bw_territory_map_redraw_overlay (self);
}

/* Sets what is outlined and selected as one. */
void
bw_territory_map_set_level (BwTerritoryMap *self,
                            BwMapLevel      level)
{
  if (self->level == level)
    return;
  self->level = level;
  bw_territory_map_redraw (self);
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

/* Returns: (transfer none) (nullable): what is shown, until another is taken. */
const BwMap *
bw_territory_map_get_map (BwTerritoryMap *self)
{
  return self->map;
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
  const BwAtlasPoint *center = &bw_atlas_unit (bw_map_get_atlas (self->map), county)->center;

  *x = (center->x - self->view.x) * self->view.scale;
  *y = (center->y - self->view.y) * self->view.scale;
}
