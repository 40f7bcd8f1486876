/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of a draft share. */
#pragma once

#include "session/bw-import-draft.h"

G_BEGIN_DECLS

/* One table. */
typedef struct
{
  BwImportFile   *file;
  BwFileOptions  *options;
  gboolean        left_out;
  gboolean        dirty; /* something was said since it was looked at */
  gboolean        said;
  int             summary; /* index in the result of the trial, -1: none */
  gboolean        misses;  /* a trial found that deals are no longer there */
  BwDraftVanished vanished;
  GPtrArray      *currencies; /* (owned) BwDraftCurrency, that a trial has met */
} BwDraftEntry;

struct _BwImportDraft
{
  GObject parent_instance;

  BwSession    *session;  /* (owned) */
  GPtrArray    *added;    /* (owned) filename: paths that have not been looked at */
  GPtrArray    *entries;  /* (owned) BwDraftEntry; empty before the first look */
  GHashTable   *stages;   /* (owned): stage name to what the person said of it, as in BwImportOptions */
  GHashTable   *rates;    /* (owned): code of a currency to what the person said of it */
  GHashTable   *files;    /* (owned): lent to the options */
  int           remember; /* -1: when something was said */
  GError       *error;    /* (owned) (nullable): of the first look */
  gboolean      looked;
  guint         timer;
  GCancellable *looking; /* (owned) (nullable) */

  BwTrialState    trial;
  GCancellable   *trying;       /* (owned) (nullable) */
  BwImportResult *result;       /* (owned) (nullable): the last that ended */
  GError         *trial_error;  /* (owned) (nullable) */
  GHashTable     *problems;     /* (owned) (nullable): key of the problem to BwDraftProblem, of the result */
  GPtrArray      *stages_found; /* (owned) BwDraftStage, of the last trial */
};

BwDraftEntry *bw_import_draft_entry (BwImportDraft *self,
                                     guint          index);
gboolean      bw_draft_entry_is_imported (const BwDraftEntry *entry);
void          bw_import_draft_stop (GCancellable **cancellable);
void          bw_import_draft_tell_tried (BwImportDraft *self);
void          bw_import_draft_try (BwImportDraft *self);
void          bw_import_draft_clear_result (BwImportDraft *self);

G_END_DECLS
