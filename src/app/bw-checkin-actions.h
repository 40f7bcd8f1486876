/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves the program from a check-in: the calendar, the brief, a mail. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-agenda.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

void bw_checkin_actions_save_calendar (GtkWindow    *parent,
                                       const BwBook *book,
                                       const gint64 *lines,
                                       guint         n);
void bw_checkin_actions_save_brief (GtkWindow      *parent,
                                    const BwBook   *book,
                                    const BwAgenda *agenda,
                                    const char     *notes,
                                    gboolean        markdown);
void bw_checkin_actions_mail (GtkWindow      *parent,
                              const BwBook   *book,
                              const BwAgenda *agenda,
                              const char     *notes);

G_END_DECLS
