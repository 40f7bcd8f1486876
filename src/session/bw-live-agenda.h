/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda of a check-in, kept up to date. */
#pragma once

#include "core/bw-agenda.h"
#include "session/bw-live.h"

G_BEGIN_DECLS

/* What bw_live_get() gives. */
typedef struct
{
  BwAgenda *agenda;
  GArray   *deals; /* guint32: to walk through, see bw_agenda_dup_deals() */
} BwLiveAgenda;

BwLive *bw_live_agenda_new (BwSession *session) G_GNUC_WARN_UNUSED_RESULT;
void    bw_live_agenda_ask (BwLive              *live,
                            BwSession           *session,
                            const BwAgendaQuery *query);

G_END_DECLS
