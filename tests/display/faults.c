/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with how a part of a window stands on the screen: cut, covered, written over, without a name, out of
 * the keyboard's reach.
 *
 * What can be seen of a widget is its bounds within those of everything around it that cuts what sticks out. Of what is written
 * in it the place of the letters counts, not the widget's. A text is at fault when it is shortened and cannot be read elsewhere
 * (its tooltip has the whole of it), when it sticks out sideways of what cuts it and cannot be scrolled into sight, and when the
 * letters of another text lie on it. Charts know where their labels stand; these are held to the same. */

#include "faults.h"

#include <string.h>

#include "app/bw-chart-view.h"
#include "app/bw-tooltip.h"
#include "chart/bw-chart.h"

enum
{
  TOLERANCE_PX = 2,
};

/* A text as it stands on the screen. */
typedef struct
{
  GtkWidget      *widget;
  const char     *text;
  graphene_rect_t letters;
  graphene_rect_t seen; /* what of the place can be seen at all */
} Written;

typedef struct
{
  GtkWidget *root;
  GArray    *written; /* Written */
  GPtrArray *faults;  /* (element-type utf8) */
} Search;

static void
note (Search     *search,
      const char *what,
      GtkWidget  *widget,
      const char *text)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  g_ptr_array_add (search->faults, g_strdup_printf ("%s: “%s” in %s in %s", what, text, G_OBJECT_TYPE_NAME (widget),
                                                    parent != NULL ? G_OBJECT_TYPE_NAME (parent) : "nothing"));
}

/* Whether what sticks out of @widget's window can be scrolled into sight. */
static gboolean
can_scroll_across (GtkWidget *widget)
{
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL; parent = gtk_widget_get_parent (parent))
    if (GTK_IS_SCROLLED_WINDOW (parent))
      {
        GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (parent));

        if (gtk_adjustment_get_upper (across) > gtk_adjustment_get_page_size (across) + 1)
          return TRUE;
      }
  return FALSE;
}

