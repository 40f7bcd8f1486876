/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The width of a pane that comes and goes, remembered. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void bw_pane_width_attach (GtkPaned   *paned,
                           const char *key);

G_END_DECLS
