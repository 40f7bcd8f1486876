/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One number with its name above and a note below. */
#pragma once

#include "app/bw-explain.h"

G_BEGIN_DECLS

#define BW_TYPE_TILE (bw_tile_get_type ())

/* Property: "title" (string). */
G_DECLARE_FINAL_TYPE (BwTile, bw_tile, BW, TILE, AdwBin)

void        bw_tile_set_value (BwTile     *self,
                               const char *value,
                               const char *full,
                               const char *note);
void        bw_tile_set_source (BwTile       *self,
                                BwSession    *session,
                                BwExplainFunc explain,
                                gpointer      owner,
                                int           what);
const char *bw_tile_get_value (BwTile *self);

G_END_DECLS
