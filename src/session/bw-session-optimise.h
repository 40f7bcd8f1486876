/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Optimises the territories of an open project off the main thread. */
#pragma once

#include "core/bw-territory-optimise.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

/* A proposal laid out as a draft beside the plan it is about, ready for bw_session_apply_async(). */
typedef struct
{
  BwBook  *after; /* (owned) (nullable): taken by who applies it */
  BwDelta *delta; /* (owned) (nullable): taken too */
  gint64   key;   /* the draft's */
} BwTerritoryDraft;

/* Works out a better plan than @plan (index, BW_NOBODY: the current one) from what the accounts are worth on @as_of. @options are
 * copied; their progress is not looked at: @progress (nullable) is told on the main thread. Cancelling @cancellable ends the search within
 * 100 ms, and finish gives the best plan so far, with stopped set. Nothing is written: bw_territory_edit_assign_each() and
 * bw_session_apply_async() take the proposal over. */
void bw_session_optimise_async (BwSession                        *self,
                                gint32                            plan,
                                BwDate                            as_of,
                                const BwTerritoryOptimiseOptions *options,
                                BwSessionProgress                 progress,
                                gpointer                          progress_data,
                                GCancellable                     *cancellable,
                                GAsyncReadyCallback               callback,
                                gpointer                          data);
/* The same, and lays what it finds out as a draft called @name, as if made at @now (seconds since 1970), on the same thread. */
void bw_session_optimise_draft_async (BwSession                        *self,
                                      gint32                            plan,
                                      BwDate                            as_of,
                                      const BwTerritoryOptimiseOptions *options,
                                      const char                       *name,
                                      gint64                            now,
                                      BwSessionProgress                 progress,
                                      gpointer                          progress_data,
                                      GCancellable                     *cancellable,
                                      GAsyncReadyCallback               callback,
                                      gpointer                          data);
/* Returns: (transfer full) (nullable). @book (out) (optional) (transfer full): the book it is about, whose indexes it names. */
BwTerritoryProposal *bw_session_optimise_finish (BwSession    *self,
                                                 GAsyncResult *result,
                                                 BwBook      **book,
                                                 GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* Takes the draft of @result, which is finished, into @draft; it is empty where none was asked for or nothing found. Its book and delta
 * are the caller's, to be released with bw_territory_draft_clear() where they are not taken over. */
void bw_session_optimise_take_draft (GAsyncResult     *result,
                                     BwTerritoryDraft *draft);
void bw_territory_draft_clear (BwTerritoryDraft *draft);

G_END_DECLS
