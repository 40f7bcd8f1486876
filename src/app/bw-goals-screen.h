/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set-up's screen of the goals: quotas of a year, and how they fall on its periods. */
#pragma once

#include "app/bw-setup-screen.h"

G_BEGIN_DECLS

#define BW_TYPE_GOALS_SCREEN (bw_goals_screen_get_type ())

G_DECLARE_FINAL_TYPE (BwGoalsScreen, bw_goals_screen, BW, GOALS_SCREEN, AdwBin)

G_END_DECLS
