/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_HELP_WINDOW (bw_help_window_get_type ())

G_DECLARE_FINAL_TYPE (BwHelpWindow, bw_help_window, BW, HELP_WINDOW, AdwWindow)

GtkWindow *bw_help_window_new (GtkWindow *parent);
void       bw_help_window_show_topic (BwHelpWindow *self,
                                      const char   *name);

G_END_DECLS
