/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that asks for a quota. */
#pragma once

#include <gtk/gtk.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

void bw_quota_dialog_show (GtkWidget *page,
                           BwSession *session);

G_END_DECLS
