/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Managers' sheets, asked for from the window: written into a folder, read back. */
#pragma once

#include <gtk/gtk.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

void bw_sheet_actions_write (GtkWidget *page,
                             BwSession *session);
void bw_sheet_actions_read (GtkWidget *page,
                            BwSession *session);

G_END_DECLS
