/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What concerns me: comments that mention a person, and what that person said they would do. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_CONCERN_VIEW (bw_concern_view_get_type ())

G_DECLARE_FINAL_TYPE (BwConcernView, bw_concern_view, BW, CONCERN_VIEW, AdwBin)

/* Shows what concerns @person (BW_NOBODY: everyone) in the book of @session as it stands on @today. */
void  bw_concern_view_show (BwConcernView *self,
                            BwSession     *session,
                            gint32         person,
                            BwDate         today);
guint bw_concern_view_count (const BwBook *book,
                             gint32        person);

G_END_DECLS
