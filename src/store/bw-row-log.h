/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rows of a table were before many of them are updated. */
#pragma once

#include "store/bw-sql.h"

G_BEGIN_DECLS

typedef struct _BwRowLog BwRowLog;

BwRowLog *bw_row_log_begin (BwSql      *sql,
                            const char *table,
                            GByteArray *bytes) G_GNUC_WARN_UNUSED_RESULT;
void      bw_row_log_free (BwRowLog *log);
gboolean  bw_row_log_finish (BwRowLog *log,
                             GError  **error);
gboolean  bw_row_log_revert (BwSql        *sql,
                             const char   *table,
                             const guint8 *bytes,
                             gsize         n,
                             GByteArray   *redo,
                             gboolean     *fits,
                             GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRowLog, bw_row_log_free)

G_END_DECLS
