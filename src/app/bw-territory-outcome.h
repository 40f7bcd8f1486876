/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What balancing reached, and what it could not meet. */
#pragma once

#include <adwaita.h>

#include "core/bw-territory-optimise.h"

G_BEGIN_DECLS

#define BW_TYPE_TERRITORY_OUTCOME (bw_territory_outcome_get_type ())

/* Signal "county-activated" (int): a county that is to be shown. */
G_DECLARE_FINAL_TYPE (BwTerritoryOutcome, bw_territory_outcome, BW, TERRITORY_OUTCOME, AdwBin)

void bw_territory_outcome_take (BwTerritoryOutcome        *self,
                                const BwTerritoryProposal *proposal,
                                const BwBook              *book,
                                gint64                     plan_key);
void bw_territory_outcome_show (BwTerritoryOutcome *self,
                                gint64              plan_key);

G_END_DECLS
