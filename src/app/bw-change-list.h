/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import changed, field by field. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_CHANGE_LIST (bw_change_list_get_type ())

G_DECLARE_FINAL_TYPE (BwChangeList, bw_change_list, BW, CHANGE_LIST, AdwBin)

void bw_change_list_show_import (BwChangeList *self,
                                 BwSession    *session,
                                 gint64        key);

G_END_DECLS
