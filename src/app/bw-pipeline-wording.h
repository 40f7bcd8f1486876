/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the grid of deals shows, in words. */
#pragma once

#include "app/bw-deal-selection.h"
#include "core/bw-outlook.h"
#include "session/bw-deal-list.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

char *bw_pipeline_wording_headline (BwSession  *session,
                                    BwDealList *list,
                                    gboolean    open_only,
                                    gboolean    in_period) G_GNUC_WARN_UNUSED_RESULT;
char *bw_pipeline_wording_foot (const BwBook    *book,
                                BwDealList      *list,
                                BwDealSelection *selection) G_GNUC_WARN_UNUSED_RESULT;
char *bw_pipeline_wording_adjusted (const BwAdjustedSum *sum) G_GNUC_WARN_UNUSED_RESULT;
char *bw_pipeline_wording_forecast (const BwBook    *book,
                                    const BwOutlook *outlook) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
