/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import that is being prepared: its files, what was said of them, and what would come of it. */
#pragma once

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_IMPORT_DRAFT (bw_import_draft_get_type ())

/* Signals: "inspected" when the files have been looked at (again), or could not be: see bw_import_draft_get_error();
 * "tried" when a trial has begun, ended or been dropped. */
G_DECLARE_FINAL_TYPE (BwImportDraft, bw_import_draft, BW, IMPORT_DRAFT, GObject)

typedef enum
{
  BW_TRIAL_NONE, /* nothing to try yet */
  BW_TRIAL_RUNNING,
  BW_TRIAL_DONE,
  BW_TRIAL_FAILED,
  BW_TRIAL_TOO_LARGE, /* the files are only estimated */
} BwTrialState;

/* Why a column should be looked at before the import. */
typedef enum
{
  BW_DOUBT_NONE,
  BW_DOUBT_FIELD,      /* it is not sure what it is; the column's reason says why */
  BW_DOUBT_DATE_ORDER, /* nothing tells which number of its dates is the month */
} BwColumnDoubt;

/* A stage of the files that nobody has mapped. */
typedef struct
{
  char       *name;
  guint       n; /* deals in it */
  BwStageKind kind;
  BwCategory  category;
  gboolean    known; /* its name says what it is, or the person did */
} BwDraftStage;

/* A currency of a file that is not the project's. */
typedef struct
{
  char  *code;
  guint  n;    /* amounts in it */
  double rate; /* what one unit is worth; NaN: nobody has said it */
} BwDraftCurrency;

/* What became of the deals that a file does not have. */
typedef struct
{
  guint  n;
  gint64 amount; /* minor units */
} BwDraftVanished;

BwImportDraft *bw_import_draft_new (BwSession         *session,
                                    const char *const *paths) G_GNUC_WARN_UNUSED_RESULT;
void           bw_import_draft_cancel (BwImportDraft *self);

BwSession          *bw_import_draft_get_session (BwImportDraft *self);
gboolean            bw_import_draft_is_looking (BwImportDraft *self);
const GError       *bw_import_draft_get_error (BwImportDraft *self);
guint               bw_import_draft_get_n_files (BwImportDraft *self);
const BwImportFile *bw_import_draft_get_file (BwImportDraft *self,
                                              guint          index);
BwFileOptions      *bw_import_draft_get_options (BwImportDraft *self,
                                                 guint          index);

void     bw_import_draft_add (BwImportDraft     *self,
                              const char *const *paths);
void     bw_import_draft_changed (BwImportDraft *self,
                                  guint          index);
void     bw_import_draft_choose (BwImportDraft *self,
                                 guint          index,
                                 const char    *header,
                                 const char    *field,
                                 BwFieldType    type);
gboolean bw_import_draft_is_chosen (BwImportDraft *self,
                                    guint          index,
                                    const char    *header);
void     bw_import_draft_set_left_out (BwImportDraft *self,
                                       guint          index,
                                       gboolean       left_out);
gboolean bw_import_draft_get_left_out (BwImportDraft *self,
                                       guint          index);
void     bw_import_draft_set_remember (BwImportDraft *self,
                                       gboolean       remember);
gboolean bw_import_draft_get_remember (BwImportDraft *self);
void     bw_import_draft_set_stage (BwImportDraft *self,
                                    const char    *name,
                                    BwStageKind    kind,
                                    BwCategory     category);
void     bw_import_draft_set_rate (BwImportDraft *self,
                                   const char    *code,
                                   const char    *text);
void     bw_import_draft_set_vanished (BwImportDraft *self,
                                       guint          index,
                                       BwVanished     vanished);

BwColumnDoubt bw_import_draft_get_doubt (BwImportDraft *self,
                                         guint          index,
                                         guint          column);
gboolean      bw_import_draft_column_asks (BwImportDraft *self,
                                           guint          index,
                                           guint          column);
guint         bw_import_draft_count_questions (BwImportDraft *self,
                                               guint          index);
GPtrArray    *bw_import_draft_get_stages (BwImportDraft *self);
GPtrArray    *bw_import_draft_get_currencies (BwImportDraft *self,
                                              guint          index);
gboolean      bw_import_draft_get_vanished (BwImportDraft   *self,
                                            guint            index,
                                            BwDraftVanished *vanished);

BwTrialState           bw_import_draft_get_trial (BwImportDraft *self);
const BwImportResult  *bw_import_draft_get_result (BwImportDraft *self);
const GError          *bw_import_draft_get_trial_error (BwImportDraft *self);
const BwImportSummary *bw_import_draft_get_summary (BwImportDraft *self,
                                                    guint          index);
guint                  bw_import_draft_count_problems (BwImportDraft        *self,
                                                       guint                 index,
                                                       const char           *header,
                                                       const BwRejectedRow **first);
guint64                bw_import_draft_estimate_rows (BwImportDraft *self);

char **bw_import_draft_dup_paths (BwImportDraft *self) G_GNUC_WARN_UNUSED_RESULT;
void   bw_import_draft_fill_options (BwImportDraft   *self,
                                     BwImportOptions *options);

G_END_DECLS
