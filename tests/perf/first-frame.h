/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a window has drawn its first frame. */
#pragma once

#include <gtk/gtk.h>

void   first_frame_watch (GtkWidget *window);
double first_frame_age_ms (void);
