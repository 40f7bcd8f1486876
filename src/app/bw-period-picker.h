/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The button that says which period is looked at, and changes it. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_PERIOD_PICKER (bw_period_picker_get_type ())

G_DECLARE_FINAL_TYPE (BwPeriodPicker, bw_period_picker, BW, PERIOD_PICKER, AdwBin)

void bw_period_picker_set_session (BwPeriodPicker *self,
                                   BwSession      *session);

G_END_DECLS
