/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several charts on one sheet, under a heading. */
#pragma once

#include "chart/bw-chart.h"
#include "core/bw-flow.h"
#include "core/bw-outlook.h"

G_BEGIN_DECLS

/* A sheet is a chart itself: it is drawn, rendered to a file and told in words like one. */
BwChart *bw_sheet_new (const char *heading,
                       const char *headline) G_GNUC_WARN_UNUSED_RESULT;
void     bw_sheet_take (BwChart *sheet,
                        BwChart *chart,
                        guint    row,
                        double   row_share,
                        double   column_share);
BwChart *bw_sheet_new_home (const BwBook    *book,
                            const BwOutlook *outlook,
                            const BwFlow    *flow) G_GNUC_WARN_UNUSED_RESULT;
BwChart *bw_sheet_new_forecast (const BwBook    *book,
                                const BwOutlook *outlook) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
