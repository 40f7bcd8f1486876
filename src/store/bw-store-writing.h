/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A write on its way. */
#pragma once

#include "store/bw-store-private.h"

G_BEGIN_DECLS

enum
{
  BW_PROGRESS_ROWS = 4096, /* between two calls of the progress function */
};

/* One write on its way. */
typedef struct
{
  BwStore       *store;
  const BwBook  *book;
  const BwDelta *delta;
  BwProgress     progress;
  gpointer       progress_data;
  guint64        done;
  guint64        total;
  BwRecording   *recording;   /* (nullable) */
  gint64         deal_import; /* key of the import that new deals are from, 0 for none */
  GArray        *odd;         /* BwChange: what is implied of new deals and cannot stand in their rows */
  gboolean       unfolding;   /* changes that stood in deals' rows are on their way to the history */
  gboolean       packs_later; /* the packed copies are made after it */
  gboolean       one_import;  /* all of them are, as there is no other */
} BwWriting;

/* bw-store-write.c */
gboolean bw_writing_advance (BwWriting *writing,
                             guint      n,
                             GError   **error);

/* bw-store-insert.c */
gint64   bw_writing_import_of (const BwWriting *writing,
                               guint            deal);
gboolean bw_writing_insert_deals (BwWriting *writing,
                                  GError   **error);
gboolean bw_writing_insert_records (BwWriting *writing,
                                    GError   **error);
gboolean bw_writing_insert_odd_changes (BwWriting *writing,
                                        GError   **error);
gboolean bw_writing_insert_changes (BwWriting      *writing,
                                    const BwChange *changes,
                                    guint           n,
                                    const GArray   *rows,
                                    GError        **error);

/* bw-store-update.c */
gboolean bw_writing_update_deals (BwWriting *writing,
                                  GError   **error);
gboolean bw_writing_load_labels (BwWriting *writing,
                                 GError   **error);

/* bw-store-unfold.c */
gboolean bw_writing_begin_unfolding (BwWriting *writing,
                                     GError   **error);
gboolean bw_writing_end_unfolding (BwWriting *writing,
                                   GError   **error);

/* bw-store-remove.c */
gboolean bw_writing_remove_changes (BwWriting *writing,
                                    GError   **error);

G_END_DECLS
