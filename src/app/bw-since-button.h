/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that asks since when changes of deals are marked. */
#pragma once

#include <adwaita.h>

#include "session/bw-deal-list.h"

G_BEGIN_DECLS

#define BW_TYPE_SINCE_BUTTON (bw_since_button_get_type ())

/* Signal: "changed" when a person chose another day, or whether only changed deals are shown. */
G_DECLARE_FINAL_TYPE (BwSinceButton, bw_since_button, BW, SINCE_BUTTON, AdwBin)

void        bw_since_button_set_list (BwSinceButton *self,
                                      BwDealList    *list);
void        bw_since_button_set (BwSinceButton *self,
                                 const char    *since,
                                 gboolean       only_changed);
const char *bw_since_button_get_since (BwSinceButton *self);
gboolean    bw_since_button_get_only_changed (BwSinceButton *self);

G_END_DECLS
