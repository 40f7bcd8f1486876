/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long an empty window takes to its first frame, as a measure for ours.
 *
 * empty-window: shows a window of libadwaita with nothing in it, prints the milliseconds from the start of the program until its
 * first frame has been drawn, and ends. */

#include <adwaita.h>

#include "first-frame.h"

static void
activate_cb (GApplication *application,
             gpointer      data)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  first_frame_watch (window);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new ("org.bellwether.Empty", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
