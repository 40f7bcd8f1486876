/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The button that says whose deals are looked at, and changes it. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_SCOPE_PICKER (bw_scope_picker_get_type ())

G_DECLARE_FINAL_TYPE (BwScopePicker, bw_scope_picker, BW, SCOPE_PICKER, AdwBin)

void bw_scope_picker_set_session (BwScopePicker *self,
                                  BwSession     *session);

G_END_DECLS
