/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One column of a file that is to be imported: what it is read into, how sure that is, and how its values are read. */
#pragma once

#include <adwaita.h>

#include "session/bw-import-draft.h"

G_BEGIN_DECLS

#define BW_TYPE_COLUMN_ROW (bw_column_row_get_type ())

G_DECLARE_FINAL_TYPE (BwColumnRow, bw_column_row, BW, COLUMN_ROW, GtkListBoxRow)

GtkWidget *bw_column_row_new (BwImportDraft *draft,
                              guint          file,
                              guint          column) G_GNUC_WARN_UNUSED_RESULT;
void       bw_column_row_refresh (BwColumnRow *self);

G_END_DECLS
