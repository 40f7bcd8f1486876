/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How areas, their totals and what an assignment would change are said on screen. */
#pragma once

#include "core/bw-territory-balance.h"

G_BEGIN_DECLS

const char *bw_territory_wording_name (const BwBook *book,
                                       gint32        territory);
char       *bw_territory_wording_unit (const BwAtlas *map,
                                       gint32         unit) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_territory_wording_totals (const BwBook         *book,
                                         const BwTerritoryGap *sum) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_territory_wording_note (const BwTerritoryPlan *plan,
                                       const BwAccountValues *values) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_territory_wording_change (const BwBook *book,
                                         GArray       *before,
                                         GArray       *after) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_territory_wording_split (const BwBook *book,
                                        GArray       *before,
                                        GArray       *after) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
