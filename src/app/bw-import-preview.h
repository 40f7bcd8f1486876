/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first rows of a file as they will be read. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_IMPORT_PREVIEW (bw_import_preview_get_type ())

G_DECLARE_FINAL_TYPE (BwImportPreview, bw_import_preview, BW, IMPORT_PREVIEW, AdwBin)

void bw_import_preview_show_file (BwImportPreview    *self,
                                  const BwImportFile *file,
                                  const char         *currency);

G_END_DECLS
