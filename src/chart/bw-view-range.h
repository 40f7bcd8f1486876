/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a chart's width that is looked at. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From and to as shares of the whole: 0 is where the chart's data begin, 1 where they end. Always 0 <= from < to <= 1. */
typedef struct
{
  double from;
  double to;
} BwViewRange;

#define BW_VIEW_RANGE_WHOLE ((BwViewRange) { 0, 1 })

gboolean    bw_view_range_is_whole (const BwViewRange *range);
BwViewRange bw_view_range_zoom (const BwViewRange *range,
                                double             factor,
                                double             about,
                                double             least);
BwViewRange bw_view_range_move (const BwViewRange *range,
                                double             by);
BwViewRange bw_view_range_show (const BwViewRange *range,
                                double             share);
double      bw_view_range_at (const BwViewRange *range,
                              double             share_of_view);

G_END_DECLS
