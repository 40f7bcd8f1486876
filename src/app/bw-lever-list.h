/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The levers of a scenario, in groups. */
#pragma once

#include <adwaita.h>

#include "core/bw-scenario.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_LEVER_LIST (bw_lever_list_get_type ())

/* Signal "changed" when a person changed a lever. */
G_DECLARE_FINAL_TYPE (BwLeverList, bw_lever_list, BW, LEVER_LIST, AdwBin)

void     bw_lever_list_set_session (BwLeverList *self,
                                    BwSession   *session);
void     bw_lever_list_set_base (BwLeverList          *self,
                                 const BwScenarioBase *base);
void     bw_lever_list_set_levers (BwLeverList   *self,
                                   const BwLever *levers,
                                   guint          n);
GArray  *bw_lever_list_dup_levers (BwLeverList *self,
                                   gboolean     playable) G_GNUC_WARN_UNUSED_RESULT;
gboolean bw_lever_list_is_same (const BwLever *a,
                                guint          n_a,
                                const BwLever *b,
                                guint          n_b);

G_END_DECLS
