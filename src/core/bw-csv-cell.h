/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of CSV files that spreadsheets open. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void        bw_csv_append_cell (GString    *line,
                                const char *cell);
gboolean    bw_csv_is_formula (const char *cell);
const char *bw_csv_unguard (const char *cell);

G_END_DECLS
