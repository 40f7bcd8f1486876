/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blocks of bytes that packed copies are made of. */
#pragma once

#include "store/bw-sql.h"

G_BEGIN_DECLS

/* The most that a chunk holds. */
#define BW_PACKED_CHUNK ((gsize)4 << 20)

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

/* Copies the @n values of @size bytes that stand @stride bytes apart from @from on to @to, one after the other. */
void bw_gather_column (const char *from,
                       gsize       stride,
                       gsize       n,
                       gsize       size,
                       char       *to);

/* The way back. */
void bw_scatter_column (const char *from,
                        gsize       stride,
                        gsize       n,
                        gsize       size,
                        char       *to);

G_END_DECLS
