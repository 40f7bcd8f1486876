/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of a table's columns in which they are shown, hidden and put into order. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_COLUMN_CHOOSER (bw_column_chooser_get_type ())

G_DECLARE_FINAL_TYPE (BwColumnChooser, bw_column_chooser, BW, COLUMN_CHOOSER, AdwBin)

GtkWidget *bw_column_chooser_new (GtkColumnView *view,
                                  guint          n_fixed) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
