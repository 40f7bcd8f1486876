/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of check-ins. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_CHECKINS_PAGE (bw_checkins_page_get_type ())

G_DECLARE_FINAL_TYPE (BwCheckinsPage, bw_checkins_page, BW, CHECKINS_PAGE, AdwBin)

G_END_DECLS
