/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model's view of single deals, kept up to date. */
#pragma once

#include "core/bw-insight.h"
#include "core/bw-outlook.h"
#include "core/bw-win-model.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_LIVE_ODDS (bw_live_odds_get_type ())

/* Works out the odds of all deals on a thread of its own whenever the book or the focus changes. Emits "changed" when they
 * have arrived. */
G_DECLARE_FINAL_TYPE (BwLiveOdds, bw_live_odds, BW, LIVE_ODDS, GObject)

BwLiveOdds       *bw_live_odds_new (BwSession *session) G_GNUC_WARN_UNUSED_RESULT;
gboolean          bw_live_odds_is_ready (BwLiveOdds *self);
gboolean          bw_live_odds_is_usable (BwLiveOdds *self);
const BwDealOdds *bw_live_odds_find (BwLiveOdds *self,
                                     guint       deal);
const BwWinModel *bw_live_odds_get_model (BwLiveOdds *self);
GPtrArray        *bw_live_odds_dup_risks (BwLiveOdds *self,
                                          guint       deal) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
