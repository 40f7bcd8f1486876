/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was made out about one file before it is imported. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_IMPORT_FILE_VIEW (bw_import_file_view_get_type ())

/* Signal: "kind-changed": the person says that the file holds something else than was recognised. */
G_DECLARE_FINAL_TYPE (BwImportFileView, bw_import_file_view, BW, IMPORT_FILE_VIEW, AdwBin)

BwImportFileView *bw_import_file_view_new (const BwImportFile *file,
                                           const BwBook       *book,
                                           gboolean            alone) G_GNUC_WARN_UNUSED_RESULT;
BwImportKind      bw_import_file_view_get_kind (BwImportFileView *self);
void              bw_import_file_view_add_stages (BwImportFileView *self,
                                                  GHashTable       *stages);

G_END_DECLS