/* Whether the whole @text can be read in the tooltip of @widget or of what is around it. */
static gboolean
is_told_elsewhere (GtkWidget  *widget,
                   const char *text)
{
  for (guint i = 0; widget != NULL && i < 4; i++, widget = gtk_widget_get_parent (widget))
    {
      const char *tip = bw_tooltip_get (widget) != NULL ? bw_tooltip_get (widget) : gtk_widget_get_tooltip_text (widget);

      if (tip != NULL && strstr (tip, text) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Whether @written stands in the button that it is the label of. */
static gboolean
is_in_its_button (Search        *search,
                  const Written *written)
{
  GtkWidget      *button = gtk_widget_get_ancestor (written->widget, GTK_TYPE_BUTTON);
  graphene_rect_t bounds;

  if (button == NULL || !gtk_widget_compute_bounds (button, search->root, &bounds))
    return TRUE;
  graphene_rect_inset (&bounds, -TOLERANCE_PX, -TOLERANCE_PX);
  return graphene_rect_contains_rect (&bounds, &written->letters);
}

static void
look_at_text (Search                *search,
              GtkWidget             *widget,
              const char            *text,
              PangoLayout           *layout,
              int                    x,
              int                    y,
              const graphene_rect_t *seen)
{
  PangoRectangle   letters;
  graphene_point_t place;
  Written          written = { .widget = widget, .text = text };

  pango_layout_get_pixel_extents (layout, NULL, &letters);
  if (!gtk_widget_compute_point (widget, search->root, &GRAPHENE_POINT_INIT ((float)(x + letters.x), (float)(y + letters.y)), &place))
    return;
  written.letters = GRAPHENE_RECT_INIT (place.x, place.y, (float)letters.width, (float)letters.height);
  if (!graphene_rect_intersection (&written.letters, seen, &written.seen) || written.seen.size.width < 2 || written.seen.size.height < 4)
    return;
  g_array_append_val (search->written, written);
  if (pango_layout_is_ellipsized (layout) && !is_told_elsewhere (widget, text))
    note (search, "shortened", widget, text);
  if (written.seen.size.width < written.letters.size.width - TOLERANCE_PX && !can_scroll_across (widget))
    note (search, "cut", widget, text);
  if (!is_in_its_button (search, &written))
    note (search, "beside its button", widget, text);
}

static void
look_at_label (Search                *search,
               GtkWidget             *label,
               const graphene_rect_t *seen)
{
  const char *text = gtk_label_get_text (GTK_LABEL (label));
  int         x, y;

  /* An empty entry's hint is its name, too, and may be shortened. */
  if (*text == '\0' || GTK_IS_TEXT (gtk_widget_get_parent (label)))
    return;
  gtk_label_get_layout_offsets (GTK_LABEL (label), &x, &y);
  look_at_text (search, label, text, gtk_label_get_layout (GTK_LABEL (label)), x, y, seen);
}

/* An inscription keeps its layout to itself: the same text is laid out in the width that it has. Only figures, which stand to the
 * right, are looked at: names in a grid's cells are as wide as the person who looks at it makes their columns. */
static void
look_at_inscription (Search                *search,
                     GtkWidget             *widget,
                     const graphene_rect_t *seen)
{
  const char *text = gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  g_autoptr (PangoLayout) layout = NULL;
  int width, room = gtk_widget_get_width (widget);

  if (text == NULL || *text == '\0' || gtk_inscription_get_xalign (GTK_INSCRIPTION (widget)) < 1)
    return;
  layout = gtk_widget_create_pango_layout (widget, text);
  pango_layout_set_attributes (layout, gtk_inscription_get_attributes (GTK_INSCRIPTION (widget)));
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width > room + 1 && graphene_rect_get_width (seen) >= (float)room && !is_told_elsewhere (widget, text))
    note (search, "shortened", widget, text);
}

static void
look_at_chart (Search    *search,
               GtkWidget *view)
{
  BwChart *chart = bw_chart_view_get_chart (BW_CHART_VIEW (view));
  int      width = gtk_widget_get_width (view), height = gtk_widget_get_height (view);

  for (guint i = 0; chart != NULL && chart->labels != NULL && i < chart->labels->len; i++)
    {
      const BwLabel *a = &g_array_index (chart->labels, BwLabel, i);

      if (a->rect.x < -TOLERANCE_PX || a->rect.y < -TOLERANCE_PX || a->rect.x + a->rect.width > width + TOLERANCE_PX ||
          a->rect.y + a->rect.height > height + TOLERANCE_PX)
        note (search, "out of the chart", view, a->text);
      for (guint k = i + 1; k < chart->labels->len; k++)
        {
          const BwLabel *b = &g_array_index (chart->labels, BwLabel, k);

          if (bw_rect_overlaps (&a->rect, &b->rect, -1))
            {
              g_autofree char *both = g_strdup_printf ("%s” on “%s", a->text, b->text);

              note (search, "written over", view, both);
            }
        }
    }
}

static void
look (Search                *search,
      GtkWidget             *widget,
      const graphene_rect_t *around)
{
  graphene_rect_t seen = *around, bounds;

  if (!gtk_widget_get_mapped (widget) || gtk_widget_get_opacity (widget) < 0.1 || GTK_IS_NATIVE (widget))
    return;
  if (!gtk_widget_compute_bounds (widget, search->root, &bounds))
    return;
  if (gtk_widget_get_overflow (widget) == GTK_OVERFLOW_HIDDEN && !graphene_rect_intersection (around, &bounds, &seen))
    return;
  if (GTK_IS_LABEL (widget))
    look_at_label (search, widget, &seen);
  else if (GTK_IS_INSCRIPTION (widget))
    look_at_inscription (search, widget, &seen);
  else if (BW_IS_CHART_VIEW (widget))
    look_at_chart (search, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    look (search, child, &seen);
}

static void
compare_texts (Search *search)
{
  for (guint i = 0; i < search->written->len; i++)
    for (guint k = i + 1; k < search->written->len; k++)
      {
        const Written   *a = &g_array_index (search->written, Written, i), *b = &g_array_index (search->written, Written, k);
        graphene_rect_t  both;
        g_autofree char *text = NULL;

        if (!graphene_rect_intersection (&a->seen, &b->seen, &both) || both.size.width <= TOLERANCE_PX || both.size.height <= 4)
          continue;
        text = g_strdup_printf ("%s” on “%s", a->text, b->text);
        note (search, "written over", a->widget, text);
      }
}

/* Returns: (transfer full) (element-type utf8): what is wrong with what is written below @root, which is drawn. */
GPtrArray *
faults_find (GtkWidget *root)
{
  Search          search = { root, g_array_new (FALSE, FALSE, sizeof (Written)), g_ptr_array_new_with_free_func (g_free) };
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (root), (float)gtk_widget_get_height (root));

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    look (&search, child, &all);
  compare_texts (&search);
  g_array_unref (search.written);
  return search.faults;
}

/* ---- Names ---- */

/* Whether @widget or what is in it says what it is. A button is labelled by what is in it, also where that is a picture alone. */
static gboolean
has_words (GtkWidget *widget)
{
  const char *tip = gtk_widget_get_tooltip_text (widget);

  if ((tip != NULL && *tip != '\0') || gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL) ||
      (!GTK_IS_BUTTON (widget) && gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY)))
    return TRUE;
  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && has_words (child))
      return TRUE;
  return FALSE;
}

