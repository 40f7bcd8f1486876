/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The morning page: where the period will land, what moved, and what to do. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_HOME_PAGE (bw_home_page_get_type ())

G_DECLARE_FINAL_TYPE (BwHomePage, bw_home_page, BW, HOME_PAGE, AdwBin)

G_END_DECLS
