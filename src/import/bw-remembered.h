/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said of files with a certain set of headers, to be offered again. */
#pragma once

#include "core/bw-choice.h"
#include "import/bw-mapping.h"

G_BEGIN_DECLS

char          *bw_remembered_name (const char *const *headers,
                                   guint              n) G_GNUC_WARN_UNUSED_RESULT;
BwFileOptions *bw_remembered_find (const BwBook      *book,
                                   const char *const *headers,
                                   guint              n) G_GNUC_WARN_UNUSED_RESULT;
BwFileOptions *bw_remembered_read (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char          *bw_remembered_write (const char *const   *headers,
                                    guint                n,
                                    const BwFileOptions *said,
                                    BwImportKind         kind,
                                    const GPtrArray     *fates,
                                    gboolean             all) G_GNUC_WARN_UNUSED_RESULT;
void           bw_remembered_keep (BwBook              *book,
                                   BwDelta             *delta,
                                   const char *const   *headers,
                                   guint                n,
                                   const BwFileOptions *said,
                                   BwImportKind         kind,
                                   const GPtrArray     *fates);
BwFileOptions *bw_remembered_complete (const BwFileOptions *said,
                                       const BwFileOptions *remembered) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
