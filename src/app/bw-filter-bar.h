/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter that is on, in words, above every page. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_FILTER_BAR (bw_filter_bar_get_type ())

G_DECLARE_FINAL_TYPE (BwFilterBar, bw_filter_bar, BW, FILTER_BAR, AdwBin)

void bw_filter_bar_set_session (BwFilterBar *self,
                                BwSession   *session);

G_END_DECLS
