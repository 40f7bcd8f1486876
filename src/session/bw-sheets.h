/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Managers' sheets, for a window: all of it may be called on any thread. */
#pragma once

#include "core/bw-call-reconcile.h"

G_BEGIN_DECLS

/* Whether the file at @path is one of the program's own sheets. */
gboolean bw_sheets_is_one (const char *path);
/* Reads the sheets at @paths (element-type filename) and holds them against @book, for @period as known on @as_of. */
BwReconcile *bw_sheets_reconcile (const BwBook    *book,
                                  const BwPeriod  *period,
                                  BwDate           as_of,
                                  const GPtrArray *paths) G_GNUC_WARN_UNUSED_RESULT;
/* See bw_call_sheet_write_all(). */
GPtrArray *bw_sheets_write (const BwBook   *book,
                            const BwPeriod *period,
                            BwDate          as_of,
                            gint32          manager,
                            const char     *folder,
                            GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
