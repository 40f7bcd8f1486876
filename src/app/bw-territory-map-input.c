/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer and keyboard on the territories' map; bw-territory-map.c lists what they do.
 *
 * One gesture takes clicks and drags alike: what ends within CLICK_PX of its start is a click. The space bar pans while
 * it is held and dragged with, and toggles the area under the cursor when it is let go without a drag. */

#include "app/bw-territory-map-private.h"

#include <math.h>
#include <string.h>

#define CLICK_PX   4.0
#define WHEEL_STEP 1.25

/* ---- Pointer ---- */

static BwSelectMode
mode_of_event (GtkEventController *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);

  if (state & GDK_CONTROL_MASK)
    return BW_SELECT_TOGGLE;
  return state & GDK_SHIFT_MASK ? BW_SELECT_ADD : BW_SELECT_ONLY;
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           BwTerritoryMap           *self)
{
  self->pointer_x = x;
  self->pointer_y = y;
  if (self->cornering)
    {
      g_array_index (self->lasso, graphene_point_t, self->lasso->len - 1) = GRAPHENE_POINT_INIT ((float)x, (float)y);
      bw_territory_map_shape_changed (self);
    }
  if (self->panning || self->banding || self->moving)
    return;
  if (self->keyboard)
    self->keyboard = FALSE;
  bw_territory_map_set_hovered (self, bw_territory_map_county_at (self, x, y));
}

static void
leave_cb (GtkEventControllerMotion *controller,
          BwTerritoryMap           *self)
{
  if (!self->keyboard)
    bw_territory_map_set_hovered (self, BW_ATLAS_NOWHERE);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               BwTerritoryMap *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->panning = button == GDK_BUTTON_MIDDLE || self->space_down;
  self->space_used = self->space_used || (self->space_down && self->panning);
  self->drag_x = self->drag_y = 0;
  self->moving = FALSE;
  if (!self->cornering)
    g_array_set_size (self->lasso, 0);
  if (self->map == NULL || (button != GDK_BUTTON_PRIMARY && button != GDK_BUTTON_MIDDLE))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

/* Whether the drag takes hold of the selection, rather than beginning another one. */
static gboolean
begins_on_selection (BwTerritoryMap *self,
                     GtkGestureDrag *gesture,
                     double          x,
                     double          y)
{
  gint32 county = bw_territory_map_county_at (self, x, y);

  return county != BW_ATLAS_NOWHERE && self->marks[county] && mode_of_event (GTK_EVENT_CONTROLLER (gesture)) == BW_SELECT_ONLY;
}

/* Selects what lies between where the pointer was and where it is. */
static void
paint (BwTerritoryMap *self,
       GtkGestureDrag *gesture,
       double          x,
       double          y,
       double          dx,
       double          dy)
{
  double steps = MAX (ceil (hypot (dx - self->drag_x, dy - self->drag_y) / CLICK_PX), 1);

  if (!self->banding && mode_of_event (GTK_EVENT_CONTROLLER (gesture)) == BW_SELECT_ONLY)
    bw_territory_map_select_unit (self, bw_territory_map_county_at (self, x, y), BW_SELECT_ONLY);
  self->banding = TRUE;
  for (double i = 0; i <= steps; i++)
    {
      gint32 county = bw_territory_map_county_at (self, x + self->drag_x + (dx - self->drag_x) * i / steps,
                                                  y + self->drag_y + (dy - self->drag_y) * i / steps);

      if (county != BW_ATLAS_NOWHERE && !self->marks[county])
        bw_territory_map_select_unit (self, county, BW_SELECT_ADD);
    }
  self->drag_x = dx;
  self->drag_y = dy;
}

/* Goes on with the line or the circle. */
static void
draw_shape (BwTerritoryMap *self,
            double          x,
            double          y,
            double          dx,
            double          dy)
{
  graphene_point_t begin = GRAPHENE_POINT_INIT ((float)x, (float)y), point = GRAPHENE_POINT_INIT ((float)(x + dx), (float)(y + dy));

  if (!self->banding)
    g_array_append_val (self->lasso, begin);
  self->banding = TRUE;
  if (self->tool == BW_MAP_TOOL_LASSO)
    g_array_append_val (self->lasso, point);
  self->radius = hypot (dx, dy);
  bw_territory_map_shape_changed (self);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                BwTerritoryMap *self)
{
  double x, y;

  if (self->panning)
    {
      bw_territory_map_pan_by (self, dx - self->drag_x, dy - self->drag_y);
      self->drag_x = dx;
      self->drag_y = dy;
      return;
    }
  if (!self->banding && !self->moving && hypot (dx, dy) < CLICK_PX)
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->moving || (!self->banding && begins_on_selection (self, gesture, x, y)))
    {
      self->moving = TRUE;
      if (gtk_widget_contains (GTK_WIDGET (self), x + dx, y + dy))
        bw_territory_map_set_drop (self, bw_territory_map_county_at (self, x + dx, y + dy));
      else
        {
          bw_territory_map_set_drop (self, BW_ATLAS_NOWHERE);
          bw_territory_map_move_outside (self, x + dx, y + dy, FALSE);
        }
      return;
    }
  if (self->tool == BW_MAP_TOOL_POLYGON)
    return;
  if (self->tool == BW_MAP_TOOL_PAINT)
    {
      paint (self, gesture, x, y, dx, dy);
      return;
    }
  if (self->tool != BW_MAP_TOOL_RECTANGLE)
    {
      draw_shape (self, x, y, dx, dy);
      return;
    }
  self->banding = TRUE;
  graphene_rect_init (&self->band, (float)MIN (x, x + dx), (float)MIN (y, y + dy), (float)fabs (dx), (float)fabs (dy));
  bw_territory_map_shape_changed (self);
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             BwTerritoryMap *self)
{
  BwSelectMode mode = mode_of_event (GTK_EVENT_CONTROLLER (gesture));
  double       x, y;

  if (self->panning)
    {
      self->panning = FALSE;
      return;
    }
  if (self->moving)
    {
      bw_territory_map_let_go (self, TRUE);
      if (gtk_gesture_drag_get_start_point (gesture, &x, &y) && !gtk_widget_contains (GTK_WIDGET (self), x + dx, y + dy))
        bw_territory_map_move_outside (self, x + dx, y + dy, TRUE);
      return;
    }
  if (self->tool == BW_MAP_TOOL_POLYGON && self->map != NULL && gtk_gesture_drag_get_start_point (gesture, &x, &y))
    {
      bw_territory_map_add_corner (self, x + dx, y + dy, mode);
      return;
    }
  if (self->banding)
    {
      self->banding = FALSE;
      if (self->tool != BW_MAP_TOOL_PAINT)
        bw_territory_map_select_shape (self, mode);
      return;
    }
  if (gtk_gesture_drag_get_start_point (gesture, &x, &y))
    bw_territory_map_select_unit (self, bw_territory_map_county_at (self, x, y), mode);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           BwTerritoryMap           *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE && !(state & GDK_CONTROL_MASK))
    bw_territory_map_pan_by (self, -dx, -dy);
  else
    bw_territory_map_zoom_at (self, pow (WHEEL_STEP, -dy), self->pointer_x, self->pointer_y);
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                BwTerritoryMap   *self)
{
  self->pinch_scale = 1;
}

