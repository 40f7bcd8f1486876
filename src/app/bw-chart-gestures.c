/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a chart is zoomed and moved by keys, wheel, fingers and dragging.
 *
 *   + and -, Ctrl+wheel, two fingers apart         nearer and back, about the chosen point or the pointer
 *   Shift with an arrow, Shift+wheel, dragging     along
 *   0                                              the whole
 *
 * A wheel without Ctrl belongs to the page around the chart, which it scrolls, and so does all of it where the chart cannot be
 * looked at in part. What a gesture does is a function of the range it began with (chart/bw-view-range.c), so that nothing adds up
 * by rounding. A drag that has begun takes the click away: letting go does not open what is behind a point. */

#include "app/bw-chart-gestures.h"

#include <math.h>

/* How much nearer a notch of the wheel brings, and how far it moves along, of what is seen. */
#define NEARER_BY_NOTCH 1.25
#define ALONG_BY_NOTCH  0.1

/* The same of + and of Shift with an arrow. */
#define NEARER_BY_KEY 1.5
#define ALONG_BY_KEY  0.25

typedef struct
{
  BwChartView *view;  /* (unowned): owns this */
  double       x;     /* of the pointer */
  BwViewRange  began; /* the range when the gesture began */
  double       about; /* the share of the whole that stays where it is */
  gboolean     dragging;
} Gestures;

/* The chart of the view where it can be looked at in part, else %NULL. */
static BwChart *
get_chart (Gestures *gestures)
{
  BwChart *chart = bw_chart_view_get_chart (gestures->view);

  return bw_chart_can_zoom (chart) ? chart : NULL;
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           Gestures                 *gestures)
{
  gestures->x = x;
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           Gestures                 *gestures)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  BwChart        *chart = get_chart (gestures);
  BwViewRange     range;

  if (chart == NULL)
    return GDK_EVENT_PROPAGATE;
  range = bw_chart_get_range (chart);
  if (state & GDK_CONTROL_MASK)
    {
      bw_chart_view_zoom (gestures->view, pow (NEARER_BY_NOTCH, -dy), bw_chart_share_at (chart, gestures->x));
      return GDK_EVENT_STOP;
    }
  if (state & GDK_SHIFT_MASK && dx == 0)
    dx = dy;
  if (bw_view_range_is_whole (&range) || fabs (dx) <= fabs (dy) * (state & GDK_SHIFT_MASK ? 0.5 : 1))
    return GDK_EVENT_PROPAGATE;
  range = bw_view_range_move (&range, dx * ALONG_BY_NOTCH);
  bw_chart_view_set_range (gestures->view, &range);
  return GDK_EVENT_STOP;
}

static void
zoom_begin_cb (GtkGesture       *gesture,
               GdkEventSequence *sequence,
               Gestures         *gestures)
{
  BwChart *chart = get_chart (gestures);
  double   x, y;

  if (chart == NULL)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gestures->began = bw_chart_get_range (chart);
  gestures->about = gtk_gesture_get_bounding_box_center (gesture, &x, &y) ? bw_chart_share_at (chart, x)
                                                                          : bw_view_range_at (&gestures->began, 0.5);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
zoom_cb (GtkGestureZoom *gesture,
         double          scale,
         Gestures       *gestures)
{
  BwChart    *chart = get_chart (gestures);
  BwViewRange range;

  if (chart == NULL)
    return;
  range = bw_view_range_zoom (&gestures->began, scale, gestures->about, bw_chart_least_range (chart));
  bw_chart_view_set_range (gestures->view, &range);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               Gestures       *gestures)
{
  BwChart *chart = get_chart (gestures);

  gestures->dragging = FALSE;
  if (chart != NULL)
    gestures->began = bw_chart_get_range (chart);
  if (chart == NULL || bw_view_range_is_whole (&gestures->began))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_cb (GtkGestureDrag *gesture,
         double          dx,
         double          dy,
         Gestures       *gestures)
{
  BwChart    *chart = get_chart (gestures);
  BwViewRange range;

  if (chart == NULL || chart->plot.width < 1 ||
      (!gestures->dragging && !gtk_drag_check_threshold (GTK_WIDGET (gestures->view), 0, 0, (int)dx, 0)))
    return;
  gestures->dragging = TRUE;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  range = bw_view_range_move (&gestures->began, -dx / chart->plot.width);
  bw_chart_view_set_range (gestures->view, &range);
}

/* Nearer or back about the chosen point, else about the middle; 0 shows the whole. Nothing where the chart is always whole.
 * Returns: whether there is something to zoom. */
static gboolean
zoom_by (BwChartView *view,
         double       factor)
{
  static const BwViewRange whole = BW_VIEW_RANGE_WHOLE;
  BwChart                 *chart = bw_chart_view_get_chart (view);
  int                      chosen = bw_chart_view_get_point (view);
  const BwPoint           *point;
  BwViewRange              range;

  if (!bw_chart_can_zoom (chart))
    return FALSE;
  range = bw_chart_get_range (chart);
  point = chosen >= 0 ? bw_chart_point (chart, (guint)chosen) : NULL;
  if (factor > 0)
    bw_chart_view_zoom (view, factor, point != NULL ? bw_chart_share_at (chart, point->x) : bw_view_range_at (&range, 0.5));
  else
    bw_chart_view_set_range (view, &whole);
  return TRUE;
}

static gboolean
zoom_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  return zoom_by (BW_CHART_VIEW (widget), g_variant_get_double (arguments));
}

static gboolean
move_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  BwChartView *view = BW_CHART_VIEW (widget);
  BwChart     *chart = bw_chart_view_get_chart (view);
  BwViewRange  range;

  if (!bw_chart_can_zoom (chart))
    return FALSE;
  range = bw_chart_get_range (chart);
  range = bw_view_range_move (&range, g_variant_get_double (arguments));
  bw_chart_view_set_range (view, &range);
  return TRUE;
}

