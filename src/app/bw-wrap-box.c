/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children in a row that goes on in the next line where it is full.
 *
 * Rows of controls and headlines have their natural width at a small text size and an English window; in German, at twice the
 * size or in a narrow window the same row takes two lines instead of being cut. Children are put into lines greedily by their
 * natural widths; one that is wider than a line has the line to itself and less than it would like, so labels in here should
 * wrap. What is left of a line goes to the children that expand. In a line children stand on one baseline when they ask for it,
 * else in the middle.
 *
 * Lines are found anew for each measurement and allocation: O(children), without memory between both. Widths that are not known
 * mean one long line, which is what GTK takes the least height from. */

#include "app/bw-wrap-box.h"

struct _BwWrapBox
{
  GtkWidget parent_instance;

  GtkWidget *end; /* (nullable): the last child */
  int        spacing;
  int        line_spacing;
  gboolean   homogeneous;
};

enum
{
  PROP_0,
  PROP_END,
  PROP_SPACING,
  PROP_LINE_SPACING,
  PROP_HOMOGENEOUS,
  N_PROPERTIES,
};

/* The first line's others have at least this part of it beside the child at the end. */
#define LEAST_SHARE 0.35

/* A child in its line. */
typedef struct
{
  GtkWidget *widget;
  int        width;
  int        x;
  gboolean   expands;
} Place;

typedef struct
{
  guint first; /* place */
  guint n;
  int   y;
  int   height;
  int   baseline; /* -1: none */
} Line;

typedef struct
{
  GArray *places; /* Place */
  GArray *lines;  /* Line */
  int     height; /* of all */
} Layout;

static GParamSpec *properties[N_PROPERTIES];

static void buildable_init (GtkBuildableIface *iface);

static GtkBuildableIface *parent_buildable;

G_DEFINE_FINAL_TYPE_WITH_CODE (BwWrapBox, bw_wrap_box, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

/* ---- Lines ---- */

static void
clear_layout (Layout *layout)
{
  g_array_unref (layout->places);
  g_array_unref (layout->lines);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Layout, clear_layout)

static void
measure_width (GtkWidget *widget,
               int       *minimum,
               int       *natural)
{
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, minimum, natural, NULL, NULL);
}

/* The height of a line and its baseline, from the widths of those in it. */
static void
measure_line (Layout *layout,
              Line   *line)
{
  int above = -1, below = 0;

  line->height = 0;
  for (guint i = line->first; i < line->first + line->n; i++)
    {
      Place *place = &g_array_index (layout->places, Place, i);
      int    natural, baseline = -1;

      gtk_widget_measure (place->widget, GTK_ORIENTATION_VERTICAL, place->width, NULL, &natural, NULL, &baseline);
      line->height = MAX (line->height, natural);
      if (baseline < 0 || gtk_widget_get_valign (place->widget) != GTK_ALIGN_BASELINE)
        continue;
      above = MAX (above, baseline);
      below = MAX (below, natural - baseline);
    }
  line->baseline = above;
  if (above >= 0)
    line->height = MAX (line->height, above + below);
}

/* Shares what is left of @room among those in the line that expand, or leaves it at the end. */
static void
place_line (BwWrapBox *self,
            Layout    *layout,
            Line      *line,
            int        room)
{
  int   used = (int)(line->n - 1) * self->spacing, x = 0;
  guint n_expand = 0;

  for (guint i = line->first; i < line->first + line->n; i++)
    {
      Place *place = &g_array_index (layout->places, Place, i);

      used += place->width;
      n_expand += place->expands;
    }
  for (guint i = line->first; i < line->first + line->n; i++)
    {
      Place *place = &g_array_index (layout->places, Place, i);

      if (place->expands && room > used)
        {
          int more = (room - used) / (int)n_expand;

          place->width += more;
          used += more;
          n_expand--;
        }
      place->x = x;
      x += place->width + self->spacing;
    }
}

