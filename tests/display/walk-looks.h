/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at one page after the other: what stands on it is what the program without a window says of the same. */
#pragma once

#include "app/bw-chart-view.h"
#include "walk.h"

GtkWidget   *walk_show_part (Walk       *walk,
                             const char *name,
                             GType       type);
GtkWidget   *walk_restrict_deals (Walk    *walk,
                                  gboolean in_period,
                                  gboolean open_only);
BwChartView *walk_find_chart (GtkWidget *root);

void walk_look_at_home (Walk *walk);
void walk_look_at_forecast (Walk *walk);
void walk_look_at_deals (Walk *walk);
void walk_look_at_trends (Walk *walk);
void walk_look_at_four (Walk *walk);
void walk_look_at_flow (Walk *walk);
void walk_look_at_funnel (Walk *walk);
