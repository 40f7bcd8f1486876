/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, of which day, and how it is written: the guesses, and the means to overrule them. */
#pragma once

#include <adwaita.h>

#include "session/bw-import-draft.h"

G_BEGIN_DECLS

#define BW_TYPE_IMPORT_LAYOUT (bw_import_layout_get_type ())

G_DECLARE_FINAL_TYPE (BwImportLayout, bw_import_layout, BW, IMPORT_LAYOUT, AdwBin)

void bw_import_layout_set_file (BwImportLayout *self,
                                BwImportDraft  *draft,
                                guint           file);
void bw_import_layout_refresh (BwImportLayout *self);

G_END_DECLS
