/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of a file that was rejected, as it is corrected. */
#pragma once

#include <gio/gio.h>

#include "core/bw-delta.h"

G_BEGIN_DECLS

#define BW_TYPE_REJECT_LINE (bw_reject_line_get_type ())

G_DECLARE_FINAL_TYPE (BwRejectLine, bw_reject_line, BW, REJECT_LINE, GObject)

GPtrArray           *bw_reject_lines_new (GPtrArray *rows,
                                          GPtrArray *columns) G_GNUC_WARN_UNUSED_RESULT;
const BwRejectedRow *bw_reject_line_get_row (BwRejectLine *self);
GPtrArray           *bw_reject_line_get_rows (BwRejectLine *self);
const char          *bw_reject_line_get_reasons (BwRejectLine *self);
guint                bw_reject_line_get_n_cells (BwRejectLine *self);
const char          *bw_reject_line_get_cell (BwRejectLine *self,
                                              guint         column);
const char          *bw_reject_line_get_fault (BwRejectLine *self,
                                               guint         column);
guint                bw_reject_line_get_first_fault (BwRejectLine *self);
gboolean             bw_reject_line_set_cell (BwRejectLine *self,
                                              guint         column,
                                              const char   *text);
gboolean             bw_reject_line_is_edited (BwRejectLine *self);
gboolean             bw_reject_line_is_edited_at (BwRejectLine *self,
                                                  guint         column);
char                *bw_reject_line_dup_raw (BwRejectLine *self,
                                             guint         n_columns) G_GNUC_WARN_UNUSED_RESULT;
void                 bw_reject_line_keep_edits (BwRejectLine *self,
                                                BwRejectLine *earlier);

G_END_DECLS