/* How wide each child is when all are equally wide; G_MAXINT: as wide as it likes. */
static int
find_even_width (BwWrapBox *self,
                 int        width)
{
  int widest = 0, n = 0, in_line, lines;

  if (!self->homogeneous || width < 0)
    return G_MAXINT;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int natural;

      if (!gtk_widget_should_layout (child))
        continue;
      measure_width (child, NULL, &natural);
      widest = MAX (widest, natural);
      n++;
    }
  in_line = CLAMP ((width + self->spacing) / MAX (widest + self->spacing, 1), 1, MAX (n, 1));
  lines = (n + in_line - 1) / in_line;
  in_line = lines > 0 ? (n + lines - 1) / lines : 1;
  return MAX ((width - (in_line - 1) * self->spacing) / in_line, 1);
}

/* Whether the child at the end leaves the others of the first line enough. */
static gboolean
has_room_beside (BwWrapBox *self,
                 int        width,
                 int        end)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self));
  int        minimum = 0, natural = 0;

  while (first != NULL && first != self->end && !gtk_widget_should_layout (first))
    first = gtk_widget_get_next_sibling (first);
  if (first != NULL && first != self->end)
    measure_width (first, &minimum, &natural);
  return width - end - self->spacing >= MAX (minimum, MIN (natural, (int)(width * LEAST_SHARE)));
}

static void
end_line (BwWrapBox *self,
          Layout    *layout,
          Line      *line,
          int        room)
{
  if (line->n == 0)
    return;
  place_line (self, layout, line, room);
  measure_line (layout, line);
  g_array_append_val (layout->lines, *line);
  line->first += line->n;
  line->n = 0;
}

/* Puts the child at the end into a line of its own, the first. Returns: what it takes from the line of the others. */
static int
lay_out_end (BwWrapBox *self,
             int        room,
             Layout    *layout)
{
  Place place = { .widget = self->end };
  Line  line = { .n = 1 };
  int   minimum, natural;

  if (self->end == NULL || !gtk_widget_should_layout (self->end))
    return 0;
  measure_width (self->end, &minimum, &natural);
  place.width = MAX (MIN (natural, room), minimum);
  place.x = MAX (room - place.width, 0);
  g_array_append_val (layout->places, place);
  measure_line (layout, &line);
  g_array_append_val (layout->lines, line);
  return has_room_beside (self, room, place.width) ? place.width + self->spacing : 0;
}

/* Puts the lines below each other; the first two beside each other when the first is the child at the @end. */
static void
stack_lines (BwWrapBox *self,
             Layout    *layout,
             gboolean   end_beside)
{
  int y = 0;

  if (end_beside && layout->lines->len > 1)
    {
      Line *end = &g_array_index (layout->lines, Line, 0), *first = &g_array_index (layout->lines, Line, 1);
      int   baseline = MAX (end->baseline, first->baseline);
      int   end_drop = end->baseline >= 0 ? baseline - end->baseline : 0;
      int   first_drop = first->baseline >= 0 ? baseline - first->baseline : 0;

      end->height = first->height = MAX (end->height + end_drop, first->height + first_drop);
      end->baseline = end->baseline >= 0 ? baseline : -1;
      first->baseline = first->baseline >= 0 ? baseline : -1;
    }
  for (guint i = 0; i < layout->lines->len; i++)
    {
      Line *line = &g_array_index (layout->lines, Line, i);

      line->y = y;
      layout->height = y + line->height;
      if (i > 0 || !end_beside || layout->lines->len == 1)
        y += line->height + self->line_spacing;
    }
}

/* Lays the children out in @width; in one line without end when it is below 0. */
static void
lay_out (BwWrapBox *self,
         int        width,
         Layout    *layout)
{
  int  even = find_even_width (self, width), room = width < 0 ? G_MAXINT / 4 : width, used = 0, end, taken;
  Line line = { 0 };

  *layout = (Layout) { g_array_new (FALSE, FALSE, sizeof (Place)), g_array_new (FALSE, FALSE, sizeof (Line)), 0 };
  end = taken = lay_out_end (self, room, layout);
  line.first = layout->places->len;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      Place place = { .widget = child };
      int   minimum, natural;

      if (child == self->end || !gtk_widget_should_layout (child))
        continue;
      measure_width (child, &minimum, &natural);
      natural = even != G_MAXINT ? even : natural;
      if (line.n > 0 && used + self->spacing + natural > room - taken)
        {
          end_line (self, layout, &line, room - taken);
          taken = used = 0;
        }
      place.expands = width >= 0 && gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
      place.width = MAX (MIN (natural, room - taken), minimum);
      used += place.width + (line.n > 0 ? self->spacing : 0);
      line.n++;
      g_array_append_val (layout->places, place);
    }
  end_line (self, layout, &line, room - taken);
  stack_lines (self, layout, end > 0);
}

