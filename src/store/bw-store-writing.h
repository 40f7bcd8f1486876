/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A write on its way. */
#pragma once

#include "core/bw-early-deals.h"
#include "store/bw-store-private.h"
#include "store/bw-update-plan.h"

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
  BwUpdatePlan  *plan;        /* (nullable): which deals are told by updates */
  gboolean       dissolving;  /* updates are on their way to rows */
  const guint64 *lines;       /* (nullable): of the new deals, @n_lines of them */
  guint          n_lines;
  guint          first_new; /* the first new deal */

  const BwEarlyDeals *early;    /* (nullable): new deals are written before the book is whole */
  guint               early_at; /* among its changes */
} BwWriting;

/* The changed deals that are written in their rows. */
static inline const GArray *
bw_writing_changed_deals (const BwWriting *writing)
{
  return writing->plan != NULL ? writing->plan->others : writing->delta->changed_deals;
}

/* The new changes that are rows of the history, and the lines that they are from. */
static inline const GArray *
bw_writing_changes (const BwWriting *writing)
{
  return writing->plan != NULL ? writing->plan->other_changes : writing->delta->changes;
}

static inline const GArray *
bw_writing_change_lines (const BwWriting *writing)
{
  return writing->plan != NULL ? writing->plan->other_lines : writing->delta->change_rows;
}

/* bw-store-write.c */
gboolean bw_writing_advance (BwWriting *writing,
                             guint      n,
                             GError   **error);

/* bw-store-insert.c */
gint64   bw_writing_import_of (const BwWriting *writing,
                               guint            deal);
gboolean bw_writing_insert_deals (BwWriting *writing,
                                  guint      first,
                                  guint      n,
                                  gint64     position,
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

/* bw-store-updates.c */
gboolean bw_writing_insert_updates (BwWriting *writing,
                                    GError   **error);

/* bw-store-dissolve.c */
gboolean bw_writing_begin_dissolving (BwWriting *writing,
                                      GError   **error);
gboolean bw_writing_end_dissolving (BwWriting *writing,
                                    GError   **error);

/* bw-store-remove.c */
gboolean bw_writing_remove_changes (BwWriting *writing,
                                    GError   **error);

G_END_DECLS
