/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which piece of a map is shown at first. */
#pragma once

#include "core/bw-territory-plan.h"

G_BEGIN_DECLS

BwAtlasBox bw_map_extent (const BwTerritoryPlan *plan);

G_END_DECLS
