/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The notes about one deal: written, changed and taken away. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_DEAL_NOTES (bw_deal_notes_get_type ())

G_DECLARE_FINAL_TYPE (BwDealNotes, bw_deal_notes, BW, DEAL_NOTES, AdwBin)

void bw_deal_notes_show (BwDealNotes *self,
                         BwSession   *session,
                         guint        deal);

G_END_DECLS
