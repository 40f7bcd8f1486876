/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The installed map data. */
#pragma once

#include "core/bw-atlas.h"

G_BEGIN_DECLS

BwAtlas *bw_atlas_file_load (GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
