/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file in the list of an import: what it is and whether it is ready. */
#pragma once

#include <adwaita.h>

#include "session/bw-import-draft.h"

G_BEGIN_DECLS

#define BW_TYPE_IMPORT_FILE_ROW (bw_import_file_row_get_type ())

G_DECLARE_FINAL_TYPE (BwImportFileRow, bw_import_file_row, BW, IMPORT_FILE_ROW, GtkListBoxRow)

GtkWidget *bw_import_file_row_new (BwImportDraft *draft,
                                   guint          file) G_GNUC_WARN_UNUSED_RESULT;
void       bw_import_file_row_refresh (BwImportFileRow *self);

G_END_DECLS
