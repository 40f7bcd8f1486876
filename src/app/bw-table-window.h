/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table behind a chart. */
#pragma once

#include <adwaita.h>

#include "chart/bw-chart.h"

G_BEGIN_DECLS

#define BW_TYPE_TABLE_WINDOW (bw_table_window_get_type ())

G_DECLARE_FINAL_TYPE (BwTableWindow, bw_table_window, BW, TABLE_WINDOW, AdwWindow)

GtkWidget *bw_table_window_new (GtkWindow *parent,
                                BwChart   *chart);

G_END_DECLS
