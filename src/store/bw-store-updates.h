/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What newer exports tell of deals, in rows of its own. */
#pragma once

#include "store/bw-store-private.h"

G_BEGIN_DECLS

gboolean bw_store_read_updates (BwStore        *store,
                                BwReading      *reading,
                                BwDeals        *deals,
                                const BwKeyMap *places,
                                GArray         *changes,
                                GError        **error);
gboolean bw_store_read_updates_of (BwStore   *store,
                                   BwReading *reading,
                                   BwDeals   *deals,
                                   guint      first,
                                   GError   **error);

G_END_DECLS
