/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds an open deal by a few letters. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_DEAL_PICKER (bw_deal_picker_get_type ())

/* Signal "picked" (uint deal): an index into the session's book. */
G_DECLARE_FINAL_TYPE (BwDealPicker, bw_deal_picker, BW, DEAL_PICKER, AdwBin)

GtkWidget *bw_deal_picker_new (BwSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
