/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a chart is zoomed and moved. */
#pragma once

#include "app/bw-chart-view.h"

G_BEGIN_DECLS

void bw_chart_gestures_class_add (GtkWidgetClass *widget_class);
void bw_chart_gestures_add (BwChartView *view);

G_END_DECLS
