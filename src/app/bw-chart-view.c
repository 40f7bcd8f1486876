/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows a chart.
 *
 * The chart is drawn once into a texture, and again only when it, the size, the theme or the scale of the screen has
 * changed; pointing at it draws a few strokes over the texture. Pointer and keyboard choose the same thing, a point:
 * arrows step, Home and End go to the ends, Enter opens what is behind the point, Menu or the secondary button has
 * the table behind the chart, its picture and its files. To a screen reader it is an image whose name is the title
 * and whose description is the summary, or what the chosen point says.
 *
 * Some charts can be looked at in part (bw-chart-gestures.c has how); a button in the chart then shows the whole again. The part
 * outlives a new chart over the same width. */

#include "app/bw-chart-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/bw-chart-gestures.h"
#include "app/bw-dialogs.h"
#include "app/bw-table-window.h"
#include "app/bw-theme.h"

enum
{
  NATURAL_WIDTH_PX = 480,
  NATURAL_HEIGHT_PX = 240,
  SAVED_WIDTH_PX = 1280,
  SAVED_HEIGHT_PX = 640,
  BUTTON_INSET_PX = 6,
};

/* How much of a larger text's growth the least height of a chart goes along with: labels grow, what is drawn need not. */
#define TALLER_BY_TEXT 0.5

/* What a texture was drawn for. */
typedef struct
{
  BwChart    *chart; /* (unowned): compared only */
  int         width;
  int         height;
  int         scale;
  gboolean    dark;
  gboolean    high_contrast;
  gboolean    rtl;
  BwColor     accent;
  double      font_size;
  BwViewRange range;
  char        font[64];
} Look;

struct _BwChartView
{
  GtkWidget parent_instance;

  BwChart    *chart;   /* (owned) (nullable) */
  GdkTexture *texture; /* (owned) (nullable) */
  Look        look;    /* of the texture */
  int         point;   /* -1: none */
  GtkWidget  *menu;    /* (owned) (nullable): a popover */
  GtkWidget  *whole;   /* (owned): the button that shows all again, seen while a part is looked at */
};

enum
{
  POINT_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwChartView, bw_chart_view, GTK_TYPE_WIDGET)

/* The size of the widget's font in pixels. */
static double
find_font_size (GtkWidget *widget)
{
  PangoContext               *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double                      size = (double)pango_font_description_get_size (font) / PANGO_SCALE;
  double                      dpi = pango_cairo_context_get_resolution (context);

  if (pango_font_description_get_size_is_absolute (font))
    return size;
  return size * (dpi > 0 ? dpi : 96.0) / 72.0;
}

/* Charts are labelled a little smaller than the text around them. */
static void
init_theme (BwChartView *self,
            BwTheme     *theme)
{
  bw_theme_init (theme, GTK_WIDGET (self));
  theme->font_size = find_font_size (GTK_WIDGET (self)) * 0.9;
}

static void
init_look (BwChartView   *self,
           const BwTheme *theme,
           Look          *look)
{
  memset (look, 0, sizeof *look);
  look->chart = self->chart;
  look->range = bw_chart_get_range (self->chart);
  look->width = gtk_widget_get_width (GTK_WIDGET (self));
  look->height = gtk_widget_get_height (GTK_WIDGET (self));
  look->scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  look->dark = theme->dark;
  look->high_contrast = theme->high_contrast;
  look->rtl = theme->rtl;
  look->accent = theme->accent;
  look->font_size = theme->font_size;
  g_strlcpy (look->font, theme->font_family != NULL ? theme->font_family : "", sizeof look->font);
}

