/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How quotas changed. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

void bw_quota_log_note (BwBook       *after,
                        const GArray *were,
                        gint64        at,
                        const char   *note);

G_END_DECLS
