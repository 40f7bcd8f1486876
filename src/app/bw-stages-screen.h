/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set-up's screen of the process: stages, fields, names of the categories. */
#pragma once

#include "app/bw-setup-screen.h"

G_BEGIN_DECLS

#define BW_TYPE_STAGES_SCREEN (bw_stages_screen_get_type ())

G_DECLARE_FINAL_TYPE (BwStagesScreen, bw_stages_screen, BW, STAGES_SCREEN, AdwBin)

G_END_DECLS
