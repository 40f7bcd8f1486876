/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set-up's screen of the team: who sells, and who leads them. */
#pragma once

#include "app/bw-setup-screen.h"

G_BEGIN_DECLS

#define BW_TYPE_TEAM_SCREEN (bw_team_screen_get_type ())

G_DECLARE_FINAL_TYPE (BwTeamScreen, bw_team_screen, BW, TEAM_SCREEN, AdwBin)

G_END_DECLS
