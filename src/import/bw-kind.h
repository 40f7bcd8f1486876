/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes a table one of a kind, and the programs that tables come from. */
#pragma once

#include "import/bw-profile.h"

G_BEGIN_DECLS

gboolean    bw_kind_fits (BwImportKind     kind,
                          char           **folded,
                          guint            n,
                          const BwMapping *mapping);
gboolean    bw_kind_forbids (BwImportKind kind,
                             char       **folded,
                             guint        n);
guint       bw_kind_score_name (BwImportKind kind,
                                const char  *file_name);
const char *bw_kind_profile (BwImportKind kind,
                             char       **folded,
                             guint        n);

G_END_DECLS