static GdkTexture *
draw_texture (BwChart       *chart,
              int            width,
              int            height,
              int            scale,
              gboolean       on_paper,
              const BwTheme *theme)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_t         *cr;
  GdkTexture      *texture;
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  if (on_paper)
    {
      bw_color_set_source (bw_palette_tone (theme, BW_TONE_PAPER), cr);
      cairo_paint (cr);
    }
  bw_chart_draw (chart, cr, width, height, theme);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize)cairo_image_surface_get_stride (surface) * height * scale,
                                      (GDestroyNotify)cairo_surface_destroy, surface);
  texture = gdk_memory_texture_new (width * scale, height * scale, GDK_MEMORY_DEFAULT, bytes,
                                    cairo_image_surface_get_stride (surface));
  return texture;
}

static void
update_texture (BwChartView   *self,
                const BwTheme *theme)
{
  Look look;

  init_look (self, theme, &look);
  if (self->texture != NULL && memcmp (&look, &self->look, sizeof look) == 0)
    return;
  g_clear_object (&self->texture);
  self->texture = draw_texture (self->chart, look.width, look.height, look.scale, FALSE, theme);
  self->look = look;
}

static void
draw_over (BwChartView   *self,
           GtkSnapshot   *snapshot,
           const BwTheme *theme)
{
  int      width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  gboolean focused = gtk_widget_has_visible_focus (GTK_WIDGET (self));
  cairo_t *cr;

  if (self->point < 0 && !focused)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  if (self->point >= 0)
    bw_chart_draw_hover (self->chart, cr, width, height, theme, (guint)self->point);
  if (focused)
    {
      bw_color_set_source (bw_color_fade (bw_palette_tone (theme, BW_TONE_ACCENT), 0.5), cr);
      cairo_set_line_width (cr, 2);
      cairo_rectangle (cr, 1, 1, width - 2, height - 2);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
snapshot (GtkWidget   *widget,
          GtkSnapshot *snapshot)
{
  BwChartView *self = BW_CHART_VIEW (widget);
  int          width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  BwTheme      theme;

  if (self->chart == NULL || width < 1 || height < 1)
    return;
  init_theme (self, &theme);
  update_texture (self, &theme);
  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  draw_over (self, snapshot, &theme);
  gtk_widget_snapshot_child (widget, self->whole, snapshot);
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
  int asked;

  *minimum = 1;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      gtk_widget_get_size_request (widget, NULL, &asked);
      *minimum = MAX ((int)(asked * (1 + (bw_theme_text_scale (widget) - 1) * TALLER_BY_TEXT)), 1);
    }
  *natural = MAX (orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH_PX : NATURAL_HEIGHT_PX, *minimum);
}

/* The button stands inside of the plot, at the bottom of its right, where the course is not. */
static void
place_button (BwChartView *self,
              int          width,
              int          height)
{
  GtkRequisition natural;
  GtkAllocation  place = { 0 };
  const BwRect  *plot;
  BwTheme        theme;

  if (!gtk_widget_get_visible (self->whole) || self->chart == NULL || width < 1 || height < 1)
    return;
  if (self->chart->width != width || self->chart->height != height)
    {
      init_theme (self, &theme);
      bw_chart_lay_out (self->chart, width, height, &theme);
    }
  plot = &self->chart->plot;
  gtk_widget_get_preferred_size (self->whole, NULL, &natural);
  place.width = natural.width;
  place.height = natural.height;
  place.x = MAX ((int)(plot->x + plot->width) - natural.width - BUTTON_INSET_PX, 0);
  place.y = MAX ((int)(plot->y + plot->height) - natural.height - BUTTON_INSET_PX, 0);
  gtk_widget_size_allocate (self->whole, &place, -1);
}

static void
size_allocate (GtkWidget *widget,
               int        width,
               int        height,
               int        baseline)
{
  BwChartView *self = BW_CHART_VIEW (widget);

  place_button (self, width, height);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

/* Tells the screen reader what the chart, or its chosen point, says. */
static void
tell (BwChartView *self)
{
  g_autofree char *title = NULL, *text = NULL;

  if (self->chart == NULL)
    return;
  title = bw_chart_dup_title (self->chart);
  text = self->point >= 0 ? bw_chart_dup_point_text (self->chart, (guint)self->point)
                          : bw_chart_describe (self->chart);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
choose_point (BwChartView *self,
              int          point)
{
  if (self->point == point)
    return;
  self->point = point;
  tell (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Moves what is seen so that the chosen point is. */
static void
show_point (BwChartView *self)
{
  const BwPoint *point = bw_chart_point (self->chart, (guint)self->point);
  BwViewRange    range = bw_chart_get_range (self->chart);

  if (point == NULL || bw_view_range_is_whole (&range))
    return;
  range = bw_view_range_show (&range, bw_chart_share_at (self->chart, point->x));
  bw_chart_view_set_range (self, &range);
}

static gboolean
step_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   data)
{
  BwChartView *self = BW_CHART_VIEW (widget);

  if (self->chart == NULL || bw_chart_n_points (self->chart) == 0)
    return FALSE;
  choose_point (self, bw_chart_step (self->chart, self->point, g_variant_get_int32 (arguments)));
  show_point (self);
  return TRUE;
}

static gboolean
can_zoom (BwChartView *self)
{
  return self->chart != NULL && bw_chart_can_zoom (self->chart);
}

static gboolean
activate_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  BwChartView *self = BW_CHART_VIEW (widget);

  if (self->point < 0)
    return FALSE;
  g_signal_emit (self, signals[POINT_ACTIVATED], 0, (guint)self->point);
  return TRUE;
}

static gboolean
unchoose_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  BwChartView *self = BW_CHART_VIEW (widget);

  if (self->point < 0)
    return FALSE;
  choose_point (self, -1);
  return TRUE;
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           BwChartView              *self)
{
  if (self->chart != NULL)
    choose_point (self, bw_chart_hit (self->chart, x, y));
}

static void
leave_cb (GtkEventController *controller,
          BwChartView        *self)
{
  choose_point (self, -1);
}

/* Adds what is not there for charts that are always whole. */
static void
append_zoom (GMenu      *menu,
             const char *label,
             const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static void
pop_up (BwChartView *self,
        double       x,
        double       y)
{
  g_autoptr (GMenu) menu = NULL;

  if (self->chart == NULL)
    return;
  if (self->menu == NULL)
    {
      menu = g_menu_new ();
      append_zoom (menu, _ ("Zoom _in"), "chart.zoom-in");
      append_zoom (menu, _ ("Zoom _out"), "chart.zoom-out");
      append_zoom (menu, _ ("_Whole range"), "chart.show-whole");
      g_menu_append (menu, _ ("Show as _table"), "chart.show-table");
      g_menu_append (menu, _ ("_Copy as picture"), "chart.copy");
      g_menu_append (menu, _ ("_Save as picture…"), "chart.save");
      self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int)x, (int)y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static gboolean
menu_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   data)
{
  BwChartView   *self = BW_CHART_VIEW (widget);
  const BwPoint *point = self->chart != NULL && self->point >= 0 ? bw_chart_point (self->chart, self->point) : NULL;

  pop_up (self, point != NULL ? point->x : gtk_widget_get_width (widget) / 2.0,
          point != NULL ? point->y : gtk_widget_get_height (widget) / 2.0);
  return TRUE;
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            BwChartView     *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  if (self->chart == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (button == GDK_BUTTON_SECONDARY)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      pop_up (self, x, y);
    }
  else if (button == GDK_BUTTON_PRIMARY)
    {
      choose_point (self, bw_chart_hit (self->chart, x, y));
    }
}

/* Not when the button was held for dragging: that takes the click away. */
static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             BwChartView     *self)
{
  if (self->chart == NULL || gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) != GDK_BUTTON_PRIMARY)
    return;
  choose_point (self, bw_chart_hit (self->chart, x, y));
  if (self->point >= 0)
    g_signal_emit (self, signals[POINT_ACTIVATED], 0, (guint)self->point);
}

static GtkWindow *
find_window (BwChartView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
show_table_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  BwChartView *self = BW_CHART_VIEW (widget);

  if (self->chart != NULL)
    gtk_window_present (GTK_WINDOW (bw_table_window_new (find_window (self), self->chart)));
}

static void
copy_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  BwChartView *self = BW_CHART_VIEW (widget);
  BwTheme      theme;
  g_autoptr (GdkTexture) texture = NULL;

  if (self->chart == NULL || self->texture == NULL)
    return;
  init_theme (self, &theme);
  texture = draw_texture (self->chart, self->look.width, self->look.height, self->look.scale, TRUE, &theme);
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
}

