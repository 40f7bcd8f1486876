/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what the stages are that an import meets for the first time. */
#pragma once

#include <adwaita.h>

#include "session/bw-import-draft.h"

G_BEGIN_DECLS

#define BW_TYPE_STAGE_QUESTION (bw_stage_question_get_type ())

G_DECLARE_FINAL_TYPE (BwStageQuestion, bw_stage_question, BW, STAGE_QUESTION, AdwBin)

void bw_stage_question_set_draft (BwStageQuestion *self,
                                  BwImportDraft   *draft);
void bw_stage_question_refresh (BwStageQuestion *self);

G_END_DECLS
