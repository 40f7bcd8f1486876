/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions below an entry in which a filter is written. */
#pragma once

#include <gtk/gtk.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

void bw_filter_completion_attach (GtkEntry  *entry,
                                  BwSession *session);

G_END_DECLS
