/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The button in the header bar that chooses which deals all pages look at. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_FILTER_PICKER (bw_filter_picker_get_type ())

G_DECLARE_FINAL_TYPE (BwFilterPicker, bw_filter_picker, BW, FILTER_PICKER, AdwBin)

void bw_filter_picker_set_session (BwFilterPicker *self,
                                   BwSession      *session);
void bw_filter_picker_popup (BwFilterPicker *self);

G_END_DECLS
