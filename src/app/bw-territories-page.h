/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page on which territories are looked at and drawn. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_TERRITORIES_PAGE (bw_territories_page_get_type ())

/* Properties: "session" (BwSession, construct-only). */
G_DECLARE_FINAL_TYPE (BwTerritoriesPage, bw_territories_page, BW, TERRITORIES_PAGE, AdwBin)

G_END_DECLS
