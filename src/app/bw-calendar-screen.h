/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set-up's screen of the calendar: fiscal year, quarters, weeks. */
#pragma once

#include "app/bw-setup-screen.h"

G_BEGIN_DECLS

#define BW_TYPE_CALENDAR_SCREEN (bw_calendar_screen_get_type ())

G_DECLARE_FINAL_TYPE (BwCalendarScreen, bw_calendar_screen, BW, CALENDAR_SCREEN, AdwBin)

G_END_DECLS
