/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two children side by side where there is room, else one below the other.
 *
 * The choice is made anew at each allocation from the width that is there, so no signal has to travel from the window to the
 * pages. The threshold is for text of the usual size, and moves with it. Side by side both get the whole height; stacked each
 * gets its own natural height and the first what is left. */

#include "app/bw-columns.h"

#include "app/bw-theme.h"

struct _BwColumns
{
  GtkWidget parent_instance;

  GtkWidget *first;
  GtkWidget *second;
  int        threshold;
  int        spacing;
  double     share;
};

enum
{
  PROP_0,
  PROP_FIRST,
  PROP_SECOND,
  PROP_THRESHOLD,
  PROP_SHARE,
  PROP_SPACING,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (BwColumns, bw_columns, GTK_TYPE_WIDGET)

/* How wide the first child is when both stand side by side in @width. */
static int
first_width (BwColumns *self,
             int        width)
{
  return (int)((width - self->spacing) * self->share);
}

/* Whether both stand side by side in @width; below 0: as much as they like. */
static gboolean
is_side_by_side (BwColumns *self,
                 int        width)
{
  return width < 0 || width >= self->threshold * bw_theme_text_scale (GTK_WIDGET (self));
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
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
  BwColumns *self = BW_COLUMNS (widget);
  gboolean   side = is_side_by_side (self, for_size);
  int        min[2], nat[2];
  int        width = for_size < 0 ? -1 : first_width (self, for_size);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->first, orientation, -1, &min[0], &nat[0], NULL, NULL);
      gtk_widget_measure (self->second, orientation, -1, &min[1], &nat[1], NULL, NULL);
      *minimum = MAX (min[0], min[1]);
      *natural = nat[0] + nat[1] + self->spacing;
      return;
    }
  gtk_widget_measure (self->first, orientation, side ? width : for_size, &min[0], &nat[0], NULL, NULL);
  gtk_widget_measure (self->second, orientation, side && width >= 0 ? for_size - self->spacing - width : for_size, &min[1],
                      &nat[1], NULL, NULL);
  *minimum = side ? MAX (min[0], min[1]) : min[0] + min[1] + self->spacing;
  *natural = side ? MAX (nat[0], nat[1]) : nat[0] + nat[1] + self->spacing;
}

static void
size_allocate (GtkWidget *widget,
               int        width,
               int        height,
               int        baseline)
{
  BwColumns    *self = BW_COLUMNS (widget);
  GtkAllocation first, second;
  gboolean      rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int           part, rest;

  if (is_side_by_side (self, width))
    {
      part = first_width (self, width);
      rest = width - part - self->spacing;
      first = (GtkAllocation) { 0, 0, part, height };
      second = (GtkAllocation) { 0, 0, rest, height };
      if (rtl)
        first.x = rest + self->spacing;
      else
        second.x = part + self->spacing;
    }
  else
    {
      gtk_widget_measure (self->second, GTK_ORIENTATION_VERTICAL, width, NULL, &rest, NULL, NULL);
      gtk_widget_measure (self->first, GTK_ORIENTATION_VERTICAL, width, &part, NULL, NULL, NULL);
      rest = MIN (rest, MAX (height - part - self->spacing, 0));
      part = height - rest - self->spacing;
      first = (GtkAllocation) { 0, 0, width, part };
      second = (GtkAllocation) { 0, part + self->spacing, width, rest };
    }
  gtk_widget_size_allocate (self->first, &first, -1);
  gtk_widget_size_allocate (self->second, &second, -1);
}

static void
set_child (BwColumns  *self,
           GtkWidget **place,
           GtkWidget  *child)
{
  g_clear_pointer (place, gtk_widget_unparent);
  *place = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  BwColumns *self = BW_COLUMNS (object);

  switch (id)
    {
    case PROP_FIRST:
      set_child (self, &self->first, g_value_get_object (value));
      break;
    case PROP_SECOND:
      set_child (self, &self->second, g_value_get_object (value));
      break;
    case PROP_THRESHOLD:
      self->threshold = g_value_get_int (value);
      break;
    case PROP_SHARE:
      self->share = g_value_get_double (value);
      break;
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
dispose (GObject *object)
{
  BwColumns *self = BW_COLUMNS (object);

  g_clear_pointer (&self->first, gtk_widget_unparent);
  g_clear_pointer (&self->second, gtk_widget_unparent);
  G_OBJECT_CLASS (bw_columns_parent_class)->dispose (object);
}

static void
bw_columns_class_init (BwColumnsClass *klass)
{
  static const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass            *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass          *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = set_property;
  object_class->dispose = dispose;
  widget_class->get_request_mode = get_request_mode;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  properties[PROP_FIRST] = g_param_spec_object ("first", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SECOND] = g_param_spec_object ("second", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_THRESHOLD] = g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 700, flags);
  properties[PROP_SHARE] = g_param_spec_double ("share", NULL, NULL, 0, 1, 0.6, flags);
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 24, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
bw_columns_init (BwColumns *self)
{
  self->threshold = 700;
  self->share = 0.6;
  self->spacing = 24;
}
