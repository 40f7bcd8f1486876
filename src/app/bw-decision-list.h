/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import could not know and a person has to say. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_DECISION_LIST (bw_decision_list_get_type ())

/* Hidden while there is nothing to decide. */
G_DECLARE_FINAL_TYPE (BwDecisionList, bw_decision_list, BW, DECISION_LIST, AdwBin)

void  bw_decision_list_set_session (BwDecisionList *self,
                                    BwSession      *session);
guint bw_decision_list_count (const BwBook *book);

G_END_DECLS
