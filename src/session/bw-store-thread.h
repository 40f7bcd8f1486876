/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that owns a project file. */
#pragma once

#include <gio/gio.h>

#include "store/bw-store.h"

G_BEGIN_DECLS

typedef struct _BwStoreThread BwStoreThread;

/* Runs on the thread. @store points to the open file, or to NULL, and may be changed. Must make @task return. */
typedef void (*BwStoreWork) (GTask    *task,
                             BwStore **store);

BwStoreThread *bw_store_thread_new (void) G_GNUC_WARN_UNUSED_RESULT;
void           bw_store_thread_run (BwStoreThread *self,
                                    GTask         *task,
                                    BwStoreWork    work);
void           bw_store_thread_free (BwStoreThread *self);

G_END_DECLS