/* Whether the keyboard comes to @widget by itself: not to the inside of an entry, a number or a menu button, which has the name of
 * the whole. The list of shortcuts is GTK's own, whose search has none. */
static gboolean
is_control (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (!gtk_widget_get_focusable (widget) || !gtk_widget_is_sensitive (widget) || GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_LABEL (widget))
    return FALSE;
  return !(GTK_IS_TEXT (widget) || GTK_IS_MENU_BUTTON (parent) || GTK_IS_DROP_DOWN (parent) || GTK_IS_WINDOW_CONTROLS (parent) ||
           GTK_IS_SPIN_BUTTON (parent) || GTK_IS_SHORTCUTS_WINDOW (gtk_widget_get_root (widget)));
}

static void
look_for_names (GtkWidget *widget,
                Search    *search)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_NATIVE (widget))
    return;
  if (is_control (widget) && !has_words (widget))
    note (search, "without a name", widget, gtk_widget_get_name (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    look_for_names (child, search);
}

/* Returns: (transfer full) (element-type utf8): the controls below @root that a screen reader has no name for. */
GPtrArray *
faults_find_nameless (GtkWidget *root)
{
  Search search = { root, NULL, g_ptr_array_new_with_free_func (g_free) };

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    look_for_names (child, &search);
  return search.faults;
}

/* ---- The keyboard ---- */

/* Whether @widget does something when it is clicked: a control of GTK's, or a widget of ours that listens to clicks. */
static gboolean
can_be_clicked (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = NULL;

  if (GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget) ||
      GTK_IS_SCALE (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_EDITABLE (widget) || GTK_IS_EXPANDER (widget))
    return TRUE;
  if (!g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Bw"))
    return FALSE;
  controllers = gtk_widget_observe_controllers (widget);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        return TRUE;
    }
  return FALSE;
}

static gboolean
takes_focus (GtkWidget *widget)
{
  if (!gtk_widget_get_can_focus (widget) || !gtk_widget_get_visible (widget))
    return FALSE;
  if (gtk_widget_get_focusable (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (takes_focus (child))
      return TRUE;
  return FALSE;
}

/* What has keys of its own for its inner buttons: up and down in a number, the arrows of a calendar, the window's own. */
static gboolean
has_keys (GtkWidget *widget)
{
  return GTK_IS_SPIN_BUTTON (widget) || GTK_IS_CALENDAR (widget) || GTK_IS_WINDOW_CONTROLS (widget) || GTK_IS_TEXT (widget);
}

static void
look_for_unreachable (GtkWidget *widget,
                      gboolean   shut,
                      Search    *search)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_NATIVE (widget) || !gtk_widget_is_sensitive (widget))
    return;
  if (can_be_clicked (widget) && (shut || !takes_focus (widget)))
    note (search, "out of the keyboard's reach", widget, gtk_widget_get_name (widget));
  if (has_keys (widget))
    return;
  shut = shut || !gtk_widget_get_can_focus (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    look_for_unreachable (child, shut, search);
}

/* Returns: (transfer full) (element-type utf8): the controls below @root that the keyboard cannot come to. */
GPtrArray *
faults_find_unreachable (GtkWidget *root)
{
  Search search = { root, NULL, g_ptr_array_new_with_free_func (g_free) };

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    look_for_unreachable (child, FALSE, &search);
  return search.faults;
}
