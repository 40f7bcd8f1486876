/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar at the foot of a window while files are imported. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_IMPORT_BAR (bw_import_bar_get_type ())

/* Signal: "finished" (BwImportResult *result, GError *error), both nullable: neither is set when it was cancelled. */
G_DECLARE_FINAL_TYPE (BwImportBar, bw_import_bar, BW, IMPORT_BAR, AdwBin)

gboolean bw_import_bar_run (BwImportBar           *self,
                            BwSession             *session,
                            const char *const     *paths,
                            const BwImportOptions *options);
void     bw_import_bar_cancel (BwImportBar *self);
void     bw_import_bar_close (BwImportBar *self);
void     bw_import_bar_show_result (BwImportBar          *self,
                                    BwSession            *session,
                                    const BwImportResult *result,
                                    gboolean              shows);
gboolean bw_import_bar_is_busy (BwImportBar *self);

G_END_DECLS
