/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of history: trend, season, what stands out, what comes next. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_TRENDS_PAGE (bw_trends_page_get_type ())

G_DECLARE_FINAL_TYPE (BwTrendsPage, bw_trends_page, BW, TRENDS_PAGE, AdwBin)

G_END_DECLS
