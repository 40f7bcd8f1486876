/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that chooses which saved scenarios stand beside the one that is played. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_SCENARIO_BESIDE (bw_scenario_beside_get_type ())

/* Signal "changed" when a person chose. */
G_DECLARE_FINAL_TYPE (BwScenarioBeside, bw_scenario_beside, BW, SCENARIO_BESIDE, AdwBin)

void          bw_scenario_beside_offer (BwScenarioBeside *self,
                                        const BwBook     *book,
                                        gint64            played);
const gint64 *bw_scenario_beside_get_keys (BwScenarioBeside *self,
                                           guint            *n);

G_END_DECLS
