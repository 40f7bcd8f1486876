/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes deals on the file's thread while the import that brings them goes on. */
#pragma once

#include "session/bw-session-private.h"

G_BEGIN_DECLS

typedef struct _BwEarlyWriting BwEarlyWriting;

BwEarlyWriting     *bw_early_writing_new (BwSession    *session,
                                          GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void                bw_early_writing_unref (BwEarlyWriting *self);
const BwEarlyTaker *bw_early_writing_get_taker (BwEarlyWriting *self);
gboolean            bw_early_writing_has_begun (BwEarlyWriting *self);
void                bw_early_writing_finish (BwEarlyWriting *self,
                                             GTask          *task,
                                             BwStoreWork     work);

G_END_DECLS
