/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files inside a ZIP archive, and compressed files. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _BwArchive BwArchive;

GPtrArray *bw_archive_list (const char *path,
                            GError    **error) G_GNUC_WARN_UNUSED_RESULT;
BwArchive *bw_archive_open (const char *path,
                            const char *member,
                            GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void       bw_archive_free (BwArchive *archive);
gssize     bw_archive_read (BwArchive *archive,
                            char      *buffer,
                            gsize      n,
                            GError   **error);
double     bw_archive_get_progress (const BwArchive *archive);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwArchive, bw_archive_free)

G_END_DECLS
