/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The size of a window, from one time to the next. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void bw_window_state_restore (GtkWindow *window);
void bw_window_state_save (GtkWindow *window);

G_END_DECLS
