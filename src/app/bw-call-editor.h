/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said of a person's number, at its cell: read, said anew, overridden, taken back. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-outlook.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

GtkWidget *bw_call_editor_popup (GtkWidget             *owner,
                                 const GdkRectangle    *at,
                                 BwSession             *session,
                                 const BwOutlookPerson *person,
                                 BwCategory             category,
                                 gboolean               is_override);

G_END_DECLS