static void
zoom_in_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  zoom_by (BW_CHART_VIEW (widget), NEARER_BY_KEY);
}

static void
zoom_out_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  zoom_by (BW_CHART_VIEW (widget), 1 / NEARER_BY_KEY);
}

/* The button that was pressed goes away, so that the keyboard's place is the chart again. */
static void
show_whole_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  if (zoom_by (BW_CHART_VIEW (widget), 0))
    gtk_widget_grab_focus (widget);
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint  key;
    double factor; /* 0: the whole */
  } zooms[] = {
    { GDK_KEY_plus, NEARER_BY_KEY },
    { GDK_KEY_equal, NEARER_BY_KEY },
    { GDK_KEY_KP_Add, NEARER_BY_KEY },
    { GDK_KEY_minus, 1 / NEARER_BY_KEY },
    { GDK_KEY_KP_Subtract, 1 / NEARER_BY_KEY },
    { GDK_KEY_0, 0 },
    { GDK_KEY_KP_0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    gtk_widget_class_add_binding (widget_class, zooms[i].key, 0, zoom_key_cb, "d", zooms[i].factor);
  /* Where + needs Shift, that is in the key already. */
  gtk_widget_class_add_binding (widget_class, GDK_KEY_plus, GDK_SHIFT_MASK, zoom_key_cb, "d", NEARER_BY_KEY);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_SHIFT_MASK, move_key_cb, "d", -ALONG_BY_KEY);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Left, GDK_SHIFT_MASK, move_key_cb, "d", -ALONG_BY_KEY);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_SHIFT_MASK, move_key_cb, "d", ALONG_BY_KEY);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Right, GDK_SHIFT_MASK, move_key_cb, "d", ALONG_BY_KEY);
}

/* Gives the class of chart views the keys and the actions. */
void
bw_chart_gestures_class_add (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chart.zoom-in", NULL, zoom_in_cb);
  gtk_widget_class_install_action (widget_class, "chart.zoom-out", NULL, zoom_out_cb);
  gtk_widget_class_install_action (widget_class, "chart.show-whole", NULL, show_whole_cb);
  add_bindings (widget_class);
}

/* Lets the chart of @view be zoomed and moved by the pointer and by touch. */
void
bw_chart_gestures_add (BwChartView *view)
{
  GtkWidget          *widget = GTK_WIDGET (view);
  Gestures           *gestures = g_new0 (Gestures, 1);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture         *zoom = gtk_gesture_zoom_new (), *drag = gtk_gesture_drag_new ();

  gestures->view = view;
  gestures->began = BW_VIEW_RANGE_WHOLE;
  g_object_set_data_full (G_OBJECT (view), "gestures", gestures, g_free);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), gestures);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), gestures);
  gtk_widget_add_controller (widget, scroll);
  g_signal_connect (zoom, "begin", G_CALLBACK (zoom_begin_cb), gestures);
  g_signal_connect (zoom, "scale-changed", G_CALLBACK (zoom_cb), gestures);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (zoom));
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), gestures);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_cb), gestures);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
}
