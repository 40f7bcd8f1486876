/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the sheets in which managers send their calls, and writes those that are sent to them. */
#pragma once

#include "core/bw-call-sheet.h"

G_BEGIN_DECLS

BwCallSheet *bw_call_sheet_read (const BwBook   *book,
                                 const BwPeriod *period,
                                 const char     *path) G_GNUC_WARN_UNUSED_RESULT;
gboolean     bw_call_sheet_is_one (const char *path);
GPtrArray   *bw_call_sheet_write_all (const BwBook   *book,
                                      const BwPeriod *period,
                                      BwDate          as_of,
                                      gint32          manager,
                                      const char     *folder,
                                      GError        **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the program's own sheets say above all else, in any language: by it a file that is dropped is known for one. */
#define BW_CALL_SHEET_MARK "Bellwether calls"

G_END_DECLS
