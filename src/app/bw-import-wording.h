/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the targets, the certainty and the sources of an import are called on screen. */
#pragma once

#include "session/bw-import-draft.h"

G_BEGIN_DECLS

/* What is counted of an import. */
typedef enum
{
  BW_TALLY_ROWS,
  BW_TALLY_NEW,
  BW_TALLY_CHANGED,
  BW_TALLY_UNCHANGED,
  BW_TALLY_VANISHED,
  BW_TALLY_REJECTED,
  BW_TALLY_SET_ASIDE,
} BwImportTally;

const char *bw_import_wording_type (BwFieldType type);
const char *bw_import_wording_target (const char *field,
                                      BwFieldType type);
const char *bw_import_wording_sure (double confidence);
const char *bw_import_wording_sure_dots (double confidence);
const char *bw_import_wording_program (const char *profile);
char       *bw_import_wording_deed (const BwImportResult *result) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_import_wording_tally (BwImportTally what,
                                     guint         n) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_import_wording_counts (const BwImportSummary *const *summaries,
                                      guint                         n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
