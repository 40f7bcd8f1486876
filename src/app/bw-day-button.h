/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that shows a day and opens a calendar to choose another. */
#pragma once

#include <adwaita.h>

#include "core/bw-date.h"

G_BEGIN_DECLS

#define BW_TYPE_DAY_BUTTON (bw_day_button_get_type ())

/* Property "title" (string): what the day is, for screen readers. Signal "day-chosen": a person chose one. */
G_DECLARE_FINAL_TYPE (BwDayButton, bw_day_button, BW, DAY_BUTTON, AdwBin)

void   bw_day_button_set_day (BwDayButton *self,
                              BwDate       day);
BwDate bw_day_button_get_day (BwDayButton *self);

G_END_DECLS
