/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with the territories, with what could be done about it. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_TERRITORY_FINDINGS (bw_territory_findings_get_type ())

/* Signals: "finding-activated" (int), with a county to be shown; "plan-chosen" (int64), with the key of the draft that was made. */
G_DECLARE_FINAL_TYPE (BwTerritoryFindings, bw_territory_findings, BW, TERRITORY_FINDINGS, AdwBin)

void bw_territory_findings_set_session (BwTerritoryFindings *self,
                                        BwSession           *session);
void bw_territory_findings_show (BwTerritoryFindings *self,
                                 gint32               plan);

G_END_DECLS
