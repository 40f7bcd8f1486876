/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question whether to take places of postal codes from a file. */
#pragma once

#include <adwaita.h>

#include "session/bw-postal-file.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

void bw_postal_dialog_show (GtkWindow  *parent,
                            BwSession  *session,
                            const char *path);

G_END_DECLS
