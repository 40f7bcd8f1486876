/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good the forecasts of the past were, kept up to date while somebody looks. */
#pragma once

#include "core/bw-fit.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_LIVE_BACKTEST (bw_live_backtest_get_type ())

/* Replays past periods of the focus' scope on a thread of its own, once it is wanted and again whenever the book or the focus
 * changes while it is. Property: "progress" (double, 0 to 1; 1 when nothing runs). Emits "changed" when a result has arrived,
 * or the one that was there does not hold any more. */
G_DECLARE_FINAL_TYPE (BwLiveBacktest, bw_live_backtest, BW, LIVE_BACKTEST, GObject)

BwLiveBacktest   *bw_live_backtest_new (BwSession *session) G_GNUC_WARN_UNUSED_RESULT;
void              bw_live_backtest_set_wanted (BwLiveBacktest *self,
                                               gboolean        wanted);
const BwBacktest *bw_live_backtest_get (BwLiveBacktest *self);
BwBook           *bw_live_backtest_get_book (BwLiveBacktest *self);
double            bw_live_backtest_get_progress (BwLiveBacktest *self);

/* Fits the models anew, holds them against the past, and puts that on record in the project, as one step of undo. Finish gives
 * what is to be said about it (element-type BwFitChange) (transfer full). Refused like any edit. */
void       bw_live_backtest_recalibrate_async (BwLiveBacktest     *self,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            data);
GPtrArray *bw_live_backtest_recalibrate_finish (BwLiveBacktest *self,
                                                GAsyncResult   *result,
                                                GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
