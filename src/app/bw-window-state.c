/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The size of a window, from one time to the next, in the program's settings.
 *
 * Where the settings' schema is not installed, as when the program runs from where it was built, a window begins with
 * the size of its template. */

#include "app/bw-window-state.h"

#include "bw-config.h"

GSettings *
bw_window_state_open (void)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, BW_APPLICATION_ID, TRUE);
  return schema != NULL ? g_settings_new (BW_APPLICATION_ID) : NULL;
}

/* Gives @window the size that a window had when it was last closed. */
void
bw_window_state_restore (GtkWindow *window)
{
  g_autoptr (GSettings) settings = bw_window_state_open ();

  if (settings == NULL)
    return;
  gtk_window_set_default_size (window, g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (window);
}

/* Remembers the size of @window, which is about to be closed. */
void
bw_window_state_save (GtkWindow *window)
{
  g_autoptr (GSettings) settings = bw_window_state_open ();
  gboolean maximized = gtk_window_is_maximized (window);
  int      width, height;

  if (settings == NULL)
    return;
  g_settings_set_boolean (settings, "window-maximized", maximized);
  if (maximized)
    return;
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (settings, "window-width", width);
  g_settings_set_int (settings, "window-height", height);
}
