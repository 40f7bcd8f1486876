/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of what belongs to check-ins, written from the window. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-note.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

BwNoteSignature bw_checkin_edit_sign (void);
void            bw_checkin_edit_apply (GtkWidget  *owner,
                                       BwSession  *session,
                                       const char *label,
                                       BwBook     *after,
                                       BwDelta    *delta);
GtkWidget      *bw_checkin_edit_text (const char *text,
                                      const char *style);
void            bw_checkin_edit_empty (GtkWidget *box);
GtkWidget      *bw_checkin_edit_list (void) G_GNUC_WARN_UNUSED_RESULT;
void            bw_checkin_edit_add_row (GtkWidget *list, GtkWidget *child, const char *spoken);
BwDate          bw_checkin_edit_today (void);

G_END_DECLS
