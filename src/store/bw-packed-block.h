/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blocks of bytes that packed copies are made of. */
#pragma once

#include "store/bw-sql.h"

G_BEGIN_DECLS

guint64  bw_checksum (const void *data,
                      gsize       length);
gboolean bw_packed_write (BwSql      *sql,
                          const char *part,
                          const void *data,
                          gsize       length,
                          GError    **error);
gssize   bw_packed_length (BwSql      *sql,
                           const char *part);
void    *bw_packed_read (BwSql      *sql,
                         const char *part,
                         gsize      *length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
