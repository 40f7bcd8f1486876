/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Widgets that stand still, and pictures of them: drawn by their own window's renderer, so that no screen has to be asked. */

#include "picture.h"

#include "app/bw-territory-map.h"

#define SETTLED_FRAMES 3

/* Whether nothing below @widget (GtkWidget) is still being worked out. */
gboolean
picture_is_ready (gpointer widget)
{
  if (!gtk_widget_get_mapped (widget))
    return TRUE;
  if (GTK_IS_SPINNER (widget) && gtk_spinner_get_spinning (widget))
    return FALSE;
  if (BW_IS_TERRITORY_MAP (widget) && !bw_territory_map_is_drawn (BW_TERRITORY_MAP (widget)))
    return FALSE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!picture_is_ready (child))
      return FALSE;
  return TRUE;
}

/* Draws @widget, which is on screen, until its parts have found their places. */
void
picture_settle (GtkWidget *widget)
{
  for (guint i = 0; i < SETTLED_FRAMES; i++)
    {
      gtk_widget_queue_draw (widget);
      gtk_test_widget_wait_for_draw (widget);
    }
}

static GskRenderNode *
draw (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  return gtk_snapshot_free_to_node (snapshot);
}

/* Keeps how @widget looks as @folder/@name.png. What is just about to change its size has no look until it has it. */
void
picture_take (GtkWidget  *widget,
              const char *folder,
              const char *name)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL), *path = g_build_filename (folder, file, NULL);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  for (node = draw (widget); node == NULL; node = draw (widget))
    picture_settle (widget);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (widget),
                                                              (float)gtk_widget_get_height (widget)));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
