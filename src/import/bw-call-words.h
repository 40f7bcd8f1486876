/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tables of managers' sheets are headed with, in the language of who writes them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BW_CALL_WORD_MANAGER,
  BW_CALL_WORD_PERIOD,
  BW_CALL_WORD_AS_OF,
  BW_CALL_WORD_CURRENCY,
  BW_CALL_WORD_PERSON,
  BW_CALL_WORD_NOTE,
  BW_CALL_WORD_TOTAL,
  BW_CALL_WORD_DEAL_ID,
  BW_CALL_WORD_DEAL,
  BW_CALL_WORD_ACCOUNT,
  BW_CALL_WORD_OWNER,
  BW_CALL_WORD_STAGE,
  BW_CALL_WORD_CLOSE_DATE,
  BW_CALL_WORD_AMOUNT,
  BW_CALL_WORD_CATEGORY,
  BW_N_CALL_WORDS,
} BwCallWord;

const char *bw_call_word (BwCallWord word);
gboolean    bw_call_word_is (const char *folded,
                             BwCallWord  word);
char       *bw_call_word_dup_crm (const char *heading) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_call_word_dup_last (const char *heading) G_GNUC_WARN_UNUSED_RESULT;
gboolean    bw_call_word_is_sent (const char *heading);

G_END_DECLS
