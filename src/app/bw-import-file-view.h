/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file of an import: how it is read, what it asks, its first rows. */
#pragma once

#include <adwaita.h>

#include "session/bw-import-draft.h"

G_BEGIN_DECLS

#define BW_TYPE_IMPORT_FILE_VIEW (bw_import_file_view_get_type ())

G_DECLARE_FINAL_TYPE (BwImportFileView, bw_import_file_view, BW, IMPORT_FILE_VIEW, AdwBin)

BwImportFileView *bw_import_file_view_new (BwImportDraft *draft,
                                           guint          file) G_GNUC_WARN_UNUSED_RESULT;
void              bw_import_file_view_refresh (BwImportFileView *self);

G_END_DECLS
