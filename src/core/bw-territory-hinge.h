/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Areas on which the connection of a whole territory hangs. */
#pragma once

#include "core/bw-adjacency.h"
#include "core/bw-territory-balance.h"

G_BEGIN_DECLS

typedef struct
{
  gint32  territory;
  guint32 unit;     /* without which the territory falls into more parts */
  guint   areas;    /* that lie apart then: all but the part with most accounts */
  guint   accounts; /* in these */
} BwTerritoryHinge;

GArray *bw_territory_hinges_new (const BwTerritoryPlan *plan,
                                 const BwAdjacency     *adjacency,
                                 const GArray          *areas) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
