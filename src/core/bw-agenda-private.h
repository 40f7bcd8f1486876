/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the agenda share. */
#pragma once

#include "core/bw-agenda.h"
#include "core/bw-snapshot.h"

G_BEGIN_DECLS

void bw_agenda_take (BwAgenda       *agenda,
                     BwAgendaSection section,
                     const char     *title,
                     char           *text,
                     gint32          deal,
                     gint64          amount);
void bw_agenda_add_deals (BwAgenda         *agenda,
                          BwBook           *book,
                          const BwSnapshot *before,
                          const BwSnapshot *now);

G_END_DECLS
