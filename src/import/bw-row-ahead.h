/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a file, read on a thread of their own. */
#pragma once

#include "import/bw-csv-reader.h"

G_BEGIN_DECLS

typedef struct _BwRowAhead BwRowAhead;

BwRowAhead *bw_row_ahead_new (BwCsvReader *reader) G_GNUC_WARN_UNUSED_RESULT;
void        bw_row_ahead_free (BwRowAhead *ahead);
gboolean    bw_row_ahead_next (BwRowAhead *ahead,
                               BwCsvRow   *row,
                               GError    **error);
double      bw_row_ahead_get_progress (const BwRowAhead *ahead);

G_END_DECLS
