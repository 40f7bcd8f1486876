/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window shows before it has a project. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_START_VIEW (bw_start_view_get_type ())

G_DECLARE_FINAL_TYPE (BwStartView, bw_start_view, BW, START_VIEW, AdwBin)

G_END_DECLS
