/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of each kind share during one import. */
#pragma once

#include "core/bw-view.h"
#include "import/bw-linker.h"
#include "import/bw-source.h"

G_BEGIN_DECLS

typedef struct
{
  BwBook                *book; /* the book after, ours alone */
  BwDelta               *delta;
  BwLinker              *linker;
  const BwImportOptions *options;
  BwDate                 known_as_of; /* of the file: said by the user or its name; BW_DATE_NONE unknown */
  BwDate                 as_of;       /* set by the reader of deals */
  BwTimeSource           as_of_source;
  gint32                 import;     /* index that the file's record will have */
  BwViews               *views;      /* of the exports of deals so far */
  char                  *covered;    /* (owned) (nullable): set by the reader of deals, for the file's record */
  gint64                 fields;     /* the same */
  gboolean               is_alone;   /* the only file */
  gint64                 import_key; /* that the file's record will have; 0: any */
} BwImportRun;

gboolean bw_import_check_kind (const BwSource *source,
                               GError        **error);
gboolean bw_import_read_kind (BwImportRun *run,
                              BwSource    *source,
                              GError     **error);

/* One for each kind: reads all rows of @source into the book. */
gboolean bw_import_people (BwImportRun *run,
                           BwSource    *source,
                           GError     **error);
gboolean bw_import_products (BwImportRun *run,
                             BwSource    *source,
                             GError     **error);
gboolean bw_import_accounts (BwImportRun *run,
                             BwSource    *source,
                             GError     **error);
gboolean bw_import_quotas (BwImportRun *run,
                           BwSource    *source,
                           GError     **error);
gboolean bw_import_deals (BwImportRun *run,
                          BwSource    *source,
                          GError     **error);
gboolean bw_import_records (BwImportRun *run,
                            BwSource    *source,
                            GError     **error);
gboolean bw_import_stages (BwImportRun *run,
                           BwSource    *source,
                           GError     **error);
gboolean bw_import_calls (BwImportRun *run,
                          BwSource    *source,
                          GError     **error);

gboolean bw_import_stage_history (BwImportRun *run,
                                  BwSource    *source,
                                  GError     **error);
gboolean bw_import_field_history (BwImportRun *run,
                                  BwSource    *source,
                                  GError     **error);

gboolean bw_import_has_stages_entered (const BwSource *source);
gboolean bw_import_stages_entered (BwImportRun *run,
                                   BwSource    *source,
                                   GError     **error);

/* After all files: what became of deals that exports lack. */
void bw_import_settle_vanished (BwImportRun *run,
                                BwSource   **sources,
                                guint        n,
                                guint        first);

G_END_DECLS
