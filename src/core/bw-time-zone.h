/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which time zone a place lies. */
#pragma once

#include "core/bw-atlas.h"

G_BEGIN_DECLS

gboolean    bw_time_zone_add (BwAtlas *atlas,
                              GBytes  *bytes,
                              GError **error);
const char *bw_time_zone_at (const BwAtlas *atlas,
                             double         latitude,
                             double         longitude);
char       *bw_time_zone_dup_city (const char *zone) G_GNUC_WARN_UNUSED_RESULT;
double      bw_time_zone_hours (const char *zone,
                                gint64      at);

G_END_DECLS
