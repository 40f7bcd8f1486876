/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that an import rejected, as a grid in which they are corrected. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_REJECT_LIST (bw_reject_list_get_type ())

G_DECLARE_FINAL_TYPE (BwRejectList, bw_reject_list, BW, REJECT_LIST, AdwBin)

void bw_reject_list_show_import (BwRejectList *self,
                                 BwSession    *session,
                                 gint64        key);

G_END_DECLS
