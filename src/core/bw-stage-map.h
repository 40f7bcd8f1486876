/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the stages mean: an edit of the map from stages to kinds and categories. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

BwCategory bw_stage_map_category (BwStageKind kind,
                                  BwCategory  wanted);
BwBook    *bw_stage_map_set (const BwBook *book,
                             guint         stage,
                             BwStageKind   kind,
                             BwCategory    category,
                             BwDate        from,
                             BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
