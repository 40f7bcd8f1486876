/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would come of an import, and whether it is to be remembered. */
#pragma once

#include <adwaita.h>

#include "session/bw-import-draft.h"

G_BEGIN_DECLS

#define BW_TYPE_IMPORT_VERDICT (bw_import_verdict_get_type ())

/* Signal: "accepted-changed" when the person takes the guesses as they are, or no longer. */
G_DECLARE_FINAL_TYPE (BwImportVerdict, bw_import_verdict, BW, IMPORT_VERDICT, AdwBin)

void     bw_import_verdict_set_draft (BwImportVerdict *self,
                                      BwImportDraft   *draft);
void     bw_import_verdict_refresh (BwImportVerdict *self);
gboolean bw_import_verdict_get_accepted (BwImportVerdict *self);

G_END_DECLS
