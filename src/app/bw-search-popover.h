/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words in a search entry may mean, below it. */
#pragma once

#include <gtk/gtk.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_SEARCH_POPOVER (bw_search_popover_get_type ())

/* Signal: "chosen": one was chosen, and is being shown. */
G_DECLARE_FINAL_TYPE (BwSearchPopover, bw_search_popover, BW, SEARCH_POPOVER, GtkPopover)

BwSearchPopover *bw_search_popover_attach (GtkSearchEntry *entry,
                                           BwSession      *session,
                                           GMenuModel     *menu);

G_END_DECLS
