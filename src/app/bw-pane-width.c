/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The width of a pane that comes and goes, remembered.
 *
 * A GtkPaned knows the width of its first child. What a person sets by dragging the handle is that of the second, which stays
 * when the window becomes wider; so that is kept, in a key of the settings, and given back when the second child is shown. */

#include "app/bw-pane-width.h"

#include "app/bw-window-state.h"

typedef struct
{
  GtkPaned  *paned; /* not owned: it owns this */
  GSettings *settings;
  char      *key;
  guint      placing; /* source */
} Width;

static void
free_width (gpointer data)
{
  Width *width = data;

  g_clear_handle_id (&width->placing, g_source_remove);
  g_object_unref (width->settings);
  g_free (width->key);
  g_free (width);
}

static gboolean
place_cb (gpointer data)
{
  Width *width = data;
  int    whole = gtk_widget_get_width (GTK_WIDGET (width->paned));

  width->placing = 0;
  if (whole > 0)
    gtk_paned_set_position (width->paned, MAX (whole - g_settings_get_int (width->settings, width->key), 1));
  return G_SOURCE_REMOVE;
}

/* The second child was shown: it is placed before it is drawn, and not within the change that shows it. */
static void
shown_cb (GtkWidget  *child,
          GParamSpec *pspec,
          Width      *width)
{
  if (gtk_widget_get_visible (child) && width->placing == 0)
    width->placing = g_idle_add_full (G_PRIORITY_HIGH_IDLE, place_cb, width, NULL);
}

static void
moved_cb (GtkPaned   *paned,
          GParamSpec *pspec,
          Width      *width)
{
  GtkWidget *child = gtk_paned_get_end_child (paned);
  int        wide = gtk_widget_get_width (GTK_WIDGET (paned)) - gtk_paned_get_position (paned);

  if (width->placing == 0 && gtk_widget_get_visible (child) && gtk_widget_get_mapped (child) && gtk_paned_get_position (paned) > 0)
    g_settings_set_int (width->settings, width->key, CLAMP (wide, 300, 1600));
}

/* Remembers how wide the second child of @paned is in @key of the settings, where there are any. */
void
bw_pane_width_attach (GtkPaned   *paned,
                      const char *key)
{
  GSettings *settings = bw_window_state_open ();
  Width     *width;

  if (settings == NULL)
    return;
  width = g_new0 (Width, 1);
  width->paned = paned;
  width->settings = settings;
  width->key = g_strdup (key);
  g_object_set_data_full (G_OBJECT (paned), "bw-pane-width", width, free_width);
  g_signal_connect (gtk_paned_get_end_child (paned), "notify::visible", G_CALLBACK (shown_cb), width);
  g_signal_connect (paned, "notify::position", G_CALLBACK (moved_cb), width);
}