/* ---- The widget ---- */

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
  BwWrapBox *self = BW_WRAP_BOX (widget);
  int        n = 0, widest = 0;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      g_auto (Layout) layout;

      lay_out (self, for_size, &layout);
      *minimum = *natural = layout.height;
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      measure_width (child, &child_minimum, &child_natural);
      *minimum = MAX (*minimum, child_minimum);
      widest = MAX (widest, child_natural);
      *natural += child_natural;
      n++;
    }
  *natural = (self->homogeneous ? n * widest : *natural) + MAX (n - 1, 0) * self->spacing;
}

static void
size_allocate (GtkWidget *widget,
               int        width,
               int        height,
               int        baseline)
{
  BwWrapBox *self = BW_WRAP_BOX (widget);
  gboolean   rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_auto (Layout) layout;

  lay_out (self, width, &layout);
  for (guint i = 0; i < layout.lines->len; i++)
    {
      const Line *line = &g_array_index (layout.lines, Line, i);

      for (guint k = line->first; k < line->first + line->n; k++)
        {
          const Place  *place = &g_array_index (layout.places, Place, k);
          GtkAllocation where = { rtl ? width - place->x - place->width : place->x, line->y, place->width, line->height };

          gtk_widget_size_allocate (place->widget, &where, line->baseline);
        }
    }
}

/* Whether a child expands for this widget's parent: it does not make what is around it grow. */
static void
compute_expand (GtkWidget *widget,
                gboolean  *across,
                gboolean  *down)
{
  *across = gtk_widget_get_hexpand_set (widget) && gtk_widget_get_hexpand (widget);
  *down = gtk_widget_get_vexpand_set (widget) && gtk_widget_get_vexpand (widget);
}

static void
set_end (BwWrapBox *self,
         GtkWidget *end)
{
  g_clear_pointer (&self->end, gtk_widget_unparent);
  self->end = end;
  if (end != NULL)
    gtk_widget_insert_before (end, GTK_WIDGET (self), NULL);
}

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  BwWrapBox *self = BW_WRAP_BOX (object);

  switch (id)
    {
    case PROP_END:
      set_end (self, g_value_get_object (value));
      break;
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROP_LINE_SPACING:
      self->line_spacing = g_value_get_int (value);
      break;
    case PROP_HOMOGENEOUS:
      self->homogeneous = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
dispose (GObject *object)
{
  GtkWidget *child;

  BW_WRAP_BOX (object)->end = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bw_wrap_box_parent_class)->dispose (object);
}

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  if (GTK_IS_WIDGET (child))
    bw_wrap_box_append (BW_WRAP_BOX (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static void
bw_wrap_box_class_init (BwWrapBoxClass *klass)
{
  static const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass            *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass          *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = set_property;
  object_class->dispose = dispose;
  widget_class->get_request_mode = get_request_mode;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->compute_expand = compute_expand;
  properties[PROP_END] = g_param_spec_object ("end", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 12, flags);
  properties[PROP_LINE_SPACING] = g_param_spec_int ("line-spacing", NULL, NULL, 0, G_MAXINT, 6, flags);
  properties[PROP_HOMOGENEOUS] = g_param_spec_boolean ("homogeneous", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
bw_wrap_box_init (BwWrapBox *self)
{
  self->spacing = 12;
  self->line_spacing = 6;
}

/* Adds @child (transfer floating) after the others, before the one at the end. */
void
bw_wrap_box_append (BwWrapBox *self,
                    GtkWidget *child)
{
  g_return_if_fail (BW_IS_WRAP_BOX (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_insert_before (child, GTK_WIDGET (self), self->end);
}
