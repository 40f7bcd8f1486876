/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that asks what a list of deals is grouped by. */
#pragma once

#include <adwaita.h>

#include "session/bw-deal-list.h"

G_BEGIN_DECLS

#define BW_TYPE_GROUP_BUTTON (bw_group_button_get_type ())

/* Follows its list, whose grouping it shows and sets. Signal: "changed" when a person chose another grouping. */
G_DECLARE_FINAL_TYPE (BwGroupButton, bw_group_button, BW, GROUP_BUTTON, AdwBin)

void bw_group_button_set_list (BwGroupButton *self,
                               BwDealList    *list);

G_END_DECLS
