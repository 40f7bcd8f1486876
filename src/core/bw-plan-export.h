/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Territory plans for other programs. */
#pragma once

#include "core/bw-territory-balance.h"

G_BEGIN_DECLS

char *bw_plan_dup_ownership (const BwBook *book,
                             gint32        base,
                             gint32        plan,
                             gboolean      only_changed) G_GNUC_WARN_UNUSED_RESULT;
char *bw_plan_dup_geojson (const BwTerritoryPlan *plan,
                           const BwAccountValues *values) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
