/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what other currencies are worth in the project's. */
#pragma once

#include <adwaita.h>

#include "session/bw-import-draft.h"

G_BEGIN_DECLS

#define BW_TYPE_CURRENCY_QUESTION (bw_currency_question_get_type ())

G_DECLARE_FINAL_TYPE (BwCurrencyQuestion, bw_currency_question, BW, CURRENCY_QUESTION, AdwBin)

void bw_currency_question_set_file (BwCurrencyQuestion *self,
                                    BwImportDraft      *draft,
                                    guint               file);

G_END_DECLS