static void
save_to_cb (GListModel *files,
            gpointer    data)
{
  BwChartView *self = data;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GError) error = NULL;
  BwTheme theme;

  if (path == NULL || self->chart == NULL)
    return;
  init_theme (self, &theme);
  if (!bw_chart_render_to_file (self->chart, path, SAVED_WIDTH_PX, SAVED_HEIGHT_PX, &theme, &error))
    bw_dialogs_show_error (find_window (self), _ ("The picture was not saved"), error);
}

static void
save_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  BwChartView *self = BW_CHART_VIEW (widget);

  if (self->chart != NULL)
    bw_dialogs_save_file (find_window (self), _ ("Save the picture (PNG, SVG or PDF)"), _ ("Chart.png"),
                          _ ("Pictures (PNG, SVG, PDF)"), (const char *const[]) { "png", "svg", "pdf", NULL },
                          save_to_cb, self);
}

static void
redraw_cb (BwChartView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
dispose (GObject *object)
{
  BwChartView *self = BW_CHART_VIEW (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->whole, gtk_widget_unparent);
  g_clear_pointer (&self->chart, bw_chart_unref);
  g_clear_object (&self->texture);
  G_OBJECT_CLASS (bw_chart_view_parent_class)->dispose (object);
}

static void
add_step (GtkWidgetClass *widget_class,
          guint           key,
          int             by)
{
  gtk_widget_class_add_binding (widget_class, key, 0, step_cb, "i", by);
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  add_step (widget_class, GDK_KEY_Left, -1);
  add_step (widget_class, GDK_KEY_KP_Left, -1);
  add_step (widget_class, GDK_KEY_Right, 1);
  add_step (widget_class, GDK_KEY_KP_Right, 1);
  add_step (widget_class, GDK_KEY_Home, G_MININT);
  add_step (widget_class, GDK_KEY_KP_Home, G_MININT);
  add_step (widget_class, GDK_KEY_End, G_MAXINT);
  add_step (widget_class, GDK_KEY_KP_End, G_MAXINT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, unchoose_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_cb, NULL);
}

static void
bw_chart_view_class_init (BwChartViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dispose;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;

  /**
   * BwChartView::point-activated:
   * @point: the index of the point
   *
   * What is behind a point is asked for.
   */
  signals[POINT_ACTIVATED] = g_signal_new ("point-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_install_action (widget_class, "chart.show-table", NULL, show_table_cb);
  gtk_widget_class_install_action (widget_class, "chart.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "chart.save", NULL, save_cb);
  bw_chart_gestures_class_add (widget_class);
  add_bindings (widget_class);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "chart");
}

/* Tells what can be done with the part that is looked at. */
static void
update_actions (BwChartView *self)
{
  GtkWidget  *widget = GTK_WIDGET (self);
  gboolean    zooms = can_zoom (self);
  BwViewRange range = zooms ? bw_chart_get_range (self->chart) : BW_VIEW_RANGE_WHOLE;
  gboolean    whole = bw_view_range_is_whole (&range);

  gtk_widget_action_set_enabled (widget, "chart.zoom-in", zooms && range.to - range.from > bw_chart_least_range (self->chart) * 1.001);
  gtk_widget_action_set_enabled (widget, "chart.zoom-out", !whole);
  gtk_widget_action_set_enabled (widget, "chart.show-whole", !whole);
  if (gtk_widget_get_visible (self->whole) == whole)
    gtk_widget_set_visible (self->whole, !whole);
}

static void
bw_chart_view_init (BwChartView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture         *click = gtk_gesture_click_new ();
  AdwStyleManager    *manager = adw_style_manager_get_default ();

  self->point = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  bw_chart_gestures_add (self);
  self->whole = gtk_button_new_with_label (_ ("Whole range"));
  gtk_widget_set_tooltip_text (self->whole, _ ("Show the whole chart again (0)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->whole), "chart.show-whole");
  gtk_widget_add_css_class (self->whole, "chart-whole");
  gtk_widget_set_visible (self->whole, FALSE);
  gtk_widget_set_parent (self->whole, GTK_WIDGET (self));
  update_actions (self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (redraw_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (redraw_cb), self, G_CONNECT_SWAPPED);
}

/* Returns: (transfer full): a view without a chart. */
GtkWidget *
bw_chart_view_new (void)
{
  return g_object_new (BW_TYPE_CHART_VIEW, NULL);
}

/* Has @chart be looked at as the one before it was, where both have the same width. */
static void
take_range (BwChartView *self,
            BwChart     *chart)
{
  const BwViewRange whole = BW_VIEW_RANGE_WHOLE;
  BwViewRange       range = self->chart != NULL ? bw_chart_get_range (self->chart) : BW_VIEW_RANGE_WHOLE;
  g_autofree char  *before = NULL, *after = NULL;

  if (bw_view_range_is_whole (&range) || chart == NULL || !bw_chart_can_zoom (chart))
    return;
  before = bw_chart_dup_range_text (self->chart);
  bw_chart_set_range (chart, &range);
  after = bw_chart_dup_range_text (chart);
  if (g_strcmp0 (before, after) != 0)
    bw_chart_set_range (chart, &whole);
}

/* Shows @chart (transfer none) (nullable). */
void
bw_chart_view_set_chart (BwChartView *self,
                         BwChart     *chart)
{
  g_return_if_fail (BW_IS_CHART_VIEW (self));

  if (self->chart == chart)
    return;
  take_range (self, chart);
  g_clear_pointer (&self->chart, bw_chart_unref);
  g_clear_object (&self->texture);
  self->chart = chart != NULL ? bw_chart_ref (chart) : NULL;
  self->point = -1;
  update_actions (self);
  tell (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Looks at the part @range of the chart's width; nothing where the chart is always whole. */
void
bw_chart_view_set_range (BwChartView       *self,
                         const BwViewRange *range)
{
  BwViewRange before;

  g_return_if_fail (BW_IS_CHART_VIEW (self) && range != NULL);

  if (!can_zoom (self))
    return;
  before = bw_chart_get_range (self->chart);
  if (before.from == range->from && before.to == range->to)
    return;
  bw_chart_set_range (self->chart, range);
  update_actions (self);
  tell (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Comes nearer by @factor (below 1: goes back), about the share @about of the whole. */
void
bw_chart_view_zoom (BwChartView *self,
                    double       factor,
                    double       about)
{
  BwViewRange range;

  g_return_if_fail (BW_IS_CHART_VIEW (self));

  if (!can_zoom (self))
    return;
  range = bw_chart_get_range (self->chart);
  range = bw_view_range_zoom (&range, factor, about, bw_chart_least_range (self->chart));
  bw_chart_view_set_range (self, &range);
}

/* Returns: (transfer none) (nullable): the chart that is shown. */
BwChart *
bw_chart_view_get_chart (BwChartView *self)
{
  g_return_val_if_fail (BW_IS_CHART_VIEW (self), NULL);
  return self->chart;
}

/* The point that is chosen by pointer or keyboard; -1 none. */
int
bw_chart_view_get_point (BwChartView *self)
{
  g_return_val_if_fail (BW_IS_CHART_VIEW (self), -1);
  return self->point;
}