static void
pinch_cb (GtkGestureZoom *gesture,
          double          scale,
          BwTerritoryMap *self)
{
  double x = self->pointer_x, y = self->pointer_y;

  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  bw_territory_map_zoom_at (self, scale / self->pinch_scale, x, y);
  self->pinch_scale = scale;
}

/* ---- Keyboard ---- */

/* With the keyboard the polygon's corners are the middles of the areas under the cursor. */
static gboolean
polygon_key (BwTerritoryMap *self,
             guint           key)
{
  double x, y;

  if (self->tool != BW_MAP_TOOL_POLYGON)
    return FALSE;
  if (key == GDK_KEY_Escape && self->cornering)
    bw_territory_map_drop_polygon (self);
  else if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && self->cornering)
    bw_territory_map_close_polygon (self, BW_SELECT_ONLY);
  else if (key == GDK_KEY_BackSpace && self->cornering)
    {
      g_array_set_size (self->lasso, self->lasso->len - 1);
      if (self->lasso->len < 2)
        bw_territory_map_drop_polygon (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  else if (key == GDK_KEY_space && self->keyboard && self->hovered != BW_ATLAS_NOWHERE)
    {
      bw_territory_map_get_place (self, (guint)self->hovered, &x, &y);
      bw_territory_map_add_corner (self, x, y, BW_SELECT_ONLY);
    }
  else
    return FALSE;
  return TRUE;
}

/* The area whose middle is nearest to the cursor's in the direction (@dx, @dy), aside counting double. */
static gint32
find_next (BwTerritoryMap *self,
           int             dx,
           int             dy)
{
  const BwAtlas     *atlas = bw_map_get_atlas (self->map);
  const BwAtlasUnit *from = bw_atlas_unit (atlas, self->cursor);
  BwAtlasPoint       start = self->level == BW_MAP_PARENTS ? bw_atlas_parent (atlas, from->parent)->center
                                                           : from->center;
  gint32             best = self->cursor;
  double             best_distance = INFINITY;

  for (guint i = 0; i < bw_atlas_n_units (atlas); i++)
    {
      const BwAtlasUnit *county = bw_atlas_unit (atlas, i);
      BwAtlasPoint       center = county->center;
      double             along, aside;

      if (self->level == BW_MAP_PARENTS)
        {
          if (county->parent == from->parent || bw_atlas_parent (atlas, county->parent)->first != i)
            continue;
          center = bw_atlas_parent (atlas, county->parent)->center;
        }
      along = ((double)center.x - start.x) * dx + ((double)center.y - start.y) * dy;
      aside = fabs (((double)center.x - start.x) * dy) + fabs (((double)center.y - start.y) * dx);
      if (along > 0 && aside <= along * 1.5 && along + 2 * aside < best_distance)
        {
          best_distance = along + 2 * aside;
          best = (gint32)i;
        }
    }
  return best;
}

static void
move_cursor (BwTerritoryMap *self,
             int             dx,
             int             dy,
             gboolean        extend)
{
  if (self->cursor == BW_ATLAS_NOWHERE)
    self->cursor = MAX (bw_territory_map_county_at (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                                                    gtk_widget_get_height (GTK_WIDGET (self)) / 2.0),
                        0);
  else
    self->cursor = find_next (self, dx, dy);
  self->keyboard = TRUE;
  bw_territory_map_show_county (self, (guint)self->cursor);
  bw_territory_map_set_hovered (self, self->cursor);
  if (extend)
    bw_territory_map_select_unit (self, self->cursor, BW_SELECT_ADD);
}

static void
select_all (BwTerritoryMap *self,
            gboolean        all)
{
  memset (self->marks, all, bw_atlas_n_units (bw_map_get_atlas (self->map)));
  bw_territory_map_collect_selected (self);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                BwTerritoryMap        *self)
{
  static const struct
  {
    guint key, keypad;
    int   dx, dy;
  } arrows[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1 },
    { GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1 },
  };
  gboolean control = (state & GDK_CONTROL_MASK) != 0;

  if (self->map == NULL || (state & GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (arrows) && !control; i++)
    if (key == arrows[i].key || key == arrows[i].keypad)
      {
        move_cursor (self, arrows[i].dx, arrows[i].dy, (state & GDK_SHIFT_MASK) != 0);
        return GDK_EVENT_STOP;
      }
  if (!control && polygon_key (self, key))
    return GDK_EVENT_STOP;
  if (control && (key == GDK_KEY_a || key == GDK_KEY_A))
    select_all (self, !(state & GDK_SHIFT_MASK));
  else if (control)
    return GDK_EVENT_PROPAGATE;
  else if (key == GDK_KEY_plus || key == GDK_KEY_equal || key == GDK_KEY_KP_Add)
    bw_territory_map_zoom_by (self, WHEEL_STEP);
  else if (key == GDK_KEY_minus || key == GDK_KEY_KP_Subtract)
    bw_territory_map_zoom_by (self, 1 / WHEEL_STEP);
  else if (key == GDK_KEY_0 || key == GDK_KEY_KP_0)
    bw_territory_map_fit (self);
  else if (key == GDK_KEY_space)
    self->space_down = TRUE;
  else if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && self->hovered != BW_ATLAS_NOWHERE)
    bw_territory_map_select_unit (self, self->hovered, BW_SELECT_ONLY);
  else if (key == GDK_KEY_Escape && self->moving)
    bw_territory_map_let_go (self, FALSE);
  else if (key == GDK_KEY_Escape && self->selected->len > 0)
    select_all (self, FALSE);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
key_released_cb (GtkEventControllerKey *controller,
                 guint                  key,
                 guint                  code,
                 GdkModifierType        state,
                 BwTerritoryMap        *self)
{
  if (key != GDK_KEY_space)
    return;
  if (self->space_down && !self->space_used && self->hovered != BW_ATLAS_NOWHERE)
    bw_territory_map_select_unit (self, self->hovered, BW_SELECT_TOGGLE);
  self->space_down = self->space_used = FALSE;
}

static void
focus_leave_cb (GtkEventControllerFocus *controller,
                BwTerritoryMap          *self)
{
  self->space_down = self->space_used = FALSE;
}

/* Makes @self listen to pointer and keyboard. */
void
bw_territory_map_add_controllers (BwTerritoryMap *self)
{
  GtkWidget          *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture         *drag = gtk_gesture_drag_new ();
  GtkGesture         *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (widget, keys);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  gtk_widget_add_controller (widget, focus);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
}
