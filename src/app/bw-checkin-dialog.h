/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that asks how a check-in recurs. */
#pragma once

#include <gtk/gtk.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

void bw_checkin_dialog_show (GtkWidget *page,
                             BwSession *session,
                             gint64     line,
                             gint32     host,
                             gint32     person);

G_END_DECLS
