/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what became of the deals that an export no longer has. */
#pragma once

#include <adwaita.h>

#include "session/bw-import-draft.h"

G_BEGIN_DECLS

#define BW_TYPE_VANISHED_QUESTION (bw_vanished_question_get_type ())

G_DECLARE_FINAL_TYPE (BwVanishedQuestion, bw_vanished_question, BW, VANISHED_QUESTION, AdwBin)

void bw_vanished_question_set_file (BwVanishedQuestion *self,
                                    BwImportDraft      *draft,
                                    guint               file);
void bw_vanished_question_refresh (BwVanishedQuestion *self);

G_END_DECLS
