/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that offers views of the deals, and keeps them. */
#pragma once

#include <adwaita.h>

#include "core/bw-grid-view.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_VIEW_BUTTON (bw_view_button_get_type ())

/* Signal: "view-chosen" (BwGridView, borrowed): show this. */
G_DECLARE_FINAL_TYPE (BwViewButton, bw_view_button, BW, VIEW_BUTTON, AdwBin)

void bw_view_button_set_session (BwViewButton *self,
                                 BwSession    *session);
void bw_view_button_choose (BwViewButton *self,
                            gint64        key);
void bw_view_button_take_shown (BwViewButton *self,
                                BwGridView   *shown);

G_END_DECLS
