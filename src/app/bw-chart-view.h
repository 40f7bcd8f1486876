/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows a chart. */
#pragma once

#include <gtk/gtk.h>

#include "chart/bw-chart.h"

G_BEGIN_DECLS

#define BW_TYPE_CHART_VIEW (bw_chart_view_get_type ())

/* Signal "point-activated" (uint point): a point was clicked, or Enter pressed on it. */
G_DECLARE_FINAL_TYPE (BwChartView, bw_chart_view, BW, CHART_VIEW, GtkWidget)

GtkWidget *bw_chart_view_new (void);
void       bw_chart_view_set_chart (BwChartView *self,
                                    BwChart     *chart);
BwChart   *bw_chart_view_get_chart (BwChartView *self);
int        bw_chart_view_get_point (BwChartView *self);
void       bw_chart_view_set_range (BwChartView       *self,
                                    const BwViewRange *range);
void       bw_chart_view_zoom (BwChartView *self,
                               double       factor,
                               double       about);

G_END_DECLS
