/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people said they would do, to be settled. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_COMMITMENT_LIST (bw_commitment_list_get_type ())

G_DECLARE_FINAL_TYPE (BwCommitmentList, bw_commitment_list, BW, COMMITMENT_LIST, AdwBin)

/* Shows the commitments of the session's book in @rows (element-type guint) as they stand on @day. */
void bw_commitment_list_show (BwCommitmentList *self,
                              BwSession        *session,
                              const GArray     *rows,
                              BwDate            day);

G_END_DECLS
