/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a window has drawn its first frame.
 *
 * The time is counted from when the kernel started the process, not from main(), so that loading the libraries is a part of it. */

#include "first-frame.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Returns: milliseconds since the process was started, to 1/100 s as the kernel tells it. */
double
first_frame_age_ms (void)
{
  g_autofree char *text = NULL;
  const char      *at;
  struct timespec  now;
  double           started;
  g_auto (GStrv) fields = NULL;

  if (!g_file_get_contents ("/proc/self/stat", &text, NULL, NULL))
    return -1;
  /* The name of the program may have spaces in it; the 20th field after it is the start, in ticks since boot. */
  at = g_strrstr (text, ") ");
  fields = g_strsplit (at != NULL ? at + 2 : "", " ", -1);
  if (g_strv_length (fields) < 20)
    return -1;
  started = g_ascii_strtod (fields[19], NULL) * 1e3 / (double)sysconf (_SC_CLK_TCK);
  clock_gettime (CLOCK_BOOTTIME, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6 - started;
}

static void
painted_cb (GdkFrameClock *clock,
            GtkWidget     *window)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, window);
  g_print ("%.0f\n", first_frame_age_ms ());
  exit (EXIT_SUCCESS);
}

static void
mapped_cb (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), window);
}

/* Prints the age of the program once @window has drawn its first frame, and ends the program. */
void
first_frame_watch (GtkWidget *window)
{
  g_signal_connect (window, "map", G_CALLBACK (mapped_cb), NULL);
}
