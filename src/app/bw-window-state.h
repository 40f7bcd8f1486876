/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The size of a window, from one time to the next. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GSettings *bw_window_state_open (void) G_GNUC_WARN_UNUSED_RESULT;

void bw_window_state_restore (GtkWindow *window);
void bw_window_state_save (GtkWindow *window);

G_END_DECLS
