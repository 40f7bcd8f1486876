/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long work tells how far it is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Told how far the work is, 0 to 1. Returns FALSE to stop it. */
typedef gboolean (*BwProgress) (double   done,
                                gpointer data);

G_END_DECLS
