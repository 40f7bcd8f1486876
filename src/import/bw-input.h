/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of a table, wherever they are: a file, a compressed file, a member of an archive, a sheet of a workbook. */
#pragma once

#include "import/bw-tables.h"

G_BEGIN_DECLS

typedef struct _BwInput BwInput;

char      **bw_input_list (const char *path,
                           GError    **error) G_GNUC_WARN_UNUSED_RESULT;
BwInput    *bw_input_open (const char *path,
                           GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void        bw_input_free (BwInput *input);
gssize      bw_input_read (BwInput *input,
                           char    *buffer,
                           gsize    n,
                           GError **error);
const char *bw_input_get_name (const BwInput *input);
BwTableSpan bw_input_get_span (const BwInput *input);
gboolean    bw_input_is_sheet (const BwInput *input);
double      bw_input_get_progress (const BwInput *input);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwInput, bw_input_free)

G_END_DECLS
