/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What forecasts rest on, kept so that another scope or filter costs little. */
#pragma once

#include "core/bw-outlook.h"

G_BEGIN_DECLS

/* Projects with more deals than this keep one only: it is as large as the deals. */
#define BW_OUTLOOK_BASES_LARGE 100000

/* Used by any thread. */
typedef struct _BwOutlookBases BwOutlookBases;

BwOutlookBases *bw_outlook_bases_new (void) G_GNUC_WARN_UNUSED_RESULT;
BwOutlookBases *bw_outlook_bases_ref (BwOutlookBases *self) G_GNUC_WARN_UNUSED_RESULT;
void            bw_outlook_bases_unref (BwOutlookBases *self);
BwOutlookBase  *bw_outlook_bases_find (BwOutlookBases *self,
                                       BwBook         *book,
                                       const BwPeriod *period,
                                       BwDate          as_of,
                                       guint64         seed,
                                       BwProgress      progress,
                                       gpointer        progress_data) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwOutlookBases, bw_outlook_bases_unref)

G_END_DECLS
