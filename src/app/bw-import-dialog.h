/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows how files will be read before they are imported. */
#pragma once

#include <adwaita.h>

#include "session/bw-import-draft.h"

G_BEGIN_DECLS

#define BW_TYPE_IMPORT_DIALOG (bw_import_dialog_get_type ())

/* Signal: "accepted": the person wants the files imported as the draft says. */
G_DECLARE_FINAL_TYPE (BwImportDialog, bw_import_dialog, BW, IMPORT_DIALOG, AdwWindow)

BwImportDialog *bw_import_dialog_new (GtkWindow         *parent,
                                      BwSession         *session,
                                      const char *const *paths) G_GNUC_WARN_UNUSED_RESULT;
BwImportDraft  *bw_import_dialog_get_draft (BwImportDialog *self);

G_END_DECLS
