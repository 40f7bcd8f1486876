/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for every chart. */
#pragma once

#include "chart/bw-chart.h"

void        chart_check_labels (BwChart *chart);
void        chart_check_points (BwChart *chart);
void        chart_check_drawing (BwChart *chart);
const char *chart_find_label (const BwChart *chart,
                              const char    *text);
