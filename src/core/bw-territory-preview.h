/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What territories would have if areas were given away, while a hand still holds these. */
#pragma once

#include "core/bw-territory-balance.h"

G_BEGIN_DECLS

typedef struct _BwTerritoryPreview BwTerritoryPreview;

BwTerritoryPreview *bw_territory_preview_new (const BwTerritoryPlan *plan,
                                              const BwAccountValues *values) G_GNUC_WARN_UNUSED_RESULT;
void                bw_territory_preview_free (BwTerritoryPreview *preview);
GArray             *bw_territory_preview_balance (const BwTerritoryPreview *preview,
                                                  const guint32            *units,
                                                  guint                     n,
                                                  gint32                    territory) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTerritoryPreview, bw_territory_preview_free)

G_END_DECLS
