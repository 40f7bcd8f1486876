/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page on which scenarios are played. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_SCENARIOS_PAGE (bw_scenarios_page_get_type ())

G_DECLARE_FINAL_TYPE (BwScenariosPage, bw_scenarios_page, BW, SCENARIOS_PAGE, AdwBin)

G_END_DECLS
